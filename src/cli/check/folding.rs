//! What a person sees of the faults of a check: errors alone while there are any, then warnings, no kind of which more than a few times.

use crate::diagnostic::{Diagnostic, Fault, Report, Severity, Sources};
use crate::message::Message;
use std::collections::BTreeMap;

/// Most faults of one kind that are shown one by one.
const MOST_ALIKE: usize = 10;

/// A report as it is shown, and what is said of the rest.
#[derive(Debug)]
pub struct FoldedReport {
    pub shown: Report,
    pub rest: Vec<Message>,
}

/// Folds a report: with errors nothing else is shown; without them missing English is one line, and of each kind the first faults stand
/// for all.
pub fn folded(report: &Report, sources: &Sources) -> FoldedReport {
    let all = report.sorted(sources);
    if report.has_errors() {
        let behind = all.iter().filter(|found| found.severity != Severity::Error).count();
        let rest = (behind > 0).then(|| Message::new("check.behind-errors").part("count", behind));
        return FoldedReport { shown: only(&all, |found| found.severity == Severity::Error), rest: rest.into_iter().collect() };
    }
    let (missing, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.into_iter().partition(|found| is_missing_english(&found.fault));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let shown = only(&others, |found| {
        let count = counts.entry(found.fault.code()).or_default();
        *count += 1;
        *count <= MOST_ALIKE
    });
    let more = counts.into_iter().filter(|(_, count)| *count > MOST_ALIKE);
    let more = more.map(|(code, count)| Message::new("check.more").part("count", count - MOST_ALIKE).part("code", code));
    let english = (!missing.is_empty()).then(|| Message::new("check.missing-english").part("count", missing.len()));
    FoldedReport { shown, rest: more.chain(english).collect() }
}

fn only(all: &[&Diagnostic], mut is_shown: impl FnMut(&Diagnostic) -> bool) -> Report {
    let mut shown = Report::default();
    all.iter().filter(|found| is_shown(found)).for_each(|found| shown.push((*found).clone()));
    shown
}

fn is_missing_english(fault: &Fault) -> bool {
    match fault {
        Fault::MissingTranslation | Fault::MissingTranslatedBody { .. } => true,
        Fault::EmptyText { key } => key == "en",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn found(faults: &[(Fault, usize)]) -> (usize, usize) {
        let mut report = Report::default();
        for (fault, count) in faults {
            (0..*count).for_each(|number| report.add(Place::File(format!("content/{number}")), fault.clone()));
        }
        let folded = folded(&report, &Sources::default());
        (folded.shown.iter().count(), folded.rest.len())
    }

    #[test]
    fn errors_are_alone_and_warnings_of_a_kind_are_few() {
        assert_eq!(found(&[(Fault::UnexpectedFile, 12), (Fault::PhotoUnused, 3)]), (12, 1));
        assert_eq!(found(&[(Fault::PhotoUnused, 12), (Fault::AttachmentUnused, 10)]), (20, 1));
        assert_eq!(found(&[(Fault::MissingTranslation, 3), (Fault::EmptyText { key: "en".to_owned() }, 1)]), (0, 1));
        assert_eq!(found(&[(Fault::EmptyText { key: "ja".to_owned() }, 1)]), (1, 0));
    }
}
