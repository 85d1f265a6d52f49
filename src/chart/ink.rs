//! The roles a mark can have. plotters carries a colour; ours carries the number of a role, and the backend turns it
//! back into a CSS class with fallback attributes.

use plotters::style::Color;
use plotters::style::colors::BLACK;
use plotters_backend::BackendColor;

use super::{Tone, look};

/// The role of a mark or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ink {
    /// Empty track behind a bar.
    Band,
    /// Area of a range target, or of a tolerance around one.
    Zone,
    /// Axis line.
    Axis,
    /// Decorative line.
    Grid,
    /// Line at the baseline, and leader of a label.
    Base,
    /// Where the indicator should be by now.
    Expected,
    /// Paper around the expected mark where it crosses a bar.
    Halo,
    /// Target in force.
    Target,
    /// Target that a later one replaced.
    Superseded,
    /// Boundary between two plan periods.
    Boundary,
    /// Brace that sums up.
    Brace,
    /// Way from baseline to target.
    Path,
    /// Record of an indicator that does well.
    Line,
    /// Record of an indicator that is slightly behind.
    LinePoor,
    /// Record of an indicator that is behind.
    LineBad,
    /// Record of an indicator that is not evaluated, and of a reference scenario.
    LineNone,
    /// Record of the city's own population vision.
    LineVision,
    /// Gap in a record.
    Gap,
    /// Bar or tile of [`Tone::Good`].
    Good,
    /// Bar or tile of [`Tone::Fair`].
    Fair,
    /// Bar or tile of [`Tone::Poor`].
    Poor,
    /// Bar or tile of [`Tone::Bad`].
    Bad,
    /// Bar or tile of [`Tone::Unjudged`].
    Unjudged,
    /// Value of an indicator that does well.
    Dot,
    /// Value of an indicator that is slightly behind.
    DotPoor,
    /// Value of an indicator that is behind.
    DotBad,
    /// Value of an indicator that is not evaluated.
    DotNone,
    /// Start of a record, and a provisional value that is not evaluated.
    Ring,
    /// Provisional value of an indicator that does well.
    Hollow,
    /// Provisional value of an indicator that is slightly behind.
    HollowPoor,
    /// Provisional value of an indicator that is behind.
    HollowBad,
    /// Head of the expected mark.
    Diamond,
    /// Paper under a mark or a text.
    Clear,
    /// Symbol on a solid fill.
    SymbolOn,
    /// Symbol of [`Tone::Poor`].
    SymbolPoor,
    /// Symbol of [`Tone::Bad`].
    SymbolBad,
    /// Symbol of [`Tone::Unjudged`].
    SymbolNone,
    /// Year of the plan that is gone.
    Past,
    /// Year of the plan that is to come.
    Future,
    /// Bar of a reference scenario.
    Neutral,
    /// Bar of the city's own population vision.
    Vision,
    /// What the vision has more than the reference.
    More,
    /// Second text.
    TextSoft,
    /// Small second text on a scale.
    TextSmall,
    /// Text.
    Text,
    /// Bold text of a value.
    TextStrong,
    /// Bold text of good news.
    TextGood,
    /// Bold text of what needs a look.
    TextLook,
    /// Count under a group of tiles.
    TextBig,
    /// Symbol beside a count.
    TextSymbol,
    /// Letter on a solid tile.
    TextOn,
    /// Letter on a light tile.
    TextTile,
}

