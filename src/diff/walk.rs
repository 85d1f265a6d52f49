//! The way through a state, subject by subject.

use super::facts::{FactList, SubjectFacts};
use super::state::{DiffScope, FileContent};
use super::subject::{ChangeSubject, ComparedPart, SubjectOrder};
use super::words::DiffWords;
use super::{edition_facts, plan_facts, site_facts};
use crate::message::Message;
use crate::model::{Edition, Goal, Indicator, Measure, Project, Strategy, Text};
use crate::record::EditionRecord;
use std::collections::BTreeMap;

/// Collects what a state says.
pub struct StateWalk<'a> {
    pub words: &'a DiffWords,
    pub scope: &'a DiffScope,
    /// The files that both states know, by their paths.
    pub files: BTreeMap<&'a String, &'a FileContent>,
    pub list: FactList,
}

/// A strategy with the editions that report on it.
struct ReportedStrategy<'a> {
    id: &'a str,
    title: &'a Text,
    /// Whether a later strategy follows: then places in it name it.
    is_former: bool,
    order: SubjectOrder,
    editions: Vec<&'a Edition>,
    records: Vec<&'a EditionRecord>,
}

/// A goal or a measure as the place of an indicator.
#[derive(Clone, Copy)]
struct PlanPlace<'a> {
    goal: u32,
    /// `None` for the goal itself.
    measure: Option<u32>,
    title: &'a Text,
}

impl<'a> StateWalk<'a> {
    /// All that a project says, and what follows from it.
    pub fn project(&mut self, project: &Project, records: &[EditionRecord]) {
        let scope = self.scope;
        for (position, strategy) in project.strategies.iter().enumerate().filter(|(_, strategy)| scope.has_strategy(&strategy.id)) {
            let of_strategy = |edition: &&Edition| edition.strategy == position && scope.has_edition(edition.year);
            let editions: Vec<&Edition> = project.editions.iter().filter(of_strategy).collect();
            let records = records.iter().filter(|record| editions.iter().any(|edition| edition.year == record.year)).collect();
            // The newest strategy comes first.
            let order = SubjectOrder { strategy: usize::MAX - position, ..SubjectOrder::default() };
            let is_former = position + 1 < project.strategies.len();
            self.strategy(strategy, &ReportedStrategy { id: &strategy.id, title: &strategy.title, is_former, order, editions, records });
        }
        for edition in project.editions.iter().filter(|edition| scope.has_edition(edition.year)) {
            let name = self.words.text(&Message::new("diff.edition").part("year", self.words.fiscal(edition.year)));
            edition_facts::edition(&mut self.apart(ComparedPart::Edition(edition.year), name, 1), edition);
        }
        if *scope == DiffScope::All {
            for page in &project.pages {
                let name = self.words.name(&page.title);
                site_facts::page(&mut self.apart(ComparedPart::Page(page.name.clone()), name, 2), page);
            }
            let name = self.words.text(&Message::new("diff.site"));
            site_facts::site(&mut self.apart(ComparedPart::Site, name, 3), project);
        }
    }

    /// What a record says alone.
    pub fn record(&mut self, record: &EditionRecord) {
        let strategy = ReportedStrategy {
            id: &record.strategy.id,
            title: &record.strategy.title,
            is_former: false,
            order: SubjectOrder::default(),
            editions: Vec::new(),
            records: vec![record],
        };
        for goal in &record.goals {
            for found in &goal.indicators {
                let measure = found.measure.and_then(|number| goal.measure(number));
                let title = measure.map_or(&goal.title, |measure| &measure.title);
                let part = PlanPlace { goal: goal.number, measure: measure.map(|measure| measure.number), title };
                self.indicator(&strategy, part, &found.indicator);
            }
        }
    }

    fn strategy(&mut self, strategy: &Strategy, reported: &ReportedStrategy<'_>) {
        let subject =
            ChangeSubject { order: reported.order, ..apart(ComparedPart::Strategy(strategy.id.clone()), self.words.name(&strategy.title)) };
        plan_facts::strategy(&mut self.begin(subject), strategy);
        for goal in &strategy.goals {
            self.goal(reported, goal);
            let part = PlanPlace { goal: goal.number, measure: None, title: &goal.title };
            goal.indicators.iter().for_each(|indicator| self.indicator(reported, part, indicator));
            for measure in &goal.measures {
                let part = PlanPlace { measure: Some(measure.number), title: &measure.title, ..part };
                self.measure(reported, part, measure);
                measure.indicators.iter().for_each(|indicator| self.indicator(reported, part, indicator));
            }
        }
    }

