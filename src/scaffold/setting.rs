//! One setting of `site.toml`: read as it is written, and written so that everything else stays byte for byte.

use toml_edit::{Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The text under a path of keys: `["notice", "ja"]`; `None` where there is none.
pub fn setting(text: &str, path: &[&str]) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let item = rest.iter().try_fold(document.get(first)?, |item, key| item.get(key))?;
    item.as_str().map(str::to_owned)
}

/// The whole text with another value under a path of keys, or without any; a table that has nothing left goes as well. `None` where the
/// text cannot be read, or where something else than a text stands there.
pub fn with_setting(text: &str, path: &[&str], value: Option<&str>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    match value {
        Some(value) => set(document.as_table_mut(), path, value)?,
        None => remove(document.as_table_mut(), path)?,
    }
    let changed = document.to_string();
    Some(if text.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed })
}

fn set(table: &mut dyn TableLike, path: &[&str], value: &str) -> Option<()> {
    let (key, rest) = path.split_first()?;
    if rest.is_empty() {
        let mut new = Value::from(value);
        match table.get_mut(key) {
            Some(item) => {
                let old = item.as_value_mut().filter(|old| old.is_str())?;
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
            None => drop(table.insert(key, Item::Value(new))),
        }
        return Some(());
    }
    if table.get(key).is_none_or(Item::is_none) {
        // A text in two languages stands on its line, everything else below a heading.
        let is_text = matches!(rest, ["ja" | "en"]);
        let new = if is_text { Item::Value(InlineTable::new().into()) } else { Item::Table(heading(rest)) };
        table.insert(key, new);
    }
    set(table.get_mut(key)?.as_table_like_mut()?, rest, value)
}

/// A new table; one that only holds others has no heading of its own.
fn heading(rest: &[&str]) -> Table {
    let mut table = Table::new();
    table.set_implicit(rest.len() > 1 && !matches!(rest, [_, "ja" | "en"]));
    table
}

fn remove(table: &mut dyn TableLike, path: &[&str]) -> Option<()> {
    let (key, rest) = path.split_first()?;
    if rest.is_empty() {
        drop(table.remove(key));
        return Some(());
    }
    let Some(item) = table.get_mut(key) else { return Some(()) };
    let inner = item.as_table_like_mut()?;
    remove(inner, rest)?;
    if inner.is_empty() {
        table.remove(key);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str =
        "# a\ntitle = { ja = \"甲\", en = \"A\" } # b\nlanguages = [\"ja\", \"en\"]\n\n[publisher]\nname = { ja = \"市\" }\n";

    #[test]
    fn a_value_takes_the_place_of_another_and_the_rest_stays() {
        assert_eq!(setting(SITE, &["title", "en"]).as_deref(), Some("A"));
        assert_eq!(with_setting(SITE, &["title", "en"], Some("B \"1\"")).unwrap(), SITE.replace("\"A\"", "'B \"1\"'"));
        let crlf = SITE.replace('\n', "\r\n");
        assert_eq!(with_setting(&crlf, &["title", "ja"], Some("乙")).unwrap(), crlf.replace('甲', "乙"));
        assert_eq!(with_setting(SITE, &["languages"], Some("ja")), None);
        assert_eq!(with_setting("a = ", &["a"], Some("b")), None);
    }

    #[test]
    fn new_values_come_with_their_tables_and_go_with_them() {
        let notice = with_setting(SITE, &["notice", "ja"], Some("丙")).unwrap();
        assert!(notice.contains("notice = { ja = \"丙\" }\n\n[publisher]"), "{notice}");
        assert_eq!(with_setting(&notice, &["notice", "ja"], None).unwrap(), SITE);
        let target = with_setting(SITE, &["publish", "production", "kind"], Some("folder")).unwrap();
        let target = with_setting(&target, &["publish", "production", "path"], Some("../web")).unwrap();
        assert_eq!(target, format!("{SITE}\n[publish.production]\nkind = \"folder\"\npath = \"../web\"\n"));
        let contact = with_setting(SITE, &["contact", "division", "ja"], Some("課")).unwrap();
        assert_eq!(contact, format!("{SITE}\n[contact]\ndivision = {{ ja = \"課\" }}\n"));
        assert_eq!(with_setting(&contact, &["contact", "division", "ja"], None).unwrap(), SITE);
        assert_eq!(with_setting(SITE, &["publish", "production", "path"], None).unwrap(), SITE);
    }
}
