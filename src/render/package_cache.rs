//! The open data of a site. Its files depend on each other (the description holds the checksums of the others), so a package
//! is made as a whole when one of its files or its page is first asked for. Few are kept: files of one package are asked for soon
//! after each other, and all packages together would be larger than everything else in memory.

use super::Renderer;
use crate::data::{Cell, DataTable, EditionData, File, Package, Scope, preview};
use crate::model::Published;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many packages are kept; more than are made side by side.
const CAPACITY: usize = 16;

/// A slot for a package: whoever asks first makes it, others wait for it.
type PackageSlot = Arc<OnceLock<Package>>;

/// How large each file of a package is, in bytes.
pub type FileSizes = BTreeMap<File, u64>;

/// The packages that were asked for last.
#[derive(Debug, Default)]
pub struct PackageCache {
    kept: Mutex<KeptPackages>,
}

#[derive(Debug, Default)]
struct KeptPackages {
    /// Oldest first.
    slots: VecDeque<(Scope, PackageSlot)>,
    /// Of every package that was made: pages in both languages say how large its files are.
    sizes: BTreeMap<Scope, FileSizes>,
}

impl KeptPackages {
    fn slot(&mut self, scope: Scope) -> PackageSlot {
        if let Some((_, slot)) = self.slots.iter().find(|(kept, _)| *kept == scope) {
            return Arc::clone(slot);
        }
        if self.slots.len() >= CAPACITY {
            self.slots.pop_front();
        }
        let slot = PackageSlot::default();
        self.slots.push_back((scope, Arc::clone(&slot)));
        slot
    }
}

impl PackageCache {
    fn kept(&self) -> MutexGuard<'_, KeptPackages> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Renderer<'_> {
    /// A file of open data; `None` where there is no such edition, or none at all.
    pub fn data(&self, scope: Scope, file: File) -> Option<Vec<u8>> {
        self.of_package(scope, |package| package.bytes(file).map(<[u8]>::to_vec)).flatten()
    }

    /// The files of open data, in the order in which people look for them.
    pub fn data_files(&self, scope: Scope) -> Vec<File> {
        File::all(self.editions(scope))
    }

    /// How large the files of open data are; `None` as in [`Renderer::data`].
    pub fn data_sizes(&self, scope: Scope) -> Option<FileSizes> {
        let known = self.package_cache.kept().sizes.get(&scope).cloned();
        known.or_else(|| self.of_package(scope, Package::sizes))
    }

    /// The first rows of a table of open data.
    pub fn data_preview(&self, scope: Scope, subject: DataTable) -> Vec<Vec<Cell>> {
        preview(&self.project.settings, subject, self.editions(scope))
    }

    /// When the open data changed last: an edition was published or corrected.
    pub fn data_updated(&self, scope: Scope) -> Option<Published> {
        let shown = self.editions.iter().filter(|shown| scope == Scope::Site || scope == Scope::Edition(shown.record.year));
        let dates =
            shown.flat_map(|shown| shown.sources.corrections.iter().map(|correction| correction.date).chain(shown.record.published));
        dates.max()
    }

    fn of_package<T>(&self, scope: Scope, wanted: impl Fn(&Package) -> T) -> Option<T> {
        self.editions(scope).next()?;
        let slot = self.package_cache.kept().slot(scope);
        let package = slot.get_or_init(|| Package::of(&self.project.settings, scope, || self.editions(scope)));
        self.package_cache.kept().sizes.entry(scope).or_insert_with(|| package.sizes());
        Some(wanted(package))
    }

    /// The editions of a package, oldest first.
    fn editions(&self, scope: Scope) -> impl Iterator<Item = EditionData<'_>> {
        let wanted = self.editions.iter().filter(move |shown| match scope {
            Scope::Site => true,
            Scope::Edition(year) => shown.record.year == year,
        });
        wanted.map(|shown| EditionData { record: shown.record, corrections: &shown.sources.corrections })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_package_makes_way_and_nobody_loses_what_is_in_use() {
        let mut kept = KeptPackages::default();
        let first = kept.slot(Scope::Edition(0));
        assert!(Arc::ptr_eq(&first, &kept.slot(Scope::Edition(0))));
        for year in 1..=16 {
            kept.slot(Scope::Edition(year));
        }
        assert_eq!(kept.slots.len(), CAPACITY);
        assert!(!Arc::ptr_eq(&first, &kept.slot(Scope::Edition(0))));
    }
}
