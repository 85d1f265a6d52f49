//! An indicator from a row of a plan: what the row says, and what it leaves open, as the text of a table.

use crate::diagnostic::{Fault, NameClass, Place, Shape};
use crate::model::read::is_id;
use crate::model::{Bound, Direction, Kind, Quantity, Role, Status, Units, Word};
use crate::scaffold::known;
use crate::sheet::line::Point;
use crate::sheet::read::{Measured, Read, chosen, named, year};
use crate::sheet::recognise::{Column, Field, Row, plain};
use crate::sheet::results::text;
use crate::sheet::table::{Content, Origin};
use std::collections::BTreeSet;

/// Which of the two an indicator stands below; it decides the role where the table has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    ToGoal,
    ToMeasure,
}

/// The text of an indicator.
pub struct Written {
    pub id: String,
    pub text: String,
}

/// Reads one row.
pub struct Reader<'a> {
    pub row: &'a Row,
    pub faults: &'a mut Vec<(Place, Fault)>,
    /// Ids that are taken.
    pub ids: &'a BTreeSet<String>,
    /// What an id is made from where the table has none.
    pub prefix: &'a str,
}

/// A baseline or a target.
enum Figure {
    Value(Quantity, Option<Bound>),
    Range(Quantity, Quantity),
    Missing(Status),
}

