//! The pages of Kanazawa's site as a web: every link leads somewhere, every text is in its language, every build is the same.

use crate::harness::html::Page;
use crate::harness::{Site, Tree, differences};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static BUILT: LazyLock<Tree> = LazyLock::new(|| {
    let site = Site::kanazawa();
    assert_eq!(site.run(&["build"]).status, 0);
    site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(".torikumi/")).collect()
});

/// Every page by its path.
static PAGES: LazyLock<BTreeMap<String, Page>> = LazyLock::new(|| {
    let pages = BUILT.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.clone(), Page::read(path, std::str::from_utf8(bytes).unwrap()))).collect()
});

/// Whether a link leaves the site.
fn is_external(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// The path and the anchor that a relative link of a page leads to.
fn target(from: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(decoded(anchor))));
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "`{link}` of {from} leaves the site"),
            part => parts.push(part),
        }
    }
    (decoded(&parts.join("/")), anchor)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => bytes.push(u8::from_str_radix(&String::from_utf8(rest.by_ref().take(2).collect()).unwrap(), 16).unwrap()),
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Every link within the site: page, path and anchor.
fn inner_links() -> Vec<(&'static str, String, Option<String>)> {
    let mut links = Vec::new();
    for (path, page) in PAGES.iter() {
        for (_, _, value) in page.links().into_iter().filter(|(_, _, value)| !is_external(value)) {
            let (to, anchor) = target(path, &value);
            links.push((path.as_str(), to, anchor));
        }
    }
    links
}

#[test]
fn every_link_leads_to_a_file_and_every_anchor_to_an_id() {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        PAGES.iter().map(|(path, page)| (path.as_str(), page.values("id").into_iter().collect())).collect();
    let links = inner_links();
    assert!(links.len() > 1000, "only {} links were found", links.len());
    for (from, to, anchor) in links {
        assert!(BUILT.contains_key(&to), "{from} links to `{to}`, which is not there");
        if let Some(anchor) = anchor {
            assert!(ids[to.as_str()].contains(&anchor), "{from} links to `#{anchor}` of `{to}`, which is not there");
        }
    }
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    let links = inner_links();
    while let Some(from) = waiting.pop() {
        for (_, to, _) in links.iter().filter(|(page, _, _)| *page == from) {
            if PAGES.contains_key(to) && reached.insert(to.clone()) {
                waiting.push(to.clone());
            }
        }
    }
    let unreached: Vec<&String> = PAGES.keys().filter(|path| !reached.contains(*path)).collect();
    assert_eq!(unreached, ["404.html", "en/404.html"], "servers show these two");
}

#[test]
fn every_file_of_the_site_is_used() {
    let used: BTreeSet<String> = inner_links().into_iter().map(|(_, to, _)| to).collect();
    let unused: Vec<&String> = BUILT.keys().filter(|path| !used.contains(*path) && !path.ends_with("404.html")).collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn no_page_asks_anything_of_another_site() {
    for (path, page) in PAGES.iter() {
        for (element, attribute, value) in page.links().into_iter().filter(|(_, _, value)| is_external(value)) {
            assert!(element == "a" && attribute == "href", "{path}: <{element} {attribute}=\"{value}\">");
        }
        assert!(page.elements().iter().all(|(_, element)| element.name() != Some("base") && element.get("style").is_none()), "{path}");
    }
    for (path, bytes) in BUILT.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".svg")) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains("@import") && !text.contains("<script") && !text.contains("<image"), "{path}");
        let outside = text.split("url(").skip(1).filter(|url| !url.trim_start_matches(['"', '\'']).starts_with('#'));
        assert_eq!(outside.count(), 0, "{path}");
    }
}

#[test]
fn links_that_leave_the_site_stand_in_the_content() {
    let content = crate::harness::tree(&crate::harness::repository("content"));
    let written: String = content.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    for (path, page) in PAGES.iter() {
        for (_, _, value) in page.links().into_iter().filter(|(_, _, value)| is_external(value)) {
            assert!(written.contains(&value), "{path}: {value}");
        }
    }
}

#[test]
fn an_id_stands_once_on_its_page() {
    for (path, page) in PAGES.iter() {
        let ids = page.values("id");
        let mut seen = BTreeSet::new();
        let twice: Vec<&String> = ids.iter().filter(|id| !seen.insert(*id)).collect();
        assert_eq!(twice, [""; 0], "{path}");
        assert!(ids.iter().all(|id| !id.is_empty() && !id.contains(char::is_whitespace)), "{path}");
    }
}

