//! Links of bodies to files that are no pages: 資料 and pictures.

use super::files::ContentFiles;
use super::prose::joined;
use crate::diagnostic::Fault;
use crate::message::Message;
use crate::model::prose::{BodyLink, Leading};
use crate::model::{AttachmentKind, Document};
use crate::path;
use unicode_normalization::UnicodeNormalization;

/// What a link leads to that leads to no page.
pub enum Found {
    /// A file that is published: its path below the root of the site.
    File(String, AttachmentKind),
    /// A file that is there and is not published.
    Unusable(Fault),
    /// Nothing; the kind that the file would have, and its path.
    Missing(Option<(String, AttachmentKind)>),
}

/// The file to which a link of a document leads; `written` is its address without the part behind `#`.
pub fn find(files: &ContentFiles<'_>, from: &Document, link: &BodyLink, written: &str) -> Found {
    // A name may have a `%` of its own.
    let paths = [path::percent_decoded(written), written.to_owned()].map(|written| below_content(from, &written));
    let is_there = |path: &&String| files.folder.others.contains_key(*path) || files.folder.texts.contains_key(*path);
    let Some(path) = paths.iter().flatten().find(is_there) else {
        let missing = paths.into_iter().flatten().next();
        return Found::Missing(missing.and_then(|path| AttachmentKind::of(&path).map(|kind| (path, kind))));
    };
    match AttachmentKind::of(path) {
        Some(kind) if !kind.allows(link.leading) => Found::Unusable(not_shown(path)),
        Some(_) if link.leading == Leading::Picture && !link.has_text => Found::Unusable(Fault::PictureWithoutText),
        Some(kind) => Found::File(path.clone(), kind),
        None if link.leading == Leading::Picture => Found::Unusable(not_shown(path)),
        None => {
            let reason = Message::new("attachment-kind.unpublished").part("endings", endings(|_| true));
            Found::Unusable(Fault::AttachmentUnusable { path: path.clone(), reason })
        }
    }
}

/// Something else than a picture where a picture has to be.
pub fn not_shown(path: &str) -> Fault {
    let reason = Message::new("attachment-kind.no-picture").part("endings", endings(AttachmentKind::is_picture));
    Fault::AttachmentUnusable { path: path.to_owned(), reason }
}

/// The endings of the kinds that are allowed.
fn endings(is_allowed: impl Fn(AttachmentKind) -> bool) -> Vec<String> {
    let kinds = AttachmentKind::ALL.into_iter().filter(|kind| is_allowed(*kind));
    kinds.flat_map(AttachmentKind::endings).map(|ending| format!(".{ending}")).collect()
}

/// The path below the root that a relative one from a document leads to; `None` where it leads out of `content`.
fn below_content(from: &Document, written: &str) -> Option<String> {
    let path: String = joined(path::folder(&from.path()), written)?.nfc().collect();
    Some(format!("content/{path}"))
}
