//! A plan from a table: goals, measures and indicators, as the files of a new strategy.

mod arrow;
mod block;
mod changes;
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
mod settle;
mod titles;
mod toml;
mod uses;
mod writer;

pub use changes::{Absences, PlanChanges};
pub use difference::PlanDifference;
pub use draft::{IndicatorChange, PlanLine};

use super::change::Conflicts;
use super::figure::footnotes;
use super::recognise::{TableUse, UnreadSheet, no_columns, rows};
use super::table::TableFile;
use super::understanding::Understanding;
use super::unsettled::UnsettledRow;
use crate::diagnostic::{Diagnostic, Report};
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::Document;
use crate::scaffold::{self, FolderDraft, StrategyFacts};
use changes::{ExistingPlan, PlanWish};
use draft::{IdentifiedPlan, KnownStrategies};
use ids::UsedIds;
use known::KnownStrategy;
use reader::PlanReader;
use settle::settle;
use std::collections::{BTreeMap, BTreeSet};
use uses::StrategyUses;

pub use heading::{NUMBERED, NumberedTitle, ORDINAL, block_title};
pub use indicator::unmarked;
pub use matching::likeness;
pub use proposal::{Proposal, Proposals, ProposedIndicator};

/// A strategy as a table has it.
#[derive(Debug)]
pub struct ParsedStrategy {
    pub result: PlanResult,
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

/// A strategy that is to be made, or brought up to date.
#[derive(Clone, Copy, Debug)]
pub struct WantedStrategy<'a> {
    pub id: &'a str,
    /// The id of the strategy before.
    pub succeeds: Option<&'a str>,
    /// What a new strategy is called, and its period.
    pub facts: Option<&'a StrategyFacts>,
    pub proposals: Proposals,
    pub absences: Absences,
}

/// What an import makes of a strategy.
#[derive(Debug)]
pub enum PlanResult {
    /// Nothing of the table can be taken.
    Nothing,
    New(FolderDraft),
    Changed(PlanChanges),
}

/// What the tables of a file make of a strategy, with everything in them that cannot be read.
///
/// # Errors
///
/// [`crate::error::Request::Id`] where the id cannot be that of a strategy, and [`crate::error::Request::UnknownStrategy`] where there is no
/// strategy before of that name; [`crate::error::Request::StrategyKnown`] where the strategy has a title already; [`Error::File`] where a file of the strategy has a form that cannot be changed.
pub fn strategy(folder: &Folder, wanted: WantedStrategy<'_>, file: &TableFile, conflicts: Conflicts) -> Result<ParsedStrategy, Error> {
    let mut draft = scaffold::strategy(folder, wanted.id, wanted.succeeds, wanted.facts)?;
    let mut reader = PlanReader::new(conflicts);
    let (mut understood, mut notes) = (Vec::new(), Footnotes::default());
    let mut unread = Vec::new();
    for table in &file.tables {
        let Some(rows) = rows(table, TableUse::Plan) else {
            unread.extend(UnreadSheet::new(table, TableUse::Plan));
            continue;
        };
        let footnotes = footnotes(table);
        reader.add(&rows, &footnotes);
        understood.push(rows.understanding);
        notes.add(footnotes);
    }
    let hidden: Vec<Diagnostic> = file.tables.iter().filter_map(|table| table.hidden_passed(TableUse::Plan)).collect();
    let has_hidden = !hidden.is_empty();
    hidden.into_iter().for_each(|passed| reader.report.push(passed));
    if understood.is_empty() {
        reader.conflict_of_file(&file.name, no_columns(&file.tables, TableUse::Plan));
    } else {
        for UnreadSheet { understanding, said } in unread {
            understood.push(understanding);
            said.into_iter().for_each(|said| reader.report.push(said));
        }
    }
    let own = KnownStrategy::existing(folder, wanted.id);
    if own.is_some() && wanted.facts.is_some_and(|facts| *facts != StrategyFacts::default()) {
        return Err(Request::StrategyKnown { id: wanted.id.to_owned() }.into());
    }
    let before = wanted.succeeds.and_then(|before| KnownStrategy::read(folder, before));
    if let Some(own) = &own {
        settle(&mut reader, own);
    }
    let plan = reader.take_plan();
    let known = KnownStrategies { own: own.as_ref(), before: before.as_ref() };
    let IdentifiedPlan { mut plan, lines, said } = IdentifiedPlan::new(plan, known, UsedIds::of(folder), &mut reader);
    let proposals = proposal::propose(&mut plan, wanted.proposals);
    let result = match &own {
        Some(own) => {
            let existing = ExistingPlan { folder, id: wanted.id, own, uses: StrategyUses::of(folder, wanted.id) };
            let is_part = understood.iter().any(Understanding::is_of_open_rows);
            let absences = if is_part { Absences::Unsaid } else { wanted.absences };
            let wish = PlanWish { said: &said, absences, has_hidden, succeeds: wanted.succeeds };
            let mut changes = existing.changes(plan, wish, &mut reader)?;
            changes.add_missing(&draft, folder);
            PlanResult::Changed(changes)
        }
        None if plan.goals.is_empty() || (plan.count() == 0 && reader.has_open_rows()) => PlanResult::Nothing,
        None => {
            draft.files.retain(|file| file.path == "strategy.md");
            draft.files.extend(toml::files(&plan));
            PlanResult::New(draft)
        }
    };
    Ok(ParsedStrategy {
        result,
        taken: reader.taken(),
        lines: if before.is_some() { lines } else { Vec::new() },
        proposals,
        unsettled: reader.unsettled(),
        unsettled_tables: reader.unsettled_tables,
        report: reader.report,
        understood,
        footnotes: notes.unambiguous(),
    })
}

/// The files of a strategy that is there and whose front matter cannot be read.
pub fn unreadable(folder: &Folder, id: &str) -> Vec<String> {
    let below = format!("content/strategies/{id}");
    let files = folder.below(&below).filter(|(path, source)| {
        let document = Document::parse(&format!("strategies/{id}/{path}"));
        let is_plan = matches!(document, Some(Document::Strategy(_) | Document::StrategyGoal(..) | Document::StrategyMeasure(..)));
        is_plan && known::facts(&folder.sources.get(*source).text).is_none()
    });
    files.map(|(path, _)| format!("{below}/{path}")).collect()
}

/// The fiscal years of the editions of a strategy.
pub fn editions_of(folder: &Folder, id: &str) -> BTreeSet<i32> {
    StrategyUses::of(folder, id).editions
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