    fn goal(&mut self, strategy: &ReportedStrategy<'_>, goal: &Goal) {
        let part = PlanPlace { goal: goal.number, measure: None, title: &goal.title };
        let subject = self.part(strategy, part, ComparedPart::Goal(strategy.id.to_owned(), goal.number));
        let mut facts = self.begin(subject);
        plan_facts::goal(&mut facts, goal);
        for edition in &strategy.editions {
            edition.goal(goal.number).into_iter().for_each(|report| edition_facts::goal(&mut facts, edition.year, report));
        }
    }

    fn measure(&mut self, strategy: &ReportedStrategy<'_>, part: PlanPlace<'_>, measure: &Measure) {
        let mut divisions: Vec<String> = Vec::new();
        for division in measure.indicators.iter().filter_map(|indicator| self.division(indicator)) {
            if !divisions.contains(&division) {
                divisions.push(division);
            }
        }
        let division = Some(self.words.list(divisions)).filter(|divisions| !divisions.is_empty());
        let key = ComparedPart::Measure(strategy.id.to_owned(), part.goal, measure.number);
        let subject = ChangeSubject { division, ..self.part(strategy, part, key) };
        let mut facts = self.begin(subject);
        plan_facts::measure(&mut facts, measure);
        for edition in &strategy.editions {
            let reports = edition.goal(part.goal).into_iter().flat_map(|report| &report.measures);
            let own = reports.filter(|report| report.number == measure.number);
            own.for_each(|report| edition_facts::measure(&mut facts, edition.year, report));
        }
    }

    fn indicator(&mut self, strategy: &ReportedStrategy<'_>, part: PlanPlace<'_>, indicator: &Indicator) {
        let key = ComparedPart::Indicator(strategy.id.to_owned(), indicator.id.clone());
        let name = self.words.name(&indicator.name);
        let subject = ChangeSubject { name, division: self.division(indicator), ..self.part(strategy, part, key) };
        let place = subject.part.clone().unwrap_or_default();
        let mut facts = self.begin(subject);
        plan_facts::indicator(&mut facts, indicator, &place);
        for record in &strategy.records {
            record.indicator(&indicator.id).into_iter().for_each(|found| edition_facts::result(&mut facts, record, found));
            let edition = strategy.editions.iter().find(|edition| edition.year == record.year);
            let outcome = edition.and_then(|edition| edition.outcome(&indicator.id));
            outcome.into_iter().for_each(|outcome| edition_facts::answers(&mut facts, record, outcome));
        }
    }

    fn division(&self, indicator: &Indicator) -> Option<String> {
        indicator.owner.as_ref().map(|owner| self.words.name(owner).trim().to_owned()).filter(|owner| !owner.is_empty())
    }

    /// A goal, a measure or what belongs to one.
    fn part(&self, strategy: &ReportedStrategy<'_>, part: PlanPlace<'_>, key: ComparedPart) -> ChangeSubject {
        let (goal, name) = (part.goal, self.words.name(part.title));
        let (place, part, order) = match part.measure {
            Some(measure) => (
                Message::new("diff.measure").part("goal", goal).part("measure", measure),
                format!("{goal}({measure}) {name}"),
                SubjectOrder { goal, measure, ..strategy.order },
            ),
            None => (Message::new("diff.goal").part("goal", goal), format!("{goal} {name}"), SubjectOrder { goal, ..strategy.order }),
        };
        let place = match strategy.is_former {
            true => format!("{} {}", self.words.name(strategy.title), self.words.text(&place)),
            false => self.words.text(&place),
        };
        ChangeSubject { place: Some(place), part: Some(part), order, ..apart(key, name) }
    }

    /// Begins with what stands outside of goals and measures.
    fn apart(&mut self, key: ComparedPart, name: String, kind: usize) -> SubjectFacts<'_> {
        self.begin(ChangeSubject { order: SubjectOrder { kind, ..SubjectOrder::default() }, ..apart(key, name) })
    }

    fn begin(&mut self, subject: ChangeSubject) -> SubjectFacts<'_> {
        let key = subject.key.clone();
        let order = SubjectOrder { position: self.list.subjects.len(), ..subject.order };
        self.list.subjects.push(ChangeSubject { order, ..subject });
        SubjectFacts { words: self.words, files: &self.files, list: &mut self.list, subject: key }
    }
}

fn apart(key: ComparedPart, name: String) -> ChangeSubject {
    ChangeSubject { key, name, division: None, place: None, part: None, order: SubjectOrder::default() }
}
