//! The TOML parser's messages, by what they mean for people who do not know TOML.

/// How a message of the parser begins, and which case of the fault it is.
struct MessageBeginning {
    begins: &'static str,
    case: &'static str,
}

/// The case for a message of the parser; `None` for the rare ones, which are shown as they are.
pub fn case(message: &str) -> Option<&'static str> {
    ALL.iter().find(|beginning| message.starts_with(beginning.begins)).map(|beginning| beginning.case)
}

const fn of(case: &'static str, begins: &'static str) -> MessageBeginning {
    MessageBeginning { begins, case }
}

const ALL: [MessageBeginning; 25] = [
    of("value", "string values must be quoted"),
    of("value", "missing value"),
    of("quote", "invalid basic string"),
    of("quote", "invalid multi-line basic string"),
    of("quote", "missing opening quote"),
    of("equals", "key with no value"),
    of("equals", "missing assignment"),
    of("comma", "missing comma"),
    of("comma", "extra assignment"),
    of("header", "unclosed table"),
    of("header", "unclosed array table"),
    of("list", "unclosed array"),
    of("table", "unclosed inline table"),
    of("more", "unexpected key or value"),
    of("extra-comma", "extra comma"),
    of("twice", "duplicate key"),
    of("letter", "invalid unquoted key"),
    of("name", "missing key for inline table element"),
    of("zero", "unexpected leading zero"),
    of("backslash", "missing escaped value"),
    of("deep", "cannot recurse further"),
    of("deep", "recursion limit"),
    of("date", "invalid date"),
    of("date", "invalid time"),
    of("date", "invalid datetime"),
];

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
            assert!(case(error.message()).is_some(), "`{toml}`: {}", error.message());
        }
    }
}
