//! Which goals and measures that are there the headings of a table mean: by title, then by number; the numbers of files stay.

use super::known::{KnownPart, KnownStrategy};
use super::matching::{NEAR, likeness};
use super::plan::{IndicatorParent, PlanPart, SheetGoal, SheetIndicator, SheetMeasure};
use super::reader::PlanReader;
use crate::diagnostic::{Fault, Place};
use std::collections::BTreeSet;

/// The number of a goal of which nothing says which one it is.
pub const NO_GOAL: u32 = 0;

/// What a heading means.
enum PartMatch {
    There(IndicatorParent),
    New,
    Disputed(Fault),
}

/// Gives the goals and measures of a table the numbers of those that are there. What is in dispute is told, and not taken with the rows
/// below it.
pub fn settle(reader: &mut PlanReader, own: &KnownStrategy) {
    let goals = std::mem::take(&mut reader.plan.goals);
    let titles: BTreeSet<String> = goals.iter().map(|goal| goal.key.clone()).collect();
    let mut settled: Vec<SheetGoal<SheetIndicator>> = Vec::new();
    let mut new = Vec::new();
    for mut goal in goals {
        match goal_of(&goal, own, &titles) {
            PartMatch::There(parent) => {
                let (number, _) = parent.numbers();
                goal.number_of_table = goal.has_own_number.then_some(goal.number);
                goal.number = number;
                merge(&mut settled, goal);
            }
            PartMatch::New => new.push(goal),
            PartMatch::Disputed(fault) => {
                let rows = goal_rows(&goal);
                if reader.keeps_out(goal.place.as_ref(), &fault, &rows) {
                    rows.iter().for_each(|row| reader.leave_out(*row, &fault));
                    continue;
                }
                goal.has_own_number = false;
                new.push(goal);
            }
        }
    }
    let is_taken = |number: u32, settled: &[SheetGoal<SheetIndicator>]| {
        settled.iter().any(|goal| goal.number == number) || own.parts.iter().any(|part| part.parent.numbers().0 == number)
    };
    let has_number = |goal: &SheetGoal<SheetIndicator>| goal.has_own_number;
    for mut goal in new.iter().filter(|goal| has_number(goal)).chain(new.iter().filter(|goal| !has_number(goal))).cloned() {
        if !goal.has_own_number || is_taken(goal.number, &settled) {
            let of_files = own.parts.iter().map(|part| part.parent.numbers().0);
            goal.number = settled.iter().map(|goal| goal.number).chain(of_files).max().unwrap_or(0) + 1;
        }
        settled.push(goal);
    }
    let named: BTreeSet<IndicatorParent> = settled
        .iter()
        .flat_map(|goal| goal.parts.iter().filter_map(|measure| Some(of_title(own, Some(goal.number), measure)?.parent)))
        .collect();
    let mut placed: Vec<SheetGoal<SheetIndicator>> = Vec::new();
    for mut goal in settled {
        settle_measures(reader, own, &mut goal, &named).into_iter().for_each(|goal| merge(&mut placed, goal));
        merge(&mut placed, goal);
    }
    reader.plan.goals = placed;
}

/// The goal of a title; without one, that of the number. A goal that no heading names is the one without a title, or the only one.
fn goal_of(goal: &SheetGoal<SheetIndicator>, own: &KnownStrategy, titles: &BTreeSet<String>) -> PartMatch {
    let known: Vec<&KnownPart> = own.below(None).collect();
    if let Some(part) = of_title(own, None, goal) {
        return PartMatch::There(part.parent);
    }
    if goal.key.is_empty() && !goal.has_own_number {
        return match (known.iter().find(|part| part.key().is_empty()), known.as_slice()) {
            (Some(part), _) | (None, [part]) => PartMatch::There(part.parent),
            (None, []) => PartMatch::New,
            (None, _) => PartMatch::There(IndicatorParent::Goal(NO_GOAL)),
        };
    }
    of_number(goal, &known, IndicatorParent::Goal, titles)
}

/// The part of the number of a heading, where nothing else decides.
fn of_number<P>(
    part: &PlanPart<SheetIndicator, P>,
    known: &[&KnownPart],
    parent: impl Fn(u32) -> IndicatorParent,
    titles: &BTreeSet<String>,
) -> PartMatch {
    let twice = |there: &KnownPart, number| {
        PartMatch::Disputed(Fault::NumberTwice { number, here: part.title.ja.clone(), there: there.title.ja.clone() })
    };
    if part.has_own_number {
        return match known.iter().find(|there| there.parent == parent(part.number)) {
            Some(there) if part.key.is_empty() || there.key().is_empty() => PartMatch::There(there.parent),
            Some(there) => twice(there, part.number),
            None => PartMatch::New,
        };
    }
    let free = known.iter().filter(|there| !there.key().is_empty() && !titles.contains(&there.key()));
    let near = free.filter(|there| likeness(&there.key(), &part.key) >= NEAR).max_by_key(|there| likeness(&there.key(), &part.key));
    near.map_or(PartMatch::New, |there| {
        let (goal, measure) = there.parent.numbers();
        twice(there, measure.unwrap_or(goal))
    })
}

