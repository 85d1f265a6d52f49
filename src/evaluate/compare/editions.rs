//! An edition beside the one before it: what moved. The first edition is compared with the baselines.

use crate::evaluate::progress::Share;
use crate::evaluate::{Assessment, Evaluation, Results};
use crate::model::{Bound, Indicator, Kind, Measure, Observation, Reading, Revision, Status, Tone, Year};
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

/// The figure that a result is compared with: that of the edition before as it is known now, or the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earlier {
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
}

/// An indicator that the edition before has as well; in the first edition, every indicator.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    pub now: &'a Assessment<'a>,
    /// As the edition before assessed it.
    pub before: Option<&'a Assessment<'a>>,
    pub earlier: Option<Earlier>,
    pub grade: GradeChange,
    /// The result less the earlier figure, in the indicator's unit, where the two can be compared.
    pub difference: Option<Share>,
    /// How far the difference goes on the way from baseline to target: difference / (T − B), by the plan in force now.
    pub progress: Option<Share>,
}

/// An edition beside the one before.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    pub now: &'a Evaluation<'a>,
    /// `None` for the first edition, which is compared with the baselines.
    pub before: Option<&'a Evaluation<'a>>,
    /// Fallen grades first, then risen ones, then the rest; within each by how far they moved.
    pub moved: Vec<Moved<'a>>,
    /// Indicators that the edition before does not have.
    pub new: Vec<&'a Assessment<'a>>,
    /// Indicators that this edition no longer has.
    pub ended: Vec<&'a Assessment<'a>>,
    /// Measures with the number of their goal.
    pub new_measures: Vec<(u32, &'a Measure)>,
    pub ended_measures: Vec<(u32, &'a Measure)>,
    /// Revisions of the plan since the edition before.
    pub revised: Vec<(&'a Assessment<'a>, &'a Revision)>,
}

impl<'a> Changes<'a> {
    /// Compares an edition with the one before.
    pub fn of(results: &'a Results<'a>, before: Option<&'a Evaluation<'a>>, now: &'a Evaluation<'a>) -> Changes<'a> {
        let context = Context { results, before, now };
        let mut moved: Vec<Moved<'a>> = now.indicators().filter_map(|assessment| context.moved(assessment)).collect();
        moved.sort_by(by_what_matters);
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

    /// How many grades became what.
    pub fn count(&self, change: GradeChange) -> usize {
        self.moved.iter().filter(|moved| moved.grade == change).count()
    }
}

/// The order of what matters; what moved by the same keeps its order.
fn by_what_matters(one: &Moved<'_>, other: &Moved<'_>) -> Ordering {
    let size = |moved: &Moved<'_>| Reverse(moved.progress.map(|progress| if progress < Share::from(0) { -progress } else { progress }));
    one.grade.min(GradeChange::Same).cmp(&other.grade.min(GradeChange::Same)).then_with(|| size(one).cmp(&size(other)))
}

/// The indicators of one edition that another does not have.
fn without<'a>(of: &'a Evaluation<'a>, other: &Evaluation<'_>) -> Vec<&'a Assessment<'a>> {
    of.indicators().filter(|assessment| other.indicator(&assessment.indicator.id).is_none()).collect()
}

struct Context<'a> {
    results: &'a Results<'a>,
    before: Option<&'a Evaluation<'a>>,
    now: &'a Evaluation<'a>,
}

