//! Which division a measure is asked of: that of its indicators, be they ended, and of nobody where it has none.

use super::{Typed, fill_in_sheet_of, sample};
use crate::harness::{Run, Site};
use calamine::{Reader, Xlsx, open_workbook};

const PLAN: &str = "content/strategies/first/goal-1/";

/// A plan with a measure without indicators, and one whose only indicator, of a division of its own, has ended.
fn with_bare_measures() -> Site {
    let site = sample();
    site.write(&format!("{PLAN}measure-3.md"), "+++\ntitle = { ja = \"父親の育児\", en = \"Fathers\" }\n+++\n");
    let indicator = "[[indicator]]\nid = \"nurseries\"\nrole = \"kpi\"\nuntil = 2025\nname = { ja = \"園の数\", en = \"Nurseries\" }\n\
                     owner = { ja = \"保育課\", en = \"Nursery Division\" }\nkind = \"annual\"\ndirection = \"up\"\n\
                     baseline = { year = 2024, value = 3 }\ntarget = { year = 2028, value = 5 }\n";
    let title = "title = { ja = \"園の整備\", en = \"Nursery buildings\" }\n";
    site.write(&format!("{PLAN}measure-4.md"), &format!("+++\n{title}\n{indicator}+++\n"));
    site
}

/// The sheets of a workbook, and the measures of its sheet 取組.
fn measures(site: &Site, file: &str) -> (Vec<String>, Vec<String>) {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range("取組").unwrap();
    (workbook.sheet_names(), range.rows().skip(6).map(|row| row[2].to_string()).collect())
}

#[test]
fn every_measure_of_an_edition_is_asked_of_somebody() {
    let site = with_bare_measures();
    let run = site.run(&["export", "form", "--lang", "ja"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("./R8_保育課.xlsx：施策1件\n"), "{}", run.stdout);
    assert!(run.stdout.contains("./R8_子ども課.xlsx：指標1件、施策1件\n"), "{}", run.stdout);
    let (sheets, ended) = measures(&site, "R8_保育課.xlsx");
    assert_eq!((sheets, ended), (["取組", "写真", "作成時の内容", "確認"].map(str::to_owned).to_vec(), vec!["(4) 園の整備".to_owned()]));
    let (_, of_nobody) = measures(&site, "R8_担当課なし.xlsx");
    assert!(of_nobody.contains(&"(3) 父親の育児".to_owned()), "{of_nobody:?}");
    let text = site.read("R8_依頼文.txt");
    assert!(text.contains("・保育課（取組1施策）　R8_保育課.xlsx"), "{text}");
    site.run(&["export", "form", "--all"]);
    let (_, all) = measures(&site, "R8_全課.xlsx");
    assert_eq!(all.len(), 6, "{all:?}");
}

#[test]
fn a_form_without_indicators_comes_back_and_status_counts_the_same() {
    let site = with_bare_measures();
    let state = |site: &Site| site.run(&["status", "--lang", "ja"]).stdout;
    assert!(state(&site).contains("  保育課の取組：(4) 園の整備\n"), "{}", state(&site));
    site.run(&["export", "form", "--division", "保育課"]);
    let form = site.path("R8_保育課.xlsx");
    let untouched = site.run(&["import", "R8_保育課.xlsx", "--lang", "ja"]);
    assert_eq!((untouched.status, untouched.stderr.as_str()), (0, ""));
    assert!(untouched.stdout.contains("  保育課：1件 — (4) 園の整備（すべて）\n"), "{}", untouched.stdout);
    fill_in_sheet_of(&form, "取組", &["取組", "写真", "作成時の内容", "確認"], &[("E7", Typed::Text("園舎を直した"))]);
    assert_eq!(site.run(&["import", "R8_保育課.xlsx"]).status, 0);
    assert!(site.read("content/editions/2026/goal-1/measure-4.md").ends_with("+++\n\n- 園舎を直した\n"));
    assert!(!state(&site).contains("保育課の取組"), "{}", state(&site));
    let open = site.run(&["export", "form", "--open", "--division", "保育課", "--lang", "ja"]);
    assert_eq!(open, Run::new(0, "実績や取組がまだ空欄のものはありません。記入票は作っていません\n", ""));
}
