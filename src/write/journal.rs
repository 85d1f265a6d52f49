//! Staging, journal and manifest: how a commit survives being killed at any point.

use crate::error::{Action, Error};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

const STAGE: &str = "stage";
const JOURNAL: &str = "journal";
const MANIFEST: &str = "manifest";

/// Files that wait to be renamed into place, by their numbers.
pub struct Stage {
    folder: PathBuf,
    /// The folders around it that were made for it, innermost first.
    made: Vec<PathBuf>,
}

impl Stage {
    /// An empty stage; what an earlier, killed run left in it is removed.
    pub fn new(own: &Path) -> Result<Stage, Error> {
        let folder = own.join(STAGE);
        remove_folder(&folder)?;
        let made = own.ancestors().take_while(|around| !around.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(&folder).map_err(|source| Error::file(Action::Write, &folder, source))?;
        Ok(Stage { folder, made })
    }

    /// Puts a file on the stage.
    pub fn put(&self, number: usize, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(number.to_string());
        fs::write(&path, bytes).map_err(|source| Error::file(Action::Write, &path, source))
    }

    /// Gives the stage up, and the folders that were made for it. What cannot be removed is removed by the next run.
    pub fn discard(self) {
        let _ = fs::remove_dir_all(&self.folder);
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What a commit does, in the order in which it does it.
pub struct Journal {
    /// Number on the stage and path of each file.
    pub staged: Vec<(usize, String)>,
    pub removed: Vec<String>,
    /// Every path of the new site.
    pub paths: BTreeSet<String>,
}

impl Journal {
    /// Writes the journal down, then carries it out.
    pub fn commit(&self, root: &Path, stage: Stage) -> Result<(), Error> {
        let own = stage.folder.parent().unwrap_or(&stage.folder).to_owned();
        write_whole(&own.join(JOURNAL), self.text().as_bytes())?;
        self.carry_out(root, &own)
    }

    /// Every step may have been done already.
    fn carry_out(&self, root: &Path, own: &Path) -> Result<(), Error> {
        let mut folders = BTreeSet::new();
        for path in &self.removed {
            remove_file(&root.join(path))?;
        }
        for (number, path) in &self.staged {
            let target = root.join(path);
            if let Some(folder) = target.parent().filter(|folder| folders.insert((*folder).to_owned())) {
                fs::create_dir_all(folder).map_err(|source| Error::file(Action::Write, folder, source))?;
            }
            rename(&own.join(STAGE).join(number.to_string()), &target)?;
        }
        self.prune(root);
        let manifest: String = self.paths.iter().map(|path| format!("{path}\n")).collect();
        write_whole(&own.join(MANIFEST), manifest.as_bytes())?;
        remove_folder(&own.join(STAGE))?;
        remove_file(&own.join(JOURNAL))
    }

    /// Whether a step would go through a symbolic link in the place of a folder: none stood there when the journal was written.
    fn follows_links(&self, root: &Path) -> bool {
        let paths = self.removed.iter().chain(self.staged.iter().map(|(_, path)| path));
        let folders: BTreeSet<&Path> = paths.flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
        folders.into_iter().any(|folder| !folder.as_os_str().is_empty() && root.join(folder).is_symlink())
    }

    /// Removes folders that the removed files leave empty; those with anything in them stay.
    fn prune(&self, root: &Path) {
        for path in &self.removed {
            let mut folder = Path::new(path).parent();
            while let Some(inner) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
                if fs::remove_dir(root.join(inner)).is_err() {
                    break;
                }
                folder = inner.parent();
            }
        }
    }

    /// One step a line; paths of a site hold no line breaks.
    fn text(&self) -> String {
        let staged = self.staged.iter().map(|(number, path)| format!("put {number} {path}\n"));
        let removed = self.removed.iter().map(|path| format!("remove {path}\n"));
        let paths = self.paths.iter().map(|path| format!("keep {path}\n"));
        staged.chain(removed).chain(paths).chain(["end\n".to_owned()]).collect()
    }

    /// Reads a journal; `None` where its last line is missing, or where it is not one of ours.
    fn parse(text: &str) -> Option<Journal> {
        let mut journal = Journal { staged: Vec::new(), removed: Vec::new(), paths: BTreeSet::new() };
        for line in text.strip_suffix("end\n")?.lines() {
            match line.split_once(' ')? {
                ("put", rest) => {
                    let (number, path) = rest.split_once(' ').filter(|(_, path)| is_inside(path))?;
                    journal.staged.push((number.parse().ok()?, path.to_owned()));
                }
                ("remove", path) if is_inside(path) => journal.removed.push(path.to_owned()),
                ("keep", path) if is_inside(path) => drop(journal.paths.insert(path.to_owned())),
                _ => return None,
            }
        }
        Some(journal)
    }
}

/// Whether a path stays within the output folder. Nothing else is ever written down, but an output folder may come from anywhere.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Finishes a commit that was interrupted after its journal was written.
pub fn recover(root: &Path, own: &Path) -> Result<(), Error> {
    if own.is_symlink() {
        // Not ours; staging refuses it and names it.
        return Ok(());
    }
    let path = own.join(JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::file(Action::Read, &path, source)),
    };
    match Journal::parse(&text).filter(|journal| !journal.follows_links(root)) {
        Some(journal) => journal.carry_out(root, own),
        None => remove_file(&path),
    }
}

/// The paths that the last build made.
pub fn manifest(own: &Path) -> Result<BTreeSet<String>, Error> {
    let path = own.join(MANIFEST);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter(|path| is_inside(path)).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(source) => Err(Error::file(Action::Read, &path, source)),
    }
}

