//! A plan from a table: goals, measures and indicators, and what stays open.

use super::{book, row};
use crate::harness::{Run, Site};
use rust_xlsxwriter::Format;

const HEADINGS: [&str; 11] = ["基本目標", "施策", "指標名", "単位", "種別", "方向", "基準値", "基準年度", "目標値", "目標年度", "担当課"];

fn table(site: &Site) {
    book(site, "kpi.xlsx", |sheet| {
        row(sheet, 0, &["例市 総合戦略 KPI一覧"])?;
        row(sheet, 1, &HEADINGS)?;
        sheet.merge_range(2, 0, 4, 0, "基本目標１　安心して子育てできるまち", &Format::new())?;
        for (number, cells) in (2..).zip([
            [None, Some("合計特殊出生率"), None, Some("年度末の値"), Some("増"), Some("1.43（H25）"), None, Some("1.6"), Some("H31"), None],
            [
                Some("(1) 保育の充実"),
                Some("待機児童数"),
                Some("人"),
                Some("年度末の値"),
                None,
                Some("20人"),
                Some("R6"),
                Some("0人"),
                Some("R11"),
                Some("子ども課"),
            ],
            [
                None,
                Some("サポーター養成数（累計）"),
                Some("人"),
                None,
                Some("増加"),
                Some("未実施"),
                Some("2024"),
                Some("120人以上"),
                Some("2029"),
                None,
            ],
            [
                Some("② 入所率"),
                Some("入所率"),
                Some("％"),
                Some("年度末の値"),
                None,
                Some("98.5"),
                Some("2024"),
                Some("85～95"),
                Some("2029"),
                None,
            ],
        ]) {
            for (column, text) in (1..).zip(cells) {
                if let Some(text) = text {
                    sheet.write_string(number, column, text)?;
                }
            }
        }
        sheet.write_string(5, 0, "2 にぎわうまち").map(drop)
    });
}

