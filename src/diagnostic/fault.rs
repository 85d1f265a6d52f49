//! Everything that can be wrong, as data. The words are in the files of `message`, under the code of the fault; its fields are what is
//! put into them.

use super::Severity;
use super::toml_message;
use crate::message::{self, Message, MessageParts};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A class of names, for faults of the form "unknown …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "noun", rename_all = "kebab-case")]
pub enum NameClass {
    Unit,
    Status,
    Kind,
    Direction,
    Role,
    Bound,
    Certainty,
    Grade,
    Strategy,
    Goal,
    Measure,
    Policy,
    Indicator,
    Section,
    Framework,
    FrameworkItem,
    Step,
    Language,
    Licence,
    Theme,
    Notation,
    Depth,
    NextStep,
    Reviewer,
    Figure,
    Tone,
    Rounding,
    Condition,
    Comparison,
    ScheduleBasis,
    Preset,
    TargetKind,
    TargetStage,
}

/// What a value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "shape", rename_all = "kebab-case")]
pub enum Shape {
    Text,
    BilingualText,
    Number,
    Integer,
    Percentage,
    Boolean,
    Year,
    Date,
    MonthOrDay,
    List,
    Table,
    Period,
    Observation,
    Target,
    Measure,
    Id,
    IndicatorId,
    StepId,
    UnitName,
    TextOrTable,
    Address,
    SftpAddress,
    Colour,
    Alias,
}

/// Why a key means nothing where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyMisuse {
    MilestonesHaveSteps,
    OnlyMilestonesHaveSteps,
    /// `continues` and `revises` name parts of the strategy that this one succeeds.
    SucceedsNone,
}

/// What stands where a file has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotFile {
    /// A folder with the name of a text.
    Folder,
    /// A symbolic link to a folder.
    LinkToFolder,
    /// A pipe, a socket or a device.
    Device,
}

/// What is wrong with the name of a file or a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameProblem {
    NotUtf8,
    /// Control characters, or such that turn the direction of reading.
    Invisible,
    /// Two names that differ only in how their letters are composed.
    Twice,
    /// Windows cannot have it.
    Windows,
    /// Another one differs in capital letters only.
    Case,
}

/// How a figure left the one before it behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Jump {
    /// At least ten times as much.
    Up,
    /// At most a tenth.
    Down,
}

