//! What a careful colleague would find in content that can be built: all of it is rendered, and looked at once more.

mod corrections;
mod coverage;
mod identity;
mod links;
mod seals;
mod translations;
mod unused;
mod values;

pub use coverage::Coverage;

use crate::diagnostic::Report;
use crate::load::Folder;
use crate::model::subjects::name_subjects;
use crate::render::{Address, TemplateFault};
use crate::site::{Loaded, Site};
use crate::translation::Catalogue;
use links::Page;
use rayon::prelude::*;

/// A site, with what it was made from.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    pub site: &'a Site<'a>,
    pub loaded: &'a Loaded,
    pub folder: &'a Folder,
}

/// Renders every address without writing, and adds to `report` what is wrong with templates, links, translations, pictures, documents
/// and figures. The observer is told, on any thread, of each address that is rendered. Gives the texts that are translated, where the
/// site has English pages.
pub fn check(checked: &Checked<'_>, report: &mut Report, observer: &(dyn Fn() + Sync)) -> Option<Catalogue> {
    let Checked { site, loaded, folder } = *checked;
    pages(site, loaded, report, observer);
    let catalogue = translations::check(loaded, folder, report);
    seals::check(loaded, report);
    unused::check(loaded, folder, report);
    figures(loaded, folder, report);
    name_subjects(loaded.project(), report);
    catalogue
}

/// Adds to `report` which figures and indicators do not fit together, and what says a figure that was corrected since.
pub fn figures(loaded: &Loaded, folder: &Folder, report: &mut Report) {
    values::check(loaded, report);
    identity::check(loaded, report);
    corrections::check(loaded, folder, report);
}

/// Every page is rendered side by side; their links are held against each other once.
fn pages(site: &Site<'_>, loaded: &Loaded, report: &mut Report, observer: &(dyn Fn() + Sync)) {
    let addresses = site.addresses();
    let base = loaded.project().settings.base_url.as_deref();
    let rendered: Vec<_> = addresses.par_iter().map(|address| page(site, address, base)).inspect(|_| observer()).collect();
    let mut pages = Vec::new();
    for page in rendered {
        match page {
            Ok(page) => pages.extend(page),
            Err(fault) => report.add(fault.0, fault.1),
        }
    }
    links::check(&pages, &addresses, report);
}

/// What a page has and where it leads; `None` for what is no page.
fn page(site: &Site<'_>, address: &Address, base: Option<&str>) -> Result<Option<Page>, TemplateFault> {
    let bytes = site.render(address)?.unwrap_or_default();
    Ok(match address {
        Address::Sealed(path) if !path.ends_with(".html") => None,
        Address::Page(_, _) | Address::Alias(_, _) | Address::Sealed(_) => {
            Some(Page::read(address.path(), &String::from_utf8_lossy(&bytes), base))
        }
        Address::Chart(_, _) | Address::Data(_, _) | Address::Asset(_, _) | Address::Bundle(_) => None,
        Address::Feed(_) | Address::Sitemap | Address::Robots => None,
    })
}
