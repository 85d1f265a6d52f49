//! What holds for the whole site: `site.toml`, free pages.

use super::{Language, Prose, PublishTarget, Published, Rule, Text, Units};
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
    /// The name by which machines know it; `None` of a licence that a city describes itself.
    pub id: Option<&'static str>,
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
    pub logo: Option<Logo>,
    pub accessibility: Option<Accessibility>,
    /// The rule of strategies that have none of their own.
    pub rule: Rule,
    pub units: Units,
    /// Whether names get the mark of their kind: （累計）.
    pub mark_kinds: bool,
    /// Whether Japanese pages write △186 for −186.
    pub triangle_minus: bool,
    /// Whether raw HTML of bodies is kept.
    pub raw_html: bool,
    /// Whether tables of open data as text begin with a byte order mark, without which Excel misreads Japanese.
    pub bom: bool,
    /// Where the site is published, in the order of the file.
    pub targets: Vec<PublishTarget>,
}

/// A page of prose of its own, such as `about`.
#[derive(Clone, Debug, PartialEq)]
pub struct FreePage {
    /// The name of its file.
    pub name: String,
    pub title: Text,
    /// Whether it is not to be published yet.
    pub draft: bool,
    pub prose: Prose,
    pub aliases: Vec<Alias>,
}

/// An old path of a page, from which readers are led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// Below the root of its language, ending in `.html`.
    pub path: String,
    pub place: Place,
}

/// A photo, or what stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// The file; without one the caption stands as text.
    pub file: Option<PhotoFile>,
    pub caption: Option<Text>,
    pub credit: Option<Text>,
}

/// The file of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoFile {
    /// Path below the root of the site.
    pub path: String,
    pub place: Place,
    /// What it shows, for those who cannot see it.
    pub alt: Text,
}

/// The picture that stands for the city in the head of every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// Path below the root of the site.
    pub path: String,
    pub alt: Text,
}

/// What a city says of the accessibility of its site, as policies after JIS X 8341-3 do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accessibility {
    /// "JIS X 8341-3:2016".
    pub standard: Option<Text>,
    /// "AA".
    pub level: Option<Text>,
    /// What the statement holds for.
    pub scope: Option<Text>,
    /// By when the level is to be reached.
    pub deadline: Option<Published>,
    /// 準拠, 一部準拠, 配慮.
    pub conformance: Option<Text>,
    /// What is known not to meet it yet.
    pub problems: Option<Text>,
    pub exceptions: Option<Text>,
    pub method: Option<Text>,
    pub tested: Option<Published>,
    pub contact: Option<Text>,
}
