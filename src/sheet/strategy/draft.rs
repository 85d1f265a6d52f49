//! A plan whose indicators have ids: those of the strategy before, those of the table, and new ones.

use super::difference::{MissingTargets, PlanDifference, differences};
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
    /// It goes to another file of the strategy.
    Moved,
    /// The strategy has it, and the table has not.
    Absent,
    Removed,
    /// The table gives another number to a goal or a measure, whose file keeps its own.
    NumberKept,
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
    /// Beside the strategy before: every indicator of the plan, then those that it drops.
    pub lines: Vec<PlanLine>,
    /// The ids that rows have, or may have where a person has to say it.
    pub said: BTreeSet<String>,
}

/// What a plan is matched with.
#[derive(Clone, Copy)]
pub struct KnownStrategies<'a> {
    /// The strategy itself, where it is there already.
    pub own: Option<&'a KnownStrategy>,
    /// The strategy before.
    pub before: Option<&'a KnownStrategy>,
}

impl<'a> KnownStrategies<'a> {
    fn own(self) -> impl Iterator<Item = &'a KnownIndicator> {
        self.own.into_iter().flat_map(KnownStrategy::indicators)
    }

    fn before(self) -> impl Iterator<Item = &'a KnownIndicator> {
        self.before.into_iter().flat_map(KnownStrategy::indicators)
    }
}

/// What a row is: of the strategy itself, else of the one before.
enum FoundIndicator<'a> {
    Own(&'a KnownIndicator),
    Before(&'a KnownIndicator),
    Doubtful(Vec<MatchChoice<'a>>),
    New,
}

impl<'a> IdentifiedPlan<'a> {
    /// Matches a plan with the strategies that are there, and gives ids to what is new. A doubtful row is a conflict; where conflicts are
    /// accepted, it is taken for a new one.
    pub fn new(
        mut plan: SheetPlan<SheetIndicator>,
        known: KnownStrategies<'a>,
        mut used: UsedIds,
        reader: &mut PlanReader,
    ) -> IdentifiedPlan<'a> {
        if let Some(before) = known.before {
            titles::take_over(&mut plan, before);
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut asked: BTreeSet<String> = BTreeSet::new();
        let rows = plan.rows();
        rows.iter().filter_map(|row| row.indicator.id.as_ref()).for_each(|(id, _)| used.add(id));
        let mut found = found(&rows, known).into_iter();
        let mut lines = Vec::new();
        let plan = plan.filter_map(|_, mut sheet| {
            let found = found.next().unwrap_or(FoundIndicator::New);
            if let FoundIndicator::Doubtful(choices) = &found {
                reader.conflict_of(sheet.row, sheet.place.clone(), question(&sheet, choices));
                asked.extend(choices.iter().filter(|_| reader.is_open(sheet.row)).map(|choice| choice.known.id.clone()));
            }
            let (own, continued) = match found {
                FoundIndicator::Own(own) => (Some(own), known.before().find(|before| before.id == own.id)),
                FoundIndicator::Before(before) => (None, Some(before)),
                FoundIndicator::Doubtful(_) | FoundIndicator::New => (None, None),
            };
            let given = own.or(continued).map(|there| there.id.clone()).or_else(|| sheet.id.as_ref().map(|(id, _)| id.clone()));
            let place = sheet.id.take().map_or_else(|| sheet.place.clone(), |(_, place)| place);
            let given_twice = given.as_ref().filter(|id| taken.contains(*id));
            if let Some(id) = given_twice {
                reader.conflict_of(sheet.row, place, Fault::DuplicateId { id: id.clone() });
            }
            let (own, continued) = if given_twice.is_some() { (None, None) } else { (own, continued) };
            let given = given.filter(|id| !taken.contains(id));
            taken.extend(given.clone());
            if reader.is_open(sheet.row) {
                return None;
            }
            let id = given.unwrap_or_else(|| used.new_id(sheet.name.en.as_deref()));
            taken.insert(id.clone());
            lines.push(line(&id, &sheet, continued));
            Some(DraftIndicator::new(id, sheet, continued, own))
        });
        let dropped = known.before().filter(|before| !taken.contains(&before.id) && !asked.contains(&before.id));
        lines.extend(dropped.map(|known| PlanLine {
            change: IndicatorChange::Dropped,
            id: known.id.clone(),
            name: known.name.ja.clone(),
            differences: Vec::new(),
        }));
        asked.extend(taken);
        IdentifiedPlan { plan, lines, said: asked }
    }
}

/// What each row is.
fn found<'a>(rows: &[TitledRow<'_>], known: KnownStrategies<'a>) -> Vec<FoundIndicator<'a>> {
    let of_own = matches(rows, known.own());
    let own_ids: BTreeSet<&str> = known.own().map(|own| own.id.as_str()).collect();
    // A near name is no question where the strategy before has the very name.
    let is_asked = |found: &RowMatch<'_>| match found {
        RowMatch::New => true,
        RowMatch::Doubtful(choices) => choices.iter().all(|choice| choice.score < 100),
        RowMatch::Sure(_) => false,
    };
    let asked: Vec<TitledRow<'_>> = rows.iter().zip(&of_own).filter(|(_, found)| is_asked(found)).map(|(row, _)| *row).collect();
    let mut of_before = matches(&asked, known.before().filter(|before| !own_ids.contains(before.id.as_str()))).into_iter();
    let each = of_own.into_iter().map(|found| {
        let before = is_asked(&found).then(|| of_before.next()).flatten();
        match (found, before) {
            (RowMatch::Sure(own), _) => FoundIndicator::Own(own),
            (_, Some(RowMatch::Sure(before))) => FoundIndicator::Before(before),
            (RowMatch::Doubtful(choices), _) | (RowMatch::New, Some(RowMatch::Doubtful(choices))) => FoundIndicator::Doubtful(choices),
            (RowMatch::New, Some(RowMatch::New) | None) => FoundIndicator::New,
        }
    });
    each.collect()
}

fn line(id: &str, sheet: &SheetIndicator, known: Option<&KnownIndicator>) -> PlanLine {
    let differences = known.map(|known| differences(known, sheet, MissingTargets::Dropped)).unwrap_or_default();
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
