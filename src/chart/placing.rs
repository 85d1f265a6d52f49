//! Direct labels in a field of marks and lines: each looks for the place where it disturbs least.

use super::Ink;
use super::canvas::{Anchor, Area, At, Canvas};
use super::text::{TextMeasure, wrap};

/// A line of a label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LabelLine {
    pub(super) ink: Ink,
    pub(super) text: String,
}

/// A label that wants to stand near a place.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) at: At,
    /// Radius of the mark it belongs to.
    pub(super) clear: f64,
    /// What it says, from above to below.
    pub(super) lines: Vec<LabelLine>,
    /// What is listed where it finds no place.
    pub(super) listed: Vec<String>,
    /// Whether it had rather stand above its mark than below.
    pub(super) lean: Lean,
    pub(super) weight: Weight,
    /// Heights at which its middle may stand, so that labels of one year keep the order of their marks.
    pub(super) heights: Heights,
}

/// From one height to another, in units; the first is the upper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Heights {
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Heights {
    /// Every height.
    pub(super) const ALL: Self = Self { from: f64::NEG_INFINITY, to: f64::INFINITY };
}

/// Where a label looks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Above,
    Below,
    Right,
}

/// What happens to a label that finds no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It is listed under the picture.
    Needed,
    /// It is left out: the table beside the chart has it.
    Extra,
}

/// A label that has found its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    lines: Vec<LabelLine>,
    x: f64,
    anchor: Anchor,
    area: Area,
}

/// A place at which a label could stand.
#[derive(Clone, Copy, Debug)]
struct Stand {
    x: f64,
    anchor: Anchor,
    area: Area,
}

/// By how much each further line ranks behind.
const NARROW: f64 = 10.0;

/// The field, and what has been put into it.
pub(super) struct LabelField {
    bounds: Area,
    /// Marks and texts that nothing may cover.
    taken: Vec<Area>,
    /// Lines that a text had better not cross.
    lines: Vec<[At; 2]>,
    placed: Vec<Placed>,
    /// Needed labels without a place.
    pub(super) listed: Vec<String>,
}

/// Distance of lines of one label.
fn leading(lines: &[LabelLine]) -> f64 {
    letters(lines) * 1.25
}

/// Size of the largest letters.
fn letters(lines: &[LabelLine]) -> f64 {
    lines.iter().map(|line| line.ink.size()).fold(0.0, f64::max)
}

impl LabelField {
    /// An empty field.
    pub(super) fn new(bounds: Area) -> Self {
        Self { bounds, taken: Vec::new(), lines: Vec::new(), placed: Vec::new(), listed: Vec::new() }
    }

    /// Adds a line through points.
    pub(super) fn add_line(&mut self, points: &[At]) {
        self.lines.extend(points.windows(2).map(|pair| [pair[0], pair[1]]));
    }

    /// Adds a round mark.
    pub(super) fn add_mark(&mut self, at: At, radius: f64) {
        let (x, y) = at;
        self.taken.push(Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
    }

    /// Finds the best place for a label: first in one line for each of its own, then in several narrow ones.
    pub(super) fn place(&mut self, wish: &Wish) {
        if wish.lines.iter().all(|line| line.text.trim().is_empty()) {
            return;
        }
        let full = broken(&wish.lines, |line| whole(wrap(&line.text, &TextMeasure::of(line.ink), 250.0, 1)));
        let best = self.best(wish, &full, None);
        // Narrow lines rank behind every place that costs less than their first.
        let good = best.is_some_and(|(rank, _)| rank <= NARROW);
        let narrow = if good { Vec::new() } else { broken(&wish.lines, |line| narrow(&line.text, &TextMeasure::of(line.ink))) };
        let better = self.best(wish, &narrow, best.map(|(rank, _)| rank));
        let found = better.map(|(_, stand)| (stand, narrow)).or(best.map(|(_, stand)| (stand, full)));
        match (found, wish.weight) {
            (Some((stand, lines)), _) => {
                self.taken.push(stand.area);
                self.placed.push(Placed { lines, x: stand.x, anchor: stand.anchor, area: stand.area });
            }
            (None, Weight::Needed) => self.listed.extend(wish.listed.iter().cloned()),
            (None, Weight::Extra) => {}
        }
    }

    /// The place with the lowest rank and cost for some lines, if it is lower than the best so far.
    fn best(&self, wish: &Wish, lines: &[LabelLine], so_far: Option<f64>) -> Option<(f64, Stand)> {
        if lines.is_empty() {
            return None;
        }
        let further = lines.len().saturating_sub(1) as f64;
        let size = Size {
            width: lines.iter().map(|line| TextMeasure::of(line.ink).width(&line.text)).fold(0.0, f64::max),
            height: letters(lines) + leading(lines) * further,
        };
        let (rings, dearest) = match wish.weight {
            Weight::Needed => (4, f64::INFINITY),
            Weight::Extra => (2, 0.0),
        };
        let mut best: Option<(f64, Stand)> = None;
        for (ring, far) in [0.0, 10.0, 22.0, 36.0].into_iter().take(rings).enumerate() {
            for (order, spot) in spots(wish.lean).into_iter().enumerate() {
                let rank = ring as f64 * 4.0 + order as f64 + NARROW * further;
                let lowest = best.map(|(rank, _)| rank).or(so_far).unwrap_or(f64::INFINITY);
                if rank >= lowest {
                    continue;
                }
                let stand = self.kept_inside(stand(wish, size, spot, far));
                let middle = (stand.area.top + stand.area.bottom) / 2.0;
                if middle < wish.heights.from || middle > wish.heights.to {
                    continue;
                }
                let cost = self.cost(stand.area).filter(|cost| *cost <= dearest && rank + cost < lowest);
                best = cost.map(|cost| (rank + cost, stand)).or(best);
            }
        }
        best
    }

    /// A label over or under its mark may slide to stay inside; it still reaches over the mark.
    fn kept_inside(&self, mut stand: Stand) -> Stand {
        if stand.anchor == Anchor::Middle {
            let right = (self.bounds.right - stand.area.right).min(0.0);
            let slide = right + (self.bounds.left - stand.area.left - right).max(0.0);
            stand.x += slide;
            stand.area.left += slide;
            stand.area.right += slide;
        }
        stand
    }

    /// What a place costs; nothing where it is out of bounds or taken.
    fn cost(&self, area: Area) -> Option<f64> {
        let bounds = self.bounds;
        let inside = area.left >= bounds.left && area.right <= bounds.right && area.top >= bounds.top && area.bottom <= bounds.bottom;
        if !inside || self.taken.iter().any(|other| overlap(area, *other, 1.5)) {
            return None;
        }
        let crossed = self.lines.iter().filter(|line| crosses(area, **line)).count();
        Some(9.0 * crossed as f64)
    }

    /// Where the labels stand: lines behind them give way.
    pub(super) fn areas(&self) -> Vec<Area> {
        self.placed.iter().map(|placed| placed.area).collect()
    }

    /// Draws all labels that have a place; one on a line gets paper under it.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        for placed in &self.placed {
            if self.lines.iter().any(|line| crosses(placed.area, *line)) {
                canvas.rect(Ink::Clear, placed.area);
            }
        }
        for placed in &self.placed {
            let first = placed.area.top + letters(&placed.lines) * 0.86;
            for (row, line) in placed.lines.iter().enumerate() {
                let y = first + leading(&placed.lines) * row as f64;
                canvas.text(line.ink, (placed.x, y), placed.anchor, &line.text);
            }
        }
    }
}

