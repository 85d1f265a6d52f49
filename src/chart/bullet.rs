//! The bullet: one indicator between its baseline and its target.

use super::bullet_part::Part;
use super::canvas::{Anchor, Drawing, Span, framed};
use super::flags::{Flag, FlagField, Flags, Headline, seat};
use super::progress::Way;
use super::small_bullet::fit;
use super::{ChartFrame, ChartTone, Ink, Label, LabelledMark, TargetOutcome};

/// One indicator's result beside its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Bullet {
    /// What the chart says without being seen.
    pub frame: ChartFrame,
    /// Grade of the result.
    pub tone: ChartTone,
    /// Bold line over the bar: "実績 1,033万人 (H28)", or the reason why there is no result; empty where a text above the chart says it.
    pub headline: String,
    /// Figure over the end of the bar, "80.1%"; empty where there is none.
    pub figure: String,
    /// The picture itself.
    pub picture: BulletPicture,
}

/// What a bullet can show.
#[derive(Clone, Debug, PartialEq)]
pub enum BulletPicture {
    /// The way from baseline to target; positions are progress: 0 at the baseline, 1 at the target, negative where the
    /// indicator moved away, whatever the wanted direction.
    Progress {
        /// Label of 0.
        baseline: Label,
        /// Label of 1.
        target: Label,
        /// Progress of the result; `None` draws an empty band.
        actual: Option<f64>,
        /// Where the indicator should be by now.
        expected: Option<LabelledMark>,
    },
    /// Values on a scale from 0, where baseline or target is not known; positions in the indicator's unit.
    Values {
        /// Finished figure at the left end, "0".
        zero: String,
        /// Value of the result; `None` draws an empty band.
        actual: Option<f64>,
        /// Baseline, if known.
        baseline: Option<LabelledMark>,
        /// Where the indicator should be by now.
        expected: Option<LabelledMark>,
        /// Target, if known.
        target: Option<LabelledMark>,
    },
    /// Target equal to the baseline: nothing but met or not met can be said.
    Equal {
        /// Label of the line between the two sides.
        target: Label,
        /// Word of the left side, "未達成".
        not_met: String,
        /// Word of the right side, "達成".
        met: String,
        /// Side of the result.
        outcome: TargetOutcome,
    },
    /// A band to be inside of: a range target, or a value to keep with its tolerance; positions in the indicator's
    /// unit.
    Band {
        /// Lower end of the band.
        low: f64,
        /// Upper end of the band; not below `low`.
        high: f64,
        /// The value to keep, in the middle of its tolerance.
        keep: Option<f64>,
        /// Label of the band.
        target: Label,
        /// Baseline, if known.
        baseline: Option<LabelledMark>,
        /// Value of the result; `None` draws an empty band.
        actual: Option<f64>,
    },
}

/// Draws a bullet, 360 units wide and 63 or more high.
pub fn bullet(input: &Bullet) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Bullet) -> Drawing {
    let plan = plan(input);
    let headline = Headline::new(&input.headline, &input.figure, plan.end, WIDTH);
    let top = headline.extra();
    let height = top + plan.flags.bottom().max(FLAGS);
    framed(&input.frame, (WIDTH, height), |canvas| {
        headline.draw(canvas);
        for track in &plan.tracks {
            track.draw(canvas, top);
        }
        plan.flags.draw(canvas, top);
        for part in &plan.parts {
            part.draw(canvas, top);
        }
    })
}

/// Width of a bullet, in units.
const WIDTH: f64 = 360.0;
/// Where the lines of the flags begin, below the headline.
const FLAGS: f64 = 48.0;
/// Left and right end of the axis.
const SPAN: Span = Span { left: 1.0, right: 358.0 };

/// Everything of a bullet but its headline.
struct BulletParts {
    /// What lies under the lines of the flags.
    tracks: Vec<Part>,
    flags: Flags,
    /// What lies over them.
    parts: Vec<Part>,
    /// Where the bar ends.
    end: f64,
}

