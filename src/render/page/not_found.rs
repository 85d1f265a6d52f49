//! The page for wrong addresses, in every language of the site: a server does not know which one its visitor reads.

use crate::model::Language;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use crate::render::route::{Address, PageAddress};
use serde::Serialize;

/// Struct of `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    pub frame: Frame,
    /// The same in the other languages of the site.
    pub others: Vec<OtherLanguage>,
}

/// What the page says in a language that is not its own.
#[derive(Debug, Serialize)]
pub struct OtherLanguage {
    pub lang: &'static str,
    pub heading: String,
    pub text: String,
    /// The home page of the language, and its name.
    pub home: String,
    pub home_label: String,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>) -> NotFoundView {
    let words = &context.words.not_found;
    let head = PageHead { title: Some(words.heading.clone()), description: words.text.clone(), ..PageHead::default() };
    let languages = context.renderer.project.settings.languages.iter();
    let others = languages.filter(|language| **language != context.language).map(|language| other(context, *language));
    NotFoundView { frame: context.frame(head), others: others.collect() }
}

fn other(context: &PageContext<'_>, language: Language) -> OtherLanguage {
    let words = context.renderer.theme.words(language);
    OtherLanguage {
        lang: language.tag(),
        heading: words.not_found.heading.clone(),
        text: words.not_found.text.clone(),
        home: context.links.to(&Address::Page(language, PageAddress::Home)),
        home_label: words.frame.home.clone(),
    }
}
