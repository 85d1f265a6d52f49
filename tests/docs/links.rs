//! Where the pages of the documentation lead.

use super::{Page, text_until};
use crate::harness::repository;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines of a first visit.
const FIRST_VISIT: usize = 150;

/// The targets of the links and pictures of a page, as they are written.
fn targets(page: &Page) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    page.events().filter_map(target).collect()
}

/// The anchors of a page's headings, as GitHub makes them: small letters, hyphens for spaces, no punctuation, `-1` at the second of equal
/// ones.
fn anchors(page: &Page) -> BTreeSet<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = BTreeSet::new();
    let mut events = page.events();
    while let Some(event) = events.next() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let anchor = anchor(&text_until(&mut events, TagEnd::Heading(level)));
            let time = times.entry(anchor.clone()).or_default();
            anchors.insert(if *time == 0 { anchor } else { format!("{anchor}-{time}") });
            *time += 1;
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let letter = |letter: char| match letter {
        ' ' => Some('-'),
        _ => (letter.is_alphanumeric() || matches!(letter, '-' | '_')).then_some(letter),
    };
    heading.to_lowercase().chars().filter_map(letter).collect()
}

/// The path that a link of a page leads to, from the top of the repository.
fn resolved(page: &Page, link: &str) -> String {
    let mut parts: Vec<&str> = page.path.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{}: `{link}` leads out of the repository", page.path),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What is wrong with a link; `None` for a sound one.
fn fault(page: &Page, target: &str) -> Option<String> {
    if target.starts_with("https://") {
        return None;
    }
    let (link, anchor) = target.split_once('#').map_or((target, None), |(link, anchor)| (link, Some(anchor)));
    let path = if link.is_empty() { page.path.clone() } else { resolved(page, link) };
    if !repository(&path).exists() {
        return Some(format!("{}: `{target}` leads to no file", page.path));
    }
    let lost = anchor.is_some_and(|anchor| !anchors(&Page::read(&path)).contains(anchor));
    lost.then(|| format!("{}: `{target}` leads to no heading", page.path))
}

fn faults(page: &Page) -> Vec<String> {
    targets(page).iter().filter_map(|target| fault(page, target)).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_exist() {
    assert_eq!(Page::all().iter().flat_map(faults).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn links_that_lead_nowhere_are_found() {
    let text =
        "# A heading\n\n[a](#a-heading) [b](#another) [c](format.md#the-site) [d](format.md#site) [e](../README.md) [f](README.md)\n";
    let page = Page { path: "docs/made-up.md".to_owned(), text: text.replace("(#", "(install.md#") };
    let wanted = ["`install.md#a-heading` leads to no heading", "`install.md#another` leads to no heading"];
    let others = ["`format.md#site` leads to no heading", "`README.md` leads to no file"];
    assert_eq!(faults(&page), [wanted, others].concat().iter().map(|fault| format!("docs/made-up.md: {fault}")).collect::<Vec<_>>());
}

#[test]
fn the_readme_is_a_first_visit_and_leads_to_every_page() {
    let readme = Page::read("README.md");
    assert!(readme.text.lines().count() <= FIRST_VISIT, "{} lines", readme.text.lines().count());
    let led = targets(&readme);
    let missed: Vec<String> =
        Page::all().into_iter().map(|page| page.path).filter(|path| path != "README.md" && !led.contains(path)).collect();
    assert_eq!(missed, Vec::<String>::new());
    assert!(targets(&Page::read("README.ja.md")).contains(&"README.md".to_owned()));
}

#[test]
fn every_file_of_the_sources_that_a_page_names_exists() {
    let is_there = |name: &str| ["", "src/"].iter().any(|folder| repository(&format!("{folder}{name}")).exists());
    let is_source = |name: &str| {
        !name.contains([' ', '*', '<', '…']) && (name.ends_with(".rs") || name.starts_with("tests/") || name.starts_with(".ci/"))
    };
    let mut missing = Vec::new();
    for page in Page::all() {
        let named = page.code_spans().into_iter().filter(|name| is_source(name) && !is_there(name));
        missing.extend(named.map(|name| format!("{}: `{name}`", page.path)));
    }
    assert_eq!(missing, Vec::<String>::new());
}
