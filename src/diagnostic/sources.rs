//! The texts that diagnostics point into.

use super::Place;
use std::ops::Range;

/// A number that stands for one [`Source`] of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// One text file of the author's: content or theme.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the root of the site, with `/`, in NFC.
    pub path: String,
    /// The whole text as it was read, without a byte order mark.
    pub text: String,
}

/// All texts that were read, in the order of their paths within a folder.
#[derive(Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Takes a text over and gives the number by which places refer to it.
    pub fn add(&mut self, path: String, text: String) -> SourceId {
        self.all.push(Source { path, text });
        SourceId(self.all.len() - 1)
    }

    /// The source of this number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0]
    }

    /// Every source with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.all.iter().enumerate().map(|(index, source)| (SourceId(index), source))
    }

    /// Path and first byte of a place: the order in which reports are printed.
    pub fn sort_key(&self, place: &Place) -> (String, usize) {
        match place {
            Place::Span(id, range) => (self.get(*id).path.clone(), range.start),
            Place::File(path) => (path.clone(), 0),
            Place::Cell(cell) => (cell.file.clone(), cell.position()),
        }
    }

    /// Line and column of a byte of a source, both from 1; columns count characters.
    pub fn line_column(&self, id: SourceId, byte: usize) -> (usize, usize) {
        let text = &self.get(id).text;
        let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The bytes of so many characters from a line and column, both from 1; `None` where the source has no such place.
    pub fn range(&self, id: SourceId, (line, column): (usize, usize), length: usize) -> Option<Range<usize>> {
        let text = &self.get(id).text;
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let byte = |characters: usize| text[start..].char_indices().nth(characters).map(|(byte, _)| start + byte);
        Some(byte(column - 1)?..byte(column - 1 + length).unwrap_or(text.len()))
    }
}
