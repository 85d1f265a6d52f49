//! Until when divisions are asked to answer: the option `--due` of `export form`, kept in the record of the collection.

use crate::cli::Common;
use crate::cli::history::SiteLock;
use crate::collection::CollectionFile;
use crate::error::{Error, Request};
use crate::model::{Published, year};
use crate::sheet::{self, ReportedEdition};

/// The record of the collection with the day until which the divisions are asked, not yet written.
pub struct DueDate<'a> {
    /// Of the site's folder, while the record is to be changed.
    lock: Option<SiteLock<'a>>,
    pub file: CollectionFile,
}

impl<'a> DueDate<'a> {
    /// Notes the day for a division, or for all of them; without a day the record is only read.
    ///
    /// # Errors
    ///
    /// [`Request::Day`]; those of the lock and of [`CollectionFile::read`].
    pub fn of(
        written: Option<&str>,
        division: Option<&str>,
        reported: ReportedEdition<'_>,
        common: &'a Common,
    ) -> Result<DueDate<'a>, Error> {
        let day = written.map(|text| year::parse_day(text).ok_or_else(|| Error::from(Request::Day { found: text.to_owned() })));
        let day: Option<Published> = day.transpose()?;
        let lock = day.map(|_| common.lock_site("export form")).transpose()?;
        let mut file = CollectionFile::read(&common.root, reported.edition.year)?;
        if let Some(day) = day {
            let names = sheet::divisions(reported).into_iter().map(|task| task.name);
            names.filter(|name| division.is_none_or(|only| only == name)).for_each(|name| file.record.set_due(&name, day));
        }
        Ok(DueDate { lock, file })
    }

    /// Writes the record and lets go of the lock, so that no two locks are held at once.
    ///
    /// # Errors
    ///
    /// Those of [`CollectionFile::write`].
    pub fn write(self) -> Result<(), Error> {
        self.lock.map_or(Ok(()), |lock| self.file.write(&lock))
    }
}
