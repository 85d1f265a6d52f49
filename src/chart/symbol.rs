//! Tiles and their symbols: ◎ ○ △ × and the like drawn, anything else as a letter.

use super::canvas::{Anchor, Area, At, Canvas};
use super::text::{TextMeasure, clean, shorten};
use super::{ChartTone, Ink};

/// Radius of a symbol as a share of the width of its tile.
const SYMBOL: f64 = 0.3;

/// Draws tiles of one grade, layer by layer, each with its symbol in the middle.
pub(super) fn tiles(canvas: &Canvas<'_>, tone: ChartTone, symbol: &str, areas: &[Area]) {
    for area in areas {
        ground(canvas, tone, *area);
    }
    let places: Vec<(At, f64)> = areas.iter().map(middle).collect();
    let places = places.iter().filter(|(_, radius)| *radius >= 2.0);
    if needs_paper(tone, symbol) {
        for (at, radius) in places.clone() {
            canvas.circle(Ink::Clear, *at, (radius + 1.7).min(radius / SYMBOL / 2.0 - 1.7));
        }
    }
    for (at, radius) in places {
        mark(canvas, tone, symbol, *at, *radius);
    }
}

/// Middle of a tile and radius of its symbol.
fn middle(area: &Area) -> (At, f64) {
    let at = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
    (at, ((area.right - area.left) * SYMBOL).min(4.5))
}

/// Whether the symbol needs paper under it: on a pattern, and a letter on a middling blue.
fn needs_paper(tone: ChartTone, symbol: &str) -> bool {
    match tone {
        ChartTone::Good => false,
        ChartTone::Fair => !DRAWN.contains(&symbol),
        ChartTone::Poor | ChartTone::Bad | ChartTone::Unjudged => true,
    }
}

/// Frames stand inside their place.
fn ground(canvas: &Canvas<'_>, tone: ChartTone, area: Area) {
    let inset = match tone {
        ChartTone::Good | ChartTone::Fair => 0.0,
        ChartTone::Poor | ChartTone::Bad | ChartTone::Unjudged => 0.8,
    };
    canvas.rect(
        Ink::fill(tone),
        Area { left: area.left + inset, top: area.top + inset, right: area.right - inset, bottom: area.bottom - inset },
    );
}

/// Symbols that are drawn; all others are set as letters.
const DRAWN: [&str; 14] = ["◎", "○", "〇", "△", "▽", "▼", "×", "✕", "✗", "-", "－", "―", "–", "—"];

fn mark(canvas: &Canvas<'_>, tone: ChartTone, symbol: &str, at: At, radius: f64) {
    let ink = Ink::symbol(tone);
    match symbol {
        "◎" => {
            canvas.circle(ink, at, radius);
            canvas.circle(ink, at, radius * 0.4);
        }
        "○" | "〇" => canvas.circle(ink, at, radius),
        "△" => canvas.shape(ink, &triangle(at, radius, -1.0)),
        "▽" | "▼" => canvas.shape(ink, &triangle(at, radius, 1.0)),
        "×" | "✕" | "✗" => cross(canvas, ink, at, radius * 0.78),
        "-" | "－" | "―" | "–" | "—" => canvas.line(ink, &[(at.0 - radius * 0.8, at.1), (at.0 + radius * 0.8, at.1)]),
        letter => text(canvas, tone, letter, at, radius),
    }
}

fn triangle(middle: At, radius: f64, up: f64) -> Vec<At> {
    let (x, y) = middle;
    let base = y - up * radius * 0.78;
    vec![(x, y + up * radius), (x + radius, base), (x - radius, base)]
}

fn cross(canvas: &Canvas<'_>, ink: Ink, middle: At, arm: f64) {
    let (x, y) = middle;
    canvas.line(ink, &[(x - arm, y - arm), (x + arm, y + arm)]);
    canvas.line(ink, &[(x - arm, y + arm), (x + arm, y - arm)]);
}

fn text(canvas: &Canvas<'_>, tone: ChartTone, symbol: &str, middle: At, radius: f64) {
    let ink = match tone {
        ChartTone::Good => Ink::TextOn,
        ChartTone::Fair | ChartTone::Poor | ChartTone::Bad | ChartTone::Unjudged => Ink::TextTile,
    };
    let measure = TextMeasure::of(ink);
    if radius >= 4.0 {
        let letter = shorten(&clean(symbol), &measure, radius * 3.2);
        canvas.text(ink, (middle.0, middle.1 + 4.4), Anchor::Middle, letter.trim_end_matches('…'));
    }
}
