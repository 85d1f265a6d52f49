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
    pub kind: Kind,
    pub presence: Presence,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
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
pub enum Presence {
    Always,
    WhereKnown,
}

impl Column {
    /// A column of texts that may be empty: name, header, what it means in Japanese and English.
    pub const fn new(name: &'static str, header: &'static str, ja: &'static str, en: &'static str) -> Column {
        Column { name, header, ja, en, kind: Kind::Text, presence: Presence::WhereKnown }
    }

    /// A column of something else than texts.
    pub const fn of(self, kind: Kind) -> Column {
        Column { kind, ..self }
    }

    /// A column without empty cells.
    pub const fn always(self) -> Column {
        Column { presence: Presence::Always, ..self }
    }

    /// Whether it stands in JSON only.
    pub fn is_json_only(&self) -> bool {
        matches!(self.kind, Kind::Fraction)
    }
}

impl Kind {
    /// The type of a table schema.
    pub fn schema_type(self) -> &'static str {
        match self {
            Kind::Text | Kind::Id | Kind::Code | Kind::Date | Kind::Fraction | Kind::Choice(_) => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
        }
    }

    /// The regular expression that every text of the column matches.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Kind::Id => Some("^[a-z0-9-]+$"),
            Kind::Code => Some("^[0-9]{6}$"),
            Kind::Date => Some("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"),
            Kind::Fraction => Some("^-?[0-9]+/[0-9]+$"),
            Kind::Text | Kind::Integer | Kind::Number | Kind::Choice(_) => None,
        }
    }

    /// The words that may stand in the column.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Kind::Choice(choices) => choices,
            Kind::Text | Kind::Id | Kind::Code | Kind::Date | Kind::Integer | Kind::Number | Kind::Fraction => &[],
        }
    }
}
