//! The files of open data: what each is, how to open it, and what every column means.

use crate::data::{Cell, Column, DataTable, File, Scope};
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
    /// "Last updated: …".
    pub updated: Option<String>,
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
    /// "Excel (all tables)".
    pub name: String,
    pub size: String,
    /// What is in it, and how to open it.
    pub what: String,
    /// Its whole address, where the site has one.
    pub address: Option<String>,
}

/// A table: its first rows, and what its columns mean.
#[derive(Debug, Serialize)]
pub struct ColumnTable {
    pub id: &'static str,
    pub title: String,
    pub caption: String,
    /// "Row 1", one for each row that is shown.
    pub rows: Vec<String>,
    pub preview: Vec<PreviewColumn>,
    /// "What the 91 columns mean".
    pub summary: String,
    pub columns: Vec<ColumnRow>,
}

/// A column with what stands in it in the first rows.
#[derive(Debug, Serialize)]
pub struct PreviewColumn {
    pub header: Html,
    /// Japanese where it is a text, as in the file.
    pub cells: Vec<Html>,
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
        updated: updated(context, scope),
        files: files.iter().map(|file| row(context, scope, *file, sizes)).collect(),
        licence: licence(context),
        tables: tables.map(|subject| table(context, scope, subject)).collect(),
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
        File::Corrections => &words.file_corrections,
        File::Dictionary => &words.file_dictionary,
        File::Json => &words.file_json,
        File::Descriptor => &words.file_descriptor,
        File::Archive => &words.file_archive,
    };
    let address = Address::Data(scope, file);
    FileRow {
        href: context.links.to(&address),
        name: file_name(context, file),
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

/// "Excel (all tables)", "Indicators (CSV)".
fn file_name(context: &PageContext<'_>, file: File) -> String {
    let words = &context.words.data;
    match (file, file.table()) {
        (_, Some(table)) => fill(&words.name_table, &[("table", &table_title(context, table))]),
        (File::Workbook, None) => words.name_workbook.clone(),
        (File::Descriptor, None) => words.name_descriptor.clone(),
        (File::Archive, None) => words.name_archive.clone(),
        (_, None) => words.name_json.clone(),
    }
}

fn table_title(context: &PageContext<'_>, table: DataTable) -> String {
    let (ja, en) = table.titles();
    context.plain(&Text::both(ja, en))
}

/// "Last updated: 29 September 2017".
fn updated(context: &PageContext<'_>, scope: Scope) -> Option<String> {
    let notation = context.edition().or_else(|| context.renderer.latest())?.notation();
    let date = context.formatter(notation).date(context.renderer.data_updated(scope)?);
    Some(fill(&context.words.data.updated, &[("date", &date)]))
}

fn table(context: &PageContext<'_>, scope: Scope, subject: DataTable) -> ColumnTable {
    let words = &context.words.data;
    let (name, columns) = (table_title(context, subject), subject.columns());
    let rows = context.renderer.data_preview(scope, subject);
    let japanese = |text: &str| context.text(&Text { ja: text.to_owned(), en: None });
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) if !text.is_ascii() => japanese(text),
        Cell::Empty | Cell::Text(_) | Cell::Number(_) => context.html(cell.shown()),
    };
    let main = subject.main_columns().iter().filter_map(|name| columns.iter().find(|column| column.name == *name));
    let preview = main.enumerate().map(|(place, column)| PreviewColumn {
        header: japanese(column.header),
        cells: rows.iter().map(|row| cell(&row[place])).collect(),
    });
    ColumnTable {
        id: subject.name(),
        caption: fill(&words.preview, &[("count", &rows.len().to_string())]),
        rows: (1..=rows.len()).map(|row| fill(&words.row, &[("n", &row.to_string())])).collect(),
        preview: preview.filter(|column| column.cells.iter().any(|cell| !cell.as_str().is_empty())).collect(),
        summary: fill(&words.columns, &[("count", &columns.len().to_string())]),
        columns: columns.iter().map(|column| explained(context, column)).collect(),
        title: name,
    }
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
