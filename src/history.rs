//! What the texts of `content` were: snapshots, kept beside the content in `.torikumi/history` of the site's folder.
//!
//! ```text
//! snapshots/000012-20261128T103446-written.json   time, occasion, path → digest of each text, and of each other file
//! texts/ab/ab12…                                  a text under the SHA-256 of its bytes
//! ```
//!
//! A text gets its name when it is on the disk, and a snapshot when its texts have theirs: a run that is killed leaves a history that can
//! be read. A state that is equal to the newest snapshot is not kept again. At most 300 snapshots are kept, for 400 days at most, but the
//! last publication always. Nothing here is ever read as content, published or sealed.

mod damage;
mod kept;
mod past;
mod prune;
mod snapshot;
mod stamp;

use crate::disk::OWN_FOLDER;
pub use damage::HistoryDamage;
pub use kept::{KeptMoment, keep};
pub use past::{History, PastContent};
pub use snapshot::{ContentSnapshot, SnapshotEvent, SnapshotName};
pub use stamp::FileStamp;
use std::path::{Path, PathBuf};

const FOLDER: &str = "history";
const SNAPSHOTS: &str = "snapshots";
const TEXTS: &str = "texts";

/// The folder of the history of a site.
fn folder(root: &Path) -> PathBuf {
    root.join(OWN_FOLDER).join(FOLDER)
}

/// The place of a text by its digest.
fn text(history: &Path, digest: &str) -> PathBuf {
    history.join(TEXTS).join(shelf(digest)).join(digest)
}

/// The folder in which a text lies: the first two digits of its digest.
fn shelf(digest: &str) -> &str {
    digest.get(..2).unwrap_or(digest)
}

/// A folder on the way to the history that is a link: what is behind it belongs to somebody else.
fn link(root: &Path) -> Option<HistoryDamage> {
    let history = folder(root);
    let ways = [root.join(OWN_FOLDER), history.clone(), history.join(SNAPSHOTS), history.join(TEXTS)];
    ways.into_iter().find(|way| way.is_symlink()).map(|way| HistoryDamage::Link { path: way.display().to_string() })
}
