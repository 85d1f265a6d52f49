//! Strategies that are there, as their files have them: also those that are not finished, in which nothing but the TOML has to be sound.

use super::plan::{CellFigure, IndicatorParent, PlanFigure, ScheduledTarget};
use crate::diagnostic::SourceId;
use crate::load::Folder;
use crate::load::front_matter::split;
use crate::model::year::parse_year;
use crate::model::{Direction, Document, Kind, Published, Quantity, Role, Text, Word};
use crate::sheet::recognise::plain;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, TableLike};

/// The goals and measures of a strategy, by their files.
#[derive(Clone, Debug, Default)]
pub struct KnownStrategy {
    pub parts: Vec<KnownPart>,
}

/// A goal or a measure.
#[derive(Clone, Debug)]
pub struct KnownPart {
    pub parent: IndicatorParent,
    pub title: Text,
    /// The values of its other keys, as TOML.
    pub keys: BTreeMap<String, String>,
    pub indicators: Vec<KnownIndicator>,
}

/// An indicator; what its file does not say, or not in a form that is known, is `None`.
#[derive(Clone, Debug)]
pub struct KnownIndicator {
    pub id: String,
    pub parent: IndicatorParent,
    /// The title of the goal or measure that it stands below, in the form of [`plain`].
    pub title: String,
    pub name: Text,
    pub unit: Option<String>,
    pub role: Option<Role>,
    pub kind: Option<Kind>,
    pub direction: Option<Direction>,
    pub baseline: Option<KnownFigure>,
    pub target: Option<KnownFigure>,
    pub schedule: Vec<ScheduledTarget>,
    pub steps: Vec<KnownStep>,
    /// The Japanese of group, definition, source, owner and note.
    pub texts: BTreeMap<&'static str, String>,
    /// The values of all keys, as TOML.
    pub keys: BTreeMap<String, String>,
}

/// A step of a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownStep {
    pub id: String,
    pub ja: String,
}

/// A baseline or a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFigure {
    /// `None` where its file does not say it in a form that is known.
    pub figure: Option<PlanFigure>,
    pub calendar: bool,
    /// As TOML.
    pub written: String,
}

/// The keys of an indicator whose values are texts in both languages, in the order of its table.
pub const TEXTS: [&str; 5] = ["group", "definition", "source", "owner", "note"];

impl KnownStrategy {
    /// The strategy of an id, if anything of it is there: also one whose own text is not yet.
    pub fn existing(folder: &Folder, id: &str) -> Option<KnownStrategy> {
        let below = format!("content/strategies/{id}");
        let is_there = folder.below(&below).next().is_some();
        is_there.then(|| KnownStrategy { parts: parts(folder, id) })
    }

    /// The strategy of an id; `None` where there is none.
    pub fn read(folder: &Folder, id: &str) -> Option<KnownStrategy> {
        folder.texts.get(&format!("content/{}", Document::Strategy(id.to_owned()).path()))?;
        Some(KnownStrategy { parts: parts(folder, id) })
    }

    /// The goals, or the measures of a goal.
    pub fn below(&self, goal: Option<u32>) -> impl Iterator<Item = &KnownPart> {
        self.parts.iter().filter(move |part| match part.parent {
            IndicatorParent::Goal(_) => goal.is_none(),
            IndicatorParent::Measure { goal: of, .. } => goal == Some(of),
        })
    }

    /// The goal or the measure of a file.
    pub fn part(&self, parent: IndicatorParent) -> Option<&KnownPart> {
        self.parts.iter().find(|part| part.parent == parent)
    }

    /// Every indicator.
    pub fn indicators(&self) -> impl Iterator<Item = &KnownIndicator> {
        self.parts.iter().flat_map(|part| &part.indicators)
    }
}

impl KnownIndicator {
    /// The position of the step of a name.
    pub fn step(&self, name: &str) -> Option<usize> {
        self.steps.iter().position(|step| plain(&step.ja) == plain(name))
    }

    /// Whether a row, whose steps have these names, says the figure of a baseline or a target. A bound counts only where the row has one.
    pub fn is_same_figure(&self, there: &PlanFigure, said: &PlanFigure, steps: &[String]) -> bool {
        match (&there.figure, &said.figure) {
            (CellFigure::Value(old, bound), CellFigure::Value(new, own)) => old == new && (own.is_none() || own == bound),
            (CellFigure::Step(old), CellFigure::Step(new)) => steps.get(*new).and_then(|name| self.step(name)) == Some(*old),
            (old, new) => old == new,
        }
    }
}

impl KnownPart {
    /// The title in the form of [`plain`].
    pub fn key(&self) -> String {
        plain(&self.title.ja)
    }
}

/// The front matter of a file; `None` where it cannot be read.
pub fn facts(text: &str) -> Option<DocumentMut> {
    text[split(text).ok()?.facts].parse().ok()
}

/// The ids of the indicators that front matter defines.
pub fn ids(facts: &DocumentMut) -> Vec<String> {
    let tables = facts.get("indicator").map(tables).unwrap_or_default();
    tables.into_iter().filter_map(|table| Some(table.get("id")?.as_str()?.to_owned())).collect()
}

fn parts(folder: &Folder, id: &str) -> Vec<KnownPart> {
    let below = format!("content/strategies/{id}");
    let part = |(path, source): (&str, SourceId)| {
        let parent = match Document::parse(&format!("strategies/{id}/{path}"))? {
            Document::StrategyGoal(_, goal) => IndicatorParent::Goal(goal),
            Document::StrategyMeasure(_, goal, measure) => IndicatorParent::Measure { goal, measure },
            _ => return None,
        };
        Some(part(parent, &folder.sources.get(source).text))
    };
    let mut parts: Vec<KnownPart> = folder.below(&below).filter_map(part).collect();
    parts.sort_by_key(|part| part.parent.numbers());
    parts
}

