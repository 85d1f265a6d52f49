//! An entry of a zip file unpacked, a piece at a time.

use super::container::{Entry, Packing};
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

/// Gives every piece of an entry in turn; nothing where it is not, to the last bit, what the zip file says: size, checksum, and packed
/// bytes that end where the entry does. Never gives more than the size of the entry.
pub fn unpack(bytes: &[u8], entry: &Entry, each: &mut dyn FnMut(&[u8])) -> Option<()> {
    let packed = bytes.get(entry.packed.clone())?;
    let mut crc = Crc::new();
    let mut piece = |piece: &[u8]| {
        crc.update(piece);
        each(piece);
    };
    match entry.packing {
        Packing::Stored => packed.chunks(PIECE).for_each(&mut piece),
        Packing::Deflated => inflate(packed, entry.size, &mut piece)?,
    }
    (crc.sum() == entry.crc).then_some(())
}

fn inflate(packed: &[u8], size: u64, each: &mut dyn FnMut(&[u8])) -> Option<()> {
    let mut inflater = Decompress::new(false);
    let mut piece = vec![0; PIECE];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = packed.get(usize::try_from(read).ok()?..)?;
        let status = inflater.decompress(rest, &mut piece, FlushDecompress::None).ok()?;
        if inflater.total_out() > size {
            return None;
        }
        each(piece.get(..usize::try_from(inflater.total_out() - written).ok()?)?);
        match status {
            Status::StreamEnd => {
                let is_all = inflater.total_in() == packed.len() as u64 && inflater.total_out() == size;
                return is_all.then_some(());
            }
            Status::Ok | Status::BufError if (inflater.total_in(), inflater.total_out()) == (read, written) => return None,
            Status::Ok | Status::BufError => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compress, Compression, FlushCompress};

    /// A megabyte of zeros, packed, as an entry that says it is of another size.
    fn zeros(size: u64) -> (Vec<u8>, Entry) {
        let mut packed = Vec::with_capacity(1 << 16);
        let zeros = vec![0; 1 << 20];
        Compress::new(Compression::fast(), false).compress_vec(&zeros, &mut packed, FlushCompress::Finish).unwrap();
        let mut crc = Crc::new();
        crc.update(&zeros);
        let entry = Entry { path: String::new(), packing: Packing::Deflated, packed: 0..packed.len(), size, crc: crc.sum() };
        (packed, entry)
    }

    /// How many bytes are given, and whether all is well.
    fn given(bytes: &[u8], entry: &Entry) -> (u64, Option<()>) {
        let mut given = 0;
        let unpacked = unpack(bytes, entry, &mut |piece| given += piece.len() as u64);
        (given, unpacked)
    }

    #[test]
    fn what_an_entry_says_is_given_and_never_more() {
        let (packed, entry) = zeros(1 << 20);
        assert_eq!(given(&packed, &entry), (1 << 20, Some(())));
        for size in [0, 1, 100_000, (1 << 20) - 1] {
            let (packed, entry) = zeros(size);
            let (given, unpacked) = given(&packed, &entry);
            assert!(given <= size && unpacked.is_none(), "{given} of {size}");
        }
        let (packed, entry) = zeros((1 << 20) + 1);
        assert_eq!(given(&packed, &entry), (1 << 20, None));
    }

    #[test]
    fn a_stream_ends_where_its_entry_does() {
        let (mut packed, mut entry) = zeros(1 << 20);
        entry.packed.end -= 1;
        assert_eq!(given(&packed, &entry).1, None);
        packed.push(0);
        entry.packed.end = packed.len();
        assert_eq!(given(&packed, &entry).1, None);
        entry.packed.end += 1;
        assert_eq!(given(&packed, &entry).1, None);
    }
}
