//! Tables: columns and rows, the same for text, JSON and workbooks. A row is made when it is written; none is kept.

use super::cell::Cell;
use super::choices::{PRESENCES, TYPES};
use super::column::{CellPresence, Column, ColumnKind};
use super::columns;
use super::package::EditionData;
use super::rows::{CorrectionRow, IndicatorRow, ObservationRow, RatingRow};
use crate::model::Choice;

/// Which table it is, in the order of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataTable {
    /// A row for each indicator of each edition.
    Indicators,
    /// A row for each figure.
    Observations,
    /// A row for each rating that people gave; only where there is one.
    Ratings,
    /// A row for each corrected figure; only where something was corrected.
    Corrections,
    /// A row for each column of the others.
    Dictionary,
}

impl DataTable {
    /// The tables of some editions.
    pub fn of<'a>(editions: impl Iterator<Item = EditionData<'a>>) -> Vec<DataTable> {
        let (mut ratings, mut corrections) = (None, None);
        for edition in editions {
            ratings = ratings.or((!edition.record.ratings.is_empty()).then_some(DataTable::Ratings));
            corrections = corrections.or((!edition.corrections.is_empty()).then_some(DataTable::Corrections));
        }
        let lists = [DataTable::Indicators, DataTable::Observations].into_iter().chain(ratings).chain(corrections);
        lists.chain([DataTable::Dictionary]).collect()
    }

    /// Its name, and that of its file without an ending.
    pub fn name(self) -> &'static str {
        match self {
            DataTable::Indicators => "indicators",
            DataTable::Observations => "observations",
            DataTable::Ratings => "ratings",
            DataTable::Corrections => "corrections",
            DataTable::Dictionary => "dictionary",
        }
    }

    /// What it is called in Japanese and in English.
    pub fn titles(self) -> (&'static str, &'static str) {
        match self {
            DataTable::Indicators => ("指標の一覧", "Indicators"),
            DataTable::Observations => ("値の一覧", "Observations"),
            DataTable::Ratings => ("評定の一覧", "Ratings"),
            DataTable::Corrections => ("正誤の一覧", "Corrections"),
            DataTable::Dictionary => ("項目の説明", "Data dictionary"),
        }
    }

    /// The names of the columns that say the most of a row.
    pub fn main_columns(self) -> &'static [&'static str] {
        match self {
            DataTable::Indicators => &["edition", "goal_number", "name", "unit", "baseline_value", "result_value", "target_value", "grade"],
            DataTable::Observations => &["edition", "name", "figure", "year", "value", "unit"],
            DataTable::Ratings => &["edition", "goal_number", "measure_number", "by", "mark", "meaning"],
            DataTable::Corrections => &["edition", "date", "name", "year", "before_value", "after_value", "text"],
            DataTable::Dictionary => &["table", "header", "name", "meaning"],
        }
    }

    /// The columns, those that only JSON has among them.
    pub fn columns(self) -> Vec<Column> {
        match self {
            DataTable::Indicators => columns::indicators().map(|indicator| indicator.column).collect(),
            DataTable::Observations => columns::observations().map(|observation| observation.column).collect(),
            DataTable::Ratings => columns::ratings().map(|rating| rating.column).collect(),
            DataTable::Corrections => columns::corrections().map(|correction| correction.column).collect(),
            DataTable::Dictionary => DICTIONARY.to_vec(),
        }
    }
}

/// The columns of text and workbooks, by their positions.
pub fn shown(columns: &[Column]) -> impl Iterator<Item = (usize, &Column)> {
    columns.iter().enumerate().filter(|(_, column)| !column.is_json_only())
}

/// The row of an indicator.
pub fn indicator(row: &IndicatorRow<'_>) -> Vec<Cell> {
    columns::indicators().map(|indicator| (indicator.cell)(row)).collect()
}

/// The row of a figure.
pub fn observation(observation: &ObservationRow<'_>) -> Vec<Cell> {
    columns::observations().map(|column| column.cell(observation)).collect()
}

/// The row of a rating.
pub fn rating(row: &RatingRow<'_>) -> Vec<Cell> {
    columns::ratings().map(|rating| (rating.cell)(row)).collect()
}

/// The row of a correction.
pub fn correction(row: &CorrectionRow<'_>) -> Vec<Cell> {
    columns::corrections().map(|correction| (correction.cell)(row)).collect()
}

/// What each column of these tables means, but for the dictionary's own.
pub fn dictionary(subjects: &[DataTable]) -> impl Iterator<Item = Vec<Cell>> {
    let of = |subject: DataTable| subject.columns().into_iter().map(move |column| explained(subject, &column));
    subjects.iter().copied().filter(|subject| *subject != DataTable::Dictionary).flat_map(of)
}

const DICTIONARY: &[Column] = &[
    Column::new(
        "table",
        "表",
        "表の名前。indicators は指標の一覧、observations は値の一覧、ratings は評定の一覧、corrections は正誤の一覧",
        "Name of the table",
    )
    .always(),
    Column::new(
        "header",
        "項目名",
        "CSVとExcelの見出し。JSONだけにある項目は空",
        "Header in CSV and Excel; empty where the column is in JSON only",
    ),
    Column::new("name", "機械可読名", "JSONのキー。変わらない", "Key in JSON; it never changes").always(),
    Column::new("type", "型", "値の型", "Type of the values").of(ColumnKind::Choice(TYPES)).always(),
    Column::new("required", "必須", "必ず値があるか", "Whether it is never empty").of(ColumnKind::Choice(PRESENCES)).always(),
    Column::new("meaning", "説明", "項目の意味", "What it means, in Japanese").always(),
    Column::new("meaning_en", "説明_英語", "上の項目の英語", "What it means, in English").always(),
    Column::new("values", "値の一覧", "取りうる値とその意味", "The words that may stand there, with what they mean in Japanese"),
    Column::new("values_en", "値の一覧_英語", "上の項目の英語", "The same in English"),
];

/// A column as a row of the dictionary.
fn explained(subject: DataTable, column: &Column) -> Vec<Cell> {
    let choices = column.kind.choices();
    let listed = |meaning: fn(&Choice) -> &'static str| {
        let each: Vec<String> = choices.iter().map(|choice| format!("{}={}", choice.word, meaning(choice))).collect();
        Cell::text(&each.join("; "))
    };
    vec![
        Cell::text(subject.name()),
        if column.is_json_only() { Cell::Empty } else { Cell::text(column.header) },
        Cell::text(column.name),
        Cell::text(column.kind.schema_type()),
        Cell::text(match column.presence {
            CellPresence::Always => "yes",
            CellPresence::WhereKnown => "no",
        }),
        Cell::text(column.ja),
        Cell::text(column.en),
        listed(|choice| choice.meaning.ja),
        listed(|choice| choice.meaning.en),
    ]
}
