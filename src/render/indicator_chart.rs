//! The charts of an indicator that pages and files take: each drawn once.

use super::bullet::BulletLabels;
use super::chart_cache::ChartKind;
use super::context::PageContext;
use super::indicator::IndicatorText;
use super::route::{Address, PageAddress};
use super::trajectory;
use super::words::fill;
use crate::chart;
use crate::model::Kind;
use crate::record::EditionRecord;

impl IndicatorText<'_> {
    /// The indicator over the years; `None` for a milestone, whose steps show it.
    pub fn trajectory(&self) -> Option<String> {
        let draw = || chart::trajectory(&trajectory::input(self));
        (self.record.indicator.kind != Kind::Milestone).then(|| self.context.renderer.chart_cache.chart(self, ChartKind::Trajectory, draw))
    }

    /// The indicator's chart as a file of its own.
    pub fn download(&self) -> String {
        let page = PageAddress::Indicator(self.edition.year, self.record.indicator.id.clone());
        match self.trajectory() {
            Some(chart) => chart::standalone(&chart, &self.caption(page, trajectory::legend(self))),
            None => chart::standalone(&self.bullet(BulletLabels::Values), &self.caption(page, String::new())),
        }
    }

    /// What stands around the indicator's chart as a file.
    pub fn caption(&self, page: PageAddress, legend: String) -> chart::Caption {
        caption(self.context, self.edition, self.name(), page, legend)
    }
}

/// What stands around a picture that is taken away: its name, what its lines are, where it comes from, and on which terms.
pub fn caption(context: &PageContext<'_>, edition: &EditionRecord, heading: String, page: PageAddress, legend: String) -> chart::Caption {
    let words = &context.words.chart;
    let settings = &context.renderer.project.settings;
    let formatter = context.formatter(edition.notation());
    let publisher = settings.publisher.as_ref().map(|publisher| context.plain(&publisher.name));
    let published = edition.published.map(|date| fill(&words.published, &[("date", &formatter.date(date))]));
    let source: Vec<String> = publisher.into_iter().chain([context.report_title(edition)]).chain(published).collect();
    let source = fill(&words.source, &[("source", &source.join(&context.words.list.separator))]);
    let licence = settings.licence.as_ref().map(|licence| fill(&words.licence, &[("licence", &context.plain(&licence.name))]));
    let address = context.links.absolute(&Address::Page(context.language, page));
    let lines = [legend, source].into_iter().filter(|line| !line.is_empty()).chain(licence).chain(address).collect();
    chart::Caption { heading, lines }
}
