//! A small made-up site: one strategy of the fiscal years 2015 to 2019 with one goal, written into a temporary folder and
//! read as a program would read it.

use std::collections::BTreeMap;
use std::fs;
use torikumi::diagnostic::{self, PrintFormat, Report};
use torikumi::evaluate::Verdict;
use torikumi::load;
use torikumi::model::{Project, read};
use torikumi::record::{EditionRecord, IndicatorRecord};

/// The files of a site by their path below `content`.
pub struct City {
    files: BTreeMap<String, String>,
}

impl City {
    /// A site whose `site.toml` ends with `rating`; empty for the default rule.
    pub fn rated(rating: &str) -> City {
        let site = format!("title = {{ ja = \"見本\" }}\nlanguages = [\"ja\"]\n{rating}\n");
        let strategy = "+++\ntitle = { ja = \"戦略\" }\nperiod = [2015, 2019]\n+++\n";
        City { files: BTreeMap::new() }.file("site.toml", &site).file("strategies/first/strategy.md", strategy)
    }

    /// Adds or replaces a file.
    pub fn file(mut self, path: &str, text: &str) -> City {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The indicators of the goal, each by its id and the lines that make it different.
    pub fn indicators<'a>(self, indicators: impl IntoIterator<Item = (&'a str, &'a str)>) -> City {
        let blocks: String = indicators.into_iter().map(|(id, lines)| block(id, lines)).collect();
        self.file("strategies/first/goal-1/goal.md", &format!("+++\ntitle = {{ ja = \"目標\" }}\n{blocks}+++\n"))
    }

    /// The edition of a year with the lines of its results.
    pub fn edition(self, year: i32, results: &str) -> City {
        let head = format!("+++\nstrategy = \"first\"\ntitle = {{ ja = \"報告\" }}\npublished = \"{}-09\"\n+++\n", year + 1);
        self.file(&format!("editions/{year}/edition.md"), &head)
            .file(&format!("editions/{year}/goal-1/goal.md"), &format!("+++\n[results]\n{results}\n+++\n"))
    }

    /// Writes the files, reads them, and fails with the whole report where they have errors.
    pub fn project(&self) -> Project {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in &self.files {
            let path = root.path().join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut report = Report::default();
        let folder = load::load(root.path(), &mut report).unwrap();
        let project = read::project(&folder, &mut report);
        let faults = diagnostic::print(&report, &folder.sources, diagnostic::Language::En, PrintFormat::Short);
        assert!(!report.has_errors(), "{faults}");
        project.unwrap()
    }
}

fn block(id: &str, lines: &str) -> String {
    format!("[[indicator]]\nid = \"{id}\"\nrole = \"kpi\"\nname = {{ ja = \"{id}\" }}\n{lines}\n")
}

/// One indicator with its result in the edition 2017, and what has to come of it.
pub struct Case {
    pub says: &'static str,
    pub indicator: String,
    /// What stands behind the id in `[results]`; empty for no result at all.
    pub result: &'static str,
    /// The id of the grade, or the reason why there is none.
    pub grade: &'static str,
}

/// A case in one line.
pub fn case(says: &'static str, indicator: impl Into<String>, result: &'static str, grade: &'static str) -> Case {
    Case { says, indicator: indicator.into(), result, grade }
}

/// Holds a table of cases against a rule, all in one site.
pub fn holds(rating: &str, cases: &[Case]) {
    let ids: Vec<String> = (1..=cases.len()).map(|number| format!("case-{number}")).collect();
    let results: String =
        ids.iter().zip(cases).filter(|(_, case)| !case.result.is_empty()).map(|(id, case)| format!("{id} = {}\n", case.result)).collect();
    let indicators = ids.iter().zip(cases).map(|(id, case)| (id.as_str(), case.indicator.as_str()));
    let project = City::rated(rating).indicators(indicators).edition(2017, &results).project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let found: Vec<(&str, String)> = cases.iter().zip(edition.indicators()).map(|(case, record)| (case.says, verdict(record))).collect();
    let wanted: Vec<(&str, String)> = cases.iter().map(|case| (case.says, case.grade.to_owned())).collect();
    assert_eq!(found, wanted);
}

/// The id of the computed grade, or the reason why there is none.
pub fn verdict(record: &IndicatorRecord) -> String {
    match &record.verdict {
        Verdict::Graded { grade, .. } => grade.clone(),
        Verdict::NotEvaluated(reason) => format!("{reason:?}"),
    }
}

/// A level that should rise from its baseline of 2014 to its target of 2019.
pub fn up(baseline: &str, target: &str) -> String {
    format!("kind = \"level\"\ndirection = \"up\"\n{}\n{}", since(baseline), until(target))
}

/// A level that should fall.
pub fn down(baseline: &str, target: &str) -> String {
    format!("kind = \"level\"\ndirection = \"down\"\n{}\n{}", since(baseline), until(target))
}

/// A level to be kept within a tolerance of 5.
pub fn keep(baseline: &str, target: &str) -> String {
    format!("kind = \"level\"\ndirection = \"keep\"\ntolerance = 5\n{}\n{}", since(baseline), until(target))
}

/// A level to stay between 40 and 60.
pub fn range(baseline: &str) -> String {
    format!("kind = \"level\"\ndirection = \"range\"\n{}\ntarget = {{ year = 2019, min = 40, max = 60 }}", since(baseline))
}

/// An average over the period that should rise.
pub fn average(baseline: &str, target: &str) -> String {
    format!("kind = \"average\"\ndirection = \"up\"\n{}\n{}", since(baseline), until(target))
}

/// A total over the period without a baseline.
pub fn sum(target: &str) -> String {
    format!("kind = \"sum\"\ndirection = \"up\"\n{}", until(target))
}

/// A milestone of four steps from `idea` in 2014, to be `done` in `year`.
pub fn milestone(year: i32) -> String {
    let steps = ["idea", "plan", "work", "done"].map(|step| format!("{{ id = \"{step}\", ja = \"{step}\" }}")).join(", ");
    format!(
        "kind = \"milestone\"\nsteps = [{steps}]\nbaseline = {{ year = 2014, value = \"idea\" }}\ntarget = {{ year = {year}, value = \"done\" }}"
    )
}

/// The line of a baseline of 2014.
pub fn since(value: &str) -> String {
    format!("baseline = {{ year = 2014, value = {value} }}")
}

/// The line of a target of 2019.
pub fn until(value: &str) -> String {
    format!("target = {{ year = 2019, value = {value} }}")
}