#[test]
fn goals_measures_and_indicators_become_files_and_nothing_is_guessed() {
    let site = Site::base();
    table(&site);
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    let paths: Vec<String> = site.tree("content/strategies/new").into_keys().collect();
    assert_eq!(paths, ["goal-1/goal.md", "goal-1/measure-1.md", "goal-2/goal.md", "goal-2/measure-2.md", "strategy.md"]);
    let goal = "+++
title = { ja = \"安心して子育てできるまち\" }

[[indicator]]
id = \"indicator-1\"
role = \"target\"
name = { ja = \"合計特殊出生率\" }
kind = \"level\"
direction = \"up\"
baseline = { year = 2013, value = 1.43 }
target = { year = 2019, value = 1.6 }
+++
";
    assert_eq!(site.read("content/strategies/new/goal-1/goal.md"), goal);
    let measure = "+++
title = { ja = \"保育の充実\" }

[[indicator]]
id = \"indicator-2\"
role = \"kpi\"
name = { ja = \"待機児童数\" }
unit = \"人\"
kind = \"level\"
# direction：up 増やす、down 減らす、keep 保つ、range 範囲内に保つ / where the figure should go
# direction = \"down\"  # 提案：目標値が基準値より小さい
baseline = { year = 2024, value = 20 }
target = { year = 2029, value = 0 }
owner = { ja = \"子ども課\" }

[[indicator]]
id = \"indicator-3\"
role = \"kpi\"
name = { ja = \"サポーター養成数\" }
unit = \"人\"
kind = \"cumulative\"
direction = \"up\"
baseline = { year = 2024, status = \"not-started\" }
target = { year = 2029, value = 120, bound = \"at-least\" }
+++
";
    assert_eq!(site.read("content/strategies/new/goal-1/measure-1.md"), measure);
    assert!(
        site.read("content/strategies/new/goal-2/measure-2.md")
            .contains("direction = \"range\"\nbaseline = { year = 2024, value = 98.5 }\ntarget = { year = 2029, min = 85, max = 95 }\n")
    );
    let check = site.run(&["check", "--format", "short"]);
    let errors: Vec<&str> = check.stderr.lines().filter(|line| line.contains("error[")).collect();
    let expected = "content/strategies/new/goal-1/measure-1.md:4:1: error[missing-key]: '待機児童数': the direction is missing";
    assert!(errors.len() == 1 && errors[0].starts_with(expected), "{errors:?}");
}

#[test]
fn goals_of_other_titles_are_a_conflict_where_a_strategy_is_there() {
    let site = Site::base();
    table(&site);
    let before = site.tree("content");
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "plan", "--format", "short"]);
    let words = "kpi.xlsx:表:A3: error[number-twice]: the number 1 is that of `訪れたくなるまちをつくる`, and here that of `安心して子育てできるまち`";
    assert!(run.status == 1 && run.stderr.starts_with(words) && run.stderr.contains("1 indicator taken, 3 rows not"), "{run:?}");
    assert!(before.iter().all(|(path, bytes)| site.tree("content")[path] == *bytes));
    assert!(site.read("content/strategies/plan/goal-2/measure-2.md").contains("name = { ja = \"入所率\" }"));
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_made_unless_it_is_accepted() {
    let site = Site::base();
    site.write(
        "kpi.csv",
        "基本目標,ID,指標名,単位,種別,方向,基準値,目標値,目標年度\n1 まち,Visitors,来訪者数,人,年間,上へ,12千人,多く,近いうち\n",
    );
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--format", "short"]);
    let found: Vec<&str> = run.stderr.lines().filter_map(|line| line.split_once("]:").map(|(head, _)| head)).collect();
    let expected = [
        "B2: error[wrong-type",
        "E2: error[unknown-name",
        "F2: error[unknown-name",
        "G2: error[unit-converted",
        "H2: error[text-for-figure",
        "I2: error[unknown-year",
    ];
    assert_eq!(
        (run.status, found),
        (1, expected.iter().map(|code| format!("kpi.csv:{code}")).collect::<Vec<_>>().iter().map(String::as_str).collect())
    );
    assert!(!site.path("content/strategies/new").exists());
    assert_eq!(site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--accept"]).status, 0);
    assert!(site.read("content/strategies/new/goal-1/goal.md").contains("id = \"indicator-1\""));
}

#[test]
fn a_table_of_something_else_is_refused() {
    let site = Site::base();
    site.write("a.csv", "名称,値\nあ,1\n");
    let run = site.run(&["import", "strategy", "a.csv", "--id", "new", "--format", "short"]);
    let expected = "a.csv: error[no-columns]: no row of headings was found (headings that are needed: 名称, 基準値, 目標値; the rows that look most like headings: `A1 名称 | 値`)\n1 error in 1 file\nnothing was made\n";
    assert_eq!(run, Run::new(1, "", expected));
}

/// The files of a new plan with their titles.
fn titles(site: &Site) -> Vec<(String, String)> {
    let files = site.tree("content/strategies/new").into_keys().filter(|path| path != "strategy.md");
    let title = |path: &String| {
        let text = site.read(&format!("content/strategies/new/{path}"));
        text.lines().find_map(|line| Some(line.strip_prefix("title = { ja = \"")?.strip_suffix("\" }")?.to_owned())).unwrap()
    };
    files.map(|path| (path.clone(), title(&path))).collect()
}

fn planned(table: &str, more: &[&str]) -> (Site, Run) {
    let site = Site::base();
    site.write("kpi.csv", table);
    let run = site.run(&[&["import", "strategy", "kpi.csv", "--id", "new", "--format", "short"], more].concat());
    (site, run)
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, title)| ((*path).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn measures_numbered_within_their_goal_keep_their_numbers() {
    let rows = ["1 安全,1-1 防災の推進", ",１－２　交通安全", "2 健康,（2-1）健診"];
    let table: String = rows.iter().enumerate().map(|(row, start)| format!("{start},指標{row},16,21\n")).collect();
    let expected = [
        ("goal-1/goal.md", "安全"),
        ("goal-1/measure-1.md", "防災の推進"),
        ("goal-1/measure-2.md", "交通安全"),
        ("goal-2/goal.md", "健康"),
        ("goal-2/measure-1.md", "健診"),
    ];
    let (site, run) = planned(&format!("基本目標,施策,指標名,現状値,目標値\n{table}"), &[]);
    assert_eq!((run.status, run.stderr.as_str(), titles(&site)), (0, "", pairs(&expected)), "{run:?}");
}

#[test]
fn the_number_of_a_measure_names_its_goal_where_the_table_has_no_goals() {
    let (site, _) = planned("施策,指標名,目標値\n1-1 防災,組織数,21\n2-1 健診,受診率,50\n", &[]);
    let expected = [("goal-1/goal.md", ""), ("goal-1/measure-1.md", "防災"), ("goal-2/goal.md", ""), ("goal-2/measure-1.md", "健診")];
    assert_eq!(titles(&site), pairs(&expected));
}

#[test]
fn a_number_of_another_goal_is_left_in_the_title() {
    let (site, _) = planned("基本目標,施策,指標名,目標値\n1 安全,2-3 健診,受診率,50\n", &[]);
    assert_eq!(titles(&site), pairs(&[("goal-1/goal.md", "安全"), ("goal-1/measure-1.md", "2-3 健診")]));
}

#[test]
fn one_number_with_two_titles_is_a_conflict_and_never_one_measure() {
    let table = "基本目標,施策,指標名,目標値\n1 安全,(1) 防災,組織数,21\n1 安全,① 交通安全,事故件数,256\n1 安全,(1) 交通安全,講習回数,5\n";
    let (_, run) = planned(table, &[]);
    let conflict = "kpi.csv:B3: error[number-twice]: the number 1 is that of `防災`, and here that of `交通安全` (";
    assert!(run.status == 1 && run.stderr.contains(conflict) && run.stderr.matches("error[").count() == 1, "{run:?}");
    let (site, _) = planned(table, &["--accept"]);
    let expected = [("goal-1/goal.md", "安全"), ("goal-1/measure-1.md", "防災"), ("goal-1/measure-2.md", "交通安全")];
    assert_eq!(titles(&site), pairs(&expected));
    assert_eq!(site.read("content/strategies/new/goal-1/measure-2.md").matches("[[indicator]]").count(), 2);
}

#[test]
fn a_row_with_a_measure_alone_is_its_heading() {
    let (site, _) = planned("基本目標,施策,指標名,目標値\n1 安全,,,\n,(2) 防災,,\n,,組織数,21\n", &[]);
    assert_eq!(titles(&site), pairs(&[("goal-1/goal.md", "安全"), ("goal-1/measure-2.md", "防災")]));
}

#[test]
fn titles_notes_totals_and_repeated_headings_are_passed_over_and_named() {
    let rows = [
        "①子育て,,,",
        "待機児童数,人,3,0",
        "※待機児童数は4月1日現在の国基準による数,,,",
        "指標名,単位,現状値,目標値",
        ",人,5,6",
        "合計,人,3,0",
    ];
    let (site, run) = planned(&format!("指標名,単位,現状値,目標値\n{}\n", rows.join("\n")), &[]);
    let goal = site.read("content/strategies/new/goal-1/goal.md");
    assert!(goal.matches("[[indicator]]").count() == 1 && goal.contains("name = { ja = \"待機児童数\" }"), "{goal}");
    let words = "kpi.csv:B6: warning[rows-passed]: 2 rows passed over, because an indicator has a name and a baseline or a target: \
                 `B6 人`, `A7 合計` (add the figures to a row that is an indicator)";
    assert!(run.status == 0 && run.stderr.starts_with(words), "{run:?}");
}

#[test]
fn a_title_that_is_merged_over_the_table_is_neither_goal_nor_indicator() {
    let site = Site::base();
    book(&site, "kpi.xlsx", |sheet| {
        row(sheet, 0, &["基本目標", "指標名", "現状値", "目標値"])?;
        sheet.merge_range(1, 0, 1, 3, "子育ての部", &Format::new())?;
        row(sheet, 2, &["1 まち", "待機児童数", "3人", "0人"])
    });
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--format", "short"]);
    assert_eq!((run.status, titles(&site)), (0, pairs(&[("goal-1/goal.md", "まち")])), "{run:?}");
    assert!(run.stderr.contains("warning[rows-passed]: 1 row passed over") && run.stderr.contains("`A2 子育ての部`"), "{run:?}");
}

#[test]
fn a_table_of_titles_alone_makes_nothing() {
    let (site, run) = planned("指標名,現状値,目標値\n①子育て,,\n", &[]);
    assert!(run.status == 1 && run.stderr.contains("warning[rows-passed]") && run.stderr.ends_with("nothing was made\n"), "{run:?}");
    assert!(!site.path("content/strategies/new").exists());
}

#[test]
fn what_stands_in_brackets_behind_a_figure_is_its_note_and_no_unit() {
    let table = "指標名,現状値,目標値\n移住者数,25人（2009～14年）,45人（2019年）\n満足度,3.21点,3.5点（5点満点）\n順位,25位,20位以内\n";
    let (site, run) = planned(table, &[]);
    let goal = site.read("content/strategies/new/goal-1/goal.md");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    for lines in [
        "baseline = { value = 25, note = { ja = \"2009～14年\" } }\ntarget = { year = 2019, calendar = true, value = 45 }\n",
        "baseline = { value = 3.21 }\ntarget = { value = 3.5, note = { ja = \"5点満点\" } }\n",
        "baseline = { value = 25 }\ntarget = { value = 20, bound = \"at-most\" }\n",
    ] {
        assert!(goal.contains(lines), "{goal}");
    }
    for unit in ["人", "点", "位"] {
        assert!(goal.contains(&format!("unit = \"{unit}\"\n")), "{goal}");
    }
}

/// The lines of baseline, target, steps and note of the one indicator of a plan.
fn figures(row: &str, more: &[&str]) -> (i32, Vec<String>, Vec<String>) {
    let (site, run) = planned(&format!("指標名,単位,現状値,目標値（R11年度）,備考\n{row}\n※1 住民基本台帳による\n"), more);
    let codes = run.stderr.split("[").skip(1).filter_map(|rest| rest.split_once("]:")).map(|(code, _)| code.to_owned()).collect();
    if !site.path("content/strategies/new").exists() {
        return (run.status, codes, Vec::new());
    }
    let goal = site.read("content/strategies/new/goal-1/goal.md");
    let wanted = ["baseline =", "target =", "steps =", "unit =", "note =", "name ="];
    let lines = goal.lines().filter(|line| wanted.iter().any(|key| line.starts_with(key))).skip(1).map(str::to_owned).collect();
    (run.status, codes, lines)
}

#[test]
fn cells_of_a_plan_are_read_as_offices_write_them() {
    for (row, lines) in [
        (
            "件数,件,延べ5件（推計）,約10件,",
            &[
                "unit = \"件\"",
                "baseline = { value = 5, note = { ja = \"延べ、推計\" } }",
                "target = { year = 2029, value = 10, bound = \"about\" }",
            ][..],
        ),
        (
            "路線,,14路線（R7.3.31現在）,14路線以上を維持,",
            &[
                "unit = \"路線\"",
                "baseline = { as_of = 2025-03-31, value = 14 }",
                "target = { year = 2029, value = 14, bound = \"at-least\" }",
            ],
        ),
        (
            "利用者数,人,２万４千人（R5）,毎年度30000,",
            &[
                "unit = \"人\"",
                "baseline = { year = 2023, value = 24000 }",
                "target = { year = 2029, value = 30000, note = { ja = \"毎年度\" } }",
            ],
        ),
        (
            "順位,位,9位／20市町,第5位以内,",
            &[
                "unit = \"位\"",
                "baseline = { value = 9, note = { ja = \"／20市町\" } }",
                "target = { year = 2029, value = 5, bound = \"at-most\" }",
            ],
        ),
        (
            "計画の策定,―,未策定（R5）,策定,",
            &["baseline = { year = 2023, value = \"step-1\" }", "target = { year = 2029, value = \"step-2\" }"],
        ),
        (
            "開催,,年4回,年6回以上,",
            &["unit = \"回／年\"", "baseline = { value = 4 }", "target = { year = 2029, value = 6, bound = \"at-least\" }"],
        ),
        (
            "出生数※1,人,398（速報）,400,",
            &[
                "unit = \"人\"",
                "baseline = { value = 398, note = { ja = \"速報値\" } }",
                "target = { year = 2029, value = 400 }",
                "note = { ja = \"住民基本台帳による\" }",
            ],
        ),
        (
            "出生数,人,398,400,※1",
            &[
                "unit = \"人\"",
                "baseline = { value = 398 }",
                "target = { year = 2029, value = 400 }",
                "note = { ja = \"住民基本台帳による\" }",
            ],
        ),
        ("満足度,％,8割,90%以上95%未満,", &[][..]),
    ] {
        let (status, codes, found) = figures(row, &[]);
        let found: Vec<String> = found.into_iter().filter(|line| !line.starts_with("steps")).collect();
        let expected = if lines.is_empty() { (1, vec!["text-for-figure".to_owned()]) } else { (0, Vec::new()) };
        assert_eq!(((status, codes), found), (expected, lines.iter().map(|line| (*line).to_owned()).collect()), "{row}");
    }
    let (_, _, lines) = figures("計画の策定,,未策定,策定（R4）,", &[]);
    let steps = "steps = [{ id = \"step-1\", ja = \"未策定\" }, { id = \"step-2\", ja = \"策定\" }]";
    assert_eq!(lines, [steps, "baseline = { value = \"step-1\" }", "target = { year = 2022, value = \"step-2\" }"]);
}

#[test]
fn what_a_plan_leaves_open_is_told_and_its_text_is_kept() {
    for (row, code, lines) in [
        (
            "資格取得,％,88,全員取得,",
            "text-for-figure",
            &["unit = \"％\"", "baseline = { value = 88 }", "note = { ja = \"目標：全員取得\" }"][..],
        ),
        (
            "地域,,2021年度に初回調査,10,",
            "text-for-figure",
            &["baseline = { status = \"unknown\", note = { ja = \"2021年度に初回調査\" } }", "target = { year = 2029, value = 10 }"],
        ),
        (
            "利用者数,人,18.8万人,200000,",
            "unit-converted",
            &["unit = \"人\"", "baseline = { value = 188000 }", "target = { year = 2029, value = 200000 }"],
        ),
        (
            "路線,路線,十四,20,",
            "figure-doubtful",
            &["unit = \"路線\"", "baseline = { value = 14 }", "target = { year = 2029, value = 20 }"],
        ),
        ("割合,％,42.4／55.4,60,", "several-figures", &["unit = \"％\"", "target = { year = 2029, value = 60 }"]),
        (
            "割合,％,50,100％を目指す,",
            "figure-doubtful",
            &["unit = \"％\"", "baseline = { value = 50 }", "target = { year = 2029, value = 100, note = { ja = \"100％を目指す\" } }"],
        ),
    ] {
        assert_eq!(figures(row, &[]), (1, vec![code.to_owned()], vec![]), "{row}");
        let expected = (0, vec![code.to_owned()], lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(figures(row, &["--accept"]), expected, "{row}");
    }
}

#[test]
fn proposals_are_shown_with_their_reasons_and_taken_only_when_they_are_accepted() {
    let table = "指標名,単位,現状値（R5年度）,目標値（R11年度）,方向性\n待機児童数,人,12,0,\n相談件数,件／年,12,30,増加を目指す\n計画の策定,,未策定,策定,\n";
    let (site, run) = planned(table, &[]);
    let proposed = "id           name        proposed kind (why)                      proposed direction (why)\n\
                    indicator-1  待機児童数  level (a figure at a time)               down (the target is below the baseline)\n\
                    indicator-2  相談件数    annual (a year in the name or the unit)\n\
                    indicator-3  計画の策定  milestone (words for steps)\n\
                    kind or direction is proposed for 3 indicators: take the # off the lines `# kind` and `# direction` in the files, \
                    or take all by --accept-proposals\n";
    assert!(run.status == 0 && run.stdout.contains(proposed), "{}", run.stdout);
    let goal = site.read("content/strategies/new/goal-1/goal.md");
    for line in [
        "# kind = \"level\"  # 提案：ある時点の値\n",
        "# direction = \"down\"  # 提案：目標値が基準値より小さい\n",
        "# kind = \"annual\"  # 提案：名称か単位に年間\ndirection = \"up\"\n",
    ] {
        assert!(goal.contains(line), "{goal}");
    }
    let (site, run) = planned(table, &["--accept-proposals"]);
    assert!(run.stdout.contains("the proposed kind or direction was taken for 3 indicators\n"), "{}", run.stdout);
    let goal = site.read("content/strategies/new/goal-1/goal.md");
    assert!(!goal.contains("提案"), "{goal}");
    for lines in ["kind = \"level\"\ndirection = \"down\"\n", "kind = \"annual\"\ndirection = \"up\"\n", "kind = \"milestone\"\nsteps = ["]
    {
        assert!(goal.contains(lines), "{goal}");
    }
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("error["), "{}", check.stderr);
}

#[test]
fn a_column_that_divides_by_something_else_than_roles_is_not_read() {
    let (site, run) = planned("区分,指標名,基準値,目標値\n新規,講座数,3,5\n継続,受講者数,30,50\n", &[]);
    assert!(run.status == 0 && run.stderr.contains("warning[columns-unused]") && run.stderr.contains("`A1 区分`"), "{run:?}");
    assert_eq!(site.read("content/strategies/new/goal-1/goal.md").matches("role = \"target\"").count(), 2);
    let (_, run) = planned("区分,指標名,基準値,目標値\n新規,講座数,3,5\nKPI,受講者数,30,50\n", &[]);
    assert!(run.status == 1 && run.stderr.contains("kpi.csv:A2: error[unknown-name]"), "{run:?}");
}
