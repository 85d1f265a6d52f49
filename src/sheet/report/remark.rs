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
    /// Of the cell alone.
    pub remark: String,
    /// Beside its row, where the mark does not say it.
    pub beside_row: Option<String>,
}

impl CellRemark {
    /// A cell of which its mark says everything.
    fn marked(mark: CellMark, remark: String) -> CellRemark {
        CellRemark { mark, remark, beside_row: None }
    }

    /// A cell of which the row says the same as its note.
    fn told(mark: CellMark, remark: String) -> CellRemark {
        CellRemark { mark, beside_row: Some(remark.clone()), remark }
    }

    pub fn hidden(words: &ReportWords) -> CellRemark {
        CellRemark::marked(CellMark::Hidden, CellMark::Hidden.word(words))
    }

    /// Of the meaning of a cell; without one where nothing of the sheet was understood, or nothing of the cell.
    pub fn of(meaning: Option<Option<&CellMeaning>>, words: &ReportWords) -> CellRemark {
        let title = |key: &str| CellRemark::told(CellMark::Title, words.of(key));
        let said = |message: Message| words.messages.text(&message);
        let Some(Some(meaning)) = meaning else { return CellRemark::marked(CellMark::Unknown, CellMark::Unknown.word(words)) };
        match meaning {
            CellMeaning::Heading(column) => heading(column, words),
            CellMeaning::GoalTitle => title("goal"),
            CellMeaning::MeasureTitle => title("measure"),
            CellMeaning::RoleTitle => title("role"),
            CellMeaning::BlockTitle => title("block"),
            CellMeaning::Line => CellRemark::told(CellMark::Read, words.of("line")),
            CellMeaning::Note => CellRemark::marked(CellMark::Note, words.of("note")),
            CellMeaning::Read(column) => {
                CellRemark::marked(CellMark::Read, said(Message::new("import-report.read-as").part("column", words.column(*column))))
            }
            CellMeaning::FromAbove(column) => {
                CellRemark::told(CellMark::Read, said(Message::new("import-report.from-above").part("column", words.column(*column))))
            }
            CellMeaning::NotUsed(why) => {
                CellRemark::told(CellMark::NotUsed, said(Message::new("import-report.unused-because").part("why", words.why(*why))))
            }
        }
    }
}

fn heading(meaning: &ColumnMeaning, words: &ReportWords) -> CellRemark {
    let column = meaning.column.map(|column| words.column(column)).unwrap_or_default();
    let because = |why| words.messages.text(&Message::new("import-report.unused-because").part("why", words.why(why)));
    let (mark, message, beside_row) = match (meaning.not_used, meaning.year) {
        (Some(why), _) => (CellMark::NotUsed, Message::new("import-report.heading-unused").part("why", words.why(why)), because(why)),
        (None, HeadingYear::Of(year)) => {
            let year_of = |key: &str| Message::new(key).part("year", year).part("column", column.as_str());
            (CellMark::Heading, year_of("import-report.heading-of-year"), words.messages.text(&year_of("import-report.column-of-year")))
        }
        (None, _) => (CellMark::Heading, Message::new("import-report.heading-of"), column.clone()),
    };
    CellRemark { mark, remark: words.messages.text(&message.part("column", column)), beside_row: Some(beside_row) }
}
