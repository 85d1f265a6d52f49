//! An indicator from a row of a plan: what the row says, and what it leaves open, as the text of a table.

use super::point::FigurePoint;
use crate::diagnostic::{Fault, NameClass, Place, Shape};
use crate::model::read::is_id;
use crate::model::year::parse_year;
use crate::model::{Bound, Direction, Kind, Quantity, Role, Status, Word};
use crate::scaffold::known;
use crate::sheet::printed_unit::{PrintedUnit, unbound};
use crate::sheet::read::{IndicatorUnit, ReadField, chosen, named, without_unit, year};
use crate::sheet::recognise::{SheetColumn, SheetField, SheetRow, plain};
use crate::sheet::results::text;
use crate::sheet::table::{CellContent, TableOrigin};
use std::collections::BTreeSet;

/// Which of the two an indicator stands below; it decides the role where the table has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorParent {
    Goal,
    Measure,
}

/// The text of an indicator.
pub struct DraftIndicator {
    pub id: String,
    pub text: String,
}

/// Reads one row.
pub struct IndicatorReader<'a> {
    pub row: &'a SheetRow,
    pub faults: &'a mut Vec<(Place, Fault)>,
    /// Ids that are taken.
    pub ids: &'a BTreeSet<String>,
    /// What an id is made from where the table has none.
    pub prefix: &'a str,
}

/// A baseline or a target.
enum CellFigure {
    Value(Quantity, Option<Bound>),
    Range(Quantity, Quantity),
    Missing(Status),
}

/// A baseline or a target with what stands beside it.
struct DraftFigure {
    figure: CellFigure,
    year: Option<i32>,
    remark: Option<String>,
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
    pub fn read(mut self, belongs: IndicatorParent) -> DraftIndicator {
        let id = self.id();
        let (name, marked) = unmarked(&self.cell(SheetColumn::Name).unwrap_or_default());
        let (role, kind) = self.role_and_kind(belongs, marked);
        let unit = self.unit();
        let baseline = self.figure(&BASELINE, unit.as_ref());
        let target = self.figure(&TARGET, unit.as_ref());
        let schedule = self.schedule(unit.as_ref(), target.as_ref().map(|target| &target.figure));
        let direction = match &target {
            Some(DraftFigure { figure: CellFigure::Range(_, _), .. }) => Some(Direction::Range),
            Some(_) | None => self.choice(SheetColumn::Direction, NameClass::Direction),
        };
        let en = self.cell(SheetColumn::NameEnglish).map(|en| format!(", en = {}", text(&en))).unwrap_or_default();
        let mut lines = vec![format!("[[indicator]]\nid = \"{id}\"\nrole = \"{}\"\nname = {{ ja = {}{en} }}", role.word(), text(&name))];
        lines.extend(unit.as_ref().map(PrintedUnit::toml));
        lines.push(kind.map_or_else(open_kind, |kind| format!("kind = \"{}\"", kind.word())));
        if kind != Some(Kind::Milestone) {
            lines.push(direction.map_or_else(open_direction, |direction| format!("direction = \"{}\"", direction.word())));
        }
        lines.extend(baseline.map(|figure| format!("baseline = {}", figure.toml())));
        lines.extend(target.map(|figure| format!("target = {}", figure.toml())));
        lines.extend(schedule);
        for (column, key) in [
            (SheetColumn::Definition, "definition"),
            (SheetColumn::Source, "source"),
            (SheetColumn::Owner, "owner"),
            (SheetColumn::Note, "note"),
        ] {
            lines.extend(self.cell(column).map(|ja| format!("{key} = {{ ja = {} }}", text(&ja))));
        }
        DraftIndicator { id, text: lines.join("\n") + "\n" }
    }

    fn cell(&self, column: SheetColumn) -> Option<String> {
        self.row.get(&column).map(|field| field.content.text().trim().to_owned())
    }

