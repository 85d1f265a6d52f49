//! Random plans in random municipal layouts: each is read back exactly, or a conflict says why not, and never is a figure another one.

mod files;
mod layout;
mod plan;

use crate::harness::{Site, thoroughness};
use files::FileKind;
use layout::{Layout, Shape};
use plan::{Dice, RandomPlan};
use proptest::prelude::*;
use std::collections::BTreeMap;
use torikumi::diagnostic::Report;
use torikumi::load::{Folder, load};
use torikumi::sheet::{self, Absences, Conflicts, PlanResult, Proposals, TableFile, WantedStrategy};

/// Plans of each case: with those of a thorough run, ten thousand.
const PLANS: u64 = 16;

/// What is made of the tables: the lines of the plan, or every conflict.
fn read(folder: &Folder, file: &TableFile) -> Result<Vec<String>, String> {
    let wanted = WantedStrategy { id: "new", succeeds: None, facts: None, proposals: Proposals::Open, absences: Absences::Kept };
    let parsed = sheet::strategy(folder, wanted, file, Conflicts::Open).unwrap();
    if parsed.report.has_errors() {
        return Err(format!("{:?}", parsed.report));
    }
    let mut files: BTreeMap<String, toml::Table> = BTreeMap::new();
    let PlanResult::New(draft) = parsed.result else { panic!("a new strategy") };
    let mut made = Folder::default();
    folder.texts.iter().for_each(|(path, source)| made.add_text(path, &folder.sources.get(*source).text));
    draft.paths().zip(&draft.files).for_each(|(path, file)| made.add_text(&path, &file.text));
    let again = sheet::strategy(&made, WantedStrategy { absences: Absences::Removed, ..wanted }, file, Conflicts::Open).unwrap();
    let PlanResult::Changed(changes) = &again.result else { panic!("a strategy that is there") };
    if !changes.is_empty() || !changes.lines.is_empty() || again.report.has_errors() {
        return Err(format!("not the same again: {changes:?} {:?}", again.report));
    }
    for file in draft.files {
        let facts = file.text.split("+++").nth(1).unwrap().parse().unwrap();
        files.insert(file.path, facts);
    }
    let title = |path: &str| files.get(path).map(|facts| facts["title"]["ja"].as_str().unwrap().to_owned()).unwrap_or_default();
    let mut lines = Vec::new();
    for (path, facts) in files.iter().filter(|(path, _)| *path != "strategy.md") {
        let goal = path.strip_prefix("goal-").unwrap().split('/').next().unwrap();
        let measure = path.split("measure-").nth(1).map(|number| number.trim_end_matches(".md"));
        let measure = measure.map_or("–".to_owned(), |number| format!("{number} {}", title(path)));
        for indicator in facts.get("indicator").and_then(toml::Value::as_array).into_iter().flatten() {
            let text = |key: &str| indicator.get(key).and_then(toml::Value::as_str).unwrap_or("").to_owned();
            let figure = |key: &str| {
                indicator.get(key).map_or("–".to_owned(), |figure| {
                    let value = figure.get("value").map(|value| value.to_string().trim_end_matches(".0").to_owned());
                    let bound = figure.get("bound").and_then(toml::Value::as_str).map(|bound| format!(" {bound}")).unwrap_or_default();
                    let year = figure.get("year").map_or("?".to_owned(), ToString::to_string);
                    value.map_or("–".to_owned(), |value| format!("{value}{bound} ({year})"))
                })
            };
            let goal_title = title(&format!("goal-{goal}/goal.md"));
            let name = indicator["name"]["ja"].as_str().unwrap();
            let schedule = indicator.get("schedule").and_then(toml::Value::as_array).into_iter().flatten();
            let schedule: String =
                schedule.map(|target| format!(" {} ({})", target["value"].to_string().trim_end_matches(".0"), target["year"])).collect();
            lines.push(format!(
                "{goal} {goal_title} | {measure} | {name} [{}] {} →{schedule} → {}",
                text("unit"),
                figure("baseline"),
                figure("target")
            ));
        }
    }
    Ok(lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: thoroughness().cases(40), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_plan_in_any_layout_is_read_back_exactly(seed: u64) {
        let site = Site::base();
        let folder = load(site.root(), &mut Report::default()).unwrap();
        for variant in 0..PLANS {
            let mut dice = Dice(seed.wrapping_add(variant));
            let plan = RandomPlan::new(&mut dice);
            let layout = Layout::new(&mut dice, &plan);
            let sheets = layout.sheets(&plan, &mut dice);
            let kind = FileKind::new(&mut dice, &sheets, layout.is_merged, layout.shape == Shape::SheetPerGoal);
            let name = kind.name();
            let tables = sheet::tables(name, kind.bytes(&sheets, layout.has_unit_column)).unwrap();
            let found = read(&folder, &TableFile { name: name.to_owned(), tables });
            let mut expected = plan.lines();
            expected.sort();
            let found = found.map(|mut lines| { lines.sort(); lines });
            let shown: Vec<String> = sheets.iter().map(files::RandomSheet::shown).collect();
            prop_assert_eq!(found, Ok(expected), "{:?} {:?}\n{}", kind, layout.shape, shown.join("\n"));
        }
    }
}
