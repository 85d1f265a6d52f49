//! `torikumi diff`: what changed since the last publication, a day or a sealed edition, in figures and in words.

use crate::harness::{Run, Site, picture};
use calamine::{Reader, Xlsx};
use serde_json::Value;
use std::fs;

const GOAL: &str = "content/editions/2021/goal-1/goal.md";
const MEASURE: &str = "content/editions/2021/goal-1/measure-1.md";
const ENGLISH: &str = "content/editions/2021/goal-1/measure-1.en.md";
const PLAN: &str = "content/strategies/plan/goal-1/goal.md";
const PLAN_MEASURE: &str = "content/strategies/plan/goal-1/measure-1.md";
const JAPANESE: [(&str, &str); 1] = [("LANG", "ja_JP.UTF-8")];

/// A site with divisions, an indicator of a measure and a folder to publish to.
fn site() -> Site {
    let site = Site::base();
    site.change(PLAN, "unit = \"万人\"\n", "unit = \"万人\"\nowner = { ja = \"観光課\", en = \"Tourism Division\" }\n");
    let boards = "id = \"boards\"\nrole = \"kpi\"\nname = { ja = \"案内板の設置数\", en = \"Information boards\" }\nunit = \"件\"\n\
        owner = { ja = \"建築住宅課\", en = \"Housing Division\" }\nkind = \"cumulative\"\ndirection = \"up\"\n\
        baseline = { year = 2019, value = 3 }\ntarget = { year = 2024, value = 20 }\n";
    let plan = site.read(PLAN_MEASURE);
    site.write(PLAN_MEASURE, &plan.replacen("\n+++", &format!("\n\n[[indicator]]\n{boards}+++"), 1));
    let report = site.read(MEASURE);
    site.write(MEASURE, &report.replacen("+++\n", "+++\n[results]\nboards = 5\n\n[budget]\nplanned = 4800000\n\n", 1));
    let target = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n";
    site.write("content/site.toml", &(site.read("content/site.toml") + target));
    fs::create_dir(site.path("www")).unwrap();
    site
}

fn published() -> Site {
    let site = site();
    succeed(&site, &["publish"]);
    site
}

