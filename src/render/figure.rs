//! The figures that pages of an edition show: those that its rule uses, and what these build on.

use super::context::PageContext;
use super::indicator::IndicatorText;
use super::number::signed_percent;
use super::words::{IndicatorWords, ThemeWords, fill};
use crate::evaluate::progress::Share;
use crate::evaluate::rating::figure_of;
use crate::model::{Figure, Rule};
use crate::record::{Aims, EditionRecord};
use serde::Serialize;

/// A figure as pages name and print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownFigure {
    Rated(Figure),
    /// 経過率, on which a pace builds.
    Elapsed,
    /// In the indicator's unit; on it its attainment builds.
    Expected,
}

impl Aims {
    /// What the column of expected values is called.
    pub fn short_name(self, words: &ThemeWords) -> String {
        match self {
            Aims { are_yearly: true, .. } => words.indicator.scheduled.clone(),
            Aims { some_are_yearly: true, .. } => words.indicator.expected_or_scheduled.clone(),
            Aims { .. } => words.chart.expected.clone(),
        }
    }
}

/// A term of the report with what it means.
#[derive(Debug, Serialize)]
pub struct Term {
    pub term: String,
    pub meaning: String,
}

/// The figures of a rule, each after those that it builds on.
pub fn shown_figures(rule: &Rule) -> Vec<ShownFigure> {
    let mut shown: Vec<ShownFigure> = Vec::new();
    for figure in rule.figures() {
        let with_basis = match figure {
            Figure::Pace => &[ShownFigure::Rated(Figure::Progress), ShownFigure::Elapsed, ShownFigure::Rated(Figure::Pace)][..],
            Figure::AttainmentOfExpected => &[ShownFigure::Expected, ShownFigure::Rated(figure)],
            Figure::Progress | Figure::Attainment | Figure::Change => &[ShownFigure::Rated(figure)],
        };
        let new: Vec<ShownFigure> = with_basis.iter().filter(|figure| !shown.contains(figure)).copied().collect();
        shown.extend(new);
    }
    shown
}

impl ShownFigure {
    /// Its name.
    pub fn name(self, words: &IndicatorWords, aims: Aims) -> &str {
        match self {
            ShownFigure::Elapsed => &words.elapsed,
            ShownFigure::Expected if aims.are_yearly => &words.scheduled,
            ShownFigure::Expected if aims.some_are_yearly => &words.expected_or_scheduled,
            ShownFigure::Expected => &words.expected,
            ShownFigure::Rated(Figure::Attainment) if aims.targets_are_yearly => &words.attainment_of_scheduled,
            ShownFigure::Rated(Figure::AttainmentOfExpected) if aims.are_yearly => &words.attainment_of_scheduled,
            ShownFigure::Rated(Figure::AttainmentOfExpected) if aims.some_are_yearly => &words.attainment_of_either,
            ShownFigure::Rated(Figure::Progress) => &words.progress,
            ShownFigure::Rated(Figure::Pace) => &words.pace,
            ShownFigure::Rated(Figure::Attainment) => &words.attainment,
            ShownFigure::Rated(Figure::AttainmentOfExpected) => &words.attainment_of_expected,
            ShownFigure::Rated(Figure::Change) => &words.change,
        }
    }

    /// "（実績値−基準値）÷（目標値−基準値）".
    fn formula(self, words: &ThemeWords, aims: Aims) -> &str {
        let words = &words.formula;
        match self {
            ShownFigure::Elapsed => &words.elapsed,
            ShownFigure::Expected if aims.are_yearly => &words.scheduled,
            ShownFigure::Rated(Figure::AttainmentOfExpected) if aims.are_yearly => &words.attainment_of_scheduled,
            ShownFigure::Expected => &words.expected,
            ShownFigure::Rated(Figure::Progress) => &words.progress,
            ShownFigure::Rated(Figure::Pace) => &words.pace,
            ShownFigure::Rated(Figure::Attainment) => &words.attainment,
            ShownFigure::Rated(Figure::AttainmentOfExpected) => &words.attainment_of_expected,
            ShownFigure::Rated(Figure::Change) => &words.change,
        }
    }

