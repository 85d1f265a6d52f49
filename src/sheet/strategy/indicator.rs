//! An indicator from a row of a plan: what the row says.

use super::arrow::with_steps_apart;
use super::plan::{CellFigure, PlanFigure, ScheduledTarget, SheetIndicator};
use super::proposal::direction_word;
use crate::diagnostic::{Fault, NameClass, Place, Shape};
use crate::model::read::is_id;
use crate::model::{Direction, Kind, Published, Role, Status, Text, Unit, Word};
use crate::sheet::cell_figure::{CellReader, CellReading, no_figure};
use crate::sheet::figure::{WrittenAmount, WrittenCell, WrittenFigure, WrittenYear, mark, mark_before, mark_behind};
use crate::sheet::parsed_row::Accepted;
use crate::sheet::printed_unit::PrintedUnit;
use crate::sheet::read::{chosen, named, year};
use crate::sheet::recognise::{SheetField, SheetRow, plain};
use crate::sheet::table::TableOrigin;
use crate::sheet::words::SheetColumn;
use std::collections::BTreeMap;

/// Reads one row.
pub struct IndicatorReader<'a> {
    pub row: &'a SheetRow,
    pub faults: &'a mut Vec<(Place, Fault)>,
    /// The notes below the table by their marks.
    pub footnotes: &'a BTreeMap<String, String>,
}

/// The column of a figure, and where its year stands.
struct FigureColumns {
    figure: SheetColumn,
    year: SheetColumn,
    year_of_heading: SheetColumn,
    /// Whether the figure can have a day.
    has_day: bool,
}

const BASELINE: FigureColumns = FigureColumns {
    figure: SheetColumn::Baseline,
    year: SheetColumn::BaselineYear,
    year_of_heading: SheetColumn::BaselineHeadingYear,
    has_day: true,
};
const TARGET: FigureColumns = FigureColumns {
    figure: SheetColumn::Target,
    year: SheetColumn::TargetYear,
    year_of_heading: SheetColumn::TargetHeadingYear,
    has_day: false,
};

