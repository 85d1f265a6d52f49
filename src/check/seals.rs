//! Where the sources of a sealed edition say something else than it does.

use crate::diagnostic::{Fault, Place, Report};
use crate::message::Message;
use crate::model::{Bound, Certainty, Direction, Kind, Role, Rule, Status, Word};
use crate::record::Difference;
use crate::site::Loaded;
use std::collections::BTreeSet;

/// Fields of a record that have words of their own; others are called by their path.
const FIELDS: [&str; 28] = [
    "baseline",
    "by_hand",
    "definition",
    "direction",
    "figures",
    "flags",
    "goals",
    "group",
    "history",
    "kind",
    "measure",
    "name",
    "note",
    "owner",
    "published",
    "ratings",
    "restated",
    "result",
    "revisions",
    "rule",
    "schedule",
    "selection",
    "source",
    "strategy",
    "target",
    "title",
    "unit",
    "verdict",
];

/// Paths within a field to what is the field for its reader.
const VALUES: [&str; 3] = ["value", "graded.grade", "grade"];

/// Reports every field in which a sealed edition and its sources differ, but for what only follows from another one.
pub fn check(loaded: &Loaded, report: &mut Report) {
    for (year, sealed) in loaded.sealed() {
        let edition = loaded.project().editions.iter().find(|edition| edition.year == *year);
        let project = loaded.project();
        let rule = edition.map_or(&sealed.record.rule, |edition| project.rule_of(project.strategy_of(edition)));
        let stated: BTreeSet<&str> =
            sealed.differences.iter().map(field).filter(|field| !field.follows()).filter_map(|field| field.id).collect();
        for difference in &sealed.differences {
            let field = field(difference);
            if field.follows() && field.id.is_some_and(|id| stated.contains(id)) {
                continue;
            }
            let fault = Fault::SealDiffers {
                id: field.id.map(str::to_owned),
                field: field.words(),
                sealed: field.named(&difference.sealed, &sealed.record.rule),
                now: field.named(&difference.now, rule),
            };
            report.add(Place::File(format!("content/editions/{year}/edition.md")), fault);
        }
    }
}

/// A field of a record by its path.
#[derive(Clone, Copy)]
struct SealedField<'a> {
    /// The indicator that it belongs to.
    id: Option<&'a str>,
    path: &'a str,
}

/// `visitors: result.value` → `visitors` and `result.value`.
fn field(difference: &Difference) -> SealedField<'_> {
    match difference.field.split_once(": ") {
        Some((id, path)) => SealedField { id: Some(id), path },
        None => SealedField { id: None, path: &difference.field },
    }
}

impl SealedField<'_> {
    fn first(&self) -> &str {
        self.path.split('.').next().unwrap_or_default()
    }

    /// Whether it is computed from other fields of its indicator.
    fn follows(&self) -> bool {
        self.first() == "figures" || self.path.ends_with("verdict.graded.test")
    }

    /// A value as people call it: grades and the closed words of the format by their names.
    fn named(&self, value: &str, rule: &Rule) -> String {
        let label = match self.path.rsplit('.').next().unwrap_or_default() {
            "grade" => rule.grades.iter().find(|grade| grade.id == value).map(|grade| grade.label.ja.clone()),
            "bound" => label::<Bound>(value),
            "certainty" => label::<Certainty>(value),
            "direction" => label::<Direction>(value),
            "kind" => label::<Kind>(value),
            "role" => label::<Role>(value),
            "status" => label::<Status>(value),
            _ => None,
        };
        label.unwrap_or_else(|| value.to_owned())
    }

    fn words(&self) -> Message {
        let first = self.first();
        let part = self
            .path
            .strip_prefix(first)
            .map(|rest| rest.trim_start_matches('.'))
            .filter(|rest| !rest.is_empty() && !VALUES.contains(rest));
        match FIELDS.contains(&first) {
            true => Message::new("record-field.known").part("name", Message::new(&format!("record-field.{first}"))).part("part", part),
            false => Message::new("record-field.other").part("path", self.path),
        }
    }
}

/// The name of a closed word.
fn label<T: Word>(word: &str) -> Option<String> {
    T::from_word(word).map(|value| value.choice().label.ja.to_owned())
}
