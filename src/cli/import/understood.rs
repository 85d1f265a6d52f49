//! What an import understood of each sheet: in a few lines for people, and as a document for machines.

use crate::diagnostic::FileCell;
use crate::message::{Message, Messages};
use crate::sheet::{ColumnMeaning, HeadingRows, HeadingYear, SheetColumn, SheetPosition, Understanding, WhyNotUsed, YearWord};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Cells that a line names for one reason; more are only counted.
const MOST_NAMED: usize = 12;
/// Letters of a heading.
const MOST_LETTERS: usize = 20;

/// The lines of a sheet: where its headings are, what its columns were read as, and what was not used and why. None for a form of the
/// program of which everything was read.
pub fn lines(understood: &Understanding, messages: &Messages) -> Option<String> {
    let is_usual = |why: WhyNotUsed| understood.is_form && matches!(why, WhyNotUsed::Title | WhyNotUsed::PlanInResults);
    let unused: Vec<_> = not_used(understood).into_iter().filter(|(why, _)| !is_usual(*why)).collect();
    if understood.cells.is_empty() || (understood.is_form && unused.is_empty()) {
        return None;
    }
    let file = match &understood.sheet {
        Some((_, sheet)) => Message::new("understood.sheet").part("file", understood.file.as_str()).part("sheet", sheet.as_str()),
        None => Message::new("understood.file").part("file", understood.file.as_str()),
    };
    let headings: Vec<String> = understood.headings.iter().map(ranges).collect();
    let line = Message::new(if understood.is_turned { "understood.turned" } else { "understood.line" });
    let head = if understood.is_unread() {
        Message::new("understood.unread").part("sheet", file)
    } else {
        line.part("sheet", file).part("headings", headings).part("records", understood.records)
    };
    let mut lines = vec![messages.text(&head)];
    let read: Vec<String> =
        columns(understood, |column| column.not_used.is_none()).map(|(cell, column)| as_read(&cell, column, messages)).collect();
    if !read.is_empty() && !understood.is_form {
        lines.push(messages.text(&Message::new("understood.read").part("columns", read)));
    }
    lines.extend(
        understood.goal_of_sheet.as_ref().map(|goal| messages.text(&Message::new("understood.goal-of-sheet").part("goal", goal.as_str()))),
    );
    let undecided: Vec<String> = columns(understood, is_year_undecided).map(|(cell, column)| format!("{cell} {}", short(column))).collect();
    if !undecided.is_empty() {
        lines.push(messages.text(&Message::new("understood.year-undecided").part("columns", undecided)));
    }
    let above: Vec<String> = understood.from_above().map(name).collect();
    if !above.is_empty() {
        let more = Some(above.len().saturating_sub(MOST_NAMED)).filter(|more| *more > 0);
        let shown: Vec<String> = above.into_iter().take(MOST_NAMED).collect();
        lines.push(messages.text(&Message::new("understood.from-above").part("cells", shown).part("more", more)));
    }
    for (why, cells) in unused.into_iter().filter(|_| !understood.is_unread()) {
        let more = cells.len().saturating_sub(MOST_NAMED);
        let shown: Vec<String> = cells.into_iter().take(MOST_NAMED).collect();
        let message = Message::new("understood.not-used").part("why", Message::of_case("not-used", &why));
        lines.push(messages.text(&message.part("cells", shown).part("more", Some(more).filter(|more| *more > 0))));
    }
    Some(lines.join("\n"))
}

