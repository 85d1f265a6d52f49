//! The page for wrong addresses.

use crate::render::frame::{About, Frame};
use crate::render::scene::Scene;
use serde::Serialize;

/// Struct of `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    pub frame: Frame,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>) -> NotFoundView {
    let words = &scene.words.not_found;
    NotFoundView { frame: scene.frame(About { title: Some(words.heading.clone()), description: words.text.clone(), ..About::default() }) }
}
