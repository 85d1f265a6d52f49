//! The zip file around a bag, and zip files that come back from elsewhere.
//!
//! A bundle is read after its checksum was held against the register, so it is the file that was written. What is not, because it was
//! exchanged or is only looked at to say what is wrong with it, can do no harm: nothing is unpacked beyond the limits, and names that
//! lead elsewhere are refused.

use super::damage::{Damage, Limit};
use super::path;
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::read::{ArchiveOffset, Config, ZipFileEntry, ZipReadOptions};
use zip::{CompressionMethod, ZipArchive};

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

/// A zip file whose directory was read. Cheap to clone and to read from several threads.
#[derive(Clone)]
pub struct Container {
    bytes: Arc<[u8]>,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
}

/// An entry of the zip file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the top of the zip file; that of a folder ends in `/`.
    pub path: String,
    /// Its place in the directory.
    number: usize,
    /// Bytes once unpacked, as the directory says.
    pub size: u64,
}

impl Entry {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

impl Container {
    /// Reads the directory of a zip file.
    ///
    /// # Errors
    ///
    /// [`Damage::Container`] for bytes that are no zip file or only a part of one.
    pub fn open(bytes: Arc<[u8]>) -> Result<Container, Damage> {
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let archive = ZipArchive::with_config(config, Cursor::new(Arc::clone(&bytes))).map_err(|_| Damage::Container)?;
        if archive.has_duplicate_names() {
            return Err(Damage::Container);
        }
        Ok(Container { bytes, archive })
    }

    /// The entries, in the order of the directory.
    ///
    /// # Errors
    ///
    /// The first one that is dangerous or too large, or that is packed in a way that bags do without.
    pub fn entries(&self) -> Result<Vec<Entry>, Damage> {
        if self.archive.len() as u64 > Limit::ENTRIES {
            return Err(Damage::Limit(Limit::Entries));
        }
        let (mut entries, mut total) = (Vec::with_capacity(self.archive.len()), 0);
        for number in 0..self.archive.len() {
            let entry = checked(&self.archive.by_index_data(number).map_err(|_| Damage::Container)?, number)?;
            total += entry.size;
            if total > Limit::TOTAL {
                return Err(Damage::Limit(Limit::Total));
            }
            entries.push(entry);
        }
        path::distinct(entries.iter().map(|entry| entry.path.as_str()))?;
        Ok(entries)
    }

    /// The bytes of an entry; nothing where it is not what the zip file says, as [`Container::unpack`].
    pub fn read(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        self.unpack(entry, &mut |piece| whole.extend_from_slice(piece)).map(|()| whole)
    }

    /// Gives every piece of an entry in turn; nothing where it is not what the zip file says: its size, its checksum, and what stands
    /// about it where it lies. Never gives more than the size of the entry.
    pub fn unpack(&self, entry: &Entry, each: &mut dyn FnMut(&[u8])) -> Option<()> {
        let mut bytes = Cursor::new(&*self.bytes);
        let packed = self.archive.by_index_data(entry.number).ok()?;
        let mut unpacked = packed.with_reader(&mut bytes, ZipReadOptions::new().enforce_header_consistency(true)).ok()?;
        let (mut piece, mut left) = (vec![0; PIECE], entry.size);
        loop {
            let read = unpacked.read(&mut piece).ok()?;
            if read == 0 {
                return (left == 0).then_some(());
            }
            left = left.checked_sub(read as u64)?;
            each(&piece[..read]);
        }
    }
}

/// An entry, if it is a file or a folder that a bag may have.
fn checked(entry: &ZipFileEntry<'_>, number: usize) -> Result<Entry, Damage> {
    let name = entry.name_raw();
    let path = String::from_utf8_lossy(name).into_owned();
    if std::str::from_utf8(name).is_err() || !path::is_sound(path.strip_suffix('/').unwrap_or(&path)) {
        return Err(Damage::Path { path });
    }
    let is_known = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
    if entry.encrypted() || !is_known {
        return Err(Damage::Packing { path });
    }
    if !is_file_or_folder(entry.external_attributes(), &path) {
        return Err(Damage::Link { path });
    }
    match entry.size() {
        size if size > Limit::FILE => Err(Damage::Limit(Limit::File { path })),
        size => Ok(Entry { path, number, size }),
    }
}

/// Whether attributes, of Unix above and of DOS below, are those of a file, or of a folder where the name is that of one.
fn is_file_or_folder(attributes: u32, path: &str) -> bool {
    let (unix, dos) = (attributes >> 28, attributes & 0x18);
    let (expected_unix, expected_dos) = if path.ends_with('/') { (0o04, 0x10) } else { (0o10, 0) };
    (unix == 0 || unix == expected_unix) && (dos == 0 || dos == expected_dos)
}
