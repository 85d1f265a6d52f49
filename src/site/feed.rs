//! The editions as an Atom feed; only where the site has an absolute address.

use crate::markup::escape;
use crate::model::{Language, Published};
use crate::record::EditionRecord;
use crate::render::context::PageContext;
use crate::render::{Address, Links, PageAddress, Renderer, page};

/// `feed.xml` in one language: every published edition, newest first.
pub fn feed(renderer: &Renderer<'_>, language: Language) -> Option<String> {
    let base = renderer.base_url()?;
    let settings = &renderer.project.settings;
    let address =
        |address: Address| Links::new(&address, Some(base)).absolute(&address).map(|absolute| escape(&absolute)).unwrap_or_default();
    let home = address(Address::Page(language, PageAddress::Home));
    let own = address(Address::Feed(language));
    let published: Vec<&EditionRecord> =
        renderer.editions.iter().rev().filter(|shown| !shown.sources.draft).map(|shown| shown.record).collect();
    let updated = published.iter().filter_map(|edition| edition.published).max().map(timestamp)?;
    let author = settings.publisher.as_ref().map_or(&settings.title, |publisher| &publisher.name).in_language(language).0;
    let entries: String = published.iter().filter_map(|edition| entry(renderer, language, edition)).collect();
    let title = escape(settings.title.in_language(language).0);
    let head = format!(
        "<title>{title}</title><id>{home}</id><link rel=\"self\" href=\"{own}\"/><link href=\"{home}\"/><updated>{updated}</updated><author><name>{}</name></author>",
        escape(author)
    );
    let root = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", language.tag());
    Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}{head}\n{entries}</feed>\n"))
}

fn entry(renderer: &Renderer<'_>, language: Language, edition: &EditionRecord) -> Option<String> {
    let address = Address::Page(language, PageAddress::Edition(edition.year));
    let context = PageContext::new(renderer, language, &address);
    let link = escape(&context.links.absolute(&address)?);
    let updated = timestamp(edition.published?);
    let (title, summary) = (escape(&context.report_title(edition)), escape(&page::edition::description(&context, edition)));
    Some(format!(
        "<entry><title>{title}</title><id>{link}</id><link href=\"{link}\"/><updated>{updated}</updated><summary>{summary}</summary></entry>\n"
    ))
}

/// A month stands for its first day; the day begins at midnight in Japan.
fn timestamp(date: Published) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00+09:00", date.year, date.month, date.day.unwrap_or(1))
}
