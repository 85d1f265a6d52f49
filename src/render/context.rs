//! What every part of one page needs: language, words, links.

use super::Renderer;
use super::attachment::{self, BodyHref};
use super::date::DateFormatter;
use super::html::Html;
use super::markdown;
use super::route::{Address, ChartFile, Links, PageAddress};
use super::words::{ThemeWords, fill};
use crate::model::{Body, Destination, Grade, Language, Notation, PageKey, Prose, Text};
use crate::record::{EditionRecord, GradeTally};

/// The page that is being rendered.
#[derive(Debug)]
pub struct PageContext<'a> {
    pub renderer: &'a Renderer<'a>,
    pub language: Language,
    pub address: &'a Address,
    pub words: &'a ThemeWords,
    pub links: Links<'a>,
}

impl<'a> PageContext<'a> {
    /// The context of the page at an address.
    pub fn new(renderer: &'a Renderer<'a>, language: Language, address: &'a Address) -> PageContext<'a> {
        let links = Links::new(address, renderer.base_url());
        PageContext { renderer, language, address, words: renderer.theme.words(language), links }
    }

    /// Whether the site has a page in the page's own language: a bundle sealed by an older program lacks newer kinds of pages.
    pub fn has(&self, page: &PageAddress) -> bool {
        self.renderer.missing.is_empty() || !self.renderer.missing.contains(&Address::Page(self.language, page.clone()))
    }

    /// The link to a page in the page's own language, or to the nearest one that is there.
    pub fn href(&self, page: PageAddress) -> String {
        self.links.to(&self.nearest(page))
    }

    /// The link to a chart as a file, where the site has it.
    pub fn chart_href(&self, chart: ChartFile) -> Option<String> {
        let address = Address::Chart(self.language, chart);
        (!self.renderer.missing.contains(&address)).then(|| self.links.to(&address))
    }

    /// The link to a part of a page.
    pub fn href_part(&self, page: PageAddress, part: &str) -> String {
        let asked = Address::Page(self.language, page.clone());
        let nearest = self.nearest(page);
        if nearest == asked { self.links.to_part(&nearest, part) } else { self.links.to(&nearest) }
    }

    /// The page itself. Where it is missing, the first page of its edition, in Japanese where the sealed edition lacks the language; of a
    /// goal the table of all indicators, which has the figures of the goal.
    fn nearest(&self, page: PageAddress) -> Address {
        let year = page.edition().filter(|_| !self.has(&page));
        let table = year.map(PageAddress::Indicators).filter(|table| matches!(page, PageAddress::Goal(..)) && self.has(table));
        let first = table.or(year.map(PageAddress::Edition));
        match first {
            None => Address::Page(self.language, page),
            Some(first) if self.has(&first) => Address::Page(self.language, first),
            Some(first) => Address::Page(Language::Ja, first),
        }
    }

    /// A bilingual text as HTML.
    pub fn text(&self, text: &Text) -> Html {
        Html::localized(text, self.language)
    }

    /// A bilingual text without marks, for titles and charts.
    pub fn plain(&self, text: &Text) -> String {
        text.in_language(self.language).0.clone()
    }

    /// A string of the page's own language as HTML.
    pub fn html(&self, text: &str) -> Html {
        Html::text(text, self.language)
    }

    /// Sentences of the page's own language as HTML.
    pub fn sentence(&self, text: &str) -> Html {
        self.html(text).with_whole_years()
    }

    /// "全指標 平成28年度": a title with the year of its edition.
    pub fn dated_title(&self, title: &str, edition: &EditionRecord) -> String {
        let year = self.formatter(edition.notation()).fiscal_long(edition.year);
        fill(&self.words.edition.heading, &[("title", title), ("year", &year)])
    }

    /// The name of an edition: "金沢版総合戦略の取組状況 平成28年度".
    pub fn report_title(&self, edition: &EditionRecord) -> String {
        self.dated_title(&self.plain(&edition.title), edition)
    }

    /// How years are written on the page.
    pub fn formatter(&self, notation: Notation) -> DateFormatter {
        DateFormatter { language: self.language, notation, minus: self.minus() }
    }

    /// How numbers below 0 begin: with △ only in Japanese, where the city wants it.
    pub fn minus(&self) -> char {
        match self.language {
            Language::Ja if self.renderer.project.settings.triangle_minus => '△',
            Language::Ja | Language::En => '−',
        }
    }

    /// A body whose highest headings get `level`; with a visible note where only Japanese exists.
    pub fn prose(&self, prose: &Prose, level: u8) -> Option<Html> {
        let (body, language) = prose.in_language(self.language)?;
        let html = self.body(body, language, level);
        if language == self.language {
            return Some(Html::finished(html));
        }
        let note = crate::markup::escape(&self.words.frame.not_translated);
        Some(Html::finished(format!("<p class=\"fine\">{note}</p>{html}")))
    }

    fn body(&self, body: &Body, language: Language, level: u8) -> String {
        let link = |destination: &Destination| self.destination(destination, language);
        let picture = |destination: &Destination| attachment::picture(self, destination);
        let raw_html = self.renderer.project.settings.raw_html;
        let table_label = &self.words.frame.table;
        let style = markdown::Style { level, language, page: self.language, raw_html, link: &link, picture: &picture, table_label };
        markdown::html(body, &style)
    }

    /// The link to a destination from a body in a language; `None` to an edition that is not shown.
    fn destination(&self, destination: &Destination, language: Language) -> Option<BodyHref> {
        match destination {
            Destination::Page { page, anchor } => Some(BodyHref { href: self.page_of_content(page, anchor.as_deref())?, note: None }),
            Destination::File { path, part } => attachment::link(self, path, part.as_deref(), language),
        }
    }

    fn page_of_content(&self, page: &PageKey, anchor: Option<&str>) -> Option<String> {
        let page = match page {
            PageKey::Strategy(id) => PageAddress::Strategy(id.clone()),
            PageKey::Edition(year) => PageAddress::Edition(*year),
            PageKey::Goal(year, goal) => PageAddress::Goal(*year, *goal),
            PageKey::Free(name) => PageAddress::Free(name.clone()),
        };
        let shown = page.edition().is_none_or(|year| self.renderer.edition(year).is_some());
        shown.then(|| match anchor {
            Some(anchor) => self.href_part(page, anchor),
            None => self.href(page),
        })
    }

    /// "達成5・順調8・やや遅れ5・遅れ2", grades without an indicator left out; what is not evaluated stands apart.
    pub fn counts(&self, edition: &EditionRecord, tally: &GradeTally) -> String {
        let (grades, counts): (Vec<&Grade>, Vec<usize>) =
            edition.rule.grades.iter().zip(tally.by_grade.iter().copied()).filter(|(_, count)| *count > 0).unzip();
        let part = |(label, count): (String, usize)| fill(&self.words.list.count, &[("label", &label), ("count", &count.to_string())]);
        let parts: Vec<String> = self.labels(&grades).into_iter().zip(counts).map(part).collect();
        let count = tally.not_evaluated.to_string();
        let apart = match (tally.not_evaluated, tally.evaluated()) {
            (0, _) => String::new(),
            _ if edition.rule.off => String::new(),
            (_, 0) => fill(&self.words.edition.none_evaluated, &[("count", &count)]),
            (_, _) => fill(&self.words.edition.not_evaluated, &[("count", &count)]),
        };
        parts.join(&self.words.list.counts) + &apart
    }

    /// Labels of grades as they stand within a sentence: in quotation marks where one of them is a phrase.
    pub fn labels(&self, grades: &[&Grade]) -> Vec<String> {
        let labels = grades.iter().map(|grade| self.in_sentence(&self.plain(&grade.label)));
        match grades.iter().any(|grade| self.is_phrase(&self.plain(&grade.label))) {
            true => labels.map(|label| fill(&self.words.list.quoted, &[("label", &label)])).collect(),
            false => labels.collect(),
        }
    }

    /// Whether a label reads as a sentence of its own: it ends as a Japanese verb or adjective does (効果があった), or is long.
    fn is_phrase(&self, label: &str) -> bool {
        let end = label.trim_end_matches(['。', '.']);
        match self.language {
            Language::Ja => end.ends_with(['た', 'だ', 'る', 'い', 'す', 'う', 'く']) || end.contains('、'),
            Language::En => end.split(' ').count() > 3 || end.contains(','),
        }
    }

    /// A label as it stands within a sentence: English begins with a small letter there, unless it is a letter by itself: S, A.
    pub fn in_sentence(&self, label: &str) -> String {
        let mut letters = label.chars();
        match (self.language, letters.next()) {
            (Language::En, Some(first)) if letters.clone().next().is_some_and(char::is_lowercase) => {
                first.to_lowercase().chain(letters).collect()
            }
            (Language::En, _) | (Language::Ja, _) => label.to_owned(),
        }
    }

    /// What the indicators of an edition are called: "主な指標", else "指標".
    pub fn selection(&self, edition: &EditionRecord) -> String {
        match &edition.selection {
            Some(selection) => self.plain(selection),
            None => self.words.indicator.indicators.clone(),
        }
    }
}
