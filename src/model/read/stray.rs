//! Files that the format has not: what became of them, by their names.

use crate::diagnostic::{Fault, StrayFile};
use crate::model::Document;
use crate::model::document::original_of;
use crate::path;

/// What file managers and people put behind the stem of a copy.
const COPY_ENDINGS: [&str; 9] = [" - コピー", " - Copy", "のコピー", " コピー", " copy", "_copy", "_old", "_旧", "_bak"];
/// What Windows once put before the name of a copy.
const COPY_BEGINNING: &str = "コピー ～ ";

/// The fault of a text at a path below `content` that is no file of the format.
pub fn stray(path: &str) -> Fault {
    let folder = path::folder(path);
    let name = &path[folder.len()..].trim_start_matches('/');
    let is_known = |name: &str| {
        let path = format!("{folder}/{name}");
        let path = path.trim_start_matches('/');
        Document::parse(original_of(path).as_deref().unwrap_or(path)).is_some()
    };
    let without_ending = name.strip_suffix(".txt");
    if let Some(meant) = without_ending.filter(|meant| is_known(meant)) {
        return Fault::UnexpectedFile { problem: StrayFile::Ending, meant: Some(meant.to_owned()) };
    }
    match copied(without_ending.unwrap_or(name)).filter(|meant| is_known(meant)) {
        Some(meant) => Fault::UnexpectedFile { problem: StrayFile::Copy, meant: Some(meant) },
        None if without_ending.is_some() => Fault::UnexpectedFile { problem: StrayFile::Notes, meant: None },
        None => Fault::UnexpectedFile { problem: StrayFile::Unknown, meant: None },
    }
}

/// The name of the file that a name calls itself a copy of: `goal - コピー (2).md` → `goal.md`.
fn copied(name: &str) -> Option<String> {
    let name = name.strip_prefix(COPY_BEGINNING).unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.')?;
    let stem = without_number(stem);
    let stem = COPY_ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)).unwrap_or(stem);
    Some(format!("{}.{ending}", without_number(stem)))
}

/// A stem without the number in brackets that tells copies apart.
fn without_number(stem: &str) -> &str {
    let number = |(open, close): (char, char)| {
        let (before, number) = stem.strip_suffix(close)?.rsplit_once(open)?;
        number.chars().all(|letter| letter.is_numeric()).then(|| before.trim_end())
    };
    [('(', ')'), ('（', '）')].into_iter().find_map(number).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Option<String> {
        match stray(&format!("editions/2025/goal-1/{name}")) {
            Fault::UnexpectedFile { problem, meant } => Some(format!("{problem:?} {}", meant.unwrap_or_default())),
            _ => None,
        }
    }

    #[test]
    fn copies_endings_and_notes_are_told_apart() {
        for copy in
            ["measure-2 - コピー.md", "measure-2 - コピー (2).md", "measure-2 (1).md", "コピー ～ measure-2.md", "measure-2_old.md.txt"]
        {
            assert_eq!(found(copy).unwrap(), "Copy measure-2.md", "{copy}");
        }
        assert_eq!(found("measure-2.en - Copy.md").unwrap(), "Copy measure-2.en.md");
        assert_eq!(found("measure-3.md.txt").unwrap(), "Ending measure-3.md");
        assert_eq!(found("measure-3.en.md.txt").unwrap(), "Ending measure-3.en.md");
        assert_eq!(found("メモ.txt").unwrap(), "Notes ");
        assert_eq!(found("fact.md").unwrap(), "Unknown ");
    }
}
