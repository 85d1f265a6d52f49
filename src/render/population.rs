//! The population vision of a strategy: its chart and its figures.

use super::context::PageContext;
use super::html::Html;
use super::number::population;
use super::words::fill;
use crate::chart::{self, Bar, Population, PopulationPicture, ScenarioRole};
use crate::model::{Language, PopulationNotation, PopulationVision, Quantity, Scenario, Strategy};
use serde::Serialize;
use std::collections::BTreeSet;

fn float(value: Quantity) -> f64 {
    f64::try_from(value.decimal()).unwrap_or_default()
}

/// The first scenario is what others project, the others are the city's.
fn role(index: usize) -> ScenarioRole {
    if index == 0 { ScenarioRole::Reference } else { ScenarioRole::Vision }
}

/// The population vision of a strategy: its chart, the sentence over it, and its figures and levers with their names.
#[derive(Debug, Serialize)]
pub struct PopulationView {
    pub svg: Html,
    pub summary: Html,
    pub scenarios: Vec<(Html, Html)>,
    pub levers: Vec<(Html, Html)>,
}

/// Makes the view; `None` for a strategy without scenarios.
pub fn view(context: &PageContext<'_>, strategy: &Strategy) -> Option<PopulationView> {
    let vision = strategy.population.as_ref()?;
    let PopulationChart { svg, summary } = chart(context, strategy, vision)?;
    let levers = vision.levers.iter().map(|lever| (context.text(&lever.name), context.text(&lever.text)));
    let rows = vision.scenarios.iter().flat_map(|scenario| scenario.points.iter().map(move |point| (scenario, point)));
    let scenarios = rows.map(|(scenario, point)| {
        let label = fill(
            &context.words.indicator.with_year,
            &[("label", context.text(&scenario.name).as_str()), ("year", &point.year.to_string())],
        );
        (Html::finished(label), context.html(&persons(context, point.value, vision.notation)))
    });
    Some(PopulationView {
        svg: Html::finished(svg),
        summary: context.html(&summary),
        scenarios: scenarios.collect(),
        levers: levers.collect(),
    })
}

/// The chart of a population vision as SVG, and the sentence over it.
struct PopulationChart {
    svg: String,
    summary: String,
}

fn chart(context: &PageContext<'_>, strategy: &Strategy, vision: &PopulationVision) -> Option<PopulationChart> {
    let years: BTreeSet<i32> = vision.scenarios.iter().flat_map(|scenario| scenario.points.iter().map(|point| point.year)).collect();
    match years.len() {
        0 => None,
        1 => Some(one_year(context, strategy, vision)),
        _ => Some(several_years(context, strategy, vision, &years)),
    }
}

/// A figure of a population vision in the page's language.
fn persons(context: &PageContext<'_>, value: Quantity, notation: PopulationNotation) -> String {
    population(value, notation, context.language)
}

/// One year: a bar for each scenario, the surplus of the vision marked.
fn one_year(context: &PageContext<'_>, strategy: &Strategy, vision: &PopulationVision) -> PopulationChart {
    let scenarios: Vec<(&Scenario, Quantity, i32)> =
        vision.scenarios.iter().filter_map(|scenario| scenario.points.first().map(|point| (scenario, point.value, point.year))).collect();
    let bars = scenarios.iter().enumerate().map(|(index, (scenario, value, _))| Bar {
        role: role(index),
        label: context.plain(&scenario.name),
        value: persons(context, *value, vision.notation),
        at: float(*value),
    });
    let bars: Vec<Bar> = bars.collect();
    let year = scenarios.first().map_or(0, |(_, _, year)| *year).to_string();
    let difference = difference(context, vision, &scenarios);
    let summary = summary(context, &bars, &year, difference.as_deref());
    let title = fill(&context.words.chart.population_title, &[("year", &year)]);
    let desc = bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect::<Vec<_>>().join(&context.words.list.separator);
    let more = difference.map(|difference| fill(&context.words.chart.population_more, &[("value", &difference)])).unwrap_or_default();
    let frame = chart::ChartFrame { id: format!("population-{}", strategy.id), lang: context.language.tag(), title, desc };
    let picture = PopulationPicture::OneYear { bars, difference: more };
    PopulationChart { svg: chart::population(&Population { frame, picture }), summary }
}

/// How many more persons the last scenario has than the first.
fn difference(context: &PageContext<'_>, vision: &PopulationVision, scenarios: &[(&Scenario, Quantity, i32)]) -> Option<String> {
    let (first, last) = (scenarios.first()?.1, scenarios.last()?.1);
    let more = last.decimal().checked_sub(first.decimal())?;
    let more = Quantity::parse(&more.to_string()).ok().filter(|_| more > rust_decimal::Decimal::ZERO)?;
    Some(persons(context, more, vision.notation))
}

/// "A population of 432,000 in 2040, 39,000 more than the projection".
fn summary(context: &PageContext<'_>, bars: &[Bar], year: &str, difference: Option<&str>) -> String {
    match (bars.first(), bars.last(), difference) {
        (Some(reference), Some(vision), Some(difference)) => {
            let reference = context.in_sentence(&reference.label);
            fill(
                &context.words.chart.population_summary,
                &[("year", year), ("reference", &reference), ("vision", &vision.value), ("difference", difference)],
            )
        }
        _ => fill(&context.words.chart.population_title, &[("year", year)]),
    }
}

/// Several years: a line for each scenario, in ten thousands in Japanese and in thousands in English.
fn several_years(context: &PageContext<'_>, strategy: &Strategy, vision: &PopulationVision, years: &BTreeSet<i32>) -> PopulationChart {
    let (unit, divisor) = match context.language {
        Language::Ja => ("万人", 10_000.0),
        Language::En => ("thousand", 1_000.0),
    };
    let scenarios = vision.scenarios.iter().enumerate().filter(|(_, scenario)| !scenario.points.is_empty()).map(|(index, scenario)| {
        chart::ScenarioBars {
            role: role(index),
            label: context.plain(&scenario.name),
            value: scenario.points.last().map(|point| persons(context, point.value, vision.notation)).unwrap_or_default(),
            points: scenario.points.iter().map(|point| (point.year, float(point.value) / divisor)).collect(),
        }
    });
    let scenarios: Vec<chart::ScenarioBars> = scenarios.collect();
    let title = context.words.chart.population_range.clone();
    let desc =
        scenarios.iter().map(|line| format!("{} {}", line.label, line.value)).collect::<Vec<_>>().join(&context.words.list.separator);
    let axis = years.iter().map(|year| chart::AxisYear { year: *year, label: year.to_string(), weight: chart::Weight::Extra }).collect();
    let frame = chart::ChartFrame { id: format!("population-{}", strategy.id), lang: context.language.tag(), title: title.clone(), desc };
    let picture = PopulationPicture::Years { unit: unit.to_owned(), years: axis, scenarios };
    PopulationChart { svg: chart::population(&Population { frame, picture }), summary: title }
}
