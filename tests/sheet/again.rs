//! A plan is imported again and again: what is sure is taken, and the rest from a workbook of open rows.

use super::{book, row};
use crate::harness::{Run, Site};
use std::collections::BTreeMap;

const HEADINGS: &str = "基本目標,施策,ID,指標名,英語名,単位,種別,方向,基準値,基準年度,目標値,目標年度,担当課\n";

/// Imports rows of a table as the strategy `new`.
fn planned(site: &Site, rows: &[&str], more: &[&str]) -> Run {
    site.write("kpi.csv", &format!("{HEADINGS}{}\n", rows.join("\n")));
    again(site, "kpi.csv", more)
}

fn again(site: &Site, file: &str, more: &[&str]) -> Run {
    site.run(&[&["import", "strategy", file, "--id", "new", "--format", "short"], more].concat())
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.tree("content/strategies/new")
}

/// The cells of a workbook of open rows, below its headings.
fn open_rows(site: &Site) -> Vec<BTreeMap<String, String>> {
    use calamine::{Data, Reader};
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(site.path("open.xlsx")).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>());
    let headings = rows.next().unwrap();
    let named = |row: Vec<String>| headings.iter().cloned().zip(row).filter(|(_, text)| !text.is_empty()).collect();
    rows.map(named).collect()
}

