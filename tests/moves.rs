//! The result of the edition before, wherever the result of this one stands, and what the home page says has moved.

use crate::harness::Site;
use crate::harness::html::{Page, Token};

const PLAN: &str = "content/strategies/plan/goal-1/goal.md";
const FIRST: &str = "content/editions/2021/goal-1/goal.md";
const SECOND: &str = "content/editions/2022/goal-1/goal.md";

/// An indicator of the plan: its id, and what is said of it beside id, names and role.
struct Planned {
    id: &'static str,
    says: &'static str,
}

const UP: &str =
    "unit = \"人\"\nkind = \"annual\"\ndirection = \"up\"\nbaseline = { year = 2019, value = 100 }\ntarget = { year = 2024, value = 200 }";

/// A site with these indicators, results of two years, and further settings.
fn site(plan: &[Planned], first: &str, second: &str) -> Site {
    let site = Site::base();
    let indicators = plan.iter().map(|Planned { id, says }| {
        format!("[[indicator]]\nid = \"{id}\"\nrole = \"target\"\nname = {{ ja = \"{id}\", en = \"{id}\" }}\n{says}\n")
    });
    site.write(PLAN, &format!("+++\ntitle = {{ ja = \"目標\", en = \"Goal\" }}\n{}+++\n", indicators.collect::<String>()));
    for file in ["edition.md", "goal-1/measure-1.md", "goal-1/measure-1.en.md"] {
        let text = site.read(&format!("content/editions/2021/{file}"));
        site.write(&format!("content/editions/2022/{file}"), &text.replace("2022", "2023"));
    }
    site.write(FIRST, &format!("+++\n[results]\n{first}\n+++\n"));
    site.write(SECOND, &format!("+++\n[results]\n{second}\n+++\n"));
    site
}

fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// What the elements of a class say.
fn of_class(site: &Site, path: &str, class: &str) -> Vec<String> {
    page(site, path).texts(|_, element| element.is_of(class))
}

/// The lines of the year on a page, without spaces.
fn year_lines(site: &Site, path: &str) -> Vec<String> {
    of_class(site, path, "yl").iter().map(|line| spaceless(line)).collect()
}

