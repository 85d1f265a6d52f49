//! Texts and other things in both languages of a site.

use super::Language;
use serde::{Deserialize, Serialize};

/// Something in Japanese and, where it has been translated, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized<T> {
    /// The Japanese original.
    pub ja: T,
    /// The English translation, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
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

    /// Says in a title that what it stands above is a draft.
    pub fn mark_as_draft(&mut self) {
        self.ja.insert_str(0, "【下書き】");
        if let Some(title) = &mut self.en {
            title.insert_str(0, "Draft: ");
        }
    }
}