/// One way in which content can be wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Fault {
    /// The file is not UTF-8.
    NotUtf8,
    /// A content file does not begin with `+++`.
    FrontMatterMissing,
    /// The line `+++` that ends the front matter is missing.
    FrontMatterUnclosed,
    /// A translation begins with front matter.
    FrontMatterInTranslation { original: String },
    /// `x.en.md` without `x.md`.
    TranslationWithoutOriginal { original: String },
    /// The TOML parser's own message.
    TomlSyntax { message: String },
    /// A key that the format does not know here.
    UnknownKey { key: String, nearest: Option<String>, known: Vec<String> },
    /// A key that has to be there is not.
    MissingKey { key: String },
    /// Two keys that exclude each other.
    ConflictingKeys { first: String, second: String },
    /// A key that means nothing for this kind or direction.
    KeyWithoutMeaning { key: String, misuse: KeyMisuse },
    /// A value of the wrong type.
    WrongShape {
        expected: Shape,
        #[serde(serialize_with = "type_or_value")]
        found: String,
    },
    /// A year in no known notation, or outside 1868 to 2999.
    UnknownYear { found: String },
    /// A number with more than 18 digits.
    TooManyDigits { found: String },
    /// A word that names nothing of its class.
    Unknown { noun: NameClass, found: String, nearest: Option<String>, known: Vec<String> },
    /// The same id twice.
    DuplicateId { id: String },
    /// A file in a folder where the format has no such file.
    UnexpectedFile,
    /// A file that the format requires.
    MissingFile { path: String },
    /// A result of an indicator outside its first and last edition.
    IndicatorNotInEdition { id: String, year: i32 },
    /// A report on a measure outside its first and last edition.
    MeasureNotInEdition { number: u32, year: i32 },
    /// A measure of the strategy that the edition does not report on.
    MeasureWithoutReport { measure: String },
    /// An indicator that the edition gives no result for.
    IndicatorWithoutResult { id: String },
    /// Last before first.
    PeriodReversed { first: i32, last: i32 },
    /// An edition outside the period of its strategy.
    EditionOutsidePeriod { year: i32, first: i32, last: i32 },
    /// An edition reports on a strategy that gives no period.
    StrategyWithoutPeriod { strategy: String },
    /// A chain of `succeeds` that comes back to itself.
    SuccessionLoop { strategy: String },
    /// The check digit of a municipality's code is wrong.
    PublisherCode { found: String, expected: Option<String> },
    /// A grade set by hand without a reason.
    GradeWithoutReason,
    /// A short text without English.
    MissingTranslation,
    /// A body without its English file.
    MissingTranslatedBody { path: String },
    /// A list whose translation has another number of items.
    ListLength { original: usize, translation: usize },
    /// `**` that did not become bold.
    LeftoverEmphasis,
    /// A link to a file that does not exist.
    BrokenLink { target: String, nearest: Option<String> },
    /// A link to a heading that does not exist.
    BrokenAnchor { anchor: String, nearest: Option<String> },
    /// An old path where a page of the site stands, or another old path.
    AliasTaken { path: String },
    /// Two colours of a palette that cannot be told apart well enough; `ratio` and `least` in hundredths.
    LowContrast {
        scheme: String,
        first: String,
        second: String,
        #[serde(serialize_with = "as_contrast")]
        ratio: u32,
        #[serde(serialize_with = "as_contrast")]
        least: u32,
    },
    /// A photo that cannot be read or decoded.
    PhotoUnusable { path: String, reason: Message },
    /// A caption whose photo is not in the content.
    PhotoWithoutFile,
    /// Tera's own message.
    Template { message: String },
    /// Something that must be in ascending or some other order is not.
    MilestoneStep { found: String, known: Vec<String> },
    /// Minimum above maximum.
    RangeReversed,
    /// A file of prose that `sections` leaves out.
    SectionNotListed { name: String },
    /// A symbolic link that leaves the folder.
    LinkLeavesFolder,
    /// Something else where a file has to be.
    NotAFile { found: NotFile },
    /// A text of more megabytes.
    TooLarge { megabytes: u64 },
    /// A body whose parts nest deeper than so many levels.
    TooDeep { most: usize },
    /// A name by which a file cannot be told apart or shown.
    UnusableName { problem: NameProblem },
    /// A name that other systems cannot have; `other` differs from it in capital letters only.
    UnportableName { problem: NameProblem, other: Option<String> },
    /// A text that is there but says nothing; `key` is `ja` or `en`.
    EmptyText { key: String },
    /// A target or baseline was changed, and nobody says why.
    RevisionWithoutReason,
    /// A body whose Japanese has changed since it was translated.
    TranslationOlder,
    /// A picture that nothing names.
    PhotoUnused,
    /// A sealed bundle that is not whole, or not what was sealed.
    BrokenSeal { file: String, why: Message },
    /// A field in which the record of a sealed edition and its sources differ; what is not there is empty.
    SealDiffers {
        field: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        sealed: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        now: String,
    },
    /// A link of a rendered page to nothing; `more` pages have it too.
    DeadLink {
        target: String,
        #[serde(serialize_with = "if_any")]
        more: usize,
    },
    /// Two figures of one year for one indicator; `there` is that of an earlier edition.
    ValueDiffers { id: String, year: i32, calendar: bool, here: String, there: String, edition: i32 },
    /// A figure that is ten times as much as the one before, or a tenth of it.
    SuspiciousJump { id: String, before: String, now: String, unit: Option<String>, jump: Jump },
    /// An imported result beside another one that the edition has already.
    ResultDiffers { id: String, here: String, there: String },
    /// Two imported results of one indicator that differ.
    ResultTwice { id: String, here: String, there: String },
    /// An imported result in another unit than the indicator's.
    UnitDiffers { id: String, found: String, unit: Option<String> },
    /// An imported number that the sheet holds as text.
    NumberAsText { found: String, read: String },
    /// An imported number that the sheet holds as a date.
    NumberAsDate { found: String, read: String },
    /// A form that was made for another edition.
    OtherEdition { found: i32, edition: i32 },
    /// A name that several indicators have.
    AmbiguousName { found: String, ids: Vec<String> },
    /// A table in which no columns of results, or of indicators, were recognised.
    NoColumns { wanted: Vec<String> },
}

