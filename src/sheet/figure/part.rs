//! Cells with more than one figure.

use super::strip::bracket_behind;
use super::{LabelledFigure, WrittenAmount, WrittenFigure};
use crate::model::Quantity;

const ARROWS: [char; 5] = ['→', '⇒', '➡', '⇨', '➔'];
/// Stand between figures of one line.
const SEPARATORS: [&[char]; 4] = [&['\n'], &['／', '/'], &['、', '；', ';'], &['・']];

/// The two sides of an arrow.
pub fn change(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once(ARROWS)?;
    let is_change = !before.trim().is_empty() && !after.trim().is_empty() && !after.contains(ARROWS);
    is_change.then(|| (before.trim(), after.trim()))
}

/// The figures of a cell that is no single figure: pieces; a figure with another one in brackets; a number alone in brackets, which may be
/// below zero or not.
pub fn parts(text: &str, own: Option<&str>) -> Option<Vec<LabelledFigure>> {
    pieces(text, own).or_else(|| bracketed(text, own))
}

/// The lines of a cell, or the pieces of a line, where every one of several is a number with or without a label.
pub fn pieces(text: &str, own: Option<&str>) -> Option<Vec<LabelledFigure>> {
    let of_pieces = |separators: &&'static [char]| {
        let pieces = text.split(*separators).map(str::trim).filter(|piece| !piece.is_empty());
        let parts: Vec<LabelledFigure> = pieces.map(|piece| labelled(piece, own)).collect::<Option<_>>()?;
        (parts.len() > 1).then_some(parts)
    };
    SEPARATORS.iter().find_map(of_pieces)
}

fn bracketed(text: &str, own: Option<&str>) -> Option<Vec<LabelledFigure>> {
    let (before, inner) = bracket_behind(text)?;
    let inner = labelled(inner, own)?;
    if !before.is_empty() {
        return Some(vec![labelled(before, own)?, inner]);
    }
    let WrittenAmount::Value(value) = inner.figure.amount else { return None };
    let below_zero = Quantity::parse(&(-value.decimal()).to_string()).ok()?;
    let negative = WrittenFigure { amount: WrittenAmount::Value(below_zero), ..inner.figure.clone() };
    let text = below_zero.decimal().to_string();
    Some(vec![LabelledFigure { label: String::new(), text, figure: negative }, inner])
}

/// A number with the words before it: 小6 79.7%, 男性42.4％, 女性：55.4.
fn labelled(text: &str, own: Option<&str>) -> Option<LabelledFigure> {
    let number = |text: &str| Some(WrittenFigure::parse(text, own)).filter(WrittenFigure::is_number);
    if let Some(figure) = number(text) {
        return Some(LabelledFigure { label: String::new(), text: text.to_owned(), figure });
    }
    let set_off = text.split_once([' ', '\u{3000}', ':', '：', '\n']);
    let first = text.find(|letter: char| super::word::is_digit(letter) || "△▲".contains(letter));
    let attached = first.filter(|start| *start > 0).map(|start| text.split_at(start));
    let found = [set_off, attached].into_iter().flatten().find_map(|(label, rest)| Some((label, rest, number(rest)?)));
    found.map(|(label, rest, figure)| LabelledFigure {
        label: label.trim_end_matches(['：', ':']).trim().to_owned(),
        text: rest.trim().to_owned(),
        figure,
    })
}
