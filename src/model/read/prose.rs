//! Bodies of both languages: outlines, links, and what the two have to have in common.

use super::attachment::{self, Found};
use super::files::{ContentFiles, file_name};
use crate::diagnostic::{Fault, Place, Report, SourceId, nearest};
use crate::load::front_matter;
use crate::model::prose::{BodyLink, Leading, MOST_LEVELS, NumberedCharacter, Outline, outline, scheme};
use crate::model::translation::{self, Translated, Translation};
use crate::model::{Attachment, Body, Destination, Document, Language, PageKey, PageLink, Prose, document};
use crate::path;
use crate::tidy::{self, LeftoverMark, RunTogether, SpacedLink};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The bodies of every document.
pub struct Bodies {
    prose: BTreeMap<Document, Prose>,
    /// Of every Japanese body, by document.
    pub translations: Vec<Translation>,
    /// Every file that a body leads to or shows, by document.
    pub attachments: Vec<Attachment>,
    /// Every link of a body to another page, by document.
    pub page_links: Vec<PageLink>,
}

/// A body with its place, before its links are resolved.
struct UnlinkedBody<'a> {
    source: SourceId,
    start: usize,
    markdown: &'a str,
    outline: Outline,
}

impl UnlinkedBody<'_> {
    fn place(&self, range: &Range<usize>) -> Place {
        Place::Span(self.source, self.start + range.start..self.start + range.end)
    }
}

type UnlinkedBodies<'a> = BTreeMap<(Document, Language), UnlinkedBody<'a>>;

impl Bodies {
    /// Reads the bodies of all originals and translations.
    pub fn read(files: &ContentFiles<'_>, report: &mut Report) -> Bodies {
        let drafts = drafts(files, report);
        let anchors = anchors(files, &drafts);
        for document in files.originals.keys() {
            compare(files, document, &drafts, report);
        }
        let translations = files.originals.par_iter().filter_map(|(document, _)| translated(files, document, &drafts)).collect();
        let mut prose: BTreeMap<Document, Prose> = BTreeMap::new();
        let drafts: Vec<((Document, Language), UnlinkedBody<'_>)> = drafts.into_iter().collect();
        let bodies = super::side_by_side(&drafts, report, |((document, language), draft), report| {
            BodyReader { files, document, language: *language, draft, anchors: &anchors, attachments: Vec::new(), page_links: Vec::new() }
                .read(report)
        });
        let (mut attachments, mut page_links) = (Vec::new(), Vec::new());
        for (((document, language), _), (body, files, pages)) in drafts.iter().zip(bodies) {
            attachments.extend(files);
            page_links.extend(pages);
            let both = prose.entry(document.clone()).or_default();
            match language {
                Language::Ja => both.ja = Some(body),
                Language::En => both.en = Some(body),
            }
        }
        Bodies { prose, translations, attachments, page_links }
    }

    /// The bodies of one document.
    pub fn take(&mut self, document: &Document) -> Prose {
        self.prose.remove(document).unwrap_or_default()
    }
}

fn drafts<'a>(files: &ContentFiles<'a>, report: &mut Report) -> UnlinkedBodies<'a> {
    let mut bodies: Vec<((Document, Language), SourceId, usize)> = Vec::new();
    for (document, id) in files.originals.iter().filter(|(document, _)| document.page().is_some()) {
        if let Ok(parts) = front_matter::split(files.text(*id)) {
            bodies.push(((document.clone(), Language::Ja), *id, parts.body.start));
        }
    }
    for (document, id) in &files.translations {
        let text = files.text(*id);
        if front_matter::begins(text) {
            let end = front_matter::split(text).map_or(3, |parts| text[..parts.body.start].trim_end().len());
            let original = file_name(&document.path()).to_owned();
            report.add(Place::Span(*id, 0..end), Fault::FrontMatterInTranslation { original });
        } else if files.originals.contains_key(document) {
            bodies.push(((document.clone(), Language::En), *id, translation::record(text).line.end));
        }
    }
    let draft = |(key, source, start): ((Document, Language), SourceId, usize)| {
        let markdown = &files.text(source)[start..];
        let is_empty = markdown.trim().is_empty();
        (!is_empty).then(|| (key.clone(), UnlinkedBody { source, start, markdown, outline: outline(markdown, key.0.anchor().as_deref()) }))
    };
    // From a list, the tree is made with full nodes.
    let drafts: Vec<_> = bodies.into_par_iter().filter_map(draft).collect();
    drafts.into_iter().collect()
}

