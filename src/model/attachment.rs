//! Files that bodies lead to or show: 資料 and pictures, of a closed list of kinds.

use super::prose::Leading;
use super::{Language, PageKey};
use crate::diagnostic::{Fault, Place};

/// What a file beside a body may be, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttachmentKind {
    Pdf,
    Excel,
    Word,
    PowerPoint,
    Csv,
    Zip,
    Jpeg,
    Png,
    WebP,
}

impl AttachmentKind {
    /// All kinds, in the order in which faults name them.
    pub const ALL: [AttachmentKind; 9] = [
        AttachmentKind::Pdf,
        AttachmentKind::Excel,
        AttachmentKind::Word,
        AttachmentKind::PowerPoint,
        AttachmentKind::Csv,
        AttachmentKind::Zip,
        AttachmentKind::Jpeg,
        AttachmentKind::Png,
        AttachmentKind::WebP,
    ];

    /// The endings of the names of such files, in small letters. None of them runs anything in a browser.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            AttachmentKind::Pdf => &["pdf"],
            AttachmentKind::Excel => &["xlsx"],
            AttachmentKind::Word => &["docx"],
            AttachmentKind::PowerPoint => &["pptx"],
            AttachmentKind::Csv => &["csv"],
            AttachmentKind::Zip => &["zip"],
            AttachmentKind::Jpeg => &["jpg", "jpeg"],
            AttachmentKind::Png => &["png"],
            AttachmentKind::WebP => &["webp"],
        }
    }

    /// The kind of the file at a path; `None` for one that is not published.
    pub fn of(path: &str) -> Option<AttachmentKind> {
        let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        AttachmentKind::ALL.into_iter().find(|kind| kind.endings().contains(&ending.as_str()))
    }

    /// Whether it is published in copies, as photos are.
    pub fn is_picture(self) -> bool {
        match self {
            AttachmentKind::Jpeg | AttachmentKind::Png | AttachmentKind::WebP => true,
            AttachmentKind::Pdf | AttachmentKind::Excel | AttachmentKind::Word | AttachmentKind::PowerPoint => false,
            AttachmentKind::Csv | AttachmentKind::Zip => false,
        }
    }

    /// Whether a body may lead to it in such a way: only pictures are shown.
    pub fn allows(self, leading: Leading) -> bool {
        leading != Leading::Picture || self.is_picture()
    }
}

/// A file that a body leads to or shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Path below the root of the site.
    pub path: String,
    pub kind: AttachmentKind,
    pub leading: Leading,
    /// The link in the body.
    pub place: Place,
    /// The page on which the body stands, in the language of the body.
    pub page: PageKey,
    pub language: Language,
    /// What is wrong where the file is not there; a page that is shown as it was sealed does not need it any more.
    pub missing: Option<Fault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_in_the_ending_in_any_case() {
        assert_eq!(AttachmentKind::of("content/editions/2021/資料.PDF"), Some(AttachmentKind::Pdf));
        assert_eq!(AttachmentKind::of("a.tar.zip"), Some(AttachmentKind::Zip));
        for path in ["a.html", "a.svg", "a.js", "a.exe", "a.pdf.exe", "pdf", "a.pdf/b", "a.", ""] {
            assert_eq!(AttachmentKind::of(path), None, "{path}");
        }
    }
}
