//! How grades and time are drawn: the tiles in one row with labels under it while there is room, else in a list.

use super::canvas::{Anchor, Area, Canvas, Drawing, area, framed};
use super::grades::{Brace, GradeGroup, Grades, PlanYear, Time};
use super::text::{TextMeasure, wrap};
use super::year_axis::{self, YearLabel};
use super::{Ink, TargetOutcome, symbol};

/// Width of the picture, in units.
const WIDTH: f64 = 360.0;
/// Space between two grades.
const BETWEEN: f64 = 8.0;

/// Draws grades and time, 360 units wide.
pub fn grades(input: &Grades) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Grades) -> Drawing {
    let rows = layout(input);
    let height = rows.bottom + input.time.as_ref().map_or(0.0, time_height);
    framed(&input.frame, (WIDTH, height), |canvas| {
        rows.draw(canvas, input);
        if let Some(time) = &input.time {
            draw_time(canvas, time, rows.bottom);
        }
    })
}

fn title(time: &Time) -> Vec<String> {
    wrap(&time.title, &TextMeasure::of(Ink::TextStrong), WIDTH - 1.0, 3)
}

fn time_height(time: &Time) -> f64 {
    16.0 + 18.0 * title(time).len() as f64 + 34.0
}

fn draw_time(canvas: &Canvas<'_>, time: &Time, top: f64) {
    canvas.line(Ink::Grid, &[(1.0, top + 2.0), (WIDTH - 1.0, top + 2.0)]);
    let lines = title(time);
    for (index, line) in lines.iter().enumerate() {
        canvas.text(Ink::TextStrong, (1.0, top + 24.0 + 18.0 * index as f64), Anchor::Start, line);
    }
    let top = top + 15.0 + 18.0 * lines.len() as f64;
    let pitch = (WIDTH + 1.0) / time.years.len().max(1) as f64;
    let mut labels = Vec::new();
    for (index, year) in time.years.iter().enumerate() {
        let (ink, text) = match year {
            PlanYear::Past(text) => (Ink::Past, text),
            PlanYear::Future(text) => (Ink::Future, text),
        };
        let left = 1.0 + pitch * index as f64;
        canvas.rect(ink, area(left, top, left + pitch - 3.0, top + 12.0));
        labels.push(YearLabel { x: left + (pitch - 3.0) / 2.0, text: text.clone() });
    }
    year_axis::draw(canvas, &labels, WIDTH, top + 28.0);
}

/// The first layout that has room for every label.
fn layout(input: &Grades) -> Layout<'_> {
    let row = row(input, Gap::Even).or_else(|| row(input, Gap::Label));
    row.unwrap_or_else(|| list(input))
}

/// Tiles of one grade and its label.
struct Block<'a> {
    group: &'a GradeGroup,
    number: usize,
    /// Left edge of the first tile.
    left: f64,
    /// Left edge of the label.
    label: f64,
    top: f64,
    lines: Vec<String>,
}

/// A brace over the tiles that it sums up.
struct PlacedBrace<'a> {
    brace: &'a Brace,
    left: f64,
    right: f64,
    /// At which end its text begins.
    anchor: Anchor,
}

/// Where tiles, labels and braces go.
struct Layout<'a> {
    blocks: Vec<Block<'a>>,
    braces: Vec<PlacedBrace<'a>>,
    pitch: f64,
    tall: f64,
    per_row: usize,
    /// Lower edge.
    bottom: f64,
}

fn shown(input: &Grades) -> Vec<(usize, &GradeGroup)> {
    let groups = input.groups.iter().enumerate();
    groups.filter(|(_, group)| !group.names.is_empty()).collect()
}

/// What keeps two grades apart in one row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A small space, the same everywhere.
    Even,
    /// As much as the label under the tiles takes.
    Label,
}

/// All tiles in one row with their labels under them; nothing where that is too tight.
fn row(input: &Grades, gap: Gap) -> Option<Layout<'_>> {
    let groups = shown(input);
    let count = groups.iter().map(|(_, group)| group.names.len()).sum::<usize>().max(1) as f64;
    let gaps = BETWEEN * groups.len().saturating_sub(1) as f64;
    let pitch = match gap {
        Gap::Even => ((WIDTH - gaps) / count).min(26.0),
        Gap::Label => 17.0,
    };
    let top = if input.braces.is_empty() { 2.0 } else { 34.0 };
    let blocks = blocks(input, groups, gap, pitch).filter(|_| pitch >= 9.5)?;
    let rows = blocks.iter().map(|block| block.lines.len()).max().unwrap_or(0);
    let bottom = top + 36.0 + 27.0 + 14.0 * rows as f64 + 6.0;
    let layout = Layout { blocks, braces: Vec::new(), pitch, tall: 36.0, per_row: usize::MAX, bottom };
    layout.spread()?.brace(input)
}

