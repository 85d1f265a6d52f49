//! Closed lists that faults are told apart by.

use serde::Serialize;

/// A class of names, for faults of the form "unknown …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "noun", rename_all = "kebab-case")]
pub enum NameClass {
    Unit,
    UnitPosition,
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
    Flag,
    Comparison,
    ScheduleBasis,
    Preset,
    TargetKind,
    TargetStage,
    Column,
    Purpose,
    /// A division in charge.
    Division,
    /// What is put into a cell as a yes or a no.
    Mark,
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
    ProxyAddress,
    ZipFile,
    Colour,
    Alias,
    BundleFile,
}

/// Why a key means nothing where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyMisuse {
    MilestonesHaveSteps,
    OnlyMilestonesHaveSteps,
    HistoryHasFigures,
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

/// What of a document goes nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotPlacedPart {
    /// Words before the first heading of a measure.
    BeforeHeading,
    /// Words below a heading that fits no measure.
    NoMeasure,
    Comment,
    /// What was deleted while changes were tracked.
    Deleted,
    /// Words that Word does not show.
    Hidden,
    Picture,
    /// Words for a picture that is not there.
    PictureWords,
    /// A chart, a drawing, or a file within the document.
    Object,
    /// A sign of a font that has no character of its own.
    Symbol,
    /// An address that pages may not lead to.
    Link,
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
    /// `%`, which programs for archives write in two ways.
    Percent,
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

/// In what two indicators of one id differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorAspect {
    Name,
    Unit,
    Kind,
}

/// Why a figure of an imported cell is doubtful that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureDoubt {
    /// 十四.
    KanjiNumeral,
    /// 8割 where nothing else says that figures are percentages.
    Tenths,
    /// 100%を目指す: words stand behind the number.
    Words,
    /// 策定済 for the step 策定.
    Step,
}

/// How a file came to lie where the format has none of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrayFile {
    /// A copy that a file manager or a person made of a file.
    Copy,
    /// A file whose ending has `.txt` behind it, as the editor of Windows adds it.
    Ending,
    /// Notes that are no part of the report.
    Notes,
    Unknown,
}
