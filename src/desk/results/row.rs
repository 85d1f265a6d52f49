//! A row of the table: the fields of an indicator as they stand or as they were typed, and what is judged of them.

use super::GoalResults;
use super::judged::JudgedResults;
use crate::desk::Desk;
use crate::desk::draft::{self, Draft, DraftRow, WAS};
use crate::desk::form::FormFields;
use crate::desk::measure::address_of;
use crate::language::Language;
use crate::model::vocabulary::FINAL;
use crate::model::{Certainty, Choice, Indicator, Kind, Status, Word};
use crate::render::page::judgement::JudgementView;
use crate::sheet::{ExpectedResult, ReportedEdition, ReportedMeasure, TypedResult, aim, levels, observation, owner, step_names};
use serde::Serialize;
use std::collections::BTreeMap;

/// The fields of a row, with what each is called in the form.
pub const FIELDS: [&str; 5] = ["value", "year", "status", "certainty", "note"];

#[derive(Serialize)]
pub struct TypedResultRow {
    pub id: String,
    pub name: String,
    /// The division.
    pub about: String,
    pub measure: Option<MeasureLink>,
    pub unit: String,
    pub baseline: DatedText,
    pub target: DatedText,
    pub last: DatedText,
    pub value: String,
    /// The steps of a milestone, of which one is chosen.
    pub steps: Vec<FieldOption>,
    pub is_milestone: bool,
    pub year: String,
    pub statuses: Vec<FieldOption>,
    pub certainties: Vec<FieldOption>,
    pub note: String,
    /// Of what the fields were made.
    pub was: String,
    pub is_answered: bool,
    /// Whether it was typed and is not saved.
    pub is_typed: bool,
    pub judgement: Option<JudgementView>,
    /// What keeps it from being saved.
    pub errors: Vec<String>,
    /// What a person should look at.
    pub doubts: Vec<String>,
}

/// The way to the report on the measure of an indicator.
#[derive(Serialize)]
pub struct MeasureLink {
    href: String,
    number: u32,
}

/// Something that can be chosen.
#[derive(Serialize)]
pub struct FieldOption {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// The mark of all fields of a row.
pub fn mark(fields: &TypedResult) -> String {
    let TypedResult { value, year, status, certainty, note } = fields;
    draft::mark(&[value, year, status, certainty, note].map(String::as_str).join("\0"))
}

/// The fields of an indicator in a form; `None` where the form has none of it.
fn sent(form: &FormFields, id: &str) -> Option<DraftRow<TypedResult>> {
    let was = form.get(&format!("{WAS}.{id}"))?.to_owned();
    let [value, year, status, certainty, note] = FIELDS.map(|field| form.text(&format!("{field}.{id}")).to_owned());
    Some(DraftRow { was, fields: TypedResult { value, year, status, certainty, note } })
}

/// The rows of a form that differ from what the edition has.
pub fn differing(results: &GoalResults<'_>, form: &FormFields) -> BTreeMap<String, DraftRow<TypedResult>> {
    let reported = results.reported();
    let differs = |wanted: &ExpectedResult<'_>| {
        let sent = sent(form, &wanted.indicator.id)?;
        // A row that nobody touched may be older than what somebody else saved meanwhile.
        let is_touched = mark(&sent.fields) != sent.was;
        (is_touched && sent.fields != TypedResult::stored(reported, wanted)).then(|| (wanted.indicator.id.clone(), sent))
    };
    results.wanted().iter().filter_map(differs).collect()
}

/// The rows of a goal in the order of the strategy.
pub fn rows(desk: &Desk<'_>, results: &GoalResults<'_>, draft: Option<&Draft<TypedResult>>, judged: &JudgedResults) -> Vec<TypedResultRow> {
    results.wanted().iter().map(|wanted| row(desk.language(), results, wanted, draft, judged)).collect()
}

