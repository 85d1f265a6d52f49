//! The words of every error, in English and in Japanese.

use super::{Action, Cure, Error, Request, TableTrouble};
use crate::diagnostic::{Language, shown};
use std::io;
use std::path::{Path, PathBuf};

/// Fact first, then the cure.
pub fn english(error: &Error) -> String {
    match error {
        Error::File { action, path, source } => {
            let verb = match action {
                Action::Read => "read",
                Action::Write => "write",
                Action::Rename => "rename",
                Action::Remove => "remove",
            };
            format!("cannot {verb} `{}`: {source}", name(path))
        }
        Error::HalfWay { cause } => {
            format!("{}\nthe new site is in place only in part: mend this, then the next `torikumi build` completes it", english(cause))
        }
        Error::Occupied { paths } => format!(
            "the output folder holds files that torikumi did not make, where pages have to go:\n{}\
             move them away, or name another folder with --output-dir",
            lines(paths)
        ),
        Error::NoContent { root } => format!("`{}` has no folder `content`: name the site's folder with --root", name(root)),
        Error::Busy(busy) => format!("{}; wait until that is done{}", busy.words(Language::En), cure_english(&busy.cure)),
        Error::Changed { path } => format!("`{}` was changed meanwhile by something else, and was left as it is: try again", name(path)),
        Error::Port { address, source } => format!("cannot listen at {address}: {source}; choose another port with --port"),
        Error::Serve { source } => format!("the preview cannot run: {source}"),
        Error::Watch { root, source } => format!("cannot notice changes below `{}`: {source}", name(root)),
        Error::NotEmpty { folder } => {
            format!("`{}` is not empty: name a new or an empty folder; nothing was changed", name(folder))
        }
        Error::Exists { path } => format!("`{}` is there already; nothing was changed", name(path)),
        Error::Table { path, trouble } => format!("cannot read the table `{}`: {}", name(path), table_english(trouble)),
        Error::Form { why } => format!("the form cannot be made: {why}"),
        Error::Request(request) => request_english(request),
        Error::Publish(trouble) => trouble.words(Language::En),
    }
}

/// As [`english`], for the clerks of a city.
pub fn japanese(error: &Error) -> String {
    match error {
        Error::File { action, path, source } => {
            let verb = match action {
                Action::Read => "を読めません",
                Action::Write => "に書き込めません",
                Action::Rename => "の名前を変えられません",
                Action::Remove => "を削除できません",
            };
            format!("`{}` {verb}：{}", name(path), cause(source))
        }
        Error::HalfWay { cause } => format!(
            "{}\n新しいサイトの一部だけが書き込まれています。原因を取り除いてから、もう一度 `torikumi build` を実行すると完了します",
            japanese(cause)
        ),
        Error::Occupied { paths } => format!(
            "出力先に、torikumi が作ったものではないファイルがあります：\n{}\
             別の場所に移すか、--output-dir で別のフォルダーを指定してください",
            lines(paths)
        ),
        Error::NoContent { root } => {
            format!("`{}` に `content` フォルダーがありません。--root でサイトのフォルダーを指定してください", name(root))
        }
        Error::Busy(busy) => format!("{}。終わるまでお待ちください{}", busy.words(Language::Ja), cure_japanese(&busy.cure)),
        Error::Changed { path } => {
            format!("`{}` は途中でほかから変更されたため、書き込みませんでした。もう一度実行してください", name(path))
        }
        Error::Port { address, source } => format!("{address} を使えません：{}。--port で別のポートを指定してください", cause(source)),
        Error::Serve { source } => format!("プレビューを続けられません：{}", cause(source)),
        Error::Watch { root, source } => format!("`{}` の変更を見張れません：{source}", name(root)),
        Error::NotEmpty { folder } => {
            format!("`{}` は空ではありません。新しいフォルダーか空のフォルダーを指定してください（何も変更していません）", name(folder))
        }
        Error::Exists { path } => format!("`{}` はすでにあります（何も変更していません）", name(path)),
        Error::Table { path, trouble } => format!("表 `{}` を読めません：{}", name(path), table_japanese(trouble)),
        Error::Form { why } => format!("記入用紙を作れません：{why}"),
        Error::Request(request) => request_japanese(request),
        Error::Publish(trouble) => trouble.words(Language::Ja),
    }
}

fn cure_english(cure: &Cure) -> String {
    match cure {
        Cure::Wait => String::new(),
        Cure::Remove(path) => format!("; if it was interrupted, remove `{}`", name(path)),
        Cure::Break => "; if it was interrupted, repeat with --break-lock".to_owned(),
    }
}

