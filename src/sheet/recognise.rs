//! Which column of a table is what: by the words of its heading.

mod column_choice;
mod heading_text;
mod table_heading;

use super::line::Line;
use super::table::{CellContent, SheetTable, TableOrigin};
use crate::characters::{self, OddPlace};
use crate::data::DataTable;
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::model::year::parse_year;
use heading_text::{HeadingText, HeadingYear};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

pub use column_choice::TableUse;
pub use table_heading::{TableHeading, heading};

use column_choice::{ChosenColumns, label};
use table_heading::HeadedColumn;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetColumn {
    Id,
    Name,
    Unit,
    Value,
    /// The step that a milestone has reached, where figures have a column of their own.
    Step,
    Year,
    /// Whether the year is a fiscal or a calendar year.
    YearKind,
    Status,
    Certainty,
    Bound,
    Note,
    NoteOnResultEnglish,
    /// What kind of figure a row holds, where tables hold several.
    Figure,
    /// The fiscal year of the edition that a row belongs to.
    Edition,
    Goal,
    Measure,
    NameEnglish,
    Role,
    Kind,
    Direction,
    Baseline,
    BaselineYear,
    Target,
    TargetYear,
    /// The target of a fiscal year before the last one, by the heading.
    YearlyTarget(i32),
    /// The years that headings give to baselines and targets.
    BaselineHeadingYear,
    TargetHeadingYear,
    Owner,
    Definition,
    Source,
}

/// The headings that are understood, and which of them a table needs.
pub struct Headings {
    /// Of each column, in the form of [`plain`].
    words: &'static [(SheetColumn, &'static [&'static str])],
    /// At least one of these has to be there, beside an id or a name.
    needed: &'static [SheetColumn],
}

/// The headings of tables of results. To accept another table, add its words here.
pub const RESULTS: Headings = Headings {
    words: &[
        (SheetColumn::Id, &["id", "指標id", "指標のid", "識別子"]),
        (
            SheetColumn::Name,
            &["名称", "指標名", "指標", "指標名称", "指標の名称", "kpi", "重要業績評価指標", "重要業績評価指標(kpi)", "数値目標", "name"],
        ),
        (SheetColumn::Unit, &["単位", "unit"]),
        (
            SheetColumn::Value,
            &["今回の実績", "実績値", "実績", "今年度の実績", "今年度実績", "当年度実績", "結果", "値", "value", "result"],
        ),
        (SheetColumn::Step, &["実績値_段階id", "段階id"]),
        (
            SheetColumn::Year,
            &[
                "年度",
                "実績年度",
                "実績の年度",
                "実績値の年度",
                "実績値年度",
                "実績の年",
                "実績値の年",
                "実績値_年",
                "結果の年度",
                "年",
                "year",
            ],
        ),
        (SheetColumn::YearKind, &["実績値_年の種別", "年の種別"]),
        (SheetColumn::Status, &["状況", "状態", "実績の状態", "実績値の状態", "実績値_状態", "status"]),
        (SheetColumn::Certainty, &["実績値_確度", "確度"]),
        (SheetColumn::Bound, &["実績値_以上以下", "以上以下"]),
        (SheetColumn::Note, &["実績値_備考", "備考", "注記", "実績の備考", "note"]),
        (SheetColumn::NoteOnResultEnglish, &["実績値_備考_英語"]),
        (SheetColumn::Figure, &["値の区分"]),
        (SheetColumn::Edition, &["版", "報告年度", "対象年度", "取組年度", "版の年度", "edition"]),
    ],
    needed: &[SheetColumn::Value, SheetColumn::Status],
};

/// The headings of tables of indicators.
pub const PLAN: Headings = Headings {
    words: &[
        (SheetColumn::Id, &["id", "指標id", "指標のid", "識別子"]),
        (
            SheetColumn::Name,
            &["名称", "指標名", "指標", "指標名称", "指標の名称", "kpi", "重要業績評価指標", "重要業績評価指標(kpi)", "name"],
        ),
        (SheetColumn::NameEnglish, &["英語名", "名称(英語)", "指標名(英語)", "英語名称", "name(en)"]),
        (SheetColumn::Goal, &["基本目標", "基本目標名", "goal"]),
        (SheetColumn::Measure, &["施策", "施策名", "具体的な施策", "measure"]),
        (SheetColumn::Unit, &["単位", "unit"]),
        (SheetColumn::Role, &["区分", "役割", "role"]),
        (SheetColumn::Kind, &["種別", "種類", "kind"]),
        (SheetColumn::Direction, &["方向", "望ましい方向", "望ましい向き", "目指す方向", "direction"]),
        (SheetColumn::Baseline, &["基準値", "現状値", "基準", "baseline"]),
        (SheetColumn::BaselineYear, &["基準年度", "基準値の年度", "基準年", "現状値の年度"]),
        (SheetColumn::Target, &["目標値", "目標", "kpi目標値", "target"]),
        (SheetColumn::TargetYear, &["目標年度", "目標値の年度", "目標年"]),
        (SheetColumn::Owner, &["担当課", "所管課", "担当部署", "owner"]),
        (SheetColumn::Definition, &["定義", "算出方法", "definition"]),
        (SheetColumn::Source, &["出典", "データの出所", "source"]),
        (SheetColumn::Note, &["備考", "注記", "note"]),
    ],
    needed: &[SheetColumn::Baseline, SheetColumn::Target],
};

impl Headings {
    /// What has to be there, in the words of a person: the first word of each column.
    pub fn wanted(&self) -> Vec<String> {
        let word = |wanted: &SheetColumn| self.words.iter().find(|(column, _)| column == wanted).map(|(_, words)| words[0].to_owned());
        [SheetColumn::Name].iter().chain(self.needed).filter_map(word).collect()
    }

