//! The board: every indicator of an edition as a cell of one picture, goals as rows.

use super::canvas::{Anchor, Area, At, Canvas, Drawing, framed};
use super::sparkline::{self, Sparkline};
use super::text::{TextMeasure, shorten, wrap};
use super::{ChartFrame, Ink, Label, Tile, symbol};

/// Cells in one row; more go on in the next.
const ROW: usize = 7;
const CELL: At = (172.0, 132.0);
const GAP: f64 = 12.0;
/// Height of the heading of a goal.
const HEADING: f64 = 30.0;
const WIDTH: f64 = ROW as f64 * (CELL.0 + GAP) - GAP;

/// All indicators of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// What the picture says without being seen.
    pub frame: ChartFrame,
    /// The goals, in order.
    pub rows: Vec<BoardRow>,
}

/// The indicators of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// Finished heading, "基本目標1 …".
    pub heading: String,
    /// Its indicators, in order.
    pub cells: Vec<BoardCell>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardCell {
    /// Where its page is, from the picture's own place.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its record; `None` where it has no numbers.
    pub record: Option<Sparkline>,
    /// First figure of the record, with its year.
    pub first: Label,
    /// Result, with its year.
    pub last: Label,
    /// Finished target, "目標 150万人 R6"; may be empty.
    pub target: String,
    /// Its grade, with the word as the tile's name; `None` where there are no grades.
    pub grade: Option<Tile>,
}

/// Draws a board, 1276 units wide: for a sheet of paper, or as a file.
pub fn board(input: &Board) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Board) -> Drawing {
    let whole: f64 = input.rows.iter().map(height).sum();
    framed(&input.frame, (WIDTH, whole.max(1.0)), |canvas| {
        let mut top = 0.0;
        for row in &input.rows {
            draw_row(canvas, row, top);
            top += height(row);
        }
    })
}

fn height(row: &BoardRow) -> f64 {
    HEADING + row.cells.len().div_ceil(ROW) as f64 * (CELL.1 + GAP)
}

fn draw_row(canvas: &Canvas<'_>, row: &BoardRow, top: f64) {
    let heading = shorten(&row.heading, &TextMeasure::of(Ink::TextStrong), WIDTH);
    canvas.line(Ink::Brace, &[(0.0, top + 2.0), (WIDTH, top + 2.0)]);
    canvas.text(Ink::TextStrong, (0.0, top + 20.0), Anchor::Start, &heading);
    for (index, cell) in row.cells.iter().enumerate() {
        let corner = ((index % ROW) as f64 * (CELL.0 + GAP), top + HEADING + (index / ROW) as f64 * (CELL.1 + GAP));
        canvas.linked(&cell.href, || draw_cell(canvas, cell, corner));
    }
}

fn draw_cell(canvas: &Canvas<'_>, cell: &BoardCell, corner: At) {
    let (left, top) = corner;
    let name = TextMeasure::of(Ink::Text);
    for (row, line) in wrap(&cell.name, &name, CELL.0, 2).iter().enumerate() {
        canvas.text(Ink::Text, (left, top + 12.0 + 15.0 * row as f64), Anchor::Start, line);
    }
    if let Some(record) = &cell.record {
        sparkline::draw_in(canvas, record, (left, top + 34.0));
    }
    draw_ends(canvas, cell, (left, top + 78.0));
    canvas.text(Ink::TextSoft, (left, top + 96.0), Anchor::Start, &shorten(&cell.target, &TextMeasure::of(Ink::TextSoft), CELL.0));
    if let Some(grade) = &cell.grade {
        let tile = Area { left, top: top + 103.0, right: left + 15.0, bottom: top + 119.0 };
        symbol::tiles(canvas, grade.tone, &grade.symbol, &[tile]);
        let label = shorten(&grade.name, &TextMeasure::of(Ink::TextStrong), CELL.0 - 22.0);
        canvas.text(Ink::TextStrong, (left + 21.0, top + 115.5), Anchor::Start, &label);
    }
}

/// First figure and result, each with its year; the result alone where both do not fit.
fn draw_ends(canvas: &Canvas<'_>, cell: &BoardCell, start: At) {
    let (left, y) = start;
    let (soft, strong) = (TextMeasure::of(Ink::TextSoft), TextMeasure::of(Ink::TextStrong));
    let written = |label: &Label| [label.word.as_str(), label.value.as_str()].join(" ").trim().to_owned();
    let first = if cell.first.value.is_empty() { String::new() } else { written(&cell.first) + " →" };
    let last = shorten(&written(&cell.last), &strong, CELL.0);
    let room = CELL.0 - strong.width(&last) - 5.0;
    let shown = if soft.width(&first) <= room { first } else { String::new() };
    let x = if shown.is_empty() { left } else { left + soft.width(&shown) + 5.0 };
    canvas.text(Ink::TextSoft, (left, y), Anchor::Start, &shown);
    canvas.text(Ink::TextStrong, (x, y), Anchor::Start, &last);
}
