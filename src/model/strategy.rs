//! Strategies: the plan that editions report on.

use super::{Alias, Depth, Indicator, Notation, Period, PopulationNotation, Prose, Published, Quantity, Rule, Text};
use crate::diagnostic::Place;

/// A part of a strategy's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Section {
    Vision,
    Alignment,
    Population,
    Goals,
    Comparison,
    /// A file of prose beside `strategy.md`, by its position in [`Strategy::prose`].
    Prose(usize),
}

/// 将来像.
#[derive(Clone, Debug, PartialEq)]
pub struct Vision {
    pub title: Text,
    pub subtitle: Option<Text>,
    pub note: Option<Text>,
}

/// A figure of a population scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PopulationPoint {
    /// Calendar year.
    pub year: i32,
    /// Persons.
    pub value: Quantity,
}

/// One scenario of the population vision.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub name: Text,
    pub points: Vec<PopulationPoint>,
}

/// What is to move the population: 自然減, 社会減.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub name: Text,
    pub text: Text,
}

/// 人口ビジョン.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationVision {
    pub notation: PopulationNotation,
    pub scenarios: Vec<Scenario>,
    pub levers: Vec<Lever>,
}

/// 取組方針.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub title: Text,
    /// 【改】: the number of the policy that it revises, in its measure's counterpart.
    pub revises: Option<u32>,
    pub place: Place,
}

/// 施策.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// As the city cites it: 基本目標1 (2).
    pub number: u32,
    pub title: Text,
    pub prose: Prose,
    pub policies: Vec<Policy>,
    pub indicators: Vec<Indicator>,
    /// Goal and measure of the strategy before that it continues under another title.
    pub continues: Option<(u32, u32)>,
    pub from: Option<i32>,
    pub until: Option<i32>,
    pub place: Place,
}

impl Measure {
    /// Its counterpart in the strategy before: the measure that it says it continues, else the one of equal Japanese title in
    /// the goal of the same number; never one by position.
    pub fn counterpart<'a>(&self, goal: u32, before: &'a Strategy) -> Option<&'a Measure> {
        match self.continues {
            Some((goal, number)) => before.goal(goal)?.measures.iter().find(|old| old.number == number),
            None => before.goal(goal)?.measures.iter().find(|old| old.title.ja == self.title.ja),
        }
    }

    /// Whether an edition reports on it.
    pub fn belongs_to(&self, edition: i32) -> bool {
        self.from.is_none_or(|from| edition >= from) && self.until.is_none_or(|until| edition <= until)
    }
}

/// The items of one framework that a goal is aligned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Position in [`super::Project::frameworks`].
    pub framework: usize,
    /// Positions in [`Framework::items`].
    pub items: Vec<usize>,
}

/// 基本目標.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub number: u32,
    pub title: Text,
    /// For menus.
    pub short: Option<Text>,
    pub prose: Prose,
    pub aligns: Vec<Alignment>,
    /// Those of `goal.md`; the measures have their own.
    pub indicators: Vec<Indicator>,
    pub measures: Vec<Measure>,
}

impl Goal {
    /// Every indicator of the goal with the measure that it belongs to: those of the goal itself first.
    pub fn all_indicators(&self) -> impl Iterator<Item = (Option<&Measure>, &Indicator)> {
        let own = self.indicators.iter().map(|indicator| (None, indicator));
        let of_measures =
            self.measures.iter().flat_map(|measure| measure.indicators.iter().map(move |indicator| (Some(measure), indicator)));
        own.chain(of_measures)
    }
}

/// A section of prose, such as the background.
#[derive(Clone, Debug, PartialEq)]
pub struct ProseSection {
    /// The name of its file, and its anchor on the page.
    pub name: String,
    pub title: Text,
    pub prose: Prose,
}

/// 総合戦略.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    /// The name of its folder.
    pub id: String,
    pub title: Text,
    pub period: Option<Period>,
    pub published: Option<Published>,
    /// A public stage, shown as a label: 骨子案.
    pub stage: Option<Text>,
    /// The id of the strategy that it follows.
    pub succeeds: Option<String>,
    pub compare: Depth,
    pub sections: Vec<Section>,
    pub vision: Option<Vision>,
    /// Names of related plans.
    pub related: Vec<Text>,
    pub population: Option<PopulationVision>,
    pub prose: Vec<ProseSection>,
    /// The note under the comparison.
    pub comparison: Option<ProseSection>,
    /// The body of `strategy.md`.
    pub introduction: Prose,
    pub goals: Vec<Goal>,
    /// Its own rule, instead of the site's.
    pub rule: Option<Rule>,
    pub aliases: Vec<Alias>,
    pub place: Place,
}

impl Strategy {
    /// How its years are written: by its publication, else its first day, else today.
    pub fn notation(&self) -> Notation {
        Notation::as_of(self.published.or_else(|| self.period.map(|period| Published::first_day_of(period.first))))
    }

    /// The goal of this number.
    pub fn goal(&self, number: u32) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.number == number)
    }

    /// Every indicator of the strategy.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.goals.iter().flat_map(|goal| goal.all_indicators().map(|(_, indicator)| indicator))
    }
}

/// What goals may align with: the nation's four fields, the SDGs.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    pub id: String,
    pub name: Text,
    pub items: Vec<FrameworkItem>,
}

/// One field of a framework.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameworkItem {
    pub id: String,
    pub number: u32,
    pub name: Text,
}
