//! An edition beside the one before it: what moved. The first edition is compared with the baselines.

use super::{EditionRecord, IndicatorRecord, MeasureRecord, ReferenceFigure, ResultSeries};
use crate::evaluate::progress::{Share, rounded, rounded_on_its_side};
use crate::evaluate::rating::figure_of;
use crate::model::{Direction, Figure, Indicator, Kind, Observation, Quantity, Reading, Revision, Rounding, Rule, Status, Tone};
use std::cmp::{Ordering, Reverse};

/// What became of a grade, in the order in which it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GradeChange {
    Fell,
    Rose,
    Same,
    /// One of the two editions has no grade, or another rule gave it.
    NotComparable,
}

/// An indicator that the edition before has as well; in the first edition, every indicator.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    pub now: &'a IndicatorRecord,
    /// As the edition before assessed it.
    pub before: Option<&'a IndicatorRecord>,
    pub earlier: Option<ReferenceFigure>,
    pub grade: GradeChange,
    /// Whether both count the same from the same beginning.
    pub is_comparable: bool,
    /// The result less the earlier figure, in the indicator's unit, where the two can be compared.
    pub difference: Option<Share>,
    /// How far the figure that the rule is about has moved, by the plan in force now: a progress by difference / (T − B).
    pub figure: Option<Share>,
}

impl Moved<'_> {
    /// Whether its grade rose or fell.
    pub fn is_regraded(&self) -> bool {
        matches!(self.grade, GradeChange::Rose | GradeChange::Fell)
    }
}

/// A change of a percentage as it is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PrintedChange {
    /// In percentage points, by the rule.
    Points(Quantity),
    /// From 1,000 points on: how often 100 points, without its sign.
    Times(Quantity),
}

impl PrintedChange {
    /// How a rule prints a change.
    pub fn of(change: Share, rule: &Rule) -> PrintedChange {
        match size(change) {
            size if size >= Share::from(10) => PrintedChange::Times(rounded(size, 0, Rounding::HalfUp)),
            _ => PrintedChange::Points(rounded_on_its_side(change * Share::from(100), rule.places, rule.rounding, &[Share::from(0)])),
        }
    }

    /// Its size in points, as a reader sees it.
    fn size(self) -> Share {
        match self {
            PrintedChange::Points(points) => size(points.ratio()),
            PrintedChange::Times(times) => times.ratio() * Share::from(100),
        }
    }
}

fn size(share: Share) -> Share {
    if share < Share::from(0) { -share } else { share }
}

/// An edition beside the one before.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    pub now: &'a EditionRecord,
    /// `None` for the first edition, which is compared with the baselines.
    pub before: Option<&'a EditionRecord>,
    /// Fallen grades first, then risen ones, then the rest; within each by how far grade and figure moved, as they are printed.
    pub moved: Vec<Moved<'a>>,
    /// Indicators that the edition before does not have.
    pub new: Vec<&'a IndicatorRecord>,
    /// Indicators that this edition no longer has.
    pub ended: Vec<&'a IndicatorRecord>,
    pub new_measures: Vec<MeasureOfGoal<'a>>,
    pub ended_measures: Vec<MeasureOfGoal<'a>>,
    /// Revisions of the plan since the edition before.
    pub revised: Vec<RevisedPlan<'a>>,
}

/// A measure with the number of its goal.
#[derive(Clone, Copy, Debug)]
pub struct MeasureOfGoal<'a> {
    pub goal: u32,
    pub measure: &'a MeasureRecord,
}

/// An indicator with a change of its plan.
#[derive(Clone, Copy, Debug)]
pub struct RevisedPlan<'a> {
    pub record: &'a IndicatorRecord,
    pub revision: &'a Revision,
}

impl<'a> Changes<'a> {
    /// Compares an edition with the one before.
    pub fn of(results: &'a ResultSeries<'a>, before: Option<&'a EditionRecord>, now: &'a EditionRecord) -> Changes<'a> {
        let context = EditionPair { results, before, now };
        let mut moved: Vec<Moved<'a>> = now.indicators().filter_map(|record| context.moved(record)).collect();
        moved.sort_by_cached_key(|moved| context.weight(moved));
        Changes {
            now,
            before,
            moved,
            new: before.map(|before| without(now, before)).unwrap_or_default(),
            ended: before.map(|before| without(before, now)).unwrap_or_default(),
            new_measures: context.new_measures(),
            ended_measures: context.ended_measures(),
            revised: context.revised(),
        }
    }

    /// Whether both editions belong to one strategy; the first edition has none before it.
    pub fn is_within_strategy(&self) -> bool {
        self.before.is_none_or(|before| before.strategy.id == self.now.strategy.id)
    }

    /// Whether some grade rose or fell.
    pub fn has_regraded(&self) -> bool {
        self.moved.iter().any(Moved::is_regraded)
    }

    /// How many grades became what.
    pub fn count(&self, change: GradeChange) -> usize {
        self.moved.iter().filter(|moved| moved.grade == change).count()
    }
}

