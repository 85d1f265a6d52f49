//! The indicators that moved most since the edition before; in the first edition, those with the highest and the lowest figure of the
//! rule.

use crate::evaluate::progress::Share;
use crate::evaluate::rating::figure_of;
use crate::model::{Figure, Kind};
use crate::record::Aims;
use crate::record::{Changes, EditionRecord, GradeChange, IndicatorRecord, Moved};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::figure::{ShownFigure, main_head};
use crate::render::grade::GradeView;
use crate::render::indicator::IndicatorText;
use crate::render::moved::{MovedText, named_points, points};
use crate::render::page::changes::{ChangesText, changes};
use crate::render::route::PageAddress;
use crate::render::words::fill;
use serde::Serialize;
use std::cmp::Reverse;

/// How many indicators are named at either end.
const MOVERS: usize = 3;

/// The indicators that moved most, in either direction.
#[derive(Debug, Serialize)]
pub struct MoversView {
    pub title: String,
    pub intro: String,
    pub lists: Vec<MoverList>,
    /// The page of all changes.
    pub href: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct MoverList {
    pub title: String,
    pub items: Vec<Mover>,
}

/// An indicator that moved.
#[derive(Debug, Serialize)]
pub struct Mover {
    pub href: String,
    pub name: Html,
    /// Name of the figure, where it does not say itself what it is.
    pub label: String,
    pub figure: String,
    /// The grades of the edition before and of this one, where they differ.
    pub old_grade: Option<GradeView>,
    pub grade: Option<GradeView>,
    pub from: Html,
    pub to: Html,
    pub rest: Html,
}

/// Makes the view; `None` where no indicator moved.
pub fn view(context: &PageContext<'_>, edition: &EditionRecord) -> Option<MoversView> {
    let changes = changes(context, edition);
    let all = PageAddress::Changes(edition.year);
    let href = context.has(&all).then(|| context.href(all));
    let view = match changes.before {
        Some(before) => since(context, &changes, before, href),
        None => ranked(context, edition, href),
    };
    (!view.lists.is_empty()).then_some(view)
}

fn list(title: &str, items: Vec<Mover>) -> Option<MoverList> {
    (!items.is_empty()).then(|| MoverList { title: title.to_owned(), items })
}

/// Since the edition before: changes of grade first, whatever became of the figure, then moves.
fn since(context: &PageContext<'_>, changes: &Changes<'_>, before: &EditionRecord, href: Option<String>) -> MoversView {
    let words = &context.words.changes;
    let changes_text = ChangesText { context, changes };
    let zero = Share::from(0);
    let of = |change: GradeChange, is_so: fn(&Share, &Share) -> bool, plain: &str, regraded: &str| {
        let belongs = |moved: &&Moved<'_>| {
            moved.grade == change || (!moved.is_regraded() && moved.figure.is_some_and(|figure| is_so(&figure, &zero)))
        };
        // They are in the order of what matters, in which grades that fell or rose come first.
        let most: Vec<&Moved<'_>> = changes.moved.iter().filter(belongs).take(MOVERS).collect();
        let title = if most.iter().any(|moved| moved.is_regraded()) { regraded } else { plain };
        list(title, most.into_iter().map(|moved| mover(&changes_text, moved)).collect())
    };
    let lists = [
        of(GradeChange::Rose, Share::gt, &words.better, &words.better_regraded),
        of(GradeChange::Fell, Share::lt, &words.worse, &words.worse_regraded),
    ];
    let counts = if changes.now.is_graded() { changes_text.counts() } else { String::new() };
    MoversView {
        title: fill(&words.moved, &[("before", &changes_text.edition(before))]),
        intro: fill(&words.moved_intro, &[("counts", &counts), ("order", &changes_text.order())]),
        lists: lists.into_iter().flatten().collect(),
        href,
    }
}

