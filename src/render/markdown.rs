//! Bodies as HTML.

use super::attachment::{BodyHref, ResponsiveImage};
use super::html::{is_japanese, mark_japanese};
use super::inline_html;
use crate::markup::escape;
use crate::model::prose::{self, Leading};
use crate::model::{Body, Destination, Language};
use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd, TextMergeStream};
use std::collections::BTreeMap;

/// How a body is written into a page.
pub struct Style<'a> {
    /// Level of the body's highest headings on the page.
    pub level: u8,
    /// The language the body is in.
    pub language: Language,
    /// The language of the page.
    pub page: Language,
    /// Whether raw HTML is kept.
    pub raw_html: bool,
    /// The link to a destination within the site; `None` where the site does not show it.
    pub link: &'a dyn Fn(&Destination) -> Option<BodyHref>,
    /// The picture at a destination within the site.
    pub picture: &'a dyn Fn(&Destination) -> Option<ResponsiveImage>,
    /// Label of the box in which a wide table scrolls.
    pub table_label: &'a str,
}

/// Renders a body; cannot fail, because its links were resolved when it was read.
pub fn html(body: &Body, style: &Style<'_>) -> String {
    let highest = body.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let events: Vec<Event<'_>> = TextMergeStream::new(prose::parser(&body.markdown)).collect();
    let mut writer = HtmlWriter {
        body,
        style,
        shift: i16::from(style.level) - i16::from(highest),
        heading: 0,
        table: TableState::default(),
        notes: BTreeMap::new(),
        open_links: Vec::new(),
        open_pictures: Vec::new(),
        own: None,
        around: 0,
        allowed_tags: inline_html::allowed_tags(&events),
        events: Vec::with_capacity(events.len()),
    };
    for (position, event) in events.into_iter().enumerate() {
        writer.add(position, event);
    }
    let mut html = String::with_capacity(body.markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, joined(writer.events).into_iter());
    if style.language == style.page { html } else { format!("<div lang=\"{}\">{html}</div>", style.language.tag()) }
}

/// Renders a text that is being written: its links within the site lead nowhere yet, and HTML stands as text.
pub fn draft_html(markdown: &str, level: u8, table_label: &str) -> String {
    const PREFIX: &str = "draft";
    let headings = prose::outline(markdown, Some(PREFIX)).headings;
    let body = Body { prefix: PREFIX.to_owned(), markdown: markdown.to_owned(), headings, links: BTreeMap::new() };
    let style =
        Style { level, language: Language::Ja, page: Language::Ja, raw_html: false, link: &|_| None, picture: &|_| None, table_label };
    html(&body, &style)
}

/// Where in a table the writer is.
#[derive(Default)]
struct TableState {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl TableState {
    /// The class of the next cell.
    fn class(&self) -> &'static str {
        match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::Center) => " class=\"mid\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        }
    }
}

/// A picture of the site itself, and what stands in it so far.
struct OwnPicture {
    image: ResponsiveImage,
    title: String,
    alt: String,
    /// How many pictures are open in its text.
    within: usize,
}

impl OwnPicture {
    fn html(&self) -> String {
        let OwnPicture { image: ResponsiveImage { src, srcset, width, height }, title, alt, .. } = self;
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        format!(
            "<img class=\"body-picture\" src=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\" width=\"{width}\" height=\"{height}\" alt=\"{}\"{title} loading=\"lazy\" decoding=\"async\">",
            escape(src),
            escape(srcset),
            escape(alt)
        )
    }
}

/// How wide a picture is shown, as the photos of the theme are.
const SIZES: &str = "(min-width: 40em) 32rem, 100vw";