/// A kind of fault by the name that authors see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, by which it is looked up.
    pub name: &'static str,
    /// The severity that it has unless `--strict` raises it.
    pub severity: Severity,
}

/// Gives every kind of fault its severity and its name, and lists them all: one table, so that none can be left out.
macro_rules! codes {
    ($($fault:ident $severity:ident $name:literal)*) => {
        /// Every code, in the order of the documentation.
        pub const CODES: &[Code] = &[$(Code { name: $name, severity: Severity::$severity }),*];

        impl Fault {
            /// The severity that this kind of fault has unless `--strict` raises it.
            pub fn severity(&self) -> Severity {
                match self {
                    $(Fault::$fault { .. } => Severity::$severity,)*
                }
            }

            /// The stable name of this kind of fault, by which it is looked up.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Fault::$fault { .. } => $name,)*
                }
            }
        }
    };
}

codes! {
    NotUtf8 Error "not-utf8"
    FrontMatterMissing Error "front-matter-missing"
    FrontMatterUnclosed Error "front-matter-unclosed"
    FrontMatterInTranslation Error "front-matter-in-translation"
    TranslationWithoutOriginal Error "translation-without-original"
    TomlSyntax Error "toml-syntax"
    UnknownKey Error "unknown-key"
    MissingKey Error "missing-key"
    ConflictingKeys Error "conflicting-keys"
    KeyWithoutMeaning Error "key-without-meaning"
    WrongShape Error "wrong-type"
    UnknownYear Error "unknown-year"
    TooManyDigits Error "too-many-digits"
    Unknown Error "unknown-name"
    DuplicateId Error "duplicate-id"
    UnexpectedFile Error "unexpected-file"
    MissingFile Error "missing-file"
    IndicatorNotInEdition Error "indicator-not-in-edition"
    MeasureNotInEdition Error "measure-not-in-edition"
    MeasureWithoutReport Warning "measure-without-report"
    IndicatorWithoutResult Warning "indicator-without-result"
    PeriodReversed Error "period-reversed"
    EditionOutsidePeriod Error "edition-outside-period"
    StrategyWithoutPeriod Error "strategy-without-period"
    SuccessionLoop Error "succession-loop"
    PublisherCode Error "publisher-code"
    GradeWithoutReason Error "grade-without-reason"
    MissingTranslation Warning "missing-translation"
    MissingTranslatedBody Warning "missing-translated-body"
    ListLength Warning "list-length"
    LeftoverEmphasis Warning "leftover-emphasis"
    BrokenLink Error "broken-link"
    BrokenAnchor Error "broken-anchor"
    AliasTaken Error "alias-taken"
    LowContrast Error "low-contrast"
    PhotoUnusable Error "photo-unusable"
    PhotoWithoutFile Note "photo-without-file"
    Template Error "template"
    MilestoneStep Error "milestone-step"
    RangeReversed Error "range-reversed"
    SectionNotListed Warning "section-not-listed"
    LinkLeavesFolder Error "link-leaves-folder"
    NotAFile Error "not-a-file"
    TooLarge Error "too-large"
    TooDeep Error "too-deep"
    UnusableName Error "unusable-name"
    UnportableName Warning "unportable-name"
    EmptyText Warning "empty-text"
    RevisionWithoutReason Warning "revision-without-reason"
    TranslationOlder Warning "translation-older"
    PhotoUnused Note "photo-unused"
    DeadLink Error "dead-link"
    ValueDiffers Warning "value-differs"
    SuspiciousJump Warning "suspicious-jump"
    BrokenSeal Error "broken-seal"
    SealDiffers Warning "seal-differs"
    ResultDiffers Error "result-differs"
    ResultTwice Error "result-twice"
    UnitDiffers Error "unit-differs"
    NumberAsText Error "number-as-text"
    NumberAsDate Error "number-as-date"
    OtherEdition Error "other-edition"
    AmbiguousName Error "ambiguous-name"
    NoColumns Error "no-columns"
}

