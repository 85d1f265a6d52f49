//! A report as one JSON document, for machines.

use super::print::FaultText;
use super::subject::SubjectEntry;
use super::{Diagnostic, Language, LineColumn, Place, Report, Severity, Sources, Subject};
use crate::message::Messages;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
struct DiagnosticDocument<'a> {
    diagnostics: Vec<DiagnosticEntry<'a>>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// One diagnostic.
#[derive(Debug, Serialize)]
struct DiagnosticEntry<'a> {
    severity: &'static str,
    code: &'static str,
    message: String,
    /// What it is about, in the language of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<SubjectEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(flatten)]
    location: DiagnosticLocation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'a>>,
}

/// Another place that belongs to it.
#[derive(Debug, Serialize)]
struct Related<'a> {
    message: String,
    #[serde(flatten)]
    location: DiagnosticLocation<'a>,
}

/// A file, or a part of it.
#[derive(Debug, Serialize)]
struct DiagnosticLocation<'a> {
    path: &'a str,
    #[serde(flatten)]
    part: Option<LineRange>,
    #[serde(flatten)]
    cell: Option<CellName<'a>>,
}

/// A cell of a table that was imported.
#[derive(Debug, Serialize)]
struct CellName<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    /// `B12`, or the number of a line.
    cell: String,
}

/// Lines and columns from 1; columns count characters. The end is the place after the last character.
#[derive(Debug, Serialize)]
struct LineRange {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The whole report as one JSON document in a single line, in the language asked for.
pub fn json(report: &Report, sources: &Sources, language: Language) -> String {
    let sorted = report.sorted(sources);
    let count = |severity: Severity| sorted.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let document = DiagnosticDocument {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        diagnostics: sorted.iter().map(|diagnostic| entry(diagnostic, report.subject(diagnostic, sources), sources, language)).collect(),
    };
    serde_json::to_string(&document).expect("texts and counts in structs can always be written as JSON")
}

fn entry<'a>(diagnostic: &'a Diagnostic, subject: Option<&'a Subject>, sources: &'a Sources, language: Language) -> DiagnosticEntry<'a> {
    let text = FaultText::of(&diagnostic.fault, subject, &Messages::of(language), language);
    let related = diagnostic.related.as_ref().map(|place| Related { message: text.related, location: location(place, sources) });
    DiagnosticEntry {
        severity: diagnostic.severity.name(),
        code: diagnostic.fault.code(),
        message: text.title,
        subject: subject.map(|subject| subject.entry(diagnostic.fault.subject(), language)),
        label: Some(text.label).filter(|label| !label.is_empty()),
        help: text.help,
        location: location(&diagnostic.place, sources),
        related,
    }
}

fn location<'a>(place: &'a Place, sources: &'a Sources) -> DiagnosticLocation<'a> {
    match place {
        Place::File(path) => DiagnosticLocation { path, part: None, cell: None },
        Place::Cell(cell) => {
            let sheet = cell.sheet.as_ref().map(|(_, name)| name.as_str());
            DiagnosticLocation { path: &cell.file, part: None, cell: Some(CellName { sheet, cell: cell.name() }) }
        }
        Place::Span(id, range) => {
            let LineColumn { line, column } = sources.line_column(*id, range.start);
            let LineColumn { line: end_line, column: end_column } = sources.line_column(*id, range.end);
            DiagnosticLocation { path: &sources.get(*id).path, part: Some(LineRange { line, column, end_line, end_column }), cell: None }
        }
    }
}
