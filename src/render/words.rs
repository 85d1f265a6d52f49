//! The texts of a theme in one language. A missing or unknown word is a fault of its file, with its place.

use crate::diagnostic::{Fault, Place, Report, SourceId};
use serde::{Deserialize, Serialize};

/// All texts of a theme in one language.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub frame: FrameWords,
    pub home: HomeWords,
    pub edition: EditionWords,
    pub goal: GoalWords,
    pub indicator: IndicatorWords,
    pub chart: ChartWords,
    pub says: SaysWords,
    pub working: WorkingWords,
    pub rule: RuleWords,
    pub strategy: StrategyWords,
    pub archive: ArchiveWords,
    pub accessibility: AccessibilityWords,
    pub print: PrintWords,
    pub table: TableWords,
    pub not_found: NotFoundWords,
    pub list: ListWords,
    /// Texts of a site's own templates.
    #[serde(default)]
    pub own: std::collections::BTreeMap<String, String>,
}

/// What stands around every page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FrameWords {
    pub skip: String,
    pub main_menu: String,
    pub goals_menu: String,
    pub breadcrumb: String,
    pub languages: String,
    pub this_site: String,
    pub home: String,
    pub edition: String,
    pub indicators: String,
    pub strategy: String,
    pub archive: String,
    pub goal: String,
    pub goal_short: String,
    pub title: String,
    pub edition_line: String,
    pub top: String,
    pub draft: String,
    pub licence: String,
    pub publisher: String,
    pub contact: String,
    pub telephone: String,
    pub form: String,
    pub not_translated: String,
    pub table: String,
    pub published: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HomeWords {
    pub eyebrow: String,
    pub eyebrow_published: String,
    pub answer: String,
    pub answer_evaluated: String,
    pub answer_fine: String,
    pub answer_no_grades: String,
    pub picture: String,
    pub time: String,
    pub lead: String,
    pub look: String,
    pub look_item: String,
    pub computed: String,
    pub goals: String,
    pub moved: String,
    pub moved_intro: String,
    pub fastest: String,
    pub slowest: String,
    pub moved_from: String,
    pub moved_target: String,
    pub strategies: String,
    pub strategies_intro: String,
    pub now_shown: String,
    pub no_edition: String,
    pub description: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EditionWords {
    pub heading: String,
    pub counts: String,
    pub counts_selected: String,
    pub not_evaluated: String,
    pub none_evaluated: String,
    pub goals: String,
    pub rating: String,
    pub rating_intro: String,
    pub indicators_title: String,
    pub indicators_intro: String,
    pub all_indicators: String,
    pub description: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GoalWords {
    pub targets: String,
    pub activities: String,
    pub kpis: String,
    pub kpis_selected: String,
    pub table: String,
    pub table_caption: String,
    pub others: String,
    pub photo: String,
    pub credit: String,
    pub review: String,
    pub review_committee: String,
    pub review_division: String,
    pub next: String,
    pub next_expand: String,
    pub next_continue: String,
    pub next_revise: String,
    pub next_stop: String,
    pub next_complete: String,
    pub budget: String,
    pub budget_planned: String,
    pub budget_settled: String,
    pub no_report: String,
    pub fine: String,
    pub rating_link: String,
    pub description: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorWords {
    pub indicator: String,
    pub indicators: String,
    pub baseline: String,
    pub actual: String,
    pub target: String,
    pub expected: String,
    pub scheduled: String,
    pub progress: String,
    pub elapsed: String,
    pub pace: String,
    pub attainment: String,
    pub attainment_of_expected: String,
    pub change: String,
    pub grade: String,
    pub with_year: String,
    pub role_target: String,
    pub role_kpi: String,
    pub role_kpi_long: String,
    pub cumulative_suffix: String,
    pub average_suffix: String,
    pub sum_suffix: String,
    pub kind: String,
    pub kind_level: String,
    pub kind_annual: String,
    pub kind_cumulative: String,
    pub kind_average: String,
    pub kind_sum: String,
    pub kind_rank: String,
    pub kind_milestone: String,
    pub direction_up: String,
    pub direction_down: String,
    pub direction_keep: String,
    pub direction_range: String,
    pub not_started: String,
    pub unknown: String,
    pub no_survey: String,
    pub pending: String,
    pub unpublished: String,
    pub cancelled: String,
    pub not_applicable: String,
    pub provisional: String,
    pub estimate: String,
    pub no_result: String,
    pub none: String,
    pub range: String,
    pub within: String,
    pub not_evaluated: String,
    pub off: String,
    pub no_target: String,
    pub no_baseline: String,
    pub before_deadline: String,
    pub not_newer: String,
    pub undefined: String,
    pub no_test_holds: String,
    pub trajectory: String,
    pub values: String,
    pub year: String,
    pub figure_kind: String,
    pub value: String,
    pub restated: String,
    pub restated_from: String,
    pub revisions: String,
    pub revised: String,
    pub revision: String,
    pub facts: String,
    pub owner: String,
    pub source: String,
    pub definition: String,
    pub note: String,
    pub measure: String,
    pub goal: String,
    pub group: String,
    pub actual_of: String,
    pub caption: String,
    pub key: String,
    pub description: String,
    pub computed: String,
    pub download: String,
    pub record: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChartWords {
    pub actual: String,
    pub baseline: String,
    pub target: String,
    pub expected: String,
    pub start: String,
    pub with_year: String,
    pub title: String,
    pub title_with_progress: String,
    pub part: String,
    pub grade: String,
    pub met: String,
    pub not_met: String,
    pub zero: String,
    pub trajectory_title: String,
    pub says_results: String,
    pub says_path: String,
    pub says_schedule: String,
    pub says_rule: String,
    pub says_band: String,
    pub population_title: String,
    pub population_more: String,
    pub population_says: String,
    pub population_range: String,
    pub grades_desc: String,
    pub brace: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SaysWords {
    pub now: String,
    pub begun: String,
    pub not_begun: String,
    pub total: String,
    pub up: String,
    pub down: String,
    pub same: String,
    pub rank_up: String,
    pub rank_down: String,
    pub end: String,
    pub no_target: String,
    pub reached: String,
    pub above: String,
    pub below: String,
    pub rank_above: String,
    pub satisfied: String,
    pub inside: String,
    pub outside: String,
    pub short: String,
    pub over: String,
    pub unmet: String,
    pub ahead: String,
    pub as_expected: String,
    pub behind: String,
    pub more: String,
    pub less: String,
    pub aim: String,
    pub step_early: String,
    pub step_done: String,
    pub step_late: String,
    pub step_overdue: String,
    pub step_open: String,
    pub no_result: String,
    pub points: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingWords {
    pub heading: String,
    pub caption: String,
    pub item: String,
    pub formula: String,
    pub result: String,
    pub pace: String,
    pub scheduled: String,
    pub by_rule: String,
    pub not_started: String,
    pub sum_start: String,
    pub holds: String,
    pub reason: String,
    pub manual: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    pub caption: String,
    pub grade: String,
    pub condition: String,
    pub met: String,
    pub improved: String,
    pub unchanged: String,
    pub worse: String,
    pub otherwise: String,
    pub at_least: String,
    pub more_than: String,
    pub at_most: String,
    pub less_than: String,
    pub hit: String,
    pub undecided: String,
    pub off: String,
    pub terms: Vec<Term>,
}

/// A word of the report and what it means.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub term: String,
    pub meaning: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StrategyWords {
    pub period: String,
    pub period_value: String,
    pub vision: String,
    pub related: String,
    pub alignment: String,
    pub alignment_caption: String,
    pub population: String,
    pub goals: String,
    pub comparison: String,
    pub comparison_caption: String,
    pub comparison_measures: String,
    pub comparison_policies: String,
    pub comparison_goals: String,
    pub mark_new: String,
    pub mark_revised: String,
    pub mark_discontinued: String,
    pub nothing: String,
    pub targets: String,
    pub measures: String,
    pub succeeds: String,
    pub succeeded_by: String,
    pub editions: String,
    pub description: String,
    pub contents: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveWords {
    pub heading: String,
    pub intro: String,
    pub editions: String,
    pub edition: String,
    pub strategies: String,
    pub published: String,
    pub corrections: String,
    pub no_corrections: String,
    pub cite: String,
    pub cite_with_address: String,
    pub strategy: String,
    pub description: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AccessibilityWords {
    pub heading: String,
    pub intro: String,
    pub standard: String,
    pub level: String,
    pub scope: String,
    pub deadline: String,
    pub conformance: String,
    pub exceptions: String,
    pub method: String,
    pub tested: String,
    pub contact: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PrintWords {
    pub title: String,
    pub link: String,
    pub contents: String,
    pub overview: String,
    pub figures: String,
    pub description: String,
    pub screen: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    pub filter: String,
    pub all: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NotFoundWords {
    pub heading: String,
    pub text: String,
}

/// How a language strings words together.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListWords {
    pub separator: String,
    pub or: String,
    pub counts: String,
    pub count: String,
}

impl Words {
    /// Reads the words of a theme.
    pub fn read(source: SourceId, toml: &str, report: &mut Report) -> Option<Words> {
        match toml::from_str(toml) {
            Ok(words) => Some(words),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                report.add(Place::Span(source, span), fault(error.message()));
                None
            }
        }
    }
}

/// The deserializer's message as a fault: it names fields between back-ticks, the one at fault first.
fn fault(message: &str) -> Fault {
    let mut names = message.split('`').skip(1).step_by(2);
    match names.next() {
        Some(key) if message.starts_with("missing field") => Fault::MissingKey { key: key.to_owned() },
        Some(key) if message.starts_with("unknown field") => Fault::unknown_key(key, names),
        _ => Fault::TomlSyntax { message: message.to_owned() },
    }
}

/// Puts values into a text: `{name}` becomes the value of that name.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let value = after.find('}').and_then(|close| Some((close, values.iter().find(|(name, _)| *name == &after[..close])?)));
        match value {
            Some((close, (_, value))) => {
                filled.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

impl ListWords {
    /// `a or b`, or `aまたはb`.
    pub fn join_or(&self, items: &[String]) -> String {
        items.join(&self.or)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_by_name_and_unknown_names_stay() {
        assert_eq!(fill("{a} of {b} {c}", &[("a", "1"), ("b", "{a}")]), "1 of {a} {c}");
    }
}
