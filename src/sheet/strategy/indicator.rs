//! An indicator from a row of a plan: what the row says.

use super::plan::{CellFigure, PlanFigure, ScheduledTarget, SheetIndicator};
use super::point::FigurePoint;
use crate::diagnostic::{Fault, NameClass, Place, Shape};
use crate::model::read::is_id;
use crate::model::year::parse_year;
use crate::model::{Direction, Kind, Role, Text, Word};
use crate::sheet::printed_unit::{PrintedUnit, unbound};
use crate::sheet::read::{IndicatorUnit, ReadField, chosen, named, without_unit, year};
use crate::sheet::recognise::{SheetField, SheetRow, plain};
use crate::sheet::table::{CellContent, TableOrigin};
use crate::sheet::words::SheetColumn;

/// Reads one row.
pub struct IndicatorReader<'a> {
    pub row: &'a SheetRow,
    pub faults: &'a mut Vec<(Place, Fault)>,
}

/// The column of a figure, and where its year stands.
struct FigureColumns {
    figure: SheetColumn,
    year: SheetColumn,
    year_of_heading: SheetColumn,
}

const BASELINE: FigureColumns =
    FigureColumns { figure: SheetColumn::Baseline, year: SheetColumn::BaselineYear, year_of_heading: SheetColumn::BaselineHeadingYear };
const TARGET: FigureColumns =
    FigureColumns { figure: SheetColumn::Target, year: SheetColumn::TargetYear, year_of_heading: SheetColumn::TargetHeadingYear };

impl IndicatorReader<'_> {
    /// What the row says; `None` where it has no name.
    pub fn read(mut self) -> Option<SheetIndicator> {
        let place = self.row.get(&SheetColumn::Name)?.place.clone();
        let (name, marked) = unmarked(&self.cell(SheetColumn::Name)?);
        let id = self.id();
        let (role, kind) = self.role_and_kind(marked);
        let unit = self.unit();
        let baseline = self.figure(&BASELINE, unit.as_ref());
        let target = self.figure(&TARGET, unit.as_ref());
        let schedule = self.schedule(unit.as_ref(), target.as_ref().map(|target| &target.figure));
        let direction = match &target {
            Some(PlanFigure { figure: CellFigure::Range(_, _), .. }) => Some(Direction::Range),
            Some(_) | None => self.choice(SheetColumn::Direction, NameClass::Direction),
        };
        let text = |column| Some(Text { ja: self.cell(column)?, en: None });
        Some(SheetIndicator {
            id,
            name: Text { ja: name, en: self.cell(SheetColumn::NameEnglish) },
            role,
            kind,
            unit,
            direction,
            baseline,
            target,
            schedule,
            definition: text(SheetColumn::Definition),
            source: text(SheetColumn::Source),
            owner: text(SheetColumn::Owner),
            note: text(SheetColumn::Note),
            place,
        })
    }

    fn cell(&self, column: SheetColumn) -> Option<String> {
        self.row.get(&column).map(|field| field.content.text().trim().to_owned())
    }

    /// The id of the table, with its place.
    fn id(&mut self) -> Option<(String, Place)> {
        let field = self.row.get(&SheetColumn::Id)?;
        let id = field.content.text().trim().to_owned();
        if is_id(&id) {
            return Some((id, field.place.clone()));
        }
        self.faults.push((field.place.clone(), Fault::WrongShape { expected: Shape::Id, found: format!("`{id}`") }));
        None
    }

    /// Two columns, in either of which tables say either.
    fn role_and_kind(&mut self, marked: Option<Kind>) -> (Option<Role>, Option<Kind>) {
        let role_in = |column| self.cell(column).and_then(|cell| named::<Role>(&cell));
        let (role, misplaced) = (role_in(SheetColumn::Role), role_in(SheetColumn::Kind));
        let kind = self.cell(SheetColumn::Role).and_then(|cell| named(&cell));
        let kind = match misplaced {
            Some(_) => kind,
            None => kind.or_else(|| self.choice(SheetColumn::Kind, NameClass::Kind)),
        };
        (role.or(misplaced), kind.or(marked))
    }

    /// One of a closed list, in Japanese or as front matter has it.
    fn choice<T: Word>(&mut self, column: SheetColumn, noun: NameClass) -> Option<T> {
        let field = self.row.get(&column)?;
        chosen(field, noun).map_err(|fault| self.faults.push((field.place.clone(), fault))).ok()
    }

    /// The unit of its column, else the one that stands with the figures.
    fn unit(&self) -> Option<PrintedUnit> {
        let with_figure = |column| match &self.row.get(&column)?.content {
            CellContent::Text(_) => PrintedUnit::with_figure(&self.point(self.row.get(&column)?)?.value),
            CellContent::Number(_) | CellContent::Rounded { .. } | CellContent::Date(_) | CellContent::Other(_) => None,
        };
        let own = self.cell(SheetColumn::Unit).filter(|unit| !["-", "なし"].contains(&plain(unit).as_str()));
        let own = own.map(|ja| PrintedUnit { ja, position: None });
        own.or_else(|| with_figure(SheetColumn::Target)).or_else(|| with_figure(SheetColumn::Baseline))
    }

    fn point(&self, field: &SheetField) -> Option<FigurePoint> {
        FigurePoint::of(field, self.row.get(&SheetColumn::Unit).map(|unit| unit.content.text()))
    }

    /// A figure with the year of its own column, else the one behind it in brackets, else that of its heading.
    fn figure(&mut self, columns: &FigureColumns, unit: Option<&PrintedUnit>) -> Option<PlanFigure> {
        let field = self.row.get(&columns.figure)?;
        let point = self.point(field)?;
        let behind = SheetField { content: CellContent::Text(point.year), place: field.place.clone() };
        let is_written = |field: &&SheetField| !field.content.text().is_empty();
        let of_column = || self.row.get(&columns.year).filter(is_written);
        let written = of_column().or(Some(&behind).filter(is_written)).or_else(|| self.row.get(&columns.year_of_heading));
        let year = written.and_then(|field| match year(field) {
            Ok(year) => Some(year),
            Err(fault) => {
                self.faults.push((field.place.clone(), fault));
                None
            }
        });
        let figure = self.read_figure(field, point.value, unit)?;
        Some(PlanFigure { figure, year, note: point.remark })
    }

    fn read_figure(&mut self, field: &SheetField, value: String, unit: Option<&PrintedUnit>) -> Option<CellFigure> {
        let content = match &field.content {
            CellContent::Text(_) => CellContent::Text(value),
            other => other.clone(),
        };
        let name = self.cell(SheetColumn::Name).unwrap_or_default();
        let read = read_figure(&SheetField { content, place: field.place.clone() }, &name, unit);
        read.map_err(|fault| self.faults.push((field.place.clone(), of_whole(fault, field.content.text())))).ok()
    }

    /// The targets of the years before the last one, of which each has the bound of the last target or none.
    fn schedule(&mut self, unit: Option<&PrintedUnit>, target: Option<&CellFigure>) -> Vec<ScheduledTarget> {
        let of_target = match target {
            Some(CellFigure::Value(_, bound)) => *bound,
            Some(CellFigure::Range(..) | CellFigure::Missing(_)) | None => None,
        };
        let mut targets = Vec::new();
        for (column, field) in self.row {
            let SheetColumn::YearlyTarget(year) = column else { continue };
            let Some(point) = self.point(field).filter(|point| point.year.is_empty() || parse_year(&point.year) == Some(*year)) else {
                self.faults.push((field.place.clone(), Fault::UnknownYear { found: field.content.text().to_owned() }));
                continue;
            };
            match self.read_figure(field, point.value, unit) {
                Some(CellFigure::Value(value, bound)) if point.remark.is_none() && (bound.is_none() || bound == of_target) => {
                    targets.push(ScheduledTarget { year: *year, value });
                }
                Some(CellFigure::Missing(_)) | None => {}
                Some(CellFigure::Value(..) | CellFigure::Range(..)) => {
                    let found = format!("`{}`", field.content.text().trim());
                    self.faults.push((field.place.clone(), Fault::WrongShape { expected: Shape::Number, found }));
                }
            }
        }
        targets
    }
}

