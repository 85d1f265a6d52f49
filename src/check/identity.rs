//! Indicators of one id in two strategies that are not one thing: their figures would be one line.

use crate::diagnostic::{Fault, IndicatorAspect, Report};
use crate::model::{Indicator, Strategy, Unit, Word};
use crate::site::Loaded;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// From this likeness on, in percent, two names may be the old and the new name of one thing.
const LIKE: usize = 60;

/// Holds each indicator against the one of its id in the strategy before it that has one. A `note` explains what differs.
pub fn check(loaded: &Loaded, report: &mut Report) {
    let mut before: BTreeMap<&str, (&Strategy, &Indicator)> = BTreeMap::new();
    for strategy in &loaded.project().strategies {
        for indicator in strategy.indicators() {
            if let Some((of, earlier)) = before.insert(&indicator.id, (strategy, indicator)).filter(|_| indicator.note.is_none()) {
                for (aspect, there, here) in differences(earlier, indicator) {
                    let fault = Fault::IndicatorDiffers { id: indicator.id.clone(), aspect, here, there, strategy: of.title.ja.clone() };
                    report.add_related(indicator.place.clone(), earlier.place.clone(), fault);
                }
            }
        }
    }
}

/// In what two indicators differ, with what the earlier and what the later one has.
fn differences(earlier: &Indicator, later: &Indicator) -> Vec<(IndicatorAspect, String, String)> {
    let unit = |indicator: &Indicator| indicator.unit.as_ref().map_or("–", |unit: &Unit| unit.ja.as_str()).to_owned();
    let kind = |indicator: &Indicator| format!("{}（{}）", indicator.kind.choice().label.ja, indicator.kind.word());
    let found = [
        (IndicatorAspect::Name, !are_like(earlier, later), earlier.name.ja.clone(), later.name.ja.clone()),
        (IndicatorAspect::Unit, !later.is_counted_like(earlier), unit(earlier), unit(later)),
        (IndicatorAspect::Kind, later.kind != earlier.kind, kind(earlier), kind(later)),
    ];
    found.into_iter().filter(|(_, differs, _, _)| *differs).map(|(aspect, _, there, here)| (aspect, there, here)).collect()
}

/// Whether names are alike, in either language: 100 less the share of letters that differ (Levenshtein), letter width and spaces not counted.
fn are_like(earlier: &Indicator, later: &Indicator) -> bool {
    let like = |first: &str, second: &str| {
        let plain = |name: &str| name.nfkc().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect::<Vec<char>>();
        let (first, second) = (plain(first), plain(second));
        let longer = first.len().max(second.len());
        strsim::generic_levenshtein(&first, &second) * 100 <= longer * (100 - LIKE)
    };
    let english = earlier.name.en.as_ref().zip(later.name.en.as_ref());
    like(&earlier.name.ja, &later.name.ja) || english.is_some_and(|(earlier, later)| like(earlier, later))
}
