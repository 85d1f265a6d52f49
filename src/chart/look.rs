//! How each role is written: its class, and what stands in where no style sheet speaks.

use std::fmt;

/// How a role is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// CSS class; empty for what the rule of all texts covers.
    pub(super) class: &'static str,
    /// CSS variable of the colour by which the role is seen.
    pub(super) token: &'static str,
    pub(super) form: Form,
}

/// What a role is made of; the strings are further attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
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
    /// Text.
    Word(Font),
}

/// Size and weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    Usual,
    Small,
    /// Bold in the usual size.
    Bold,
    /// Bold and a little larger.
    Strong,
}

impl Font {
    /// In units of the picture.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::Usual | Self::Bold => 12.0,
            Self::Small => 10.0,
            Self::Strong => 14.0,
        }
    }

    pub(super) const fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::Strong)
    }

    /// Attributes where size or weight are not the usual.
    const fn attributes(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Small => r#" font-size="10""#,
            Self::Bold => r#" font-weight="700""#,
            Self::Strong => r#" font-size="14" font-weight="700""#,
        }
    }
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
            Form::Word(font) => font.attributes(),
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
            Form::Word(font) => format!(r#" fill="{hex}"{}"#, font.attributes()),
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

pub(super) const W15: &str = r#" stroke-width="1.5""#;
pub(super) const W2: &str = r#" stroke-width="2""#;
pub(super) const W3: &str = r#" stroke-width="3""#;

pub(super) const DASH_EXPECTED: &str = r#" stroke-width="1.5" stroke-dasharray="3 2.5""#;
pub(super) const DASH_OLD: &str = r#" stroke-width="2" stroke-dasharray="2 2""#;
pub(super) const DASH_BOUNDARY: &str = r#" stroke-dasharray="1 3""#;
pub(super) const DASH_PATH: &str = r#" stroke-width="1.5" stroke-dasharray="5 4""#;

pub(super) const HATCH_POOR: Form =
    Form::Hatch { page: r#" fill="url(#hatch-poor)" stroke="currentColor""#, file: r#" fill="url(#hatch-poor)""# };
pub(super) const HATCH_BAD: Form =
    Form::Hatch { page: r#" fill="url(#hatch-bad)" stroke="currentColor""#, file: r#" fill="url(#hatch-bad)""# };
pub(super) const HATCH_NONE: Form =
    Form::Hatch { page: r#" fill="url(#hatch-none)" stroke="currentColor""#, file: r#" fill="url(#hatch-none)""# };
pub(super) const HATCH_MORE: Form =
    Form::Hatch { page: r#" fill="url(#hatch-more)" stroke="currentColor""#, file: r#" fill="url(#hatch-more)""# };
