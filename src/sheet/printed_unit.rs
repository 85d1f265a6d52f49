//! The unit that a table prints with a figure, and where.

use super::results::text;
use crate::model::{Unit, UnitPosition, Units, Word};

/// A unit as a table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedUnit {
    pub ja: String,
    /// `None` where it stands in a column of its own.
    pub position: Option<UnitPosition>,
}

impl PrintedUnit {
    /// The unit that it names; where none is known of that name, one that is only known in Japanese.
    pub fn unit(&self) -> Unit {
        let own = || Unit { ja: self.ja.clone(), one: None, other: None, factor: 1.into(), attached: false, position: UnitPosition::After };
        let unit = Units::default().find(&self.ja).unwrap_or_else(own);
        Unit { position: self.position.unwrap_or(unit.position), ..unit }
    }

    /// The line of a plan that states it; with its position where a unit of its name stands elsewhere.
    pub fn toml(&self) -> String {
        let usual = PrintedUnit { position: None, ..self.clone() }.unit().position;
        match self.position.filter(|position| *position != usual) {
            Some(position) => format!("unit = {{ ja = {}, position = \"{}\" }}", text(&self.ja), position.word()),
            None => format!("unit = {}", text(&self.ja)),
        }
    }
}
