//! The editions and their corrections as an Atom feed; only where the site has an absolute address.

use crate::markup::escape;
use crate::model::{Correction, Language, Published};
use crate::record::EditionRecord;
use crate::render::context::PageContext;
use crate::render::words::fill;
use crate::render::{Address, Links, PageAddress, Renderer, ShownEdition, corrections, page};
use std::cmp::Reverse;

/// `feed.xml` in one language: every correction, then every published edition, newest first.
pub fn feed(renderer: &Renderer<'_>, language: Language) -> Option<String> {
    let base = renderer.base_url()?;
    let settings = &renderer.project.settings;
    let address =
        |address: Address| Links::new(&address, Some(base)).absolute(&address).map(|absolute| escape(&absolute)).unwrap_or_default();
    let home = address(Address::Page(language, PageAddress::Home));
    let own = address(Address::Feed(language));
    let published: Vec<&EditionRecord> =
        renderer.editions.iter().rev().filter(|shown| !shown.sources.draft).map(|shown| shown.record).collect();
    let corrections: Vec<CorrectionEntry<'_>> = newest_first(renderer).collect();
    let corrected = corrections.iter().map(|entry| entry.correction.date);
    let updated = published.iter().filter_map(|edition| edition.published).chain(corrected).max().map(timestamp)?;
    let author = settings.publisher.as_ref().map_or(&settings.title, |publisher| &publisher.name).in_language(language).0;
    let corrections = corrections.iter().filter_map(|entry| entry.xml(renderer, language));
    let entries: String = corrections.chain(published.iter().filter_map(|edition| entry(renderer, language, edition))).collect();
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
    let corrected = renderer.shown(edition.year).into_iter().flat_map(|shown| &shown.sources.corrections).map(|correction| correction.date);
    let updated = timestamp(corrected.chain(edition.published).max().filter(|_| edition.published.is_some())?);
    let (title, summary) = (escape(&context.report_title(edition)), escape(&page::edition::description(&context, edition)));
    Some(format!(
        "<entry><title>{title}</title><id>{link}</id><link href=\"{link}\"/><updated>{updated}</updated><summary>{summary}</summary></entry>\n"
    ))
}

/// A correction of an edition, as an entry of its own.
struct CorrectionEntry<'a> {
    edition: &'a EditionRecord,
    correction: &'a Correction,
    /// Its number among those of the edition, from 1.
    number: usize,
}

fn newest_first<'a>(renderer: &Renderer<'a>) -> impl Iterator<Item = CorrectionEntry<'a>> + use<'a> {
    let published = renderer.editions.iter().filter(|shown| !shown.sources.draft);
    let of = |shown: &ShownEdition<'a>| {
        let edition = shown.record;
        let numbered = (1..).zip(&shown.sources.corrections);
        numbered.map(move |(number, correction)| CorrectionEntry { edition, correction, number })
    };
    let mut entries: Vec<CorrectionEntry<'a>> = published.flat_map(of).collect();
    entries.sort_by_key(|entry| Reverse((entry.correction.date, entry.edition.year, entry.number)));
    entries.into_iter()
}

impl CorrectionEntry<'_> {
    fn xml(&self, renderer: &Renderer<'_>, language: Language) -> Option<String> {
        let address = Address::Page(language, PageAddress::Edition(self.edition.year));
        let context = PageContext::new(renderer, language, &address);
        let link = escape(&context.links.absolute(&address)?);
        let report = context.report_title(self.edition);
        let title = escape(&fill(&context.words.corrections.title, &[("title", &report)]));
        let (updated, number) = (timestamp(self.correction.date), self.number);
        let summary = escape(&corrections::line(&context, self.edition, self.correction));
        Some(format!(
            "<entry><title>{title}</title><id>{link}#correction-{number}</id><link href=\"{link}#corrections\"/><updated>{updated}</updated><summary>{summary}</summary></entry>\n"
        ))
    }
}

/// A month stands for its first day; the day begins at midnight in Japan.
fn timestamp(date: Published) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00+09:00", date.year, date.month, date.day.unwrap_or(1))
}