fn cure_japanese(cure: &Cure) -> String {
    match cure {
        Cure::Wait => String::new(),
        Cure::Remove(path) => format!("。中断されたものであれば `{}` を削除してください", name(path)),
        Cure::Break => "。中断されたものであれば --break-lock を付けてもう一度実行してください".to_owned(),
    }
}

fn table_english(trouble: &TableTrouble) -> String {
    match trouble {
        TableTrouble::TooLarge { megabytes } => {
            format!("it is larger than {megabytes} MB, unpacked or packed; delete sheets and pictures that are not needed")
        }
        TableTrouble::TooManyRows { most } => format!("it has more than {most} rows; delete rows that are not needed"),
        TableTrouble::TooManyCells { most } => format!("it has more than {most} filled cells, or too much text; delete what is not needed"),
        TableTrouble::TooManySheets { most } => format!("it has more than {most} sheets; delete sheets that are not needed"),
        TableTrouble::TooManyFormats { megabytes } => {
            format!("its cell formats take more than {megabytes} MB; paste the table as values into a new workbook")
        }
        TableTrouble::Encrypted => "it is protected by a password; save it without one".to_owned(),
        TableTrouble::OldWorkbook => "it is a workbook of an old Excel (.xls); save it as .xlsx".to_owned(),
        TableTrouble::OtherFormat => "it is neither .xlsx nor .csv; save it as one of these".to_owned(),
        TableTrouble::NotText => "it is neither UTF-8 nor Shift_JIS; save it as .xlsx or as CSV UTF-8".to_owned(),
        TableTrouble::Broken { why } => format!("the file is damaged ({why}); get it again, or open and save it in a spreadsheet program"),
    }
}

fn table_japanese(trouble: &TableTrouble) -> String {
    match trouble {
        TableTrouble::TooLarge { megabytes } => {
            format!("ファイル（または展開後の内容）が{megabytes}MBを超えています。不要なシートや画像を削除してください")
        }
        TableTrouble::TooManyRows { most } => format!("{most}行を超えています。不要な行を削除してください"),
        TableTrouble::TooManyCells { most } => {
            format!("記入のあるセルが{most}個を超えているか、文字が多すぎます。不要な部分を削除してください")
        }
        TableTrouble::TooManySheets { most } => format!("シートが{most}枚を超えています。不要なシートを削除してください"),
        TableTrouble::TooManyFormats { megabytes } => {
            format!("セルの書式が{megabytes}MBを超えています。新しいブックに値だけを貼り付けてください")
        }
        TableTrouble::Encrypted => "パスワードで保護されています。パスワードを外して保存し直してください".to_owned(),
        TableTrouble::OldWorkbook => "古いExcelの形式（.xls）です。.xlsx 形式で保存し直してください".to_owned(),
        TableTrouble::OtherFormat => ".xlsx でも .csv でもありません。どちらかの形式で保存し直してください".to_owned(),
        TableTrouble::NotText => "文字コードがUTF-8でもShift_JISでもありません。.xlsx か「CSV UTF-8」で保存し直してください".to_owned(),
        TableTrouble::Broken { why } => {
            format!("ファイルが壊れています（{why}）。入手し直すか、表計算ソフトで開いて保存し直してください")
        }
    }
}

fn request_english(request: &Request) -> String {
    match request {
        Request::NoEdition { year, known } => {
            let known: Vec<String> = known.iter().map(i32::to_string).collect();
            format!("there is no edition of {year}{}", meant_english(&None, &known))
        }
        Request::Draft { year } => format!("the edition of {year} is a draft: take `draft = true` out before it is sealed"),
        Request::AlreadySealed { year, file } => {
            format!("the edition of {year} is sealed as `{file}`: to seal it again, say why with --revision \"reason\"")
        }
        Request::EditionSealed { year, file } => format!(
            "the edition of {year} is sealed as `{file}`, and its pages would not follow what is imported: nothing was written; to change \
             its sources all the same, before it is sealed again, add --into-sealed"
        ),
        Request::ResultsMissing { year, count } => {
            format!(
                "{count} results or reports of {year} are missing: fill them in, or say why it is sealed without them with --force \"reason\""
            )
        }
        Request::CannotBag { english, .. } => format!("the edition cannot be put into a bag: {english}"),
        Request::NotSealed { year } => format!("the edition of {year} has no sealed bundle"),
        Request::Id { found } => format!("`{found}` cannot be the id of a strategy: use letters, digits, `-` and `_`"),
        Request::Year { found } => format!("`{found}` cannot be read as a year: write 2017, H29 or R5"),
        Request::UnknownStrategy { found, nearest, known } => format!("unknown strategy `{found}`{}", meant_english(nearest, known)),
        Request::NoStrategy => "the site has no strategy yet: make one with `torikumi new strategy ID`".to_owned(),
        Request::WhichStrategy { fitting } => format!("several strategies fit: name one with --strategy ({})", ticked(fitting)),
        Request::OutsidePeriods { year, strategies } => {
            let each = strategies.iter().map(|(id, period)| match period {
                Some((first, last)) => format!("`{id}` ({first} to {last})"),
                None => format!("`{id}` (no period given)"),
            });
            format!("fiscal year {year} is not in the period of {}", each.collect::<Vec<_>>().join(", "))
        }
        Request::NoNumberLeft { strategy } => format!("the strategy `{strategy}` has a goal 999, the last number there is"),
        Request::NoEditionYet => "the site has no edition yet: make one with `torikumi new edition YEAR`".to_owned(),
        Request::UnknownDivision { found, nearest, known } => {
            format!("no division in charge is called `{found}`{}", meant_english(nearest, known))
        }
        Request::UnknownSchema { found, nearest, known } => format!("no schema `{found}`{}", meant_english(nearest, known)),
    }
}