impl IndicatorReader<'_> {
    /// What the row says; `None` where it has no name.
    pub fn read(self) -> Option<SheetIndicator> {
        match with_steps_apart(self.row) {
            Some(row) => IndicatorReader { row: &row, faults: self.faults, footnotes: self.footnotes }.read_row(),
            None => self.read_row(),
        }
    }

    fn read_row(mut self) -> Option<SheetIndicator> {
        let place = self.row.get(&SheetColumn::Name)?.place.clone();
        let (whole, name_notes) = self.name_and_notes(&self.cell(SheetColumn::Name)?);
        let (name, marked) = unmarked(&whole);
        let id = self.id();
        let (role, kind) = self.role_and_kind(marked);
        let unit = self.unit();
        let counted = unit.as_ref().map(PrintedUnit::unit);
        let baseline = self.figure(&BASELINE, &name, counted.as_ref());
        let target = self.figure(&TARGET, &name, counted.as_ref());
        let steps = steps(kind, baseline.as_ref(), target.as_ref());
        let (baseline, _) = baseline.map_or((None, None), |cell| self.plan_figure(cell, &steps, false));
        let (target, text_of_target) = target.map_or((None, None), |cell| self.plan_figure(cell, &steps, true));
        let schedule = self.schedule(&name, counted.as_ref(), target.as_ref().map(|target| &target.figure));
        let direction = match &target {
            Some(PlanFigure { figure: CellFigure::Range(_, _), .. }) => Some(Direction::Range),
            Some(_) | None => self.direction(),
        };
        let note = self.cell(SheetColumn::Note).map(|note| mark(&note).and_then(|mark| self.footnotes.get(&mark)).cloned().unwrap_or(note));
        let texts = [SheetColumn::Group, SheetColumn::Definition, SheetColumn::Source, SheetColumn::Owner].map(|column| self.text(column));
        let text_notes = texts.iter().flatten().flat_map(|text| text.notes.clone());
        let notes: Vec<String> =
            note.into_iter().chain(name_notes).chain(text_notes).chain(text_of_target.map(|text| format!("目標：{text}"))).collect();
        let notes: Vec<&String> =
            notes.iter().enumerate().filter(|(place, note)| !notes[..*place].contains(note)).map(|(_, note)| note).collect();
        let note =
            (!notes.is_empty()).then(|| Text { ja: notes.iter().map(|note| note.as_str()).collect::<Vec<_>>().join("、"), en: None });
        let [group, definition, source, owner] = texts.map(|text| Some(Text { ja: text?.ja, en: None }));
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
            group,
            definition,
            source,
            owner,
            note,
            steps,
            place,
            row: 0,
            is_placed: true,
        })
    }

    fn cell(&self, column: SheetColumn) -> Option<String> {
        self.row.get(&column).map(|field| field.content.text().trim().to_owned())
    }

    /// A text without the marks of its footnotes that stand below the table, before it or behind it, with these.
    fn text(&self, column: SheetColumn) -> Option<NotedText> {
        let (mut ja, mut notes) = self.name_and_notes(&self.cell(column)?);
        while let Some((text, rest)) = mark_before(&ja).and_then(|(mark, rest)| Some((self.footnotes.get(&mark)?, rest.to_owned()))) {
            notes.push(text.clone());
            ja = rest;
        }
        Some(NotedText { ja, notes })
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
        if role.is_none() && kind.is_none() {
            self.choice::<Role>(SheetColumn::Role, NameClass::Role);
        }
        let kind = match misplaced {
            Some(_) => kind,
            None => kind.or_else(|| self.choice(SheetColumn::Kind, NameClass::Kind)),
        };
        (role.or(misplaced), kind.or(marked))
    }

    /// A word of the model, or what else tables have for it: 増加を目指す, ↑.
    fn direction(&mut self) -> Option<Direction> {
        let word = self.cell(SheetColumn::Direction).and_then(|cell| direction_word(&cell));
        word.or_else(|| self.choice(SheetColumn::Direction, NameClass::Direction))
    }

    /// One of a closed list, in Japanese or as front matter has it.
    fn choice<T: Word>(&mut self, column: SheetColumn, noun: NameClass) -> Option<T> {
        let field = self.row.get(&column)?;
        chosen(field, noun).map_err(|fault| self.faults.push((field.place.clone(), fault))).ok()
    }

    /// The unit of its column, else the one that stands with the figures.
    fn unit(&self) -> Option<PrintedUnit> {
        let with_figure = |column| match WrittenCell::parse(self.row.get(&column)?.content.text(), None) {
            WrittenCell::One(WrittenFigure { unit: Some(unit), .. }) => Some(PrintedUnit { ja: unit.ja, position: Some(unit.position) }),
            WrittenCell::One(_) | WrittenCell::Parts(_) | WrittenCell::Change(..) | WrittenCell::Above => None,
        };
        let own = self.cell(SheetColumn::Unit).filter(|unit| !["-", "なし"].contains(&plain(unit).as_str()));
        let own = own.map(|ja| PrintedUnit { ja, position: None });
        own.or_else(|| with_figure(SheetColumn::Target)).or_else(|| with_figure(SheetColumn::Baseline))
    }

    /// What the cell of a figure says; its doubts are told.
    fn written(&mut self, field: &SheetField, name: &str, unit: Option<&Unit>) -> Option<WrittenFigure> {
        let reader = CellReader { id: name, unit, unit_of_row: None, origin: TableOrigin::Fields };
        let CellReading { figure, doubts } = reader.read(&field.content);
        self.faults.extend(doubts.into_iter().map(|doubt| (field.place.clone(), doubt.fault)));
        figure
    }

    /// A figure with the year of its own column, else the one in its cell, else that of its heading.
    fn figure(&mut self, columns: &FigureColumns, name: &str, unit: Option<&Unit>) -> Option<CellOfPlan> {
        let field = self.row.get(&columns.figure)?.clone();
        let written = self.written(&field, name, unit)?;
        let of_column = self.year_of(&columns.year);
        let of_cell = written.year.as_ref();
        if let (Some(column), Some(cell)) = (of_column, of_cell)
            && cell.year(false).number != column
            && cell.number != column
        {
            let fault = Fault::YearOfCell { found: cell.text.clone(), year: column, calendar: false };
            self.faults.push((field.place.clone(), fault));
        }
        let is_calendar_year = |field: &SheetField| field.content.text().ends_with('年');
        let says_calendar = if columns.has_day {
            self.row.contains_key(&SheetColumn::HeadingYearKind)
        } else {
            self.row.get(&columns.year_of_heading).is_some_and(is_calendar_year)
        };
        let calendar = of_column.is_none() && of_cell.map_or(says_calendar, |year| year.calendar == Some(true));
        let as_of = of_cell.filter(|_| of_column.is_none() && columns.has_day).and_then(WrittenYear::day);
        let year = of_column.or(of_cell.map(|year| year.number)).or_else(|| self.year_of(&columns.year_of_heading));
        let note = self.note(&written, &field.place, as_of.is_some());
        Some(CellOfPlan { written, year, calendar, as_of, note, place: field.place })
    }

    fn year_of(&mut self, column: &SheetColumn) -> Option<i32> {
        let field = self.row.get(column).filter(|field| !field.content.text().is_empty())?;
        year(field).map_err(|fault| self.faults.push((field.place.clone(), fault))).ok()
    }

    /// What else a cell says: remarks, its certainty and its kind, a date that has no key of its own, and the footnotes of its marks.
    fn note(&mut self, written: &WrittenFigure, place: &Place, has_day: bool) -> Option<String> {
        let certainty = written.certainty.flatten().map(|certainty| certainty.choice().label.ja.to_owned());
        let says_more = |remark: &String| ["推計", "推定", "暫定"].iter().any(|word| remark.starts_with(word));
        let certainty = certainty.filter(|_| !written.remarks.iter().any(says_more));
        let kind = written.kind.and_then(|kind| Some(kind.choice().mark?.ja.to_owned()));
        let date = written.year.as_ref().filter(|year| year.date.is_some() && !has_day).map(|year| year.text.clone());
        let mut notes: Vec<String> = written.remarks.clone();
        notes.extend([certainty, kind, date].into_iter().flatten());
        for mark in &written.marks {
            match self.footnotes.get(mark) {
                Some(text) => notes.push(text.clone()),
                None => self.faults.push((place.clone(), Fault::FootnoteUnknown { mark: mark.clone() })),
            }
        }
        (!notes.is_empty()).then(|| notes.join("、"))
    }

    /// A baseline or a target of a plan; a text that is neither is told. That of a baseline becomes its note, that of a target the
    /// second part.
    fn plan_figure(&mut self, cell: CellOfPlan, steps: &[String], is_target: bool) -> (Option<PlanFigure>, Option<String>) {
        let CellOfPlan { written, year, calendar, as_of, mut note, place } = cell;
        let figure = match written.amount {
            WrittenAmount::Value(value) => CellFigure::Value(value, written.bound),
            WrittenAmount::Range(min, max) => CellFigure::Range(min, max),
            WrittenAmount::Missing(status) => match steps.iter().position(|step| step == status.choice().label.ja) {
                Some(step) => CellFigure::Step(step),
                None => CellFigure::Missing(status),
            },
            WrittenAmount::TooManyDigits => return (None, None),
            WrittenAmount::Word(word) => match steps.iter().position(|step| *step == word) {
                Some(step) => CellFigure::Step(step),
                None => {
                    let doubt = no_figure(&word);
                    self.faults.push((place, doubt.fault));
                    if doubt.accepted == Accepted::LeftOut {
                        return (None, None);
                    }
                    let text = note.map_or(word.clone(), |note| format!("{word}（{note}）"));
                    if is_target {
                        return (None, Some(text));
                    }
                    note = Some(text);
                    CellFigure::Missing(Status::Unknown)
                }
            },
        };
        (Some(PlanFigure { figure, year, calendar, as_of, note }), None)
    }

    /// The targets of the years before the last one, of which each has the bound of the last target or none.
    fn schedule(&mut self, name: &str, unit: Option<&Unit>, target: Option<&CellFigure>) -> Vec<ScheduledTarget> {
        let of_target = match target {
            Some(CellFigure::Value(_, bound)) => *bound,
            Some(CellFigure::Range(..) | CellFigure::Missing(_) | CellFigure::Step(_)) | None => None,
        };
        let mut targets = Vec::new();
        for (column, field) in self.row {
            let SheetColumn::YearlyTarget(year) = column else { continue };
            let Some(written) = self.written(field, name, unit) else { continue };
            if written.year.as_ref().is_some_and(|own| own.number != *year) {
                self.faults.push((field.place.clone(), Fault::UnknownYear { found: field.content.text().to_owned() }));
                continue;
            }
            let is_bare = written.remarks.is_empty() && (written.bound.is_none() || written.bound == of_target);
            match written.amount {
                WrittenAmount::Value(value) if is_bare => targets.push(ScheduledTarget { year: *year, value }),
                WrittenAmount::Missing(_) => {}
                _ => {
                    let found = format!("`{}`", field.content.text().trim());
                    self.faults.push((field.place.clone(), Fault::WrongShape { expected: Shape::Number, found }));
                }
            }
        }
        targets
    }

    /// The name without the marks of its footnotes that stand below the table, with these.
    fn name_and_notes(&self, name: &str) -> (String, Vec<String>) {
        let (mut name, mut notes) = (name.to_owned(), Vec::new());
        while let Some((before, text)) = mark_behind(&name).and_then(|(before, mark)| Some((before, self.footnotes.get(&mark)?))) {
            notes.push(text.clone());
            name = before.to_owned();
        }
        (name, notes)
    }
}