/// Decides what a bullet shows and where, below its headline.
fn plan(input: &Bullet) -> BulletParts {
    let tone = input.tone;
    match &input.picture {
        BulletPicture::Progress { baseline, target, actual, expected } => {
            let baseline = Some(mark(0.0, baseline));
            let marks = Marks { target: Some(mark(1.0, target)), baseline, expected: expected.clone() };
            bar_plan(tone, *actual, &marks)
        }
        BulletPicture::Values { zero, actual, baseline, expected, target } => {
            let label = Label { value: zero.clone(), word: String::new() };
            let baseline = baseline.clone().or_else(|| Some(mark(0.0, &label)));
            let marks = Marks { target: target.clone(), baseline, expected: expected.clone() };
            values_plan(tone, *actual, marks)
        }
        BulletPicture::Equal { target, not_met, met, outcome } => equal_plan(tone, *outcome, [target.clone(), word(not_met), word(met)]),
        BulletPicture::Band { low, high, keep, target, baseline, actual } => {
            let band = Band { low: *low, high: *high, keep: *keep, target, baseline, actual: *actual };
            band.plan(tone)
        }
    }
}

fn mark(at: f64, label: &Label) -> LabelledMark {
    LabelledMark { at, label: label.clone() }
}

fn word(text: &str) -> Label {
    Label { value: text.to_owned(), word: String::new() }
}

/// Where the flags of a bullet go.
fn field() -> FlagField {
    FlagField { width: WIDTH, top: FLAGS, taken: None }
}

/// The labelled marks of a bar.
struct Marks {
    target: Option<LabelledMark>,
    baseline: Option<LabelledMark>,
    expected: Option<LabelledMark>,
}

impl Marks {
    /// Positions on another scale.
    fn divided_by(self, full: f64) -> Self {
        let divide = |mark: LabelledMark| LabelledMark { at: mark.at / full, label: mark.label };
        Self { target: self.target.map(divide), baseline: self.baseline.map(divide), expected: self.expected.map(divide) }
    }

    /// One flag a mark; that of the target had rather stand to the left of its line.
    fn flags(&self, place: impl Fn(f64) -> f64) -> Vec<Flag> {
        let flag = |mark: &LabelledMark, side, ink| Flag { x: place(mark.at), side, label: mark.label.clone(), ink };
        let target = self.target.as_ref().map(|mark| flag(mark, Anchor::End, Ink::Base));
        let baseline = self.baseline.as_ref().map(|mark| flag(mark, Anchor::Start, Ink::Base));
        let expected = self.expected.as_ref().map(|mark| flag(mark, Anchor::Start, Ink::Expected));
        [target, baseline, expected].into_iter().flatten().collect()
    }

    /// The lines in front of a bar, the target's last.
    fn lines(&self, place: impl Fn(f64) -> f64) -> Vec<Part> {
        let at = |mark: &Option<LabelledMark>| mark.as_ref().map(|mark| place(mark.at));
        let baseline = at(&self.baseline).map(|x| Part::Line(Ink::Base, x));
        let expected = at(&self.expected).map(Part::Expected);
        let target = at(&self.target).map(|x| Part::Line(Ink::Target, x));
        [baseline, expected, target].into_iter().flatten().collect()
    }
}

/// A bar from 0 to the result on the axis of all bars.
fn bar_plan(tone: ChartTone, actual: Option<f64>, marks: &Marks) -> BulletParts {
    let way = Way::of(actual);
    let place = |t: f64| way.place(t, SPAN);
    let over = actual.filter(|t| *t > 1.0);
    let mut tracks = vec![Part::Track(place(0.0), place(1.0))];
    if way == Way::Regress {
        tracks.push(Part::Track(SPAN.left, place(0.0)));
    }
    tracks.extend(over.map(|_| Part::Tail(place(1.0), place(1.5), place(2.0))));
    tracks.extend(actual.map(|t| bar(tone, t, way)));
    tracks.extend(over.filter(|t| place(*t) > place(1.0) + 7.0).map(|_| Part::Cut(place(1.0) + 3.0)));
    tracks.extend(over.map(|_| Part::Paper(place(1.0))));
    let mut parts = marks.lines(place);
    parts.extend(over.map(|_| Part::Tick(WIDTH, "200%")));
    let field = FlagField { taken: over.map(|_| Span { left: 328.0, right: WIDTH }), ..field() };
    let end = actual.map_or(SPAN.right, place);
    BulletParts { tracks, flags: seat(marks.flags(place), field), parts, end }
}

