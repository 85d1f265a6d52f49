//! How each role is written: its class, and what stands in where no style sheet speaks.

use super::Ink;
use std::fmt;

/// How a role is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// CSS class; empty for what the rule of all texts covers.
    pub(super) class: &'static str,
    /// CSS variable of the colour by which the role is seen.
    pub(super) token: &'static str,
    form: Form,
}

/// What a role is made of; the strings are further attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// Filled area.
    Fill,
    /// Filled area of little weight: its opacity where no style sheet speaks.
    Wash(&'static str),
    /// Line.
    Stroke(&'static str),
    /// Area with a frame and a pattern.
    Hatch { page: &'static str, file: &'static str },
    /// Area in the colour of the paper.
    Paper,
    /// Line in the colour of the paper.
    Halo,
    /// Paper with a frame.
    Frame(&'static str),
    /// Filled mark with paper around it.
    Dot,
    /// Text, with size and weight where they are not the usual.
    Word(&'static str),
}

/// How every class begins.
pub(super) const CLASS: &str = r#" class=""#;

/// A role as it is written inside a page.
pub(super) struct InPage(Look);

impl fmt::Display for InPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.class {
            "" => Ok(()),
            class => [CLASS, class, "\"", self.0.page()].into_iter().try_for_each(|part| f.write_str(part)),
        }
    }
}

impl Look {
    /// Class and fallback attributes inside a page, each with a space before it.
    pub(super) fn in_page(&self) -> InPage {
        InPage(*self)
    }

    /// What follows the class and attributes of a page, if a text begins with them.
    pub(super) fn after<'a>(&self, page: &'a str) -> Option<&'a str> {
        page.strip_prefix(CLASS)?.strip_prefix(self.class)?.strip_prefix('"')?.strip_prefix(self.page())
    }

    /// Class and attributes of a file of its own.
    pub(super) fn in_file(&self) -> String {
        [CLASS, self.class, "\"", &self.file()].concat()
    }

    /// Fallback where `currentColor` is known.
    const fn page(&self) -> &'static str {
        match self.form {
            Form::Fill | Form::Dot => "",
            Form::Wash(opacity) => opacity,
            Form::Stroke(_) | Form::Frame(_) => r#" fill="none" stroke="currentColor""#,
            Form::Hatch { page, .. } => page,
            Form::Paper | Form::Halo => r#" fill="none""#,
            Form::Word(font) => font,
        }
    }

    /// Attributes in the light colours of the theme.
    fn file(&self) -> String {
        let hex = light(self.token);
        match self.form {
            Form::Fill | Form::Wash(_) => format!(r#" fill="{hex}""#),
            Form::Stroke(more) => format!(r#" fill="none" stroke="{hex}"{more}"#),
            Form::Hatch { file, .. } => format!(r#"{file} stroke="{hex}" stroke-width="1.5""#),
            Form::Paper => r##" fill="#fff""##.to_owned(),
            Form::Halo => r##" fill="none" stroke="#fff" stroke-width="5""##.to_owned(),
            Form::Frame(more) => format!(r##" fill="#fff" stroke="{hex}"{more}"##),
            Form::Dot => format!(r##" fill="{hex}" stroke="#fff" stroke-width="2""##),
            Form::Word(font) => format!(r#" fill="{hex}"{font}"#),
        }
    }
}

/// Light colour of a CSS variable of the theme.
pub(super) fn light(token: &str) -> &'static str {
    match token {
        "--sunk" => "#e6eaef",
        "--soft" => "#545b66",
        "--line" => "#d3d8de",
        "--edge" => "#7c8592",
        "--good" => "#12408f",
        "--fair" => "#4a7fc9",
        "--poor" => "#a84a05",
        "--bad" => "#b3261e",
        "--good-wash" => "#e6edf8",
        "--poor-wash" => "#fdf1e3",
        "--bad-wash" => "#fdeceb",
        "--g5" => "#744a78",
        "--paper" | "--on-fill" => "#fff",
        _ => "#1b1d22",
    }
}

const W15: &str = r#" stroke-width="1.5""#;
const W2: &str = r#" stroke-width="2""#;
const W3: &str = r#" stroke-width="3""#;
const BOLD: &str = r#" font-weight="700""#;
const STRONG: &str = r#" font-size="14" font-weight="700""#;

const fn look(class: &'static str, token: &'static str, form: Form) -> Look {
    Look { class, token, form }
}

/// How a role is written.
pub(super) const fn of(ink: Ink) -> Look {
    use Form::{Dot, Fill, Frame, Halo, Paper, Stroke, Wash, Word};
    match ink {
        Ink::Band => look("c-band", "--sunk", Wash(r#" fill-opacity=".12""#)),
        Ink::Zone => look("c-zone", "--good-wash", Wash(r#" fill-opacity=".18""#)),
        Ink::Axis => look("c-axis", "--edge", Stroke("")),
        Ink::Grid => look("c-grid", "--line", Stroke("")),
        Ink::Base => look("c-base", "--edge", Stroke(W15)),
        Ink::Expected => look("c-exp", "--ink", Stroke(DASH_EXPECTED)),
        Ink::Halo => look("c-halo", "--paper", Halo),
        Ink::Target => look("c-target", "--ink", Stroke(W3)),
        Ink::Superseded => look("c-old", "--edge", Stroke(DASH_OLD)),
        Ink::Boundary => look("c-bound", "--edge", Stroke(DASH_BOUNDARY)),
        Ink::Brace => look("c-brace", "--ink", Stroke("")),
        Ink::Path => look("c-path", "--edge", Stroke(DASH_PATH)),
        Ink::Line => look("c-line", "--good", Stroke(W3)),
        Ink::LinePoor => look("c-line-poor", "--poor", Stroke(W3)),
        Ink::LineBad => look("c-line-bad", "--bad", Stroke(W3)),
        Ink::LineNone => look("c-line-none", "--edge", Stroke(W3)),
        Ink::LineVision => look("c-line-g5", "--g5", Stroke(W3)),
        Ink::Gap => look("c-gap", "--edge", Stroke(W15)),
        Ink::Good => look("c-good", "--good", Fill),
        Ink::Fair => look("c-fair", "--fair", Fill),
        Ink::Poor => look("c-poor", "--poor", HATCH_POOR),
        Ink::Bad => look("c-bad", "--bad", HATCH_BAD),
        Ink::Unjudged => look("c-none", "--edge", HATCH_NONE),
        Ink::Dot => look("c-dot", "--good", Dot),
        Ink::DotPoor => look("c-dot-poor", "--poor", Dot),
        Ink::DotBad => look("c-dot-bad", "--bad", Dot),
        Ink::DotNone => look("c-dot-none", "--edge", Dot),
        Ink::Ring => look("c-ring", "--edge", Frame(W2)),
        Ink::Hollow => look("c-hollow", "--good", Frame(W2)),
        Ink::HollowPoor => look("c-hollow-poor", "--poor", Frame(W2)),
        Ink::HollowBad => look("c-hollow-bad", "--bad", Frame(W2)),
        Ink::Diamond => look("c-diamond", "--ink", Frame(W15)),
        Ink::Clear => look("c-clear", "--paper", Paper),
        Ink::SymbolOn => look("c-sym", "--on-fill", Stroke(W15)),
        Ink::SymbolPoor => look("c-sym-poor", "--poor", Stroke(W15)),
        Ink::SymbolBad => look("c-sym-bad", "--bad", Stroke(W2)),
        Ink::SymbolNone => look("c-sym-none", "--soft", Stroke(W15)),
        Ink::Past => look("c-past", "--soft", Fill),
        Ink::Future => look("c-future", "--edge", Stroke("")),
        Ink::Neutral => look("c-neutral", "--edge", Wash(r#" fill-opacity=".5""#)),
        Ink::Vision => look("c-g5", "--g5", Fill),
        Ink::More => look("c-more", "--g5", HATCH_MORE),
        Ink::TextSoft => look("", "--soft", Word("")),
        Ink::TextSmall => look("t-small", "--soft", Word(r#" font-size="10""#)),
        Ink::Text => look("t-ink", "--ink", Word("")),
        Ink::TextStrong => look("t-strong", "--ink", Word(STRONG)),
        Ink::TextGood => look("t-good", "--good", Word(STRONG)),
        Ink::TextLook => look("t-look", "--bad", Word(STRONG)),
        Ink::TextBig => look("t-big", "--ink", Word(r#" font-size="22" font-weight="700""#)),
        Ink::TextSymbol => look("t-sym", "--ink", Word(r#" font-size="15""#)),
        Ink::TextOn => look("t-on", "--on-fill", Word(BOLD)),
        Ink::TextTile => look("t-tile", "--ink", Word(BOLD)),
    }
}

const DASH_EXPECTED: &str = r#" stroke-width="1.5" stroke-dasharray="3 2.5""#;
const DASH_OLD: &str = r#" stroke-width="2" stroke-dasharray="2 2""#;
const DASH_BOUNDARY: &str = r#" stroke-dasharray="1 3""#;
const DASH_PATH: &str = r#" stroke-width="1.5" stroke-dasharray="5 4""#;

const HATCH_POOR: Form = Form::Hatch { page: r#" fill="url(#hatch-poor)" stroke="currentColor""#, file: r#" fill="url(#hatch-poor)""# };
const HATCH_BAD: Form = Form::Hatch { page: r#" fill="url(#hatch-bad)" stroke="currentColor""#, file: r#" fill="url(#hatch-bad)""# };
const HATCH_NONE: Form = Form::Hatch { page: r#" fill="url(#hatch-none)" stroke="currentColor""#, file: r#" fill="url(#hatch-none)""# };
const HATCH_MORE: Form = Form::Hatch { page: r#" fill="url(#hatch-more)" stroke="currentColor""#, file: r#" fill="url(#hatch-more)""# };
