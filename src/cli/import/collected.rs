//! What an import adds to the record of the collection: the sheets 確認, and what was changed.

use crate::cli::lock::now;
use crate::collection::{ChangeRecord, CollectionFile, ImportRecord};
use crate::diagnostic::Report;
use crate::disk::TextChange;
use crate::error::Error;
use crate::model::Observation;
use crate::sheet::{
    self, ActivityChange, ActivityChanges, CarriedTexts, Confirmations, DivisionTick, HistoryChange, PhotoChange, ReportedEdition,
    ResultChange, ResultChanges, TableFile, TakenConfirmation,
};
use crate::word::{WordChange, WordFile};
use std::collections::BTreeSet;
use std::path::Path;

/// The record of the collection, with what the files say of the answers as a whole.
pub struct Collected<'a> {
    reported: ReportedEdition<'a>,
    file: CollectionFile,
    files: Vec<String>,
    confirmations: Confirmations,
}

/// What photos and Word files change.
pub struct TextsOfFiles<'a> {
    pub photos: &'a [PhotoChange],
    pub words: &'a [WordChange],
}

impl<'a> Collected<'a> {
    /// Takes the sheets 確認 out of the tables. The record below a root is read before anything is written.
    ///
    /// # Errors
    ///
    /// Those of [`CollectionFile::read`].
    pub fn take(
        reported: ReportedEdition<'a>,
        documents: &[WordFile],
        tables: &mut [TableFile],
        root: &Path,
    ) -> Result<Collected<'a>, Error> {
        let file = CollectionFile::read(root, reported.edition.year)?;
        let name = |path: &str| Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
        let named = documents.iter().map(|file| &file.name).chain(tables.iter().map(|file| &file.name));
        let files = named.filter_map(|path| name(path)).collect();
        let forms: Vec<_> = tables.iter_mut().flat_map(sheet::take_confirmations).collect();
        Ok(Collected { reported, file, files, confirmations: sheet::compare_confirmations(reported, &forms) })
    }

    /// Hands over what is wrong with the sheets.
    pub fn report(&mut self, report: &mut Report, activities: &mut ActivityChanges) {
        report.append(std::mem::take(&mut self.confirmations.report));
        activities.unsettled += self.confirmations.unsettled;
        activities.unsettled_sheets += self.confirmations.unsettled_sheets;
    }

    /// The divisions of which a sheet says something.
    pub fn confirmed(&self) -> Vec<String> {
        let says = self.confirmations.taken.iter().filter(|taken| taken.is_filled_in());
        says.map(|taken| taken.division.clone()).collect()
    }

    /// The divisions that tick 前回から変更なし in these files, and those that take their tick back.
    pub fn ticks(&self) -> Vec<DivisionTick> {
        let known = &self.file.record.divisions;
        let tick = |taken: &TakenConfirmation| {
            let (unchanged, place) = (taken.confirmation.unchanged?, taken.tick.clone()?);
            let was_ticked = known.get(&taken.division).is_some_and(|division| division.unchanged == Some(true));
            (unchanged || was_ticked).then(|| DivisionTick { division: taken.division.clone(), unchanged, place })
        };
        self.confirmations.taken.iter().filter_map(tick).collect()
    }

    /// The divisions whose texts stand as they are in the edition before, once this import is written.
    pub fn unchanged(&self) -> BTreeSet<String> {
        let mut record = self.file.record.clone();
        self.confirmations.taken.iter().for_each(|taken| record.confirm(taken));
        record.divisions.into_iter().filter(|(_, division)| division.unchanged == Some(true)).map(|(name, _)| name).collect()
    }

    /// The change of the record by an import; one that changed nothing leaves no trace.
    pub fn change(
        self,
        changes: &ResultChanges<'_>,
        activities: &ActivityChanges,
        of_files: TextsOfFiles<'_>,
        carried: &CarriedTexts,
    ) -> Option<TextChange> {
        let mut file = self.file;
        let before = file.record.clone();
        self.confirmations.taken.iter().for_each(|taken| file.record.confirm(taken));
        let notation = self.reported.edition.notation();
        let words = |change: &ResultChange<'_>, observed: &Observation| {
            let note = observed.note.as_ref().map(|note| format!("、{}", note.ja)).unwrap_or_default();
            sheet::observation(change.wanted.indicator, observed, notation) + &note
        };
        let result = |change: &ResultChange<'_>| ChangeRecord {
            key: change.wanted.indicator.id.clone(),
            before: change.before.as_ref().map(|before| words(change, before)).unwrap_or_default(),
            after: words(change, &change.after),
        };
        let text = |change: &ActivityChange| ChangeRecord {
            key: change.key(self.reported),
            before: change.before(self.reported),
            after: change.after().to_owned(),
        };
        let past = |change: &HistoryChange<'_>| ChangeRecord {
            key: format!("{} {}", change.indicator.id, notation.japanese(change.year)),
            before: String::new(),
            after: change.value.decimal().to_string(),
        };
        let of_photo = |change: &PhotoChange| ChangeRecord {
            key: format!("{} {}", change.key, change.part().label()),
            before: change.before.clone(),
            after: change.after.clone(),
        };
        let of_words = |change: &WordChange| ChangeRecord {
            key: format!("{} {}", change.key, change.part()),
            before: change.before.clone(),
            after: change.shown(),
        };
        let gone_on = carried.written.iter().flat_map(|measure| {
            measure.parts.iter().map(|part| ChangeRecord {
                key: format!("{} {}", measure.key, part.heading),
                before: String::new(),
                after: part.text.clone(),
            })
        });
        let of_sheets = self.confirmations.taken.iter().map(|taken| taken.division.clone());
        let of_results = changes.changes.iter().map(|change| sheet::division_of(change.wanted.indicator).to_owned());
        let divisions: BTreeSet<String> = of_sheets.chain(of_results).collect();
        let of_tables = changes.changes.iter().map(result).chain(changes.history.iter().map(past));
        let of_measures = activities.changes.iter().map(text).chain(of_files.photos.iter().map(of_photo));
        let of_measures = of_measures.chain(of_files.words.iter().map(of_words)).chain(gone_on);
        let changed: Vec<ChangeRecord> = of_tables.chain(of_measures).collect();
        if !changed.is_empty() || file.record != before {
            let divisions = divisions.into_iter().collect();
            file.record.add(ImportRecord { time: now(), files: self.files, divisions, changes: changed, more: 0 });
        }
        file.change()
    }
}
