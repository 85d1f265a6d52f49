//! The editions as an Atom feed; only where the site has an absolute address.

use crate::markup::escape;
use crate::model::{Language, Published};
use crate::record::EditionRecord;
use crate::render::date::DateFormatter;
use crate::render::words::fill;
use crate::render::{Address, Links, PageAddress, Renderer};

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
    let link = escape(&Links::new(&address, renderer.base_url()).absolute(&address)?);
    let updated = timestamp(edition.published?);
    let year = DateFormatter { language, notation: edition.notation(), minus: '−' }.fiscal_long(edition.year);
    let heading = &renderer.theme.words(language).edition.heading;
    let title = escape(&fill(heading, &[("title", edition.title.in_language(language).0), ("year", &year)]));
    Some(format!("<entry><title>{title}</title><id>{link}</id><link href=\"{link}\"/><updated>{updated}</updated></entry>\n"))
}

/// A month stands for its first day; the day begins at midnight in Japan.
fn timestamp(date: Published) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00+09:00", date.year, date.month, date.day.unwrap_or(1))
}