/// A text with the footnotes of its marks.
struct NotedText {
    ja: String,
    notes: Vec<String>,
}

/// A baseline or a target as its row has it.
struct CellOfPlan {
    written: WrittenFigure,
    year: Option<i32>,
    calendar: bool,
    as_of: Option<Published>,
    note: Option<String>,
    place: Place,
}

/// Words for a direction, which are no steps.
const NO_STEPS: [&str; 10] = ["増加", "減少", "維持", "向上", "改善", "拡大", "充実", "上昇", "低下", "現状維持"];
/// Words for steps in the letters of prose.
const THERE_OR_NOT: [&str; 2] = ["なし", "あり"];
/// Letters of the longest step that is taken from a table.
const LONGEST_STEP: usize = 12;

/// The steps of a milestone from its baseline and its target: 未策定 and 策定. Without a kind they have to be two short words.
fn steps(kind: Option<Kind>, baseline: Option<&CellOfPlan>, target: Option<&CellOfPlan>) -> Vec<String> {
    let word = |cell: Option<&CellOfPlan>| match &cell?.written.amount {
        WrittenAmount::Word(word) => Some(word.clone()),
        WrittenAmount::Missing(Status::NotStarted) => Some(Status::NotStarted.choice().label.ja.to_owned()),
        WrittenAmount::Missing(_) | WrittenAmount::Value(_) | WrittenAmount::Range(..) | WrittenAmount::TooManyDigits => None,
    };
    let words: Vec<String> = [word(baseline), word(target)].into_iter().flatten().collect();
    let is_target_word = word(target).is_some();
    let are_steps = match kind {
        Some(Kind::Milestone) => true,
        Some(_) => false,
        None => words.len() == 2 && words[0] != words[1] && is_target_word && words.iter().all(is_step),
    };
    let mut steps = if are_steps { words } else { Vec::new() };
    steps.dedup();
    steps
}

/// Whether a word can be a step: a short one, and none of a direction.
pub fn is_step(word: &String) -> bool {
    let is_prose =
        word.contains(|letter: char| letter.is_numeric() || ('ぁ'..='ん').contains(&letter)) || word.chars().count() > LONGEST_STEP;
    !NO_STEPS.contains(&word.as_str()) && (!is_prose || THERE_OR_NOT.contains(&word.as_str()))
}

/// A name without the mark of its kind, and that kind.
pub fn unmarked(name: &str) -> (String, Option<Kind>) {
    let marked = Kind::ALL.iter().find_map(|kind| {
        let mark = kind.choice().mark?.ja;
        let stem = name.strip_suffix(&format!("（{mark}）")).or_else(|| name.strip_suffix(&format!("({mark})")))?;
        Some((stem.trim_end().to_owned(), Some(*kind)))
    });
    marked.unwrap_or_else(|| (name.to_owned(), None))
}
