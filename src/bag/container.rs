//! The zip file around a bag, read more strictly than zip files usually are.
//!
//! Readers of zip files differ in what they see where a file is ambiguous: some go by its directory, some by the headers at the
//! entries, some search for the first or the last end. So nothing ambiguous is let in. From the first byte to the last there are only
//! entries, without gaps, in the order of the directory; then the directory, which repeats every header; then the end.

use super::damage::{Damage, Limit};
use super::path;
use std::ops::Range;

/// An entry of the zip file: where it lies, and what it says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From the top of the zip file; that of a folder ends in `/`.
    pub path: String,
    pub packing: Packing,
    /// Where its packed bytes lie.
    pub packed: Range<usize>,
    /// Bytes once unpacked.
    pub size: u64,
    /// CRC-32 of these.
    pub crc: u32,
}

/// How an entry is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Stored,
    Deflated,
}

impl Entry {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

/// The entries of a zip file, in its order.
///
/// # Errors
///
/// The first thing that makes it ambiguous, dangerous or too large.
pub fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Damage> {
    let (count, directory) = directory(bytes).ok_or(Damage::Container)?;
    if count > Limit::ENTRIES {
        return Err(Damage::Limit(Limit::Entries));
    }
    let (start, mut cursor) = (directory.start, Cursor(bytes.get(directory).ok_or(Damage::Container)?));
    let (mut entries, mut total) = (Vec::new(), 0);
    let mut at = 0;
    for _ in 0..count {
        let header = Header::take(&mut cursor).ok_or(Damage::Container)?;
        let entry = header.entry(bytes.get(..start).ok_or(Damage::Container)?, at)?;
        at = entry.packed.end;
        total += entry.size;
        if total > Limit::TOTAL {
            return Err(Damage::Limit(Limit::Total));
        }
        entries.push(entry);
    }
    if at != start || !cursor.0.is_empty() {
        return Err(Damage::Container);
    }
    path::distinct(entries.iter().map(|entry| entry.path.as_str()))?;
    Ok(entries)
}

/// The number of entries, and where the directory lies, by the end of the zip file.
fn directory(bytes: &[u8]) -> Option<(u64, Range<usize>)> {
    let (body, end) = bytes.split_at_checked(bytes.len().checked_sub(22)?)?;
    let mut end = Cursor(end);
    end.literal(b"PK\x05\x06\0\0\0\0")?;
    let counts = [end.short()?, end.short()?];
    let (size, start) = (end.long()?, end.long()?);
    end.literal(&[0, 0])?;
    let short = (counts[0] == counts[1]).then_some((u64::from(counts[0]), u64::from(size), u64::from(start)))?;
    let (range, (count, size, start)) = match large(body)? {
        Some((body, large)) if agrees(short, large) => (body, large),
        Some(_) => return None,
        None => (body, short),
    };
    let (start, size) = (usize::try_from(start).ok()?, usize::try_from(size).ok()?);
    (start.checked_add(size)? == range.len()).then_some((count, start..range.len()))
}

/// Number of entries, size and start of the directory.
type Extent = (u64, u64, u64);

/// The same for zip files with more entries than the end has digits for, and what comes before; nothing where it is not such a file.
fn large(body: &[u8]) -> Option<Option<(&[u8], Extent)>> {
    let Some((rest, locator)) = body.len().checked_sub(20).and_then(|at| body.split_at_checked(at)) else { return Some(None) };
    if !locator.starts_with(b"PK\x06\x07") {
        return Some(None);
    }
    let (body, record) = rest.split_at_checked(rest.len().checked_sub(56)?)?;
    let mut locator = Cursor(locator.get(4..)?);
    locator.literal(&[0; 4])?;
    (locator.quad()? == body.len() as u64).then_some(())?;
    locator.literal(&[1, 0, 0, 0])?;
    let mut record = Cursor(record);
    record.literal(b"PK\x06\x06\x2c\0\0\0\0\0\0\0")?;
    // Made by, needed to read: nothing depends on them.
    record.take(4)?;
    record.literal(&[0; 8])?;
    let counts = [record.quad()?, record.quad()?];
    let extent = (counts[0], record.quad()?, record.quad()?);
    (counts[0] == counts[1]).then_some(Some((body, extent)))
}

/// Whether the short end says what the large one says, or leaves it to it.
fn agrees(short: Extent, large: Extent) -> bool {
    let (count, long) = (u64::from(u16::MAX), u64::from(u32::MAX));
    let agrees = |short: u64, large: u64, left: u64| short == large || short == left;
    agrees(short.0, large.0, count) && agrees(short.1, large.1, long) && agrees(short.2, large.2, long)
}

/// What the directory says about an entry.
struct Header<'a> {
    /// What stands at the entry as well: version, flags, method, time, checksum, sizes.
    common: &'a [u8],
    attributes: u32,
    offset: u32,
    name: &'a [u8],
    extra: &'a [u8],
}