fn request_japanese(request: &Request) -> String {
    match request {
        Request::NoEdition { year, known } => {
            let known: Vec<String> = known.iter().map(i32::to_string).collect();
            format!("{year}年度の版はありません{}", meant_japanese(&None, &known))
        }
        Request::Draft { year } => format!("{year}年度の版は下書きです。`draft = true` を消してから封印してください"),
        Request::AlreadySealed { year, file } => {
            format!("{year}年度の版は `{file}` として封印済みです。改めて封印するには --revision \"理由\" を付けてください")
        }
        Request::EditionSealed { year, file } => format!(
            "{year}年度の版は `{file}` として封印済みで、取り込んでもページは変わりません（何も書き込んでいません）。\
             封印し直すために原稿を改めるときは --into-sealed を付けてください"
        ),
        Request::ResultsMissing { year, count } => {
            format!("{year}年度の実績や報告が{count}件欠けています。記入するか、そのまま封印する理由を --force \"理由\" で書いてください")
        }
        Request::CannotBag { japanese, .. } => format!("封印できません：{japanese}"),
        Request::NotSealed { year } => format!("{year}年度の版は封印されていません"),
        Request::Id { found } => format!("`{found}` は戦略の id にできません。文字、数字、`-`、`_` だけで書いてください"),
        Request::Year { found } => format!("`{found}` は年度として読めません。2017、H29、R5 のように書いてください"),
        Request::UnknownStrategy { found, nearest, known } => format!("戦略 `{found}` はありません{}", meant_japanese(nearest, known)),
        Request::NoStrategy => "戦略がまだありません。`torikumi new strategy ID` で作ってください".to_owned(),
        Request::WhichStrategy { fitting } => format!("該当する戦略が複数あります。--strategy で指定してください（{}）", ticked(fitting)),
        Request::OutsidePeriods { year, strategies } => {
            let each = strategies.iter().map(|(id, period)| match period {
                Some((first, last)) => format!("`{id}`（{first}～{last}年度）"),
                None => format!("`{id}`（期間の記載なし）"),
            });
            format!("{year}年度は次の戦略の期間に入っていません：{}", each.collect::<Vec<_>>().join("、"))
        }
        Request::NoNumberLeft { strategy } => format!("戦略 `{strategy}` には、最後の番号である基本目標999まであります"),
        Request::NoEditionYet => "版がまだありません。`torikumi new edition YEAR` で作ってください".to_owned(),
        Request::UnknownDivision { found, nearest, known } => format!("担当課 `{found}` はありません{}", meant_japanese(nearest, known)),
        Request::UnknownSchema { found, nearest, known } => format!("スキーマ `{found}` はありません{}", meant_japanese(nearest, known)),
    }
}

/// The known names, after a colon.
pub fn meant_english(nearest: &Option<String>, known: &[String]) -> String {
    match nearest {
        Some(nearest) => format!(": did you mean `{nearest}`?"),
        None if known.is_empty() => String::new(),
        None => format!(": there are {}", ticked(known)),
    }
}

/// As [`meant_english`].
pub fn meant_japanese(nearest: &Option<String>, known: &[String]) -> String {
    match nearest {
        Some(nearest) => format!("。もしかして `{nearest}` ですか"),
        None if known.is_empty() => String::new(),
        None => format!("。使えるもの：{}", ticked(known)),
    }
}

