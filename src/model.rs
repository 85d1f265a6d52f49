//! What a site is made of, read and checked: only validated types leave this room.

pub mod attachment;
pub mod document;
pub mod edition;
pub mod indicator;
pub mod localized;
pub mod prose;
pub mod quantity;
pub mod read;
pub mod rule;
pub mod seal;
pub mod serial;
pub mod site;
pub mod strategy;
pub mod subjects;
pub mod target;
pub mod translation;
pub mod unit;
pub mod vocabulary;
pub mod year;

pub use crate::language::Language;
pub use attachment::{Attachment, AttachmentKind};
pub use document::{Document, PageKey};
pub use edition::{
    Budget, CorrectedFigure, Correction, Edition, FlagAnswer, GoalReport, MeasureReport, Outcome, OutcomePlaces, Restated, Review,
    StatedGrade, StatedRating,
};
pub use indicator::{
    Aim, HistoricalFigure, Indicator, InterimFigure, NextRelease, Observation, Plan, PrintedYear, Reading, Revision, Scheduled, Step,
    Target,
};
pub use localized::{Localized, Text};
pub use prose::{Body, Destination, PageLink, Prose, ProseHeading};
pub use quantity::Quantity;
pub use rule::{Condition, Grade, Rule, RuleFlag, RuleSchedule, RuleTolerance, Test};
pub use seal::{Seal, Withdrawal};
pub use site::{Accessibility, Alias, Contact, FreePage, Licence, Logo, Photo, PhotoFile, Publisher, Settings};
pub use strategy::{
    Alignment, Framework, FrameworkItem, Goal, Lever, Measure, Policy, PopulationPoint, PopulationVision, ProseSection, Scenario, Section,
    Strategy, Vision,
};
pub use target::{Bucket, Location, PublishTarget};
pub use translation::{GlossaryTerm, Translated, Translation};
pub use unit::{Unit, Units};
pub use vocabulary::{
    Bilingual, Bound, Certainty, Choice, Depth, Direction, Figure, FigureRole, Kind, NextStep, PopulationNotation, Precision, Preset,
    PublicLicence, Reviewer, Role, Rounding, ScheduleBasis, Stage, Status, TargetKind, Threshold, Tone, UnitPosition, When, Word, YearType,
};
pub use year::{Notation, Period, Published, Year};

/// A whole site, as its authors wrote it.
#[derive(Debug)]
pub struct Project {
    pub settings: Settings,
    pub frameworks: Vec<Framework>,
    /// Each after the one that it succeeds.
    pub strategies: Vec<Strategy>,
    /// By fiscal year.
    pub editions: Vec<Edition>,
    /// By name.
    pub pages: Vec<FreePage>,
    /// Every file that a body leads to or shows, by document; the same file as often as it is named.
    pub attachments: Vec<Attachment>,
    /// Every link of a body to another page, by document.
    pub page_links: Vec<PageLink>,
    /// Every Japanese body, and what there is of it in English; by document.
    pub translations: Vec<Translation>,
    /// In the order in which they were made.
    pub seals: Vec<Seal>,
    pub glossary: Vec<GlossaryTerm>,
}

impl Project {
    /// The strategy that an edition reports on.
    pub fn strategy_of(&self, edition: &Edition) -> &Strategy {
        &self.strategies[edition.strategy]
    }

    /// Every photo that has a file.
    pub fn photo_files(&self) -> impl Iterator<Item = &PhotoFile> {
        self.editions.iter().flat_map(Edition::photos).filter_map(|photo| photo.file.as_ref())
    }

    /// The strategy of this id.
    pub fn strategy(&self, id: &str) -> Option<&Strategy> {
        self.strategies.iter().find(|strategy| strategy.id == id)
    }

    /// The rule by which an edition's indicators are judged.
    pub fn rule_of<'a>(&'a self, strategy: &'a Strategy) -> &'a Rule {
        strategy.rule.as_ref().unwrap_or(&self.settings.rule)
    }
}
