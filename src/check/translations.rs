//! What is wrong with translations: older than their Japanese, at odds with each other or with the glossary, or not English.

use crate::diagnostic::{Fault, Report};
use crate::load::Folder;
use crate::model::{Document, Language, seal};
use crate::site::Loaded;
use crate::translation::{self, Catalogue, EnglishText, TextKind, TranslationRecord};
use std::collections::BTreeMap;

/// Adds what is wrong with the translations, and gives the texts; `None` for a site without English pages.
pub fn check(loaded: &Loaded, folder: &Folder, report: &mut Report) -> Option<Catalogue> {
    let project = loaded.project();
    if !project.settings.languages.contains(&Language::En) {
        return None;
    }
    for translation in &project.translations {
        if let Some(older) = translation.older() {
            report.add_related(older.place.clone(), translation.place.clone(), Fault::TranslationOlder);
        }
    }
    let record = TranslationRecord::read(folder, report);
    let catalogue = Catalogue::of(folder, &record, &seal::sealed_years(&project.seals));
    let mut first: BTreeMap<&str, &EnglishText> = BTreeMap::new();
    for (text, english) in catalogue.texts.iter().filter_map(|text| Some((text, text.english.as_ref()?))) {
        if text.is_older() {
            // An older body is one fault, at its first line.
            if !matches!(text.kind, TextKind::Block(_)) {
                report.add_related(english.place.clone(), text.place.clone(), Fault::TranslationOlder);
            }
            continue;
        }
        // The name of the site is its own.
        if text.kind == TextKind::Unit || text.document == Document::Site {
            continue;
        }
        let there = first.entry(&text.ja).or_insert(english);
        if there.text != english.text {
            let fault = Fault::TranslationVaries { ja: text.ja.clone(), there: there.text.clone() };
            report.add_related(english.place.clone(), there.place.clone(), fault);
        }
        for term in translation::terms_lacking(&text.ja, &english.text, &project.glossary) {
            let fault = Fault::TermTranslatedOtherwise { term: term.ja.clone(), english: term.en.clone() };
            report.add_related(english.place.clone(), term.place.clone(), fault);
        }
        let words = match text.kind {
            TextKind::Block(_) if english.text == text.ja => continue,
            TextKind::Block(_) => translation::words(&english.text),
            TextKind::Value | TextKind::Unit => english.text.clone(),
        };
        if let Some(found) = japanese(&words) {
            report.add(english.place.clone(), Fault::JapaneseInEnglish { found });
        }
    }
    Some(catalogue)
}

/// The first Japanese words of an English text; those in brackets or quotation marks are quoted on purpose.
fn japanese(text: &str) -> Option<String> {
    const OPENING: &str = "(（[「『“\"*_";
    let is_japanese = |letter: &char| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '々');
    let start = text.find(|letter| is_japanese(&letter))?;
    let is_quoted = text[..start].trim_end().ends_with(|letter| OPENING.contains(letter));
    let found: String = text[start..].chars().take_while(is_japanese).collect();
    if is_quoted { japanese(&text[start + found.len()..]) } else { Some(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_words_are_found_unless_they_are_quoted() {
        assert_eq!(japanese("Support for 子育て households").as_deref(), Some("子育て"));
        assert_eq!(japanese("Hometown tax (ふるさと納税), 寄附").as_deref(), Some("寄附"));
        assert_eq!(japanese("The “金沢SDGs” and “加賀 Plan”"), None);
    }
}