/// How much a change matters, the most first, by what is printed of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct MoveWeight {
    grade: GradeChange,
    /// By how many grades of the rule it rose or fell.
    steps: Reverse<usize>,
    figure: Reverse<Option<Share>>,
}

/// The indicators of one edition that another does not have.
fn without<'a>(of: &'a EditionRecord, other: &EditionRecord) -> Vec<&'a IndicatorRecord> {
    of.indicators().filter(|record| other.indicator(&record.indicator.id).is_none()).collect()
}

/// Two editions whose indicators are compared.
#[derive(Clone, Copy, Debug)]
pub struct EditionPair<'a> {
    pub results: &'a ResultSeries<'a>,
    /// `None` where the other one is the first, which is compared with the baselines.
    pub before: Option<&'a EditionRecord>,
    pub now: &'a EditionRecord,
}

impl<'a> EditionPair<'a> {
    /// What became of an indicator; `None` where the edition before does not have it.
    pub fn moved(&self, now: &'a IndicatorRecord) -> Option<Moved<'a>> {
        let Some(edition) = self.before else { return Some(self.since_baseline(now)) };
        let before = edition.indicator(&now.indicator.id)?;
        let earlier = self.known(now, before);
        let is_comparable = self.is_comparable(now, &before.indicator);
        let old = earlier.filter(|_| is_comparable).and_then(|earlier| number(now, earlier.reading));
        let difference = now.figures.actual.zip(old).map(|(actual, old)| actual - old).filter(|_| now.indicator.kind != Kind::Milestone);
        let figure = match self.now.rule.main_figure() {
            Figure::Progress | Figure::Pace if now.indicator.kind == Kind::Milestone => steps_taken(now, before),
            Figure::Progress | Figure::Pace => part_of_way(now, difference),
            Figure::Attainment if now.yearly_target.is_none() => self.gain_in_attainment(now, old),
            // Each year has an aim of its own.
            figure @ (Figure::Attainment | Figure::AttainmentOfExpected) => {
                let both = figure_of(&now.figures, figure).zip(figure_of(&before.figures, figure));
                both.filter(|_| difference.is_some()).map(|(now, before)| now - before)
            }
            Figure::Change => change(now, difference),
        };
        Some(Moved { now, before: Some(before), earlier, grade: self.grade(edition, now, before), is_comparable, difference, figure })
    }

    /// A total over the period starts from 0; its stated baseline is another period's.
    fn since_baseline(&self, now: &'a IndicatorRecord) -> Moved<'a> {
        let stated = now.plan().baseline.filter(|_| now.indicator.kind != Kind::Sum);
        let differs = !matches!(now.indicator.kind, Kind::Milestone | Kind::Sum);
        let difference = now.figures.actual.zip(now.figures.baseline).filter(|_| differs).map(|(actual, baseline)| actual - baseline);
        let figure = match self.now.rule.main_figure() {
            Figure::Progress | Figure::Pace => now.figures.progress,
            Figure::Attainment => self.gain_in_attainment(now, now.figures.baseline),
            Figure::AttainmentOfExpected => None,
            Figure::Change => now.figures.change,
        };
        let grade = GradeChange::NotComparable;
        Moved { now, before: None, earlier: stated.map(earlier), grade, is_comparable: true, difference, figure }
    }

    /// The attainment less that of an earlier value, both against the target in force now.
    fn gain_in_attainment(&self, now: &IndicatorRecord, earlier: Option<Share>) -> Option<Share> {
        let before = self.now.subject(now).attainment(earlier, now.figures.target)?;
        Some(now.figures.attainment? - before)
    }

    /// The result of the edition before, with what has been restated since.
    fn known(&self, now: &IndicatorRecord, before: &IndicatorRecord) -> Option<ReferenceFigure> {
        let result = before.result.as_ref()?;
        if now.result.as_ref().is_some_and(|own| own.year == result.year) {
            return Some(earlier(result));
        }
        let points = self.results.series(&now.indicator.id, self.now.year);
        let point = points.into_iter().find(|point| point.year == result.year);
        point.map(|point| point.figure())
    }

    /// Figures of one unit and kind; what begins anew with a strategy only within it: totals and averages of the period, and
    /// running totals of what had not begun.
    fn is_comparable(&self, record: &IndicatorRecord, before: &Indicator) -> bool {
        let now = &record.indicator;
        let not_begun = |baseline: &Observation| baseline.reading == Reading::Missing(Status::NotStarted);
        let anew = match now.kind {
            Kind::Sum | Kind::Average => true,
            Kind::Cumulative => record.plan().baseline.is_some_and(not_begun),
            Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => false,
        };
        let one_strategy = self.before.is_none_or(|before| before.strategy.id == self.now.strategy.id);
        now.is_counted_like(before) && now.kind == before.kind && (one_strategy || !anew)
    }

    fn grade(&self, edition: &EditionRecord, now: &IndicatorRecord, before: &IndicatorRecord) -> GradeChange {
        let (Some(new), Some(old)) = (self.now.position(now), edition.position(before)) else { return GradeChange::NotComparable };
        if !self.now.is_judged_like(edition) {
            return GradeChange::NotComparable;
        }
        let rank = |grade: usize| -> (Option<Tone>, usize) { (self.now.rule.grades[grade].tone, grade) };
        match rank(new).cmp(&rank(old)) {
            Ordering::Less => GradeChange::Rose,
            Ordering::Equal => GradeChange::Same,
            Ordering::Greater => GradeChange::Fell,
        }
    }

    /// What moved by the same keeps its order.
    fn weight(&self, moved: &Moved<'_>) -> MoveWeight {
        let before = self.before.zip(moved.before).and_then(|(edition, record)| edition.position(record));
        let positions = self.now.position(moved.now).zip(before).filter(|_| moved.is_regraded());
        let figure = moved.figure.map(|figure| PrintedChange::of(figure, &self.now.rule).size());
        let steps = positions.map(|(now, before)| now.abs_diff(before)).unwrap_or_default();
        MoveWeight { grade: moved.grade.min(GradeChange::Same), steps: Reverse(steps), figure: Reverse(figure) }
    }

    fn new_measures(&self) -> Vec<MeasureOfGoal<'a>> {
        let Some(before) = self.before else { return Vec::new() };
        reported(self.now).filter(|measure| self.counterpart(*measure, before).is_none()).collect()
    }

    fn ended_measures(&self) -> Vec<MeasureOfGoal<'a>> {
        let Some(before) = self.before else { return Vec::new() };
        let going_on: Vec<&MeasureRecord> = reported(self.now).filter_map(|measure| self.counterpart(measure, before)).collect();
        reported(before).filter(|old| !going_on.iter().any(|other| std::ptr::eq(*other, old.measure))).collect()
    }

