//! What is wrong with a bag, as data, and in words.

/// What is wrong with a bag. Paths are those below the bag's folder, or those in the zip file where that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// The bytes are not one zip file from the first to the last: cut off, or with something before, between or behind its entries.
    Container,
    /// What the zip file's directory says about an entry is not what stands where the entry lies.
    Header { path: String },
    /// An entry is encrypted, packed by anything but deflate, or has a feature of zip files that bags do without.
    Packing { path: String },
    /// Too much of something.
    Limit(Limit),
    /// A name that leads out of the bag, that not every system can write, or that is not UTF-8.
    Path { path: String },
    /// Two names that are one on some systems: equal, equal but for case or composition, or a file where the other needs a folder.
    Clash { path: String, other: String },
    /// A link or a device in place of a file.
    Link { path: String },
    /// Something beside the one folder at the top.
    TopFolder { path: String },
    /// `bagit.txt` does not declare BagIt 1.0 in UTF-8.
    Declaration,
    /// A line of a manifest or of `bag-info.txt` cannot be read or written.
    Line { path: String, line: usize },
    /// A manifest by checksums that we do not compute.
    Algorithm { path: String },
    /// A file that the bag must have is not there.
    Missing { path: String },
    /// A file that no manifest lists.
    Unlisted { path: String },
    /// A file lies at another path than its manifest says.
    Moved { path: String, to: String },
    /// The bytes of a file are not those that were packed.
    Changed { path: String },
    /// `Payload-Oxum` is not the number of bytes and files of the payload.
    Oxum { stated: String, found: String },
}

/// What there may be too much of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// More entries than [`Limit::ENTRIES`].
    Entries,
    /// A file of more bytes than [`Limit::FILE`].
    File { path: String },
    /// Files of more bytes in all than [`Limit::TOTAL`].
    Total,
}

impl Limit {
    /// Entries of a zip file.
    pub const ENTRIES: u64 = 100_000;
    /// Bytes of one file, unpacked.
    pub const FILE: u64 = 256 << 20;
    /// Bytes of all files, unpacked.
    pub const TOTAL: u64 = 2 << 30;
    /// Bytes of a zip file with all of that in it: names, checksums and sizes take the rest.
    pub const PACKED: u64 = Limit::TOTAL + (64 << 20);
}

impl Damage {
    /// For people who read English.
    pub fn english(&self) -> String {
        match self {
            Damage::Container => "not a whole zip file, or one with foreign bytes in it".to_owned(),
            Damage::Header { path } => format!("the zip file says two different things about `{}`", shown(path)),
            Damage::Packing { path } => format!("`{}` is encrypted or packed in an unknown way", shown(path)),
            Damage::Limit(Limit::Entries) => format!("more than {} entries", Limit::ENTRIES),
            Damage::Limit(Limit::File { path }) => format!("`{}` is larger than {} MiB", shown(path), Limit::FILE >> 20),
            Damage::Limit(Limit::Total) => format!("the files are larger than {} GiB in all", Limit::TOTAL >> 30),
            Damage::Path { path } => format!("the name `{}` is not allowed in a bag", shown(path)),
            Damage::Clash { path, other } => format!("`{}` and `{}` are the same name on some systems", shown(path), shown(other)),
            Damage::Link { path } => format!("`{}` is a link or a device, not a file", shown(path)),
            Damage::TopFolder { path } => format!("`{}` lies outside the one folder of the bag", shown(path)),
            Damage::Declaration => "`bagit.txt` does not declare BagIt 1.0 in UTF-8".to_owned(),
            Damage::Line { path, line } => format!("line {line} of `{}` is malformed", shown(path)),
            Damage::Algorithm { path } => format!("`{}` has checksums other than SHA-512", shown(path)),
            Damage::Missing { path } => format!("`{}` is missing", shown(path)),
            Damage::Unlisted { path } => format!("`{}` is in no manifest", shown(path)),
            Damage::Moved { path, to } => format!("`{}` was renamed to `{}`", shown(path), shown(to)),
            Damage::Changed { path } => format!("`{}` was changed", shown(path)),
            Damage::Oxum { stated, found } => format!("`Payload-Oxum` says `{}`, the payload has `{found}`", shown(stated)),
        }
    }