/// What there is in English of a Japanese body.
fn translated(files: &ContentFiles<'_>, document: &Document, drafts: &UnlinkedBodies<'_>) -> Option<Translation> {
    let ja = drafts.get(&(document.clone(), Language::Ja))?;
    let english = drafts.get(&(document.clone(), Language::En)).map(|en| {
        let record = translation::record(files.text(en.source));
        let shown = record.line.start..record.line.start + files.text(en.source)[record.line].trim_end().len();
        Translated { source: en.source, place: Place::Span(en.source, shown), made_from: record.hash.map(str::to_owned) }
    });
    let text_start = ja.markdown.len() - ja.markdown.trim_start().len();
    let place = ja.place(&first_line(ja.markdown, &(text_start..ja.markdown.len())));
    Some(Translation { original: ja.source, place, hash: translation::hash(ja.markdown), english })
}

/// What Japanese and English have to have in common.
fn compare(files: &ContentFiles<'_>, document: &Document, drafts: &UnlinkedBodies<'_>, report: &mut Report) {
    let Some(ja) = drafts.get(&(document.clone(), Language::Ja)) else { return };
    let Some(en) = drafts.get(&(document.clone(), Language::En)) else {
        if !files.translations.contains_key(document) {
            let path = file_name(&document.path()).replace(".md", ".en.md");
            report.add(Place::File(files.folder.sources.get(ja.source).path.clone()), Fault::MissingTranslatedBody { path });
        }
        return;
    };
    for ((original, ja_range), (translation, en_range)) in ja.outline.lists.iter().zip(&en.outline.lists) {
        if original != translation {
            let fault = Fault::ListLength { original: *original, translation: *translation };
            report.add_related(en.place(&first_line(en.markdown, en_range)), ja.place(&first_line(ja.markdown, ja_range)), fault);
        }
    }
}

fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let length = text[range.clone()].find('\n').unwrap_or(range.len());
    range.start..range.start + length
}

/// The anchors of each document in each language, as an author writes them after `#`, with the anchor on the page.
type Anchors = BTreeMap<Document, BTreeSet<String>>;

fn anchors(files: &ContentFiles<'_>, drafts: &UnlinkedBodies<'_>) -> Anchors {
    let mut anchors: Anchors = files.originals.keys().map(|document| (document.clone(), BTreeSet::new())).collect();
    for ((document, _), draft) in drafts {
        let ids = draft.outline.headings.iter().map(|heading| heading.id.clone());
        anchors.entry(document.clone()).or_default().extend(ids);
    }
    let wholes: BTreeMap<Option<PageKey>, &Document> =
        files.originals.keys().filter(|document| document.anchor().is_none()).map(|document| (document.page(), document)).collect();
    for part in files.originals.keys() {
        let Some(anchor) = part.anchor() else { continue };
        if let Some(set) = wholes.get(&part.page()).and_then(|whole| anchors.get_mut(*whole)) {
            set.insert(anchor);
        }
    }
    for (document, set) in &mut anchors {
        if matches!(document, Document::Strategy(_)) {
            set.extend(["vision", "alignment", "population", "goals", "comparison"].map(str::to_owned));
        }
    }
    anchors
}

/// Reads one body: its links, and what is odd in it.
struct BodyReader<'a> {
    files: &'a ContentFiles<'a>,
    document: &'a Document,
    language: Language,
    draft: &'a UnlinkedBody<'a>,
    anchors: &'a Anchors,
    /// The files that were found so far.
    attachments: Vec<Attachment>,
    /// The links to other pages that were found so far.
    page_links: Vec<PageLink>,
}

