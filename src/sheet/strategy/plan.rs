//! A plan as a table has it: goals with their measures, and what rows say of indicators.

use super::known::{KnownFigure, KnownIndicator, TEXTS};
use crate::diagnostic::Place;
use crate::model::{Bound, Direction, Kind, Published, Quantity, Role, Status, Text};
use crate::sheet::printed_unit::PrintedUnit;
use crate::sheet::recognise::plain;

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
    /// Whether the table gives its number; else it follows from the order.
    pub has_own_number: bool,
    pub title: Text,
    /// The Japanese title in the form of [`plain`](crate::sheet::recognise::plain), by which titles are compared.
    pub key: String,
    /// The number that the table gives to a part that is there under another one.
    pub number_of_table: Option<u32>,
    /// Where the table names it first.
    pub place: Option<Place>,
    /// Further lines of front matter.
    pub lines: Vec<String>,
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
    /// What ties it to the other parts of one figure.
    pub group: Option<Text>,
    pub definition: Option<Text>,
    pub source: Option<Text>,
    pub owner: Option<Text>,
    pub note: Option<Text>,
    /// The Japanese names of the steps of a milestone, where figures are words.
    pub steps: Vec<String>,
    /// The cell with the name.
    pub place: Place,
    /// The position of its row among those of the reader.
    pub row: usize,
    /// Whether the table names a goal or a measure for it.
    pub is_placed: bool,
}

/// A baseline or a target with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigure {
    pub figure: CellFigure,
    pub year: Option<i32>,
    /// Whether the cell says that it is a calendar year.
    pub calendar: bool,
    /// The day to which a baseline belongs; the year is the fiscal year in which it lies.
    pub as_of: Option<Published>,
    pub note: Option<String>,
}

/// A baseline or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFigure {
    Value(Quantity, Option<Bound>),
    Range(Quantity, Quantity),
    Missing(Status),
    /// The position of a step.
    Step(usize),
}

/// The target of a fiscal year; its bound is that of the last target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduledTarget {
    pub year: i32,
    pub value: Quantity,
}

/// An indicator with its id, and with what it takes over.
#[derive(Clone, Debug)]
pub struct DraftIndicator<'a> {
    pub id: String,
    pub sheet: SheetIndicator,
    /// The indicator of the strategy before that it continues.
    pub known: Option<&'a KnownIndicator>,
    /// The indicator of the strategy itself that it is.
    pub own: Option<&'a KnownIndicator>,
}

/// Keys whose values are taken over from the strategy before, beside those of [`TEXTS`] other than notes.
const TAKEN_OVER: [&str; 4] = ["unit", "steps", "tolerance", "lag"];

impl<'a> DraftIndicator<'a> {
    /// What the row does not say of name, kind, direction and of bounds is taken over: from the indicator itself, else from the one before. An English
    /// name stays with its Japanese one.
    pub fn new(
        id: String,
        mut sheet: SheetIndicator,
        known: Option<&'a KnownIndicator>,
        own: Option<&'a KnownIndicator>,
    ) -> DraftIndicator<'a> {
        if let Some(there) = own.or(known) {
            let english = there.name.en.clone().filter(|_| plain(&there.name.ja) == plain(&sheet.name.ja));
            sheet.name.en = sheet.name.en.or(english);
            sheet.kind = sheet.kind.or(there.kind);
            sheet.direction = sheet.direction.or(there.direction);
        }
        if let Some(own) = own {
            keep_bound(sheet.baseline.as_mut(), own.baseline.as_ref());
            keep_bound(sheet.target.as_mut(), own.target.as_ref());
        }
        DraftIndicator { id, sheet, known, own }
    }

    /// The value of a key that is taken over, as TOML: where the row says nothing else.
    pub fn taken_over(&self, key: &str) -> Option<&'a String> {
        let known = self.known?;
        let is_as_there = |own: &str, there: Option<&str>| there.is_some_and(|there| plain(own) == plain(there));
        let says_otherwise = match (key, &self.sheet.unit) {
            ("unit", Some(unit)) => !is_as_there(&unit.ja, known.unit.as_deref()),
            _ => self.sheet.texts().any(|(own, said)| own == key && !is_as_there(&said.ja, known.texts.get(key).map(String::as_str))),
        };
        let is_taken_over = TAKEN_OVER.contains(&key) || TEXTS.contains(&key) && key != "note";
        known.keys.get(key).filter(|_| is_taken_over && !says_otherwise)
    }
}

