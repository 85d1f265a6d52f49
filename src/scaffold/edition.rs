//! A new edition: the tree of its strategy, with a line for every result that is to be filled in.

use super::known::{self, line};
use super::{FolderDraft, new_text, strategy as strategies};
use crate::error::{Error, Request};
use crate::message::Message;
use crate::model::{Edition, Goal, Indicator, Measure, Notation, Project, Strategy, Text, Year, year};
use toml::Value;

const EDITION: &str = include_str!("new/edition.md");
const GOAL: &str = include_str!("new/edition-goal.md");
const MEASURE: &str = include_str!("new/edition-measure.md");
const RESULTS: &str =
    "# 実績は行頭の # を消して記入。値がない年は { status = \"no-survey\" } のように理由を書く / results: fill in, and take the # away
[results]
";

/// The report on a fiscal year, written in any notation.
///
/// # Errors
///
/// [`Request::Year`], [`Request::NoStrategy`], [`Request::UnknownStrategy`], [`Request::WhichStrategy`] and
/// [`Request::OutsidePeriods`].
pub fn edition(project: &Project, written: &str, strategy: Option<&str>) -> Result<FolderDraft, Error> {
    let year = year::parse_year(written).ok_or_else(|| Request::Year { found: written.to_owned() })?;
    let strategy = strategy_of(project, year, strategy)?;
    let mut files = vec![new_text("edition.md", &head(project, strategy, year))];
    for goal in &strategy.goals {
        files.push(new_text(&format!("goal-{}/goal.md", goal.number), &goal_text(project, goal, year)));
        for measure in goal.measures.iter().filter(|measure| measure.belongs_to(year)) {
            let path = format!("goal-{}/measure-{}.md", goal.number, measure.number);
            files.push(new_text(&path, &measure_text(project, measure, year)));
        }
    }
    Ok(FolderDraft { folder: format!("content/editions/{year}"), files })
}

/// The strategy that was named, or the only one whose period holds the year.
fn strategy_of<'a>(project: &'a Project, year: i32, named: Option<&str>) -> Result<&'a Strategy, Error> {
    let ids: Vec<String> = project.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    if ids.is_empty() {
        return Err(Request::NoStrategy.into());
    }
    let named = named.map(|id| strategies::existing(id, &ids)).transpose()?;
    let meant: Vec<&Strategy> = project.strategies.iter().filter(|strategy| named.as_ref().is_none_or(|id| *id == strategy.id)).collect();
    let fits = |strategy: &&Strategy| strategy.period.is_some_and(|period| period.contains(year));
    let fitting: Vec<&Strategy> = meant.iter().copied().filter(fits).collect();
    match fitting.as_slice() {
        [strategy] => Ok(strategy),
        [] => Err(Request::OutsidePeriods { year, strategies: meant.iter().map(|strategy| with_period(strategy)).collect() }.into()),
        _ => Err(Request::WhichStrategy { fitting: fitting.iter().map(|strategy| strategy.id.clone()).collect() }.into()),
    }
}

/// A strategy with its period, for a message.
fn with_period(strategy: &Strategy) -> Message {
    let [first, last] = [strategy.period.map(|period| period.first), strategy.period.map(|period| period.last)];
    Message::new("strategy.with-period").part("id", strategy.id.as_str()).part("first", first).part("last", last)
}

/// The newest edition before a year that fits.
fn before(project: &Project, year: i32, fits: impl Fn(&&Edition) -> bool) -> Option<&Edition> {
    project.editions.iter().rev().filter(|edition| edition.year < year).find(fits)
}

fn head(project: &Project, strategy: &Strategy, year: i32) -> String {
    let earlier = before(project, year, |edition| project.strategy_of(edition).id == strategy.id);
    let title = match earlier {
        Some(edition) => moved(&edition.title, edition.year, year),
        None => title_from(&strategy.title, year),
    };
    EDITION
        .replace("{strategy}", &quoted(&strategy.id))
        .replace("{published}", &quoted(&format!("{}-09", year + 1)))
        .replace("{title}", &pair(&title))
}

/// The title of a strategy's first edition; an open one stays open.
fn title_from(strategy: &Text, year: i32) -> Text {
    let filled = |text: &str, title: String| if text.is_empty() { String::new() } else { title };
    let era = Notation::as_of(None).japanese(Year::fiscal(year));
    Text {
        ja: filled(&strategy.ja, format!("{era} {}の取組状況", strategy.ja)),
        en: strategy.en.as_ref().map(|en| filled(en, format!("{en}: Progress Report, FY{year}"))),
    }
}

/// The title of an edition for another year, where it names its own.
fn moved(title: &Text, from: i32, to: i32) -> Text {
    let era = |year| Notation::as_of(None).japanese(Year::fiscal(year));
    let ja = title.ja.replace(&era(from), &era(to)).replace(&format!("{from}年度"), &format!("{to}年度"));
    let in_english = |en: &String| {
        let moved = |text: String, before: &str| text.replace(&format!("{before}{from}"), &format!("{before}{to}"));
        ["FY", "FY ", "fiscal ", "fiscal year ", "Fiscal Year "].into_iter().fold(en.clone(), moved)
    };
    Text { ja, en: title.en.as_ref().map(in_english) }
}

fn goal_text(project: &Project, goal: &Goal, year: i32) -> String {
    let title = format!("基本目標{} {}", goal.number, line(&goal.title.ja));
    filled(GOAL, &title, &results(project, &goal.indicators, year))
}

fn measure_text(project: &Project, measure: &Measure, year: i32) -> String {
    let title = format!("施策({}) {}", measure.number, line(&measure.title.ja));
    filled(&MEASURE.replace("{number}", &measure.number.to_string()), &title, &results(project, &measure.indicators, year))
}

/// The results go in beside the title, so that braces in either stay what they are.
fn filled(form: &str, title: &str, results: &str) -> String {
    let (before, after) = form.split_once("{results}\n").unwrap_or((form, ""));
    format!("{}{results}{after}", before.replace("{title}", title))
}

/// For each indicator of the edition what is known of it, and the line to fill in.
fn results(project: &Project, indicators: &[Indicator], year: i32) -> String {
    let of_edition = indicators.iter().filter(|indicator| indicator.belongs_to(year));
    let lines: Vec<String> = of_edition.map(|indicator| result(project, indicator, year)).collect();
    if lines.is_empty() { String::new() } else { format!("{RESULTS}{}\n", lines.concat()) }
}

fn result(project: &Project, indicator: &Indicator, year: i32) -> String {
    let last = before(project, year, |edition| known::figure(edition, indicator).is_some())
        .and_then(|edition| Some((edition.year, known::figure(edition, indicator)?)));
    let words = known::words(indicator, last.map(|(_, observed)| observed), year);
    let open = match last {
        Some((edition, observed)) if observed.year != Year::fiscal(edition) => long_form(observed.year, year - edition),
        Some(_) | None => String::new(),
    };
    format!("# {words}\n# {} = {open}\n", indicator.id)
}

/// Where the last figure was not one of its edition's fiscal year, the next will not be either.
fn long_form(last: Year, later: i32) -> String {
    let calendar = if last.calendar { ", calendar = true" } else { "" };
    format!("{{ year = {}{calendar}, value = }}", last.number + later)
}

/// A text as TOML.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `{ ja = "…", en = "…" }`.
pub fn pair(text: &Text) -> String {
    match &text.en {
        Some(en) => format!("{{ ja = {}, en = {} }}", quoted(&text.ja), quoted(en)),
        None => format!("{{ ja = {} }}", quoted(&text.ja)),
    }
}
