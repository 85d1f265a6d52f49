//! The texts of a theme in one language. A missing or unknown word is a fault of its file, with its place.

mod closed;
mod group;

use crate::diagnostic::{Fault, Place, Report, SourceId};
pub use crate::language::fill;
use crate::model::Language;
use closed::ClosedWords;
use group::group;
use serde::{Deserialize, Serialize};

/// All texts of a theme in one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeWords {
    pub frame: FrameWords,
    pub home: HomeWords,
    pub edition: EditionWords,
    pub goal: GoalWords,
    pub indicator: IndicatorWords,
    pub chart: ChartWords,
    pub summary: SummaryWords,
    pub calculation: CalculationWords,
    pub formula: FormulaWords,
    pub rule: RuleWords,
    pub changes: ChangesWords,
    pub year_line: YearLineWords,
    pub board: BoardWords,
    pub series: SeriesWords,
    pub strategy: StrategyWords,
    pub corrections: CorrectionWords,
    pub archive: ArchiveWords,
    pub data: DataWords,
    pub help: HelpWords,
    pub accessibility: AccessibilityWords,
    pub print: PrintWords,
    pub table: TableWords,
    pub not_found: NotFoundWords,
    pub attachment: AttachmentWords,
    pub list: ListWords,
    /// Words of closed choices.
    #[serde(default)]
    pub closed: ClosedWords,
    /// Texts of a site's own templates.
    #[serde(default)]
    pub own: std::collections::BTreeMap<String, String>,
}

group! {
    /// What stands around every page.
    FrameWords {
        skip, main_menu, site_menu, goals_menu, goals_latest, breadcrumb, languages, this_site, home, edition, indicators, strategy, archive,
        goal, title, edition_line, fiscal_line, top, draft, staging, licence, publisher, contact, telephone, form,
        not_translated, table, published,
    }
}

group! {
    HomeWords {
        eyebrow, eyebrow_published, answer, answer_evaluated, answer_fine, answer_no_grades, picture, time, lead, lead_no_grades,
        attention, attention_item, attention_worse, computed, stated, partly_stated, basis, basis_with_answers, goals, moved, moved_intro, fastest, slowest, ranked, highest, lowest, moved_from, moved_target, moved_progress,
        strategies, strategies_intro, now_shown, no_edition, description, description_no_grades,
    }
}

group! {
    EditionWords {
        heading, counts, counts_no_grades, counts_selected, counts_selected_no_grades, figures, not_evaluated, none_evaluated, goals, rating, rating_intro,
        indicators_title, indicators_intro, all_indicators, description,
    }
}

group! {
    GoalWords {
        targets, activities, kpis, kpis_selected, table, table_caption, others, photo, credit, review, policy, rated, rating_meaning,
        next, budget, budget_planned, budget_settled, no_report, withheld, description,
    }
}

group! {
    IndicatorWords {
        indicator, indicators, baseline, actual, target, expected, scheduled, expected_or_scheduled, yearly_target, yearly_targets, progress, elapsed, pace,
        attainment, attainment_of_expected, attainment_of_scheduled, attainment_of_either, change, grade, with_year, cumulative_suffix,
        average_suffix, sum_suffix, kind, no_result, none,
        range, within, not_evaluated, no_target, no_yearly_target, no_baseline, before_deadline, not_newer, undefined,
        no_test_holds, flag_not_set, answer_yes, answer_no, not_stated, trajectory, values, year, figure_kind, value, restated, restated_from, revisions, revised,
        revision, facts, owner, source, definition, note, measure, goal, group, actual_of, caption, caption_no_grades, key, key_expected, key_share,
        description, download, record, history, history_of_plan, sourced, interim, as_of, dated_year, next_release, next_release_by,
    }
}

group! {
    ChartWords {
        actual, baseline, target, scheduled, expected, start, with_year, title, title_with_figure, figure, part, mark, missing, since, source, published, licence, verdict, note_sign, note, grade, met, not_met,
        zero, trajectory_title, legend_results, legend_path, legend_schedule, legend_rule, legend_band, legend_plans, population_title,
        population_more, population_summary, population_range, before_plan, legend_history,
    }
}

group! {
    SummaryWords {
        now, begun, not_begun, total, up, down, same, rank_up, rank_down, end, target, scheduled, expected, no_target, no_yearly_target, reached, above, below,
        rank_above, satisfied, inside, outside, short, over, unmet, ahead, as_expected, near, behind, more, less, aim,
        step_early, step_done, step_late, step_overdue, step_open, no_result, points, improved, worsened,
        worse_than_baseline, times_of_way, times_of_way_brief, pace_none, pace_same, pace_near, pace_half, pace_least, pace_tenths, pace_times,
    }
}

