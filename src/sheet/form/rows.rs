//! The row of an indicator: what is known of it, and what is filled in already.

use super::look::{CellStyle, separators};
use super::origin::{goal_name, measure_name};
use super::{levels, owner};
use crate::model::{Aim, Bound, Indicator, Language, Notation, Observation, Quantity, Reading, Target, Word};
use crate::scaffold::known;
use crate::sheet::change::{ExpectedResult, ReportedEdition};
use crate::sheet::row_height;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Most letters that a cell takes, and digits that a number in a sheet keeps.
const MOST_LETTERS: usize = 32_767;
const MOST_DIGITS: usize = 15;

/// The cells of a row, in the order of the columns.
pub struct Cells {
    /// What stands before the result.
    known: [String; super::VALUE as usize],
    value: ExistingResult,
    year: String,
    status: &'static str,
    note: String,
    owner: String,
}

/// A result that is there already.
enum ExistingResult {
    Nothing,
    Number(f64),
    Text(String),
}

impl Cells {
    /// What the indicator is called.
    pub fn name(&self) -> &str {
        &self.known[usize::from(super::NAME)]
    }

    pub fn of(reported: ReportedEdition<'_>, wanted: &ExpectedResult<'_>) -> Cells {
        let indicator = wanted.indicator;
        let levels = levels(reported, wanted);
        let (plan, notation) = (indicator.plan(reported.edition.year), reported.edition.notation());
        let target = plan.target.cloned().or_else(|| plan.yearly_target(reported.edition.year));
        let there = reported.edition.outcome(&indicator.id).map(|outcome| &outcome.observation);
        let last = reported.last(indicator).map(|last| last.observation);
        let text = |text: &Option<crate::model::Text>| text.as_ref().map(|text| text.ja.clone()).unwrap_or_default();
        let shown =
            |observed: Option<&Observation>| observed.map(|observed| observation(indicator, observed, notation)).unwrap_or_default();
        Cells {
            known: [
                indicator.id.clone(),
                levels.map(|(goal, _)| goal_name(goal)).unwrap_or_default(),
                levels.and_then(|(_, measure)| measure).map(measure_name).unwrap_or_default(),
                name(reported, indicator),
                indicator.kind.choice().label.ja.to_owned(),
                text(&indicator.definition),
                indicator.unit.as_ref().map(|unit| unit.ja.clone()).unwrap_or_default(),
                shown(plan.baseline),
                target.map(|target| aim(indicator, &target, notation)).unwrap_or_default(),
                shown(last),
            ],
            value: there.map_or(ExistingResult::Nothing, |there| filled(indicator, there.reading)),
            year: notation.japanese(reported.usual_year(indicator)),
            status: there.map_or("", status),
            note: there.and_then(|there| there.note.as_ref()).map(|note| note.ja.clone()).unwrap_or_default(),
            owner: owner(indicator).unwrap_or_default().to_owned(),
        }
    }
}

/// The name as pages have it: with the mark of its kind, unless it says it already or the city wants none.
fn name(reported: ReportedEdition<'_>, indicator: &Indicator) -> String {
    let is_marked = reported.project.settings.mark_kinds && indicator.lacks_mark(Language::Ja);
    let mark = indicator.kind.choice().mark.filter(|_| is_marked).map(|mark| format!("（{}）", mark.ja));
    indicator.name.ja.clone() + &mark.unwrap_or_default()
}

/// Writes the cells of a row.
pub fn write(sheet: &mut Worksheet, row: u32, cells: &Cells) -> Result<(), XlsxError> {
    let (locked, open) = (CellStyle::Locked.format(), CellStyle::Open.format());
    for (column, text) in (0..).zip(&cells.known) {
        sheet.write_string_with_format(row, column, cut(text), &locked)?;
    }
    let number = CellStyle::OpenNumber.format();
    for separators in separators(&rust_xlsxwriter::utility::row_col_to_cell(row, super::VALUE)) {
        sheet.add_conditional_format(row, super::VALUE, row, super::VALUE, &separators)?;
    }
    match &cells.value {
        ExistingResult::Nothing => sheet.write_blank(row, super::VALUE, &number)?,
        ExistingResult::Number(value) => sheet.write_number_with_format(row, super::VALUE, *value, &number)?,
        ExistingResult::Text(text) => sheet.write_string_with_format(row, super::VALUE, text, &open)?,
    };
    sheet.write_string_with_format(row, super::YEAR, &cells.year, &CellStyle::OpenYear.format())?;
    sheet.write_string_with_format(row, super::STATUS, cells.status, &open)?;
    // A note that does not fit stays away: an empty cell changes nothing.
    let note = if cells.note.chars().count() > MOST_LETTERS { "" } else { &cells.note };
    sheet.write_string_with_format(row, super::STATUS + 1, note, &open)?;
    sheet.write_string_with_format(row, super::STATUS + 2, cut(&cells.owner), &locked)?;
    let texts = cells.known.iter().map(String::as_str).chain(["", &cells.year, cells.status, &cells.note, &cells.owner]);
    sheet.set_row_height(row, row_height(texts.zip(super::COLUMNS.map(|(_, width)| width))))?;
    Ok(())
}

