//! Goals and measures that the strategy before has under the same title: what they take over.

use super::known::{KnownPart, KnownStrategy};
use super::matching::{NEAR, likeness};
use super::plan::{IndicatorParent, PlanPart, SheetPlan};
use crate::scaffold::known::line;

/// Keys of a goal that are taken over with its title.
const OF_GOAL: [&str; 2] = ["short", "aligns"];

/// Gives goals and measures the English titles of those of the same title, and names the measure that one continues where it does not stand
/// below the goal of the same number. A measure with a near title gets a comment to that end.
pub fn take_over<I>(plan: &mut SheetPlan<I>, before: &KnownStrategy) {
    for goal in &mut plan.goals {
        let number = goal.number;
        if let Some(known) = of_title(goal, before, |parent| matches!(parent, IndicatorParent::Goal(_)), number) {
            take_title(goal, known);
            goal.lines.extend(OF_GOAL.iter().filter_map(|key| Some(format!("{key} = {}", known.keys.get(*key)?))));
        }
        for measure in &mut goal.parts {
            let is_measure = |parent: IndicatorParent| matches!(parent, IndicatorParent::Measure { .. });
            match of_title(measure, before, is_measure, number) {
                Some(known) => {
                    take_title(measure, known);
                    let is_found_by_title = known.parent.numbers().0 == number && known.title.ja == measure.title.ja;
                    measure.lines.extend(Some(continues(known)).filter(|_| !is_found_by_title));
                }
                None => measure.lines.extend(near(measure, before).map(|known| {
                    let title = line(&known.title.ja);
                    format!(
                        "# 「{title}」を引き継ぐときは、行頭の # を消す / if it continues this measure, take the # away\n# {}",
                        continues(known)
                    )
                })),
            }
        }
    }
}

/// The goal or measure of the same title: of several the one of the same goal.
fn of_title<'a, I, P>(
    part: &PlanPart<I, P>,
    before: &'a KnownStrategy,
    is_of_level: impl Fn(IndicatorParent) -> bool,
    goal: u32,
) -> Option<&'a KnownPart> {
    let is_same = |known: &&KnownPart| is_of_level(known.parent) && !part.key.is_empty() && known.key() == part.key;
    let found: Vec<&KnownPart> = before.parts.iter().filter(is_same).collect();
    match found.as_slice() {
        [only] => Some(only),
        several => several.iter().copied().find(|known| known.parent.numbers().0 == goal),
    }
}

fn take_title<I, P>(part: &mut PlanPart<I, P>, known: &KnownPart) {
    part.title.en = part.title.en.take().or_else(|| known.title.en.clone());
}

fn continues(known: &KnownPart) -> String {
    format!("continues = \"{}\"", known.parent.path().trim_end_matches(".md"))
}

/// The measure with the nearest title, where it is near enough and no measure of the plan has it.
fn near<'a, I, P>(measure: &PlanPart<I, P>, before: &'a KnownStrategy) -> Option<&'a KnownPart> {
    let measures = before.parts.iter().filter(|known| matches!(known.parent, IndicatorParent::Measure { .. }));
    let scored = measures.map(|known| (likeness(&measure.key, &known.key()), known));
    scored.filter(|(score, _)| *score >= NEAR).max_by_key(|(score, _)| *score).map(|(_, known)| known)
}
