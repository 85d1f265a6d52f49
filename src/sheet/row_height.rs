//! How high a row has to be for its texts: not every program finds this out by itself when it opens a file.

use unicode_width::UnicodeWidthStr;

/// The height of a line, and the greatest that a row may have, in points.
const LINE: f64 = 15.0;
const MOST: f64 = 409.0;

/// The height of a row, in points, from its texts with the widths of their columns in letters of half width; one letter stays free at the edges.
pub fn row_height<'a>(cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let line = |line: &str, width: f64| (line.width() as f64 / (width - 1.0)).ceil().max(1.0);
    let lines = cells.into_iter().map(|(text, width)| text.split('\n').map(|text| line(text, width)).sum());
    (lines.fold(1.0, f64::max) * LINE + 1.0).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_the_text_with_most_lines() {
        assert_eq!(row_height([]), 16.0);
        assert_eq!(row_height([("市の名称", 9.0), ("a\nb", 9.0)]), 31.0);
        assert_eq!(row_height([("市の名称が", 9.0), ("", 9.0)]), 31.0);
        assert_eq!(row_height([("a\n".repeat(99).as_str(), 9.0)]), MOST);
    }
}
