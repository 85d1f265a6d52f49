//! Changes as a page of its own: readable on a phone, on paper, in the dark, and without colours.

use super::{ContentChange, ContentDiff};
use crate::language::Language;
use crate::markup::escape;
use crate::render::text_diff::Piece;
use std::fmt::Write;

/// The columns: division and measure stand above their rows.
const SHOWN: [&str; 4] = ["item", "before", "after", "difference"];
const STYLE: &str = include_str!("page.css");

pub fn text(diff: &ContentDiff) -> String {
    let language = diff.words.language().tag();
    let title = escape(&diff.column("title"));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escape(&diff.heading())
    );
    for remark in &diff.remarks {
        let _ = writeln!(page, "<p class=\"remark\">{}</p>", escape(remark));
    }
    for (number, group) in (1..).zip(diff.groups()) {
        division(&mut page, number, group, diff);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn division(page: &mut String, number: usize, changes: &[ContentChange], diff: &ContentDiff) {
    let heading = escape(&diff.counted(&changes[0].subject, changes.len()));
    let _ = writeln!(
        page,
        "<section>\n<h2 id=\"division-{number}\">{heading}</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"division-{number}\">\n<table>\n<thead>"
    );
    let headings: String =
        SHOWN.iter().map(|column| format!("<th scope=\"col\" class=\"{column}\">{}</th>", escape(&diff.column(column)))).collect();
    let _ = writeln!(page, "<tr>{headings}</tr>\n</thead>");
    for rows in changes.chunk_by(|one, other| diff.part(one) == diff.part(other)) {
        let part = escape(&diff.part(&rows[0]));
        let _ = writeln!(page, "<tbody>\n<tr class=\"part\"><th colspan=\"{}\" scope=\"rowgroup\">{part}</th></tr>", SHOWN.len());
        rows.iter().for_each(|change| row(page, change, diff));
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</div>\n</section>\n");
}

fn row(page: &mut String, change: &ContentChange, diff: &ContentDiff) {
    let language = change.language.map(|language: Language| format!(" lang=\"{}\"", language.tag())).unwrap_or_default();
    let side = |pieces: &[Piece], name: &str| match pieces.is_empty() {
        true => format!("<span class=\"nothing\">{}</span>", escape(&diff.nothing())),
        false => marked(pieces, name),
    };
    let _ = writeln!(
        page,
        "<tr><td>{}</td><td{language}>{}</td><td{language}>{}</td><td>{}</td></tr>",
        escape(&diff.item(change)),
        side(&change.before, "del"),
        side(&change.after, "ins"),
        lines(&diff.difference(change)),
    );
}

/// The text, with what changed in elements of this name.
fn marked(pieces: &[Piece], name: &str) -> String {
    let write = |piece: &Piece| {
        let text = lines(&piece.text);
        if piece.changed { format!("<{name}>{text}</{name}>") } else { text }
    };
    pieces.iter().map(write).collect()
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}
