//! Forms for the divisions: a workbook in which only the cells to fill in are open.

pub mod head;
pub mod look;
pub mod origin;
mod returned;
mod rows;
mod rules;

use super::activity;
use super::change::{ExpectedResult, ReportedEdition};
use super::confirmation::{self, AskedDivision, KnownConfirmations};
use super::division::{DivisionTask, divisions};
use super::photo_form;
use crate::diagnostic::nearest;
use crate::error::{Error, Request};
use crate::model::{Document, Goal, Indicator, Measure, Published, Year};
use head::{FIRST, HEADING_ROW, SheetHead};

pub use returned::{add_levels, take};
pub use rows::{aim, cut, observation, step_names};
pub use rules::told;

use rows::Cells;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, ProtectionOptions, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// The sheet to fill in, and the hidden one with what can be chosen.
const SHEET: &str = "実績";
const CHOICES: &str = "選択肢";
/// The division of indicators without one, and of all, in names of files.
pub const WITHOUT: &str = "担当課なし";
const ALL: &str = "全課";
/// Behind the division in names of forms for what is open: the form that was filled in first stays beside it.
const OPEN_FORM: &str = "-未記入";
/// The columns of the names and those with rules, from 0.
const NAME: u16 = 3;
const VALUE: u16 = 10;
const YEAR: u16 = 11;
const STATUS: u16 = 12;
/// Headings by which a form is told from other tables.
const NAME_HEADING: &str = "指標名";
const VALUE_HEADING: &str = "今回の実績";
pub const LAST_HEADING: &str = "前回の実績（年度）";
/// The headings, with the width of each column in letters of half width.
const COLUMNS: [(&str, f64); 15] = [
    (origin::ID, 24.0),
    (origin::GOAL, 22.0),
    (origin::MEASURE, 20.0),
    (NAME_HEADING, 28.0),
    ("種別", 10.0),
    ("定義", 18.0),
    ("単位", 8.0),
    ("基準値（年度）", 20.0),
    ("目標値（年度）", 20.0),
    (LAST_HEADING, 20.0),
    (VALUE_HEADING, 13.0),
    ("年度", 11.0),
    ("状況", 10.0),
    ("備考", 20.0),
    ("担当課", 12.0),
];
const EXPLANATIONS: [&str; 3] = [
    "黄色のセルだけに記入してください。ほかのセルは保護されています。",
    "実績は数値で入力してください（単位は付けません）。数値がないときは実績を空欄にして、「状況」から理由を選んでください。",
    "速報値や見込値は「状況」で選んでください。確定値のときは「状況」を空欄にしてください。",
];

/// Whom a form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Division {
    /// One form for everything.
    All,
    /// A form for each division.
    Each,
    /// A form for the division of this name.
    Named(String),
}

/// What of the task of a division a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormScope {
    Every,
    /// Indicators without a result, and measures without words; a division that lacks neither gets no form.
    Open,
}

/// A form that was made.
#[derive(Debug)]
pub struct ResultForm {
    /// The name of its file: `R8_子ども課.xlsx`.
    pub file: String,
    /// As `--division` calls it; `全課` for one with everything.
    pub division: String,
    /// How many indicators and measures it asks for.
    pub indicators: usize,
    pub measures: usize,
    pub bytes: Vec<u8>,
}

/// The headings of a form.
pub fn headings() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(heading, _)| *heading)
}