struct HtmlWriter<'a> {
    body: &'a Body,
    style: &'a Style<'a>,
    shift: i16,
    heading: usize,
    table: TableState,
    /// Numbers of the footnotes, in the order in which they are first named, by their labels.
    notes: BTreeMap<String, usize>,
    /// What stands behind the words of each open link; `None` where it is not written as one.
    open_links: Vec<Option<String>>,
    /// The same of pictures, and how many of them were: what stands in one is its text, without any mark.
    open_pictures: Vec<bool>,
    around: usize,
    /// A picture of the site itself that is open.
    own: Option<OwnPicture>,
    /// Tags that are kept, by the position of their events.
    allowed_tags: BTreeMap<usize, String>,
    events: Vec<Event<'a>>,
}

impl<'a> HtmlWriter<'a> {
    fn add(&mut self, position: usize, event: Event<'a>) {
        if let Some(own) = self.own.take() {
            return self.add_to_picture(own, event);
        }
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => self.add_leading(event),
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(prose::number(level)),
            Event::End(TagEnd::Heading(level)) => self.raw(format!("</h{}>\n", self.level(prose::number(level)))),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => self.open_table(event),
            Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => self.close_table(event),
            Event::Text(text) => self.text(text),
            Event::InlineHtml(_) | Event::FootnoteReference(_) if self.around > 0 => {}
            Event::FootnoteReference(label) => {
                let (note, number) = self.note(&label);
                self.raw(format!("<sup class=\"note-ref\" id=\"{note}-ref\"><a href=\"#{note}\">{number}</a></sup>"));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let (note, number) = self.note(&label);
                self.raw(format!("<div class=\"note\" id=\"{note}\"><a href=\"#{note}-ref\">{number}</a><div>"));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.raw("</div></div>\n".to_owned()),
            Event::Html(text) if !self.style.raw_html => self.raw(escape(&text)),
            Event::InlineHtml(text) if !self.style.raw_html => {
                let kept = self.allowed_tags.remove(&position);
                self.raw(kept.unwrap_or_else(|| escape(&text)));
            }
            other => self.events.push(other),
        }
    }

