//! The words of a map for the meanings of columns.

use crate::sheet::words::{SheetColumn, usual};

/// The word that a map is written with: the usual heading, but 実績値 for results, which forms call otherwise.
pub fn written_word(column: SheetColumn) -> &'static str {
    if column == SheetColumn::Value { "実績値" } else { usual(column) }
}

/// The name of a column in documents for machines, which a map may have as well.
pub fn machine_word(column: SheetColumn) -> String {
    serde_json::to_value(column).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::plain::plain;
    use crate::sheet::words::{WORDS, named};

    #[test]
    fn every_word_that_is_written_is_read_as_the_same_column() {
        for (column, _) in WORDS {
            assert_eq!(named(&plain(written_word(*column))), Some(*column));
            assert!(named(&machine_word(*column)).is_none_or(|named| named == *column), "{column:?}");
        }
    }
}
