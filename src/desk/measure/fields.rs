//! The fields of the form: as the edition fills them, as they were typed, and what is said of each.

use super::OpenMeasure;
use super::judged::JudgedMeasure;
use crate::desk::Desk;
use crate::desk::draft::{Draft, DraftRow, mark, touched};
use crate::desk::form::FormFields;
use crate::desk::results::{FieldOption, choices};
use crate::model::{NextStep, Word};
use crate::sheet::{ActivityColumn, MeasureField, ReportedEdition};
use crate::tidy;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct MeasureFieldView {
    /// Its name in the form.
    pub key: String,
    /// The key of its label.
    pub label: &'static str,
    pub is_text: bool,
    pub value: String,
    /// What can be chosen; empty where it is typed.
    pub options: Vec<FieldOption>,
    /// The edition before, of a sum.
    pub last: Option<String>,
    /// Of what the field was made.
    pub was: String,
    pub is_typed: bool,
    /// What somebody else wrote meanwhile.
    pub theirs: Option<String>,
    pub errors: Vec<String>,
    pub doubts: Vec<String>,
    /// How many lines it shows.
    pub rows: usize,
}

/// The name of a field in the form.
pub fn key(field: MeasureField) -> &'static str {
    match field {
        MeasureField::Body => "body",
        MeasureField::Cell(column) => column.key(),
    }
}

fn label(field: MeasureField) -> &'static str {
    match field {
        MeasureField::Body => "desk-measure.body",
        MeasureField::Cell(ActivityColumn::Activities) => "desk-measure.activities",
        MeasureField::Cell(ActivityColumn::Outcome) => "desk-measure.outcome",
        MeasureField::Cell(ActivityColumn::Problems) => "desk-measure.problems",
        MeasureField::Cell(ActivityColumn::Remarks) => "desk-measure.remarks",
        MeasureField::Cell(ActivityColumn::Next) => "desk-measure.next",
        MeasureField::Cell(ActivityColumn::Planned) => "desk-measure.planned",
        MeasureField::Cell(ActivityColumn::Settled) => "desk-measure.settled",
    }
}

/// The fields of a form that differ from what the edition has. A text for which the body has no field any more is kept.
pub fn differing(open: &OpenMeasure<'_>, form: &FormFields) -> BTreeMap<String, DraftRow<String>> {
    let there = open.measure.fields(open.reported());
    let differs = |field: MeasureField| {
        let row = touched(form, key(field))?;
        let typed = &row.fields;
        let is_other = if there.contains(&field) { *typed != open.measure.field(open.reported(), field) } else { !typed.is_empty() };
        is_other.then(|| (key(field).to_owned(), row))
    };
    MeasureField::ALL.into_iter().filter_map(differs).collect()
}

/// The form with lists, headings and tables made of its texts.
pub fn tidied(form: &FormFields) -> FormFields {
    let texts = MeasureField::ALL.into_iter().filter(|field| field.is_text() && form.has(key(*field)));
    texts.fold(form.clone(), |form, field| {
        let text = tidy::tidied(form.text(key(field)));
        form.with(key(field), &text)
    })
}

/// The fields of the page.
pub fn fields(desk: &Desk<'_>, open: &OpenMeasure<'_>, draft: Option<&Draft<String>>, judged: &JudgedMeasure) -> Vec<MeasureFieldView> {
    let view = |field: MeasureField| {
        let stored = open.measure.field(open.reported(), field);
        let typed = draft.and_then(|draft| draft.rows.get(key(field))).map(|row| row.fields.as_str()).filter(|typed| *typed != stored);
        let value = typed.unwrap_or(&stored).to_owned();
        let options = if field == MeasureField::Cell(ActivityColumn::Next) {
            choices(NextStep::CHOICES.iter(), &value, desk.language())
        } else {
            Vec::new()
        };
        let found = judged.found.get(key(field));
        MeasureFieldView {
            options,
            last: last(open, field),
            was: mark(&stored),
            is_typed: typed.is_some(),
            theirs: judged.theirs.contains(key(field)).then(|| stored.clone()),
            errors: found.map(|found| found.errors.clone()).unwrap_or_default(),
            doubts: found.map(|found| found.doubts.clone()).unwrap_or_default(),
            ..blank(field, value)
        }
    };
    open.measure.fields(open.reported()).into_iter().map(view).collect()
}

/// The texts of a draft for which the body has no field any more.
pub fn left(open: &OpenMeasure<'_>, draft: Option<&Draft<String>>) -> Vec<MeasureFieldView> {
    let there = open.measure.fields(open.reported());
    let of_draft = |field: MeasureField| draft.and_then(|draft| draft.rows.get(key(field))).map(|row| (field, row));
    let gone = MeasureField::ALL.into_iter().filter(|field| !there.contains(field)).filter_map(of_draft);
    gone.map(|(field, row)| MeasureFieldView { was: row.was.clone(), ..blank(field, row.fields.clone()) }).collect()
}

fn blank(field: MeasureField, value: String) -> MeasureFieldView {
    MeasureFieldView { is_text: field.is_text(), ..plain(key(field).to_owned(), label(field), value) }
}

/// A field for one line.
pub fn plain(key: String, label: &'static str, value: String) -> MeasureFieldView {
    /// Letters of a line, about.
    const LINE: usize = 40;
    /// Fewest and most lines of a text.
    const ROWS: [usize; 2] = [3, 24];
    let lines: usize = value.lines().map(|line| 1 + line.chars().count() / LINE).sum();
    MeasureFieldView {
        key,
        label,
        is_text: false,
        options: Vec::new(),
        last: None,
        was: String::new(),
        is_typed: false,
        theirs: None,
        errors: Vec::new(),
        doubts: Vec::new(),
        rows: (lines + 1).clamp(ROWS[0], ROWS[1]),
        value,
    }
}

/// A sum in the edition before of the same strategy.
fn last(open: &OpenMeasure<'_>, field: MeasureField) -> Option<String> {
    let MeasureField::Cell(column @ (ActivityColumn::Planned | ActivityColumn::Settled)) = field else { return None };
    let earlier = open.project.editions.iter().rev().find(|edition| edition.year < open.edition.year);
    let earlier = earlier.filter(|edition| edition.strategy == open.edition.strategy)?;
    let cell = open.measure.cell(ReportedEdition { project: open.project, edition: earlier }, column);
    (!cell.is_empty()).then_some(cell)
}
