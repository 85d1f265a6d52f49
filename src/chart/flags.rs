//! Labels under a bar: flags on the lines of its marks, in lanes, so that none touches another.

use super::canvas::{Anchor, Canvas, Span};
use super::text::{TextMeasure, wrap};
use super::{Ink, Label};

/// Height of a lane: a figure and its word.
const LANE: f64 = 32.0;
/// Distance of a flag from its line.
const GAP: f64 = 5.0;
/// Lanes to try before the flags become a list.
const LANES: usize = 3;

/// A label that belongs to a place on the bar.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// Place of the mark, in units.
    pub(super) x: f64,
    /// Side of its line on which it had rather stand.
    pub(super) side: Anchor,
    pub(super) label: Label,
    /// Role of its line.
    pub(super) ink: Ink,
}

/// Where the flags go.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlagField {
    pub(super) width: f64,
    /// Where the lines of the flags begin.
    pub(super) top: f64,
    /// A stretch of the first lane that is taken.
    pub(super) taken: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    lane: usize,
    side: Anchor,
}

/// Flags that have found their places.
pub(super) struct Flags {
    flags: Vec<Flag>,
    field: FlagField,
    seats: Option<Vec<Seat>>,
    list: Vec<String>,
}

/// Finds places: as few lanes as possible, preferred sides first; a list where no lanes are enough.
pub(super) fn seat(flags: Vec<Flag>, field: FlagField) -> Flags {
    let seats = (1..=LANES).find_map(|lanes| {
        let mut seats = Vec::new();
        search(&flags, &field, lanes, &mut seats).then_some(seats)
    });
    let list = match seats {
        Some(_) => Vec::new(),
        None => list(&flags, field.width),
    };
    Flags { flags, field, seats, list }
}

fn list(flags: &[Flag], width: f64) -> Vec<String> {
    let measure = TextMeasure::of(Ink::Text);
    flags.iter().map(|flag| format!("{} {}", flag.label.word, flag.label.value)).flat_map(|line| wrap(&line, &measure, width, 3)).collect()
}

fn search(flags: &[Flag], field: &FlagField, lanes: usize, seats: &mut Vec<Seat>) -> bool {
    let Some(flag) = flags.get(seats.len()) else {
        return true;
    };
    let other = match flag.side {
        Anchor::End => Anchor::Start,
        Anchor::Start | Anchor::Middle => Anchor::End,
    };
    for lane in 0..lanes {
        for side in [flag.side, other] {
            let seat = Seat { lane, side };
            if fits(flags, field, seats, seat) {
                seats.push(seat);
                if search(flags, field, lanes, seats) {
                    return true;
                }
                seats.pop();
            }
        }
    }
    false
}

fn fits(flags: &[Flag], field: &FlagField, seats: &[Seat], seat: Seat) -> bool {
    let flag = &flags[seats.len()];
    let span = span(flag, seat.side);
    let inside = span.left >= 0.0 && span.right <= field.width;
    let free = seat.lane > 0 || field.taken.is_none_or(|taken| apart(span, taken));
    inside
        && free
        && flags.iter().zip(seats).all(|(other, at)| {
            let theirs = self::span(other, at.side);
            (at.lane != seat.lane || apart(span, theirs))
                && (at.lane > seat.lane || !crosses(flag.x, theirs))
                && (seat.lane > at.lane || !crosses(other.x, span))
        })
}

fn span(flag: &Flag, side: Anchor) -> Span {
    let measure = TextMeasure::of(Ink::Text);
    let width = measure.width(&flag.label.value).max(measure.width(&flag.label.word));
    match side {
        Anchor::Start => Span { left: flag.x + GAP, right: flag.x + GAP + width },
        Anchor::Middle => Span { left: flag.x - width / 2.0, right: flag.x + width / 2.0 },
        Anchor::End => Span { left: flag.x - GAP - 1.0 - width, right: flag.x - GAP - 1.0 },
    }
}

fn apart(a: Span, b: Span) -> bool {
    a.right + 6.0 <= b.left || b.right + 6.0 <= a.left
}

fn crosses(x: f64, span: Span) -> bool {
    x > span.left - 3.0 && x < span.right + 3.0
}

