//! How a picture has to be turned to stand upright, as cameras say it in the metadata (Exif 2.32, tag 274).

use super::picture::Picture;

/// A number from 1, upright, to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// As it is stored.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// The orientation in a block of Exif metadata; upright where it says nothing.
    pub fn of_exif(exif: &[u8]) -> Orientation {
        tag(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).unwrap_or(Orientation::UPRIGHT)
    }

    /// Whether width and height change places.
    pub fn is_turned(self) -> bool {
        self.0 >= 5
    }

    /// The picture upright.
    pub fn apply(self, picture: Picture) -> Picture {
        if self == Orientation::UPRIGHT {
            return picture;
        }
        let (last_column, last_row) = (picture.width - 1, picture.height - 1);
        let (width, height) = if self.is_turned() { (picture.height, picture.width) } else { (picture.width, picture.height) };
        let (mirrored, upside_down) = (matches!(self.0, 2 | 3 | 7 | 8), matches!(self.0, 3 | 4 | 6 | 7));
        let count = picture.samples.count();
        let mut bytes = Vec::with_capacity(picture.bytes.len());
        for row in 0..height {
            for column in 0..width {
                let (x, y) = if self.is_turned() { (row, column) } else { (column, row) };
                let x = if mirrored { last_column - x } else { x };
                let y = if upside_down { last_row - y } else { y };
                let at = (y * picture.width + x) * count;
                bytes.extend_from_slice(&picture.bytes[at..at + count]);
            }
        }
        Picture { width, height, bytes, ..picture }
    }
}

/// The tag in the first directory of a TIFF structure.
fn tag(tiff: &[u8]) -> Option<Orientation> {
    let is_big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let number = |at: usize, length: usize| {
        let bytes = tiff.get(at..at.checked_add(length)?)?;
        let push = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if is_big { bytes.iter().fold(0, push) } else { bytes.iter().rev().fold(0, push) })
    };
    let directory = number(4, 4)?;
    let entries = (0..number(directory, 2)?).map(|entry| directory + 2 + entry * 12);
    // A short (type 3): its first bytes hold the value.
    let mut found = entries.take_while(|at| *at < tiff.len()).filter(|at| number(*at, 2) == Some(274) && number(at + 2, 2) == Some(3));
    let value = number(found.next()? + 8, 2)?;
    u8::try_from(value).ok().filter(|value| (1..=8).contains(value)).map(Orientation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::picture::Samples;

    /// A picture of three columns and two rows, each pixel another.
    fn picture() -> Picture {
        Picture { width: 3, height: 2, samples: Samples::Grey, bytes: b"abcdef".to_vec(), profile: None }
    }

    #[test]
    fn each_orientation_is_applied() {
        let upright = ["abcdef", "cbafed", "fedcba", "defabc", "adbecf", "daebfc", "fcebda", "cfbead"];
        for (number, expected) in (1..).zip(upright) {
            let applied = Orientation(number).apply(picture());
            assert_eq!(String::from_utf8(applied.bytes).unwrap(), expected, "{number}");
            assert_eq!((applied.width, applied.height), if number < 5 { (3, 2) } else { (2, 3) }, "{number}");
        }
    }

    #[test]
    fn the_tag_is_read_in_either_order_of_bytes() {
        let big = b"MM\0*\0\0\0\x08\0\x02\x01\x00\0\x03\0\0\0\x01\0\x05\0\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!((Orientation::of_exif(big), Orientation::of_exif(little)), (Orientation(6), Orientation(8)));
    }

    #[test]
    fn what_says_nothing_is_upright() {
        let nine = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0";
        for exif in [b"".as_slice(), b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", nine] {
            assert_eq!(Orientation::of_exif(exif), Orientation::UPRIGHT, "{exif:?}");
        }
    }
}
