//! The workbook with the rows that an import did not take.

use crate::cli::Common;
use crate::diagnostic;
use crate::disk::{self, Existing};
use crate::error::Error;
use crate::message::Message;
use crate::sheet::{self, UnsettledKind, UnsettledRow};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that are open, and where they are wanted.
pub struct Questions<'a> {
    pub file: Option<&'a Path>,
    pub rows: &'a [UnsettledRow],
    pub kind: UnsettledKind,
    /// The notes to which marks in the rows lead, by these marks.
    pub footnotes: &'a BTreeMap<String, String>,
}

impl Questions<'_> {
    /// A workbook that is there may have been filled in: it is never replaced.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`].
    pub fn refuse_existing(&self) -> Result<(), Error> {
        match self.file.filter(|file| !self.rows.is_empty() && file.symlink_metadata().is_ok()) {
            Some(file) => Err(Error::Exists { path: file.to_owned() }),
            None => Ok(()),
        }
    }

    /// Writes the workbook, where one is wanted and a row is open.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`]; [`Error::File`] for trouble of the disk.
    pub fn write(&self, common: &Common) -> Result<(), Error> {
        let Some(file) = self.file.filter(|_| !self.rows.is_empty()) else { return Ok(()) };
        let language = common.language();
        let bytes = sheet::workbook(self.rows, self.kind, self.footnotes, |fault| diagnostic::title(fault, language))?;
        disk::place(file, &bytes, Existing::Refused)?;
        common.conclude(&Message::new("import.open-written").part("file", file.display().to_string()).part("count", self.rows.len()));
        Ok(())
    }
}
