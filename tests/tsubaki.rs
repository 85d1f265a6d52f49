//! The made-up city of Tsubaki: five editions under two strategies, with every kind of indicator. What its pages must say.

mod changes;
mod frame;
mod sentences;
mod series;

use crate::harness::html::{Page, Token};
use crate::harness::{Run, Site, repository};
use sentences::SENTENCES;
use std::sync::LazyLock;

/// The site, built once with warnings as errors.
static BUILT: LazyLock<(Site, Run)> = LazyLock::new(|| {
    let site = Site::empty();
    let root = repository("tests/sites/tsubaki");
    let run = site.run(&["build", "--strict", "--root", root.to_str().unwrap(), "--output-dir", "output"]);
    (site, run)
});

fn page(path: &str) -> Page {
    Page::read(path, &BUILT.0.read(&format!("output/{path}")))
}

/// The text of the only element of a class, or of the first of several.
fn of_class(page: &Page, class: &str) -> String {
    page.texts(|_, element| element.is_of(class)).into_iter().next().unwrap_or_default()
}

/// The sentence of an indicator's page.
fn says(edition: &str, id: &str) -> String {
    of_class(&page(&format!("{edition}/indicators/{id}.html")), "lead")
}

/// Year, kind and value of every row of the values.
fn values(edition: &str, id: &str) -> Vec<[String; 3]> {
    let page = page(&format!("{edition}/indicators/{id}.html"));
    let rows = page.rows(|table| !table.is_of("working") && !table.is_of("rule"));
    rows.into_iter().skip(1).map(|row| <[String; 3]>::try_from(row).unwrap()).collect()
}

/// The sentence under the rule of an indicator's page, and the symbol and word of its grade.
fn verdict(edition: &str, id: &str) -> (String, String) {
    let page = page(&format!("{edition}/indicators/{id}.html"));
    let in_working = |around: &[&Token]| around.iter().any(|element| element.get("id") == Some("working"));
    let fine = page.texts(|around, element| element.is_of("fine") && in_working(around));
    (of_class(&page, "grade"), fine.into_iter().last().unwrap())
}

fn assert_rows(found: &[[String; 3]], wanted: &[[&str; 3]]) {
    assert_eq!(found, wanted);
}

#[test]
fn it_builds_without_a_warning() {
    let (_, run) = &*BUILT;
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn every_page_says_that_the_city_is_made_up() {
    for (path, tree) in BUILT.0.tree("output").iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("404.html")) {
        let notice = if path.starts_with("en/") { "Tsubaki City does not exist." } else { "椿市は架空の市です。" };
        assert!(String::from_utf8_lossy(tree).contains(notice), "{path}");
    }
    assert!(page("about.html").texts_of("strong").contains(&"椿市は架空の市です。".to_owned()));
    assert!(page("en/about.html").texts_of("strong").contains(&"Tsubaki City does not exist.".to_owned()));
}

#[test]
fn a_restated_result_is_marked_with_what_it_was_and_why() {
    let wanted = [
        ["平成26年度（2014）", "基準値", "48,210冊"],
        ["平成29年度（2017）", "実績値平成30年度報告で51,300冊から修正学校への団体貸出の集計もれを加えた。", "51,800冊"],
        ["平成30年度（2018）", "実績値", "55,870冊"],
        ["平成30年度（2018）", "予定（中間の目安）", "57,642冊"],
        ["令和元年度（2019）", "目標値", "60,000冊"],
    ];
    assert_rows(&values("2018", "books-lent-children"), &wanted);
}

#[test]
fn an_earlier_edition_keeps_what_it_knew() {
    let wanted = [
        ["平成26年度（2014）", "基準値", "48,210冊"],
        ["平成29年度（2017）", "実績値", "51,300冊"],
        ["平成29年度（2017）", "予定（中間の目安）", "55,284冊"],
        ["平成31年度（2019）", "目標値", "60,000冊"],
    ];
    assert_rows(&values("2017", "books-lent-children"), &wanted);
    let tourists = page("2017/indicators/tourists.html");
    assert_eq!(tourists.texts(|_, element| element.get("id") == Some("revisions")), Vec::<String>::new());
    assert!(says("2017", "tourists").ends_with("目標の100万人を超えた。"));
}

#[test]
fn a_record_runs_through_both_strategies() {
    let wanted = [
        ["2016", "Actualrestated in the report on FY2019, 1.41 beforeComputed again with the final population.", "1.40"],
        ["2017", "Actual", "1.43"],
        ["2018", "Baseline", "1.42"],
        ["2018", "Actual", "1.42"],
        ["2019", "Actual", "1.44"],
        ["2020", "Actual", "1.40"],
        ["2020", "On-schedule value", "1.44"],
        ["2024", "Target", "1.60"],
    ];
    assert_rows(&values("en/2021", "total-fertility-rate"), &wanted);
}

