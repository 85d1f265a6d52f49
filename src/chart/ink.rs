//! The roles a mark can have, in one table. plotters carries a colour; ours carries the number of a role, and the backend turns it
//! back into a CSS class with fallback attributes.

use plotters::style::Color;
use plotters::style::colors::BLACK;
use plotters_backend::BackendColor;

use super::ChartTone;
use super::look::{
    DASH_BOUNDARY, DASH_EXPECTED, DASH_OLD, DASH_PATH, Font, Form, HATCH_BAD, HATCH_MORE, HATCH_NONE, HATCH_POOR, Look, W2, W3, W15,
};

/// What decorates has nothing to stand out from.
const NOTHING: &[&str] = &[];
const PAPER: &[&str] = &["--paper"];
/// Paper, and the empty track behind a bar.
const TRACK: &[&str] = &["--paper", "--sunk"];
/// Paper, and the area of a target.
const PAGE: &[&str] = &["--paper", "--good-wash"];
/// The solid fill of the best grade.
const DARK: &[&str] = &["--good"];
/// The solid fills.
const FILLS: &[&str] = &["--good", "--fair"];

/// Makes the enum, the list and the looks of all roles from one table: name, CSS class (empty for what the rule of all texts covers),
/// CSS variable of the colour by which the role is seen, what it is made of, and the colours that it lies on.
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident $class:literal $token:literal $form:expr, $grounds:ident;)*) => {
        /// The role of a mark or a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Ink {
            $($(#[$doc])* $name,)*
        }

        impl Ink {
            /// All roles, in the order of their numbers.
            pub const ALL: [Self; [$(stringify!($name)),*].len()] = [$(Self::$name,)*];

            /// How the role is written.
            pub(super) const fn look(self) -> Look {
                use Form::{Dot, Fill, Frame, Halo, Paper, Stroke, Wash, Word};
                match self {
                    $(Self::$name => Look { class: $class, token: $token, form: $form },)*
                }
            }

            /// CSS variables of the colours it lies on and must stand out from; none where it only decorates.
            pub const fn grounds(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => $grounds,)*
                }
            }
        }
    };
}

