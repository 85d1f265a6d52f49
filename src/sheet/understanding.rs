//! What an import understood of a table: what each cell is, or why it was not used.

use super::recognise::{HeadingYear, YearWord};
use super::unsettled::REASON;
use super::words::SheetColumn;
use serde::Serialize;
use std::collections::BTreeMap;

/// Stands for the heading of a column that has none and is known by its cells.
pub const UNHEADED: &str = "（見出しなし）";

/// What a cell of a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellMeaning {
    /// The heading of a column.
    Heading(ColumnMeaning),
    /// The heading of a goal, of a measure, or of a kind of indicators, in a row of its own.
    GoalTitle,
    MeasureTitle,
    RoleTitle,
    /// The name of the indicator whose figures stand below it.
    BlockTitle,
    /// A cell that was read as what its column holds, with the year of its heading.
    Read(SheetColumn),
    /// 〃: read as the cell above it.
    FromAbove(SheetColumn),
    /// A line of a report, with the name of an indicator and its figures.
    Line,
    /// A note below the table, which is a footnote of the cells with its mark.
    Note,
    NotUsed(WhyNotUsed),
}

/// A column by its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// As it is written; of several rows with a space between.
    pub heading: String,
    /// `None` where the heading is not known.
    pub column: Option<SheetColumn>,
    pub year: HeadingYear,
    /// What its heading calls the year.
    pub year_word: Option<YearWord>,
    /// Why its cells were not used; `None` where they were.
    pub not_used: Option<WhyNotUsed>,
}

/// Why a cell was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNotUsed {
    /// The heading of its column is not known.
    UnknownHeading,
    /// No heading stands above it.
    NoHeading,
    /// Its column is of another year than the one that is read.
    OtherYear,
    /// Results are no part of a plan.
    ResultInPlan,
    /// The plan is no part of the results.
    PlanInResults,
    /// Several columns mean the same, or the year of its heading is not clear.
    Conflict,
    /// It is a number of the row.
    RowNumber,
    /// It is computed or written in the report itself: a rate of achievement, a grade, an assessment.
    OfReport,
    /// The title of the table, or the head of a page.
    Title,
    Total,
    /// A row without a name or without figures.
    NoIndicator,
    /// A row of another year or of another edition.
    OtherRow,
    /// The headings of the table once more.
    RepeatedHeading,
    /// A division beside the one in charge, or the department of it.
    OtherDivision,
    /// A word in the column of the roles of indicators that is none, such as 当初.
    UnknownRole,
    /// A map says that its column is not used.
    ByHand,
    /// A map says that its sheet is not read.
    LeftOut,
}

/// A cell of a sheet: row and column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetPosition {
    pub row: u32,
    pub column: u32,
}

/// The rows of the headings of a table, first and last, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingRows {
    pub first: u32,
    pub last: u32,
}

/// A sheet as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understanding {
    /// The file as the command named it.
    pub file: String,
    /// Position and name of the sheet; a text file has none.
    pub sheet: Option<(usize, String)>,
    /// The rows of headings; where the table is turned, columns.
    pub headings: Vec<HeadingRows>,
    /// Whether rows and columns of the sheet are swapped: each column is an indicator.
    pub is_turned: bool,
    /// Whether it says for which edition it was made, as forms of the program do.
    pub is_form: bool,
    /// The name of the sheet where it was taken for the goal of all rows.
    pub goal_of_sheet: Option<String>,
    /// Every filled cell of the sheet.
    pub cells: BTreeMap<SheetPosition, CellMeaning>,
    /// How many indicators or results were read.
    pub records: usize,
}

impl Understanding {
    /// Whether it is the workbook of the rows that an import did not take.
    pub fn is_of_open_rows(&self) -> bool {
        self.columns().any(|(_, column)| column.heading == REASON)
    }

    /// Whether nothing of the sheet was read, because its headings were not found.
    pub fn is_unread(&self) -> bool {
        let is_unheaded = |meaning: &CellMeaning| matches!(meaning, CellMeaning::NotUsed(WhyNotUsed::NoHeading));
        self.headings.is_empty() && self.records == 0 && self.cells.values().all(is_unheaded)
    }

    /// The columns in the order of the sheet, each once for the headings it has.
    pub fn columns(&self) -> impl Iterator<Item = (SheetPosition, &ColumnMeaning)> {
        self.cells.iter().filter_map(|(place, meaning)| match meaning {
            CellMeaning::Heading(column) => Some((*place, column)),
            _ => None,
        })
    }

    /// The cells that were read as those above them.
    pub fn from_above(&self) -> impl Iterator<Item = SheetPosition> {
        self.cells.iter().filter(|(_, meaning)| matches!(meaning, CellMeaning::FromAbove(_))).map(|(place, _)| *place)
    }

    /// The cells that were not used, but for those of headings.
    pub fn not_used(&self) -> impl Iterator<Item = (SheetPosition, WhyNotUsed)> {
        self.cells.iter().filter_map(|(place, meaning)| match meaning {
            CellMeaning::NotUsed(why) => Some((*place, *why)),
            _ => None,
        })
    }
}
