//! Correcting what was published: the figure, the 正誤, and every sealed edition that shows it.

use crate::harness::html::Page;
use crate::harness::kills::{Left, kill_at_moments};
use crate::harness::{Run, Site, Tree, differences, repository};
use std::fs;
use std::sync::OnceLock;
use torikumi::bag::Bag;

const RESULT: &str = "content/editions/2018/goal-1/goal.md";
const EDITION: &str = "content/editions/2018/edition.md";

/// Three sealed editions in a row, before and after them an open one. They are sealed once for all tests.
fn sealed_years() -> Site {
    static SEALED: OnceLock<Site> = OnceLock::new();
    let sealed = SEALED.get_or_init(|| {
        let site = Site::empty().with(&repository("tests/sites/tsubaki"));
        for year in ["2018", "2019", "2020"] {
            let run = site.run(&["archive", year, "--date", "2026-04-01"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
        site
    });
    Site::empty().with(sealed.root())
}

fn correct(site: &Site, figures: &[&str], more: &[&str]) -> Run {
    let reason = ["--reason", "集計の誤り", "--reason-en", "Counting error", "--date", "2026-11-27"];
    site.run(&[&["correct", "2018"], figures, &reason, more].concat())
}

fn bundle(site: &Site, name: &str) -> Bag {
    Bag::open(fs::read(site.path(&format!("content/archive/{name}"))).unwrap().into()).unwrap()
}

fn sealed_page(site: &Site, name: &str, path: &str) -> String {
    let html = bundle(site, name).read(&format!("site/{path}")).unwrap();
    spaceless(path, &String::from_utf8(html).unwrap())
}

/// The text of a page without white space.
fn spaceless(path: &str, html: &str) -> String {
    Page::read(path, html).texts_of("body").concat().replace(char::is_whitespace, "")
}

fn codes(run: &Run) -> Vec<String> {
    let lines = run.stderr.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned()));
    lines.filter(|code| code != "photo-without-file").collect()
}

#[test]
fn one_step_corrects_the_result_the_edition_and_every_sealed_edition_that_shows_it() {
    let site = sealed_years();
    let run = correct(&site, &["waiting-children=7"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for word in ["保育所の待機児童数", "2018-r2.zip", "2019-r2.zip", "2020-r2.zip", "2 files changed, 3 bundles sealed"] {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
    assert!(site.read(RESULT).contains("\nwaiting-children = 7\n"));
    let correction = "[[correction]]\ndate = \"2026-11-27\"\ntext = { ja = \"集計の誤り\", en = \"Counting error\" }\n\n\
                      [[correction.figure]]\nindicator = \"waiting-children\"\nbefore = 6\nafter = 7\n";
    assert!(site.read(EDITION).contains(correction), "{}", site.read(EDITION));
    let check = site.run(&["check", "--format", "short"]);
    assert_eq!(codes(&check), [""; 0], "{}", check.stderr);
    assert_eq!(site.run(&["verify"]).status, 0);
    let record = String::from_utf8(bundle(&site, "2019-r2.zip").read("record.json").unwrap()).unwrap();
    assert!(record.contains("\"earlier\""));
    let again = correct(&site, &["waiting-children=7"], &[]);
    assert!(again.stdout.starts_with("nothing to correct"), "{}", again.stdout);
}

#[test]
fn corrected_pages_say_what_when_why_and_from_which_figure_to_which() {
    let site = sealed_years();
    assert_eq!(correct(&site, &["waiting-children=7"], &[]).status, 0);
    let ja = "令和8年11月27日保育所の待機児童数平成30年度の実績値6人→7人集計の誤り";
    let of_year = |year: &str| {
        let page = |path: &str| sealed_page(&site, &format!("{year}-r2.zip"), &format!("{year}/{path}"));
        ["index.html", "goal-1.html", "indicators/waiting-children.html", "indicators.html", "changes.html", "print.html"].map(page)
    };
    for year in ["2018", "2019"] {
        for page in of_year(year) {
            assert!(page.contains("正誤") && page.contains(ja), "{year}: {page}");
        }
    }
    let english = sealed_page(&site, "2018-r2.zip", "en/2018/indicators/waiting-children.html");
    assert!(english.contains("resultofFY2018:6people→7peopleCountingerror") && !english.contains("集計の誤り"), "{english}");
    let other = sealed_page(&site, "2018-r2.zip", "2018/goal-2.html");
    assert!(!other.contains("集計の誤り"), "only the pages that show the figure");
    let site = site.built();
    let series = spaceless("a", &site.read("output/indicators/waiting-children.html"));
    assert!(series.contains(ja), "{series}");
    let archive = spaceless("a", &site.read("output/archive/index.html"));
    assert!(archive.contains("保育所の待機児童数平成30年度の実績値6人→7人集計の誤り"), "{archive}");
    assert!(archive.contains("以前の確定版（1件）2018.zip"), "former bundles are folded: {archive}");
    let rows = site.read("output/2018/data/corrections.csv");
    assert!(
        rows.contains("2018,2026-11-27,waiting-children,保育所の待機児童数,")
            && rows.contains(",2018,fiscal,6,7,,,人,集計の誤り,Counting error")
    );
    assert!(!site.path("output/2017/data/corrections.csv").exists());
}

#[test]
fn the_feed_has_an_entry_for_each_correction_and_its_day() {
    let site = sealed_years();
    assert_eq!(correct(&site, &["waiting-children=7"], &[]).status, 0);
    assert_eq!(site.run(&["build", "--base-url", "https://city.example/"]).status, 0);
    let feed = site.read("output/en/feed.xml");
    assert_eq!(feed.matches("<updated>2026-11-27T00:00:00+09:00</updated>").count(), 3, "feed, correction, edition: {feed}");
    assert!(
        feed.contains("/en/2018/#correction-3</id>") && feed.contains("result of FY2018: 6 people → 7 people. Counting error"),
        "{feed}"
    );
}

#[test]
fn two_corrections_in_a_row_leave_no_sealed_year_behind() {
    let site = sealed_years();
    assert_eq!(correct(&site, &["waiting-children=7"], &[]).status, 0);
    let second = site.run(&["correct", "H30", "waiting-children=8", "--reason", "再度の誤り", "--date", "2026-11-27"]);
    assert_eq!(second.status, 0, "{}", second.stderr);
    for year in ["2018", "2019", "2020"] {
        for former in ["", "-r2"] {
            assert!(site.path(&format!("content/archive/{year}{former}.zip")).exists(), "each bundle stays");
        }
        let record = String::from_utf8(bundle(&site, &format!("{year}-r3.zip")).read("record.json").unwrap()).unwrap();
        let record: serde_json::Value = serde_json::from_str(&record).unwrap();
        let mut all = record["goals"].as_array().unwrap().iter().flat_map(|goal| goal["indicators"].as_array().unwrap());
        let one = all.find(|one| one["id"] == "waiting-children").unwrap();
        let shown = match year {
            "2018" => &one["result"]["value"],
            _ => one["earlier"].as_array().unwrap().iter().find(|figure| figure["year"] == 2018).map(|figure| &figure["value"]).unwrap(),
        };
        assert_eq!(shown, "8", "{year}");
        let page = sealed_page(&site, &format!("{year}-r3.zip"), &format!("{year}/indicators/waiting-children.html"));
        assert!(page.contains("6人→7人") && page.contains("7人→8人"), "{year}: {page}");
    }
    let check = site.run(&["check", "--format", "short"]);
    assert_eq!(codes(&check), ["missing-translation"], "the English follows later: {}", check.stderr);
    let register = site.read("content/archive/register.toml");
    assert_eq!(register.matches("[[seal]]").count(), 9);
    assert_eq!(register.matches("reason = \"平成30年度の実績値の訂正：再度の誤り\"").count(), 2);
}

#[test]
fn check_names_every_sealed_edition_that_shows_a_corrected_figure() {
    let site = sealed_years();
    site.change(RESULT, "waiting-children = 6", "waiting-children = 7");
    let text = site.read(EDITION);
    let end = text.rfind("\n+++\n").unwrap();
    let by_hand = "\n\n[[correction]]\ndate = \"2026-11-27\"\ntext = { ja = \"誤り\", en = \"Error\" }\n\
                   figure = [{ indicator = \"waiting-children\", before = 6, after = 7 }]";
    site.write(EDITION, &format!("{}{by_hand}{}", &text[..end], &text[end..]));
    let check = site.run(&["check", "--format", "short"]);
    for bundle in ["2018.zip", "2019.zip", "2020.zip"] {
        assert!(
            check.stderr.contains(&format!("`{bundle}` shows 6 for “Children waiting for a nursery place” (Children’s Division, goal 1) of FY2018, which was corrected to 7")),
            "{}",
            check.stderr
        );
    }
    let run = site.run(&["archive", "2019", "--revision", "follows", "--date", "2026-11-27"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let check = site.run(&["check", "--format", "short"]);
    assert!(check.stderr.contains("`2019-r2.zip` shows 6"), "its pages take the figure from the bundle of 2018: {}", check.stderr);
    let run = correct(&site, &["waiting-children=7"], &["--accept"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(site.read(EDITION).matches("[[correction.figure]]").count(), 0, "it is stated already");
    assert!(site.path("content/archive/2018-r2.zip").exists() && site.path("content/archive/2019-r3.zip").exists());
    assert_eq!(codes(&site.run(&["check", "--format", "short"])), [""; 0]);
    site.change(RESULT, "waiting-children = 7", "waiting-children = 5");
    assert!(codes(&site.run(&["check", "--format", "short"])).contains(&"correction-differs".to_owned()));
}

#[test]
fn a_dry_run_shows_the_same_and_writes_nothing() {
    let site = sealed_years();
    let before = site.tree("");
    let tried = correct(&site, &["waiting-children=7"], &["--dry-run"]);
    assert_eq!(tried.status, 0, "{}", tried.stderr);
    assert!(tried.stdout.contains("2020-r2.zip") && tried.stdout.contains("nothing was written"), "{}", tried.stdout);
    assert_eq!(differences(&before, &site.tree("")), [""; 0]);
    let json = correct(&site, &["waiting-children=7"], &["--dry-run", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&json["corrected"][0]["before"], &json["corrected"][0]["after"], &json["written"]),
        (&"6".into(), &"7".into(), &false.into())
    );
    assert_eq!(json["sealed"].as_array().unwrap().len(), 3);
}

#[test]
fn a_table_corrects_several_figures_and_a_conflict_none() {
    let site = sealed_years();
    site.write("right.csv", "指標,実績\n保育所の待機児童数,7人\n子育て,1\n");
    let before = site.tree("content");
    let refused = correct(&site, &["right.csv"], &[]);
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("unknown-name") && refused.stderr.contains("nothing was corrected"), "{}", refused.stderr);
    assert_eq!(differences(&before, &site.tree("content")), [""; 0]);
    site.write("right.csv", "指標,実績\n保育所の待機児童数,7人\n産前産後の訪問件数,\"1,234\"\n");
    let run = correct(&site, &["right.csv"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(site.read(EDITION).matches("[[correction.figure]]").count(), 2);
    assert_eq!(site.read(EDITION).matches("集計の誤り").count(), 1, "one correction");
}

#[test]
fn what_else_changed_in_a_sealed_edition_is_said_first() {
    let site = sealed_years();
    let path = "content/editions/2019/goal-1/goal.md";
    site.write(path, &format!("{}\n", site.read(path)));
    let before = site.tree("content");
    let run = correct(&site, &["waiting-children=7"], &[]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("2019.zip: content/editions/2019/goal-1/goal.md") && run.stderr.contains("--accept"), "{}", run.stderr);
    assert_eq!(differences(&before, &site.tree("content")), [""; 0]);
    assert_eq!(correct(&site, &["waiting-children=7"], &["--accept"]).status, 0);
}

#[test]
fn bodies_and_plans_that_say_the_old_figure_are_listed() {
    let site = sealed_years();
    let body = "content/editions/2021/goal-1/goal.md";
    site.write(body, &format!("{}\n平成30年度の待機児童は6人でした。16人ではありません。\n", site.read(body)));
    let run = correct(&site, &["waiting-children=7"], &["--format", "short"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("corrected-in-text").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("editions/2021/goal-1/goal.md") && run.stdout.contains("1 place may still say the old figure"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_open_edition_is_corrected_without_a_seal_and_a_draft_not_at_all() {
    let site = Site::base();
    let run = site.run(&["correct", "2021", "visitors=87", "--reason", "誤り", "--date", "2022-10-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!site.path("content/archive").exists() && site.read("content/editions/2021/edition.md").contains("before = 86\nafter = 87"));
    let site = site.built();
    assert!(site.read("output/2021/indicators/visitors.html").contains("id=\"corrections\""));
    let draft = Site::base();
    draft.change("content/editions/2021/edition.md", "published = \"2022-09\"", "draft = true");
    let run = draft.run(&["correct", "2021", "visitors=87", "--reason", "誤り"]);
    assert_eq!((run.status, run.stderr.contains("torikumi import")), (2, true), "{}", run.stderr);
}

#[test]
fn a_step_of_a_milestone_and_a_list_in_brackets_are_corrected_too() {
    let site = Site::base();
    site.change(
        "content/editions/2021/edition.md",
        "published = \"2022-09\"",
        "published = \"2022-09\"\ncorrection = [{ date = \"2022-09-20\", text = { ja = \"誤字\", en = \"A slip\" } }]",
    );
    let run = site.run(&["correct", "2021", "walking-map=done", "--reason", "\"段階\"の誤り", "--date", "2022-10-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = site.read("content/editions/2021/edition.md");
    assert!(text.contains("figure = [{ indicator = \"walking-map\", before = \"none\", after = \"done\" }]"), "{text}");
    assert!(text.contains("誤字"));
    let site = site.built();
    let page = spaceless("a", &site.read("output/2021/indicators/walking-map.html"));
    assert!(page.contains("→") && page.contains("「段階」") || page.contains("\"段階\"の誤り"), "{page}");
}

#[test]
fn a_correction_that_is_killed_leaves_every_file_whole_and_the_same_command_does_the_rest() {
    let site = Site::base();
    assert_eq!(site.run(&["archive", "2021", "--date", "2026-04-01"]).status, 0);
    let before = site.tree("content");
    let command = ["correct", "2021", "visitors=87", "--reason", "誤り", "--date", "2022-10-01", "--accept"];
    let prepare = || {
        fs::remove_dir_all(site.path("content")).unwrap();
        for (path, bytes) in &before {
            let file = site.path(&format!("content/{path}"));
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    };
    let look = |moment: &str| {
        let check = site.run(&["check", "--format", "short"]);
        assert_eq!(check.status, 0, "{moment}: {}", check.stderr);
        let is_old = site.tree("content").into_iter().filter(|(path, _)| !path.contains("/.")).collect::<Tree>() == before;
        let is_new = site.read("content/archive/register.toml").contains("2021-r2.zip");
        let run = site.run(&command);
        assert_eq!(run.status, 0, "{moment}: {}", run.stderr);
        assert!(site.tree("content")["archive/2021.zip"] == before["archive/2021.zip"], "{moment}");
        assert_eq!(site.read("content/editions/2021/edition.md").matches("[[correction.figure]]").count(), 1, "{moment}");
        let check = site.run(&["check", "--format", "short"]);
        assert_eq!(codes(&check), ["missing-translation"], "{moment}: {}", check.stderr);
        match (is_old, is_new) {
            (true, _) => Left::Old,
            (false, true) => Left::New,
            (false, false) => Left::Between,
        }
    };
    kill_at_moments(&site, &command, prepare, look);
}
