//! Addresses: what pages and files a site has, and how they link to each other.

use crate::data::{File, Scope};
use crate::model::Language;
use crate::path;

/// A page, in whichever language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageAddress {
    Home,
    /// One edition, by its fiscal year.
    Edition(i32),
    Indicators(i32),
    /// What changed in an edition against the one before it.
    Changes(i32),
    /// A goal of an edition.
    Goal(i32, u32),
    /// An indicator of an edition.
    Indicator(i32, String),
    /// An indicator through all editions.
    Series(String),
    /// Every indicator of all editions.
    AllSeries,
    Strategy(String),
    /// A strategy beside the one that it succeeds.
    Comparison(String),
    Archive,
    /// The open data of an edition, or of all, with what it is.
    Data(Scope),
    Free(String),
    /// The city's statement on the accessibility of the site.
    Accessibility,
    /// A whole edition on one page, for paper.
    Print(i32),
    NotFound,
}

/// A page or file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    Page(Language, PageAddress),
    /// A chart as a file of its own.
    Chart(Language, ChartFile),
    /// A file of open data: the same in every language.
    Data(Scope, File),
    /// A file of the theme, by its name with its hash.
    Asset(Scope, String),
    /// A page that leads from an old path to where its content is now.
    Alias(Language, String),
    /// A page or file of a sealed edition, by its path.
    Sealed(String),
    /// A sealed bundle, by its name.
    Bundle(String),
    /// The editions as an Atom feed.
    Feed(Language),
    Sitemap,
    Robots,
}

/// A chart that is offered as a file of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartFile {
    /// An indicator in an edition.
    Indicator(i32, String),
    /// All indicators of an edition.
    Board(i32),
    /// An indicator through all editions.
    Series(String),
}

impl ChartFile {
    /// The edition that the chart is part of.
    pub fn edition(&self) -> Option<i32> {
        match self {
            ChartFile::Indicator(year, _) | ChartFile::Board(year) => Some(*year),
            ChartFile::Series(_) => None,
        }
    }

    /// The path below the site's root; `folder` is that of the language.
    fn below(&self, folder: &str) -> String {
        match self {
            ChartFile::Indicator(year, id) => format!("{folder}{year}/indicators/{id}.svg"),
            ChartFile::Board(year) => format!("{folder}{year}/board.svg"),
            ChartFile::Series(id) => format!("{folder}indicators/{id}.svg"),
        }
    }
}

impl PageAddress {
    /// The edition that the page is part of.
    pub fn edition(&self) -> Option<i32> {
        match self {
            PageAddress::Edition(year)
            | PageAddress::Indicators(year)
            | PageAddress::Changes(year)
            | PageAddress::Goal(year, _)
            | PageAddress::Indicator(year, _)
            | PageAddress::Data(Scope::Edition(year))
            | PageAddress::Print(year) => Some(*year),
            PageAddress::Series(_) | PageAddress::AllSeries => None,
            PageAddress::Home | PageAddress::Strategy(_) | PageAddress::Comparison(_) | PageAddress::Archive => None,
            PageAddress::Data(Scope::Site) | PageAddress::Free(_) | PageAddress::Accessibility | PageAddress::NotFound => None,
        }
    }

    /// Where the assets of the page lie: with its edition, or with the site.
    pub fn scope(&self) -> Scope {
        self.edition().map_or(Scope::Site, Scope::Edition)
    }

    /// The path below the site's root; `folder` is that of the language.
    fn below(&self, folder: &str) -> String {
        let of_edition = |year: &i32, name: &str| [folder, &year.to_string(), "/", name].concat();
        match self {
            PageAddress::Home => [folder, "index.html"].concat(),
            PageAddress::Edition(year) => of_edition(year, "index.html"),
            PageAddress::Indicators(year) => of_edition(year, "indicators.html"),
            PageAddress::Changes(year) => of_edition(year, "changes.html"),
            PageAddress::Goal(year, goal) => format!("{folder}{year}/goal-{goal}.html"),
            PageAddress::Indicator(year, id) => [folder, &year.to_string(), "/indicators/", id, ".html"].concat(),
            PageAddress::Series(id) => [folder, "indicators/", id, ".html"].concat(),
            PageAddress::AllSeries => [folder, "indicators/index.html"].concat(),
            PageAddress::Strategy(id) => [folder, "strategies/", id, "/index.html"].concat(),
            PageAddress::Comparison(id) => [folder, "strategies/", id, "/comparison.html"].concat(),
            PageAddress::Archive => [folder, "archive/index.html"].concat(),
            PageAddress::Data(scope) => [folder, &data_folder(*scope), "index.html"].concat(),
            PageAddress::Free(name) => [folder, name, ".html"].concat(),
            PageAddress::Accessibility => [folder, "accessibility.html"].concat(),
            PageAddress::Print(year) => of_edition(year, "print.html"),
            PageAddress::NotFound => [folder, "404.html"].concat(),
        }
    }
}

