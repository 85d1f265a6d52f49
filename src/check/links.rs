//! Links of rendered pages: every address within the site, and every part of a page, that a page leads to is there.

use crate::diagnostic::{Fault, Place, Report};
use crate::markup::{attributes, decoded};
use crate::path::{self, percent_decoded};
use crate::render::Address;
use crate::render::route::root_path;
use std::collections::{BTreeMap, BTreeSet};

/// A rendered page: what it has, and where it leads.
#[derive(Debug)]
pub struct Page {
    /// Below the root of the site.
    path: String,
    ids: Vec<String>,
    targets: BTreeSet<LinkTarget>,
}

/// Something within the site, by its path and the id of its part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LinkTarget {
    path: String,
    part: Option<String>,
}

impl Page {
    /// Reads a page; `base` is the absolute address of the site, where it has one.
    pub fn read(path: String, html: &str, base: Option<&str>) -> Page {
        let (mut links, mut ids) = (Vec::new(), Vec::new());
        attributes(html, |name, value| match name {
            "id" => ids.push(decoded(value)),
            "href" | "src" => links.push(value),
            "srcset" => links.extend(value.split(',').filter_map(|candidate| candidate.split_whitespace().next())),
            _ => {}
        });
        links.sort_unstable();
        links.dedup();
        let targets = links.into_iter().filter_map(|link| target(&path, &decoded(link), base)).collect();
        Page { path, ids, targets }
    }
}

/// The pages to a part of which others lead, and that were not read.
pub fn unread(pages: &[Page]) -> BTreeSet<&str> {
    let read: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let targets = pages.iter().flat_map(|page| &page.targets).filter(|target| target.part.is_some());
    targets.map(|target| target.path.as_str()).filter(|path| !read.contains(path)).collect()
}

/// Reports each target that is not there once, at the first page that leads to it.
pub fn check(pages: &[Page], addresses: &[Address], report: &mut Report) {
    let paths: BTreeSet<String> = addresses.iter().map(Address::path).collect();
    let parts = parts(pages);
    let is_there = |target: &LinkTarget| {
        let has = |part: &String| part == "top" || parts.get(target.path.as_str()).is_none_or(|parts| parts.contains(part.as_str()));
        paths.contains(&target.path) && target.part.as_ref().is_none_or(has)
    };
    let mut dead: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for page in pages {
        for target in page.targets.iter().filter(|target| !is_there(target)) {
            dead.entry(target.seen_from(page)).or_default().push(&page.path);
        }
    }
    for (target, pages) in dead {
        report.add(Place::File(pages[0].to_owned()), Fault::DeadLink { target, more: pages.len() - 1 });
    }
}

/// The parts of each page to which some page leads. Few of all ids are asked for.
fn parts(pages: &[Page]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for target in pages.iter().flat_map(|page| &page.targets) {
        if let Some(part) = &target.part {
            asked.entry(&target.path).or_default().insert(part);
        }
    }
    let mut there = BTreeMap::new();
    for page in pages {
        let asked = asked.get(page.path.as_str());
        let ids = page.ids.iter().map(String::as_str).filter(|id| asked.is_some_and(|asked| asked.contains(id)));
        there.insert(page.path.as_str(), ids.collect());
    }
    there
}

impl LinkTarget {
    /// The path and the part; of a part of the page itself just that, so that one template's slip is one fault.
    fn seen_from(&self, page: &Page) -> String {
        let path = if self.path == page.path && self.part.is_some() { "" } else { &self.path };
        path.to_owned() + &self.part.as_ref().map(|part| format!("#{part}")).unwrap_or_default()
    }
}

/// What a link of a page leads to; `None` for what is not within the site, as far as can be known.
fn target(page: &str, link: &str, base: Option<&str>) -> Option<LinkTarget> {
    let (address, part) = link.trim().split_once('#').map_or((link.trim(), None), |(address, part)| (address, Some(part)));
    let address = address.split_once('?').map_or(address, |(address, _)| address);
    let path = if address.is_empty() { page.to_owned() } else { path(page, address, base)? };
    let part = part.filter(|part| !part.is_empty() && !part.starts_with(":~:")).map(percent_decoded);
    Some(LinkTarget { path, part })
}

