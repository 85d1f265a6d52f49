//! The TOML parser's messages in words for people who do not know TOML.

/// Title and cure in one language.
pub type Plain = (&'static str, &'static str);

/// A message in plain words, in English and Japanese.
pub struct Translated {
    /// How the parser's message begins.
    begins: &'static str,
    pub en: Plain,
    pub ja: Plain,
}

/// The plain words for a message of the parser; `None` for the rare ones, which are shown as they are.
pub fn plain(message: &str) -> Option<&'static Translated> {
    ALL.iter().find(|translated| message.starts_with(translated.begins))
}

const VALUE: (Plain, Plain) = (
    (
        "a value is missing, or is neither a number nor text in quotation marks",
        "write numbers in half width, as 1086 or 42.5, and text in quotation marks, as \"text\"",
    ),
    (
        "値がないか、数値でも引用符で囲んだ文字でもありません",
        "数値は半角で 1086 や 42.5 のように、文字は \"…\" のように引用符で囲んで書いてください",
    ),
);

const QUOTE: (Plain, Plain) = (
    ("a quotation mark is missing", "write a half-width \" at both ends of the text"),
    ("引用符がありません", "文字の前後に半角の \" を書いてください"),
);

const EQUALS: (Plain, Plain) = (
    ("`=` is missing after the name of the key", "write key = value with a half-width `=`"),
    ("項目名の後に「=」がありません", "半角の「=」で、項目名 = 値 のように書いてください"),
);

const COMMA: (Plain, Plain) = (
    ("a comma is missing, or a quotation mark before this place", "write a comma between two values, as in { year = 2016, value = 86 }"),
    ("「,」がないか、この前に引用符がありません", "{ year = 2016, value = 86 } のように、値と値の間に「,」を書いてください"),
);

const HEADER: (Plain, Plain) = (
    ("`]` is missing", "write the name of a table as [results] or [[indicator]]"),
    ("「]」がありません", "表の名前は [results] または [[indicator]] のように書いてください"),
);

const ALL: [Translated; 25] = [
    translated("string values must be quoted", VALUE),
    translated("missing value", VALUE),
    translated("invalid basic string", QUOTE),
    translated("invalid multi-line basic string", QUOTE),
    translated("missing opening quote", QUOTE),
    translated("key with no value", EQUALS),
    translated("missing assignment", EQUALS),
    translated("missing comma", COMMA),
    translated("extra assignment", COMMA),
    translated("unclosed table", HEADER),
    translated("unclosed array table", HEADER),
    translated(
        "unclosed array",
        (("`]` is missing", "close with `]` what `[` opens"), ("「]」がありません", "「[」で始めた並びを「]」で閉じてください")),
    ),
    translated(
        "unclosed inline table",
        (("`}` is missing", "close with `}` what `{` opens"), ("「}」がありません", "「{」で始めた表を「}」で閉じてください")),
    ),
    translated(
        "unexpected key or value",
        (
            ("something stands after the value that does not belong there", "write one fact on a line, and no commas in numbers: 1086"),
            ("値の後に余分なものがあります", "1行に1項目だけ書いてください。数値に桁区切りの「,」は書けません：1086"),
        ),
    ),
    translated("extra comma", (("a comma too many", "remove the comma"), ("「,」が余分です", "「,」を消してください"))),
    translated(
        "duplicate key",
        (("the same key stands twice", "keep one of the two"), ("同じ項目が二度書かれています", "どちらか一方にしてください")),
    ),
    translated(
        "invalid unquoted key",
        (
            ("the name of a key has a letter that it cannot have", "write it with letters from a to z, digits, `-` and `_`"),
            ("項目名に使えない文字があります", "項目名は半角の英数字と「-」「_」で書いてください"),
        ),
    ),
    translated(
        "missing key for inline table element",
        (
            ("the name of a key is missing", "write { key = value, key = value }; perhaps a quotation mark is missing before this place"),
            ("項目名がありません", "{ 項目名 = 値, 項目名 = 値 } のように書いてください。この前に引用符が足りないこともあります"),
        ),
    ),
    translated(
        "unexpected leading zero",
        (
            ("a number begins with 0", "write 86, not 086; a code stands in quotation marks"),
            ("数値が0で始まっています", "086 ではなく 86 と書いてください。番号なら引用符で囲みます"),
        ),
    ),
    translated(
        "missing escaped value",
        (
            ("`\\` in a text stands before a letter that it does not belong to", "write `\\\\` for one backslash, and `/` in paths"),
            ("文字の中の「\\」の使い方が誤っています", "「\\」そのものは「\\\\」と、パスの区切りは「/」と書いてください"),
        ),
    ),
    translated("cannot recurse further", DEEP),
    translated("recursion limit", DEEP),
    translated("invalid date", DATE),
    translated("invalid time", DATE),
    translated("invalid datetime", DATE),
];

const DEEP: (Plain, Plain) = (
    (
        "brackets, braces or dotted keys nest too deep",
        "see whether a bracket was typed many times; no content needs more than a few levels",
    ),
    ("かっこや「.」の入れ子が深すぎます", "かっこを続けて入力していないか確かめてください。内容を書くには数段で足ります"),
);

const DATE: (Plain, Plain) =
    (("there is no such date", "write dates as 2017-10-10"), ("このような日付はありません", "日付は 2017-10-10 のように書いてください"));

const fn translated(begins: &'static str, (en, ja): (Plain, Plain)) -> Translated {
    Translated { begins, en, ja }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    #[test]
    fn what_clerks_mistype_is_explained_in_plain_words() {
        let mistyped = [
            "a = ",
            "a = 約80",
            "a = 86人",
            "a = \"86",
            "a 86",
            "a ＝ 86",
            "a: 86",
            "a = { b = 1 c = 2 }",
            "a = { b = \"x, c = \"y\" }",
            "[a",
            "[[a]",
            "a = [1",
            "a = { b = 1",
            "a = 1,086",
            "a = { b = 1,, c = 2 }",
            "a = 1\na = 2",
            "観光客 = 1",
            "a = 086",
            "a = \"C:\\photos\"",
            "a = 2020-13-01",
            &format!("a = {}", "[".repeat(100)),
            &format!("{} = 1", ["a"; 100].join(".")),
        ];
        for toml in mistyped {
            let (_, errors) = DeTable::parse_recoverable(toml);
            let error = errors.first().unwrap_or_else(|| panic!("`{toml}` is valid"));
            assert!(plain(error.message()).is_some(), "`{toml}`: {}", error.message());
        }
    }
}
