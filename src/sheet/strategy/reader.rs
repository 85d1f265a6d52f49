//! The rows of a plan, one after another: below which goal and measure each stands, and what is wrong with it.

use super::heading::NumberedTitle;
use super::indicator::IndicatorReader;
use super::plan::{PlanPart, SheetIndicator, SheetPlan};
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::model::Text;
use crate::sheet::change::{Conflicts, is_odd_character, odd_cells};
use crate::sheet::recognise::{MergedRow, SheetField, SheetRow, SheetRows, YearsOf, plain};
use crate::sheet::table::CellContent;
use crate::sheet::unsettled::UnsettledRow;
use crate::sheet::words::SheetColumn;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the table that names an indicator, or a goal or measure that is in dispute.
pub struct PlanRow {
    fields: SheetRow,
    /// The row is one of several of its indicator, and what their years belong to.
    years: Option<YearsOf>,
    /// What keeps the row from being taken.
    faults: Vec<Fault>,
}

/// Where a row belongs.
#[derive(Clone, Copy)]
struct Position {
    goal: usize,
    /// Within the goal.
    measure: Option<usize>,
}

/// What rows without goal and measure belong to.
enum CurrentPart {
    /// No goal and no measure was named yet.
    Unsaid,
    At(Position),
    /// Below a goal or measure that is not taken, because of this.
    Disputed(Fault),
}

/// What has been read so far.
pub struct PlanReader {
    pub plan: SheetPlan<SheetIndicator>,
    pub report: Report,
    pub rows: Vec<PlanRow>,
    /// How many tables, or files, are not taken as a whole.
    pub unsettled_tables: usize,
    /// Whether the tables name measures.
    pub has_measures: bool,
    current: CurrentPart,
    /// Goals, and measures of a goal, of which the conflict is told.
    disputed: BTreeSet<(Option<usize>, String)>,
    /// Goal and measure of each indicator, with their numbers.
    headings: BTreeMap<usize, [Option<String>; 2]>,
    conflicts: Conflicts,
}

impl PlanReader {
    pub fn new(conflicts: Conflicts) -> PlanReader {
        PlanReader {
            plan: SheetPlan { goals: Vec::new() },
            report: Report::default(),
            rows: Vec::new(),
            unsettled_tables: 0,
            has_measures: false,
            current: CurrentPart::Unsaid,
            disputed: BTreeSet::new(),
            headings: BTreeMap::new(),
            conflicts,
        }
    }

    /// Reads the rows of one table; where its columns are a conflict, none.
    pub fn add(&mut self, rows: &SheetRows, footnotes: &BTreeMap<String, String>) {
        rows.odd.iter().for_each(|odd| self.report.push(odd.diagnostic()));
        rows.unused.iter().for_each(|unused| self.report.push(unused.clone()));
        let is_open = rows.faults.iter().filter(|(place, fault)| self.conflict(place.clone(), fault.clone())).count() > 0;
        if is_open {
            self.unsettled_tables += 1;
            return;
        }
        let odd = odd_cells(rows);
        let odd_character = rows.odd.iter().map(|odd| odd.diagnostic().fault).find(is_odd_character);
        for (position, row) in rows.rows.iter().enumerate() {
            let merged = rows.merged.get(&position);
            let of_merged = merged.into_iter().flat_map(|merged| &merged.rows);
            let has_odd = of_merged.chain([row]).any(|row| UnsettledRow::has_cell(row, &odd));
            if merged.is_some_and(|merged| self.is_disputed(row, merged)) {
                continue;
            }
            self.add_row(row, odd_character.clone().filter(|_| has_odd), footnotes);
        }
    }

    /// Tells where the rows of one indicator contradict each other; whether they stay open: each of them, or the one row that was made of
    /// rows of several figures.
    fn is_disputed(&mut self, made: &SheetRow, merged: &MergedRow) -> bool {
        let open: Vec<Fault> = merged
            .faults
            .iter()
            .filter(|(place, fault)| self.conflict(place.clone(), fault.clone()))
            .map(|(_, fault)| fault.clone())
            .collect();
        if !open.is_empty() {
            let rows = if merged.years.is_some() { merged.rows.as_slice() } else { std::slice::from_ref(made) };
            let open_rows = rows.iter().map(|row| PlanRow { fields: row.clone(), years: merged.years, faults: open.clone() });
            self.rows.extend(open_rows);
        }
        !open.is_empty()
    }

