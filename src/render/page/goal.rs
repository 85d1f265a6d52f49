//! One goal of an edition: everything about it without a detour.

use super::goal_card::{FigureView, figure, goal_counts, goal_label};
use super::review::{ReviewView, reviews};
use crate::model::{Budget, MeasureReport, PageKey, Photo, PhotoFile, Policy, Role, Text};
use crate::record::{EditionRecord, GoalRecord, MeasureRecord};
use crate::render::Html;
use crate::render::ShownEdition;
use crate::render::attachment::{ResponsiveImage, responsive};
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::criteria::rule_title;
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::grade_charts::tally;
use crate::render::help::{Help, help};
use crate::render::indicator_table::{ResultTable, result_table};
use crate::render::number::grouped;
use crate::render::part_cache::EditionPart;
use crate::render::route::PageAddress;
use crate::render::theme::ViewPart;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `goal.html`.
#[derive(Debug, Serialize)]
pub struct GoalView {
    pub frame: Frame,
    pub goal: ViewPart,
    pub tally: Option<Html>,
    pub corrections: Vec<CorrectionView>,
    pub table: ResultTable,
    /// `None` where the goal has no indicators.
    pub help: Option<Help>,
    pub photos: Vec<PhotoView>,
    pub rating_href: String,
    pub rating_link: String,
}

/// What is reported of a goal, on its page and on paper.
#[derive(Debug, Serialize)]
pub struct GoalContent {
    pub label: String,
    pub title: Html,
    pub counts: Html,
    pub prose: Option<Html>,
    pub targets: Vec<FigureView>,
    pub activities: Html,
    /// What is said of a measure without a text.
    pub no_report: String,
    pub measures: Vec<MeasureView>,
    pub kpis_title: String,
    pub kpis: Vec<FigureView>,
    pub reviews: Vec<ReviewView>,
}

/// What was done in one measure.
#[derive(Debug, Serialize)]
pub struct MeasureView {
    pub number: u32,
    pub title: Html,
    pub prose: Option<Html>,
    pub photos: Vec<PhotoView>,
    pub budget: Option<String>,
    pub figures: Vec<FigureView>,
    pub reviews: Vec<ReviewView>,
}

/// Makes the view; `None` where the strategy has no such goal.
pub fn view(context: &PageContext<'_>, shown: &ShownEdition<'_>, number: u32) -> Option<GoalView> {
    let edition = shown.record;
    let goal = edition.goal(number)?;
    let report = shown.sources.goal(number);
    let caption = fill(&context.words.goal.table_caption, &[("goal", &goal_label(context, number))]);
    Some(GoalView {
        frame: context.frame(head(context, edition, goal)),
        goal: content(context, shown, goal),
        tally: tally(context, edition, goal).map(Html::finished),
        corrections: corrections::of_indicators(context, edition, &goal.indicators),
        table: result_table(context, edition, goal, context.html(&caption)),
        help: (!goal.indicators.is_empty()).then(|| help(context, edition)),
        photos: report.map(|report| photos(context, &report.photos)).unwrap_or_default(),
        rating_link: rule_title(context, &edition.rule).to_owned(),
        rating_href: context.href_part(PageAddress::Edition(edition.year), "rating"),
    })
}

/// What is reported of a goal. Pages share it, unless a text leads to a part of the goal's own page: that link is another one on paper.
pub fn content(context: &PageContext<'_>, shown: &ShownEdition<'_>, goal: &GoalRecord) -> ViewPart {
    let make = || ViewPart::of(&goal_content(context, shown, goal));
    let own = PageKey::Goal(shown.record.year, goal.number);
    if shown.sources.goal(goal.number).is_some_and(|report| report.leads_to_part_of(&own)) {
        return make();
    }
    context.renderer.part_cache.part((context.language, shown.record.year, EditionPart::Goal(goal.number)), make)
}

fn goal_content(context: &PageContext<'_>, shown: &ShownEdition<'_>, goal: &GoalRecord) -> GoalContent {
    let edition = shown.record;
    let report = shown.sources.goal(goal.number);
    let words = &context.words.goal;
    let long = context.formatter(edition.notation()).fiscal_long(edition.year);
    let of_goal = |role: Role| {
        let own = goal.indicators.iter().filter(|record| record.measure.is_none() && record.indicator.role == role);
        own.map(|record| figure(context, edition, record)).collect()
    };
    let kpis_title = if edition.selection.is_some() { &words.kpis_selected } else { &words.kpis };
    GoalContent {
        label: goal_label(context, goal.number),
        title: context.text(&title(context, edition, goal)),
        counts: context.html(&goal_counts(context, edition, &edition.tally_of(&goal.indicators))),
        prose: report.and_then(|report| context.prose(&report.prose, 2)),
        targets: of_goal(Role::Target),
        activities: context.sentence(&fill(&words.activities, &[("year", &long)])),
        no_report: match is_withheld(context, edition, goal.number) {
            true => words.withheld.clone(),
            false => words.no_report.clone(),
        },
        measures: measures(context, shown, goal),
        kpis_title: kpis_title.clone(),
        kpis: of_goal(Role::Kpi),
        reviews: report.map(|report| reviews(context, &report.reviews, &[])).unwrap_or_default(),
    }
}

