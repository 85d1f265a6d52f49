//! The commands that are tried, each on a small site, with what a person would do after trouble.

use super::layer::{Fault, Kind, Lasting};
use super::trial::{Scenario, State, counted};
use crate::harness::{Site, differences};

const OWN: &str = "output/.torikumi/";
const REGISTER: &str = "content/archive/register.toml";

/// The small site in one language.
fn small() -> Site {
    let site = Site::base();
    site.change("content/site.toml", "languages = [\"ja\", \"en\"]\n", "languages = [\"ja\"]\n");
    site
}

fn succeeded(site: &Site, arguments: &[&str]) -> Result<(), String> {
    let run = site.run(arguments);
    if run.status == 0 { Ok(()) } else { Err(format!("{arguments:?}: {} {}", run.status, run.stderr)) }
}

fn built(site: &Site) -> Result<(), String> {
    succeeded(site, &["build"])
}

pub fn first_build() -> Scenario {
    Scenario { promise: old_or_new, visible: published, ..Scenario::new(small(), &["build"], built) }
}

/// A build after pages were added, changed and removed.
pub fn later_build() -> Scenario {
    let site = small();
    site.write("content/strategies/next/strategy.md", "+++\ntitle = { ja = \"次期見本市総合戦略\" }\n+++\n");
    built(&site).unwrap();
    site.remove("content/strategies/next");
    site.change("content/editions/2021/goal-1/goal.md", "visitors = 86", "visitors = 87");
    site.write("content/pages/new.md", "+++\ntitle = { ja = \"新しいページ\" }\n+++\n\n新しい。\n");
    Scenario { promise: old_or_new, visible: published, ..Scenario::new(site, &["build"], built) }
}

/// The site is the old one, byte by byte, or the new one; only a run that was killed, or whose disk failed for good, may leave a
/// journal that the next one carries out.
fn old_or_new(scenario: &Scenario, left: &State, fault: Fault) -> Vec<String> {
    let is = |state: &State| published(state) == published(left);
    let excused = (fault.kind.kills() || fault.lasting == Lasting::On) && left.contains_key("output/.torikumi/journal");
    let whole = is(&scenario.before) || is(&scenario.after) || excused;
    if whole { Vec::new() } else { differences(&published(&scenario.before), &published(left)) }
}

