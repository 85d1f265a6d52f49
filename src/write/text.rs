//! A file of the author's, changed: whole or not at all.

use crate::error::{Action, Error};
use std::fs;
use std::path::Path;

/// Changes the text of a file through a temporary file beside it. A symbolic link stays one; permissions are kept.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; the file is then as it was.
pub fn change(path: &Path, changed: impl FnOnce(&str) -> String) -> Result<(), Error> {
    let failed = |action| move |source| Error::file(action, path, source);
    let target = path.canonicalize().map_err(failed(Action::Read))?;
    let old = fs::read_to_string(&target).map_err(failed(Action::Read))?;
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    let new = target.with_file_name(name);
    let replaced = fs::write(&new, changed(&old))
        .and_then(|()| fs::set_permissions(&new, fs::metadata(&target)?.permissions()))
        .and_then(|()| fs::rename(&new, &target));
    replaced.map_err(|source| {
        let _ = fs::remove_file(&new);
        Error::file(Action::Write, path, source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_changed_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.en.md");
        fs::write(&file, "old").expect("a file");
        change(&file, |old| format!("{old} and new")).expect("a change");
        assert_eq!(fs::read_to_string(&file).expect("a text"), "old and new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(change(&folder.path().join("a.en.md"), str::to_owned).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
