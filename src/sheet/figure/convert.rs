//! A figure held against the unit that an indicator is counted in.

use super::unit::{self, same_unit};
use super::{WrittenAmount, WrittenFigure};
use crate::model::{Quantity, Unit, Units};

/// How the unit of a figure fits another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitFit {
    /// It is the same, or the figure has none.
    Same,
    /// Both count the same by other powers of ten: what the figure is in the other unit.
    Converted(WrittenAmount),
    /// The unit of the figure.
    Differs(String),
}

/// Whether a figure is counted in a unit; `None` is an indicator without one.
pub fn fit(figure: &WrittenFigure, own: Option<&Unit>) -> UnitFit {
    let Some(written) = &figure.unit else {
        return match own {
            Some(own) if figure.is_scaled && counted(&own.ja).1 != Quantity::ONE => converted(&figure.amount, Quantity::ONE, own),
            _ => UnitFit::Same,
        };
    };
    let Some(own) = own else { return UnitFit::Differs(written.ja.clone()) };
    if same_unit(&written.ja, &own.ja) {
        return UnitFit::Same;
    }
    let ((base, factor), (own_base, _)) = (counted(&written.ja), counted(&own.ja));
    if base.is_empty() || !same_unit(&base, &own_base) {
        return UnitFit::Differs(written.ja.clone());
    }
    match converted(&figure.amount, factor, own) {
        UnitFit::Same => UnitFit::Differs(written.ja.clone()),
        fit => fit,
    }
}

/// What a unit counts, and by which power of ten: 万人 is 人 by 10,000.
fn counted(name: &str) -> (String, Quantity) {
    let own = unit::find(name).and_then(|name| Units::default().find(&name));
    let Some(unit) = own else { return (name.to_owned(), Quantity::ONE) };
    let factor = Quantity::parse(&unit.factor.to_string()).unwrap_or(Quantity::ONE);
    let base = name.trim_start_matches(['十', '百', '千', '万', '億', '兆']);
    if factor == Quantity::ONE { (name.to_owned(), factor) } else { (base.to_owned(), factor) }
}

fn converted(amount: &WrittenAmount, factor: Quantity, own: &Unit) -> UnitFit {
    let divisor = counted(&own.ja).1;
    let convert = |value: Quantity| {
        let value = value.decimal().checked_mul(factor.decimal())?.checked_div(divisor.decimal())?;
        Quantity::parse(&value.normalize().to_string()).ok()
    };
    let found = match amount {
        WrittenAmount::Value(value) => convert(*value).map(WrittenAmount::Value),
        WrittenAmount::Range(min, max) => convert(*min).zip(convert(*max)).map(|(min, max)| WrittenAmount::Range(min, max)),
        WrittenAmount::Missing(_) | WrittenAmount::TooManyDigits | WrittenAmount::Word(_) => None,
    };
    found.map_or(UnitFit::Same, UnitFit::Converted)
}
