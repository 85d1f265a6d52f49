//! The strip of a report: a tile for each indicator, in the order of the grades, as wide as its place.

use std::fmt::Write;

use super::tally::Tile;
use super::text::escape;
use super::{Ink, canvas};

/// Most tiles that are set apart from their neighbours of the same grade.
const SET_APART: usize = 120;

/// The indicators of a report, one tile each, in the order of the grades.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Their symbols are not drawn: a list of the grades stands beside the strip.
    pub tiles: Vec<Tile>,
}

/// Draws the tiles side by side. Widths are shares of the whole, so that any number of tiles fills its place, and neither patterns nor
/// the gaps between grades are stretched.
pub fn strip(input: &Strip) -> String {
    let count = input.tiles.len();
    let share = |place: usize| place as f64 * 100.0 / count.max(1) as f64;
    let joined = if count > SET_APART { r#" class="joined""# } else { "" };
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg"{joined} width="100%" height="40"{} aria-hidden="true" focusable="false">"#,
        canvas::ROOT
    );
    for (place, tile) in input.tiles.iter().enumerate() {
        let role = Ink::fill(tile.tone).look().in_page();
        let name = if tile.name.is_empty() { String::new() } else { format!("<title>{}</title>", escape(&tile.name)) };
        // Writing to a string gives no error worth a branch.
        let _ = write!(svg, r#"<rect{role} x="{:.3}%" y="1" width="{:.3}%" height="38">{name}</rect>"#, share(place), share(1));
    }
    for place in (1..count).filter(|place| input.tiles[place - 1].differs(&input.tiles[*place])) {
        let (role, x) = (Ink::Halo.look().in_page(), share(place));
        let _ = write!(svg, r#"<line{role} x1="{x:.3}%" x2="{x:.3}%" y1="0" y2="40"/>"#);
    }
    svg + "</svg>"
}

impl Tile {
    /// Whether the tile is of another grade.
    fn differs(&self, other: &Self) -> bool {
        (self.tone, &self.symbol, &self.name) != (other.tone, &other.symbol, &other.name)
    }
}
