//! Marks of footnotes, and the notes below a table.

use crate::sheet::recognise::plain_figure;
use crate::sheet::table::SheetTable;
use std::collections::BTreeMap;

/// What begins a mark.
const SIGNS: [char; 4] = ['※', '*', '＊', '注'];

/// A mark at the end of a figure or a name, in one form, with what stands before it: `※1`, `（注1）`, `*2`, `3)`.
pub fn mark_behind(text: &str) -> Option<(&str, String)> {
    let text = text.trim_end();
    let bare = text.trim_end_matches([')', '）']);
    let digits = bare.trim_end_matches(|letter: char| letter.is_numeric() && !is_circled(letter));
    let number = &bare[digits.len()..];
    if let Some(before) = digits.strip_suffix(SIGNS) {
        let is_set_off = !digits.ends_with('注') || !number.is_empty();
        let before = before.strip_suffix(['(', '（']).unwrap_or(before);
        let closed = text.len() - bare.len() <= 4;
        return (is_set_off && closed).then(|| (before.trim_end(), canonical(&digits[digits.len() - last(digits)..], number)));
    }
    let is_closed = text.len() > bare.len() && !bare.contains(['(', '（']) && number.chars().count() <= 2 && !number.is_empty();
    let before = digits.trim_end();
    let behind_word = before.chars().next_back().is_some_and(|letter| !letter.is_numeric() && !",.，．／/～〜~".contains(letter));
    (is_closed && behind_word).then(|| (before, canonical("", number) + ")"))
}

fn last(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

fn is_circled(letter: char) -> bool {
    ('①'..='⑳').contains(&letter)
}

fn canonical(sign: &str, number: &str) -> String {
    plain_figure(&format!("{sign}{number}"))
}

/// A mark alone, as it stands in brackets: 注1, ※2.
pub fn mark(text: &str) -> Option<String> {
    mark_behind(text).filter(|(before, _)| before.is_empty()).map(|(_, mark)| mark)
}

/// A mark at the beginning, set off from what follows it.
pub fn mark_before(text: &str) -> Option<(String, &str)> {
    let end = text.find([' ', '\u{3000}', '\n', ':', '：'])?;
    let mark = mark(&text[..end])?;
    Some((mark, text[end..].trim_start_matches([' ', '\u{3000}', '\n', ':', '：'])))
}

/// Most rows that a note goes on in.
const MOST_CONTINUED: usize = 3;

/// The notes of a table by their marks: cells that begin with a mark (`※1 住民基本台帳による`), alone in their row, or with the mark in the
/// cell before. A mark with two texts has none.
pub fn footnotes(table: &SheetTable) -> BTreeMap<String, String> {
    let mut notes: BTreeMap<String, Option<String>> = BTreeMap::new();
    for cells in table.rows.values() {
        let texts: Vec<&str> = cells.values().map(|content| content.text().trim()).filter(|text| !text.is_empty()).collect();
        let found: Vec<(String, String)> = match texts.as_slice() {
            [text] => lines(text),
            [sign, text] => mark(sign).map(|mark| vec![(mark, (*text).to_owned())]).unwrap_or_default(),
            _ => Vec::new(),
        };
        for (mark, text) in found {
            notes.entry(mark).and_modify(|there| *there = there.take().filter(|there| *there == text)).or_insert(Some(text));
        }
    }
    notes.into_iter().filter_map(|(mark, text)| Some((mark, text?))).collect()
}

/// The notes of one cell, each of which begins a line.
fn lines(text: &str) -> Vec<(String, String)> {
    let mut notes: Vec<(String, String)> = Vec::new();
    let mut continued = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (note(line), notes.last_mut()) {
            (Some(note), _) => {
                notes.push(note);
                continued = 0;
            }
            (None, Some((_, last))) if continued < MOST_CONTINUED => {
                last.push_str(line);
                continued += 1;
            }
            (None, _) => return Vec::new(),
        }
    }
    notes
}

/// A note with its mark: `※1 …`, `（注1）…`, `注1）…`, `*1：…`.
fn note(line: &str) -> Option<(String, String)> {
    let open = line.strip_prefix(['（', '(']);
    let signed = open.unwrap_or(line);
    let sign = signed.chars().next().filter(|sign| SIGNS.contains(sign))?;
    let after = &signed[sign.len_utf8()..];
    let end = after.find(|letter: char| !letter.is_numeric() || is_circled(letter)).unwrap_or(after.len());
    let (number, after) = after.split_at(end);
    let rest = after.trim_start_matches([')', '）', ':', '：', ' ', '\u{3000}', '.', '．']);
    let is_set_off = rest.len() < after.len() || (sign != '注' && number.is_empty());
    let text = rest.trim();
    let is_note = is_set_off && !text.is_empty() && (sign != '注' || !number.is_empty() || open.is_some());
    is_note.then(|| (canonical(&sign.to_string(), number), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::table::{CellContent, TableOrigin};

    #[test]
    fn notes_are_found_by_their_marks() {
        let rows = [
            vec!["指標名", "実績値"],
            vec!["出生数", "299人 ※1"],
            vec!["※1 住民基本台帳による"],
            vec!["（注2）暦年の値"],
            vec!["＊3：速報\nを含む。"],
            vec!["※4", "見込み"],
            vec!["※5 ある説明"],
            vec!["※5 別の説明"],
            vec!["注意事項"],
            vec!["※1,299人"],
        ];
        let cells = |row: &Vec<&str>| (0..).zip(row.iter().map(|text| CellContent::Text((*text).to_owned()))).collect();
        let rows = (0..).zip(rows.iter().map(cells)).collect();
        let table = SheetTable {
            file: "a.csv".to_owned(),
            sheet: None,
            origin: TableOrigin::Fields,
            is_turned: false,
            hidden: Default::default(),
            made_for: None,
            merged: Vec::new(),
            assigned: Default::default(),
            rows,
        };
        let expected = [("*3", "速報を含む。"), ("※1", "住民基本台帳による"), ("※4", "見込み"), ("注2", "暦年の値")];
        assert_eq!(footnotes(&table), expected.iter().map(|(mark, text)| ((*mark).to_owned(), (*text).to_owned())).collect());
    }
}
