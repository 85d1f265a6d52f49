//! The fields of a form, or of a query.

use std::collections::BTreeMap;

/// Fields by their names; of two with one name the last counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormFields {
    fields: BTreeMap<String, String>,
}

impl FormFields {
    /// Reads `application/x-www-form-urlencoded`. Line breaks are `\n` from here on, whatever the browser sends.
    pub fn parse(bytes: &[u8]) -> FormFields {
        let fields = form_urlencoded::parse(bytes);
        FormFields { fields: fields.map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n"))).collect() }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// A field without blanks at its ends; empty where it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// A number; `None` where the field is none.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The same fields with another value in one of them.
    pub fn with(mut self, name: &str, value: &str) -> FormFields {
        self.fields.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_and_lines_end_alike() {
        let form = FormFields::parse("a=%E5%AE%9F+%20&b=1%0D%0A2&a=x&c".as_bytes());
        assert_eq!((form.get("a"), form.get("b"), form.text("c"), form.get("d")), (Some("x"), Some("1\n2"), "", None));
        assert_eq!((FormFields::parse(b"n=12&m=-").number::<u32>("n"), FormFields::parse(b"m=-").number::<u32>("m")), (Some(12), None));
    }
}
