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
    let dry = again(&site, "kpi.csv", &["--dry-run"]);
    assert!(dry.status == 1 && dry.stdout.contains("nothing to do: 3 indicators as in the table\n"), "{dry:?}");
    fill_in(&site, |row| {
        let (key, right) = if row["id"] == "places" { ("目標値", "350") } else { ("目標年度", "R11") };
        row.insert(key.to_owned(), right.to_owned());
    });
    let filled = again(&site, "open.xlsx", &["--remove"]);
    assert_eq!((filled.status, filled.stderr.as_str()), (0, ""), "{filled:?}");
    assert!(
        filled.stdout.contains("2 files changed (2 new, 0 changed, 0 moved, 0 removed; 0 indicators as in the table):\n"),
        "{filled:?}"
    );
    assert_eq!(files(&site), files(&right));
    let last = planned(&site, &RIGHT, &[]);
    assert_eq!((last.status, last.stdout.lines().last()), (0, Some("nothing to do: 5 indicators as in the table")), "{last:?}");
    assert_eq!(files(&site), files(&right));
}

#[test]
fn a_table_that_is_mended_goes_on_where_the_import_ended() {
    let right = Site::base();
    assert_eq!(planned(&right, &RIGHT, &[]).status, 0);
    for wrong in 0..RIGHT.len() {
        let site = Site::base();
        let mut rows = RIGHT.map(str::to_owned);
        rows[wrong] = rows[wrong].replace(",R6,", ",昔,");
        let run = planned(&site, &rows.each_ref().map(String::as_str), &[]);
        assert!(run.status == 1 && run.stderr.contains("4 indicators taken, 1 row not"), "{run:?}");
        let mended = planned(&site, &RIGHT, &[]);
        assert_eq!((mended.status, mended.stderr.as_str()), (0, ""), "{mended:?}");
        assert_eq!(files(&site), files(&right), "row {wrong}");
    }
}

#[test]
fn an_import_again_changes_no_byte() {
    let tables = [
        format!("{HEADINGS}{}\n", RIGHT.join("\n")),
        "指標名,単位,現状値（R5年度）,目標値（R11年度）,方向性\n待機児童数,人,12,0,\n計画の策定,,未策定,策定,\n".to_owned(),
        "指標名,現状値,目標値\n移住者数,25人（2009～14年）,45人（2019年）\n満足度,3.21点,3.5点（5点満点）\n順位,25位,20位以内\n路線,14路線（R7.3.31現在）,14路線以上を維持\n入所率,98.5％,85～95％\n件数,未実施,5件\n".to_owned(),
        "指標名,単位,基準値（R6）,目標値（R8）,目標値（R9）,目標値（R11）,備考\n出生数,人,398（速報）,400,405,410※1,ある注\n※1 住民基本台帳による\n".to_owned(),
        "施策,指標名,目標値\n1-1 防災,組織数,21\n2-1 健診,受診率,50\n".to_owned(),
        "施策,指標名,目標値\n防災,組織数,21\n健診,受診率,50\n".to_owned(),
    ];
    for table in tables {
        for more in [&[][..], &["--accept-proposals"]] {
            let site = Site::base();
            site.write("kpi.csv", &table);
            assert_eq!(again(&site, "kpi.csv", more).status, 0, "{table}");
            let before = files(&site);
            for dry in [&["--dry-run"][..], &[], &["--remove"]] {
                let run = again(&site, "kpi.csv", &[more, dry].concat());
                assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{table}{run:?}");
                assert!(run.stdout.contains("nothing to do: "), "{table}{run:?}");
                assert!(files(&site) == before, "{table}");
            }
        }
    }
}