    /// Whether a text is a heading of a column.
    pub fn names(&self, text: &str, column: SheetColumn) -> bool {
        self.column(text).0 == Some(column)
    }

    /// The column that a heading names, and the year in the heading: by all of its words, else without its year and its brackets.
    fn column(&self, heading: &str) -> (Option<SheetColumn>, HeadingYear) {
        let named = |text: &str| self.words.iter().find(|(_, words)| words.contains(&text)).map(|(column, _)| *column);
        if let Some(column) = named(&plain(heading)) {
            return (Some(column), HeadingYear::Absent);
        }
        let HeadingText { words, year } = HeadingText::parse(heading);
        (named(&words), year)
    }
}

/// A text by which headings and names are compared: in its compatibility form, in small letters, without spaces, and with one
/// character for those that look alike and that the keyboards and code pages of one system cannot tell apart.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in compatible(text).filter_map(one_of_alike) {
        let is_long = letter == '-' && plain.ends_with(|before| matches!(before, '\u{30a1}'..='\u{30fa}' | 'ー'));
        plain.push(if is_long { 'ー' } else { letter });
    }
    plain
}

/// A text by which figures are read: as [`plain`], but with the signs that stand there.
pub fn plain_figure(text: &str) -> String {
    compatible(text).collect()
}

fn compatible(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|letter| !letter.is_whitespace() && !letter.is_control()).flat_map(char::to_lowercase)
}

/// The character that stands for all that look like it; `None` for one that only chooses the form of the character before it.
///
/// Shift_JIS as Windows reads it (code page 932) and JIS X 0208 give the same bytes different characters: 〜 or ～, ‖ or ∥, − or －,
/// — or ― (Unicode Consortium, `CP932.TXT` and `JIS0208.TXT`). Lines and dots of one shape are typed by one key; a line behind katakana is
/// a long vowel for [`plain`].
fn one_of_alike(letter: char) -> Option<char> {
    match letter {
        '\u{301c}' | '\u{223c}' => Some('~'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30fc}' => Some('-'),
        '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' => Some('・'),
        '\u{2016}' => Some('\u{2225}'),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => None,
        other => Some(FORMS.iter().find(|(form, _)| *form == other).map_or(other, |(_, usual)| *usual)),
    }
}

/// Forms of Han characters among the IBM extensions of code page 932, each with the usual form in JIS X 0208, by which systems without
/// the extensions write the same word (`CP932.TXT`, rows ED and EE). A closed list: characters that one system tells apart are no
/// look-alikes (浜 and 濱, 沢 and 澤).
const FORMS: [(char, char); 20] = [
    ('髙', '高'),
    ('\u{fa11}', '崎'),
    ('德', '徳'),
    ('濵', '濱'),
    ('瀨', '瀬'),
    ('增', '増'),
    ('寬', '寛'),
    ('橫', '横'),
    ('黑', '黒'),
    ('淸', '清'),
    ('靑', '青'),
    ('緖', '緒'),
    ('栁', '柳'),
    ('綠', '緑'),
    ('薰', '薫'),
    ('賴', '頼'),
    ('郞', '郎'),
    ('鄕', '郷'),
    ('悅', '悦'),
    ('敎', '教'),
];

/// One filled field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetField {
    pub content: CellContent,
    pub place: Place,
}

impl SheetField {
    /// The same without what a spreadsheet left in its text, which is noted; `None` where nothing remains.
    fn cleaned(mut self, odd: &mut Vec<OddCell>) -> Option<SheetField> {
        let noted = |problem| OddCell { place: self.place.clone(), problem };
        let text = match &mut self.content {
            CellContent::Text(text) => text,
            CellContent::Rounded { shown, held } => {
                odd.push(noted(CellProblem::Rounded { shown: shown.clone(), held: held.clone() }));
                self.content = CellContent::Number(std::mem::take(shown));
                return Some(self);
            }
            CellContent::Number(_) | CellContent::Date(_) | CellContent::Other(_) => return Some(self),
        };
        if let Some(clean) = characters::cleaned(text) {
            *text = clean;
            odd.push(noted(CellProblem::Cleaned));
        }
        odd.extend(characters::odd(text).take(1).map(|left| noted(CellProblem::Left(left))));
        (!text.trim().is_empty()).then_some(self)
    }
}