/// Every line broken into several; none where one of them cannot be.
fn broken(lines: &[LabelLine], parts: impl Fn(&LabelLine) -> Vec<String>) -> Vec<LabelLine> {
    let mut all = Vec::new();
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let parts = parts(line);
        if parts.is_empty() {
            return Vec::new();
        }
        all.extend(parts.into_iter().map(|text| LabelLine { ink: line.ink, text }));
    }
    all
}

/// Lines that are not cut; none where one is.
fn whole(lines: Vec<String>) -> Vec<String> {
    if lines.iter().any(|line| line.ends_with('…')) { Vec::new() } else { lines }
}

/// The text in narrow lines, where no word has to be cut for it.
fn narrow(text: &str, measure: &TextMeasure) -> Vec<String> {
    let room = 104.0;
    if text.split(' ').any(|word| word.is_ascii() && measure.width(word) > room) {
        return Vec::new();
    }
    whole(wrap(text, measure, room, 3))
}

/// Width and height, in units.
#[derive(Clone, Copy)]
struct Size {
    width: f64,
    height: f64,
}

/// Direction of a label from its mark: -1, 0 or 1 to the right and downwards.
#[derive(Clone, Copy)]
struct Spot {
    right: f64,
    down: f64,
}

fn spots(lean: Lean) -> [Spot; 8] {
    let spot = |right, down| Spot { right, down };
    let [a, b, c] = [spot(0.0, -1.0), spot(1.0, -1.0), spot(-1.0, -1.0)];
    let [d, e, f] = [spot(0.0, 1.0), spot(1.0, 1.0), spot(-1.0, 1.0)];
    let (right, left) = (spot(1.0, 0.0), spot(-1.0, 0.0));
    match lean {
        Lean::Above => [a, b, c, right, left, d, e, f],
        Lean::Below => [d, e, f, right, left, a, b, c],
        Lean::Right => [right, e, b, left, d, a, f, c],
    }
}

/// Where a label of this size stands from its mark.
fn stand(wish: &Wish, size: Size, spot: Spot, far: f64) -> Stand {
    let (Size { width, height }, Spot { right, down }) = (size, spot);
    let (gap, (x, y)) = (wish.clear + 3.0 + far, wish.at);
    let aside = if down == 0.0 { gap + 1.0 } else { (gap - 3.0).min(3.0) };
    let (x, anchor) = match right {
        r if r > 0.0 => (x + aside, Anchor::Start),
        r if r < 0.0 => (x - aside, Anchor::End),
        _ => (x, Anchor::Middle),
    };
    let top = match down {
        d if d > 0.0 => y + gap,
        d if d < 0.0 => y - gap - height,
        _ => y - height / 2.0,
    };
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Stand { x, anchor, area: Area { left, top, right: left + width, bottom: top + height } }
}

/// Whether two rectangles are nearer than `gap` to each other.
pub(super) fn overlap(a: Area, b: Area, gap: f64) -> bool {
    a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap
}

/// Whether a line goes through a rectangle.
fn crosses(area: Area, line: [At; 2]) -> bool {
    let [from, to] = line;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let edges = [
        (-dx, from.0 - area.left + 1.0),
        (dx, area.right + 1.0 - from.0),
        (-dy, from.1 - area.top + 1.0),
        (dy, area.bottom + 1.0 - from.1),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in edges {
        if step == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    enter <= leave
}
