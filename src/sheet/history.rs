//! Figures of years before the editions into the front matter of the file that defines their indicator: only the key `history` changes.

use super::change::HistoryChange;
use super::results::{like, text};
use crate::load::front_matter::split;
use crate::model::Word;
use toml_edit::{Document, DocumentMut, Item, Table, Value};

const KEY: &str = "history";
/// The keys behind which a new key `history` goes: the last of them that is there.
const BEFORE: [&str; 7] = ["id", "kind", "direction", "unit", "baseline", "target", "schedule"];

/// The text of the file with the figures of one indicator, in the order of their years; `None` where its front matter cannot be changed.
pub fn changed(whole: &str, id: &str, figures: &[HistoryChange<'_>]) -> Option<String> {
    let range = split(whole).ok()?.facts;
    let facts = &whole[range.clone()];
    let written: Vec<String> = figures.iter().map(toml).collect();
    let changed = with_figures(facts, id, &written)?;
    Some(format!("{}{}{}", &whole[..range.start], like(facts, &changed), &whole[range.end..]))
}

/// A figure as an inline table.
fn toml(figure: &HistoryChange<'_>) -> String {
    let calendar = if figure.year.calendar { ", calendar = true" } else { "" };
    let bound = figure.bound.map(|bound| format!(", bound = \"{}\"", bound.word())).unwrap_or_default();
    let note = figure.note.as_ref().map(|note| format!(", note = {{ ja = {} }}", text(note))).unwrap_or_default();
    format!("{{ year = {}{calendar}, value = {}{bound}{note} }}", figure.year.number, figure.value.decimal())
}

fn with_figures(facts: &str, id: &str, figures: &[String]) -> Option<String> {
    let document = Document::parse(facts).ok()?;
    let table = indicators(&document)?.find(|table| is_named(table, id))?;
    match table.get(KEY) {
        None => {
            let last = BEFORE.iter().filter_map(|key| table.get(key)?.span()).map(|span| span.end).max()?;
            let end = facts[last..].find('\n').map_or(facts.len(), |newline| last + newline + 1);
            Some(format!("{}{KEY} = [{}]\n{}", &facts[..end], figures.join(", "), &facts[end..]))
        }
        Some(Item::Value(value @ Value::Array(_))) => {
            let span = value.span()?;
            let mut value: Value = facts[span.clone()].parse().ok()?;
            let array = value.as_array_mut()?;
            for figure in figures {
                let mut new: Value = figure.parse().ok()?;
                if let Some(last) = array.iter().last() {
                    let before = last.decor().prefix().and_then(|prefix| prefix.as_str()).filter(|prefix| prefix.contains('\n'));
                    new.decor_mut().set_prefix(before.unwrap_or(" "));
                }
                array.push_formatted(new);
            }
            Some(format!("{}{}{}", &facts[..span.start], value.to_string().trim(), &facts[span.end..]))
        }
        Some(_) => rewritten(facts, id, figures),
    }
}

fn indicators<'a>(document: &'a Document<&str>) -> Option<impl Iterator<Item = &'a Table>> {
    Some(document.get("indicator")?.as_array_of_tables()?.iter())
}

fn is_named(table: &Table, id: &str) -> bool {
    table.get("id").and_then(Item::as_str) == Some(id)
}

/// The rare form `[[indicator.history]]`, by a parser that keeps comments and order.
fn rewritten(facts: &str, id: &str, figures: &[String]) -> Option<String> {
    let mut document: DocumentMut = facts.parse().ok()?;
    let indicators = document.get_mut("indicator")?.as_array_of_tables_mut()?;
    let history = indicators.iter_mut().find(|table| is_named(table, id))?.get_mut(KEY)?.as_array_of_tables_mut()?;
    for figure in figures {
        let value: Value = figure.parse().ok()?;
        history.push(value.as_inline_table()?.clone().into_table());
    }
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "{ year = 2018, value = 77 }";

    fn with_one(facts: &str) -> String {
        with_figures(facts, "b", &[NEW.to_owned()]).unwrap()
    }

    #[test]
    fn history_goes_below_the_plan_or_behind_the_history_that_is_there() {
        let plan = "[[indicator]]\nid = \"a\"\n\n[[indicator]]\nid = \"b\" # 2\ntarget = { year = 2024, value = 9 } # 目標\nnote = { ja = \"注\" }\n";
        let expected = plan.replace("# 目標\n", "# 目標\nhistory = [{ year = 2018, value = 77 }]\n");
        assert_eq!(with_one(plan), expected);
        let one_line = "[[indicator]]\nid = \"b\"\nhistory = [{ year = 2016, value = 70 }] # 前\n";
        assert_eq!(with_one(one_line), one_line.replace("70 }]", "70 }, { year = 2018, value = 77 }]"));
        let lines = "[[indicator]]\nid = \"b\"\nhistory = [\n    { year = 2016, value = 70 },\n]\n";
        assert_eq!(with_one(lines), lines.replace("70 },\n", "70 },\n    { year = 2018, value = 77 },\n"));
        let tables = "[[indicator]]\nid = \"b\"\n[[indicator.history]]\nyear = 2016\nvalue = 70\n";
        let changed: toml_edit::DocumentMut = with_one(tables).parse().unwrap();
        assert_eq!(changed["indicator"][0]["history"][1]["value"].as_integer(), Some(77));
    }
}
