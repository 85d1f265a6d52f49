//! One field of a row, without what a spreadsheet left in it.

use crate::characters::{self, OddPlace};
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::sheet::table::CellContent;

/// One filled field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetField {
    pub content: CellContent,
    pub place: Place,
}

impl SheetField {
    /// The same without what a spreadsheet left in its text, which is noted; `None` where nothing remains.
    pub fn cleaned(mut self, odd: &mut Vec<OddCell>) -> Option<SheetField> {
        let noted = |problem| OddCell { place: self.place.clone(), problem };
        let text = match &mut self.content {
            CellContent::Text(text) => text,
            CellContent::Rounded { shown, held } => {
                odd.push(noted(CellProblem::Rounded { shown: shown.clone(), held: held.clone() }));
                self.content = CellContent::Number(std::mem::take(shown));
                return Some(self);
            }
            CellContent::Number(_) | CellContent::Date(_) | CellContent::Other(_) => return Some(self),
        };
        if let Some(clean) = characters::cleaned(text) {
            *text = clean;
            odd.push(noted(CellProblem::Cleaned));
        }
        odd.extend(characters::odd(text).take(1).map(|left| noted(CellProblem::Left(left))));
        (!text.trim().is_empty()).then_some(self)
    }
}

/// A cell that is not read as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCell {
    pub place: Place,
    pub problem: CellProblem,
}

/// Why a cell is not read as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// Harmless characters which no text may have were taken out.
    Cleaned,
    /// The first character which no text may have and which is still there.
    Left(OddPlace),
    /// A number is shown rounded, and counts as it is shown.
    Rounded { shown: String, held: String },
}

impl OddCell {
    /// What is said of it; no import is made with what is left.
    pub fn diagnostic(&self) -> Diagnostic {
        let fault = match self.problem.clone() {
            CellProblem::Cleaned => Fault::CharactersCleaned,
            CellProblem::Left(left) => Fault::odd_character(left),
            CellProblem::Rounded { shown, held } => Fault::NumberRounded { shown, held },
        };
        Diagnostic { severity: fault.severity(), fault, place: self.place.clone(), related: None }
    }
}
