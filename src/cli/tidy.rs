//! `torikumi tidy`.

use super::{Common, ExitStatus};
use crate::diagnostic::{Report, SourceId};
use crate::disk::{self, TextChange};
use crate::error::{Error, Request};
use crate::load::{self, Folder, front_matter};
use crate::message::Message;
use crate::model::{document, read, seal, translation};
use crate::tidy::tidied;
use clap::Args;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct TidyArguments {
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
}

impl TidyArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = if self.dry_run { None } else { Some(common.lock_site("tidy")?) };
        let mut unused = Report::default();
        let folder = load::load(&common.root, &mut unused)?;
        let wanted = self.wanted(&folder)?;
        let sealed = sealed_folders(&folder, &mut unused);
        let is_open = |path: &str| !self.paths.is_empty() || !sealed.iter().any(|folder| path.starts_with(folder));
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (path, source) in wanted.iter().filter(|(path, _)| is_open(path)) {
            let text = &folder.sources.get(*source).text;
            let Some(body) = body(path, text, &folder) else { continue };
            let after = tidied(&text[body.clone()]);
            if after != text[body.clone()] {
                renew_record(path, &text[body.clone()], &after, &folder, &mut texts);
                texts.insert(path.clone(), format!("{}{after}", &text[..body.start]));
            }
        }
        let changes: Vec<TextChange> = texts.iter().filter_map(|(path, after)| change(path, after, &folder)).collect();
        if let Some(lock) = &lock {
            disk::change_all(lock, &changes)?;
        }
        let files: String = texts.keys().map(|path| format!("  {path}\n")).collect();
        let name = match (changes.is_empty(), self.dry_run) {
            (true, _) => "tidy.nothing",
            (false, true) => "tidy.tried",
            (false, false) => "tidy.written",
        };
        common.conclude(&Message::new(name).part("count", changes.len()).part("files", files));
        Ok(ExitStatus::Fine)
    }

    /// The Markdown files that the arguments name; all where they name none.
    fn wanted(&self, folder: &Folder) -> Result<Vec<(String, SourceId)>, Error> {
        let bodies: Vec<(String, SourceId)> = folder
            .texts
            .iter()
            .filter(|(path, _)| path.starts_with("content/") && path.ends_with(".md"))
            .map(|(path, source)| (path.clone(), *source))
            .collect();
        if self.paths.is_empty() {
            return Ok(bodies);
        }
        let mut found = Vec::new();
        for path in &self.paths {
            let named = path.canonicalize().ok();
            let is_named = |(_, source): &&(String, SourceId)| {
                let file = folder.files.get(source).and_then(|file| file.canonicalize().ok());
                file.zip(named.as_ref()).is_some_and(|(file, named)| file.starts_with(named))
            };
            let before = found.len();
            found.extend(bodies.iter().filter(is_named).cloned());
            if found.len() == before {
                return Err(Request::NoBody { path: path.display().to_string() }.into());
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}

/// The folders of editions whose pages are sealed: they would not show what is changed here.
fn sealed_folders(folder: &Folder, unused: &mut Report) -> Vec<String> {
    let project = read::project(folder, unused);
    let editions = project.iter().flat_map(|project| &project.editions);
    let is_sealed = |year: &i32| project.iter().any(|project| seal::in_force(&project.seals, *year).is_some());
    editions.map(|edition| edition.year).filter(is_sealed).map(|year| format!("content/editions/{year}/")).collect()
}

/// Where the body of a file is: behind front matter, or behind the record of a translation.
fn body(path: &str, text: &str, folder: &Folder) -> Option<Range<usize>> {
    match document::original_of(path) {
        Some(original) if folder.texts.contains_key(&original) => Some(translation::record(text).line.end..text.len()),
        _ => front_matter::split(text).ok().map(|parts| parts.body),
    }
}

/// The English file goes on being the translation of a body of which no word changed. It was tidied before: its path sorts first.
fn renew_record(path: &str, before: &str, after: &str, folder: &Folder, texts: &mut BTreeMap<String, String>) {
    let english = format!("{}.en.md", path.trim_end_matches(".md"));
    let Some(source) = folder.texts.get(&english) else { return };
    let text = texts.get(&english).unwrap_or(&folder.sources.get(*source).text);
    if translation::record(text).hash == Some(translation::hash(before).as_str()) {
        let renewed = translation::recorded(text, &translation::hash(after));
        texts.insert(english, renewed);
    }
}

fn change(path: &str, after: &str, folder: &Folder) -> Option<TextChange> {
    let source = folder.texts.get(path)?;
    let before = folder.sources.get(*source).text.clone();
    Some(TextChange { file: folder.files.get(source)?.clone(), before: Some(before), after: after.to_owned() })
}
