//! What headings mean by a map, and beside each other.

use super::heading_text::{HeadingText, HeadingYear, YearWord};
use super::meaning::HeadingMeaning;
use super::table_heading::HeadedColumn;
use crate::sheet::map::AssignedHeadings;
use crate::sheet::plain::plain;
use crate::sheet::words::SheetColumn;

/// Gives columns what a map says of their headings.
pub fn assign(columns: &mut [HeadedColumn], assigned: &AssignedHeadings) {
    let headings: Vec<String> = columns.iter().map(|headed| headed.heading.clone()).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    for (headed, found) in columns.iter_mut().zip(assigned.of(&headings)) {
        if let Some(found) = found {
            headed.column = found.column;
            headed.by_hand = Some(found.place.clone());
            if let Some(year) = found.year {
                headed.year = HeadingYear::Of(year);
                headed.year_word = Some(YearWord::Fiscal);
            }
        }
    }
}

/// Years from those of the other headings of a table within which a year without its era may lie.
const FARTHEST_YEAR: i32 = 12;
/// The years before the first of each era.
const ERAS: [i32; 3] = [1925, 1988, 2018];

/// Gives a year without its era (21年度) the one era with which it lies near the other years of the table.
pub fn find_eras(columns: &mut [HeadedColumn]) {
    let dated = columns.iter().filter_map(|headed| match headed.year {
        HeadingYear::Of(year) => Some(year),
        HeadingYear::Absent | HeadingYear::Unclear => None,
    });
    let known: Vec<i32> = dated.collect();
    let (Some(first), Some(last)) = (known.iter().min(), known.iter().max()) else { return };
    let near = (first - FARTHEST_YEAR)..=(last + FARTHEST_YEAR);
    for headed in columns.iter_mut().filter(|headed| headed.year == HeadingYear::Unclear) {
        let Some(number) = headed.without_era else { continue };
        // A target is of no year before those of the other figures.
        let is_late_enough = |year: &i32| headed.column != Some(SheetColumn::Target) || year >= first;
        let mut fitting = ERAS.iter().map(|before| before + number).filter(|year| near.contains(year) && is_late_enough(year));
        if let (Some(year), None) = (fitting.next(), fitting.next()) {
            headed.year = HeadingYear::Of(year);
        }
    }
}

/// Words for a target before the last one, in the form of [`plain`].
const INTERIM: [&str; 3] = ["中間目標", "中間目標値", "中間年度目標"];

/// What headings mean beside each other, where no map says it.
pub fn settle(columns: &mut [HeadedColumn]) {
    let count = |columns: &[HeadedColumn], wanted: SheetColumn| columns.iter().filter(|headed| headed.column == Some(wanted)).count();
    let has_figures = count(columns, SheetColumn::Target) + count(columns, SheetColumn::Value) > 0;
    for headed in
        columns.iter_mut().filter(|headed| headed.by_hand.is_none() && headed.column.is_none() && has_figures && is_bare_year(headed))
    {
        headed.column = Some(SheetColumn::Value);
    }
    // Beside the value on which a plan is based, the present one is a result.
    let is_base = |headed: &HeadedColumn| ["基準", "当初", "策定時", "開始時"].iter().any(|word| plain(&headed.heading).contains(word));
    let baselines = columns.iter().filter(|headed| headed.column == Some(SheetColumn::Baseline));
    let (base, present): (Vec<_>, Vec<_>) = baselines.partition(|headed| is_base(headed));
    if base.len() == 1 && !present.is_empty() {
        columns
            .iter_mut()
            .filter(|headed| headed.by_hand.is_none() && headed.column == Some(SheetColumn::Baseline) && !is_base(headed))
            .for_each(|headed| headed.column = Some(SheetColumn::Value));
    }
    // 中間目標（R9） is a target of its year where every target has a year.
    let is_interim = |headed: &HeadedColumn| {
        let HeadingText { words, year, .. } = HeadingText::parse(&headed.heading);
        headed.column.is_none() && matches!(year, HeadingYear::Of(_)) && INTERIM.contains(&words.as_str())
    };
    let mut targets = columns.iter().filter(|headed| headed.column == Some(SheetColumn::Target)).peekable();
    if targets.peek().is_some() && targets.all(|headed| matches!(headed.year, HeadingYear::Of(_))) {
        columns
            .iter_mut()
            .filter(|headed| headed.by_hand.is_none() && is_interim(headed))
            .for_each(|headed| headed.column = Some(SheetColumn::Target));
    }
    // 数値目標 is a name, but beside one it is a target.
    let names = count(columns, SheetColumn::Name);
    let is_target = |headed: &HeadedColumn| headed.column == Some(SheetColumn::Name) && plain(&headed.heading).starts_with("数値目標");
    if names > 1 && columns.iter().filter(|headed| is_target(headed)).count() == 1 && count(columns, SheetColumn::Target) == 0 {
        columns
            .iter_mut()
            .filter(|headed| headed.by_hand.is_none() && is_target(headed))
            .for_each(|headed| headed.column = Some(SheetColumn::Target));
    }
    // Of several divisions the one in charge is read, and of a department and its division the division.
    for words in [&["関係"][..], &["部局", "担当部", "所管部", "部署"]] {
        let is_other = |headed: &HeadedColumn| {
            let heading = plain(&headed.heading);
            headed.column == Some(SheetColumn::Owner)
                && !headed.is_secondary
                && words.iter().any(|word| heading.contains(word))
                && !heading.ends_with("部課")
        };
        let owners = columns.iter().filter(|headed| headed.column == Some(SheetColumn::Owner) && !headed.is_secondary).count();
        let others = columns.iter().filter(|headed| is_other(headed)).count();
        if others > 0 && owners > others {
            columns.iter_mut().filter(|headed| headed.by_hand.is_none() && is_other(headed)).for_each(|headed| headed.is_secondary = true);
        }
    }
    // A level below the measure is the measure where that has no column.
    if count(columns, SheetColumn::Measure) == 0 && count(columns, SheetColumn::SubMeasure) == 1 {
        columns
            .iter_mut()
            .filter(|headed| headed.by_hand.is_none() && headed.column == Some(SheetColumn::SubMeasure))
            .for_each(|headed| headed.column = Some(SheetColumn::Measure));
    }
}

fn is_bare_year(headed: &HeadedColumn) -> bool {
    HeadingMeaning::of_text(&headed.heading).is_bare_year
}
