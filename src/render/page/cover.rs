//! The page that a bundle has in place of a page outside its edition, such as the home page.

use crate::data::Scope;
use crate::markup::escape;
use crate::path::relative;
use crate::render::Renderer;
use crate::render::context::PageContext;
use crate::render::html::Html;
use crate::render::route::{Address, PageAddress};
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `cover.html`.
#[derive(Debug, Serialize)]
pub struct CoverView {
    pub lang: &'static str,
    pub title: String,
    pub stylesheet: String,
    pub text: Html,
    /// The edition that the bundle holds.
    pub href: String,
    pub edition: Html,
    /// Where the page is on the city's site.
    pub online: Option<String>,
}

/// Makes the view of the cover page at a path.
pub fn view(context: &PageContext<'_>, year: i32, path: &str) -> Option<CoverView> {
    let edition = context.renderer.edition(year)?;
    let words = &context.words.archive;
    let title = context.plain(&edition.title);
    let year_text = context.formatter(edition.notation()).fiscal_long(year);
    let asset = Address::Asset(Scope::Edition(year), context.renderer.theme.assets().style.name.clone());
    let home = Address::Page(context.language, PageAddress::Edition(year));
    Some(CoverView {
        lang: context.language.tag(),
        title: format!("{} – {year_text} {title}", words.cover_title),
        stylesheet: relative(path, &asset.path()),
        text: context.html(&fill(&words.cover_text, &[("year", &year_text)])),
        href: relative(path, &home.path()),
        edition: Html::finished(format!("{} {}", escape(&year_text), context.text(&edition.title).as_str())),
        online: online(context.renderer, path),
    })
}

fn online(renderer: &Renderer<'_>, path: &str) -> Option<String> {
    renderer.base_url().map(|base| format!("{base}/{}", path.strip_suffix("index.html").unwrap_or(path)))
}
