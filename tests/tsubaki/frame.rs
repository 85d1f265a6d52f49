//! What stands around the pages: menus, feet, help, names of parts.

use super::{BUILT, page};
use crate::harness::html::{Page, Token};
use std::collections::BTreeSet;

/// Every page of the site.
fn pages() -> Vec<Page> {
    let tree = BUILT.0.tree("output");
    let pages = tree.into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| Page::read(&path, &String::from_utf8(bytes).unwrap())).collect()
}

/// Text and target of the links of a list of the menu, by the id of its label.
fn menu(page: &Page, label: &str) -> Vec<(String, String)> {
    let of_list = |around: &[&Token]| around.iter().any(|element| element.get("aria-labelledby") == Some(label));
    let texts = page.texts(|around, element| of_list(around) && element.name() == Some("a"));
    let mut targets = Vec::new();
    page.walk(|around, token| {
        if of_list(around) && token.name() == Some("a") {
            targets.extend(token.get("href").map(str::to_owned));
        }
    });
    texts.into_iter().zip(targets).collect()
}

fn label(page: &Page, id: &str) -> String {
    page.texts(|_, element| element.get("id") == Some(id)).concat()
}

#[test]
fn the_menu_has_two_lists_that_say_what_they_are() {
    for (path, site, goals) in [
        ("2021/goal-1.html", "サイト全体", "この戦略の基本目標"),
        ("index.html", "サイト全体", "最新の戦略の基本目標"),
        ("en/strategies/first/index.html", "Whole site", "Goals of this strategy"),
        ("en/archive/index.html", "Whole site", "Goals of the latest strategy"),
    ] {
        let page = page(path);
        assert_eq!([label(&page, "menu-site"), label(&page, "menu-goals")], [site, goals], "{path}");
    }
}

#[test]
fn goals_have_their_short_name_in_the_menu_or_their_title_cut_at_a_phrase() {
    let texts = |path: &str| menu(&page(path), "menu-goals").into_iter().map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(texts("2021/index.html"), ["基本目標1 子ども", "基本目標2 仕事", "基本目標3 交流", "基本目標4 安全"]);
    assert_eq!(texts("en/2021/index.html"), ["Goal 1 Children", "Goal 2 Jobs", "Goal 3 Exchange", "Goal 4 Safety"]);
    assert_eq!(
        texts("2018/index.html"),
        [
            "基本目標1 安心して子どもを産み…",
            "基本目標2 働く場と稼ぐ力を育てる",
            "基本目標3 人が訪れ…",
            "基本目標4 安全で、長く暮らせるまち…"
        ]
    );
    assert_eq!(texts("en/2018/index.html")[0], "Goal 1 A city where families…");
}

#[test]
fn a_goal_is_called_the_same_in_menu_crumb_and_page() {
    for (path, name) in [("2021/goal-3.html", "基本目標3"), ("en/2021/goal-3.html", "Goal 3")] {
        let page = page(path);
        let here = page.texts(|_, element| element.get("aria-current") == Some("page"));
        assert!(here.iter().all(|text| text.starts_with(name)) && here.len() == 2, "{path}: {here:?}");
        assert_eq!(page.texts(|_, element| element.is_of("goal-no"))[0], name);
    }
    let unlike: Vec<String> = pages()
        .iter()
        .filter(|page| page.said().iter().any(|said| said.text.starts_with("目標1")))
        .map(|page| page.path().to_owned())
        .collect();
    assert_eq!(unlike, [""; 0]);
}

#[test]
fn the_menu_of_a_strategy_leads_to_its_own_goals_and_reports() {
    let first = page("strategies/first/index.html");
    let goals = menu(&first, "menu-goals");
    assert_eq!(goals.iter().map(|(_, target)| target.as_str()).collect::<Vec<_>>(), ["#goal-1", "#goal-2", "#goal-3", "#goal-4"]);
    let site = menu(&first, "menu-site");
    assert!(site.contains(&("戦略".to_owned(), "index.html".to_owned())), "{site:?}");
    let newest_of_first = BUILT.0.read("output/2019/index.html").contains("strategies/first/");
    let year = if newest_of_first { "2019" } else { "2018" };
    assert!(site.contains(&("取組状況".to_owned(), format!("../../{year}/index.html"))), "{site:?}");
    let comparison = menu(&page("strategies/second/comparison.html"), "menu-goals");
    assert_eq!(comparison[0].1, "index.html#goal-1");
}

#[test]
fn articles_are_named_and_no_two_of_a_page_alike() {
    let mut count = 0;
    for page in pages() {
        let mut names = BTreeSet::new();
        for (_, element) in page.elements().into_iter().filter(|(_, element)| element.name() == Some("article")) {
            let name: Vec<String> = element.get("aria-labelledby").unwrap_or_default().split(' ').map(|id| label(&page, id)).collect();
            assert!(name.iter().all(|part| !part.is_empty()), "{}: {element:?}", page.path());
            assert!(names.insert(name.join(" ")), "{}: {name:?} twice", page.path());
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_region_is_not_named_as_the_page_is() {
    for page in pages() {
        let heading = page.texts_of("h1").concat();
        let named = page.elements().into_iter().filter_map(|(_, element)| element.get("aria-label").map(str::to_owned));
        assert!(!named.collect::<Vec<_>>().contains(&heading), "{}: “{heading}” is read twice", page.path());
    }
}

#[test]
fn charts_and_terms_are_explained_once_a_page_without_script() {
    for path in ["2021/goal-1.html", "en/2021/goal-1.html", "2021/indicators.html", "2021/indicators/tourists.html"] {
        let page = page(path);
        let elements = page.elements();
        let is_help = |around: &[&Token]| around.iter().any(|element| element.is_of("help"));
        assert_eq!(elements.iter().filter(|(_, element)| element.is_of("help")).count(), 1, "{path}");
        let opened: Vec<&str> = elements.iter().filter_map(|(_, element)| element.get("popovertarget")).collect();
        let popovers: Vec<&str> =
            elements.iter().filter(|(_, element)| element.get("popover").is_some()).filter_map(|(_, element)| element.get("id")).collect();
        assert_eq!(opened, popovers, "{path}");
        let terms = page.texts(|around, element| is_help(around) && element.name() == Some("button"));
        assert_eq!(terms.len(), popovers.len(), "{path}");
        for (term, id) in terms.iter().zip(popovers) {
            let explained = label(&page, id);
            assert!(explained.starts_with(term) && explained.len() > term.len() + 5, "{path}: {explained}");
        }
    }
}

#[test]
fn formulas_of_a_goal_stand_behind_how_to_read_its_charts() {
    let page = page("2021/goal-1.html");
    let folded = |around: &[&Token]| around.iter().any(|element| element.name() == Some("details") || element.get("popover").is_some());
    let mut outside = Vec::new();
    page.walk(|around, token| match token {
        Token::Text(text) if text.contains('÷') && !folded(around) => outside.push(text.clone()),
        _ => {}
    });
    assert_eq!(outside, [""; 0]);
    assert!(page.texts(|_, element| element.name() == Some("details")).concat().contains('÷'));
}
