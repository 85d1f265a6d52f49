//! What a map says of one sheet.

use super::pattern::HeadingPattern;
use crate::diagnostic::Place;
use crate::sheet::words::SheetColumn;
use std::collections::BTreeSet;

/// What a heading was given by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedHeading {
    pub heading: HeadingPattern,
    /// Which of the columns with this heading it is, from the left and from 1.
    pub nth: Option<u32>,
    /// `None` where the column is not used.
    pub column: Option<SheetColumn>,
    /// The fiscal year of its figures, where the map says it.
    pub year: Option<i32>,
    /// Where the map says it.
    pub place: Place,
}

/// What a map says of a sheet; of a sheet without a map nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignedHeadings {
    /// Those of this sheet alone before those of all sheets.
    pub list: Vec<AssignedHeading>,
    /// The rows of headings, from 0; empty where they are to be found.
    pub rows: BTreeSet<u32>,
    /// Whether the sheet is not to be read.
    pub is_left_out: bool,
}

impl AssignedHeadings {
    /// For each heading from the left what it was given: one that is counted or written whole counts more than one with any year.
    pub fn of<'a>(&'a self, headings: &[&str]) -> Vec<Option<&'a AssignedHeading>> {
        let fits: Vec<Vec<bool>> =
            self.list.iter().map(|assigned| headings.iter().map(|heading| assigned.heading.fits(heading)).collect()).collect();
        let assigned = |position: usize| {
            let is_meant = |(assigned, fits): &(&AssignedHeading, &Vec<bool>)| {
                let before = fits[..position].iter().filter(|fits| **fits).count();
                fits[position] && assigned.nth.is_none_or(|nth| usize::try_from(nth).is_ok_and(|nth| nth == before + 1))
            };
            let found = self.list.iter().zip(&fits).filter(is_meant).map(|(assigned, _)| assigned);
            found.min_by_key(|assigned| (assigned.nth.is_none(), assigned.heading.has_any_year))
        };
        (0..headings.len()).map(assigned).collect()
    }

    /// Whether the texts of a row are headings, or the upper part of some.
    pub fn mentions<'a>(&self, texts: impl Iterator<Item = &'a str>) -> bool {
        let is_mentioned = |text: &&str| self.list.iter().any(|assigned| assigned.heading.begins_with(text));
        !self.list.is_empty() && texts.filter(is_mentioned).collect::<BTreeSet<_>>().len() > 1
    }
}
