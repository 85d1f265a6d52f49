//! Units that stand in headings, or above a table, and not with the figures.

use super::SheetRow;
use super::column_choice::ChosenColumns;
use super::segment::TableSegment;
use crate::diagnostic::Place;
use crate::model::Units;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::words::SheetColumn;
use std::collections::BTreeMap;

/// What a text above a table begins with that gives the unit of all figures.
const LABEL: &str = "単位";

/// A unit and where it stands.
#[derive(Clone, Debug)]
pub struct HeadingUnit {
    pub unit: String,
    pub place: Place,
}

impl HeadingUnit {
    /// The unit that a row above a table gives to all figures: KPI一覧（単位：千人）.
    pub fn above(table: &SheetTable, row: u32, cells: &BTreeMap<u32, CellContent>) -> Option<HeadingUnit> {
        let mut labelled = cells.iter().filter(|(_, content)| content.text().contains(LABEL));
        labelled
            .find_map(|(position, content)| Some(HeadingUnit { unit: written_unit(content.text())?, place: table.place(row, *position) }))
    }
}

/// Whether a text says in which unit figures are.
pub fn is_unit_label(text: &str) -> bool {
    plain(text).trim_start_matches(['(', '[']).starts_with(LABEL)
}

/// The units that the headings of the figures of a row give; without any, and without a unit of the row, the one above the table.
pub fn units_of_row(
    table: &SheetTable,
    segment: &TableSegment,
    chosen: &ChosenColumns,
    fields: &SheetRow,
    above: Option<&HeadingUnit>,
) -> Vec<HeadingUnit> {
    use SheetColumn::{Baseline, Target, Unit, Value, YearlyTarget};
    let is_figure = |column: &SheetColumn| matches!(column, Value | Baseline | Target | YearlyTarget(_)) && fields.contains_key(column);
    let figures: Vec<u32> = chosen.columns.iter().filter(|(column, _)| is_figure(column)).map(|(_, position)| *position).collect();
    let headings = segment.heading.columns.iter().filter(|headed| figures.contains(&headed.position));
    let of_headings = headings
        .filter_map(|headed| Some(HeadingUnit { unit: written_unit(&headed.heading)?, place: table.place(headed.row, headed.position) }));
    let of_headings: Vec<HeadingUnit> = of_headings.collect();
    let needs_above = of_headings.is_empty() && !figures.is_empty() && !fields.contains_key(&Unit);
    of_headings.into_iter().chain(above.filter(|_| needs_above).cloned()).collect()
}

/// The unit that stands in brackets in a heading, or behind 単位： in a text above a table: one that is known, as it is written.
fn written_unit(text: &str) -> Option<String> {
    let known = |part: &str| Units::default().find(part.trim()).map(|_| part.trim().to_owned());
    let labelled = |part: &str| known(part.trim().strip_prefix(LABEL)?.trim_start_matches([':', '：', '　', ' ']));
    let mut parts = text.split(['（', '(', '［', '[', '【', '）', ')', '］', ']', '】']);
    let outside = parts.next().and_then(labelled);
    outside.or_else(|| {
        text.split(['（', '(', '［', '[', '【']).skip(1).find_map(|rest| {
            let inner = rest.split(['）', ')', '］', ']', '】']).next()?;
            labelled(inner).or_else(|| known(inner))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_in_brackets_or_behind_its_label() {
        for (text, unit) in [
            ("実績値（千人）", Some("千人")),
            ("目標値\n（令和6年度）(％)", Some("％")),
            ("（単位：百万円）", Some("百万円")),
            ("単位　人", Some("人")),
            ("実績値（見込）", None),
            ("目標値（R6）", None),
            ("移住者数（人）の推移", Some("人")),
            ("実績値", None),
        ] {
            assert_eq!(written_unit(text).as_deref(), unit, "{text}");
        }
    }
}
