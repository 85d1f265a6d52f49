//! One indicator of an edition: trajectory, values, and how its grade was found.

use super::parts::goal_label;
use crate::evaluate::Evaluation;
use crate::model::{Goal, Measure, Reading, Role, Text, Year};
use crate::render::Html;
use crate::render::frame::{About, Frame, colour};
use crate::render::indicator::{GradeView, Speaker};
use crate::render::route::{Address, PageAddress};
use crate::render::scene::Scene;
use crate::render::trajectory::results;
use crate::render::words::fill;
use crate::render::working::{RuleView, Step};
use serde::Serialize;

/// Struct of `indicator.html`.
#[derive(Debug, Serialize)]
pub struct IndicatorView {
    pub frame: Frame,
    pub eyebrow: String,
    pub name: Html,
    pub grade: GradeView,
    pub value: Html,
    pub value_label: String,
    pub says: Html,
    pub bullet: Html,
    pub trajectory: Option<Html>,
    pub download_href: String,
    pub values: Vec<ValueRow>,
    pub working: Vec<Step>,
    pub working_note: Option<String>,
    pub rule: RuleView,
    pub conclusion: Html,
    pub manual: Option<Html>,
    pub revisions: Vec<RevisionView>,
    pub facts: Vec<Fact>,
}

/// A value of one year.
#[derive(Debug, Serialize)]
pub struct ValueRow {
    pub year: String,
    pub kind: String,
    pub value: Html,
    pub note: Option<Html>,
    pub now: bool,
}

/// A change of the plan.
#[derive(Debug, Serialize)]
pub struct RevisionView {
    pub from: String,
    pub change: Html,
    pub reason: Option<Html>,
}

#[derive(Debug, Serialize)]
pub struct Fact {
    pub label: String,
    pub text: Html,
    pub href: Option<String>,
}

/// Makes the view; `None` where the edition has no such indicator.
pub fn view(scene: &Scene<'_>, evaluation: &Evaluation<'_>, id: &str) -> Option<IndicatorView> {
    let assessment = evaluation.indicator(id)?;
    let speaker = Speaker::new(scene, evaluation, assessment);
    let (goal, measure) = home(evaluation, id)?;
    let role = match assessment.indicator.role {
        Role::Target => &scene.words.indicator.role_target,
        Role::Kpi => &scene.words.indicator.role_kpi_long,
    };
    let observed = assessment.outcome.map(|outcome| &outcome.observation);
    let says = speaker.says();
    Some(IndicatorView {
        frame: scene.frame(about(&speaker, goal, &says)),
        eyebrow: format!(
            "{}{}{role}",
            goal_label(scene, goal.number),
            if scene.language == crate::model::Language::Ja { "・" } else { ", " }
        ),
        name: speaker.name_html(),
        grade: speaker.grade(),
        value: scene.html(&observed.map_or_else(|| speaker.reason(), |observed| speaker.observation(observed))),
        value_label: observed.map(|observed| value_label(&speaker, observed.year)).unwrap_or_default(),
        says: scene.html(&says),
        bullet: Html::finished(speaker.bullet()),
        trajectory: speaker.trajectory().map(Html::finished),
        download_href: scene.links.to(&Address::Chart(scene.language, evaluation.edition.year, id.to_owned())),
        values: values(&speaker),
        working: speaker.working(),
        working_note: speaker.working_note(),
        rule: speaker.rule(),
        conclusion: speaker.conclusion(),
        manual: speaker.manual(),
        revisions: revisions(&speaker),
        facts: facts(&speaker, (goal, measure)),
    })
}

/// The goal and measure that define an indicator.
fn home<'a>(evaluation: &Evaluation<'a>, id: &str) -> Option<(&'a Goal, Option<&'a Measure>)> {
    evaluation.strategy.goals.iter().find_map(|goal| {
        let (measure, _) = goal.all_indicators().find(|(_, indicator)| indicator.id == id)?;
        Some((goal, measure))
    })
}

fn about(speaker: &Speaker<'_>, goal: &Goal, says: &str) -> About {
    let scene = speaker.scene;
    let year = speaker.evaluation.edition.year;
    let name = speaker.name();
    let description = fill(&scene.words.indicator.description, &[("name", &name), ("says", says)]);
    let title = fill(&scene.words.edition.heading, &[("title", &name), ("year", &speaker.amounts.writer.fiscal_long(year))]);
    let crumbs = vec![
        scene.crumb(PageAddress::Edition(year), &scene.words.frame.edition),
        scene.crumb(PageAddress::Goal(year, goal.number), &goal_label(scene, goal.number)),
        scene.here(speaker.name_html()),
    ];
    About { title: Some(title), description, crumbs, colour: Some(colour(goal.number)) }
}

fn value_label(speaker: &Speaker<'_>, year: Year) -> String {
    fill(&speaker.scene.words.indicator.actual_of, &[("year", &speaker.amounts.writer.year_long(year))])
}

