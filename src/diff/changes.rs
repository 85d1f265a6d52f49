//! Two states of the content beside each other, value by value.

use super::edition_facts::GRADE;
use super::facts::{ContentFact, FactList, FactValue};
use super::subject::{ChangeSubject, ComparedPart};
use super::words::DiffWords;
use crate::message::Message;
use crate::model::{Language, Quantity, Unit};
use crate::render::text_diff::{Piece, pieces, shared_positions};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Changed,
    Added,
    Removed,
}

/// A grade that changed with the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowingGrade {
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A value that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentChange {
    pub subject: ChangeSubject,
    /// Its way within the subject.
    pub key: String,
    /// What it is called.
    pub item: String,
    pub kind: ChangeKind,
    /// In pieces, of which those that the other side lacks are marked.
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
    /// How much more a figure is.
    pub difference: Option<String>,
    pub grade: Option<FollowingGrade>,
    /// Whether it is words rather than a figure or a choice, and in which language they are.
    pub is_text: bool,
    pub language: Option<Language>,
}

impl ChangeKind {
    /// The word for machines.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Changed => "changed",
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
        }
    }
}

impl ContentChange {
    /// Whether its subject came or went as a whole.
    pub fn is_whole(&self) -> bool {
        self.key == self.subject.key.word()
    }

    /// A side as plain text.
    pub fn plain(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Where a value stands, for looking it up on the other side.
type FactPlace<'a> = (&'a ComparedPart, &'a str);

/// What differs between two states, by division, then as the plan orders it; what has no division comes last.
pub fn compare(before: &FactList, after: &FactList, words: &DiffWords) -> Vec<ContentChange> {
    let sides = BothSides { old: SideOfDiff::of(before), new: SideOfDiff::of(after), words };
    let mut changes = sides.subjects(before, after);
    changes.extend(sides.values(before, after));
    let mut changes = with_grades(changes);
    let divisions: Vec<&Option<String>> = after.subjects.iter().chain(&before.subjects).map(|subject| &subject.division).collect();
    let mut ranks: BTreeMap<&Option<String>, usize> = BTreeMap::new();
    for (rank, division) in divisions.into_iter().enumerate() {
        ranks.entry(division).or_insert(rank);
    }
    changes.sort_by_cached_key(|change| {
        let division = &change.subject.division;
        (division.is_none(), ranks.get(division).copied(), change.subject.order, change.subject.key.clone())
    });
    changes
}

/// One state, for looking things up.
struct SideOfDiff<'a> {
    subjects: BTreeMap<&'a ComparedPart, &'a ChangeSubject>,
    facts: BTreeMap<FactPlace<'a>, &'a ContentFact>,
}

impl<'a> SideOfDiff<'a> {
    fn of(list: &'a FactList) -> SideOfDiff<'a> {
        SideOfDiff {
            subjects: list.subjects.iter().map(|subject| (&subject.key, subject)).collect(),
            facts: list.facts.iter().map(|fact| ((&fact.subject, fact.key.as_str()), fact)).collect(),
        }
    }

    fn value(&self, subject: &ComparedPart, key: &str) -> Option<&'a ContentFact> {
        self.facts.get(&(subject, key)).copied()
    }
}

struct BothSides<'a> {
    old: SideOfDiff<'a>,
    new: SideOfDiff<'a>,
    words: &'a DiffWords,
}

