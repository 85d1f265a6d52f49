//! Metadata of a page for other machines: Open Graph, structured data, the feed. It needs absolute addresses, so a page has it only
//! if the site has a base address.

use super::context::PageContext;
use super::frame::PageHead;
use super::html::Html;
use super::navigation::Crumb;
use super::route::{Address, PageAddress};
use crate::data::{File, Scope};
use crate::markup;
use crate::model::Language;
use crate::path;
use crate::record::EditionRecord;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Metadata in the head of a page, with absolute addresses.
#[derive(Debug, Serialize)]
pub struct PageMetadata {
    pub url: String,
    pub title: String,
    pub site: String,
    /// `ja_JP` or `en_GB`.
    pub locale: &'static str,
    pub feed: String,
    /// JSON-LD, ready to stand in a script element.
    pub data: Vec<Html>,
}

/// The metadata of a page; `None` if the site has no base address.
pub fn page_metadata(context: &PageContext<'_>, head: &PageHead) -> Option<PageMetadata> {
    let url = context.links.absolute(context.address)?;
    let site = context.plain(&context.renderer.project.settings.title);
    let breadcrumb = breadcrumb(context, head, &url);
    let dataset = scope(context.page()).map(|scope| dataset(context, scope, head, &url));
    Some(PageMetadata {
        title: head.title.clone().unwrap_or_else(|| site.clone()),
        site,
        locale: match context.language {
            Language::Ja => "ja_JP",
            Language::En => "en_GB",
        },
        feed: context.links.to(&Address::Feed(context.language)),
        data: breadcrumb.into_iter().chain(dataset).map(|value| script(&value)).collect(),
        url,
    })
}

/// JSON that cannot end its script element.
fn script(value: &Value) -> Html {
    Html::finished(value.to_string().replace('<', "\\u003c"))
}

/// The way from the home page, as a `BreadcrumbList`.
fn breadcrumb(context: &PageContext<'_>, head: &PageHead, url: &str) -> Option<Value> {
    let base = context.renderer.base_url()?;
    let crumbs = context.crumbs(&head.crumbs);
    let folder = Address::path(context.address);
    let item = |(index, crumb): (usize, &Crumb)| {
        let address = crumb.href.as_ref().map_or_else(|| url.to_owned(), |href| resolved(base, &folder, href));
        json!({ "@type": "ListItem", "position": index + 1, "name": markup::text(crumb.label.as_str()), "item": address })
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    (!items.is_empty()).then(|| json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }))
}

/// A relative link as an absolute address, without `index.html`.
fn resolved(base: &str, from: &str, href: &str) -> String {
    let path = path::resolve(path::folder(from), href).unwrap_or_default();
    format!("{base}/{}", path.strip_suffix("index.html").unwrap_or(&path))
}

/// The data that a page is about.
fn scope(page: &PageAddress) -> Option<Scope> {
    match page {
        PageAddress::Edition(year) => Some(Scope::Edition(*year)),
        PageAddress::Data(scope) => Some(*scope),
        PageAddress::Home | PageAddress::Indicators(_) | PageAddress::Changes(_) | PageAddress::Goal(..) | PageAddress::Indicator(..) => {
            None
        }
        PageAddress::Strategy(_) | PageAddress::Comparison(_) | PageAddress::Archive | PageAddress::Print(_) => None,
        PageAddress::Series(_) | PageAddress::AllSeries | PageAddress::Free(_) | PageAddress::Accessibility | PageAddress::NotFound => None,
    }
}

/// An edition, or all of them, as a `Dataset` with its files.
fn dataset(context: &PageContext<'_>, scope: Scope, head: &PageHead, url: &str) -> Value {
    let settings = &context.renderer.project.settings;
    let covered: Vec<&EditionRecord> = match scope {
        Scope::Site => context.renderer.records().collect(),
        Scope::Edition(year) => context.renderer.edition(year).into_iter().collect(),
    };
    let mut seen = BTreeSet::new();
    let names = covered.iter().flat_map(|edition| edition.indicators()).map(|record| context.plain(&record.indicator.name));
    let measured: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": head.title,
        "description": head.description,
        "url": url,
        "inLanguage": context.language.tag(),
        "variableMeasured": measured,
        "distribution": distribution(context, scope),
    });
    if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
        value["temporalCoverage"] = json!(format!("{}-04-01/{}-03-31", first.year, last.year + 1));
    }
    if let Some(publisher) = &settings.publisher {
        value["creator"] = json!({ "@type": "GovernmentOrganization", "name": context.plain(&publisher.name) });
    }
    if let Some(licence) = &settings.licence {
        value["license"] = json!(licence.url);
    }
    if let Some(date) = covered.iter().filter_map(|edition| edition.published).max() {
        value["datePublished"] = json!(date.to_string());
    }
    value
}

/// The files of open data.
fn distribution(context: &PageContext<'_>, scope: Scope) -> Vec<Value> {
    let file = |file: &File| {
        let address = context.links.absolute(&Address::Data(scope, *file));
        json!({ "@type": "DataDownload", "name": file.name(scope), "contentUrl": address, "encodingFormat": file.media_type() })
    };
    context.renderer.data_files(scope).iter().map(file).collect()
}