/// How wide the widest word of a label is that is written with spaces, so that it is not broken within ("Effectiv-e").
fn widest_word(label: &str, measure: &TextMeasure) -> f64 {
    label.split(' ').filter(|word| word.is_ascii()).map(|word| measure.width(word)).fold(0.0, f64::max).min(110.0)
}

/// The grades side by side; nothing where they are too wide.
fn blocks<'a>(input: &'a Grades, groups: Vec<(usize, &'a GradeGroup)>, gap: Gap, pitch: f64) -> Option<Vec<Block<'a>>> {
    let top = if input.braces.is_empty() { 2.0 } else { 34.0 };
    let mut left = 1.0;
    let mut blocks = Vec::new();
    for (number, group) in groups {
        let tiles = pitch * group.names.len() as f64;
        let measure = TextMeasure::of(Ink::Text);
        let lines = wrap(&group.label, &measure, tiles.max(52.0).max(widest_word(&group.label, &measure)), 3);
        let block = Block { group, number, left, label: left, top, lines };
        let wide = tiles.max(label_width(&block)) + 12.0;
        blocks.push(block);
        left = match gap {
            Gap::Even => left + tiles + BETWEEN,
            Gap::Label => (left + wide).max(brace_end(input, &blocks)),
        };
    }
    (left <= WIDTH + 15.0).then_some(blocks)
}

/// Where the next grade may begin, so that the brace that ends with the last block has room for its text.
fn brace_end(input: &Grades, blocks: &[Block<'_>]) -> f64 {
    let number = blocks.last().map_or(0, |block| block.number);
    let brace = input.braces.iter().find(|brace| (brace.first..=brace.last).contains(&number));
    brace.map_or(0.0, |brace| {
        let first = blocks.iter().find(|block| block.number >= brace.first);
        first.map_or(0.0, |block| block.left) + TextMeasure::of(Ink::TextStrong).width(&brace.text) + 14.0
    })
}

/// Width of a grade's label.
fn label_width(block: &Block<'_>) -> f64 {
    let widths = block.lines.iter().map(|line| TextMeasure::of(Ink::Text).width(line));
    widths.fold(count_width(block.group), f64::max)
}

fn count_width(group: &GradeGroup) -> f64 {
    TextMeasure::of(Ink::TextBig).width(&group.count) + 5.0 + TextMeasure::of(Ink::TextSymbol).width(&group.symbol)
}

impl<'a> Layout<'a> {
    /// Moves the labels apart, from the right; nothing where one would leave its tiles.
    fn spread(mut self) -> Option<Self> {
        let mut edge = WIDTH;
        for block in self.blocks.iter_mut().rev() {
            let width = label_width(block);
            block.label = block.left.min(edge - width);
            edge = block.label - 12.0;
            let (start, end) = (block.label, block.label + width);
            if start < 0.0 || end < block.left + self.pitch / 2.0 || start > block.left + width {
                return None;
            }
        }
        Some(self)
    }

    /// Places the braces; nothing where their texts would touch.
    fn brace(mut self, input: &'a Grades) -> Option<Self> {
        let mut edge = 0.0;
        for brace in &input.braces {
            let within = |block: &&Block<'_>| (brace.first..=brace.last).contains(&block.number);
            let (Some(first), Some(last)) = (self.blocks.iter().find(within), self.blocks.iter().rfind(within)) else {
                continue;
            };
            let (left, right) = (first.left, last.left + self.pitch * last.group.names.len() as f64 - 2.0);
            let width = TextMeasure::of(Ink::TextStrong).width(&brace.text);
            let anchor = if left + width <= WIDTH { Anchor::Start } else { Anchor::End };
            let start = if anchor == Anchor::Start { left } else { right - width };
            if start < edge || start + width > WIDTH {
                return None;
            }
            edge = start + width + 8.0;
            self.braces.push(PlacedBrace { brace, left, right, anchor });
        }
        Some(self)
    }

    /// Draws tiles, labels and braces.
    fn draw(&self, canvas: &Canvas<'_>, input: &Grades) {
        for PlacedBrace { brace, left, right, anchor } in &self.braces {
            let x = if *anchor == Anchor::Start { *left } else { *right };
            canvas.line(Ink::Brace, &[(*left, 29.0), (*left, 24.0), (*right, 24.0), (*right, 29.0)]);
            canvas.text(ink(brace), (x, 17.0), *anchor, &brace.text);
        }
        if self.per_row != usize::MAX {
            draw_sums(canvas, input);
        }
        for block in &self.blocks {
            self.draw_tiles(canvas, block);
            if self.per_row == usize::MAX {
                draw_count(canvas, block);
            } else {
                draw_heading(canvas, block);
            }
        }
    }

    /// Tiles with names are drawn one by one, all others layer by layer: that takes a fraction of the bytes.
    fn draw_tiles(&self, canvas: &Canvas<'_>, block: &Block<'_>) {
        let group = block.group;
        let areas: Vec<Area> = (0..group.names.len()).map(|index| self.tile(block, index)).collect();
        if group.names.iter().all(String::is_empty) {
            return symbol::tiles(canvas, group.tone, &group.symbol, &areas);
        }
        for (name, area) in group.names.iter().zip(areas) {
            canvas.named(name, || {
                symbol::tiles(canvas, group.tone, &group.symbol, &[area]);
            });
        }
    }

    fn tile(&self, block: &Block<'_>, index: usize) -> Area {
        let left = block.left + self.pitch * (index % self.per_row) as f64;
        let top = block.top + 18.0 * (index / self.per_row) as f64;
        area(left, top, left + self.pitch - 2.0, top + self.tall)
    }
}

fn ink(brace: &Brace) -> Ink {
    match brace.outcome {
        TargetOutcome::Met => Ink::TextGood,
        TargetOutcome::NotMet => Ink::TextLook,
        TargetOutcome::Unknown => Ink::TextStrong,
    }
}

/// Count and symbol, and the grade's name, under its tiles.
fn draw_count(canvas: &Canvas<'_>, block: &Block<'_>) {
    let group = block.group;
    let symbol = block.label + TextMeasure::of(Ink::TextBig).width(&group.count) + 5.0;
    canvas.text(Ink::TextBig, (block.label, block.top + 61.0), Anchor::Start, &group.count);
    canvas.text(Ink::TextSymbol, (symbol, block.top + 60.0), Anchor::Start, &group.symbol);
    for (index, line) in block.lines.iter().enumerate() {
        let at = (block.label, block.top + 78.0 + 14.0 * index as f64);
        canvas.text(Ink::Text, at, Anchor::Start, line);
    }
}

/// Each grade with a line of its own and as many rows of tiles as it takes.
fn list(input: &Grades) -> Layout<'_> {
    let measure = TextMeasure::of(Ink::TextStrong);
    let sums = sums(input).len() as f64;
    let mut top = if sums > 0.0 { 20.0 * sums + 8.0 } else { 0.0 };
    let mut blocks = Vec::new();
    for (number, group) in shown(input) {
        let heading = format!("{} {} {}", group.symbol, group.label, group.count);
        let lines = wrap(&heading, &measure, WIDTH, 3);
        top += 18.0 * lines.len() as f64 + 4.0;
        blocks.push(Block { group, number, left: 1.0, label: 0.0, top, lines });
        top += 18.0 * group.names.len().div_ceil(21) as f64 + 8.0;
    }
    Layout { blocks, braces: Vec::new(), pitch: 17.0, tall: 16.0, per_row: 21, bottom: top }
}

fn draw_heading(canvas: &Canvas<'_>, block: &Block<'_>) {
    let above = 18.0 * block.lines.len() as f64;
    for (index, line) in block.lines.iter().enumerate() {
        let y = block.top - above + 11.0 + 18.0 * index as f64;
        canvas.text(Ink::TextStrong, (0.0, y), Anchor::Start, line);
    }
}

fn sums(input: &Grades) -> Vec<(Ink, String)> {
    let measure = TextMeasure::of(Ink::TextStrong);
    let lines = input.braces.iter().flat_map(|brace| wrap(&brace.text, &measure, WIDTH, 2).into_iter().map(move |line| (ink(brace), line)));
    lines.collect()
}

fn draw_sums(canvas: &Canvas<'_>, input: &Grades) {
    for (index, (ink, line)) in sums(input).iter().enumerate() {
        canvas.text(*ink, (0.0, 15.0 + 20.0 * index as f64), Anchor::Start, line);
    }
}