impl BothSides<'_> {
    /// What came or went as a whole.
    fn subjects(&self, before: &FactList, after: &FactList) -> Vec<ContentChange> {
        let came = after.subjects.iter().filter(|subject| !self.old.subjects.contains_key(&subject.key));
        let went = before.subjects.iter().filter(|subject| !self.new.subjects.contains_key(&subject.key));
        let whole = |subject: &ChangeSubject, kind: ChangeKind, side: &SideOfDiff<'_>| {
            let shown = unmarked(&self.summary(subject, side));
            let (before, after) = if kind == ChangeKind::Added { (Vec::new(), shown) } else { (shown, Vec::new()) };
            let item = Message::new(if kind == ChangeKind::Added { "diff.added-subject" } else { "diff.removed-subject" });
            let item = self.words.text(&item.part("what", self.words.text(&noun(&subject.key))));
            ContentChange { before, after, ..ContentChange::new(subject, subject.key.word(), &item, kind) }
        };
        let came = came.map(|subject| whole(subject, ChangeKind::Added, &self.new));
        came.chain(went.map(|subject| whole(subject, ChangeKind::Removed, &self.old))).collect()
    }

    /// The figures that say most of an indicator.
    fn summary(&self, subject: &ChangeSubject, side: &SideOfDiff<'_>) -> String {
        let facts = ["baseline", "target"].into_iter().filter_map(|key| side.value(&subject.key, key));
        self.words.list(facts.map(|fact| format!("{} {}", fact.item, fact.value.shown())))
    }

    fn values(&self, before: &FactList, after: &FactList) -> Vec<ContentChange> {
        let mut changes = Vec::new();
        for fact in &after.facts {
            let Some(subject) = self.new.subjects.get(&fact.subject) else { continue };
            let is_new = !self.old.subjects.contains_key(&fact.subject);
            match self.old.value(&fact.subject, &fact.key) {
                Some(old) if old.value == fact.value => {}
                Some(old) => changes.extend(self.changed(subject, old, fact)),
                // What is planned of an indicator that is new is said in one line.
                None if is_new && !is_told_alone(fact) => {}
                None => changes.push(one_sided(subject, fact, ChangeKind::Added)),
            }
        }
        for fact in &before.facts {
            let is_gone = self.new.value(&fact.subject, &fact.key).is_none();
            if let (true, Some(subject)) = (is_gone, self.new.subjects.get(&fact.subject)) {
                changes.push(one_sided(subject, fact, ChangeKind::Removed));
            }
        }
        changes
    }

    fn changed(&self, subject: &ChangeSubject, old: &ContentFact, new: &ContentFact) -> Vec<ContentChange> {
        let change =
            |before: Vec<Piece>, after: Vec<Piece>| ContentChange { before, after, ..ContentChange::of(subject, new, ChangeKind::Changed) };
        match (&old.value, &new.value) {
            (FactValue::Body { blocks: old, .. }, FactValue::Body { blocks: blocks_now, .. }) => {
                let hunks = hunks(old, blocks_now).into_iter();
                hunks.map(|hunk| ContentChange { kind: hunk.kind, ..change(hunk.before, hunk.after) }).collect()
            }
            (FactValue::Words { text: old, .. }, FactValue::Words { text: now, .. }) => {
                let [before, after] = pieces(old, now);
                vec![change(before, after)]
            }
            (
                FactValue::Figure { written: old, value: Some(from), unit: old_unit },
                FactValue::Figure { written, value: Some(to), unit },
            ) if old_unit.as_ref().map(|unit| &unit.ja) == unit.as_ref().map(|unit| &unit.ja) => {
                let difference = self.difference(unit.as_ref(), *from, *to);
                vec![ContentChange { difference, ..change(unmarked(old), unmarked(written)) }]
            }
            (old, now) => vec![change(unmarked(&old.shown()), unmarked(&now.shown()))],
        }
    }

    /// How much more a figure is; of shares in percentage points.
    fn difference(&self, unit: Option<&Unit>, from: Quantity, to: Quantity) -> Option<String> {
        let more = to.decimal() - from.decimal();
        let more = Quantity::from_scaled(more.mantissa(), more.scale());
        let is_share = unit.is_some_and(|unit| ["％", "%"].contains(&unit.ja.as_str()));
        let written = match is_share {
            true => self.words.text(&Message::new("diff-item.points").part("value", self.words.signed(None, more))),
            false => self.words.signed(unit, more),
        };
        (more != Quantity::ZERO).then_some(written)
    }
}

impl ContentChange {
    fn new(subject: &ChangeSubject, key: &str, item: &str, kind: ChangeKind) -> ContentChange {
        ContentChange {
            subject: subject.clone(),
            key: key.to_owned(),
            item: item.to_owned(),
            kind,
            before: Vec::new(),
            after: Vec::new(),
            difference: None,
            grade: None,
            is_text: false,
            language: None,
        }
    }

    fn of(subject: &ChangeSubject, fact: &ContentFact, kind: ChangeKind) -> ContentChange {
        let language = match &fact.value {
            FactValue::Words { language, .. } => *language,
            FactValue::Body { language, .. } => Some(*language),
            FactValue::Figure { .. } | FactValue::Short(_) | FactValue::Shown { .. } => None,
        };
        let is_text = matches!(fact.value, FactValue::Words { .. } | FactValue::Body { .. });
        ContentChange { is_text, language, ..ContentChange::new(subject, &fact.key, &fact.item, kind) }
    }
}

