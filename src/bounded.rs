//! Files read up to a limit: their sizes are not known before, and what lies in a folder is not always what was put there.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file; `None` where there are more of them than `most`.
///
/// # Errors
///
/// Those of opening and reading it.
pub fn read(file: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(file)?;
    // A pipe has no length, and a file may grow while it is read: what it says is believed only where it says too much.
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).unwrap_or(0))?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// As [`read`], but only of a file that lies at this path itself: behind a link or in a pipe may be anything.
///
/// # Errors
///
/// As [`read`]; `InvalidInput` for what is no file.
pub fn read_plain(file: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    if file.symlink_metadata()?.is_file() { read(file, most) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_at_the_limit_is_read_and_one_beyond_it_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        std::fs::write(&file, "abc").expect("a file");
        assert_eq!(read(&file, 3).expect("bytes").as_deref(), Some(&b"abc"[..]));
        assert_eq!(read(&file, 2).expect("bytes"), None);
        assert_eq!(read(&file, u64::MAX).expect("bytes").as_deref(), Some(&b"abc"[..]));
        assert_eq!(read(&folder.path().join("b"), 3).map_err(|error| error.kind()), Err(io::ErrorKind::NotFound));
    }
}
