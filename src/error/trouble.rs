//! What can keep a site from being published, and its words.

use super::Error;
use crate::diagnostic::{Language, shown};

/// Why nothing, or not everything, was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// `site.toml` names no target at all.
    NoTarget,
    /// No target of this name, or none was named where several are.
    WhichTarget { found: Option<String>, nearest: Option<String>, known: Vec<String> },
    /// This program was built without the services of other machines.
    NeedsRemote { target: String, kind: &'static str },
    /// A folder that has to be there is not: perhaps a share that is not connected.
    NoFolder { path: String },
    /// A file with passwords that others may read.
    OpenSecrets { path: String },
    /// A line of such a file that is no entry; the line itself may be a password.
    Netrc { path: String, line: usize },
    /// Somebody took the lock away while we were publishing.
    LockLost,
    /// Files where ours have to go that we did not put there, or that were changed there since.
    Foreign { paths: Vec<String> },
    /// One of our files at the target cannot be read.
    Unreadable { file: String },
    /// Nothing was published there yet.
    NothingPublished,
    /// There is no publication before the one that is there.
    NothingBefore,
    /// The last run did not finish.
    Unfinished,
    /// Kept files that the publication before needs are not there.
    NotKept { paths: Vec<String> },
    /// A file was another one when it was to be sent.
    Unsteady { path: String },
    /// The service of another machine refused or could not be reached.
    Service { path: String, cause: Cause, detail: String },
    /// A part of the release guard.
    Refused(Vec<Refusal>),
}

/// What another machine's service said no to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Who we are, or what we may.
    Denied,
    /// Anything else: not reached, no room, a fault of its own.
    Failed,
}

/// One reason why the release guard refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Drafts are wanted without `--preview`.
    Drafts,
    /// A preview is wanted at a target that is for everybody.
    PreviewForEverybody { target: String },
    /// An edition's day of publication lies ahead.
    Ahead { year: i32, published: String },
    /// Two addresses that have to be one.
    BaseUrl { target: String, of_target: String, other: String },
    /// A staging target without an address of its own, while the site has one.
    NoBaseUrl { target: String },
    /// A sealed bundle is not whole.
    Seal { file: String, english: String, japanese: String },
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Error {
        Error::Publish(trouble)
    }
}

