//! What an import changes in a strategy that is there: added, changed, moved and, where it is told to, removed.

use super::block::EditedFacts;
use super::difference::{MissingTargets, PlanDifference, differences};
use super::draft::{IndicatorChange, PlanLine};
use super::known::{KnownIndicator, KnownPart, KnownStrategy, facts};
use super::plan::{CellFigure, DraftIndicator, IndicatorParent, PlanPart, SheetGoal, SheetPlan};
use super::reader::PlanReader;
use super::settle::NO_GOAL;
use super::uses::StrategyUses;
use super::{toml, writer};
use crate::diagnostic::{Fault, Place};
use crate::error::Error;
use crate::load::Folder;
use crate::load::front_matter::split;
use crate::model::Text;
use crate::scaffold::FolderDraft;
use crate::sheet::recognise::plain;
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::Item;

/// What becomes of what a strategy has and the table has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absences {
    /// It is listed.
    Kept,
    /// It is removed, unless a row or a table is open.
    Removed,
    /// The table is only a part of the plan, and says nothing of what it lacks.
    Unsaid,
}

/// The changes of a strategy that is there.
#[derive(Debug, Default)]
pub struct PlanChanges {
    /// Everything but the indicators in which nothing differs.
    pub lines: Vec<PlanLine>,
    /// How many indicators stay as they are.
    pub unchanged: usize,
    /// Whether something was to be removed and is not, because rows are open.
    pub is_held_back: bool,
    /// The new texts of files by their paths below the root.
    pub texts: BTreeMap<String, String>,
    /// The paths of files that go.
    pub removed: Vec<String>,
}

impl PlanChanges {
    /// Makes the text of the strategy itself as a new one has it, where it is not there.
    pub fn add_missing(&mut self, draft: &FolderDraft, folder: &Folder) {
        let path = format!("{}/strategy.md", draft.folder);
        if !folder.texts.contains_key(&path) {
            let text = draft.files.iter().find(|file| file.path == "strategy.md").map(|file| file.text.clone());
            self.texts.extend(text.map(|text| (path, text)));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.removed.is_empty()
    }
}

/// What is wanted of a strategy that is there, beside the plan.
#[derive(Clone, Copy)]
pub struct PlanWish<'a> {
    /// The ids that rows have or may have.
    pub said: &'a BTreeSet<String>,
    pub absences: Absences,
    /// Whether rows are hidden that may be what the strategy has and the table has not.
    pub has_hidden: bool,
    pub succeeds: Option<&'a str>,
}

/// A strategy that is there.
pub struct ExistingPlan<'a> {
    pub folder: &'a Folder,
    pub id: &'a str,
    pub own: &'a KnownStrategy,
    pub uses: StrategyUses,
}

/// An indicator with the file that it belongs into, and the one that it is in.
struct PlacedIndicator<'a> {
    draft: DraftIndicator<'a>,
    differences: Vec<PlanDifference>,
    to: IndicatorParent,
    from: Option<IndicatorParent>,
}

impl PlacedIndicator<'_> {
    fn is_moved(&self) -> bool {
        self.from.is_some_and(|from| from != self.to)
    }
}

impl<'a> ExistingPlan<'a> {
    /// The changes that bring the strategy to what a plan says.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where a file has a form that cannot be changed.
    pub fn changes(&self, plan: SheetPlan<DraftIndicator<'a>>, wish: PlanWish<'_>, reader: &mut PlanReader) -> Result<PlanChanges, Error> {
        let plan = plan.filter_map(|parent, draft| self.placed(parent, draft, reader));
        let mut changes = PlanChanges::default();
        self.change_keys(&plan, &mut changes)?;
        let gone = self.absent(&plan, wish, reader, &mut changes);
        self.add_and_move(&plan, &gone, &mut changes)?;
        self.succeed(wish.succeeds, &mut changes)?;
        changes.texts.retain(|path, text| !changes.removed.contains(path) && self.text(path) != Some(text.as_str()));
        // A form that the writer does not know must not become a file that nobody can read.
        match changes.texts.iter().find(|(_, text)| facts(text).is_none()) {
            Some((path, _)) => Err(Error::unchangeable(path)),
            None => Ok(changes),
        }
    }

