//! How much of a site is translated, part by part.

use crate::diagnostic::{English, Language, Report, Sources};
use crate::message::{Message, Messages};
use crate::model::Translation;
use crate::translation::{Catalogue, TextKind};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// What there is of each part of the content in English.
#[derive(Debug, Default)]
pub struct Coverage {
    /// By the place of the part in the table, and its name.
    parts: BTreeMap<(usize, String), Counts>,
}

/// Bodies and short texts of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Japanese bodies.
    bodies: usize,
    /// Those with an English body.
    translated: usize,
    /// Of these, those whose Japanese has changed since.
    older: usize,
    /// Of these, those that do not say which Japanese they were made from.
    not_recorded: usize,
    texts: usize,
    texts_translated: usize,
    /// Of these, those whose Japanese has changed since.
    texts_older: usize,
}

/// The first words of paths, in the order of the table.
const ORDER: [&str; 5] = ["site.toml", "frameworks.toml", "pages", "strategies", "editions"];

/// The headings of the table, as the messages name them.
const COLUMNS: [&str; 10] = [
    "part",
    "bodies",
    "bodies-translated",
    "older",
    "not-recorded",
    "bodies-missing",
    "texts",
    "texts-translated",
    "texts-older",
    "texts-missing",
];

impl Coverage {
    /// Counts the bodies and the short texts that were read.
    pub fn of(translations: &[Translation], report: &Report, sources: &Sources, catalogue: &Catalogue) -> Coverage {
        let mut coverage = Coverage::default();
        for translation in translations {
            let counts = coverage.part(&sources.get(translation.original).path);
            counts.bodies += 1;
            counts.translated += usize::from(translation.english.is_some());
            counts.older += usize::from(translation.older().is_some());
            counts.not_recorded += usize::from(translation.not_recorded().is_some());
        }
        for (place, english) in report.texts() {
            let Some(source) = place.source() else { continue };
            let counts = coverage.part(&sources.get(source).path);
            counts.texts += 1;
            counts.texts_translated += usize::from(english == English::There);
        }
        for text in catalogue.texts.iter().filter(|text| !matches!(text.kind, TextKind::Block(_)) && text.is_older()) {
            coverage.part(&text.document.path()).texts_older += 1;
        }
        coverage
    }

    /// The counts of the part that a file belongs to: a strategy, an edition, the pages, or the file itself.
    fn part(&mut self, path: &str) -> &mut Counts {
        let below = path.strip_prefix("content/").unwrap_or(path);
        let mut words = below.split('/');
        let first = words.next().unwrap_or_default();
        let name = match (first, words.next()) {
            ("strategies" | "editions", Some(second)) => format!("{first}/{second}"),
            _ => first.to_owned(),
        };
        let order = ORDER.iter().position(|word| *word == first).unwrap_or(ORDER.len());
        self.parts.entry((order, name)).or_default()
    }

    /// The table for people: a line for each part, and a total.
    pub fn table(&self, language: Language) -> String {
        let messages = Messages::of(language);
        let word = |name: &str| messages.text(&Message::new(&format!("coverage.{name}")));
        let mut rows = vec![COLUMNS.map(word)];
        rows.extend(self.parts.iter().map(|((_, name), counts)| counts.row(name)));
        rows.push(self.parts.values().fold(Counts::default(), Counts::add).row(&word("total")));
        let widths: Vec<usize> = (0..COLUMNS.len()).map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0)).collect();
        rows.iter().map(|row| line(row, &widths)).collect()
    }
}

impl Counts {
    fn add(self, other: &Counts) -> Counts {
        Counts {
            bodies: self.bodies + other.bodies,
            translated: self.translated + other.translated,
            older: self.older + other.older,
            not_recorded: self.not_recorded + other.not_recorded,
            texts: self.texts + other.texts,
            texts_translated: self.texts_translated + other.texts_translated,
            texts_older: self.texts_older + other.texts_older,
        }
    }

    fn row(&self, name: &str) -> [String; 10] {
        let [bodies, translated, older, not_recorded, missing, texts, texts_translated, texts_older, texts_missing] = [
            self.bodies,
            self.translated,
            self.older,
            self.not_recorded,
            self.bodies - self.translated,
            self.texts,
            self.texts_translated,
            self.texts_older,
            self.texts - self.texts_translated,
        ]
        .map(|count| count.to_string());
        [name.to_owned(), bodies, translated, older, not_recorded, missing, texts, texts_translated, texts_older, texts_missing]
    }
}

/// One line: the name to the left, the numbers to the right.
fn line(row: &[String; 10], widths: &[usize]) -> String {
    let fill = |cell: &str, width: usize| " ".repeat(width - cell.width());
    let numbers: String = row.iter().zip(widths).skip(1).map(|(cell, width)| format!("  {}{cell}", fill(cell, *width))).collect();
    format!("{}{}{numbers}\n", row[0], fill(&row[0], widths[0]))
}