    /// Its formula, and how to read it.
    fn meaning(self, words: &ThemeWords, aims: Aims) -> String {
        let template = match self {
            ShownFigure::Rated(Figure::Progress) => &words.formula.read_progress,
            ShownFigure::Rated(Figure::Pace) => &words.formula.read_pace,
            _ => return self.formula(words, aims).to_owned(),
        };
        fill(template, &[("formula", self.formula(words, aims))])
    }

    /// "進捗率＝（実績値−基準値）÷（目標値−基準値）。"
    pub fn definition(self, words: &ThemeWords, aims: Aims) -> String {
        fill(&words.formula.definition, &[("figure", self.name(&words.indicator, aims)), ("formula", self.formula(words, aims))])
    }
}

/// What the figures of a rule are, in one paragraph under a table.
pub fn definitions(words: &ThemeWords, edition: &EditionRecord) -> String {
    let aims = edition.aims();
    let sentences = shown_figures(&edition.rule).into_iter().map(|figure| figure.definition(words, aims));
    sentences.chain([words.formula.not_started.clone()]).collect()
}

/// The terms that a reader of the rule has to know.
pub fn terms(words: &ThemeWords, edition: &EditionRecord) -> Vec<Term> {
    let mut figures = shown_figures(&edition.rule);
    let aims = edition.aims();
    if edition.rule.has_straight_line() && !figures.contains(&ShownFigure::Expected) {
        figures.push(ShownFigure::Expected);
    }
    let term = |figure: ShownFigure| Term { term: figure.name(&words.indicator, aims).to_owned(), meaning: figure.meaning(words, aims) };
    let not_started = Term { term: words.formula.not_started_term.clone(), meaning: words.formula.not_started_meaning.clone() };
    figures.into_iter().map(term).chain([not_started]).collect()
}

/// The name of the figure that a rule is about, as it stands within a sentence.
pub fn main_name(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    context.in_sentence(main_head(context, edition))
}

/// The name of the figure that the rule is about, as it stands alone.
pub fn main_head<'a>(context: &PageContext<'a>, edition: &EditionRecord) -> &'a str {
    ShownFigure::Rated(edition.rule.main_figure()).name(&context.words.indicator, edition.aims())
}

impl IndicatorText<'_> {
    /// A figure of the indicator as text; `－` where it is not defined.
    pub fn shown(&self, figure: ShownFigure) -> String {
        let figures = &self.record.figures;
        match figure {
            ShownFigure::Elapsed => self.percent(figures.elapsed),
            ShownFigure::Expected => match self.expected() {
                Some(expected) => self.amounts.amount(expected),
                None => self.context.words.indicator.none.clone(),
            },
            ShownFigure::Rated(Figure::Change) => match figures.change {
                Some(change) => signed_percent(change, &self.edition.rule, self.amounts.formatter.minus),
                None => self.context.words.indicator.none.clone(),
            },
            ShownFigure::Rated(figure) => self.percent(figure_of(figures, figure)),
        }
    }

    /// The figure that the rule is about, as a share; `None` where it is not defined.
    pub fn main_share(&self) -> Option<Share> {
        figure_of(&self.record.figures, self.edition.rule.main_figure())
    }

    /// The figure that the rule is about as a percentage; empty where it is not defined.
    pub fn main_percent(&self) -> String {
        match self.main_share() {
            Some(_) => self.shown(ShownFigure::Rated(self.edition.rule.main_figure())),
            None => String::new(),
        }
    }

    /// The name of the figure that the rule is about.
    pub fn main_name(&self) -> &str {
        ShownFigure::Rated(self.edition.rule.main_figure()).name(&self.context.words.indicator, Aims::of([self.record]))
    }
}