fn head(context: &PageContext<'_>, edition: &EditionRecord, goal: &GoalRecord) -> PageHead {
    let counts = goal_counts(context, edition, &edition.tally_of(&goal.indicators));
    let year = edition.year;
    let long = context.formatter(edition.notation()).fiscal_long(year);
    let label = goal_label(context, goal.number);
    let title = context.plain(&title(context, edition, goal));
    let count = |role: Role| goal.indicators.iter().filter(|record| record.indicator.role == role).count().to_string();
    let measures = goal.measures.len().to_string();
    let values = [
        ("goal", label.as_str()),
        ("title", &title),
        ("targets", &count(Role::Target)),
        ("measures", &measures),
        ("kpis", &count(Role::Kpi)),
        ("counts", &counts),
    ];
    let description = fill(&context.words.goal.description, &values);
    let heading = fill(&context.words.edition.heading, &[("title", &format!("{label} {title}")), ("year", &long)]);
    let crumbs = vec![context.crumb(PageAddress::Edition(year), &context.words.frame.edition), context.here(context.html(&label))];
    PageHead { title: Some(heading), description, crumbs, colour: Some(colour(goal.number)) }
}

/// The name of the goal, marked where its report is a draft that is shown.
fn title(context: &PageContext<'_>, edition: &EditionRecord, goal: &GoalRecord) -> Text {
    let mut title = goal.title.clone();
    let report = context.renderer.shown(edition.year).and_then(|shown| shown.sources.goal(goal.number));
    if report.is_some_and(|report| report.draft) && !is_withheld(context, edition, goal.number) {
        title.mark_as_draft();
    }
    title
}

/// Whether the report on a goal is a draft that is not shown.
fn is_withheld(context: &PageContext<'_>, edition: &EditionRecord, number: u32) -> bool {
    !context.has(&PageAddress::Goal(edition.year, number))
}

fn measures(context: &PageContext<'_>, shown: &ShownEdition<'_>, goal: &GoalRecord) -> Vec<MeasureView> {
    let (edition, report, plan) = (shown.record, shown.sources.goal(goal.number), shown.strategy.goal(goal.number));
    let reported = |number: u32| report.and_then(|report| report.measures.iter().find(|reported| reported.number == number));
    let planned = |number: u32| plan.and_then(|plan| plan.measures.iter().find(|planned| planned.number == number));
    let view = |measure: &MeasureRecord| {
        let figures = goal.indicators.iter().filter(|record| record.measure == Some(measure.number));
        let figures = figures.map(|record| figure(context, edition, record)).collect();
        let policies = planned(measure.number).map(|measure| measure.policies.as_slice()).unwrap_or_default();
        measure_view(context, MeasureParts { measure, figures, policies, report: reported(measure.number) })
    };
    goal.measures.iter().map(view).collect()
}

/// What is shown of a measure.
struct MeasureParts<'a> {
    measure: &'a MeasureRecord,
    figures: Vec<FigureView>,
    policies: &'a [Policy],
    report: Option<&'a MeasureReport>,
}

fn measure_view(context: &PageContext<'_>, parts: MeasureParts<'_>) -> MeasureView {
    let MeasureParts { measure, figures, policies, report } = parts;
    MeasureView {
        number: measure.number,
        title: context.text(&measure.title),
        prose: report.and_then(|report| context.prose(&report.prose, 4)),
        photos: report.map(|report| photos(context, &report.photos)).unwrap_or_default(),
        budget: report.and_then(|report| report.budget).map(|amounts| budget(context, amounts)),
        figures,
        reviews: report.map(|report| reviews(context, &report.reviews, policies)).unwrap_or_default(),
    }
}

/// A photo, or the caption that stands for it.
#[derive(Debug, Serialize)]
pub struct PhotoView {
    pub caption: Option<Html>,
    pub picture: Option<PictureView>,
}

/// A photo with its alternative text.
#[derive(Debug, Serialize)]
pub struct PictureView {
    #[serde(flatten)]
    pub image: ResponsiveImage,
    pub alt: String,
    /// Language of the alternative text where it is not the page's.
    pub alt_lang: Option<&'static str>,
}

fn photos(context: &PageContext<'_>, photos: &[Photo]) -> Vec<PhotoView> {
    photos.iter().map(|photo| photo_view(context, photo)).collect()
}

fn photo_view(context: &PageContext<'_>, photo: &Photo) -> PhotoView {
    let credit = photo
        .credit
        .as_ref()
        .map(|credit| fill(&context.words.goal.credit, &[("credit", context.text(credit).as_str())]))
        .unwrap_or_default();
    let caption = photo.caption.as_ref().map(|caption| context.text(caption).as_str().to_owned());
    let picture = photo.file.as_ref().and_then(|file| picture(context, file));
    let caption = match (&picture, caption) {
        (None, Some(caption)) => Some(fill(&context.words.goal.photo, &[("caption", &caption)]) + &credit),
        (Some(_), Some(caption)) => Some(caption + &credit),
        (_, None) => (!credit.is_empty()).then_some(credit),
    };
    PhotoView { caption: caption.map(Html::finished), picture }
}

fn picture(context: &PageContext<'_>, file: &PhotoFile) -> Option<PictureView> {
    let image = responsive(context, context.renderer.photos.get(&file.path)?)?;
    let (alt, language) = file.alt.in_language(context.language);
    let alt_lang = (language != context.language).then(|| language.tag());
    Some(PictureView { image, alt: alt.clone(), alt_lang })
}

fn budget(context: &PageContext<'_>, budget: Budget) -> String {
    let words = &context.words.goal;
    let part = |template: &str, amount: Option<crate::model::Quantity>| {
        amount.map(|amount| fill(template, &[("amount", &grouped(&amount.decimal().to_string(), context.minus()))]))
    };
    let parts: Vec<String> =
        part(&words.budget_planned, budget.planned).into_iter().chain(part(&words.budget_settled, budget.settled)).collect();
    parts.join(&context.words.list.separator)
}