/// Writes a file beside its place, forces it to the disk, and renames it there.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; what was there before is then still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| Error::file(Action::Write, &new, source))?;
    fs::rename(&new, path).map_err(|source| Error::file(Action::Rename, path, source))
}

/// Renames a staged file; one that is not there any more was renamed before the interruption.
fn rename(staged: &Path, target: &Path) -> Result<(), Error> {
    match fs::rename(staged, target) {
        Err(error) if error.kind() == ErrorKind::NotFound && target.exists() => Ok(()),
        renamed => renamed.map_err(|source| Error::file(Action::Rename, target, source)),
    }
}

/// Removes a file; one that is not there is removed already.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    }
}

fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        Journal {
            staged: vec![(0, "en/index.html".to_owned()), (1, "index.html".to_owned())],
            removed: vec!["old/page.html".to_owned()],
            paths: BTreeSet::from(["en/index.html".to_owned(), "index.html".to_owned()]),
        }
    }

    #[test]
    fn a_journal_is_read_as_it_was_written_and_a_torn_one_is_not() {
        let text = journal().text();
        assert_eq!(Journal::parse(&text).map(|journal| journal.text()), Some(text.clone()));
        assert!(Journal::parse(&text[..text.len() - 2]).is_none());
    }

    #[test]
    fn a_journal_that_leads_out_of_the_folder_is_not_ours() {
        for step in ["remove ../page.html", "put 0 /page.html", "keep a/../../page.html", "remove "] {
            assert!(Journal::parse(&format!("{step}\nend\n")).is_none(), "{step}");
        }
    }

    #[test]
    fn a_commit_interrupted_at_any_step_is_completed() {
        for done in 0..=2 {
            let root = tempfile::tempdir().expect("a temporary folder");
            let own = root.path().join(".torikumi");
            fs::create_dir_all(own.join(STAGE)).expect("a stage");
            fs::create_dir_all(root.path().join("old")).expect("a folder");
            fs::write(root.path().join("old/page.html"), "old").expect("an old page");
            let stage = Stage { folder: own.join(STAGE), made: Vec::new() };
            for number in 0..2 {
                stage.put(number, format!("new {number}").as_bytes()).expect("a staged file");
            }
            write_whole(&own.join(JOURNAL), journal().text().as_bytes()).expect("a journal");
            for (number, path) in journal().staged.iter().take(done) {
                let target = root.path().join(path);
                fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
                fs::rename(own.join(STAGE).join(number.to_string()), target).expect("a rename");
            }
            recover(root.path(), &own).expect("recovery");
            assert_eq!(fs::read_to_string(root.path().join("en/index.html")).ok(), Some("new 0".to_owned()), "after {done}");
            assert_eq!(fs::read_to_string(root.path().join("index.html")).ok(), Some("new 1".to_owned()), "after {done}");
            assert!(!root.path().join("old").exists() && !own.join(JOURNAL).exists() && !own.join(STAGE).exists());
            assert_eq!(manifest(&own).ok(), Some(journal().paths));
        }
    }
}
