//! What the pages of an edition say of the edition before it.

use super::{of_class, page};
use crate::harness::html::Token;

/// The rows of one group of results: indicator, before, now, difference, grades.
fn rows(path: &str, group: &str) -> Vec<Vec<String>> {
    let page = page(path);
    let group = page
        .elements()
        .into_iter()
        .filter(|(around, element)| element.name() == Some("tr") && around.iter().any(|outer| outer.get("id") == Some(group)));
    let count = group.count();
    let first = page.rows(|table| table.is_of("moves")).into_iter().skip_while(|row| row[0] != "指標");
    first.take(count).skip(1).collect()
}

/// The texts of the items of one list.
fn items(path: &str, list: &str) -> Vec<String> {
    page(path).texts(|around, element| element.name() == Some("li") && around.iter().any(|outer: &&Token| outer.get("id") == Some(list)))
}

#[test]
fn the_grades_that_rose_and_fell_are_counted_in_words() {
    let lead = |path: &str| of_class(&page(path), "lead");
    assert_eq!(
        lead("2018/changes.html"),
        "評価が上がった指標は10指標、下がった指標は1指標、変わらない指標は9指標です。ほかに、評価を比べられない指標が9指標あります。新しい指標は3指標、終わった指標は0指標です。"
    );
    assert_eq!(
        lead("en/2019/changes.html"),
        "Grades: 9 rose, 3 fell, 8 stayed the same. 10 grades cannot be compared. Indicators: 0 new, 2 ended."
    );
    assert_eq!(
        lead("en/2020/changes.html"),
        "The grades of the two reports follow different criteria; rises and falls are not counted. Indicators: 4 new, 14 ended."
    );
}

#[test]
fn fallen_grades_stand_first_with_both_figures() {
    let found = rows("2018/changes.html", "fell");
    let wanted = ["観光入込客数 数値目標", "104.2万人 (H29)", "111.0万人 (H30)", "+6.8万人 進捗率 +19.2ポイント"];
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].iter().take(4).map(|cell| cell.replace(' ', "")).collect::<Vec<_>>(), wanted.map(|cell| cell.replace(' ', "")));
    assert_eq!(found[0][4].replace(' ', ""), "前回◎達成→今回△やや遅れ");
}

#[test]
fn revisions_and_restated_figures_are_given_with_their_reasons() {
    assert_eq!(
        items("2018/changes.html", "revised"),
        ["観光入込客数目標値 100万人 (R1) → 120万人 (R1)平成29年に目標を達成したため、上方に見直した。"]
    );
    assert_eq!(
        items("2018/changes.html", "restated"),
        ["本の貸出冊数：子ども平成29年度 51,300冊 → 51,800冊学校への団体貸出の集計もれを加えた。"]
    );
    assert_eq!(items("2018/changes.html", "new-measures"), ["きれいな空と海基本目標4"]);
    assert_eq!(items("2019/changes.html", "ended-measures"), ["放課後の居場所基本目標1"]);
    assert_eq!(items("2020/changes.html", "new-measures"), ["場所を選ばない働き方基本目標2"]);
}

#[test]
fn an_edition_knows_nothing_of_those_after_it() {
    let first = page("2017/changes.html");
    assert_eq!(first.texts_of("h2"), ["指標ごとの変化"]);
    let all = first.texts_of("main").concat();
    assert!(!all.contains("平成30年度") && !all.contains("120万人") && !all.contains("51,800冊"), "{all}");
}

#[test]
fn the_home_page_says_what_moved_since_the_edition_before() {
    let home = page("index.html");
    let in_moved = |around: &[&Token]| around.iter().any(|outer| outer.get("id") == Some("moved"));
    let names = home.texts(|around, element| element.name() == Some("a") && in_moved(around));
    let wanted = [
        "本の貸出冊数：子ども",
        "求人の充足率（期間平均）",
        "移住した世帯（累計）",
        "保育所の待機児童数",
        "製造品出荷額等",
        "合計特殊出生率",
        "すべての変化を見る",
    ];
    assert_eq!(names, wanted);
}
