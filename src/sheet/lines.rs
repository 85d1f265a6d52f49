//! Lines pasted from a report: indicators with their figures, the headings of goals and measures between them, and what is neither.

use super::figure::footnotes;
use super::line::{Line, begins_with_arrow, ends_open, has_arrow, is_single_figure};
use super::read::named;
use super::recognise::{OddCell, SheetField, SheetRow, SheetRows, TableUse, is_note, is_page_head, is_role, level};
use super::table::{CellContent, SheetTable, TableOrigin};
use super::understanding::{CellMeaning, SheetPosition, Understanding, WhyNotUsed};
use super::words::SheetColumn;
use crate::diagnostic::{Diagnostic, Fault, Place, Severity};
use crate::model::Role;
use crate::sheet::plain::plain;
use std::collections::BTreeMap;

/// Lines, or results, that a message names; more are only counted.
const MOST_NAMED: usize = 25;
/// Letters of a line that a message shows.
const MOST_LETTERS: usize = 30;
/// Letters of the longest heading.
const LONGEST_HEADING: usize = 100;
/// What stands before headings.
const MARKS: &[char] = &['◆', '■', '◇', '□', '●', '○', '▼', '▽', '#', '【', ' ', '\u{3000}'];
/// Headings of measures without a number begin so.
const MEASURES: [&str; 4] = ["施策", "基本施策", "具体的施策", "具体的な施策"];

/// A line, joined from those over which it was broken.
struct WholeLine {
    row: u32,
    column: u32,
    text: String,
}

/// The rows that lines of a report give; `None` where no line is one.
pub fn lines(table: &SheetTable, table_use: TableUse) -> Option<SheetRows> {
    let whole = whole_lines(table);
    if !whole.iter().any(|line| Line::parse(&line.text).is_some()) {
        return None;
    }
    let mut reader = LinesReader {
        table,
        table_use,
        goal_level: whole.iter().filter_map(|line| level(heading(&line.text)?)).min(),
        measure_level: None,
        goals: vec![LineGoal::default()],
        goal: 0,
        measure: None,
        role: None,
        odd: Vec::new(),
        passed: Vec::new(),
        results: Vec::new(),
        footnotes: footnotes(table),
        unknown_marks: Vec::new(),
        of_other_years: Vec::new(),
        understanding: Understanding { file: table.file.clone(), sheet: table.sheet.clone(), ..Understanding::default() },
    };
    let below = |level: &u8| reader.goal_level.is_some_and(|goal| *level > goal);
    reader.measure_level = whole.iter().filter_map(|line| level(heading(&line.text)?)).filter(below).min();
    whole.iter().for_each(|line| reader.read(line));
    Some(reader.finish())
}

/// The lines of all cells, each with those over which it was broken: a line goes on where an arrow, a bracket or a comma is open, where
/// the next one begins with an arrow, and from a name to its figures.
fn whole_lines(table: &SheetTable) -> Vec<WholeLine> {
    let mut whole: Vec<WholeLine> = Vec::new();
    let mut is_open = false;
    for (row, cells) in &table.rows {
        let follows = whole.last().is_some_and(|before| before.row.saturating_add(1) >= *row);
        is_open &= follows;
        for (column, text) in texts_of_row(cells) {
            if text.is_empty() {
                is_open = false;
                continue;
            }
            let goes_on = |before: &WholeLine| {
                let is_name = || Line::parse(&before.text).is_none() && heading(&before.text).and_then(level).is_none();
                begins_with_arrow(&text)
                    || (ends_open(&before.text) && has_figures(&text))
                    || (Line::is_without_name(&text) && is_name() && !is_role_heading(&before.text))
            };
            match whole.last_mut().filter(|before| is_open && goes_on(before)) {
                Some(before) => {
                    let space =
                        if before.text.ends_with(|letter: char| letter.is_ascii()) || Line::is_without_name(&text) { " " } else { "" };
                    before.text = format!("{}{space}{text}", before.text);
                }
                None => whole.push(WholeLine { row: *row, column, text }),
            }
            is_open = true;
        }
    }
    whole
}

