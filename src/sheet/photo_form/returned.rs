//! The sheet 写真 of a form that came back.

use super::drawing::{PastedPicture, pasted};
use super::held::{self, ShownPhoto};
use crate::bounded;
use crate::diagnostic::{Fault, Place};
use crate::error::{Action, Error};
use crate::sheet::activity::ReportedMeasure;
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::origin::{FormOrigin, GOAL, ID, MEASURE, goal_name, whole};
use crate::sheet::open::MOST_BYTES;
use crate::sheet::picture::NewPicture;
use crate::sheet::plain::plain;
use crate::sheet::table::{SheetTable, TableFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The headings.
pub const FILE: &str = "ファイル名";
pub const CAPTION: &str = "説明";
pub const ALT: &str = "写っているもの";
pub const CREDIT: &str = "撮影・提供";
pub const ORDER: &str = "順番";
pub const REMOVED: &str = "削除";
/// What the hidden cell above the headings begins with: for what the form was made.
const SIGNATURE: &str = "torikumi export form";
/// Rows in which the headings may stand.
const MOST_ROWS_ABOVE: u32 = 20;

/// A sheet 写真.
pub struct PhotoForm {
    pub rows: Vec<PhotoRow>,
    pub pasted: Vec<PastedPicture>,
    /// The folder of its file.
    folder: PathBuf,
    table: SheetTable,
    /// The place of its first heading.
    place: Place,
    /// What it was made for.
    made_for: Option<String>,
    /// The photos that it showed when it was made; `None` where the hidden sheet was taken out.
    pub held: Option<Vec<ShownPhoto>>,
}

/// A row for one photo.
pub struct PhotoRow {
    /// From 0.
    pub row: u32,
    id: Option<String>,
    goal: String,
    /// The measure as the sheet calls it.
    pub name: String,
    pub file: Option<String>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub credit: Option<String>,
    pub order: Option<PhotoCell>,
    pub removed: Option<PhotoCell>,
    pub place: Place,
}

/// A cell beside the words of a photo.
pub struct PhotoCell {
    pub text: String,
    pub place: Place,
}

/// What the hidden cell says: city, strategy and edition.
pub fn made_for(reported: ReportedEdition<'_>) -> String {
    let settings = &reported.project.settings;
    let publisher = settings.publisher.as_ref();
    let code = publisher.and_then(|publisher| publisher.code.clone());
    let city = code.unwrap_or_else(|| publisher.map_or(&settings.title, |publisher| &publisher.name).ja.clone());
    format!("{SIGNATURE}\n{city}\n{}\n{}", reported.strategy().id, reported.edition.year)
}

impl PhotoRow {
    /// Whether the row is of a measure: by its id, else by its name and the goal's.
    pub fn is_of(&self, measure: &ReportedMeasure<'_>) -> bool {
        match &self.id {
            Some(id) => *id == measure.key(),
            None => plain(&self.name) == plain(&measure.name()) && plain(&self.goal) == plain(&goal_name(measure.goal)),
        }
    }

    pub fn has_words(&self) -> bool {
        [&self.caption, &self.alt, &self.credit].into_iter().any(Option::is_some)
    }

    pub fn picture(&self, name: &str, bytes: Vec<u8>) -> NewPicture {
        NewPicture { name: name.to_owned(), bytes, caption: self.caption.clone(), alt: self.alt.clone(), credit: self.credit.clone() }
    }
}

impl PhotoForm {
    /// The file beside the form that a cell names, with whatever folders before it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name.rsplit(['/', '\\']).next().unwrap_or_default())
    }

    pub fn place_of(&self, pasted: &PastedPicture) -> Place {
        self.table.place(pasted.row, pasted.column)
    }

    /// Why the form cannot be taken into an edition: it was made for something else.
    pub fn refusal(&self, reported: ReportedEdition<'_>) -> Option<(Place, Fault)> {
        let found: Vec<&str> = self.made_for.as_deref()?.lines().skip(1).collect();
        let wanted = made_for(reported);
        let expected: Vec<&str> = wanted.lines().skip(1).collect();
        let edition = reported.edition.year;
        let year = found.last().and_then(|year| year.parse().ok()).filter(|year: &i32| *year != edition);
        let fault = match year {
            Some(found) => Fault::OtherEdition { found, edition },
            None if found != expected => Fault::OtherSite { found: found.join(" "), expected: expected.join(" ") },
            None => return None,
        };
        Some((self.place.clone(), fault))
    }
}

