//! From a folder to texts: the only room that reads the author's files.

mod entry;
pub mod fields;
pub mod front_matter;

use crate::bounded;
use crate::characters::{self, OddPlace};
use crate::diagnostic::{Fault, Place, Report, SourceId, Sources};
use crate::error::{Action, Error};
pub use entry::is_unportable;
use entry::{EntryKind, TakenNames};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use walkdir::{DirEntry, WalkDir};

/// Most megabytes (of 1024 × 1024 bytes) of a text. The reports of a whole decade are smaller.
pub const MOST_MEGABYTES: u64 = 4;

/// Most odd characters of one text that are reported: a file that is no text is full of them.
const MOST_ODD: usize = 5;

/// Everything that a site is made from, as it lay on the disk.
#[derive(Debug, Default)]
pub struct Folder {
    /// The texts: Markdown, TOML, templates, style sheets.
    pub sources: Sources,
    /// Number of each text by its path below the root (`content/site.toml`), in NFC, with `/`.
    pub texts: BTreeMap<String, SourceId>,
    /// Where each text is on the disk; those of the embedded theme are nowhere.
    pub files: BTreeMap<SourceId, PathBuf>,
    /// Files that are not text (photos, bundles): path in NFC, and where the file is.
    pub others: BTreeMap<String, PathBuf>,
}

impl Folder {
    /// Adds a text that does not lie on the disk, such as a file of the embedded theme.
    pub fn add_text(&mut self, path: &str, text: &str) {
        let id = self.sources.add(path.to_owned(), text.to_owned());
        self.texts.insert(path.to_owned(), id);
    }

    /// Puts another text in the place of one that lies on the disk, or will; the disk stays as it is.
    pub fn change_text(&mut self, path: &str, file: PathBuf, text: &str) {
        self.add_text(path, text);
        self.files.insert(self.texts[path], file);
    }

    /// The texts below a folder, with the rest of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, SourceId)> {
        self.texts.iter().filter_map(move |(path, id)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, *id)))
    }
}

/// Reads `content` and `themes` below the root, in the order of their names.
///
/// Hidden files and editors' temporary files are passed over.
///
/// # Errors
///
/// [`Error::NoContent`] without a folder `content`; [`Error::File`] where a file cannot be read.
pub fn load(root: &Path, report: &mut Report) -> Result<Folder, Error> {
    let mut folder = content(root, report)?;
    let top = root.join("themes");
    if is_folder(&top)? {
        walk(&top, "themes", &mut folder, report)?;
    }
    Ok(folder)
}

/// Reads `content` alone, as [`load`] does.
///
/// # Errors
///
/// As [`load`].
pub fn content(root: &Path, report: &mut Report) -> Result<Folder, Error> {
    let top = root.join("content");
    if !is_folder(&top)? {
        return Err(Error::NoContent { root: root.to_owned() });
    }
    let mut folder = Folder::default();
    walk(&top, "content", &mut folder, report)?;
    Ok(folder)
}

/// Reads one text from anywhere, such as a file that the command names, by the rules for texts of the content; `None` where it is none.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read.
pub fn text(file: &Path, folder: &mut Folder, report: &mut Report) -> Result<Option<SourceId>, Error> {
    let path = file.display().to_string();
    let bytes = bounded::read(file, MOST_MEGABYTES << 20).map_err(|source| Error::file(Action::Read, file, source))?;
    match bytes.map(String::from_utf8) {
        Some(text) => take_over(path.clone(), file.to_owned(), text, folder, report),
        None => too_large(path.clone(), folder, report),
    }
    Ok(folder.texts.get(&path).copied().filter(|_| !report.has_errors()))
}

/// Whether a folder is there; what cannot be looked at is not taken for missing.
fn is_folder(path: &Path) -> Result<bool, Error> {
    Ok(metadata(path)?.is_some_and(|found| found.is_dir()))
}

/// What is at a path, or where a link there leads; `None` where nothing is.
fn metadata(path: &Path) -> Result<Option<Metadata>, Error> {
    match path.metadata() {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(source) => Err(Error::file(Action::Read, path, source)),
    }
}