impl BodyReader<'_> {
    fn read(mut self, report: &mut Report) -> (Body, Vec<Attachment>, Vec<PageLink>) {
        let draft = self.draft;
        self.typed(report);
        if let Some(range) = &draft.outline.too_deep {
            report.add(draft.place(&first_line(draft.markdown, range)), Fault::TooDeep { most: MOST_LEVELS });
        }
        for NumberedCharacter { odd, range } in &draft.outline.odd {
            report.add(draft.place(range), Fault::odd_character(*odd));
        }
        let mut links = BTreeMap::new();
        for link in draft.outline.links.iter().filter(|link| !link.leading.allows(&link.address)) {
            links.extend(self.destination(link, report).map(|destination| (link.address.clone(), destination)));
        }
        let body = Body {
            prefix: self.document.anchor().unwrap_or_default(),
            markdown: draft.markdown.to_owned(),
            headings: draft.outline.headings.clone(),
            links,
        };
        (body, self.attachments, self.page_links)
    }

    /// What was typed as in an office, and does not stand on the page as it was meant.
    fn typed(&self, report: &mut Report) {
        let draft = self.draft;
        for LeftoverMark { mark, range } in tidy::leftovers(draft.markdown).iter().filter(|_| self.language == Language::Ja) {
            report.add(draft.place(range), Fault::LeftoverEmphasis { mark: (*mark).to_owned() });
        }
        for RunTogether { range } in &tidy::run_together(draft.markdown) {
            report.add(draft.place(range), Fault::LinesRunTogether);
        }
        for SpacedLink { address, range } in tidy::spaced_links(draft.markdown) {
            report.add(draft.place(&range), Fault::LinkWithSpace { address });
        }
    }

    /// Where a link leads within the site; `None`, with a fault, where it leads nowhere.
    fn destination(&mut self, link: &BodyLink, report: &mut Report) -> Option<Destination> {
        let found = match scheme(&link.address) {
            Some(scheme) => {
                let known = link.leading.schemes().iter().map(|scheme| (*scheme).to_owned()).collect();
                Err(Fault::LinkScheme { scheme: scheme.to_owned(), known })
            }
            None => self.resolve(link),
        };
        found.unwrap_or_else(|fault| {
            report.add(self.draft.place(&link.range), fault);
            None
        })
    }

    /// Where a relative link leads; `None` where a file of an edition is missing, which the sealed edition may not need any more.
    fn resolve(&mut self, link: &BodyLink) -> Result<Option<Destination>, Fault> {
        let (path, part) = link.address.split_once('#').map_or((link.address.as_str(), None), |(path, part)| (path, Some(part)));
        let target = if path.is_empty() { Some(self.document.clone()) } else { target(self.document, path) };
        let page = target.and_then(|target| Some((target.page()?, self.anchors.get(&target)?, target)));
        let Some((page, known, target)) = page else { return self.file(link, path, part) };
        if link.leading == Leading::Picture {
            return Err(attachment::not_shown(&target.file()));
        }
        let anchor = match part {
            None => target.anchor(),
            Some(wanted) => Some(find_anchor(&target, &path::percent_decoded(wanted), known)?),
        };
        if let Some(from) = self.document.page().filter(|from| *from != page) {
            let place = self.draft.place(&link.range);
            self.page_links.push(PageLink { place, from, to: page.clone(), written: link.address.clone() });
        }
        Ok(Some(Destination::Page { page, anchor }))
    }

    /// The file to which a link leads that leads to no page.
    fn file(&mut self, link: &BodyLink, path: &str, part: Option<&str>) -> Result<Option<Destination>, Fault> {
        let (path, kind, missing) = match attachment::find(self.files, self.document, link, path) {
            Found::File(path, kind) => (path, kind, None),
            Found::Unusable(fault) => return Err(fault),
            Found::Missing(wanted) => {
                let fault = self.broken(path);
                let of_edition = self.document.page().and_then(|page| page.edition()).is_some();
                let (path, kind) = wanted.filter(|_| of_edition).ok_or_else(|| fault.clone())?;
                (path, kind, Some(fault))
            }
        };
        let destination = missing.is_none().then(|| Destination::File { path: path.clone(), part: part.map(str::to_owned) });
        self.attachments.extend(self.document.page().map(|page| Attachment {
            path,
            kind,
            leading: link.leading,
            place: self.draft.place(&link.range),
            page,
            language: self.language,
            missing,
        }));
        Ok(destination)
    }

    fn broken(&self, path: &str) -> Fault {
        let documents = self.anchors.keys().map(Document::path);
        let files = self.files.folder.others.keys().filter_map(|path| path.strip_prefix("content/")).map(str::to_owned);
        let names: Vec<String> = documents.chain(files).map(|name| path::relative(&self.document.path(), &name)).collect();
        Fault::BrokenLink { target: path.to_owned(), nearest: nearest(path, names.iter().map(String::as_str)) }
    }
}

fn find_anchor(target: &Document, wanted: &str, known: &BTreeSet<String>) -> Result<String, Fault> {
    let on_page = target.anchor().map_or(wanted.to_owned(), |prefix| format!("{prefix}-{wanted}"));
    [on_page, wanted.to_owned()]
        .into_iter()
        .find(|anchor| known.contains(anchor))
        .ok_or_else(|| Fault::BrokenAnchor { anchor: wanted.to_owned(), nearest: nearest(wanted, known.iter().map(String::as_str)) })
}

/// The document at a relative path from another one.
fn target(from: &Document, path: &str) -> Option<Document> {
    let path = path::percent_decoded(&joined(path::folder(&from.path()), path)?);
    Document::parse(&document::original_of(&path).unwrap_or(path))
}

/// A folder and a path relative to it, as one path in NFC; `None` where it leads out at the top.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    Some(path::resolve(folder, path)?.nfc().collect())
}
