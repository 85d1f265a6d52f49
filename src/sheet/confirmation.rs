//! The sheet 確認 of a form: until when, who answers, whether the texts of last year stand, and when the head of the division approved.
//!
//! What comes back is for the people who collect the answers. It goes into the record of the collection and never into the content.

mod form;
mod sheet;

use super::change::ReportedEdition;
use super::division::divisions;
use super::plain::plain;
use crate::diagnostic::{Diagnostic, Fault, NameClass, Place, Report, Severity, Shape};
use crate::model::{Published, year};
use crate::scaffold::known;
use std::collections::BTreeMap;

pub use form::{AskedDivision, write};
pub use sheet::{ConfirmationForm, take};

/// What a row of the sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConfirmationField {
    Edition,
    Division,
    Due,
    Person,
    Telephone,
    Unchanged,
    Approved,
}

impl ConfirmationField {
    /// In the order of the sheet.
    pub const ALL: [ConfirmationField; 7] = [
        ConfirmationField::Edition,
        ConfirmationField::Division,
        ConfirmationField::Due,
        ConfirmationField::Person,
        ConfirmationField::Telephone,
        ConfirmationField::Unchanged,
        ConfirmationField::Approved,
    ];

    /// The label beside its cell.
    pub fn label(self) -> &'static str {
        match self {
            ConfirmationField::Edition => "対象年度",
            ConfirmationField::Division => "担当課",
            ConfirmationField::Due => "回答期限",
            ConfirmationField::Person => "担当者",
            ConfirmationField::Telephone => "電話番号（内線）",
            ConfirmationField::Unchanged => "前回から変更なし",
            ConfirmationField::Approved => "所属長の確認（決裁日）",
        }
    }
}

/// What the sheet is filled in with for 前回から変更なし, and for the contrary.
pub const TICK: &str = "○";
pub const NO_TICK: &str = "×";
/// What else is typed for the two.
const TICKS: [&str; 10] = [TICK, "〇", "◯", "●", "◎", "✓", "✔", "☑", "レ", "はい"];
const NO_TICKS: [&str; 7] = [NO_TICK, "✕", "✖", "x", "－", "いいえ", "なし"];

/// What is known of the answer of a division as a whole. Nothing of it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DivisionConfirmation {
    /// The last day on which the answer is expected.
    pub due: Option<Published>,
    pub person: Option<String>,
    pub telephone: Option<String>,
    /// Whether the texts of its measures stand as they are in the edition before; `None` where the division does not say.
    pub unchanged: Option<bool>,
    /// The day on which the head of the division approved.
    pub approved: Option<Published>,
}

/// What is known of each division, by its name.
pub type KnownConfirmations = BTreeMap<String, DivisionConfirmation>;

/// A sheet 確認 that was taken.
#[derive(Debug)]
pub struct TakenConfirmation {
    pub division: String,
    /// Only what the sheet says: an empty cell is `None`.
    pub confirmation: DivisionConfirmation,
    /// The cell 前回から変更なし, where it is filled in.
    pub tick: Option<Place>,
}

impl TakenConfirmation {
    /// Whether the division said anything, the day until which it was asked apart.
    pub fn is_filled_in(&self) -> bool {
        self.confirmation != DivisionConfirmation { due: self.confirmation.due, ..DivisionConfirmation::default() }
    }
}

/// What the sheets 確認 of an import say.
#[derive(Debug, Default)]
pub struct Confirmations {
    pub taken: Vec<TakenConfirmation>,
    pub report: Report,
    /// Cells that are not taken.
    pub unsettled: usize,
    /// Sheets that are not taken as a whole.
    pub unsettled_sheets: usize,
}

/// Reads the sheets as those of an edition.
pub fn compare(reported: ReportedEdition<'_>, forms: &[ConfirmationForm]) -> Confirmations {
    let mut found = Confirmations::default();
    let known: Vec<String> = divisions(reported).into_iter().map(|division| division.name).collect();
    for form in forms {
        if let Some((place, fault)) = form.refusal(reported) {
            found.conflict(place, fault);
            found.unsettled_sheets += 1;
            continue;
        }
        let named = form.text(ConfirmationField::Division);
        let division = known.iter().find(|division| plain(division) == plain(named));
        let taken = TakenConfirmation {
            confirmation: found.confirmation(form),
            division: division.cloned().unwrap_or_default(),
            tick: form.cells.get(&ConfirmationField::Unchanged).map(|cell| cell.place.clone()),
        };
        match division {
            Some(_) => found.taken.push(taken),
            // A form for all divisions that nobody filled in here.
            None if named.is_empty() && !taken.is_filled_in() => {}
            None => {
                let fault = Fault::unknown(NameClass::Division, named, known.iter().map(String::as_str));
                found.unsettled_sheets += 1;
                found.conflict(form.place.clone(), fault);
            }
        }
    }
    found
}

impl Confirmations {
    fn conflict(&mut self, place: Place, fault: Fault) {
        self.report.push(Diagnostic { severity: Severity::Error, fault, place, related: None });
    }

    /// Reads the cells; those that cannot be read are reported and left out.
    fn confirmation(&mut self, form: &ConfirmationForm) -> DivisionConfirmation {
        let words = |field| Some(known::line(form.text(field))).filter(|text| !text.is_empty());
        let (person, telephone) = (words(ConfirmationField::Person), words(ConfirmationField::Telephone));
        let [due, approved] = [ConfirmationField::Due, ConfirmationField::Approved].map(|field| self.read(form, field, day));
        DivisionConfirmation { due, person, telephone, unchanged: self.read(form, ConfirmationField::Unchanged, tick), approved }
    }

    fn read<T>(&mut self, form: &ConfirmationForm, field: ConfirmationField, parse: fn(&str) -> Result<T, Fault>) -> Option<T> {
        let cell = form.cells.get(&field)?;
        let unread = |fault| {
            self.unsettled += 1;
            self.conflict(cell.place.clone(), fault);
        };
        parse(&cell.text).map_err(unread).ok()
    }
}

fn day(text: &str) -> Result<Published, Fault> {
    year::parse_day(text).ok_or_else(|| Fault::WrongShape { expected: Shape::Date, found: format!("`{}`", known::line(text)) })
}

/// Whether a cell is ticked.
///
/// # Errors
///
/// The fault of a cell that says neither.
pub fn tick(text: &str) -> Result<bool, Fault> {
    let is = |marks: &[&str]| marks.iter().any(|mark| plain(mark) == plain(text));
    match (is(&TICKS), is(&NO_TICKS)) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        (false, false) => Err(Fault::not_among(NameClass::Mark, text, [TICK, NO_TICK])),
    }
}
