//! Bodies in Markdown, read once so that rendering them cannot fail.

use super::PageKey;
use crate::characters::{self, OddPlace};
use crate::diagnostic::Place;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most levels to which lists, quotations, paragraphs and marks may nest; browsers give up at some hundreds.
pub const MOST_LEVELS: usize = 100;

/// Where a link in a body leads within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    Page {
        page: PageKey,
        anchor: Option<String>,
    },
    /// A file of the content, by its path below the root of the site.
    File {
        path: String,
        /// What stands behind `#`: `page=3`.
        part: Option<String>,
    },
}

impl Destination {
    /// Whether it is a part of a page.
    pub fn is_part_of(&self, other: &PageKey) -> bool {
        matches!(self, Destination::Page { page, anchor: Some(_) } if page == other)
    }
}

/// A link of a body to another page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    pub place: Place,
    /// The page that the body stands on.
    pub from: PageKey,
    pub to: PageKey,
    /// The address as written.
    pub written: String,
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseHeading {
    /// 1 to 6, as written.
    pub level: u8,
    pub text: String,
    /// Its anchor on the page that the body stands on.
    pub id: String,
}

/// A body in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What the anchors of the body begin with on its page; empty where it is the whole page.
    pub prefix: String,
    /// The Markdown, without front matter.
    pub markdown: String,
    pub headings: Vec<ProseHeading>,
    /// Destinations within the site by the link as written.
    pub links: BTreeMap<String, Destination>,
}

/// A body in Japanese and English; either may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    pub ja: Option<Body>,
    pub en: Option<Body>,
}

impl Prose {
    /// Its bodies, the Japanese one first.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.ja.iter().chain(&self.en)
    }

    /// What a page in `language` shows, and the language it is in: the Japanese where English is missing.
    pub fn in_language(&self, language: super::Language) -> Option<(&Body, super::Language)> {
        use super::Language::{En, Ja};
        match (language, &self.en, &self.ja) {
            (En, Some(en), _) => Some((en, En)),
            (Ja, _, Some(ja)) | (En, None, Some(ja)) => Some((ja, Ja)),
            (Ja, _, None) | (En, None, None) => None,
        }
    }
}

/// The Markdown that bodies are written in.
pub fn parser(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(markdown, options)
}

/// What an address of a body may begin with: nothing that can run a script. Pictures come from other sites only.
const LINK_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];
const PICTURE_SCHEMES: &[&str] = &["http", "https"];

/// What leads out of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leading {
    Link,
    /// An address of electronic mail, written without a scheme.
    Mail,
    Picture,
}

impl Leading {
    /// The schemes that its address may have.
    pub fn schemes(self) -> &'static [&'static str] {
        match self {
            Leading::Link | Leading::Mail => LINK_SCHEMES,
            Leading::Picture => PICTURE_SCHEMES,
        }
    }

    /// Whether an address begins with one of these schemes.
    pub fn allows(self, address: &str) -> bool {
        self == Leading::Mail || scheme(address).is_some_and(|found| self.schemes().iter().any(|scheme| scheme.eq_ignore_ascii_case(found)))
    }
}

/// The scheme of an address (RFC 3986, 3.1); one without it stays within the site.
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    (!scheme.is_empty() && scheme.bytes().all(is_scheme)).then_some(scheme)
}

/// A link or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyLink {
    /// As written.
    pub address: String,
    pub leading: Leading,
    /// Whether it has words: those of a picture are its alternative text.
    pub has_text: bool,
    pub range: Range<usize>,
}

/// An odd character, and where its number stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedCharacter {
    pub odd: OddPlace,
    pub range: Range<usize>,
}

/// What a body contains that has to be checked: positions are bytes of the body.
#[derive(Debug, Default)]
pub struct Outline {
    pub headings: Vec<ProseHeading>,
    pub links: Vec<BodyLink>,
    /// Odd characters that are written by their numbers.
    pub odd: Vec<NumberedCharacter>,
    /// Number of items of each list, in the order in which the lists begin.
    pub lists: Vec<(usize, Range<usize>)>,
    /// The first part that nests deeper than [`MOST_LEVELS`].
    pub too_deep: Option<Range<usize>>,
    /// Links and pictures that are open, by their positions in `links`.
    open_links: Vec<usize>,
    /// The anchors of the headings, and the last number that was put behind each that several headings wanted.
    anchors: BTreeSet<String>,
    repeated: BTreeMap<String, usize>,
}