/// Takes the sheets 写真 out of a file, with the pictures that were pasted into them.
///
/// # Errors
///
/// [`Error::File`] where the file cannot be read again, [`Error::Table`] where its drawings are damaged.
pub fn take(path: &Path, file: &mut TableFile) -> Result<Vec<PhotoForm>, Error> {
    let mut found = Vec::new();
    let origin = file.tables.iter().find(|table| FormOrigin::of(table).is_some());
    let held = origin.map(|origin| held::kept(&whole(origin)));
    for table in &file.tables {
        let Some((heading, names)) = headings(table) else { continue };
        let bytes = bounded::read(path, MOST_BYTES).map_err(|source| Error::file(Action::Read, path, source))?.unwrap_or_default();
        let sheet = table.sheet.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
        let pasted = pasted(&bytes, sheet).map_err(|problem| Error::Table { path: path.to_owned(), problem })?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        found.push(PhotoForm { held: held.clone(), ..form(table, heading, &names, pasted, folder) });
    }
    file.tables.retain(|table| headings(table).is_none());
    Ok(found)
}

fn headings(table: &SheetTable) -> Option<(u32, BTreeMap<String, u32>)> {
    whole(table).range(..MOST_ROWS_ABOVE).find_map(|(row, cells)| {
        let names: BTreeMap<String, u32> = cells.iter().map(|(column, content)| (plain(content.text()), *column)).collect();
        let is_form = [MEASURE, FILE, CAPTION, ALT].iter().all(|name| names.contains_key(&plain(name)));
        is_form.then_some((*row, names))
    })
}

fn form(table: &SheetTable, heading: u32, names: &BTreeMap<String, u32>, pasted: Vec<PastedPicture>, folder: PathBuf) -> PhotoForm {
    let rows = whole(table);
    let text = |row: u32, name: &str| {
        let content = names.get(&plain(name)).and_then(|column| rows.get(&row)?.get(column));
        content.map(|content| content.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    let beside = |row: u32, name: &str| {
        let column = names.get(&plain(name)).copied()?;
        text(row, name).map(|text| PhotoCell { text, place: table.place(row, column) })
    };
    let of_row = |row: u32| {
        let column = names.get(&plain(FILE)).copied().unwrap_or(0);
        let found = PhotoRow {
            row,
            id: text(row, ID),
            goal: text(row, GOAL).unwrap_or_default(),
            name: text(row, MEASURE)?,
            // What a program without pictures in cells shows in place of one.
            file: text(row, FILE).filter(|name| name != "#VALUE!"),
            caption: text(row, CAPTION),
            alt: text(row, ALT),
            credit: text(row, CREDIT),
            order: beside(row, ORDER),
            removed: beside(row, REMOVED),
            place: table.place(row, column),
        };
        let is_filled = found.file.is_some() || found.has_words() || pasted.iter().any(|pasted| pasted.row == row);
        is_filled.then_some(found)
    };
    let found: Vec<PhotoRow> = rows.keys().copied().filter(|row| *row > heading).filter_map(of_row).collect();
    let above = rows.range(..heading).flat_map(|(_, cells)| cells.values()).map(|content| content.text().replace("\r\n", "\n"));
    let made_for = above.into_iter().find(|text| text.starts_with(SIGNATURE));
    let place = table.place(heading, names.get(&plain(MEASURE)).copied().unwrap_or(0));
    PhotoForm { rows: found, pasted, folder, table: table.clone(), place, made_for, held: None }
}
