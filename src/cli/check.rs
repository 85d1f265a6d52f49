//! `torikumi check`.

mod collecting;
mod folding;

use super::progress::Clock;
use super::{Common, ExitStatus, FolderReading, MessageFormat};
use crate::check::{self, Coverage};
use crate::diagnostic::Severity;
use crate::disk::{self, TextChange};
use crate::error::Error;
use crate::language::Language;
use crate::message::Message;
use crate::model::{self, Translation};
use crate::site::{Loaded, PhotoCache, Site};
use crate::translation::{self, AcceptedTranslations, Catalogue, RECORD, TranslationRecord};
use clap::Args;
use folding::{FaultGroup, FoldedReport};
use std::collections::BTreeSet;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[arg(long, value_name = "PATH", num_args = 0..)]
    accept_translations: Option<Vec<PathBuf>>,
    #[arg(long)]
    all: bool,
}

impl CheckArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        if let Some(paths) = &self.accept_translations {
            accept_translations(paths, common, &mut clock)?;
        }
        let mut reading = common.read(&mut clock, PhotoCache::Look)?;
        common.mention_interrupted()?;
        let loaded = reading.loaded.take();
        let mut catalogue = None;
        if let Some(loaded) = &loaded {
            let site = Site::new(loaded);
            let files = site.addresses().len();
            clock.lap(Message::new("lap.evaluated"));
            let bar = clock.bar(files);
            let checked = check::Checked { site: &site, loaded, folder: &reading.folder };
            catalogue = check::check(&checked, &mut reading.report, &|| bar.advance());
            clock.lap(Message::new("lap.checked").part("files", files));
        }
        if common.strict {
            reading.report.make_strict();
        }
        if let (MessageFormat::Full, Some(loaded)) = (common.format, &loaded) {
            collecting::lines(common, &reading, loaded).iter().for_each(|line| common.conclude(line));
        }
        match common.format {
            MessageFormat::Full if !self.all => {
                let sources = &reading.folder.sources;
                let FoldedReport { groups, rest } = folding::folded(&reading.report, sources, common.language());
                let line = |message: &Message, gap: &str| format!("{}\n{gap}", common.text(message));
                let group = |FaultGroup { heading, faults, rest }: &FaultGroup| {
                    let shown = common.faults_text(faults, sources);
                    // A division whose faults are folded is a line among others.
                    let gap = if shown.is_empty() { "" } else { "\n" };
                    let heading = heading.as_ref().map(|heading| line(heading, gap)).unwrap_or_default();
                    let above = if shown.is_empty() { "\n" } else { "" };
                    let rest = rest.as_ref().map(|rest| format!("{above}{}", line(rest, "\n"))).unwrap_or_default();
                    heading + &shown + &rest
                };
                let text: String = groups.iter().map(group).chain(rest.iter().map(|rest| line(rest, "\n"))).collect();
                common.complain_counted(text, &reading.report, sources);
            }
            MessageFormat::Full | MessageFormat::Short | MessageFormat::Json => common.print(&reading, Severity::Note),
        }
        if !reading.report.has_errors() && reading.report.count(Severity::Warning) == 0 {
            common.conclude(&Message::new("check.sound"));
        }
        if let (Some(loaded), Some(catalogue)) = (&loaded, &catalogue) {
            say_coverage(common, loaded, &reading, catalogue);
        }
        Ok(if reading.report.has_errors() { ExitStatus::ContentErrors } else { ExitStatus::Fine })
    }
}

/// The table of translations, for people and for sites in two languages.
fn say_coverage(common: &Common, loaded: &Loaded, reading: &FolderReading, catalogue: &Catalogue) {
    let project = loaded.project();
    match common.format {
        MessageFormat::Full if project.settings.languages.contains(&Language::En) => {
            let coverage = Coverage::of(&project.translations, &reading.report, &reading.folder.sources, catalogue);
            common.conclude_with(&format!("\n{}", coverage.table(common.language()).trim_end()));
        }
        MessageFormat::Full | MessageFormat::Short | MessageFormat::Json => {}
    }
}

/// Whether a path is another one or lies below it.
fn is_below(path: &str, other: &str) -> bool {
    path.strip_prefix(other.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Writes or renews the first line of every English body that does not say that it was made from the Japanese of today.
/// Content with errors is left alone; the check that follows reports them.
/// With paths, only those below them.
fn accept_translations(paths: &[PathBuf], common: &Common, clock: &mut Clock<'_>) -> Result<(), Error> {
    let lock = common.lock_site("check --accept-translations")?;
    let FolderReading { folder, loaded: Some(loaded), mut report } = common.read(clock, PhotoCache::Look)? else { return Ok(()) };
    let wanted: Vec<String> =
        paths.iter().map(|path| path.strip_prefix(&common.root).unwrap_or(path).to_string_lossy().replace('\\', "/")).collect();
    let is_wanted = |path: &str| wanted.is_empty() || wanted.iter().any(|wanted| is_below(path, wanted.trim_start_matches("./")));
    let recorded = |translation: &Translation| {
        let english =
            translation.older().or(translation.not_recorded()).filter(|_| is_wanted(&folder.sources.get(translation.original).path))?;
        let before = &folder.sources.get(english.source).text;
        let after = model::translation::recorded(before, &translation.hash);
        Some(TextChange { file: folder.files.get(&english.source)?.clone(), before: Some(before.clone()), after })
    };
    let mut changes: Vec<TextChange> = loaded.project().translations.iter().filter_map(recorded).collect();
    let record = TranslationRecord::read(&folder, &mut report);
    let catalogue = Catalogue::of(&folder, &record, &BTreeSet::new());
    let AcceptedTranslations { record: after, count } = translation::accepted(&catalogue, &record, is_wanted);
    let count = count + changes.len();
    if after != record {
        let before = folder.texts.get(RECORD).map(|source| folder.sources.get(*source).text.clone());
        changes.push(TextChange { file: common.root.join(RECORD), before, after: after.to_text() });
    }
    disk::change_all(&lock, &changes)?;
    common.conclude(&Message::new("check.recorded").part("count", count));
    Ok(())
}
