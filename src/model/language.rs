//! The languages of a site, and texts in them.

/// A language of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Japanese: the language of the facts, at the root of the site.
    Ja,
    /// English, below `/en/`.
    En,
}

impl Language {
    /// The BCP 47 tag, as in `lang="ja"`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Ja => "ja",
            Language::En => "en",
        }
    }

    /// The other of the two languages.
    pub fn other(self) -> Language {
        match self {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        }
    }
}

/// Something in Japanese and, where it has been translated, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized<T> {
    /// The Japanese original.
    pub ja: T,
    /// The English translation, if there is one.
    pub en: Option<T>,
}

/// A short bilingual text.
pub type Text = Localized<String>;

impl<T> Localized<T> {
    /// What a page in `language` shows, and the language that it is in: Japanese where English is missing.
    pub fn in_language(&self, language: Language) -> (&T, Language) {
        match (language, &self.en) {
            (Language::En, Some(en)) => (en, Language::En),
            (Language::Ja, _) | (Language::En, None) => (&self.ja, Language::Ja),
        }
    }
}

impl Text {
    /// A text in both languages.
    pub fn both(ja: &str, en: &str) -> Text {
        Text { ja: ja.to_owned(), en: Some(en.to_owned()) }
    }
}