impl Ink {
    /// All roles, in the order of their numbers.
    pub const ALL: [Self; 52] = [
        Self::Band,
        Self::Zone,
        Self::Axis,
        Self::Grid,
        Self::Base,
        Self::Expected,
        Self::Halo,
        Self::Target,
        Self::Superseded,
        Self::Boundary,
        Self::Brace,
        Self::Path,
        Self::Line,
        Self::LinePoor,
        Self::LineBad,
        Self::LineNone,
        Self::LineVision,
        Self::Gap,
        Self::Good,
        Self::Fair,
        Self::Poor,
        Self::Bad,
        Self::Unjudged,
        Self::Dot,
        Self::DotPoor,
        Self::DotBad,
        Self::DotNone,
        Self::Ring,
        Self::Hollow,
        Self::HollowPoor,
        Self::HollowBad,
        Self::Diamond,
        Self::Clear,
        Self::SymbolOn,
        Self::SymbolPoor,
        Self::SymbolBad,
        Self::SymbolNone,
        Self::Past,
        Self::Future,
        Self::Neutral,
        Self::Vision,
        Self::More,
        Self::TextSoft,
        Self::TextSmall,
        Self::Text,
        Self::TextStrong,
        Self::TextGood,
        Self::TextLook,
        Self::TextBig,
        Self::TextSymbol,
        Self::TextOn,
        Self::TextTile,
    ];

    /// CSS class of the role; empty for the plain text, which the rule `svg text` covers.
    pub const fn class(self) -> &'static str {
        look::of(self).class
    }

    /// CSS variable of the colour by which the role is seen.
    pub const fn token(self) -> &'static str {
        look::of(self).token
    }

    /// CSS variables of the colours it lies on and must stand out from; none where it only decorates.
    pub const fn grounds(self) -> &'static [&'static str] {
        match self {
            Self::Band | Self::Zone | Self::Grid | Self::Halo | Self::Clear => &[],
            Self::SymbolOn => &["--good", "--fair"],
            Self::TextOn => &["--good"],
            Self::Good | Self::Fair | Self::Poor | Self::Bad | Self::Unjudged | Self::Base | Self::Expected | Self::Target => {
                &["--paper", "--sunk"]
            }
            _ if self.is_text() => &["--paper", "--good-wash"],
            _ => &["--paper"],
        }
    }

    /// Whether the role is a text: 4.5:1 against its ground, where a shape needs 3:1.
    pub const fn is_text(self) -> bool {
        self as u8 >= Self::TextSoft as u8
    }

    /// Size of a text in units of the picture.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::TextBig => 22.0,
            Self::TextSymbol => 15.0,
            Self::TextStrong | Self::TextGood | Self::TextLook => 14.0,
            Self::TextSmall => 10.0,
            _ => 12.0,
        }
    }

    /// Whether a text is bold.
    pub(super) const fn is_bold(self) -> bool {
        matches!(self, Self::TextBig | Self::TextStrong | Self::TextGood | Self::TextLook | Self::TextOn | Self::TextTile)
    }

    /// Fill of a bar or a tile of this tone.
    pub(super) const fn fill(tone: Tone) -> Self {
        match tone {
            Tone::Good => Self::Good,
            Tone::Fair => Self::Fair,
            Tone::Poor => Self::Poor,
            Tone::Bad => Self::Bad,
            Tone::Unjudged => Self::Unjudged,
        }
    }

    /// Line of a record of this tone.
    pub(super) const fn line(tone: Tone) -> Self {
        match tone {
            Tone::Good | Tone::Fair => Self::Line,
            Tone::Poor => Self::LinePoor,
            Tone::Bad => Self::LineBad,
            Tone::Unjudged => Self::LineNone,
        }
    }

    /// Dot on a record of this tone.
    pub(super) const fn dot(tone: Tone) -> Self {
        match tone {
            Tone::Good | Tone::Fair => Self::Dot,
            Tone::Poor => Self::DotPoor,
            Tone::Bad => Self::DotBad,
            Tone::Unjudged => Self::DotNone,
        }
    }

    /// Provisional value on a record of this tone.
    pub(super) const fn hollow(tone: Tone) -> Self {
        match tone {
            Tone::Good | Tone::Fair => Self::Hollow,
            Tone::Poor => Self::HollowPoor,
            Tone::Bad => Self::HollowBad,
            Tone::Unjudged => Self::Ring,
        }
    }

    /// Symbol on a tile of this tone.
    pub(super) const fn symbol(tone: Tone) -> Self {
        match tone {
            Tone::Good | Tone::Fair => Self::SymbolOn,
            Tone::Poor => Self::SymbolPoor,
            Tone::Bad => Self::SymbolBad,
            Tone::Unjudged => Self::SymbolNone,
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