    /// What a measure was in the edition before: within a strategy that of the same number. Across strategies the one that it says it
    /// continues, else the one of equal Japanese title in the goal of the same number; never one by position.
    fn counterpart(&self, new: MeasureOfGoal<'_>, before: &'a EditionRecord) -> Option<&'a MeasureRecord> {
        if before.strategy.id == self.now.strategy.id {
            return before.goal(new.goal)?.measure(new.measure.number);
        }
        match new.measure.continues {
            Some(old) => before.goal(old.goal)?.measure(old.measure),
            None => before.goal(new.goal)?.measures.iter().find(|old| old.title.ja == new.measure.title.ja),
        }
    }

    fn revised(&self) -> Vec<RevisedPlan<'a>> {
        let since = self.before.map(|before| before.year);
        let is_new = move |revision: &&Revision| since.is_none_or(|since| revision.from > since);
        let revisions = |record: &'a IndicatorRecord| {
            record.indicator.revisions.iter().filter(is_new).map(move |revision| RevisedPlan { record, revision })
        };
        self.now.indicators().flat_map(revisions).collect()
    }
}

/// The measures that an edition reports on.
fn reported(edition: &EditionRecord) -> impl Iterator<Item = MeasureOfGoal<'_>> {
    edition.goals.iter().flat_map(|goal| goal.measures.iter().map(|measure| MeasureOfGoal { goal: goal.number, measure }))
}

/// Progress of a milestone, where both editions have the same way before them.
fn steps_taken(now: &IndicatorRecord, before: &IndicatorRecord) -> Option<Share> {
    let same = now.plan() == before.plan() && now.indicator.steps == before.indicator.steps;
    now.figures.progress.zip(before.figures.progress).filter(|_| same).map(|(now, before)| now - before)
}

fn earlier(observation: &Observation) -> ReferenceFigure {
    ReferenceFigure { year: observation.year, reading: observation.reading, bound: observation.bound }
}

/// A reading as a number; what had not begun is 0 where figures are counted upwards.
fn number(record: &IndicatorRecord, reading: Reading) -> Option<Share> {
    match reading {
        Reading::Value(value) => Some(value.ratio()),
        Reading::Missing(Status::NotStarted) if record.indicator.starts_from_zero() => Some(Share::from(0)),
        Reading::Step(_) | Reading::Missing(_) => None,
    }
}

/// How much of the way from baseline to target a difference is; only where the indicator has a progress.
fn part_of_way(now: &IndicatorRecord, difference: Option<Share>) -> Option<Share> {
    let figures = &now.figures;
    figures.progress?;
    let way = figures.target? - figures.baseline?;
    difference.filter(|_| way != Share::from(0)).map(|difference| difference / way)
}

/// A difference as a share of the baseline, positive in the wanted direction; only where the indicator has such a change.
fn change(now: &IndicatorRecord, difference: Option<Share>) -> Option<Share> {
    now.figures.change?;
    let share = difference? / size(now.figures.baseline?);
    Some(if now.indicator.direction == Some(Direction::Down) { -share } else { share })
}
