//! Which indicator that is there a row of a plan goes on with: by its name, and never by its place.

use super::known::KnownIndicator;
use super::plan::SheetIndicator;
use crate::sheet::recognise::plain;
use std::collections::{BTreeMap, BTreeSet};

/// Least likeness of two names that may mean one thing, in percent.
pub const NEAR: u32 = 60;
/// Most choices that a question offers.
const MOST_CHOICES: usize = 3;

/// A row of a plan with the title of the goal or measure that it stands below, in the form of [`plain`].
#[derive(Clone, Copy)]
pub struct TitledRow<'a> {
    pub title: &'a str,
    pub indicator: &'a SheetIndicator,
}

/// What a row is, beside the indicators that are there.
#[derive(Clone, Debug)]
pub enum RowMatch<'a> {
    Sure(&'a KnownIndicator),
    /// A person has to say it.
    Doubtful(Vec<MatchChoice<'a>>),
    New,
}

/// An indicator that a row may go on with.
#[derive(Clone, Debug)]
pub struct MatchChoice<'a> {
    pub known: &'a KnownIndicator,
    /// Likeness of the names in percent: 100 less the share of letters that have to change (Levenshtein).
    pub score: u32,
    pub unit_differs: bool,
    pub kind_differs: bool,
}

impl MatchChoice<'_> {
    fn is_sure(&self) -> bool {
        self.score == 100 && !self.unit_differs && !self.kind_differs
    }
}

/// An indicator that is there, with its name as it is compared.
struct MatchCandidate<'a> {
    known: &'a KnownIndicator,
    name: Vec<char>,
    /// The letters of the name in their order.
    letters: Vec<char>,
}

/// Matches the rows of a plan, in their order, with indicators that are there. An id in a row decides: of an indicator that is there, or of
/// a new one. Else an equal name with equal unit and kind is sure; one with another unit or kind, one that several have, and a near one
/// are doubtful.
pub fn matches<'a>(rows: &[TitledRow<'_>], known: impl Iterator<Item = &'a KnownIndicator>) -> Vec<RowMatch<'a>> {
    let ids: BTreeSet<&str> = rows.iter().filter_map(|row| row.indicator.id.as_ref().map(|(id, _)| id.as_str())).collect();
    let (decided, free): (Vec<_>, Vec<_>) = known.partition(|known| ids.contains(known.id.as_str()));
    let by_id: BTreeMap<&str, &KnownIndicator> = decided.into_iter().map(|known| (known.id.as_str(), known)).collect();
    let candidates: Vec<MatchCandidate<'a>> = free.into_iter().map(MatchCandidate::new).collect();
    let mut by_name: BTreeMap<Vec<char>, Vec<&MatchCandidate<'a>>> = BTreeMap::new();
    for candidate in &candidates {
        by_name.entry(candidate.name.clone()).or_default().push(candidate);
    }
    let named: Vec<Vec<MatchChoice<'a>>> = rows.iter().map(|row| equal_names(*row, &by_name)).collect();
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    named.iter().flatten().for_each(|choice| *claims.entry(choice.known.id.as_str()).or_default() += 1);
    let unclaimed: Vec<&MatchCandidate<'a>> =
        candidates.iter().filter(|candidate| !claims.contains_key(candidate.known.id.as_str())).collect();
    let decide = |(row, named): (&TitledRow<'_>, Vec<MatchChoice<'a>>)| match (&row.indicator.id, named.as_slice()) {
        (Some((id, _)), _) => by_id.get(id.as_str()).map_or(RowMatch::New, |known| RowMatch::Sure(known)),
        (None, [only]) if only.is_sure() && claims[only.known.id.as_str()] == 1 => RowMatch::Sure(only.known),
        (None, []) => near_names(row.indicator, &unclaimed),
        (None, _) => RowMatch::Doubtful(named),
    };
    rows.iter().zip(named).map(decide).collect()
}

