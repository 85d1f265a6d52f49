//! What a person sees of the faults of a check: errors alone while there are any, then warnings, by what to do and by division, no kind of
//! which more than a few times.

use crate::diagnostic::{Diagnostic, Fault, Report, Severity, Sources};
use crate::language::Language;
use crate::message::Message;
use std::collections::{BTreeMap, BTreeSet};

/// Most faults of one kind that are shown one by one.
const MOST_ALIKE: usize = 10;

/// Faults that are shown together.
#[derive(Debug)]
pub struct FaultGroup {
    /// What stands above them.
    pub heading: Option<Message>,
    pub faults: Report,
    /// What is said below them.
    pub rest: Option<Message>,
}

/// A report as it is shown, and what is said of the rest.
#[derive(Debug)]
pub struct FoldedReport {
    pub groups: Vec<FaultGroup>,
    pub rest: Vec<Message>,
}

/// Folds a report: with errors nothing else is shown; without them missing English is one line, and of each kind the first faults stand
/// for all. Faults of one kind that concern several divisions stand below the name of each.
pub fn folded(report: &Report, sources: &Sources, language: Language) -> FoldedReport {
    let all = report.sorted(sources);
    if report.has_errors() {
        let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.into_iter().partition(|found| found.severity == Severity::Error);
        let rest = (!others.is_empty()).then(|| Message::new("check.behind-errors").part("count", others.len()));
        let errors = FaultGroup { heading: None, faults: report.selection(errors), rest: None };
        return FoldedReport { groups: vec![errors], rest: rest.into_iter().collect() };
    }
    let (missing, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.into_iter().partition(|found| is_missing_english(&found.fault));
    let mut kinds: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    others.into_iter().for_each(|found| kinds.entry((found.severity, found.fault.code())).or_default().push(found));
    let division = |found: &Diagnostic| report.subject(found, sources).and_then(|subject| subject.division(language).map(str::to_owned));
    let groups = kinds.into_iter().flat_map(|((_, code), faults)| kind(code, faults, report, &division)).collect();
    let english = (!missing.is_empty()).then(|| Message::new("check.missing-english").part("count", missing.len()));
    FoldedReport { groups, rest: english.into_iter().collect() }
}

/// The faults of one kind: below their divisions where there are several, the first of them alone where there are many.
fn kind(code: &str, faults: Vec<&Diagnostic>, report: &Report, division: &dyn Fn(&Diagnostic) -> Option<String>) -> Vec<FaultGroup> {
    let mut by_division: BTreeMap<Option<String>, Vec<&Diagnostic>> = BTreeMap::new();
    faults.iter().for_each(|found| by_division.entry(division(found)).or_default().push(found));
    let is_divided = by_division.keys().collect::<BTreeSet<_>>().len() > 1;
    let more = faults.len().saturating_sub(MOST_ALIKE);
    let mut left = MOST_ALIKE;
    let mut groups: Vec<FaultGroup> = Vec::new();
    for (division, faults) in by_division {
        let shown = faults.len().min(left);
        left -= shown;
        // The divisions whose faults are folded are counted all the same.
        let heading = is_divided.then(|| Message::new("check.division").part("division", division).part("count", faults.len()));
        if shown > 0 || heading.is_some() {
            groups.push(FaultGroup { heading, faults: report.selection(faults.into_iter().take(shown)), rest: None });
        }
    }
    if let Some(last) = groups.last_mut().filter(|_| more > 0) {
        last.rest = Some(Message::new("check.more").part("count", more).part("code", code));
    }
    groups
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
    use crate::diagnostic::{Place, StrategySubjects, Subject, SubjectKey, SubjectWords, Subjects, subject_keys};

    fn report(faults: &[(Fault, usize)]) -> Report {
        let mut report = Report::default();
        for (fault, count) in faults {
            (0..*count).for_each(|number| report.add(Place::File(format!("content/{number}")), fault.clone()));
        }
        report
    }

    fn found(faults: &[(Fault, usize)]) -> (usize, usize) {
        let FoldedReport { groups, rest } = folded(&report(faults), &Sources::default(), Language::En);
        let said = groups.iter().filter(|group| group.rest.is_some()).count() + rest.len();
        (groups.iter().map(|group| group.faults.iter().count()).sum(), said)
    }

    #[test]
    fn errors_are_alone_and_warnings_of_a_kind_are_few() {
        assert_eq!(found(&[(Fault::RangeReversed, 12), (Fault::PhotoUnused, 3)]), (12, 1));
        assert_eq!(found(&[(Fault::PhotoUnused, 12), (Fault::AttachmentUnused, 10)]), (20, 1));
        assert_eq!(found(&[(Fault::MissingTranslation, 3), (Fault::EmptyText { key: "en".to_owned() }, 1)]), (0, 1));
        assert_eq!(found(&[(Fault::EmptyText { key: "ja".to_owned() }, 1)]), (1, 0));
    }

    #[test]
    fn faults_of_several_divisions_stand_below_their_names() {
        let without = |id: &str| Fault::IndicatorWithoutResult { id: id.to_owned(), year: Message::new("year.fiscal") };
        let mut report = report(&[(without("a"), 8), (without("b"), 4), (without("c"), 1)]);
        let keys = subject_keys(report.iter().map(|found| &found.fault));
        let subject = |division: Option<&str>| {
            let words = SubjectWords { name: String::new(), division: division.map(str::to_owned) };
            Subject { ja: words.clone(), en: words, goal: 1, measure: None }
        };
        let divisions = [Some("North"), Some("South"), None];
        let subjects: BTreeMap<SubjectKey, Subject> = keys.into_iter().zip(divisions.map(subject)).collect();
        report.call(Subjects { strategies: vec![StrategySubjects { subjects, ..StrategySubjects::default() }] });
        let groups = folded(&report, &Sources::default(), Language::En).groups;
        let shown: Vec<usize> = groups.iter().map(|group| group.faults.iter().count()).collect();
        assert_eq!(shown, [1, 8, 1], "no division, North, South");
        assert!(groups.iter().all(|group| group.heading.is_some()));
        assert!(groups[2].rest.is_some());
    }
}
