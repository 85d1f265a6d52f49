//! Bags: folders of files with their checksums (BagIt 1.0, RFC 8493), each in one zip file. Bytes in, bytes out.
//!
//! Written, the same content gives the same bytes on every machine. Read, nothing is unpacked beyond the limits, and each file is held
//! against its checksums.

mod container;
mod damage;
mod info;
mod manifest;
mod path;
mod verify;
mod write;

pub use container::{Container, Entry};
pub use damage::{Damage, Limit};
pub use info::InfoLine;
pub use write::{Contents, ZipPacker, zipped};

use manifest::{Manifest, ManifestKind};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The files around the payload that every bag of ours has.
const DECLARATION: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha512.txt";
/// Files of the payload that are still to be got from elsewhere.
const FETCH: &str = "fetch.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha512.txt";
/// The folder of the payload.
const PAYLOAD: &str = "data/";
/// What `bagit.txt` says, line by line.
const DECLARED: [&str; 2] = ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"];

/// An opened bag: its structure is sound, its files are checked as they are read. Cheap to clone and to read from several threads.
#[derive(Clone)]
pub struct Bag {
    container: Container,
    parts: Arc<Parts>,
}

/// What opening a bag finds out.
struct Parts {
    name: String,
    /// Every file, by its path below the bag's folder.
    files: BTreeMap<String, Entry>,
    info: Vec<InfoLine>,
    /// Checksums of the payload, and of the files around it.
    manifest: Manifest,
    tags: Manifest,
}

impl Bag {
    /// Opens a bag without unpacking its payload.
    ///
    /// # Errors
    ///
    /// The first damage to its structure: bytes that are no whole zip file; entries that are encrypted, packed by anything but deflate,
    /// too many or too large; names that lead out of the bag, clash or are not UTF-8; links; not exactly one folder at the top;
    /// `bagit.txt`, `bag-info.txt` or a manifest that is missing, changed or malformed.
    pub fn open(bytes: Arc<[u8]>) -> Result<Bag, Damage> {
        let container = Container::open(bytes)?;
        let (name, files) = one_folder(container.entries()?)?;
        let text = |path: &str| text(&container, &files, path);
        let declaration = text(DECLARATION)?;
        if !declaration.lines().eq(DECLARED) {
            return Err(Damage::Declaration);
        }
        let manifest = Manifest::read(&text(MANIFEST)?, ManifestKind::Payload)?;
        let tags = Manifest::read(&text(TAG_MANIFEST)?, ManifestKind::Tags)?;
        let info = if files.contains_key(INFO) { info::read(&text(INFO)?)? } else { Vec::new() };
        Ok(Bag { container, parts: Arc::new(Parts { name, files, info, manifest, tags }) })
    }

    /// The folder of the bag in its zip file.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// The lines of `bag-info.txt` in their order; values that were folded over several lines are joined by spaces.
    pub fn info(&self) -> &[InfoLine] {
        &self.parts.info
    }

    /// The payload: each path below `data/` with its size in bytes, sorted.
    pub fn payload(&self) -> impl Iterator<Item = (&str, u64)> {
        self.parts.files.iter().filter_map(|(path, entry)| Some((path.strip_prefix(PAYLOAD)?, entry.size)))
    }

    /// One file of the payload, by its path below `data/`.
    ///
    /// # Errors
    ///
    /// `Missing` where the bag has no such file, `Unlisted` where its manifest does not know it, `Changed` where its bytes are not those
    /// that were packed.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Damage> {
        let path = format!("{PAYLOAD}{path}");
        let listed = self.parts.manifest.digest(&path);
        if listed.is_none() && self.parts.files.contains_key(&path) {
            return Err(Damage::Unlisted { path });
        }
        let bytes = whole(&self.container, &self.parts.files, &path)?;
        match listed {
            Some(digest) if *digest == manifest::digest(&bytes) => Ok(bytes),
            _ => Err(Damage::Changed { path }),
        }
    }

    /// Everything that is wrong with the files of the bag, sorted; nothing where it is whole. Unpacks each file once, a piece at a time.
    pub fn verify(&self) -> Vec<Damage> {
        verify::damages(&self.container, &self.parts)
    }
}

impl fmt::Debug for Bag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Bag").field("name", &self.parts.name).finish_non_exhaustive()
    }
}

/// The one folder that holds everything, and the files by their paths below it.
fn one_folder(entries: Vec<Entry>) -> Result<(String, BTreeMap<String, Entry>), Damage> {
    let top = |entry: &Entry| entry.path.split_once('/').map(|(top, _)| top.to_owned());
    let name = entries.first().and_then(top).unwrap_or_default();
    let mut files = BTreeMap::new();
    for entry in entries {
        let below = entry.path.split_once('/').filter(|(top, _)| *top == name).map(|(_, below)| below.to_owned());
        let Some(below) = below else { return Err(Damage::TopFolder { path: entry.path }) };
        if !entry.is_folder() {
            files.insert(below, entry);
        }
    }
    Ok((name, files))
}

/// The bytes of one file.
fn whole(container: &Container, files: &BTreeMap<String, Entry>, path: &str) -> Result<Vec<u8>, Damage> {
    let entry = files.get(path).ok_or_else(|| Damage::Missing { path: path.to_owned() })?;
    container.read(entry).ok_or_else(|| Damage::Changed { path: path.to_owned() })
}

/// The text of one file.
fn text(container: &Container, files: &BTreeMap<String, Entry>, path: &str) -> Result<String, Damage> {
    String::from_utf8(whole(container, files, path)?).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Damage::Line { path: path.to_owned(), line: 1 + sound.iter().filter(|byte| **byte == b'\n').count() }
    })
}

/// The lines of a file that end in LF, CR or both, each with its number; empty ones are left out.
fn lines(text: &str) -> impl Iterator<Item = (usize, String)> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    (1..).zip(lines).filter(|(_, line)| !line.is_empty())
}
