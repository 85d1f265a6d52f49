//! Everything that can be wrong, as data. The words are in the files of `message`, under the code of the fault; its fields are what is
//! put into them.

mod detail;

use super::Severity;
use super::toml_message;
use crate::characters::{self, OddCharacter, OddPlace};
use crate::message::{self, Message, MessageParts};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

pub use detail::{FigureDoubt, IndicatorAspect, Jump, KeyMisuse, NameClass, NameProblem, NotFile, NotPlacedPart, Shape, StrayFile};

/// A kind of fault by the name that authors see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, by which it is looked up.
    pub name: &'static str,
    /// The severity that it has unless `--strict` raises it.
    pub severity: Severity,
}

/// Defines the kinds of faults, each with its severity and its name.
macro_rules! faults {
    ($($(#[$doc:meta])* $fault:ident $({ $($(#[$of:meta])* $field:ident: $type:ty),+ $(,)? })? = $severity:ident $name:literal,)+) => {
        /// One way in which content can be wrong.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub enum Fault {
            $($(#[$doc])* $fault $({ $($(#[$of])* $field: $type),+ })?,)+
        }

        /// Every code, in the order of the documentation.
        pub const CODES: &[Code] = &[$(Code { name: $name, severity: Severity::$severity }),+];

        impl Fault {
            /// The severity that this kind of fault has unless `--strict` raises it.
            pub fn severity(&self) -> Severity {
                match self {
                    $(Fault::$fault { .. } => Severity::$severity,)+
                }
            }

            /// The stable name of this kind of fault, by which it is looked up.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Fault::$fault { .. } => $name,)+
                }
            }
        }
    };
}

faults! {
    /// The file is not UTF-8.
    NotUtf8 = Error "not-utf8",
    /// A character that nobody sees, or that no text can hold.
    OddCharacter { letter: String, problem: OddCharacter } = Error "odd-character",
    /// A content file does not begin with `+++`.
    FrontMatterMissing = Error "front-matter-missing",
    /// The line `+++` that ends the front matter is missing.
    FrontMatterUnclosed = Error "front-matter-unclosed",
    /// A translation begins with front matter.
    FrontMatterInTranslation { original: String } = Error "front-matter-in-translation",
    /// `x.en.md` without `x.md`.
    TranslationWithoutOriginal { original: String } = Error "translation-without-original",
    /// The TOML parser's own message.
    TomlSyntax { message: String } = Error "toml-syntax",
    /// A key that the format does not know here.
    UnknownKey { key: String, nearest: Option<String>, known: Vec<String> } = Error "unknown-key",
    /// Keys of one table that have to be there and are not.
    MissingKey {
        keys: Vec<String>,
        /// What the table describes, by its Japanese name or title, where it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    } = Error "missing-key",
    /// Two keys that exclude each other.
    ConflictingKeys { first: String, second: String } = Error "conflicting-keys",
    /// A key that means nothing for this kind or direction.
    KeyWithoutMeaning { key: String, misuse: KeyMisuse } = Error "key-without-meaning",
    /// A value of the wrong type.
    WrongShape {
        expected: Shape,
        #[serde(serialize_with = "type_or_value")]
        found: String,
    } = Error "wrong-type",
    /// A year in no known notation, or outside 1868 to 2999.
    UnknownYear { found: String } = Error "unknown-year",
    /// A number with more than 18 digits.
    TooManyDigits { found: String } = Error "too-many-digits",
    /// A word that names nothing of its class.
    Unknown { noun: NameClass, found: String, nearest: Option<String>, known: Vec<String> } = Error "unknown-name",
    /// The same id twice.
    DuplicateId { id: String } = Error "duplicate-id",
    /// A file in a folder where the format has no such file; `meant` is the name of the file that it was made from, or should be.
    UnexpectedFile { problem: StrayFile, meant: Option<String> } = Error "unexpected-file",
    /// A file that the format requires.
    MissingFile { path: String } = Error "missing-file",
    /// A result of an indicator outside its first and last edition.
    IndicatorNotInEdition { id: String, year: i32 } = Error "indicator-not-in-edition",
    /// A report on a measure outside its first and last edition.
    MeasureNotInEdition { number: u32, year: i32 } = Error "measure-not-in-edition",
    /// A measure of the strategy that the edition does not report on.
    MeasureWithoutReport { goal: u32, number: u32 } = Warning "measure-without-report",
    /// An indicator that the edition gives no result for; `year` in words.
    IndicatorWithoutResult { id: String, year: Message } = Warning "indicator-without-result",
    /// A result of a year that comes after its edition.
    ResultAfterEdition { id: String, year: i32, calendar: bool, edition: i32 } = Error "result-after-edition",
    /// A figure of the history of a year from the first edition on.
    HistoryWithinEditions { id: String, year: i32, calendar: bool, edition: i32 } = Error "history-within-editions",
    /// Last before first.
    PeriodReversed { first: i32, last: i32 } = Error "period-reversed",
    /// An edition outside the period of its strategy.
    EditionOutsidePeriod { year: i32, first: i32, last: i32 } = Error "edition-outside-period",
    /// An edition reports on a strategy that gives no period.
    StrategyWithoutPeriod { strategy: String } = Error "strategy-without-period",
    /// A date more than ten years before or after what it belongs to.
    ImplausibleDate { found: String, first: i32, last: i32 } = Warning "implausible-date",
    /// A chain of `succeeds` that comes back to itself.
    SuccessionLoop { strategy: String } = Error "succession-loop",
    /// The check digit of a municipality's code is wrong.
    PublisherCode { found: String, expected: Option<String> } = Error "publisher-code",
    /// `all` or `any` without conditions.
    EmptyCondition { key: String } = Error "empty-condition",
    /// A question of the rule that a result does not answer.
    FlagNotSet { id: String, flag: String } = Warning "flag-not-set",
    /// A short text without English.
    MissingTranslation = Warning "missing-translation",
    /// A body without its English file.
    MissingTranslatedBody { path: String } = Warning "missing-translated-body",
    /// A list whose translation has another number of items.
    ListLength { original: usize, translation: usize } = Warning "list-length",
    /// A mark such as `**` that did not take effect.
    LeftoverEmphasis { mark: String } = Warning "leftover-emphasis",
    /// Lines of a list, headings or notes that stand on the page as one paragraph.
    LinesRunTogether = Warning "lines-run-together",
    /// A link that is none, because its address has a space.
    LinkWithSpace { address: String } = Warning "link-with-space",
    /// A link or picture whose address begins as none may.
    LinkScheme { scheme: String, known: Vec<String> } = Warning "link-scheme",
    /// A link to a file that does not exist.
    BrokenLink { target: String, nearest: Option<String> } = Error "broken-link",
    /// A link to a heading that does not exist.
    BrokenAnchor { anchor: String, nearest: Option<String> } = Error "broken-anchor",
    /// A link from a page that is shown to a draft that is not.
    LinkToDraft { target: String } = Error "link-to-draft",
    /// An old path where a page of the site stands, or another old path.
    AliasTaken { path: String } = Error "alias-taken",
    /// Two colours of a palette that cannot be told apart well enough; `ratio` and `least` in hundredths.
    LowContrast {
        scheme: String,
        first: String,
        second: String,
        #[serde(serialize_with = "as_contrast")]
        ratio: u32,
        #[serde(serialize_with = "as_contrast")]
        least: u32,
    } = Error "low-contrast",
    /// A photo that cannot be read or decoded.
    PhotoUnusable { path: String, reason: Message } = Error "photo-unusable",
    /// A caption whose photo is not in the content.
    PhotoWithoutFile = Note "photo-without-file",
    /// A file that a body leads to and that is not published as it is.
    AttachmentUnusable { path: String, reason: Message } = Error "attachment-unusable",
    /// A picture in a body that says nothing to those who cannot see it.
    PictureWithoutText = Error "picture-without-text",
    /// Tera's own message.
    Template { message: String } = Error "template",
    /// Something that must be in ascending or some other order is not.
    MilestoneStep { found: String, known: Vec<String> } = Error "milestone-step",
    /// Minimum above maximum.
    RangeReversed = Error "range-reversed",
    /// A file of prose that `sections` leaves out.
    SectionNotListed { name: String } = Warning "section-not-listed",
    /// A symbolic link that leaves the folder.
    LinkLeavesFolder = Error "link-leaves-folder",
    /// Something else where a file has to be.
    NotAFile { found: NotFile } = Error "not-a-file",
    /// A text of more megabytes.
    TooLarge { megabytes: u64 } = Error "too-large",
    /// A body whose parts nest deeper than so many levels.
    TooDeep { most: usize } = Error "too-deep",
    /// A name by which a file cannot be told apart or shown.
    UnusableName { problem: NameProblem } = Error "unusable-name",
    /// A name that other systems cannot have; `other` differs from it in capital letters only.
    UnportableName { problem: NameProblem, other: Option<String> } = Warning "unportable-name",
    /// A text that is there but says nothing; `key` is `ja` or `en`.
    EmptyText { key: String } = Warning "empty-text",
    /// A target or baseline was changed, and nobody says why.
    RevisionWithoutReason = Warning "revision-without-reason",
    /// A text whose Japanese has changed since it was translated.
    TranslationOlder = Warning "translation-older",
    /// A Japanese text that has two English ones.
    TranslationVaries { ja: String, there: String } = Warning "translation-varies",
    /// A term whose English is not that of the glossary.
    TermTranslatedOtherwise { term: String, english: String } = Warning "term-translated-otherwise",
    /// Japanese letters in an English text.
    JapaneseInEnglish { found: String } = Warning "japanese-in-english",
    /// A picture that nothing names.
    PhotoUnused = Note "photo-unused",
    /// A document of a kind that is published, to which no body leads.
    AttachmentUnused = Note "attachment-unused",
    /// A link of a rendered page to nothing; `more` pages have it too.
    DeadLink {
        target: String,
        #[serde(serialize_with = "if_any")]
        more: usize,
    } = Error "dead-link",
    /// Two figures of one year for one indicator; `there` is that of an edition, or another one of the plan.
    ValueDiffers { id: String, year: i32, calendar: bool, here: String, there: String, edition: Option<i32> } = Warning "value-differs",
    /// A figure that is ten times as much as the one before, or a tenth of it.
    SuspiciousJump { id: String, before: String, now: String, unit: Option<String>, jump: Jump } = Warning "suspicious-jump",
    /// An indicator that is not what the one of its id was in an earlier strategy, which is called by its title.
    IndicatorDiffers { id: String, aspect: IndicatorAspect, here: String, there: String, strategy: String } =
        Warning "indicator-differs",
    /// A result that is older than its indicator's results usually are; `usual` is the year that was to be expected.
    ResultOlderThanUsual { id: String, year: i32, calendar: bool, edition: i32, usual: i32 } = Warning "result-older-than-usual",
    /// A sealed bundle that is not whole, or not what was sealed.
    BrokenSeal { file: String, why: Message } = Error "broken-seal",
    /// A field in which the record of a sealed edition and its sources differ, of an indicator or of the edition; what is not there is empty.
    SealDiffers {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        field: Message,
        #[serde(skip_serializing_if = "String::is_empty")]
        sealed: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        now: String,
    } = Warning "seal-differs",
    /// A sealed edition that shows a figure which was corrected since.
    SealedBeforeCorrection { file: String, id: String, year: i32, calendar: bool, shown: Option<String>, right: Option<String> } =
        Warning "sealed-before-correction",
    /// A correction that says another figure than its edition reports.
    CorrectionDiffers { id: String, year: i32, calendar: bool, here: Option<String>, there: Option<String> } = Warning "correction-differs",
    /// A figure in a body that was corrected since.
    CorrectedInText { found: String, right: Option<String> } = Note "corrected-in-text",
    /// An imported result beside another one that the edition has already.
    ResultDiffers { id: String, here: String, there: String } = Error "result-differs",
    /// Two imported results of one indicator that differ.
    ResultTwice { id: String, here: String, there: String } = Error "result-twice",
    /// An imported result in another unit than the indicator's.
    UnitDiffers { id: String, found: String, unit: Option<String> } = Error "unit-differs",
    /// An imported figure in the unit of the indicator by another power of ten, with what it is in that unit.
    UnitConverted { found: String, converted: String, unit: String } = Error "unit-converted",
    /// An imported cell whose figure can be read, but is written as figures seldom are.
    FigureDoubtful { found: String, read: String, doubt: FigureDoubt } = Error "figure-doubtful",
    /// An imported cell with more figures than one.
    SeveralFigures { found: String, figures: Vec<String> } = Error "several-figures",
    /// A text where an imported figure has to be.
    TextForFigure { found: String } = Error "text-for-figure",
    /// An imported figure whose cell names another year than its row.
    YearOfCell { found: String, year: i32, calendar: bool } = Error "year-of-cell",
    /// An imported figure whose cell names another kind than the indicator has.
    KindOfCell { id: String, found: String, kind: String } = Error "kind-of-cell",
    /// The mark of a footnote that is not below the table.
    FootnoteUnknown { mark: String } = Warning "footnote-unknown",
    /// An imported number that the sheet holds as text.
    NumberAsText { found: String, read: String } = Error "number-as-text",
    /// An imported number that the sheet holds as a date.
    NumberAsDate { found: String, read: String } = Error "number-as-date",
    /// An imported number that the sheet shows rounded; it counts as it is shown.
    NumberRounded { shown: String, held: String } = Warning "number-rounded",
    /// Breaks within a line and letters without width, taken out of an imported text.
    CharactersCleaned = Warning "characters-cleaned",
    /// Hidden rows and columns of an imported table with figures, or its sheet where neither is named; they are not read.
    HiddenPassed { rows: Vec<String>, columns: Vec<String> } = Warning "hidden-passed",
    /// Lines of a report with figures that are not read.
    LinesPassed { count: usize, lines: Vec<String> } = Warning "lines-passed",
    /// An imported result of another year than the edition's, beside another one of this year; `edition` is the one that gives it,
    /// `None` where the plan does.
    OtherYearDiffers { id: String, year: i32, calendar: bool, here: String, there: String, edition: Option<i32> } = Warning "other-year-differs",
    /// Results in lines of a report that are read as a plan.
    ResultsPassed { results: Vec<String> } = Warning "results-passed",
    /// A form that was made for another edition.
    OtherEdition { found: i32, edition: i32 } = Error "other-edition",
    /// A form that was made for another city, or for another plan of it.
    OtherSite { found: String, expected: String } = Error "other-site",
    /// A text of a form, where the content has become another one since the form was made.
    TextChangedSince { there: String, found: String } = Error "text-changed-since",
    /// A section of a measure in a document, where the content has another text or value.
    TextDiffers { part: String, there: String, found: String } = Error "text-differs",
    /// A heading of a document whose number or title is not quite that of the measure as which it is read.
    HeadingReadAs { found: String, read: String } = Warning "heading-read-as",
    /// Something of a document that goes nowhere, by the beginning of its words.
    NotPlaced { part: NotPlacedPart, text: String } = Warning "not-placed",
    /// A picture of a document of which nothing says what it shows: its caption, or the title of its measure, does so.
    AltFromCaption { alt: String } = Warning "alt-from-caption",
    /// A name that several indicators have.
    AmbiguousName { found: String, ids: Vec<String> } = Error "ambiguous-name",
    /// A table in which no columns of results, or of indicators, were recognised.
    NoColumns { wanted: Vec<String>, rows: Vec<String>, near: Vec<String> } = Error "no-columns",
    /// Columns of an imported table with one meaning, between which nothing decides.
    AmbiguousColumn { columns: Vec<String> } = Error "ambiguous-column",
    /// A map of headings that was made for results beside a plan, or the other way round.
    MapPurpose { found: String, wanted: String } = Error "map-purpose",
    /// A heading, or a sheet, of a map that the tables do not have.
    MapMissing { heading: Option<String>, sheet: Option<String> } = Error "map-missing",
    /// Headings of a table that its map does not have.
    MapIncomplete { columns: Vec<String> } = Warning "map-incomplete",
    /// A map that gives several columns of a table one meaning.
    MapColumnTwice { columns: Vec<String> } = Error "map-column-twice",
    /// A day for the number of a goal or a measure, which is read as the two numbers that were typed.
    DayForNumber { found: String, read: String } = Warning "day-for-number",
    /// Columns of an imported table that are not read.
    ColumnsUnused { columns: Vec<String> } = Warning "columns-unused",
    /// Rows of the table of a plan that are no indicators.
    RowsPassed { count: usize, rows: Vec<String> } = Warning "rows-passed",
    /// Rows of one indicator of a plan that contradict each other in one column.
    RowsDiffer { name: String, column: String, here: String, there: String } = Error "rows-differ",
    /// Two goals, or two measures of a goal, with one number.
    NumberTwice { number: u32, here: String, there: String } = Error "number-twice",
    /// A row of a plan that may go on with an indicator that is there: each choice with its id, its name and how far it is like the row.
    DoubtfulMatch { found: String, choices: Vec<String> } = Error "doubtful-match",
    /// A table of translations without its columns.
    NoTranslationColumns = Error "no-translation-columns",
    /// A translation of Japanese that the content does not have.
    TranslationSourceChanged { context: String } = Error "translation-source-changed",
    /// Figures that only the Japanese has, and figures that only the English has.
    TranslationFigures { lost: Vec<String>, added: Vec<String> } = Error "translation-figures",
    /// An address that only the Japanese leads to.
    TranslationLostLink { address: String } = Error "translation-lost-link",
    /// English that would be another kind of block than the Japanese, or several.
    TranslationOtherBlock = Error "translation-other-block",
    /// Two rows with different English for one text.
    TranslationTwice = Error "translation-twice",
    /// An indicator or a measure that a table has below another goal or measure than the strategy, where it cannot be moved.
    PlaceDiffers { found: String, here: String, there: String, editions: Vec<i32> } = Error "place-differs",
    /// A new indicator or a measure of which the table does not say below which goal it belongs.
    PlaceUnknown { found: String } = Error "place-unknown",
    /// An indicator, a measure or a goal that is to be removed and has something that would be lost: results or files of editions, or a text.
    StillUsed { found: String, editions: Vec<i32> } = Error "still-used",
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
            Fault::Unknown { noun: NameClass::Unit, .. } => Some("unit".to_owned()),
            Fault::Unknown { noun: NameClass::Language, .. } => Some("languages".to_owned()),
            Fault::Unknown { noun: NameClass::Goal | NameClass::Measure | NameClass::Policy | NameClass::Indicator, .. } => {
                Some("in-strategy".to_owned())
            }
            Fault::OddCharacter { problem, .. } => Some(message::name(problem)),
            Fault::MissingKey { keys, .. } => match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["kind"] => Some("kind".to_owned()),
                ["direction"] => Some("direction".to_owned()),
                ["kind", "direction"] | ["direction", "kind"] => Some("kind-and-direction".to_owned()),
                [_] | [] => None,
                [..] => Some("several".to_owned()),
            },
            Fault::UnexpectedFile { problem, .. } => Some(message::name(problem)),
            Fault::NotPlaced { part, .. } => Some(message::name(part)),
            Fault::NotAFile { found } => Some(message::name(found)),
            Fault::UnusableName { problem } | Fault::UnportableName { problem, .. } => Some(message::name(problem)),
            Fault::EmptyText { key } if key == "en" => Some("english".to_owned()),
            Fault::DeadLink { target, .. } if target.contains('#') => Some("to-heading".to_owned()),
            Fault::SuspiciousJump { jump, .. } => Some(message::name(jump)),
            Fault::IndicatorDiffers { aspect, .. } => Some(message::name(aspect)),
            Fault::FigureDoubtful { doubt, .. } => Some(message::name(doubt)),
            _ => None,
        }
    }

    /// An odd character, by its code point.
    pub fn odd_character(odd: OddPlace) -> Fault {
        Fault::OddCharacter { letter: characters::code_point(odd.letter), problem: odd.problem }
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

    /// A key that has to be there and is not.
    pub fn missing_key(key: &str) -> Fault {
        Fault::MissingKey { keys: vec![key.to_owned()], name: None }
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