    fn path(&self, parent: IndicatorParent) -> String {
        format!("content/strategies/{}/{}", self.id, parent.path())
    }

    fn text(&self, path: &str) -> Option<&'a str> {
        self.folder.texts.get(path).map(|source| self.folder.sources.get(*source).text.as_str())
    }

    /// Where an indicator belongs; `None` where a conflict keeps its row out.
    fn placed(&self, parent: IndicatorParent, draft: DraftIndicator<'a>, reader: &mut PlanReader) -> Option<PlacedIndicator<'a>> {
        let (row, place, name) = (draft.sheet.row, draft.sheet.place.clone(), draft.sheet.name.ja.clone());
        let Some(own) = draft.own else {
            if parent.numbers().0 == NO_GOAL {
                let fault = Fault::PlaceUnknown { found: name };
                reader.conflict(place, fault.clone());
                reader.leave_out(row, &fault);
                return None;
            }
            return Some(PlacedIndicator { draft, differences: Vec::new(), to: parent, from: None });
        };
        if let Some(step) = unknown_step(own, &draft) {
            reader.conflict(place, step.clone());
            reader.leave_out(row, &step);
            return None;
        }
        let is_of_goal = parent == IndicatorParent::Goal(own.parent.numbers().0) && !reader.has_measures;
        let says_place = draft.sheet.is_placed && parent.numbers().0 != NO_GOAL && !is_of_goal;
        let mut to = if says_place { parent } else { own.parent };
        if to != own.parent {
            let editions = self.uses.results_of(&own.id);
            let path = self.path(own.parent);
            let has_block = self.text(&path).and_then(EditedFacts::new).is_some_and(|file| file.block(&own.id).is_some());
            if !editions.is_empty() || !has_block {
                let fault = Fault::PlaceDiffers { found: name, here: to.name(), there: own.parent.name(), editions };
                reader.conflict_of(row, place, fault);
                if reader.is_open(row) {
                    return None;
                }
                to = own.parent;
            }
        }
        let differences = differences(own, &draft.sheet, MissingTargets::Kept);
        Some(PlacedIndicator { from: Some(own.parent), to, differences, draft })
    }

    /// The keys of indicators that are there.
    fn change_keys(&self, plan: &SheetPlan<PlacedIndicator<'a>>, changes: &mut PlanChanges) -> Result<(), Error> {
        let mut files: BTreeMap<IndicatorParent, Vec<&PlacedIndicator<'a>>> = BTreeMap::new();
        for placed in plan.indicators() {
            if let Some(from) = placed.from.filter(|_| !placed.differences.is_empty()) {
                files.entry(from).or_default().push(placed);
            }
        }
        for (parent, indicators) in files {
            let path = self.path(parent);
            let mut file = self.text(&path).and_then(EditedFacts::new).ok_or_else(|| Error::unchangeable(&path))?;
            for placed in indicators {
                let changed = placed.draft.own.and_then(|own| writer::change(&mut file, own, &placed.draft, &placed.differences));
                changed.ok_or_else(|| Error::unchangeable(&path))?;
            }
            changes.texts.insert(path, file.finish());
        }
        Ok(())
    }

    /// Names the strategy before in the text of the strategy.
    fn succeed(&self, before: Option<&str>, changes: &mut PlanChanges) -> Result<(), Error> {
        let path = format!("content/strategies/{}/strategy.md", self.id);
        let (Some(before), Some(text)) = (before, self.text(&path)) else { return Ok(()) };
        let mut file = EditedFacts::new(text).ok_or_else(|| Error::unchangeable(&path))?;
        let there = file.get("succeeds").and_then(Item::as_str).map(str::to_owned);
        if there.as_deref() == Some(before) {
            return Ok(());
        }
        writer::succeed(&mut file, before).ok_or_else(|| Error::unchangeable(&path))?;
        changes.texts.insert(path, file.finish());
        let difference = PlanDifference { key: "succeeds", before: there, after: before.to_owned() };
        changes.lines.push(line(IndicatorChange::Changed, "strategy.md".to_owned(), &Text::default(), vec![difference]));
        Ok(())
    }

    /// Lists what the table lacks, and gives the indicators and the parts of it that go.
    fn absent(
        &self,
        plan: &SheetPlan<PlacedIndicator<'a>>,
        wish: PlanWish<'_>,
        reader: &mut PlanReader,
        changes: &mut PlanChanges,
    ) -> Vec<&'a KnownIndicator> {
        let PlanWish { said, absences, has_hidden, .. } = wish;
        if absences == Absences::Unsaid {
            return Vec::new();
        }
        let said_openly = reader.said_by_open_rows();
        let is_open = reader.has_open_rows() || has_hidden;
        let is_said = |known: &KnownIndicator| {
            said.contains(&known.id) || said_openly.contains(&plain(&known.id)) || said_openly.contains(&plain(&known.name.ja))
        };
        let absent: Vec<&KnownIndicator> = self.own.indicators().filter(|known| !is_said(known)).collect();
        let mut gone = Vec::new();
        let wants_removal = absences == Absences::Removed && !is_open;
        for known in &absent {
            let editions = self.uses.results_of(&known.id);
            let is_kept = wants_removal && !editions.is_empty();
            if is_kept {
                reader.conflict(Place::File(self.path(known.parent)), Fault::StillUsed { found: known.id.clone(), editions });
            }
            let change = if wants_removal && !is_kept { IndicatorChange::Removed } else { IndicatorChange::Absent };
            gone.extend(Some(*known).filter(|_| change == IndicatorChange::Removed));
            changes.lines.push(line(change, known.id.clone(), &known.name, Vec::new()));
        }
        let named: BTreeSet<IndicatorParent> = plan.goals.iter().flat_map(parents).collect();
        let has_other = |part: &KnownPart, those: &[&KnownIndicator]| {
            part.indicators.iter().any(|known| !those.iter().any(|other| other.id == known.id && other.parent == known.parent))
        };
        let mut left: BTreeSet<u32> = BTreeSet::new();
        // Measures before goals, which may go with them.
        let (goals, measures): (Vec<_>, Vec<_>) = self.own.parts.iter().partition(|part| part.parent.numbers().1.is_none());
        for part in measures.into_iter().chain(goals) {
            let (goal, measure) = part.parent.numbers();
            let is_listed = if measure.is_some() { reader.has_measures } else { !plan.goals.iter().all(|goal| goal.place.is_none()) };
            if named.contains(&part.parent) || !is_listed || has_other(part, &absent) {
                left.insert(goal);
                continue;
            }
            let path = self.path(part.parent);
            let editions = self.uses.files_of(part.parent);
            let is_needed = has_other(part, &gone) || (measure.is_none() && left.contains(&goal));
            let is_used = !editions.is_empty() || self.has_text(&path);
            if wants_removal && !is_needed && is_used {
                reader.conflict(Place::File(path.clone()), Fault::StillUsed { found: part.parent.name(), editions });
            }
            let is_kept = is_needed || is_used;
            let change = if wants_removal && !is_kept { IndicatorChange::Removed } else { IndicatorChange::Absent };
            if change == IndicatorChange::Removed {
                changes.removed.push(path);
            } else {
                left.insert(goal);
            }
            changes.lines.push(line(change, part.parent.name(), &part.title, Vec::new()));
        }
        changes.is_held_back = absences == Absences::Removed && is_open && !changes.lines.is_empty();
        gone
    }

    /// Whether a file of the plan has a text of its own, in any language.
    fn has_text(&self, path: &str) -> bool {
        let body = self.text(path).and_then(|text| Some(&text[split(text).ok()?.body]));
        let english = path.strip_suffix(".md").map(|stem| format!("{stem}.en.md"));
        body.is_none_or(|body| !body.trim().is_empty()) || english.is_some_and(|path| self.folder.texts.contains_key(&path))
    }

    /// New goals, measures and indicators, and those that go to another file or go altogether.
    fn add_and_move(
        &self,
        plan: &SheetPlan<PlacedIndicator<'a>>,
        gone: &[&KnownIndicator],
        changes: &mut PlanChanges,
    ) -> Result<(), Error> {
        let mut lines = Vec::new();
        for goal in &plan.goals {
            self.part_line(IndicatorParent::Goal(goal.number), goal, &mut lines);
            lines.extend(goal.indicators.iter().filter_map(indicator_line));
            for measure in &goal.parts {
                self.part_line(IndicatorParent::Measure { goal: goal.number, measure: measure.number }, measure, &mut lines);
                lines.extend(measure.indicators.iter().filter_map(indicator_line));
            }
        }
        changes.unchanged = plan.indicators().filter(|placed| indicator_line(placed).is_none()).count();
        lines.append(&mut changes.lines);
        changes.lines = lines;
        let mut cuts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        plan.indicators()
            .filter(|placed| placed.is_moved())
            .filter_map(|placed| Some((placed.from?, placed.draft.id.as_str())))
            .chain(gone.iter().map(|known| (known.parent, known.id.as_str())))
            .for_each(|(from, id)| cuts.entry(self.path(from)).or_default().push(id));
        let mut moved: BTreeMap<String, String> = BTreeMap::new();
        for (path, ids) in cuts {
            let text = self.current(&path, changes);
            let mut file = EditedFacts::new(&text).ok_or_else(|| Error::unchangeable(&path))?;
            for id in ids {
                let lines = file.cut(id).ok_or_else(|| Error::unchangeable(&path))?;
                moved.insert(id.to_owned(), lines);
            }
            let cut = file.finish();
            changes.texts.insert(path, cut);
        }
        for goal in &plan.goals {
            if goal.number == NO_GOAL {
                continue;
            }
            self.write_part(IndicatorParent::Goal(goal.number), goal, plan, &moved, changes)?;
            for measure in &goal.parts {
                let parent = IndicatorParent::Measure { goal: goal.number, measure: measure.number };
                self.write_part(parent, measure, plan, &moved, changes)?;
            }
        }
        Ok(())
    }

    /// The text of a file as it is by now; of one that is not there an empty one.
    fn current(&self, path: &str, changes: &PlanChanges) -> String {
        changes.texts.get(path).cloned().or_else(|| self.text(path).map(str::to_owned)).unwrap_or_default()
    }

    fn part_line<P>(&self, parent: IndicatorParent, part: &PlanPart<PlacedIndicator<'a>, P>, lines: &mut Vec<PlanLine>) {
        let number = parent.numbers().1.unwrap_or(parent.numbers().0);
        let Some(there) = self.own.part(parent) else {
            if parent.numbers().0 != NO_GOAL {
                lines.push(line(IndicatorChange::New, parent.name(), &part.title, Vec::new()));
            }
            return;
        };
        if there.key().is_empty() && !part.key.is_empty() {
            let title = PlanDifference { key: "title", before: None, after: part.title.ja.clone() };
            lines.push(line(IndicatorChange::Changed, parent.name(), &part.title, vec![title]));
        }
        if let Some(of_table) = part.number_of_table.filter(|of_table| *of_table != number) {
            let kept = PlanDifference { key: "number", before: Some(number.to_string()), after: of_table.to_string() };
            lines.push(line(IndicatorChange::NumberKept, parent.name(), &there.title, vec![kept]));
        }
    }

    /// Adds to the file of a goal or a measure what is new in it; makes it where there is none.
    fn write_part<P>(
        &self,
        parent: IndicatorParent,
        part: &PlanPart<PlacedIndicator<'a>, P>,
        plan: &SheetPlan<PlacedIndicator<'a>>,
        moved: &BTreeMap<String, String>,
        changes: &mut PlanChanges,
    ) -> Result<(), Error> {
        let path = self.path(parent);
        if self.text(&path).is_none() && !changes.texts.contains_key(&path) {
            let new = part.indicators.iter().filter(|placed| placed.from.is_none()).map(|placed| &placed.draft);
            changes.texts.insert(path.clone(), toml::part(&part.title, &part.lines, new, parent));
        }
        let text = self.current(&path, changes);
        let mut file = EditedFacts::new(&text).ok_or_else(|| Error::unchangeable(&path))?;
        if self.own.part(parent).is_some_and(|there| there.key().is_empty()) && !part.key.is_empty() {
            writer::give_title(&mut file, &part.title.ja).ok_or_else(|| Error::unchangeable(&path))?;
        }
        let ids: Vec<&str> = plan.indicators().filter(|placed| placed.to == parent).map(|placed| placed.draft.id.as_str()).collect();
        let is_there: BTreeSet<&str> = ids.iter().copied().filter(|id| file.indicator(id).is_some()).collect();
        let added: Vec<&PlacedIndicator<'a>> =
            part.indicators.iter().filter(|placed| placed.to == parent && !is_there.contains(placed.draft.id.as_str())).collect();
        for placed in added {
            let id = placed.draft.id.as_str();
            let position = ids.iter().position(|other| *other == id).unwrap_or(ids.len());
            let behind = ids[..position].iter().rev().copied().find(|id| is_there.contains(id));
            let before = ids[position..].iter().copied().find(|id| is_there.contains(id));
            let lines = match moved.get(id) {
                Some(lines) => lines.clone(),
                None => toml::indicator(&placed.draft, parent),
            };
            file.put(&lines, behind, before).ok_or_else(|| Error::unchangeable(&path))?;
        }
        let changed = file.finish();
        changes.texts.insert(path, changed);
        Ok(())
    }
}