/// The texts of a row, each with its column: of all cells together where they are the parts of one line, else of each cell line by line.
fn texts_of_row(cells: &BTreeMap<u32, CellContent>) -> Vec<(u32, String)> {
    let lines = |text: &str| -> Vec<String> { text.split(['\n', '\r']).map(|line| line.trim().to_owned()).collect() };
    let is_line = |content: &CellContent| lines(content.text()).iter().any(|line| Line::parse(line).is_some());
    if cells.values().any(is_line) {
        return cells.iter().flat_map(|(column, content)| lines(content.text()).into_iter().map(|line| (*column, line))).collect();
    }
    let first = cells.keys().next().copied().unwrap_or_default();
    let joined = cells.values().map(CellContent::text).collect::<Vec<_>>().join("\t");
    lines(&joined).into_iter().map(|line| (first, line)).collect()
}

fn has_figures(text: &str) -> bool {
    has_arrow(text) || text.contains(char::is_numeric)
}

/// A line as a heading: without the marks before it; `None` where it is too long, or a sentence.
fn heading(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(MARKS).trim();
    let is_heading = !bare.is_empty() && bare.chars().count() <= LONGEST_HEADING && !bare.ends_with('。');
    is_heading.then_some(bare)
}

/// Whether a line says which indicators follow: 数値目標, 主なKPIの状況.
fn is_role_heading(text: &str) -> bool {
    let bare = plain(text.trim_start_matches(MARKS).trim_end_matches('】'));
    is_role(&bare) || role_summary(&bare).is_some()
}

/// `主なKPIの状況`, in the form of [`plain`]: the indicators of a whole goal.
fn role_summary(bare: &str) -> Option<Role> {
    let inner = bare.strip_prefix("主な")?;
    let inner = inner.strip_suffix("の状況").or_else(|| inner.strip_suffix("の推移")).unwrap_or(inner);
    named(inner).or_else(|| is_role(inner).then_some(Role::Kpi))
}

/// A goal with the indicators of its own and of its measures; that of lines above all headings has no heading.
#[derive(Default)]
struct LineGoal {
    heading: Option<SheetField>,
    rows: Vec<SheetRow>,
    measures: Vec<LineMeasure>,
}

struct LineMeasure {
    heading: SheetField,
    rows: Vec<SheetRow>,
}

struct LinesReader<'a> {
    table: &'a SheetTable,
    table_use: TableUse,
    /// How deep the headings of goals and those of measures lie.
    goal_level: Option<u8>,
    measure_level: Option<u8>,
    goals: Vec<LineGoal>,
    goal: usize,
    measure: Option<usize>,
    role: Option<Role>,
    odd: Vec<OddCell>,
    /// Lines with figures that were not read, and results that were not read.
    passed: Vec<PassedText>,
    results: Vec<PassedText>,
    /// The notes by their marks, and what is said of marks without one.
    footnotes: BTreeMap<String, String>,
    unknown_marks: Vec<Diagnostic>,
    of_other_years: Vec<SheetRow>,
    understanding: Understanding,
}

struct PassedText {
    place: Place,
    text: String,
}