/// The forms of an edition; of the scope `Open` there may be none. The same edition gives the same bytes.
///
/// # Errors
///
/// [`Request::UnknownDivision`]; [`Error::Form`] where the library cannot write a workbook.
pub fn forms(
    reported: ReportedEdition<'_>,
    division: &Division,
    scope: FormScope,
    known: &KnownConfirmations,
) -> Result<Vec<ResultForm>, Error> {
    let tasks = match division {
        Division::All => vec![DivisionTask { name: ALL.to_owned(), indicators: reported.wanted(), measures: activity::measures(reported) }],
        Division::Each => divisions(reported),
        Division::Named(name) => vec![named(divisions(reported), name)?],
    };
    let asked = tasks.into_iter().map(|task| if scope == FormScope::Open { open(reported, task, known) } else { task });
    let mut taken = BTreeSet::new();
    let form = |task: DivisionTask<'_>| {
        let file = file_name(&reported.edition.notation().letter(reported.edition.year), &task.name, scope, &mut taken);
        let asked = AskedDivision::of(Some(task.name.as_str()).filter(|name| *name != ALL), known);
        let bytes = workbook(reported, &asked, &task).map_err(|error| Error::Form { why: error.to_string() })?;
        Ok(ResultForm { file, indicators: task.indicators.len(), measures: task.measures.len(), division: task.name, bytes })
    };
    asked.filter(|task| !task.indicators.is_empty() || !task.measures.is_empty()).map(form).collect()
}

/// What of a task is open: a division that said that nothing changed owes no words.
fn open<'a>(reported: ReportedEdition<'a>, mut task: DivisionTask<'a>, known: &KnownConfirmations) -> DivisionTask<'a> {
    let is_unchanged = known.get(&task.name).is_some_and(|known| known.unchanged == Some(true));
    task.indicators.retain(|asked| reported.lacks(asked.indicator));
    task.measures.retain(|measure| !is_unchanged && !measure.has_words(reported));
    task
}

/// What a form each asks for, by the name of its division.
pub fn by_owner(wanted: Vec<ExpectedResult<'_>>) -> BTreeMap<String, Vec<ExpectedResult<'_>>> {
    let mut groups: BTreeMap<String, Vec<ExpectedResult<'_>>> = BTreeMap::new();
    for one in wanted {
        groups.entry(owner(one.indicator).unwrap_or(WITHOUT).to_owned()).or_default().push(one);
    }
    groups
}

/// The division in charge of an indicator, if it has one.
pub fn owner(indicator: &Indicator) -> Option<&str> {
    indicator.owner.as_ref().map(|owner| owner.ja.trim()).filter(|owner| !owner.is_empty())
}

fn named<'a>(tasks: Vec<DivisionTask<'a>>, name: &str) -> Result<DivisionTask<'a>, Error> {
    let known: Vec<String> = tasks.iter().map(|task| task.name.clone()).collect();
    tasks.into_iter().find(|task| task.name == name).ok_or_else(|| {
        let nearest = nearest(name, known.iter().map(String::as_str));
        Request::UnknownDivision { found: name.to_owned(), nearest, known }.into()
    })
}

/// Year and division, of what no system forbids in names of files; another number behind the second of two that become equal.
fn file_name(year: &str, division: &str, scope: FormScope, taken: &mut BTreeSet<String>) -> String {
    let forbidden = |letter: char| letter.is_control() || "/\\:*?\"<>|".contains(letter);
    let mut plain: String = division.chars().map(|letter| if forbidden(letter) { '_' } else { letter }).collect();
    if scope == FormScope::Open {
        plain.push_str(OPEN_FORM);
    }
    let names = std::iter::once(format!("{year}_{plain}.xlsx")).chain((2..).map(|number| format!("{year}_{plain}-{number}.xlsx")));
    names.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default()
}

fn workbook(reported: ReportedEdition<'_>, asked: &AskedDivision<'_>, task: &DivisionTask<'_>) -> Result<Vec<u8>, XlsxError> {
    let division = asked.name.unwrap_or(ALL);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(reported, division)?);
    let mut origin = origin::sheet(reported)?;
    if !task.indicators.is_empty() {
        results(&mut workbook, &mut origin, reported, division, &task.indicators)?;
    }
    if !task.measures.is_empty() {
        activity::write(&mut workbook, &mut origin, reported, &title(reported, division, "取組"), &task.measures)?;
        photo_form::write(&mut workbook, &mut origin, reported, &title(reported, division, "写真"), &task.measures)?;
    }
    workbook.push_worksheet(origin);
    confirmation::write(&mut workbook, reported, &title(reported, division, "確認"), asked)?;
    workbook.save_to_buffer()
}

