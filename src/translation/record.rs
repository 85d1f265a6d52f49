//! `content/translations.toml`: the Japanese from which each English text was made, written by the program.
//!
//! The words themselves are kept and not only their hash: a translator is shown what changed.

use crate::diagnostic::Report;
use crate::load::Folder;
use crate::load::fields::{NamedValue, TomlBlock, TomlValue};
use crate::sheet::quoted;
use std::collections::BTreeMap;

/// The file, below the root.
pub const PATH: &str = "content/translations.toml";
/// The key under which the blocks of a body stand, in the place of those of short texts.
const BODY: &str = "body";
const HEAD: &str = "# 英訳のもとになった日本語です。torikumi が書くファイルで、手で直す必要はありません。\n\
                    # The Japanese from which each English text was made. torikumi writes this file; there is no need to edit it.\n";

/// What translations were made from, by the path of the Japanese file below `content`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslationRecord {
    files: BTreeMap<String, FileRecord>,
}

/// What translations of one file were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FileRecord {
    /// The Japanese of short texts, by their keys.
    texts: BTreeMap<String, String>,
    /// The Japanese of the blocks of the body, one for each block of the English body.
    body: Vec<String>,
}

impl TranslationRecord {
    /// Reads the file; empty where there is none, or where it cannot be read, which is reported.
    pub fn read(folder: &Folder, report: &mut Report) -> TranslationRecord {
        let Some(source) = folder.texts.get(PATH) else { return TranslationRecord::default() };
        let text = &folder.sources.get(*source).text;
        let block = TomlBlock { source: *source, text, range: 0..text.len() };
        let files = block.read(report, |fields, report| {
            Some(fields.entries().into_iter().map(|entry| (entry.name.to_owned(), file(&entry.value, report))).collect())
        });
        TranslationRecord { files: files.unwrap_or_default() }
    }

    /// The Japanese from which a short text was translated.
    pub fn text(&self, file: &str, key: &str) -> Option<&str> {
        self.files.get(file)?.texts.get(key).map(String::as_str)
    }

    /// The Japanese from which the blocks of a body were translated, one for each block of the English.
    pub fn body(&self, file: &str) -> &[String] {
        self.files.get(file).map_or(&[], |file| &file.body)
    }

    /// Notes from what a short text was translated.
    pub fn set_text(&mut self, file: &str, key: &str, ja: &str) {
        self.files.entry(file.to_owned()).or_default().texts.insert(key.to_owned(), ja.to_owned());
    }

    /// Notes from what the blocks of a body were translated.
    pub fn set_body(&mut self, file: &str, blocks: Vec<String>) {
        self.files.entry(file.to_owned()).or_default().body = blocks;
    }

    /// Keeps only what is still there; the second argument is `None` for the body.
    pub fn keep(&mut self, is_there: impl Fn(&str, Option<&str>) -> bool) {
        for (path, file) in &mut self.files {
            file.texts.retain(|key, _| is_there(path, Some(key)));
            if !is_there(path, None) {
                file.body.clear();
            }
        }
        self.files.retain(|_, file| !file.texts.is_empty() || !file.body.is_empty());
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (path, file) in &self.files {
            out += &format!("\n[{}]\n", quoted(path));
            for (key, ja) in &file.texts {
                out += &format!("{} = {}\n", quoted(key), quoted(ja));
            }
            if !file.body.is_empty() {
                let lines: String = file.body.iter().map(|block| format!("    {},\n", quoted(block))).collect();
                out += &format!("{BODY} = [\n{lines}]\n");
            }
        }
        out
    }
}

fn file(value: &TomlValue<'_>, report: &mut Report) -> FileRecord {
    let mut file = FileRecord::default();
    for NamedValue { name, value, .. } in value.fields(report).into_iter().flat_map(|fields| fields.entries()) {
        match value.as_items().filter(|_| name == BODY) {
            Some(blocks) => file.body = blocks.iter().filter_map(|block| block.text(report).map(str::to_owned)).collect(),
            None => drop(value.text(report).map(|ja| file.texts.insert(name.to_owned(), ja.to_owned()))),
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut record = TranslationRecord::default();
        record.set_text("pages/a.md", "title", "一\n\"二\"\\");
        record.set_text("site.toml", "publisher.name", "市");
        record.set_body("pages/a.md", vec!["段落".to_owned(), "見出し".to_owned()]);
        let mut folder = Folder::default();
        folder.add_text(PATH, &record.to_text());
        let mut report = Report::default();
        assert_eq!(TranslationRecord::read(&folder, &mut report), record);
        assert_eq!(report.iter().count(), 0);
    }
}