fn row(
    language: Language,
    results: &GoalResults<'_>,
    wanted: &ExpectedResult<'_>,
    draft: Option<&Draft<TypedResult>>,
    judged: &JudgedResults,
) -> TypedResultRow {
    let (reported, indicator) = (results.reported(), wanted.indicator);
    let stored = TypedResult::stored(reported, wanted);
    let typed = draft.and_then(|draft| draft.rows.get(&indicator.id)).filter(|typed| typed.fields != stored);
    let fields = typed.map_or(&stored, |typed| &typed.fields);
    let known = Known::of(reported, wanted);
    let found = judged.found.get(&indicator.id);
    TypedResultRow {
        id: indicator.id.clone(),
        name: indicator.name.in_language(language).0.clone(),
        about: known.about,
        measure: known.measure,
        unit: indicator.unit.as_ref().map(|unit| unit.ja.clone()).unwrap_or_default(),
        baseline: known.baseline,
        target: known.target,
        last: known.last,
        value: fields.value.clone(),
        steps: steps(indicator, &fields.value),
        is_milestone: indicator.kind == Kind::Milestone,
        year: fields.year.clone(),
        statuses: choices(Status::CHOICES.iter(), &fields.status, language),
        certainties: choices(std::iter::once(&FINAL).chain(Certainty::CHOICES), &fields.certainty, language),
        note: fields.note.clone(),
        was: mark(&stored),
        is_answered: !fields.is_blank(),
        is_typed: typed.is_some(),
        judgement: judged.judgement(&indicator.id),
        errors: found.map(|found| found.errors.clone()).unwrap_or_default(),
        doubts: found.map(|found| found.doubts.clone()).unwrap_or_default(),
    }
}

/// What is known of an indicator beside its result.
struct Known {
    about: String,
    measure: Option<MeasureLink>,
    baseline: DatedText,
    target: DatedText,
    last: DatedText,
}

/// A figure with its year in brackets: a line breaks between them rather than in one.
#[derive(Default, Serialize)]
pub struct DatedText {
    figure: String,
    year: String,
}

impl DatedText {
    fn of(text: Option<String>) -> DatedText {
        let text = text.unwrap_or_default();
        let (figure, year) = text.split_at(text.find('（').unwrap_or(text.len()));
        DatedText { figure: figure.to_owned(), year: year.to_owned() }
    }
}

impl Known {
    fn of(reported: ReportedEdition<'_>, wanted: &ExpectedResult<'_>) -> Known {
        let (indicator, notation) = (wanted.indicator, reported.edition.notation());
        let plan = indicator.plan(reported.edition.year);
        let target = plan.target.cloned().or_else(|| plan.yearly_target(reported.edition.year));
        let measure = levels(reported, wanted).and_then(|(goal, measure)| Some(ReportedMeasure { goal, measure: measure? }));
        let link = |measure: ReportedMeasure<'_>| MeasureLink {
            href: address_of(reported.edition, &measure).to_string(),
            number: measure.measure.number,
        };
        let last = reported.last(indicator).map(|last| observation(indicator, last.observation, notation));
        Known {
            about: owner(indicator).unwrap_or_default().to_owned(),
            measure: measure.map(link),
            baseline: DatedText::of(plan.baseline.map(|baseline| observation(indicator, baseline, notation))),
            target: DatedText::of(target.map(|target| aim(indicator, &target, notation))),
            last: DatedText::of(last),
        }
    }
}

fn steps(indicator: &Indicator, chosen: &str) -> Vec<FieldOption> {
    let option = |name: &str| FieldOption { value: name.to_owned(), label: name.to_owned(), is_chosen: name == chosen };
    step_names(indicator).into_iter().map(option).collect()
}

/// Their values are the Japanese labels: these are what a form has. 確定値 is the empty one.
pub fn choices<'a>(all: impl Iterator<Item = &'a Choice>, chosen: &str, language: Language) -> Vec<FieldOption> {
    let option = |choice: &Choice| {
        let value = if *choice == FINAL { "" } else { choice.label.ja };
        FieldOption { value: value.to_owned(), label: choice.label.in_language(language).to_owned(), is_chosen: value == chosen }
    };
    all.map(option).collect()
}
