//! Trouble of the machine, as opposed to slips of the author: it stops the run.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What stopped the program.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    File { action: Action, path: PathBuf, source: io::Error },
    /// Files in the output folder that this program did not make stand where pages have to go.
    Occupied { paths: Vec<PathBuf> },
    /// The root has no `content` folder.
    NoContent { root: PathBuf },
    /// Another run is writing to the same folder.
    Busy { folder: PathBuf },
    /// A port of this machine cannot be listened at.
    Port { address: SocketAddr, source: io::Error },
    /// The preview's server cannot run.
    Serve { source: io::Error },
    /// Changes below the root cannot be noticed.
    Watch { root: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Read,
    Write,
    Rename,
    Remove,
}

impl Error {
    /// An error of a file operation, with its path.
    pub fn file(action: Action, path: &Path, source: io::Error) -> Error {
        Error::File { action, path: path.to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { action, path, source } => write!(out, "cannot {} `{}`: {source}", action.verb(), path.display()),
            Error::Occupied { paths } => {
                writeln!(out, "the output folder holds files that torikumi did not make, where pages have to go:")?;
                for path in paths {
                    writeln!(out, "  {}", path.display())?;
                }
                write!(out, "move them away, or name another folder with --output-dir")
            }
            Error::NoContent { root } => write!(out, "`{}` has no folder `content`: name the site's folder with --root", root.display()),
            Error::Busy { folder } => write!(out, "another run is writing to `{}`", folder.display()),
            Error::Port { address, source } => write!(out, "cannot listen at {address}: {source}; choose another port with --port"),
            Error::Serve { source } => write!(out, "the preview cannot run: {source}"),
            Error::Watch { root, source } => write!(out, "cannot notice changes below `{}`: {source}", root.display()),
        }
    }
}

impl Action {
    fn verb(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::Rename => "rename",
            Action::Remove => "remove",
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { source, .. } | Error::Port { source, .. } | Error::Serve { source } => Some(source),
            Error::Watch { source, .. } => Some(source.as_ref()),
            Error::Occupied { .. } | Error::NoContent { .. } | Error::Busy { .. } => None,
        }
    }
}