/// Reads the outline of a body whose headings get anchors that begin with `prefix`.
pub fn outline(markdown: &str, prefix: Option<&str>) -> Outline {
    let mut outline = Outline::default();
    let mut open_lists: Vec<usize> = Vec::new();
    let mut heading: Option<(u8, Option<String>, String)> = None;
    let mut level = 0_usize;
    for (event, range) in offsets(markdown) {
        level = outline.nest(level, &event, &range);
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => heading = Some((number(level), id.map(|id| id.to_string()), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, id, text)) = heading.take() {
                    outline.add_heading(ProseHeading { level, id: id.unwrap_or_else(|| slug(&text)), text }, prefix);
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let leading = if link_type == LinkType::Email { Leading::Mail } else { Leading::Link };
                outline.add_link(leading, &dest_url, &title, range);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => outline.add_link(Leading::Picture, &dest_url, &title, range),
            Event::End(TagEnd::Link | TagEnd::Image) => drop(outline.open_links.pop()),
            Event::Start(Tag::List(_)) => {
                open_lists.push(outline.lists.len());
                outline.lists.push((0, range));
            }
            Event::End(TagEnd::List(_)) => drop(open_lists.pop()),
            Event::Start(Tag::Item) => outline.count_item(open_lists.last()),
            Event::Text(text) => {
                outline.find_odd(&text, &range, markdown);
                outline.add_words(&text);
                add_text(&mut heading, &text);
            }
            Event::Code(text) => {
                outline.add_words(&text);
                add_text(&mut heading, &text);
            }
            _ => {}
        }
    }
    outline
}

fn offsets(markdown: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    TextMergeWithOffset::new(parser(markdown).into_offset_iter())
}

fn add_text(heading: &mut Option<(u8, Option<String>, String)>, text: &str) {
    if let Some((_, _, whole)) = heading {
        whole.push_str(text);
    }
}

impl Outline {
    /// The level behind an event; the first place that is too deep is kept.
    fn nest(&mut self, level: usize, event: &Event<'_>, range: &Range<usize>) -> usize {
        match event {
            Event::Start(_) => {
                if level == MOST_LEVELS && self.too_deep.is_none() {
                    self.too_deep = Some(range.clone());
                }
                level + 1
            }
            Event::End(_) => level.saturating_sub(1),
            _ => level,
        }
    }

    fn add_heading(&mut self, heading: ProseHeading, prefix: Option<&str>) {
        let wanted = prefix.map_or(heading.id.clone(), |prefix| format!("{prefix}-{}", heading.id));
        let mut id = wanted.clone();
        while !self.anchors.insert(id.clone()) {
            let number = self.repeated.entry(wanted.clone()).or_insert(1);
            *number += 1;
            id = format!("{wanted}-{number}");
        }
        self.headings.push(ProseHeading { id, ..heading });
    }

    fn add_link(&mut self, leading: Leading, address: &str, title: &str, range: Range<usize>) {
        for odd in characters::odd(address).chain(characters::odd(title)).take(1) {
            self.odd.push(NumberedCharacter { odd, range: range.clone() });
        }
        self.open_links.push(self.links.len());
        self.links.push(BodyLink { address: address.to_owned(), leading, has_text: false, range });
    }

    /// Words within all links that are open.
    fn add_words(&mut self, text: &str) {
        if !text.trim().is_empty() {
            // Where one has words, so have those around it.
            let open = self.open_links.iter().rev();
            let silent = open.take_while(|open| !self.links[**open].has_text).copied().collect::<Vec<_>>();
            silent.into_iter().for_each(|open| self.links[open].has_text = true);
        }
    }

    /// Those that do not stand in the text themselves: they were found when it was read.
    fn find_odd(&mut self, text: &str, range: &Range<usize>, markdown: &str) {
        let written = markdown.get(range.clone()).unwrap_or_default();
        let numbered = characters::odd(text).filter(|odd| !written.contains(odd.letter)).take(1);
        self.odd.extend(numbered.map(|odd| NumberedCharacter { odd, range: range.clone() }));
    }

    fn count_item(&mut self, list: Option<&usize>) {
        if let Some(list) = list.and_then(|index| self.lists.get_mut(*index)) {
            list.0 += 1;
        }
    }
}

/// The level of a heading as a number.
pub fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// An anchor made from a heading: letters and digits of any script in lower case, everything else a hyphen.
pub fn slug(text: &str) -> String {
    let words: String = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let slug = words.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_headings_get_different_anchors() {
        let ids: Vec<String> = outline("## A b\n## A b\n", Some("x")).headings.into_iter().map(|heading| heading.id).collect();
        assert_eq!(ids, ["x-a-b", "x-a-b-2"]);
    }

    #[test]
    fn japanese_headings_keep_their_letters() {
        assert_eq!(slug("3-5 これまでの（取組）"), "3-5-これまでの-取組");
    }

    #[test]
    fn words_of_links_and_pictures_are_found() {
        let outline = outline("![](a.png) ![*図*](b.png) [![](c.png)](d.pdf) [![`e`](e.png)](f.pdf) [ ](g.pdf)", None);
        let named: Vec<(&str, bool)> = outline.links.iter().map(|link| (link.address.as_str(), link.has_text)).collect();
        let expected =
            [("a.png", false), ("b.png", true), ("d.pdf", false), ("c.png", false), ("f.pdf", true), ("e.png", true), ("g.pdf", false)];
        assert_eq!(named, expected);
    }

    #[test]
    fn items_are_counted_list_by_list() {
        let counts: Vec<usize> = outline("- a\n  - b\n- c\n\ntext\n\n1. d\n", None).lists.into_iter().map(|(count, _)| count).collect();
        assert_eq!(counts, [2, 1, 1]);
    }
}
