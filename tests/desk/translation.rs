//! Translations at the desk: what is open, what is written beside the Japanese, and what stays as it was typed.

use super::browser::{Desk, fields, with};
use crate::harness::{Run, Site, repository};

const PAGE: &str = "/translation";
const ALL: &str = "/translation?show=all";
const FORM: &str = "translation";
const ABOUT: &str = "content/pages/about.md";
const ABOUT_EN: &str = "content/pages/about.en.md";
const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const RECORD: &str = "content/translations.toml";

/// The part of a page that is about a Japanese text.
fn pair(page: &str, ja: &str) -> String {
    let field = format!(" value=\"{ja}\"><input type=\"hidden\" name=\"context.");
    let before = page.split_once(&field).unwrap_or_else(|| panic!("{ja} is not listed: {page}")).0;
    before.rsplit_once("<div class=\"pair").unwrap().1.to_owned()
}

/// Whether a page lists a Japanese text.
fn lists(page: &str, ja: &str) -> bool {
    page.contains(&format!(" value=\"{ja}\"><input type=\"hidden\" name=\"context."))
}

/// The name of a field of a Japanese text.
fn name(page: &str, field: &str, ja: &str) -> String {
    let pair = pair(page, ja);
    format!("{field}.{}", pair.split_once("id=\"pair-").unwrap().1.split_once('"').unwrap().0)
}

/// The form of a page with English for some Japanese texts.
fn filled(page: &str, english: &[(&str, &str)]) -> Vec<(String, String)> {
    english.iter().fold(fields(page, FORM), |form, (ja, english)| with(form, &name(page, "english", ja), english))
}

/// Saves English for some Japanese texts of a page, and gives the page behind it.
fn save(desk: &Desk, path: &str, english: &[(&str, &str)]) -> String {
    sent(desk, &filled(&desk.page(path), english))
}

/// Sends a form that is to be saved, and gives the page behind it.
fn sent(desk: &Desk, form: &[(String, String)]) -> String {
    let answer = desk.post(PAGE, form);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let place = answer.head.split_once("location: ").unwrap().1.split_once("\r\n").unwrap().0;
    desk.page(place)
}

/// What the import of a translator's table makes of the same texts.
fn imported(site: &Site, rows: &[[&str; 3]]) -> Run {
    let lines: String = rows.iter().map(|row| row.map(|cell| format!("\"{cell}\"")).join(",") + "\n").collect();
    site.write("t.csv", &format!("context,source,target\n{lines}"));
    site.run(&["import", "translation", "t.csv"])
}

/// The small site with English that is recorded, then without that of an indicator.
fn open_site() -> Site {
    let site = Site::base();
    assert_eq!(site.run(&["check", "--accept-translations"]).status, 0);
    site.change(GOAL, "{ ja = \"観光入込客数\", en = \"Tourist arrivals\" }", "{ ja = \"観光入込客数\" }");
    site
}

#[test]
fn only_what_is_open_is_listed_and_a_switch_shows_all() {
    let site = open_site();
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(page.contains("訳していない文が1件、日本語が変わった文が0件あります。"), "{page}");
    assert!(pair(&page, "観光入込客数").contains("<span class=\"chip new\">未訳</span>"));
    assert!(!lists(&page, "見本市は架空の市です。"));
    let all = desk.page(ALL);
    assert!(lists(&all, "観光入込客数"));
    let done = pair(&all, "見本市は架空の市です。");
    assert!(done.contains("<span class=\"chip ok\">訳した</span>") && done.contains(">Mihon City is made up.</textarea>"), "{done}");
    assert!(all.contains("<h2 class=\"place\">ページ about<span class=\"fine\">このサイトについて</span></h2>"), "{all}");
    assert!(all.contains("見本市総合戦略 基本目標1<span class=\"fine\">訪れたくなるまちをつくる</span>"), "{all}");
    let order = ["案内板を3か所に設置", "見本市は架空の市です。", "観光入込客数"].map(|ja| all.find(&format!(" value=\"{ja}\">")).unwrap());
    assert!(order.is_sorted(), "the order of the catalogue: {order:?}");
}

