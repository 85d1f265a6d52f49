//! What is judged of the results of a goal, as they would be with what was typed.

use super::GoalResults;
use super::row::mark;
use crate::desk::Desk;
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::frame::sentence;
use crate::desk::home::{OPEN_RESULT, help};
use crate::diagnostic::{Diagnostic, Report, Severity, Sources, SubjectKey, words};
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::subjects::name_subjects_of;
use crate::render::page::judgement::JudgementView;
use crate::sheet::{ExpectedResult, TypedResult, compare_typed, in_words, typed_texts};
use crate::site::Site;
use std::collections::BTreeMap;

/// What is wrong with a row, in words.
#[derive(Default)]
pub struct RowFindings {
    pub errors: Vec<String>,
    pub doubts: Vec<String>,
}

impl RowFindings {
    pub fn add(&mut self, is_error: bool, text: String) {
        if is_error { self.errors.push(text) } else { self.doubts.push(text) }
    }
}

/// The typed results of a goal, held against those that are there.
pub struct ComparedResults {
    /// By the id of the indicator.
    pub found: BTreeMap<String, RowFindings>,
    /// The ids of those that can be saved.
    pub taken: Vec<String>,
    /// The texts that would be written, by their paths below the root.
    pub texts: BTreeMap<String, String>,
}

/// The results of a goal as they would be with what was typed.
pub struct JudgedResults {
    /// By the id of the indicator.
    pub found: BTreeMap<String, RowFindings>,
    judgements: BTreeMap<String, JudgementView>,
}

impl ComparedResults {
    /// Reads the fields of a draft.
    ///
    /// # Errors
    ///
    /// Those of [`typed_texts`].
    pub fn of(
        content: &DeskContent,
        results: &GoalResults<'_>,
        draft: Option<&Draft<TypedResult>>,
        language: Language,
    ) -> Result<ComparedResults, Error> {
        let reported = results.reported();
        let mut found: BTreeMap<String, RowFindings> = BTreeMap::new();
        let mut typed = BTreeMap::new();
        for wanted in &results.wanted() {
            let id = &wanted.indicator.id;
            let stored = TypedResult::stored(reported, wanted);
            let Some(row) = draft.and_then(|draft| draft.rows.get(id)).filter(|row| row.fields != stored) else { continue };
            match refused(&row.fields, &stored, &row.was, wanted, results) {
                Some(why) => found.entry(id.clone()).or_default().errors.push(Messages::of(language).text(&why)),
                None => drop(typed.insert(id.clone(), row.fields.clone())),
            }
        }
        let compared = compare_typed(reported, &typed);
        for (id, diagnostics) in &compared.found {
            let findings = found.entry(id.clone()).or_default();
            for (severity, text) in said(diagnostics, results, language) {
                findings.add(severity == Severity::Error, text);
            }
        }
        let taken: Vec<String> = typed.into_keys().filter(|id| compared.has(id)).collect();
        Ok(ComparedResults { found, taken, texts: typed_texts(reported, &content.folder, &compared)? })
    }
}

impl JudgedResults {
    /// Judges what stands in the content, with the typed fields of a draft in its place.
    ///
    /// # Errors
    ///
    /// Those of reading the content.
    pub fn of(
        desk: &Desk<'_>,
        content: &DeskContent,
        results: &GoalResults<'_>,
        draft: Option<&Draft<TypedResult>>,
    ) -> Result<JudgedResults, Error> {
        let compared = ComparedResults::of(content, results, draft, desk.language())?;
        let mut judged = JudgedResults { found: compared.found, judgements: BTreeMap::new() };
        if compared.texts.is_empty() {
            judged.judge(desk.language(), content, results);
        } else {
            judged.judge(desk.language(), &DeskContent::with(&compared.texts, desk)?, results);
        }
        Ok(judged)
    }

    pub fn judgement(&self, id: &str) -> Option<JudgementView> {
        self.judgements.get(id).cloned()
    }

    /// Grades, charts, and what does not fit together, in the content as it would be.
    fn judge(&mut self, language: Language, content: &DeskContent, results: &GoalResults<'_>) {
        let wanted = results.wanted();
        let report = content.with_figures();
        let of_edition = format!("content/editions/{}/", results.edition.year);
        for diagnostic in report.sorted(&content.folder.sources) {
            let Some(SubjectKey::Indicator(id)) = diagnostic.fault.subject() else { continue };
            let is_here = content.folder.sources.path(&diagnostic.place).starts_with(&of_edition);
            // That a result is open is seen in its field.
            let is_open = diagnostic.fault.code() == OPEN_RESULT;
            if !is_here || is_open || diagnostic.severity == Severity::Note || !wanted.iter().any(|wanted| wanted.indicator.id == id) {
                continue;
            }
            let said = words(diagnostic, &report, &content.folder.sources, language);
            let text = sentence(said.title, help(diagnostic, language).or(said.help), language);
            self.found.entry(id).or_default().add(diagnostic.severity == Severity::Error, text);
        }
        let Some(loaded) = &content.loaded else { return };
        let site = Site::new(loaded);
        for wanted in &wanted {
            let id = &wanted.indicator.id;
            let is_wrong = self.found.get(id).is_some_and(|found| !found.errors.is_empty());
            let judgement = site.judgement(language, results.edition.year, id).filter(|_| !is_wrong);
            judgement.into_iter().for_each(|judgement| drop(self.judgements.insert(id.clone(), judgement)));
        }
    }
}

/// Why a row is not even read: somebody else changed it meanwhile, or it says something beside no result.
fn refused(
    typed: &TypedResult,
    stored: &TypedResult,
    was: &str,
    wanted: &ExpectedResult<'_>,
    results: &GoalResults<'_>,
) -> Option<Message> {
    if was != mark(stored) {
        let there = results.edition.outcome(&wanted.indicator.id);
        let now = there.map(|outcome| in_words(wanted.indicator, &outcome.observation, results.edition.year));
        return Some(Message::new("desk-results.changed").part("now", now));
    }
    let is_alone = typed.is_blank() && stored.is_blank();
    is_alone.then(|| Message::new("desk-results.alone"))
}

/// What is said of the fields of a row.
fn said(diagnostics: &[Diagnostic], results: &GoalResults<'_>, language: Language) -> Vec<(Severity, String)> {
    let mut report = Report::default();
    diagnostics.iter().for_each(|diagnostic| report.push(diagnostic.clone()));
    name_subjects_of(results.reported().strategy(), &mut report);
    let sources = Sources::default();
    let text = |diagnostic: &Diagnostic| {
        let said = words(diagnostic, &report, &sources, language);
        (diagnostic.severity, sentence(said.title, help(diagnostic, language).or(said.help), language))
    };
    report.iter().map(text).collect()
}
