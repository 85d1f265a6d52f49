//! Files that bodies lead to, with what they are and how large, and pictures in widths for every screen.

use super::context::PageContext;
use super::number::file_size;
use super::route::Address;
use crate::data::Scope;
use crate::model::{AttachmentKind, Destination, Language};
use crate::photo::{Copy, PhotoOriginal};
use crate::render::words::fill;
use serde::Serialize;

/// A link of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyHref {
    pub href: String,
    /// What stands behind the words of the link: "（PDF：1.2MB）".
    pub note: Option<String>,
}

/// The copies of a picture for screens of every width.
#[derive(Debug, Serialize)]
pub struct ResponsiveImage {
    pub src: String,
    pub srcset: String,
    pub width: u32,
    pub height: u32,
}

/// The copies of a picture, as the page links to them; `None` of a picture without copies.
pub fn responsive(context: &PageContext<'_>, photo: &PhotoOriginal) -> Option<ResponsiveImage> {
    let href = |copy: Copy| context.links.to(&Address::Asset(scope(context), photo.name(copy)));
    let copies = photo.copies();
    let last = *copies.last()?;
    let srcset: Vec<String> = copies.iter().map(|copy| format!("{} {}w", href(*copy), copy.width)).collect();
    Some(ResponsiveImage { src: href(last), srcset: srcset.join(", "), width: last.width, height: last.height })
}

/// The picture at a destination of a body.
pub fn picture(context: &PageContext<'_>, destination: &Destination) -> Option<ResponsiveImage> {
    match destination {
        Destination::File { path, .. } => responsive(context, context.renderer.photos.get(path)?),
        Destination::Page { .. } => None,
    }
}

/// The link to a file, in the words of the language that the body is in.
pub fn link(context: &PageContext<'_>, path: &str, part: Option<&str>, language: Language) -> Option<BodyHref> {
    let words = &context.renderer.theme.words(language).attachment;
    let href = |name: String| context.links.to(&Address::Asset(scope(context), name));
    let behind = part.map(|part| format!("#{part}")).unwrap_or_default();
    if let Some(file) = context.renderer.attachments.get(path) {
        let note = fill(&words.note, &[("kind", kind(context, file.kind, language)), ("size", &size(file.size, language))]);
        return Some(BodyHref { href: href(file.name.clone()) + &behind, note: Some(note) });
    }
    let photo = context.renderer.photos.get(path)?;
    let last = *photo.copies().last()?;
    let (width, height) = (last.width.to_string(), last.height.to_string());
    let values = [("kind", kind(context, AttachmentKind::Jpeg, language)), ("width", &width), ("height", &height)];
    Some(BodyHref { href: href(photo.name(last)), note: Some(fill(&words.picture_note, &values)) })
}

fn scope(context: &PageContext<'_>) -> Scope {
    context.page().scope()
}

/// Japanese pages write no space before a unit, and the k of kilobytes large.
fn size(bytes: u64, language: Language) -> String {
    let size = file_size(bytes);
    match language {
        Language::Ja => size.replace(" kB", "KB").replace(' ', ""),
        Language::En => size,
    }
}

fn kind<'a>(context: &PageContext<'a>, kind: AttachmentKind, language: Language) -> &'a str {
    let words = &context.renderer.theme.words(language).attachment;
    match kind {
        AttachmentKind::Pdf => &words.pdf,
        AttachmentKind::Excel => &words.excel,
        AttachmentKind::Word => &words.word,
        AttachmentKind::PowerPoint => &words.powerpoint,
        AttachmentKind::Csv => &words.csv,
        AttachmentKind::Zip => &words.zip,
        // Copies of pictures are JPEGs, whatever they were made from.
        AttachmentKind::Jpeg | AttachmentKind::Png | AttachmentKind::WebP => &words.jpeg,
    }
}
