//! Copies of photos of every kind.

use super::*;
use picture::Samples;
use std::fs;
use std::io::Cursor;

/// The red of a wide-gamut screen is brighter than that of sRGB: without the profile it would be another.
const PROFILE_HEAD: usize = 128;

/// A profile as far as it is looked at: its colour space and what it is.
fn profile(space: &[u8; 4]) -> Vec<u8> {
    [&[0; 16][..], space, &[0; 16], b"acsp", &[7; PROFILE_HEAD - 40], b"Display P3"].concat()
}

/// A picture whose left half is light and whose right half is dark.
fn halves(width: usize, height: usize, samples: Samples) -> Picture {
    let sample = |column: usize| if column < width / 2 { 240 } else { 20 };
    let row = (0..width).flat_map(|column| vec![sample(column); samples.count()]).collect::<Vec<u8>>();
    Picture { width, height, samples, bytes: row.repeat(height), profile: None }
}

/// A JPEG whose metadata says that it lies on its side and where it was taken.
fn turned_jpeg(picture: &Picture) -> Vec<u8> {
    let jpeg = jpeg::file(picture).expect("a JPEG");
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPSLatitude 36.561");
    let length = u16::try_from(exif.len() + 2).expect("a short segment").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// A PNG of some kind of pixels.
fn png(colour: ::png::ColorType, depth: ::png::BitDepth, pixels: &[u8], with: impl Fn(&mut ::png::Info<'_>)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut info = ::png::Info::with_size(40, 20);
    (info.color_type, info.bit_depth) = (colour, depth);
    with(&mut info);
    let encoder = ::png::Encoder::with_info(&mut file, info).expect("a kind of PNG");
    encoder.write_header().expect("a header").write_image_data(pixels).expect("pixels");
    file
}

struct Opened {
    /// Holds the photo.
    folder: tempfile::TempDir,
    photo: Result<PhotoOriginal, Unusable>,
}

fn opened(bytes: &[u8]) -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.jpg");
    fs::write(&file, bytes).expect("a file");
    let photo = PhotoOriginal::open(&file);
    Opened { folder, photo }
}

/// The largest copy of a file, decoded again.
fn copied(bytes: &[u8]) -> Picture {
    let opened = opened(bytes);
    let photo = opened.photo.expect("a photo");
    let largest = *photo.copies().last().expect("a copy");
    let copy = photo.copy(largest, Path::new("no cache"), &PixelBudget::default()).expect("a copy");
    let picture = Picture::read(&copy).expect("a picture");
    assert_eq!((picture.width, picture.height), (largest.width as usize, largest.height as usize));
    picture
}

/// The mean of a pixel's samples.
fn pixel(picture: &Picture, column: usize, row: usize) -> u8 {
    let count = picture.samples.count();
    let at = (row * picture.width + column) * count;
    let sum: usize = picture.bytes[at..at + count].iter().map(|sample| usize::from(*sample)).sum();
    u8::try_from(sum / count).expect("a mean of bytes")
}

#[test]
fn orientation_is_applied_and_metadata_removed() {
    let opened = opened(&turned_jpeg(&halves(40, 20, Samples::Colour)));
    let photo = opened.photo.expect("a photo");
    assert_eq!((photo.width, photo.height), (20, 40));
    let copies = photo.copies();
    assert_eq!(copies, [Copy { width: 20, height: 40 }]);
    let bytes = photo.copy(copies[0], Path::new("no cache"), &PixelBudget::default()).expect("a copy");
    let made = Picture::read(&bytes).expect("a picture");
    assert_eq!((made.width, made.height), (20, 40));
    // Turned by a quarter to the right: what was left is above.
    assert!(pixel(&made, 10, 5) > 200 && pixel(&made, 10, 35) < 60);
    assert!(!bytes.windows(4).any(|window| window == b"Exif" || window == b"GPSL"));
}

#[test]
fn a_copy_has_the_colour_profile_of_its_original() {
    for (samples, space) in [(Samples::Colour, b"RGB "), (Samples::Grey, b"GRAY")] {
        let picture = Picture { profile: Some(profile(space)), ..halves(700, 30, samples) };
        let jpeg = jpeg::file(&picture).expect("a JPEG");
        let copy = copied(&jpeg);
        assert_eq!((copy.samples, copy.profile), (samples, Some(profile(space))));
        let photo = opened(&jpeg).photo.expect("a photo");
        assert_eq!(photo.copies().len(), 2);
    }
    let wide = |info: &mut ::png::Info<'_>| info.icc_profile = Some(profile(b"RGB ").into());
    let file = png(::png::ColorType::Rgb, ::png::BitDepth::Eight, &halves(40, 20, Samples::Colour).bytes, wide);
    assert_eq!(copied(&file).profile, Some(profile(b"RGB ")));
    let mut webp = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.set_icc_profile(profile(b"RGB "));
    encoder.encode(&halves(40, 20, Samples::Colour).bytes, 40, 20, image_webp::ColorType::Rgb8).expect("a WebP");
    assert_eq!(copied(&webp).profile, Some(profile(b"RGB ")));
}

#[test]
fn a_profile_of_inks_is_not_kept_for_what_is_shown_on_a_screen() {
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.add_icc_profile(&profile(b"CMYK")).expect("a profile");
    encoder.encode(&[0, 255, 255, 0].repeat(40 * 20), 40, 20, jpeg_encoder::ColorType::Cmyk).expect("a JPEG");
    let copy = copied(&jpeg);
    assert_eq!((copy.samples, copy.profile), (Samples::Colour, None));
    // Magenta and yellow are red.
    assert!(copy.bytes[0] > 220 && copy.bytes[1] < 40 && copy.bytes[2] < 40, "{:?}", &copy.bytes[..3]);
}

#[test]
fn pictures_of_every_kind_are_copied() {
    use ::png::{BitDepth, ColorType};
    let grey = halves(40, 20, Samples::Grey);
    let deep: Vec<u8> = grey.bytes.iter().flat_map(|sample| [*sample, 0]).collect();
    let coloured = halves(40, 20, Samples::Colour);
    let shining: Vec<u8> = coloured.bytes.chunks(3).flat_map(|pixel| [0, 0, 0, pixel[0]]).collect();
    let palette = |info: &mut ::png::Info<'_>| info.palette = Some(vec![240, 240, 240, 20, 20, 20].into());
    let one_bit = [&[0x00, 0x00, 0x0f, 0xff, 0xff][..]; 20].concat();
    let files = [
        png(ColorType::Grayscale, BitDepth::Eight, &grey.bytes, |_| {}),
        png(ColorType::Grayscale, BitDepth::Sixteen, &deep, |_| {}),
        png(ColorType::Rgb, BitDepth::Eight, &coloured.bytes, |_| {}),
        png(ColorType::Indexed, BitDepth::One, &one_bit, palette),
        jpeg::file(&grey).expect("a JPEG"),
        progressive(&coloured),
    ];
    for (number, file) in files.iter().enumerate() {
        let copy = copied(file);
        assert!(pixel(&copy, 5, 10) > 220 && pixel(&copy, 35, 10) < 40, "file {number}");
    }
    // Black that shines through to white where it was light before.
    let copy = copied(&png(ColorType::Rgba, BitDepth::Eight, &shining, |_| {}));
    assert!(pixel(&copy, 5, 10) < 40 && pixel(&copy, 35, 10) > 220);
    let mut webp = Vec::new();
    image_webp::WebPEncoder::new(&mut webp).encode(&shining, 40, 20, image_webp::ColorType::Rgba8).expect("a WebP");
    let copy = copied(&webp);
    assert!(pixel(&copy, 5, 10) < 40 && pixel(&copy, 35, 10) > 220);
}

/// A JPEG that is sent coarse at first and then finer.
fn progressive(picture: &Picture) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.set_progressive(true);
    encoder.encode(&picture.bytes, 40, 20, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    jpeg
}

#[test]
fn a_file_that_is_cut_off_is_refused_by_its_header() {
    let picture = halves(40, 20, Samples::Colour);
    let mut webp = Cursor::new(Vec::new());
    image_webp::WebPEncoder::new(&mut webp).encode(&picture.bytes, 40, 20, image_webp::ColorType::Rgb8).expect("a WebP");
    let files = [
        // A smaller picture in its metadata has an end of its own.
        turned_jpeg(&picture),
        progressive(&picture),
        png(::png::ColorType::Rgb, ::png::BitDepth::Eight, &picture.bytes, |_| {}),
        webp.into_inner(),
    ];
    for (number, file) in files.iter().enumerate() {
        assert!(opened(file).photo.is_ok(), "file {number}");
        for length in 0..file.len() {
            assert!(opened(&file[..length]).photo.is_err(), "{length} bytes of file {number}");
        }
    }
}

#[test]
fn the_end_of_a_picture_within_the_metadata_is_not_that_of_the_photo() {
    let photo = turned_jpeg(&halves(40, 20, Samples::Colour));
    let thumbnail = [0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9];
    let with_thumbnail = [&photo[..2], &thumbnail, &photo[2..]].concat();
    assert!(opened(&with_thumbnail).photo.is_ok());
    let cut = &with_thumbnail[..with_thumbnail.len() - 2];
    assert!(matches!(opened(cut).photo, Err(Unusable::CutOff)));
}

#[test]
fn a_photo_is_never_enlarged() {
    let photo = |width, height| PhotoOriginal { file: PathBuf::new(), hash: "0".to_owned(), width, height };
    let widths = |width| photo(width, width).copies().iter().map(|copy| copy.width).collect::<Vec<_>>();
    assert_eq!(widths(300), [300]);
    assert_eq!(widths(700), [480, 700]);
    assert_eq!(widths(4000), [480, 960, 1600]);
    assert_eq!(photo(4000, 3000).copies()[2], Copy { width: 1600, height: 1200 });
}

#[test]
fn a_copy_is_kept_for_the_next_build_and_what_it_was_not_is_made_anew() {
    let opened = opened(&turned_jpeg(&halves(40, 20, Samples::Colour)));
    let photo = opened.photo.expect("a photo");
    let (cache, copy, budget) = (opened.folder.path().join("own/photos"), photo.copies()[0], PixelBudget::default());
    let kept = cache.join(photo.name(copy));
    let first = photo.copy_and_keep(copy, &cache, &budget).expect("a copy");
    let sound = fs::read(&kept).expect("a kept copy");
    for wrong in [&b""[..], b"short", &sound[..sound.len() - 1], &[&sound[..70], b"x", &sound[71..]].concat()] {
        fs::write(&kept, wrong).expect("a file");
        assert_eq!(photo.copy(copy, &cache, &budget).expect("a copy"), first);
        assert_eq!(photo.copy_and_keep(copy, &cache, &budget).expect("a copy"), first);
        assert_eq!(fs::read(&kept).expect("a kept copy"), sound);
    }
    fs::write(&photo.file, b"gone").expect("a change");
    assert_eq!(photo.copy(copy, &cache, &budget).expect("the kept copy"), first);
}

#[test]
fn a_picture_that_breaks_off_before_its_end_is_damaged() {
    let noise = (0..600 * 400 * 3_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let picture = Picture { width: 600, height: 400, samples: Samples::Colour, bytes: noise, profile: None };
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 90);
    encoder.set_progressive(true);
    encoder.encode(&picture.bytes, 600, 400, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    for (number, file) in [jpeg::file(&picture).expect("a JPEG"), progressive].iter().enumerate() {
        for tenth in 4..10 {
            let cut = [&file[..file.len() * tenth / 10], &[0xff, 0xd9]].concat();
            let photo = opened(&cut);
            let copy = photo.photo.and_then(|photo| photo.copy(photo.copies()[0], Path::new("no cache"), &PixelBudget::default()));
            assert!(matches!(copy, Err(Unusable::CutOff | Unusable::Damaged { .. })), "{tenth} tenths of file {number}");
        }
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    assert!(matches!(opened(b"not a picture").photo, Err(Unusable::Foreign)));
}
