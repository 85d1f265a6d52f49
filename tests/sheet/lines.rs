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
