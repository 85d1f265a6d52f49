//! What search engines read; only where the site has an absolute address.

use crate::markup::escape;
use crate::model::{Language, Stage};
use crate::render::{Address, Links, PageAddress, Renderer};

/// `sitemap.xml`: every page in every language, each with its alternates.
pub fn sitemap(renderer: &Renderer<'_>, pages: &[PageAddress]) -> Option<String> {
    let base = renderer.base_url()?;
    let listed = pages.iter().filter(|page| **page != PageAddress::NotFound && !renderer.is_draft(page));
    let entries: String = listed.map(|page| entries(renderer, base, page)).collect();
    let root = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">";
    Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n{entries}</urlset>\n"))
}

/// The page in every language in which it has texts of its own.
fn entries(renderer: &Renderer<'_>, base: &str, page: &PageAddress) -> String {
    let languages = renderer.spoken(page);
    let address = |language: &Language| {
        let address = Address::Page(*language, page.clone());
        Links::new(&address, Some(base)).absolute(&address).map(|address| escape(&address)).unwrap_or_default()
    };
    let alternate =
        |tag: &str, language: &Language| format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", address(language));
    let mut alternates = String::new();
    if renderer.project.settings.languages.len() > 1 {
        alternates.extend(languages.iter().map(|language| alternate(language.tag(), language)));
        alternates.push_str(&alternate("x-default", &Language::Ja));
    }
    languages.iter().map(|language| format!("<url><loc>{}</loc>{alternates}</url>\n", address(language))).collect()
}

/// `robots.txt` with the address of the sitemap; on a staging site it keeps everybody out.
pub fn robots(renderer: &Renderer<'_>) -> Option<String> {
    match renderer.stage {
        Stage::Staging => Some("User-agent: *\nDisallow: /\n".to_owned()),
        Stage::Production => {
            renderer.base_url().map(|base| format!("User-agent: *\nAllow: /\n\nSitemap: {base}/{}\n", Address::Sitemap.path()))
        }
    }
}