impl Reader<'_> {
    pub fn read(mut self, belongs: Belongs) -> Written {
        let id = self.id();
        let (name, marked) = unmarked(&self.cell(Column::Name).unwrap_or_default());
        let (role, kind) = self.role_and_kind(belongs, marked);
        let unit = self.unit();
        let baseline = self.figure(Column::Baseline, Column::BaselineYear, unit.as_deref());
        let target = self.figure(Column::Target, Column::TargetYear, unit.as_deref());
        let direction = match &target {
            Some((Figure::Range(_, _), _)) => Some(Direction::Range),
            Some(_) | None => self.choice(Column::Direction, NameClass::Direction),
        };
        let en = self.cell(Column::NameEnglish).map(|en| format!(", en = {}", text(&en))).unwrap_or_default();
        let mut lines = vec![format!("[[indicator]]\nid = \"{id}\"\nrole = \"{}\"\nname = {{ ja = {}{en} }}", role.word(), text(&name))];
        lines.extend(unit.map(|unit| format!("unit = {}", text(&unit))));
        lines.push(kind.map_or_else(open_kind, |kind| format!("kind = \"{}\"", kind.word())));
        if kind != Some(Kind::Milestone) {
            lines.push(direction.map_or_else(open_direction, |direction| format!("direction = \"{}\"", direction.word())));
        }
        lines.extend(baseline.map(|(figure, year)| format!("baseline = {}", observed(&figure, year))));
        lines.extend(target.map(|(figure, year)| format!("target = {}", observed(&figure, year))));
        for (column, key) in
            [(Column::Definition, "definition"), (Column::Source, "source"), (Column::Owner, "owner"), (Column::Note, "note")]
        {
            lines.extend(self.cell(column).map(|ja| format!("{key} = {{ ja = {} }}", text(&ja))));
        }
        Written { id, text: lines.join("\n") + "\n" }
    }

    fn cell(&self, column: Column) -> Option<String> {
        self.row.get(&column).map(|field| field.content.text().trim().to_owned())
    }

    /// The id of the table, else one by its place in the plan.
    fn id(&mut self) -> String {
        let made = (1..).map(|number| format!("{}-{number}", self.prefix)).find(|id| !self.ids.contains(id)).unwrap_or_default();
        let Some(field) = self.row.get(&Column::Id) else { return made };
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
    fn role_and_kind(&mut self, belongs: Belongs, marked: Option<Kind>) -> (Role, Option<Kind>) {
        let role_in = |column| self.cell(column).and_then(|cell| named::<Role>(&cell));
        let (role, misplaced) = (role_in(Column::Role), role_in(Column::Kind));
        let kind = self.cell(Column::Role).and_then(|cell| named(&cell));
        let kind = match misplaced {
            Some(_) => kind,
            None => kind.or_else(|| self.choice(Column::Kind, NameClass::Kind)),
        };
        let usual = match belongs {
            Belongs::ToGoal => Role::Target,
            Belongs::ToMeasure => Role::Kpi,
        };
        (role.or(misplaced).unwrap_or(usual), kind.or(marked))
    }

    /// One of a closed list, in Japanese or as front matter has it.
    fn choice<T: Word>(&mut self, column: Column, noun: NameClass) -> Option<T> {
        let field = self.row.get(&column)?;
        chosen(field, noun).map_err(|fault| self.faults.push((field.place.clone(), fault))).ok()
    }

    /// The unit of its column, else the one that follows the figures.
    fn unit(&self) -> Option<String> {
        let follows = |column| {
            let Content::Text(text) = &self.row.get(&column)?.content else { return None };
            let point = Point::parse(text)?;
            let (value, _) = unbound(&point.value);
            let digits = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
            let unit = value[value.rfind(digits)?..].trim_start_matches(digits).trim();
            (!unit.is_empty()).then(|| unit.to_owned())
        };
        let own = self.cell(Column::Unit).filter(|unit| !["-", "なし"].contains(&plain(unit).as_str()));
        own.or_else(|| follows(Column::Target)).or_else(|| follows(Column::Baseline))
    }

    /// A figure with the year of its own column, else the one behind it in brackets.
    fn figure(&mut self, column: Column, year_column: Column, unit: Option<&str>) -> Option<(Figure, Option<i32>)> {
        let field = self.row.get(&column)?;
        let point = match &field.content {
            Content::Text(text) => Point::parse(text)?,
            other => Point { value: other.text().to_owned(), year: String::new() },
        };
        let behind = Field { content: Content::Text(point.year), place: field.place.clone() };
        let written = self.row.get(&year_column).or(Some(&behind)).filter(|field| !field.content.text().is_empty());
        let year = written.and_then(|field| match year(field) {
            Ok(year) => Some(year),
            Err(fault) => {
                self.faults.push((field.place.clone(), fault));
                None
            }
        });
        let content = match &field.content {
            Content::Text(_) => Content::Text(point.value),
            other => other.clone(),
        };
        let name = self.cell(Column::Name).unwrap_or_default();
        match read_figure(&Field { content, place: field.place.clone() }, &name, unit) {
            Ok(figure) => Some((figure, year)),
            Err(fault) => {
                self.faults.push((field.place.clone(), fault));
                None
            }
        }
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

/// A figure without the word of its bound.
fn unbound(value: &str) -> (&str, Option<Bound>) {
    let bound = Bound::ALL.iter().find_map(|bound| Some((value.strip_suffix(bound.choice().label.ja)?.trim_end(), Some(*bound))));
    bound.unwrap_or((value, None))
}

/// # Errors
///
/// What [`Measured::quantity`] doubts or refuses; text is how plans have their figures.
fn read_figure(field: &Field, name: &str, unit: Option<&str>) -> Result<Figure, Fault> {
    let text = field.content.text();
    if let Some(status) = named(text) {
        return Ok(Figure::Missing(status));
    }
    let unit = unit.map(|ja| {
        Units::default().find(ja).unwrap_or_else(|| crate::model::Unit {
            ja: ja.to_owned(),
            one: None,
            other: None,
            factor: 1.into(),
            attached: false,
        })
    });
    let measured = Measured { id: name, unit: unit.as_ref() };
    let quantity = |content: Content| match measured.quantity(&Field { content, place: field.place.clone() }, Origin::Fields) {
        Read::Sure(quantity) => Ok(quantity),
        Read::Doubtful(_, fault) | Read::Refused(fault) => Err(fault),
    };
    if let Some((min, max)) = text.split_once(['～', '〜', '~']) {
        let part = |part: &str| quantity(Content::Text(part.trim().to_owned()));
        return Ok(Figure::Range(part(min)?, part(max)?));
    }
    match &field.content {
        Content::Text(text) => {
            let (value, bound) = unbound(text.trim());
            Ok(Figure::Value(quantity(Content::Text(value.to_owned()))?, bound))
        }
        other => Ok(Figure::Value(quantity(other.clone())?, None)),
    }
}

/// A baseline or target as TOML; without a year it is left for `check` to name.
fn observed(figure: &Figure, year: Option<i32>) -> String {
    let year = year.map(|year| format!("year = {year}, ")).unwrap_or_default();
    match figure {
        Figure::Value(value, bound) => {
            let bound = bound.map(|bound| format!(", bound = \"{}\"", bound.word())).unwrap_or_default();
            format!("{{ {year}value = {}{bound} }}", value.decimal())
        }
        Figure::Range(min, max) => format!("{{ {year}min = {}, max = {} }}", min.decimal(), max.decimal()),
        Figure::Missing(status) => format!("{{ {year}status = \"{}\" }}", status.word()),
    }
}