/// A cell that is not read as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCell {
    pub place: Place,
    pub problem: CellProblem,
}

/// Why a cell is not read as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// Harmless characters which no text may have were taken out.
    Cleaned,
    /// The first character which no text may have and which is still there.
    Left(OddPlace),
    /// A number is shown rounded, and counts as it is shown.
    Rounded { shown: String, held: String },
}

impl OddCell {
    /// What is said of it; no import is made with what is left.
    pub fn diagnostic(&self) -> Diagnostic {
        let fault = match self.problem.clone() {
            CellProblem::Cleaned => Fault::CharactersCleaned,
            CellProblem::Left(left) => Fault::odd_character(left),
            CellProblem::Rounded { shown, held } => Fault::NumberRounded { shown, held },
        };
        Diagnostic { severity: fault.severity(), fault, place: self.place.clone(), related: None }
    }
}

/// A row by what its fields are.
pub type SheetRow = BTreeMap<SheetColumn, SheetField>;

/// The rows of a table that say something.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRows {
    /// The fiscal year of the edition that the table was made for, where it says so above its headings.
    pub edition: Option<(i32, Place)>,
    pub origin: TableOrigin,
    pub rows: Vec<SheetRow>,
    pub odd: Vec<OddCell>,
    /// Columns between which nothing decides.
    pub faults: Vec<(Place, Fault)>,
    /// The columns that are not read, where there are any.
    pub unused: Option<Diagnostic>,
}

/// The rows below the headings of a table; `None` where it has neither headings nor lines of a report.
pub fn rows(table: &SheetTable, headings: &Headings, table_use: TableUse) -> Option<SheetRows> {
    let Some(heading) = heading(table, headings) else { return lines(table) };
    let edition = edition(table, heading.first_row);
    let chosen = ChosenColumns::new(table, &heading, table_use);
    let mut odd = Vec::new();
    let mut field = |row: u32, (column, position): (&SheetColumn, &u32)| {
        let field = SheetField { content: table.get(row, *position)?.clone(), place: table.place(row, *position) };
        Some((*column, field.cleaned(&mut odd)?))
    };
    let below = table.rows.range(heading.last_row + 1..);
    let rows = below.map(|(row, _)| chosen.columns.iter().filter_map(|column| field(*row, column)).collect());
    let rows = rows.filter(|row: &SheetRow| !row.is_empty()).map(|row| with_years_of_headings(row, &chosen)).collect();
    let unused = unused(table, &heading, &chosen, table_use);
    Some(SheetRows { edition, origin: table.origin, rows, odd, faults: chosen.faults, unused })
}

/// A row with the years that the headings give to its figures; the year of a result in a column of its own counts more.
fn with_years_of_headings(mut row: SheetRow, chosen: &ChosenColumns) -> SheetRow {
    for (figure, year_column) in [
        (SheetColumn::Value, SheetColumn::Year),
        (SheetColumn::Baseline, SheetColumn::BaselineHeadingYear),
        (SheetColumn::Target, SheetColumn::TargetHeadingYear),
    ] {
        if let Some(heading) = chosen.years.get(&figure).filter(|_| row.contains_key(&figure)) {
            let field = SheetField { content: CellContent::Text(heading.year.to_string()), place: heading.place.clone() };
            row.entry(year_column).or_insert(field);
        }
    }
    row
}

/// What is said of columns that are not read, beside those of a conflict. Tables of results hold plans beside them, and forms and open data
/// hold more than results.
fn unused(table: &SheetTable, heading: &TableHeading, chosen: &ChosenColumns, table_use: TableUse) -> Option<Diagnostic> {
    let beside = match table_use {
        TableUse::Results(_) => headings_beside_results(),
        TableUse::Plan => BTreeSet::new(),
    };
    let is_beside = |heading: &str| PLAN.column(heading).0.is_some() || beside.contains(&plain(heading));
    let is_wanted = |headed: &HeadedColumn| match (table_use, headed.column) {
        (TableUse::Results(_), _) if !chosen.faults.is_empty() => false,
        (TableUse::Results(_), None) => !is_beside(&headed.heading),
        (TableUse::Results(_), Some(_)) | (TableUse::Plan, None) => true,
        (TableUse::Plan, Some(column)) => chosen.columns.contains_key(&column),
    };
    let read: BTreeSet<u32> = chosen.columns.values().copied().collect();
    let filled: BTreeSet<u32> = table.rows.range(heading.last_row + 1..).flat_map(|(_, cells)| cells.keys().copied()).collect();
    let unread = heading.columns.iter().filter(|headed| !read.contains(&headed.position) && filled.contains(&headed.position));
    let unused: Vec<_> = unread.filter(|headed| is_wanted(headed)).collect();
    let first = unused.first()?;
    let fault = Fault::ColumnsUnused { columns: unused.iter().map(|headed| label(table, headed)).collect() };
    Some(Diagnostic { severity: fault.severity(), fault, place: table.place(first.row, first.position), related: None })
}

