//! What is typed of a measure into a form on the screen: the cells of the sheet 取組 as Markdown, but a field that was emptied takes away
//! what it held. A body with other parts than the sections is one field.

use super::{ActivityColumn, ActivityValue, ReportedMeasure, facts, sections, value};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::load::Folder;
use crate::load::front_matter::split;
use crate::sheet::change::ReportedEdition;
use crate::sheet::import::text_of;
use crate::sheet::results::like;
use std::collections::BTreeMap;

/// A field of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureField {
    Cell(ActivityColumn),
    /// The whole body.
    Body,
}

impl MeasureField {
    /// Those of a body that is divided into its sections, and the one of a body that is not.
    pub const ALL: [MeasureField; 8] = [
        MeasureField::Cell(ActivityColumn::Activities),
        MeasureField::Cell(ActivityColumn::Outcome),
        MeasureField::Cell(ActivityColumn::Problems),
        MeasureField::Cell(ActivityColumn::Remarks),
        MeasureField::Body,
        MeasureField::Cell(ActivityColumn::Next),
        MeasureField::Cell(ActivityColumn::Planned),
        MeasureField::Cell(ActivityColumn::Settled),
    ];

    /// Whether it is a text in Markdown.
    pub fn is_text(self) -> bool {
        match self {
            MeasureField::Body => true,
            MeasureField::Cell(column) => column.is_section(),
        }
    }

    /// The field in which a byte of a body stands.
    pub fn at(body: &str, position: usize) -> MeasureField {
        let column = sections::column_at(body, position);
        if sections::is_divided(body) { MeasureField::Cell(column) } else { MeasureField::Body }
    }
}

impl ReportedMeasure<'_> {
    /// The fields that the edition's report has: each word of its body stands in one of them.
    pub fn fields(&self, reported: ReportedEdition<'_>) -> Vec<MeasureField> {
        let is_divided = sections::is_divided(self.body(reported));
        let is_there = |field: &MeasureField| !field.is_text() || (*field == MeasureField::Body) != is_divided;
        MeasureField::ALL.into_iter().filter(is_there).collect()
    }

    /// A field as the edition fills it: a text as its Markdown, with line breaks of LF.
    pub fn field(&self, reported: ReportedEdition<'_>, field: MeasureField) -> String {
        let body = self.body(reported);
        let text = match field {
            MeasureField::Body => body.trim(),
            MeasureField::Cell(column) if column.is_section() => sections::section(body, column),
            MeasureField::Cell(column) => return self.cell(reported, column),
        };
        text.replace("\r\n", "\n")
    }
}

/// Why a field is not taken.
#[derive(Clone, Debug)]
pub enum TypedProblem {
    /// It is no sum, or no next step.
    Value(Fault),
    /// Its text would go on into the section behind it, or begin another one.
    RunsOn,
}

/// What the typed fields of a measure would change.
#[derive(Debug, Default)]
pub struct TypedMeasure {
    fields: BTreeMap<MeasureField, TypedValue>,
    /// What keeps a field from being taken.
    pub found: BTreeMap<MeasureField, TypedProblem>,
}

#[derive(Debug)]
enum TypedValue {
    Emptied,
    Cell(ActivityValue),
    Body(String),
}

impl TypedMeasure {
    /// Reads fields that were typed.
    pub fn of(typed: &BTreeMap<MeasureField, String>) -> TypedMeasure {
        let mut found = TypedMeasure::default();
        for (field, text) in typed {
            match typed_value(*field, text.trim()) {
                Ok(value) => drop(found.fields.insert(*field, value)),
                Err(problem) => drop(found.found.insert(*field, problem)),
            }
        }
        found
    }

    /// Whether a field is taken.
    pub fn has(&self, field: MeasureField) -> bool {
        self.fields.contains_key(&field)
    }

    /// The text of the measure's file with the fields that are taken; `None` without one.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where front matter cannot be changed, and those of [`text_of`].
    pub fn text(&self, reported: ReportedEdition<'_>, folder: &Folder, measure: &ReportedMeasure<'_>) -> Result<Option<String>, Error> {
        if self.fields.is_empty() {
            return Ok(None);
        }
        let document = measure.document(reported.edition.year);
        let mut text = text_of(reported, folder, &document)?;
        for (field, value) in &self.fields {
            text = value.applied(*field, &text).ok_or_else(|| Error::unchangeable(document.file()))?;
        }
        Ok(Some(text))
    }
}