/// The sheet as a document.
pub fn document(understood: &Understanding) -> Value {
    let column = |(cell, column): (String, &ColumnMeaning)| {
        let year = match column.year {
            HeadingYear::Of(year) => Some(year),
            HeadingYear::Absent | HeadingYear::Unclear => None,
        };
        json!({ "cell": cell, "heading": column.heading, "column": column.column, "year": year, "notUsed": column.not_used })
    };
    json!({
        "file": understood.file,
        "sheet": understood.sheet.as_ref().map(|(_, name)| name),
        "headings": understood.headings.iter().map(ranges).collect::<Vec<_>>(),
        "turned": understood.is_turned,
        "goalOfSheet": understood.goal_of_sheet,
        "records": understood.records,
        "columns": columns(understood, |_| true).map(column).collect::<Vec<_>>(),
        "fromAbove": understood.from_above().map(name).collect::<Vec<_>>(),
        "notUsed": understood.not_used().map(|(place, why)| json!({ "cell": name(place), "why": why })).collect::<Vec<_>>(),
    })
}

/// The columns, each once: a heading that is repeated is told where it stands first.
fn columns(understood: &Understanding, is_wanted: impl Fn(&ColumnMeaning) -> bool) -> impl Iterator<Item = (String, &ColumnMeaning)> {
    let mut seen = BTreeMap::new();
    for (place, column) in understood.columns() {
        let position = if understood.is_turned { place.row } else { place.column };
        seen.entry((position, column.heading.clone()))
            .and_modify(|(last, _)| {
                // Of headings in several rows the lowest cell of the first table.
                if understood.headings.first().is_some_and(|rows| place.row <= rows.last) {
                    *last = place;
                }
            })
            .or_insert((place, column));
    }
    seen.into_values().filter(move |(_, column)| is_wanted(column)).map(|(place, column)| (name(place), column))
}

/// Whether the heading of a figure of a plan says 年, which is read as 年度.
fn is_year_undecided(column: &ColumnMeaning) -> bool {
    let is_of_plan = matches!(column.column, Some(SheetColumn::Baseline | SheetColumn::Target));
    is_of_plan && column.not_used.is_none() && column.year_word == Some(YearWord::Year)
}

/// A heading as a line shows it.
fn short(column: &ColumnMeaning) -> String {
    column.heading.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_LETTERS).collect()
}

fn as_read(cell: &str, column: &ColumnMeaning, messages: &Messages) -> String {
    let meaning = column.column.map(|column| Message::of_case("sheet-column", &column));
    let year = match column.year {
        HeadingYear::Of(year) => Some(year),
        HeadingYear::Absent | HeadingYear::Unclear => None,
    };
    let heading = short(column);
    let message = Message::new("understood.column").part("cell", cell).part("heading", heading.as_str());
    let meaning = meaning.filter(|meaning| messages.text(meaning) != heading).and_then(|meaning| serde_json::to_value(meaning).ok());
    let is_calendar = column.year_word == Some(YearWord::Calendar);
    let calendar = year.filter(|_| is_calendar);
    messages.text(&message.part("meaning", meaning).part("calendar", calendar).part("year", year.filter(|_| !is_calendar)))
}

/// What was not used, by the reason: columns by their headings, other cells by their names, those of one row as one.
fn not_used(understood: &Understanding) -> BTreeMap<WhyNotUsed, Vec<String>> {
    let mut found: BTreeMap<WhyNotUsed, Vec<String>> = BTreeMap::new();
    for (cell, column) in columns(understood, |column| column.not_used.is_some()) {
        let heading = short(column);
        column.not_used.into_iter().for_each(|why| found.entry(why).or_default().push(format!("{cell} {heading}")));
    }
    let of_columns: Vec<WhyNotUsed> = understood.columns().filter_map(|(_, column)| column.not_used).collect();
    let mut last = None;
    for (place, why) in understood.not_used().filter(|(_, why)| !of_columns.contains(why)) {
        if last != Some((place.row, why)) {
            found.entry(why).or_default().push(name(place));
        }
        last = Some((place.row, why));
    }
    found
}

fn name(place: SheetPosition) -> String {
    FileCell { file: String::new(), sheet: None, row: place.row, column: Some(place.column) }.name()
}

/// Rows as people count them: `4`, `4-5`.
fn ranges(rows: &HeadingRows) -> String {
    if rows.first == rows.last { (rows.first + 1).to_string() } else { format!("{}-{}", rows.first + 1, rows.last + 1) }
}