fn succeed(site: &Site, arguments: &[&str]) -> Run {
    let run = site.run(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
    run
}

/// What `diff` says in Japanese, without the line of the state that the content is compared with.
fn lines(site: &Site, arguments: &[&str]) -> Vec<String> {
    let run = site.run_with(&[&["diff"], arguments].concat(), &JAPANESE);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout.lines().skip(1).map(str::to_owned).collect()
}

/// The changes as JSON has them.
fn changes(site: &Site, arguments: &[&str]) -> Vec<Value> {
    let run = site.run(&[&["diff", "--format", "json"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["count"].as_u64(), document["changes"].as_array().map(|changes| changes.len() as u64));
    document["changes"].as_array().unwrap().clone()
}

/// Key, before and after of each change.
fn keys(site: &Site, arguments: &[&str]) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    changes(site, arguments).iter().map(|change| [&change["key"], &change["before"], &change["after"]].map(text)).collect()
}

fn key(key: &str, before: &str, after: &str) -> [String; 3] {
    [key, before, after].map(str::to_owned)
}

#[test]
fn changes_are_listed_by_division_under_the_names_of_things() {
    let site = published();
    site.change(GOAL, "visitors = 86", "visitors = 95");
    site.change(MEASURE, "boards = 5", "boards = 9");
    site.change(MEASURE, "案内板を3か所に設置", "案内板を4か所に設置");
    site.change(ENGLISH, "at three places", "at four places");
    site.change(PLAN_MEASURE, "value = 20", "value = 25");
    assert_eq!(
        lines(&site, &[]),
        [
            "",
            "■ 観光課（1件）",
            "  観光入込客数（観光課・基本目標1）：令和3年度の実績 86万人 → 95万人（評価 やや遅れ → 順調）",
            "",
            "■ 建築住宅課（4件）",
            "  まち歩きの案内を整える（建築住宅課・施策1(1)）：令和3年度報告の本文（日本語）",
            "    前：案内板を【3】か所に設置",
            "    後：案内板を【4】か所に設置",
            "  まち歩きの案内を整える（建築住宅課・施策1(1)）：令和3年度報告の本文（英語）",
            "    前：Set up information boards at 【three】 places",
            "    後：Set up information boards at 【four】 places",
            "  案内板の設置数（建築住宅課・施策1(1)）：目標値 20件（令和6年度） → 25件（令和6年度）",
            "  案内板の設置数（建築住宅課・施策1(1)）：令和3年度の実績 5件 → 9件（評価 遅れ → やや遅れ）",
        ]
    );
}

#[test]
fn the_first_line_says_since_when_and_how_much() {
    let site = published();
    let run = site.run_with(&["diff"], &JAPANESE);
    assert!(run.status == 0 && run.stdout.ends_with("の公開（production）からの変更はありません\n"), "{run:?}");
    assert!(succeed(&site, &["diff"]).stdout.starts_with("nothing has changed since the publication of "));
    site.change(GOAL, "visitors = 86", "visitors = 87");
    let run = site.run_with(&["diff"], &JAPANESE);
    assert!(run.stdout.lines().next().unwrap().ends_with("の公開（production）からの変更：1件"), "{run:?}");
    assert!(succeed(&site, &["diff"]).stdout.starts_with("1 change since the publication of "));
}

#[test]
fn comments_order_spelling_and_ends_of_lines_are_no_changes() {
    let site = published();
    site.change(GOAL, "visitors = 86\nwalking-map = \"none\"\n", "# 確認済み\nwalking-map = 'none'\nvisitors = { value = 86 }\n");
    site.change("content/pages/about.md", "## 資料\n\n見本市は架空の市です。", "## 資料\n\n見本市は架空の市です。\n\n");
    site.change(PLAN, "kind = \"annual\"\ndirection = \"up\"\n", "direction = \"up\"\nkind = \"annual\"\n");
    assert_eq!(changes(&site, &[]), [Value::Null; 0]);
}

#[test]
fn every_kind_of_figure_is_compared() {
    let site = published();
    site.change(
        PLAN,
        "baseline = { year = 2019, value = 80 }\ntarget = { year = 2024, value = 100 }\n",
        "baseline = { year = 2018, value = 79 }\ntarget = { year = 2024, value = 100, bound = \"at-least\" }\n\
         schedule = [{ year = 2022, value = 90 }]\nhistory = [{ year = 2017, value = 77 }]\n",
    );
    site.change(
        GOAL,
        "visitors = 86",
        "visitors = { value = 86.5, certainty = \"provisional\", note = { ja = \"一部推計\", en = \"partly estimated\" } }",
    );
    site.change(MEASURE, "planned = 4800000", "planned = 4800000\nsettled = 4650000");
    site.change(MEASURE, "boards = 5", "boards = { status = \"pending\" }");
    let found = keys(&site, &[]);
    let expected = [
        key("baseline", "800,000 people (FY2019)", "790,000 people (FY2018)"),
        key("target", "1.00 million people (FY2024)", "1.00 million people or more (FY2024)"),
        key("schedule.2022", "-", "900,000 people"),
        key("history.2017", "-", "770,000 people"),
        key("edition.2021.result", "860,000 people", "865,000 people (provisional)"),
        key("edition.2021.note.ja", "-", "一部推計"),
        key("edition.2021.note.en", "-", "partly estimated"),
        key("edition.2021.budget.settled", "-", "4,650,000 yen"),
        key("edition.2021.result", "5 cases", "being compiled"),
    ];
    assert_eq!(found, expected, "{found:#?}");
    let differences: Vec<Value> = changes(&site, &[]).iter().map(|change| change["difference"].clone()).collect();
    assert_eq!(differences[4], "+5,000 people");
    assert_eq!((&differences[1], &differences[8]), (&Value::Null, &Value::Null));
}

#[test]
fn every_kind_of_text_is_compared() {
    let site = published();
    site.change(
        PLAN,
        "name = { ja = \"観光入込客数\", en = \"Tourist arrivals\" }",
        "name = { ja = \"観光入込客数\", en = \"Visitors\" }\ndefinition = { ja = \"延べ人数\" }",
    );
    site.change(PLAN, "ja = \"訪れたくなるまちをつくる\"", "ja = \"また訪れたくなるまちをつくる\"");
    site.change("content/pages/about.md", "見本市は架空の市です。", "見本市は架空の市です。\n\n- 追記");
    site.change("content/site.toml", "[publisher]", "notice = { ja = \"試験公開中\", en = \"On trial\" }\n\n[publisher]");
    let review = "[[review]]\nby = \"committee\"\ntext = { ja = \"周知を。\", en = \"Make it known.\" }\nnext = \"expand\"\n\n[budget]";
    site.change(MEASURE, "[budget]", review);
    fs::write(site.path("content/editions/2021/goal-1/a.jpg"), picture::jpeg(40, 20)).unwrap();
    site.change(MEASURE, "[budget]", "[[photo]]\nfile = \"a.jpg\"\nalt = { ja = \"広場\", en = \"A square\" }\n\n[budget]");
    let found = keys(&site, &[]);
    let expected = [
        key("name.en", "Tourist arrivals", "Visitors"),
        key("definition.ja", "-", "延べ人数"),
        key("edition.2021.photo.a.jpg", "-", "広場\nA square"),
        key("edition.2021.review.1.0.1.ja", "-", "周知を。"),
        key("edition.2021.review.1.0.1.en", "-", "Make it known."),
        key("edition.2021.review.1.0.1.next", "-", "expand"),
        key("title.ja", "訪れたくなるまちをつくる", "また訪れたくなるまちをつくる"),
        key("body.ja", "-", "追記"),
        key("notice.ja", "-", "試験公開中"),
        key("notice.en", "-", "On trial"),
    ];
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn a_picture_that_was_replaced_under_its_name_is_a_change() {
    let site = site();
    let photo = "content/editions/2021/goal-1/a.jpg";
    fs::write(site.path(photo), picture::jpeg(40, 20)).unwrap();
    site.change(MEASURE, "[budget]", "[[photo]]\nfile = \"a.jpg\"\nalt = { ja = \"広場\", en = \"A square\" }\n\n[budget]");
    succeed(&site, &["publish"]);
    assert!(keys(&site, &[]).is_empty());
    // Another picture of the same size: only its bytes tell.
    let mut bytes = fs::read(site.path(photo)).unwrap();
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    fs::write(site.path(photo), &bytes).unwrap();
    let found = keys(&site, &[]);
    let [change] = found.as_slice() else { panic!("{found:#?}") };
    let [key, before, after] = change;
    let size = bytes.len().to_string();
    assert!(key == "edition.2021.photo.a.jpg.file" && before.contains(&size) && after.contains(&size) && before != after, "{found:#?}");
    // A snapshot that holds sizes alone says nothing of pictures.
    let snapshots = site.path(".torikumi/history/snapshots");
    for entry in fs::read_dir(&snapshots).unwrap() {
        let path = entry.unwrap().path();
        let mut snapshot: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for stamp in snapshot["files"].as_object_mut().unwrap().values_mut() {
            *stamp = stamp["size"].clone();
        }
        fs::write(&path, snapshot.to_string()).unwrap();
    }
    assert!(keys(&site, &[]).is_empty());
}

#[test]
fn what_came_or_went_as_a_whole_is_one_line() {
    let site = published();
    let indicator = "\n[[indicator]]\nid = \"benches\"\nrole = \"kpi\"\nname = { ja = \"ベンチの設置数\", en = \"Benches\" }\nunit = \"件\"\nkind = \"level\"\n\
        direction = \"up\"\nbaseline = { year = 2019, value = 1 }\ntarget = { year = 2024, value = 9 }\n";
    site.change(PLAN_MEASURE, "id = \"boards\"", "id = \"signs\"");
    site.change(MEASURE, "boards = 5", "signs = 5\nbenches = 2");
    let plan = site.read(PLAN_MEASURE);
    let (front, rest) = plan.rsplit_once("+++").unwrap();
    site.write(PLAN_MEASURE, &format!("{front}{indicator}+++{rest}"));
    site.remove("content/pages/about.md");
    site.remove("content/pages/about.en.md");
    let found = lines(&site, &[]);
    let expected = [
        "",
        "■ 建築住宅課（3件）",
        "  案内板の設置数（建築住宅課・施策1(1)）：指標の削除（基準値 3件（令和元年度）、目標値 20件（令和6年度））",
        "  案内板の設置数（建築住宅課・施策1(1)）：指標の追加（基準値 3件（令和元年度）、目標値 20件（令和6年度））",
        "  案内板の設置数（建築住宅課・施策1(1)）：令和3年度の実績 （なし） → 5件（評価 （なし） → 遅れ）",
        "",
        "■ 担当課の定めがないもの（3件）",
        "  ベンチの設置数（施策1(1)）：指標の追加（基準値 1件（令和元年度）、目標値 9件（令和6年度））",
        "  ベンチの設置数（施策1(1)）：令和3年度の実績 （なし） → 2件（評価 （なし） → 遅れ）",
        "  このサイトについて：ページの削除",
    ];
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn a_new_edition_shows_all_that_it_reports() {
    let site = published();
    succeed(&site, &["new", "edition", "2022"]);
    site.write("content/editions/2022/goal-1/goal.md", "+++\n[results]\nvisitors = 91\nwalking-map = \"done\"\n+++\n");
    site.write("content/editions/2022/goal-1/measure-1.md", "+++\n[results]\nboards = 8\n+++\n\n- 点検を実施\n");
    let found = keys(&site, &["--edition", "R4"]);
    let has = |wanted: [String; 3]| assert!(found.contains(&wanted), "{wanted:?} in {found:#?}");
    has(key("edition.2022.result", "-", "910,000 people"));
    has(key("edition.2022.result", "-", "Made"));
    has(key("edition.2022.result", "-", "8 cases"));
    has(key("edition.2022.body.ja", "-", "点検を実施"));
    assert_eq!(changes(&site, &["--edition", "2021"]), [Value::Null; 0]);
}

#[test]
fn an_edition_is_looked_at_with_its_strategy_alone() {
    let site = published();
    site.change(GOAL, "visitors = 86", "visitors = 87");
    site.change(PLAN, "value = 100", "value = 110");
    site.change("content/pages/about.md", "架空", "仮想");
    assert_eq!(changes(&site, &[]).len(), 3);
    let found: Vec<String> = keys(&site, &["--edition", "R3"]).into_iter().map(|[key, _, _]| key).collect();
    assert_eq!(found, ["target", "edition.2021.result"]);
    let run = site.run(&["diff", "--edition", "1999"]);
    assert!(run.status == 2 && run.stderr.contains("there is no edition of 1999"), "{run:?}");
}

#[test]
fn a_sealed_edition_is_compared_with_its_sources_now() {
    let site = published();
    succeed(&site, &["archive", "2021"]);
    site.change(GOAL, "visitors = 86", "visitors = 95");
    site.change(MEASURE, "案内板を3か所に設置", "案内板を4か所に設置");
    site.change("content/pages/about.md", "架空", "仮想");
    let found = keys(&site, &["--since", "R3"]);
    let expected = [
        key("edition.2021.result", "860,000 people", "950,000 people"),
        key("edition.2021.body.ja", "案内板を3か所に設置", "案内板を4か所に設置"),
    ];
    assert_eq!(found, expected, "{found:#?}");
    let first = site.run_with(&["diff", "--since", "令和3年度"], &JAPANESE).stdout;
    assert!(first.starts_with("令和3年度報告とその戦略の、確定した令和3年度報告（2021.zip）からの変更：2件\n"), "{first}");
    for (since, said) in [("2020", "the edition of 2020 has no sealed bundle"), ("soon", "`soon` is neither a day, the year")] {
        let run = site.run(&["diff", "--since", since]);
        assert!(run.status == 2 && run.stderr.contains(said), "{run:?}");
    }
    succeed(&site, &["new", "edition", "2022"]);
    let run = site.run(&["diff", "--since", "2021", "--edition", "2022"]);
    assert!(run.status == 2 && run.stderr.contains("compared with the same edition alone"), "{run:?}");
}

#[test]
fn of_a_sealed_edition_grades_change_with_its_bundle_alone() {
    let site = site();
    succeed(&site, &["archive", "2021"]);
    succeed(&site, &["publish"]);
    site.change(PLAN, "value = 100", "value = 82");
    assert_eq!(keys(&site, &[]), [key("target", "1.00 million people (FY2024)", "820,000 people (FY2024)")]);
    succeed(&site, &["correct", "2021", "visitors=81", "--reason", "集計の誤り", "--accept"]);
    let found = changes(&site, &[]);
    let result = found.iter().find(|change| change["key"] == "edition.2021.result").unwrap();
    assert_eq!((result["after"].as_str(), result["grade"]["before"].as_str()), (Some("810,000 people"), Some("Slightly behind")));
}

#[test]
fn parts_of_a_body_that_changed_are_shown_each_beside_its_own() {
    let site = site();
    let body = |items: &str| site.write(MEASURE, &format!("{}+++\n\n{items}", site.read(MEASURE).rsplit_once("+++").unwrap().0));
    body("- 一つ目を実施\n- 二つ目を実施\n- 三つ目を実施\n");
    succeed(&site, &["publish"]);
    body("- 一つ目を開始\n- 二つ目を実施\n- 三つ目を中止\n- 四つ目を実施\n");
    let found = keys(&site, &[]);
    let item = |before: &str, after: &str| key("edition.2021.body.ja", before, after);
    assert_eq!(found, [item("一つ目を実施", "一つ目を開始"), item("三つ目を実施", "三つ目を中止\n四つ目を実施")], "{found:#?}");
}

/// Gives the snapshots days, oldest first.
fn dated(site: &Site, days: &[&str]) {
    let folder = site.path(".torikumi/history/snapshots");
    let names = site.tree(".torikumi/history/snapshots").into_keys();
    for (name, day) in names.zip(days) {
        let [number, _, word] = name.splitn(3, '-').collect::<Vec<_>>()[..] else { panic!("{name}") };
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let (_, rest) = text.split_once("\",").unwrap();
        let (date, time) = (day.replace('-', ""), "120000");
        fs::remove_file(folder.join(&name)).unwrap();
        fs::write(folder.join(format!("{number}-{date}T{time}-{word}")), format!("{{\"time\":\"{day}T12:00:00\",{rest}")).unwrap();
    }
}

/// A site whose history has three states of one result, of three days.
fn with_history() -> Site {
    let site = site();
    succeed(&site, &["tidy"]);
    for value in ["87", "88"] {
        let text = site.read(GOAL);
        let old = if value == "87" { "86" } else { "87" };
        site.write(GOAL, &text.replace(&format!("visitors = {old}"), &format!("visitors = {value}")));
        succeed(&site, &["tidy"]);
    }
    dated(&site, &["2026-10-01", "2026-10-20", "2026-11-05"]);
    site.change(GOAL, "visitors = 88", "visitors = 89");
    site
}

#[test]
fn the_newest_state_of_a_day_or_before_is_taken() {
    let site = with_history();
    let before = |since: &str| keys(&site, &["--since", since])[0][1].clone();
    assert_eq!(before("2026-10-01"), "860,000 people");
    assert_eq!(before("R8.10.19"), "860,000 people");
    assert_eq!(before("令和8年10月20日"), "870,000 people");
    assert_eq!(before("2026-11-30"), "880,000 people");
    let run = site.run(&["diff", "--since", "2026-09-30"]);
    assert!(run.status == 2 && run.stderr.contains("it begins on 2026-10-01"), "{run:?}");
    let run = site.run(&["diff", "--since", "published"]);
    assert!(run.status == 2 && run.stderr.contains("no publication is in the history"), "{run:?}");
}

#[test]
fn without_a_publication_the_state_before_today_is_taken() {
    let site = with_history();
    assert_eq!(keys(&site, &[])[0][1], "880,000 people");
    let new = self::site();
    let run = new.run(&["diff"]);
    assert!(run.status == 2 && run.stderr.contains("there is no history yet"), "{run:?}");
    succeed(&new, &["tidy"]);
    let run = new.run(&["diff"]);
    assert!(run.status == 2 && run.stderr.contains("the history begins today"), "{run:?}");
}

#[test]
fn a_state_with_errors_is_compared_as_far_as_it_can_be_read() {
    let site = site();
    let sound = site.read(MEASURE);
    site.write(MEASURE, &sound.replace("boards = 5", "boards = "));
    succeed(&site, &["tidy"]);
    dated(&site, &["2026-10-01"]);
    site.write(MEASURE, &sound);
    site.change(GOAL, "visitors = 86", "visitors = 87");
    let run = site.run_with(&["diff", "--since", "2026-10-01"], &JAPANESE);
    assert!(run.status == 0 && run.stdout.contains("変更前の文書にはエラーが1件あります"), "{run:?}");
    assert!(run.stdout.contains("令和3年度の実績 86万人 → 87万人"), "{run:?}");
}

#[test]
fn a_snapshot_that_cannot_be_read_gives_way_to_the_one_before() {
    let site = with_history();
    let newest = site.tree(".torikumi/history/snapshots").into_keys().next_back().unwrap();
    site.write(&format!(".torikumi/history/snapshots/{newest}"), "torn");
    let run = site.run(&["diff"]);
    assert!(run.status == 0 && run.stderr.contains("a snapshot of the history cannot be read"), "{run:?}");
    assert!(run.stdout.contains("870,000 people → 890,000 people"), "{run:?}");
    fs::remove_dir_all(site.path(".torikumi/history/texts")).unwrap();
    let run = site.run(&["diff", "--since", "2026-10-20"]);
    assert!(run.status == 0 && run.stdout.contains("texts of the earlier content cannot be read from the history"), "{run:?}");
}

#[test]
fn nothing_is_written() {
    let site = published();
    site.change(GOAL, "visitors = 86", "visitors = 87");
    let before = crate::harness::tree(site.root());
    succeed(&site, &["diff"]);
    assert!(before == crate::harness::tree(site.root()));
}

#[test]
fn the_list_is_written_as_a_page_of_its_own() {
    let site = published();
    site.change(GOAL, "visitors = 86", "visitors = 95");
    site.change(MEASURE, "案内板を3か所に設置", "案内板を4か所に<設置>");
    let run = site.run_with(&["diff", "-o", "changes.html"], &JAPANESE);
    assert_eq!((run.status, run.stdout.as_str()), (0, "変更の一覧を changes.html に書き出しました（2件）\n"));
    let page = site.read("changes.html");
    for wanted in [
        "<html lang=\"ja\">",
        "<h2 id=\"division-1\">観光課（1件）</h2>",
        "<td>観光入込客数：令和3年度の実績</td><td>86万人</td><td>95万人</td><td>+9万人<br>評価 やや遅れ → 順調</td>",
        "<td>令和3年度報告の本文（日本語）</td>",
        "<td lang=\"ja\">案内板を<del>3</del>か所に設置</td>",
        "<td lang=\"ja\">案内板を<ins>4</ins>か所に<ins>&lt;</ins>設置<ins>&gt;</ins></td>",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    for foreign in ["http:", "https:", "src=", "<script", "<link"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let run = site.run(&["diff", "-o", "changes.html"]);
    assert!(run.status == 2 && run.stderr.contains("changes.html"), "{run:?}");
    succeed(&site, &["diff", "-o", "changes.html", "--force"]);
    assert!(site.read("changes.html").contains("<html lang=\"en\">"));
    let run = site.run(&["diff", "-o", "changes.pdf"]);
    assert!(run.status == 2 && run.stderr.contains("it has to end in .xlsx or .html"), "{run:?}");
}

#[test]
fn the_list_is_written_as_a_workbook() {
    let site = published();
    site.change(GOAL, "visitors = 86", "visitors = 95");
    site.change(MEASURE, "案内板を3か所に設置", "案内板を4か所に設置");
    let run = site.run_with(&["diff", "-o", "changes.xlsx"], &JAPANESE);
    assert_eq!(run.status, 0, "{run:?}");
    let mut book: Xlsx<_> = calamine::open_workbook(site.path("changes.xlsx")).unwrap();
    let sheet = book.worksheet_range("変更の一覧").unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert!(rows[0][0].ends_with("の公開（production）からの変更：2件"), "{rows:?}");
    let expected = [
        ["担当課", "施策", "項目", "前", "後", "差"],
        ["観光課", "1 訪れたくなるまちをつくる", "観光入込客数：令和3年度の実績", "86万人", "95万人", "+9万人\n評価 やや遅れ → 順調"],
        [
            "建築住宅課",
            "1(1) まち歩きの案内を整える",
            "令和3年度報告の本文（日本語）",
            "案内板を3か所に設置",
            "案内板を4か所に設置",
            "変更",
        ],
    ];
    assert_eq!(rows[1..], expected.map(|row| row.map(str::to_owned).to_vec()));
    succeed(&site, &["diff", "-o", "again.xlsx", "--lang", "ja"]);
    assert!(
        fs::read(site.path("changes.xlsx")).unwrap() == fs::read(site.path("again.xlsx")).unwrap(),
        "the same changes give the same bytes"
    );
}