impl LinesReader<'_> {
    fn read(&mut self, line: &WholeLine) {
        let place = self.table.place(line.row, line.column);
        let meaning = match Line::parse(&line.text) {
            Some(found) => self.indicator(&found, &place),
            None if has_arrow(&line.text) && line.text.contains(char::is_numeric) || is_single_figure(&line.text) => {
                self.passed.push(PassedText { place, text: line.text.clone() });
                CellMeaning::NotUsed(WhyNotUsed::NoIndicator)
            }
            None => self.heading(&line.text, place),
        };
        let cells = self.table.rows.get(&line.row).into_iter().flat_map(|cells| cells.keys());
        for column in cells {
            // Of the lines of one cell the first that says something counts.
            let there = self.understanding.cells.entry(SheetPosition { row: line.row, column: *column }).or_insert_with(|| meaning.clone());
            if matches!(there, CellMeaning::NotUsed(_)) {
                *there = meaning.clone();
            }
        }
    }

    fn heading(&mut self, text: &str, place: Place) -> CellMeaning {
        if is_note(text) {
            return CellMeaning::Note;
        }
        let not_used = CellMeaning::NotUsed(WhyNotUsed::Title);
        let Some(bare) = heading(text).filter(|bare| !is_page_head(bare)) else { return not_used };
        if is_role_heading(text) {
            let word = plain(bare.trim_end_matches('】'));
            let summary = role_summary(&word);
            self.role = summary.or_else(|| named(&word)).or(Some(Role::Kpi));
            if summary.is_some() || self.role == Some(Role::Target) {
                self.measure = None;
            }
            return CellMeaning::RoleTitle;
        }
        let depth = level(bare);
        let is_measure = depth.is_some() && depth == self.measure_level || MEASURES.iter().any(|word| bare.starts_with(word));
        let field = SheetField { content: CellContent::Text(bare.to_owned()), place };
        if depth.is_some() && depth == self.goal_level && self.table_use == TableUse::Plan {
            self.open_goal(field);
            return CellMeaning::GoalTitle;
        }
        if is_measure && self.table_use == TableUse::Plan {
            self.open_measure(field);
            return CellMeaning::MeasureTitle;
        }
        not_used
    }

    fn open_goal(&mut self, field: SheetField) {
        let is_same = |goal: &LineGoal| goal.heading.as_ref().is_some_and(|there| is_same(there, &field));
        let there = self.goals.iter().position(is_same);
        self.goal = there.unwrap_or(self.goals.len());
        (self.measure, self.role) = (None, None);
        if there.is_none() {
            let heading = field.cleaned(&mut self.odd);
            self.goals.push(LineGoal { heading, ..LineGoal::default() });
        }
    }

    fn open_measure(&mut self, field: SheetField) {
        let measures = &mut self.goals[self.goal].measures;
        let there = measures.iter().position(|measure| is_same(&measure.heading, &field));
        self.measure = there.or(Some(measures.len()));
        self.role = None;
        if there.is_none() {
            measures.extend(field.cleaned(&mut self.odd).map(|heading| LineMeasure { heading, rows: Vec::new() }));
        }
    }

    /// The line with the marks that lead to notes behind its figures; other marks are told.
    fn with_marks(&mut self, line: &Line, place: &Place) -> Line {
        let mut line = line.clone();
        for point in &mut line.points {
            let Some(mark) = point.mark.take() else { continue };
            if self.footnotes.contains_key(&mark) {
                point.value = format!("{} {mark}", point.value);
            } else {
                let fault = Fault::FootnoteUnknown { mark };
                self.unknown_marks.push(Diagnostic { severity: Severity::Warning, fault, place: place.clone(), related: None });
            }
        }
        line
    }

    fn indicator(&mut self, line: &Line, place: &Place) -> CellMeaning {
        let line = &self.with_marks(line, place);
        let (taken, texts) = match self.table_use {
            TableUse::Plan => (None, plan_texts(line, self.role)),
            TableUse::Results(edition) => match line.result(edition) {
                Some(result) => (Some(result), result_texts(line, result)),
                None => {
                    self.passed.push(PassedText { place: place.clone(), text: line.name.clone() });
                    return CellMeaning::NotUsed(WhyNotUsed::PlanInResults);
                }
            },
        };
        for result in line.between().iter().filter(|result| taken.is_none_or(|taken| !std::ptr::eq(taken, *result))) {
            if matches!(self.table_use, TableUse::Results(_)) {
                self.of_other_years.push(row_of(result_texts(line, result), place, &mut self.odd));
            } else {
                let text = format!("{} {}（{}）", line.name, result.value, result.year);
                self.results.push(PassedText { place: place.clone(), text });
            }
        }
        let row = row_of(texts, place, &mut self.odd);
        let is_target = line.role.as_deref().and_then(named) == Some(Role::Target);
        let goal = &mut self.goals[self.goal];
        match self.measure.filter(|_| !is_target).and_then(|measure| goal.measures.get_mut(measure)) {
            Some(measure) => measure.rows.push(row),
            None => goal.rows.push(row),
        }
        self.understanding.records += 1;
        CellMeaning::Line
    }

    fn finish(self) -> SheetRows {
        let goals = self.goals.into_iter().filter(|goal| !goal.rows.is_empty() || goal.measures.iter().any(|it| !it.rows.is_empty()));
        let rows = goals.flat_map(LineGoal::rows).collect();
        let lines = said(self.passed, |count, lines| Fault::LinesPassed { count, lines });
        let results = said(self.results, |_, results| Fault::ResultsPassed { results });
        SheetRows {
            edition: None,
            origin: TableOrigin::Lines,
            rows,
            merged: BTreeMap::new(),
            odd: self.odd,
            faults: Vec::new(),
            unused: lines.into_iter().chain(results).chain(self.unknown_marks).collect(),
            passed: 0,
            of_other_years: self.of_other_years,
            understanding: self.understanding,
        }
    }
}

