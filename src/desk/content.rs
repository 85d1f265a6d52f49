//! The content as it is now, or as it would be with what was typed.

use super::Desk;
use crate::check;
use crate::diagnostic::Report;
use crate::error::Error;
use crate::load::{self, Folder};
use crate::model::subjects::name_subjects;
use crate::model::{Project, read};
use crate::site::Loaded;
use std::collections::BTreeMap;

/// The content, what is wrong with it, and the site that it makes.
pub struct DeskContent {
    pub folder: Folder,
    pub report: Report,
    /// `None` with errors.
    pub loaded: Option<Loaded>,
    /// What could be read of it, with errors.
    damaged: Option<Project>,
}

impl DeskContent {
    /// Reads the content.
    ///
    /// # Errors
    ///
    /// Those of [`load::load`].
    pub fn read(desk: &Desk<'_>) -> Result<DeskContent, Error> {
        let mut report = Report::default();
        let folder = load::load(&desk.root, &mut report)?;
        Ok(DeskContent::of(folder, report, desk))
    }

    /// The same content with other texts, by their paths below the root. Nothing is written.
    ///
    /// # Errors
    ///
    /// Those of [`load::load`].
    pub fn with(texts: &BTreeMap<String, String>, desk: &Desk<'_>) -> Result<DeskContent, Error> {
        let mut report = Report::default();
        let mut folder = load::load(&desk.root, &mut report)?;
        texts.iter().for_each(|(path, text)| folder.change_text(path, desk.root.join(path), text));
        Ok(DeskContent::of(folder, report, desk))
    }

    fn of(mut folder: Folder, mut report: Report, desk: &Desk<'_>) -> DeskContent {
        let loaded = Loaded::read(&mut folder, &desk.choices, &mut report);
        let damaged = if loaded.is_some() { None } else { read::project(&folder, &mut Report::default()) };
        DeskContent { folder, report, loaded, damaged }
    }

    /// What the content says; `None` where not even its settings can be read.
    pub fn project(&self) -> Option<&Project> {
        self.loaded.as_ref().map(Loaded::project).or(self.damaged.as_ref())
    }

    /// What is wrong with it, and which figures do not fit together.
    pub fn with_figures(&self) -> Report {
        let mut report = self.report.selection(self.report.iter());
        if let Some(loaded) = &self.loaded {
            check::figures(loaded, &self.folder, &mut report);
            name_subjects(loaded.project(), &mut report);
        }
        report
    }
}