    /// The goal and the measure of a row, and its indicator, if it is one.
    fn add_row(&mut self, fields: &SheetRow, odd_character: Option<Fault>, footnotes: &BTreeMap<String, String>) {
        if let Some(fault) = odd_character {
            self.rows.push(PlanRow { fields: fields.clone(), years: None, faults: vec![fault] });
            return;
        }
        if let Some(field) = fields.get(&SheetColumn::Goal) {
            self.current = self.goal(field);
        }
        if let Some(field) = fields.get(&SheetColumn::Measure) {
            self.has_measures = true;
            self.current = self.measure(field, fields.contains_key(&SheetColumn::Goal));
        }
        let is_indicator = fields.contains_key(&SheetColumn::Name);
        match &self.current {
            CurrentPart::Disputed(fault) => {
                let faults = vec![fault.clone()];
                self.rows.push(PlanRow { fields: fields.clone(), years: None, faults });
            }
            CurrentPart::At(position) if is_indicator => self.add_indicator(fields, *position, footnotes),
            CurrentPart::Unsaid if is_indicator => {
                let goal = part(&mut self.plan.goals, &NumberedTitle::untitled(), None).unwrap_or_else(|taken| taken.position);
                self.add_indicator(fields, Position { goal, measure: None }, footnotes);
            }
            CurrentPart::At(_) | CurrentPart::Unsaid => {}
        }
    }

    /// Goals are not numbered within anything.
    fn goal(&mut self, field: &SheetField) -> CurrentPart {
        let heading = NumberedTitle::parse(field.content.text());
        let heading = if heading.goal.is_some() { NumberedTitle::whole(field.content.text()) } else { heading };
        match part(&mut self.plan.goals, &heading, Some(&field.place)) {
            Ok(goal) => CurrentPart::At(Position { goal, measure: None }),
            Err(taken) => {
                let is_taken = self.number_twice(field, &heading, None, &taken);
                if is_taken {
                    return CurrentPart::At(Position { goal: taken.position, measure: None });
                }
                self.plan.goals.truncate(taken.position);
                CurrentPart::Disputed(taken.fault(&heading))
            }
        }
    }

    /// A measure of the goal that its number names. Where its row names another goal, the number is taken for a part of the title.
    fn measure(&mut self, field: &SheetField, row_has_goal: bool) -> CurrentPart {
        if let CurrentPart::Disputed(fault) = &self.current {
            return CurrentPart::Disputed(fault.clone());
        }
        let mut heading = NumberedTitle::parse(field.content.text());
        let current = match self.current {
            CurrentPart::At(position) => Some(position.goal),
            CurrentPart::Unsaid | CurrentPart::Disputed(_) => None,
        };
        let mut goal = current;
        if let Some(number) = heading.goal {
            let is_current = current.is_some_and(|current| self.plan.goals[current].number == number);
            if row_has_goal && !is_current {
                heading = NumberedTitle::whole(field.content.text());
            } else if !is_current {
                let of_number = NumberedTitle { goal: None, number: Some(number), title: String::new() };
                goal = Some(part(&mut self.plan.goals, &of_number, None).unwrap_or_else(|taken| taken.position));
            }
        }
        let untitled = || part(&mut self.plan.goals, &NumberedTitle::untitled(), None).unwrap_or_else(|taken| taken.position);
        let goal = goal.unwrap_or_else(untitled);
        match part(&mut self.plan.goals[goal].parts, &heading, Some(&field.place)) {
            Ok(measure) => CurrentPart::At(Position { goal, measure: Some(measure) }),
            Err(taken) => {
                let is_taken = self.number_twice(field, &heading, Some(goal), &taken);
                if is_taken {
                    return CurrentPart::At(Position { goal, measure: Some(taken.position) });
                }
                self.plan.goals[goal].parts.truncate(taken.position);
                CurrentPart::Disputed(taken.fault(&heading))
            }
        }
    }

