//! Readers of editions.

use super::SharedContext;
use super::correction::corrections;
use super::files::{NumberedFile, OpenedFile};
use super::outcome::{check_flags, outcome};
use super::review::review;
use super::strategy::{strategy_goal, strategy_id};
use super::values::{WithPlace, alias, dated, plain, published, quantity, text};
use crate::diagnostic::{Fault, NameClass, Place, Report, nearest};
use crate::format::{self, Keys};
use crate::load::fields::{Fields, NamedValue, TomlValue};
use crate::message::Message;
use crate::model::{
    Budget, Document, Edition, Goal, GoalReport, Indicator, MeasureReport, Notation, Outcome, OutcomePlaces, Photo, PhotoFile, Prose,
    Review, Rule, Strategy, Year,
};
use std::collections::{BTreeMap, BTreeSet};

/// All editions by year.
pub fn all(shared: &SharedContext<'_>, strategies: &[Strategy], report: &mut Report) -> Vec<Edition> {
    let mut years: Vec<i32> = shared.files.originals.keys().filter_map(edition_year).collect();
    years.sort_unstable();
    years.dedup();
    let read = super::side_by_side(&years, report, |year, report| edition(*year, shared, strategies, report));
    read.into_iter().flatten().collect()
}

fn edition_year(document: &Document) -> Option<i32> {
    match document {
        Document::Edition(year) | Document::EditionGoal(year, _) | Document::EditionMeasure(year, _, _) => Some(*year),
        _ => None,
    }
}

/// What the readers of one edition share.
struct EditionContext<'a> {
    shared: &'a SharedContext<'a>,
    year: i32,
    strategy: &'a Strategy,
}

/// A file of the edition, with what the strategy's file of the same name defines.
struct ReportFile<'a> {
    context: &'a EditionContext<'a>,
    file: &'a OpenedFile<'a>,
    keys: &'static Keys,
    indicators: &'a [Indicator],
    /// How many policies its measure has; `None` of a goal.
    policies: Option<usize>,
    /// The strategy's file.
    defined_by: Document,
}

fn edition(year: i32, shared: &SharedContext<'_>, strategies: &[Strategy], report: &mut Report) -> Option<Edition> {
    let document = Document::Edition(year);
    if !shared.files.originals.contains_key(&document) {
        report.add(Place::File(format!("content/editions/{year}")), Fault::MissingFile { path: "edition.md".to_owned() });
    }
    let file = shared.opened.get(&document)?;
    let mut edition = file.facts.read(report, |fields, report| head(fields, &HeadContext { year, shared, strategies }, report))?;
    edition.introduction = file.prose.clone();
    edition.goals = goals(&EditionContext { shared, year, strategy: &strategies[edition.strategy] }, report);
    edition.places = OutcomePlaces::of(&edition.goals);
    Some(edition)
}

/// What `edition.md` is read with.
struct HeadContext<'a> {
    year: i32,
    shared: &'a SharedContext<'a>,
    /// Everything that an edition can report on.
    strategies: &'a [Strategy],
}

/// The edition without its goals and its prose.
fn head(mut fields: Fields<'_>, context: &HeadContext<'_>, report: &mut Report) -> Option<Edition> {
    let strategy = fields.required("strategy", report, |value, report| strategy(value, context, report));
    let title = fields.required("title", report, text);
    let draft = fields.optional("draft", report, |value, report| value.boolean(report)).unwrap_or(false);
    let period = strategy.and_then(|position| context.strategies[position].period);
    let published = match draft {
        true => fields.optional("published", report, dated(period, published)),
        false => fields.required("published", report, dated(period, published)),
    };
    let edition = Edition {
        year: context.year,
        strategy: strategy.unwrap_or_default(),
        published,
        title: title.unwrap_or_default(),
        selection: fields.optional("selection", report, text),
        draft,
        corrections: match strategy {
            Some(position) => corrections(&mut fields, &context.strategies[position], context.year, report),
            None => fields.take("correction").map(|_| Vec::new()).unwrap_or_default(),
        },
        reviews: fields.list("review", report, |value, report| review(value, None, report)),
        introduction: Prose::default(),
        goals: Vec::new(),
        places: OutcomePlaces::default(),
        aliases: fields.list("aliases", report, alias),
    };
    fields.finish(&format::EDITION, report);
    strategy.map(|_| edition)
}