/// Every value by year: baseline, results of all editions so far, what was expected, targets.
fn values(speaker: &Speaker<'_>) -> Vec<ValueRow> {
    let words = &speaker.scene.words.indicator;
    let plan = speaker.assessment.plan;
    let mut rows: Vec<(Year, u8, ValueRow)> = Vec::new();
    let row = |year: Year, kind: &str, value: &str| ValueRow {
        year: speaker.amounts.writer.year_both(year),
        kind: kind.to_owned(),
        value: speaker.scene.html(value),
        note: None,
        now: false,
    };
    let note = |note: &Option<Text>| note.as_ref().map(|note| speaker.scene.text(note));
    rows.extend(
        plan.baseline.map(|b| (b.year, 0, ValueRow { note: note(&b.note), ..row(b.year, &words.baseline, &speaker.observation(b)) })),
    );
    rows.extend(results(speaker).into_iter().map(|point| (point.year, 1, result_row(speaker, &point))));
    let expected = speaker.assessment.figures.expected.zip(speaker.assessment.outcome);
    rows.extend(expected.map(|(expected, outcome)| {
        let kind = fill(&words.computed, &[("label", &words.expected)]);
        (outcome.observation.year, 2, row(outcome.observation.year, &kind, &speaker.computed(expected.value())))
    }));
    rows.extend(plan.schedule.iter().map(|s| (s.year, 3, row(s.year, &words.scheduled, &speaker.reading(Reading::Value(s.value))))));
    rows.extend(plan.target.map(|t| (t.year, 4, ValueRow { note: note(&t.note), ..row(t.year, &words.target, &speaker.target(t)) })));
    rows.sort_by_key(|(year, order, _)| (year.number, *order));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn result_row(speaker: &Speaker<'_>, point: &crate::evaluate::SeriesPoint) -> ValueRow {
    let scene = speaker.scene;
    let observation = speaker.assessment.outcome.map(|outcome| &outcome.observation).filter(|observed| observed.year == point.year);
    let written = observation.map_or_else(|| speaker.reading(point.reading), |observed| speaker.observation(observed));
    let restated = point.restated.map(|year| fill(&scene.words.indicator.restated, &[("year", &speaker.amounts.writer.fiscal_long(year))]));
    let notes: Vec<String> =
        speaker.certainty(point.certainty).into_iter().chain(restated).map(|note| scene.html(&note).as_str().to_owned()).collect();
    let own = observation.and_then(|observed| observed.note.as_ref()).map(|note| scene.text(note).as_str().to_owned());
    let notes: Vec<String> = notes.into_iter().chain(own).collect();
    ValueRow {
        year: speaker.amounts.writer.year_both(point.year),
        kind: scene.words.indicator.actual.clone(),
        value: scene.html(&written),
        note: (!notes.is_empty()).then(|| Html::finished(notes.join(&scene.words.list.separator))),
        now: observation.is_some(),
    }
}

/// The revisions that the edition knows of.
fn revisions(speaker: &Speaker<'_>) -> Vec<RevisionView> {
    let scene = speaker.scene;
    let words = &scene.words.indicator;
    let writer = speaker.amounts.writer;
    let view = |revision: &crate::model::Revision| {
        let part = |label: &str, value: String, year: Year| {
            fill(&words.with_year, &[("label", &format!("{label} {value}")), ("year", &writer.year_short(year))])
        };
        let baseline = revision.baseline.as_ref().map(|baseline| part(&words.baseline, speaker.observation(baseline), baseline.year));
        let target = revision.target.as_ref().map(|target| part(&words.target, speaker.target(target), target.year));
        let schedule = revision.schedule.as_ref().map(|_| words.scheduled.clone());
        let changes: Vec<String> = baseline.into_iter().chain(target).chain(schedule).collect();
        RevisionView {
            from: fill(&words.revision, &[("year", &writer.fiscal_long(revision.from))]),
            change: scene.html(&changes.join(&scene.words.list.separator)),
            reason: revision.reason.as_ref().map(|reason| scene.text(reason)),
        }
    };
    speaker.assessment.indicator.revisions_until(speaker.evaluation.edition.year).map(view).collect()
}

fn facts(speaker: &Speaker<'_>, (goal, measure): (&Goal, Option<&Measure>)) -> Vec<Fact> {
    let scene = speaker.scene;
    let words = &scene.words.indicator;
    let indicator = speaker.assessment.indicator;
    let year = speaker.evaluation.edition.year;
    let given =
        |label: &str, text: &Option<Text>| text.as_ref().map(|text| Fact { label: label.to_owned(), text: scene.text(text), href: None });
    let goal_fact = Fact {
        label: goal_label(scene, goal.number),
        text: scene.text(&goal.title),
        href: Some(scene.href(PageAddress::Goal(year, goal.number))),
    };
    let measure_fact = measure.map(|measure| Fact {
        label: words.measure.clone(),
        text: scene.text(&measure.title),
        href: Some(scene.href_part(PageAddress::Goal(year, goal.number), &format!("measure-{}", measure.number))),
    });
    let kind = Fact { label: words.kind.clone(), text: scene.html(&speaker.kind()), href: None };
    let texts = [
        given(&words.group, &indicator.group),
        given(&words.definition, &indicator.definition),
        given(&words.owner, &indicator.owner),
        given(&words.source, &indicator.source),
        given(&words.note, &indicator.note),
    ];
    [Some(goal_fact), measure_fact, Some(kind)].into_iter().chain(texts).flatten().collect()
}
