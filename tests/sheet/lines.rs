//! The lines that printed reports show.

use crate::harness::Site;
use std::fs;

/// The lines of Kanazawa's report on fiscal year 2016, with what goes into front matter.
const KANAZAWA: [(&str, &str); 20] = [
    (
        "【数値目標】 • 合計特殊出生率 1.43 (H25) → 1.49 (H27) → 1.6 (H31)",
        "total-fertility-rate = { year = 2015, calendar = true, value = 1.49 }",
    ),
    ("・産後ケアサポート人材数\t132人 (H26) → 147人 (H28) → 200人 (H31)", "postnatal-care-supporters = 147"),
    ("・駅西地区の子ども一時預かり施設利用者数\t未実施 (H26) → 1,190人 (H28) → 2,000人 (H31)", "ekinishi-temporary-childcare-users = 1190"),
    ("・出会いイベント参加者数\t未実施 (H26) → 50人 (H28) → 200人 (H31)", "meeting-event-participants = 50"),
    ("・女性活躍促進モデル企業選定数（累計）\t未実施 (H26) → 8企業 (H28) → 14企業 (H31)", "womens-advancement-model-companies = 8"),
    ("【数値目標】 • 市外へ就職する学生数を1割減 2,000人（H26） → 1,962人（H28） → 1,800人（H31）", "= 1962"),
    ("• 学生と企業との商品開発数（累計）\t未実施（H26）\t→ 3商品（H28）\t→ 10商品（H31）", "= 3"),
    ("• 住宅支援制度の活用による県外からの移住者数\t47人（H26）\t→ 86人（H28）\t→ 77人（H31）", "= 86"),
    ("• 県外からの金澤町家購入・賃貸成約件数（累計）\t3件（H26）\t→ 6件（H28）\t→ 13件（H31）", "= 6"),
    ("• ジュニア金沢検定受験者数\t5,979人（H26）\t→ 6,770人（H28）\t→ 8,000人（H31）", "= 6770"),
    ("- ・金沢地域への観光入込客数 844万人（H26）→ **1,033万人（H28）** → 1,080万人（H31）", "= 1033"),
    ("- ・「金沢かがやきブランド」認定製品数 未実施（H26）→ **18品（H28）** → 50品（H31）", "= 18"),
    ("・年間宿泊客数\t275万人（H26）\t→ 308.4万人（H28）\t→ 314万人（H31）", "= 308.4"),
    ("・年間外国人宿泊客数\t20万人（H26）\t→ 39.6万人（H28）\t→ 37万人（H31）", "= 39.6"),
    ("・起業チャレンジ若者支援件数（累計）\t9件（H26）\t→ 22件（H28）\t→ 21件（H31）", "= 22"),
    ("・クリエイター誘致件数（累計）\t未実施（H26）\t→ 6人（H28）\t→ 10人（H31）", "= 6"),
    ("【数値目標】 • 石川中央都市圏ビジョンの策定 未策定 (H26) → 策定完了 (H27) → 策定完了 (H31)", "= { year = 2015, value = "),
    ("- 公共レンタサイクル「まちのり」利用回数 130,885回 (H26) → 214,770回 (H28) → 180,000回 (H31)", "= 214770"),
    ("- かなざわコミュニティコーディネーター育成数（累計）未実施 (H26) → 22人 (H28) → 50人 (H31)", "= 22"),
    ("- 地域に定着したコミュニティビジネス事業数（累計）16事業 (H26) → 21事業 (H28) → 24事業 (H31)", "= 21"),
];

/// The site with all results of the newest edition taken out, and what they were.
fn without_results() -> (Site, Vec<String>) {
    let site = Site::kanazawa();
    let mut taken = Vec::new();
    for path in site.tree("content/editions/2016").into_keys().filter(|path| path.ends_with(".md")) {
        let path = format!("content/editions/2016/{path}");
        let text = site.read(&path);
        let Some((before, rest)) = text.split_once("[results]\n") else { continue };
        let results: Vec<&str> = rest.lines().take_while(|line| !line.is_empty() && !line.starts_with(['[', '+'])).collect();
        taken.extend(results.iter().map(|line| (*line).to_owned()));
        let length: usize = results.iter().map(|line| line.len() + 1).sum();
        site.write(&path, &format!("{before}[results]\n{}", &rest[length..]));
    }
    (site, taken)
}