/// The indicators of a row's name: those of its unit and kind, if there are any, and of these the one below a measure of the same title.
fn equal_names<'a>(row: TitledRow<'_>, by_name: &BTreeMap<Vec<char>, Vec<&MatchCandidate<'a>>>) -> Vec<MatchChoice<'a>> {
    let TitledRow { title, indicator } = row;
    if indicator.id.is_some() {
        return Vec::new();
    }
    let all: Vec<MatchChoice<'a>> = by_name.get(&name(indicator)).into_iter().flatten().map(|found| found.choice(indicator, 100)).collect();
    let narrowed = |choices: &[MatchChoice<'a>], fits: &dyn Fn(&MatchChoice<'a>) -> bool| -> Option<Vec<MatchChoice<'a>>> {
        let fitting: Vec<_> = choices.iter().filter(|choice| fits(choice)).cloned().collect();
        (!fitting.is_empty()).then_some(fitting)
    };
    let fitting = narrowed(&all, &MatchChoice::is_sure).unwrap_or(all);
    if fitting.len() < 2 {
        return fitting;
    }
    narrowed(&fitting, &|choice| choice.known.title == title).unwrap_or(fitting)
}

/// Those whose names are near enough, the nearest first. Another unit and another kind at once are another thing.
fn near_names<'a>(row: &SheetIndicator, candidates: &[&MatchCandidate<'a>]) -> RowMatch<'a> {
    let name = name(row);
    let letters = sorted(&name);
    let near = |candidate: &&MatchCandidate<'a>| {
        let longer = name.len().max(candidate.name.len());
        let most = longer * (100 - NEAR as usize) / 100;
        let at_least = longer.saturating_sub(common(&letters, &candidate.letters));
        if longer == 0 || at_least > most {
            return None;
        }
        let score = score(&name, &candidate.name);
        let choice = candidate.choice(row, score);
        (score >= NEAR && !(choice.unit_differs && choice.kind_differs)).then_some(choice)
    };
    let mut choices: Vec<MatchChoice<'a>> = candidates.iter().filter_map(near).collect();
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.score));
    choices.truncate(MOST_CHOICES);
    if choices.is_empty() { RowMatch::New } else { RowMatch::Doubtful(choices) }
}

impl<'a> MatchCandidate<'a> {
    fn new(known: &'a KnownIndicator) -> MatchCandidate<'a> {
        let name: Vec<char> = plain(&known.name.ja).chars().collect();
        MatchCandidate { known, letters: sorted(&name), name }
    }

    fn choice(&self, row: &SheetIndicator, score: u32) -> MatchChoice<'a> {
        let own = row.unit.as_ref().map(|unit| plain(&unit.ja));
        let unit_differs = own.is_some_and(|own| self.known.unit.as_deref().map(plain) != Some(own));
        let kind_differs = row.kind.zip(self.known.kind).is_some_and(|(own, known)| own != known);
        MatchChoice { known: self.known, score, unit_differs, kind_differs }
    }
}

/// Likeness of two names in the form of [`plain`], in percent.
pub fn likeness(first: &str, second: &str) -> u32 {
    score(&first.chars().collect(), &second.chars().collect())
}

/// 100 less the share of letters that have to change, of the longer name.
fn score(first: &Vec<char>, second: &Vec<char>) -> u32 {
    let longer = first.len().max(second.len()).max(1);
    let distance = strsim::generic_levenshtein(first, second);
    100 - u32::try_from((distance * 100).div_ceil(longer)).unwrap_or(100)
}

fn name(row: &SheetIndicator) -> Vec<char> {
    plain(&row.name.ja).chars().collect()
}

fn sorted(letters: &[char]) -> Vec<char> {
    let mut sorted = letters.to_vec();
    sorted.sort_unstable();
    sorted
}

/// How many letters two names have in common, given each in their order.
fn common(first: &[char], second: &[char]) -> usize {
    let (mut at, mut count) = (0, 0);
    for letter in first {
        at += second[at..].partition_point(|other| other < letter);
        if second.get(at) == Some(letter) {
            (at, count) = (at + 1, count + 1);
        }
    }
    count
}
