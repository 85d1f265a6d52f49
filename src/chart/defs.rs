//! Patterns for a page, and charts as files of their own.

use super::Ink;
use super::canvas::{Anchor, ROOT, sheet};
use super::look::{CLASS, light};
use super::text::{TextMeasure, wrap};

/// What stands around a chart in a file of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Bold line over the chart; empty for none.
    pub heading: String,
    /// Small lines under the chart: what its lines are, source, licence, address.
    pub lines: Vec<String>,
}

/// Where a pattern is used.
#[derive(Clone, Copy)]
enum Dress {
    /// In a page, whose style sheet knows its classes.
    Page,
    /// In a file of its own.
    File,
}

/// A pattern.
struct Pattern {
    name: &'static str,
    /// Side of a repeat, in units.
    size: &'static str,
    /// In degrees.
    turn: &'static str,
    /// CSS variables of the colours of the ground and of the thread.
    ground: &'static str,
    thread: &'static str,
    /// Of the thread, in units, and its way.
    width: &'static str,
    way: &'static str,
}

const PATTERNS: [Pattern; 4] = [
    Pattern { name: "poor", size: "6", turn: "45", ground: "--poor-wash", thread: "--poor", width: "1.75", way: "M3 0V6" },
    Pattern { name: "bad", size: "5", turn: "45", ground: "--bad-wash", thread: "--bad", width: "1.5", way: "M2.5 0V5M0 2.5H5" },
    Pattern { name: "none", size: "5", turn: "0", ground: "--paper", thread: "--edge", width: "1.6", way: "M1.7 2.5H3.3" },
    Pattern { name: "more", size: "6", turn: "45", ground: "--paper", thread: "--g5", width: "1.75", way: "M3 0V6" },
];

/// The `<defs>` with the patterns `hatch-poor`, `hatch-bad`, `hatch-none` and `hatch-more`, for one hidden `<svg>` on
/// a page.
pub fn pattern_defs() -> String {
    patterns(Dress::Page)
}

fn patterns(dress: Dress) -> String {
    let patterns: String = PATTERNS.iter().map(|pattern| one_pattern(pattern, dress)).collect();
    format!("<defs>{patterns}</defs>")
}

fn one_pattern(pattern: &Pattern, dress: Dress) -> String {
    let Pattern { name, size, turn, ground: wash, thread, width, way } = pattern;
    let (ground, line) = match dress {
        Dress::Page => (format!(r#"class="w-{name}" fill="none""#), format!(r#"class="h-{name}" stroke="currentColor""#)),
        Dress::File => (format!(r#"fill="{}""#, light(wash)), format!(r#"stroke="{}" stroke-width="{width}""#, light(thread))),
    };
    format!(
        r#"<pattern id="hatch-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" patternTransform="rotate({turn})"><rect {ground} width="{size}" height="{size}"/><path {line} d="{way}"/></pattern>"#
    )
}

/// Makes a chart of this room a file of its own: colours, patterns, white ground, a heading and its source.
pub fn standalone(svg: &str, caption: &Caption) -> String {
    let (width, height) = size(svg);
    let heading = wrap(&caption.heading, &TextMeasure::of(Ink::TextStrong), width, 3);
    let measure = TextMeasure::of(Ink::TextSmall);
    let lines: Vec<String> = caption.lines.iter().flat_map(|line| wrap(line, &measure, width, 4)).collect();
    let above = match heading.len() {
        0 => 0.0,
        lines => 20.0 * lines as f64 + 8.0,
    };
    let below = height + 8.0;
    // plotters cuts what lies above its area, so the heading is drawn from 0 downwards and moved up as a whole.
    let mut over = sheet(width, |canvas| {
        for (row, line) in heading.iter().enumerate() {
            canvas.text(Ink::TextStrong, (0.0, 20.0 * row as f64 + 20.0), Anchor::Start, line);
        }
    });
    let mut under = sheet(width, |canvas| {
        for (row, line) in lines.iter().enumerate() {
            canvas.text(Ink::TextSmall, (0.0, below + 10.0 + 13.0 * row as f64), Anchor::Start, line);
        }
    });
    let words = match over.close() {
        "" => under.close().to_owned(),
        heading => format!(r#"<g transform="translate(0 {})">{heading}</g>{}"#, -above - 12.0, under.close()),
    };
    let foot = if lines.is_empty() { 0.0 } else { 12.0 + 13.0 * lines.len() as f64 };
    let around = Around { top: -above - 12.0, width: width + 24.0, height: height + above + foot + 24.0 };
    dress(svg, &around, &words)
}

/// View box of the file, in units; it begins 12 units to the left of the chart.
struct Around {
    top: f64,
    width: f64,
    height: f64,
}

fn dress(svg: &str, around: &Around, words: &str) -> String {
    let Around { top, width, height } = around;
    let opening = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 {top} {width} {height}" width="{}" height="{}" fill="#545b66" font-size="12" font-family="Noto Sans JP,Noto Sans CJK JP,BIZ UDPGothic,Hiragino Sans,Yu Gothic UI,Meiryo,sans-serif""##,
        width * 2.0,
        height * 2.0
    );
    let ground = format!(r##"{}<path fill="#fff" d="M-12 {top}h{width}v{height}h-{width}z"/>"##, patterns(Dress::File));
    let rest = svg.split_once(ROOT).map_or(svg, |(_, rest)| rest);
    let (head, body) = split_head(rest);
    let body = in_file(&[body, words].concat()).replacen("</svg>", "", 1);
    [&opening, head, &ground, &body, "</svg>\n"].concat()
}

/// Puts the attributes of a file of its own in the place of a page's classes, in one pass.
fn in_file(svg: &str) -> String {
    let mut dressed = String::with_capacity(svg.len() * 2);
    let mut rest = svg;
    while let Some(at) = rest.find(CLASS) {
        let (before, from) = rest.split_at(at);
        dressed.push_str(before);
        let class = from[CLASS.len()..].split('"').next().filter(|class| !class.is_empty());
        let looks = Ink::ALL.iter().map(|ink| ink.look()).filter(|look| Some(look.class) == class);
        rest = match looks.filter_map(|look| Some((look, look.after(from)?))).next() {
            Some((look, after)) => {
                dressed.push_str(&look.in_file());
                after
            }
            None => {
                dressed.push_str(CLASS);
                &from[CLASS.len()..]
            }
        };
    }
    dressed + rest
}

/// The rest of a chart's opening with title and description, and its inside.
fn split_head(rest: &str) -> (&str, &str) {
    let end = match rest.find("</desc>") {
        Some(at) => at + "</desc>".len(),
        None => rest.find('>').map_or(0, |at| at + 1),
    };
    rest.split_at(end)
}

fn size(svg: &str) -> (f64, f64) {
    let numbers = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next());
    let mut numbers = numbers.unwrap_or_default().split(' ').map(|number| number.parse().unwrap_or(0.0));
    (numbers.next().unwrap_or(0.0), numbers.next().unwrap_or(0.0))
}
