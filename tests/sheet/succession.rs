//! A plan that succeeds another one: what it goes on with, by name and never by place, and ids that are never used twice.

use super::{book, row};
use crate::harness::{Run, Site};

const BEFORE: &str = "+++
title = { ja = \"保育の充実\", en = \"More childcare\" }

[[indicator]]
id = \"waiting\"
role = \"kpi\"
name = { ja = \"待機児童数\", en = \"Children waiting\" }
unit = { ja = \"人\", one = \"child\", other = \"children\" }
kind = \"level\"
direction = \"down\"
baseline = { year = 2018, value = 20, calendar = true }
target = { year = 2023, value = 0 }
definition = { ja = \"4月1日現在\", en = \"On 1 April\" }
owner = { ja = \"子ども課\", en = \"Children’s Division\" }
note = { ja = \"改定\" }

[[indicator]]
id = \"site-plan\"
role = \"kpi\"
name = { ja = \"立地適正化計画の策定件数\" }
unit = \"件\"
kind = \"cumulative\"
direction = \"up\"
target = { year = 2023, value = 1 }

[[indicator]]
id = \"bus\"
role = \"kpi\"
name = { ja = \"コミュニティバス利用者数\", en = \"Bus passengers\" }
unit = \"万人\"
kind = \"annual\"
direction = \"up\"
target = { year = 2023, value = 15 }
+++
";

/// A site whose strategy `old` has a goal with one measure.
fn site() -> Site {
    let site = Site::base();
    site.write("content/strategies/old/strategy.md", "+++\ntitle = { ja = \"旧戦略\", en = \"Old\" }\nperiod = [2019, 2023]\n+++\n");
    site.write(
        "content/strategies/old/goal-1/goal.md",
        "+++\ntitle = { ja = \"安心　して\", en = \"Safety\" }\nshort = { ja = \"安心\", en = \"Safe\" }\n+++\n",
    );
    site.write("content/strategies/old/goal-1/measure-2.md", BEFORE);
    site
}

const HEADINGS: &str = "基本目標,施策,ID,指標名,英語名,単位,種別,方向,目標値,目標年度\n";

fn succeeding(site: &Site, rows: &[&str], more: &[&str]) -> Run {
    site.write("kpi.csv", &format!("{HEADINGS}{}\n", rows.join("\n")));
    site.run(&[&["import", "strategy", "kpi.csv", "--id", "new", "--succeeds", "old", "--format", "short"], more].concat())
}

fn measure(site: &Site) -> String {
    site.read("content/strategies/new/goal-1/measure-1.md")
}

#[test]
fn an_indicator_of_equal_name_keeps_its_id_and_its_texts_wherever_it_stands() {
    let site = site();
    let rows = [
        "1 安心して,(1) 保育の充実,,コミュニティバス利用者数,,万人,単年度,増,16,R10",
        ",,,待機児童数,,人,,,0,R10",
        ",,,再エネ導入率,,％,年度末の値,増,30,R10",
    ];
    let run = succeeding(&site, &rows, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(
        measure(&site),
        "+++
title = { ja = \"保育の充実\", en = \"More childcare\" }

[[indicator]]
id = \"bus\"
role = \"kpi\"
name = { ja = \"コミュニティバス利用者数\", en = \"Bus passengers\" }
unit = \"万人\"
kind = \"annual\"
direction = \"up\"
target = { year = 2028, value = 16 }

[[indicator]]
id = \"waiting\"
role = \"kpi\"
name = { ja = \"待機児童数\", en = \"Children waiting\" }
unit = { ja = \"人\", one = \"child\", other = \"children\" }
kind = \"level\"
direction = \"down\"
target = { year = 2028, value = 0 }
definition = { ja = \"4月1日現在\", en = \"On 1 April\" }
owner = { ja = \"子ども課\", en = \"Children’s Division\" }

[[indicator]]
id = \"indicator-1\"
role = \"kpi\"
name = { ja = \"再エネ導入率\" }
unit = \"％\"
kind = \"level\"
direction = \"up\"
target = { year = 2028, value = 30 }
+++
"
    );
    assert_eq!(
        site.read("content/strategies/new/goal-1/goal.md"),
        "+++\ntitle = { ja = \"安心して\", en = \"Safety\" }\nshort = { ja = \"安心\", en = \"Safe\" }\n+++\n"
    );
    assert!(site.read("content/strategies/new/strategy.md").contains("\nsucceeds = \"old\"\n"));
    let lines: Vec<&str> = run.stdout.lines().skip_while(|line| !line.starts_with("change ")).take(6).collect();
    assert_eq!(
        lines,
        [
            "change   id           name                      what differs",
            "changed  bus          コミュニティバス利用者数  target 15 (2023) → 16 (2028)",
            "changed  waiting      待機児童数                target 0 (2023) → 0 (2028)",
            "new      indicator-1  再エネ導入率",
            "dropped  site-plan    立地適正化計画の策定件数",
            "beside `old`: 0 continued, 2 changed, 1 new, 1 dropped",
        ]
    );
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("error["), "{check:?}");
}

#[test]
fn a_measure_names_the_one_that_it_continues_from_another_goal() {
    let site = site();
    succeeding(
        &site,
        &["2 にぎわい,(1) 保育の 充実,,待機児童数,,人,,,0,R10", ",(2) 保育のさらなる充実,,園数,,園,年度末の値,増,3,R10"],
        &[],
    );
    let of_same_title = site.read("content/strategies/new/goal-2/measure-1.md");
    assert!(
        of_same_title.contains("title = { ja = \"保育の 充実\", en = \"More childcare\" }\ncontinues = \"goal-1/measure-2\"\n"),
        "{of_same_title}"
    );
    let near = site.read("content/strategies/new/goal-2/measure-2.md");
    assert!(near.starts_with("+++\ntitle = { ja = \"保育のさらなる充実\" }\n\n[[indicator]]"), "{near}");
    site.write("content/strategies/old/goal-1/measure-3.md", "+++\ntitle = { ja = \"保育の更なる充実\" }\n+++\n");
    std::fs::remove_dir_all(site.path("content/strategies/new")).unwrap();
    succeeding(&site, &["2 にぎわい,(2) 保育のさらなる充実,,園数,,園,年度末の値,増,3,R10"], &[]);
    let near = site.read("content/strategies/new/goal-2/measure-2.md");
    assert!(near.contains("「保育の更なる充実」を引き継ぐときは、行頭の # を消す / if it continues this measure, take the # away\n# continues = \"goal-1/measure-3\"\n"), "{near}");
}

#[test]
fn what_the_table_says_wins_and_is_listed() {
    let site = site();
    site.write(
        "kpi.csv",
        "施策,ID,指標名,単位,方向,目標値,担当課,定義\n(1) 保育,waiting,待機している児童の数,名,維持,5,こども課,４月１日現在\n",
    );
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--succeeds", "old"]);
    assert_eq!(run.status, 0, "{run:?}");
    let measure = measure(&site);
    for line in [
        "name = { ja = \"待機している児童の数\" }\n",
        "unit = \"名\"\n",
        "direction = \"keep\"\n",
        "definition = { ja = \"4月1日現在\", en = \"On 1 April\" }\n",
        "owner = { ja = \"こども課\" }\n",
    ] {
        assert!(measure.contains(line), "{line}{measure}");
    }
    let listed =
        "name 待機児童数 → 待機している児童の数; unit 人 → 名; direction down → keep; target 0 (2023) → 5; owner 子ども課 → こども課\n";
    assert!(run.stdout.contains(listed), "{run:?}");
}

#[test]
fn a_doubtful_name_is_a_question_that_an_id_answers() {
    let site = site();
    for (row, choices) in [
        ("待機児童の数,,人", "`waiting 待機児童数 (83%)`"),
        ("待機児童数,,％", "`waiting 待機児童数 (100%, 人)`"),
        ("コミュニティバスの利用者数,,万人", "`bus コミュニティバス利用者数 (92%)`"),
    ] {
        let run = succeeding(&site, &[&format!("1 安心して,(1) 保育の充実,,{row},年度末の値,減,0,R10")], &[]);
        let name = row.split(',').next().unwrap();
        let words = format!("kpi.csv:D2: error[doubtful-match]: `{name}` may be an indicator that is there already: {choices} (");
        if name.starts_with("コミュニティバス") {
            assert_eq!(run.status, 1, "{run:?}");
        } else {
            assert!(run.status == 1 && run.stderr.starts_with(&words), "{words} {run:?}");
        }
        assert!(!site.path("content/strategies/new").exists());
    }
    for (id, written) in [("waiting", "id = \"waiting\""), ("waiting-4", "id = \"waiting-4\"")] {
        let run = succeeding(&site, &[&format!("1 安心して,(1) 保育の充実,{id},待機児童の数,,人,年度末の値,減,0,R10")], &[]);
        assert_eq!((run.status, measure(&site).contains(written)), (0, true), "{run:?}");
        std::fs::remove_dir_all(site.path("content/strategies/new")).unwrap();
    }
    let run = succeeding(&site, &["1 安心して,(1) 保育の充実,,待機児童の数,,人,年度末の値,減,0,R10"], &["--accept"]);
    assert_eq!((run.status, measure(&site).contains("id = \"indicator-1\"")), (0, true), "{run:?}");
}

#[test]
fn two_rows_of_one_name_contradict_each_other_unless_they_are_the_same() {
    let row = "1 安心して,(1) 保育の充実,,待機児童数,,人,年度末の値,減,0,R10";
    let site = site();
    let other = row.replace(",0,R10", ",5,R10");
    let run = succeeding(&site, &[row, &other], &[]);
    assert_eq!((run.status, run.stderr.matches("error[rows-differ]").count()), (1, 1), "{run:?}");
    let run = succeeding(&site, &[row, row], &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
}

#[test]
fn two_rows_of_one_name_in_two_measures_are_a_question_each() {
    let site = site();
    let rows = ["1 安心して,(1) 保育の充実,,待機児童数,,人,年度末の値,減,0,R10", ",(2) 学童保育,,待機児童数,,人,年度末の値,減,0,R10"];
    let run = succeeding(&site, &rows, &[]);
    assert_eq!((run.status, run.stderr.matches("error[doubtful-match]").count()), (1, 2), "{run:?}");
}

#[test]
fn new_ids_come_from_the_english_name_or_a_number_that_no_text_of_the_content_has() {
    let site = site();
    site.write("content/editions/2021/goal-1/goal.md", "+++\n[results]\nvisitors = 1\nindicator-16 = 3\n+++\n");
    let rows =
        ["1 安心して,(1) 保育の充実,,再エネ導入率,Share of renewables (%),％,年度末の値,増,30,R10", ",,,出生数,,人,単年度,増,30,R10"];
    let run = succeeding(&site, &rows, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    let ids: Vec<String> = measure(&site).lines().filter_map(|line| line.strip_prefix("id = ").map(str::to_owned)).collect();
    assert_eq!(ids, ["\"share-of-renewables\"", "\"indicator-17\""]);
}

#[test]
fn a_strategy_before_that_is_not_there_is_refused() {
    let site = site();
    site.write("kpi.csv", &format!("{HEADINGS},,,出生数,,人,,,1,R10\n"));
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--succeeds", "odl"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("`odl`") && run.stderr.contains("`old`"), "{run:?}");
}

#[test]
fn machines_get_each_indicator_beside_the_strategy_before() {
    let site = site();
    site.write("kpi.csv", &format!("{HEADINGS}1 安心して,(1) 保育の充実,,待機児童数,,人,,,1,R10\n"));
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--succeeds", "old", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    let expected = serde_json::json!([
        { "change": "changed", "id": "waiting", "name": "待機児童数", "differences": [{ "key": "target", "before": "0 (2023)", "after": "1 (2028)" }] },
        { "change": "dropped", "id": "site-plan", "name": "立地適正化計画の策定件数", "differences": [] },
        { "change": "dropped", "id": "bus", "name": "コミュニティバス利用者数", "differences": [] },
    ]);
    assert_eq!(document["indicators"], expected, "{run:?}");
}

#[test]
fn hundreds_of_rows_with_near_names_are_all_asked_about() {
    let site = site();
    let name = |number: usize| format!("{}に関する指標{number}", ["保育", "移住", "防災", "健康", "農業", "観光", "交通"][number % 7]);
    let rows: Vec<String> =
        (0..400).map(|number| format!("[[indicator]]\nid = \"old-{number}\"\nname = {{ ja = \"{}の数\" }}\n", name(number))).collect();
    site.write("content/strategies/old/goal-1/measure-2.md", &format!("+++\ntitle = {{ ja = \"保育\" }}\n{}+++\n", rows.concat()));
    book(&site, "kpi.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "目標値"])?;
        (0..400).try_for_each(|number| row(sheet, number as u32 + 1, &[&name(number), "1"]))
    });
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--succeeds", "old", "--quiet", "--format", "short"]);
    assert_eq!((run.status, run.stderr.matches("error[doubtful-match]").count()), (1, 400));
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let site = site();
    let row = ["1 安心して,(1) 保育の充実,,待機児童数,,人,,,1,R10"];
    let dry = succeeding(&site, &row, &["--dry-run"]);
    assert!(dry.status == 0 && !site.path("content/strategies/new").exists() && !site.path(".torikumi").exists(), "{dry:?}");
    let run = succeeding(&site, &row, &[]);
    let lines = |run: &Run| run.stdout.lines().take_while(|line| !line.contains("made")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&dry), lines(&run));
    assert!(dry.stdout.contains("3 files would be made; nothing was written:\n  content/strategies/new/strategy.md\n"), "{dry:?}");
    let again = succeeding(&site, &row, &["--dry-run"]);
    assert_eq!((again.status, again.stdout.lines().last()), (0, Some("nothing to do: 1 indicator as in the table")), "{again:?}");
}
