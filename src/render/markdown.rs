//! Bodies as HTML.

use super::html::{escape, is_japanese, mark_japanese};
use crate::model::{Body, Destination, Language, prose};
use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd, TextMergeStream};

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
    pub link: &'a dyn Fn(&Destination) -> Option<String>,
    /// Label of the box in which a wide table scrolls.
    pub table_label: &'a str,
}

/// HTML elements that are kept in bodies even where raw HTML is not allowed; without attributes.
const HARMLESS: [&str; 8] = ["br", "ruby", "rt", "rp", "sub", "sup", "kbd", "abbr"];

/// Renders a body; cannot fail, because its links were resolved when it was read.
pub fn html(body: &Body, style: &Style<'_>) -> String {
    let highest = body.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let events = TextMergeStream::new(prose::parser(&body.markdown));
    let mut writer = Writer {
        body,
        style,
        shift: i16::from(style.level) - i16::from(highest),
        heading: 0,
        table: TableState::default(),
        notes: Vec::new(),
        open_links: Vec::new(),
        events: Vec::new(),
    };
    for event in events {
        writer.add(event);
    }
    let mut html = String::with_capacity(body.markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, joined(writer.events).into_iter());
    if style.language == style.page { html } else { format!("<div lang=\"{}\">{html}</div>", style.language.tag()) }
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

struct Writer<'a> {
    body: &'a Body,
    style: &'a Style<'a>,
    shift: i16,
    heading: usize,
    table: TableState,
    /// Labels of the footnotes in the order in which they are first named.
    notes: Vec<String>,
    /// Whether each open link was written as one.
    open_links: Vec<bool>,
    events: Vec<Event<'a>>,
}

impl<'a> Writer<'a> {
    fn add(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(prose::number(level)),
            Event::End(TagEnd::Heading(level)) => self.raw(format!("</h{}>\n", self.level(prose::number(level)))),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => self.open_table(event),
            Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => self.close_table(event),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let href = self.href(link_type, &dest_url);
                self.open_links.push(href.is_some());
                self.events.extend(href.map(|dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id })));
            }
            Event::End(TagEnd::Link) => {
                if self.open_links.pop().unwrap_or(true) {
                    self.events.push(Event::End(TagEnd::Link));
                }
            }
            Event::FootnoteReference(label) => {
                let (note, number) = self.note(&label);
                self.raw(format!("<sup class=\"note-ref\" id=\"{note}-ref\"><a href=\"#{note}\">{number}</a></sup>"));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let (note, number) = self.note(&label);
                self.raw(format!("<div class=\"note\" id=\"{note}\"><a href=\"#{note}-ref\">{number}</a><div>"));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.raw("</div></div>\n".to_owned()),
            Event::Text(text) => self.text(text),
            Event::Html(text) if !self.style.raw_html => self.raw(escape(&text)),
            Event::InlineHtml(text) if !self.style.raw_html => self.raw(harmless(&text).unwrap_or_else(|| escape(&text))),
            other => self.events.push(other),
        }
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
        let known = self.notes.iter().position(|other| other == label);
        let index = known.unwrap_or_else(|| {
            self.notes.push(label.to_owned());
            self.notes.len() - 1
        });
        let prefix = if self.body.prefix.is_empty() { String::new() } else { format!("{}-", self.body.prefix) };
        (format!("{prefix}note-{}", index + 1), index + 1)
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
        if self.style.page == Language::En && self.style.language == Language::En && text.chars().any(is_japanese) {
            self.raw(mark_japanese(&text));
        } else {
            self.events.push(Event::Text(text));
        }
    }

    /// Links within the site as resolved; outside it only schemes that cannot run a script. `None`: the words stand without
    /// a link.
    fn href(&self, link_type: LinkType, written: &str) -> Option<CowStr<'a>> {
        if let Some(destination) = self.body.links.get(written) {
            return (self.style.link)(destination).map(CowStr::from);
        }
        let scheme = written.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
        let safe = link_type == LinkType::Email || ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
        safe.then(|| CowStr::from(written.to_owned()))
    }
}

/// An element of [`HARMLESS`] without its attributes.
fn harmless(tag: &str) -> Option<String> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (slash, rest) = inner.strip_prefix('/').map_or(("", inner), |rest| ("/", rest));
    let name = rest.split(|letter: char| letter.is_whitespace() || letter == '/').next()?.to_ascii_lowercase();
    HARMLESS.contains(&name.as_str()).then(|| format!("<{slash}{name}>"))
}

/// Takes away line breaks between wide characters: Japanese has no spaces there.
fn joined(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let wide_after: Vec<bool> = events.iter().map(|event| matches!(event, Event::Text(text) if text.starts_with(is_japanese))).collect();
    let mut wide_before = false;
    let mut kept = Vec::with_capacity(events.len());
    for (index, event) in events.into_iter().enumerate() {
        let joins = matches!(event, Event::SoftBreak) && wide_before && wide_after.get(index + 1).copied().unwrap_or(false);
        if let Event::Text(text) = &event {
            wide_before = text.ends_with(is_japanese);
        }
        if !joins {
            kept.push(event);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(markdown: &str, raw_html: bool) -> String {
        let outline = prose::outline(markdown, None);
        let body = Body {
            prefix: String::new(),
            markdown: markdown.to_owned(),
            headings: outline.headings,
            links: std::collections::BTreeMap::new(),
        };
        let link = |_: &Destination| None;
        html(&body, &Style { level: 3, language: Language::Ja, page: Language::Ja, raw_html, link: &link, table_label: "表" })
    }

    #[test]
    fn lines_of_japanese_are_joined_without_a_space() {
        assert_eq!(rendered("取組を\n進める\nand more", false), "<p>取組を進める\nand more</p>\n");
    }

    #[test]
    fn headings_begin_at_the_level_of_the_page() {
        assert_eq!(rendered("## 経緯\n\n### 一", false), "<h3 id=\"経緯\">経緯</h3>\n<h4 id=\"一\">一</h4>\n");
    }

    #[test]
    fn raw_html_is_inert_unless_it_is_allowed() {
        assert_eq!(rendered("a <b onclick=\"x\">b</b> c<br>d", false), "<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt; c<br>d</p>\n");
        assert_eq!(rendered("a <b>b</b>", true), "<p>a <b>b</b></p>\n");
        assert_eq!(rendered("<script>alert(1)</script>\n", false), "&lt;script&gt;alert(1)&lt;/script&gt;\n");
    }

    #[test]
    fn tables_have_scopes_and_align_by_class() {
        let expected = concat!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表\"><table><thead><tr><th scope=\"col\">a</th>",
            "<th scope=\"col\" class=\"num\">b</th></tr></thead><tbody>\n<tr><td>c</td><td class=\"num\">1</td></tr>\n</tbody></table></div>\n"
        );
        assert_eq!(rendered("| a | b |\n|---|--:|\n| c | 1 |\n", false), expected);
    }

    #[test]
    fn footnotes_lead_there_and_back() {
        let expected = "<p>a<sup class=\"note-ref\" id=\"note-1-ref\"><a href=\"#note-1\">1</a></sup></p>\n<div class=\"note\" id=\"note-1\"><a href=\"#note-1-ref\">1</a><div>\n<p>b</p>\n</div></div>\n";
        assert_eq!(rendered("a[^x]\n\n[^x]: b\n", false), expected);
    }

    #[test]
    fn a_link_that_would_run_a_script_leads_nowhere() {
        assert_eq!(rendered("[x](javascript:alert(1))", false), "<p>x</p>\n");
    }
}
