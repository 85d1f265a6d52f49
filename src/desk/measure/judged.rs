//! What is said of the report on a measure, as it would be with what was typed.

use super::OpenMeasure;
use super::fields::{key, mark};
use crate::desk::Desk;
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::home::help;
use crate::desk::results::{RowFindings, sentence};
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity, Sources, SubjectKey, words};
use crate::error::Error;
use crate::language::Language;
use crate::load::front_matter::split;
use crate::message::{Message, Messages};
use crate::render::markdown::draft_html;
use crate::sheet::{MeasureField, TypedMeasure, TypedProblem};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that is said of the file of a measure beside its fields.
#[derive(Serialize)]
pub struct MeasureFinding {
    pub text: String,
    pub is_error: bool,
}

/// The report with what was typed.
pub struct JudgedMeasure {
    pub found: BTreeMap<MeasureField, RowFindings>,
    pub others: Vec<MeasureFinding>,
    /// The fields that somebody else changed meanwhile.
    pub theirs: BTreeSet<MeasureField>,
    /// The names of those that can be saved.
    pub taken: Vec<String>,
    /// The text that would be written, by its path below the root.
    pub texts: BTreeMap<String, String>,
    /// The body as it would be, where a text was typed.
    body: Option<String>,
}

impl JudgedMeasure {
    /// Judges what stands in the content, with the typed fields of a draft in its place.
    ///
    /// # Errors
    ///
    /// Those of reading the content.
    pub fn of(
        desk: &Desk<'_>,
        content: &DeskContent,
        open: &OpenMeasure<'_>,
        draft: Option<&Draft<String>>,
    ) -> Result<JudgedMeasure, Error> {
        let (reported, language) = (open.reported(), desk.language());
        let messages = Messages::of(language);
        let mut found: BTreeMap<MeasureField, RowFindings> = BTreeMap::new();
        let mut theirs = BTreeSet::new();
        let mut typed: BTreeMap<MeasureField, String> = BTreeMap::new();
        for field in open.measure.fields(reported) {
            let Some(row) = draft.and_then(|draft| draft.rows.get(key(field))) else { continue };
            let stored = open.measure.field(reported, field);
            if row.fields == stored {
                continue;
            }
            if row.was != mark(&stored) {
                found.entry(field).or_default().errors.push(messages.text(&Message::new("desk-measure.changed")));
                theirs.insert(field);
            }
            typed.insert(field, row.fields.clone());
        }
        let would_be = TypedMeasure::of(&typed);
        for (field, problem) in &would_be.found {
            found.entry(*field).or_default().errors.push(said_of(problem, language));
        }
        typed.retain(|field, _| would_be.has(*field) && !theirs.contains(field));
        let taken = typed.keys().map(|field| key(*field).to_owned()).collect();
        let text = TypedMeasure::of(&typed).text(reported, &content.folder, &open.measure)?;
        let texts = text.into_iter().map(|text| (open.path(), text)).collect();
        let shown = would_be.text(reported, &content.folder, &open.measure)?;
        let body = shown.and_then(|text| Some(text[split(&text).ok()?.body].to_owned()));
        let mut judged = JudgedMeasure { found, others: Vec::new(), theirs, taken, texts, body };
        if judged.texts.is_empty() {
            judged.judge(content, open, language);
        } else {
            judged.judge(&DeskContent::with(&judged.texts, desk)?, open, language);
        }
        Ok(judged)
    }

    /// The typed texts as HTML; `None` where nothing was typed.
    pub fn shown(&self, messages: &Messages) -> Option<String> {
        /// Below the heading of the preview.
        const LEVEL: u8 = 3;
        let label = messages.text(&Message::new("desk-measure.table"));
        self.body.as_ref().map(|body| draft_html(body, LEVEL, &label))
    }

    /// What is said of the file in the content as it would be.
    fn judge(&mut self, content: &DeskContent, open: &OpenMeasure<'_>, language: Language) {
        let path = open.path();
        let sources = &content.folder.sources;
        let text = content.folder.texts.get(&path).map(|id| sources.get(*id).text.as_str()).unwrap_or_default();
        let body = split(text).map(|parts| parts.body).unwrap_or(0..0);
        for diagnostic in content.report.sorted(sources) {
            let is_of_result = matches!(diagnostic.fault.subject(), Some(SubjectKey::Indicator(_)));
            if sources.path(&diagnostic.place) != path || diagnostic.severity == Severity::Note || is_of_result {
                continue;
            }
            let said = words(diagnostic, &content.report, sources, language);
            let (is_error, said) =
                (diagnostic.severity == Severity::Error, sentence(said.title, help(diagnostic, language).or(said.help)));
            match &diagnostic.place {
                Place::Span(_, range) if body.contains(&range.start) => {
                    let field = MeasureField::at(&text[body.clone()], range.start - body.start);
                    self.found.entry(field).or_default().add(is_error, said);
                }
                _ => self.others.push(MeasureFinding { text: said, is_error }),
            }
        }
    }
}

fn said_of(problem: &TypedProblem, language: Language) -> String {
    match problem {
        TypedProblem::RunsOn => Messages::of(language).text(&Message::new("desk-measure.runs-on")),
        TypedProblem::Value(fault) => fault_words(fault, language),
    }
}

/// What is said of a value that was typed.
fn fault_words(fault: &Fault, language: Language) -> String {
    let diagnostic = Diagnostic { severity: Severity::Error, fault: fault.clone(), place: Place::File(String::new()), related: None };
    let said = words(&diagnostic, &Report::default(), &Sources::default(), language);
    sentence(said.title, said.help)
}