fn typed_value(field: MeasureField, text: &str) -> Result<TypedValue, TypedProblem> {
    match field {
        _ if text.is_empty() => Ok(TypedValue::Emptied),
        MeasureField::Body => Ok(TypedValue::Body(text.to_owned())),
        MeasureField::Cell(column) if column.is_section() => {
            let is_whole = sections::stands_alone(text);
            if is_whole { Ok(TypedValue::Cell(ActivityValue::Section(text.to_owned()))) } else { Err(TypedProblem::RunsOn) }
        }
        MeasureField::Cell(column) => value(column, text, "").map(TypedValue::Cell).map_err(TypedProblem::Value),
    }
}

impl TypedValue {
    fn applied(&self, field: MeasureField, text: &str) -> Option<String> {
        match (self, field) {
            (TypedValue::Cell(value), MeasureField::Cell(column)) => value.applied(column, text),
            (TypedValue::Body(markdown), _) => with_body(text, |body| whole(body, markdown)),
            (_, MeasureField::Body) => with_body(text, |_| String::new()),
            (TypedValue::Emptied, MeasureField::Cell(column)) if column.is_section() => {
                with_body(text, |body| sections::without_section(body, column))
            }
            (TypedValue::Emptied, MeasureField::Cell(column)) => {
                let parts = split(text).ok()?;
                let there = &text[parts.facts.clone()];
                let facts =
                    if column == ActivityColumn::Next { facts::without_next(there) } else { facts::without_sum(there, column.key()) };
                Some(format!("{}{}{}", &text[..parts.facts.start], facts?, &text[parts.facts.end..]))
            }
        }
    }
}

/// A file with another body.
pub fn with_body(text: &str, new: impl FnOnce(&str) -> String) -> Option<String> {
    let body = split(text).ok()?.body;
    let (head, new) = (&text[..body.start], new(&text[body.clone()]));
    let gap = if head.ends_with('\n') || new.is_empty() { "" } else { "\n" };
    Some(format!("{head}{gap}{new}"))
}

/// A body in the place of another one, between the same lines.
fn whole(body: &str, markdown: &str) -> String {
    let start = body.len() - body.trim_start().len();
    match body.trim() {
        "" => like(body, &format!("\n{markdown}\n")),
        there => format!("{}{}{}", &body[..start], like(body, markdown), &body[start + there.len()..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "+++\na = 1 # b\n\n[budget]\nplanned = 5\n\n[[review]]\nby = \"division\"\nnext = \"stop\"\n+++\n- 相談会\n\n## 成果\n\n増えた。\n\n## 備考\n\n注\n";

    fn typed(field: MeasureField, text: &str) -> Option<String> {
        let typed = TypedMeasure::of(&BTreeMap::from([(field, text.to_owned())]));
        typed.fields.get(&field)?.applied(field, FILE)
    }

    #[test]
    fn a_field_that_was_emptied_takes_away_what_it_held() {
        let cell = |column, text| typed(MeasureField::Cell(column), text).unwrap();
        assert_eq!(cell(ActivityColumn::Outcome, ""), FILE.replace("## 成果\n\n増えた。\n\n", ""));
        assert_eq!(cell(ActivityColumn::Remarks, " \n"), FILE.replace("\n## 備考\n\n注\n", ""));
        assert_eq!(cell(ActivityColumn::Activities, ""), FILE.replace("- 相談会\n\n", "\n"));
        assert_eq!(cell(ActivityColumn::Problems, ""), FILE);
        assert_eq!(cell(ActivityColumn::Planned, ""), FILE.replace("\n[budget]\nplanned = 5\n", ""));
        assert_eq!(cell(ActivityColumn::Settled, ""), FILE);
        assert_eq!(cell(ActivityColumn::Next, ""), FILE.replace("\n[[review]]\nby = \"division\"\nnext = \"stop\"\n", ""));
        assert_eq!(typed(MeasureField::Body, "").unwrap(), FILE.split_inclusive("+++\n").take(2).collect::<String>());
    }

    #[test]
    fn a_field_that_was_typed_takes_the_place_of_what_it_held() {
        assert_eq!(typed(MeasureField::Body, "本文").unwrap(), format!("{}本文\n", &FILE[..FILE.rfind("- ").unwrap()]));
        let cell = |column, text| typed(MeasureField::Cell(column), text);
        assert_eq!(cell(ActivityColumn::Outcome, "減った。"), Some(FILE.replace("増えた", "減った")));
        assert_eq!(cell(ActivityColumn::Planned, "１，２００円"), Some(FILE.replace("planned = 5", "planned = 1200")));
        assert_eq!(cell(ActivityColumn::Next, "拡充"), Some(FILE.replace("stop", "expand")));
        assert_eq!([cell(ActivityColumn::Planned, "未定"), cell(ActivityColumn::Next, "未定")], [None, None]);
        assert_eq!([cell(ActivityColumn::Outcome, "```\n図"), cell(ActivityColumn::Outcome, "甲\n\n## 乙")], [None, None]);
    }
}
