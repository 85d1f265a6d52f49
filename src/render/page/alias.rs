//! A page that leads from an old path to where its content is now.

use crate::render::html::Html;
use crate::render::route::{Address, PageAddress};
use crate::render::scene::Scene;
use serde::Serialize;

/// Struct of `alias.html`.
#[derive(Debug, Serialize)]
pub struct AliasView {
    pub lang: &'static str,
    pub site: Html,
    pub href: String,
    pub canonical: Option<String>,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>, target: PageAddress) -> AliasView {
    let address = Address::Page(scene.language, target);
    AliasView {
        lang: scene.language.tag(),
        site: scene.text(&scene.renderer.project.settings.title),
        href: scene.links.to(&address),
        canonical: scene.links.absolute(&address),
    }
}
