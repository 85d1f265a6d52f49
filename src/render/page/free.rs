//! A page of prose of its own.

use crate::model::FreePage;
use crate::render::Html;
use crate::render::frame::{About, Frame};
use crate::render::scene::Scene;
use serde::Serialize;

/// Struct of `page.html`.
#[derive(Debug, Serialize)]
pub struct FreeView {
    pub frame: Frame,
    pub title: Html,
    pub prose: Option<Html>,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>, page: &FreePage) -> FreeView {
    let title = scene.plain(&page.title);
    let crumbs = vec![scene.here(scene.text(&page.title))];
    FreeView {
        frame: scene.frame(About { title: Some(title.clone()), description: title, crumbs, colour: None }),
        title: scene.text(&page.title),
        prose: scene.prose(&page.prose, 2),
    }
}
