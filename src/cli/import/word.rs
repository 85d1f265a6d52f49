//! Word files of an import: told from tables, and their changes in the texts of the content.

use crate::error::Error;
use crate::load::Folder;
use crate::sheet::{self, ReportedEdition};
use crate::word::{self, WordChange, WordFile};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files of an import.
pub struct ImportFiles {
    pub documents: Vec<WordFile>,
    /// Everything else.
    pub tables: Vec<PathBuf>,
}

impl ImportFiles {
    /// Reads the Word files among those of the command line.
    ///
    /// # Errors
    ///
    /// [`Error::File`] and [`Error::Table`] where one cannot be read.
    pub fn read(files: Vec<PathBuf>) -> Result<ImportFiles, Error> {
        let mut found = ImportFiles { documents: Vec::new(), tables: Vec::new() };
        for file in files {
            if word::is_word(&file)? {
                found.documents.push(word::open(&file)?);
            } else {
                found.tables.push(file);
            }
        }
        Ok(found)
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
    reported: ReportedEdition<'_>,
    folder: &Folder,
) -> Result<BTreeMap<String, String>, Error> {
    word::apply(changes, &mut texts, |document| sheet::text_of(reported, folder, document))?;
    Ok(texts)
}
