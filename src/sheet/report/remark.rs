//! What is said of one cell, and the mark by which its kind is seen without colour.

use super::ReportWords;
use crate::message::Message;
use crate::sheet::recognise::HeadingYear;
use crate::sheet::understanding::{CellMeaning, ColumnMeaning};

/// Kinds of cells that look different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellMark {
    Heading,
    Title,
    Read,
    Note,
    NotUsed,
    Hidden,
    Unknown,
}

impl CellMark {
    pub const ALL: [CellMark; 7] =
        [CellMark::Heading, CellMark::Title, CellMark::Read, CellMark::Note, CellMark::NotUsed, CellMark::Hidden, CellMark::Unknown];

    /// The mark itself, a letter or two.
    pub fn letter(self, words: &ReportWords) -> String {
        words.of(match self {
            CellMark::Heading => "mark-heading",
            CellMark::Title => "mark-title",
            CellMark::Read => "mark-read",
            CellMark::Note => "mark-note",
            CellMark::NotUsed => "mark-not-used",
            CellMark::Hidden => "mark-hidden",
            CellMark::Unknown => "mark-unknown",
        })
    }

    /// What the mark stands for.
    pub fn word(self, words: &ReportWords) -> String {
        words.of(match self {
            CellMark::Heading => "heading",
            CellMark::Title => "title-row",
            CellMark::Read => "read",
            CellMark::Note => "note",
            CellMark::NotUsed => "not-used",
            CellMark::Hidden => "hidden",
            CellMark::Unknown => "unknown",
        })
    }

    /// Its name in style sheets.
    pub fn class(self) -> &'static str {
        match self {
            CellMark::Heading => "heading",
            CellMark::Title => "title",
            CellMark::Read => "read",
            CellMark::Note => "note",
            CellMark::NotUsed => "unused",
            CellMark::Hidden => "hidden",
            CellMark::Unknown => "unknown",
        }
    }
}

/// A cell's mark, and what is said of the cell.
pub struct CellRemark {
    pub mark: CellMark,
    pub remark: String,
}

impl CellRemark {
    pub fn hidden(words: &ReportWords) -> CellRemark {
        CellRemark { mark: CellMark::Hidden, remark: CellMark::Hidden.word(words) }
    }

    /// Of the meaning of a cell; without one where nothing of the sheet was understood, or nothing of the cell.
    pub fn of(meaning: Option<Option<&CellMeaning>>, words: &ReportWords) -> CellRemark {
        let said = |mark: CellMark, key: &str| CellRemark { mark, remark: words.of(key) };
        let Some(Some(meaning)) = meaning else { return CellRemark { mark: CellMark::Unknown, remark: CellMark::Unknown.word(words) } };
        match meaning {
            CellMeaning::Heading(column) => heading(column, words),
            CellMeaning::GoalTitle => said(CellMark::Title, "goal"),
            CellMeaning::MeasureTitle => said(CellMark::Title, "measure"),
            CellMeaning::RoleTitle => said(CellMark::Title, "role"),
            CellMeaning::BlockTitle => said(CellMark::Title, "block"),
            CellMeaning::Line => said(CellMark::Read, "line"),
            CellMeaning::Note => said(CellMark::Note, "note"),
            CellMeaning::Read(column) => {
                let remark = words.messages.text(&Message::new("import-report.read-as").part("column", words.column(*column)));
                CellRemark { mark: CellMark::Read, remark }
            }
            CellMeaning::NotUsed(why) => {
                let remark = words.messages.text(&Message::new("import-report.unused-because").part("why", words.why(*why)));
                CellRemark { mark: CellMark::NotUsed, remark }
            }
        }
    }
}

fn heading(meaning: &ColumnMeaning, words: &ReportWords) -> CellRemark {
    let column = meaning.column.map(|column| words.column(column)).unwrap_or_default();
    let (mark, message) = match (meaning.not_used, meaning.year) {
        (Some(why), _) => (CellMark::NotUsed, Message::new("import-report.heading-unused").part("why", words.why(why))),
        (None, HeadingYear::Of(year)) => (CellMark::Heading, Message::new("import-report.heading-of-year").part("year", year)),
        (None, _) => (CellMark::Heading, Message::new("import-report.heading-of")),
    };
    CellRemark { mark, remark: words.messages.text(&message.part("column", column)) }
}
