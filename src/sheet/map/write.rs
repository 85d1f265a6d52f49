//! The text of a map: what was understood of the headings of tables, to be mended by hand.

use super::pattern::of_any_year;
use super::word::{machine_word, written_word};
use super::{MapPurpose, columns_once, label};
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::sheet::plain::plain;
use crate::sheet::recognise::{HeadingMeaning, TableUse, likely_headings};
use crate::sheet::results::text as quoted;
use crate::sheet::table::TableFile;
use crate::sheet::understanding::{HeadingRows, SheetPosition, Understanding, WhyNotUsed};
use crate::sheet::words::{SheetColumn, WORDS};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What the first lines say.
const HEAD: &str = "\
# 表の見出しの対応表。torikumi import --map で、見出しをこのとおりに読む / What the headings of tables mean, for torikumi import --map
# 見出しの空白と改行の違いは構わない。{year} はどの年度の書き方にも合う / Spaces and line breaks do not matter; {year} stands for any year
# means = \"\" の列は使わない / a column with `means = \"\"` is not used
";

/// A heading of a sheet with what it means.
struct FoundHeading {
    /// The sheet as the map names it; a text file has none.
    sheet: Option<String>,
    heading: String,
    column: Option<SheetColumn>,
    why: Option<WhyNotUsed>,
    /// `C3 実績値（R5）`.
    label: String,
}

/// A sheet with the rows of its headings.
struct FoundSheet {
    name: Option<String>,
    /// From 1.
    rows: Vec<u32>,
}

/// The map of what was understood of files, or of what looks like headings where nothing was; `None` where nothing does.
pub fn map_text(files: &[TableFile], understood: &[Understanding], table_use: TableUse) -> Option<String> {
    let mut sheets = Vec::new();
    let mut headings = Vec::new();
    for sheet in understood.iter().filter(|sheet| !sheet.is_form && !sheet.headings.is_empty()) {
        let name = sheet.sheet.as_ref().map(|(_, name)| name.clone());
        let rows = |rows: &HeadingRows| (rows.first + 1)..=(rows.last + 1);
        sheets.extend((!sheet.is_turned).then(|| FoundSheet { name: name.clone(), rows: sheet.headings.iter().flat_map(rows).collect() }));
        headings.extend(found_headings(sheet, name.as_ref()));
    }
    if headings.is_empty() && understood.is_empty() {
        for table in files.iter().flat_map(|file| &file.tables) {
            let name = table.sheet.as_ref().map(|(_, name)| name.clone());
            let Some((row, texts)) = likely_headings(table) else { continue };
            sheets.push(FoundSheet { name: name.clone(), rows: vec![row + 1] });
            headings.extend(texts.into_iter().map(|(column, heading)| {
                let label = label(SheetPosition { row, column }, &heading);
                let column = HeadingMeaning::of_text(&heading).column;
                FoundHeading { sheet: name.clone(), heading, column, why: None, label }
            }));
        }
    }
    (!headings.is_empty()).then(|| text(&sheets, &headings, table_use))
}

fn found_headings(sheet: &Understanding, name: Option<&String>) -> Vec<FoundHeading> {
    let columns = columns_once(sheet).into_iter().filter_map(|(place, heading)| {
        let (_, meaning) = sheet.columns().find(|(there, _)| *there == place)?;
        let label = label(place, heading);
        let column = meaning.column.filter(|_| meaning.not_used != Some(WhyNotUsed::OtherDivision));
        Some(FoundHeading { sheet: name.cloned(), heading: heading.to_owned(), column, why: meaning.not_used, label })
    });
    columns.collect()
}

fn text(sheets: &[FoundSheet], headings: &[FoundHeading], table_use: TableUse) -> String {
    let mut map = HEAD.to_owned();
    let _ = writeln!(map, "#\n# means に書けるもの / what `means` may say:\n{}", words());
    let _ = writeln!(map, "# 何の表か：results（実績）、plan（計画） / what the tables are: `results` or `plan`");
    let _ = writeln!(map, "purpose = {}\n", quoted(MapPurpose::of(table_use).word()));
    let _ = writeln!(map, "# 読まないシート / sheets that are not read\n# leave_out = [\"…\"]\n");
    let _ =
        writeln!(map, "# 見出しの行が正しく見つからないシートは、# を取って行の番号を書く / rows of headings, where they are not found");
    for sheet in sheets {
        let rows: Vec<String> = sheet.rows.iter().map(u32::to_string).collect();
        let name = sheet.name.as_ref().map(|name| format!("# name = {}\n", quoted(&of_any_year(name)))).unwrap_or_default();
        let _ = writeln!(map, "# [[sheet]]\n{name}# headings = [{}]\n", rows.join(", "));
    }
    let mut groups: Vec<(String, Vec<&FoundHeading>)> = Vec::new();
    for found in headings {
        let key = plain(&of_any_year(&found.heading));
        match groups.iter_mut().find(|(there, _)| *there == key) {
            Some((_, group)) => group.push(found),
            None => groups.push((key, vec![found])),
        }
    }
    for (_, group) in &groups {
        write_group(&mut map, group, None, HeadingForm::AnyYear);
    }
    map.truncate(map.trim_end().len());
    map.push('\n');
    map
}

