//! Trouble of the machine, and wishes that cannot be met, as opposed to slips of the author: it stops the run.

mod holder;
mod part;
mod publish;

pub use holder::{Busy, Cure, Holder};
pub use part::cause;
pub use publish::{PublishError, Refusal, ServiceFailure};

use crate::language::Language;
use crate::message::{Message, Messages};
use serde::Serialize;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What stopped the program. The words are in the files of `message`, in the section `error` under the name of the case; its fields
/// are what is put into them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Error {
    /// A file or folder could not be read or written.
    File {
        action: Action,
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
        #[serde(serialize_with = "part::cause_of")]
        source: io::Error,
    },
    /// The new site is in place only in part, and the old one could not be brought back.
    HalfWay {
        #[serde(serialize_with = "part::error")]
        cause: Box<Error>,
    },
    /// Files in the output folder that this program did not make stand where pages have to go.
    Occupied {
        #[serde(serialize_with = "part::paths")]
        paths: Vec<PathBuf>,
    },
    /// The root has no `content` folder.
    NoContent {
        #[serde(serialize_with = "part::path")]
        root: PathBuf,
    },
    /// Another run works in the same folder, or at the same target.
    #[serde(skip)]
    Busy(Box<Busy>),
    /// A text is not any more what its change was computed from.
    Changed {
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
    },
    /// What the disk gives back is not what was written to it.
    WrittenOtherwise {
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
    },
    /// A port of this machine cannot be listened at.
    Port {
        address: SocketAddr,
        #[serde(serialize_with = "part::cause_of")]
        source: io::Error,
    },
    /// The preview's server cannot run.
    Serve {
        #[serde(serialize_with = "part::cause_of")]
        source: io::Error,
    },
    /// Changes below the root cannot be noticed.
    Watch {
        #[serde(serialize_with = "part::path")]
        root: PathBuf,
        #[serde(serialize_with = "part::display")]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A new site is wanted in a folder that holds something.
    NotEmpty {
        #[serde(serialize_with = "part::path")]
        folder: PathBuf,
    },
    /// What is to be made is there already.
    Exists {
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
    },
    /// A table that is to be imported cannot be read.
    Table {
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
        #[serde(serialize_with = "part::table")]
        problem: TableProblem,
    },
    /// A form cannot be made.
    Form { why: String },
    /// The record of a collection is none; the line is the first that cannot be read.
    UnreadableRecord {
        #[serde(serialize_with = "part::path")]
        path: PathBuf,
        line: usize,
    },
    /// What a command was asked for does not fit what there is.
    Request(Request),
    /// A site could not be published.
    Publish(PublishError),
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableProblem {
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
    /// A workbook of Excel before 97 (.xls).
    OldWorkbook,
    /// A file in which no tables are looked for.
    OtherFormat,
    /// A text in no encoding that is read.
    NotText,
    /// The file is damaged.
    Broken { why: String },
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Action {
    Read,
    Write,
    Rename,
    Remove,
}

/// A wish of the command's user that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// No edition of this year.
    NoEdition { year: i32, known: Vec<i32> },
    /// A step that is to be taken back: texts that it changed were changed again, or are not kept any more.
    StepChanged { paths: Vec<String> },
    /// The desk is for this computer alone.
    EditFromElsewhere { address: String },
    /// Drafts are not sealed.
    Draft { year: i32 },
    /// Neither are editions with reports on goals that are drafts.
    DraftGoals { year: i32, files: Vec<String> },
    /// Nothing of a draft is published that could be corrected.
    CorrectDraft { year: i32 },
    /// An edition is sealed again only with a reason.
    AlreadySealed { year: i32, file: String },
    /// Results for an edition whose pages are sealed, and nobody says that they are wanted all the same.
    EditionSealed { year: i32, file: String },
    /// Results are missing, and nobody says why it is sealed all the same.
    ResultsMissing { year: i32, count: usize },
    /// What a command would write lies among what the site is made from, or around it.
    Overlap { target: String, source: String },
    /// The bag cannot be made.
    CannotBag { why: Message },
    /// There is no bundle that could be taken out.
    NotSealed { year: i32 },
    /// Not the id of a strategy: letters, digits, `-` and `_`.
    Id { found: String },
    /// What a site without content has to know is neither given nor can be asked for: the options that say it.
    SiteFacts { missing: Vec<String> },
    /// Neither a month nor a day.
    Date { found: String },
    /// A report has no date of publication, and none is given.
    PublicationDate { year: i32 },
    /// Not two years.
    Years { found: String },
    /// Not a year in any notation.
    Year { found: String },
    /// A title or a period is given for a strategy that is there already.
    StrategyKnown { id: String },
    /// Not a day in any notation.
    Day { found: String },
    /// No strategy has this id.
    UnknownStrategy { found: String, nearest: Option<String>, known: Vec<String> },
    /// The site has no strategy yet.
    NoStrategy,
    /// Several strategies fit, and none was named.
    WhichStrategy { fitting: Vec<String> },
    /// The year lies in the period of no strategy that was meant; each with its period, `strategy.with-period`.
    OutsidePeriods { year: i32, strategies: Vec<Message> },
    /// The goals of a strategy have used up their numbers.
    NoNumberLeft { strategy: String },
    /// The site has no edition yet.
    NoEditionYet,
    /// No Markdown file of the content is or lies there.
    NoBody { path: String },
    /// No division in charge has this name.
    UnknownDivision { found: String, nearest: Option<String>, known: Vec<String> },
    /// The report of an import is written as neither of its two forms.
    ReportForm { found: String },
    /// A table of translations is written as neither of its two forms.
    TranslationForm { found: String },
    /// Neither a day, a year nor `published`.
    DiffSince { found: String },
    /// Nothing of the history was kept on this day or before it; the first day of which something was.
    NoSnapshot { day: String, first: String },
    /// The site has no history yet.
    NoHistory,
    /// The history begins today, and nothing in it was published.
    HistoryOfToday,
    /// No publication is in the history.
    NeverPublished,
    /// A bundle cannot be read.
    BundleUnreadable { file: String, why: Message },
    /// A sealed edition is compared with itself alone.
    OtherEditionSealed { year: i32, sealed: i32 },
    /// No JSON Schema of this name.
    UnknownSchema { found: String, nearest: Option<String>, known: Vec<String> },
}

impl Error {
    /// An error of a file operation, with its path.
    pub fn file(action: Action, path: &Path, source: io::Error) -> Error {
        Error::File { action, path: path.to_owned(), source }
    }

    /// A text whose front matter cannot be changed.
    pub fn unchangeable(path: impl AsRef<Path>) -> Error {
        Error::file(Action::Write, path.as_ref(), io::Error::other("its front matter cannot be changed"))
    }

    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Error::Request(request) => Message::of_case("request", request),
            Error::Publish(error) => error.message(),
            Error::Busy(busy) => busy.message(),
            error => Message::of_case("error", error),
        }
    }

    /// What people read, in their language.
    pub fn words(&self, language: Language) -> String {
        Messages::of(language).text(&self.message())
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
            Error::WrittenOtherwise { .. } => None,
            Error::NotEmpty { .. } | Error::Exists { .. } | Error::Request(_) | Error::Publish(_) => None,
            Error::Table { .. } | Error::Form { .. } | Error::UnreadableRecord { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_cure() {
        let address = ([127, 0, 0, 1], 1111).into();
        let error = Error::Port { address, source: io::ErrorKind::AddrInUse.into() };
        assert_eq!(error.words(Language::En), "cannot listen at 127.0.0.1:1111: address in use; choose another port with --port");
        let cause = "ほかのプログラムが使っています (address in use)";
        assert_eq!(error.words(Language::Ja), format!("127.0.0.1:1111 を使えません：{cause}。--port で別のポートを指定してください"));
    }

    #[test]
    fn a_trouble_of_the_disk_gives_its_cause() {
        let error = Error::file(Action::Write, Path::new("a.md"), io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.words(Language::En), "cannot write `a.md`: permission denied");
        assert_eq!(error.words(Language::Ja), "`a.md` に書き込めません：権限がありません (permission denied)");
    }

    #[test]
    fn an_error_may_be_part_of_another_one_and_a_long_list_is_cut() {
        let paths = (0..25).map(|number| PathBuf::from(format!("{number}\u{1b}"))).collect();
        let words = Error::HalfWay { cause: Box::new(Error::Occupied { paths }) }.words(Language::En);
        assert!(words.starts_with("the output folder holds files that torikumi did not make"), "{words}");
        assert!(words.contains("\n  0\u{fffd}\n") && words.contains("\n  19\u{fffd}\n  … +5\nmove them away"), "{words}");
        assert!(words.ends_with("then the next `torikumi build` completes it"), "{words}");
    }
}
