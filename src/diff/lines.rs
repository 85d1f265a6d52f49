//! Changes as lines for a terminal.

use super::changes::{ChangeKind, ContentChange, FollowingGrade};
use super::words::DiffWords;
use super::{ChangeSubject, ContentDiff};
use crate::message::Message;
use crate::render::text_diff::Piece;

/// Most letters of a value that stands in the line of its name.
const MOST_IN_LINE: usize = 60;

impl ContentDiff {
    /// The changes, by division; words that changed stand in 【】.
    pub fn lines(&self) -> String {
        let mut lines = vec![self.heading()];
        lines.extend(self.remarks.iter().cloned());
        for group in self.groups() {
            lines.extend([String::new(), format!("■ {}", self.counted(&group[0].subject, group.len()))]);
            lines.extend(group.iter().map(|change| self.line(change)));
        }
        lines.join("\n")
    }

    /// The changes of each division.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[ContentChange]> {
        self.changes.chunk_by(|one, other| one.subject.division == other.subject.division)
    }

    /// The division of a subject with the number of its changes.
    pub(super) fn counted(&self, subject: &ChangeSubject, count: usize) -> String {
        self.words.text(&Message::new("diff.division").part("division", self.division(subject)).part("count", count))
    }

    /// The division of a subject, or that it has none.
    pub(super) fn division(&self, subject: &ChangeSubject) -> String {
        subject.division.clone().unwrap_or_else(|| self.words.text(&Message::new("diff.no-division")))
    }

    fn line(&self, change: &ContentChange) -> String {
        let (words, head) = (&self.words, self.head(&change.subject));
        let sides = [&change.before, &change.after];
        let is_short = |pieces: &&Vec<Piece>| pieces.iter().map(|piece| piece.text.chars().count()).sum::<usize>() <= MOST_IN_LINE;
        let is_in_line = sides.iter().all(is_short) && sides.iter().all(|pieces| !pieces.iter().any(|piece| piece.text.contains('\n')));
        let head = self.named_item(&head, &change.item);
        if change.is_whole() {
            let shown = sides.map(|pieces| ContentChange::plain(pieces)).into_iter().filter(|side| !side.is_empty());
            return format!("  {}", words.with(head, shown));
        }
        if is_in_line && !change.is_text {
            return format!("  {head} {}", self.values(change));
        }
        let side = |key: &str, pieces: &[Piece]| {
            let text = marked(pieces).replace('\n', "\n      ");
            (!pieces.is_empty()).then(|| format!("\n    {}{text}", words.text(&Message::new(key))))
        };
        let sides = [side("diff.before", &change.before), side("diff.after", &change.after)];
        format!("  {head}{}", sides.into_iter().flatten().collect::<String>())
    }

    /// `空き家バンク成約件数：令和4年度の実績`
    pub(super) fn named_item(&self, name: &str, item: &str) -> String {
        self.words.text(&Message::new("diff.line").part("head", name).part("item", item))
    }

    /// `12件 → 15件（評価 B → A）`
    fn values(&self, change: &ContentChange) -> String {
        let side = |pieces: &[Piece]| if pieces.is_empty() { self.nothing() } else { marked(pieces) };
        let values = format!("{} → {}", side(&change.before), side(&change.after));
        self.words.with(values, change.grade.iter().map(|grade| self.grade(grade)))
    }

    /// `評価 B → A`
    pub(super) fn grade(&self, grade: &FollowingGrade) -> String {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| self.nothing());
        let grades = format!("{} → {}", side(&grade.before), side(&grade.after));
        self.words.text(&Message::new("diff.grade").part("grades", grades))
    }

    /// What stands for a value that is not there.
    pub(super) fn nothing(&self) -> String {
        self.words.text(&Message::new("diff.nothing"))
    }

    /// `空き家バンク成約件数（建築住宅課・施策2(1)）`
    pub(super) fn head(&self, subject: &ChangeSubject) -> String {
        let remarks: Vec<&str> = subject.division.iter().chain(&subject.place).map(String::as_str).collect();
        let remarks = Some(remarks.join(separator(&self.words))).filter(|remarks| !remarks.is_empty());
        self.words.with(subject.name.clone(), remarks.into_iter())
    }

    /// What became of a value, in a word.
    pub(super) fn kind(&self, kind: ChangeKind) -> String {
        self.words.text(&Message::new(match kind {
            ChangeKind::Changed => "diff.changed",
            ChangeKind::Added => "diff.added",
            ChangeKind::Removed => "diff.removed",
        }))
    }
}

fn separator(words: &DiffWords) -> &'static str {
    match words.language() {
        crate::language::Language::Ja => "・",
        crate::language::Language::En => ", ",
    }
}

/// The text with what changed in brackets.
fn marked(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if piece.changed { format!("【{}】", piece.text) } else { piece.text.clone() }).collect()
}