fn part(parent: IndicatorParent, text: &str) -> KnownPart {
    let facts = facts(text).unwrap_or_default();
    let tables = facts.get("indicator").map(tables).unwrap_or_default();
    let keys = facts
        .iter()
        .filter(|(key, _)| !["title", "indicator"].contains(key))
        .filter_map(|(key, item)| Some((key.to_owned(), written(item)?)))
        .collect();
    let title = facts.get("title").and_then(localized).unwrap_or_default();
    let key = plain(&title.ja);
    let indicators = tables.into_iter().filter_map(|table| indicator(parent, &key, table));
    KnownPart { parent, title, keys, indicators: indicators.collect() }
}

/// The tables of an array, in either of its forms.
fn tables(item: &Item) -> Vec<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.iter().map(|table| table as &dyn TableLike).collect(),
        Item::Value(value) => {
            value.as_array().into_iter().flatten().filter_map(|value| Some(value.as_inline_table()? as &dyn TableLike)).collect()
        }
        Item::Table(_) | Item::None => Vec::new(),
    }
}

/// A value as TOML that can stand behind a key.
fn written(item: &Item) -> Option<String> {
    Some(item.clone().into_value().ok()?.decorated("", "").to_string())
}

fn localized(item: &Item) -> Option<Text> {
    let text = |language: &str| Some(item.get(language)?.as_str()?.to_owned());
    Some(Text { ja: text("ja")?, en: text("en") })
}

fn indicator(parent: IndicatorParent, title: &str, table: &dyn TableLike) -> Option<KnownIndicator> {
    fn word<T: Word>(table: &dyn TableLike, key: &str) -> Option<T> {
        T::from_word(table.get(key)?.as_str()?)
    }
    let unit = table.get("unit").and_then(|unit| unit.as_str().or_else(|| unit.get("ja")?.as_str()));
    let texts = TEXTS.iter().filter_map(|key| Some((*key, localized(table.get(key)?)?.ja)));
    let scheduled = table.get("schedule").map(tables).unwrap_or_default();
    let step =
        |table: &dyn TableLike| Some(KnownStep { id: table.get("id")?.as_str()?.to_owned(), ja: table.get("ja")?.as_str()?.to_owned() });
    let steps: Vec<KnownStep> = table.get("steps").map(tables).unwrap_or_default().into_iter().filter_map(step).collect();
    let figure = |key: &str| figure(table.get(key)?, &steps);
    Some(KnownIndicator {
        id: table.get("id")?.as_str()?.to_owned(),
        parent,
        title: title.to_owned(),
        name: table.get("name").and_then(localized).unwrap_or_default(),
        unit: unit.map(str::to_owned),
        role: word(table, "role"),
        kind: word(table, "kind"),
        direction: word(table, "direction"),
        baseline: figure("baseline"),
        target: figure("target"),
        schedule: scheduled.into_iter().filter_map(scheduled_target).collect(),
        texts: texts.collect(),
        keys: table.iter().filter_map(|(key, item)| Some((key.to_owned(), written(item)?))).collect(),
        steps,
    })
}

fn scheduled_target(table: &dyn TableLike) -> Option<ScheduledTarget> {
    Some(ScheduledTarget { year: year(table.get("year")?)?, value: quantity(table.get("value")?)? })
}

fn figure(item: &Item, steps: &[KnownStep]) -> Option<KnownFigure> {
    let written = written(item)?;
    let number = |key: &str| item.get(key).and_then(quantity);
    let bound = item.get("bound").and_then(Item::as_str).and_then(Word::from_word);
    let status = item.get("status").and_then(Item::as_str).and_then(Word::from_word);
    let step = item.get("value").and_then(Item::as_str).and_then(|id| steps.iter().position(|step| step.id == id));
    let found = match (number("value"), number("min").zip(number("max")), status, step) {
        (Some(value), ..) => Some(CellFigure::Value(value, bound)),
        (None, Some((min, max)), ..) => Some(CellFigure::Range(min, max)),
        (None, None, Some(status), _) => Some(CellFigure::Missing(status)),
        (None, None, None, step) => step.map(CellFigure::Step),
    };
    let note = item.get("note").and_then(localized).map(|note| note.ja);
    let calendar = item.get("calendar").and_then(Item::as_bool) == Some(true);
    let day = item.get("as_of").and_then(|day| day.as_str().map(str::to_owned).or_else(|| Some(day.as_datetime()?.to_string())));
    let as_of = day.and_then(|day| Published::parse(&day));
    let year = item.get("year").and_then(year).or(as_of.map(|day| day.in_year(calendar).number));
    let figure = found.map(|figure| PlanFigure { figure, year, calendar, as_of, note });
    Some(KnownFigure { figure, calendar, written })
}

fn year(item: &Item) -> Option<i32> {
    match item.as_str() {
        Some(text) => parse_year(text),
        None => item.as_integer()?.try_into().ok(),
    }
}

fn quantity(item: &Item) -> Option<Quantity> {
    let value = item.as_value()?;
    let digits = (value.is_integer() || value.is_float()).then(|| value.clone().decorated("", "").to_string())?;
    Quantity::parse(&digits.replace('_', "")).ok()
}
