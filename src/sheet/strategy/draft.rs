//! A plan whose indicators have ids: those of the strategy before, those of the table, and new ones.

use super::difference::{PlanDifference, differences};
use super::ids::UsedIds;
use super::known::{KnownIndicator, KnownStrategy};
use super::matching::{MatchChoice, RowMatch, TitledRow, matches};
use super::plan::{DraftIndicator, SheetIndicator, SheetPlan};
use super::reader::PlanReader;
use super::titles;
use crate::diagnostic::Fault;
use crate::model::Word;
use std::collections::BTreeSet;

/// What an import of a plan makes of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorChange {
    /// Nothing that the table says differs.
    Continued,
    Changed,
    New,
    /// The strategy before has it, and the table has not.
    Dropped,
}

/// An indicator of the plan or of the strategy before, with what differs between both.
#[derive(Clone, Debug)]
pub struct PlanLine {
    pub change: IndicatorChange,
    pub id: String,
    pub name: String,
    pub differences: Vec<PlanDifference>,
}

/// A plan whose indicators have ids.
pub struct IdentifiedPlan<'a> {
    pub plan: SheetPlan<DraftIndicator<'a>>,
    /// Every indicator of the plan, then those that it drops.
    pub lines: Vec<PlanLine>,
}

impl<'a> IdentifiedPlan<'a> {
    /// Matches a plan with the strategy before, if there is one, and gives ids to what is new. A doubtful row is a conflict; where
    /// conflicts are accepted, it is taken for a new one.
    pub fn new(
        mut plan: SheetPlan<SheetIndicator>,
        before: Option<&'a KnownStrategy>,
        mut used: UsedIds,
        reader: &mut PlanReader,
    ) -> IdentifiedPlan<'a> {
        if let Some(before) = before {
            titles::take_over(&mut plan, before);
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut asked: BTreeSet<String> = BTreeSet::new();
        let rows = plan.rows();
        rows.iter().filter_map(|row| row.indicator.id.as_ref()).for_each(|(id, _)| used.add(id));
        let mut matched = matches(&rows, before.into_iter().flat_map(KnownStrategy::indicators)).into_iter();
        let mut lines = Vec::new();
        let plan = plan.filter_map(|_, mut sheet| {
            let found = matched.next().unwrap_or(RowMatch::New);
            if let RowMatch::Doubtful(choices) = &found {
                reader.conflict_of(sheet.row, sheet.place.clone(), question(&sheet, choices));
                asked.extend(choices.iter().filter(|_| reader.is_open(sheet.row)).map(|choice| choice.known.id.clone()));
            }
            let known = match found {
                RowMatch::Sure(known) => Some(known),
                RowMatch::Doubtful(_) | RowMatch::New => None,
            };
            let given = known.map(|known| known.id.clone()).or_else(|| sheet.id.as_ref().map(|(id, _)| id.clone()));
            let place = sheet.id.take().map_or_else(|| sheet.place.clone(), |(_, place)| place);
            let given_twice = given.as_ref().filter(|id| taken.contains(*id));
            if let Some(id) = given_twice {
                reader.conflict_of(sheet.row, place, Fault::DuplicateId { id: id.clone() });
            }
            let known = known.filter(|_| given_twice.is_none());
            let given = given.filter(|id| !taken.contains(id));
            taken.extend(given.clone());
            if reader.is_open(sheet.row) {
                return None;
            }
            let id = given.unwrap_or_else(|| used.new_id(sheet.name.en.as_deref()));
            taken.insert(id.clone());
            lines.push(line(&id, &sheet, known));
            Some(DraftIndicator::new(id, sheet, known))
        });
        let dropped =
            before.into_iter().flat_map(KnownStrategy::indicators).filter(|known| !taken.contains(&known.id) && !asked.contains(&known.id));
        lines.extend(dropped.map(|known| PlanLine {
            change: IndicatorChange::Dropped,
            id: known.id.clone(),
            name: known.name.ja.clone(),
            differences: Vec::new(),
        }));
        IdentifiedPlan { plan, lines }
    }
}

fn line(id: &str, sheet: &SheetIndicator, known: Option<&KnownIndicator>) -> PlanLine {
    let differences = known.map(|known| differences(known, sheet)).unwrap_or_default();
    let change = match known {
        None => IndicatorChange::New,
        Some(_) if differences.is_empty() => IndicatorChange::Continued,
        Some(_) => IndicatorChange::Changed,
    };
    PlanLine { change, id: id.to_owned(), name: sheet.name.ja.clone(), differences }
}

/// Which indicator of the strategy before a row goes on with.
fn question(sheet: &SheetIndicator, choices: &[MatchChoice<'_>]) -> Fault {
    let choices = choices.iter().map(|choice| {
        let MatchChoice { known, score, .. } = choice;
        let unit = known.unit.as_ref().filter(|_| choice.unit_differs).map(|unit| format!(", {unit}")).unwrap_or_default();
        let kind = known.kind.filter(|_| choice.kind_differs).map(|kind| format!(", {}", kind.word())).unwrap_or_default();
        format!("{} {} ({score}%{unit}{kind})", known.id, known.name.ja)
    });
    Fault::DoubtfulMatch { found: sheet.name.ja.clone(), choices: choices.collect() }
}

impl SheetPlan<SheetIndicator> {
    /// Every row in the order of the plan.
    fn rows(&self) -> Vec<TitledRow<'_>> {
        let mut rows = Vec::new();
        for goal in &self.goals {
            rows.extend(goal.indicators.iter().map(|indicator| TitledRow { title: &goal.key, indicator }));
            for measure in &goal.parts {
                rows.extend(measure.indicators.iter().map(|indicator| TitledRow { title: &measure.key, indicator }));
            }
        }
        rows
    }
}
