//! The parts of a figure in one row (男性／女性 42.4／55.4), each as a row of its own.

use super::heading_text::{HeadingText, HeadingYear};
use super::meaning::HeadingMeaning;
use super::{SheetField, SheetRow};
use crate::sheet::figure::{LabelledFigure, WrittenAmount, WrittenCell, WrittenFigure, pieces};
use crate::sheet::plain::plain;
use crate::sheet::table::CellContent;
use crate::sheet::words::SheetColumn;

/// Words for the lines of a cell, from above.
const LINES: [&str; 3] = ["上段", "中段", "下段"];
/// Stand around the name of a part.
const AROUND: [char; 17] = ['：', ':', '／', '/', '＝', '=', '、', '，', ',', '；', ';', '。', '（', '）', '(', ')', 'は'];
/// Words by which a figure is one of somebody else.
const OTHERS: [&str; 6] = ["全国", "国平均", "県平均", "全県", "都平均", "府平均"];

/// The rows of the parts of which a row has the figures: one for each part, with its name behind that of the row. `headings` are those of
/// the figures. `None` where the row has one figure in each cell, or where nothing names the parts.
pub fn part_rows(row: &SheetRow, headings: &[&str]) -> Option<Vec<SheetRow>> {
    let name = row.get(&SheetColumn::Name).filter(|_| !row.contains_key(&SheetColumn::Id))?;
    let own = row.get(&SheetColumn::Unit).map(|unit| unit.content.text().trim().to_owned());
    let figures = row.iter().filter(|(column, _)| is_figure(**column));
    let cells: Vec<(SheetColumn, PartCell)> =
        figures.map(|(column, field)| Some((*column, PartCell::parse(field, own.as_deref())?))).collect::<Option<_>>()?;
    let count = cells.iter().find_map(|(_, cell)| cell.count())?;
    if cells.iter().any(|(_, cell)| cell.count().is_some_and(|other| other != count)) {
        return None;
    }
    let NamedParts { base, names } = NamedParts::new(name.content.text().trim(), count, &cells, headings)?;
    let rows = names.iter().enumerate().map(|(part, part_name)| {
        let mut row = row.clone();
        let text = |text: String, field: &SheetField| SheetField { content: CellContent::Text(text), place: field.place.clone() };
        row.insert(SheetColumn::Name, text(format!("{base}（{part_name}）"), name));
        row.insert(SheetColumn::Group, text(base.clone(), name));
        for (column, cell) in &cells {
            if let (PartCell::Parts(texts), Some(field)) = (cell, row.get(column).cloned()) {
                row.insert(*column, text(texts[part].text.clone(), &field));
            }
        }
        row
    });
    Some(rows.collect())
}

fn is_figure(column: SheetColumn) -> bool {
    use SheetColumn::{Baseline, Target, Value, YearlyTarget};
    matches!(column, Value | Baseline | Target | YearlyTarget(_))
}

/// A cell of figures.
enum PartCell {
    Parts(Vec<PartText>),
    /// It says for all parts that there is no figure.
    Missing,
}

/// The figure of a part, with its unit.
struct PartText {
    /// Empty where there is none.
    label: String,
    text: String,
}

impl PartCell {
    /// `None` where the cell has one figure, or figures that are not said alike.
    fn parse(field: &SheetField, own: Option<&str>) -> Option<PartCell> {
        let text = field.content.text().trim();
        match WrittenCell::parse(text, own) {
            WrittenCell::One(WrittenFigure { amount: WrittenAmount::Missing(_), .. }) => Some(PartCell::Missing),
            WrittenCell::Parts(_) => of_figures(&pieces(text, own)?, own).map(PartCell::Parts),
            WrittenCell::One(_) | WrittenCell::Change(..) | WrittenCell::Above => None,
        }
    }

    fn count(&self) -> Option<usize> {
        match self {
            PartCell::Parts(parts) => Some(parts.len()),
            PartCell::Missing => None,
        }
    }

    fn labels(&self) -> Option<Vec<String>> {
        match self {
            PartCell::Parts(parts) => Some(parts.iter().map(|part| part.label.clone()).collect()),
            PartCell::Missing => None,
        }
    }
}

