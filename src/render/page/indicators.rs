//! Every indicator of an edition in one table.

use super::goal_card::edition_counts;
use crate::model::Role;
use crate::record::EditionRecord;
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::criteria::rule_title;
use crate::render::frame::{Frame, PageHead};
use crate::render::grade_charts::{GradeCount, counts};
use crate::render::help::{Help, help};
use crate::render::indicator_table;
use crate::render::part_cache::EditionPart;
use crate::render::route::PageAddress;
use crate::render::theme::ViewPart;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `indicators.html`.
#[derive(Debug, Serialize)]
pub struct IndicatorsView {
    pub frame: Frame,
    pub counts: Html,
    pub intro: String,
    pub help: Help,
    pub corrections: Vec<CorrectionView>,
    pub table: ViewPart,
    pub rating_href: String,
    pub rating_link: String,
    pub data_href: Option<String>,
    /// How many indicators there are.
    pub all: usize,
    /// What the table can be narrowed to: each grade, and what has none; empty without grades.
    pub grades: Vec<GradeCount>,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, edition: &EditionRecord) -> IndicatorsView {
    let words = &context.words.edition;
    let year = edition.year;
    let count = |role: Role| edition.indicators().filter(|record| record.indicator.role == role).count().to_string();
    let intro = fill(&words.indicators_intro, &[("targets", &count(Role::Target)), ("kpis", &count(Role::Kpi))]);
    let title = context.dated_title(&words.indicators_title, edition);
    let crumbs = vec![
        context.crumb(PageAddress::Edition(year), &context.words.frame.edition),
        context.here(context.html(&context.words.frame.indicators)),
    ];
    let summary = edition_counts(context, edition);
    IndicatorsView {
        frame: context.frame(PageHead {
            title: Some(title),
            description: format!("{summary}{}", context.words.summary.end),
            crumbs,
            colour: None,
        }),
        counts: context.html(&summary),
        intro,
        help: help(context, edition),
        corrections: corrections::of_indicators(context, edition, edition.indicators()),
        table: table(context, edition),
        all: edition.tally().all(),
        grades: if edition.is_graded() { counts(context, edition) } else { Vec::new() },
        rating_link: rule_title(context, &edition.rule).to_owned(),
        rating_href: context.href_part(PageAddress::Edition(year), "rating"),
        data_href: context.data_href(year),
    }
}

/// The table of all indicators, on their page and on paper.
pub fn table(context: &PageContext<'_>, edition: &EditionRecord) -> ViewPart {
    let make = || ViewPart::of(&indicator_table::table(context, edition));
    context.renderer.part_cache.part((context.language, edition.year, EditionPart::Table), make)
}