/// A value that only one side has.
fn one_sided(subject: &ChangeSubject, fact: &ContentFact, kind: ChangeKind) -> ContentChange {
    let shown = unmarked(&fact.value.shown());
    let (before, after) = if kind == ChangeKind::Added { (Vec::new(), shown) } else { (shown, Vec::new()) };
    ContentChange { before, after, ..ContentChange::of(subject, fact, kind) }
}

/// Whether a value of something new is told beside it: what an edition reports, and bodies.
fn is_told_alone(fact: &ContentFact) -> bool {
    fact.key.starts_with("edition.") || matches!(fact.value, FactValue::Body { .. })
}

fn noun(key: &ComparedPart) -> Message {
    Message::new(match key {
        ComparedPart::Strategy(_) => "diff-noun.strategy",
        ComparedPart::Goal(..) => "diff-noun.goal",
        ComparedPart::Measure(..) => "diff-noun.measure",
        ComparedPart::Indicator(..) => "diff-noun.indicator",
        ComparedPart::Edition(_) => "diff-noun.edition",
        ComparedPart::Page(_) => "diff-noun.page",
        ComparedPart::Site => "diff-noun.site",
    })
}

fn unmarked(text: &str) -> Vec<Piece> {
    if text.is_empty() { Vec::new() } else { vec![Piece { text: text.to_owned(), changed: false }] }
}

/// Parts of a body that stand side by side and are not what they were.
struct BodyHunk {
    kind: ChangeKind,
    before: Vec<Piece>,
    after: Vec<Piece>,
}

impl BodyHunk {
    fn of(before: &str, after: &str) -> Option<BodyHunk> {
        match (before.is_empty(), after.is_empty()) {
            (true, true) => None,
            (true, false) => Some(BodyHunk { kind: ChangeKind::Added, before: Vec::new(), after: unmarked(after) }),
            (false, true) => Some(BodyHunk { kind: ChangeKind::Removed, before: unmarked(before), after: Vec::new() }),
            (false, false) => {
                let [before, after] = pieces(before, after);
                Some(BodyHunk { kind: ChangeKind::Changed, before, after })
            }
        }
    }
}

fn hunks(old: &[String], new: &[String]) -> Vec<BodyHunk> {
    let mut shared = shared_positions(old.len(), new.len(), |one, other| old[one] == new[other]);
    shared.push((old.len(), new.len()));
    let (mut at_old, mut at_new) = (0, 0);
    let mut hunks = Vec::new();
    for (next_old, next_new) in shared {
        let (before, after) = (&old[at_old..next_old], &new[at_new..next_new]);
        // As many parts on both sides stand for each other.
        match before.len() == after.len() {
            true => hunks.extend(before.iter().zip(after).filter_map(|(old, new)| BodyHunk::of(old, new))),
            false => hunks.extend(BodyHunk::of(&before.join("\n"), &after.join("\n"))),
        }
        (at_old, at_new) = (next_old + 1, next_new + 1);
    }
    hunks
}

/// Puts changes of grades beside those of the results that they follow from.
fn with_grades(changes: Vec<ContentChange>) -> Vec<ContentChange> {
    let result =
        |change: &ContentChange| change.key.strip_suffix(GRADE).map(|edition| (change.subject.key.clone(), format!("{edition}result")));
    let mut grades: BTreeMap<(ComparedPart, String), FollowingGrade> = BTreeMap::new();
    let results: BTreeSet<(ComparedPart, String)> = changes.iter().map(|change| (change.subject.key.clone(), change.key.clone())).collect();
    let mut kept = Vec::new();
    for change in changes {
        match result(&change).filter(|place| results.contains(place)) {
            Some(place) => {
                let side = |pieces: &[Piece]| Some(ContentChange::plain(pieces)).filter(|text| !text.is_empty());
                grades.insert(place, FollowingGrade { before: side(&change.before), after: side(&change.after) });
            }
            None => kept.push(change),
        }
    }
    for change in &mut kept {
        change.grade = grades.remove(&(change.subject.key.clone(), change.key.clone()));
    }
    kept
}
