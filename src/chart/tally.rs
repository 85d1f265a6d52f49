//! The row of tiles on a goal's card: one for each indicator.

use super::ChartTone;
use super::canvas::{Canvas, Drawing, area, hidden};
use super::symbol;

/// Tiles in one row; more go on in the next.
const ROW: usize = 21;

/// The indicators of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// One tile for each, in the order of the grades.
    pub tiles: Vec<Tile>,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its grade.
    pub tone: ChartTone,
    /// The grade's symbol, "◎", or a letter.
    pub symbol: String,
    /// Name to show where the tile is pointed at; may be empty.
    pub name: String,
}

/// Draws the tiles, 15×16 each and 17 apart.
pub fn tally(input: &Tally) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Tally) -> Drawing {
    let count = input.tiles.len().max(1);
    let rows = count.div_ceil(ROW) as f64;
    let size = (17.0 * count.min(ROW) as f64 - 2.0, 18.0 * rows - 2.0);
    hidden(size, |canvas| {
        for (index, tile) in input.tiles.iter().enumerate() {
            canvas.named(&tile.name, || place(canvas, tile, index));
        }
    })
}

fn place(canvas: &Canvas<'_>, tile: &Tile, index: usize) {
    let (left, top) = (17.0 * (index % ROW) as f64, 18.0 * (index / ROW) as f64);
    let area = area(left, top, left + 15.0, top + 16.0);
    symbol::tiles(canvas, tile.tone, &tile.symbol, &[area]);
}
