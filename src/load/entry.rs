//! What may lie in a folder of the author's: files, by names that every system can have, and nothing that leads elsewhere.

use crate::diagnostic::shown::{self, REPLACEMENT};
use crate::diagnostic::{Fault, NameProblem, NotFile, Place, Report};
use std::collections::BTreeMap;
use std::path::{Component, MAIN_SEPARATOR, Path};
use unicode_normalization::UnicodeNormalization;
use walkdir::DirEntry;

/// Names that Windows keeps for devices, whatever the ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind them.
const NUMBERED: [&str; 2] = ["com", "lpt"];
/// What Windows has in no name.
const FORBIDDEN: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// What an entry is.
pub enum EntryKind {
    File,
    Folder,
    /// Nothing that can be read.
    Odd(Fault),
}

/// What an entry of a walk is; `is_text` says whether its name is that of a text.
pub fn kind(entry: &DirEntry, top: &Path, is_text: bool) -> EntryKind {
    let file_type = if entry.path_is_symlink() {
        if leaves(entry.path(), top) {
            return EntryKind::Odd(Fault::LinkLeavesFolder);
        }
        match entry.path().metadata() {
            Ok(found) if found.is_dir() => return EntryKind::Odd(Fault::NotAFile { found: NotFile::LinkToFolder }),
            Ok(found) => found.file_type(),
            Err(_) => return EntryKind::Odd(Fault::LinkLeavesFolder),
        }
    } else {
        entry.file_type()
    };
    match (file_type.is_file(), file_type.is_dir()) {
        (true, _) => EntryKind::File,
        (false, true) if is_text => EntryKind::Odd(Fault::NotAFile { found: NotFile::Folder }),
        (false, true) => EntryKind::Folder,
        (false, false) => EntryKind::Odd(Fault::NotAFile { found: NotFile::Device }),
    }
}

/// Whether a link leads out of the folder, or nowhere.
fn leaves(link: &Path, top: &Path) -> bool {
    match (link.canonicalize(), top.canonicalize()) {
        (Ok(target), Ok(top)) => !target.starts_with(top),
        _ => true,
    }
}

/// A path with `/`, in NFC, with replacements for everything that a terminal would not show.
pub fn slashed(path: &Path) -> String {
    if let Some(text) = path.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')) {
        return text.replace(MAIN_SEPARATOR, "/");
    }
    let part = |part: Component<'_>| shown::name(&part.as_os_str().to_string_lossy().nfc().collect::<String>());
    path.components().map(part).collect::<Vec<_>>().join("/")
}

/// The names of all files, seen as other systems see them.
#[derive(Default)]
pub struct TakenNames {
    /// Every path by what it is where capital letters do not count; `None` for one that is just that.
    taken: BTreeMap<String, Option<String>>,
}

impl TakenNames {
    /// Looks at the name of one file, or of a folder, by its own part of the path.
    pub fn look_at(&mut self, path: &str, entry: &Path, report: &mut Report) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let place = || Place::File(path.to_owned());
        if let Some(problem) = unusable(name, entry) {
            report.add(place(), Fault::UnusableName { problem });
        } else if is_unportable(name) {
            report.add(place(), Fault::UnportableName { problem: NameProblem::Windows, other: None });
        } else if name.contains('%') {
            report.add(place(), Fault::UnportableName { problem: NameProblem::Percent, other: None });
        }
        let folded = folded(path);
        let own = (folded != path).then(|| path.to_owned());
        let Some(other) = self.taken.insert(folded.clone(), own).map(|other| other.unwrap_or(folded)) else { return };
        report.add(
            place(),
            if other == path {
                Fault::UnusableName { problem: NameProblem::Twice }
            } else {
                Fault::UnportableName { problem: NameProblem::Case, other: Some(other) }
            },
        );
    }
}

fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.to_lowercase().nfc().collect() }
}

fn unusable(name: &str, entry: &Path) -> Option<NameProblem> {
    let is_utf8 = entry.file_name().is_none_or(|name| name.to_str().is_some());
    match (is_utf8, name.contains(REPLACEMENT)) {
        (false, _) => Some(NameProblem::NotUtf8),
        (true, true) => Some(NameProblem::Invisible),
        (true, false) => None,
    }
}

/// Whether Windows can have no file or folder of this name.
pub fn is_unportable(name: &str) -> bool {
    name.contains(FORBIDDEN) || name.ends_with(|letter: char| letter == '.' || letter.is_whitespace()) || is_reserved(name)
}

/// Whether Windows keeps a name for a device.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_numbered = |prefix: &str| matches!(stem.strip_prefix(prefix).map(str::as_bytes), Some([b'1'..=b'9']));
    RESERVED.contains(&stem.as_str()) || NUMBERED.iter().any(|prefix| is_numbered(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_known_with_any_ending_and_in_any_case() {
        for name in ["CON", "nul.md", "aux", "Com1.en.md", "lpt9", "prn .txt"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["console.md", "com.md", "com0", "com10", "auxiliary", ".con", "大人.md"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
