//! Files that nothing names: forgotten, or named elsewhere by mistake. They are not published.

use crate::diagnostic::{Fault, Place, Report};
use crate::load::Folder;
use crate::model::AttachmentKind;
use crate::site::{FOLDER, Loaded};
use std::collections::BTreeSet;

/// Endings of the names of pictures, in small letters: those of kinds that are not published as well.
const PICTURES: [&str; 12] = ["jpg", "jpeg", "png", "webp", "gif", "svg", "avif", "heic", "heif", "tif", "tiff", "bmp"];

/// Reports every picture below `content` that no photo, logo or body names, and every document to which no body leads.
pub fn check(loaded: &Loaded, folder: &Folder, report: &mut Report) {
    let project = loaded.project();
    let mut named: BTreeSet<&str> = loaded.photo_paths().collect();
    named.extend(project.settings.logo.as_ref().map(|logo| logo.path.as_str()));
    named.extend(project.attachments.iter().map(|attachment| attachment.path.as_str()));
    for path in folder.others.keys().filter(|path| !named.contains(path.as_str())) {
        unused(path).into_iter().for_each(|fault| report.add(Place::File(path.clone()), fault));
    }
}

/// What is said of a file that nothing names; `None` of files that are of no kind that is published, and of those of the archive.
fn unused(path: &str) -> Option<Fault> {
    let within = path.strip_prefix("content/")?;
    if path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/')) {
        return None;
    }
    let (_, ending) = within.rsplit_once('.')?;
    if PICTURES.contains(&ending.to_ascii_lowercase().as_str()) {
        return Some(Fault::PhotoUnused);
    }
    AttachmentKind::of(path).map(|_| Fault::AttachmentUnused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_endings_and_those_of_the_archive_are_its_own() {
        assert_eq!([unused("content/a.JPG"), unused("content/b/c.svg")], [Some(Fault::PhotoUnused), Some(Fault::PhotoUnused)]);
        assert_eq!(
            [unused("content/plan.PDF"), unused("content/b/c.xlsx")],
            [Some(Fault::AttachmentUnused), Some(Fault::AttachmentUnused)]
        );
        for path in ["content/archive/2016.zip", "content/jpg", "content/a.bak", "themes/default/a.png", "themes/default/a.pdf"] {
            assert_eq!(unused(path), None, "{path}");
        }
    }
}