impl Trouble {
    /// What people read, in their language.
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Ja => self.japanese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Trouble::NoTarget => {
                "site.toml names no place to publish to: add a table such as [publish.production] with kind and path".to_owned()
            }
            Trouble::WhichTarget { found, nearest, known } => {
                let known = super::words::meant_english(nearest, known);
                found
                    .as_ref()
                    .map_or_else(|| format!("name the target to publish to{known}"), |found| format!("unknown target `{found}`{known}"))
            }
            Trouble::NeedsRemote { target, kind } => format!(
                "`{target}` is of the kind `{kind}`, which this program was built without: install it with cargo install --path . --features remote"
            ),
            Trouble::NoFolder { path } => format!("the folder `{path}` is not there: connect the share, or make the folder"),
            Trouble::OpenSecrets { path } => {
                format!("others may read `{path}`, which holds passwords: take that right away with chmod 600 {path}")
            }
            Trouble::Netrc { path, line } => format!("line {line} of `{path}` is no entry: write machine, login and password"),
            Trouble::LockLost => "somebody else took the lock of the target: nothing more was sent; publish again".to_owned(),
            Trouble::Foreign { paths } => format!(
                "at the target are files that torikumi did not put there, or that were changed there since:\n{}move them away; nothing was sent",
                lines(paths)
            ),
            Trouble::Unreadable { file } => {
                format!("`{file}` at the target cannot be read: it is damaged or of a newer torikumi; bring it back from a backup")
            }
            Trouble::NothingPublished => "nothing was published to this target yet".to_owned(),
            Trouble::NothingBefore => "there is no publication before the one at this target".to_owned(),
            Trouble::Unfinished => {
                "the last publication was interrupted: publish again to finish it, or bring the one before back with `torikumi rollback`"
                    .to_owned()
            }
            Trouble::NotKept { paths } => {
                format!(
                    "the publication before cannot come back, for these files of it were not kept:\n{}nothing was changed",
                    lines(paths)
                )
            }
            Trouble::Unsteady { path } => format!("`{path}` changed while it was being published: publish again"),
            Trouble::Service { path, cause: Cause::Failed, detail } => {
                format!("the target failed at `{path}`: {detail}; publish again to go on")
            }
            Trouble::Service { path, cause: Cause::Denied, detail } => format!(
                "the target refused access at `{path}`: {detail}; look at user, password or key (docs/publishing.md says where they are read from)"
            ),
            Trouble::Refused(refusals) => {
                format!("not published:\n{}", lines(&refusals.iter().map(Refusal::english).collect::<Vec<_>>())).trim_end().to_owned()
            }
        }
    }

    fn japanese(&self) -> String {
        match self {
            Trouble::NoTarget => "site.toml に公開先がありません。[publish.production] に kind と path などを書いてください".to_owned(),
            Trouble::WhichTarget { found, nearest, known } => {
                let known = super::words::meant_japanese(nearest, known);
                let said =
                    found.as_ref().map_or_else(|| "公開先を指定してください".to_owned(), |found| format!("公開先 `{found}` はありません"));
                said + &known
            }
            Trouble::NeedsRemote { target, kind } => format!(
                "公開先 `{target}` の種類 `{kind}` は、この torikumi では使えません。cargo install --path . --features remote で入れ直してください"
            ),
            Trouble::NoFolder { path } => {
                format!("フォルダー `{path}` がありません。共有フォルダーに接続するか、フォルダーを作ってください")
            }
            Trouble::OpenSecrets { path } => {
                format!("パスワードのある `{path}` を、ほかの利用者も読めます。chmod 600 {path} で読めないようにしてください")
            }
            Trouble::Netrc { path, line } => {
                format!("`{path}` の {line} 行目を読めません。machine・login・password の形で書いてください")
            }
            Trouble::LockLost => "公開先のロックが外されたため、送信を止めました。もう一度公開してください".to_owned(),
            Trouble::Foreign { paths } => format!(
                "公開先に、torikumi が置いたものではないファイルか、公開後に変更されたファイルがあります：\n{}別の場所に移してください（何も送っていません）",
                lines(paths)
            ),
            Trouble::Unreadable { file } => {
                format!("公開先の `{file}` を読めません。壊れているか、新しい torikumi のものです。バックアップから戻してください")
            }
            Trouble::NothingPublished => "この公開先には、まだ何も公開されていません".to_owned(),
            Trouble::NothingBefore => "この公開先には、一つ前の公開がありません".to_owned(),
            Trouble::Unfinished => {
                "前回の公開が中断されています。もう一度公開して終わらせるか、`torikumi rollback` で一つ前に戻してください".to_owned()
            }
            Trouble::NotKept { paths } => {
                format!("一つ前の公開のうち、次のファイルが残っていないため戻せません：\n{}（何も変更していません）", lines(paths))
            }
            Trouble::Unsteady { path } => format!("公開中に `{path}` が変わりました。もう一度公開してください"),
            Trouble::Service { path, cause: Cause::Failed, detail } => {
                format!("公開先で `{path}` を扱えませんでした：{detail}。もう一度公開すると続きから始めます")
            }
            Trouble::Service { path, cause: Cause::Denied, detail } => format!(
                "公開先で `{path}` へのアクセスを断られました：{detail}。利用者名・パスワード・鍵を確かめてください（読み取る場所は docs/publishing.md にあります）"
            ),
            Trouble::Refused(refusals) => {
                format!("公開しませんでした：\n{}", lines(&refusals.iter().map(Refusal::japanese).collect::<Vec<_>>()))
                    .trim_end()
                    .to_owned()
            }
        }
    }
}