impl<'a> Header<'a> {
    fn take(cursor: &mut Cursor<'a>) -> Option<Header<'a>> {
        cursor.literal(b"PK\x01\x02")?;
        // Made by: nothing depends on it.
        cursor.take(2)?;
        let common = cursor.take(22)?;
        let (name, extra) = (cursor.short()?, cursor.short()?);
        // No comment, on this disk; whether it is a text is nobody's business.
        cursor.literal(&[0; 4])?;
        cursor.take(2)?;
        let (attributes, offset) = (cursor.long()?, cursor.long()?);
        Some(Header { common, attributes, offset, name: cursor.take(name.into())?, extra: cursor.take(extra.into())? })
    }

    /// The entry, where it lies right at `at` and says the same.
    fn entry(&self, bytes: &[u8], at: usize) -> Result<Entry, Damage> {
        let path = String::from_utf8_lossy(self.name).into_owned();
        let local = bytes.get(at..).and_then(|bytes| Local::take(&mut Cursor(bytes)));
        let says_the_same = |local: &Local<'_>| local.common == self.common && local.name == self.name && self.offset as usize == at;
        let Some(local) = local.filter(says_the_same) else { return Err(Damage::Header { path }) };
        let facts = Facts::take(&mut Cursor(self.common)).ok_or(Damage::Container)?;
        let Some(packing) = facts.packing().filter(|_| is_plain(self.extra) && is_plain(local.extra)) else {
            return Err(Damage::Packing { path });
        };
        if std::str::from_utf8(self.name).is_err() || !facts.has_name(&path) || !path::is_sound(path.strip_suffix('/').unwrap_or(&path)) {
            return Err(Damage::Path { path });
        }
        let entry = Entry { path, packing, packed: at + local.length..at + local.length + facts.packed, size: facts.size, crc: facts.crc };
        self.check(entry, bytes.len())
    }

    /// What a well-formed entry must not be.
    fn check(&self, entry: Entry, end: usize) -> Result<Entry, Damage> {
        let path = entry.path.clone();
        if !self.is_file_or_folder(&path) {
            return Err(Damage::Link { path });
        }
        if entry.size > Limit::FILE {
            return Err(Damage::Limit(Limit::File { path }));
        }
        let is_whole = entry.packing == Packing::Deflated || entry.packed.len() as u64 == entry.size;
        let is_empty = entry.packed.is_empty() && entry.size == 0 && entry.crc == 0;
        if entry.packed.end > end || !is_whole || entry.is_folder() && !is_empty {
            return Err(Damage::Header { path });
        }
        Ok(entry)
    }

    /// Whether the attributes, of Unix above and of DOS below, are those of a file, or of a folder where the name is that of one.
    fn is_file_or_folder(&self, path: &str) -> bool {
        let (unix, dos) = (self.attributes >> 28, self.attributes & 0x18);
        let (expected_unix, expected_dos) = if path.ends_with('/') { (0o04, 0x10) } else { (0o10, 0) };
        (unix == 0 || unix == expected_unix) && (dos == 0 || dos == expected_dos)
    }
}

/// What stands at an entry.
struct Local<'a> {
    common: &'a [u8],
    name: &'a [u8],
    extra: &'a [u8],
    /// Bytes of all this.
    length: usize,
}

impl<'a> Local<'a> {
    fn take(cursor: &mut Cursor<'a>) -> Option<Local<'a>> {
        cursor.literal(b"PK\x03\x04")?;
        let common = cursor.take(22)?;
        let (name, extra) = (usize::from(cursor.short()?), usize::from(cursor.short()?));
        Some(Local { common, name: cursor.take(name)?, extra: cursor.take(extra)?, length: 30 + name + extra })
    }
}

/// What both headers say.
struct Facts {
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    size: u64,
}

impl Facts {
    /// A name in UTF-8.
    const UTF8: u16 = 1 << 11;
    /// How hard the packer tried.
    const EFFORT: u16 = 0b110;

    fn take(common: &mut Cursor<'_>) -> Option<Facts> {
        // Version needed.
        common.take(2)?;
        let (flags, method) = (common.short()?, common.short()?);
        // Time and date.
        common.take(4)?;
        let (crc, packed, size) = (common.long()?, common.long()?, common.long()?);
        Some(Facts { flags, method, crc, packed: usize::try_from(packed).ok()?, size: size.into() })
    }

    /// How it is packed; nothing where that is another way, or encrypted, or in pieces.
    fn packing(&self) -> Option<Packing> {
        let packing = match self.method {
            0 => Packing::Stored,
            8 => Packing::Deflated,
            _ => return None,
        };
        (self.flags & !(Facts::UTF8 | Facts::EFFORT) == 0).then_some(packing)
    }

    /// Whether every reader takes the name for these letters.
    fn has_name(&self, path: &str) -> bool {
        path.is_ascii() || self.flags & Facts::UTF8 != 0
    }
}

/// Whether extra fields hold times and owners only, so that nothing else says what the entry is.
fn is_plain(extra: &[u8]) -> bool {
    let mut cursor = Cursor(extra);
    while !cursor.0.is_empty() {
        let field = cursor.short().filter(|id| matches!(id, 0x000a | 0x5455 | 0x5855 | 0x7875));
        let size = field.and_then(|_| cursor.short());
        if size.and_then(|size| cursor.take(size.into())).is_none() {
            return false;
        }
    }
    true
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn literal(&mut self, bytes: &[u8]) -> Option<()> {
        self.take(bytes.len()).filter(|taken| *taken == bytes).map(|_| ())
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn short(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn long(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn quad(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
}
