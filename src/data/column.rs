//! Columns: names for people and for machines, what stands in them, and what it means.

use crate::model::Choice;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// For machines: the key of JSON. It never changes.
    pub name: &'static str,
    /// The Japanese header of the CSV files and of the workbook.
    pub header: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
    pub kind: ColumnKind,
    pub presence: CellPresence,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum ColumnKind {
    Text,
    /// Small letters, digits and hyphens.
    Id,
    /// 全国地方公共団体コード: six digits.
    Code,
    /// A month or a day, such as 2017-09 or 2017-09-29.
    Date,
    Integer,
    Number,
    /// An exact fraction such as 15/68. Only in JSON, because spreadsheets take it for a date.
    Fraction,
    Choice(&'static [Choice]),
}

/// Whether a cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellPresence {
    Always,
    WhereKnown,
}

impl Column {
    /// A column of texts that may be empty: name, header, what it means in Japanese and English.
    pub const fn new(name: &'static str, header: &'static str, ja: &'static str, en: &'static str) -> Column {
        Column { name, header, ja, en, kind: ColumnKind::Text, presence: CellPresence::WhereKnown }
    }

    /// A column of something else than texts.
    pub const fn of(self, kind: ColumnKind) -> Column {
        Column { kind, ..self }
    }

    /// A column without empty cells.
    pub const fn always(self) -> Column {
        Column { presence: CellPresence::Always, ..self }
    }

    /// Whether it stands in JSON only.
    pub fn is_json_only(&self) -> bool {
        matches!(self.kind, ColumnKind::Fraction)
    }
}

impl ColumnKind {
    /// The type of a table schema.
    pub fn schema_type(self) -> &'static str {
        match self {
            ColumnKind::Text | ColumnKind::Id | ColumnKind::Code | ColumnKind::Date | ColumnKind::Fraction | ColumnKind::Choice(_) => {
                "string"
            }
            ColumnKind::Integer => "integer",
            ColumnKind::Number => "number",
        }
    }

    /// The regular expression that every text of the column matches.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            ColumnKind::Id => Some("^[a-z0-9-]+$"),
            ColumnKind::Code => Some("^[0-9]{6}$"),
            ColumnKind::Date => Some("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"),
            ColumnKind::Fraction => Some("^-?[0-9]+/[0-9]+$"),
            ColumnKind::Text | ColumnKind::Integer | ColumnKind::Number | ColumnKind::Choice(_) => None,
        }
    }

    /// The words that may stand in the column.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            ColumnKind::Choice(choices) => choices,
            ColumnKind::Text
            | ColumnKind::Id
            | ColumnKind::Code
            | ColumnKind::Date
            | ColumnKind::Integer
            | ColumnKind::Number
            | ColumnKind::Fraction => &[],
        }
    }
}
