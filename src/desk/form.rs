//! The fields of a form, or of a query.

use super::address::DeskAddress;
use std::collections::BTreeMap;

/// Fields by their names; of two with one name the last counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormFields {
    fields: BTreeMap<String, String>,
    files: Vec<UploadedFile>,
}

/// What a form was sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormPurpose {
    Save,
    /// Typed fields are judged and kept as a draft, but not saved.
    Judge,
    /// The draft is thrown away.
    Discard,
    /// Lists, headings and tables are made of typed texts, which are kept as a draft.
    Tidy,
}

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// As the browser calls it: anything.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl UploadedFile {
    /// A name that is no path and that every system takes: the last part, with `_` for what is neither a letter nor a digit.
    pub fn safe_name(&self) -> String {
        const MOST: usize = 80;
        let last = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let safe = |letter: char| if letter.is_alphanumeric() || "-_.（）()".contains(letter) { letter } else { '_' };
        let count = last.chars().count();
        let name: String = last.chars().map(safe).skip(count.saturating_sub(MOST)).collect();
        let name = name.trim_start_matches('.');
        if name.is_empty() { "file".to_owned() } else { name.to_owned() }
    }
}

impl FormFields {
    /// Reads `application/x-www-form-urlencoded`. Line breaks are `\n` from here on, whatever the browser sends.
    pub fn parse(bytes: &[u8]) -> FormFields {
        let fields = form_urlencoded::parse(bytes);
        let fields = fields.map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n"))).collect();
        FormFields { fields, files: Vec::new() }
    }

    /// Adds a field of a form that came in parts.
    pub fn add(&mut self, name: String, value: &str) {
        self.fields.insert(name, value.replace("\r\n", "\n"));
    }

    /// Adds a file that was sent; a field for files that was left empty sends one without name and bytes.
    pub fn add_file(&mut self, file: UploadedFile) {
        if !file.name.is_empty() {
            self.files.push(file);
        }
    }

    /// The files that were sent.
    pub fn files(&self) -> &[UploadedFile] {
        &self.files
    }

    pub fn without_files(&self) -> FormFields {
        FormFields { fields: self.fields.clone(), files: Vec::new() }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &String)> {
        self.fields.iter()
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

    /// What stands behind this beginning in the names of fields.
    pub fn names_behind<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.keys().filter_map(move |name| name.strip_prefix(beginning))
    }

    /// The same fields with another value in one of them.
    pub fn with(mut self, name: &str, value: &str) -> FormFields {
        self.fields.insert(name.to_owned(), value.to_owned());
        self
    }

    /// What it was sent for, by the button that was pressed.
    pub fn purpose(&self) -> FormPurpose {
        match self.get("do") {
            Some("judge") => FormPurpose::Judge,
            Some("discard") => FormPurpose::Discard,
            Some("tidy") => FormPurpose::Tidy,
            _ => FormPurpose::Save,
        }
    }

    /// The page that is wanted after saving, where that is another one of the desk.
    pub fn next(&self) -> Option<DeskAddress> {
        DeskAddress::parse(self.get("next")?)
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_no_path() {
        let safe = |name: &str| UploadedFile { name: name.to_owned(), bytes: Vec::new() }.safe_name();
        assert_eq!(safe("R4_商工観光課.xlsx"), "R4_商工観光課.xlsx");
        assert_eq!(
            ["../../etc/passwd", "C:\\a b.xlsx", "..", ".hidden", "--open", ""].map(safe),
            ["passwd", "a_b.xlsx", "file", "hidden", "--open", "file"]
        );
    }

    #[test]
    fn fields_are_decoded_and_lines_end_alike() {
        let form = FormFields::parse("a=%E5%AE%9F+%20&b=1%0D%0A2&a=x&c".as_bytes());
        assert_eq!((form.get("a"), form.get("b"), form.text("c"), form.get("d")), (Some("x"), Some("1\n2"), "", None));
        assert_eq!(FormFields::parse(b"en.a=1&was.a=2&en.b=3").names_behind("en.").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((FormFields::parse(b"n=12&m=-").number::<u32>("n"), FormFields::parse(b"m=-").number::<u32>("m")), (Some(12), None));
    }
}