fn strategy(value: &TomlValue<'_>, context: &HeadContext<'_>, report: &mut Report) -> Option<usize> {
    let HeadContext { year, shared, strategies } = *context;
    let id = plain(value, report)?;
    let Some(position) = strategies.iter().position(|strategy| strategy.id == id) else {
        if !shared.exists(|document| strategy_id(document).as_ref() == Some(&id)) {
            report.add(value.place(), Fault::unknown(NameClass::Strategy, &id, strategies.iter().map(|strategy| strategy.id.as_str())));
        }
        return None;
    };
    match strategies[position].period {
        None if shared.has_errors(&Document::Strategy(id.clone())) => {}
        None => report.add(value.place(), Fault::StrategyWithoutPeriod { strategy: id }),
        Some(period) if !period.contains(year) => {
            report.add(value.place(), Fault::EditionOutsidePeriod { year, first: period.first, last: period.last });
        }
        Some(_) => {}
    }
    Some(position)
}

fn goals(context: &EditionContext<'_>, report: &mut Report) -> Vec<GoalReport> {
    let (year, strategy) = (context.year, context.strategy);
    let numbers = context.shared.goals([Document::EditionGoal(year, 0), Document::EditionMeasure(year, 0, 0)], |document| match document {
        Document::EditionGoal(of, goal) | Document::EditionMeasure(of, goal, _) if *of == year => Some(*goal),
        _ => None,
    });
    for goal in strategy.goals.iter().filter(|goal| !numbers.contains(&goal.number)) {
        let place = Place::File(format!("content/editions/{year}"));
        report.add(place, Fault::MissingFile { path: format!("goal-{}/goal.md", goal.number) });
    }
    numbers.into_iter().filter_map(|number| goal(context, number, report)).collect()
}

fn goal(context: &EditionContext<'_>, number: u32, report: &mut Report) -> Option<GoalReport> {
    let strategy = context.strategy;
    let document = Document::EditionGoal(context.year, number);
    let folder = format!("content/editions/{}/goal-{number}", context.year);
    let Some(goal) = strategy.goal(number) else {
        let known: Vec<String> = strategy.goals.iter().map(|goal| format!("goal-{}", goal.number)).collect();
        if !context.shared.exists(|document| strategy_goal(document) == Some((&strategy.id, number))) {
            report.add(Place::File(folder), Fault::not_among(NameClass::Goal, &format!("goal-{number}"), known.iter().map(String::as_str)));
        }
        return None;
    };
    let measures = measures(context, goal, report);
    if !context.shared.files.originals.contains_key(&document) {
        report.add(Place::File(folder), Fault::MissingFile { path: "goal.md".to_owned() });
    }
    let file = context.shared.opened.get(&document)?;
    let defined_by = Document::StrategyGoal(strategy.id.clone(), number);
    let reader = ReportFile { context, file, keys: &format::EDITION_GOAL, indicators: &goal.indicators, policies: None, defined_by };
    let parts = file.facts.read(report, |fields, report| reader.parts(fields, report))?;
    reader.check_named(parts.named.as_deref(), report);
    let ReportFields { draft, outcomes, reviews, photos, .. } = parts;
    Some(GoalReport { number, draft, prose: file.prose.clone(), photos, outcomes, reviews, measures, place: file.place.clone() })
}

