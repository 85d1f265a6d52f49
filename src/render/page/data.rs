//! The files of open data: what each is, how to open it, and what every column means.

use crate::data::{Column, DataTable, File, Scope};
use crate::model::Text;
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use crate::render::number::file_size;
use crate::render::package_cache::FileSizes;
use crate::render::route::{Address, PageAddress};
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `data.html`.
#[derive(Debug, Serialize)]
pub struct DataView {
    pub frame: Frame,
    pub title: String,
    pub intro: String,
    pub files: Vec<FileRow>,
    /// The sentence on the licence, with its link; where the city has set one.
    pub licence: Option<Html>,
    pub tables: Vec<ColumnTable>,
    /// The pages of single editions, on the page of all of them.
    pub editions: Vec<EditionLink>,
}

/// A file to download.
#[derive(Debug, Serialize)]
pub struct FileRow {
    pub href: String,
    pub name: String,
    pub size: String,
    /// What is in it, and how to open it.
    pub what: String,
    /// Its whole address, where the site has one.
    pub address: Option<String>,
}

/// The columns of a table.
#[derive(Debug, Serialize)]
pub struct ColumnTable {
    pub id: &'static str,
    pub title: String,
    pub columns: Vec<ColumnRow>,
}

/// What a column means.
#[derive(Debug, Serialize)]
pub struct ColumnRow {
    pub header: Html,
    /// For machines; it may break after each underscore.
    pub name: Html,
    pub is_json_only: bool,
    pub meaning: Html,
    /// The words that may stand in it, each with its meaning.
    pub choices: Vec<(&'static str, &'static str)>,
}

#[derive(Debug, Serialize)]
pub struct EditionLink {
    pub href: String,
    pub title: Html,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, scope: Scope, sizes: &FileSizes) -> DataView {
    let words = &context.words.data;
    let year = context.edition().map(|edition| context.formatter(edition.notation()).fiscal_long(edition.year));
    let (title, intro) = match &year {
        Some(year) => (fill(&words.title, &[("year", year)]), fill(&words.intro, &[("year", year)])),
        None => (words.title_all.clone(), words.intro_all.clone()),
    };
    let edition = context.edition().map(|edition| PageAddress::Edition(edition.year));
    let crumbs = edition.map(|edition| context.crumb(edition, &context.words.frame.edition)).into_iter();
    let crumbs = crumbs.chain([context.here(context.html(&words.menu))]).collect();
    let files = context.renderer.data_files(scope);
    let tables = files.iter().filter_map(|file| file.table()).filter(|subject| *subject != DataTable::Dictionary);
    DataView {
        frame: context.frame(PageHead { title: Some(title.clone()), description: intro.clone(), crumbs, colour: None }),
        title,
        intro,
        files: files.iter().map(|file| row(context, scope, *file, sizes)).collect(),
        licence: licence(context),
        tables: tables.map(|subject| table(context, subject)).collect(),
        editions: if scope == Scope::Site { editions(context) } else { Vec::new() },
    }
}

fn row(context: &PageContext<'_>, scope: Scope, file: File, sizes: &FileSizes) -> FileRow {
    let words = &context.words.data;
    let what = match file {
        File::Workbook => &words.file_workbook,
        File::Indicators => &words.file_indicators,
        File::Observations => &words.file_observations,
        File::Ratings => &words.file_ratings,
        File::Dictionary => &words.file_dictionary,
        File::Json => &words.file_json,
        File::Descriptor => &words.file_descriptor,
        File::Archive => &words.file_archive,
    };
    let address = Address::Data(scope, file);
    FileRow {
        href: context.links.to(&address),
        name: file.name(scope),
        size: file_size(sizes.get(&file).copied().unwrap_or_default()),
        what: what.clone(),
        address: context.links.absolute(&address),
    }
}

fn licence(context: &PageContext<'_>) -> Option<Html> {
    let licence = context.renderer.project.settings.licence.as_ref()?;
    let link = format!("<a href=\"{}\">{}</a>", crate::markup::escape(&licence.url), context.text(&licence.name).as_str());
    Some(Html::finished(fill(&crate::markup::escape(&context.words.data.licence_text), &[("licence", &link)])))
}

fn table(context: &PageContext<'_>, subject: DataTable) -> ColumnTable {
    let (ja, en) = subject.titles();
    let title = fill(&context.words.data.columns, &[("table", &context.plain(&Text::both(ja, en)))]);
    ColumnTable { id: subject.name(), title, columns: subject.columns().iter().map(|column| explained(context, column)).collect() }
}

fn explained(context: &PageContext<'_>, column: &Column) -> ColumnRow {
    let of = |ja: &'static str, en: &'static str| match context.language {
        crate::model::Language::Ja => ja,
        crate::model::Language::En => en,
    };
    ColumnRow {
        header: context.text(&Text { ja: column.header.to_owned(), en: None }),
        name: Html::finished(column.name.replace('_', "_<wbr>")),
        is_json_only: column.is_json_only(),
        meaning: context.html(of(column.ja, column.en)),
        choices: column.kind.choices().iter().map(|choice| (choice.word, of(choice.meaning.ja, choice.meaning.en))).collect(),
    }
}

/// The pages of all editions that have one, newest first.
fn editions(context: &PageContext<'_>) -> Vec<EditionLink> {
    let editions = context.renderer.records().rev();
    let there = editions.filter_map(|edition| {
        let year = context.formatter(edition.notation()).fiscal_long(edition.year);
        let title = Html::finished(format!("{} {}", crate::markup::escape(&year), context.text(&edition.title).as_str()));
        Some(EditionLink { href: context.data_href(edition.year)?, title })
    });
    there.collect()
}

impl PageContext<'_> {
    /// The link to the open data of an edition; `None` where a sealed edition has none.
    pub fn data_href(&self, year: i32) -> Option<String> {
        let page = PageAddress::Data(Scope::Edition(year));
        self.has(&page).then(|| self.href(page))
    }

    /// The link to the open data of all editions; `None` where there is no edition yet.
    pub fn all_data_href(&self) -> Option<String> {
        self.renderer.latest().map(|_| self.href(PageAddress::Data(Scope::Site)))
    }
}