/// Writes the workbook of open rows again, with other values.
fn fill_in(site: &Site, change: impl Fn(&mut BTreeMap<String, String>)) {
    let mut rows = open_rows(site);
    rows.iter_mut().filter(|row| row.contains_key("名称")).for_each(change);
    let headings: Vec<String> =
        rows.iter().flat_map(|row| row.keys().cloned()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    book(site, "open.xlsx", |sheet| {
        row(sheet, 0, &headings.iter().map(String::as_str).collect::<Vec<_>>())?;
        for (line, cells) in (1..).zip(&rows) {
            for (column, heading) in (0..).zip(&headings) {
                match cells.get(heading).map(|text| (text, text.parse::<f64>())) {
                    Some((_, Ok(number))) => drop(sheet.write_number(line, column, number)?),
                    Some((text, Err(_))) => drop(sheet.write_string(line, column, text)?),
                    None => {}
                }
            }
        }
        Ok(())
    });
}

const RIGHT: [&str; 5] = [
    "1 安心して,(1) 保育の充実,waiting,待機児童数,Children waiting,人,年度末の値,減,20,R6,0,R11,子ども課",
    ",,places,保育の定員,Places,人,年度末の値,増,310,R6,350,R11,子ども課",
    ",(2) 母子の健康,checks,健診の受診率,Checks,％,年度末の値,増,92.5,R6,98,R11,健康課",
    "にぎわう,商店街の活性化,shops,空き店舗の活用件数,Shops,件,累計,増,3,R6,20,R11,商工課",
    ",,visitors,来街者数,Visitors,人,単年度,増,1000,R6,1200,R11,商工課",
];

#[test]
fn what_is_sure_is_taken_and_the_rest_follows_from_the_workbook_of_open_rows() {
    let right = Site::base();
    assert_eq!(planned(&right, &RIGHT, &[]).status, 0);
    let site = Site::base();
    let mut wrong = RIGHT.map(str::to_owned);
    wrong[1] = wrong[1].replace(",350,", ",もっと多く,");
    wrong[4] = wrong[4].replace(",1200,R11,", ",1200,近いうち,");
    let rows = wrong.each_ref().map(String::as_str);
    let dry = planned(&site, &rows, &["--open", "open.xlsx", "--dry-run"]);
    assert_eq!((dry.status, site.path("open.xlsx").exists(), site.path("content/strategies/new").exists()), (1, false, false), "{dry:?}");
    let run = planned(&site, &rows, &["--open", "open.xlsx"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("3 indicators taken, 2 rows not: settle the conflicts above and import again"), "{run:?}");
    assert!(run.stdout.contains("files made:") && run.stdout.ends_with("`open.xlsx`: 2 rows to fill in and to import\n"), "{run:?}");
    let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>();
    let [first, second] = &open_rows(&site)[..] else { panic!("two rows") };
    let mut known = first.clone();
    assert!(known.remove("取り込めなかった理由").is_some_and(|why| why.contains("もっと多く")), "{first:?}");
    assert_eq!(
        known,
        of(&[
            ("基本目標", "1 安心して"),
            ("施策", "1 保育の充実"),
            ("id", "places"),
            ("名称", "保育の定員"),
            ("英語名", "Places"),
            ("単位", "人"),
            ("種別", "年度末の値"),
            ("方向", "増"),
            ("基準値", "310"),
            ("基準年度", "R6"),
            ("目標値", "もっと多く"),
            ("目標年度", "R11"),
            ("担当課", "子ども課"),
        ])
    );
    assert_eq!((second.get("基本目標"), second.get("施策")), (Some(&"2 にぎわう".to_owned()), Some(&"1 商店街の活性化".to_owned())));
}

#[test]
fn with_strict_nothing_is_written_while_a_conflict_is_open() {
    let site = Site::base();
    let run = planned(&site, &[RIGHT[0], ",,,定員,,人,年度末の値,増,310,R6,多く,R11,"], &["--strict", "--open", "open.xlsx"]);
    assert_eq!((run.status, site.path("content/strategies/new").exists(), open_rows(&site).len()), (1, false, 1), "{run:?}");
    assert!(run.stderr.contains("nothing was written: settle these conflicts first, or leave --strict out"), "{run:?}");
}

#[test]
fn a_conflict_of_columns_keeps_the_whole_table_out() {
    let site = Site::base();
    site.write("kpi.csv", "指標名,単位,基準値,目標値,目標値\n待機児童数,人,3,0,1\n");
    let run = again(&site, "kpi.csv", &["--open", "open.xlsx"]);
    assert_eq!((run.status, site.path("content/strategies/new").exists(), site.path("open.xlsx").exists()), (1, false, false), "{run:?}");
    assert!(run.stderr.ends_with("nothing was made\n"), "{run:?}");
}

#[test]
fn rows_below_a_disputed_measure_are_open_and_no_others() {
    let site = Site::base();
    let rows = [
        "1 安全,(1) 防災,a,組織数,,組織,累計,増,1,R6,2,R11,",
        ",(1) 交通安全,b,講習回数,,回,単年度,増,1,R6,2,R11,",
        ",,c,事故件数,,件,単年度,減,5,R6,2,R11,",
        ",(2) 防犯,d,見守り活動,,回,単年度,増,1,R6,2,R11,",
        ",(1) 交通安全,e,標識の数,,基,累計,増,1,R6,2,R11,",
    ];
    let run = planned(&site, &rows, &["--open", "open.xlsx"]);
    assert_eq!((run.status, run.stderr.matches("error[number-twice]").count()), (1, 1), "{run:?}");
    let paths: Vec<String> = files(&site).into_keys().collect();
    assert_eq!(paths, ["goal-1/goal.md", "goal-1/measure-1.md", "goal-1/measure-2.md", "strategy.md"]);
    assert!(site.read("content/strategies/new/goal-1/measure-2.md").contains("id = \"d\""));
    let open = open_rows(&site);
    let ids: Vec<&str> = open.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!((ids, open[1]["施策"].as_str(), open[1]["基本目標"].as_str()), (vec!["b", "c", "e"], "(1) 交通安全", "1 安全"));
}

#[test]
fn footnotes_and_yearly_targets_of_open_rows_come_along() {
    let site = Site::base();
    let table =
        "指標名,単位,基準値（R6）,目標値（R8）,目標値（R11）\n出生数,人,398※1,400,410\n受診率,％,多い,60,70※1\n※1 住民基本台帳による\n";
    site.write("kpi.csv", table);
    let run = again(&site, "kpi.csv", &["--open", "open.xlsx"]);
    assert_eq!(run.status, 1, "{run:?}");
    let right = Site::base();
    right.write("kpi.csv", &table.replace("多い", "55"));
    assert_eq!(again(&right, "kpi.csv", &[]).status, 0);
    fill_in(&site, |row| drop(row.insert("基準値".to_owned(), "55".to_owned())));
    let other = Site::base();
    std::fs::copy(site.path("open.xlsx"), other.path("open.xlsx")).unwrap();
    let run = again(&other, "open.xlsx", &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    let block = |text: String| text.split("name = ").last().unwrap().to_owned();
    let goal = "content/strategies/new/goal-1/goal.md";
    assert_eq!(block(other.read(goal)), block(right.read(goal)));
}
