//! 新旧対照表: a strategy beside the one that it succeeds, row by row, with marks and what changed in each title.

use super::parts::goal_label;
use super::strategy::{before, numbered, title};
use crate::evaluate::compare::{GoalPair, MeasurePair, Pair, PolicyPair};
use crate::evaluate::{Comparison, Mark};
use crate::model::{Depth, Measure, Policy, Strategy, Text};
use crate::render::Html;
use crate::render::frame::{About, Frame, colour};
use crate::render::html::escape;
use crate::render::route::PageAddress;
use crate::render::scene::Scene;
use crate::render::wording::{Piece, pieces};
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `comparison.html`.
#[derive(Debug, Serialize)]
pub struct ComparisonView {
    pub frame: Frame,
    pub heading: Html,
    pub intro: Html,
    pub counts: Vec<(String, String)>,
    pub old: Html,
    pub new: Html,
    pub tables: Vec<ComparedTable>,
    /// The note under the comparison, with its title where it has one of its own.
    pub note: Option<(Option<Html>, Html)>,
}

/// The rows of one goal; where only goals are compared, of all of them.
#[derive(Debug, Serialize)]
pub struct ComparedTable {
    pub id: String,
    pub colour: Option<u32>,
    pub label: String,
    pub title: Option<Html>,
    pub caption: String,
    pub rows: Vec<ComparedRow>,
}

/// A row: a goal's title, a measure or a policy.
#[derive(Debug, Serialize)]
pub struct ComparedRow {
    /// `goal`, `measure` or `policy`.
    pub kind: &'static str,
    /// Whether both sides say the same.
    pub same: bool,
    pub old: Option<Side>,
    pub new: Option<Side>,
}

/// One side of a row.
#[derive(Debug, Serialize)]
pub struct Side {
    pub number: String,
    pub title: Html,
    pub mark: Option<String>,
}

/// Makes the view; `None` for a strategy that succeeds none.
pub fn view(scene: &Scene<'_>, strategy: &Strategy) -> Option<ComparisonView> {
    let old = before(scene, strategy)?;
    let comparison = Comparison::of(old, strategy);
    let words = &scene.words.strategy;
    let crumbs = vec![
        scene.crumb(PageAddress::Strategy(strategy.id.clone()), &scene.plain(&strategy.title)),
        scene.here(scene.html(&words.comparison)),
    ];
    let named = |text: &str| fill(text, &[("old", &scene.plain(&old.title)), ("new", &scene.plain(&strategy.title))]);
    let about = About { title: Some(named(&words.comparison_title)), description: named(&words.comparison_intro), crumbs, colour: None };
    Some(ComparisonView {
        frame: scene.frame(about),
        heading: scene.html(&words.comparison),
        intro: intro(scene, old, strategy),
        counts: counts(scene, &comparison),
        old: title(scene, old),
        new: title(scene, strategy),
        tables: tables(scene, &comparison),
        note: note(scene, strategy),
    })
}

fn note(scene: &Scene<'_>, strategy: &Strategy) -> Option<(Option<Html>, Html)> {
    let section = strategy.comparison.as_ref()?;
    let own = scene.plain(&section.title) != scene.words.strategy.comparison;
    Some((own.then(|| scene.text(&section.title)), scene.prose(&section.prose, 3)?))
}

