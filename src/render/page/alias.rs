//! A page that leads from an old path to where its content is now.

use crate::model::Stage;
use crate::render::context::PageContext;
use crate::render::html::Html;
use crate::render::route::{Address, PageAddress};
use serde::Serialize;

/// Struct of `alias.html`.
#[derive(Debug, Serialize)]
pub struct AliasView {
    pub lang: &'static str,
    pub site: Html,
    pub href: String,
    pub canonical: Option<String>,
    /// Whether the site is for looking first.
    pub staging: bool,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, target: PageAddress) -> AliasView {
    let address = Address::Page(context.language, target);
    AliasView {
        lang: context.language.tag(),
        site: context.text(&context.renderer.project.settings.title),
        href: context.links.to(&address),
        canonical: context.links.absolute(&address),
        staging: context.renderer.stage == Stage::Staging,
    }
}
