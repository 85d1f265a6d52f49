//! Results that are typed into a form on the screen: read as those of a workbook that comes back, but a field that was emptied takes away
//! what it held.

use super::change::{Conflicts, ExpectedResult, ReportedEdition, ResultChange, ResultChanges};
use super::form::step_names;
use super::import::{compare, text_of, texts};
use super::results::without;
use super::table::{CellContent, ReadBudget, SheetTable, TableFile, TableOrigin};
use crate::diagnostic::{Diagnostic, Place};
use crate::error::Error;
use crate::load::Folder;
use crate::model::vocabulary::FINAL;
use crate::model::{Observation, Reading, Word};
use crate::scaffold::known;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The headings of the columns, by which the fields are read.
const HEADINGS: [&str; 5] = ["指標ID", "今回の実績", "年度", "状況", "備考"];

/// The fields of a result, as they are shown and as they are typed. Empty fields say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedResult {
    /// A figure, or the name of a step.
    pub value: String,
    /// In any notation.
    pub year: String,
    /// Why there is no figure: the Japanese label of a status.
    pub status: String,
    /// How certain the figure is: the Japanese label; empty for 確定値.
    pub certainty: String,
    pub note: String,
}

impl TypedResult {
    /// The fields as the edition fills them.
    pub fn stored(reported: ReportedEdition<'_>, wanted: &ExpectedResult<'_>) -> TypedResult {
        let indicator = wanted.indicator;
        let there = reported.edition.outcome(&indicator.id).map(|outcome| &outcome.observation);
        let value = |observed: &Observation| match observed.reading {
            Reading::Value(value) => format!("{}{}", value.decimal(), known::bound(observed.bound)),
            Reading::Step(step) => step_names(indicator).get(step).map(|name| (*name).to_owned()).unwrap_or_default(),
            Reading::Missing(_) => String::new(),
        };
        let status = there.and_then(Observation::status).map(|status| status.choice().label.ja.to_owned());
        let certainty = there.and_then(|observed| observed.certainty).map(|certainty| certainty.choice().label.ja.to_owned());
        TypedResult {
            value: there.map(value).unwrap_or_default(),
            year: reported.edition.notation().japanese(reported.usual_year(indicator)),
            status: status.unwrap_or_default(),
            certainty: certainty.unwrap_or_default(),
            note: there.and_then(|observed| observed.note.as_ref()).map(|note| note.ja.clone()).unwrap_or_default(),
        }
    }

    /// Whether the fields say nothing of a result.
    pub fn is_blank(&self) -> bool {
        self.value.is_empty() && self.status.is_empty()
    }

    /// What the column of the status says: how certain a figure is stands there as well.
    fn standing(&self) -> &str {
        match (self.status.as_str(), self.certainty.as_str()) {
            ("", "") => FINAL.label.ja,
            ("", certainty) => certainty,
            (status, _) => status,
        }
    }

    fn cells<'a>(&'a self, id: &'a str) -> [&'a str; HEADINGS.len()] {
        [id, &self.value, &self.year, self.standing(), &self.note]
    }
}

/// What typed results would change.
#[derive(Debug, Default)]
pub struct TypedChanges<'a> {
    changes: Vec<ResultChange<'a>>,
    /// The results that were emptied.
    removed: Vec<ExpectedResult<'a>>,
    /// What keeps a result from being taken, or is doubtful, by the id of its indicator.
    pub found: BTreeMap<String, Vec<Diagnostic>>,
}

impl TypedChanges<'_> {
    /// Whether the result of an indicator is taken.
    pub fn has(&self, id: &str) -> bool {
        self.changes.iter().map(|change| &change.wanted).chain(&self.removed).any(|wanted| wanted.indicator.id == id)
    }
}

/// Compares typed results, each an indicator of the edition by its id, with what the edition reports.
pub fn compare_typed<'a>(reported: ReportedEdition<'a>, typed: &BTreeMap<String, TypedResult>) -> TypedChanges<'a> {
    let ids: Vec<&String> = typed.iter().filter(|(_, result)| !result.is_blank()).map(|(id, _)| id).collect();
    let table = table(ids.iter().map(|id| typed[*id].cells(id)));
    let ResultChanges { changes, report, .. } =
        compare(reported, &[TableFile { name: String::new(), tables: vec![table] }], Conflicts::Corrected);
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in report.iter() {
        let Place::Cell(cell) = &diagnostic.place else { continue };
        let id = usize::try_from(cell.row).ok().and_then(|row| ids.get(row.checked_sub(1)?));
        id.into_iter().for_each(|id| found.entry((*id).clone()).or_default().push(diagnostic.clone()));
    }
    let wanted = reported.wanted();
    let is_emptied = |wanted: &ExpectedResult<'_>| {
        typed.get(&wanted.indicator.id).is_some_and(TypedResult::is_blank) && !reported.lacks(wanted.indicator)
    };
    let removed = wanted.iter().filter(|wanted| is_emptied(wanted)).cloned().collect();
    let mut changes: Vec<ResultChange<'a>> = changes.into_iter().map(|change| emptied(change, typed)).collect();
    // A note or a bound that was taken away changes a result whose figure stays.
    for wanted in wanted {
        let id = &wanted.indicator.id;
        let is_open = typed.contains_key(id) && !found.contains_key(id) && !changes.iter().any(|change| change.wanted.indicator.id == *id);
        let Some(outcome) = reported.edition.outcome(id).filter(|_| is_open) else { continue };
        let there = outcome.observation.clone();
        let change = ResultChange { wanted, before: Some(there.clone()), after: there, place: outcome.place.clone() };
        let change = emptied(change, typed);
        if !typed[&change.wanted.indicator.id].is_blank() && change.before.as_ref() != Some(&change.after) {
            changes.push(change);
        }
    }
    TypedChanges { changes, removed, found }
}

/// The fields as the table that a form would be.
fn table<'a>(rows: impl Iterator<Item = [&'a str; HEADINGS.len()]>) -> SheetTable {
    let mut table = SheetTable::new("", None, TableOrigin::Form);
    let mut budget = ReadBudget::default();
    for (row, cells) in (0..).zip(std::iter::once(HEADINGS).chain(rows)) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            // A form has fewer cells than a table may have: who sends more has typed none of them.
            drop(table.put(row, column, CellContent::Text(text.to_owned()), &mut budget));
        }
    }
    table
}

/// The change without the note and the bound that were taken out of their fields: an import would keep them.
fn emptied<'a>(mut change: ResultChange<'a>, typed: &BTreeMap<String, TypedResult>) -> ResultChange<'a> {
    if let Some(typed) = typed.get(&change.wanted.indicator.id) {
        change.after.note = change.after.note.filter(|_| !typed.note.is_empty());
        change.after.bound = change.after.bound.filter(|bound| typed.value.contains(bound.choice().label.ja));
    }
    change
}

/// The texts of the content with the changes, by their paths below the root.
///
/// # Errors
///
/// As [`texts`].
pub fn typed_texts(reported: ReportedEdition<'_>, folder: &Folder, typed: &TypedChanges<'_>) -> Result<BTreeMap<String, String>, Error> {
    let changes = ResultChanges { changes: typed.changes.clone(), ..ResultChanges::default() };
    let mut texts = texts(reported, folder, &changes, &[])?;
    for ExpectedResult { indicator, document } in &typed.removed {
        let path = document.file();
        let there = match texts.remove(&path) {
            Some(text) => text,
            None => text_of(reported, folder, document)?,
        };
        let text = without(&there, &indicator.id).ok_or_else(|| Error::unchangeable(&path))?;
        texts.insert(path, text);
    }
    Ok(texts)
}