/// A fault of a part of a cell, said of the whole cell.
fn of_whole(fault: Fault, cell: &str) -> Fault {
    let cell = cell.trim();
    match fault {
        Fault::WrongShape { expected, .. } => Fault::WrongShape { expected, found: format!("`{cell}`") },
        Fault::TooManyDigits { .. } => Fault::TooManyDigits { found: cell.to_owned() },
        other => other,
    }
}

/// A name without the mark of its kind, and that kind.
fn unmarked(name: &str) -> (String, Option<Kind>) {
    let marked = Kind::ALL.iter().find_map(|kind| {
        let mark = kind.choice().mark?.ja;
        let stem = name.strip_suffix(&format!("（{mark}）")).or_else(|| name.strip_suffix(&format!("({mark})")))?;
        Some((stem.trim_end().to_owned(), Some(*kind)))
    });
    marked.unwrap_or_else(|| (name.to_owned(), None))
}

/// # Errors
///
/// What [`IndicatorUnit::quantity`] doubts or refuses; text is how plans have their figures.
fn read_figure(field: &SheetField, name: &str, unit: Option<&PrintedUnit>) -> Result<CellFigure, Fault> {
    let text = field.content.text();
    if let Some(status) = named(text) {
        return Ok(CellFigure::Missing(status));
    }
    let bare = unit.and_then(|unit| without_unit(text, &unit.ja));
    let text = bare.as_deref().unwrap_or(text);
    let unit = unit.map(PrintedUnit::unit);
    let measured = IndicatorUnit { id: name, unit: unit.as_ref() };
    let quantity = |content: CellContent| match measured.quantity(&SheetField { content, place: field.place.clone() }, TableOrigin::Fields)
    {
        ReadField::Sure(quantity) => Ok(quantity),
        ReadField::Doubtful(_, fault) | ReadField::Refused(fault) => Err(fault),
    };
    if let Some((min, max)) = text.split_once(['～', '〜', '~']) {
        let part = |part: &str| quantity(CellContent::Text(part.trim().to_owned()));
        return Ok(CellFigure::Range(part(min)?, part(max)?));
    }
    match &field.content {
        CellContent::Text(_) => {
            let (value, bound) = unbound(text.trim());
            Ok(CellFigure::Value(quantity(CellContent::Text(value.to_owned()))?, bound))
        }
        other => Ok(CellFigure::Value(quantity(other.clone())?, None)),
    }
}
