//! Below which goal and measure a row stands: by its own columns, merged down or repeated, else by the headings above it.

use super::row_text::is_role;
use super::{SheetField, SheetRow};
use crate::model::Role;
use crate::sheet::plain::plain;
use crate::sheet::read::named;
use crate::sheet::strategy::NumberedTitle;
use crate::sheet::table::CellContent;
use crate::sheet::words::SheetColumn;

/// Stands between the titles of levels that are one measure together.
const JOINT: &str = "／";
/// Of a heading without a number below one with a number.
const UNNUMBERED: u8 = 11;

/// The columns of measures, from above.
const LEVELS: [SheetColumn; 3] = [SheetColumn::Measure, SheetColumn::SubMeasure, SheetColumn::Action];

/// A heading in a row of its own.
struct SectionHeading {
    level: u8,
    field: SheetField,
}

/// Where the next row stands.
#[derive(Default)]
pub struct PlanStructure {
    sections: Vec<SectionHeading>,
    /// What a heading says of the indicators below it: 数値目標 or KPI.
    role: Option<SheetField>,
    goal: Option<SheetField>,
    levels: [Option<SheetField>; LEVELS.len()],
}

/// What a heading in a row of its own opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedSection {
    Goal,
    Measure,
}

impl PlanStructure {
    /// A heading in a row of its own; it ends those of its level and below. One without a number is as deep as the others without one.
    pub fn open(&mut self, field: SheetField, level: Option<u8>) -> OpenedSection {
        let level = level.unwrap_or(UNNUMBERED);
        self.sections.retain(|section| section.level < level);
        self.sections.push(SectionHeading { level, field });
        self.role = None;
        self.levels = Default::default();
        if self.sections.len() == 1 && self.goal.is_none() { OpenedSection::Goal } else { OpenedSection::Measure }
    }

    /// The goal of all rows that name no other one.
    pub fn name_goal(&mut self, field: SheetField) {
        self.goal = Some(field);
    }

    /// Whether headings of this level are open.
    pub fn has_level(&self, level: u8) -> bool {
        self.sections.iter().any(|section| section.level == level)
    }

    /// A heading that says what the indicators below it are: those of 数値目標 belong to the goal.
    pub fn open_role(&mut self, field: SheetField) {
        if is_target(&field) {
            self.sections.truncate(if self.goal.is_some() { 0 } else { 1 });
            self.levels = Default::default();
        }
        self.role = Some(field);
    }

    /// Gives a row the goal and the measure below which it stands.
    pub fn complete(&mut self, row: &mut SheetRow) {
        with_number(row, SheetColumn::GoalNumber, SheetColumn::Goal);
        with_number(row, SheetColumn::MeasureNumber, SheetColumn::Measure);
        let own_goal = row.remove(&SheetColumn::Goal);
        if let Some(goal) = own_goal.filter(|goal| !is_same(self.goal.as_ref(), goal)) {
            self.goal = Some(goal);
            self.levels = Default::default();
            self.sections.clear();
        }
        let own_levels = LEVELS.map(|column| row.remove(&column));
        let mut has_level = false;
        for (position, field) in own_levels.into_iter().enumerate() {
            let Some(field) = field else { continue };
            if is_role(field.content.text()) {
                row.entry(SheetColumn::Role).or_insert(field);
                continue;
            }
            has_level = true;
            if !is_same(self.levels[position].as_ref(), &field) {
                self.levels[position] = Some(field);
                self.levels[position + 1..].fill(None);
            }
        }
        if let Some(role) = &self.role {
            row.entry(SheetColumn::Role).or_insert_with(|| role.clone());
        }
        if row.get(&SheetColumn::Role).is_some_and(is_target) && !has_level {
            self.levels = Default::default();
        }
        let mut sections = self.sections.iter().map(|section| &section.field);
        let goal = self.goal.as_ref().or_else(|| sections.next());
        let measure: Vec<&SheetField> = sections.chain(self.levels.iter().flatten()).collect();
        row.extend(goal.map(|goal| (SheetColumn::Goal, goal.clone())));
        row.extend(joined(&measure).map(|measure| (SheetColumn::Measure, measure)));
    }
}

fn is_same(there: Option<&SheetField>, field: &SheetField) -> bool {
    there.is_some_and(|there| plain(there.content.text()) == plain(field.content.text()))
}

fn is_target(field: &SheetField) -> bool {
    named(field.content.text()) == Some(Role::Target)
}

/// A number of a column of its own before the title that has none.
fn with_number(row: &mut SheetRow, number: SheetColumn, title: SheetColumn) {
    let Some(number) = row.remove(&number) else { return };
    let text = number.content.text().trim().to_owned();
    match row.get_mut(&title) {
        Some(field) if NumberedTitle::parse(field.content.text()).number.is_none() && !is_role(field.content.text()) => {
            field.content = CellContent::Text(format!("{text} {}", field.content.text().trim()));
        }
        Some(_) => {}
        None => drop(row.insert(title, SheetField { content: CellContent::Text(text), ..number })),
    }
}

/// One measure of several levels; their numbers count only where it is one level.
fn joined(levels: &[&SheetField]) -> Option<SheetField> {
    match levels {
        [] => None,
        [one] => Some((*one).clone()),
        [.., last] => {
            let titles: Vec<String> = levels.iter().map(|field| NumberedTitle::title_of(field.content.text())).collect();
            Some(SheetField { content: CellContent::Text(titles.join(JOINT)), place: last.place.clone() })
        }
    }
}
