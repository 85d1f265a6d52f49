//! Sums and the next step into the front matter of a measure's file: only their bytes change.

use crate::model::{NextStep, Reviewer, Word};
use crate::sheet::results::{like, replaced};
use toml_edit::{Document, DocumentMut, Item, TableLike, Value};

/// The front matter with a sum of its budget; `None` where it cannot be read.
pub fn with_sum(facts: &str, key: &str, digits: &str) -> Option<String> {
    let document = Document::parse(facts).ok()?;
    match document.get("budget") {
        None => Some(appended(facts, &format!("[budget]\n{key} = {digits}\n"))),
        Some(budget) => set(facts, budget.as_table_like()?, key, digits, |document| document.get_mut("budget")?.as_table_like_mut()),
    }
}

/// The front matter with the next step that the division names.
pub fn with_next(facts: &str, next: NextStep) -> Option<String> {
    let document = Document::parse(facts).ok()?;
    let written = format!("\"{}\"", next.word());
    let division = Reviewer::Division.word();
    let new = || appended(facts, &format!("[[review]]\nby = \"{division}\"\nnext = {written}\n"));
    match document.get("review") {
        None => Some(new()),
        Some(Item::ArrayOfTables(reviews)) => match reviews.iter().position(|review| is_own(review)) {
            None => Some(new()),
            Some(position) => set(facts, reviews.get(position)?, "next", &written, |document| {
                Some(document.get_mut("review")?.as_array_of_tables_mut()?.get_mut(position)? as &mut dyn TableLike)
            }),
        },
        Some(_) => None,
    }
}

/// The next step that the division names, as it is written.
pub fn next_step(facts: &str) -> Option<String> {
    let document = Document::parse(facts).ok()?;
    let reviews = document.get("review")?.as_array_of_tables()?;
    let own = reviews.iter().find(|review| is_own(*review))?;
    own.get("next").and_then(Item::as_str).map(str::to_owned)
}

/// Whether a review is that of the division on the measure as a whole.
fn is_own(table: &dyn TableLike) -> bool {
    table.get("by").and_then(Item::as_str) == Some(Reviewer::Division.word()) && !table.contains_key("policy")
}

/// The front matter without a sum of its budget; `None` where it cannot be read.
pub fn without_sum(facts: &str, key: &str) -> Option<String> {
    let mut document: DocumentMut = facts.parse().ok()?;
    let Some(budget) = document.get_mut("budget") else { return Some(facts.to_owned()) };
    let budget = budget.as_table_like_mut()?;
    if budget.remove(key).is_none() {
        return Some(facts.to_owned());
    }
    if budget.is_empty() {
        document.remove("budget");
    }
    Some(like(facts, &document.to_string()))
}

/// The front matter without the next step that the division names, and without its review where that says nothing else.
pub fn without_next(facts: &str) -> Option<String> {
    let mut document: DocumentMut = facts.parse().ok()?;
    let Some(reviews) = document.get_mut("review") else { return Some(facts.to_owned()) };
    let reviews = reviews.as_array_of_tables_mut()?;
    let Some(position) = reviews.iter().position(|review| is_own(review)) else { return Some(facts.to_owned()) };
    let review = reviews.get_mut(position)?;
    review.remove("next");
    if review.iter().all(|(key, _)| key == "by") {
        reviews.remove(position);
    }
    if reviews.is_empty() {
        document.remove("review");
    }
    Some(like(facts, &document.to_string()))
}

/// A key of a table that is there: its value alone, or a new key at its end; `of` finds the table once more.
pub fn set(
    facts: &str,
    table: &dyn TableLike,
    key: &str,
    written: &str,
    of: impl FnOnce(&mut DocumentMut) -> Option<&mut dyn TableLike>,
) -> Option<String> {
    if let Some(span) = table.get(key).and_then(Item::as_value).and_then(Value::span) {
        return Some(replaced(facts, span, written));
    }
    let mut document: DocumentMut = facts.parse().ok()?;
    of(&mut document)?.insert(key, Item::Value(written.parse().ok()?));
    Some(like(facts, &document.to_string()))
}

/// New tables stand behind everything else.
fn appended(facts: &str, table: &str) -> String {
    let gap = if facts.trim().is_empty() { "" } else { "\n" };
    like(facts, &format!("{}{gap}{table}", if facts.is_empty() || facts.ends_with('\n') { facts.to_owned() } else { format!("{facts}\n") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_takes_the_place_of_another_or_gets_a_table() {
        assert_eq!(with_sum("[budget] # 円\nplanned = 1 # 当初\n", "planned", "2").unwrap(), "[budget] # 円\nplanned = 2 # 当初\n");
        assert_eq!(with_sum("[budget]\nplanned = 1 # 当初\n", "settled", "2").unwrap(), "[budget]\nplanned = 1 # 当初\nsettled = 2\n");
        assert_eq!(with_sum("# a\r\n", "planned", "2").unwrap(), "# a\r\n\r\n[budget]\r\nplanned = 2\r\n");
        assert_eq!(with_sum("budget = { planned = 1 }\n", "settled", "2").unwrap(), "budget = { planned = 1 , settled = 2 }\n");
        assert_eq!(with_sum("", "planned", "2").unwrap(), "[budget]\nplanned = 2\n");
    }

    #[test]
    fn the_next_step_is_that_of_the_review_of_the_division() {
        let city = "[[review]]\nby = \"city\"\ntext = { ja = \"a\" }\nnext = \"stop\"\n";
        let own = "[[review]]\nby = \"division\"\ntext = { ja = \"b\" }\n";
        assert_eq!(with_next(city, NextStep::Expand).unwrap(), format!("{city}\n[[review]]\nby = \"division\"\nnext = \"expand\"\n"));
        assert_eq!(with_next(&format!("{city}\n{own}"), NextStep::Expand).unwrap(), format!("{city}\n{own}next = \"expand\"\n"));
        let known = format!("{own}next = \"stop\" # 案\n");
        assert_eq!(with_next(&known, NextStep::Revise).unwrap(), format!("{own}next = \"revise\" # 案\n"));
        assert_eq!(without_next(&known).unwrap(), own);
        assert_eq!(without_next(city).unwrap(), city);
    }
}
