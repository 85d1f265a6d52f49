//! `--map`: the file that says what headings mean; the first run writes it.

use crate::cli::Common;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::disk::{self, Existing};
use crate::error::Error;
use crate::load::{self, Folder};
use crate::message::Message;
use crate::sheet::{self, Conflicts, HeadingMap, MapPurpose, TableFile, TableUse, Understanding};
use std::path::Path;

/// The map of an import.
pub enum ImportMap<'a> {
    /// None is wanted.
    Unwanted,
    /// It is not there, and will be made.
    New(&'a Path),
    Existing(HeadingMap),
}

impl<'a> ImportMap<'a> {
    /// Reads the map, where it is there; its faults go into the report, and `None` is given for a map that has errors.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where it cannot be read.
    pub fn read(
        file: Option<&'a Path>,
        table_use: TableUse,
        folder: &mut Folder,
        report: &mut Report,
    ) -> Result<Option<ImportMap<'a>>, Error> {
        let Some(file) = file else { return Ok(Some(ImportMap::Unwanted)) };
        if !disk::is_there(file)? {
            return Ok(Some(ImportMap::New(file)));
        }
        let Some(source) = load::text(file, folder, report)? else { return Ok(None) };
        Ok(sheet::heading_map(source, &folder.sources, MapPurpose::of(table_use), report).map(ImportMap::Existing))
    }

    /// Gives the tables what the map says of them.
    pub fn assign(&self, files: &mut [TableFile]) {
        if let ImportMap::Existing(map) = self {
            map.assign(files);
        }
    }

    /// What the map and the tables do not have of each other, into a report. Conflicts that are accepted are only warned of.
    pub fn compare(&self, files: &[TableFile], understood: &[Understanding], conflicts: Conflicts, report: &mut Report) {
        let ImportMap::Existing(map) = self else { return };
        for (place, fault) in map.faults(files, understood) {
            let severity = if conflicts == Conflicts::Accepted { Severity::Warning } else { fault.severity() };
            report.push(Diagnostic { severity, fault, place, related: None });
        }
    }

    /// Writes the map that is not there yet.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`]; [`Error::File`] for trouble of the disk.
    pub fn write(&self, files: &[TableFile], understood: &[Understanding], table_use: TableUse, common: &Common) -> Result<(), Error> {
        let ImportMap::New(path) = self else { return Ok(()) };
        let shown = path.display().to_string();
        let Some(text) = sheet::map_text(files, understood, table_use) else {
            common.complain(&Message::new("heading-map.none").part("path", shown));
            return Ok(());
        };
        disk::place(path, text.as_bytes(), Existing::Refused)?;
        common.conclude(&Message::new("heading-map.written").part("path", shown));
        Ok(())
    }
}
