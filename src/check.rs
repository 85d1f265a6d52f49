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

/// Renders every address that can be at fault without writing, and adds to `report` what is wrong with templates, links, translations,
/// pictures, documents and figures. The observer is told, on any thread, of each address that is done. Gives the texts that are
/// translated, where the site has English pages.
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

/// Pages are rendered side by side; their links are held against each other once. Pages that cannot be at fault are rendered only if
/// another page leads to a part of them.
fn pages(site: &Site<'_>, loaded: &Loaded, report: &mut Report, observer: &(dyn Fn() + Sync)) {
    let addresses = site.addresses();
    let base = loaded.project().settings.base_url.as_deref();
    let mut render = |addresses: Vec<&Address>| {
        let rendered: Vec<_> = addresses.par_iter().map(|address| page(site, address, base)).inspect(|_| observer()).collect();
        let mut pages = Vec::new();
        for page in rendered {
            match page {
                Ok(page) => pages.extend(page),
                Err(fault) => report.add(fault.0, fault.1),
            }
        }
        pages
    };
    let (fallible, sound): (Vec<&Address>, Vec<&Address>) = addresses.iter().partition(|address| site.can_be_at_fault(address));
    let mut pages = render(fallible);
    let wanted = links::unread(&pages);
    let (led_to, rest): (Vec<&Address>, Vec<&Address>) = sound.into_iter().partition(|address| wanted.contains(address.path().as_str()));
    let led_to = render(led_to);
    rest.iter().for_each(|_| observer());
    pages.extend(led_to);
    links::check(&pages, &addresses, report);
}

/// What a page has and where it leads; `None` for what is no page.
fn page(site: &Site<'_>, address: &Address, base: Option<&str>) -> Result<Option<Page>, TemplateFault> {
    let bytes = site.render(address)?.unwrap_or_default();
    Ok(match address {
        Address::Sealed(path) if !path.ends_with(".html") => None,
        Address::Page(_, _) | Address::Alias(_, _) | Address::Sealed(_) => {
            let html = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
            Some(Page::read(address.path(), &html, base))
        }
        Address::Chart(_, _) | Address::Data(_, _) | Address::Asset(_, _) | Address::Bundle(_) => None,
        Address::Feed(_) | Address::Sitemap | Address::Robots => None,
    })
}
