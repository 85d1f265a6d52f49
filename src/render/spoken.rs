//! Which pages have a text of the city's own in a language. A page without any is Japanese under an English menu: it does not claim to
//! be English.

use super::Renderer;
use super::route::PageAddress;
use crate::data::Scope;
use crate::model::{FreePage, Language, Prose, Strategy, Text};
use crate::record::{EditionRecord, GoalRecord};

/// Looks for texts in one language.
#[derive(Clone, Copy)]
struct Spoken(Language);

impl Spoken {
    fn text(self, text: &Text) -> bool {
        text.in_language(self.0).1 == self.0
    }

    fn prose(self, prose: &Prose) -> bool {
        prose.in_language(self.0).is_some_and(|(_, found)| found == self.0)
    }

    fn goal(self, goal: &GoalRecord) -> bool {
        let indicators = || goal.indicators.iter().any(|record| self.text(&record.indicator.name));
        self.text(&goal.title) || goal.measures.iter().any(|measure| self.text(&measure.title)) || indicators()
    }

    fn edition(self, edition: &EditionRecord) -> bool {
        self.text(&edition.title) || edition.goals.iter().any(|goal| self.goal(goal))
    }

    fn strategy(self, strategy: &Strategy) -> bool {
        self.text(&strategy.title) || strategy.goals.iter().any(|goal| self.text(&goal.title))
    }

    fn free(self, page: &FreePage) -> bool {
        self.text(&page.title) || self.prose(&page.prose)
    }
}

impl Renderer<'_> {
    /// The languages of the site in which a page has a text of the city's own.
    pub fn spoken(&self, page: &PageAddress) -> Vec<Language> {
        let languages = self.project.settings.languages.iter().copied();
        languages.filter(|language| *language == Language::Ja || self.is_spoken(Spoken(*language), page)).collect()
    }

    fn is_spoken(&self, spoken: Spoken, page: &PageAddress) -> bool {
        let edition = |year: i32| self.edition(year).is_some_and(|edition| spoken.edition(edition));
        match page {
            PageAddress::Edition(year) | PageAddress::Indicators(year) | PageAddress::Changes(year) | PageAddress::Print(year) => {
                edition(*year)
            }
            PageAddress::Data(Scope::Edition(year)) => edition(*year),
            PageAddress::Goal(year, number) => {
                let goal = self.edition(*year).and_then(|edition| edition.goals.iter().find(|goal| goal.number == *number));
                goal.is_some_and(|goal| spoken.goal(goal))
            }
            PageAddress::Indicator(year, id) => {
                self.edition(*year).and_then(|edition| edition.indicator(id)).is_some_and(|record| spoken.text(&record.indicator.name))
            }
            PageAddress::Series(id) => {
                self.records().filter_map(|edition| edition.indicator(id)).any(|record| spoken.text(&record.indicator.name))
            }
            PageAddress::Strategy(id) | PageAddress::Comparison(id) => {
                self.project.strategies.iter().any(|strategy| strategy.id == *id && spoken.strategy(strategy))
            }
            PageAddress::Free(name) => self.project.pages.iter().any(|page| page.name == *name && spoken.free(page)),
            PageAddress::Home | PageAddress::AllSeries | PageAddress::Archive | PageAddress::Data(Scope::Site) => self.has_spoken(spoken),
            PageAddress::Accessibility | PageAddress::NotFound => self.has_spoken(spoken),
        }
    }

    /// Whether the site as a whole has texts of its own in the language.
    fn has_spoken(&self, spoken: Spoken) -> bool {
        spoken.text(&self.project.settings.title) || self.records().any(|edition| spoken.edition(edition))
    }
}