fn measures(context: &EditionContext<'_>, goal: &Goal, report: &mut Report) -> Vec<MeasureReport> {
    let mut measures = Vec::with_capacity(goal.measures.len());
    let first = Document::EditionMeasure(context.year, goal.number, 0);
    let of_goal = context.shared.opened.since(first).map_while(|(document, file)| match document {
        Document::EditionMeasure(year, of, number) if (*year, *of) == (context.year, goal.number) => Some((*number, file)),
        _ => None,
    });
    for (number, file) in of_goal {
        measures.extend(measure(context, goal, &NumberedFile { number, file }, report));
    }
    for measure in goal.measures.iter().filter(|measure| measure.belongs_to(context.year)) {
        let document = Document::EditionMeasure(context.year, goal.number, measure.number);
        if !context.shared.files.originals.contains_key(&document) {
            let place = Place::File(format!("content/editions/{}/goal-{}", context.year, goal.number));
            report.add(place, Fault::MeasureWithoutReport { goal: goal.number, number: measure.number });
        }
    }
    measures
}

fn measure(context: &EditionContext<'_>, goal: &Goal, numbered: &NumberedFile<'_>, report: &mut Report) -> Option<MeasureReport> {
    let NumberedFile { number, file } = *numbered;
    let defined_by = Document::StrategyMeasure(context.strategy.id.clone(), goal.number, number);
    let Some(twin) = goal.measures.iter().find(|measure| measure.number == number) else {
        let known: Vec<String> = goal.measures.iter().map(|measure| format!("measure-{}", measure.number)).collect();
        if !context.shared.exists(|document| *document == defined_by) {
            report.add(
                file.place.clone(),
                Fault::not_among(NameClass::Measure, &format!("measure-{number}"), known.iter().map(String::as_str)),
            );
        }
        return None;
    };
    if !twin.belongs_to(context.year) {
        let fault = Fault::MeasureNotInEdition { number, year: context.year };
        report.add_related(file.place.clone(), twin.place.clone(), fault);
    }
    let reader = ReportFile {
        context,
        file,
        keys: &format::EDITION_MEASURE,
        indicators: &twin.indicators,
        policies: Some(twin.policies.len()),
        defined_by,
    };
    let read = |mut fields: Fields<'_>, report: &mut Report| {
        let budget = fields.optional("budget", report, budget);
        Some((budget, reader.parts(fields, report)?))
    };
    let (budget, parts) = file.facts.read(report, read)?;
    reader.check_named(parts.named.as_deref(), report);
    let ReportFields { outcomes, reviews, photos, .. } = parts;
    Some(MeasureReport { number, prose: file.prose.clone(), photos, budget, outcomes, reviews, place: file.place.clone() })
}

/// What goals and measures of an edition have in common.
struct ReportFields {
    /// Only goals can be drafts.
    draft: bool,
    outcomes: Vec<Outcome>,
    /// Ids that stand in `[results]`, well or badly written; `None` where that cannot be known.
    named: Option<Vec<String>>,
    reviews: Vec<Review>,
    photos: Vec<Photo>,
}

