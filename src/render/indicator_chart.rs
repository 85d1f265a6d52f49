//! The charts of an indicator that pages and files take: each drawn once.

use super::chart_cache::ChartKind;
use super::indicator::IndicatorText;
use super::words::fill;
use crate::chart;
use crate::model::Kind;

impl IndicatorText<'_> {
    /// The indicator over the years; `None` for a milestone, whose steps show it.
    pub fn trajectory(&self) -> Option<String> {
        let draw = || chart::trajectory(&super::trajectory::input(self));
        (self.record.indicator.kind != Kind::Milestone).then(|| self.context.renderer.chart_cache.chart(self, ChartKind::Trajectory, draw))
    }

    /// The indicator's chart as a file of its own, with its name and where it comes from.
    pub fn download(&self) -> String {
        let edition = self.edition;
        let publisher = self.context.renderer.project.settings.publisher.as_ref().map(|publisher| self.context.plain(&publisher.name));
        let report = fill(
            &self.context.words.edition.heading,
            &[("title", &self.context.plain(&edition.title)), ("year", &self.amounts.formatter.fiscal_long(edition.year))],
        );
        let source: Vec<String> = publisher.into_iter().chain([report]).collect();
        let caption = chart::Caption { heading: self.name(), source: source.join(&self.context.words.list.separator) };
        chart::standalone(&self.trajectory().unwrap_or_else(|| self.bullet()), &caption)
    }
}