    /// Tells once of a part whose number another one has; whether it is taken all the same.
    fn number_twice(&mut self, field: &SheetField, heading: &NumberedTitle, goal: Option<usize>, taken: &TakenNumber) -> bool {
        let is_taken = self.conflicts == Conflicts::Accepted;
        if is_taken || self.disputed.insert((goal, plain(&heading.title))) {
            self.conflict(field.place.clone(), taken.fault(heading));
        }
        is_taken
    }

    fn add_indicator(&mut self, fields: &SheetRow, position: Position, footnotes: &BTreeMap<String, String>) {
        let mut faults = Vec::new();
        let read = IndicatorReader { row: fields, faults: &mut faults, footnotes }.read();
        let row = self.rows.len();
        self.rows.push(PlanRow { fields: fields.clone(), years: None, faults: Vec::new() });
        let goal = &mut self.plan.goals[position.goal];
        let is_placed = !matches!(self.current, CurrentPart::Unsaid);
        let read = read.map(|read| SheetIndicator { row, is_placed, ..read });
        match position.measure {
            Some(measure) => goal.parts[measure].indicators.extend(read),
            None => goal.indicators.extend(read),
        }
        for (place, fault) in faults {
            self.conflict_of(row, place, fault);
        }
    }

    /// A conflict that keeps a row from being taken.
    pub fn conflict_of(&mut self, row: usize, place: Place, fault: Fault) {
        if self.conflict(place, fault.clone()) {
            self.rows[row].faults.push(fault);
        }
    }

    /// A conflict of a whole file, of which nothing is taken.
    pub fn conflict_of_file(&mut self, file: &str, fault: Fault) {
        let is_open = self.conflict(Place::File(file.to_owned()), fault);
        self.unsettled_tables += usize::from(is_open);
    }

    /// Keeps a row from being taken because of a conflict that was told.
    pub fn leave_out(&mut self, row: usize, fault: &Fault) {
        self.rows[row].faults.push(fault.clone());
    }

    /// Where a row stands.
    pub fn place_of(&self, row: usize) -> Option<Place> {
        self.rows[row].fields.values().next().map(|field| field.place.clone())
    }

    /// Whether a row, or a table, is not taken.
    pub fn has_open_rows(&self) -> bool {
        self.unsettled_tables > 0 || self.rows.iter().any(|row| !row.faults.is_empty())
    }

    /// How many indicators are taken.
    pub fn taken(&self) -> usize {
        self.rows.iter().filter(|row| row.faults.is_empty()).count()
    }

    /// What open rows say of their ids and names, which may be those of indicators that are there.
    pub fn said_by_open_rows(&self) -> BTreeSet<String> {
        let open = self.rows.iter().filter(|row| !row.faults.is_empty());
        let said = open.flat_map(|row| [SheetColumn::Id, SheetColumn::Name].iter().filter_map(|column| row.fields.get(column)));
        said.map(|field| plain(field.content.text())).collect()
    }

    /// Whether a conflict keeps a row from being taken.
    pub fn is_open(&self, row: usize) -> bool {
        !self.rows[row].faults.is_empty()
    }

    /// Reports a conflict; one that is accepted is only warned of. Whether it stays open.
    pub fn conflict(&mut self, place: Place, fault: Fault) -> bool {
        let severity = match self.conflicts {
            Conflicts::Open | Conflicts::Corrected => fault.severity(),
            Conflicts::Accepted => Severity::Warning,
        };
        self.report.push(Diagnostic { severity, fault, place, related: None });
        severity == Severity::Error
    }

    /// Gives the plan, whose goals and measures have got their numbers.
    pub fn take_plan(&mut self) -> SheetPlan<SheetIndicator> {
        let plan = std::mem::replace(&mut self.plan, SheetPlan { goals: Vec::new() });
        for goal in &plan.goals {
            self.headings.extend(goal.indicators.iter().map(|found| (found.row, [goal.heading(), None])));
            for measure in &goal.parts {
                self.headings.extend(measure.indicators.iter().map(|found| (found.row, [goal.heading(), measure.heading()])));
            }
        }
        plan
    }