/// The figures of a cell as texts; a unit that one of them has is that of all. What else only some of them say could be meant for all.
fn of_figures(figures: &[LabelledFigure], own: Option<&str>) -> Option<Vec<PartText>> {
    let first = &figures.first()?.figure;
    let is_alike = |other: &WrittenFigure| {
        other.bound == first.bound
            && other.year == first.year
            && other.certainty == first.certainty
            && other.kind == first.kind
            && other.remarks == first.remarks
            && other.marks == first.marks
    };
    let units: Vec<&str> = figures.iter().filter_map(|part| part.figure.unit.as_ref()).map(|unit| unit.ja.as_str()).collect();
    let has_one_unit = units.iter().all(|unit| plain(unit) == plain(units[0]));
    if !figures.iter().all(|part| is_alike(&part.figure)) || !has_one_unit {
        return None;
    }
    let text = |part: &LabelledFigure| match (&part.figure.unit, units.first()) {
        (None, Some(unit)) if own.is_none() => format!("{}{unit}", part.text),
        _ => part.text.clone(),
    };
    Some(figures.iter().map(|part| PartText { label: part.label.clone(), text: text(part) }).collect())
}

/// What the parts are called.
struct NamedParts {
    /// The name of the row without the names of its parts.
    base: String,
    names: Vec<String>,
}

impl NamedParts {
    /// The names behind the figures, in the name of the row (（男性／女性）, 上段：男性　下段：女性) or in its headings: from wherever they stand, the
    /// same.
    fn new(name: &str, count: usize, cells: &[(SheetColumn, PartCell)], headings: &[&str]) -> Option<NamedParts> {
        let labelled: Vec<Vec<String>> = cells.iter().filter_map(|(_, cell)| cell.labels()).collect();
        let has_labels = labelled.iter().any(|labels| labels.iter().any(|label| !label.is_empty()));
        let of_name = in_brackets(name, count).or_else(|| in_lines(name, count));
        let of_headings = headings.iter().filter_map(|heading| in_lines(heading, count)).map(|named| named.names);
        let base = of_name.as_ref().map_or_else(|| name.to_owned(), |named| named.base.clone());
        let mut found: Vec<Vec<String>> = of_name.into_iter().map(|named| named.names).chain(of_headings).collect();
        found.extend(labelled.into_iter().filter(|_| has_labels));
        let (first, others) = found.split_first()?;
        let is_same = |other: &Vec<String>| other.iter().map(|name| plain(name)).eq(first.iter().map(|name| plain(name)));
        let is_named =
            first.iter().all(|name| is_part(name)) && first.iter().enumerate().all(|(place, name)| !first[..place].contains(name));
        (is_named && others.iter().all(is_same) && !base.is_empty()).then(|| NamedParts { base, names: first.clone() })
    }
}

/// Whether a text is the name of a part, and no year, no figure, no column (目標, 実績) and no figure of others (全国).
fn is_part(text: &str) -> bool {
    let is_of_others = OTHERS.iter().any(|other| text.contains(other)) || ["国", "県", "都", "府", "道"].contains(&text);
    let is_column = HeadingMeaning::of_text(text).column.is_some() || HeadingText::parse(text).year != HeadingYear::Absent;
    text.chars().any(char::is_alphabetic) && !is_of_others && !is_column && !WrittenFigure::parse(text, None).is_number()
}

/// 婚姻率（男性／女性）.
fn in_brackets(name: &str, count: usize) -> Option<NamedParts> {
    let opening = name.rfind(['（', '('])?;
    let inner = name[opening..].trim_start_matches(['（', '(']);
    let (inner, behind) = inner.split_once(['）', ')'])?;
    let names: Vec<String> = inner.split(['／', '/', '\n']).map(|name| name.trim().to_owned()).collect();
    let base = format!("{}{}", name[..opening].trim_end(), behind.trim());
    (names.len() == count).then_some(NamedParts { base, names })
}