fn published(state: &State) -> State {
    let of_site = |path: &String| path.starts_with("output/") && !path.starts_with(OWN) && !path.ends_with('/');
    state.iter().filter(|(path, _)| of_site(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn write_edition(site: &Site, year: i32) {
    let facts = format!("strategy = \"plan\"\npublished = \"{}-09\"\ntitle = {{ ja = \"見本市総合戦略の取組状況\" }}", year + 1);
    site.write(&format!("content/editions/{year}/edition.md"), &format!("+++\n{facts}\n+++\n"));
}

/// The sealing of an edition beside one that is sealed already.
pub fn archive() -> Scenario {
    let site = small();
    write_edition(&site, 2020);
    site.write("content/editions/2020/goal-1/goal.md", "+++\n[results]\nvisitors = 83\nwalking-map = \"none\"\n+++\n");
    site.write("content/editions/2020/goal-1/measure-1.md", "+++\n+++\n\n- 案内板を1か所に設置\n");
    succeeded(&site, &["archive", "2020", "--date", "2021-10-01"]).unwrap();
    Scenario::new(site, &["archive", "2021", "--date", "2022-10-01"], sealed)
}

/// Either it is sealed, and `verify` finds it whole, or it is not, and can be.
fn sealed(site: &Site) -> Result<(), String> {
    succeeded(site, &["verify"])?;
    if site.read(REGISTER).contains("edition = 2021") {
        return Ok(());
    }
    succeeded(site, &["archive", "2021", "--date", "2022-10-01"])?;
    succeeded(site, &["verify"])
}

/// The results of three goals, the last of which has no file in the edition yet.
pub fn import() -> Scenario {
    let site = small();
    site.write("content/editions/2021/goal-1/goal.md", "+++\n[results]\nwalking-map = \"none\"\n+++\n\n課の文章。\n");
    for (goal, id) in [(2, "boards"), (3, "benches")] {
        let indicator =
            format!("id = \"{id}\"\nrole = \"kpi\"\nname = {{ ja = \"{id}\" }}\nunit = \"件\"\nkind = \"level\"\ndirection = \"up\"");
        let years = "baseline = { year = 2019, value = 1 }\ntarget = { year = 2024, value = 9 }";
        let text = format!("+++\ntitle = {{ ja = \"目標{goal}\" }}\n\n[[indicator]]\n{indicator}\n{years}\n+++\n");
        site.write(&format!("content/strategies/plan/goal-{goal}/goal.md"), &text);
    }
    site.write("content/editions/2021/goal-2/goal.md", "+++\n[results]\n+++\n");
    site.write("results.csv", "ID,実績\nvisitors,90\nboards,3\nbenches,4\n");
    Scenario::new(site, &["import", "results.csv"], |site| succeeded(site, &["import", "results.csv"]))
}

/// A plan whose table changes two files, adds to a third one and makes a goal.
pub fn import_plan() -> Scenario {
    let site = small();
    let rows = ["1 安全,(1) 防災,groups,組織数,組織,累計,増,1,R6,4,R11", "2 健康,(1) 健診,checks,受診率,％,年度末の値,増,92,R6,98,R11"];
    let table = |rows: &[&str]| format!("基本目標,施策,ID,指標名,単位,種別,方向,基準値,基準年度,目標値,目標年度\n{}\n", rows.join("\n"));
    site.write("plan.csv", &table(&rows));
    const IMPORT: &[&str] = &["import", "strategy", "plan.csv", "--id", "next"];
    succeeded(&site, IMPORT).unwrap();
    let [first, second] = rows.map(|row| row.replace(",R11", ",R12"));
    let new = "3 にぎわい,(1) 商店街,shops,活用件数,件,累計,増,3,R6,20,R11";
    site.write("plan.csv", &table(&[&first, ",,talks,講習の回数,回,単年度,増,1,R6,4,R11", &second, new]));
    Scenario::new(site, IMPORT, |site| succeeded(site, IMPORT))
}

/// A plan whose table lacks a goal, a measure, and an indicator of a file that stays.
pub fn remove_from_plan() -> Scenario {
    let site = small();
    let rows = [
        "1 安全,(1) 防災,groups,組織数,組織,累計,増,1,R6,4,R11",
        ",,talks,講習の回数,回,単年度,増,1,R6,4,R11",
        ",(2) 防犯,patrols,見守りの回数,回,単年度,増,1,R6,4,R11",
        "2 健康,(1) 健診,checks,受診率,％,年度末の値,増,92,R6,98,R11",
    ];
    let table = |rows: &[&str]| format!("基本目標,施策,ID,指標名,単位,種別,方向,基準値,基準年度,目標値,目標年度\n{}\n", rows.join("\n"));
    site.write("plan.csv", &table(&rows));
    const REMOVE: &[&str] = &["import", "strategy", "plan.csv", "--id", "next", "--remove"];
    succeeded(&site, REMOVE).unwrap();
    site.write("plan.csv", &table(&rows[..1]));
    let scenario = Scenario::new(site, REMOVE, |site| succeeded(site, REMOVE));
    let gone = ["goal-2/goal.md", "goal-2/measure-1.md", "goal-1/measure-2.md"].map(|path| format!("content/strategies/next/{path}"));
    assert!(gone.iter().all(|path| scenario.before.contains_key(path) && !scenario.after.contains_key(path)));
    scenario
}

/// A new site in a folder that is not there yet.
pub fn init() -> Scenario {
    let site = Site::empty();
    Scenario {
        promise: all_or_nothing,
        ..Scenario::new(site, &["init", "town/site"], |site| made(site, "town/site/content", &["init", "town/site"]))
    }
}

/// A new edition.
pub fn new_edition() -> Scenario {
    const NEW: &[&str] = &["new", "edition", "2022"];
    Scenario { promise: all_or_nothing, ..Scenario::new(small(), NEW, |site| made(site, "content/editions/2022", NEW)) }
}

/// Makes what is not there yet.
fn made(site: &Site, folder: &str, arguments: &[&str]) -> Result<(), String> {
    if site.path(folder).exists() { Ok(()) } else { succeeded(site, arguments) }
}

/// What is new is there as a whole or not at all; hidden folders are never read as content.
fn all_or_nothing(scenario: &Scenario, left: &State, fault: Fault) -> Vec<String> {
    if fault.kind == Kind::Vanished {
        // The site without one of its files: what is made is looked at by the other kinds.
        return Vec::new();
    }
    let is_seen = |path: &&String| !path.ends_with('/') && !path.split('/').any(|part| part.starts_with('.'));
    let seen = |state: &State| state.keys().filter(is_seen).cloned().collect::<Vec<_>>();
    let whole = [&scenario.before, &scenario.after].iter().any(|state| seen(state) == seen(left));
    if whole { Vec::new() } else { vec![format!("half of it is there: {:?}", seen(left))] }
}

/// Forms that replace older ones.
pub fn export() -> Scenario {
    const EXPORT: &[&str] = &["export", "form", "--output-dir", "forms", "--force"];
    let site = small();
    write_edition(&site, 2022);
    site.write("content/editions/2022/goal-1/goal.md", "+++\n[results]\n+++\n");
    Scenario::new(site, EXPORT, |site| succeeded(site, EXPORT))
}

/// A site with a folder to publish to.
pub fn publishing() -> Site {
    let site = small();
    let target = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n";
    site.write("content/site.toml", &(site.read("content/site.toml") + target));
    site.write("www/CNAME", "of others");
    site
}

/// A first publication to a folder.
pub fn first_publication() -> Scenario {
    Scenario { promise: each_old_or_new, ..Scenario::new(publishing(), &["publish"], published_again) }
}

/// A publication after pages were added, changed and removed.
pub fn later_publication() -> Scenario {
    let site = publishing();
    site.write("content/strategies/next/strategy.md", "+++\ntitle = { ja = \"次期見本市総合戦略\" }\n+++\n");
    succeeded(&site, &["publish"]).unwrap();
    site.remove("content/strategies/next");
    site.change("content/editions/2021/goal-1/goal.md", "visitors = 86", "visitors = 87");
    site.write("content/pages/new.md", "+++\ntitle = { ja = \"新しいページ\" }\n+++\n\n新しい。\n");
    Scenario { promise: each_old_or_new, ..Scenario::new(site, &["publish"], published_again) }
}

fn published_again(site: &Site) -> Result<(), String> {
    succeeded(site, &["publish"])?;
    succeeded(site, &["publish", "--verify"])
}

/// Every address has its old or its new page, and the files of others are there.
fn each_old_or_new(scenario: &Scenario, left: &State, _: Fault) -> Vec<String> {
    let pages = |state: &State| -> State {
        let is_page = |path: &String| path.starts_with("www/") && !path.starts_with("www/.torikumi/") && !path.ends_with('/');
        counted(state).into_iter().filter(|(path, _)| is_page(path)).collect()
    };
    let (before, after, left) = (pages(&scenario.before), pages(&scenario.after), pages(left));
    let is_known = |path: &&String| [&before, &after].iter().any(|state| state.get(*path) == left.get(*path));
    let all: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).chain(left.keys()).collect();
    all.into_iter().filter(|path| !is_known(path)).map(|path| format!("neither the old nor the new: {path}")).collect()
}