/// What differs between two texts, without what they have in common before and behind it.
fn differing(before: &str, after: &str) -> (String, String) {
    let same = |first: &mut dyn Iterator<Item = char>, second: &mut dyn Iterator<Item = char>| {
        first.zip(second).take_while(|(one, other)| one == other).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let start = same(&mut before.chars(), &mut after.chars());
    let (before, after) = (&before[start..], &after[start..]);
    let end = same(&mut before.chars().rev(), &mut after.chars().rev());
    (before[..before.len() - end].to_owned(), after[..after.len() - end].to_owned())
}

const MEASURE: &str = "content/strategies/new/goal-1/measure-1.md";

/// What people have added to the file of a measure.
fn edited(site: &Site) {
    planned(site, &RIGHT, &[]);
    let text = site.read(MEASURE);
    let text = text
        .replace("title = { ja = \"保育の充実\" }", "# この施策は改定しました\ntitle = { ja = \"保育の充実\", en = \"More  childcare\" }")
        .replace("unit = \"人\"", "unit   = \"人\" # 実人数")
        .replace(
            "target = { year = 2029, value = 0 }",
            "target = {year=2029,  value = 0, bound = \"at-most\", note = { ja = \"国\", en = \"State\" }}",
        )
        .replace("owner = { ja = \"子ども課\" }", "owner = { ja = \"子ども課\", en = \"Children\" }\ntolerance = 3");
    site.write(MEASURE, &format!("{text}\n本文です。\n"));
}

#[test]
fn one_cell_that_changes_changes_the_bytes_of_its_key_alone() {
    for (old, new, expected) in [
        (",0,R11,", ",5,R11,", ("0", "5")),
        (",0,R11,", ",0,R12,", ("29", "30")),
        (",20,R6,", ",20.5,R6,", ("", ".5")),
        (",減,", ",維持,", ("down", "keep")),
        (",子ども課", ",こども課", ("子", "こ")),
        ("Children waiting", "Waiting children", ("Children w", "W")),
    ] {
        let site = Site::base();
        edited(&site);
        let (before, others) = (site.read(MEASURE), files(&site));
        let mut rows = RIGHT.map(str::to_owned);
        rows[0] = rows[0].replace(old, new);
        let rows = rows.each_ref().map(String::as_str);
        let dry = planned(&site, &rows, &["--dry-run"]);
        assert!(dry.status == 0 && files(&site) == others && dry.stdout.contains("1 file would change (0 new, 1 changed"), "{dry:?}");
        let run = planned(&site, &rows, &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
        assert!(run.stdout.contains("changed  waiting  待機児童数") && run.stdout.contains(" 4 indicators as in the table"), "{run:?}");
        let (there, here) = differing(&before, &site.read(MEASURE));
        if new == "Waiting children" {
            assert!(site.read(MEASURE).contains("en = \"Waiting children\" }"));
        } else {
            assert_eq!((there.as_str(), here.as_str()), expected, "{new}");
        }
        let is_same = |(path, bytes): (&String, &Vec<u8>)| path == "goal-1/measure-1.md" || files(&site)[path] == *bytes;
        assert!(others.iter().all(is_same));
        let again = planned(&site, &rows, &[]);
        assert!(again.status == 0 && again.stdout.contains("nothing to do"), "{again:?}");
    }
}

#[test]
fn keys_that_were_missing_come_where_the_program_writes_them() {
    let right = Site::base();
    assert_eq!(planned(&right, &RIGHT, &[]).status, 0);
    for column in [5, 6, 7, 8, 10, 12] {
        let site = Site::base();
        let without = RIGHT.map(|row| {
            let mut cells: Vec<&str> = row.split(',').collect();
            cells[column] = "";
            if column == 8 || column == 10 {
                cells[column + 1] = "";
            }
            cells.join(",")
        });
        assert_eq!(planned(&site, &without.each_ref().map(String::as_str), &[]).status, 0);
        assert!(files(&site) != files(&right));
        let run = planned(&site, &RIGHT, &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
        assert_eq!(files(&site), files(&right), "column {column}");
    }
}

#[test]
fn what_the_table_lacks_is_listed_and_removed_only_when_it_is_told_to() {
    let site = Site::base();
    edited(&site);
    let before = files(&site);
    let rows = [RIGHT[0], RIGHT[1], RIGHT[3]];
    let run = planned(&site, &rows, &[]);
    assert_eq!((run.status, files(&site) == before), (0, true), "{run:?}");
    let listed: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("not in the table")).collect();
    assert_eq!(
        listed,
        [
            "not in the table  checks            健診の受診率",
            "not in the table  visitors          来街者数",
            "not in the table  goal-1/measure-2  母子の健康"
        ],
        "{run:?}"
    );
    assert!(run.stdout.contains("nothing to do: 3 indicators as in the table, 3 not in the table and kept"), "{run:?}");
    let dry = planned(&site, &rows, &["--remove", "--dry-run"]);
    assert!(files(&site) == before && dry.stdout.contains("measure-2.md (removed)"), "{dry:?}");
    let run = planned(&site, &rows, &["--remove"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    let after = files(&site);
    assert!(!after.contains_key("goal-1/measure-2.md"));
    let shops = String::from_utf8(before["goal-2/measure-1.md"].clone()).unwrap();
    let (kept, _) = shops.split_once("\n[[indicator]]\nid = \"visitors\"").unwrap();
    assert_eq!(String::from_utf8(after["goal-2/measure-1.md"].clone()).unwrap(), format!("{kept}+++\n"));
    assert_eq!(after["goal-1/measure-1.md"], before["goal-1/measure-1.md"]);
    let run = planned(&site, &rows[..2], &["--remove"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(!site.path("content/strategies/new/goal-2").exists() && site.path(MEASURE).exists(), "{run:?}");
    site.write("content/strategies/new/goal-1/measure-3.md", "+++\ntitle = { ja = \"相談\" }\n+++\n\n本文です。\n");
    let run = planned(&site, &rows[..2], &["--remove"]);
    let words = "error[still-used]: `goal-1/measure-3` is not in the table, and is not removed: its file has a text";
    assert!(run.status == 1 && run.stderr.contains(words) && site.path("content/strategies/new/goal-1/measure-3.md").exists(), "{run:?}");
}

/// An edition of the strategy `new` with results of `waiting`.
fn report(site: &Site) {
    site.change("content/strategies/new/strategy.md", "# period = ", "period = [2024, 2029]\n# period = ");
    let edition = site.read("content/editions/2021/edition.md").replace("strategy = \"plan\"", "strategy = \"new\"");
    site.write("content/editions/2025/edition.md", &edition);
    site.write("content/editions/2025/goal-1/measure-1.md", "+++\n[results]\nwaiting = 3\n+++\n");
}

#[test]
fn what_editions_reported_on_is_neither_removed_nor_moved() {
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    report(&site);
    let before = files(&site);
    let run = planned(
        &site,
        &RIGHT[2..]
            .iter()
            .map(|row| row.replace(",(2) 母子", "1 安心して,(2) 母子"))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        &["--remove"],
    );
    let words = "error[still-used]: `waiting` is not in the table, and is not removed: 2025 reported on it";
    assert!(run.status == 1 && run.stderr.contains(words), "{run:?}");
    assert!(site.read(MEASURE).contains("id = \"waiting\"") && !site.read(MEASURE).contains("id = \"places\""));
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    report(&site);
    let mut rows = RIGHT.map(str::to_owned);
    rows.swap(0, 1);
    rows[0] = rows[0].replace(",,places", "1 安心して,(1) 保育の充実,places");
    rows[1] = rows[1].replace("(1) 保育の充実", "(2) 母子の健康");
    let run = planned(&site, &rows.each_ref().map(String::as_str), &[]);
    let words = "kpi.csv:D3: error[place-differs]: `待機児童数` stands below `goal-1/measure-2` in the table and `goal-1/measure-1` in the strategy, and cannot be moved: results of 2025 are there";
    assert!(run.status == 1 && run.stderr.contains(words), "{run:?}");
    assert!(files(&site) == before);
}

#[test]
fn an_indicator_below_another_measure_is_moved_with_its_text() {
    let site = Site::base();
    edited(&site);
    let measure = site.read(MEASURE);
    let start = measure.find("[[indicator]]").unwrap();
    let end = measure.find("\n[[indicator]]\nid = \"places\"").unwrap();
    let mut rows = RIGHT.map(str::to_owned);
    rows.swap(0, 1);
    rows[0] = rows[0].replace(",,places", "1 安心して,(1) 保育の充実,places");
    rows[1] = rows[1].replace("(1) 保育の充実", "(2) 母子の健康").replace(",0,R11", ",4,R11");
    let run = planned(&site, &rows.each_ref().map(String::as_str), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    let line = "moved   waiting  待機児童数  place goal-1/measure-1 → goal-1/measure-2; target 0以下 (2029) → 4以下 (2029)\n";
    assert!(run.stdout.contains(line), "{run:?}");
    let second = site.read("content/strategies/new/goal-1/measure-2.md");
    let block = measure[start..end].replace("  value = 0", "  value = 4");
    let expected = format!("+++\ntitle = {{ ja = \"母子の健康\" }}\n\n{block}\n[[indicator]]\nid = \"checks\"\n");
    assert!(second.starts_with(&expected), "{second}");
    assert_eq!(site.read(MEASURE), format!("{}{}", &measure[..start], &measure[end + 1..]));
    let again = planned(&site, &rows.each_ref().map(String::as_str), &[]);
    assert!(again.status == 0 && again.stdout.contains("nothing to do: 5"), "{again:?}");
}

#[test]
fn goals_and_measures_are_found_by_title_and_their_files_keep_their_numbers() {
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    let new = "1 移り住む,(1) 相談,calls,相談件数,Calls,件,単年度,増,3,R6,9,R11,";
    let rows: Vec<&str> = [&RIGHT[..], &["安全,防災,groups,組織数,Groups,組織,累計,増,1,R6,4,R11,", new]].concat();
    let run = planned(&site, &rows, &["--open", "open.xlsx"]);
    let words = "kpi.csv:A8: error[number-twice]: the number 1 is that of `安心して`, and here that of `移り住む`";
    assert!(run.status == 1 && run.stderr.contains(words), "{run:?}");
    assert!(run.stdout.contains("new     goal-3            安全\n"), "{run:?}");
    assert!(site.path("content/strategies/new/goal-3/measure-1.md").exists() && open_rows(&site).len() == 1);
    let swapped = [RIGHT[3].replace("にぎわう", "3 にぎわう"), RIGHT[4].to_owned()];
    let run = planned(&site, &swapped.each_ref().map(String::as_str), &["--dry-run"]);
    assert!(run.stdout.contains("number kept       goal-2") && run.stdout.contains("number 2 → 3"), "{run:?}");
    let titled = Site::base();
    titled.write("a.csv", "施策,指標名,目標値\n1-1 防災,組織数,21\n");
    assert_eq!(again(&titled, "a.csv", &[]).status, 0);
    titled.write("a.csv", "基本目標,施策,指標名,目標値\n1 安全,1-1 防災,組織数,21\n");
    let run = again(&titled, "a.csv", &[]);
    assert!(run.status == 0 && run.stdout.contains("changed  goal-1  安全  title – → 安全"), "{run:?}");
    assert!(titled.read("content/strategies/new/goal-1/goal.md").starts_with("+++\ntitle = { ja = \"安全\" }\n"));
}

#[test]
fn a_table_without_goals_changes_what_is_there_and_asks_where_new_rows_belong() {
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    site.write("a.csv", "指標名,単位,目標値,目標年度\n待機児童数,人,2,R11\n空き家の数,戸,10,R11\n");
    let run = again(&site, "a.csv", &["--remove"]);
    let words = "a.csv:A3: error[place-unknown]: the table does not say below which goal `空き家の数` belongs";
    assert!(run.status == 1 && run.stderr.contains(words) && run.stderr.contains("nothing was removed: "), "{run:?}");
    assert!(site.read(MEASURE).contains("target = { year = 2029, value = 2 }") && files(&site).len() == 6, "{run:?}");
}

#[test]
fn a_strategy_before_means_the_same_in_a_repeated_run() {
    let site = Site::base();
    site.write("content/strategies/old/strategy.md", "+++\ntitle = { ja = \"旧\" }\nperiod = [2019, 2023]\n+++\n");
    let of_old = "[[indicator]]\nid = \"bus\"\nname = { ja = \"バス利用者数\", en = \"Passengers\" }\nunit = \"人\"\nkind = \"annual\"\ndirection = \"up\"\n";
    site.write("content/strategies/old/goal-1/goal.md", &format!("+++\ntitle = {{ ja = \"足\" }}\n{of_old}+++\n"));
    let bus = ",(9) 交通,,バス利用者数,,人,,,10,R6,20,R11,";
    assert_eq!(planned(&site, &RIGHT, &[]).status, 0);
    let rows = [&RIGHT[..], &[bus]].concat();
    let run = planned(&site, &rows, &["--succeeds", "old"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.contains("beside `old`: 0 continued, 1 changed, 5 new, 0 dropped"), "{run:?}");
    assert!(
        site.read("content/strategies/new/goal-2/measure-9.md")
            .contains("id = \"bus\"\nrole = \"kpi\"\nname = { ja = \"バス利用者数\", en = \"Passengers\" }")
    );
    assert!(site.read("content/strategies/new/strategy.md").contains("\nsucceeds = \"old\"\n"));
    let before = files(&site);
    let run = planned(&site, &rows, &["--succeeds", "old"]);
    assert!(
        run.status == 0 && run.stdout.contains("beside `old`: 0 continued, 1 changed, 5 new, 0 dropped") && files(&site) == before,
        "{run:?}"
    );
    assert_eq!(planned(&site, &rows, &["--succeeds", "new"]).status, 2);
}

#[test]
fn machines_get_the_changes() {
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    let mut rows = RIGHT.map(str::to_owned);
    rows[0] = rows[0].replace(",0,R11,", ",5,R11,");
    site.write("kpi.csv", &format!("{HEADINGS}{}\n", rows[..4].join("\n")));
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    let expected = serde_json::json!([
        { "change": "changed", "id": "waiting", "name": "待機児童数", "differences": [{ "key": "target", "before": "0 (2029)", "after": "5 (2029)" }] },
        { "change": "absent", "id": "visitors", "name": "来街者数", "differences": [] },
    ]);
    assert_eq!(
        (&document["changes"], &document["unchanged"], &document["open"], &document["written"]),
        (&expected, &3.into(), &0.into(), &true.into()),
        "{run:?}"
    );
}

#[test]
fn a_strategy_with_a_sealed_edition_is_changed_only_when_it_is_told_to() {
    let site = Site::base();
    assert_eq!(site.run(&["archive", "2021", "--date", "2022-10-01"]).status, 0);
    site.write("a.csv", "ID,指標名,目標値\nvisitors,観光入込客数,150\n");
    let before = site.tree("content");
    let run = site.run(&["import", "strategy", "a.csv", "--id", "plan"]);
    assert!(
        run.status == 2 && run.stderr.contains("the edition of 2021 is sealed as `2021.zip`") && site.tree("content") == before,
        "{run:?}"
    );
    assert_eq!(site.run(&["import", "strategy", "a.csv", "--id", "plan", "--into-sealed"]).status, 0);
    assert_eq!(site.run(&["import", "strategy", "a.csv", "--id", "plan"]).status, 0);
}

#[test]
fn a_strategy_whose_files_cannot_be_read_is_left_alone() {
    let site = Site::base();
    planned(&site, &RIGHT, &[]);
    site.write(MEASURE, "+++\ntitle = {\n+++\n");
    let before = files(&site);
    let run = planned(&site, &RIGHT, &[]);
    assert!(run.status == 1 && run.stderr.contains("goal-1/measure-1.md:") && run.stderr.contains("mended first"), "{run:?}");
    assert!(files(&site) == before);
}

#[test]
fn rare_forms_of_a_plan_are_changed_as_well() {
    let site = Site::base();
    planned(&site, &RIGHT[..1], &[]);
    let text = site.read(MEASURE);
    for (form, changed) in [
        (text.replace("target = { year = 2029, value = 0 }", "target.year = 2029\ntarget.value = 0"), "target.year = 2029\ntarget.value = 7"),
        (text.replace("target = { year = 2029, value = 0 }\n", "").replace("\n+++\n", "\n[indicator.target]\nyear = 2029\nvalue = 0\n+++\n"), "\n[indicator.target]\nyear = 2029\nvalue = 7\n"),
        (text.replace("name = { ja = \"待機児童数\", en = \"Children waiting\" }", "name.ja = \"待機児童数\"\nname.en = 'Waiting'"), "name.ja = \"待機児童数\"\nname.en = \"Children waiting\""),
        (text.replace('\n', "\r\n"), "value = 7 }\r\n"),
        ("+++\ntitle = { ja = \"保育の充実\" }\nindicator = [\n  { id = \"waiting\", name = { ja = \"待機児童数\" }, unit = \"人\" }, # 一つ\n]\n+++\n".to_owned(), "target = { year = 2029, value = 7 }"),
    ] {
        site.write(MEASURE, &form);
        let row = RIGHT[0].replace(",0,R11", ",7,R11");
        let run = planned(&site, &[&row], &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{form}{run:?}");
        assert!(site.read(MEASURE).contains(changed), "{}", site.read(MEASURE));
        let run = planned(&site, &[&row], &[]);
        assert!(run.stdout.contains("nothing to do"), "{}{run:?}", site.read(MEASURE));
    }
}

#[test]
fn a_list_within_brackets_gets_a_further_indicator_in_its_form() {
    let site = Site::base();
    planned(&site, &RIGHT[..1], &[]);
    let there = "{ id = \"waiting\", name = { ja = \"待機児童数\" }, unit = \"人\" }";
    let new = "{ id = \"places\", role = \"kpi\", name = { ja = \"保育の定員\", en = \"Places\" }, unit = \"人\"";
    for (list, beginning) in [
        (format!("indicator = [\n  {there}, # 一つ\n]\n"), format!(" }}, # 一つ\n  {new}")),
        (format!("indicator = [\n  {there} # 一つ\n]\n"), format!(" }},\n  {new}")),
        (format!("indicator = [{there}]\n"), format!(" }}, {new}")),
        ("indicator = []\n".to_owned(), "places\", role = \"kpi\", name = { ja = \"保育の定員\"".to_owned()),
    ] {
        site.write(MEASURE, &format!("+++\ntitle = {{ ja = \"保育の充実\" }}\n{list}+++\n\n本文。\n"));
        let run = planned(&site, &RIGHT[..2], &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{list}{run:?}");
        let text = site.read(MEASURE);
        assert!(text.contains(&beginning) && text.ends_with("+++\n\n本文。\n"), "{text}");
        let run = planned(&site, &RIGHT[..2], &[]);
        assert!(run.stdout.contains("nothing to do"), "{text}{run:?}");
    }
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

const LONG: &str = "基本目標,施策,ID,指標名,英語名,単位,種別,方向,年度,基準値,目標値,実績値,担当課\n";

/// Rows of the years of three indicators, one of them with a single target beside results.
const YEARS: [&str; 6] = [
    "1 安心して,(1) 防災,drills,訓練の参加者数,Drills,人,単年度,増,R6,100,－,100,防災課",
    ",,drills,訓練の参加者数,Drills,人,単年度,増,R8,100,150,,防災課",
    ",,drills,訓練の参加者数,Drills,人,単年度,増,R11,100,200,,防災課",
    ",(2) 防犯,patrols,見守り活動の回数,Patrols,回,単年度,増,R8,5,6,,市民課",
    ",,patrols,見守り活動の回数,Patrols,回,単年度,増,R10,5,7,,市民課",
    ",,patrols,見守り活動の回数,Patrols,回,単年度,増,R11,5,9,,市民課",
];

#[test]
fn rows_by_year_that_are_imported_again_change_no_byte() {
    let site = Site::base();
    site.write("kpi.csv", &format!("{LONG}{}\n", YEARS.join("\n")));
    let run = again(&site, "kpi.csv", &[]);
    assert_eq!(run.status, 0, "{run:?}");
    let made = files(&site);
    let text = site.read("content/strategies/new/goal-1/measure-2.md");
    assert!(text.contains("schedule = [{ year = 2026, value = 6 }, { year = 2028, value = 7 }]"), "{text}");
    for more in [&[][..], &["--accept"], &["--remove"]] {
        let run = again(&site, "kpi.csv", more);
        assert_eq!((run.status, run.stdout.lines().last()), (0, Some("nothing to do: 2 indicators as in the table")), "{run:?}");
        assert_eq!(files(&site), made);
    }
}

#[test]
fn rows_by_year_with_a_conflict_stay_open_until_they_are_settled() {
    let right = Site::base();
    right.write("kpi.csv", &format!("{LONG}{}\n", YEARS.join("\n")));
    assert_eq!(again(&right, "kpi.csv", &[]).status, 0);
    let of = |row: &BTreeMap<String, String>, key: &str| row.get(key).cloned().unwrap_or_default();
    // A conflict of its rows, one of a cell in them, and one of another table beside them.
    for (wrong, with, heading, codes) in [
        (",R10,5,7,", ",R10,6,7,", "基準値", "rows-differ"),
        (",R10,5,7,", ",R8,5,7,", "年度", "rows-differ"),
        (",R10,5,7,", ",計,5,7,", "年度", "unknown-year"),
    ] {
        let site = Site::base();
        site.write("kpi.csv", &format!("{LONG}{}\n", YEARS.join("\n").replace(wrong, with)));
        let run = again(&site, "kpi.csv", &["--open", "open.xlsx"]);
        assert!(run.status == 1 && run.stderr.contains(codes) && run.stderr.contains("1 indicator taken, 3 rows not"), "{run:?}");
        let unchanged = again(&site, "open.xlsx", &[]);
        assert!(unchanged.status == 1 && unchanged.stderr.contains(codes), "{unchanged:?}");
        fill_in(&site, |row| {
            if of(row, "目標値") == "7" {
                row.insert(heading.to_owned(), if heading == "基準値" { "5" } else { "R10" }.to_owned());
            }
        });
        let filled = again(&site, "open.xlsx", &[]);
        assert_eq!((filled.status, filled.stderr.as_str()), (0, ""), "{filled:?}");
        assert_eq!(files(&site), files(&right), "{with}");
    }
    let site = Site::base();
    site.write("kpi.csv", &format!("{LONG}{}\n", YEARS.join("\n").replace(",R10,5,7,", ",R10,6,7,")));
    let accepted = again(&site, "kpi.csv", &["--accept"]);
    assert!(accepted.status == 0 && accepted.stderr.contains("warning[rows-differ]"), "{accepted:?}");
    assert_eq!(files(&site), files(&right));
}

#[test]
fn open_rows_of_several_shapes_go_to_sheets_of_their_own_and_are_read_as_before() {
    let site = Site::base();
    let sheets: [&[&str]; 4] = [
        &["指標名,単位,目標値,目標年度", "出生数,人,多い,R11"],
        &["指標名,単位,目標値（R8）,目標値（R11）", "受診率,％,多い,70"],
        &["指標名,単位,年度,目標値", "来館者数,人,R8,10", "来館者数,人,R8,11", "来館者数,人,R9,12"],
        &["指標名,単位,年度,基準値,目標値,実績値", "件数,件,R7,1,9,3", "件数,件,R8,2,9,4"],
    ];
    let write = |site: &Site, mended: bool| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for rows in sheets {
            let sheet = workbook.add_worksheet();
            for (line, text) in (0..).zip(rows) {
                let text = if mended {
                    text.replace("多い", "60").replace("R8,11", "R7,11").replace("R8,2", "R8,1")
                } else {
                    (*text).to_owned()
                };
                row(sheet, line, &text.split(',').collect::<Vec<_>>()).unwrap();
            }
        }
        workbook.save(site.path("kpi.xlsx")).unwrap();
    };
    write(&site, false);
    let run = again(&site, "kpi.xlsx", &["--open", "open.xlsx"]);
    assert!(run.status == 1 && !site.path("content/strategies/new").exists(), "{run:?}");
    let open = again(&site, "open.xlsx", &[]);
    let conflicts = |run: &Run| {
        let errors = run.stderr.lines().filter_map(|line| line.split_once("error[")).map(|(_, error)| error.to_owned());
        errors.filter(|error| !error.contains("rows-passed")).collect::<std::collections::BTreeSet<String>>()
    };
    assert_eq!(conflicts(&open), conflicts(&run), "{open:?}");
    assert!(!open.stderr.contains("ambiguous-column") && conflicts(&open).len() == 4, "{open:?}");
    let right = Site::base();
    write(&right, true);
    let run = again(&right, "kpi.xlsx", &["--open", "open.xlsx"]);
    assert_eq!(run.status, 0, "{run:?}");
}
