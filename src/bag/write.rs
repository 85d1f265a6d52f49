//! A bag written: the same content gives the same bytes.

use super::damage::{Damage, Limit};
use super::manifest::{self, Manifest};
use super::{DECLARATION, DECLARED, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, info, path};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Compression of what is made anew with every build: a little larger than the usual 6, in half of the time.
const QUICK: i64 = 3;

/// What a bag is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The folder of the bag in its zip file.
    pub name: String,
    /// The lines of `bag-info.txt`. `Payload-Oxum` is added, in place of any that is here.
    pub info: Vec<info::InfoLine>,
    /// The payload, by path below `data/`, with `/`.
    pub payload: BTreeMap<String, Vec<u8>>,
}

impl Contents {
    /// The zip file: entries sorted, all of 1 January 1980 and for everyone to read, names in UTF-8.
    ///
    /// # Errors
    ///
    /// What could not be opened again: a name that is not allowed or clashes with another, a line of `bag-info.txt` that would be read
    /// as something else, too many files or too large ones.
    pub fn into_zip(self) -> Result<Vec<u8>, Damage> {
        let name = self.name.clone();
        if name.contains('/') || !path::is_sound(&name) {
            return Err(Damage::Path { path: name });
        }
        let payload: Vec<String> = self.payload.keys().map(|path| format!("{name}/{PAYLOAD}{path}")).collect();
        if let Some(path) = payload.iter().find(|path| !path::is_sealable(path)) {
            return Err(Damage::Path { path: path.clone() });
        }
        path::distinct(payload.iter().map(String::as_str))?;
        limits(&self.payload)?;
        let files = self.into_files()?;
        limits(&files)?;
        // Entries within the limits, with names that are sound and distinct, have nothing that a zip file could refuse.
        pack(&name, files).map_err(|_| Damage::Container)
    }

    /// Every file of the bag, by its path below the bag's folder. An empty payload is a folder, for a bag must have one.
    fn into_files(self) -> Result<BTreeMap<String, Vec<u8>>, Damage> {
        let mut info = self.info;
        info.retain(|line| !line.is_oxum());
        info.push(info::InfoLine::new(info::OXUM, &info::oxum(self.payload.values().map(|bytes| bytes.len() as u64))));
        let mut files: BTreeMap<String, Vec<u8>> =
            self.payload.into_iter().map(|(path, bytes)| (format!("{PAYLOAD}{path}"), bytes)).collect();
        let manifest = checksums(&files);
        let declaration: String = DECLARED.iter().map(|line| format!("{line}\n")).collect();
        let mut tags = BTreeMap::from([
            (DECLARATION.to_owned(), declaration.into_bytes()),
            (INFO.to_owned(), info::text(&info)?.into_bytes()),
            (MANIFEST.to_owned(), manifest.text().into_bytes()),
        ]);
        tags.insert(TAG_MANIFEST.to_owned(), checksums(&tags).text().into_bytes());
        if files.is_empty() {
            files.insert(PAYLOAD.to_owned(), Vec::new());
        }
        files.append(&mut tags);
        Ok(files)
    }
}

fn checksums(files: &BTreeMap<String, Vec<u8>>) -> Manifest {
    Manifest(files.iter().map(|(path, bytes)| (path.clone(), manifest::digest(bytes))).collect())
}

/// The limits that `open` has.
fn limits(files: &BTreeMap<String, Vec<u8>>) -> Result<(), Damage> {
    if files.len() as u64 > Limit::ENTRIES {
        return Err(Damage::Limit(Limit::Entries));
    }
    if let Some((path, _)) = files.iter().find(|(_, bytes)| bytes.len() as u64 > Limit::FILE) {
        return Err(Damage::Limit(Limit::File { path: path.clone() }));
    }
    let total: u64 = files.values().map(|bytes| bytes.len() as u64).sum();
    if total > Limit::TOTAL { Err(Damage::Limit(Limit::Total)) } else { Ok(()) }
}

fn pack(name: &str, files: BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        if path.ends_with('/') {
            zip.add_directory(format!("{name}/{path}"), options().unix_permissions(0o755))?;
        } else {
            add(&mut zip, format!("{name}/{path}"), &bytes, options())?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

/// Files in a zip file, in their order: the same files give the same bytes.
///
/// # Errors
///
/// As [`ZipPacker::add`].
pub fn zipped<'a>(files: impl Iterator<Item = (String, &'a [u8])>) -> Result<Vec<u8>, Damage> {
    let mut zip = ZipPacker::default();
    for (path, bytes) in files {
        zip.add(path, bytes)?;
    }
    zip.finish()
}

/// A zip file that is put together file by file: the same files in the same order give the same bytes, with names in UTF-8.
pub struct ZipPacker(ZipWriter<Cursor<Vec<u8>>>);

impl Default for ZipPacker {
    fn default() -> ZipPacker {
        ZipPacker(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl ZipPacker {
    /// Adds a file. Workbooks are compressed already and stay as they are.
    ///
    /// # Errors
    ///
    /// [`Damage::Container`] for what no zip file can hold: two files of one name, more than 4 GB.
    pub fn add(&mut self, path: String, bytes: &[u8]) -> Result<(), Damage> {
        let options = match path.ends_with(".xlsx") {
            true => options().compression_method(CompressionMethod::Stored),
            false => options().compression_level(Some(QUICK)),
        };
        add(&mut self.0, path, bytes, options).map_err(|_| Damage::Container)
    }

    /// The zip file.
    ///
    /// # Errors
    ///
    /// As [`ZipPacker::add`].
    pub fn finish(self) -> Result<Vec<u8>, Damage> {
        self.0.finish().map(Cursor::into_inner).map_err(|_| Damage::Container)
    }
}

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, path: String, bytes: &[u8], options: SimpleFileOptions) -> zip::result::ZipResult<()> {
    zip.start_file(path, options.unix_permissions(0o644))?;
    zip.write_all(bytes)?;
    Ok(())
}

/// Time and system are said, for the library takes them from the machine otherwise.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
}