    /// The rows that are not taken, each with the goal and the measure that it was read for: with their numbers, so that the row leads
    /// there by itself.
    pub fn unsettled(&self) -> Vec<UnsettledRow> {
        let open = self.rows.iter().enumerate().filter(|(_, row)| !row.faults.is_empty());
        let unsettled = open.map(|(position, row)| {
            let mut fields = row.fields.clone();
            let texts = self.headings.get(&position).cloned().unwrap_or_default();
            let place = row.fields.values().next().map(|field| field.place.clone());
            for (column, text) in [SheetColumn::Goal, SheetColumn::Measure].into_iter().zip(texts) {
                let field = text.zip(place.clone()).map(|(text, place)| SheetField { content: CellContent::Text(text), place });
                fields.extend(field.map(|field| (column, field)));
            }
            UnsettledRow { row: fields, years: row.years, faults: row.faults.clone() }
        });
        unsettled.collect()
    }
}

impl<I, P> PlanPart<I, P> {
    /// Number and title in a form that [`NumberedTitle::parse`] reads as these; the title alone where there is none.
    fn heading(&self) -> Option<String> {
        let text = format!("{} {}", self.number, self.title.ja).trim_end().to_owned();
        let read = NumberedTitle::parse(&text);
        let is_read = read.goal.is_none() && read.number == Some(self.number) && read.title == self.title.ja;
        if is_read { Some(text) } else { Some(self.title.ja.clone()).filter(|title| !title.is_empty()) }
    }
}

/// A part whose number another one has; it stands at the end of its list, with the next free number.
struct TakenNumber {
    position: usize,
    number: u32,
    /// The title of the other one.
    there: String,
}

impl TakenNumber {
    fn fault(&self, heading: &NumberedTitle) -> Fault {
        Fault::NumberTwice { number: self.number, here: heading.title.clone(), there: self.there.clone() }
    }
}

/// The position of the part that a heading names, by number and title; of a new one where there is none yet. A heading without a title
/// names the part of its number. A number that a part of another title has is not given to a second one; this is a conflict where the
/// table gave it twice.
fn part<I, P>(parts: &mut Vec<PlanPart<I, P>>, heading: &NumberedTitle, place: Option<&Place>) -> Result<usize, TakenNumber> {
    let key = plain(&heading.title);
    let has_title = |part: &PlanPart<I, P>| part.key == key;
    let numbered = heading.number.and_then(|number| parts.iter().position(|part| part.number == number));
    let fits = numbered.filter(|position| heading.title.is_empty() || parts[*position].title.ja.is_empty() || has_title(&parts[*position]));
    let is_free = heading.number.is_some() && numbered.is_none();
    if let Some(position) = fits.or_else(|| parts.iter().position(has_title).filter(|_| !is_free)) {
        if parts[position].title.ja.is_empty() {
            parts[position].title.ja.clone_from(&heading.title);
            parts[position].key = key;
        }
        return Ok(position);
    }
    let next = parts.iter().map(|part| part.number).max().unwrap_or(0) + 1;
    let number = heading.number.filter(|_| is_free).unwrap_or(next);
    let twice = numbered.map(|position| &parts[position]).filter(|part| part.has_own_number);
    let taken_by = twice.map(|part| part.title.ja.clone());
    let title = Text { ja: heading.title.clone(), en: None };
    let has_own_number = heading.number.is_some();
    parts.push(PlanPart {
        number,
        has_own_number,
        title,
        key,
        number_of_table: None,
        place: place.cloned(),
        lines: Vec::new(),
        indicators: Vec::new(),
        parts: Vec::new(),
    });
    let position = parts.len() - 1;
    match (taken_by, heading.number) {
        (Some(there), Some(number)) => Err(TakenNumber { position, number, there }),
        _ => Ok(position),
    }
}
