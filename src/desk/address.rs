//! The addresses of the desk: they name editions, goals and keys, never files.

use super::command::DeskCommand;
use std::fmt;

/// A goal of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalPlace {
    /// The fiscal year of the edition.
    pub edition: i32,
    pub goal: u32,
}

impl fmt::Display for GoalPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/goal-{}", self.edition, self.goal)
    }
}

/// A measure of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasurePlace {
    /// The fiscal year of the edition.
    pub edition: i32,
    pub goal: u32,
    pub measure: u32,
}

impl MeasurePlace {
    fn parse(edition: &str, goal: &str, measure: &str) -> Option<MeasurePlace> {
        let goal = goal.strip_prefix("goal-")?.parse().ok()?;
        let measure = measure.strip_prefix("measure-")?.parse().ok()?;
        Some(MeasurePlace { edition: edition.parse().ok()?, goal, measure })
    }
}

impl fmt::Display for MeasurePlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/goal-{}/measure-{}", self.edition, self.goal, self.measure)
    }
}

/// A photo of a measure: one that the report has, by its place, or one that was sent and is not saved, by the digest of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoId {
    There(usize),
    New(u64),
}

impl PhotoId {
    /// Reads `photo-0` and `new-00123456789a`.
    pub fn parse(text: &str) -> Option<PhotoId> {
        let there = |number: &str| number.parse().ok().map(PhotoId::There);
        let new = |digest: &str| u64::from_str_radix(digest, 16).ok().map(PhotoId::New);
        let id = text.strip_prefix("photo-").and_then(there).or_else(|| text.strip_prefix("new-").and_then(new))?;
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PhotoId::There(position) => write!(formatter, "photo-{position}"),
            PhotoId::New(digest) => write!(formatter, "new-{digest:012x}"),
        }
    }
}

/// What is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskAddress {
    /// 今日の状況.
    Home,
    /// The results of a goal.
    Results(GoalPlace),
    /// The measures of an edition, by its fiscal year.
    Measures(i32),
    /// The report on a measure.
    Measure(MeasurePlace),
    /// The picture of a photo of a measure.
    Photo(MeasurePlace, PhotoId),
    /// Japanese texts with their English.
    Translation,
    /// What changed, and undoing it.
    Changes,
    Undo,
    Language,
    /// Names, notice, whom to ask, where the site is published.
    Settings,
    /// Something that a command does.
    Command(DeskCommand),
    /// What the last command says.
    Job,
    /// A form that was made, by its position.
    Made(usize),
    /// The report of the last import.
    Report,
}

impl DeskAddress {
    /// Whether files may be sent there.
    pub fn takes_files(self) -> bool {
        matches!(self, DeskAddress::Command(DeskCommand::Import) | DeskAddress::Measure(_))
    }

    /// Reads the path of a request; `None` where nothing is there.
    pub fn parse(path: &str) -> Option<DeskAddress> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        match parts.as_slice() {
            [""] => Some(DeskAddress::Home),
            ["results", edition, goal] => {
                let goal = goal.strip_prefix("goal-")?.parse().ok()?;
                Some(DeskAddress::Results(GoalPlace { edition: edition.parse().ok()?, goal }))
            }
            ["measure", edition] => Some(DeskAddress::Measures(edition.parse().ok()?)),
            ["measure", place @ ..] => match place {
                [edition, goal, measure] => Some(DeskAddress::Measure(MeasurePlace::parse(edition, goal, measure)?)),
                [edition, goal, measure, photo] => {
                    Some(DeskAddress::Photo(MeasurePlace::parse(edition, goal, measure)?, PhotoId::parse(photo)?))
                }
                _ => None,
            },
            ["translation"] => Some(DeskAddress::Translation),
            ["changes"] => Some(DeskAddress::Changes),
            ["undo"] => Some(DeskAddress::Undo),
            ["language"] => Some(DeskAddress::Language),
            ["settings"] => Some(DeskAddress::Settings),
            ["do", word] => DeskCommand::ALL.into_iter().find(|command| command.word() == *word).map(DeskAddress::Command),
            ["job"] => Some(DeskAddress::Job),
            ["made", position] => Some(DeskAddress::Made(position.parse().ok()?)),
            ["report"] => Some(DeskAddress::Report),
            _ => None,
        }
    }
}

impl fmt::Display for DeskAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskAddress::Home => formatter.write_str("/"),
            DeskAddress::Results(place) => write!(formatter, "/results/{place}"),
            DeskAddress::Measures(edition) => write!(formatter, "/measure/{edition}"),
            DeskAddress::Measure(place) => write!(formatter, "/measure/{place}"),
            DeskAddress::Photo(place, photo) => write!(formatter, "/measure/{place}/{photo}"),
            DeskAddress::Translation => formatter.write_str("/translation"),
            DeskAddress::Changes => formatter.write_str("/changes"),
            DeskAddress::Undo => formatter.write_str("/undo"),
            DeskAddress::Language => formatter.write_str("/language"),
            DeskAddress::Settings => formatter.write_str("/settings"),
            DeskAddress::Command(command) => write!(formatter, "/do/{}", command.word()),
            DeskAddress::Job => formatter.write_str("/job"),
            DeskAddress::Made(position) => write!(formatter, "/made/{position}"),
            DeskAddress::Report => formatter.write_str("/report"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_and_read_alike_and_no_other_path_is_one() {
        let results = DeskAddress::Results(GoalPlace { edition: 2022, goal: 4 });
        let place = MeasurePlace { edition: 2022, goal: 4, measure: 12 };
        let measure = DeskAddress::Measure(place);
        let photos = [PhotoId::There(2), PhotoId::New(0x12_3456)].map(|photo| DeskAddress::Photo(place, photo));
        let commands = DeskCommand::ALL.map(DeskAddress::Command);
        let fixed = [DeskAddress::Home, results, DeskAddress::Translation, DeskAddress::Changes, DeskAddress::Undo, DeskAddress::Language];
        let of_jobs = [DeskAddress::Settings, DeskAddress::Job, DeskAddress::Made(3), DeskAddress::Report];
        let of_measures = [DeskAddress::Measures(2022), measure];
        for address in fixed.into_iter().chain(commands).chain(of_jobs).chain(of_measures).chain(photos) {
            assert_eq!(DeskAddress::parse(&address.to_string()), Some(address));
        }
        for path in [
            "",
            "/do/",
            "/do/check",
            "/made/-1",
            "/made/../report",
            "results",
            "/results",
            "/results/2022/goal-",
            "/results/../goal-1",
            "/results/2022/1",
            "/measure/2022/goal-1",
            "/measure/2022/goal-1/measure-1/photo-a",
            "/measure/2022/goal-1/measure-1/new-1",
            "/changes/",
            "//",
            "/a",
        ] {
            assert_eq!(DeskAddress::parse(path), None, "{path}");
        }
    }
}
