//! Zip files put together by hand, so that they can be wrong in every way.

use flate2::Crc;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// An entry, with all that both of its headers say.
#[derive(Clone)]
pub struct Raw {
    pub name: Vec<u8>,
    pub packed: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    pub size: u32,
    pub attributes: u32,
    pub extra: Vec<u8>,
}

impl Raw {
    /// A file that is not packed.
    pub fn stored(name: &str, bytes: &[u8]) -> Raw {
        let mut crc = Crc::new();
        crc.update(bytes);
        let flags = if name.is_ascii() { 0 } else { 1 << 11 };
        let size = u32::try_from(bytes.len()).unwrap();
        let attributes = if name.ends_with('/') { 0o040_755 << 16 | 0x10 } else { 0o100_644 << 16 };
        Raw { name: name.into(), packed: bytes.to_vec(), flags, method: 0, crc: crc.sum(), size, attributes, extra: Vec::new() }
    }

    /// What both headers have.
    fn common(&self) -> Vec<u8> {
        let shorts = |values: &[u16]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        let mut common = shorts(&[20, self.flags, self.method, 0, 0x21]);
        common.extend([self.crc, u32::try_from(self.packed.len()).unwrap(), self.size].map(u32::to_le_bytes).concat());
        common.extend(shorts(&[self.name.len() as u16, self.extra.len() as u16]));
        common
    }

    pub fn local(&self) -> Vec<u8> {
        [b"PK\x03\x04".as_slice(), &self.common(), &self.name, &self.extra, &self.packed].concat()
    }

    pub fn central(&self, offset: u32) -> Vec<u8> {
        let rest = [&[0; 6], self.attributes.to_le_bytes().as_slice(), &offset.to_le_bytes()].concat();
        [b"PK\x01\x02\x14\x03".as_slice(), &self.common(), &rest, &self.name, &self.extra].concat()
    }
}

/// The end of a zip file.
pub fn end(count: u16, size: u32, start: u32) -> Vec<u8> {
    let count = count.to_le_bytes();
    [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat()
}

/// A sound zip file of these entries.
pub fn zip(entries: &[Raw]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(u32::try_from(zip.len()).unwrap()));
        zip.extend(entry.local());
    }
    let end = end(entries.len() as u16, directory.len() as u32, zip.len() as u32);
    [zip, directory, end].concat()
}

/// A zip file of these files, not packed.
pub fn stored(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    zip(&files.iter().map(|(name, bytes)| Raw::stored(name, bytes)).collect::<Vec<_>>())
}

/// The files of a zip file, as another reader sees them.
pub fn files(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let count = archive.len();
    let mut read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(&mut read).collect()
}

/// The directory of a sound zip file, up to its end.
pub fn directory(zip: &[u8]) -> &[u8] {
    let start = u32::from_le_bytes(zip[zip.len() - 6..zip.len() - 2].try_into().unwrap());
    &zip[start as usize..]
}
