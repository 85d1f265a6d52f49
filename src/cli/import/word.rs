//! Word files of an import: told from tables, and their changes in the texts of the content.

use crate::error::Error;
use crate::load::Folder;
use crate::model::Document;
use crate::sheet::{self, PhotoChange, PhotoForm, ReportedEdition, TableFile};
use crate::word::{self, WordChange, WordFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of an import, and why others cannot be read: one of them does not stop the rest.
#[derive(Default)]
pub struct ImportFiles {
    pub documents: Vec<WordFile>,
    pub tables: Vec<TableFile>,
    /// Where each of the tables lies.
    pub paths: Vec<PathBuf>,
    pub failed: Vec<Error>,
}

impl ImportFiles {
    /// Opens the files of the command line.
    ///
    /// # Errors
    ///
    /// The first error, where no file can be read.
    pub fn open(files: &[PathBuf]) -> Result<ImportFiles, Error> {
        let mut opened = ImportFiles::default();
        for file in files {
            if let Err(error) = opened.add(file) {
                opened.failed.push(error);
            }
        }
        let is_nothing = opened.documents.is_empty() && opened.tables.is_empty();
        if is_nothing && !opened.failed.is_empty() { Err(opened.failed.remove(0)) } else { Ok(opened) }
    }

    fn add(&mut self, file: &Path) -> Result<(), Error> {
        if word::is_word(file)? {
            self.documents.push(word::open(file)?);
        } else {
            self.tables.push(sheet::open(file)?);
            self.paths.push(file.to_owned());
        }
        Ok(())
    }
}

/// The texts of an import with what Word files change.
///
/// # Errors
///
/// What [`word::apply`] meets.
pub fn with_documents(
    mut texts: BTreeMap<String, String>,
    changes: &[WordChange],
    photos: &[PhotoChange],
    reported: ReportedEdition<'_>,
    folder: &Folder,
) -> Result<BTreeMap<String, String>, Error> {
    let text_of = |document: &Document| sheet::text_of(reported, folder, document);
    word::apply(changes, &mut texts, text_of)?;
    sheet::apply_photos(photos, &mut texts, text_of)?;
    Ok(texts)
}

/// Takes the sheets 写真 out of the tables of files.
///
/// # Errors
///
/// What [`sheet::take_photos`] meets.
pub fn photo_forms(files: &[PathBuf], tables: &mut [TableFile]) -> Result<Vec<PhotoForm>, Error> {
    let mut found = Vec::new();
    for (path, file) in files.iter().zip(tables) {
        found.extend(sheet::take_photos(path, file)?);
    }
    Ok(found)
}
