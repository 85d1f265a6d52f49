//! Sites of any size, made up: editions of four goals with twenty measures each and forty indicators, in both languages.
//! Every five editions a new strategy with new indicators begins.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const FIRST_YEAR: i32 = 2015;
const EDITIONS_A_STRATEGY: i32 = 5;
const GOALS: i32 = 4;
const MEASURES: i32 = 20;
const INDICATORS: i32 = 10;

/// Writes the content of a site with so many editions below a folder.
pub fn write(root: &Path, editions: i32) {
    file(root, "site.toml", "title = { ja = \"試験市総合戦略の取組状況\", en = \"Test City Strategy: Progress Report\" }\n");
    file(root, "pages/about.md", "+++\ntitle = { ja = \"このサイト\", en = \"About\" }\n+++\n\n測定のためのサイトです。\n");
    file(root, "pages/about.en.md", "A site for measuring.\n");
    for first in (FIRST_YEAR..FIRST_YEAR + editions).step_by(EDITIONS_A_STRATEGY as usize) {
        strategy(root, first);
    }
    for year in FIRST_YEAR..FIRST_YEAR + editions {
        edition(root, year);
    }
}

/// The first year of the strategy that an edition reports on.
fn first_year(edition: i32) -> i32 {
    edition - (edition - FIRST_YEAR) % EDITIONS_A_STRATEGY
}

fn strategy(root: &Path, first: i32) {
    let last = first + EDITIONS_A_STRATEGY - 1;
    let folder = format!("strategies/s{first}");
    let title = format!("title = {{ ja = \"第{first}期戦略\", en = \"Strategy of {first}\" }}\nperiod = [{first}, {last}]\n");
    file(root, &format!("{folder}/strategy.md"), &front(&title, ""));
    for goal in 1..=GOALS {
        file(root, &format!("{folder}/goal-{goal}/goal.md"), &front(&goal_facts(first, last, goal), ""));
        for measure in 1..=MEASURES {
            let title = format!("title = {{ ja = \"施策{goal}の{measure}\", en = \"Measure {goal} ({measure})\" }}\n");
            file(root, &format!("{folder}/goal-{goal}/measure-{measure}.md"), &front(&title, ""));
        }
    }
}

fn goal_facts(first: i32, last: i32, goal: i32) -> String {
    let mut facts = format!("title = {{ ja = \"基本目標その{goal}\", en = \"Basic goal {goal}\" }}\n");
    for number in 1..=INDICATORS {
        let (id, baseline, target) = (id(first, goal, number), 100 * number, 100 * number + 50);
        let role = if number == 1 { "target" } else { "kpi" };
        let _ = write!(
            facts,
            "\n[[indicator]]\nid = \"{id}\"\nrole = \"{role}\"\nname = {{ ja = \"指標{goal}の{number}\", en = \"Indicator {goal} ({number})\" }}\nunit = \"人\"\nkind = \"level\"\ndirection = \"up\"\nbaseline = {{ year = {}, value = {baseline} }}\ntarget = {{ year = {last}, value = {target} }}\n",
            first - 1
        );
    }
    facts
}

fn id(first: i32, goal: i32, number: i32) -> String {
    format!("i{first}-{goal}-{number}")
}

fn edition(root: &Path, year: i32) {
    let (first, folder) = (first_year(year), format!("editions/{year}"));
    let facts =
        format!("strategy = \"s{first}\"\npublished = \"{}-09\"\ntitle = {{ ja = \"取組状況\", en = \"Progress Report\" }}\n", year + 1);
    file(root, &format!("{folder}/edition.md"), &front(&facts, ""));
    for goal in 1..=GOALS {
        let results: String =
            (1..=INDICATORS).map(|number| format!("{} = {}\n", id(first, goal, number), 100 * number + 8 * (year - first + 1))).collect();
        file(root, &format!("{folder}/goal-{goal}/goal.md"), &front(&format!("[results]\n{results}"), ""));
        for measure in 1..=MEASURES {
            let name = format!("{folder}/goal-{goal}/measure-{measure}");
            file(
                root,
                &format!("{name}.md"),
                &front("", &format!("- {year}年度に取組{measure}を**実施**\n- 関係団体と連携し、参加者は{measure}00人\n")),
            );
            file(
                root,
                &format!("{name}.en.md"),
                &format!("- Carried out activity {measure} in **FY{year}**\n- {measure}00 people took part, with local groups\n"),
            );
        }
    }
}

fn front(facts: &str, body: &str) -> String {
    format!("+++\n{facts}+++\n\n{body}")
}

fn file(root: &Path, path: &str, text: &str) {
    let path = root.join("content").join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the content");
    fs::write(path, text).expect("a file of the content");
}