/// A text as far as it fits into a cell.
pub fn cut(text: &str) -> String {
    text.chars().take(MOST_LETTERS).collect()
}

/// The Japanese names of the steps; their ids where two names are equal.
pub fn step_names(indicator: &Indicator) -> Vec<&str> {
    let names: Vec<&str> = indicator.steps.iter().map(|step| step.name.ja.as_str()).collect();
    let unique: std::collections::BTreeSet<&&str> = names.iter().collect();
    if unique.len() == names.len() { names } else { indicator.steps.iter().map(|step| step.id.as_str()).collect() }
}

fn step(indicator: &Indicator, position: usize) -> String {
    step_names(indicator).get(position).map(|name| (*name).to_owned()).unwrap_or_default()
}

/// A figure that a sheet would round is written as text.
fn filled(indicator: &Indicator, reading: Reading) -> ExistingResult {
    match reading {
        Reading::Missing(_) => ExistingResult::Nothing,
        Reading::Step(position) => ExistingResult::Text(step(indicator, position)),
        Reading::Value(quantity) => {
            let digits = quantity.decimal().to_string();
            let count = digits.chars().filter(char::is_ascii_digit).count();
            match digits.parse() {
                Ok(number) if count <= MOST_DIGITS => ExistingResult::Number(number),
                Ok(_) | Err(_) => ExistingResult::Text(digits),
            }
        }
    }
}

fn status(observed: &Observation) -> &'static str {
    match observed.reading {
        Reading::Missing(status) => status.choice().label.ja,
        Reading::Value(_) | Reading::Step(_) => observed.certainty.map_or("", |certainty| certainty.choice().label.ja),
    }
}

/// `132人以上（平成26年度、速報値）`.
pub fn observation(indicator: &Indicator, observed: &Observation, notation: Notation) -> String {
    let value = match observed.reading {
        Reading::Value(value) => with_unit(indicator, &figure(value), observed.bound),
        Reading::Step(position) => step(indicator, position),
        Reading::Missing(status) => status.choice().label.ja.to_owned(),
    };
    let certainty = observed.certainty.map(|certainty| format!("、{}", certainty.choice().label.ja)).unwrap_or_default();
    format!("{value}（{}{certainty}）", notation.japanese(observed.year))
}

/// `500人以上（令和6年度）`.
pub fn aim(indicator: &Indicator, target: &Target, notation: Notation) -> String {
    let value = match target.aim {
        Aim::Value(value) => with_unit(indicator, &figure(value), target.bound),
        Aim::Range { min, max } => with_unit(indicator, &format!("{}～{}", figure(min), figure(max)), target.bound),
        Aim::Step(position) => step(indicator, position) + known::bound(target.bound),
    };
    format!("{value}（{}）", notation.japanese(target.year))
}

/// A written figure with its unit and its bound, as the city prints them.
fn with_unit(indicator: &Indicator, figure: &str, bound: Option<Bound>) -> String {
    let bound = known::bound(bound);
    indicator.unit.as_ref().map_or_else(|| format!("{figure}{bound}"), |unit| unit.beside(figure, bound))
}

/// A figure with separators.
fn figure(value: Quantity) -> String {
    let digits = value.decimal().to_string();
    let (whole, decimals) = digits.split_once('.').map_or((digits.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("△", whole));
    let separated = |(position, digit): (usize, char)| {
        let separator = position > 0 && (whole.len() - position).is_multiple_of(3);
        separator.then_some(',').into_iter().chain([digit])
    };
    let whole: String = whole.chars().enumerate().flat_map(separated).collect();
    format!("{sign}{whole}{decimals}")
}
