//! The unit that a table prints with a figure, and where.

use super::results::text;
use crate::model::{Bound, Quantity, Unit, UnitPosition, Units, Word};

/// A unit as a table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedUnit {
    pub ja: String,
    /// `None` where it stands in a column of its own.
    pub position: Option<UnitPosition>,
}

impl PrintedUnit {
    /// The unit of a figure: a known one in brackets or before it, else what follows a number or a range of numbers, if nothing else
    /// stands there.
    pub fn with_figure(value: &str) -> Option<PrintedUnit> {
        let known = |ja: &str| Units::default().find(ja).map(|unit| unit.ja);
        let at = |ja: String, position| PrintedUnit { ja, position: Some(position) };
        if let Some(ja) = bracketed(value).and_then(known) {
            return Some(at(ja, UnitPosition::Brackets));
        }
        if let Some(ja) = value.rsplit_once(char::is_whitespace).and_then(|(before, _)| known(before.trim())) {
            return Some(at(ja, UnitPosition::Before));
        }
        let (value, _) = unbound(value);
        let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
        let unit = value[value.rfind(is_digit)?..].trim_start_matches(is_digit).trim();
        let is_one_word = !unit.contains(['（', '）', '(', ')', '～', '〜', '~', '、', '，', ',']);
        (!unit.is_empty() && is_one_word && is_figure(value, unit)).then(|| at(unit.to_owned(), UnitPosition::After))
    }

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

/// What stands in brackets at the end.
fn bracketed(value: &str) -> Option<&str> {
    let inner = value.trim().strip_suffix(['）', ')'])?;
    let (_, inner) = inner.rsplit_once(['（', '('])?;
    Some(inner.trim())
}

/// Whether a text is a number, or a range of two, with nothing but its unit.
fn is_figure(value: &str, unit: &str) -> bool {
    let is_number = |part: &str| Quantity::parse_written(part.trim().strip_suffix(unit).unwrap_or(part)).is_ok();
    value.split(['～', '〜', '~']).all(is_number)
}

/// A figure without the word of its bound.
pub fn unbound(value: &str) -> (&str, Option<Bound>) {
    if let Some(bare) = value.strip_suffix("以内") {
        return (bare.trim_end(), Some(Bound::AtMost));
    }
    let bound = Bound::ALL.iter().find_map(|bound| Some((value.strip_suffix(bound.choice().label.ja)?.trim_end(), Some(*bound))));
    bound.unwrap_or((value, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_taken_from_before_a_figure_behind_it_and_from_brackets() {
        let lines = ["270.2（人口10万対）", "人口10万対 270.2以下", "1,190人以上", "12.5％", "経営体"]
            .map(|value| PrintedUnit::with_figure(value).map(|unit| unit.toml()));
        let line = |line: &str| Some(line.to_owned());
        let bracketed = "unit = { ja = \"人口10万対\", position = \"brackets\" }";
        assert_eq!(lines, [line(bracketed), line("unit = \"人口10万対\""), line("unit = \"人\""), line("unit = \"％\""), None]);
    }

    #[test]
    fn a_unit_is_guessed_only_where_nothing_but_a_number_stands_before_it() {
        for (value, unit) in [("20位以内", Some("位")), ("85～95％", Some("％")), ("10人～15人", Some("人")), ("16組織", Some("組織"))]
        {
            assert_eq!(PrintedUnit::with_figure(value).map(|unit| unit.ja), unit.map(str::to_owned), "{value}");
        }
        for value in ["3.5点（5点満点）", "25人（2009～14年）", "延べ5件", "1日5件", "約30％"] {
            assert_eq!(PrintedUnit::with_figure(value), None, "{value}");
        }
        assert_eq!(unbound("20位以内"), ("20位", Some(Bound::AtMost)));
    }
}
