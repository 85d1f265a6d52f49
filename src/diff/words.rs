//! Values in the words of a language.

use super::state::FileContent;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{
    Aim, Indicator, Notation, Observation, Project, Published, Quantity, Reading, Scheduled, Target, Text, Unit, Word, Year,
};
use crate::render::date::DateFormatter;
use crate::render::number::{AmountFormatter, grouped};

/// What words depend on.
pub struct DiffWords {
    messages: Messages,
    pub formatter: DateFormatter,
    /// Whether texts are told apart by their language.
    is_bilingual: bool,
}

impl DiffWords {
    /// The words for the content of a project.
    pub fn new(language: Language, project: Option<&Project>) -> DiffWords {
        let has_triangle = project.is_some_and(|project| project.settings.triangle_minus);
        let minus = if has_triangle && language == Language::Ja { '△' } else { '−' };
        DiffWords {
            messages: Messages::of(language),
            formatter: DateFormatter { language, notation: Notation::as_of(None), minus },
            is_bilingual: project.is_none_or(|project| project.settings.languages.len() > 1),
        }
    }

    pub fn language(&self) -> Language {
        self.formatter.language
    }

    pub fn text(&self, message: &Message) -> String {
        self.messages.text(message)
    }

    /// A name in the language of the words.
    pub fn name(&self, text: &Text) -> String {
        text.in_language(self.language()).0.clone()
    }

    /// The item with the language of its text.
    pub fn in_language(&self, item: &Message, language: Language) -> Message {
        let key = match language {
            Language::Ja => "diff-item.japanese",
            Language::En => "diff-item.english",
        };
        if self.is_bilingual { Message::new(key).part("item", self.text(item)) } else { item.clone() }
    }

    pub fn year(&self, year: Year) -> String {
        self.formatter.year_long(year)
    }

    pub fn fiscal(&self, year: i32) -> String {
        self.formatter.fiscal_long(year)
    }

    pub fn date(&self, date: Published) -> String {
        self.formatter.date(date)
    }

    pub fn choice(&self, choice: impl Word) -> String {
        choice.choice().label.in_language(self.language()).to_owned()
    }

    /// A figure with its unit.
    pub fn quantity(&self, unit: Option<&Unit>, value: Quantity) -> String {
        AmountFormatter::new(self.formatter, unit, [value]).amount(value)
    }

    /// A picture by its size and the first digits of its checksum.
    pub fn picture(&self, content: &FileContent) -> String {
        let digest: String = content.sha256.chars().take(8).collect();
        self.text(&Message::new("diff-item.picture-content").part("bytes", grouped(&content.size.to_string(), '−')).part("digest", digest))
    }

    /// A figure with its unit and its sign.
    pub fn signed(&self, unit: Option<&Unit>, value: Quantity) -> String {
        let written = self.quantity(unit, value);
        if value > Quantity::ZERO { format!("+{written}") } else { written }
    }

    /// What was observed, with its year unless that is the one that is known, and how certain it is.
    pub fn observation(&self, indicator: &Indicator, seen: &Observation, known: Option<Year>) -> String {
        let figure = match seen.reading {
            Reading::Value(value) => AmountFormatter::new(self.formatter, indicator.unit.as_ref(), [value]).bounded(value, seen.bound),
            Reading::Step(step) => self.step(indicator, step),
            Reading::Missing(status) => self.choice(status),
        };
        let year = (known != Some(seen.year) || seen.label.is_some()).then(|| self.printed(seen.year, seen.label.as_ref()));
        let certainty = seen.certainty.map(|certainty| self.choice(certainty));
        let as_of = seen.as_of.map(|date| self.date(date));
        self.with(figure, year.into_iter().chain(as_of).chain(certainty))
    }

    /// What is to be reached, with its year.
    pub fn target(&self, indicator: &Indicator, target: &Target) -> String {
        let unit = indicator.unit.as_ref();
        let aim = match target.aim {
            Aim::Value(value) => AmountFormatter::new(self.formatter, unit, [value]).bounded(value, target.bound),
            Aim::Range { min, max } => {
                // The figures are put in by who writes them with their unit.
                let wording = self.text(&Message::new("diff-item.range").part("min", "{min}").part("max", "{max}"));
                AmountFormatter::new(self.formatter, unit, [min, max]).range(&wording, min, max)
            }
            Aim::Step(step) => self.step(indicator, step),
        };
        self.with(aim, std::iter::once(self.printed(target.year, target.label.as_ref())))
    }

    /// The targets of several years in one line.
    pub fn schedule(&self, indicator: &Indicator, schedule: &[Scheduled]) -> String {
        let one =
            |scheduled: &Scheduled| format!("{} {}", self.year(scheduled.year), self.quantity(indicator.unit.as_ref(), scheduled.value));
        self.list(schedule.iter().map(one))
    }

    /// Several names in one line.
    pub fn list(&self, names: impl IntoIterator<Item = String>) -> String {
        let separator = match self.language() {
            Language::Ja => "、",
            Language::En => ", ",
        };
        names.into_iter().collect::<Vec<_>>().join(separator)
    }

    /// Something with what is said of it in brackets.
    pub fn with(&self, written: String, remarks: impl Iterator<Item = String>) -> String {
        let remarks = self.list(remarks);
        match (remarks.is_empty(), self.language()) {
            (true, _) => written,
            (false, Language::Ja) => format!("{written}（{remarks}）"),
            (false, Language::En) => format!("{written} ({remarks})"),
        }
    }

    fn step(&self, indicator: &Indicator, step: usize) -> String {
        indicator.steps.get(step).map_or_else(|| (step + 1).to_string(), |step| self.name(&step.name))
    }

    fn printed(&self, year: Year, label: Option<&Text>) -> String {
        label.map_or_else(|| self.year(year), |label| self.with(self.name(label), std::iter::once(self.year(year))))
    }
}
