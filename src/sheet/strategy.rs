//! A plan from a table: goals, measures and indicators, as the files of a new strategy.

mod difference;
mod draft;
mod heading;
mod ids;
mod indicator;
mod known;
mod matching;
mod plan;
mod proposal;
mod reader;
mod titles;
mod toml;

pub use difference::PlanDifference;
pub use draft::{IndicatorChange, PlanLine};

use super::change::Conflicts;
use super::figure::footnotes;
use super::recognise::{TableUse, no_columns, rows};
use super::table::TableFile;
use super::understanding::Understanding;
use super::unsettled::UnsettledRow;
use crate::diagnostic::Report;
use crate::error::Error;
use crate::load::Folder;
use crate::scaffold::{self, FolderDraft};
use draft::IdentifiedPlan;
use ids::UsedIds;
use known::KnownStrategy;
use reader::PlanReader;
use std::collections::BTreeMap;

pub use heading::{NUMBERED, NumberedTitle, ORDINAL, block_title};
pub use proposal::{Proposal, Proposals, ProposedIndicator};

/// A strategy as a table has it.
#[derive(Debug)]
pub struct ParsedStrategy {
    /// `None` where nothing of the table can be taken.
    pub draft: Option<FolderDraft>,
    /// Beside the strategy before: what is continued, changed, new and dropped. Empty where there is none.
    pub lines: Vec<PlanLine>,
    /// What is proposed for kinds and directions that the table leaves open.
    pub proposals: Vec<ProposedIndicator>,
    /// Everything that cannot be read.
    pub report: Report,
    /// What was understood of each sheet.
    pub understood: Vec<Understanding>,
    /// How many indicators are taken.
    pub taken: usize,
    /// Rows that are not taken, because of a conflict.
    pub unsettled: Vec<UnsettledRow>,
    /// How many tables, or files, are not taken as a whole.
    pub unsettled_tables: usize,
    /// The notes below the tables by their marks.
    pub footnotes: BTreeMap<String, String>,
}

/// A strategy that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewStrategy<'a> {
    pub id: &'a str,
    /// The id of the strategy before.
    pub succeeds: Option<&'a str>,
    pub proposals: Proposals,
}

/// The files of a strategy from the tables of a file, with everything in them that cannot be read.
///
/// # Errors
///
/// [`crate::error::Request::Id`] where the id cannot be that of a strategy, and [`crate::error::Request::UnknownStrategy`] where there is no
/// strategy before of that name.
pub fn strategy(folder: &Folder, wanted: NewStrategy<'_>, file: &TableFile, conflicts: Conflicts) -> Result<ParsedStrategy, Error> {
    let mut draft = scaffold::strategy(folder, wanted.id, wanted.succeeds)?;
    let mut reader = PlanReader::new(conflicts);
    let (mut understood, mut notes) = (Vec::new(), Footnotes::default());
    for (rows, footnotes) in file.tables.iter().filter_map(|table| Some((rows(table, TableUse::Plan)?, footnotes(table)))) {
        reader.add(&rows, &footnotes);
        understood.push(rows.understanding);
        notes.add(footnotes);
    }
    file.tables.iter().filter_map(|table| table.hidden_passed(TableUse::Plan)).for_each(|passed| reader.report.push(passed));
    if understood.is_empty() {
        reader.conflict_of_file(&file.name, no_columns(&file.tables, TableUse::Plan));
    }
    let before = wanted.succeeds.and_then(|before| KnownStrategy::read(folder, before));
    let plan = reader.take_plan();
    let IdentifiedPlan { mut plan, lines } = IdentifiedPlan::new(plan, before.as_ref(), UsedIds::of(folder), &mut reader);
    let proposals = proposal::propose(&mut plan, wanted.proposals);
    let taken = plan.count();
    draft.files.retain(|file| file.path == "strategy.md");
    draft.files.extend(toml::files(&plan));
    let unsettled = reader.unsettled();
    let is_empty = plan.goals.is_empty() || (taken == 0 && (!unsettled.is_empty() || reader.unsettled_tables > 0));
    Ok(ParsedStrategy {
        draft: (!is_empty).then_some(draft),
        taken,
        lines: if before.is_some() { lines } else { Vec::new() },
        proposals,
        report: reader.report,
        understood,
        unsettled,
        unsettled_tables: reader.unsettled_tables,
        footnotes: notes.unambiguous(),
    })
}

/// The notes below all tables by their marks; a mark with two texts has none.
#[derive(Default)]
struct Footnotes(BTreeMap<String, Option<String>>);

impl Footnotes {
    fn add(&mut self, notes: BTreeMap<String, String>) {
        for (mark, text) in notes {
            let there = self.0.entry(mark).or_insert_with(|| Some(text.clone()));
            *there = there.take().filter(|there| *there == text);
        }
    }

    fn unambiguous(self) -> BTreeMap<String, String> {
        self.0.into_iter().filter_map(|(mark, text)| Some((mark, text?))).collect()
    }
}
