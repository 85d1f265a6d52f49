//! The record of a collection, and its text.

use crate::model::Published;
use crate::sheet::{DivisionConfirmation, KnownConfirmations, TakenConfirmation, quoted};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Most imports that are kept; the oldest go first.
pub const MOST_IMPORTS: usize = 200;
/// Most changes of one import that are kept, and most letters of what stood in a cell.
const MOST_CHANGES: usize = 500;
const MOST_LETTERS: usize = 120;
/// Most bytes of all imports; the oldest go first.
const MOST_BYTES: usize = 4 << 20;
const HEAD: &str = "\
# 実績照会の取りまとめの記録です。torikumi が書くファイルで、手で直す必要はありません。
# 担当者名や電話番号を含むため、庁内で共有し、公表しないでください。
# The record of the collection, written by torikumi. It may hold names and telephone numbers: share it with colleagues, do not publish it.
";

/// What is known of the collection of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionRecord {
    /// The fiscal year reported on.
    pub edition: i32,
    /// What each division said of its answer, by name.
    #[serde(default, rename = "division")]
    pub divisions: BTreeMap<String, DivisionRecord>,
    /// The imports that changed something, the oldest first.
    #[serde(default, rename = "import")]
    pub imports: Vec<ImportRecord>,
}

/// What is known of the answer of a division.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DivisionRecord {
    /// The last day on which the answer is expected.
    #[serde(default, deserialize_with = "day")]
    pub due: Option<Published>,
    pub person: Option<String>,
    pub telephone: Option<String>,
    /// Whether the texts of its measures stand as they are in the edition before.
    pub unchanged: Option<bool>,
    /// The day on which the head of the division approved.
    #[serde(default, deserialize_with = "day")]
    pub approved: Option<Published>,
}

/// An import that changed something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportRecord {
    /// When it was, for people: `2023-05-10 10:20:30`, as clocks are in Japan.
    pub time: String,
    /// The names of the files, without their folders.
    pub files: Vec<String>,
    /// The divisions that it was of, as far as files and indicators tell.
    pub divisions: Vec<String>,
    pub changes: Vec<ChangeRecord>,
    /// How many changes more there were.
    #[serde(default)]
    pub more: usize,
}

/// A value or a text that an import changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRecord {
    /// The id of an indicator, with a year where it is of the history, or a measure with a heading: `goal-1/measure-2 主な取組`.
    pub key: String,
    /// Empty where nothing was there. Of long texts the beginning.
    pub before: String,
    pub after: String,
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Published>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let date = Published::parse(&text).filter(|date| date.day.is_some());
    date.map(Some).ok_or_else(|| serde::de::Error::custom("no day"))
}

impl CollectionRecord {
    /// The record of an edition of which nothing is known yet.
    pub fn new(edition: i32) -> CollectionRecord {
        CollectionRecord { edition, ..CollectionRecord::default() }
    }

    /// What is known of each division, for its form.
    pub fn confirmations(&self) -> KnownConfirmations {
        let known = |record: &DivisionRecord| {
            let DivisionRecord { due, person, telephone, unchanged, approved } = record.clone();
            DivisionConfirmation { due, person, telephone, unchanged, approved }
        };
        self.divisions.iter().map(|(name, record)| (name.clone(), known(record))).collect()
    }

    /// Notes until when a division is asked to answer.
    pub fn set_due(&mut self, division: &str, due: Published) {
        self.divisions.entry(division.to_owned()).or_default().due = Some(due);
    }

    /// Notes what the sheet 確認 of a division says; what it does not say stays. The day until which it was asked is that of the record.
    pub fn confirm(&mut self, taken: &TakenConfirmation) {
        let DivisionConfirmation { due, person, telephone, unchanged, approved } = taken.confirmation.clone();
        if taken.confirmation == DivisionConfirmation::default() {
            return;
        }
        let record = self.divisions.entry(taken.division.clone()).or_default();
        record.due = record.due.or(due);
        record.person = person.or(record.person.take());
        record.telephone = telephone.or(record.telephone.take());
        record.unchanged = unchanged.or(record.unchanged);
        record.approved = approved.or(record.approved);
    }

