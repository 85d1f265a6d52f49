//! Trouble that may pass: a network share that does not answer for a moment.

use crate::error::Error;
use std::io::ErrorKind;
use std::time::Duration;

/// How long is waited before a step is tried again, each time.
const PAUSES: [Duration; 3] = [Duration::from_millis(50), Duration::from_millis(250), Duration::from_secs(1)];

/// Does a step, and tries it again after growing pauses as long as its trouble may pass.
///
/// # Errors
///
/// Those of the step.
pub fn patiently<T>(step: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
    for pause in PAUSES {
        match step() {
            Err(Error::File { source, .. }) if may_pass(source.kind()) => std::thread::sleep(pause),
            done => return done,
        }
    }
    step()
}

/// Whether waiting can help. A full disk, missing rights and things that are or are not there stay as they are.
fn may_pass(kind: ErrorKind) -> bool {
    !matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::AlreadyExists
            | ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
            | ErrorKind::DirectoryNotEmpty
            | ErrorKind::CrossesDevices
            | ErrorKind::InvalidInput
            | ErrorKind::InvalidFilename
            | ErrorKind::Unsupported
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Action;
    use std::cell::Cell;
    use std::io;
    use std::path::Path;

    /// How often a step is done that fails so the first `failures` times, and whether it succeeds in the end.
    fn tries(kind: ErrorKind, failures: u32) -> (u32, bool) {
        let tried = Cell::new(0);
        let step = || {
            tried.set(tried.get() + 1);
            if tried.get() > failures { Ok(()) } else { Err(Error::file(Action::Rename, Path::new("a"), io::Error::from(kind))) }
        };
        let succeeded = patiently(step).is_ok();
        (tried.get(), succeeded)
    }

    #[test]
    fn only_trouble_that_may_pass_is_tried_again() {
        assert_eq!(tries(ErrorKind::TimedOut, 1), (2, true));
        assert_eq!(tries(ErrorKind::Other, 1), (2, true));
        assert_eq!(tries(ErrorKind::StorageFull, 1), (1, false));
        assert_eq!(tries(ErrorKind::NotFound, 1), (1, false));
    }
}
