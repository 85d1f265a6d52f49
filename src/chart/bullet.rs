//! The bullet: one indicator between its baseline and its target.

use super::bullet_plan::{WIDTH, plan};
use super::canvas::{Drawing, framed};
use super::flags::Headline;
use super::{Frame, Label, Mark, Outcome, Tone};

/// One indicator's result beside its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Bullet {
    /// What the chart says without being seen.
    pub frame: Frame,
    /// Grade of the result.
    pub tone: Tone,
    /// Bold line over the bar: "実績 1,033万人 (H28)", or the reason why there is no result.
    pub headline: String,
    /// Figure at its right end, "80.1%"; empty where there is none.
    pub figure: String,
    /// The picture itself.
    pub picture: Picture,
}

/// What a bullet can show.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// The way from baseline to target; positions are progress: 0 at the baseline, 1 at the target, negative where the
    /// indicator moved away, whatever the wanted direction.
    Progress {
        /// Label of 0.
        baseline: Label,
        /// Label of 1.
        target: Label,
        /// Progress of the result; `None` draws an empty band.
        actual: Option<f64>,
        /// Where the indicator should be by now.
        expected: Option<Mark>,
    },
    /// Values on a scale from 0, where baseline or target is not known; positions in the indicator's unit.
    Values {
        /// Finished figure at the left end, "0".
        zero: String,
        /// Value of the result; `None` draws an empty band.
        actual: Option<f64>,
        /// Baseline, if known.
        baseline: Option<Mark>,
        /// Where the indicator should be by now.
        expected: Option<Mark>,
        /// Target, if known.
        target: Option<Mark>,
    },
    /// Target equal to the baseline: nothing but met or not met can be said.
    Equal {
        /// Label of the line between the two sides.
        target: Label,
        /// Word of the left side, "未達成".
        not_met: String,
        /// Word of the right side, "達成".
        met: String,
        /// Side of the result.
        outcome: Outcome,
    },
    /// A band to be inside of: a range target, or a value to keep with its tolerance; positions in the indicator's
    /// unit.
    Band {
        /// Lower end of the band.
        low: f64,
        /// Upper end of the band; not below `low`.
        high: f64,
        /// The value to keep, in the middle of its tolerance.
        keep: Option<f64>,
        /// Label of the band.
        target: Label,
        /// Baseline, if known.
        baseline: Option<Mark>,
        /// Value of the result; `None` draws an empty band.
        actual: Option<f64>,
    },
}

/// Draws a bullet, 360 units wide and 80 or more high.
pub fn bullet(input: &Bullet) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Bullet) -> Drawing {
    let headline = Headline::new(&input.headline, &input.figure, WIDTH);
    let top = headline.extra();
    let plan = plan(input, top);
    let height = plan.flags.bottom().max(top + 48.0);
    framed(&input.frame, (WIDTH, height), |canvas| {
        headline.draw(canvas);
        for track in &plan.tracks {
            track.draw(canvas, top);
        }
        plan.flags.draw(canvas);
        for part in &plan.parts {
            part.draw(canvas, top);
        }
    })
}
