//! Changes for machines.

use super::{ContentChange, ContentDiff, DiffBase, DiffScope};
use crate::language::Language;
use serde_json::{Value, json};

impl ContentDiff {
    /// All of it as one document in a single line.
    pub fn json(&self) -> String {
        let edition = match &self.scope {
            DiffScope::All => None,
            DiffScope::Edition { year, .. } => Some(*year),
        };
        let since = match &self.base {
            DiffBase::Snapshot { time } => json!({ "kind": "snapshot", "time": time.to_string() }),
            DiffBase::Published { time, target } => json!({ "kind": "published", "time": time.to_string(), "target": target }),
            DiffBase::Sealed { year, file } => json!({ "kind": "sealed", "edition": year, "file": file }),
        };
        let changes: Vec<Value> = self.changes.iter().map(document).collect();
        json!({ "since": since, "edition": edition, "count": changes.len(), "changes": changes, "remarks": self.remarks }).to_string()
    }
}

fn document(change: &ContentChange) -> Value {
    let subject = &change.subject;
    let side = |pieces: &[crate::render::text_diff::Piece]| (!pieces.is_empty()).then(|| ContentChange::plain(pieces));
    let grade = change.grade.as_ref().map(|grade| json!({ "before": grade.before, "after": grade.after }));
    json!({
        "division": subject.division,
        "place": subject.place,
        "part": subject.part,
        "kind": subject.key.word(),
        "id": subject.key.id(),
        "name": subject.name,
        "key": change.key,
        "item": change.item,
        "change": change.kind.word(),
        "language": change.language.map(Language::tag),
        "before": side(&change.before),
        "after": side(&change.after),
        "difference": change.difference,
        "grade": grade,
    })
}