#[test]
fn what_is_saved_is_what_an_import_writes_and_it_is_taken_back_to_the_byte() {
    let texts = [("観光入込客数", "Visitors to the city"), ("見本市の人口は5万人です。", "Mihon City has 50,000 inhabitants.")];
    let site = || {
        let site = open_site();
        site.change(ABOUT, "見本市は架空の市です。", "見本市は架空の市です。\n\n見本市の人口は5万人です。");
        site
    };
    let (at_desk, by_table) = (site(), site());
    let before = at_desk.tree("content");
    let desk = Desk::of(&at_desk);
    let page = save(&desk, PAGE, &texts);
    assert!(page.contains("2件の英訳を保存しました。") && page.contains("訳す文はありません。"), "{page}");
    let rows = [
        ["strategies/plan/goal-1/goal.md#indicator.visitors.name", texts[0].0, texts[0].1],
        ["pages/about.md#body.3", texts[1].0, texts[1].1],
    ];
    assert_eq!(imported(&by_table, &rows).status, 0);
    assert_eq!(at_desk.tree("content"), by_table.tree("content"));
    assert!(at_desk.read(GOAL).contains("{ ja = \"観光入込客数\", en = \"Visitors to the city\" }"));
    assert!(at_desk.read(ABOUT_EN).ends_with("Mihon City is made up.\n\nMihon City has 50,000 inhabitants.\n"));
    let after = at_desk.tree("content");
    sent(&desk, &fields(&desk.page(ALL), FORM));
    assert_eq!(at_desk.tree("content"), after, "a form as it came changes nothing");
    let step = desk.page("/").split_once("name=\"step\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    assert_eq!(desk.post("/undo", &[("step".to_owned(), step)]).status, 303);
    assert_eq!(at_desk.tree("content"), before);
}

#[test]
fn a_body_without_english_waits_for_its_last_block_and_is_then_made() {
    let site = open_site();
    site.remove(ABOUT_EN);
    let desk = Desk::of(&site);
    let page = save(&desk, PAGE, &[("資料", "Material"), ("観光入込客数", "Tourist arrivals")]);
    assert!(page.contains("1件の英訳を保存しました。") && page.contains("まだ保存していない英訳が1件"), "{page}");
    assert!(page.contains("このうち1件は、同じ本文の残りの文の英訳がそろうと保存されます。"), "{page}");
    let waiting = pair(&page, "資料");
    assert!(
        waiting.contains(">Material</textarea>") && waiting.contains("同じ本文の残りの文") && waiting.contains(">未保存<"),
        "{waiting}"
    );
    assert!(!site.path(ABOUT_EN).exists());
    let page = save(&desk, PAGE, &[("見本市は架空の市です。", "Mihon City is made up.")]);
    assert!(page.contains("2件の英訳を保存しました。") && !page.contains("まだ保存していない"), "{page}");
    let body = site.read(ABOUT_EN);
    assert!(body.starts_with("<!-- ") && body.ends_with("-->\n\n## Material\n\nMihon City is made up.\n"), "{body}");
    assert_eq!(site.run(&["check", "--strict"]).status, 0);
}

#[test]
fn what_changed_is_marked_and_is_done_by_new_english_or_by_a_tick() {
    let site = open_site();
    site.change(ABOUT, "見本市は架空の市です。", "見本市は想像上の市です。");
    site.change(GOAL, "まち歩き地図の作成", "まち歩き地図の製作");
    let desk = Desk::of(&site);
    let page = desk.page("/translation?show=changed");
    assert!(!lists(&page, "観光入込客数"), "only what changed");
    let changed = pair(&page, "見本市は想像上の市です。");
    assert!(changed.contains("<span class=\"chip old\">日本語が変わった</span>"), "{changed}");
    assert!(
        changed.contains(
            "見本市は<del><span class=\"off\">（削除）</span>架空</del><ins><span class=\"off\">（追加）</span>想像上</ins>の市です。"
        ),
        "{changed}"
    );
    assert!(changed.contains(">Mihon City is made up.</textarea>"), "{changed}");
    // Without a tick the old English says nothing.
    let before = site.tree("content");
    assert!(sent(&desk, &fields(&page, FORM)).contains("保存した英訳はありません。"));
    assert_eq!(site.tree("content"), before);
    let form = with(fields(&page, FORM), &name(&page, "done", "まち歩き地図の製作"), "yes");
    let page = sent(&desk, &with(form, &name(&page, "english", "見本市は想像上の市です。"), "Mihon City is imaginary."));
    assert!(page.contains("2件の英訳を保存しました。"), "{page}");
    assert!(site.read(ABOUT_EN).contains("Mihon City is imaginary."));
    assert!(site.read(GOAL).contains("{ ja = \"まち歩き地図の製作\", en = \"Making of a walking map\" }"));
    assert!(site.read(RECORD).contains("まち歩き地図の製作") && !site.read(RECORD).contains("まち歩き地図の作成"), "{}", site.read(RECORD));
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("translation-older"), "{check:?}");
}

