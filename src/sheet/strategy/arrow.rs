//! Two steps that one cell shows with an arrow between them: 未策定→策定.

use super::indicator::is_step;
use crate::model::{Status, Word};
use crate::sheet::figure::{WrittenAmount, WrittenCell, WrittenFigure};
use crate::sheet::plain::plain;
use crate::sheet::recognise::{SheetField, SheetRow};
use crate::sheet::table::CellContent;
use crate::sheet::words::SheetColumn;

/// The row with the step before the arrow of its target as its baseline and the one behind it as its target; `None` where the target is
/// none of two steps, or where the baseline says something else.
pub fn with_steps_apart(row: &SheetRow) -> Option<SheetRow> {
    let target = row.get(&SheetColumn::Target)?;
    let WrittenCell::Change(before, after) = WrittenCell::parse(target.content.text(), None) else { return None };
    let (before, after) = (step(&before)?, step(&after)?);
    let says_the_same = |baseline: &SheetField| {
        let text = plain(baseline.content.text());
        text == plain(&before) || text == plain(target.content.text()) || text == "-"
    };
    if before == after || !row.get(&SheetColumn::Baseline).is_none_or(says_the_same) {
        return None;
    }
    let mut apart = row.clone();
    for (column, text) in [(SheetColumn::Baseline, before), (SheetColumn::Target, after)] {
        let place = row.get(&column).unwrap_or(target).place.clone();
        apart.insert(column, SheetField { content: CellContent::Text(text), place });
    }
    Some(apart)
}

fn step(figure: &WrittenFigure) -> Option<String> {
    match &figure.amount {
        WrittenAmount::Word(word) => Some(word.clone()).filter(is_step),
        WrittenAmount::Missing(Status::NotStarted) => Some(Status::NotStarted.choice().label.ja.to_owned()),
        WrittenAmount::Missing(_) | WrittenAmount::Value(_) | WrittenAmount::Range(..) | WrittenAmount::TooManyDigits => None,
    }
}
