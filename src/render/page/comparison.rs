//! 新旧対照表: a strategy beside the one that it succeeds, row by row, with marks and what changed in each title.

use super::goal_card::goal_label;
use super::strategy::{before, numbered, title};
use crate::evaluate::compare::{GoalPair, IndicatorPair, MeasurePair, Pair, PolicyPair};
use crate::evaluate::{Comparison, Mark};
use crate::markup::escape;
use crate::model::{Depth, Measure, Policy, Strategy, Text};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::plan_text::PlanText;
use crate::render::route::PageAddress;
use crate::render::text_diff::{Piece, pieces};
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

/// A row: a goal's title, a measure, a policy or an indicator.
#[derive(Debug, Serialize)]
pub struct ComparedRow {
    /// `goal`, `measure`, `policy` or `indicator`.
    pub kind: &'static str,
    /// Whether both sides are equal.
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
    /// The target of an indicator.
    pub detail: Option<String>,
}

/// Makes the view; `None` for a strategy that succeeds none.
pub fn view(context: &PageContext<'_>, strategy: &Strategy) -> Option<ComparisonView> {
    let old = before(context, strategy)?;
    let comparison = Comparison::of(old, strategy);
    let words = &context.words.strategy;
    let crumbs = vec![
        context.crumb(PageAddress::Strategy(strategy.id.clone()), &context.plain(&strategy.title)),
        context.here(context.html(&words.comparison)),
    ];
    let named = |text: &str| fill(text, &[("old", &context.plain(&old.title)), ("new", &context.plain(&strategy.title))]);
    let head = PageHead { title: Some(named(&words.comparison_title)), description: named(&words.comparison_intro), crumbs, colour: None };
    Some(ComparisonView {
        frame: context.frame(head),
        heading: context.html(&words.comparison),
        intro: intro(context, old, strategy),
        counts: counts(context, &comparison),
        old: title(context, old),
        new: title(context, strategy),
        tables: tables(context, &comparison),
        note: note(context, strategy),
    })
}

fn note(context: &PageContext<'_>, strategy: &Strategy) -> Option<(Option<Html>, Html)> {
    let section = strategy.comparison.as_ref()?;
    let own = context.plain(&section.title) != context.words.strategy.comparison;
    Some((own.then(|| context.text(&section.title)), context.prose(&section.prose, 3)?))
}