/// Lists the files in order, reads them side by side, and takes them over in order.
fn walk(top: &Path, part: &str, folder: &mut Folder, report: &mut Report) -> Result<(), Error> {
    let files = list(top, part, report)?;
    let (texts, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_text(path));
    folder.others.extend(others);
    let read = |(path, file): (String, PathBuf)| match bounded::read(&file, MOST_MEGABYTES << 20) {
        Ok(bytes) => Ok((path, file, bytes)),
        Err(source) => Err(Error::file(Action::Read, &file, source)),
    };
    let read: Vec<_> = texts.into_par_iter().map(read).collect();
    for text in read {
        let (path, file, bytes) = text?;
        match bytes.map(String::from_utf8) {
            Some(text) => take_over(path, file, text, folder, report),
            None => too_large(path, folder, report),
        }
    }
    Ok(())
}

/// The files below a folder, with their paths below the root. What is no file is reported.
fn list(top: &Path, part: &str, report: &mut Report) -> Result<Vec<(String, PathBuf)>, Error> {
    let entries = WalkDir::new(top).sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || is_wanted(entry));
    let mut files = Vec::new();
    // A folder that cannot be listed has no name in the walk's error: it is the last one that the walk came to.
    let mut within = top.to_owned();
    let mut names = TakenNames::default();
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&within).to_owned();
            Error::file(Action::Read, &path, error.into())
        })?;
        if entry.file_type().is_dir() {
            within = entry.path().to_owned();
        }
        if entry.depth() == 0 {
            continue;
        }
        let path = format!("{part}/{}", entry::slashed(entry.path().strip_prefix(top).unwrap_or(entry.path())));
        names.look_at(&path, entry.path(), report);
        match entry::kind(&entry, top, is_text(&path)) {
            EntryKind::File => files.push((path, entry.into_path())),
            EntryKind::Folder => {}
            EntryKind::Odd(fault) => report.add(Place::File(path), fault),
        }
    }
    Ok(files)
}

/// Hidden files and what editors leave beside a file that is being written.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !(name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name.ends_with(".tmp"))
}

fn is_text(path: &str) -> bool {
    const TEXT: [&str; 3] = [".md", ".toml", ".txt"];
    const THEME_TEXT: [&str; 5] = [".html", ".xml", ".css", ".js", ".svg"];
    let of_theme = path.starts_with("themes/") && THEME_TEXT.iter().any(|ending| path.ends_with(ending));
    of_theme || TEXT.iter().any(|ending| path.ends_with(ending))
}

fn take_over(path: String, file: PathBuf, text: Result<String, FromUtf8Error>, folder: &mut Folder, report: &mut Report) {
    match text {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let odd: Vec<OddPlace> = characters::odd(&text).take(MOST_ODD).collect();
            let id = folder.sources.add(path.clone(), text);
            for odd in odd {
                report.add(Place::Span(id, odd.at..odd.at + odd.letter.len_utf8()), Fault::odd_character(odd));
            }
            folder.texts.insert(path, id);
            folder.files.insert(id, file);
        }
        Err(error) => not_utf8(error, path, folder, report),
    }
}

/// Nothing of it is kept but its name, so that other files find it; [`Fault::TooLarge`] is its only fault in the end.
fn too_large(path: String, folder: &mut Folder, report: &mut Report) {
    folder.add_text(&path, "");
    report.add(Place::File(path), Fault::TooLarge { megabytes: MOST_MEGABYTES });
}

/// What can be read of it is kept, so that other files find it; [`Fault::NotUtf8`] is its only fault in the end.
fn not_utf8(error: FromUtf8Error, path: String, folder: &mut Folder, report: &mut Report) {
    let start = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    let id = folder.sources.add(path.clone(), text);
    folder.texts.insert(path, id);
    report.add(Place::Span(id, start..start + '\u{fffd}'.len_utf8()), Fault::NotUtf8);
}
