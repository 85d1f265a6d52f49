//! The keys of everything that an author writes in TOML: each with what stands there, whether it has to, and what it is for.
//!
//! This is the only list of them. Readers, JSON Schemas and the reference take them from here.

// One key in two lines, Japanese above English.
#[rustfmt::skip]
mod edition;
#[rustfmt::skip]
mod glossary;
#[rustfmt::skip]
mod indicator;
#[rustfmt::skip]
mod map;
#[rustfmt::skip]
mod register;
#[rustfmt::skip]
mod rule;
#[rustfmt::skip]
mod site;
#[rustfmt::skip]
mod strategy;

use crate::model::{Bilingual, Choice};

pub use edition::{
    BUDGET, CORRECTED_FIGURE, CORRECTION, EDITION, EDITION_GOAL, EDITION_MEASURE, INTERIM, MEASURE_REVIEW, NEXT_RELEASE, PHOTO, RESTATED,
    RESULT, REVIEW, STATED_RATING,
};
pub use glossary::{GLOSSARY, TERM};
pub use indicator::{BASELINE, HISTORY, INDICATOR, RANGE, REVISION, SCHEDULED, STEP, TARGET, TEXT, UNIT};
pub use map::{MAP, MAP_COLUMN, MAP_SHEET};
pub use register::{REGISTER, SEAL, WITHDRAWAL};
pub use rule::{CONDITION, FLAG, GRADE, JOINED, RULE, SINGLE_CONDITION, TEST, TOLERANCE};
pub use site::{
    ACCESSIBILITY, CONTACT, DATA, FRAMEWORK, FRAMEWORKS, ITEM, LICENCE, LOGO, MARKDOWN, OWN_UNIT, PAGE, PUBLISH_TO_BUCKET,
    PUBLISH_TO_FOLDER, PUBLISH_TO_SERVER, PUBLISH_TO_WEBDAV, PUBLISH_TO_ZIP, PUBLISHER, SITE,
};
pub use strategy::{GOAL, LEVER, MEASURE, POINT, POLICY, POPULATION, RELATED, SCENARIO, SECTION, STRATEGY, VISION};

/// A kind of file: what its TOML, or its front matter, may hold.
#[derive(Debug)]
pub struct FileKind {
    /// The name of its schema.
    pub name: &'static str,
    /// Where such files lie, and what they are.
    pub about: Bilingual,
    pub keys: &'static Keys,
}

/// Every kind of file.
pub const FILES: [FileKind; 12] = [
    file("site", &SITE, "site.toml：サイトの設定", "site.toml: the settings of the site"),
    file("frameworks", &FRAMEWORKS, "frameworks.toml：基本目標と対応付けるもの", "frameworks.toml: what goals may be aligned with"),
    file("glossary", &GLOSSARY, "glossary.toml：用語とその英訳", "glossary.toml: terms with their English"),
    file("page", &PAGE, "自由なページの前付け：pages/<name>.md", "Front matter of a free page: pages/<name>.md"),
    file("strategy", &STRATEGY, "戦略の前付け：strategies/<id>/strategy.md", "Front matter of a strategy: strategies/<id>/strategy.md"),
    file(
        "section",
        &SECTION,
        "戦略の本文の節の前付け：strategies/<id>/<name>.md",
        "Front matter of a section of prose: strategies/<id>/<name>.md",
    ),
    file("goal", &GOAL, "戦略の基本目標の前付け：goal-<n>/goal.md", "Front matter of a goal of a strategy: goal-<n>/goal.md"),
    file(
        "measure",
        &MEASURE,
        "戦略の施策の前付け：goal-<n>/measure-<m>.md",
        "Front matter of a measure of a strategy: goal-<n>/measure-<m>.md",
    ),
    file("edition", &EDITION, "取組状況の前付け：editions/<year>/edition.md", "Front matter of an edition: editions/<year>/edition.md"),
    file(
        "edition-goal",
        &EDITION_GOAL,
        "取組状況の基本目標の前付け：goal-<n>/goal.md",
        "Front matter of an edition's goal: goal-<n>/goal.md",
    ),
    file(
        "edition-measure",
        &EDITION_MEASURE,
        "取組状況の施策の前付け：goal-<n>/measure-<m>.md",
        "Front matter of an edition's measure: goal-<n>/measure-<m>.md",
    ),
    file("map", &MAP, "表の見出しの対応表：import --map", "A map of the headings of tables: import --map"),
];

