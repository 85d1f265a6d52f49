//! The page for wrong addresses.

use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use serde::Serialize;

/// Struct of `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    pub frame: Frame,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>) -> NotFoundView {
    let words = &context.words.not_found;
    NotFoundView {
        frame: context.frame(PageHead { title: Some(words.heading.clone()), description: words.text.clone(), ..PageHead::default() }),
    }
}
