//! Pictures made for a test.

use std::io::Write;

/// A black JPEG.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let black = vec![0; usize::from(width) * usize::from(height)];
    jpeg_encoder::Encoder::new(&mut jpeg, 80).encode(&black, width, height, jpeg_encoder::ColorType::Luma).unwrap();
    jpeg
}

/// A JPEG whose pixels are all different, so that each takes its room.
pub fn noisy_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels: Vec<u8> =
        (0..u32::from(width) * u32::from(height)).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    jpeg_encoder::Encoder::new(&mut jpeg, 80).encode(&pixels, width, height, jpeg_encoder::ColorType::Luma).unwrap();
    jpeg
}

/// A PNG whose pixels are red, green and blue as a function of column and row says.
pub fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..height).flat_map(|row| (0..width).map(move |column| (column, row))).flat_map(|(x, y)| pixel(x, y)).collect();
    // In many small pieces, as cameras and browsers write it.
    let mut file = encoder.write_header().unwrap();
    let mut writer = file.stream_writer_with_size(1024).unwrap();
    writer.write_all(&pixels).unwrap();
    writer.finish().unwrap();
    file.finish().unwrap();
    png
}

/// Width and height of a JPEG, after all of it was decoded.
pub fn size_of_jpeg(bytes: &[u8]) -> (usize, usize) {
    let mut decoder = zune_jpeg::JpegDecoder::new(zune_core::bytestream::ZCursor::new(bytes));
    decoder.decode().unwrap();
    decoder.dimensions().unwrap()
}