/// "The old strategy beside the new one".
pub fn intro(scene: &Scene<'_>, old: &Strategy, new: &Strategy) -> Html {
    let values = [("old", title(scene, old)), ("new", title(scene, new))];
    Html::finished(fill(&escape(&scene.words.strategy.comparison_intro), &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// "施策 【新】1" and so on, for what there is.
pub fn counts(scene: &Scene<'_>, comparison: &Comparison<'_>) -> Vec<(String, String)> {
    let words = &scene.words.strategy;
    let measures = || comparison.goals.iter().flat_map(|goal| &goal.parts);
    let levels: [(&str, Vec<Mark>); 3] = [
        (&words.comparison_goals, comparison.goals.iter().map(|pair| pair.mark).collect()),
        (&words.comparison_measures, measures().map(|pair| pair.mark).collect()),
        (&words.comparison_policies, measures().flat_map(|measure| &measure.parts).map(|pair| pair.mark).collect()),
    ];
    let count = |label: &str, marks: &[Mark], mark: Mark| {
        let count = marks.iter().filter(|other| **other == mark).count();
        (count > 0).then(|| (format!("{label} {}", mark_word(scene, mark).unwrap_or_default()), count.to_string()))
    };
    let of_level =
        |(label, marks): (&str, Vec<Mark>)| [Mark::New, Mark::Revised, Mark::Discontinued].map(|mark| count(label, &marks, mark));
    levels.into_iter().flat_map(of_level).flatten().collect()
}

fn mark_word(scene: &Scene<'_>, mark: Mark) -> Option<String> {
    let words = &scene.words.strategy;
    match mark {
        Mark::Same => None,
        Mark::New => Some(words.mark_new.clone()),
        Mark::Revised => Some(words.mark_revised.clone()),
        Mark::Discontinued => Some(words.mark_discontinued.clone()),
    }
}

/// A table for each goal; one for all where the strategies are compared no deeper.
fn tables(scene: &Scene<'_>, comparison: &Comparison<'_>) -> Vec<ComparedTable> {
    if comparison.new.compare > Depth::Goals {
        return comparison.goals.iter().map(|pair| goal_table(scene, pair)).collect();
    }
    let label = scene.words.strategy.comparison_goals.clone();
    let rows = comparison.goals.iter().map(|pair| goal_row(scene, pair)).collect();
    vec![ComparedTable { id: "goals".to_owned(), colour: None, caption: label.clone(), label, title: None, rows }]
}

fn goal_table(scene: &Scene<'_>, pair: &GoalPair<'_>) -> ComparedTable {
    let goal = pair.new.or(pair.old);
    let number = goal.map_or(1, |goal| goal.number);
    let mut rows: Vec<ComparedRow> = pair.parts.iter().flat_map(|measure| measure_rows(scene, measure)).collect();
    if pair.mark != Mark::Same || rows.is_empty() {
        rows.insert(0, goal_row(scene, pair));
    }
    let label = goal_label(scene, number);
    ComparedTable {
        id: format!("goal-{number}"),
        colour: Some(colour(number)),
        caption: fill(&scene.words.strategy.comparison_caption, &[("goal", &label)]),
        label,
        title: goal.map(|goal| scene.text(&goal.title)),
        rows,
    }
}

fn goal_row(scene: &Scene<'_>, pair: &GoalPair<'_>) -> ComparedRow {
    let number = |goal: Option<&crate::model::Goal>| goal.map(|goal| goal_label(scene, goal.number)).unwrap_or_default();
    row(scene, "goal", pair, [number(pair.old), number(pair.new)], |goal| &goal.title)
}

fn measure_rows(scene: &Scene<'_>, pair: &MeasurePair<'_>) -> Vec<ComparedRow> {
    let number = |measure: Option<&Measure>| measure.map(|measure| format!("({})", measure.number)).unwrap_or_default();
    let head = row(scene, "measure", pair, [number(pair.old), number(pair.new)], |measure| &measure.title);
    let policy = |policy: &PolicyPair<'_>| {
        let numbers = [position(scene, pair.old, policy.old), position(scene, pair.new, policy.new)];
        row(scene, "policy", policy, numbers, |policy| &policy.title)
    };
    std::iter::once(head).chain(pair.parts.iter().map(policy)).collect()
}

/// The number of a policy within its measure.
fn position(scene: &Scene<'_>, measure: Option<&Measure>, policy: Option<&Policy>) -> String {
    let at = measure.zip(policy).and_then(|(measure, policy)| measure.policies.iter().position(|other| std::ptr::eq(other, policy)));
    at.map(|at| numbered(scene, at as u32 + 1)).unwrap_or_default()
}

/// The mark stands on the side that carries it: the new one, or the old one of what is discontinued.
fn row<T, C>(
    scene: &Scene<'_>,
    kind: &'static str,
    pair: &Pair<'_, T, C>,
    [old_number, new_number]: [String; 2],
    title: impl Fn(&T) -> &Text,
) -> ComparedRow {
    let mark = mark_word(scene, pair.mark);
    let (old_mark, new_mark) = if pair.mark == Mark::Discontinued { (mark, None) } else { (None, mark) };
    let [old, new] = titles(scene, pair.old.map(&title), pair.new.map(&title));
    ComparedRow {
        kind,
        same: pair.mark == Mark::Same && pair.old.is_some(),
        old: old.map(|title| Side { number: old_number, title, mark: old_mark }),
        new: new.map(|title| Side { number: new_number, title, mark: new_mark }),
    }
}

/// Both titles, with what changed marked where both are in one language.
fn titles(scene: &Scene<'_>, old: Option<&Text>, new: Option<&Text>) -> [Option<Html>; 2] {
    let plain = [old, new].map(|title| title.map(|title| scene.text(title)));
    let (Some(old), Some(new)) = (old, new) else { return plain };
    let ((old, first), (new, second)) = (old.in_language(scene.language), new.in_language(scene.language));
    if old == new || first != second || first != scene.language {
        return plain;
    }
    let words = &scene.words.strategy;
    let [before, after] = pieces(old, new);
    [marked(scene, &before, ("del", &words.deleted, &words.deleted_end)), marked(scene, &after, ("ins", &words.added, &words.added_end))]
        .map(Some)
}

/// What changed as an element, and for ears between two words that nobody sees.
fn marked(scene: &Scene<'_>, pieces: &[Piece], (element, begins, ends): (&str, &str, &str)) -> Html {
    let unseen = |text: &str| format!("<span class=\"off\">{}</span>", escape(text));
    let write = |piece: &Piece| {
        let trimmed = piece.text.trim();
        let text = scene.html(trimmed);
        let text = match piece.changed && !trimmed.is_empty() {
            true => format!("<{element}>{}{}{}</{element}>", unseen(begins), text.as_str(), unseen(ends)),
            false => text.as_str().to_owned(),
        };
        let start = piece.text.len() - piece.text.trim_start().len();
        let end = piece.text.trim_end().len().max(start);
        format!("{}{text}{}", &piece.text[..start], &piece.text[end..])
    };
    Html::finished(pieces.iter().map(write).collect())
}