#[test]
fn a_lost_figure_or_link_stands_at_its_field_and_the_rest_is_saved() {
    let site = open_site();
    site.write(ABOUT, "+++\ntitle = { ja = \"152件の資料\" }\n+++\n[計画](../strategies/plan/strategy.md)を見る\n");
    site.remove(ABOUT_EN);
    let desk = Desk::of(&site);
    let link = "[計画](../strategies/plan/strategy.md)を見る";
    let page = save(&desk, PAGE, &[("152件の資料", "125 documents"), (link, "See the plan"), ("観光入込客数", "Tourist arrivals")]);
    assert!(page.contains("1件の英訳を保存しました。") && page.contains("直すところが2件あります"), "{page}");
    let figure = pair(&page, "152件の資料");
    assert!(figure.contains("aria-invalid=\"true\"") && figure.contains(">125 documents</textarea>"), "{figure}");
    assert!(figure.contains("<p class=\"err\">日本語の数値 `152` が英訳では `125` です</p>") && !figure.contains("--accept"), "{figure}");
    assert!(pair(&page, link).contains("<p class=\"err\">日本語にあるリンク"), "{page}");
    assert!(
        page.contains(&format!("href=\"#{}\"", name(&page, "english", "152件の資料").replace('.', "-"))),
        "the summary leads to the field"
    );
    assert!(site.read(GOAL).contains("en = \"Tourist arrivals\"") && !site.path(ABOUT_EN).exists());
    drop(desk);
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(pair(&page, "152件の資料").contains(">125 documents</textarea>"), "a new desk has it");
    let form = with(filled(&page, &[("152件の資料", "152 documents")]), &name(&page, "accept", link), "yes");
    let page = sent(&desk, &form);
    assert!(page.contains("2件の英訳を保存しました。") && page.contains("訳す文はありません。"), "{page}");
    assert!(site.read(ABOUT_EN).ends_with("See the plan\n"));
}

#[test]
fn what_is_typed_is_judged_and_kept_but_not_written_and_can_be_thrown_away() {
    let site = open_site();
    // The same Japanese has English elsewhere, which is proposed.
    site.write("content/pages/more.md", "+++\ntitle = { ja = \"まち歩きの案内を整える\" }\n+++\n");
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let page = desk.page(PAGE);
    assert!(pair(&page, "まち歩きの案内を整える").contains(">Prepare guidance for walks through the city</textarea>"), "{page}");
    let judged = desk.post(PAGE, &with(filled(&page, &[("観光入込客数", "Tourist arrivals in 2021")]), "do", "judge"));
    assert_eq!(judged.status, 200);
    assert!(pair(&judged.body, "観光入込客数").contains("英訳の数値 `2021` が日本語にありません"), "{}", judged.body);
    assert!(judged.body.contains("まだ保存していない英訳が1件"), "a proposal is not typed: {}", judged.body);
    assert_eq!(site.tree("content"), before);
    let thrown = sent(&desk, &with(fields(&judged.body, FORM), "do", "discard"));
    assert!(pair(&thrown, "観光入込客数").contains("></textarea>") && !thrown.contains("まだ保存していない"), "{thrown}");
    let page = save(&desk, PAGE, &[("観光入込客数", "Tourist arrivals")]);
    assert!(page.contains("2件の英訳を保存しました。"), "a proposal that is left there is meant: {page}");
}

/// Enter in a field presses the first button of its form.
#[test]
fn the_first_button_of_a_form_throws_nothing_away() {
    let site = open_site();
    let desk = Desk::of(&site);
    let typed = desk.post(PAGE, &with(filled(&desk.page(PAGE), &[("観光入込客数", "Tourists")]), "do", "judge")).body;
    let results = "/results/2021/goal-1";
    let figure = with(with(fields(&desk.page(results), "results"), "value.visitors", "87"), "do", "judge");
    for (page, form) in [(typed, FORM), (desk.post(results, &figure).body, "results")] {
        assert!(page.contains("value=\"discard\""), "{page}");
        let first = page.split_once(&format!("id=\"{form}\"")).unwrap().1.split_once("<button").unwrap().1.split_once('>').unwrap().0;
        assert!(first.contains("name=\"do\" value=\"judge\""), "{first}");
    }
}