impl LineGoal {
    /// Its own indicators first, then its measures, those without indicators as well.
    fn rows(self) -> Vec<SheetRow> {
        let of_goal = |mut row: SheetRow| {
            row.extend(self.heading.clone().map(|heading| (SheetColumn::Goal, heading)));
            row
        };
        let mut rows: Vec<SheetRow> = self.rows.into_iter().map(of_goal).collect();
        for measure in self.measures {
            let of_measure = |row: SheetRow| {
                let mut row = of_goal(row);
                row.insert(SheetColumn::Measure, measure.heading.clone());
                row
            };
            rows.push(of_measure(SheetRow::new()));
            rows.extend(measure.rows.into_iter().map(of_measure));
        }
        rows
    }
}

fn is_same(there: &SheetField, field: &SheetField) -> bool {
    plain(there.content.text()) == plain(field.content.text())
}

/// What a line says of a plan: its first figure and its last one.
fn plan_texts(line: &Line, role: Option<Role>) -> BTreeMap<SheetColumn, String> {
    let mut texts = BTreeMap::from([(SheetColumn::Name, line.name.clone())]);
    let role = line.role.as_deref().and_then(named).or(role);
    texts.extend(role.map(|role: Role| (SheetColumn::Role, role_word(role))));
    let points = [(line.points.first(), SheetColumn::Baseline, SheetColumn::BaselineYear)].into_iter().chain([(
        line.points.last(),
        SheetColumn::Target,
        SheetColumn::TargetYear,
    )]);
    for (point, figure, year) in points {
        let Some(point) = point else { continue };
        texts.insert(figure, point.value.clone());
        texts.insert(year, point.year.clone());
    }
    texts.retain(|_, text| !text.is_empty());
    texts
}

fn role_word(role: Role) -> String {
    use crate::model::Word;
    role.word().to_owned()
}

fn result_texts(line: &Line, result: &super::line::DatedFigure) -> BTreeMap<SheetColumn, String> {
    let texts = [(SheetColumn::Name, &line.name), (SheetColumn::Value, &result.value), (SheetColumn::Year, &result.year)];
    texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(column, text)| (column, text.clone())).collect()
}

/// A row of texts that stand at one place.
fn row_of(texts: BTreeMap<SheetColumn, String>, place: &Place, odd: &mut Vec<OddCell>) -> SheetRow {
    let field = |text: String| SheetField { content: CellContent::Text(text), place: place.clone() };
    texts.into_iter().filter_map(|(column, text)| Some((column, field(text).cleaned(odd)?))).collect()
}

/// One warning for all texts of a kind, at the first of them.
fn said(passed: Vec<PassedText>, fault: impl FnOnce(usize, Vec<String>) -> Fault) -> Option<Diagnostic> {
    let place = passed.first()?.place.clone();
    let shown = |passed: &PassedText| {
        let text: String = passed.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = text.chars().take(MOST_LETTERS).collect();
        let more = if cut.len() < text.len() { "…" } else { "" };
        let line = match &passed.place {
            Place::Cell(cell) => format!("{} ", cell.name()),
            Place::Span(..) | Place::File(_) => String::new(),
        };
        format!("{line}{cut}{more}")
    };
    let more = passed.len() > MOST_NAMED;
    let named = passed.iter().take(MOST_NAMED).map(shown).chain(more.then(|| "…".to_owned())).collect();
    let fault = fault(passed.len(), named);
    Some(Diagnostic { severity: fault.severity(), fault, place, related: None })
}