    /// For people who read Japanese.
    pub fn japanese(&self) -> String {
        match self {
            Damage::Container => "完全なZIPファイルではないか、余分なデータが含まれています".to_owned(),
            Damage::Header { path } => format!("ZIPファイル内で `{}` についての記録が食い違っています", shown(path)),
            Damage::Packing { path } => format!("`{}` は暗号化されているか、対応していない方式で圧縮されています", shown(path)),
            Damage::Limit(Limit::Entries) => format!("ファイルの数が上限（{}件）を超えています", Limit::ENTRIES),
            Damage::Limit(Limit::File { path }) => {
                format!("`{}` の大きさが上限（{} MiB）を超えています", shown(path), Limit::FILE >> 20)
            }
            Damage::Limit(Limit::Total) => format!("ファイルの大きさの合計が上限（{} GiB）を超えています", Limit::TOTAL >> 30),
            Damage::Path { path } => format!("`{}` という名前は使えません", shown(path)),
            Damage::Clash { path, other } => {
                format!("`{}` と `{}` は、環境によって同じ名前とみなされます", shown(path), shown(other))
            }
            Damage::Link { path } => format!("`{}` は通常のファイルではありません（リンクなど）", shown(path)),
            Damage::TopFolder { path } => format!("`{}` が最上位のフォルダの外にあります", shown(path)),
            Damage::Declaration => "`bagit.txt` にBagIt 1.0（UTF-8）の宣言がありません".to_owned(),
            Damage::Line { path, line } => format!("`{}` の{line}行目の書式が正しくありません", shown(path)),
            Damage::Algorithm { path } => format!("`{}` にはSHA-512以外のチェックサムが使われています", shown(path)),
            Damage::Missing { path } => format!("`{}` がありません", shown(path)),
            Damage::Unlisted { path } => format!("`{}` はどの一覧にも載っていません", shown(path)),
            Damage::Moved { path, to } => format!("`{}` の名前が `{}` に変わっています", shown(path), shown(to)),
            Damage::Changed { path } => format!("`{}` の内容が変わっています", shown(path)),
            Damage::Oxum { stated, found } => {
                format!("`Payload-Oxum` は `{}` ですが、実際のファイルは `{found}` です", shown(stated))
            }
        }
    }
}

/// A name as a terminal may have it: it may come from anywhere, so control characters are written out.
fn shown(name: &str) -> String {
    let letter = |letter: char| if letter.is_control() { letter.escape_default().to_string() } else { letter.to_string() };
    name.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_a_path(path: &str) -> Vec<Damage> {
        let path = || path.to_owned();
        vec![
            Damage::Header { path: path() },
            Damage::Packing { path: path() },
            Damage::Limit(Limit::File { path: path() }),
            Damage::Path { path: path() },
            Damage::Clash { path: path(), other: path() },
            Damage::Link { path: path() },
            Damage::TopFolder { path: path() },
            Damage::Line { path: path(), line: 3 },
            Damage::Algorithm { path: path() },
            Damage::Missing { path: path() },
            Damage::Unlisted { path: path() },
            Damage::Moved { path: path(), to: path() },
            Damage::Changed { path: path() },
            Damage::Oxum { stated: path(), found: "1.1".to_owned() },
        ]
    }

    #[test]
    fn the_words_name_the_path_and_pass_no_control_characters_on() {
        for damage in with_a_path("施策\u{1b}[2J/a") {
            let (english, japanese) = (damage.english(), damage.japanese());
            assert!(english.contains(r"`施策\u{1b}[2J/a`"), "{english}");
            assert!(japanese.contains(r"`施策\u{1b}[2J/a`"), "{japanese}");
            assert!(japanese.chars().any(|letter| ('ぁ'..='ん').contains(&letter)), "{japanese}");
        }
    }

    #[test]
    fn limits_are_said_in_numbers() {
        let large = Damage::Limit(Limit::File { path: "a".to_owned() });
        assert_eq!(large.english(), "`a` is larger than 256 MiB");
        assert_eq!(large.japanese(), "`a` の大きさが上限（256 MiB）を超えています");
        assert_eq!(Damage::Limit(Limit::Total).english(), "the files are larger than 2 GiB in all");
        assert_eq!(Damage::Limit(Limit::Entries).japanese(), "ファイルの数が上限（100000件）を超えています");
    }
}
