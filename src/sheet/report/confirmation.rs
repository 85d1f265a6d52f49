//! The columns of a report in which the kinds and directions that are proposed can be confirmed, and a report that was filled in.

use super::remark::CellMark;
use super::{ReportWords, SIGNATURE};
use crate::diagnostic::Place;
use crate::language::Language;
use crate::model::{Direction, Kind, Word};
use crate::sheet::read::labels;
use crate::sheet::strategy::{Proposal, ProposedIndicator};
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::understanding::{ColumnMeaning, Understanding};
use crate::sheet::words::SheetColumn;
use std::collections::BTreeMap;

/// The columns behind those of a sheet in which its proposals are confirmed.
#[derive(Debug)]
pub struct Confirmation {
    /// Those that the sheet itself has not.
    pub columns: Vec<ConfirmedColumn>,
    /// The rows in which their headings stand.
    pub headings: Vec<u32>,
    /// What is proposed, by row.
    pub proposals: BTreeMap<u32, String>,
}

/// A column that can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmedColumn {
    Kind,
    Direction,
}

impl ConfirmedColumn {
    /// The heading, by which an import knows the column.
    pub fn heading(self) -> &'static str {
        match self {
            ConfirmedColumn::Kind => "種別",
            ConfirmedColumn::Direction => "方向",
        }
    }

    /// What can be chosen.
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            ConfirmedColumn::Kind => labels::<Kind>().collect(),
            ConfirmedColumn::Direction => labels::<Direction>().collect(),
        }
    }

    fn column(self) -> SheetColumn {
        match self {
            ConfirmedColumn::Kind => SheetColumn::Kind,
            ConfirmedColumn::Direction => SheetColumn::Direction,
        }
    }
}

impl Confirmation {
    /// The columns for the proposals of a table; `None` where it has none. In a table that stands the other way round there is no
    /// place for them.
    pub fn of(table: &SheetTable, sheet: &Understanding, proposals: &[ProposedIndicator], words: &ReportWords) -> Option<Confirmation> {
        let row = |found: &ProposedIndicator| match &found.place {
            Place::Cell(cell) if cell.file == table.file && cell.sheet == table.sheet => Some((cell.row, proposed(found, words))),
            Place::Cell(_) | Place::Span(_, _) | Place::File(_) => None,
        };
        let proposals: BTreeMap<u32, String> = proposals.iter().filter_map(row).collect();
        if proposals.is_empty() || sheet.is_turned {
            return None;
        }
        let has = |wanted: ConfirmedColumn| sheet.columns().any(|(_, column): (_, &ColumnMeaning)| column.column == Some(wanted.column()));
        let columns = [ConfirmedColumn::Kind, ConfirmedColumn::Direction].into_iter().filter(|column| !has(*column)).collect();
        let headings = sheet.headings.iter().map(|rows| rows.last).collect();
        Some(Confirmation { columns, headings, proposals })
    }
}

/// `種別：単年度の値（年間）、方向：増（…）`.
fn proposed(found: &ProposedIndicator, words: &ReportWords) -> String {
    fn one<T: Word>(column: ConfirmedColumn, proposal: Option<&Proposal<T>>, words: &ReportWords) -> Option<String> {
        let proposal = proposal?;
        let (label, reason) = (proposal.value.choice().label.ja, proposal.reason.text().in_language(words.language));
        Some(match words.language {
            Language::Ja => format!("{}：{label}（{reason}）", column.heading()),
            Language::En => format!("{} {label} = {} ({reason})", column.heading(), proposal.value.word()),
        })
    }
    let kind = one(ConfirmedColumn::Kind, found.kind.as_ref(), words);
    let direction = one(ConfirmedColumn::Direction, found.direction.as_ref(), words);
    kind.into_iter().chain(direction).collect::<Vec<_>>().join(match words.language {
        Language::Ja => "、",
        Language::En => "; ",
    })
}

/// The tables of a file, of a report those that it was made from with what was filled in: without the legend, what was
/// hidden, and the columns of what is said. `None` where the file is no report.
pub fn filled_in(tables: &[SheetTable]) -> Option<Vec<SheetTable>> {
    let (legend, sheets) = tables.split_first()?;
    if legend.get(0, 0)?.text() != SIGNATURE {
        return None;
    }
    let widths: Vec<u32> = legend.rows.values().filter_map(|cells| cells.get(&2)?.text().parse().ok()).collect();
    if widths.len() != sheets.len() {
        return None;
    }
    let sheet = |(table, width): (&SheetTable, &u32)| {
        let mut table = table.clone();
        for cells in table.rows.values_mut() {
            cells.retain(|column, content| column < width && !is_hidden(content));
        }
        table.rows.retain(|_, cells| !cells.is_empty());
        table
    };
    Some(sheets.iter().zip(&widths).map(sheet).collect())
}

/// Whether a cell of a report was hidden in the sheet that it was made from.
fn is_hidden(content: &CellContent) -> bool {
    Language::ALL.iter().any(|language| content.text().starts_with(&hidden_mark(&ReportWords::in_language(*language))))
}

/// What stands before the text of a cell that was hidden, so that nobody reads it for one that was shown.
pub fn hidden_mark(words: &ReportWords) -> String {
    format!("[{}] ", CellMark::Hidden.letter(words))
}
