//! Pictures made smaller.

use super::Unusable;
use super::picture::{Picture, Samples};
use resize::Pixel::{Gray8, RGB8};
use resize::Type::Lanczos3;
use rgb::FromSlice;

/// A picture of another size, smaller or the same.
///
/// # Errors
///
/// [`Unusable::Damaged`] where the memory does not suffice.
pub fn resized(picture: Picture, width: usize, height: usize) -> Result<Picture, Unusable> {
    if (picture.width, picture.height) == (width, height) {
        return Ok(picture);
    }
    let twice = (width * 2, height * 2);
    // The slow and fine filter has little left to do.
    let picture = if picture.width > twice.0 && picture.height > twice.1 { averaged(picture, twice.0, twice.1) } else { picture };
    let mut bytes = vec![0; width * height * picture.samples.count()];
    let (from_width, from_height) = (picture.width, picture.height);
    let done = match picture.samples {
        Samples::Grey => resize::new(from_width, from_height, width, height, Gray8, Lanczos3)
            .and_then(|mut to| to.resize(picture.bytes.as_gray(), bytes.as_gray_mut())),
        Samples::Colour => resize::new(from_width, from_height, width, height, RGB8, Lanczos3)
            .and_then(|mut to| to.resize(picture.bytes.as_rgb(), bytes.as_rgb_mut())),
    };
    done.map_err(|error| Unusable::Damaged { why: error.to_string() })?;
    Ok(Picture { width, height, bytes, ..picture })
}

/// A smaller picture, each of whose pixels is the mean of those in its place.
fn averaged(picture: Picture, width: usize, height: usize) -> Picture {
    let count = picture.samples.count();
    let mut bytes = Vec::with_capacity(width * height * count);
    let columns: Vec<usize> = (0..=width).map(|column| column * picture.width / width).collect();
    let mut sums = vec![0_u32; width * count];
    for row in 0..height {
        let rows = row * picture.height / height..(row + 1) * picture.height / height;
        sums.fill(0);
        for line in picture.bytes.chunks_exact(picture.width * count).take(rows.end).skip(rows.start) {
            add(line, &columns, count, &mut sums);
        }
        for (sums, columns) in sums.chunks_exact(count).zip(columns.windows(2)) {
            let pixels = (rows.len() * (columns[1] - columns[0])) as u32;
            bytes.extend(sums.iter().map(|sum| ((sum + pixels / 2) / pixels) as u8));
        }
    }
    Picture { width, height, bytes, ..picture }
}

/// Adds the pixels of one line to the sums of the columns that they lie in.
fn add(line: &[u8], columns: &[usize], count: usize, sums: &mut [u32]) {
    for (sums, columns) in sums.chunks_exact_mut(count).zip(columns.windows(2)) {
        for pixel in line[columns[0] * count..columns[1] * count].chunks_exact(count) {
            sums.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += u32::from(*sample));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_picture_stays_plain_at_every_size() {
        for samples in [Samples::Grey, Samples::Colour] {
            let pixel = &[200, 100, 7][..samples.count()];
            for (width, height, smaller, lower) in [(101, 67, 100, 66), (101, 67, 7, 5), (640, 3, 1, 1), (5, 900, 1, 450)] {
                let picture = Picture { width, height, samples, bytes: pixel.repeat(width * height), profile: None };
                let small = resized(picture, smaller, lower).unwrap();
                assert_eq!((small.width, small.height), (smaller, lower));
                assert_eq!(small.bytes, pixel.repeat(smaller * lower), "{width} × {height} → {smaller} × {lower}");
            }
        }
    }

    #[test]
    fn light_and_dark_stay_where_they_are() {
        let bytes = (0..400).flat_map(|_| (0..800).map(|column| if column < 400 { 0 } else { 255 })).collect();
        let picture = Picture { width: 800, height: 400, samples: Samples::Grey, bytes, profile: None };
        let small = resized(picture, 80, 40).unwrap();
        assert!(
            small.bytes.chunks(80).all(|row| row[..37].iter().all(|sample| *sample < 3) && row[43..].iter().all(|sample| *sample > 252))
        );
    }
}
