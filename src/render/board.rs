//! The board of all indicators of an edition: a list of cells on pages, one picture as a file and on paper.

use super::context::PageContext;
use super::frame::colour;
use super::grade::GradeView;
use super::grade_charts::tile;
use super::html::Html;
use super::indicator::IndicatorText;
use super::page::goal_card::goal_label;
use super::part_cache::EditionPart;
use super::route::{ChartFile, PageAddress};
use super::theme::ViewPart;
use super::trajectory;
use super::words::fill;
use crate::chart;
use crate::model::{PrintedYear, Reading, Target};
use crate::record::{EditionRecord, GoalRecord};
use serde::Serialize;

/// The board as a list of cells, goals as rows.
#[derive(Debug, Serialize)]
pub struct BoardView {
    pub title: String,
    pub intro: String,
    pub rows: Vec<BoardRowView>,
    /// The board as one picture.
    pub download_href: Option<String>,
}

/// The indicators of a goal, or those that have ended.
#[derive(Debug, Serialize)]
pub struct BoardRowView {
    pub anchor: String,
    pub colour: u32,
    pub label: Option<String>,
    pub title: Html,
    pub href: Option<String>,
    pub cells: Vec<CellView>,
}

/// An indicator as a cell.
#[derive(Debug, Serialize)]
pub struct CellView {
    pub href: String,
    pub name: Html,
    #[serde(flatten)]
    pub record: RecordView,
    pub target: Option<DatedView>,
    pub grade: Option<GradeView>,
    /// The grade as a tile with its pattern.
    pub tile: Option<Html>,
}

/// The record of an indicator in small, with its ends.
#[derive(Debug, Serialize)]
pub struct RecordView {
    /// Without words; its figures stand beside it.
    pub record: Option<Html>,
    pub first: Option<DatedView>,
    pub last: DatedView,
}

impl RecordView {
    /// The record of an indicator up to its edition.
    pub fn of(text: &IndicatorText<'_>) -> RecordView {
        let dated = |(value, year): (String, String)| DatedView { value: text.context.html(&value), year };
        RecordView { record: trajectory::sparkline(text).map(Html::finished), first: first(text).map(dated), last: dated(last(text)) }
    }
}

/// A figure with its year.
#[derive(Debug, Serialize)]
pub struct DatedView {
    pub value: Html,
    pub year: String,
}

/// The board of an edition, each cell a link to the edition's page of the indicator.
pub fn view(context: &PageContext<'_>, edition: &EditionRecord) -> BoardView {
    let words = &context.words.board;
    BoardView {
        title: title(context, edition),
        intro: words.intro.clone(),
        rows: edition.goals.iter().filter(|goal| !goal.indicators.is_empty()).map(|goal| row(context, edition, goal)).collect(),
        download_href: context.chart_href(ChartFile::Board(edition.year)),
    }
}

/// "全20指標の一覧図".
pub fn title(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    fill(&context.words.board.title, &[("all", &edition.tally().all().to_string())])
}

fn row(context: &PageContext<'_>, edition: &EditionRecord, goal: &GoalRecord) -> BoardRowView {
    let texts = goal.indicators.iter().map(|record| IndicatorText::new(context, edition, record));
    BoardRowView {
        anchor: format!("board-{}", goal.number),
        href: Some(context.href(PageAddress::Goal(edition.year, goal.number))),
        ..BoardRowView::of_goal(context, goal, texts.map(|text| cell(&text, text.href())).collect())
    }
}

impl BoardRowView {
    /// The cells of a goal under its title.
    pub fn of_goal(context: &PageContext<'_>, goal: &GoalRecord, cells: Vec<CellView>) -> BoardRowView {
        BoardRowView {
            anchor: format!("goal-{}", goal.number),
            colour: colour(goal.number),
            label: Some(goal_label(context, goal.number)),
            title: context.text(&goal.title),
            href: None,
            cells,
        }
    }
}

/// An indicator as a cell that leads to a page.
pub fn cell(text: &IndicatorText<'_>, href: String) -> CellView {
    let context = text.context;
    let dated = |(value, year): (String, String)| DatedView { value: context.html(&value), year };
    let grade = text.grade();
    let tile = grade.as_ref().map(|grade| tile(text.tone(), grade.symbol.clone()));
    CellView { href, name: text.name_html(), record: RecordView::of(text), target: target(text).map(dated), grade, tile }
}

/// The first figure of the record, with its year: the baseline, unless results go back further.
fn first(text: &IndicatorText<'_>) -> Option<(String, String)> {
    let result = text.record.result.as_ref().map(|result| result.year);
    let baseline = text.record.plan().baseline.filter(|baseline| matches!(baseline.reading, Reading::Value(_) | Reading::Step(_)));
    let baseline = baseline.map(|baseline| (baseline.year, text.short(baseline.reading, baseline.bound), baseline.printed_year()));
    let results = trajectory::results(text);
    let known = results.iter().filter(|point| matches!(point.reading, Reading::Value(_)));
    let known = known.map(|point| (point.year, text.short(point.reading, point.bound), point.printed_year()));
    let all = baseline.into_iter().chain(known).filter(|(year, _, _)| Some(*year) != result);
    let dated = |(_, value, year): (_, String, PrintedYear<'_>)| (value, text.year_short(year));
    all.min_by_key(|(year, _, _)| *year).map(dated)
}

fn last(text: &IndicatorText<'_>) -> (String, String) {
    match &text.record.result {
        Some(result) => (text.observation(result), text.year_short(result.printed_year())),
        None => (text.missing(), String::new()),
    }
}

fn target(text: &IndicatorText<'_>) -> Option<(String, String)> {
    let target = text.record.plan().target?;
    Some((text.target(target), text.year_short(Target::printed_year(target))))
}

/// The board as one picture, whose links lead from the folder of the edition: on paper, and as a file.
pub fn picture(context: &PageContext<'_>, edition: &EditionRecord) -> ViewPart {
    let make = || ViewPart::of(&drawn(context, edition));
    context.renderer.part_cache.part((context.language, edition.year, EditionPart::Board), make)
}

fn drawn(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let frame = chart::ChartFrame {
        id: "board".to_owned(),
        lang: context.language.tag(),
        title: title(context, edition),
        desc: super::page::goal_card::edition_counts(context, edition),
    };
    let rows = edition.goals.iter().filter(|goal| !goal.indicators.is_empty()).map(|goal| chart::BoardRow {
        heading: format!("{} {}", goal_label(context, goal.number), context.plain(&goal.title)),
        cells: goal.indicators.iter().map(|record| picture_cell(&IndicatorText::new(context, edition, record))).collect(),
    });
    chart::board(&chart::Board { frame, rows: rows.collect() })
}

fn picture_cell(text: &IndicatorText<'_>) -> chart::BoardCell {
    let label = |(value, word): (String, String)| chart::Label { value, word };
    let target = target(text).map(|(value, year)| fill(&text.context.words.board.target, &[("value", &value), ("year", &year)]));
    chart::BoardCell {
        href: text.href(),
        name: text.name(),
        record: trajectory::small_record(text),
        first: first(text).map(label).unwrap_or_default(),
        last: label(last(text)),
        target: target.unwrap_or_default(),
        grade: text.grade().zip(text.grade_word()).map(|(grade, name)| chart::Tile { tone: text.tone(), symbol: grade.symbol, name }),
    }
}

/// The board as a file of its own.
pub fn download(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let heading = context.plain(&edition.title);
    chart::standalone(
        picture(context, edition).as_str(),
        &super::indicator_chart::caption(context, edition, heading, PageAddress::Edition(edition.year), context.words.board.intro.clone()),
    )
}
