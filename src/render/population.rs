//! Inputs of the chart of a population vision.

use super::context::PageContext;
use super::number::population;
use super::words::fill;
use crate::chart::{self, Bar, Population, PopulationPicture, Role};
use crate::model::{Language, PopulationNotation, PopulationVision, Quantity, Scenario, Strategy};
use std::collections::BTreeSet;

fn float(value: Quantity) -> f64 {
    f64::try_from(value.decimal()).unwrap_or_default()
}

/// The first scenario is what others project, the others are the city's.
fn role(index: usize) -> Role {
    if index == 0 { Role::Reference } else { Role::Vision }
}

/// The population vision of a strategy: its picture and its sentence; `None` without scenarios.
pub fn chart(context: &PageContext<'_>, strategy: &Strategy) -> Option<(String, String)> {
    let vision = strategy.population.as_ref().filter(|vision| vision.scenarios.iter().any(|scenario| !scenario.points.is_empty()))?;
    let years: BTreeSet<i32> = vision.scenarios.iter().flat_map(|scenario| scenario.points.iter().map(|point| point.year)).collect();
    Some(match years.len() {
        1 => one_year(context, strategy, vision),
        _ => years_of(context, strategy, (vision, &years)),
    })
}

/// A figure of a population vision in the page's language.
pub fn persons(context: &PageContext<'_>, value: Quantity, notation: PopulationNotation) -> String {
    population(value, notation, context.language)
}

/// One year: a bar for each scenario, the surplus of the vision marked.
fn one_year(context: &PageContext<'_>, strategy: &Strategy, vision: &PopulationVision) -> (String, String) {
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
    let says = says(context, &bars, (&year, difference.as_deref()));
    let title = fill(&context.words.chart.population_title, &[("year", &year)]);
    let desc = bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect::<Vec<_>>().join(&context.words.list.separator);
    let more = difference.map(|difference| fill(&context.words.chart.population_more, &[("value", &difference)])).unwrap_or_default();
    let frame = chart::Frame { id: format!("population-{}", strategy.id), lang: context.language.tag(), title, desc };
    (chart::population(&Population { frame, picture: PopulationPicture::OneYear { bars, difference: more } }), says)
}

/// How many more persons the last scenario has than the first.
fn difference(context: &PageContext<'_>, vision: &PopulationVision, scenarios: &[(&Scenario, Quantity, i32)]) -> Option<String> {
    let (first, last) = (scenarios.first()?.1, scenarios.last()?.1);
    let more = last.decimal().checked_sub(first.decimal())?;
    let more = Quantity::parse(&more.to_string()).ok().filter(|_| more > rust_decimal::Decimal::ZERO)?;
    Some(persons(context, more, vision.notation))
}

fn says(context: &PageContext<'_>, bars: &[Bar], (year, difference): (&str, Option<&str>)) -> String {
    match (bars.first(), bars.last(), difference) {
        (Some(reference), Some(vision), Some(difference)) => {
            let reference = context.in_sentence(&reference.label);
            fill(
                &context.words.chart.population_says,
                &[("year", year), ("reference", &reference), ("vision", &vision.value), ("difference", difference)],
            )
        }
        _ => fill(&context.words.chart.population_title, &[("year", year)]),
    }
}

/// Several years: a line for each scenario, in ten thousands in Japanese and in thousands in English.
fn years_of(context: &PageContext<'_>, strategy: &Strategy, (vision, years): (&PopulationVision, &BTreeSet<i32>)) -> (String, String) {
    let (unit, divisor) = match context.language {
        Language::Ja => ("万人", 10_000.0),
        Language::En => ("thousand", 1_000.0),
    };
    let scenarios =
        vision.scenarios.iter().enumerate().filter(|(_, scenario)| !scenario.points.is_empty()).map(|(index, scenario)| chart::Scenario {
            role: role(index),
            label: context.plain(&scenario.name),
            value: scenario.points.last().map(|point| persons(context, point.value, vision.notation)).unwrap_or_default(),
            points: scenario.points.iter().map(|point| (point.year, float(point.value) / divisor)).collect(),
        });
    let scenarios: Vec<chart::Scenario> = scenarios.collect();
    let title = context.words.chart.population_range.clone();
    let desc =
        scenarios.iter().map(|line| format!("{} {}", line.label, line.value)).collect::<Vec<_>>().join(&context.words.list.separator);
    let axis = years.iter().map(|year| chart::Year { year: *year, label: year.to_string() }).collect();
    let frame = chart::Frame { id: format!("population-{}", strategy.id), lang: context.language.tag(), title: title.clone(), desc };
    let picture = PopulationPicture::Years { unit: unit.to_owned(), years: axis, scenarios };
    (chart::population(&Population { frame, picture }), title)
}
