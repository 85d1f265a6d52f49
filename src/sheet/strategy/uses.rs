//! Which editions have something of a strategy: results of its indicators, and files on its goals and measures.

use super::known::facts;
use super::plan::IndicatorParent;
use crate::load::Folder;
use crate::model::Document;
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::Item;

/// What the editions of a strategy have, as their files say, be they finished or not.
#[derive(Debug, Default)]
pub struct StrategyUses {
    /// The fiscal years of the editions.
    pub editions: BTreeSet<i32>,
    results: BTreeMap<String, BTreeSet<i32>>,
    parts: BTreeMap<IndicatorParent, BTreeSet<i32>>,
}

impl StrategyUses {
    pub fn of(folder: &Folder, strategy: &str) -> StrategyUses {
        let mut uses = StrategyUses::default();
        let documents: Vec<_> = folder.below("content").filter_map(|(path, source)| Some((Document::parse(path)?, source))).collect();
        for (document, source) in &documents {
            let Document::Edition(year) = document else { continue };
            let said = facts(&folder.sources.get(*source).text);
            let is_of_strategy = said.as_ref().and_then(|facts| facts.get("strategy")?.as_str()) == Some(strategy);
            uses.editions.extend(is_of_strategy.then_some(*year));
        }
        for (document, source) in &documents {
            let (year, parent) = match document {
                Document::EditionGoal(year, goal) => (*year, IndicatorParent::Goal(*goal)),
                Document::EditionMeasure(year, goal, measure) => (*year, IndicatorParent::Measure { goal: *goal, measure: *measure }),
                _ => continue,
            };
            if !uses.editions.contains(&year) {
                continue;
            }
            uses.parts.entry(parent).or_default().insert(year);
            let said = facts(&folder.sources.get(*source).text);
            let results = said.as_ref().and_then(|facts| facts.get("results")).and_then(Item::as_table_like);
            for (id, _) in results.into_iter().flat_map(|results| results.iter()) {
                uses.results.entry(id.to_owned()).or_default().insert(year);
            }
        }
        uses
    }

    /// The editions with a result of an indicator.
    pub fn results_of(&self, id: &str) -> Vec<i32> {
        self.results.get(id).into_iter().flatten().copied().collect()
    }

    /// The editions with a file on a goal or a measure.
    pub fn files_of(&self, parent: IndicatorParent) -> Vec<i32> {
        self.parts.get(&parent).into_iter().flatten().copied().collect()
    }
}
