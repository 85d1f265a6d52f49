//! What goes into a bundle.

use super::{SealError, SiteContent};
use crate::bag::{Damage, Limit};
use crate::bounded;
use crate::data::Scope;
use crate::disk::TextChange;
use crate::error::{Action, Error};
use crate::render::Address;
use crate::site::{RECORD, SITE, SOURCES, Site};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The files of a payload by their paths.
type Payload = BTreeMap<String, Vec<u8>>;

/// The edition's part of the site, cover pages where it leads out of itself, its sources, and its record.
pub fn payload(site: &Site<'_>, content: SiteContent<'_>, year: i32) -> Result<Payload, SealError> {
    let pages = pages(site, year)?;
    let covers = covers(site, year, &pages)?;
    let mut payload: Payload = pages.into_iter().chain(covers).map(|(path, bytes)| (format!("{SITE}{path}"), bytes)).collect();
    for (path, file) in sources(content, year) {
        let path = format!("{SOURCES}{path}");
        let changed = content.changes.iter().find(|change| change.file == file).map(TextChange::bytes).transpose()?;
        let read = || bounded::read(&file, Limit::FILE).map_err(|source| Error::file(Action::Read, &file, source));
        let bytes = changed.map_or_else(read, |bytes| Ok(Some(bytes)))?;
        let bytes = bytes.ok_or_else(|| super::cannot_bag(Damage::Limit(Limit::File { path: path.clone() })))?;
        payload.insert(path, bytes);
    }
    payload.extend(site.sealed_record(year).map(|record| (RECORD.to_owned(), record.json())));
    Ok(payload)
}

/// Pages, charts and files of the edition, by their paths on the site.
fn pages(site: &Site<'_>, year: i32) -> Result<Payload, SealError> {
    let of_edition = |address: &Address| match address {
        Address::Page(_, page) => page.edition() == Some(year),
        Address::Chart(_, chart) => chart.edition() == Some(year),
        Address::Data(scope, _) => *scope == Scope::Edition(year),
        Address::Asset(scope, _) => *scope == Scope::Edition(year),
        Address::Alias(..) | Address::Sealed(_) | Address::Bundle(_) | Address::Feed(_) | Address::Sitemap | Address::Robots => false,
    };
    let addresses: Vec<Address> = site.addresses().into_iter().filter(of_edition).collect();
    let rendered: Result<Vec<_>, _> =
        addresses.par_iter().map(|address| Ok((address.path(), site.render(address)?.unwrap_or_default()))).collect();
    rendered.map(|pages| pages.into_iter().collect()).map_err(SealError::Template)
}

/// A cover page at each address of the site to which the pages lead and which is not in the bundle; the home page always.
fn covers(site: &Site<'_>, year: i32, pages: &Payload) -> Result<Payload, SealError> {
    let mut targets = BTreeSet::from(["index.html".to_owned()]);
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        targets.extend(links(path, &String::from_utf8_lossy(bytes)).filter(|target| !pages.contains_key(target)));
    }
    let mut covers = Payload::new();
    for target in targets.into_iter().filter(|target| target.ends_with(".html")) {
        if let Some(html) = site.cover(year, &target).map_err(SealError::Template)? {
            covers.insert(target, html);
        }
    }
    Ok(covers)
}

/// The paths within the site to which the links of a page lead.
fn links<'a>(path: &'a str, html: &'a str) -> impl Iterator<Item = String> + 'a {
    let values = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let within = values.filter(|value| !value.contains(':') && !value.starts_with(['#', '/']) && !value.is_empty());
    within.filter_map(move |value| resolved(path, value.split(['#', '?']).next().unwrap_or_default()))
}

/// A relative link of a page as a path below the site's root; `None` where it leaves the site.
fn resolved(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The author's files that the edition was made from: its own, those to which its bodies lead, its strategy's, the site's settings and theme.
fn sources(content: SiteContent<'_>, year: i32) -> Vec<(String, PathBuf)> {
    let (project, folder) = (content.loaded.project(), content.folder);
    let edition = project.editions.iter().find(|edition| edition.year == year);
    let strategy = edition.map(|edition| format!("content/strategies/{}/", project.strategy_of(edition).id)).unwrap_or_default();
    let folders = [format!("content/editions/{year}/"), strategy, format!("themes/{}/", project.settings.theme)];
    let of_bodies = project.attachments.iter().filter(|attachment| attachment.page.edition() == Some(year));
    let of_bodies: BTreeSet<&str> = of_bodies.map(|attachment| attachment.path.as_str()).collect();
    let wanted = |path: &str| {
        of_bodies.contains(path)
            || ["content/site.toml", "content/frameworks.toml"].contains(&path)
            || folders.iter().any(|folder| path.starts_with(folder.as_str()))
    };
    let texts = folder.texts.iter().filter_map(|(path, id)| Some((path.clone(), folder.files.get(id)?.clone())));
    let others = folder.others.iter().map(|(path, file)| (path.clone(), file.clone()));
    texts.chain(others).filter(|(path, _)| wanted(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_resolved_within_the_site() {
        let html =
            "<a href=\"../index.html#top\"> <a href=\"goal-1.html\"> <a href=\"#a\"> <a href=\"https://a.example/\"> <a href=\"/x\">";
        assert_eq!(links("2016/print.html", html).collect::<Vec<_>>(), ["index.html", "2016/goal-1.html"]);
        assert_eq!(resolved("a.html", "../../etc"), None);
    }
}
