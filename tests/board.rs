//! The board of all indicators: on the home page, over all editions, on paper and as a file.

use crate::harness::html::{Page, Token};
use crate::harness::{Site, repository};

fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// Where the cells of a page lead.
fn cells(page: &Page) -> Vec<String> {
    let mut hrefs = Vec::new();
    page.walk(|around, token| {
        let in_cell =
            around.iter().any(|element| element.is_of("board")) && around.last().is_some_and(|element| element.name() == Some("li"));
        hrefs.extend(token.get("href").filter(|_| in_cell && token.name() == Some("a")).map(str::to_owned));
    });
    hrefs
}

/// The text of every cell.
fn said(page: &Page) -> Vec<String> {
    let in_board =
        |around: &[&Token], element: &Token| element.name() == Some("li") && around.last().is_some_and(|parent| parent.is_of("board"));
    page.texts(in_board)
}

#[test]
fn every_indicator_is_a_cell_that_leads_to_its_page() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    for (home, series) in [("index.html", "indicators/index.html"), ("en/index.html", "en/indicators/index.html")] {
        let hrefs = cells(&page(&site, home));
        assert_eq!(hrefs.len(), 20, "{home}: {hrefs:?}");
        let folder = home.trim_end_matches("index.html");
        for href in &hrefs {
            assert!(href.starts_with("2021/indicators/") && site.path(&format!("output/{folder}{href}")).is_file(), "{href}");
        }
        let all = cells(&page(&site, series));
        assert!(all.len() > hrefs.len() && all.iter().all(|href| !href.contains('/')), "with those that have ended: {all:?}");
    }
}

#[test]
fn a_cell_says_first_and_newest_figure_target_and_grade() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let home = said(&page(&site, "index.html"));
    let tourists = home.iter().find(|cell| cell.starts_with("観光入込客数")).unwrap();
    for part in ["H29 104.2万人", "77.0万人", "目標値 150万人", "要見直し"] {
        assert!(tourists.contains(part), "{part} in {tourists}");
    }
    let milestone = home.iter().find(|cell| cell.starts_with("地区避難計画の策定")).unwrap();
    assert!(milestone.contains("調査中") && milestone.contains("評価対象外"), "{milestone}");
    let english = said(&page(&site, "en/index.html"));
    assert!(english.iter().any(|cell| cell.starts_with("Tourist arrivals") && cell.contains("Target 1,500,000 people")), "{english:?}");
}

#[test]
fn without_grades_a_cell_has_none() {
    let site = Site::base();
    site.change("content/site.toml", "\n[publisher]", "\nrating = { off = true }\n[publisher]");
    let site = site.built();
    let html = site.read("output/index.html");
    assert!(html.contains("class=\"board\"") && !html.contains("class=\"mark\""));
}

#[test]
fn the_board_is_one_picture_in_a_file_and_on_paper() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    for (path, print, grade) in
        [("2021/board.svg", "2021/print.html", "要見直し"), ("en/2021/board.svg", "en/2021/print.html", "Needs review")]
    {
        let svg = site.read(&format!("output/{path}"));
        let folder = path.trim_end_matches("board.svg");
        let hrefs: Vec<&str> = svg.split("<a href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
        assert_eq!(hrefs.len(), 20, "{path}");
        assert!(hrefs.iter().all(|href| site.path(&format!("output/{folder}{href}")).is_file()), "{hrefs:?}");
        assert!(svg.contains(grade) && svg.contains("<title id=\"board-t\">") && !svg.contains("currentColor"), "{path}");
        let paper = page(&site, print);
        let drawn = paper
            .elements()
            .into_iter()
            .filter(|(around, element)| element.name() == Some("a") && around.iter().any(|outer| outer.name() == Some("svg")))
            .count();
        assert_eq!(drawn, 20, "{print}");
    }
}