/// The sheet 実績, and the hidden one with what can be chosen in it.
fn results(
    workbook: &mut Workbook,
    origin: &mut Worksheet,
    reported: ReportedEdition<'_>,
    division: &str,
    wanted: &[ExpectedResult<'_>],
) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    let mut choices = Worksheet::new();
    sheet.set_name(SHEET)?;
    choices.set_name(CHOICES)?.set_hidden(true);
    head(&mut sheet, reported, division)?;
    for (number, wanted) in (0..).zip(wanted) {
        let (row, cells) = (HEADING_ROW + 1 + number, Cells::of(reported, wanted));
        rows::write(&mut sheet, row, &cells)?;
        origin::keep_name(origin, number, &wanted.indicator.id, cells.name())?;
        rules::write(&mut sheet, &mut choices, row, wanted.indicator)?;
    }
    paper(&mut sheet, HEADING_ROW + u32::try_from(wanted.len()).unwrap_or(0))?;
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() });
    choices.protect();
    workbook.push_worksheet(sheet);
    workbook.push_worksheet(choices);
    Ok(())
}

/// The goal that a result belongs to, and the measure where it is not the goal's own.
pub fn levels<'a>(reported: ReportedEdition<'a>, wanted: &ExpectedResult<'_>) -> Option<(&'a Goal, Option<&'a Measure>)> {
    let (goal, measure) = match wanted.document {
        Document::EditionGoal(_, goal) => (goal, None),
        Document::EditionMeasure(_, goal, measure) => (goal, Some(measure)),
        _ => return None,
    };
    let goal = reported.strategy().goal(goal)?;
    Some((goal, measure.and_then(|number| goal.measures.iter().find(|measure| measure.number == number))))
}

/// The date of the edition's publication, else the first day after its fiscal year: never the clock's.
fn properties(reported: ReportedEdition<'_>, division: &str) -> Result<DocProperties, XlsxError> {
    let edition = reported.edition;
    let date = edition.published.unwrap_or(Published::first_day_of(edition.year + 1));
    let part = |number: Option<i32>| number.and_then(|number| u8::try_from(number).ok()).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(u16::try_from(date.year).unwrap_or(1900), part(Some(date.month)), part(date.day))?;
    Ok(DocProperties::new().set_title(title(reported, division, SHEET)).set_creation_datetime(&created))
}

/// The fiscal year of an edition in the words of its pages: `令和8年度`.
pub fn edition_year(reported: ReportedEdition<'_>) -> String {
    reported.edition.notation().japanese(Year::fiscal(reported.edition.year))
}

/// The title of a sheet; `what` is asked for.
fn title(reported: ReportedEdition<'_>, division: &str, what: &str) -> String {
    let year = edition_year(reported);
    let division = if division == ALL { String::new() } else { format!("：{division}") };
    format!("{}　{what}記入票（{year}）{division}", reported.strategy().title.ja)
}

fn head(sheet: &mut Worksheet, reported: ReportedEdition<'_>, division: &str) -> Result<(), XlsxError> {
    let (title, edition) = (title(reported, division, SHEET), edition_year(reported));
    SheetHead { title: &title, explanations: EXPLANATIONS, edition: Some(&edition) }.write(sheet, COLUMNS)
}

fn paper(sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    /// On the left and on the right, in inches: letters stay as large as they can.
    const MARGIN: f64 = 0.3;
    sheet.set_freeze_panes(HEADING_ROW + 1, NAME + 1)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(MARGIN, MARGIN, 0.5, 0.5, 0.3, 0.3);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_print_area(0, FIRST, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(0))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_have_no_letters_that_systems_forbid_and_are_told_apart() {
        let mut taken = BTreeSet::new();
        let names =
            ["子ども課", "福祉/医療", "福祉:医療", "..\\課"].map(|division| file_name("R8", division, FormScope::Every, &mut taken));
        assert_eq!(names, ["R8_子ども課.xlsx", "R8_福祉_医療.xlsx", "R8_福祉_医療-2.xlsx", "R8_.._課.xlsx"]);
        assert_eq!(file_name("R8", "子ども課", FormScope::Open, &mut taken), "R8_子ども課-未記入.xlsx");
    }
}
