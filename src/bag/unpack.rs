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