fn ticked(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A path on one line, whatever is in it.
fn name(path: &Path) -> String {
    shown::name(&path.to_string_lossy())
}

fn lines(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("  {}\n", name(path))).collect()
}

/// The common causes in Japanese; rare ones in the system's own words.
fn cause(source: &io::Error) -> String {
    let known = match source.kind() {
        io::ErrorKind::NotFound => "見つかりません",
        io::ErrorKind::PermissionDenied => "権限がありません",
        io::ErrorKind::AlreadyExists => "すでにあります",
        io::ErrorKind::NotADirectory => "フォルダーではありません",
        io::ErrorKind::IsADirectory => "フォルダーです",
        io::ErrorKind::DirectoryNotEmpty => "フォルダーが空ではありません",
        io::ErrorKind::ReadOnlyFilesystem => "書き込みできないディスクです",
        io::ErrorKind::AddrInUse => "ほかのプログラムが使っています",
        io::ErrorKind::AddrNotAvailable => "このコンピューターのアドレスではありません",
        io::ErrorKind::StorageFull => "ディスクの空きがありません",
        _ => return source.to_string(),
    };
    format!("{known} ({source})")
}

#[cfg(test)]
mod tests {
    use super::super::Busy;
    use super::*;

    /// One error of each kind.
    fn errors() -> Vec<Error> {
        let folder = || PathBuf::from("folder");
        let (found, nearest, known) = ("found".to_owned(), None, vec!["folder".to_owned()]);
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let requests = [
            Request::Id { found: "folder".to_owned() },
            Request::EditionSealed { year: 2030, file: "folder".to_owned() },
            Request::Year { found: "folder".to_owned() },
            Request::UnknownStrategy { found: found.clone(), nearest: nearest.clone(), known: known.clone() },
            Request::UnknownStrategy { found: found.clone(), nearest: Some("folder".to_owned()), known: known.clone() },
            Request::WhichStrategy { fitting: known.clone() },
            Request::OutsidePeriods { year: 2030, strategies: vec![("folder".to_owned(), None)] },
            Request::NoNumberLeft { strategy: "folder".to_owned() },
            Request::UnknownDivision { found: found.clone(), nearest: nearest.clone(), known: known.clone() },
            Request::UnknownSchema { found, nearest, known },
        ];
        let machine = [
            Error::file(Action::Read, Path::new("folder"), denied),
            Error::HalfWay { cause: Box::new(Error::Exists { path: folder() }) },
            Error::Occupied { paths: vec![folder()] },
            Error::NoContent { root: folder() },
            Busy { place: "folder".to_owned(), holder: None, cure: Cure::Wait }.into(),
            Busy { place: "a".to_owned(), holder: None, cure: Cure::Remove(folder()) }.into(),
            Error::Changed { path: folder() },
            Error::NotEmpty { folder: folder() },
            Error::Exists { path: folder() },
            Error::Table { path: folder(), trouble: TableTrouble::Encrypted },
            Error::Table { path: folder(), trouble: TableTrouble::TooLarge { megabytes: 50 } },
            Error::Table { path: folder(), trouble: TableTrouble::TooManySheets { most: 200 } },
            Error::Table { path: folder(), trouble: TableTrouble::TooManyFormats { megabytes: 20 } },
            Error::Watch { root: folder(), source: "full".into() },
        ];
        machine.into_iter().chain(requests.map(Error::Request)).collect()
    }

    #[test]
    fn every_error_names_what_it_is_about_in_both_languages() {
        for error in errors() {
            let (english, japanese) = (english(&error), japanese(&error));
            assert!(english.contains("folder") && english.is_ascii(), "{english}");
            assert!(japanese.contains("folder") && japanese.chars().any(|letter| ('ぁ'..='ん').contains(&letter)), "{japanese}");
        }
    }

    #[test]
    fn a_taken_port_is_named_with_the_cure() {
        let address = ([127, 0, 0, 1], 1111).into();
        let error = Error::Port { address, source: io::ErrorKind::AddrInUse.into() };
        assert_eq!(english(&error), "cannot listen at 127.0.0.1:1111: address in use; choose another port with --port");
        let cause = "ほかのプログラムが使っています (address in use)";
        assert_eq!(japanese(&error), format!("127.0.0.1:1111 を使えません：{cause}。--port で別のポートを指定してください"));
    }

    #[test]
    fn a_trouble_of_the_disk_gives_its_cause() {
        let error = Error::file(Action::Write, Path::new("a.md"), io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(english(&error), "cannot write `a.md`: permission denied");
        assert_eq!(japanese(&error), "`a.md` に書き込めません：権限がありません (permission denied)");
    }
}