roles! {
    /// Empty track behind a bar.
    Band "c-band" "--sunk" Wash(r#" fill-opacity=".12""#), NOTHING;
    /// Area of a range target, or of a tolerance around one.
    Zone "c-zone" "--good-wash" Wash(r#" fill-opacity=".18""#), NOTHING;
    /// Axis line.
    Axis "c-axis" "--edge" Stroke(""), PAPER;
    /// Decorative line.
    Grid "c-grid" "--line" Stroke(""), NOTHING;
    /// Line at the baseline, and leader of a label.
    Base "c-base" "--edge" Stroke(W15), TRACK;
    /// Where the indicator should be by now.
    Expected "c-exp" "--ink" Stroke(DASH_EXPECTED), TRACK;
    /// Paper around the expected mark where it crosses a bar.
    Halo "c-halo" "--paper" Halo, NOTHING;
    /// Target in force.
    Target "c-target" "--ink" Stroke(W3), TRACK;
    /// Target that a later one replaced.
    Superseded "c-old" "--edge" Stroke(DASH_OLD), PAPER;
    /// Boundary between two plan periods.
    Boundary "c-bound" "--edge" Stroke(DASH_BOUNDARY), PAPER;
    /// Brace that sums up.
    Brace "c-brace" "--ink" Stroke(""), PAPER;
    /// Way from baseline to target.
    Path "c-path" "--edge" Stroke(DASH_PATH), PAPER;
    /// Record of an indicator that does well.
    Line "c-line" "--good" Stroke(W3), PAPER;
    /// Record of an indicator that is slightly behind.
    LinePoor "c-line-poor" "--poor" Stroke(W3), PAPER;
    /// Record of an indicator that is behind.
    LineBad "c-line-bad" "--bad" Stroke(W3), PAPER;
    /// Record of an indicator that is not evaluated, and of a reference scenario.
    LineNone "c-line-none" "--edge" Stroke(W3), PAPER;
    /// Record of the city's own population vision.
    LineVision "c-line-g5" "--g5" Stroke(W3), PAPER;
    /// Gap in a record.
    Gap "c-gap" "--edge" Stroke(W15), PAPER;
    /// Bar or tile of [`ChartTone::Good`].
    Good "c-good" "--good" Fill, TRACK;
    /// Bar or tile of [`ChartTone::Fair`].
    Fair "c-fair" "--fair" Fill, TRACK;
    /// Bar or tile of [`ChartTone::Poor`].
    Poor "c-poor" "--poor" HATCH_POOR, TRACK;
    /// Bar or tile of [`ChartTone::Bad`].
    Bad "c-bad" "--bad" HATCH_BAD, TRACK;
    /// Bar or tile of [`ChartTone::Unjudged`].
    Unjudged "c-none" "--edge" HATCH_NONE, TRACK;
    /// Value of an indicator that does well.
    Dot "c-dot" "--good" Dot, PAPER;
    /// Value of an indicator that is slightly behind.
    DotPoor "c-dot-poor" "--poor" Dot, PAPER;
    /// Value of an indicator that is behind.
    DotBad "c-dot-bad" "--bad" Dot, PAPER;
    /// Value of an indicator that is not evaluated.
    DotNone "c-dot-none" "--edge" Dot, PAPER;
    /// Start of a record, and a provisional value that is not evaluated.
    Ring "c-ring" "--edge" Frame(W2), PAPER;
    /// Provisional value of an indicator that does well.
    Hollow "c-hollow" "--good" Frame(W2), PAPER;
    /// Provisional value of an indicator that is slightly behind.
    HollowPoor "c-hollow-poor" "--poor" Frame(W2), PAPER;
    /// Provisional value of an indicator that is behind.
    HollowBad "c-hollow-bad" "--bad" Frame(W2), PAPER;
    /// Head of the expected mark.
    Diamond "c-diamond" "--ink" Frame(W15), PAPER;
    /// Paper under a mark or a text.
    Clear "c-clear" "--paper" Paper, NOTHING;
    /// Symbol on a solid fill.
    SymbolOn "c-sym" "--on-fill" Stroke(W15), FILLS;
    /// Symbol of [`ChartTone::Poor`].
    SymbolPoor "c-sym-poor" "--poor" Stroke(W15), PAPER;
    /// Symbol of [`ChartTone::Bad`].
    SymbolBad "c-sym-bad" "--bad" Stroke(W2), PAPER;
    /// Symbol of [`ChartTone::Unjudged`].
    SymbolNone "c-sym-none" "--soft" Stroke(W15), PAPER;
    /// Bar of a reference scenario.
    Neutral "c-neutral" "--edge" Wash(r#" fill-opacity=".5""#), PAPER;
    /// Bar of the city's own population vision.
    Vision "c-g5" "--g5" Fill, PAPER;
    /// What the vision has more than the reference.
    More "c-more" "--g5" HATCH_MORE, PAPER;
    /// Second text.
    TextSoft "" "--soft" Word(Font::Usual), PAGE;
    /// Small second text on a scale.
    TextSmall "t-small" "--soft" Word(Font::Small), PAGE;
    /// Text.
    Text "t-ink" "--ink" Word(Font::Usual), PAGE;
    /// Bold text of a value.
    TextStrong "t-strong" "--ink" Word(Font::Strong), PAGE;
    /// Letter on a solid tile.
    TextOn "t-on" "--on-fill" Word(Font::Bold), DARK;
    /// Letter on a light tile.
    TextTile "t-tile" "--ink" Word(Font::Bold), PAGE;
}

impl Ink {
    /// CSS class of the role; empty for the plain text, which the rule `svg text` covers.
    pub const fn class(self) -> &'static str {
        self.look().class
    }

    /// CSS variable of the colour by which the role is seen.
    pub const fn token(self) -> &'static str {
        self.look().token
    }

    /// Whether the role is a text: 4.5:1 against its ground, where a shape needs 3:1.
    pub const fn is_text(self) -> bool {
        matches!(self.look().form, Form::Word(_))
    }

    /// The letters of a text; the usual ones of what is none.
    const fn font(self) -> Font {
        match self.look().form {
            Form::Word(font) => font,
            _ => Font::Usual,
        }
    }

    /// Size of a text in units of the picture.
    pub(super) const fn size(self) -> f64 {
        self.font().size()
    }

    /// Whether a text is bold.
    pub(super) const fn is_bold(self) -> bool {
        self.font().is_bold()
    }

    /// Fill of a bar or a tile of this tone.
    pub(super) const fn fill(tone: ChartTone) -> Self {
        match tone {
            ChartTone::Good => Self::Good,
            ChartTone::Fair => Self::Fair,
            ChartTone::Poor => Self::Poor,
            ChartTone::Bad => Self::Bad,
            ChartTone::Unjudged => Self::Unjudged,
        }
    }

    /// Line of a record of this tone.
    pub(super) const fn line(tone: ChartTone) -> Self {
        match tone {
            ChartTone::Good | ChartTone::Fair => Self::Line,
            ChartTone::Poor => Self::LinePoor,
            ChartTone::Bad => Self::LineBad,
            ChartTone::Unjudged => Self::LineNone,
        }
    }

    /// Dot on a record of this tone.
    pub(super) const fn dot(tone: ChartTone) -> Self {
        match tone {
            ChartTone::Good | ChartTone::Fair => Self::Dot,
            ChartTone::Poor => Self::DotPoor,
            ChartTone::Bad => Self::DotBad,
            ChartTone::Unjudged => Self::DotNone,
        }
    }

    /// Provisional value on a record of this tone.
    pub(super) const fn hollow(tone: ChartTone) -> Self {
        match tone {
            ChartTone::Good | ChartTone::Fair => Self::Hollow,
            ChartTone::Poor => Self::HollowPoor,
            ChartTone::Bad => Self::HollowBad,
            ChartTone::Unjudged => Self::Ring,
        }
    }

    /// Symbol on a tile of this tone.
    pub(super) const fn symbol(tone: ChartTone) -> Self {
        match tone {
            ChartTone::Good | ChartTone::Fair => Self::SymbolOn,
            ChartTone::Poor => Self::SymbolPoor,
            ChartTone::Bad => Self::SymbolBad,
            ChartTone::Unjudged => Self::SymbolNone,
        }
    }

    /// The role with this number; the plainest line for a colour that is none of ours.
    pub(super) fn of(color: BackendColor) -> Self {
        let number = usize::from(color.rgb.0);
        Self::ALL.get(number).copied().unwrap_or(Self::Axis)
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        let mut color = BLACK.to_backend_color();
        color.rgb.0 = *self as u8;
        color
    }
}