const fn file(name: &'static str, keys: &'static Keys, ja: &'static str, en: &'static str) -> FileKind {
    FileKind { name, about: Bilingual { ja, en }, keys }
}

/// The keys of a table.
#[derive(Debug)]
pub struct Keys {
    /// What the reference calls the table.
    pub name: &'static str,
    pub list: &'static [Key],
    /// What has to be there besides the keys that are required.
    pub condition: Option<TableCondition>,
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub value: KeyType,
    pub presence: KeyPresence,
    pub about: Bilingual,
}

/// Whether a key has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPresence {
    Required,
    /// It may be left out, unless the [`TableCondition`] of its table asks for it.
    Optional,
    /// Without it this value, as TOML has it, counts.
    Default(&'static str),
}

/// What has to be there, depending on something else in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableCondition {
    /// One of these keys, and not two.
    ExactlyOne(&'static [&'static str]),
    /// Of each of these lists one key, and not two.
    ExactlyOneOfEach(&'static [&'static [&'static str]]),
    /// These keys, unless the key `when` is true.
    Unless { when: &'static str, required: &'static [&'static str] },
    /// `with` where the key `has` is there, `without` where it is not.
    Beside { has: &'static str, with: &'static str, without: &'static str },
    /// `key`, unless one of `others` is there.
    Without { key: &'static str, others: &'static [&'static str] },
    /// A milestone has steps, ids of steps as values, and no direction; every other kind a direction, numbers, and no steps.
    Milestone,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum KeyType {
    Boolean,
    /// A short text in Japanese and English: a table with the keys of [`TEXT`].
    Text,
    /// Anything in quotation marks.
    Quoted,
    /// Something in quotation marks that is not empty.
    Filled,
    Number,
    /// A number, or the id of a step.
    NumberOrStep,
    /// A whole number from 1.
    Count,
    /// A whole number from 0 to this one.
    UpTo(u32),
    Year,
    /// First and last fiscal year.
    Period,
    MonthOrDay,
    Day,
    Id,
    /// An id that is not the name of a page of the program.
    IndicatorId,
    /// `["ja"]` or `["ja", "en"]`.
    Languages,
    /// 全国地方公共団体コード.
    PublisherCode,
    /// `goal-4/measure-2`.
    Counterpart,
    /// An old path of a page.
    Alias,
    /// Of a page anywhere.
    WebAddress,
    /// Of the site, or empty.
    SiteAddress,
    /// Of a place to publish to.
    TargetAddress,
    /// Of a folder that is reached by SSH.
    ServerAddress,
    /// Of a proxy.
    ProxyAddress,
    /// One of a closed list.
    Choice(&'static [Choice]),
    List(&'static KeyType),
    Table(&'static Keys),
    /// A table whose keys the author chooses.
    Named(&'static KeyType),
    /// One of several.
    Either(&'static [KeyType]),
}

impl Keys {
    /// The key of this name.
    pub fn get(&self, name: &str) -> Option<&'static Key> {
        self.list.iter().find(|key| key.name == name)
    }

    /// Whether the condition of the table speaks of a key.
    pub fn is_conditional(&self, name: &str) -> bool {
        match self.condition {
            None => false,
            Some(TableCondition::ExactlyOne(keys)) => keys.contains(&name),
            Some(TableCondition::ExactlyOneOfEach(lists)) => lists.iter().any(|keys| keys.contains(&name)),
            Some(TableCondition::Unless { required, .. }) => required.contains(&name),
            Some(TableCondition::Beside { with, without, .. }) => [with, without].contains(&name),
            Some(TableCondition::Without { key, .. }) => key == name,
            Some(TableCondition::Milestone) => ["direction", "steps"].contains(&name),
        }
    }
}

const fn keys(name: &'static str, list: &'static [Key]) -> Keys {
    Keys { name, list, condition: None }
}

impl Keys {
    const fn with(self, condition: TableCondition) -> Keys {
        Keys { condition: Some(condition), ..self }
    }
}

const fn required(name: &'static str, value: KeyType, ja: &'static str, en: &'static str) -> Key {
    Key { name, value, presence: KeyPresence::Required, about: Bilingual { ja, en } }
}

const fn optional(name: &'static str, value: KeyType, ja: &'static str, en: &'static str) -> Key {
    Key { presence: KeyPresence::Optional, ..required(name, value, ja, en) }
}

impl Key {
    /// What counts where the key is not there, as TOML has it.
    const fn or(self, default: &'static str) -> Key {
        Key { presence: KeyPresence::Default(default), ..self }
    }
}
