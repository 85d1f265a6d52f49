//! One program at a time in a folder.
//!
//! The lock is a file that says who holds it. The kernel holds it as well and lets go of it when the program dies, so that on a disk of
//! this machine a lock that the kernel does not hold is nobody's. On a network share other machines may not see the kernel's lock: there
//! the file counts, unless its program ran on this machine and is gone. A file that is empty or torn is nobody's.

use super::new_file::unguessable;
use super::sync::is_share;
use super::{MadeFolders, OWN_FOLDER, make_folders, remove_file, remove_if_empty, sweep};
use crate::error::{Action, Busy, Cure, Error, Holder};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

const LOCK: &str = "lock";
/// How often a lock that somebody holds is asked for; with the pauses between, ten seconds in all.
const TRIES: u32 = 46;
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// The largest file that is read as a lock, in bytes.
const MOST: u64 = 4096;

/// What becomes of a lock that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is respected.
    Respect,
    /// It was left by a run that was interrupted.
    Break,
}

/// Who wants a lock.
pub struct Claim<'a> {
    pub holder: Holder,
    pub held: Held,
    /// Is told once, before it is waited, of whom the lock is, where that is known.
    pub waiting: &'a dyn Fn(Option<&Holder>),
}

impl Claim<'_> {
    /// Tries until the lock is got, with pauses.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] where somebody else holds it all the time; those of a try.
    pub fn pursue<T>(&self, place: &str, attempt: impl Fn() -> Result<Attempt<T>, Error>) -> Result<T, Error> {
        let mut is_told = false;
        for tried in 1.. {
            match attempt()? {
                Attempt::Taken(lock) => return Ok(lock),
                Attempt::Changed if tried < TRIES => {}
                Attempt::Held(holder, _) if tried < TRIES => {
                    if !std::mem::replace(&mut is_told, true) {
                        (self.waiting)(holder.as_ref());
                    }
                }
                Attempt::Held(holder, cure) => return Err(Busy { place: place.to_owned(), holder, cure }.into()),
                Attempt::Changed => break,
            }
            std::thread::sleep((FIRST_PAUSE * tried).min(LONGEST_PAUSE));
        }
        Err(Busy { place: place.to_owned(), holder: None, cure: Cure::Wait }.into())
    }
}

/// How one try to get a lock ended.
pub enum Attempt<T> {
    Taken(T),
    /// Somebody holds it; and what can be done where that is not so.
    Held(Option<Holder>, Cure),
    /// Somebody took or released it meanwhile.
    Changed,
}

/// Whether the program that wrote a lock ran on the machine of `asking` and does not run any more.
pub fn is_gone(holder: &Holder, asking: &Holder) -> bool {
    holder.host == asking.host && (holder.process == asking.process || !is_running(holder.process))
}

#[cfg(unix)]
fn is_running(process: u32) -> bool {
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}

/// A folder that is ours until this is dropped.
#[derive(Debug)]
pub struct FolderLock {
    folder: PathBuf,
    /// The file, with the lock of the kernel.
    file: File,
    made: MadeFolders,
}

impl FolderLock {
    /// Takes the lock of a folder, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] where somebody else has it, after some seconds of waiting; [`Error::Occupied`] where a link stands in the place
    /// of the program's own folder; [`Error::File`] for trouble of the disk.
    pub fn take(folder: &Path, claim: &Claim<'_>) -> Result<FolderLock, Error> {
        claim.pursue(&folder.display().to_string(), || attempt(folder, claim))
    }

    /// The folder that is locked.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folders that were made for it.
    pub fn made(&self) -> &MadeFolders {
        &self.made
    }

    /// Whether nobody took the lock away.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk.
    pub fn is_ours(&self) -> Result<bool, Error> {
        is_at(&self.file, &path(&self.folder))
    }

