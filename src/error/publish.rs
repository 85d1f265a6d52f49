//! What can keep a site from being published.

use super::Error;
use crate::message::{self, Message};
use serde::Serialize;

/// Why nothing, or not everything, was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishError {
    /// `site.toml` names no target at all.
    NoTarget,
    /// No target of this name, or none was named where several are.
    WhichTarget { found: Option<String>, nearest: Option<String>, known: Vec<String> },
    /// This program was built without the services of other machines.
    NeedsRemote { target: String, kind: &'static str },
    /// A folder that has to be there is not: perhaps a share that is not connected.
    NoFolder { path: String },
    /// A file with passwords that others may read.
    OpenSecrets { path: String },
    /// A line of such a file that is no entry; the line itself may be a password.
    Netrc { path: String, line: usize },
    /// Somebody took the lock away while we were publishing.
    LockLost,
    /// A signal asked the program to end.
    Interrupted,
    /// Files where ours have to go that we did not put there, or that were changed there since.
    Foreign { paths: Vec<String> },
    /// One of our files at the target cannot be read.
    Unreadable { file: String },
    /// Nothing was published there yet.
    NothingPublished,
    /// There is no publication before the one that is there.
    NothingBefore,
    /// The last run did not finish.
    Unfinished,
    /// Kept files that the publication before needs are not there.
    NotKept { paths: Vec<String> },
    /// Kept files that the publication before needs are not what was kept; each with the page that it would become.
    KeptDamaged { paths: Vec<String> },
    /// A zip file cannot be the one that was handed over before.
    Former { path: String, why: Message },
    /// The zip file that was handed over before is the one that is to be written.
    FormerIsTarget { path: String },
    /// A difference is made for a zip file alone.
    SinceNeedsZip { target: String, kind: &'static str },
    /// The zip file of a target is not the one that was written.
    HandoverDamaged { path: String, why: Message },
    /// A zip file would lie in a folder that `build` keeps.
    InOutput { path: String, folder: String },
    /// The site does not fit into a zip file that can be read back.
    NotPacked { why: Message },
    /// A zip file holds one publication: there is none to bring back.
    NotRolledBack { target: String },
    /// A file was another one when it was to be sent.
    Unsteady { path: String },
    /// The service of another machine refused or could not be reached.
    Service { path: String, failure: ServiceFailure, detail: String },
    /// A part of the release guard.
    Refused(Vec<Refusal>),
}

/// What another machine's service said no to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceFailure {
    /// Who we are, or what we may.
    #[serde(rename = "service-denied")]
    Denied,
    /// Anything else: not reached, no room, a fault of its own.
    #[serde(rename = "service-failed")]
    Failed,
}

/// One reason why the release guard refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// Drafts are wanted without `--preview`.
    Drafts,
    /// A preview is wanted at a target that is for everybody.
    PreviewForEverybody { target: String },
    /// An edition's day of publication lies ahead.
    Ahead { year: i32, published: String },
    /// Two addresses that have to be one.
    BaseUrl { target: String, of_target: String, other: String },
    /// A staging target without an address of its own, while the site has one.
    NoBaseUrl { target: String },
    /// A sealed bundle is not whole.
    Seal { file: String, why: Message },
    /// More files would be removed than anybody removes by the way.
    Removal { removed: usize, published: usize },
    /// A sealed edition would be removed.
    SealedRemoval { bundle: String, removed: usize },
    /// Another number of files is to be removed than was agreed to.
    OtherRemoval { given: usize, removed: usize },
}

impl From<PublishError> for Error {
    fn from(error: PublishError) -> Error {
        Error::Publish(error)
    }
}

impl PublishError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            PublishError::Refused(refusals) => {
                let refusals: Vec<Message> = refusals.iter().map(|refusal| Message::of_case("refusal", refusal)).collect();
                Message::new("publish.refused").part("refusals", refusals)
            }
            PublishError::Service { failure, .. } => {
                Message::with_parts(&format!("publish.{}", message::name(failure)), message::parts(self))
            }
            error => Message::of_case("publish", error),
        }
    }
}