impl Refusal {
    fn english(&self) -> String {
        match self {
            Refusal::Drafts => "--drafts shows what is not published yet: leave it out, or use --preview for a staging target".to_owned(),
            Refusal::PreviewForEverybody { target } => {
                format!("--preview is only for a target with stage = \"staging\", and `{target}` is for everybody")
            }
            Refusal::Ahead { year, published } => format!(
                "the edition of {year} is to be published on {published}: wait until then, correct `published` in content/editions/{year}/edition.md, or mark it draft = true"
            ),
            Refusal::BaseUrl { target, of_target, other } => {
                format!("`{target}` is at {of_target}, but the site says {other}: make base_url of site.toml and of the target the same")
            }
            Refusal::NoBaseUrl { target } => format!(
                "`{target}` has no base_url, so its pages would lead to the published site: add base_url to [publish.{target}] of site.toml"
            ),
            Refusal::Seal { file, english, .. } => format!("the sealed bundle `{file}`: {english}; bring it back from a backup"),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Refusal::Drafts => "--drafts は公表前のものを表示します。外すか、確認用の公開先に --preview で公開してください".to_owned(),
            Refusal::PreviewForEverybody { target } => {
                format!("--preview は stage = \"staging\" の公開先だけで使えます。`{target}` は一般向けの公開先です")
            }
            Refusal::Ahead { year, published } => format!(
                "{year}年度の版の公表日は {published} です。その日まで待つか、content/editions/{year}/edition.md の `published` を直すか、draft = true にしてください"
            ),
            Refusal::BaseUrl { target, of_target, other } => format!(
                "公開先 `{target}` のアドレスは {of_target} ですが、サイトでは {other} です。site.toml の base_url と公開先の base_url をそろえてください"
            ),
            Refusal::NoBaseUrl { target } => format!(
                "公開先 `{target}` に base_url がなく、ページから公開中のサイトへ移ってしまいます。site.toml の [publish.{target}] に base_url を書いてください"
            ),
            Refusal::Seal { file, japanese, .. } => format!("封印した `{file}`：{japanese}。バックアップから戻してください"),
        }
    }
}

/// At most twenty lines; who has more to look at has a larger problem.
fn lines(items: &[String]) -> String {
    const MOST: usize = 20;
    let more = items.len().saturating_sub(MOST);
    let listed: String = items.iter().take(MOST).map(|item| format!("  {}\n", shown::name(item))).collect();
    if more == 0 { listed } else { format!("{listed}  … +{more}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_names_what_it_is_about_and_what_to_do_in_both_languages() {
        let (name, paths) = (|| "folder".to_owned(), || vec!["folder".to_owned()]);
        let refusals = vec![
            Refusal::PreviewForEverybody { target: name() },
            Refusal::Ahead { year: 2020, published: name() },
            Refusal::BaseUrl { target: name(), of_target: name(), other: name() },
            Refusal::NoBaseUrl { target: name() },
            Refusal::Seal { file: name(), english: name(), japanese: name() },
        ];
        let mut troubles = vec![
            Trouble::WhichTarget { found: Some(name()), nearest: None, known: Vec::new() },
            Trouble::WhichTarget { found: None, nearest: None, known: paths() },
            Trouble::NeedsRemote { target: name(), kind: "s3" },
            Trouble::NoFolder { path: name() },
            Trouble::OpenSecrets { path: name() },
            Trouble::Netrc { path: name(), line: 1 },
            Trouble::Foreign { paths: paths() },
            Trouble::Unreadable { file: name() },
            Trouble::NotKept { paths: paths() },
            Trouble::Unsteady { path: name() },
            Trouble::Service { path: name(), cause: Cause::Failed, detail: name() },
            Trouble::Service { path: name(), cause: Cause::Denied, detail: name() },
        ];
        troubles.extend(refusals.into_iter().map(|refusal| Trouble::Refused(vec![refusal])));
        for trouble in troubles {
            let (english, japanese) = (trouble.words(Language::En), trouble.words(Language::Ja));
            assert!(english.contains("folder") && english.is_ascii(), "{english}");
            assert!(japanese.contains("folder") && japanese.chars().any(|letter| ('ぁ'..='ん').contains(&letter)), "{japanese}");
        }
    }

    #[test]
    fn a_long_list_is_cut() {
        let paths: Vec<String> = (0..25).map(|number| number.to_string()).collect();
        assert_eq!(lines(&paths).lines().count(), 21);
        assert!(lines(&paths).ends_with("  19\n  … +5\n"));
    }
}
