//! New parts of the plan: strategies and goals, with their texts left open.

use super::edition::pair;
use super::{FolderDraft, known, new_text};
use crate::diagnostic::nearest;
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::{Direction, Document, Kind, Period, Project, Text};
use std::collections::BTreeSet;

const STRATEGY: &str = include_str!("new/strategy.md");
const GOAL: &str = include_str!("new/goal.md");
const MEASURE: &str = include_str!("new/measure.md");
/// The line of [`STRATEGY`] that a strategy with `--succeeds` replaces.
const SUCCEEDS: &str = "# succeeds = \"first\"";
/// The lines of [`STRATEGY`] that a known title and a known period replace.
const TITLE: &str = "title = { ja = \"\", en = \"\" }";
const PERIOD: &str = "# period = [2030, 2034]";
const LAST_NUMBER: u32 = 999;

/// What is known of a new strategy; what is not stays open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StrategyFacts {
    pub title: Option<Text>,
    pub period: Option<Period>,
}

/// A strategy with its first goal and measure.
///
/// # Errors
///
/// [`Request::Id`] and [`Request::UnknownStrategy`].
pub fn strategy(folder: &Folder, id: &str, succeeds: Option<&str>, facts: Option<&StrategyFacts>) -> Result<FolderDraft, Error> {
    let document = Document::Strategy(id.to_owned());
    if Document::parse(&document.path()) != Some(document) {
        return Err(Request::Id { found: id.to_owned() }.into());
    }
    let text = match succeeds {
        Some(before) => {
            let others: Vec<String> = strategies(folder).into_iter().filter(|other| other != id).collect();
            STRATEGY.replace(SUCCEEDS, &format!("succeeds = \"{}\"", existing(before, &others)?))
        }
        None => STRATEGY.to_owned(),
    };
    let files = [
        ("strategy.md", facts.map_or(text.clone(), |facts| with_facts(&text, facts))),
        ("goal-1/goal.md", goal_form()),
        ("goal-1/measure-1.md", MEASURE.to_owned()),
    ];
    Ok(draft(format!("content/strategies/{id}"), files))
}

/// The form of a strategy with its title and its period.
fn with_facts(form: &str, facts: &StrategyFacts) -> String {
    let titled = facts.title.as_ref().map_or(form.to_owned(), |title| form.replace(TITLE, &format!("title = {}", pair(title))));
    let Some(Period { first, last }) = facts.period else { return titled };
    titled.replace(PERIOD, &format!("period = [{first}, {last}]"))
}

/// The next goal of a strategy, with its first measure.
///
/// # Errors
///
/// [`Request::NoStrategy`], [`Request::UnknownStrategy`], [`Request::WhichStrategy`] and [`Request::NoNumberLeft`].
pub fn goal(folder: &Folder, project: &Project, strategy: Option<&str>) -> Result<FolderDraft, Error> {
    let known_ids = strategies(folder);
    let id = match strategy {
        Some(id) => existing(id, &known_ids)?,
        None => newest(&known_ids, project)?,
    };
    let number_of = |document: Document| match document {
        Document::StrategyGoal(of, goal) | Document::StrategyMeasure(of, goal, _) if of == id => Some(goal),
        _ => None,
    };
    let last = documents(folder).filter_map(number_of).max().unwrap_or(0);
    if last >= LAST_NUMBER {
        return Err(Request::NoNumberLeft { strategy: id }.into());
    }
    let folder = format!("content/strategies/{id}/goal-{}", last + 1);
    Ok(draft(folder, [("goal.md", goal_form()), ("measure-1.md", MEASURE.to_owned())]))
}

/// The form of a goal, with the words that can be chosen in it.
fn goal_form() -> String {
    GOAL.replace("{kinds}", &known::choices::<Kind>()).replace("{directions}", &known::choices::<Direction>())
}

fn draft<const N: usize>(folder: String, files: [(&str, String); N]) -> FolderDraft {
    FolderDraft { folder, files: files.iter().map(|(path, text)| new_text(path, text)).collect() }
}

/// What the files of `content` are, by their paths: this can be told of unfinished content as well.
fn documents(folder: &Folder) -> impl Iterator<Item = Document> {
    folder.below("content").filter_map(|(path, _)| Document::parse(path))
}

fn strategies(folder: &Folder) -> Vec<String> {
    let id_of = |document| match document {
        Document::Strategy(id) => Some(id),
        _ => None,
    };
    documents(folder).filter_map(id_of).collect()
}

/// An id that is among the known ones.
pub fn existing(id: &str, known: &[String]) -> Result<String, Error> {
    if known.iter().any(|other| other == id) {
        return Ok(id.to_owned());
    }
    let nearest = nearest(id, known.iter().map(String::as_str));
    Err(Request::UnknownStrategy { found: id.to_owned(), nearest, known: known.to_vec() }.into())
}

/// The strategy that no other succeeds.
fn newest(known: &[String], project: &Project) -> Result<String, Error> {
    let succeeded: BTreeSet<&String> = project.strategies.iter().filter_map(|strategy| strategy.succeeds.as_ref()).collect();
    let last: Vec<String> = known.iter().filter(|id| !succeeded.contains(id)).cloned().collect();
    match last.as_slice() {
        [id] => Ok(id.clone()),
        [] if known.is_empty() => Err(Request::NoStrategy.into()),
        [] => Err(Request::WhichStrategy { fitting: known.to_vec() }.into()),
        _ => Err(Request::WhichStrategy { fitting: last }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_strategy_has_the_lines_that_are_replaced() {
        assert_eq!([SUCCEEDS, TITLE, PERIOD].map(|line| STRATEGY.matches(line).count()), [1, 1, 1]);
    }
}