/// 上段：男性　下段：女性, in brackets or not.
fn in_lines(text: &str, count: usize) -> Option<NamedParts> {
    let words = match count {
        2 => vec![LINES[0], LINES[2]],
        3 => LINES.to_vec(),
        _ => return None,
    };
    let starts: Vec<usize> = words.iter().map(|word| text.find(word)).collect::<Option<_>>()?;
    if !starts.is_sorted() {
        return None;
    }
    let is_around = |letter: char| letter.is_whitespace() || AROUND.contains(&letter);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let names = starts.iter().zip(ends).zip(&words).map(|((start, end), word)| {
        let inner = &text[start + word.len()..end];
        let inner = inner.split(['）', ')']).next().unwrap_or(inner);
        inner.trim_matches(is_around).to_owned()
    });
    let names: Vec<String> = names.collect();
    let base = text[..starts[0]].trim_end_matches(|letter: char| letter.is_whitespace() || "（(".contains(letter)).to_owned();
    Some(NamedParts { base, names })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use std::collections::BTreeMap;

    fn rows(name: &str, unit: &str, baseline: &str, target: &str, heading: &str) -> Option<Vec<String>> {
        let field = |text: &str| SheetField { content: CellContent::Text(text.to_owned()), place: Place::File(String::new()) };
        let all = [(SheetColumn::Name, name), (SheetColumn::Unit, unit), (SheetColumn::Baseline, baseline), (SheetColumn::Target, target)];
        let row: BTreeMap<_, _> =
            all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(column, text)| (column, field(text))).collect();
        let text = |row: &SheetRow, column| row.get(&column).map(|field| field.content.text().to_owned()).unwrap_or_default();
        let line = |row: &SheetRow| {
            [SheetColumn::Group, SheetColumn::Name, SheetColumn::Baseline, SheetColumn::Target].map(|column| text(row, column)).join(" ")
        };
        Some(part_rows(&row, &[heading])?.iter().map(line).collect())
    }

    #[test]
    fn parts_have_the_names_of_the_row_of_the_heading_or_of_the_cells() {
        let expected = Some(vec!["未婚率 未婚率（男性） 42.4 40".to_owned(), "未婚率 未婚率（女性） 55.4 50".to_owned()]);
        assert_eq!(rows("未婚率（男性／女性）", "％", "42.4／55.4", "40／50", ""), expected);
        assert_eq!(rows("未婚率（上段：男性、下段：女性）", "％", "42.4\n55.4", "40\n50", ""), expected);
        assert_eq!(rows("未婚率", "％", "42.4／55.4", "40／50", "目標値（上段：男性　下段：女性）"), expected);
        assert_eq!(rows("未婚率", "％", "男性：42.4\n女性：55.4", "男性40\n女性50", ""), expected);
        let units = Some(vec!["未婚率 未婚率（男性） － 40％".to_owned(), "未婚率 未婚率（女性） － 50％".to_owned()]);
        assert_eq!(rows("未婚率（男性/女性）", "", "－", "40/50％", ""), units);
    }

    #[test]
    fn parts_that_nothing_names_or_that_are_not_said_alike_are_left_as_they_are() {
        for (name, baseline, target, heading) in [
            ("未婚率", "42.4／55.4", "40／50", ""),
            ("未婚率（男性／女性）", "42.4／55.4", "40", ""),
            ("未婚率（男性／女性）", "42.4／55.4", "40／50以下", ""),
            ("未婚率（男性／女性）", "42.4／55.4／1", "40／50", ""),
            ("未婚率（男性／女性）", "女性42.4／男性55.4", "40／50", ""),
            ("未婚率", "42.4／55.4", "40／50", "上段：目標 下段：実績"),
            ("未婚率", "R4：42.4／R5：55.4", "R4：40／R5：50", ""),
            ("未婚率", "市42.4／全国55.4", "市40／全国50", ""),
            ("未婚率（男性／女性）", "42.4（55.4）", "40（50）", ""),
            ("未婚率（男性／女性）", "42.4", "40", ""),
        ] {
            assert_eq!(rows(name, "％", baseline, target, heading), None, "{name} {baseline} {target} {heading}");
        }
    }
}