/// The part of an equal title; of several the one of the number.
fn of_title<'a, P>(own: &'a KnownStrategy, goal: Option<u32>, part: &PlanPart<SheetIndicator, P>) -> Option<&'a KnownPart> {
    let number_of = |there: &KnownPart| there.parent.numbers().1.unwrap_or(there.parent.numbers().0);
    let found: Vec<&KnownPart> = own.below(goal).filter(|there| !part.key.is_empty() && there.key() == part.key).collect();
    found.iter().copied().find(|there| number_of(there) == part.number).or_else(|| found.first().copied())
}

/// The measure that a heading means: one of its goal, or one of another goal that the table does not name there.
fn measure_of(
    goal: &SheetGoal<SheetIndicator>,
    own: &KnownStrategy,
    measure: &SheetMeasure<SheetIndicator>,
    titles: &BTreeSet<String>,
    named: &BTreeSet<IndicatorParent>,
) -> PartMatch {
    let is_elsewhere = |part: &&KnownPart| {
        let (of, number) = part.parent.numbers();
        number.is_some() && of != goal.number && !named.contains(&part.parent)
    };
    let elsewhere: Vec<&KnownPart> =
        own.parts.iter().filter(is_elsewhere).filter(|part| !measure.key.is_empty() && part.key() == measure.key).collect();
    let known: Vec<&KnownPart> = own.below(Some(goal.number)).collect();
    match (of_title(own, Some(goal.number), measure), elsewhere.as_slice()) {
        (Some(part), _) => PartMatch::There(part.parent),
        (None, [only]) if goal.number == NO_GOAL => PartMatch::There(only.parent),
        (None, _) if goal.number == NO_GOAL => PartMatch::Disputed(Fault::PlaceUnknown { found: measure.title.ja.clone() }),
        (None, [only]) => PartMatch::Disputed(Fault::PlaceDiffers {
            found: measure.title.ja.clone(),
            here: IndicatorParent::Goal(goal.number).name(),
            there: only.parent.name(),
            editions: Vec::new(),
        }),
        (None, _) => of_number(measure, &known, |number| IndicatorParent::Measure { goal: goal.number, measure: number }, titles),
    }
}

/// Gives a goal its measures, with the numbers of those that they mean; those of other goals are given back with these.
fn settle_measures(
    reader: &mut PlanReader,
    own: &KnownStrategy,
    goal: &mut SheetGoal<SheetIndicator>,
    named: &BTreeSet<IndicatorParent>,
) -> Vec<SheetGoal<SheetIndicator>> {
    let (numbered, free): (Vec<_>, Vec<_>) = std::mem::take(&mut goal.parts).into_iter().partition(|measure| measure.has_own_number);
    let titles: BTreeSet<String> = numbered.iter().chain(&free).map(|measure| measure.key.clone()).collect();
    let of_files: Vec<u32> = own.below(Some(goal.number)).filter_map(|part| part.parent.numbers().1).collect();
    let mut elsewhere = Vec::new();
    for mut measure in numbered.into_iter().chain(free) {
        match measure_of(goal, own, &measure, &titles, named) {
            PartMatch::There(IndicatorParent::Measure { goal: of, measure: number }) if of != goal.number => {
                measure.number = number;
                elsewhere.push(SheetGoal { number: of, parts: vec![measure], indicators: Vec::new(), ..goal.clone() });
                continue;
            }
            PartMatch::There(parent) => {
                measure.number_of_table = measure.has_own_number.then_some(measure.number);
                measure.number = parent.numbers().1.unwrap_or(measure.number);
                merge(&mut goal.parts, measure);
                continue;
            }
            PartMatch::New => {}
            PartMatch::Disputed(fault) => {
                let is_out = reader.keeps_out(measure.place.as_ref(), &fault, &rows(&measure));
                if is_out || goal.number == NO_GOAL {
                    rows(&measure).iter().for_each(|row| reader.leave_out(*row, &fault));
                    continue;
                }
                measure.has_own_number = false;
            }
        }
        let is_taken = of_files.contains(&measure.number) || goal.parts.iter().any(|part| part.number == measure.number);
        if !measure.has_own_number || is_taken {
            measure.number = goal.parts.iter().map(|part| part.number).chain(of_files.iter().copied()).max().unwrap_or(0) + 1;
        }
        goal.parts.push(measure);
    }
    elsewhere
}

fn rows<P>(part: &PlanPart<SheetIndicator, P>) -> Vec<usize> {
    part.indicators.iter().map(|found| found.row).collect()
}

fn goal_rows(goal: &SheetGoal<SheetIndicator>) -> Vec<usize> {
    goal.parts.iter().flat_map(rows).chain(rows(goal)).collect()
}

/// Adds a part to others; to the one of its number, where there is one.
fn merge<P>(parts: &mut Vec<PlanPart<SheetIndicator, P>>, part: PlanPart<SheetIndicator, P>) {
    match parts.iter_mut().find(|there| there.number == part.number) {
        Some(there) => {
            there.indicators.extend(part.indicators);
            there.parts.extend(part.parts);
        }
        None => parts.push(part),
    }
}

impl PlanReader {
    /// Tells of a goal or a measure that cannot be taken; whether that keeps its rows out.
    fn keeps_out(&mut self, place: Option<&Place>, fault: &Fault, rows: &[usize]) -> bool {
        let place = place.cloned().or_else(|| self.place_of(*rows.first()?));
        place.is_none_or(|place| self.conflict(place, fault.clone()))
    }
}
