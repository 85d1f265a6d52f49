//! The two languages that sites and messages are written in, and texts whose named parts are filled in.

/// A language of a site, or of the messages of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Japanese: the language of the facts, at the root of the site.
    Ja,
    /// English, below `/en/`.
    En,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::Ja, Language::En];

    /// The BCP 47 tag, as in `lang="ja"`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Ja => "ja",
            Language::En => "en",
        }
    }

    /// The language of a tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The other of the two languages.
    pub fn other(self) -> Language {
        match self {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        }
    }
}

/// A place in a text for a value: `{name}`, or `{name:form}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// Small letters, digits and `_`.
    pub name: &'a str,
    /// How the value is written.
    pub form: Option<&'a str>,
    /// Bytes behind the opening brace.
    length: usize,
}

impl<'a> Placeholder<'a> {
    /// The placeholder whose opening brace stands just before a text.
    fn open(text: &'a str) -> Option<Placeholder<'a>> {
        let (inner, _) = text.split_once('}')?;
        let (name, form) = inner.split_once(':').map_or((inner, None), |(name, form)| (name, Some(form)));
        let is_name = !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        is_name.then_some(Placeholder { name, form, length: inner.len() + 1 })
    }

    /// Writes a value. With the form `page|pages` it is a number, and the noun that fits it follows.
    pub fn write(&self, filled: &mut String, value: &str) {
        filled.push_str(value);
        if let Some((one, other)) = self.form.and_then(|form| form.split_once('|')) {
            filled.push(' ');
            let size = value.trim_start_matches(['+', '-', '−']);
            filled.push_str(if size == "1" { one } else { other });
        }
    }
}

/// A text in which `write` has written a value for each placeholder. One that it knows no value for, and says so by `false`, stays as
/// it is.
pub fn expand(text: &str, mut write: impl FnMut(&mut String, Placeholder<'_>) -> bool) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        match Placeholder::open(rest) {
            Some(placeholder) if write(&mut filled, placeholder) => rest = &rest[placeholder.length..],
            Some(_) | None => filled.push('{'),
        }
    }
    filled + rest
}

/// Puts values into a text: `{name}` becomes the value of that name.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    expand(text, |filled, placeholder| {
        let value = values.iter().find(|(name, _)| *name == placeholder.name);
        value.inspect(|(_, value)| placeholder.write(filled, value)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_by_name_and_unknown_names_stay() {
        assert_eq!(fill("{a} of {b} {c}", &[("a", "1"), ("b", "{a}")]), "1 of {a} {c}");
    }

    #[test]
    fn a_number_takes_the_noun_that_fits_it() {
        assert_eq!(fill("{a:page|pages}, {b:page|pages}", &[("a", "1"), ("b", "11")]), "1 page, 11 pages");
        assert_eq!(fill("{a:point|points}, {b:point|points}", &[("a", "+1"), ("b", "−1.5")]), "+1 point, −1.5 points");
    }

    #[test]
    fn braces_that_are_no_placeholder_stay() {
        assert_eq!(fill("{ year = 2016 } {} {", &[("year", "1")]), "{ year = 2016 } {} {");
    }
}