/// The path below the root of the site that an address of a page stands for.
fn path(page: &str, address: &str, base: Option<&str>) -> Option<String> {
    let below = |root: &str| address.strip_prefix(root).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    if let Some(rest) = base.and_then(below) {
        return joined("", rest);
    }
    let first = address.split('/').next().unwrap_or_default();
    if first.contains(':') || address.starts_with("//") {
        return None;
    }
    if address.starts_with('/') {
        return joined("", below(root_path(base?))?);
    }
    joined(path::folder(page), address)
}

/// A folder and a path relative to it as one path, of a folder that of its page; `None` where it leads out of the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let resolved = path::resolve(folder, path)?;
    let is_folder = matches!(path.rsplit('/').next(), None | Some("" | "." | ".."));
    let resolved = if is_folder { path::resolve(&resolved, "index.html")? } else { resolved };
    Some(percent_decoded(&resolved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::render::PageAddress;

    fn leads(page: &str, link: &str, base: Option<&str>) -> Option<String> {
        let part = |part: String| format!("#{part}");
        target(page, link, base).map(|target| target.path + &target.part.map(part).unwrap_or_default())
    }

    #[test]
    fn a_link_is_followed_from_its_page() {
        let cases = [
            ("goal-2.html", "2016/goal-2.html"),
            ("../index.html#a", "index.html#a"),
            ("../archive/", "archive/index.html"),
            ("..", "index.html"),
            ("#measure-1", "2016/goal-1.html#measure-1"),
            ("?sort=up", "2016/goal-1.html"),
            ("#", "2016/goal-1.html"),
            ("../%E6%A4%BF.html#%E5%B8%82", "椿.html#市"),
        ];
        for (link, wanted) in cases {
            assert_eq!(leads("2016/goal-1.html", link, None), Some(wanted.to_owned()), "{link}");
        }
    }

    #[test]
    fn what_lies_outside_is_not_looked_at() {
        for link in ["https://example.jp/", "//example.jp/x", "mailto:a@example.jp", "tel:000", "data:,", "../../city.html", "/city.html"] {
            assert_eq!(leads("2016/goal-1.html", link, None), None, "{link}");
        }
        for link in ["https://example.jp/planning", "/planning/index.html", "/index.html", "https://other.example/plan/"] {
            assert_eq!(leads("2016/goal-1.html", link, Some("https://example.jp/plan")), None, "{link}");
        }
    }

    #[test]
    fn absolute_addresses_of_the_site_are_followed() {
        for link in ["https://example.jp/plan/2016/", "/plan/2016/", "/plan/2016/index.html"] {
            assert_eq!(leads("en/404.html", link, Some("https://example.jp/plan")), Some("2016/index.html".to_owned()), "{link}");
        }
        assert_eq!(leads("404.html", "https://example.jp/plan", Some("https://example.jp/plan")), Some("index.html".to_owned()));
    }

    #[test]
    fn each_dead_target_is_reported_once_with_the_number_of_further_pages() {
        let page = |path: &str, html: &str| Page::read(path.to_owned(), html, None);
        let pages = [
            page(
                "404.html",
                "<a href=#main>a</a><a href=gone.html>x</a><a href=index.html#part>y</a><img src=a.jpg srcset='b.jpg 480w, a.jpg 960w'>",
            ),
            page(
                "index.html",
                "<h1 id=part><a href=#main>a</a><a href=gone.html></a><a href='404.html#none'></a><a href='404.html#top'></a>",
            ),
        ];
        let addresses = [PageAddress::NotFound, PageAddress::Home].map(|page| Address::Page(Language::Ja, page));
        let mut report = Report::default();
        check(&pages, &addresses, &mut report);
        let mut wanted = Report::default();
        for (place, target, more) in [
            ("404.html", "#main", 1),
            ("index.html", "404.html#none", 0),
            ("404.html", "a.jpg", 0),
            ("404.html", "b.jpg", 0),
            ("404.html", "gone.html", 1),
        ] {
            wanted.add(Place::File(place.to_owned()), Fault::DeadLink { target: target.to_owned(), more });
        }
        assert_eq!(format!("{report:?}"), format!("{wanted:?}"));
    }
}
