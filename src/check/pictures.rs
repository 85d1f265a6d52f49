//! Pictures that nothing names: forgotten, or named elsewhere by mistake.

use crate::diagnostic::{Fault, Place, Report};
use crate::load::{Folder, front_matter};
use crate::site::Loaded;
use std::collections::BTreeSet;

/// Endings of the names of pictures, in small letters.
const ENDINGS: [&str; 12] = ["jpg", "jpeg", "png", "webp", "gif", "svg", "avif", "heic", "heif", "tif", "tiff", "bmp"];

/// Reports every picture below `content` that no photo, logo or body names.
pub fn check(loaded: &Loaded, folder: &Folder, report: &mut Report) {
    let photos = loaded.editions().into_iter().flat_map(|edition| edition.photos()).filter_map(|photo| photo.file.as_ref());
    let mut named: BTreeSet<&str> = photos.map(|file| file.path.as_str()).collect();
    named.extend(loaded.project().settings.logo.as_ref().map(|logo| logo.path.as_str()));
    let pictures = folder.others.keys().filter(|path| path.starts_with("content/") && is_picture(path));
    for path in pictures.filter(|path| !named.contains(path.as_str()) && !is_in_a_body(path, folder)) {
        report.add(Place::File(path.clone()), Fault::PhotoUnused);
    }
}

fn is_picture(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Whether a body beside or above a picture names it by its path from there.
fn is_in_a_body(path: &str, folder: &Folder) -> bool {
    folder.sources.iter().filter(|(_, source)| source.path.ends_with(".md")).any(|(_, source)| {
        let own = source.path.rsplit_once('/').map_or("", |(own, _)| own);
        let from_there = path.strip_prefix(own).and_then(|rest| rest.strip_prefix('/'));
        from_there.is_some_and(|from_there| body(&source.text).contains(from_there))
    })
}

fn body(text: &str) -> &str {
    front_matter::split(text).map_or(text, |parts| &text[parts.body])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_endings() {
        assert!(is_picture("content/a.JPG") && is_picture("content/b/c.webp"));
        assert!(!is_picture("content/plan.pdf") && !is_picture("content/jpg"));
    }

    #[test]
    fn a_body_names_a_picture_by_its_path_from_there_and_facts_do_not() {
        let mut folder = Folder::default();
        folder.add_text("content/pages/about.md", "+++\n# a.png\n+++\n<img src=\"map/b.png\">\n");
        let named = ["content/pages/map/b.png", "content/pages/a.png", "content/map/b.png"].map(|path| is_in_a_body(path, &folder));
        assert_eq!(named, [true, false, false]);
    }
}
