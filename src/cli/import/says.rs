//! What an import would change, in words: a table for people, a document for machines.

use crate::diagnostic::{self, Language, Place, Sources, plural};
use crate::sheet::{self, Change, Changes, Reported};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

/// How an import ended.
pub enum Ending {
    /// Conflicts are open.
    Blocked,
    /// It was only tried.
    Tried {
        files: usize,
    },
    Written {
        files: usize,
    },
}

/// A line for each change: id, name, what is there, what comes, and where from.
pub fn table(reported: Reported<'_>, changes: &Changes<'_>, language: Language) -> String {
    let head = match language {
        Language::En => ["id", "name", "now", "new", "from"],
        Language::Ja => ["ID", "指標名", "現在", "新しい値", "読み取った場所"],
    };
    let row = |change: &Change<'_>| {
        let (before, after) = written(reported, change);
        let name = change.wanted.indicator.name.ja.clone();
        [change.wanted.indicator.id.clone(), name, before.unwrap_or("–".to_owned()), after, address(&change.place)]
    };
    let rows: Vec<[String; 5]> = std::iter::once(head.map(str::to_owned)).chain(changes.changes.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    rows.iter().map(|row| line_of(row, &widths)).collect::<Vec<_>>().join("\n")
}

fn line_of(row: &[String; 5], widths: &[usize]) -> String {
    let cell = |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width - cell.width()));
    row.iter().zip(widths).map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// What is there and what comes, as front matter has it.
fn written(reported: Reported<'_>, change: &Change<'_>) -> (Option<String>, String) {
    let written = |observation| sheet::short(change.wanted.indicator, observation, reported.edition.year);
    (change.before.as_ref().map(written), written(&change.after))
}

fn address(place: &Place) -> String {
    match place {
        Place::Cell(cell) => cell.address(),
        Place::File(path) => path.clone(),
        Place::Span(_, _) => String::new(),
    }
}

/// The closing line.
pub fn line(changes: &Changes<'_>, ending: &Ending, language: Language) -> String {
    let (count, unchanged) = (changes.changes.len(), changes.unchanged);
    let rest = match (language, changes.passed) {
        (Language::En, 0) => format!("{unchanged} unchanged"),
        (Language::En, passed) => format!("{unchanged} unchanged, {} of other editions passed over", plural(passed, "row")),
        (Language::Ja, 0) => format!("変更なし{unchanged}件"),
        (Language::Ja, passed) => format!("変更なし{unchanged}件、ほかの年度の{passed}行は対象外"),
    };
    match (language, ending) {
        (Language::En, Ending::Blocked) => {
            format!("nothing was written: settle these conflicts first, or add --accept ({} to write, {rest})", plural(count, "result"))
        }
        (Language::En, Ending::Tried { files }) => {
            format!("{} would be written into {}, {rest}; nothing was written", plural(count, "result"), plural(*files, "file"))
        }
        (Language::En, Ending::Written { files }) => {
            format!("{} written into {}, {rest}", plural(count, "result"), plural(*files, "file"))
        }
        (Language::Ja, Ending::Blocked) => {
            format!("何も書き込んでいません。上の点を解決するか、--accept を付けてください（書き込む実績{count}件、{rest}）")
        }
        (Language::Ja, Ending::Tried { files }) => {
            format!("試しに読み取りました（書き込んでいません）：{files}件のファイルに実績{count}件、{rest}")
        }
        (Language::Ja, Ending::Written { files }) => format!("{files}件のファイルに実績{count}件を書き込みました（{rest}）"),
    }
}

/// The report of the conflicts, with the changes, as one document in a single line.
pub fn json(language: Language, sources: &Sources, (reported, changes): (Reported<'_>, &Changes<'_>), ending: &Ending) -> String {
    let change = |change: &Change<'_>| {
        let (before, after) = written(reported, change);
        json!({ "id": change.wanted.indicator.id, "before": before, "after": after, "from": address(&change.place) })
    };
    let mut document: Value = serde_json::from_str(&diagnostic::json(&changes.report, sources, language)).unwrap_or_default();
    document["edition"] = json!(reported.edition.year);
    document["changes"] = changes.changes.iter().map(change).collect();
    document["unchanged"] = json!(changes.unchanged);
    document["passed"] = json!(changes.passed);
    document["written"] = json!(matches!(ending, Ending::Written { .. }));
    document.to_string()
}