/// The headings of forms and of open data, in the form of [`plain`].
fn headings_beside_results() -> BTreeSet<String> {
    let data = [DataTable::Indicators, DataTable::Observations, DataTable::Ratings].into_iter().flat_map(DataTable::columns);
    super::form::headings().chain(data.map(|column| column.header)).map(plain).collect()
}

/// The year beside the words 対象年度 above the headings.
fn edition(table: &SheetTable, heading: u32) -> Option<(i32, Place)> {
    let above = table.rows.range(..heading).flat_map(|(row, cells)| cells.iter().map(move |(column, content)| (*row, *column, content)));
    let mut labels = above.filter(|(_, _, content)| plain(content.text()) == "対象年度");
    labels.find_map(|(row, column, _)| {
        let year = table.get(row, column + 1)?;
        Some((parse_year(year.text())?, table.place(row, column + 1)))
    })
}

/// The rows that are lines of a report, each in one cell or in several.
fn lines(table: &SheetTable) -> Option<SheetRows> {
    let mut odd = Vec::new();
    let line = |(row, cells): (&u32, &BTreeMap<u32, CellContent>)| {
        let text: Vec<&str> = cells.values().map(CellContent::text).collect();
        let line = Line::parse(&text.join("\t"))?;
        let place = table.place(*row, cells.keys().next().copied().unwrap_or_default());
        let result = line.result()?;
        let texts = [(SheetColumn::Name, &line.name), (SheetColumn::Value, &result.value), (SheetColumn::Year, &result.year)];
        let field = |text: &str| SheetField { content: CellContent::Text(text.to_owned()), place: place.clone() };
        Some(texts.into_iter().filter_map(|(column, text)| Some((column, field(text).cleaned(&mut odd)?))).collect())
    };
    let rows: Vec<SheetRow> = table.rows.iter().filter_map(line).collect();
    (!rows.is_empty()).then_some(SheetRows { edition: None, origin: TableOrigin::Lines, rows, odd, faults: Vec::new(), unused: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_lists_every_heading_in_the_form_in_which_it_is_compared() {
        let documentation = include_str!("../../docs/format.md");
        for word in [&RESULTS, &PLAN].iter().flat_map(|headings| headings.words).flat_map(|(_, words)| *words) {
            assert_eq!(plain(word), **word);
            assert!(documentation.contains(&format!("`{word}`")), "{word}");
        }
    }

    #[test]
    fn what_looks_alike_is_compared_as_one_character() {
        for alike in ["〜～∼~", "－ー―‐‑–—−-─ｰ", "･・·•", "Ａa", "髙高", "﨑崎", "德徳", "濵濱", "神\u{fa19}", "‖∥"]
        {
            let forms: Vec<String> = alike.chars().map(|letter| plain(&format!("出{letter}生デ{letter}タ"))).collect();
            assert!(forms.iter().all(|form| *form == forms[0]), "{alike}: {forms:?}");
        }
        assert_eq!(["葛\u{e0100}　城", "デ－タ", "ﾃﾞｰﾀ", "4ー3"].map(plain), ["葛城", "データ", "データ", "4-3"]);
        for apart in ["浜濱", "澤沢", "一ー", "二ニ", "ヘへ", "/・"] {
            let forms: Vec<String> = apart.chars().map(|letter| plain(&letter.to_string())).collect();
            assert_ne!(forms[0], forms[1], "{apart}");
        }
    }

    #[test]
    fn forms_are_extensions_of_windows_and_usual_ones_are_not() {
        for (form, usual) in FORMS {
            let lead = |letter: char| encoding_rs::SHIFT_JIS.encode(letter.to_string().as_str()).0[0];
            assert!((0xfa..=0xfc).contains(&lead(form)) && lead(usual) < 0xeb, "{form}{usual}: {:x} {:x}", lead(form), lead(usual));
        }
    }

    #[test]
    fn no_heading_names_two_columns() {
        for headings in [RESULTS, PLAN] {
            for (column, words) in headings.words {
                assert!(words.iter().all(|word| headings.column(word) == (Some(*column), HeadingYear::Absent)), "{words:?}");
            }
        }
    }
}
