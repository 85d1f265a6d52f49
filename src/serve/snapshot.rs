//! What a folder held when it was read, so that only real changes count.

use crate::diagnostic::Report;
use crate::digest::hex;
use crate::load::Folder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A mark of each file by its path: of its content for texts, of size and time for all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    marks: BTreeMap<String, Vec<u8>>,
}

impl Snapshot {
    /// Of a folder as it was read, before anything of the program's own is added, with the faults of reading it: a file that
    /// could not be read has no other mark.
    pub fn of(folder: &Folder, report: &Report) -> Snapshot {
        let text = |id| Sha256::digest(&folder.sources.get(id).text).to_vec();
        let texts = folder.texts.iter().map(|(path, id)| (path.clone(), text(*id)));
        let others = folder.others.iter().map(|(path, file)| (path.clone(), look(file)));
        let faults = report.sorted(&folder.sources).into_iter();
        let faults = faults.map(|diagnostic| (folder.sources.path(&diagnostic.place).to_owned(), format!("{diagnostic:?}").into_bytes()));
        Snapshot { marks: texts.chain(others).chain(faults).collect() }
    }

    /// The paths that differ from an older snapshot: changed, new or gone.
    pub fn changed_since(&self, before: &Snapshot) -> Vec<String> {
        let new = self.marks.iter().filter(|(path, mark)| before.marks.get(*path) != Some(*mark)).map(|(path, _)| path);
        let gone = before.marks.keys().filter(|path| !self.marks.contains_key(*path));
        let mut changed: Vec<String> = new.chain(gone).cloned().collect();
        changed.sort();
        changed
    }

    /// A short name of the whole: equal contents have equal names.
    pub fn name(&self) -> String {
        let mut hash = Sha256::new();
        for (path, mark) in &self.marks {
            hash.update(path);
            hash.update([0]);
            hash.update(mark);
        }
        hex(&hash.finalize()[..8])
    }
}

/// Size and time of a file; empty where it is gone.
fn look(file: &Path) -> Vec<u8> {
    let found = fs::metadata(file).ok();
    let time = found.as_ref().and_then(|found| found.modified().ok());
    found.map(|found| format!("{} {time:?}", found.len()).into_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(texts: &[(&str, &str)]) -> Snapshot {
        let mut folder = Folder::default();
        for (path, text) in texts {
            folder.add_text(path, text);
        }
        Snapshot::of(&folder, &Report::default())
    }

    #[test]
    fn what_changed_came_or_went_is_named() {
        let before = snapshot(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = snapshot(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(after.changed_since(&before), ["b", "c", "d"]);
        assert_eq!(before.changed_since(&before), [""; 0]);
    }

    #[test]
    fn equal_contents_have_equal_names_and_others_have_not() {
        assert_eq!(snapshot(&[("a", "1")]).name(), snapshot(&[("a", "1")]).name());
        assert_ne!(snapshot(&[("a", "1")]).name(), snapshot(&[("a", "2")]).name());
        assert_ne!(snapshot(&[("a", "1")]).name(), snapshot(&[("b", "1")]).name());
    }
}
