//! A plan as a table has it: goals with their measures, and what rows say of indicators.

use crate::diagnostic::Place;
use crate::model::{Bound, Direction, Kind, Quantity, Role, Status, Text};
use crate::sheet::printed_unit::PrintedUnit;

/// Goals in the order of the table. `I` is what is known of an indicator: what its row says, or that with its id.
#[derive(Clone, Debug)]
pub struct SheetPlan<I> {
    pub goals: Vec<SheetGoal<I>>,
}

pub type SheetGoal<I> = PlanPart<I, SheetMeasure<I>>;
pub type SheetMeasure<I> = PlanPart<I, ()>;

/// A goal, or a measure of one.
#[derive(Clone, Debug)]
pub struct PlanPart<I, P> {
    pub number: u32,
    pub title: Text,
    /// The Japanese title in the form of [`plain`](crate::sheet::recognise::plain), by which titles are compared.
    pub key: String,
    pub indicators: Vec<I>,
    /// The measures of a goal.
    pub parts: Vec<P>,
}

/// What an indicator stands below, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorParent {
    Goal(u32),
    Measure { goal: u32, measure: u32 },
}

/// What a row says of an indicator.
#[derive(Clone, Debug)]
pub struct SheetIndicator {
    /// The id of the table, with its place.
    pub id: Option<(String, Place)>,
    pub name: Text,
    pub role: Option<Role>,
    pub kind: Option<Kind>,
    pub unit: Option<PrintedUnit>,
    pub direction: Option<Direction>,
    pub baseline: Option<PlanFigure>,
    pub target: Option<PlanFigure>,
    /// The targets of the years before the last one.
    pub schedule: Vec<ScheduledTarget>,
    pub definition: Option<Text>,
    pub source: Option<Text>,
    pub owner: Option<Text>,
    pub note: Option<Text>,
}

/// A baseline or a target with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigure {
    pub figure: CellFigure,
    /// A fiscal year.
    pub year: Option<i32>,
    pub note: Option<String>,
}

/// A baseline or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFigure {
    Value(Quantity, Option<Bound>),
    Range(Quantity, Quantity),
    Missing(Status),
}

/// The target of a fiscal year; its bound is that of the last target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduledTarget {
    pub year: i32,
    pub value: Quantity,
}

/// An indicator with its id.
#[derive(Clone, Debug)]
pub struct DraftIndicator {
    pub id: String,
    pub plan: SheetIndicator,
}

impl<I> SheetPlan<I> {
    /// The same plan with something else known of each indicator.
    pub fn map<J>(self, mut each: impl FnMut(IndicatorParent, I) -> J) -> SheetPlan<J> {
        let goals = self.goals.into_iter().map(|goal| {
            let number = goal.number;
            let indicators = goal.indicators.into_iter().map(|found| each(IndicatorParent::Goal(number), found)).collect();
            let parts = goal.parts.into_iter().map(|measure| {
                let parent = IndicatorParent::Measure { goal: number, measure: measure.number };
                let indicators = measure.indicators.into_iter().map(|found| each(parent, found)).collect();
                PlanPart { number: measure.number, title: measure.title, key: measure.key, indicators, parts: Vec::new() }
            });
            PlanPart { number, title: goal.title, key: goal.key, indicators, parts: parts.collect() }
        });
        SheetPlan { goals: goals.collect() }
    }
}

impl IndicatorParent {
    /// The role of an indicator whose row names none.
    pub fn usual_role(self) -> Role {
        match self {
            IndicatorParent::Goal(_) => Role::Target,
            IndicatorParent::Measure { .. } => Role::Kpi,
        }
    }
}