/// "The old strategy beside the new one".
pub fn intro(context: &PageContext<'_>, old: &Strategy, new: &Strategy) -> Html {
    let values = [("old", title(context, old)), ("new", title(context, new))];
    Html::finished(fill(&escape(&context.words.strategy.comparison_intro), &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// "施策 【新】1" and so on, for what there is.
pub fn counts(context: &PageContext<'_>, comparison: &Comparison<'_>) -> Vec<(String, String)> {
    let words = &context.words.strategy;
    let measures = || comparison.goals.iter().flat_map(|goal| &goal.parts);
    let levels: [(&str, Vec<Mark>); 4] = [
        (&words.comparison_goals, comparison.goals.iter().map(|pair| pair.mark).collect()),
        (&words.comparison_measures, measures().map(|pair| pair.mark).collect()),
        (&words.comparison_policies, measures().flat_map(|measure| &measure.parts).map(|pair| pair.mark).collect()),
        (&words.comparison_indicators, comparison.indicators.iter().map(|pair| pair.mark).collect()),
    ];
    let count = |label: &str, marks: &[Mark], mark: Mark| {
        let count = marks.iter().filter(|other| **other == mark).count();
        (count > 0).then(|| (format!("{label} {}", mark_word(context, mark).unwrap_or_default()), count.to_string()))
    };
    let of_level =
        |(label, marks): (&str, Vec<Mark>)| [Mark::New, Mark::Revised, Mark::Discontinued].map(|mark| count(label, &marks, mark));
    levels.into_iter().flat_map(of_level).flatten().collect()
}

fn mark_word(context: &PageContext<'_>, mark: Mark) -> Option<String> {
    let words = &context.words.strategy;
    match mark {
        Mark::Same => None,
        Mark::New => Some(words.mark_new.clone()),
        Mark::Revised => Some(words.mark_revised.clone()),
        Mark::Discontinued => Some(words.mark_discontinued.clone()),
    }
}

/// A table for each goal; one for all where the strategies are compared no deeper.
fn tables(context: &PageContext<'_>, comparison: &Comparison<'_>) -> Vec<ComparedTable> {
    let goals = match comparison.new.compare {
        Depth::Measures | Depth::Policies => comparison.goals.iter().map(|pair| goal_table(context, pair)).collect(),
        Depth::Goals => {
            let rows = comparison.goals.iter().map(|pair| goal_row(context, pair)).collect();
            vec![whole_table("goals", &context.words.strategy.comparison_goals, rows)]
        }
    };
    let rows: Vec<ComparedRow> = comparison.indicators.iter().map(|pair| indicator_row(context, comparison, pair)).collect();
    let indicators = Some(rows).filter(|rows| !rows.is_empty());
    goals.into_iter().chain(indicators.map(|rows| whole_table("indicators", &context.words.strategy.comparison_indicators, rows))).collect()
}

/// A table of the whole strategies.
fn whole_table(id: &str, label: &str, rows: Vec<ComparedRow>) -> ComparedTable {
    ComparedTable { id: id.to_owned(), colour: None, caption: label.to_owned(), label: label.to_owned(), title: None, rows }
}

/// An indicator with its targets on either side, each as it was last revised, with unit and year.
fn indicator_row(context: &PageContext<'_>, comparison: &Comparison<'_>, pair: &IndicatorPair<'_>) -> ComparedRow {
    let mut row = row(context, "indicator", pair, [String::new(), String::new()], |indicator| &indicator.name);
    for (side, strategy, indicator) in [(&mut row.old, comparison.old, pair.old), (&mut row.new, comparison.new, pair.new)] {
        if let Some((side, indicator)) = side.as_mut().zip(indicator) {
            let planned = indicator.planned(i32::MAX);
            let target = PlanText::new(context, context.formatter(strategy.notation()), &planned).target();
            side.detail = Some(fill(&context.words.strategy.comparison_target, &[("target", &target)]));
        }
    }
    row
}

fn goal_table(context: &PageContext<'_>, pair: &GoalPair<'_>) -> ComparedTable {
    let goal = pair.new.or(pair.old);
    let number = goal.map_or(1, |goal| goal.number);
    let mut rows: Vec<ComparedRow> = pair.parts.iter().flat_map(|measure| measure_rows(context, measure)).collect();
    if pair.mark != Mark::Same || rows.is_empty() {
        rows.insert(0, goal_row(context, pair));
    }
    let label = goal_label(context, number);
    ComparedTable {
        id: format!("goal-{number}"),
        colour: Some(colour(number)),
        caption: fill(&context.words.strategy.comparison_caption, &[("goal", &label)]),
        label,
        title: goal.map(|goal| context.text(&goal.title)),
        rows,
    }
}

fn goal_row(context: &PageContext<'_>, pair: &GoalPair<'_>) -> ComparedRow {
    let number = |goal: Option<&crate::model::Goal>| goal.map(|goal| goal_label(context, goal.number)).unwrap_or_default();
    row(context, "goal", pair, [number(pair.old), number(pair.new)], |goal| &goal.title)
}

fn measure_rows(context: &PageContext<'_>, pair: &MeasurePair<'_>) -> Vec<ComparedRow> {
    let number = |measure: Option<&Measure>| measure.map(|measure| format!("({})", measure.number)).unwrap_or_default();
    let head = row(context, "measure", pair, [number(pair.old), number(pair.new)], |measure| &measure.title);
    let policy = |policy: &PolicyPair<'_>| {
        let numbers = [position(context, pair.old, policy.old), position(context, pair.new, policy.new)];
        row(context, "policy", policy, numbers, |policy| &policy.title)
    };
    std::iter::once(head).chain(pair.parts.iter().map(policy)).collect()
}

/// The number of a policy within its measure.
fn position(context: &PageContext<'_>, measure: Option<&Measure>, policy: Option<&Policy>) -> String {
    let at = measure.zip(policy).and_then(|(measure, policy)| measure.policies.iter().position(|other| std::ptr::eq(other, policy)));
    at.map(|at| numbered(context, at as u32 + 1)).unwrap_or_default()
}

/// The mark stands on the side that carries it: the new one, or the old one of what is discontinued.
fn row<T, C>(
    context: &PageContext<'_>,
    kind: &'static str,
    pair: &Pair<'_, T, C>,
    [old_number, new_number]: [String; 2],
    title: impl Fn(&T) -> &Text,
) -> ComparedRow {
    let mark = mark_word(context, pair.mark);
    let (old_mark, new_mark) = if pair.mark == Mark::Discontinued { (mark, None) } else { (None, mark) };
    let [old, new] = titles(context, pair.old.map(&title), pair.new.map(&title));
    ComparedRow {
        kind,
        same: pair.mark == Mark::Same && pair.old.is_some(),
        old: old.map(|title| Side { number: old_number, title, mark: old_mark, detail: None }),
        new: new.map(|title| Side { number: new_number, title, mark: new_mark, detail: None }),
    }
}

/// Both titles, with what changed marked where both are in one language.
fn titles(context: &PageContext<'_>, old: Option<&Text>, new: Option<&Text>) -> [Option<Html>; 2] {
    let plain = [old, new].map(|title| title.map(|title| context.text(title)));
    let (Some(old), Some(new)) = (old, new) else { return plain };
    let ((old, first), (new, second)) = (old.in_language(context.language), new.in_language(context.language));
    if old == new || first != second || first != context.language {
        return plain;
    }
    let words = &context.words.strategy;
    let [before, after] = pieces(old, new);
    [
        marked(context, &before, Marking { element: "del", start: &words.deleted, end: &words.deleted_end }),
        marked(context, &after, Marking { element: "ins", start: &words.added, end: &words.added_end }),
    ]
    .map(Some)
}

/// How changed text is marked: an element, and texts for screen readers before and after it.
struct Marking<'a> {
    element: &'a str,
    start: &'a str,
    end: &'a str,
}

/// A title whose changed pieces are marked.
fn marked(context: &PageContext<'_>, pieces: &[Piece], marking: Marking<'_>) -> Html {
    let Marking { element, start, end } = marking;
    let unseen = |text: &str| format!("<span class=\"off\">{}</span>", escape(text));
    let write = |piece: &Piece| {
        let trimmed = piece.text.trim();
        let text = context.html(trimmed);
        let text = match piece.changed && !trimmed.is_empty() {
            true => format!("<{element}>{}{}{}</{element}>", unseen(start), text.as_str(), unseen(end)),
            false => text.as_str().to_owned(),
        };
        let leading = piece.text.len() - piece.text.trim_start().len();
        let trailing = piece.text.trim_end().len().max(leading);
        format!("{}{text}{}", &piece.text[..leading], &piece.text[trailing..])
    };
    Html::finished(pieces.iter().map(write).collect())
}
