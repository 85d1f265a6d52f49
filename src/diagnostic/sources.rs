//! The texts that diagnostics point into.

use super::Place;
use std::ops::Range;

/// A number that stands for one [`SourceFile`] of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// A place in a text as editors count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Whole lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// Number of the first one, from 1.
    pub first: usize,
    pub bytes: Range<usize>,
}

/// One text file of the author's: content or theme.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// Path from the root of the site, with `/`, in NFC.
    pub path: String,
    /// The whole text as it was read, without a byte order mark.
    pub text: String,
    /// Where its line breaks are: many faults of a long text are looked up in it.
    breaks: Box<[usize]>,
}

impl SourceFile {
    /// How many line breaks there are before a byte.
    fn breaks_before(&self, byte: usize) -> usize {
        self.breaks.partition_point(|place| *place < byte)
    }

    /// The first byte of the line behind so many line breaks.
    fn line_start(&self, breaks: usize) -> usize {
        breaks.checked_sub(1).and_then(|last| self.breaks.get(last)).map_or(0, |place| place + 1)
    }
}

/// All texts that were read, in the order of their paths within a folder.
#[derive(Debug, Default)]
pub struct Sources {
    all: Vec<SourceFile>,
}

impl Sources {
    /// Takes a text over and gives the number by which places refer to it.
    pub fn add(&mut self, path: String, text: String) -> SourceId {
        let breaks = text.match_indices('\n').map(|(place, _)| place).collect();
        self.all.push(SourceFile { path, text, breaks });
        SourceId(self.all.len() - 1)
    }

    /// The source of this number.
    pub fn get(&self, id: SourceId) -> &SourceFile {
        &self.all[id.0]
    }

    /// Forgets all sources but these, which keep their numbers.
    pub fn keep(&mut self, wanted: impl Fn(SourceId, &SourceFile) -> bool) {
        for (index, source) in self.all.iter_mut().enumerate() {
            if !wanted(SourceId(index), source) {
                *source = SourceFile::default();
            }
        }
    }

    /// Every source with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.all.iter().enumerate().map(|(index, source)| (SourceId(index), source))
    }

    /// The path that a place lies in.
    pub fn path<'a>(&'a self, place: &'a Place) -> &'a str {
        match place {
            Place::Span(id, _) => &self.get(*id).path,
            Place::File(path) => path,
            Place::Cell(cell) => &cell.file,
        }
    }

    /// Line and column of a byte of a source.
    pub fn line_column(&self, id: SourceId, byte: usize) -> LineColumn {
        let source = self.get(id);
        let byte = source.text.floor_char_boundary(byte.min(source.text.len()));
        let breaks = source.breaks_before(byte);
        LineColumn { line: breaks + 1, column: source.text[source.line_start(breaks)..byte].chars().count() + 1 }
    }

    /// The whole lines that a stretch of a source lies in.
    pub fn lines_of(&self, id: SourceId, range: &Range<usize>) -> Lines {
        let source = self.get(id);
        let first = source.breaks_before(range.start.min(source.text.len()));
        let last = source.breaks_before(range.end.min(source.text.len()));
        let end = source.breaks.get(last).map_or(source.text.len(), |place| place + 1);
        Lines { first: first + 1, bytes: source.line_start(first)..end }
    }

    /// The bytes of so many characters from a line and column; `None` where the source has no such place.
    pub fn range(&self, id: SourceId, start: LineColumn, length: usize) -> Option<Range<usize>> {
        let LineColumn { line, column } = start;
        let text = &self.get(id).text;
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let byte = |characters: usize| text[start..].char_indices().nth(characters).map(|(byte, _)| start + byte);
        Some(byte(column - 1)?..byte(column - 1 + length).unwrap_or(text.len()))
    }
}
