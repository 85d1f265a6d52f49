//! Decoded pictures, and what the headers of their files say.

use super::orientation::Orientation;
use super::{Unusable, jpeg, png, webp};

/// Most pixels of a side; larger files are refused instead of filling the memory.
const MOST_ON_A_SIDE: u32 = 20_000;
/// Most pixels of a picture, and of all that are decoded at the same time. Decoding one and making it smaller takes ten bytes for each at
/// most, so that all stays about a gibibyte.
pub const MOST_PIXELS: u64 = 100_000_000;
/// Bytes of the longest colour profile that is kept; those of cameras and screens have a few thousand.
const LONGEST_PROFILE: usize = 4 << 20;

/// What the header of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Size in pixels as it is stored.
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
}

/// What the samples of a pixel are, eight bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Samples {
    /// One: how light it is.
    Grey,
    /// Three: red, green and blue.
    Colour,
}

impl Samples {
    /// How many there are for each pixel.
    pub fn count(self) -> usize {
        match self {
            Samples::Grey => 1,
            Samples::Colour => 3,
        }
    }

    /// The colour space of profiles that describe such samples, as ICC.1:2022, 7.2.6, names it.
    fn space(self) -> &'static [u8] {
        match self {
            Samples::Grey => b"GRAY",
            Samples::Colour => b"RGB ",
        }
    }
}

/// A decoded picture without transparency, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub samples: Samples,
    pub bytes: Vec<u8>,
    /// The ICC profile that says which colours the samples mean; without one they are those of sRGB.
    pub profile: Option<Vec<u8>>,
}

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
}

impl Format {
    /// The kind of a file by its first bytes.
    ///
    /// # Errors
    ///
    /// [`Unusable::Foreign`] where it is none of these.
    fn of(file: &[u8]) -> Result<Format, Unusable> {
        match file {
            [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Format::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::WebP),
            _ => Err(Unusable::Foreign),
        }
    }
}

impl Header {
    /// The header of a file, after a look at whether the file has an end.
    ///
    /// # Errors
    ///
    /// [`Unusable`] for files that are not pictures, are cut off, or have too many pixels.
    pub fn read(file: &[u8]) -> Result<Header, Unusable> {
        let header = match Format::of(file)? {
            Format::Jpeg => jpeg::header(file)?,
            Format::Png => png::header(file)?,
            Format::WebP => webp::header(file)?,
        };
        let Header { width, height, .. } = header;
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 || pixels > MOST_PIXELS || width.max(height) > MOST_ON_A_SIDE {
            return Err(Unusable::Size { width, height });
        }
        Ok(header)
    }
}

impl Picture {
    /// The picture in a file whose header was read.
    ///
    /// # Errors
    ///
    /// [`Unusable`] where it is damaged.
    pub fn read(file: &[u8]) -> Result<Picture, Unusable> {
        let mut picture = match Format::of(file)? {
            Format::Jpeg => jpeg::picture(file)?,
            Format::Png => png::picture(file)?,
            Format::WebP => webp::picture(file)?,
        };
        picture.profile = picture.profile.filter(|profile| describes(profile, picture.samples));
        Ok(picture)
    }
}

/// Whether a profile is one, and of such samples: that of a picture in four inks says nothing about what it was decoded to.
fn describes(profile: &[u8], samples: Samples) -> bool {
    profile.len() <= LONGEST_PROFILE && profile.get(16..20) == Some(samples.space()) && profile.get(36..40) == Some(b"acsp")
}

/// Samples whose last one of each pixel was its opacity, on white: a JPEG has no transparency. They stay where they are: a second list of
/// them may not have room.
pub fn on_white(mut bytes: Vec<u8>, samples: Samples) -> Vec<u8> {
    let count = samples.count();
    let pixels = bytes.len() / (count + 1);
    for pixel in 0..pixels {
        let (from, to) = (pixel * (count + 1), pixel * count);
        let opacity = u16::from(bytes[from + count]);
        for sample in 0..count {
            bytes[to + sample] = ((u16::from(bytes[from + sample]) * opacity + 255 * (255 - opacity)) / 255) as u8;
        }
    }
    bytes.truncate(pixels * count);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shines_through_is_white() {
        assert_eq!(on_white(vec![0, 0, 255, 0, 10, 20, 30, 255], Samples::Colour), [255, 255, 255, 10, 20, 30]);
        assert_eq!(on_white(vec![0, 128, 7, 255], Samples::Grey), [127, 7]);
    }

    #[test]
    fn a_profile_is_kept_for_samples_that_it_describes() {
        let profile = |space: &[u8; 4]| [&[0; 16][..], space, &[0; 16], b"acsp", &[0; 88]].concat();
        assert!(describes(&profile(b"RGB "), Samples::Colour) && describes(&profile(b"GRAY"), Samples::Grey));
        assert!(!describes(&profile(b"CMYK"), Samples::Colour) && !describes(&profile(b"RGB "), Samples::Grey));
        assert!(!describes(b"RGB ", Samples::Colour));
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
        let with_size = |width: u32, height: u32| {
            let mut file = Vec::new();
            let mut encoder = ::png::Encoder::new(&mut file, width, height);
            encoder.set_depth(::png::BitDepth::One);
            encoder.write_header().unwrap().write_chunk(::png::chunk::IDAT, &[]).unwrap();
            file.extend([0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
            Header::read(&file)
        };
        assert!(with_size(20_000, 5_000).is_ok());
        for (width, height) in [(20_001, 1), (20_000, 5_001)] {
            assert!(matches!(with_size(width, height), Err(Unusable::Size { .. })), "{width} × {height}");
        }
    }
}
