//! The labels of a trajectory: what each wants, and what they keep clear of.

use super::Ink;
use super::canvas::{Area, At};
use super::placing::{LabelField, Lean, Weight, Wish};
use super::scale::Plot;
use super::trajectory::{
    BOTTOM, Segment, TOP, Trajectory, Validity, WIDTH, YearMark, YearValue, boundary, latest, levels, places, runs, stem, upper,
};

/// Finds places for all labels, the most needed first.
pub(super) fn place(input: &Trajectory, plot: &Plot) -> LabelField {
    let mut field = field(input, plot);
    let main = latest_wish(input, plot).into_iter().chain(input.targets.iter().rev().map(|segment| target_wish(segment, plot)));
    let marks = expected_wishes(input, plot).into_iter().chain(input.baseline.iter().map(|mark| mark_wish(mark, plot)));
    for wish in main.chain(marks).chain(notes(input, plot)).chain(values(input, plot)) {
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
    field.add_line(&places(plot, &input.path));
    for segment in &input.targets {
        for value in levels(segment.goal) {
            field.add_line(&places(plot, &[(segment.from, value), (segment.to, value)]));
            let (x, y) = plot.at(segment.to, value);
            field.add_line(&[(x - 11.0, y), (x + 11.0, y)]);
        }
    }
    for mark in input.baseline.iter().chain(&input.expected) {
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

fn latest_wish(input: &Trajectory, plot: &Plot) -> Option<Wish> {
    let point = latest(input)?;
    let at = plot.at(point.year, point.value?);
    Some(Wish { at, clear: 7.0, ink: Ink::TextStrong, text: point.label.clone(), lean: Lean::Above, weight: Weight::Needed })
}

fn target_wish(segment: &Segment, plot: &Plot) -> Wish {
    let (ink, lean) = match segment.validity {
        Validity::InForce => (Ink::Text, Lean::Below),
        Validity::Superseded => (Ink::TextSoft, Lean::Above),
    };
    let at = plot.at(segment.to, upper(segment.goal));
    Wish { at, clear: 3.0, ink, text: segment.label.clone(), lean, weight: Weight::Needed }
}

fn mark_wish(mark: &YearMark, plot: &Plot) -> Wish {
    let at = plot.at(mark.year, mark.value);
    Wish { at, clear: 6.0, ink: Ink::Text, text: mark.label.clone(), lean: Lean::Below, weight: Weight::Needed }
}

fn expected_wishes(input: &Trajectory, plot: &Plot) -> Vec<Wish> {
    let Some(mark) = &input.expected else {
        return Vec::new();
    };
    let wish = mark_wish(mark, plot);
    let latest = latest(input).filter(|point| point.year == mark.year).and_then(|point| point.value);
    let between = latest.map(|value| {
        let (x, y) = plot.at(mark.year, value);
        Wish {
            at: (x, (y + wish.at.1) / 2.0),
            clear: 2.0,
            ink: Ink::Text,
            text: input.difference.clone(),
            lean: Lean::Right,
            weight: Weight::Extra,
        }
    });
    [wish].into_iter().chain(between).collect()
}

fn note(at: At, text: &str, lean: Lean) -> Wish {
    Wish { at, clear: 3.0, ink: Ink::TextSoft, text: text.to_owned(), lean, weight: Weight::Extra }
}

fn notes(input: &Trajectory, plot: &Plot) -> Option<Wish> {
    let gap = input.points.iter().find(|point| point.value.is_none());
    gap.map(|point| note((plot.x(point.year), BOTTOM - 6.0), &input.gap_note, Lean::Above))
}

/// Labels of earlier values, as far as there is room.
fn values(input: &Trajectory, plot: &Plot) -> Vec<Wish> {
    let last = latest(input);
    let earlier = input.points.iter().filter(|point| Some(*point) != last);
    let wish = |point: &YearValue| point.value.map(|value| note(plot.at(point.year, value), &point.label, Lean::Above));
    earlier.filter_map(wish).collect()
}
