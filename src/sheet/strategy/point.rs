//! A cell with a figure taken apart: the figure with its unit, its year, and what else stands in brackets behind it.

use crate::model::Units;
use crate::sheet::line::DatedFigure;
use crate::sheet::recognise::{SheetField, plain};
use crate::sheet::table::CellContent;

/// A cell taken apart, each part as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigurePoint {
    /// With its unit: `3.5点`.
    pub value: String,
    /// Empty where there is none.
    pub year: String,
    /// What stands in brackets and is neither year nor unit: 5点満点, 2009～14年.
    pub remark: Option<String>,
}

impl FigurePoint {
    /// The parts of a cell; `unit` is what the column of units says.
    pub fn of(field: &SheetField, unit: Option<&str>) -> Option<FigurePoint> {
        let CellContent::Text(text) = &field.content else {
            return Some(FigurePoint { value: field.content.text().to_owned(), year: String::new(), remark: None });
        };
        let outer = DatedFigure::parse(text)?;
        let Some((before, remark)) = remark(&outer.value, unit) else {
            return Some(FigurePoint { value: outer.value, year: outer.year, remark: None });
        };
        let inner = DatedFigure::parse(before)?;
        match (outer.year.is_empty(), inner.year.is_empty()) {
            (true, _) => Some(FigurePoint { value: inner.value, year: inner.year, remark: Some(remark) }),
            (false, _) => Some(FigurePoint { value: before.to_owned(), year: outer.year, remark: Some(remark) }),
        }
    }
}

/// What stands in brackets at the end, if it is no unit, and what stands before it.
fn remark<'a>(value: &'a str, unit: Option<&str>) -> Option<(&'a str, String)> {
    let inner = value.trim().strip_suffix(['）', ')'])?;
    let start = opening(inner)?;
    let (before, bracket) = (inner[..start].trim_end(), &inner[start..]);
    let remark = bracket.trim_start_matches(['（', '(']).trim();
    let is_unit = Units::default().find(remark).is_some() || unit.is_some_and(|unit| plain(unit) == plain(remark));
    (!before.is_empty() && !remark.is_empty() && !is_unit).then(|| (before, remark.to_owned()))
}

/// Where the bracket is opened that the end closes.
fn opening(inner: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (position, letter) in inner.char_indices().rev() {
        match letter {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => return Some(position),
            '（' | '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn year_unit_and_remark_are_told_apart() {
        for (text, value, year, remark) in [
            ("3.5点（5点満点）", "3.5点", "", Some("5点満点")),
            ("25人（2009～14年）", "25人", "", Some("2009～14年")),
            ("25人（H26）", "25人", "H26", None),
            ("25人（推計）（H26）", "25人", "H26", Some("推計")),
            ("25人（H26）（推計（概数））", "25人", "H26", Some("推計（概数）")),
            ("270.2（人口10万対）", "270.2（人口10万対）", "", None),
            ("12（学級）", "12（学級）", "", None),
            ("（12）", "（12）", "", None),
        ] {
            let field = SheetField { content: CellContent::Text(text.to_owned()), place: Place::File("a.csv".to_owned()) };
            let expected = FigurePoint { value: value.to_owned(), year: year.to_owned(), remark: remark.map(str::to_owned) };
            assert_eq!(FigurePoint::of(&field, Some("学級")), Some(expected), "{text}");
        }
    }
}