fn bar(tone: ChartTone, t: f64, way: Way) -> Part {
    let (start, end) = (way.place(0.0, SPAN), way.place(t, SPAN));
    let ink = match (way, tone) {
        (Way::Forward, tone) => Ink::fill(tone),
        (Way::Regress, ChartTone::Unjudged) => Ink::Unjudged,
        (Way::Regress, _) => Ink::Bad,
    };
    if way.is_off(t) {
        let tip = if t > 0.0 { SPAN.right + 1.5 } else { SPAN.left + 1.0 };
        Part::Arrow(ink, start, tip)
    } else if way == Way::Regress {
        Part::Arrow(ink, start, end.min(start - 7.0))
    } else {
        Part::Bar(ink, start, end.max(start + 2.5))
    }
}

/// Values as shares of the target, or of the largest value where there is no target: the same bar as for progress.
fn values_plan(tone: ChartTone, actual: Option<f64>, marks: Marks) -> BulletParts {
    let at = |mark: &Option<LabelledMark>| mark.as_ref().map(|mark| mark.at);
    let known = [actual, at(&marks.target), at(&marks.baseline), at(&marks.expected)];
    let largest = known.into_iter().flatten().map(f64::abs).fold(0.0, f64::max);
    let full = at(&marks.target).filter(|at| *at > 0.0);
    let full = full.unwrap_or(if largest > 0.0 { largest } else { 1.0 });
    bar_plan(tone, actual.map(|value| value / full), &marks.divided_by(full))
}

/// Two sides of a line: met on the right, not met on the left, with labels for the line, the left and the right. There is no scale, so
/// the result is a dot.
fn equal_plan(tone: ChartTone, outcome: TargetOutcome, labels: [Label; 3]) -> BulletParts {
    let (middle, left, right) = (180.0, 60.0, 300.0);
    let flag = |(x, label)| Flag { x, side: Anchor::Middle, label, ink: Ink::Clear };
    let flags = [middle, left, right].into_iter().zip(labels);
    let place = match outcome {
        TargetOutcome::Met => Some(right),
        TargetOutcome::NotMet => Some(left),
        TargetOutcome::Unknown => None,
    };
    let dot = place.map(|x| Part::Dot(tone, x));
    BulletParts {
        tracks: vec![Part::Track(SPAN.left, middle), Part::Side(middle, WIDTH - 1.0)],
        flags: seat(flags.map(flag).collect(), field()),
        parts: dot.into_iter().chain([Part::Line(Ink::Target, middle)]).collect(),
        end: place.unwrap_or(SPAN.right),
    }
}

/// [`BulletPicture::Band`], borrowed.
struct Band<'a> {
    low: f64,
    high: f64,
    keep: Option<f64>,
    target: &'a Label,
    baseline: &'a Option<LabelledMark>,
    actual: Option<f64>,
}

impl Band<'_> {
    /// A scale that holds the band and everything known around it.
    fn plan(&self, tone: ChartTone) -> BulletParts {
        let start = self.baseline.as_ref().map(|mark| mark.at);
        let known = [Some(self.low), Some(self.high), self.actual, start];
        let values: Vec<f64> = known.into_iter().flatten().collect();
        let place = fit(&values, Span { left: 14.0, right: WIDTH - 14.0 });
        let (low, high) = (place(self.low), place(self.high));
        let keep = self.keep.map(|value| Part::Line(Ink::Base, place(value)));
        let line = start.map(|at| Part::Line(Ink::Base, place(at)));
        let dot = self.actual.map(|value| Part::Dot(tone, place(value)));
        let end = self.actual.map_or(SPAN.right, &place);
        let tracks = [Part::Track(SPAN.left, WIDTH - 1.0), Part::Zone(low, high)];
        let marks = Marks { target: None, baseline: self.baseline.clone(), expected: None };
        let target = Flag { x: (low + high) / 2.0, side: Anchor::Middle, label: self.target.clone(), ink: Ink::Clear };
        let flags = [target].into_iter().chain(marks.flags(place)).collect();
        BulletParts {
            tracks: tracks.into_iter().chain(keep).collect(),
            flags: seat(flags, field()),
            parts: line.into_iter().chain(dot).collect(),
            end,
        }
    }
}