group! {
    CalculationWords {
        heading, heading_no_grades, caption, item, formula, result, pace, scheduled, by_rule, not_started, sum_start, half_up, truncated, holds, reason,
        stated, stated_mark, stated_reason, holds_beside,
    }
}

group! {
    /// How the figures are computed, and how they are read.
    FormulaWords {
        definition, progress, elapsed, pace, expected, scheduled, attainment, attainment_of_expected, attainment_of_scheduled, change, read_progress, read_pace,
        not_started, not_started_term, not_started_meaning,
    }
}

group! {
    RuleWords {
        caption, grade, condition, met, improved, unchanged, worse, otherwise, at_least, more_than, at_most, less_than, hit,
        undecided, has_target, has_baseline, last_year, flag_yes, flag_no, and, or, within, unchanged_term, tolerance, tolerance_every,
        tolerance_others, tolerance_unit, tolerance_kind, tolerance_both,
    }
}

group! {
    /// An edition beside the one before it.
    ChangesWords {
        menu, title, title_baseline, intro, intro_baseline, counts, counts_apart, other_rule, lists, link,
        fell, rose, rest, results, caption, before, now, difference, figure, grade_from, grade_to, new,
        ended, last, new_measures, ended_measures, revised, replanned, restated, order, order_of_figures, signed, times_forward, times_back, times_up, times_down, better, worse,
        better_regraded, worse_regraded, moved, moved_intro, all, description, last_column, same_year, same, rank_rose, rank_fell,
    }
}

group! {
    /// The year of an indicator in one line.
    YearLineWords {
        now, target, since_last, since_last_calendar, since, since_baseline,
    }
}

group! {
    /// An indicator through all editions.
    SeriesWords {
        heading, intro, index_description, menu, link, title, eyebrow, as_of, caption, edition, edition_no_grades, plans, ended,
        description,
    }
}

group! {
    StrategyWords {
        period, period_not_stated, period_value, vision, related, alignment, alignment_caption, population, goals, comparison,
        comparison_title, comparison_intro, comparison_link, comparison_key, comparison_caption, comparison_measures, comparison_policies, comparison_goals, comparison_indicators, comparison_target, mark_new, mark_revised,
        mark_discontinued, side_old, side_new, side_same, deleted, deleted_end, added, added_end, nothing, targets, kpis, measures, succeeds, succeeded_by, editions, description, contents,
    }
}

group! {
    BoardWords {
        title, intro, target, download, first, last,
    }
}

group! {
    /// 正誤.
    CorrectionWords {
        heading, change, none, title, line, separator,
    }
}

group! {
    ArchiveWords {
        heading, intro, editions, edition, strategies, published, no_corrections, cite,
        cite_with_address, strategy, description, bundles, bundle, sealed, revision, checksum, reason, forced,
        withdrawn, superseded, former, cover_title, cover_text, cover_online,
    }
}

group! {
    /// What readers may have to look up.
    HelpWords {
        title, terms, baseline, actual, target,
    }
}

group! {
    /// The files of open data.
    DataWords {
        menu, link, link_edition, title, title_all, intro, intro_all, files, file_workbook, file_indicators,
        file_observations, file_ratings, file_corrections, file_dictionary, file_json, file_descriptor, file_archive, editions, terms, licence_text, stable, numbers,
        safe, columns, header, meaning, json_only, name_workbook, name_table, name_json, name_descriptor, name_archive, updated, preview, row, column,
    }
}

group! {
    AccessibilityWords {
        heading, intro, standard, level, scope, deadline, conformance, problems, exceptions, method, tested, contact,
    }
}

group! {
    PrintWords {
        title, link, contents, overview, figures, description, screen,
    }
}

group! {
    TableWords {
        filter, all, shown, sort,
    }
}

group! {
    NotFoundWords {
        heading, text,
    }
}

group! {
    /// How a language strings words together.
    /// What stands behind links to files.
    AttachmentWords {
        note, picture_note, pdf, excel, word, powerpoint, csv, zip, jpeg,
    }
}

group! {
    ListWords {
        separator, or, counts, count, quoted,
    }
}

impl ThemeWords {
    /// Reads the words of a theme.
    pub fn read(source: SourceId, toml: &str, language: Language, report: &mut Report) -> Option<ThemeWords> {
        match toml::from_str::<ThemeWords>(toml) {
            Ok(mut words) => {
                words.closed.complete(language);
                Some(words)
            }
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
        Some(key) if message.starts_with("missing field") => Fault::missing_key(key),
        Some(key) if message.starts_with("unknown field") => Fault::unknown_key(key, names),
        _ => Fault::TomlSyntax { message: message.to_owned() },
    }
}

impl ListWords {
    /// `a or b`, or `aまたはb`.
    pub fn join_or(&self, items: &[String]) -> String {
        items.join(&self.or)
    }
}
