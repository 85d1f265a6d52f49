//! The open data of a site. Its files depend on each other (the description holds the checksums of the others), so a package
//! is made as a whole, once, when one of its files or its page is first asked for.

use super::Renderer;
use crate::data::{Extent, Issue, Package};
use crate::record::Record;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The packages of a site as far as they have been made, and the records of editions that are shown as they were sealed.
#[derive(Debug)]
pub struct Shelf<'a> {
    sealed: BTreeMap<i32, &'a Record>,
    editions: BTreeMap<i32, OnceLock<Package>>,
    all: OnceLock<Package>,
}

impl<'a> Shelf<'a> {
    /// A shelf for the editions of these years; those that are sealed have a record.
    pub fn new(years: impl Iterator<Item = i32>, sealed: BTreeMap<i32, &'a Record>) -> Shelf<'a> {
        Shelf { sealed, editions: years.map(|year| (year, OnceLock::new())).collect(), all: OnceLock::new() }
    }
}

impl Renderer<'_> {
    /// The open data of an edition or of all; `None` where there is no such edition, or none at all.
    pub fn package(&self, extent: Extent) -> Option<&Package> {
        let place = match extent {
            Extent::All if self.evaluations.is_empty() => return None,
            Extent::All => &self.shelf.all,
            Extent::Edition(year) => self.shelf.editions.get(&year)?,
        };
        Some(place.get_or_init(|| Package::of(&self.project.settings, extent, &self.issues(extent))))
    }

    /// The editions of a package, oldest first.
    fn issues(&self, extent: Extent) -> Vec<Issue> {
        let wanted = self.evaluations.iter().filter(|evaluation| match extent {
            Extent::All => true,
            Extent::Edition(year) => evaluation.edition.year == year,
        });
        let issue = |evaluation: &crate::evaluate::Evaluation<'_>| Issue {
            record: self.shelf.sealed.get(&evaluation.edition.year).map_or_else(|| Record::of(evaluation), |sealed| (*sealed).clone()),
            corrections: evaluation.edition.corrections.len(),
        };
        wanted.map(issue).collect()
    }
}
