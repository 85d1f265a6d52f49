//! Any text and any number comes out of every file as it went in.

use super::table;
use crate::harness::{repository, thoroughness};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::Cursor;
use std::sync::LazyLock;
use torikumi::data::{EditionData, File, Package, Scope};
use torikumi::diagnostic::Report;
use torikumi::model::{Project, Quantity, Reading, Text, read};
use torikumi::record::EditionRecord;

static PROJECT: LazyLock<Project> = LazyLock::new(|| {
    let mut report = Report::default();
    let folder = torikumi::load::load(&repository("."), &mut report).unwrap();
    read::project(&folder, &mut report).unwrap()
});

/// The package of Kanazawa's edition with another name and definition, and another figure, of its second indicator.
fn package(text: &str, digits: &str) -> Package {
    let mut edition = EditionRecord::of(&PROJECT, &PROJECT.editions[0]);
    let second = &mut edition.goals[0].indicators[1];
    second.indicator.name.ja = text.to_owned();
    second.indicator.definition = Some(Text { ja: text.to_owned(), en: None });
    second.result.as_mut().unwrap().reading = Reading::Value(Quantity::parse(digits).unwrap());
    Package::of(&PROJECT.settings, Scope::Edition(2016), || [EditionData { record: &edition, corrections: &[] }])
}

/// What stands under some headers of the second indicator in the CSV file.
fn in_csv(package: &Package, headers: [&str; 3]) -> [String; 3] {
    let (header, rows) = table(package.bytes(File::Indicators).unwrap());
    headers.map(|name| rows[1][header.iter().position(|other| other == name).unwrap()].clone())
}

/// The same in the workbook.
fn in_workbook(package: &Package, headers: [&str; 3]) -> [Data; 3] {
    let mut workbook = Xlsx::new(Cursor::new(package.bytes(File::Workbook).unwrap())).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let position = |name: &str| (0..sheet.width()).find(|at| sheet.get((0, *at)) == Some(&Data::String(name.to_owned()))).unwrap();
    headers.map(|name| sheet.get((2, position(name))).unwrap().clone())
}

#[derive(Deserialize)]
struct Document {
    indicators: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    name: String,
    #[serde(default)]
    definition: String,
    result_value: Option<Box<RawValue>>,
}

/// The text of a cell that was made safe.
fn unsafe_again(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

const HEADERS: [&str; 3] = ["指標名", "定義", "実績値"];

/// Numbers as authors may type them: at most 18 digits, 6 of them after the point.
fn digits() -> impl Strategy<Value = String> {
    (any::<bool>(), 0..1_000_000_000_000_u64, 0..1_000_000_u32, 0..=6_usize).prop_map(|(minus, whole, part, places)| {
        let decimals = format!("{part:06}");
        let written = if places == 0 { whole.to_string() } else { format!("{whole}.{}", &decimals[..places]) };
        Quantity::parse(&format!("{}{written}", if minus { "-" } else { "" })).unwrap().decimal().to_string()
    })
}

/// Texts of any letters, often with one in front that means something to a spreadsheet.
fn text() -> impl Strategy<Value = String> {
    ("(|[-=+@'\"＝－＋＠\t\r\n,;△])", any::<String>()).prop_map(|(first, rest)| first + &rest)
}

/// A text as a cell of a sheet can hold it: without control characters and what XML has no letters for.
fn text_of_sheet() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(thoroughness().cases(200)))]

    #[test]
    fn in_text_and_json(text in text(), digits in digits()) {
        let package = package(&text, &digits);
        let [name, definition, value] = in_csv(&package, HEADERS);
        prop_assert_eq!([unsafe_again(&name), unsafe_again(&definition)], [text.as_str(); 2]);
        prop_assert_eq!(&value, &digits);
        prop_assert!(!name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']));
        let document: Document = serde_json::from_slice(package.bytes(File::Json).unwrap()).unwrap();
        let row = &document.indicators[1];
        prop_assert_eq!([&row.name, &row.definition], [&text; 2]);
        prop_assert_eq!(row.result_value.as_ref().map(|value| value.get()), Some(digits.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(thoroughness().cases(60)))]

    #[test]
    fn in_workbooks(text in text_of_sheet(), digits in digits()) {
        let [name, definition, value] = in_workbook(&package(&text, &digits), HEADERS);
        let expected = if text.is_empty() { Data::Empty } else { Data::String(text) };
        prop_assert_eq!([name, definition], [expected.clone(), expected]);
        let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        // Excel keeps 15 digits; a number with more is a text, so that none is lost.
        let expected = if significant > 15 { Data::String(digits) } else { Data::Float(digits.parse().unwrap()) };
        prop_assert_eq!(value, expected);
    }
}

#[test]
fn a_sheet_has_filters_headers_that_stay_and_the_same_cells_as_the_text() {
    let package = package("名称", "1.60");
    let mut workbook = Xlsx::new(Cursor::new(package.bytes(File::Workbook).unwrap())).unwrap();
    assert_eq!(workbook.sheet_names(), ["指標の一覧", "値の一覧", "項目の説明"]);
    for (sheet, file) in [File::Indicators, File::Observations, File::Dictionary].into_iter().enumerate() {
        let (header, rows) = table(package.bytes(file).unwrap());
        let range = workbook.worksheet_range_at(sheet).unwrap().unwrap();
        let written = |cell: &Data| match cell {
            Data::Empty => String::new(),
            Data::Float(number) => number.to_string(),
            other => other.to_string(),
        };
        let found: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(written).collect()).collect();
        let plain = |cell: &String| if cell == "1.60" { "1.6".to_owned() } else { unsafe_again(cell).to_owned() };
        let expected: Vec<Vec<String>> = std::iter::once(&header).chain(&rows).map(|row| row.iter().map(plain).collect()).collect();
        assert_eq!(found, expected);
    }
}
