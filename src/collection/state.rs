//! What has been answered and what is still open, division by division.

use super::{CollectionRecord, DivisionRecord};
use crate::error::Error;
use crate::model::{Edition, Indicator, Project, Published, seal};
use crate::sheet::{self, DivisionTask, ReportedEdition, ReportedMeasure, divisions};
use serde::Serialize;

/// The newest edition that is not sealed, be it a draft; `None` where all are.
///
/// # Errors
///
/// [`crate::error::Request::NoEditionYet`].
pub fn collected(project: &Project) -> Result<Option<&Edition>, Error> {
    sheet::edition(project, None)?;
    Ok(project.editions.iter().rev().find(|edition| seal::in_force(&project.seals, edition.year).is_none()))
}

/// How far a division is with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerState {
    /// Every indicator has a result, and every measure words.
    Answered,
    Partly,
    /// Nothing has come yet.
    Open,
}

/// How many are asked for, and how many of them have an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerCount {
    pub asked: usize,
    pub answered: usize,
}

/// How far a division is, and what it has not answered.
pub struct DivisionState<'a> {
    /// As `export form --division` calls it.
    pub name: String,
    pub results: AnswerCount,
    /// Measures. Where the division says that nothing changed since the edition before, all of them are answered.
    pub measures: AnswerCount,
    /// In the order of the strategy.
    pub open_results: Vec<&'a Indicator>,
    pub open_measures: Vec<ReportedMeasure<'a>>,
    pub record: DivisionRecord,
}

/// How far the collection of an edition is.
pub struct CollectionState<'a> {
    pub reported: ReportedEdition<'a>,
    /// In the order of their forms.
    pub divisions: Vec<DivisionState<'a>>,
}

impl DivisionState<'_> {
    pub fn state(&self) -> AnswerState {
        let answered = self.results.answered + self.measures.answered;
        let DivisionRecord { due: _, person, telephone, unchanged, approved } = &self.record;
        let is_confirmed = person.is_some() || telephone.is_some() || unchanged.is_some() || approved.is_some();
        match self.results.asked + self.measures.asked - answered {
            0 => AnswerState::Answered,
            _ if answered == 0 && !is_confirmed => AnswerState::Open,
            _ => AnswerState::Partly,
        }
    }

    /// Whether the day until which it was asked is over and something is still open.
    pub fn is_late(&self, today: Published) -> bool {
        self.record.due.is_some_and(|due| due < today) && self.state() != AnswerState::Answered
    }
}

impl<'a> CollectionState<'a> {
    /// The state of an edition, with what its record says of the divisions.
    pub fn of(reported: ReportedEdition<'a>, record: &CollectionRecord) -> CollectionState<'a> {
        let state = |task: DivisionTask<'a>| division(reported, task, record);
        CollectionState { reported, divisions: divisions(reported).into_iter().map(state).collect() }
    }

    /// How many divisions are in a state.
    pub fn count(&self, state: AnswerState) -> usize {
        self.divisions.iter().filter(|division| division.state() == state).count()
    }

    /// The results, each counted once.
    pub fn results(&self) -> AnswerCount {
        self.divisions.iter().fold(AnswerCount::default(), |total, division| AnswerCount {
            asked: total.asked + division.results.asked,
            answered: total.answered + division.results.answered,
        })
    }
}

fn division<'a>(reported: ReportedEdition<'a>, task: DivisionTask<'a>, record: &CollectionRecord) -> DivisionState<'a> {
    let record = record.divisions.get(&task.name).cloned().unwrap_or_default();
    let lacking = task.indicators.iter().map(|asked| asked.indicator).filter(|indicator| reported.lacks(indicator));
    let open_results: Vec<&Indicator> = lacking.collect();
    let stands = record.unchanged == Some(true);
    let silent = task.measures.iter().copied().filter(|measure| !stands && !measure.has_words(reported));
    let open_measures: Vec<ReportedMeasure<'_>> = silent.collect();
    let count = |asked: usize, open: usize| AnswerCount { asked, answered: asked - open };
    DivisionState {
        results: count(task.indicators.len(), open_results.len()),
        measures: count(task.measures.len(), open_measures.len()),
        name: task.name,
        open_results,
        open_measures,
        record,
    }
}
