//! A correction into the front matter of its edition: the figures as they were published and as they are right.

use super::results::{like, text as quoted};
use super::table::SheetTable;
use super::text;
use crate::error::TableProblem;
use crate::load::front_matter::split;
use crate::model::{Indicator, Published, Reading, Text, Year};
use toml_edit::{Document, DocumentMut, Item, Value};

const CORRECTION: &str = "correction";

/// A correction that is to be written.
#[derive(Clone, Debug)]
pub struct NewCorrection<'a> {
    /// The fiscal year of the edition.
    pub edition: i32,
    pub date: Published,
    pub reason: Text,
    pub figures: Vec<FigureChange<'a>>,
}

/// A figure as it was published, and as it is right.
#[derive(Clone, Debug)]
pub struct FigureChange<'a> {
    pub indicator: &'a Indicator,
    pub year: Year,
    /// `None` where no figure was published.
    pub before: Option<Reading>,
    /// `None` where there is no figure.
    pub after: Option<Reading>,
}

impl FigureChange<'_> {
    /// A figure of it as front matter has it.
    pub fn written(&self, reading: Reading) -> Option<String> {
        match reading {
            Reading::Value(quantity) => Some(quantity.decimal().to_string()),
            Reading::Step(step) => self.indicator.steps.get(step).map(|step| quoted(&step.id)),
            Reading::Missing(_) => None,
        }
    }

    /// Its keys with their values as TOML.
    fn keys(&self, edition: i32) -> Vec<(&'static str, String)> {
        let year = (self.year != Year::fiscal(edition)).then(|| ("year", self.year.number.to_string()));
        let calendar = self.year.calendar.then(|| ("calendar", "true".to_owned()));
        let figure = |key, reading: Option<Reading>| Some((key, self.written(reading?)?));
        let indicator = Some(("indicator", quoted(&self.indicator.id)));
        [indicator, year, calendar, figure("before", self.before), figure("after", self.after)].into_iter().flatten().collect()
    }
}

impl NewCorrection<'_> {
    /// The text of the edition's file with the correction behind the others; `None` where its front matter cannot be read.
    pub fn added(&self, file: &str) -> Option<String> {
        let range = split(file).ok()?.facts;
        let facts = &file[range.clone()];
        let with = match Document::parse(facts).ok()?.get(CORRECTION) {
            Some(Item::Value(_)) => self.pushed(facts)?,
            _ => format!("{facts}{}", like(facts, &self.table())),
        };
        Some(format!("{}{with}{}", &file[..range.start], &file[range.end..]))
    }

    fn reason(&self) -> String {
        let en = self.reason.en.as_ref().map(|en| format!(", en = {}", quoted(en))).unwrap_or_default();
        format!("{{ ja = {}{en} }}", quoted(&self.reason.ja))
    }

    fn table(&self) -> String {
        let lines = |keys: Vec<(&str, String)>| keys.into_iter().map(|(key, value)| format!("{key} = {value}\n")).collect::<String>();
        let figure = |figure: &FigureChange<'_>| format!("\n[[correction.figure]]\n{}", lines(figure.keys(self.edition)));
        let figures: String = self.figures.iter().map(figure).collect();
        format!("\n[[correction]]\ndate = \"{}\"\ntext = {}\n{figures}", self.date, self.reason())
    }

    /// Into a list in brackets.
    fn pushed(&self, facts: &str) -> Option<String> {
        let mut document: DocumentMut = facts.parse().ok()?;
        let figure = |figure: &FigureChange<'_>| {
            let keys = figure.keys(self.edition).into_iter().map(|(key, value)| format!("{key} = {value}"));
            format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
        };
        let figures: Vec<String> = self.figures.iter().map(figure).collect();
        let figures = if figures.is_empty() { String::new() } else { format!(", figure = [{}]", figures.join(", ")) };
        let written = format!("{{ date = \"{}\", text = {}{figures} }}", self.date, self.reason());
        let value: Value = written.parse().ok()?;
        document.get_mut(CORRECTION)?.as_array_mut()?.push(value);
        Some(like(facts, &document.to_string()))
    }
}

/// A table of one result, from `id=value` as a command has it; `None` where it is none.
///
/// # Errors
///
/// [`TableProblem`] where the value is too large.
pub fn stated(argument: &str) -> Option<Result<SheetTable, TableProblem>> {
    let (id, value) = argument.split_once('=')?;
    let field = |text: &str| format!("\"{}\"", text.trim().replace('"', "\"\""));
    Some(text::table(argument, format!("id,result\n{},{}\n", field(id), field(value)).as_bytes()))
}