fn spaceless(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The items of the lists of what moved on the home page: the number or grades, then the rest.
fn moved(site: &Site, path: &str) -> Vec<String> {
    let in_moved = |around: &[&Token]| around.iter().any(|outer| outer.get("id") == Some("moved"));
    page(site, path).texts(|around, element| matches!(element.name(), Some("li" | "h3")) && in_moved(around))
}

#[test]
fn the_result_of_the_year_before_stands_in_card_headline_table_and_paper() {
    let site = site(&[Planned { id: "a", says: UP }], "a = 120", "a = 150").built();
    let japanese = "前回 120 → 今回 150人 ▲ +30人 （前年度比） 予定 160 目標 200 (R6)";
    let english = "Previous 120 → now 150 people ▲ +30 on the year before On schedule 160 Target 200 (FY2024)";
    for path in ["index.html", "2022/index.html", "2022/goal-1.html", "2022/print.html", "2022/indicators/a.html"] {
        assert_eq!(year_lines(&site, path), [spaceless(japanese)], "{path}");
        assert_eq!(year_lines(&site, &format!("en/{path}")), [spaceless(english)], "{path}");
    }
    let head = |path: &str| {
        page(&site, path).texts(|around, element| element.name() == Some("th") && around.iter().any(|outer| outer.name() == Some("thead")))
    };
    assert_eq!(head("2022/goal-1.html")[1..5], ["基準値 (R1)", "前回と増減 (R3)", "実績値 (R4)", "目標値 (R6)"]);
    assert_eq!(of_class(&site, "2022/goal-1.html", "last-cell"), ["120人 ▲ +30人"]);
    for path in ["2022/print.html", "2022/indicators.html"] {
        assert_eq!(head(path)[1..5], ["基準値 (R1)", "前回 → 実績値 (R4)", "予定", "目標値 (R6)"], "{path}");
        let now = page(&site, path).texts(|_, element| element.name() == Some("td") && element.is_of("now")).concat();
        assert_eq!(spaceless(&now), "前回120→今回150人▲+30人", "{path}");
    }
}

/// The names over and under the bar of the year.
#[test]
fn the_bar_below_the_line_names_its_marks_and_bears_the_percentage() {
    let site = site(&[Planned { id: "a", says: UP }], "a = 120", "a = 150").built();
    let html = site.read("output/2022/goal-1.html");
    let bar = html.split_once("class=\"yl\"").and_then(|(_, rest)| rest.split_once("</svg>")).map(|(bar, _)| bar).unwrap();
    let texts: Vec<&str> = bar.split("</text>").filter_map(|text| text.rsplit_once('>').map(|(_, text)| text)).collect();
    assert_eq!(texts[..4], ["進捗率50.0%", "目標", "基準値 100人 (R1)", "予定"], "{texts:?}");
}

#[test]
fn the_first_edition_has_no_year_before() {
    let site = site(&[Planned { id: "a", says: UP }], "a = 120", "a = 150").built();
    let line = "基準値 100 (R1) → 今回 120人 ▲ +20人 （基準値比） 予定 140 目標 200 (R6)";
    assert_eq!(year_lines(&site, "2021/goal-1.html"), [spaceless(line)]);
    for path in ["2021/index.html", "2021/goal-1.html", "2021/print.html", "2021/indicators.html", "2021/indicators/a.html"] {
        assert_eq!(of_class(&site, path, "last-cell").len(), 0, "{path}");
        assert!(!site.read(&format!("output/{path}")).contains("前回"), "{path}");
    }
}

/// The line of an indicator with these results, up to what was expected.
fn line(says: &'static str, first: &str, second: &str) -> String {
    let site = site(&[Planned { id: "a", says }], &format!("a = {first}"), &format!("a = {second}")).built();
    let line = year_lines(&site, "2022/indicators/a.html").concat();
    line.split("予定").next().and_then(|line| line.split("目標").next()).unwrap_or_default().to_owned()
}

#[test]
fn a_result_that_cannot_be_compared_has_no_invented_difference() {
    assert_eq!(line(UP, "120", "{ status = \"pending\" }"), "前回120人→今回集計中");
    assert_eq!(line(UP, "{ status = \"no-survey\" }", "120"), "前回調査なし→今回120人");
    assert_eq!(line(UP, "{ status = \"no-survey\" }", "{ status = \"pending\" }"), "集計中");
    assert_eq!(line(UP, "120", "{ value = 150, bound = \"at-least\" }"), "前回120→今回150人以上");
    assert_eq!(line(UP, "120", "120"), "前回120→今回120人変化なし（前年度比）");
    assert_eq!(line(UP, "120.5", "120.25"), "前回120.5→今回120.25人▼−0.25人（前年度比）");
    let same = "{ year = 2020, value = 120 }";
    assert_eq!(line(UP, same, same), "120人(R2)前回の報告と同じ令和2年度の値");
    assert_eq!(line(UP, "{ year = 2020, value = 120 }", "130"), "前回120(R2)→今回130人▲+10人（R2比）");
    assert_eq!(
        line(UP, "{ year = 2020, calendar = true, value = 120 }", "{ year = 2021, calendar = true, value = 130 }"),
        "前回120(R2)→今回130人(R3)▲+10人（前年比）"
    );
}

#[test]
fn a_better_rank_rises() {
    const RANK: &str =
        "unit = \"位\"\nkind = \"rank\"\ndirection = \"down\"\nbaseline = { year = 2019, value = 20 }\ntarget = { year = 2024, value = 5 }";
    assert_eq!(line(RANK, "12", "9"), "前回12→今回9位▲3位上昇（前年度比）");
    assert_eq!(line(RANK, "12", "13"), "前回12→今回13位▼1位下降（前年度比）");
}

const KEEP: &str = "unit = \"％\"\nkind = \"level\"\ndirection = \"keep\"\ntolerance = 1\nbaseline = { year = 2019, value = 50 }\ntarget = { year = 2024, value = 50 }";

#[test]
fn changes_of_grade_come_first_on_the_home_page_whatever_their_figure() {
    let plan = [Planned { id: "far", says: UP }, Planned { id: "kept", says: KEEP }];
    let site = site(&plan, "far = 160\nkept = 50", "far = 130\nkept = 40");
    site.change("content/site.toml", "\n[publisher]", "\nrating = \"trend\"\n[publisher]");
    let site = site.built();
    let items = moved(&site, "index.html");
    assert_eq!(items[0], "評価が下がった指標、後退した指標", "{items:?}");
    let kept = items.iter().position(|item| item.starts_with("kept")).expect("the fall of what is to be kept");
    let far = items.iter().position(|item| item.starts_with("far")).expect("what moved back");
    assert!(kept < far, "{items:?}");
    assert!(items[kept].contains("○") && items[kept].contains("×") && items[kept].contains("50％ → 40％"), "{items:?}");
}

#[test]
fn without_grades_none_is_named_among_what_moved() {
    let site = site(&[Planned { id: "a", says: UP }], "a = 200", "a = 100");
    site.change("content/site.toml", "\n[publisher]", "\nrating = { off = true }\n[publisher]");
    let site = site.built();
    assert_eq!(moved(&site, "index.html"), ["後退した指標", "a進捗率 −100.0ポイント200人 → 100人"]);
    let intro = of_class(&site, "index.html", "intro").concat();
    assert!(intro.contains("進捗率の増減の大きい順に並べています。") && !intro.contains("評価"), "{intro}");
}

#[test]
fn equal_printed_numbers_keep_the_order_of_the_plan() {
    let plan = ["a", "b", "c"].map(|id| Planned { id, says: UP });
    let site = site(&plan, "a = 100\nb = 100\nc = 100", "a = 110.01\nb = 110.02\nc = 110.04");
    site.change("content/site.toml", "\n[publisher]", "\nrating = { off = true }\n[publisher]");
    let names: Vec<String> = moved(&site.built(), "index.html").into_iter().skip(1).collect();
    assert!(names.iter().map(|name| &name[..1]).eq(["a", "b", "c"]), "{names:?}");
    assert!(names.iter().all(|name| name.contains("+10.0ポイント")), "{names:?}");
}

#[test]
fn a_change_of_a_thousand_points_or_more_is_said_in_words() {
    let small = "unit = \"人\"\nkind = \"annual\"\ndirection = \"up\"\nbaseline = { year = 2019, value = 100 }\ntarget = { year = 2024, value = 101 }";
    let plan = [Planned { id: "a", says: small }];
    let site = site(&plan, "a = 101", "a = 113");
    site.change("content/site.toml", "\n[publisher]", "\nrating = { off = true }\n[publisher]");
    let site = site.built();
    assert_eq!(moved(&site, "index.html")[1], "a進捗率 目標までの約12倍前進101人 → 113人");
    assert_eq!(moved(&site, "en/index.html")[1], "aProgress about 12 times the way to the target, forward101 people → 113 people");
    assert!(!site.read("output/2022/changes.html").contains("1,200"));
}

#[test]
fn a_rule_by_attainment_speaks_of_attainment() {
    let site = site(&[Planned { id: "a", says: UP }], "a = 140", "a = 150");
    site.change("content/site.toml", "\n[publisher]", "\nrating = \"symbols\"\n[publisher]");
    let site = site.built();
    assert_eq!(moved(&site, "index.html"), ["進んだ指標", "a達成率 +5.0ポイント140人 → 150人"]);
    assert!(!of_class(&site, "index.html", "intro").concat().contains("進捗率"));
}