/// The known name that is nearest to a mistyped one, if any is near enough to be meant; of equally near ones the first.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = found.chars().count();
    known
        .into_iter()
        // Names differ at least by what one is longer; comparing takes time and memory by the product of both lengths.
        .filter(|name| name.chars().count().abs_diff(length) <= farthest(name))
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| *distance <= farthest(name) && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

/// How many letters may differ from a name that is meant.
fn farthest(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

/// Most known names that a fault keeps; more are never shown.
const MOST_KNOWN: usize = 25;

impl Fault {
    /// What is put into its words, by name: its fields.
    pub fn parts(&self) -> MessageParts {
        message::parts(self)
    }

    /// The case of this kind of fault that has words of its own.
    pub fn case(&self) -> Option<String> {
        match self {
            Fault::TomlSyntax { message } => toml_message::case(message).map(str::to_owned),
            Fault::KeyWithoutMeaning { misuse, .. } => Some(message::name(misuse)),
            Fault::Unknown { noun: NameClass::Language, .. } => Some("languages".to_owned()),
            Fault::Unknown { noun: NameClass::Goal | NameClass::Measure | NameClass::Policy | NameClass::Indicator, .. } => {
                Some("in-strategy".to_owned())
            }
            Fault::NotAFile { found } => Some(message::name(found)),
            Fault::UnusableName { problem } | Fault::UnportableName { problem, .. } => Some(message::name(problem)),
            Fault::EmptyText { key } if key == "en" => Some("english".to_owned()),
            Fault::DeadLink { target, .. } if target.contains('#') => Some("to-heading".to_owned()),
            Fault::SuspiciousJump { jump, .. } => Some(message::name(jump)),
            _ => None,
        }
    }

    /// An unknown name of a class, with the nearest known one.
    pub fn unknown<'a>(noun: NameClass, found: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        let known: Vec<&str> = known.into_iter().collect();
        let nearest = nearest(found, known.iter().copied());
        Fault::Unknown { noun, found: found.to_owned(), nearest, known: kept(known) }
    }

    /// A name that is not among those of its class, where a near one is not likely to be meant, as with numbers.
    pub fn not_among<'a>(noun: NameClass, found: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        Fault::Unknown { noun, found: found.to_owned(), nearest: None, known: kept(known) }
    }

    /// An unknown key, with the nearest known one.
    pub fn unknown_key<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        let known: Vec<&str> = known.into_iter().collect();
        let nearest = nearest(key, known.iter().copied());
        Fault::UnknownKey { key: key.to_owned(), nearest, known: kept(known) }
    }
}

fn kept<'a>(known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    known.into_iter().take(MOST_KNOWN).map(str::to_owned).collect()
}

/// 452 → `4.52:1`.
fn as_contrast<S: Serializer>(ratio: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{}.{:02}:1", ratio / 100, ratio % 100))
}

/// A number that is left out where it is 0.
fn if_any<S: Serializer>(number: &usize, serializer: S) -> Result<S::Ok, S::Error> {
    Some(number).filter(|number| **number > 0).serialize(serializer)
}

/// The TOML parser's name of a type as one of our words; a value as it is.
fn type_or_value<S: Serializer>(found: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let name = if found == "``" { "empty" } else { found };
    match name.starts_with('`') {
        true => name.serialize(serializer),
        false => BTreeMap::from([("type", name)]).serialize(serializer),
    }
}
