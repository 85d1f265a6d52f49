//! Trouble of the machine, and wishes that cannot be met, as opposed to slips of the author: it stops the run.

mod holder;
mod trouble;
mod words;

pub use holder::{Busy, Cure, Holder};
pub use trouble::{Cause, Refusal, Trouble};

use crate::diagnostic::{Language, shown};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What stopped the program.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    File { action: Action, path: PathBuf, source: io::Error },
    /// The new site is in place only in part, and the old one could not be brought back.
    HalfWay { cause: Box<Error> },
    /// Files in the output folder that this program did not make stand where pages have to go.
    Occupied { paths: Vec<PathBuf> },
    /// The root has no `content` folder.
    NoContent { root: PathBuf },
    /// Another run works in the same folder, or at the same target.
    Busy(Box<Busy>),
    /// A text is not any more what its change was computed from.
    Changed { path: PathBuf },
    /// A port of this machine cannot be listened at.
    Port { address: SocketAddr, source: io::Error },
    /// The preview's server cannot run.
    Serve { source: io::Error },
    /// Changes below the root cannot be noticed.
    Watch { root: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },
    /// A new site is wanted in a folder that holds something.
    NotEmpty { folder: PathBuf },
    /// What is to be made is there already.
    Exists { path: PathBuf },
    /// A table that is to be imported cannot be read.
    Table { path: PathBuf, trouble: TableTrouble },
    /// A form cannot be made.
    Form { why: String },
    /// What a command was asked for does not fit what there is.
    Request(Request),
    /// A site could not be published.
    Publish(Trouble),
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableTrouble {
    /// More than so many megabytes, or, unpacked, more than that.
    TooLarge { megabytes: u64 },
    /// More than so many rows.
    TooManyRows { most: u32 },
    /// More than so many cells with something in them.
    TooManyCells { most: usize },
    /// More than so many sheets.
    TooManySheets { most: usize },
    /// Formats of cells of more than so many megabytes.
    TooManyFormats { megabytes: u64 },
    /// It opens only with a password.
    Encrypted,
    /// A workbook of Excel before 2007 (.xls).
    OldWorkbook,
    /// An OpenDocument workbook (.ods), or a file that is no table.
    OtherFormat,
    /// A text in no encoding that is read.
    NotText,
    /// The file is damaged.
    Broken { why: String },
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Read,
    Write,
    Rename,
    Remove,
}

/// A wish of the command's user that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// No edition of this year.
    NoEdition { year: i32, known: Vec<i32> },
    /// Drafts are not sealed.
    Draft { year: i32 },
    /// An edition is sealed again only with a reason.
    AlreadySealed { year: i32, file: String },
    /// Results for an edition whose pages are sealed, and nobody says that they are wanted all the same.
    EditionSealed { year: i32, file: String },
    /// Results are missing, and nobody says why it is sealed all the same.
    ResultsMissing { year: i32, count: usize },
    /// The bag cannot be made, and why in both languages.
    CannotBag { english: String, japanese: String },
    /// There is no bundle that could be taken out.
    NotSealed { year: i32 },
    /// Not the id of a strategy: letters, digits, `-` and `_`.
    Id { found: String },
    /// Not a year in any notation.
    Year { found: String },
    /// No strategy has this id.
    UnknownStrategy { found: String, nearest: Option<String>, known: Vec<String> },
    /// The site has no strategy yet.
    NoStrategy,
    /// Several strategies fit, and none was named.
    WhichStrategy { fitting: Vec<String> },
    /// The year lies in the period of no strategy that was meant; each with its period.
    OutsidePeriods { year: i32, strategies: Vec<(String, Option<(i32, i32)>)> },
    /// The goals of a strategy have used up their numbers.
    NoNumberLeft { strategy: String },
    /// The site has no edition yet.
    NoEditionYet,
    /// No division in charge has this name.
    UnknownDivision { found: String, nearest: Option<String>, known: Vec<String> },
    /// No JSON Schema of this name.
    UnknownSchema { found: String, nearest: Option<String>, known: Vec<String> },
}

impl Error {
    /// An error of a file operation, with its path.
    pub fn file(action: Action, path: &Path, source: io::Error) -> Error {
        Error::File { action, path: path.to_owned(), source }
    }

    /// What people read, in their language. Names and what other programs said are part of it, so it is made safe to show.
    pub fn words(&self, language: Language) -> String {
        shown::lines(&match language {
            Language::En => words::english(self),
            Language::Ja => words::japanese(self),
        })
    }
}

impl From<Request> for Error {
    fn from(request: Request) -> Error {
        Error::Request(request)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words(Language::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { source, .. } | Error::Port { source, .. } | Error::Serve { source } => Some(source),
            Error::HalfWay { cause } => Some(cause.as_ref()),
            Error::Watch { source, .. } => Some(source.as_ref()),
            Error::Occupied { .. } | Error::NoContent { .. } | Error::Busy(_) | Error::Changed { .. } => None,
            Error::NotEmpty { .. } | Error::Exists { .. } | Error::Request(_) | Error::Publish(_) => None,
            Error::Table { .. } | Error::Form { .. } => None,
        }
    }
}
