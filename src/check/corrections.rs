//! Figures that were corrected, and what still says the old ones.

use crate::diagnostic::{Fault, Place, Report};
use crate::load::Folder;
use crate::load::front_matter::split;
use crate::model::{CorrectedFigure, Edition, Indicator, Language, Reading, Unit, Word};
use crate::render::number::grouped;
use crate::site::{Loaded, OutdatedSeal};
use rust_decimal::Decimal;
use std::ops::Range;

/// Looks at every corrected figure: whether its edition reports the right one, and which sealed editions and bodies do not.
pub fn check(loaded: &Loaded, folder: &Folder, report: &mut Report) {
    let project = loaded.project();
    for edition in &project.editions {
        let strategy = project.strategy_of(edition);
        for figure in newest(edition) {
            let Some(indicator) = strategy.indicators().find(|indicator| indicator.id == figure.indicator) else { continue };
            reported(edition, indicator, figure, report);
            bodies(edition, indicator, figure, folder, report);
        }
    }
    for OutdatedSeal { seal, figure, .. } in loaded.outdated() {
        let indicator = project.strategies.iter().flat_map(|strategy| strategy.indicators()).find(|known| known.id == figure.indicator);
        let Some(indicator) = indicator else { continue };
        let fault = Fault::SealedBeforeCorrection {
            file: seal.file.clone(),
            id: figure.indicator.clone(),
            year: figure.year.number,
            calendar: figure.year.calendar,
            shown: figure.before.map(|before| written(indicator, before)),
            right: figure.after.map(|after| written(indicator, after)),
        };
        report.add_related(seal.place.clone(), figure.place.clone(), fault);
    }
}

/// The last correction of each indicator and year.
fn newest(edition: &Edition) -> Vec<&CorrectedFigure> {
    let mut newest: Vec<&CorrectedFigure> = Vec::new();
    for (_, figure) in edition.corrected_figures() {
        newest.retain(|other| other.indicator != figure.indicator || other.year != figure.year);
        newest.push(figure);
    }
    newest
}

/// What the correction says is what the edition reports.
fn reported(edition: &Edition, indicator: &Indicator, figure: &CorrectedFigure, report: &mut Report) {
    let Some(outcome) = edition.outcome(&figure.indicator).filter(|outcome| outcome.observation.year == figure.year) else { return };
    let now = Some(outcome.observation.reading).filter(|reading| reading.status().is_none());
    if now != figure.after {
        let fault = Fault::CorrectionDiffers {
            id: figure.indicator.clone(),
            year: figure.year.number,
            calendar: figure.year.calendar,
            here: figure.after.map(|after| written(indicator, after)),
            there: now.map(|now| written(indicator, now)),
        };
        report.add_related(figure.place.clone(), outcome.place.clone(), fault);
    }
}

/// A reading as front matter has it.
fn written(indicator: &Indicator, reading: Reading) -> String {
    match reading {
        Reading::Value(value) => value.decimal().to_string(),
        Reading::Step(step) => indicator.steps.get(step).map(|step| step.id.clone()).unwrap_or_default(),
        Reading::Missing(status) => status.word().to_owned(),
    }
}

/// The old figure with its unit, in bodies of the edition and of later ones: they may speak of it, or of something else.
fn bodies(edition: &Edition, indicator: &Indicator, figure: &CorrectedFigure, folder: &Folder, report: &mut Report) {
    let (Some(unit), Some(Reading::Value(before))) = (&indicator.unit, figure.before) else { return };
    let right = figure.after.map(|after| format!("{}{}", written(indicator, after), unit.ja));
    for (path, source) in folder.below("content/editions") {
        let is_late = path.split('/').next().and_then(|year| year.parse().ok()).is_some_and(|year: i32| year >= edition.year);
        if !is_late || !path.ends_with(".md") {
            continue;
        }
        let language = if path.ends_with(".en.md") { Language::En } else { Language::Ja };
        let text = &folder.sources.get(source).text;
        let body = split(text).map_or(0..text.len(), |parts| parts.body);
        for phrase in phrases(&before.decimal().to_string(), unit, language) {
            for place in standing_alone(text, body.clone(), &phrase) {
                let fault = Fault::CorrectedInText { found: phrase.clone(), right: right.clone() };
                report.add_related(Place::Span(source, place), figure.place.clone(), fault);
            }
        }
    }
}

/// The ways in which a body may write a figure with its unit.
fn phrases(digits: &str, unit: &Unit, language: Language) -> Vec<String> {
    let grouped = grouped(digits, '-');
    let mut phrases = Vec::new();
    let units = match language {
        Language::Ja => vec![unit.ja.as_str()],
        Language::En if unit.factor != Decimal::ONE => Vec::new(),
        Language::En => unit.one.iter().chain(&unit.other).map(String::as_str).collect(),
    };
    for unit in units {
        for digits in [digits, &grouped] {
            for between in ["", " "] {
                let phrase = format!("{digits}{between}{unit}");
                if !phrases.contains(&phrase) {
                    phrases.push(phrase);
                }
            }
        }
    }
    phrases
}

/// Where a phrase stands that does not go on with a number to its left.
fn standing_alone(text: &str, within: Range<usize>, phrase: &str) -> Vec<Range<usize>> {
    let is_of_number = |letter: char| letter.is_numeric() || matches!(letter, ',' | '.' | '，' | '．' | '-' | '−' | '△');
    let found = text[within.clone()].match_indices(phrase).map(|(at, _)| within.start + at..within.start + at + phrase.len());
    found.filter(|place| !text[..place.start].ends_with(is_of_number)).collect()
}
