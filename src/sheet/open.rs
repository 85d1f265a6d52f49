//! A file as tables: what kind of file it is, and whether it is safe to read.

use super::report::filled_in;
use super::table::{SheetTable, TableFile};
use super::workbook::{FOLDER, WORKBOOK};
use super::zip_part::{broken, part_name};
use super::{html, opendocument, text, workbook, xls};
use crate::bounded;
use crate::error::{Action, Error, TableProblem};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// Most bytes of a file.
pub const MOST_BYTES: u64 = 50 << 20;
/// Most bytes of everything in a workbook, unpacked.
const MOST_UNPACKED: u64 = 200 << 20;
/// Most bytes of the formats of cells, unpacked: each of them takes the reader of workbooks fifteen times as much memory.
const MOST_FORMATS: u64 = 20 << 20;
/// How a part with formats of cells is called, in whatever folder.
const FORMATS: &str = "styles.xml";
/// How OLE files begin: workbooks of Excel before 2007, and later ones with a password.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// How zip files begin.
const ZIP: &[u8] = b"PK";
/// What an encrypted workbook holds, in the UTF-16 of OLE directories.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads the tables of a file: every sheet of a workbook, or the one of a text.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read, [`Error::Table`] where it is too large, encrypted, damaged or no table.
pub fn open(path: &Path) -> Result<TableFile, Error> {
    let file = raw(path)?;
    Ok(match filled_in(&file.tables) {
        Some(tables) => TableFile { tables, ..file },
        None => file,
    })
}

/// As [`open`], of the report of an import with its legend, its marks and what is said beside the cells.
///
/// # Errors
///
/// Those of [`open`].
pub fn raw(path: &Path) -> Result<TableFile, Error> {
    let bytes = bounded::read(path, MOST_BYTES).map_err(|source| Error::file(Action::Read, path, source))?;
    let name = path.display().to_string();
    let tables = bytes.map_or(Err(too_large()), |bytes| tables(&name, bytes));
    match tables {
        Ok(tables) => Ok(TableFile { name, tables }),
        Err(problem) => Err(Error::Table { path: path.to_owned(), problem }),
    }
}

/// The tables of a file of this name, from its bytes.
///
/// # Errors
///
/// [`TableProblem`] where it is too large, encrypted, damaged or no table.
pub fn tables(name: &str, bytes: Vec<u8>) -> Result<Vec<SheetTable>, TableProblem> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large());
    }
    if bytes.starts_with(OLE) {
        let encrypted: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return if found { Err(TableProblem::Encrypted) } else { xls::tables(name, &bytes) };
    }
    if bytes.starts_with(ZIP) {
        return match look_into(&bytes)? {
            ZipContent::Excel => workbook::tables(name, bytes),
            ZipContent::OpenDocument => opendocument::tables(name, &bytes),
        };
    }
    if html::is_page(name, &bytes) {
        return html::tables(name, &bytes);
    }
    text::table(name, &bytes).map(|table| vec![table])
}

fn too_large() -> TableProblem {
    TableProblem::TooLarge { megabytes: MOST_BYTES >> 20 }
}

/// What a zip file is.
enum ZipContent {
    Excel,
    OpenDocument,
}

/// Unpacks everything once, into nothing: sizes that an archive gives of itself are not to be trusted.
fn look_into(bytes: &[u8]) -> Result<ZipContent, TableProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names = archive.file_names().map(|name| name.map(|name| part_name(&name))).collect::<Result<Vec<_>, _>>().map_err(broken)?;
    let is_excel = |name: &String| name.strip_prefix(FOLDER).is_some_and(|name| name.starts_with(WORKBOOK.0) && name.ends_with(WORKBOOK.1));
    let package = match names.as_slice() {
        names if names.iter().any(is_excel) => ZipContent::Excel,
        names if names.iter().any(|name| name == opendocument::CONTENT) => ZipContent::OpenDocument,
        [..] => return Err(TableProblem::OtherFormat),
    };
    if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return Err(TableProblem::Broken { why: "two parts of one name".to_owned() });
    }
    let mut left = MOST_UNPACKED;
    for position in 0..archive.len() {
        let entry = archive.by_index(position).map_err(broken)?;
        let is_formats = part_name(&entry.name().map_err(broken)?).ends_with(FORMATS);
        let unpacked =
            io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|error| TableProblem::Broken { why: error.to_string() })?;
        left = left.checked_sub(unpacked).ok_or(TableProblem::TooLarge { megabytes: MOST_UNPACKED >> 20 })?;
        if is_formats && unpacked > MOST_FORMATS {
            return Err(TableProblem::TooManyFormats { megabytes: MOST_FORMATS >> 20 });
        }
    }
    Ok(package)
}