#[test]
fn english_is_not_emptied() {
    let site = open_site();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let page = save(&desk, ALL, &[("見本市は架空の市です。", "")]);
    assert!(pair(&page, "見本市は架空の市です。").contains("英訳を空にすることはできません。"), "{page}");
    assert_eq!(site.tree("content"), before);
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_and_not_written_over() {
    let site = open_site();
    let (desk, other) = (Desk::of(&site), Desk::of(&site));
    let page = desk.page(PAGE);
    save(&other, PAGE, &[("観光入込客数", "Visitors")]);
    let clash = sent(&desk, &filled(&page, &[("観光入込客数", "Tourists")]));
    let both = pair(&clash, "観光入込客数");
    assert!(both.contains("ほかの人が先に「Visitors」と訳しました。") && both.contains(">Tourists</textarea>"), "{both}");
    assert!(site.read(GOAL).contains("en = \"Visitors\""));
    let page = sent(&desk, &fields(&clash, FORM));
    assert!(page.contains("1件の英訳を保存しました。"), "{page}");
    assert!(site.read(GOAL).contains("en = \"Tourists\""));
    // A field that nobody touched says nothing of what somebody else wrote.
    let page = desk.page(ALL);
    save(&other, ALL, &[("観光入込客数", "Tourist arrivals")]);
    let after = site.tree("content");
    assert!(!sent(&desk, &fields(&page, FORM)).contains("まだ保存していない"));
    assert_eq!(site.tree("content"), after);
}

#[test]
fn english_for_japanese_that_changed_or_went_meanwhile_is_kept() {
    let site = open_site();
    site.change(GOAL, "まち歩き地図の作成\", en = \"Making of a walking map", "まち歩き地図の作成");
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    site.change(GOAL, "観光入込客数", "観光客の数");
    let (_, milestone) =
        site.read(GOAL).split_once("[[indicator]]\nid = \"walking-map\"").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    site.change(GOAL, &format!("[[indicator]]\nid = \"walking-map\"{milestone}"), "+++\n");
    site.change("content/editions/2021/goal-1/goal.md", "walking-map = \"none\"\n", "");
    let before = site.tree("content");
    let page = sent(&desk, &filled(&page, &[("観光入込客数", "Tourist arrivals"), ("まち歩き地図の作成", "A walking map")]));
    let changed = pair(&page, "観光客の数");
    assert!(changed.contains("入力したあとで日本語が変わりました。") && changed.contains(">Tourist arrivals</textarea>"), "{changed}");
    assert!(changed.contains("<del>") && changed.contains("<ins>"), "{changed}");
    let (_, lost) = page.split_once("日本語がなくなった英訳").expect("a text without its Japanese");
    assert!(lost.contains("まち歩き地図の作成") && lost.contains(">A walking map</textarea>"), "{lost}");
    assert_eq!(site.tree("content"), before);
    let key = lost.split_once("name=\"drop\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let page = sent(&desk, &with(fields(&page, FORM), "drop", key));
    assert!(!page.contains("A walking map") && pair(&page, "観光客の数").contains(">Tourist arrivals</textarea>"), "{page}");
}

#[test]
fn twenty_texts_are_a_page_and_what_was_typed_on_another_is_saved_too() {
    let site = open_site();
    let body: String = (1..=45).map(|number| format!("- {}の窓口\n", "あ".repeat(number))).collect();
    site.write("content/pages/desks.md", &format!("+++\ntitle = {{ ja = \"窓口\", en = \"Desks\" }}\n+++\n{body}"));
    let desk = Desk::of(&site);
    let page = desk.page("/translation?show=new&page=2");
    let ja = |number: usize| format!("{}の窓口", "あ".repeat(number));
    assert_eq!(page.matches("<div class=\"pair").count(), 20);
    assert!(!lists(&page, &ja(20)) && lists(&page, &ja(21)) && lists(&page, &ja(40)) && !lists(&page, &ja(41)));
    assert!(page.contains("href=\"/translation?show=new&amp;page=3\" rel=\"next\""), "{page}");
    assert_eq!(desk.page("/translation?show=new&page=99").matches("<div class=\"pair").count(), 6, "the last page");
    let kept = desk.post(PAGE, &with(filled(&page, &[(&ja(21), "Desk no. 5")]), "do", "judge"));
    assert_eq!(kept.status, 200);
    let first = save(&desk, "/translation?show=new", &[(&ja(1), "Desk")]);
    assert!(
        first.contains(&format!("href=\"/translation?show=new&amp;page=2#{}\"", name(&page, "english", &ja(21)).replace('.', "-"))),
        "{first}"
    );
    let second = desk.page("/translation?show=new&page=2");
    assert!(pair(&second, &ja(21)).contains("英訳の数値 `5` が日本語にありません"), "{second}");
    assert!(first.contains("まだ保存していない英訳が2件"), "{first}");
}

#[test]
fn terms_stand_beside_the_japanese_and_other_words_for_them_ask() {
    let site = open_site();
    site.write("content/glossary.toml", "[[term]]\nja = \"観光\"\nen = \"tourism\"\nnote = \"統計の用語\"\n");
    site.change(ABOUT, "見本市は架空の市です。", "見本市は架空の市です。\n\n見本市の観光入込客数を数えます。");
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    let beside = pair(&page, "見本市の観光入込客数を数えます。");
    assert!(
        beside.contains("<dt lang=\"ja\">見本市</dt><dd><span lang=\"en\">Mihon City</span></dd>"),
        "of what was translated before: {beside}"
    );
    let fixed = pair(&page, "観光入込客数");
    assert!(fixed.contains("<dt lang=\"ja\">観光</dt><dd><span lang=\"en\">tourism</span><span class=\"fine\">決めた訳語</span><span class=\"fine\">統計の用語</span></dd>"), "{fixed}");
    let judged = desk.post(PAGE, &with(filled(&page, &[("観光入込客数", "Visitors")]), "do", "judge")).body;
    assert!(pair(&judged, "観光入込客数").contains("用語「観光」の訳語は「tourism」と決めています"), "{judged}");
    assert!(save(&desk, PAGE, &[("観光入込客数", "Visitors")]).contains("1件の英訳を保存しました。"), "a doubt does not stop");
}

#[test]
fn the_first_page_leads_to_what_has_no_english() {
    let site = open_site();
    let home = Desk::of(&site).page("/");
    assert!(home.contains("<a href=\"/translation?show=new&amp;page=1\"><span class=\"big\">1</span>"), "{home}");
    let todo = home.split_once("<ul class=\"todo\">").unwrap().1.split_once("</ul>").unwrap().0;
    assert_eq!(todo.matches("<a href=\"/translation?show=new&amp;page=1\">").count(), 1, "{todo}");
    site.change("content/site.toml", "languages = [\"ja\", \"en\"]", "languages = [\"ja\"]");
    let desk = Desk::of(&site);
    let home = desk.page("/");
    assert!(!home.contains("/translation") && !home.contains("英訳がない項目"), "{home}");
    assert_eq!(desk.get(PAGE).status, 404);
}

#[test]
fn sealed_reports_are_left_out() {
    let site = open_site();
    assert!(lists(&Desk::of(&site).page(ALL), "案内板を3か所に設置"));
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    let page = Desk::of(&site).page(ALL);
    assert!(!lists(&page, "案内板を3か所に設置") && page.contains("確定した報告（1件）の文は含みません。"), "{page}");
}

#[test]
fn a_record_that_cannot_be_read_is_not_written_over() {
    let site = open_site();
    site.write(RECORD, "<<<<<<< ours\n");
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let page = save(&desk, PAGE, &[("観光入込客数", "Tourist arrivals")]);
    assert!(page.contains("を読み取れないため、保存できません。") && page.contains(">Tourist arrivals</textarea>"), "{page}");
    assert_eq!(site.tree("content"), before);
}

#[test]
fn the_page_is_in_both_languages() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    let desk = Desk::of(&site);
    let fields = [("language".to_owned(), "en".to_owned()), ("from".to_owned(), PAGE.to_owned())];
    assert!(desk.post("/language", &fields).head.contains("location: /translation\r\n"));
    let page = desk.page("/translation?show=all&page=2");
    assert!(
        page.contains("<h1>English</h1>") && page.contains("Texts without English:") || page.contains("There is nothing to translate."),
        "{page}"
    );
    assert!(page.contains("<span class=\"chip ok\">translated</span>") && page.contains("rel=\"prev\""), "{page}");
}
