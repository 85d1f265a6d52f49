//! What is put into the words of an error: paths, causes, other errors.

use super::{Error, TableProblem};
use crate::message::{Message, shown};
use serde::{Serialize, Serializer};
use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A path on one line, whatever is in it.
pub fn path<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    shown_path(path).serialize(serializer)
}

pub fn paths<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| shown_path(path)))
}

fn shown_path(path: &Path) -> String {
    shown::name(&path.to_string_lossy())
}

pub fn error<S: Serializer>(error: &Error, serializer: S) -> Result<S::Ok, S::Error> {
    error.message().serialize(serializer)
}

pub fn table<S: Serializer>(problem: &TableProblem, serializer: S) -> Result<S::Ok, S::Error> {
    Message::of_case("table", problem).serialize(serializer)
}

pub fn display<S: Serializer>(text: &dyn Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(text)
}

pub fn cause_of<S: Serializer>(source: &io::Error, serializer: S) -> Result<S::Ok, S::Error> {
    cause(source).serialize(serializer)
}

/// Why the system refused: the common causes in our words, beside its own.
pub fn cause(source: &io::Error) -> Message {
    let name = match source.kind() {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "permission-denied",
        ErrorKind::AlreadyExists => "already-exists",
        ErrorKind::NotADirectory => "not-a-folder",
        ErrorKind::IsADirectory => "is-a-folder",
        ErrorKind::DirectoryNotEmpty => "not-empty",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::AddrInUse => "address-in-use",
        ErrorKind::AddrNotAvailable => "address-not-available",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "full",
        ErrorKind::FileTooLarge => "too-large",
        ErrorKind::InvalidFilename => "invalid-name",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "busy",
        ErrorKind::TimedOut => "timed-out",
        ErrorKind::StaleNetworkFileHandle | ErrorKind::NetworkDown | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "network"
        }
        _ => "other",
    };
    Message::new(&format!("cause.{name}")).part("source", source.to_string())
}
