//! To the disk itself: what is forced there is there, whenever the power goes.
//!
//! On a file system of this machine one call (`syncfs`) writes everything out; on a network share, which that call may not reach, each
//! file and folder is forced, side by side. What failed is not tried again: the system forgets what it could not write, and the second
//! try would succeed without it.

use super::folder::MadeFolders;
use super::patience::patiently;
use crate::error::{Action, Error};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Forces a folder with all that is in it to the disk, and the names of folders that were made for it.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn sync_tree(folder: &Path, made: &MadeFolders) -> Result<(), Error> {
    if at_once(folder)? {
        return Ok(());
    }
    made.sync()?;
    let entries = WalkDir::new(folder).into_iter().map(|entry| {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::file(Action::Read, &path, error.into())
        })?;
        Ok(entry.into_path())
    });
    entries.collect::<Result<Vec<PathBuf>, Error>>()?.par_iter().try_for_each(|path| sync(path))
}

/// Forces the names in folders to the disk; one that is not there any more has no names.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn sync_folders<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Result<(), Error> {
    let folders: BTreeSet<&Path> = folders.into_iter().collect();
    let folders: Vec<&Path> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
    match folders.as_slice() {
        [first, _, ..] if at_once(first)? => Ok(()),
        folders => folders.par_iter().try_for_each(|folder| sync_folder(folder)),
    }
}

/// Forces the names in one folder to the disk.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) { sync(folder) } else { Ok(()) }
}

fn sync(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::file(Action::Write, path, source);
    patiently(|| File::open(path).map_err(failed))?.sync_all().map_err(failed)
}

/// Writes out the whole file system of a folder, where that is one of this machine; says whether it did.
#[cfg(target_os = "linux")]
fn at_once(folder: &Path) -> Result<bool, Error> {
    let failed = |source| Error::file(Action::Write, folder, source);
    let opened = File::open(folder).map_err(failed)?;
    if is_share(&opened) {
        return Ok(false);
    }
    rustix::io::retry_on_intr(|| rustix::fs::syncfs(&opened)).map_err(|error| failed(error.into())).map(|()| true)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_: &Path) -> Result<bool, Error> {
    Ok(false)
}

/// Whether a file may lie on another machine. What cannot be told is taken for such.
#[cfg(target_os = "linux")]
pub fn is_share(file: &File) -> bool {
    /// NFS, SMB, CIFS, SMB2, AFS, Ceph, Coda, FUSE (SSHFS and others), 9P, the shared folders of VirtualBox, Lustre, GPFS.
    const SHARES: [u32; 12] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x5346_414f,
        0x00c3_6400,
        0x7375_7245,
        0x6573_5546,
        0x0102_1997,
        0x786f_4256,
        0x0bd0_0bd0,
        0x4750_4653,
    ];
    // The kernel's numbers have 32 bits, in a wider type on most machines.
    rustix::fs::fstatfs(file).map_or(true, |found| SHARES.contains(&(found.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
pub fn is_share(_: &File) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_can_be_forced_one_by_one() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a"), "a").expect("a file");
        sync(&folder.path().join("a")).expect("a file on the disk");
        sync_folders([folder.path(), &folder.path().join("gone")]).expect("a folder on the disk");
        sync_tree(folder.path(), &MadeFolders::default()).expect("all on the disk");
        assert!(sync_tree(&folder.path().join("gone"), &MadeFolders::default()).is_err());
    }
}
