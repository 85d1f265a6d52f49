//! Labels under a bar: flags on the lines of its marks, in lanes, so that none touches another.

use super::canvas::{Anchor, Canvas, Span};
use super::text::{TextMeasure, wrap};
use super::{Ink, Label};

/// Height of a lane: of labels of one row, or of a figure over its word.
const ONE_ROW: f64 = 17.0;
const TWO_ROWS: f64 = 32.0;
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
    /// Where the lines of the flags begin, below the headline.
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
    fn lane(&self) -> f64 {
        let is_high = |flag: &Flag| !flag.label.value.is_empty() && !flag.label.word.is_empty();
        if self.flags.iter().any(is_high) { TWO_ROWS } else { ONE_ROW }
    }

    /// Lower edge of the flags below the headline, in units.
    pub(super) fn bottom(&self) -> f64 {
        let FlagField { top, .. } = self.field;
        match &self.seats {
            Some(seats) => {
                let lanes = seats.iter().map(|seat| seat.lane + 1).max().unwrap_or(0);
                top + self.lane() * lanes as f64
            }
            None => self.list_top() + 8.0 + 15.0 * self.list.len() as f64,
        }
    }

    /// Draws lines and labels under a headline that ends at `head`.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, head: f64) {
        let top = head + self.field.top;
        let Some(seats) = &self.seats else {
            return self.draw_list(canvas, head);
        };
        for (flag, seat) in self.flags.iter().zip(seats) {
            let foot = top + self.lane() * (seat.lane as f64 + 1.0) - 4.0;
            canvas.line(flag.ink, &[(flag.x, top), (flag.x, foot)]);
        }
        for (flag, seat) in self.flags.iter().zip(seats) {
            let Span { left, right } = span(flag, seat.side);
            let x = match seat.side {
                Anchor::Start => left,
                Anchor::Middle => (left + right) / 2.0,
                Anchor::End => right,
            };
            let y = top + self.lane() * seat.lane as f64;
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

    fn draw_list(&self, canvas: &Canvas<'_>, head: f64) {
        let top = head + self.field.top;
        for flag in &self.flags {
            canvas.line(flag.ink, &[(flag.x, top), (flag.x, top + 4.0)]);
        }
        for (row, line) in self.list.iter().enumerate() {
            let y = head + self.list_top() + 17.0 + 15.0 * row as f64;
            canvas.text(Ink::Text, (0.0, y), Anchor::Start, line);
        }
    }
}

/// A headline of one or more lines, and a figure where the bar below ends.
pub(super) struct Headline {
    lines: Vec<String>,
    figure: Vec<String>,
    /// Left end of the figure.
    left: f64,
}

impl Headline {
    /// Breaks both so that they fit a width; the middle of the figure is at `end`, as far as the width allows.
    pub(super) fn new(text: &str, figure: &str, end: f64, width: f64) -> Self {
        let measure = TextMeasure::of(Ink::TextStrong);
        let (lines, figure) = (wrap(text, &measure, width, 3), wrap(figure, &measure, width, 2));
        let widest = figure.iter().map(|line| measure.width(line)).fold(0.0, f64::max);
        Self { lines, figure, left: (end - widest / 2.0).min(width - widest).max(0.0) }
    }

    /// Rows over the figure: it stands in the last row of the headline where there is room.
    fn above(&self) -> usize {
        let last = self.lines.last().map_or(0.0, |line| TextMeasure::of(Ink::TextStrong).width(line) + 10.0);
        if last <= self.left { self.lines.len().saturating_sub(1) } else { self.lines.len() }
    }

    fn rows(&self) -> usize {
        if self.figure.is_empty() { self.lines.len() } else { self.above() + self.figure.len() }
    }

    /// Height over that of one row. A figure stands above the marks of the bar and keeps clear of them.
    pub(super) fn extra(&self) -> f64 {
        17.0 * (self.rows() as f64 - 1.0) + if self.figure.is_empty() { 0.0 } else { 5.0 }
    }

    /// Draws from the upper edge.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        let row = |row: usize| 15.0 + 17.0 * row as f64;
        for (index, line) in self.lines.iter().enumerate() {
            canvas.text(Ink::TextStrong, (0.0, row(index)), Anchor::Start, line);
        }
        for (index, line) in self.figure.iter().enumerate() {
            canvas.text(Ink::TextStrong, (self.left, row(self.above() + index)), Anchor::Start, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Headline;

    #[test]
    fn a_figure_keeps_clear_of_what_is_below_and_beside() {
        let extra = |figure, end| Headline::new("実績 1,378t (R6)", figure, end, 360.0).extra();
        assert_eq!(extra("", 360.0), 0.0);
        assert_eq!(extra("進捗率95.0%", 290.0), 5.0, "beside the headline");
        assert_eq!(extra("進捗率5.0%", 20.0), 22.0, "below it");
        assert_eq!(Headline::new("", "", 0.0, 360.0).extra(), -17.0, "no row at all");
    }

    #[test]
    fn a_figure_stands_over_the_end_of_its_bar_and_inside() {
        let left = |end| Headline::new("", "35.3%", end, 360.0).left;
        assert_eq!(left(0.0), 0.0);
        assert!(left(180.0) > 150.0 && left(180.0) < 180.0);
        assert!(left(360.0) < 340.0);
    }
}
