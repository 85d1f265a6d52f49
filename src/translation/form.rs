//! The two forms of a table of translations, by the ending of its name.

use super::entry::TranslationEntry;
use super::glossary::TermRow;
use super::returned::{ReturnedRow, rows};
use super::{po, workbook};
use crate::bounded;
use crate::diagnostic::Report;
use crate::error::{Action, Error, Request, TableProblem};
use crate::language::Language;
use crate::sheet;
use std::ffi::OsStr;
use std::path::Path;

/// Most bytes of a PO file.
const MOST_BYTES: u64 = 50 << 20;

/// What a table of translations is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationForm {
    Workbook,
    Po,
}

impl TranslationForm {
    /// The form that the name of a file asks for.
    ///
    /// # Errors
    ///
    /// [`Request::TranslationForm`].
    pub fn of(path: &Path) -> Result<TranslationForm, Error> {
        match ending(path).as_str() {
            "xlsx" => Ok(TranslationForm::Workbook),
            "po" => Ok(TranslationForm::Po),
            _ => Err(Request::TranslationForm { found: path.display().to_string() }.into()),
        }
    }

    /// The bytes of a file with entries, and with terms where the form has a place for them.
    ///
    /// # Errors
    ///
    /// [`Error::Form`] where a library cannot write it.
    pub fn bytes(self, entries: &[TranslationEntry<'_>], terms: &[TermRow], language: Language) -> Result<Vec<u8>, Error> {
        match self {
            TranslationForm::Workbook => workbook::workbook(entries, terms, language).map_err(|error| error.to_string()),
            TranslationForm::Po => po::bytes(entries, language).map_err(|error| error.to_string()),
        }
        .map_err(|why| Error::Form { why })
    }
}

/// The rows of a file: a PO file, or any table with the columns.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read, [`Error::Table`] where it is no table.
pub fn read(path: &Path, report: &mut Report) -> Result<Vec<ReturnedRow>, Error> {
    if ending(path) != "po" {
        return Ok(rows(&sheet::open(path)?, report));
    }
    let bytes = bounded::read(path, MOST_BYTES).map_err(|source| Error::file(Action::Read, path, source))?;
    let read =
        bytes.map_or(Err(TableProblem::TooLarge { megabytes: MOST_BYTES >> 20 }), |bytes| po::rows(&path.display().to_string(), &bytes));
    read.map_err(|problem| Error::Table { path: path.to_owned(), problem })
}

fn ending(path: &Path) -> String {
    path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase()
}
