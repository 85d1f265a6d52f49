//! The indicator of a row, by its id or its name.

use super::{ExpectedResult, ResultComparison};
use crate::diagnostic::{Fault, NameClass, nearest};
use crate::model::Word;
use crate::sheet::form::levels;
use crate::sheet::form::origin::{goal_name, measure_name};
use crate::sheet::recognise::{SheetField, SheetRow, plain};
use crate::sheet::strategy::unmarked;
use crate::sheet::words::SheetColumn;
use std::collections::{BTreeMap, BTreeSet};

/// What indicators may be called: their Japanese names, with and without the mark of their kind.
pub fn names(wanted: &[ExpectedResult<'_>]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut names: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (position, ExpectedResult { indicator, .. }) in wanted.iter().enumerate() {
        let name = plain(&indicator.name.ja);
        let mark = indicator.kind.choice().mark.map(|mark| plain(&format!("（{}）", mark.ja)));
        let without = mark.as_ref().and_then(|mark| name.strip_suffix(mark.as_str())).map(str::to_owned);
        let with = mark.map(|mark| format!("{name}{mark}"));
        for called in [Some(name), without, with].into_iter().flatten() {
            names.entry(called).or_default().insert(position);
        }
    }
    names
}

impl<'a> ResultComparison<'a> {
    /// The indicator of a row: by its id, else by its Japanese name, with or without the mark of its kind.
    pub fn indicator(&mut self, row: &SheetRow) -> Option<ExpectedResult<'a>> {
        if let Some(wanted) = self.known_indicator(row) {
            return Some(wanted);
        }
        let (id, name) = (row.get(&SheetColumn::Id), row.get(&SheetColumn::Name));
        let named = self.named_in(row);
        let field = name.or(id)?;
        let found = field.content.text().trim().to_owned();
        let fault = match named.as_slice() {
            [] => self.of_other_kind(&found).unwrap_or_else(|| self.unknown(&found, id)),
            _ => Fault::AmbiguousName { found, ids: named.iter().map(|wanted| wanted.indicator.id.clone()).collect() },
        };
        self.conflict(field.place.clone(), fault);
        None
    }

    /// The one indicator that a row is of.
    pub fn known_indicator(&self, row: &SheetRow) -> Option<ExpectedResult<'a>> {
        let id = row.get(&SheetColumn::Id).map(|id| id.content.text().trim());
        let by_id = id.and_then(|id| self.wanted.iter().find(|wanted| wanted.indicator.id == id));
        let by_name = || match self.named_in(row).as_slice() {
            [wanted] => Some((*wanted).clone()),
            _ => None,
        };
        by_id.cloned().or_else(by_name)
    }

    /// The indicators that the name of a row may mean; of several the one in the goal and the measure that the row says.
    fn named_in(&self, row: &SheetRow) -> Vec<&ExpectedResult<'a>> {
        let named = row.get(&SheetColumn::Name).map(|name| self.named(name.content.text())).unwrap_or_default();
        let within: Vec<&ExpectedResult<'a>> = named.iter().copied().filter(|wanted| self.is_within(row, wanted)).collect();
        if within.len() == 1 { within } else { named }
    }

    /// Whether the columns 基本目標 and 施策 of a row say where an indicator stands.
    fn is_within(&self, row: &SheetRow, wanted: &ExpectedResult<'_>) -> bool {
        let says = |column: SheetColumn, name: String| row.get(&column).map(|field| plain(field.content.text()) == plain(&name));
        let Some((goal, measure)) = levels(self.reported, wanted) else { return false };
        let of_goal = says(SheetColumn::Goal, goal_name(goal));
        let of_measure = says(SheetColumn::Measure, measure.map(measure_name).unwrap_or_default());
        of_goal != Some(false) && of_measure == Some(true)
    }

    fn named(&self, text: &str) -> Vec<&ExpectedResult<'a>> {
        let found = self.names.get(&plain(text)).into_iter().flatten();
        found.filter_map(|position| self.wanted.get(*position)).collect()
    }

    /// A name whose mark says another kind than the one indicator of this name has: 受診率（累計） beside a rate.
    fn of_other_kind(&self, found: &str) -> Option<Fault> {
        let (name, marked) = unmarked(found);
        let named = self.named(&name);
        let ([wanted], Some(marked)) = (named.as_slice(), marked) else { return None };
        let kind = wanted.indicator.kind.choice().label.ja.to_owned();
        Some(Fault::KindOfCell { id: wanted.indicator.id.clone(), found: marked.choice().label.ja.to_owned(), kind })
    }

    /// An indicator of another edition is told apart from one that nobody knows.
    fn unknown(&self, found: &str, id: Option<&SheetField>) -> Fault {
        let year = self.reported.edition.year;
        let id = id.map(|id| id.content.text().trim()).unwrap_or_default();
        let other = self.reported.strategy().indicators().find(|indicator| indicator.id == id || plain(&indicator.name.ja) == plain(found));
        if let Some(indicator) = other {
            return Fault::IndicatorNotInEdition { id: indicator.id.clone(), year };
        }
        let names: Vec<&str> = self.wanted.iter().map(|wanted| wanted.indicator.name.ja.as_str()).collect();
        let ids = self.wanted.iter().map(|wanted| wanted.indicator.id.as_str());
        let near = nearest(found, names.iter().copied()).or_else(|| nearest(id, ids));
        Fault::Unknown {
            noun: NameClass::Indicator,
            found: found.to_owned(),
            nearest: near,
            known: names.into_iter().map(str::to_owned).collect(),
        }
    }
}
