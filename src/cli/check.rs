//! `torikumi check`.

use super::progress::Clock;
use super::{Common, ExitStatus, FolderReading, MessageFormat};
use crate::check::{self, Coverage};
use crate::diagnostic::Severity;
use crate::disk::{self, TextChange};
use crate::error::Error;
use crate::language::Language;
use crate::message::Message;
use crate::model::{Translation, translation};
use crate::site::{Loaded, PhotoCache, Site};
use clap::Args;

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[arg(long)]
    accept_translations: bool,
}

impl CheckArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        if self.accept_translations {
            accept_translations(common, &mut clock)?;
        }
        let mut reading = common.read(&mut clock, PhotoCache::Look)?;
        common.mention_interrupted()?;
        let loaded = reading.loaded.take();
        if let Some(loaded) = &loaded {
            let site = Site::new(loaded);
            let files = site.addresses().len();
            clock.lap(Message::new("lap.evaluated"));
            let bar = clock.bar(files);
            let checked = check::Checked { site: &site, loaded, folder: &reading.folder };
            check::check(&checked, &mut reading.report, &|| bar.advance());
            clock.lap(Message::new("lap.checked").part("files", files));
        }
        if common.strict {
            reading.report.make_strict();
        }
        common.print(&reading, Severity::Note);
        if !reading.report.has_errors() && reading.report.count(Severity::Warning) == 0 {
            common.conclude(&Message::new("check.sound"));
        }
        if let Some(loaded) = &loaded {
            say_coverage(common, loaded, &reading);
        }
        Ok(if reading.report.has_errors() { ExitStatus::ContentErrors } else { ExitStatus::Fine })
    }
}

/// The table of translations, for people and for sites in two languages.
fn say_coverage(common: &Common, loaded: &Loaded, reading: &FolderReading) {
    let project = loaded.project();
    match common.format {
        MessageFormat::Full if project.settings.languages.contains(&Language::En) => {
            let coverage = Coverage::of(&project.translations, &reading.report, &reading.folder.sources);
            common.conclude_with(&format!("\n{}", coverage.table(common.language()).trim_end()));
        }
        MessageFormat::Full | MessageFormat::Short | MessageFormat::Json => {}
    }
}

/// Writes or renews the first line of every English body that does not say that it was made from the Japanese of today.
/// Content with errors is left alone; the check that follows reports them.
fn accept_translations(common: &Common, clock: &mut Clock<'_>) -> Result<(), Error> {
    let lock = common.lock_site("check --accept-translations")?;
    let FolderReading { folder, loaded: Some(loaded), .. } = common.read(clock, PhotoCache::Look)? else { return Ok(()) };
    let recorded = |translation: &Translation| {
        let english = translation.older().or(translation.not_recorded())?;
        let before = &folder.sources.get(english.source).text;
        let after = translation::recorded(before, &translation.hash);
        Some(TextChange { file: folder.files.get(&english.source)?.clone(), before: Some(before.clone()), after })
    };
    let changes: Vec<TextChange> = loaded.project().translations.iter().filter_map(recorded).collect();
    disk::change_all(&lock, &changes)?;
    common.conclude(&Message::new("check.recorded").part("count", changes.len()));
    Ok(())
}
