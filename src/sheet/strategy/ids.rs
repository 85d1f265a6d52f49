//! Ids of the indicators of a plan.

use super::plan::{DraftIndicator, IndicatorParent, SheetIndicator, SheetPlan};
use crate::diagnostic::{Fault, Place};
use std::collections::BTreeSet;

/// A plan whose indicators have ids, and the cells whose ids are taken by an earlier row.
pub struct IdentifiedPlan {
    pub plan: SheetPlan<DraftIndicator>,
    pub faults: Vec<(Place, Fault)>,
}

impl IdentifiedPlan {
    /// Gives each indicator the id of the table, else one by its place in the plan.
    pub fn new(plan: SheetPlan<SheetIndicator>) -> IdentifiedPlan {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut faults = Vec::new();
        let plan = plan.map(|parent, mut plan| {
            let given = plan.id.take().and_then(|(id, place)| {
                if !taken.contains(&id) {
                    return Some(id);
                }
                faults.push((place, Fault::DuplicateId { id }));
                None
            });
            let id = given.unwrap_or_else(|| by_place(parent, &taken));
            taken.insert(id.clone());
            DraftIndicator { id, plan }
        });
        IdentifiedPlan { plan, faults }
    }
}

/// The first free number behind the numbers of goal and measure.
fn by_place(parent: IndicatorParent, taken: &BTreeSet<String>) -> String {
    let prefix = match parent {
        IndicatorParent::Goal(goal) => format!("goal-{goal}"),
        IndicatorParent::Measure { goal, measure } => format!("goal-{goal}-measure-{measure}"),
    };
    (1..).map(|number| format!("{prefix}-{number}")).find(|id| !taken.contains(id)).unwrap_or_default()
}