    /// Links and pictures, as far as their addresses allow it; else what they say stands without them.
    fn add_leading(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let link = self.href(link_type, &dest_url);
                self.open_links.push(link.as_ref().map(|link| link.note.clone().unwrap_or_default()));
                let href = link.map(|link| CowStr::from(link.href));
                self.events.extend(href.map(|dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id })));
            }
            Event::Start(Tag::Image { ref dest_url, ref title, .. }) if self.body.links.contains_key(&**dest_url) => {
                let image = self.body.links.get(&**dest_url).and_then(self.style.picture);
                match image.filter(|_| self.around == 0) {
                    Some(image) => self.own = Some(OwnPicture { image, title: title.to_string(), alt: String::new(), within: 0 }),
                    None => self.open_pictures.push(false),
                }
            }
            Event::Start(Tag::Image { ref dest_url, .. }) => {
                let shown = Leading::Picture.allows(dest_url);
                self.open_pictures.push(shown);
                self.around += usize::from(shown);
                self.events.extend(shown.then_some(event));
            }
            Event::End(TagEnd::Image) => {
                let shown = self.open_pictures.pop().unwrap_or(true);
                self.around = self.around.saturating_sub(usize::from(shown));
                self.events.extend(shown.then_some(event));
            }
            _ => {
                let note = self.open_links.pop().unwrap_or(Some(String::new()));
                if let Some(note) = note.as_ref().filter(|note| !note.is_empty() && self.around == 0) {
                    self.raw(escape(note));
                }
                self.events.extend(note.is_some().then_some(event));
            }
        }
    }

    /// What stands in a picture of the site is its text, without any mark; at its end the picture is written.
    fn add_to_picture(&mut self, mut own: OwnPicture, event: Event<'a>) {
        match event {
            Event::Start(Tag::Image { .. }) => own.within += 1,
            Event::End(TagEnd::Image) if own.within == 0 => return self.raw(own.html()),
            Event::End(TagEnd::Image) => own.within -= 1,
            Event::Text(text) | Event::Code(text) => own.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => own.alt.push(' '),
            _ => {}
        }
        self.own = Some(own);
    }

    /// Tables are written here: the columns' alignment is a class, since pages have no `style` attributes.
    fn open_table(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.table.columns = alignments;
                let label = escape(self.style.table_label);
                self.raw(format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>"));
            }
            Event::Start(Tag::TableHead) => {
                self.table.in_head = true;
                self.table.column = 0;
                self.raw("<thead><tr>".to_owned());
            }
            Event::Start(Tag::TableRow) => {
                self.table.column = 0;
                self.raw("<tr>".to_owned());
            }
            _ => {
                let class = self.table.class();
                self.table.column += 1;
                self.raw(if self.table.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") });
            }
        }
    }

    fn close_table(&mut self, event: Event<'a>) {
        let html = match event {
            Event::End(TagEnd::Table) => "</tbody></table></div>\n",
            Event::End(TagEnd::TableHead) => "</tr></thead><tbody>\n",
            Event::End(TagEnd::TableRow) => "</tr>\n",
            _ if self.table.in_head => "</th>",
            _ => "</td>",
        };
        if matches!(event, Event::End(TagEnd::TableHead)) {
            self.table.in_head = false;
        }
        self.raw(html.to_owned());
    }

    fn raw(&mut self, html: String) {
        self.events.push(Event::InlineHtml(CowStr::from(html)));
    }

    /// Anchor and number of a footnote; unique on the page through the body's prefix.
    fn note(&mut self, label: &str) -> (String, usize) {
        let next = self.notes.len() + 1;
        let number = *self.notes.entry(label.to_owned()).or_insert(next);
        let prefix = if self.body.prefix.is_empty() { String::new() } else { format!("{}-", self.body.prefix) };
        (format!("{prefix}note-{number}"), number)
    }

    fn level(&self, written: u8) -> i16 {
        (i16::from(written) + self.shift).clamp(1, 6)
    }

    fn open_heading(&mut self, level: u8) {
        let id = self.body.headings.get(self.heading).map(|heading| heading.id.as_str()).unwrap_or_default();
        self.heading += 1;
        self.raw(format!("<h{} id=\"{}\">", self.level(level), escape(id)));
    }

    fn text(&mut self, text: CowStr<'a>) {
        let is_english = self.style.page == Language::En && self.style.language == Language::En;
        if is_english && self.around == 0 && text.chars().any(is_japanese) {
            self.raw(mark_japanese(&text));
        } else {
            self.events.push(Event::Text(text));
        }
    }

    /// Links within the site as resolved; outside it only schemes that cannot run a script. `None`: the words stand without
    /// a link.
    fn href(&self, link_type: LinkType, written: &str) -> Option<BodyHref> {
        if let Some(destination) = self.body.links.get(written) {
            return (self.style.link)(destination);
        }
        let safe = link_type == LinkType::Email || Leading::Link.allows(written);
        safe.then(|| BodyHref { href: written.to_owned(), note: None })
    }
}

/// Whether a letter stands in Japanese without a space beside it: also the signs of notes and numbers, and dashes.
fn is_without_space(letter: char) -> bool {
    const SIGNS: &[char] = &['※', '―', '…', '‥', '“', '”', '‘', '’', '→', '←', '↑', '↓', '⇒', '×', '÷', '±'];
    is_japanese(letter) || SIGNS.contains(&letter) || matches!(letter, '①'..='⓿' | '■'..='◯' | '★' | '☆' | '㈠'..='㏿')
}

/// Takes away line breaks between wide characters: Japanese has no spaces there.
fn joined(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let starts_wide = |event: &Event<'_>| matches!(event, Event::Text(text) if text.starts_with(is_without_space));
    let wide_after: Vec<bool> = events.iter().map(starts_wide).collect();
    let mut wide_before = false;
    let mut kept = Vec::with_capacity(events.len());
    for (index, event) in events.into_iter().enumerate() {
        let joins = matches!(event, Event::SoftBreak) && wide_before && wide_after.get(index + 1).copied().unwrap_or(false);
        if let Event::Text(text) = &event {
            wide_before = text.ends_with(is_without_space);
        }
        if !joins {
            kept.push(event);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