#[test]
fn every_line_of_kanazawas_report_is_read_and_the_files_come_out_as_they_were() {
    let (site, taken) = without_results();
    assert_eq!(taken.len(), KANAZAWA.len());
    let lines: Vec<&str> = KANAZAWA.iter().map(|(line, _)| *line).collect();
    // The fertility rate is of a calendar year; its baseline says so.
    fs::write(site.path("report.txt"), format!("基本目標1\n\n{}\n", lines.join("\n"))).unwrap();
    let run = site.run(&["import", "report.txt"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    for (_, result) in KANAZAWA {
        assert!(taken.iter().any(|line| line.contains(result)), "{result}");
    }
    let expected = Site::kanazawa().tree("content");
    let found = site.tree("content");
    assert_eq!(crate::harness::differences(&expected, &found), Vec::<String>::new());
}

#[test]
fn lines_are_read_from_the_cells_of_a_sheet_as_well() {
    let (site, _) = without_results();
    super::book(&site, "pasted.xlsx", |sheet| {
        for (row, (line, _)) in (0..).zip(KANAZAWA) {
            super::row(sheet, row, &line.split('\t').collect::<Vec<_>>())?;
        }
        Ok(())
    });
    // Figures within a text are not numbers that a sheet holds as text.
    let run = site.run(&["import", "pasted.xlsx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(site.tree("content"), Site::kanazawa().tree("content"));
}

/// The report on fiscal year 2016 as its pages have it: headings, activities and lines, from the content of this repository.
fn report() -> String {
    let site = Site::kanazawa();
    let title = |path: &str| {
        let text = site.read(path);
        text.split_once("title = { ja = \"").unwrap().1.split_once('"').unwrap().0.to_owned()
    };
    let mut report = "金沢版総合戦略の 取組状況\n\n平成29年9月\n金 沢 市\n\n2060年の金沢市の人口 43万2千人確保\n推進期間：平成27年度～平成31年度（5年間）\n↓\n".to_owned();
    for goal in 1..=4 {
        let folder = format!("content/strategies/first/goal-{goal}");
        report += &format!("\n基本目標{goal} {}\n\n{}\n", title(&format!("{folder}/goal.md")), line_of(goal, true).join("\n"));
        report += "\n主な施策の平成28年度の実施状況\n";
        for measure in (1..).take_while(|measure| site.path(&format!("{folder}/measure-{measure}.md")).exists()) {
            let text = site.read(&format!("content/editions/2016/goal-{goal}/measure-{measure}.md"));
            let activities = text.rsplit_once("+++\n").unwrap().1;
            report += &format!("\n({measure}) {}\n\n{activities}\n", title(&format!("{folder}/measure-{measure}.md")));
        }
        report += &format!("主なKPIの状況\n\n{}\n", line_of(goal, false).join("\n"));
    }
    report
}

/// The lines of a goal: its headline targets, or the others.
fn line_of(goal: usize, is_target: bool) -> Vec<&'static str> {
    let of_goal = [0..5, 5..10, 10..16, 16..20][goal - 1].clone();
    let targets = [0, 5, 10, 11, 16];
    of_goal.filter(|line| targets.contains(line) == is_target).map(|line| KANAZAWA[line].0).collect()
}

#[test]
fn the_whole_report_of_kanazawa_gives_its_results_whatever_stands_between_the_lines() {
    let (site, _) = without_results();
    site.write("report.txt", &report());
    let run = site.run(&["import", "report.txt"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(site.tree("content"), Site::kanazawa().tree("content"));
}

/// What an indicator of a plan says, without id, English, kind, direction and calendar, which no line has.
fn said_of(indicator: &toml::Value) -> String {
    let figure = |key: &str| {
        let found = &indicator[key];
        let value = ["value", "status", "min"].iter().find_map(|part| found.get(part)).unwrap();
        format!("{} {value}", found["year"])
    };
    let unit = indicator.get("unit").map_or_else(|| "-".to_owned(), |unit| unit.get("ja").unwrap_or(unit).to_string());
    format!("{} {} {unit} {} {}", indicator["role"], indicator["name"]["ja"], figure("baseline"), figure("target"))
}

/// Whether an indicator is counted; the steps of a milestone are another matter.
fn has_figures(indicator: &&toml::Value) -> bool {
    indicator["name"]["ja"].as_str() != Some("石川中央都市圏ビジョンの策定")
}

fn indicators(site: &Site, path: &str) -> Vec<String> {
    let text = site.read(path);
    let front: toml::Value = toml::from_str(text.split("+++").nth(1).unwrap()).unwrap();
    front.get("indicator").and_then(|all| all.as_array()).into_iter().flatten().filter(has_figures).map(said_of).collect()
}

#[test]
fn the_report_of_kanazawa_gives_its_plan_with_goals_measures_and_indicators() {
    let site = Site::kanazawa();
    site.write("report.txt", &report());
    let run = site.run(&["import", "strategy", "report.txt", "--id", "again", "--accept", "--format", "short"]);
    assert_eq!(run.status, 0, "{run:?}");
    // The results between baseline and target are no part of a plan, and said.
    assert!(run.stderr.contains("warning[results-passed]") && run.stderr.contains("合計特殊出生率 1.49（H27）"), "{run:?}");
    for goal in 1..=4 {
        let path = |strategy: &str| format!("content/strategies/{strategy}/goal-{goal}");
        let measures = |strategy: &str| site.tree(&path(strategy)).into_keys().filter(|name| !name.ends_with(".en.md")).collect::<Vec<_>>();
        assert_eq!(measures("again"), measures("first"));
        for file in measures("first") {
            let [again, first] = ["again", "first"].map(|strategy| format!("{}/{file}", path(strategy)));
            let title =
                |path: &str| site.read(path).lines().nth(1).unwrap().split("\", en").next().unwrap().trim_end_matches("\" }").to_owned();
            assert_eq!(title(&again), title(&first));
            assert_eq!(indicators(&site, &again), indicators(&site, &first), "{file}");
        }
    }
}

#[test]
fn lines_of_another_city_give_a_plan_with_years_before_and_behind() {
    let site = Site::base();
    site.write(
        "lines.txt",
        "(総合戦略P74)\n基本目標Ⅰ 都市ブランドづくり\n①婚姻率：5.5‰（平成25年）→5.9‰（平成31年）\n②出生数：3,823人（平成26年）⇒4,107人（平成31年）\n\
         ◆施策１　観光\n③主要観光スポットの観光客数：\n2,584千人（平成25年）→2,750千人（平成31年）\n④市民の割合 H25 15.8％\n→ H31 28.0％\n\
         ※1 ④は市民意識調査による。\n⑤道の駅 12人（H26）\n",
    );
    let run = site.run(&["import", "strategy", "lines.txt", "--id", "again", "--format", "short"]);
    assert!(
        run.status == 0 && run.stderr.contains("warning[lines-passed]: 1 line with figures not read: `11 ⑤道の駅 12人（H26）`"),
        "{run:?}"
    );
    let goal = "content/strategies/again/goal-1";
    assert_eq!(
        indicators(&site, &format!("{goal}/goal.md")),
        ["\"target\" \"婚姻率\" \"‰\" 2013 5.5 2019 5.9", "\"target\" \"出生数\" \"人\" 2014 3823 2019 4107"]
    );
    assert_eq!(
        indicators(&site, &format!("{goal}/measure-1.md")),
        ["\"kpi\" \"主要観光スポットの観光客数\" \"千人\" 2013 2584 2019 2750", "\"kpi\" \"市民の割合\" \"％\" 2013 15.8 2019 28.0"]
    );
    assert!(site.read(&format!("{goal}/goal.md")).contains("ja = \"都市ブランドづくり\""));
}

#[test]
fn of_several_results_that_of_the_edition_is_taken_and_the_others_are_said() {
    let site = super::open_base();
    site.write(
        "lines.txt",
        "観光入込客数 80万人（R1）→ 83万人（R2）→ 90万人（R3）→ 100万人（R6）\nまち歩き地図の作成 未作成（R1）→ 作成完了（R6）\n",
    );
    let run = site.run(&["import", "lines.txt", "--format", "short"]);
    assert_eq!(super::results_in(&site, super::VISITORS), ["visitors = 90"], "{run:?}");
    assert!(run.stdout.contains("results of FY2020: 1 not recorded\n"), "{run:?}");
    assert!(run.stderr.contains("1 line with figures not read: `2 まち歩き地図の作成`"), "{run:?}");
}

#[test]
fn a_cell_with_many_lines_is_read_line_by_line() {
    let site = super::open_base();
    super::book(&site, "a.xlsx", |sheet| {
        super::row(
            sheet,
            0,
            &[
                "実施状況",
                "①観光入込客数：80万人（R1）→90万人（R3）→100万人（R6）\n②まち歩き地図の作成：未作成（R1）→作成完了（R3）→作成完了（R6）",
            ],
        )
    });
    let run = site.run(&["import", "a.xlsx"]);
    assert_eq!(
        (run.status, super::results_in(&site, super::VISITORS)),
        (0, vec!["visitors = 90".to_owned(), "walking-map = \"done\"".to_owned()]),
        "{run:?}"
    );
}