#[test]
fn a_total_over_the_period_begins_anew_with_each_strategy() {
    let wanted = [
        ["令和2年度（2020）", "実績値", "380件"],
        ["令和3年度（2021）", "実績値", "790件"],
        ["令和3年度（2021）", "予定（中間の目安）", "600件"],
        ["令和6年度（2024）", "目標値", "2,000件"],
    ];
    assert_rows(&values("2021", "postnatal-visits"), &wanted);
    assert_eq!(says("2021", "postnatal-visits"), "期間の初めから790件、予定の600件より190件進んでいる。");
}

#[test]
fn a_count_that_had_not_begun_has_no_record_of_the_plan_before() {
    let years: Vec<String> = values("en/2021", "migrant-households").into_iter().map(|[year, _, _]| year).collect();
    assert_eq!(years, ["FY2019", "FY2020", "FY2021", "FY2021", "FY2024"]);
}

fn revision(edition: &str, id: &str) -> Vec<String> {
    let page = page(&format!("{edition}/indicators/{id}.html"));
    let within = |around: &[&Token]| around.iter().any(|element| element.get("id") == Some("revisions"));
    page.texts(|around, element| within(around) && matches!(element.name(), Some("dt" | "dd")))
}

#[test]
fn a_revised_plan_shows_old_and_new_and_why() {
    let target = ["平成30年度報告から", "目標値 100万人 (R1) → 120万人 (R1)平成29年に目標を達成したため、上方に見直した。"];
    assert_eq!(revision("2018", "tourists"), target);
    assert_eq!(says("2018", "tourists"), "84.5万人から111.0万人に増え、予定の112.9万人に1.9万人届かない。");
    let schedule = ["令和元年度報告から", "年度目標 190世帯 (H30) → 180世帯 (H30)平成30年度の年度目標に誤りがあったため、改めた。"];
    assert_eq!(revision("2019", "migrant-households"), schedule);
    let baseline = [
        "From the report on FY2021",
        "Baseline 398 people (FY2019) → 402 people (FY2019)The register is counted in another way; the baseline has been adjusted.",
    ];
    assert_eq!(revision("en/2021", "net-out-migration"), baseline);
    assert_eq!(revision("en/2020", "net-out-migration"), Vec::<String>::new());
}

#[test]
fn the_date_of_publication_decides_the_era() {
    let years = |edition: &str| values(edition, "camellia-products").into_iter().map(|[year, _, _]| year).next_back();
    assert_eq!(years("2017").as_deref(), Some("平成31年度（2019）"));
    assert_eq!(years("2018").as_deref(), Some("令和元年度（2019）"));
}

#[test]
fn what_is_not_evaluated_says_why() {
    let reasons = [
        ("2018", "satisfied-parents", "調査なし"),
        ("2018", "festival-visitors", "中止"),
        ("2018", "livability-rank", "未公表"),
        ("2018", "mobile-office-visits", "該当なし"),
        ("2019", "books-lent-adults", "集計中"),
        ("2021", "remote-offices", "実績の報告なし"),
        ("2017", "evacuation-plan", "期限前のため、まだ評価しません。"),
        ("2017", "related-people", "目標値がないため、評価できません。"),
        ("2018", "alert-app-users", "基準値がないため、評価できません。"),
        ("2021", "online-procedures", "基準値がないため、評価できません。"),
        ("2018", "bus-services", "評価基準に使う数値がこの指標では求められないため、評価できません。"),
    ];
    for (edition, id, reason) in reasons {
        assert_eq!(verdict(edition, id), ("－評価対象外".to_owned(), reason.to_owned()), "{edition} {id}");
    }
}

#[test]
fn a_grade_names_the_condition_that_held() {
    let grades = [
        ("2019", "total-fertility-rate", "×遅れ", "上から5番目の条件に当てはまるので「遅れ」。"),
        ("2017", "net-out-migration", "▼基準値より悪化", "上から2番目の条件に当てはまるので「基準値より悪化」。"),
        ("2019", "want-to-stay", "○順調", "上から3番目の条件に当てはまるので「順調」。"),
        ("2021", "total-fertility-rate", "×要見直し", "上から2番目の条件に当てはまるので「要見直し」。"),
        ("2021", "filled-vacancies", "○計画どおり", "上から3番目の条件に当てはまるので「計画どおり」。"),
        ("2021", "camellia-trees", "△要努力", "上から4番目の条件に当てはまるので「要努力」。"),
        ("2019", "drill-participants", "△やや遅れ", "参考：数値だけを評価基準に当てはめると、上から1番目の条件により「達成」。"),
    ];
    for (edition, id, grade, reason) in grades {
        assert_eq!(verdict(edition, id), (grade.to_owned(), reason.to_owned()), "{edition} {id}");
    }
}

#[test]
fn a_grade_set_by_hand_stands_with_its_reason() {
    let leads = page("en/2019/indicators/drill-participants.html").texts(|_, element| element.is_of("lead"));
    let wanted = [
        "Up from 2,100 people to 3,050 people, past the target of 3,000 people.",
        "Graded “Slightly behind” by the city. Six in ten participants came from one district; the drill has not spread over the city.",
    ];
    assert_eq!(leads, wanted);
}