    /// A lock for tests.
    #[cfg(test)]
    pub fn for_tests(folder: &Path) -> FolderLock {
        let holder = Holder::parse(br#"{"command":"test","user":"u","host":"h","process":1,"since":"then"}"#).expect("a holder");
        FolderLock::take(folder, &Claim { holder, held: Held::Respect, waiting: &|_| {} }).expect("a lock")
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if self.is_ours().unwrap_or(false) {
            // What cannot be removed is nobody's as soon as this program ends.
            let _ = remove_file(&path(&self.folder));
            let _ = remove_if_empty(&self.folder.join(OWN_FOLDER));
        }
        self.made.remove();
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join(OWN_FOLDER).join(LOCK)
}

fn attempt(folder: &Path, claim: &Claim<'_>) -> Result<Attempt<FolderLock>, Error> {
    let own = folder.join(OWN_FOLDER);
    if own.is_symlink() {
        return Err(Error::Occupied { paths: vec![own] });
    }
    let made = make_folders(&own)?;
    match look(&path(folder), claim) {
        Ok(Attempt::Taken(file)) => {
            let lock = FolderLock { folder: folder.to_owned(), file, made };
            sweep(folder, 1)?;
            sweep(&own, 1)?;
            Ok(Attempt::Taken(lock))
        }
        Ok(Attempt::Held(holder, cure)) => Ok(Attempt::Held(holder, cure)),
        Ok(Attempt::Changed) => Ok(Attempt::Changed),
        // Who released it has removed the folder that was left empty.
        Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(Attempt::Changed),
        Err(error) => {
            made.remove();
            Err(error)
        }
    }
}

/// Looks at the lock, and makes it ours where it is nobody's.
fn look(lock: &Path, claim: &Claim<'_>) -> Result<Attempt<File>, Error> {
    let failed = |source| Error::file(Action::Write, lock, source);
    let there = match open(lock) {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => return create(lock, claim).map_err(failed),
        Err(source) => return Err(failed(source)),
    };
    if claim.held == Held::Break {
        return replace(lock, claim).map_err(failed);
    }
    let kernel = there.try_lock();
    let mut text = Vec::new();
    (&there).take(MOST).read_to_end(&mut text).map_err(failed)?;
    let holder = Holder::parse(&text);
    match kernel {
        Err(TryLockError::WouldBlock) => Ok(Attempt::Held(holder, Cure::Wait)),
        Ok(()) if !is_at(&there, lock)? => Ok(Attempt::Changed),
        Ok(()) if !is_share(&there) => replace(lock, claim).map_err(failed),
        kernel => match holder {
            Some(holder) if !(is_gone(&holder, &claim.holder) || kernel.is_ok() && holder.host == claim.holder.host) => {
                Ok(Attempt::Held(Some(holder), Cure::Remove(lock.to_owned())))
            }
            Some(_) | None => replace(lock, claim).map_err(failed),
        },
    }
}

/// Opens the file itself, never what a link leads to.
fn open(lock: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    let file = options.open(lock)?;
    // A pipe would never end.
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// A lock beside its place, held by the kernel as far as that can.
fn beside(lock: &Path, claim: &Claim<'_>) -> io::Result<(PathBuf, File)> {
    let new = unguessable(lock);
    let mut file = File::create_new(&new)?;
    // Where the kernel cannot, the file alone counts.
    let _ = file.try_lock();
    match file.write_all(&claim.holder.bytes()) {
        Ok(()) => Ok((new, file)),
        Err(error) => {
            let _ = fs::remove_file(&new);
            Err(error)
        }
    }
}

/// Makes the lock where none is, whole at its first moment.
fn create(lock: &Path, claim: &Claim<'_>) -> io::Result<Attempt<File>> {
    let (new, file) = beside(lock, claim)?;
    let linked = fs::hard_link(&new, lock);
    let _ = fs::remove_file(&new);
    match linked {
        Ok(()) => Ok(Attempt::Taken(file)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Attempt::Changed),
        // The file system knows no second names.
        Err(_) => match File::create_new(lock) {
            Ok(mut file) => {
                let _ = file.try_lock();
                file.write_all(&claim.holder.bytes())?;
                Ok(Attempt::Taken(file))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Attempt::Changed),
            Err(error) => Err(error),
        },
    }
}

/// Makes a lock that is nobody's ours.
fn replace(lock: &Path, claim: &Claim<'_>) -> io::Result<Attempt<File>> {
    let (new, file) = beside(lock, claim)?;
    match fs::rename(&new, lock) {
        Ok(()) => Ok(Attempt::Taken(file)),
        Err(error) => {
            let _ = fs::remove_file(&new);
            Err(error)
        }
    }
}

/// Whether an open file is the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> Result<bool, Error> {
    use std::os::unix::fs::MetadataExt;
    let failed = |source| Error::file(Action::Read, path, source);
    let opened = file.metadata().map_err(failed)?;
    match path.symlink_metadata() {
        Ok(found) => Ok((found.dev(), found.ino()) == (opened.dev(), opened.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(source) => Err(failed(source)),
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> Result<bool, Error> {
    super::is_there(path)
}

#[cfg(test)]
mod tests;