impl ReportFile<'_> {
    fn parts(&self, mut fields: Fields<'_>, report: &mut Report) -> Option<ReportFields> {
        let mut named = Some(Vec::new());
        let outcomes = fields.optional("results", report, |value, report| {
            let results = value.fields(report).map(Fields::entries);
            named = results.as_ref().map(|results| results.iter().map(|result| result.name.to_owned()).collect());
            Some(self.outcomes(results?, report))
        });
        let is_goal = self.policies.is_none();
        let draft = is_goal && fields.optional("draft", report, |value, report| value.boolean(report)).unwrap_or(false);
        let reviews = fields.list("review", report, |value, report| review(value, self.policies, report));
        let photos = fields.list("photo", report, |value, report| self.photo(value, report));
        fields.finish(self.keys, report);
        Some(ReportFields { draft, outcomes: outcomes.unwrap_or_default(), named, reviews, photos })
    }

    fn outcomes(&self, results: Vec<NamedValue<'_>>, report: &mut Report) -> Vec<Outcome> {
        // No larger than it has to be: there are thousands of these.
        let mut outcomes = Vec::with_capacity(results.len());
        if self.context.shared.is_unreadable(&self.defined_by) {
            return outcomes;
        }
        let year = self.context.year;
        let known: BTreeMap<&str, &Indicator> = self.indicators.iter().map(|indicator| (indicator.id.as_str(), indicator)).collect();
        for result in results {
            match known.get(result.name) {
                None => report.add(result.place, Fault::unknown(NameClass::Indicator, result.name, self.ids())),
                Some(indicator) if !indicator.belongs_to(year) => {
                    let fault = Fault::IndicatorNotInEdition { id: result.name.to_owned(), year };
                    report.add_related(result.place, indicator.place.clone(), fault);
                }
                Some(indicator) => outcomes.extend(outcome(result, indicator, year, report)),
            }
        }
        outcomes
    }

    fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.indicators.iter().map(|indicator| indicator.id.as_str())
    }

    fn photo(&self, value: &TomlValue<'_>, report: &mut Report) -> Option<Photo> {
        let mut fields = value.fields(report)?;
        let has_file = fields.has("file");
        let files = self.context.shared.files;
        let found = fields.optional("file", report, |value, report| files.beside(self.file.facts.source, value, report));
        let alt = if has_file { fields.required("alt", report, text) } else { fields.optional("alt", report, text) };
        let caption = if has_file { fields.optional("caption", report, text) } else { fields.required("caption", report, text) };
        let credit = fields.optional("credit", report, text);
        fields.finish(&format::PHOTO, report);
        if !has_file {
            report.add(value.place(), Fault::PhotoWithoutFile);
            return Some(Photo { file: None, caption: Some(caption?), credit });
        }
        let WithPlace { item: path, place } = found?;
        Some(Photo { file: Some(PhotoFile { path, place, alt: alt? }), caption, credit })
    }

    /// Every indicator of the edition has a result or says why not; a mistyped id has been reported as such.
    fn check_named(&self, named: Option<&[String]>, report: &mut Report) {
        let is_known = |_: &&[String]| !report.sources_with(super::is_unreadable).contains(&self.file.facts.source);
        let Some(named) = named.filter(is_known) else { return };
        let known: BTreeSet<&str> = self.ids().collect();
        let meant = |name: &String| if known.contains(name.as_str()) { Some(name.clone()) } else { nearest(name, self.ids()) };
        let meant: BTreeSet<String> = named.iter().filter_map(meant).collect();
        let wanted = self.indicators.iter().filter(|indicator| indicator.belongs_to(self.context.year));
        for indicator in wanted.filter(|indicator| !meant.contains(&indicator.id)) {
            let year = self.context.year;
            let year = Message::new("year.fiscal").part("year", year).part("era", Notation::as_of(None).japanese(Year::fiscal(year)));
            let fault = Fault::IndicatorWithoutResult { id: indicator.id.clone(), year };
            report.add_related(self.file.place.clone(), indicator.place.clone(), fault);
        }
    }
}

fn budget(value: &TomlValue<'_>, report: &mut Report) -> Option<Budget> {
    let mut fields = value.fields(report)?;
    let planned = fields.optional("planned", report, quantity);
    let settled = fields.optional("settled", report, quantity);
    fields.finish(&format::BUDGET, report);
    Some(Budget { planned, settled })
}

/// A grade that people give is one of the rule's, and so are the questions that are answered, each of them.
pub fn check_grades(editions: &[Edition], strategies: &[Strategy], default: &Rule, report: &mut Report) {
    for edition in editions {
        let rule = strategies[edition.strategy].rule.as_ref().unwrap_or(default);
        for stated in edition.outcomes().filter_map(|outcome| outcome.stated.as_ref()) {
            if !rule.grades.iter().any(|grade| grade.id == stated.grade) {
                let known = rule.grades.iter().map(|grade| grade.id.as_str());
                report.add(stated.place.clone(), Fault::unknown(NameClass::Grade, &stated.grade, known));
            }
        }
        edition.outcomes().for_each(|outcome| check_flags(outcome, rule, report));
    }
}