#[test]
fn every_kind_of_indicator_is_put_into_words() {
    for (edition, id, japanese, english) in SENTENCES {
        assert_eq!(says(edition, id), japanese);
        assert_eq!(says(&format!("en/{edition}"), id), english);
    }
}

#[test]
fn the_working_shows_what_the_rule_expects() {
    let expected = |edition: &str, id: &str, label: &str| {
        let rows = page(&format!("{edition}/indicators/{id}.html")).rows(|table| table.is_of("working"));
        rows.into_iter().find(|row| row[0] == label).map(|row| (row[1].clone(), row[2].clone())).unwrap()
    };
    let (formula, result) = expected("2021", "tourists", "予定（中間の目安）");
    assert_eq!((formula.as_str(), result.as_str()), ("118.3 + (150 − 118.3) × 30% = 127.81（評価基準が定める割合）", "127.8万人"));
    let (formula, result) = expected("2018", "migrant-households", "年度目標");
    assert_eq!((formula.as_str(), result.as_str()), ("平成30年度の年度目標", "190世帯"));
    let (formula, result) = expected("en/2017", "tourists", "Progress");
    assert_eq!((formula.as_str(), result.as_str()), ("(1,042,000 − 845,000) ÷ (1,000,000 − 845,000) = 197,000 ÷ 155,000", "127.1%"));
}

#[test]
fn counts_leave_out_what_is_not_evaluated_and_name_their_denominator() {
    let home = page("index.html");
    assert_eq!(home.texts_of("h1"), ["評価した17指標のうち、7指標が達成または計画どおり"]);
    assert_eq!(
        of_class(&home, "lead"),
        "計画期間5年のうち2年目が終了しました。達成2・計画どおり5・要努力3・要見直し7（ほかに評価対象外3）です。"
    );
    assert_eq!(
        of_class(&page("2019/index.html"), "lead"),
        "指標26件中 達成14・順調3・やや遅れ4・遅れ3・基準値より悪化2（ほかに評価対象外4）"
    );
    assert_eq!(of_class(&page("2017/index.html"), "lead"), "主な指標25件中 達成5・やや遅れ10・遅れ7・基準値より悪化3（ほかに評価対象外4）");
    assert_eq!(of_class(&page("2021/goal-3.html"), "lead"), "指標3件：要見直し3");
    let english = "8 indicators: 4 achieved, 2 on track, 1 slightly behind, 1 behind (1 not evaluated)";
    assert_eq!(of_class(&page("en/2019/goal-4.html"), "lead"), english);
}

#[test]
fn measures_and_indicators_stand_only_in_the_editions_that_they_belong_to() {
    let measures = |edition: &str| {
        page(&format!("{edition}/goal-4.html"))
            .texts(|around, element| element.name() == Some("h3") && around.iter().any(|outer| outer.is_of("measures")))
    };
    assert_eq!(measures("2017"), ["(1)災害への備え", "(2)移動と暮らしの足"]);
    assert_eq!(measures("2018"), ["(1)災害への備え", "(2)移動と暮らしの足", "(3)きれいな空と海"]);
    let exists = |path: &str| BUILT.0.path(&format!("output/{path}")).exists();
    let editions = |id: &str| ["2017", "2018", "2019", "2020"].map(|year| exists(&format!("{year}/indicators/{id}.html")));
    assert_eq!(editions("air-particles"), [false, true, true, false]);
    assert_eq!(editions("mobile-office-visits"), [true, true, false, false]);
}

#[test]
fn reviews_budgets_captions_and_corrections_are_shown() {
    let reviews = page("2021/goal-1.html").texts(|_, element| element.is_of("review"));
    let wanted = [
        "外部有識者・推進委員会待機児童が3人生じた。年度途中の受入れの仕組みを見直されたい。今後の方針: 見直し",
        "担当課令和4年度に小規模な保育所を2か所開きます。今後の方針: 拡充",
    ];
    assert_eq!(reviews, wanted);
    let goal = page("2018/goal-3.html");
    assert!(goal.texts_of("p").contains(&"事業費: 予算額 28,500,000円、決算額 27,914,320円".to_owned()));
    let captions = page("en/2021/goal-1.html").texts(|_, element| element.is_of("photo-note"));
    assert_eq!(captions, ["Photo (in the original document): Course on electronic books (Central Library)"]);
    let archive = page("archive/index.html").texts_of("li");
    assert!(archive.contains(&"令和元年10月15日: 基本目標2の本文で、補助した空き店舗の数を4軒から5軒に改めました。".to_owned()));
}

#[test]
fn the_comparison_counts_every_mark() {
    let second = page("strategies/second/index.html");
    let counts = second.texts(|around, element| element.name() == Some("div") && around.iter().any(|outer| outer.is_of("sum")));
    let wanted = [
        "基本目標 【改】2",
        "施策 【新】2",
        "施策 【改】1",
        "施策 【廃】4",
        "取組方針 【新】6",
        "取組方針 【改】3",
        "取組方針 【廃】9",
        "指標 【新】4",
        "指標 【改】16",
        "指標 【廃】16",
    ];
    assert_eq!(counts, wanted);
}