#[test]
fn what_refers_to_an_id_finds_it() {
    for (path, page) in PAGES.iter() {
        let ids: BTreeSet<String> = page.values("id").into_iter().collect();
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"] {
            for value in page.values(attribute) {
                assert!(value.split_whitespace().all(|id| ids.contains(id)), "{path}: {attribute}=\"{value}\"");
            }
        }
        for (_, element) in page.elements() {
            for attribute in ["fill", "stroke", "clip-path", "marker-end", "mask"] {
                let id = element.get(attribute).and_then(|value| value.strip_prefix("url(#")?.strip_suffix(')'));
                assert!(id.is_none_or(|id| ids.contains(id)), "{path}: {attribute} of {element:?}");
            }
        }
    }
}

#[test]
fn a_title_stands_once_in_its_language() {
    let mut titles: BTreeMap<(String, String), &str> = BTreeMap::new();
    for (path, page) in PAGES.iter() {
        let found = page
            .texts(|around, element| element.name() == Some("title") && around.last().is_some_and(|outer| outer.name() == Some("head")));
        let [title] = found.as_slice() else { panic!("{path} has {} titles", found.len()) };
        let lang = page.values("lang")[0].clone();
        assert!(!title.is_empty() && lang == if path.starts_with("en/") { "en" } else { "ja" }, "{path}");
        let other = titles.insert((lang, title.clone()), path);
        assert_eq!(other, None, "{path} has the same title: {title}");
    }
}

#[test]
fn every_page_has_one_highest_heading_and_no_level_is_left_out() {
    for (path, page) in PAGES.iter() {
        let level = |name: &str| name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok());
        let levels: Vec<usize> = page.elements().iter().filter_map(|(_, element)| level(element.name()?)).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{path}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
    }
}

/// Kana, kanji, and their punctuation.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}')
}

#[test]
fn japanese_on_an_english_page_is_marked_as_such() {
    let english = PAGES.iter().filter(|(path, _)| path.starts_with("en/"));
    let mut marked = 0;
    for (path, page) in english {
        for said in page.said().into_iter().filter(|said| said.text.contains(is_japanese)) {
            assert_eq!(said.lang, "ja", "{path}: {}", said.text);
            marked += 1;
        }
    }
    assert!(marked > 0, "the link to the Japanese page is in Japanese");
}

#[test]
fn downloaded_charts_are_in_the_language_of_their_folder() {
    let charts: Vec<(&String, &str)> = BUILT
        .iter()
        .filter(|(path, _)| path.contains("2016/indicators/") && path.ends_with(".svg"))
        .map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap()))
        .collect();
    assert_eq!(charts.len(), 40);
    for (path, svg) in charts {
        let english = path.starts_with("en/");
        assert!(svg.contains(if english { "lang=\"en\"" } else { "lang=\"ja\"" }), "{path}");
        let japanese =
            Page::read(path, svg).said().into_iter().filter(|said| english && said.lang != "ja" && said.text.contains(is_japanese));
        assert_eq!(japanese.map(|said| said.text).collect::<Vec<_>>(), [""; 0], "{path}");
    }
}

#[test]
fn a_page_and_its_translation_name_each_other() {
    let alternates = |path: &str| -> BTreeMap<String, String> {
        let elements = PAGES[path].elements();
        let links = elements.iter().filter(|(_, element)| element.name() == Some("link") && element.get("rel") == Some("alternate"));
        let pair =
            |element: &crate::harness::html::Token| Some((element.get("hreflang")?.to_owned(), target(path, element.get("href")?).0));
        links.filter_map(|(_, element)| pair(element)).collect()
    };
    for path in PAGES.keys() {
        let japanese = path.strip_prefix("en/").unwrap_or(path);
        let expected = [("en", format!("en/{japanese}")), ("ja", japanese.to_owned()), ("x-default", japanese.to_owned())];
        let expected = expected.map(|(language, page)| (language.to_owned(), page)).into();
        assert_eq!(alternates(path), expected, "{path}");
        let switch = if path.starts_with("en/") { japanese.to_owned() } else { format!("en/{path}") };
        assert!(
            PAGES[path].links().iter().any(|(element, _, value)| element == "a" && !is_external(value) && target(path, value).0 == switch),
            "{path}"
        );
    }
}

#[test]
fn two_builds_from_two_folders_with_other_numbers_of_threads_agree_byte_for_byte() {
    for threads in ["1", "7"] {
        let site = Site::kanazawa();
        assert_eq!(site.run_with(&["build"], &[("RAYON_NUM_THREADS", threads), ("LANG", "ja_JP.UTF-8"), ("TZ", "Asia/Tokyo")]).status, 0);
        let built: Tree = site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(".torikumi/")).collect();
        assert_eq!(differences(&BUILT, &built), [""; 0], "{threads} threads");
    }
}
