//! Which texts are listed, page by page.

use super::texts::ListedText;
use super::typed::PlacedDraft;
use crate::desk::address::DeskAddress;
use crate::desk::form::FormFields;
use crate::translation::Wanted;
use serde::Serialize;
use std::fmt;

/// Texts on a page.
const LENGTH: usize = 20;
/// How far from this page the pages are that are linked; the first and the last are too.
const NEAR: usize = 2;
/// The fields of the query, and of the form.
const SHOW: &str = "show";
const PAGE: &str = "page";

/// The lists in the order of their links.
const LISTS: [Wanted; 4] = [Wanted::Open, Wanted::Missing, Wanted::Stale, Wanted::All];

/// What a list is called in the query.
fn tag(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Open => "open",
        Wanted::Missing => "new",
        Wanted::Stale => "changed",
        Wanted::All => "all",
    }
}

/// The key of its name.
fn name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Open => "desk-translation.list-open",
        Wanted::Missing => "desk-translation.list-new",
        Wanted::Stale => "desk-translation.list-changed",
        Wanted::All => "desk-translation.list-all",
    }
}

/// The address of what has no English.
pub fn missing_href() -> String {
    ListPlace { wanted: Wanted::Missing, page: 1 }.to_string()
}

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    wanted: Wanted,
    /// From 1.
    page: usize,
}

impl ListPlace {
    /// What a query or a form asks for, else the first page of what is open.
    pub fn of(fields: &FormFields) -> ListPlace {
        let wanted = LISTS.into_iter().find(|wanted| fields.get(SHOW) == Some(tag(*wanted))).unwrap_or(Wanted::Open);
        ListPlace { wanted, page: fields.number(PAGE).unwrap_or(1) }
    }

    fn count(self, all: &[ListedText<'_>]) -> usize {
        all.iter().filter(|listed| self.wanted.has(listed.entry.state)).count()
    }

    /// The texts of the list. What was typed and is not saved is in every list.
    pub fn among<'a>(self, all: &'a [ListedText<'a>], placed: &PlacedDraft<'_>) -> ShownTexts<'a> {
        let is_listed = |listed: &&ListedText<'_>| self.wanted.has(listed.entry.state) || placed.rows.contains_key(listed.key.as_str());
        let texts: Vec<&ListedText<'_>> = all.iter().filter(is_listed).collect();
        let pages = texts.len().div_ceil(LENGTH).max(1);
        let counts = LISTS.map(|wanted| ListPlace { wanted, page: 1 }.count(all));
        ShownTexts { place: ListPlace { page: self.page.clamp(1, pages), ..self }, texts, pages, counts }
    }
}

/// The address of the page.
impl fmt::Display for ListPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}?{SHOW}={}&{PAGE}={}", DeskAddress::Translation, tag(self.wanted), self.page)
    }
}

/// The texts of a list.
pub struct ShownTexts<'a> {
    place: ListPlace,
    texts: Vec<&'a ListedText<'a>>,
    pages: usize,
    /// How many texts each list has.
    counts: [usize; LISTS.len()],
}

/// The lists and the pages, as links.
#[derive(Serialize)]
pub struct ListView {
    show: &'static str,
    page: usize,
    lists: Vec<ListLink>,
    pages: Vec<ListPageLink>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct ListLink {
    href: String,
    /// The key of its name.
    name: &'static str,
    count: usize,
    is_here: bool,
}

#[derive(Serialize)]
struct ListPageLink {
    href: String,
    number: usize,
    is_here: bool,
    /// Whether pages before it are left out.
    is_behind_gap: bool,
}

impl<'a> ShownTexts<'a> {
    /// Those of this page.
    pub fn here(&self) -> impl Iterator<Item = &'a ListedText<'a>> + '_ {
        self.texts.iter().copied().skip((self.place.page - 1) * LENGTH).take(LENGTH)
    }

    /// Those of every page, with their pages from 1.
    pub fn all(&self) -> impl Iterator<Item = (usize, &'a ListedText<'a>)> + '_ {
        self.texts.iter().enumerate().map(|(position, listed)| (position / LENGTH + 1, *listed))
    }

    /// The address of the field of a text on one of the pages.
    pub fn href(&self, page: usize, key: &str) -> String {
        let there = if page == self.place.page { String::new() } else { ListPlace { page, ..self.place }.to_string() };
        format!("{there}#english-{key}")
    }

    pub fn view(&self) -> ListView {
        let ListPlace { wanted: here, page } = self.place;
        let link = |wanted: Wanted, count| ListLink {
            href: ListPlace { wanted, page: 1 }.to_string(),
            name: name(wanted),
            count,
            is_here: wanted == here,
        };
        let href = |page| ListPlace { page, ..self.place }.to_string();
        let is_near = |number: &usize| *number == 1 || *number == self.pages || number.abs_diff(page) <= NEAR;
        let mut before = 0;
        let pages = (1..=self.pages).filter(is_near).map(|number| {
            let is_behind_gap = number > before + 1;
            before = number;
            ListPageLink { href: href(number), number, is_here: number == page, is_behind_gap }
        });
        ListView {
            show: tag(here),
            page,
            lists: LISTS.into_iter().zip(self.counts).map(|(wanted, count)| link(wanted, count)).collect(),
            pages: pages.filter(|_| self.pages > 1).collect(),
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < self.pages).then(|| href(page + 1)),
        }
    }
}
