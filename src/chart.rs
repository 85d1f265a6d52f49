//! Charts as SVG text: pure functions from an input with finished labels to a picture.
//!
//! Every number that is read as text arrives as a finished string in the page's language; positions arrive as `f64`.
//! A picture is drawn for a width of 360 units (a phone's width) through plotters, with a backend of our own that
//! writes roles (CSS classes) instead of colours.

mod backend;
mod board;
mod bullet;
mod bullet_part;
mod canvas;
mod defs;
mod flags;
mod ink;
mod look;
mod placing;
mod population;
mod progress;
mod scale;
mod small_bullet;
mod sparkline;
mod steps;
mod strip;
mod symbol;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod trajectory;
mod trajectory_drawing;
mod trajectory_labels;
mod year_axis;

pub use board::{Board, BoardCell, BoardRow, board};
pub use bullet::{Bullet, BulletPicture, bullet};
pub use defs::{Caption, pattern_defs, standalone};
pub use ink::Ink;
pub use placing::Weight;
pub use population::{Bar, Population, PopulationPicture, ScenarioBars, ScenarioRole, population};
pub use scale::Axis;
pub use small_bullet::{SmallBullet, SmallPicture, small_bullet};
pub use sparkline::{SparkPoint, Sparkline, sparkline};
pub use steps::{Steps, StepsTarget, steps};
pub use strip::{Strip, strip};
pub use tally::{Tally, Tile, tally};
pub use trajectory::{EarlierPlan, HistoryPart, PeriodLabel, Segment, TargetLevel, Trajectory, Validity, YearMark, YearNote, YearValue};
pub use trajectory_drawing::trajectory;

/// How a grade looks: colour and pattern, never its word or symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartTone {
    /// Target met: dark and solid.
    Good,
    /// On track: mid and solid.
    Fair,
    /// Slightly behind: a frame with a single hatch.
    Poor,
    /// Behind or worse than the baseline: a thick frame with a cross hatch.
    Bad,
    /// Not evaluated: a thin outline with dots.
    Unjudged,
}

/// What a chart says to those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartFrame {
    /// Prefix of the ids of title and description; unique on the page, made of ASCII letters, digits and `-`.
    pub id: String,
    /// Language of every text of the chart, as in the HTML attribute `lang`.
    pub lang: &'static str,
    /// Name of the chart: what is shown, and its main figure.
    pub title: String,
    /// The same message and numbers in a sentence.
    pub desc: String,
}

/// A label of two lines: a figure and the word that says what it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Finished figure, "844万人".
    pub value: String,
    /// What the figure is, "基準 H26".
    pub word: String,
}

/// A labelled place on a chart's scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelledMark {
    /// Position, in the unit of the chart's scale.
    pub at: f64,
    /// What stands beside the mark.
    pub label: Label,
}

/// On which side of its target an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetOutcome {
    /// The target is met.
    Met,
    /// The target is not met.
    NotMet,
    /// There is no result.
    Unknown,
}

/// Whether a value is the last word of its survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointCertainty {
    /// Final figure: a solid dot.
    Final,
    /// Provisional figure or estimate: a hollow dot.
    Provisional,
}

/// A year on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisYear {
    /// Western year.
    pub year: i32,
    /// Finished label, "H28".
    pub label: String,
    /// Whether the label is always there, or left out where labels would touch.
    pub weight: Weight,
}