/// A step that a milestone which is there does not have.
fn unknown_step(own: &KnownIndicator, draft: &DraftIndicator<'_>) -> Option<Fault> {
    let said = [&draft.sheet.baseline, &draft.sheet.target].into_iter().flatten();
    let mut unknown = said.filter_map(|figure| match figure.figure {
        CellFigure::Step(step) => draft.sheet.steps.get(step).filter(|name| own.step(name).is_none()),
        CellFigure::Value(..) | CellFigure::Range(..) | CellFigure::Missing(_) => None,
    });
    let known = || own.steps.iter().map(|step| step.ja.clone()).collect();
    unknown.next().map(|found| Fault::MilestoneStep { found: found.clone(), known: known() })
}

fn indicator_line(placed: &PlacedIndicator<'_>) -> Option<PlanLine> {
    let change = match (placed.from, placed.differences.is_empty()) {
        (None, _) => IndicatorChange::New,
        (Some(_), _) if placed.is_moved() => IndicatorChange::Moved,
        (Some(_), false) => IndicatorChange::Changed,
        (Some(_), true) => return None,
    };
    let place = placed.from.filter(|_| placed.is_moved()).map(|from| PlanDifference {
        key: "place",
        before: Some(from.name()),
        after: placed.to.name(),
    });
    let differences = place.into_iter().chain(placed.differences.iter().cloned()).collect();
    Some(line(change, placed.draft.id.clone(), &placed.draft.sheet.name, differences))
}

fn line(change: IndicatorChange, id: String, name: &Text, differences: Vec<PlanDifference>) -> PlanLine {
    PlanLine { change, id, name: name.ja.clone(), differences }
}

/// A goal with its measures, as files.
fn parents(goal: &SheetGoal<PlacedIndicator<'_>>) -> Vec<IndicatorParent> {
    let measures = goal.parts.iter().map(|measure| IndicatorParent::Measure { goal: goal.number, measure: measure.number });
    std::iter::once(IndicatorParent::Goal(goal.number)).chain(measures).collect()
}