    /// The id of the table, else one by its place in the plan.
    fn id(&mut self) -> String {
        let made = (1..).map(|number| format!("{}-{number}", self.prefix)).find(|id| !self.ids.contains(id)).unwrap_or_default();
        let Some(field) = self.row.get(&SheetColumn::Id) else { return made };
        let id = field.content.text().trim().to_owned();
        if !is_id(&id) {
            self.faults.push((field.place.clone(), Fault::WrongShape { expected: Shape::Id, found: format!("`{id}`") }));
            return made;
        }
        if self.ids.contains(&id) {
            self.faults.push((field.place.clone(), Fault::DuplicateId { id }));
            return made;
        }
        id
    }

    /// Two columns, in either of which tables say either.
    fn role_and_kind(&mut self, belongs: IndicatorParent, marked: Option<Kind>) -> (Role, Option<Kind>) {
        let role_in = |column| self.cell(column).and_then(|cell| named::<Role>(&cell));
        let (role, misplaced) = (role_in(SheetColumn::Role), role_in(SheetColumn::Kind));
        let kind = self.cell(SheetColumn::Role).and_then(|cell| named(&cell));
        let kind = match misplaced {
            Some(_) => kind,
            None => kind.or_else(|| self.choice(SheetColumn::Kind, NameClass::Kind)),
        };
        let usual = match belongs {
            IndicatorParent::Goal => Role::Target,
            IndicatorParent::Measure => Role::Kpi,
        };
        (role.or(misplaced).unwrap_or(usual), kind.or(marked))
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
    fn figure(&mut self, columns: &FigureColumns, unit: Option<&PrintedUnit>) -> Option<DraftFigure> {
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
        Some(DraftFigure { figure, year, remark: point.remark })
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

    /// The targets of the years before the last one, as a line of TOML; a schedule holds bare figures with the bound of the target.
    fn schedule(&mut self, unit: Option<&PrintedUnit>, target: Option<&CellFigure>) -> Option<String> {
        let of_target = match target {
            Some(CellFigure::Value(_, bound)) => *bound,
            Some(CellFigure::Range(..) | CellFigure::Missing(_)) | None => None,
        };
        let mut entries = Vec::new();
        for (column, field) in self.row {
            let SheetColumn::YearlyTarget(year) = column else { continue };
            let Some(point) = self.point(field).filter(|point| point.year.is_empty() || parse_year(&point.year) == Some(*year)) else {
                self.faults.push((field.place.clone(), Fault::UnknownYear { found: field.content.text().to_owned() }));
                continue;
            };
            match self.read_figure(field, point.value, unit) {
                Some(CellFigure::Value(value, bound)) if point.remark.is_none() && (bound.is_none() || bound == of_target) => {
                    entries.push(format!("{{ year = {year}, value = {} }}", value.decimal()));
                }
                Some(CellFigure::Missing(_)) | None => {}
                Some(CellFigure::Value(..) | CellFigure::Range(..)) => {
                    let found = format!("`{}`", field.content.text().trim());
                    self.faults.push((field.place.clone(), Fault::WrongShape { expected: Shape::Number, found }));
                }
            }
        }
        (!entries.is_empty()).then(|| format!("schedule = [{}]", entries.join(", ")))
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

/// Two lines that keep a place free for the kind.
fn open_kind() -> String {
    format!("# kind：{}\n# kind = ", known::choices::<Kind>())
}

/// Two lines that keep a place free for the direction.
fn open_direction() -> String {
    format!("# direction：{} / where the figure should go\n# direction = ", known::choices::<Direction>())
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

impl DraftFigure {
    /// As TOML; without a year it is left for `check` to name.
    fn toml(&self) -> String {
        let year = self.year.map(|year| format!("year = {year}, ")).unwrap_or_default();
        let note = self.remark.as_ref().map(|remark| format!(", note = {{ ja = {} }}", text(remark))).unwrap_or_default();
        match &self.figure {
            CellFigure::Value(value, bound) => {
                let bound = bound.map(|bound| format!(", bound = \"{}\"", bound.word())).unwrap_or_default();
                format!("{{ {year}value = {}{bound}{note} }}", value.decimal())
            }
            CellFigure::Range(min, max) => format!("{{ {year}min = {}, max = {}{note} }}", min.decimal(), max.decimal()),
            CellFigure::Missing(status) => format!("{{ {year}status = \"{}\"{note} }}", status.word()),
        }
    }
}