/// Gives a figure without a bound that of the figure that is there.
fn keep_bound(said: Option<&mut PlanFigure>, there: Option<&KnownFigure>) {
    let there = there.and_then(|there| there.figure.as_ref()).map(|there| there.figure);
    if let (Some(PlanFigure { figure: CellFigure::Value(_, bound @ None), .. }), Some(CellFigure::Value(_, own))) = (said, there) {
        *bound = own;
    }
}

impl SheetIndicator {
    /// The texts that the row says, by their keys.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let said = [&self.group, &self.definition, &self.source, &self.owner, &self.note];
        TEXTS.into_iter().zip(said).filter_map(|(key, said)| Some((key, said.as_ref()?)))
    }
}

impl<I> SheetPlan<I> {
    /// Every indicator in the order of the plan.
    pub fn indicators(&self) -> impl Iterator<Item = &I> {
        self.goals.iter().flat_map(|goal| goal.indicators.iter().chain(goal.parts.iter().flat_map(|measure| &measure.indicators)))
    }

    /// How many indicators it has.
    pub fn count(&self) -> usize {
        self.indicators().count()
    }

    /// The same plan with something else known of each indicator, without those of which nothing is.
    pub fn filter_map<J>(self, mut each: impl FnMut(IndicatorParent, I) -> Option<J>) -> SheetPlan<J> {
        let goals = self.goals.into_iter().map(|goal| {
            let number = goal.number;
            let indicators = goal.indicators.into_iter().filter_map(|found| each(IndicatorParent::Goal(number), found)).collect();
            let parts = goal.parts.into_iter().map(|measure| {
                let parent = IndicatorParent::Measure { goal: number, measure: measure.number };
                let indicators = measure.indicators.into_iter().filter_map(|found| each(parent, found)).collect();
                PlanPart {
                    number: measure.number,
                    has_own_number: measure.has_own_number,
                    title: measure.title,
                    key: measure.key,
                    place: measure.place,
                    number_of_table: measure.number_of_table,
                    lines: measure.lines,
                    indicators,
                    parts: Vec::new(),
                }
            });
            PlanPart {
                number,
                has_own_number: goal.has_own_number,
                title: goal.title,
                key: goal.key,
                place: goal.place,
                number_of_table: goal.number_of_table,
                lines: goal.lines,
                indicators,
                parts: parts.collect(),
            }
        });
        SheetPlan { goals: goals.collect() }
    }
}

impl IndicatorParent {
    /// The number of the goal, and that of the measure within it.
    pub fn numbers(self) -> (u32, Option<u32>) {
        match self {
            IndicatorParent::Goal(goal) => (goal, None),
            IndicatorParent::Measure { goal, measure } => (goal, Some(measure)),
        }
    }

    /// The path of its file below the folder of its strategy.
    pub fn path(self) -> String {
        match self {
            IndicatorParent::Goal(goal) => format!("goal-{goal}/goal.md"),
            IndicatorParent::Measure { goal, measure } => format!("goal-{goal}/measure-{measure}.md"),
        }
    }

    /// How it is named in references: `goal-1`, `goal-1/measure-2`.
    pub fn name(self) -> String {
        self.path().trim_end_matches("/goal.md").trim_end_matches(".md").to_owned()
    }

    /// The role of an indicator whose row names none.
    pub fn usual_role(self) -> Role {
        match self {
            IndicatorParent::Goal(_) => Role::Target,
            IndicatorParent::Measure { .. } => Role::Kpi,
        }
    }
}