/// An indicator with its grades then and now where these differ, else with what its figure moved by.
fn mover(changes_text: &ChangesText<'_>, moved: &Moved<'_>) -> Mover {
    let (context, edition) = (changes_text.context, changes_text.changes.now);
    let moved_text = changes_text.moved_text(moved);
    let words = &context.words.home;
    let is_regraded = moved.is_regraded();
    let earlier = moved_text.earlier().map(|earlier| fill(&words.moved_from, &[("baseline", &earlier)]));
    let MovedText { now, before, .. } = moved_text;
    let by = |change| fill(&words.moved_progress, &[("figure", &named_points(context, edition, change))]);
    Mover {
        href: now.href(),
        name: now.name_html(),
        label: if is_regraded { String::new() } else { main_head(context, edition).to_owned() },
        figure: moved.figure.filter(|_| !is_regraded).map(|change| points(context, edition, change)).unwrap_or_default(),
        old_grade: before.filter(|_| is_regraded).and_then(|before| before.grade()),
        grade: now.grade().filter(|_| is_regraded),
        from: context.html(&earlier.unwrap_or_default()),
        to: context.html(&moved.now.result.as_ref().map(|result| now.observation(result)).unwrap_or_default()),
        rest: context.html(&moved.figure.filter(|_| is_regraded).map(by).unwrap_or_default()),
    }
}

/// The indicators with the highest and the lowest figure of the rule; none twice, so that few indicators are named once only.
fn ranked(context: &PageContext<'_>, edition: &EditionRecord, href: Option<String>) -> MoversView {
    let figure = edition.rule.figures().first().copied().unwrap_or(Figure::Progress);
    let known = edition.indicators().filter_map(|record| Some((figure_of(&record.figures, figure)?, record)));
    let mut ranked: Vec<(Share, &IndicatorRecord)> = known.collect();
    ranked.sort_by_key(|(share, _)| Reverse(*share));
    let most = MOVERS.min(ranked.len() / 2);
    let item = |(_, record): &(Share, &IndicatorRecord)| ranked_item(IndicatorText::new(context, edition, record), figure);
    let highest = ranked.iter().take(most).map(item).collect();
    let lowest = ranked.iter().rev().take(most).map(item).collect();
    let aims = edition.aims();
    let words = RankedWords::of(context, figure, aims);
    MoversView {
        title: words.title,
        intro: words.intro,
        lists: [list(&words.highest, highest), list(&words.lowest, lowest)].into_iter().flatten().collect(),
        href,
    }
}

/// What stands over the ranked indicators.
struct RankedWords {
    title: String,
    intro: String,
    highest: String,
    lowest: String,
}

impl RankedWords {
    fn of(context: &PageContext<'_>, figure: Figure, aims: Aims) -> RankedWords {
        let words = &context.words.home;
        if figure == Figure::Pace {
            let [title, intro, highest, lowest] = [&words.moved, &words.moved_intro, &words.fastest, &words.slowest].map(String::clone);
            return RankedWords { title, intro, highest, lowest };
        }
        let shown = ShownFigure::Rated(figure);
        let name = context.in_sentence(shown.name(&context.words.indicator, aims));
        let named = |template: &str| fill(template, &[("figure", &name)]);
        let [title, highest, lowest] = [&words.ranked, &words.highest, &words.lowest].map(|template| named(template));
        RankedWords { title, intro: shown.definition(context.words, aims), highest, lowest }
    }
}

fn ranked_item(indicator_text: IndicatorText<'_>, figure: Figure) -> Mover {
    let IndicatorText { context, record, .. } = indicator_text;
    let words = &context.words.home;
    let printed = record.plan().baseline.filter(|_| record.indicator.kind != Kind::Sum);
    let baseline = printed.map(|baseline| fill(&words.moved_from, &[("baseline", &indicator_text.observation(baseline))]));
    let target = record.plan().target.map(|target| fill(&words.moved_target, &[("target", &indicator_text.target(target))]));
    let progress = || fill(&words.moved_progress, &[("figure", &context.in_sentence(&indicator_text.main_label()))]);
    let (label, written, progress) = match figure {
        Figure::Pace => (String::new(), record.figures.pace.map(|pace| indicator_text.pace_in_words(pace)).unwrap_or_default(), progress()),
        _ => (indicator_text.main_name().to_owned(), indicator_text.shown(ShownFigure::Rated(figure)), String::new()),
    };
    Mover {
        href: indicator_text.href(),
        name: indicator_text.name_html(),
        label,
        figure: written,
        old_grade: None,
        grade: None,
        from: context.html(&baseline.unwrap_or_default()),
        to: context.html(&record.result.as_ref().map(|result| indicator_text.observation(result)).unwrap_or_default()),
        rest: context.html(&(target.unwrap_or_default() + &progress)),
    }
}
