//! Everything that can be wrong, as data. The words are in `words_en` and `words_ja`.

use super::Severity;

/// A class of names, for faults of the form "unknown …".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
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
}

/// What a value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    StepId,
    UnitName,
    TextOrTable,
    Address,
    Colour,
    Alias,
}

/// Why a key means nothing where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    MilestonesHaveSteps,
    OnlyMilestonesHaveSteps,
    /// `continues` and `revises` name parts of the strategy that this one succeeds.
    SucceedsNone,
}

/// How a figure left the one before it behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// At least ten times as much.
    Up,
    /// At most a tenth.
    Down,
}

/// One way in which content can be wrong.
#[derive(Clone, Debug, PartialEq)]
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
    KeyWithoutMeaning { key: String, because: Because },
    /// A value of the wrong type.
    WrongShape { expected: Shape, found: String },
    /// A year in no known notation, or outside 1868 to 2999.
    UnknownYear { found: String },
    /// A number with more than 18 digits.
    TooManyDigits { found: String },
    /// A word that names nothing of its class.
    Unknown { noun: Noun, found: String, nearest: Option<String>, known: Vec<String> },
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
    LowContrast { scheme: String, first: String, second: String, ratio: u32, least: u32 },
    /// A photo that cannot be read or decoded.
    PhotoUnusable { path: String, reason: String },
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
    /// A text that is there but says nothing; `key` is `ja` or `en`.
    EmptyText { key: String },
    /// A target or baseline was changed, and nobody says why.
    RevisionWithoutReason,
    /// A body whose Japanese has changed since it was translated.
    TranslationOlder,
    /// A picture that nothing names.
    PhotoUnused,
    /// A link of a rendered page to nothing; `more` pages have it too.
    DeadLink { target: String, more: usize },
    /// Two figures of one year for one indicator; `there` is that of an earlier edition.
    ValueDiffers { id: String, year: i32, calendar: bool, here: String, there: String, edition: i32 },
    /// A figure that is ten times as much as the one before, or a tenth of it.
    SuspiciousJump { id: String, before: String, now: String, unit: Option<String>, jump: Jump },
}

impl Fault {
    /// The severity that this kind of fault has unless `--strict` raises it.
    pub fn severity(&self) -> Severity {
        match self {
            Fault::MeasureWithoutReport { .. }
            | Fault::IndicatorWithoutResult { .. }
            | Fault::MissingTranslation
            | Fault::MissingTranslatedBody { .. }
            | Fault::ListLength { .. }
            | Fault::LeftoverEmphasis
            | Fault::SectionNotListed { .. }
            | Fault::EmptyText { .. }
            | Fault::RevisionWithoutReason
            | Fault::TranslationOlder
            | Fault::ValueDiffers { .. }
            | Fault::SuspiciousJump { .. } => Severity::Warning,
            Fault::PhotoWithoutFile | Fault::PhotoUnused => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// The stable name of this kind of fault, by which it is looked up.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::NotUtf8 => "not-utf8",
            Fault::FrontMatterMissing => "front-matter-missing",
            Fault::FrontMatterUnclosed => "front-matter-unclosed",
            Fault::FrontMatterInTranslation { .. } => "front-matter-in-translation",
            Fault::TranslationWithoutOriginal { .. } => "translation-without-original",
            Fault::TomlSyntax { .. } => "toml-syntax",
            Fault::UnknownKey { .. } => "unknown-key",
            Fault::MissingKey { .. } => "missing-key",
            Fault::ConflictingKeys { .. } => "conflicting-keys",
            Fault::KeyWithoutMeaning { .. } => "key-without-meaning",
            Fault::WrongShape { .. } => "wrong-type",
            Fault::UnknownYear { .. } => "unknown-year",
            Fault::TooManyDigits { .. } => "too-many-digits",
            Fault::Unknown { .. } => "unknown-name",
            Fault::DuplicateId { .. } => "duplicate-id",
            Fault::UnexpectedFile => "unexpected-file",
            Fault::MissingFile { .. } => "missing-file",
            Fault::IndicatorNotInEdition { .. } => "indicator-not-in-edition",
            Fault::MeasureNotInEdition { .. } => "measure-not-in-edition",
            Fault::MeasureWithoutReport { .. } => "measure-without-report",
            Fault::IndicatorWithoutResult { .. } => "indicator-without-result",
            Fault::PeriodReversed { .. } => "period-reversed",
            Fault::EditionOutsidePeriod { .. } => "edition-outside-period",
            Fault::StrategyWithoutPeriod { .. } => "strategy-without-period",
            Fault::SuccessionLoop { .. } => "succession-loop",
            Fault::PublisherCode { .. } => "publisher-code",
            Fault::GradeWithoutReason => "grade-without-reason",
            Fault::MissingTranslation => "missing-translation",
            Fault::MissingTranslatedBody { .. } => "missing-translated-body",
            Fault::ListLength { .. } => "list-length",
            Fault::LeftoverEmphasis => "leftover-emphasis",
            Fault::BrokenLink { .. } => "broken-link",
            Fault::BrokenAnchor { .. } => "broken-anchor",
            Fault::AliasTaken { .. } => "alias-taken",
            Fault::LowContrast { .. } => "low-contrast",
            Fault::PhotoUnusable { .. } => "photo-unusable",
            Fault::PhotoWithoutFile => "photo-without-file",
            Fault::Template { .. } => "template",
            Fault::MilestoneStep { .. } => "milestone-step",
            Fault::RangeReversed => "range-reversed",
            Fault::SectionNotListed { .. } => "section-not-listed",
            Fault::LinkLeavesFolder => "link-leaves-folder",
            Fault::EmptyText { .. } => "empty-text",
            Fault::RevisionWithoutReason => "revision-without-reason",
            Fault::TranslationOlder => "translation-older",
            Fault::PhotoUnused => "photo-unused",
            Fault::DeadLink { .. } => "dead-link",
            Fault::ValueDiffers { .. } => "value-differs",
            Fault::SuspiciousJump { .. } => "suspicious-jump",
        }
    }
}

/// The known name that is nearest to a mistyped one, if any is near enough to be meant; of equally near ones the first.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1) && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

impl Fault {
    /// An unknown name of a class, with the nearest known one.
    pub fn unknown<'a>(noun: Noun, found: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let nearest = nearest(found, known.iter().map(String::as_str));
        Fault::Unknown { noun, found: found.to_owned(), nearest, known }
    }

    /// A name that is not among those of its class, where a near one is not likely to be meant, as with numbers.
    pub fn not_among<'a>(noun: Noun, found: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        Fault::Unknown { noun, found: found.to_owned(), nearest: None, known: known.into_iter().map(str::to_owned).collect() }
    }

    /// An unknown key, with the nearest known one.
    pub fn unknown_key<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let nearest = nearest(key, known.iter().map(String::as_str));
        Fault::UnknownKey { key: key.to_owned(), nearest, known }
    }
}
