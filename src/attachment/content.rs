//! Whether the bytes of a file are those of its kind.

use super::UnfitDocument;
use crate::model::AttachmentKind;

/// What every PDF begins with (ISO 32000-1, 7.5.2).
const PDF: &[u8] = b"%PDF-";
/// What every zip file with something in it begins with (APPNOTE.TXT, 4.3.7), and one without anything (4.3.16).
const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
/// How much of the end of a zip file is looked through for the names in it: its directory lies there.
const DIRECTORY: usize = 1 << 20;

/// Looks at the content of a document; pictures are looked at by their own headers.
///
/// # Errors
///
/// [`UnfitDocument`] where it is not of its kind.
pub fn look(kind: AttachmentKind, bytes: &[u8]) -> Result<(), UnfitDocument> {
    let is_of_its_kind = match kind {
        AttachmentKind::Pdf => bytes.starts_with(PDF),
        AttachmentKind::Excel => is_office(bytes, b"xl/"),
        AttachmentKind::Word => is_office(bytes, b"word/"),
        AttachmentKind::PowerPoint => is_office(bytes, b"ppt/"),
        AttachmentKind::Zip => bytes.starts_with(ZIP) || bytes.starts_with(EMPTY_ZIP),
        AttachmentKind::Csv => return table(bytes),
        AttachmentKind::Jpeg | AttachmentKind::Png | AttachmentKind::WebP => false,
    };
    if is_of_its_kind { Ok(()) } else { Err(UnfitDocument::OtherContent) }
}

/// A package of Office Open XML (ISO/IEC 29500-2) whose parts lie in a folder of this name.
fn is_office(bytes: &[u8], folder: &[u8]) -> bool {
    let directory = &bytes[bytes.len().saturating_sub(DIRECTORY)..];
    let names = |name: &[u8]| directory.windows(name.len()).any(|window| window == name);
    bytes.starts_with(ZIP) && names(b"[Content_Types].xml") && names(folder)
}

/// A table as text: it has no beginning of its own, but neither is it a page, nor has it bytes that no text has.
fn table(bytes: &[u8]) -> Result<(), UnfitDocument> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if bytes.contains(&0) || [&b"<"[..], PDF, ZIP].iter().any(|other| start.starts_with(other)) {
        return Err(UnfitDocument::OtherContent);
    }
    std::str::from_utf8(bytes).map(drop).map_err(|_| UnfitDocument::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCX: &[u8] = b"PK\x03\x04 [Content_Types].xml word/document.xml";

    #[test]
    fn the_content_has_to_be_what_the_name_says() {
        let sound: [(AttachmentKind, &[u8]); 6] = [
            (AttachmentKind::Pdf, b"%PDF-1.7\n"),
            (AttachmentKind::Word, DOCX),
            (AttachmentKind::Zip, DOCX),
            (AttachmentKind::Zip, b"PK\x05\x06"),
            (AttachmentKind::Csv, "\u{feff}年度,人数\r\n".as_bytes()),
            (AttachmentKind::Csv, b""),
        ];
        for (kind, bytes) in sound {
            assert_eq!(look(kind, bytes), Ok(()), "{kind:?}");
        }
        let other: [(AttachmentKind, &[u8]); 8] = [
            (AttachmentKind::Pdf, b"<!DOCTYPE html><p>%PDF-1.7"),
            (AttachmentKind::Pdf, b""),
            (AttachmentKind::Excel, DOCX),
            (AttachmentKind::Word, b"[Content_Types].xml word/"),
            (AttachmentKind::Zip, b"MZ\x90\x00"),
            (AttachmentKind::Csv, b"\xef\xbb\xbf <html>"),
            (AttachmentKind::Csv, b"a\0b"),
            (AttachmentKind::Csv, DOCX),
        ];
        for (kind, bytes) in other {
            assert_eq!(look(kind, bytes), Err(UnfitDocument::OtherContent), "{kind:?}");
        }
        assert_eq!(look(AttachmentKind::Csv, b"\x94\x4e\x93\x78"), Err(UnfitDocument::NotUtf8));
    }
}