impl<'a> Context<'a> {
    fn moved(&self, now: &'a Assessment<'a>) -> Option<Moved<'a>> {
        let Some(evaluation) = self.before else { return Some(self.since_baseline(now)) };
        let before = evaluation.indicator(&now.indicator.id)?;
        let earlier = self.known(now, before);
        let old = earlier.filter(|_| self.is_comparable(now, before.indicator)).and_then(|earlier| number(now, earlier.reading));
        let difference = now.figures.actual.zip(old).map(|(actual, old)| actual - old).filter(|_| now.indicator.kind != Kind::Milestone);
        let progress = match now.indicator.kind {
            Kind::Milestone => self.steps_taken(now, before),
            Kind::Level | Kind::Annual | Kind::Cumulative | Kind::Average | Kind::Sum | Kind::Rank => part_of_way(now, difference),
        };
        Some(Moved { now, before: Some(before), earlier, grade: self.grade(evaluation, (now, before)), difference, progress })
    }

    /// A total over the period starts from 0; its stated baseline is another period's.
    fn since_baseline(&self, now: &'a Assessment<'a>) -> Moved<'a> {
        let stated = now.plan.baseline.filter(|_| now.indicator.kind != Kind::Sum);
        let differs = !matches!(now.indicator.kind, Kind::Milestone | Kind::Sum);
        let difference = now.figures.actual.zip(now.figures.baseline).filter(|_| differs).map(|(actual, baseline)| actual - baseline);
        Moved {
            now,
            before: None,
            earlier: stated.map(earlier),
            grade: GradeChange::NotComparable,
            difference,
            progress: now.figures.progress,
        }
    }

    /// The result of the edition before, with what has been restated since.
    fn known(&self, now: &Assessment<'_>, before: &Assessment<'_>) -> Option<Earlier> {
        let observation = &before.outcome?.observation;
        if now.outcome.is_some_and(|outcome| outcome.observation.year == observation.year) {
            return Some(earlier(observation));
        }
        let points = self.results.series(&now.indicator.id, self.now.edition.year);
        let point = points.into_iter().find(|point| point.year == observation.year);
        point.map(|point| Earlier { year: point.year, reading: point.reading, bound: point.bound })
    }

    /// Figures of one unit and kind; what begins anew with a strategy only within it: totals and averages of the period, and
    /// running totals of what had not begun.
    fn is_comparable(&self, assessment: &Assessment<'_>, before: &Indicator) -> bool {
        let now = assessment.indicator;
        let not_begun = |baseline: &Observation| baseline.reading == Reading::Missing(Status::NotStarted);
        let anew = match now.kind {
            Kind::Sum | Kind::Average => true,
            Kind::Cumulative => assessment.plan.baseline.is_some_and(not_begun),
            Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => false,
        };
        let one_strategy = self.before.is_none_or(|before| before.strategy.id == self.now.strategy.id);
        now.unit == before.unit && now.kind == before.kind && (one_strategy || !anew)
    }

    /// Progress of a milestone, where both editions have the same way before them.
    fn steps_taken(&self, now: &Assessment<'_>, before: &Assessment<'_>) -> Option<Share> {
        let same = now.plan == before.plan && now.indicator.steps == before.indicator.steps;
        now.figures.progress.zip(before.figures.progress).filter(|_| same).map(|(now, before)| now - before)
    }

    fn grade(&self, evaluation: &Evaluation<'_>, (now, before): (&Assessment<'_>, &Assessment<'_>)) -> GradeChange {
        let (Some(new), Some(old)) = (now.grade(), before.grade()) else { return GradeChange::NotComparable };
        if self.now.rule != evaluation.rule {
            return GradeChange::NotComparable;
        }
        let rank = |grade: usize| -> (Tone, usize) { (self.now.rule.grades[grade].tone, grade) };
        match rank(new).cmp(&rank(old)) {
            Ordering::Less => GradeChange::Rose,
            Ordering::Equal => GradeChange::Same,
            Ordering::Greater => GradeChange::Fell,
        }
    }

    fn new_measures(&self) -> Vec<(u32, &'a Measure)> {
        let Some(before) = self.before else { return Vec::new() };
        reported(self.now).filter(|(goal, measure)| !self.had(before, *goal, measure)).collect()
    }

    /// Whether the edition before reports on a measure, or on the one that it continues.
    fn had(&self, before: &Evaluation<'_>, goal: u32, measure: &Measure) -> bool {
        if before.strategy.id == self.now.strategy.id {
            return measure.belongs_to(before.edition.year);
        }
        measure.counterpart(goal, before.strategy).is_some_and(|old| old.belongs_to(before.edition.year))
    }

    fn ended_measures(&self) -> Vec<(u32, &'a Measure)> {
        let Some(before) = self.before else { return Vec::new() };
        let goes_on = |old: &Measure| {
            if before.strategy.id == self.now.strategy.id {
                return old.belongs_to(self.now.edition.year);
            }
            reported(self.now)
                .any(|(goal, measure)| measure.counterpart(goal, before.strategy).is_some_and(|other| std::ptr::eq(other, old)))
        };
        reported(before).filter(|(_, measure)| !goes_on(measure)).collect()
    }

    fn revised(&self) -> Vec<(&'a Assessment<'a>, &'a Revision)> {
        let since = self.before.map(|before| before.edition.year);
        let revisions = |assessment: &'a Assessment<'a>| {
            let known = assessment.indicator.revisions_until(self.now.edition.year);
            known.filter(move |revision| since.is_none_or(|since| revision.from > since)).map(move |revision| (assessment, revision))
        };
        self.now.indicators().flat_map(revisions).collect()
    }
}

/// The measures that an edition reports on, with the number of their goal.
fn reported<'a>(evaluation: &Evaluation<'a>) -> impl Iterator<Item = (u32, &'a Measure)> {
    let year = evaluation.edition.year;
    let of_goal = |goal: &'a crate::model::Goal| goal.measures.iter().map(move |measure| (goal.number, measure));
    evaluation.strategy.goals.iter().flat_map(of_goal).filter(move |(_, measure)| measure.belongs_to(year))
}

fn earlier(observation: &Observation) -> Earlier {
    Earlier { year: observation.year, reading: observation.reading, bound: observation.bound }
}

/// A reading as a number; what had not begun is 0 where figures are counted upwards.
fn number(assessment: &Assessment<'_>, reading: Reading) -> Option<Share> {
    match reading {
        Reading::Value(value) => Some(value.ratio()),
        Reading::Missing(Status::NotStarted) if assessment.indicator.starts_from_zero() => Some(Share::from(0)),
        Reading::Step(_) | Reading::Missing(_) => None,
    }
}

/// How much of the way from baseline to target a difference is; only where the indicator has a progress.
fn part_of_way(now: &Assessment<'_>, difference: Option<Share>) -> Option<Share> {
    let figures = &now.figures;
    figures.progress?;
    let way = figures.target? - figures.baseline?;
    difference.filter(|_| way != Share::from(0)).map(|difference| difference / way)
}
