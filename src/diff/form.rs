//! The files that a list of changes is written as.

use super::{ContentChange, ContentDiff, book, page};
use crate::error::{Action, Error};
use std::io;
use std::path::Path;

/// What a list of changes is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffForm {
    Workbook,
    Page,
}

impl DiffForm {
    /// The form of a file by its name; `None` where it is neither.
    pub fn of(path: &Path) -> Option<DiffForm> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "xlsx" => Some(DiffForm::Workbook),
            "html" | "htm" => Some(DiffForm::Page),
            _ => None,
        }
    }
}

/// The columns of the table.
pub const COLUMNS: [&str; 6] = ["division", "part", "item", "before", "after", "difference"];

impl ContentDiff {
    /// The bytes of a file with all changes. The same changes give the same bytes.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where a workbook cannot hold them.
    pub fn bytes(&self, form: DiffForm, path: &Path) -> Result<Vec<u8>, Error> {
        match form {
            DiffForm::Workbook => book::bytes(self).map_err(|error| Error::file(Action::Write, path, io::Error::other(error))),
            DiffForm::Page => Ok(page::text(self).into_bytes()),
        }
    }

    /// The heading of a column.
    pub(super) fn column(&self, name: &str) -> String {
        self.words.text(&crate::message::Message::new(&format!("diff-table.{name}")))
    }

    /// The goal or measure of a change; of what has none, what it is.
    pub fn part(&self, change: &ContentChange) -> String {
        change.subject.part.clone().unwrap_or_else(|| change.subject.name.clone())
    }

    /// What a change is a change of, beside its goal or measure.
    pub fn item(&self, change: &ContentChange) -> String {
        let name = &change.subject.name;
        let is_named = change.subject.part.as_ref().is_none_or(|part| part.ends_with(name.as_str()));
        if is_named { change.item.clone() } else { self.named_item(name, &change.item) }
    }

    /// How much a figure differs and which grade follows; of everything else, what became of it.
    pub(super) fn difference(&self, change: &ContentChange) -> String {
        let grade = change.grade.as_ref().map(|grade| self.grade(grade));
        let parts: Vec<String> = change.difference.iter().cloned().chain(grade).collect();
        if parts.is_empty() { self.kind(change.kind) } else { parts.join("\n") }
    }
}