    /// Adds an import; what goes beyond the limits is left out, the oldest imports first.
    pub fn add(&mut self, mut import: ImportRecord) {
        import.more = import.changes.len().saturating_sub(MOST_CHANGES);
        import.changes.truncate(MOST_CHANGES);
        for change in &mut import.changes {
            [&mut change.before, &mut change.after].into_iter().for_each(shorten);
        }
        self.imports.push(import);
        let sizes: Vec<usize> = self.imports.iter().map(|import| text_of(import).len()).collect();
        let mut total: usize = sizes.iter().sum();
        let mut gone = self.imports.len().saturating_sub(MOST_IMPORTS);
        total -= sizes[..gone].iter().sum::<usize>();
        while total > MOST_BYTES && gone + 1 < sizes.len() {
            total -= sizes[gone];
            gone += 1;
        }
        self.imports.drain(..gone);
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEAD}edition = {}\n", self.edition);
        for (name, record) in &self.divisions {
            out += &format!("\n[division.{}]\n", quoted(name));
            let day = |date: Option<Published>| date.map(|date| quoted(&date.to_string()));
            let lines = [
                ("due", day(record.due)),
                ("person", record.person.as_deref().map(quoted)),
                ("telephone", record.telephone.as_deref().map(quoted)),
                ("unchanged", record.unchanged.map(|is_unchanged| is_unchanged.to_string())),
                ("approved", day(record.approved)),
            ];
            out.extend(lines.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}\n", value?))));
        }
        out.extend(self.imports.iter().map(text_of));
        out
    }
}

fn text_of(import: &ImportRecord) -> String {
    let list = |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
    let change = |ChangeRecord { key, before, after }: &ChangeRecord| {
        format!("    {{ key = {}, before = {}, after = {} }},\n", quoted(key), quoted(before), quoted(after))
    };
    let changes: String = import.changes.iter().map(change).collect();
    let more = if import.more > 0 { format!("more = {}\n", import.more) } else { String::new() };
    format!(
        "\n[[import]]\ntime = {}\nfiles = [{}]\ndivisions = [{}]\n{more}changes = [\n{changes}]\n",
        quoted(&import.time),
        list(&import.files),
        list(&import.divisions)
    )
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_LETTERS) {
        text.truncate(end);
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(changes: usize, letters: usize) -> ImportRecord {
        let change = |number: usize| ChangeRecord { key: format!("{number}"), before: String::new(), after: "字".repeat(letters) };
        ImportRecord { changes: (0..changes).map(change).collect(), ..ImportRecord::default() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut record = CollectionRecord::new(2022);
        record.set_due("商工\"観光\\課\n", Published { year: 2023, month: 5, day: Some(19) });
        let confirmation = DivisionConfirmation {
            person: Some("＝ '\u{7f}\t".to_owned()),
            telephone: Some("0123".to_owned()),
            unchanged: Some(false),
            approved: Published::parse("2023-05-10"),
            due: None,
        };
        record.confirm(&TakenConfirmation { division: "a.b".to_owned(), confirmation, tick: None });
        let change = ChangeRecord { key: "a".to_owned(), before: "1".to_owned(), after: "\"\"\"\n\u{1}".to_owned() };
        record.add(ImportRecord {
            time: "2023-05-10 10:20:30".to_owned(),
            files: vec!["R4_課.xlsx".to_owned()],
            divisions: vec!["課".to_owned()],
            changes: vec![change],
            more: 0,
        });
        record.add(import(MOST_CHANGES + 3, 1));
        let text = record.to_text();
        assert_eq!(toml::from_str::<CollectionRecord>(&text), Ok(record.clone()), "{text}");
        assert_eq!(record.imports[1].more, 3);
    }

    #[test]
    fn an_empty_cell_takes_nothing_back_and_a_due_date_stays() {
        let mut record = CollectionRecord::new(2022);
        let day = |day| Published::parse(&format!("2023-05-{day}"));
        record.set_due("課", day(19).expect("a day"));
        let taken = |confirmation| TakenConfirmation { division: "課".to_owned(), confirmation, tick: None };
        record.confirm(&taken(DivisionConfirmation { unchanged: Some(true), approved: day(10), ..DivisionConfirmation::default() }));
        record.confirm(&taken(DivisionConfirmation { due: day(31), person: Some("係".to_owned()), ..DivisionConfirmation::default() }));
        let silent = TakenConfirmation { division: "別の課".to_owned(), confirmation: DivisionConfirmation::default(), tick: None };
        record.confirm(&silent);
        let expected =
            DivisionRecord { due: day(19), person: Some("係".to_owned()), telephone: None, unchanged: Some(true), approved: day(10) };
        assert_eq!(record.divisions, BTreeMap::from([("課".to_owned(), expected)]));
    }

    #[test]
    fn the_oldest_imports_go_first() {
        let mut record = CollectionRecord::new(2022);
        (0..MOST_IMPORTS + 5).for_each(|number| record.add(ImportRecord { time: number.to_string(), ..ImportRecord::default() }));
        assert_eq!((record.imports.len(), record.imports[0].time.as_str()), (MOST_IMPORTS, "5"));
        (0..MOST_IMPORTS).for_each(|_| record.add(import(MOST_CHANGES, 1000)));
        assert!(record.to_text().len() < MOST_BYTES + 1000 && record.imports.len() > 10, "{}", record.imports.len());
        assert_eq!(record.imports[0].changes[0].after.chars().count(), MOST_LETTERS + 1);
    }
}
