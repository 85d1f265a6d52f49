//! What holds for the whole site: `site.toml`, free pages.

use super::{Language, Prose, Rule, Text, Units};
use crate::diagnostic::Place;

/// Who publishes.
#[derive(Clone, Debug, PartialEq)]
pub struct Publisher {
    pub name: Text,
    /// 全国地方公共団体コード: six digits, the last a check digit.
    pub code: Option<String>,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub division: Text,
    pub telephone: Option<String>,
    /// Address of a form.
    pub form: Option<String>,
}

/// Under which licence texts and figures may be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Licence {
    pub name: Text,
    pub url: String,
}

/// The settings of `site.toml`.
#[derive(Clone, Debug)]
pub struct Settings {
    pub title: Text,
    /// Japanese first.
    pub languages: Vec<Language>,
    /// Absolute address of the site without a closing slash; absolute addresses are written only with it.
    pub base_url: Option<String>,
    pub theme: String,
    /// Where the theme is named, for faults of its files.
    pub theme_place: Place,
    pub licence: Option<Licence>,
    /// A line on every page.
    pub notice: Option<Text>,
    pub publisher: Option<Publisher>,
    pub contact: Option<Contact>,
    /// The rule of strategies that have none of their own.
    pub rule: Rule,
    pub units: Units,
    /// Whether raw HTML of bodies is kept.
    pub raw_html: bool,
}

/// A page of prose of its own, such as `about`.
#[derive(Clone, Debug, PartialEq)]
pub struct FreePage {
    /// The name of its file.
    pub name: String,
    pub title: Text,
    pub prose: Prose,
    pub aliases: Vec<String>,
}

/// A photo, or what stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    pub caption: Text,
    pub credit: Option<Text>,
}