/// How a heading is written.
#[derive(Clone, Copy)]
enum HeadingForm {
    AnyYear,
    Whole,
}

/// The headings of one form: one entry where all mean the same, else one for each sheet, else one for each year. What even then means
/// different things is left to be found.
fn write_group(map: &mut String, group: &[&FoundHeading], sheet: Option<&str>, form: HeadingForm) {
    let Some(first) = group.first() else { return };
    let is_one = group.iter().all(|found| found.column == first.column);
    let heading = match form {
        HeadingForm::AnyYear => of_any_year(&first.heading),
        HeadingForm::Whole => first.heading.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    if is_one {
        let entry = MapEntry { heading: &heading, sheet, group };
        map.push_str(&entry.text());
        return;
    }
    let sheets: BTreeSet<Option<&str>> = group.iter().map(|found| found.sheet.as_deref()).collect();
    if sheet.is_none() && sheets.len() > 1 {
        for sheet in sheets {
            let of_sheet: Vec<&FoundHeading> = group.iter().copied().filter(|found| found.sheet.as_deref() == sheet).collect();
            write_group(map, &of_sheet, sheet, form);
        }
        return;
    }
    let mut whole: BTreeMap<String, Vec<&FoundHeading>> = BTreeMap::new();
    group.iter().for_each(|found| whole.entry(plain(&found.heading)).or_default().push(found));
    match form {
        HeadingForm::AnyYear if whole.len() > 1 => whole.values().for_each(|group| write_group(map, group, sheet, HeadingForm::Whole)),
        HeadingForm::AnyYear | HeadingForm::Whole => {
            let commented = MapEntry { heading: &heading, sheet, group }.text();
            map.push_str("# 表によって意味が異なる見出し / means different things in different tables\n");
            commented.lines().for_each(|line| map.push_str(&commented_out(line)));
        }
    }
}

fn commented_out(line: &str) -> String {
    if line.is_empty() || line.starts_with('#') { format!("{line}\n") } else { format!("# {line}\n") }
}

struct MapEntry<'a> {
    heading: &'a str,
    sheet: Option<&'a str>,
    group: &'a [&'a FoundHeading],
}

impl MapEntry<'_> {
    fn text(&self) -> String {
        let [ja, en] = [Language::Ja, Language::En].map(Messages::of);
        let mut text = String::from("[[column]]\n");
        let mut said: BTreeMap<Option<WhyNotUsed>, Vec<&str>> = BTreeMap::new();
        self.group.iter().for_each(|found| said.entry(found.why).or_default().push(&found.label));
        for (why, labels) in said {
            let why = why.map(|why| Message::of_case("not-used", &why));
            let why = why.map(|why| format!("：使わない（{}） / not used ({})", ja.text(&why), en.text(&why))).unwrap_or_default();
            let _ = writeln!(text, "# {}{why}", comment(&labels.join("、")));
        }
        let _ = writeln!(text, "heading = {}", quoted(self.heading));
        if let Some(sheet) = self.sheet {
            let _ = writeln!(text, "sheet = {}", quoted(&of_any_year(sheet)));
        }
        let column = self.group.first().and_then(|found| found.column);
        let _ = writeln!(text, "means = {}\n", quoted(column.map(written_word).unwrap_or_default()));
        text
    }
}

/// Every word with the one for machines, in lines of comments.
fn words() -> String {
    let all: Vec<String> = WORDS.iter().map(|(column, _)| format!("{}（{}）", written_word(*column), machine_word(*column))).collect();
    all.chunks(6).map(|words| format!("#   {}\n", words.join("、"))).collect()
}

/// A text that can stand in a comment: without the controls that TOML has none of.
fn comment(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
