//! The labels of a trajectory: what each wants, and what they keep clear of.

use super::Ink;
use super::canvas::{Area, At};
use super::placing::{Heights, LabelField, LabelLine, Lean, Weight, Wish};
use super::scale::Plot;
use super::trajectory::{
    BOTTOM, Segment, TOP, Trajectory, Validity, WIDTH, YearMark, YearNote, YearValue, actual, boundary, gaps, levels, places, runs, stem,
    touch, upper,
};

/// Height of the crosses of years without a value.
pub(super) const GAP: f64 = BOTTOM - 6.0;

/// A labelled mark.
struct Marked {
    at: At,
    /// Radius of the mark.
    clear: f64,
    line: LabelLine,
    lean: Lean,
}

/// Finds places for all labels, the most needed first.
pub(super) fn place(input: &Trajectory, plot: &Plot) -> LabelField {
    let mut field = field(input, plot);
    let labels = labels(input, plot).into_iter().chain(difference(input, plot));
    let gaps = gaps(&input.points);
    let gaps = gaps.iter().map(|run| gap_wish(input, plot, run));
    for wish in labels.chain(gaps).chain(signs(input, plot)) {
        field.place(&wish);
    }
    field
}

/// What the labels have to keep clear of.
fn field(input: &Trajectory, plot: &Plot) -> LabelField {
    let left = plot.field.left + 2.0;
    let top = if input.periods.is_empty() { 17.0 } else { 34.0 };
    let mut field = LabelField::new(Area { left, top, right: WIDTH, bottom: BOTTOM - 2.0 });
    for run in runs(&input.points) {
        field.add_line(&places(plot, &run));
        places(plot, &run).into_iter().for_each(|at| field.add_mark(at, 3.5));
    }
    input.paths().for_each(|path| field.add_line(&places(plot, path)));
    for segment in input.all_targets() {
        for value in levels(segment.goal) {
            field.add_line(&places(plot, &[(segment.from, value), (segment.to, value)]));
            let (x, y) = plot.at(segment.to, value);
            field.add_line(&[(x - 11.0, y), (x + 11.0, y)]);
        }
    }
    for point in input.points.iter().filter(|point| point.value.is_none()) {
        field.add_mark((plot.x(point.year), GAP), 3.0);
    }
    for mark in input.baselines().chain(&input.expected) {
        field.add_mark(plot.at(mark.year, mark.value), 6.0);
    }
    if let Some(stem) = stem(input, plot) {
        field.add_line(&stem);
    }
    for period in &input.periods {
        let x = boundary(plot, period.from);
        field.add_line(&[(x, TOP), (x, BOTTOM)]);
    }
    field
}

/// The labels of all marks with a value, those of the newest year first.
fn labels(input: &Trajectory, plot: &Plot) -> Vec<Wish> {
    let result = actual(input).map(|(point, value)| result(point, plot.at(point.year, value)));
    let targets = input.all_targets().rev().map(|segment| target(segment, plot));
    let marks = input.expected.iter().chain(input.baselines().rev()).map(|mark| year_mark(mark, plot));
    let all: Vec<Marked> = result.into_iter().chain(targets).chain(marks).chain(earlier(input, plot)).collect();
    let mut columns: Vec<Vec<Marked>> = Vec::new();
    for mark in all.into_iter().filter(|mark| !mark.line.text.is_empty()) {
        match columns.iter_mut().find(|column| (column[0].at.0 - mark.at.0).abs() < 0.5) {
            Some(column) => column.push(mark),
            None => columns.push(vec![mark]),
        }
    }
    columns.into_iter().flat_map(column).collect()
}

fn result(point: &YearValue, at: At) -> Marked {
    Marked { at, clear: 7.0, line: LabelLine { ink: Ink::TextStrong, text: point.label.clone() }, lean: Lean::Above }
}

fn target(segment: &Segment, plot: &Plot) -> Marked {
    let (ink, lean) = match segment.validity {
        Validity::InForce => (Ink::Text, Lean::Below),
        Validity::Superseded => (Ink::TextSoft, Lean::Above),
    };
    Marked { at: plot.at(segment.to, upper(segment.goal)), clear: 3.0, line: LabelLine { ink, text: segment.label.clone() }, lean }
}

fn year_mark(mark: &YearMark, plot: &Plot) -> Marked {
    Marked {
        at: plot.at(mark.year, mark.value),
        clear: 6.0,
        line: LabelLine { ink: Ink::Text, text: mark.label.clone() },
        lean: Lean::Below,
    }
}

