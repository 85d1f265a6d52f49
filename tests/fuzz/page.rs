//! What a page may hold that is made from texts of strangers, as a list of what is allowed.

use super::html::{Page, Token};

/// Elements that a body may become.
const ELEMENTS: [&str; 44] = [
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "i",
    "s",
    "b",
    "u",
    "small",
    "caption",
];

/// Attributes that they may have.
const ATTRIBUTES: [&str; 12] = ["alt", "aria-label", "class", "href", "id", "lang", "role", "scope", "src", "start", "tabindex", "title"];

/// Schemes of addresses at which nothing runs.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// A body without raw HTML: elements nest, and all of them, their attributes and their addresses are among the harmless.
pub fn is_body(html: &str) {
    let page = Page::read("body", html);
    page.walk(|_, token| {
        if let Token::Open { name, attributes } = token {
            assert!(ELEMENTS.contains(&name.as_str()), "<{name}> in {html}");
            for (attribute, _) in attributes {
                assert!(ATTRIBUTES.contains(&attribute.as_str()), "{attribute} of <{name}> in {html}");
            }
        }
    });
    leads_nowhere_harmful(&page);
}

/// A whole page: elements nest, no attribute runs a script, and no address does. Its scripts are those of the theme, by their names.
pub fn is_harmless(path: &str, html: &str) {
    let page = Page::read(path, html);
    page.walk(|around, token| match token {
        Token::Open { name, attributes } => {
            assert!(!["iframe", "object", "embed", "base", "form"].contains(&name.as_str()), "<{name}> in {path}");
            for (attribute, value) in attributes {
                assert!(!attribute.starts_with("on") && attribute != "style", "{attribute}=\"{value}\" of <{name}> in {path}");
            }
            let is_data = token.get("type").is_some_and(|kind| kind == "application/ld+json");
            assert!(name != "script" || is_data || token.get("src").is_some(), "a script of its own in {path}");
        }
        Token::Text(_) => {
            let is_code = around.last().is_some_and(|element| element.name() == Some("script") && element.get("src").is_some());
            assert!(!is_code, "a script beside its source in {path}");
        }
        Token::Close(_) => {}
    });
    leads_nowhere_harmful(&page);
}

fn leads_nowhere_harmful(page: &Page) {
    for (element, attribute, value) in page.links() {
        let plain: String = value.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
        let first = plain.split(['/', '?', '#']).next().unwrap_or_default();
        let scheme = first.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
        let is_fine = scheme.is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()));
        assert!(is_fine, "{attribute}=\"{value}\" of <{element}> in {}", page.path());
    }
}
