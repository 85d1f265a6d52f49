//! A page of prose of its own.

use crate::model::FreePage;
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use serde::Serialize;

/// Struct of `page.html`.
#[derive(Debug, Serialize)]
pub struct FreeView {
    pub frame: Frame,
    pub title: Html,
    pub prose: Option<Html>,
    /// Anchors and headings of a long page.
    pub contents: Vec<(String, Html)>,
}

/// From how many headings on a page has a list of contents.
const LONG: usize = 3;

/// Makes the view.
pub fn view(context: &PageContext<'_>, page: &FreePage) -> FreeView {
    let title = context.plain(&page.title);
    let crumbs = vec![context.here(context.text(&page.title))];
    FreeView {
        frame: context.frame(PageHead { title: Some(title.clone()), description: title, crumbs, colour: None }),
        title: context.text(&page.title),
        prose: context.prose(&page.prose, 2),
        contents: contents(context, page),
    }
}

fn contents(context: &PageContext<'_>, page: &FreePage) -> Vec<(String, Html)> {
    let Some((body, _)) = page.prose.in_language(context.language) else { return Vec::new() };
    let highest = body.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let listed = body.headings.iter().filter(|heading| heading.level == highest);
    let contents: Vec<(String, Html)> = listed.map(|heading| (heading.id.clone(), context.html(&heading.text))).collect();
    if contents.len() < LONG { Vec::new() } else { contents }
}