/// Labelled values that are not the edition's own.
fn earlier<'a>(input: &'a Trajectory, plot: &'a Plot) -> impl Iterator<Item = Marked> + 'a {
    let own = actual(input).map(|(point, _)| point.year);
    let others = input.points.iter().filter(move |point| Some(point.year) != own);
    let mark = |point: &YearValue| {
        let at = plot.at(point.year, point.value?);
        Some(Marked { at, clear: 4.0, line: LabelLine { ink: Ink::Text, text: point.label.clone() }, lean: Lean::Above })
    };
    others.filter_map(mark)
}

/// The labels of one year: in the order of their marks, and one label where marks touch.
fn column(mut marks: Vec<Marked>) -> Vec<Wish> {
    marks.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    let joint: Vec<&[Marked]> = marks.chunk_by(|a, b| touch(a.at, b.at)).collect();
    let last = joint.len() - 1;
    let between = |above: &[Marked], below: &[Marked]| (foot(above) + below[0].at.1) / 2.0;
    let mut wishes: Vec<Wish> = joint
        .iter()
        .enumerate()
        .map(|(index, marks)| {
            let from = if index == 0 { f64::NEG_INFINITY } else { between(joint[index - 1], marks) };
            let to = if index == last { f64::INFINITY } else { between(marks, joint[index + 1]) };
            let lean = match index {
                _ if last == 0 => marks.iter().find(|mark| mark.line.ink == Ink::TextStrong).unwrap_or(&marks[0]).lean,
                0 => Lean::Above,
                _ if index == last => Lean::Below,
                _ => Lean::Right,
            };
            wish(marks, lean, Heights { from, to })
        })
        .collect();
    // The result finds its place before what it is compared with.
    wishes.sort_by_key(|wish| wish.lines.iter().all(|line| line.ink != Ink::TextStrong));
    wishes
}

/// Height of the lowest of some marks.
fn foot(marks: &[Marked]) -> f64 {
    marks.last().map_or(BOTTOM, |mark| mark.at.1)
}

fn wish(marks: &[Marked], lean: Lean, heights: Heights) -> Wish {
    let (top, bottom) = (marks[0].at.1, foot(marks));
    let clear = marks.iter().map(|mark| mark.clear).fold(0.0, f64::max) + (bottom - top) / 2.0;
    let lines: Vec<LabelLine> = marks.iter().map(|mark| mark.line.clone()).collect();
    let listed = lines.iter().map(|line| line.text.clone()).collect();
    Wish { at: (marks[0].at.0, (top + bottom) / 2.0), clear, lines, listed, lean, weight: Weight::Needed, heights }
}

/// The distance beside the stem between the result and the expected value.
fn difference(input: &Trajectory, plot: &Plot) -> Option<Wish> {
    let [from, to] = stem(input, plot).filter(|[from, to]| !touch(*from, *to))?;
    Some(Wish {
        at: (from.0, (from.1 + to.1) / 2.0),
        clear: 2.0,
        lines: vec![LabelLine { ink: Ink::Text, text: input.difference.clone() }],
        listed: Vec::new(),
        lean: Lean::Right,
        weight: Weight::Extra,
        heights: Heights::ALL,
    })
}

/// Why there is no value, over the crosses of its years.
fn gap_wish(input: &Trajectory, plot: &Plot, run: &[YearValue]) -> Wish {
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let name = |year: i32| input.years.iter().find(|label| label.year == year).map_or("", |label| label.label.as_str());
    let years = if run.len() == 1 { name(first.year).to_owned() } else { format!("{}–{}", name(first.year), name(last.year)) };
    Wish {
        at: ((plot.x(first.year) + plot.x(last.year)) / 2.0, GAP),
        clear: 3.0,
        lines: vec![LabelLine { ink: Ink::TextSoft, text: first.label.clone() }],
        listed: vec![format!("{years} {}", first.label)],
        lean: Lean::Above,
        weight: Weight::Needed,
        heights: Heights::ALL,
    }
}

/// The signs of notes, at the values of their years; where there is none, the sign stands behind the word that says why.
fn signs<'a>(input: &'a Trajectory, plot: &'a Plot) -> impl Iterator<Item = Wish> + 'a {
    let sign = move |note: &YearNote| {
        let point = input.points.iter().find(|point| point.year == note.year)?;
        let at = plot.at(point.year, point.value?);
        let lines = vec![LabelLine { ink: Ink::TextSoft, text: note.sign.clone() }];
        Some(Wish { at, clear: 4.0, lines, listed: Vec::new(), lean: Lean::Below, weight: Weight::Extra, heights: Heights::ALL })
    };
    input.notes.iter().filter_map(sign)
}
