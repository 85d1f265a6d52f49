//! What stands where pages have to go: files that we did not make, and links through which something outside would be written
//! or removed. Each folder is looked at once: in one that is not there nothing can be in the way.

use crate::disk::is_there;
use crate::error::{Action, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What lies where pages need a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FolderState {
    Folder,
    /// Nothing, or a file of ours that will make way.
    Vacant,
    /// A file that we did not make.
    Foreign,
    /// A symbolic link, or what lies behind one.
    Linked,
}

/// The folders of an output folder, as far as they have been looked at.
struct FolderStates<'a> {
    root: &'a Path,
    /// What earlier runs made.
    made: &'a BTreeSet<String>,
    states: BTreeMap<PathBuf, FolderState>,
    /// The folder that was asked for last: files of one folder follow each other.
    last: Option<(PathBuf, FolderState)>,
    links: BTreeSet<PathBuf>,
}

/// Everything in the way of these paths, links first; what was made before may have to be removed and is looked at as well.
///
/// # Errors
///
/// [`Error::File`] where something cannot be looked at.
pub fn occupied(root: &Path, made: &BTreeSet<String>, paths: &[String]) -> Result<Vec<PathBuf>, Error> {
    let states = BTreeMap::from([(PathBuf::new(), FolderState::Folder)]);
    let mut looked = FolderStates { root, made, states, last: None, links: BTreeSet::new() };
    for path in made {
        looked.around(path)?;
    }
    let mut foreign = Vec::new();
    for path in paths {
        let is_taken = match looked.around(path)? {
            FolderState::Foreign => true,
            FolderState::Folder => !made.contains(path) && is_there(&root.join(path))?,
            FolderState::Vacant | FolderState::Linked => false,
        };
        if is_taken {
            foreign.push(root.join(path));
        }
    }
    Ok(looked.links.into_iter().map(|link| root.join(link)).chain(foreign).collect())
}

impl FolderStates<'_> {
    /// The folder that a file is in.
    fn around(&mut self, path: &str) -> Result<FolderState, Error> {
        let folder = Path::new(path.rsplit_once('/').map_or("", |(folder, _)| folder));
        match &self.last {
            Some((last, state)) if last == folder => Ok(*state),
            _ => {
                let state = self.state(folder)?;
                self.last = Some((folder.to_owned(), state));
                Ok(state)
            }
        }
    }

    fn state(&mut self, folder: &Path) -> Result<FolderState, Error> {
        if let Some(state) = self.states.get(folder) {
            return Ok(*state);
        }
        let around = self.state(folder.parent().unwrap_or(Path::new("")))?;
        let state = if around == FolderState::Folder { self.look(folder)? } else { around };
        self.states.insert(folder.to_owned(), state);
        Ok(state)
    }

    fn look(&mut self, folder: &Path) -> Result<FolderState, Error> {
        let path = self.root.join(folder);
        match path.symlink_metadata() {
            Ok(found) if found.is_symlink() => {
                self.links.insert(folder.to_owned());
                Ok(FolderState::Linked)
            }
            Ok(found) if found.is_dir() => Ok(FolderState::Folder),
            Ok(_) if self.made.contains(&slashed(folder)) => Ok(FolderState::Vacant),
            Ok(_) => Ok(FolderState::Foreign),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(FolderState::Vacant),
            Err(source) => Err(Error::file(Action::Read, &path, source)),
        }
    }
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_we_did_not_make_is_in_the_way_and_what_we_made_is_not() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for folder in ["2015", "2016"] {
            fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        for file in ["2015/ours.html", "2015/foreign.html", "en", "ours"] {
            fs::write(root.path().join(file), "text").expect("a file");
        }
        let made = BTreeSet::from(["2015/ours.html".to_owned(), "ours".to_owned()]);
        let paths = ["2015/ours.html", "2015/foreign.html", "2016/new.html", "2017/a/new.html", "en/a/index.html", "ours/index.html"];
        let occupied = occupied(root.path(), &made, &paths.map(str::to_owned)).expect("a look");
        assert_eq!(occupied, ["2015/foreign.html", "en/a/index.html"].map(|path| root.path().join(path)));
    }
}