impl Address {
    /// The path below the site's root, with `/`.
    pub fn path(&self) -> String {
        match self {
            Address::Page(Language::Ja, page) => page.below(""),
            Address::Page(Language::En, page) => page.below("en/"),
            Address::Chart(Language::Ja, chart) => chart.below(""),
            Address::Chart(Language::En, chart) => chart.below("en/"),
            Address::Data(scope, file) => data_folder(*scope) + &file.name(*scope),
            Address::Asset(Scope::Site, name) => format!("assets/{name}"),
            Address::Asset(Scope::Edition(year), name) => format!("{year}/assets/{name}"),
            Address::Alias(Language::Ja, path) => path.clone(),
            Address::Alias(Language::En, path) => format!("en/{path}"),
            Address::Sealed(path) => path.clone(),
            Address::Bundle(name) => format!("archive/{name}"),
            Address::Feed(Language::Ja) => "feed.xml".to_owned(),
            Address::Feed(Language::En) => "en/feed.xml".to_owned(),
            Address::Sitemap => "sitemap.xml".to_owned(),
            Address::Robots => "robots.txt".to_owned(),
        }
    }
}

/// The folder of open data, which both languages share.
fn data_folder(scope: Scope) -> String {
    match scope {
        Scope::Site => "data/".to_owned(),
        Scope::Edition(year) => format!("{year}/data/"),
    }
}

/// The links of one page.
#[derive(Clone, Debug)]
pub struct Links<'a> {
    from: &'a Address,
    /// The path of the page.
    path: String,
    base_url: Option<&'a str>,
}

impl<'a> Links<'a> {
    /// The links of the page at `from`.
    pub fn new(from: &'a Address, base_url: Option<&'a str>) -> Links<'a> {
        Links { from, path: from.path(), base_url }
    }

    /// The link to another address: relative, so that the site works under any path and from a folder.
    ///
    /// Only the page for wrong addresses, which a server shows anywhere, links from the root of a known base address.
    pub fn to(&self, to: &Address) -> String {
        match (self.from, self.base_url) {
            (Address::Page(_, PageAddress::NotFound), Some(base)) => format!("{}/{}", root_path(base), to.path()),
            _ => path::relative(&self.path, &to.path()),
        }
    }

    /// The link to a part of another page; to a part of the page itself just `#part`.
    pub fn to_part(&self, to: &Address, part: &str) -> String {
        if to == self.from { format!("#{part}") } else { format!("{}#{part}", self.to(to)) }
    }

    /// The absolute address, without `index.html`; only where the site has a base address.
    pub fn absolute(&self, to: &Address) -> Option<String> {
        let path = to.path();
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        self.base_url.map(|base| format!("{base}/{path}"))
    }
}

/// The path of an absolute address, without its closing slash.
pub fn root_path(base: &str) -> &str {
    let after_scheme = base.split_once("://").map_or(base, |(_, rest)| rest);
    after_scheme.find('/').map_or("", |slash| &after_scheme[slash..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_for_wrong_addresses_links_from_the_root_of_the_base_address() {
        let from = Address::Page(Language::En, PageAddress::NotFound);
        let home = Address::Page(Language::En, PageAddress::Home);
        assert_eq!(Links::new(&from, Some("https://example.jp/plan")).to(&home), "/plan/en/index.html");
        assert_eq!(Links::new(&from, None).to(&home), "index.html");
    }

    #[test]
    fn absolute_addresses_drop_index_html() {
        let home = Address::Page(Language::Ja, PageAddress::Edition(2016));
        assert_eq!(Links::new(&home, Some("https://example.jp")).absolute(&home), Some("https://example.jp/2016/".to_owned()));
        assert_eq!(Links::new(&home, None).absolute(&home), None);
    }
}
