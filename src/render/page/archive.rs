//! Every edition and strategy.

use crate::markup::escape;
use crate::model::{Notation, Seal, Text, seal};
use crate::record::EditionRecord;
use crate::render::Html;
use crate::render::ShownEdition;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::frame::{Frame, PageHead};
use crate::render::number::file_size;
use crate::render::route::{Address, PageAddress};
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `archive.html`.
#[derive(Debug, Serialize)]
pub struct ArchiveView {
    pub frame: Frame,
    /// Every indicator through all editions.
    pub series_href: String,
    pub editions: Vec<ArchivedEdition>,
    /// Where the open data of all editions is.
    pub data_href: Option<String>,
    pub strategies: Vec<ArchivedStrategy>,
}

#[derive(Debug, Serialize)]
pub struct ArchivedEdition {
    pub href: String,
    pub year: String,
    pub title: Html,
    pub strategy: Html,
    pub published: Option<String>,
    pub corrections: Vec<CorrectionView>,
    pub cite: Html,
    /// Where the open data of the edition is.
    pub data_href: Option<String>,
    /// The sealed bundle that the site shows.
    pub bundle: Option<BundleView>,
    /// Those that were replaced or taken out, newest first.
    pub former: Vec<BundleView>,
    /// "以前の確定版（2件）".
    pub former_title: String,
}

/// A sealed bundle.
#[derive(Debug, Serialize)]
pub struct BundleView {
    /// Where it can be downloaded; `None` where it was taken out.
    pub href: Option<String>,
    /// File and size.
    pub name: String,
    pub sha512: String,
    /// When it was sealed, which version it is, and why.
    pub notes: Vec<Html>,
}

#[derive(Debug, Serialize)]
pub struct ArchivedStrategy {
    pub href: String,
    pub title: Html,
    pub period: Option<String>,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>) -> ArchiveView {
    let words = &context.words.archive;
    let crumbs = vec![context.here(context.html(&words.heading))];
    let head = PageHead { title: Some(words.heading.clone()), description: words.description.clone(), crumbs, colour: None };
    let strategies = context.renderer.project.strategies.iter().map(|strategy| ArchivedStrategy {
        href: context.href(PageAddress::Strategy(strategy.id.clone())),
        title: super::strategy::title(context, strategy),
        period: context.period(strategy.period, strategy.published),
    });
    ArchiveView {
        frame: context.frame(head),
        series_href: context.href(PageAddress::AllSeries),
        editions: context.renderer.editions.iter().rev().map(|shown| edition_entry(context, shown)).collect(),
        data_href: context.all_data_href(),
        strategies: strategies.collect(),
    }
}

fn edition_entry(context: &PageContext<'_>, shown: &ShownEdition<'_>) -> ArchivedEdition {
    let edition = shown.record;
    let formatter = context.formatter(edition.notation());
    let seals = &context.renderer.project.seals;
    let shown_seal = seal::in_force(seals, edition.year);
    let former: Vec<&Seal> = seals.iter().rev().filter(|seal| seal.edition == edition.year && Some(*seal) != shown_seal).collect();
    ArchivedEdition {
        href: context.href(PageAddress::Edition(edition.year)),
        year: formatter.fiscal_long(edition.year),
        title: context.text(&edition.title),
        strategy: super::strategy::titled(context, &edition.strategy.title, edition.strategy.stage.as_ref()),
        published: edition.published.map(|date| formatter.date(date)),
        corrections: corrections::own(context, shown),
        cite: cite(context, edition),
        data_href: context.data_href(edition.year),
        bundle: shown_seal.map(|seal| bundle(context, seal)),
        former_title: fill(&context.words.archive.former, &[("count", &former.len().to_string())]),
        former: former.into_iter().map(|seal| bundle(context, seal)).collect(),
    }
}

fn bundle(context: &PageContext<'_>, seal: &Seal) -> BundleView {
    let words = &context.words.archive;
    let formatter = context.formatter(Notation::as_of(Some(seal.date)));
    let newest = seal::in_force(&context.renderer.project.seals, seal.edition).is_some_and(|newest| newest.revision == seal.revision);
    let with_reason = |text: &str, reason: &Option<String>| reason.as_ref().map(|reason| fill(text, &[("reason", reason)]));
    let withdrawn = seal.withdrawn.as_ref().map(|withdrawal| {
        let date = context.formatter(Notation::as_of(Some(withdrawal.date))).date(withdrawal.date);
        fill(&words.withdrawn, &[("date", &date), ("reason", &withdrawal.reason)])
    });
    let notes = [
        (seal.revision > 1).then(|| fill(&words.revision, &[("n", &seal.revision.to_string())])),
        Some(fill(&words.sealed, &[("date", &formatter.date(seal.date))])),
        with_reason(&words.reason, &seal.reason),
        with_reason(&words.forced, &seal.forced),
        (!newest && withdrawn.is_none()).then(|| words.superseded.clone()),
        withdrawn,
    ];
    BundleView {
        href: seal.withdrawn.is_none().then(|| context.links.to(&Address::Bundle(seal.file.clone()))),
        name: fill(&words.bundle, &[("file", &seal.file), ("size", &file_size(seal.size))]),
        sha512: seal.sha512.clone(),
        notes: notes.into_iter().flatten().map(|note| context.html(&note)).collect(),
    }
}

/// How to cite an edition; with its address where the site has one.
fn cite(context: &PageContext<'_>, edition: &EditionRecord) -> Html {
    let formatter = context.formatter(edition.notation());
    let html = |text: &Text| context.text(text).as_str().to_owned();
    let publisher = context.renderer.project.settings.publisher.as_ref().map(|publisher| html(&publisher.name)).unwrap_or_default();
    let address = crate::render::Address::Page(context.language, PageAddress::Edition(edition.year));
    let absolute = context.links.absolute(&address).map(|address| escape(&address));
    let template = if absolute.is_some() { &context.words.archive.cite_with_address } else { &context.words.archive.cite };
    let values = [
        ("publisher", publisher),
        ("title", html(&edition.title)),
        ("year", formatter.fiscal_long(edition.year)),
        ("published", edition.published.map(|date| formatter.date(date)).unwrap_or_default()),
        ("address", absolute.unwrap_or_default()),
    ];
    Html::finished(fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))).with_whole_years()
}