impl Flags {
    /// Lower edge of the flags, in units.
    pub(super) fn bottom(&self) -> f64 {
        let FlagField { top, .. } = self.field;
        match &self.seats {
            Some(seats) => {
                let lanes = seats.iter().map(|seat| seat.lane + 1).max().unwrap_or(0);
                top + LANE * lanes as f64
            }
            None => self.list_top() + 8.0 + 15.0 * self.list.len() as f64,
        }
    }

    /// Draws lines and labels.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        let FlagField { top, .. } = self.field;
        let Some(seats) = &self.seats else {
            return self.draw_list(canvas);
        };
        for (flag, seat) in self.flags.iter().zip(seats) {
            let foot = top + LANE * (seat.lane as f64 + 1.0) - 4.0;
            canvas.line(flag.ink, &[(flag.x, top), (flag.x, foot)]);
        }
        for (flag, seat) in self.flags.iter().zip(seats) {
            let Span { left, right } = span(flag, seat.side);
            let x = match seat.side {
                Anchor::Start => left,
                Anchor::Middle => (left + right) / 2.0,
                Anchor::End => right,
            };
            let y = top + LANE * seat.lane as f64;
            let value = if flag.label.value.is_empty() { 0.0 } else { 12.0 };
            canvas.text(Ink::Text, (x, y + value), seat.side, &flag.label.value);
            canvas.text(Ink::TextSoft, (x, y + value + 15.0 - (12.0 - value) / 4.0), seat.side, &flag.label.word);
        }
    }

    /// Upper edge of the list: below what is taken of the first lane.
    fn list_top(&self) -> f64 {
        let taken = if self.field.taken.is_some() { 8.0 } else { 0.0 };
        self.field.top + taken
    }

    fn draw_list(&self, canvas: &Canvas<'_>) {
        let FlagField { top, .. } = self.field;
        for flag in &self.flags {
            canvas.line(flag.ink, &[(flag.x, top), (flag.x, top + 4.0)]);
        }
        for (row, line) in self.list.iter().enumerate() {
            let y = self.list_top() + 17.0 + 15.0 * row as f64;
            canvas.text(Ink::Text, (0.0, y), Anchor::Start, line);
        }
    }
}

/// A headline of one or more lines with a figure at its right end.
pub(super) struct Headline {
    lines: Vec<String>,
    figure: Vec<String>,
    width: f64,
}

impl Headline {
    /// Breaks the headline so that it keeps clear of the figure.
    pub(super) fn new(text: &str, figure: &str, width: f64) -> Self {
        let measure = TextMeasure::of(Ink::TextStrong);
        let room = measure.width(figure);
        let beside = if room > 0.0 && room < width / 2.0 { width - room - 10.0 } else { width };
        let lines = wrap(text, &measure, beside, 3);
        let figure = wrap(figure, &measure, width, 2);
        Self { lines, figure, width }
    }

    fn below(&self) -> usize {
        let measure = TextMeasure::of(Ink::TextStrong);
        let wide = self.figure.iter().any(|line| measure.width(line) >= self.width / 2.0);
        if wide { self.lines.len() } else { 0 }
    }

    fn rows(&self) -> usize {
        self.lines.len().max(self.below() + self.figure.len()).max(1)
    }

    /// Height over that of one row. A figure stands above the marks of the target and keeps clear of them.
    pub(super) fn extra(&self) -> f64 {
        17.0 * (self.rows() - 1) as f64 + if self.figure.is_empty() { 0.0 } else { 5.0 }
    }

    /// Draws from the upper edge.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        for (row, line) in self.lines.iter().enumerate() {
            canvas.text(Ink::TextStrong, (0.0, 15.0 + 17.0 * row as f64), Anchor::Start, line);
        }
        for (row, line) in self.figure.iter().enumerate() {
            let y = 15.0 + 17.0 * (row + self.below()) as f64;
            canvas.text(Ink::TextStrong, (self.width, y), Anchor::End, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Headline;

    #[test]
    fn a_figure_keeps_clear_of_what_is_below() {
        let extra = |figure| Headline::new("実績 1,378t (R6)", figure, 360.0).extra();
        assert_eq!(extra(""), 0.0);
        assert!(extra("進捗率95.0%") > 0.0);
        assert!(extra("年度目標に対する達成率95.0%") > 17.0, "more than another row");
    }
}
