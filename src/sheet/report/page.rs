//! A report as a page of its own: readable on a phone, on paper and in the dark, and without colours.

use super::remark::CellMark;
use super::{ImportReport, ReportCell, ReportSheet, SIGNATURE};
use crate::diagnostic::letters;
use crate::language::Language;
use crate::markup::escape;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");

/// What stands at the first cell of merged cells: over how many rows and columns it reaches.
type Spans = BTreeMap<(u32, u32), [u32; 2]>;

pub fn text(report: &ImportReport) -> String {
    let words = &report.words;
    let language = match words.language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    let title = escape(&words.of("title"));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escape(&report.purpose)
    );
    legend(&mut page, report);
    for (number, sheet) in (1..).zip(&report.sheets) {
        table(&mut page, number, sheet, report);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// What the marks mean, in a table whose first cell says what the page is.
fn legend(page: &mut String, report: &ImportReport) {
    let words = &report.words;
    let heading = escape(&words.of("legend"));
    let _ = writeln!(
        page,
        "<table class=\"legend\">\n<caption>{heading}</caption>\n<tr><th colspan=\"2\" scope=\"colgroup\">{SIGNATURE}</th></tr>"
    );
    for mark in CellMark::ALL {
        let (letter, word) = (escape(&mark.letter(words)), escape(&mark.word(words)));
        let _ = writeln!(page, "<tr><th scope=\"row\" class=\"{}\"><b>{letter}</b></th><td>{word}</td></tr>", mark.class());
    }
    page.push_str("</table>\n");
}

fn table(page: &mut String, number: usize, sheet: &ReportSheet, report: &ImportReport) {
    let words = &report.words;
    let _ = writeln!(page, "<h2 id=\"sheet-{number}\">{}</h2>\n<p>{}</p>", escape(&sheet.title()), escape(&sheet.summary));
    let _ = writeln!(
        page,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"sheet-{number}\">\n<table>\n<thead>\n<tr><td class=\"corner\"></td>"
    );
    for column in 0..sheet.width {
        let _ = write!(page, "<th scope=\"col\">{}</th>", letters(column));
    }
    if sheet.confirmation.is_some() {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escape(&words.of("proposals")));
    }
    let _ = writeln!(page, "<th scope=\"col\">{}</th></tr>\n</thead>\n<tbody>", escape(&words.of("remarks")));
    let mut covered = BTreeSet::new();
    let mut spans = Spans::new();
    for region in &sheet.merged {
        for row in region.first.0..=region.last.0 {
            covered.extend((region.first.1..=region.last.1).map(|column| (row, column)));
        }
        covered.remove(&region.first);
        spans.insert(region.first, [region.last.0 - region.first.0 + 1, region.last.1 - region.first.1 + 1]);
    }
    for (row, cells) in &sheet.rows {
        let _ = write!(page, "<tr><th scope=\"row\">{}</th>", row + 1);
        let mut next = 0;
        // A text that is alone in its row runs on over the empty cells beside it, as in a spreadsheet.
        let alone = cells.keys().next().filter(|column| cells.len() == 1 && !spans.contains_key(&(*row, **column)));
        spans.extend(alone.map(|column| ((*row, *column), [1, sheet.width - column])));
        for (column, cell) in cells {
            empty(page, *column - next);
            if !covered.contains(&(*row, *column)) {
                write_cell(page, cell, spans.get(&(*row, *column)), report);
            }
            next = if alone.is_some() { sheet.width } else { column + 1 };
        }
        empty(page, sheet.width - next);
        if let Some(confirmation) = &sheet.confirmation {
            let proposal = confirmation.proposals.get(row).map_or("", String::as_str);
            let _ = write!(page, "<td class=\"remarks\">{}</td>", escape(proposal));
        }
        let _ = writeln!(page, "<td class=\"remarks\">{}</td></tr>", escape(&ReportSheet::remarks(cells)));
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// So many cells side by side with nothing in them.
fn empty(page: &mut String, count: u32) {
    let _ = match count {
        0 => Ok(()),
        1 => write!(page, "<td></td>"),
        _ => write!(page, "<td colspan=\"{count}\"></td>"),
    };
}

fn write_cell(page: &mut String, cell: &ReportCell, spans: Option<&[u32; 2]>, report: &ImportReport) {
    let spans = spans.map(|[rows, columns]| format!(" rowspan=\"{rows}\" colspan=\"{columns}\"")).unwrap_or_default();
    let letter = escape(&cell.mark.letter(&report.words));
    let text = escape(&cell.text).replace('\n', "<br>");
    let _ = write!(page, "<td class=\"{}\"{spans}><b>{letter}</b> {text}</td>", cell.mark.class());
}
