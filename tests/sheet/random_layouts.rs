//! Random plans in random municipal layouts: each is read back exactly, or a conflict says why not, and never is a figure another one.

use crate::harness::{Site, thoroughness};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use torikumi::diagnostic::Report;
use torikumi::load::{Folder, load};
use torikumi::sheet::{self, Absences, Conflicts, PlanResult, Proposals, TableFile, WantedStrategy};

/// Plans of each case: with those of a thorough run, ten thousand.
const PLANS: u64 = 16;

/// Numbers that follow from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn number(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    fn is(&mut self, of: u64) -> bool {
        self.number(of) == 0
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.number(of.len() as u64)).unwrap()]
    }
}

struct RandomIndicator {
    name: String,
    unit: &'static str,
    /// Digits; `None` where there is no figure.
    baseline: Option<String>,
    target: String,
    /// Digits of the targets of the years before, in the order of those of the plan.
    schedule: Vec<String>,
    is_at_least: bool,
}

struct RandomMeasure {
    title: String,
    indicators: Vec<RandomIndicator>,
}

struct RandomGoal {
    title: String,
    indicators: Vec<RandomIndicator>,
    measures: Vec<RandomMeasure>,
}

struct RandomPlan {
    goals: Vec<RandomGoal>,
    baseline_year: i32,
    /// Years with targets before the last one.
    schedule_years: Vec<i32>,
    target_year: i32,
}

const NAMES: [&str; 10] = [
    "出生数",
    "移住者数（累計を除く）",
    "コミュニティバスの利用者数",
    "住み続けたいと思う市民の割合",
    "3世代同居の世帯数",
    "創業件数",
    "１人当たりのごみ排出量",
    "防災訓練の参加者",
    "健診受診率（40～74歳）",
    "図書館の貸出点数",
];
const UNITS: [&str; 8] = ["人", "件", "％", "世帯", "か所", "万人", "百万円", "点"];
const NAMES_BELOW: [NameBelow; 3] = [NameBelow::Repeated, NameBelow::Free, NameBelow::Ditto];
const TITLES: [&str; 6] = ["しごとをつくる", "安心して暮らせるまち", "子育ての支援", "防災と防犯", "交流の促進", "健康づくり"];

impl RandomPlan {
    fn new(dice: &mut Dice) -> RandomPlan {
        let mut count = 0;
        let schedule_years: Vec<i32> =
            if dice.is(2) { [2021, 2022][usize::try_from(dice.number(2)).unwrap()..].to_vec() } else { Vec::new() };
        let goals = (0..=dice.number(2)).map(|goal| RandomGoal::new(dice, goal, &mut count, schedule_years.len())).collect();
        RandomPlan {
            goals,
            baseline_year: 2013 + i32::try_from(dice.number(8)).unwrap(),
            schedule_years,
            target_year: 2023 + i32::try_from(dice.number(6)).unwrap(),
        }
    }

    /// A line for each indicator: where it stands, and its figures.
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (goal_number, goal) in (1..).zip(&self.goals) {
            lines.extend(goal.indicators.iter().map(|indicator| format!("{goal_number} {} | – | {}", goal.title, self.line(indicator))));
            for (number, measure) in (1..).zip(&goal.measures) {
                let place = format!("{goal_number} {} | {number} {}", goal.title, measure.title);
                lines.extend(measure.indicators.iter().map(|indicator| format!("{place} | {}", self.line(indicator))));
            }
        }
        lines
    }

    fn line(&self, indicator: &RandomIndicator) -> String {
        let baseline = indicator.baseline.as_ref().map_or("–".to_owned(), |digits| format!("{digits} ({})", self.baseline_year));
        let bound = if indicator.is_at_least { " at-least" } else { "" };
        let schedule: String =
            self.schedule_years.iter().zip(&indicator.schedule).map(|(year, digits)| format!(" {digits} ({year})")).collect();
        format!("{} [{}] {baseline} →{schedule} → {}{bound} ({})", indicator.name, indicator.unit, indicator.target, self.target_year)
    }
}

impl RandomGoal {
    fn new(dice: &mut Dice, goal: u64, count: &mut usize, scheduled: usize) -> RandomGoal {
        let mut indicators = |dice: &mut Dice, least: u64| -> Vec<RandomIndicator> {
            (0..least + dice.number(3)).map(|_| RandomIndicator::new(dice, count, scheduled)).collect()
        };
        let own = indicators(dice, 0);
        let measures = (0..=dice.number(2)).map(|measure| RandomMeasure {
            title: format!("{}{}", dice.one(&TITLES), ["その一", "その二", "その三"][usize::try_from(measure).unwrap()]),
            indicators: indicators(dice, 1),
        });
        let measures = measures.collect();
        RandomGoal {
            title: format!("{}の{}", dice.one(&TITLES), ["甲", "乙", "丙"][usize::try_from(goal).unwrap()]),
            indicators: own,
            measures,
        }
    }
}

impl RandomIndicator {
    fn new(dice: &mut Dice, count: &mut usize, scheduled: usize) -> RandomIndicator {
        *count += 1;
        let digits = |dice: &mut Dice| match dice.number(3) {
            0 => format!("{}.{}", dice.number(100), 1 + dice.number(9)),
            1 => dice.number(100).to_string(),
            _ => (1000 + dice.number(900_000)).to_string(),
        };
        RandomIndicator {
            name: format!("{}{count}", dice.one(&NAMES)),
            unit: dice.one(&UNITS),
            // One of them at least has rows of several years.
            baseline: (*count == 1 || !dice.is(6)).then(|| digits(dice)),
            target: digits(dice),
            schedule: (0..scheduled).map(|_| digits(dice)).collect(),
            is_at_least: dice.is(5),
        }
    }
}

/// How a plan is laid out.
struct Layout {
    goals: Levels,
    measures: Levels,
    /// 年度 and 値 below 基準値 and 目標値; else the years stand in the headings, or in columns of their own.
    years: YearLayout,
    has_unit_column: bool,
    has_numbers: bool,
    has_notes: bool,
    has_totals: bool,
    /// Rows after which the headings are repeated.
    page: Option<usize>,
    is_merged: bool,
    has_results: bool,
    words: Words,
    era: bool,
    long: LongLayout,
}

#[derive(Clone, Copy, PartialEq)]
enum Levels {
    /// In a column, once for all their rows.
    First,
    /// In a column, in each row.
    Repeated,
    /// In rows of their own.
    Rows,
}

#[derive(Clone, Copy, PartialEq)]
enum YearLayout {
    Heading,
    TwoRows,
    Columns,
    /// A row for each year.
    Long,
}

/// How the rows of the years of an indicator are laid out.
#[derive(Clone, Copy)]
struct LongLayout {
    /// What stands in the place of the name below its first row.
    name_below: NameBelow,
    /// Where the figure of the row of the baseline stands.
    baseline: BaselineCell,
}

#[derive(Clone, Copy, PartialEq)]
enum NameBelow {
    Repeated,
    Free,
    Ditto,
}

#[derive(Clone, Copy, PartialEq)]
enum BaselineCell {
    Own,
    OfTargets,
    OfResults,
}

#[derive(Clone, Copy)]
struct Words {
    name: &'static str,
    baseline: &'static str,
    target: &'static str,
    owner: &'static str,
}

impl Layout {
    fn new(dice: &mut Dice, plan: &RandomPlan) -> Layout {
        let words = Words {
            name: dice.one(&["指標名", "重要業績評価指標\n（KPI）", "KPI名", "成果指標", "評価指標", "指 標"]),
            baseline: dice.one(&["基準値", "現状値", "当初値", "策定時", "現況値"]),
            target: dice.one(&["目標値", "目標", "最終目標", "計画値"]),
            owner: dice.one(&["担当課", "主管課", "所管", "関係課"]),
        };
        let goals = dice.one(&[Levels::First, Levels::Repeated, Levels::Rows]);
        // Below headings of goals in rows of their own, or in columns beside them.
        let measures = if goals == Levels::Rows {
            dice.one(&[Levels::First, Levels::Repeated, Levels::Rows])
        } else {
            dice.one(&[Levels::First, Levels::Repeated])
        };
        let years = match plan.schedule_years.is_empty() {
            true => dice.one(&[YearLayout::Heading, YearLayout::TwoRows, YearLayout::Columns, YearLayout::Long]),
            false => dice.one(&[YearLayout::Heading, YearLayout::Long]),
        };
        let has_results = dice.is(3);
        let baseline = dice.one(&[BaselineCell::Own, BaselineCell::OfTargets, BaselineCell::OfResults]);
        let baseline = if baseline == BaselineCell::OfResults && !has_results { BaselineCell::Own } else { baseline };
        let below = if [goals, measures].contains(&Levels::Repeated) { NameBelow::Repeated } else { dice.one(&NAMES_BELOW) };
        Layout {
            goals,
            measures,
            years,
            long: LongLayout { name_below: below, baseline },
            has_unit_column: dice.is(2),
            has_numbers: dice.is(2),
            has_notes: dice.is(2),
            has_totals: dice.is(3),
            page: dice.is(3).then(|| 3 + usize::try_from(dice.number(4)).unwrap()),
            is_merged: dice.is(2),
            has_results,
            words,
            era: dice.is(2),
        }
    }

    fn year(&self, year: i32) -> String {
        match (self.era, year) {
            (false, year) => format!("{year}年度"),
            (true, 2019..) => format!("R{}", if year == 2019 { "元".to_owned() } else { (year - 2018).to_string() }),
            (true, year) => format!("平成{}年度", year - 1988),
        }
    }

    fn headings(&self, plan: &RandomPlan) -> Vec<Vec<String>> {
        let mut upper = Vec::new();
        let mut lower = Vec::new();
        let mut add = |top: &str, bottom: &str| {
            upper.push(top.to_owned());
            lower.push(bottom.to_owned());
        };
        if self.goals != Levels::Rows {
            add("基本目標", "");
        }
        if self.measures != Levels::Rows {
            add("施策", "");
        }
        if self.has_numbers {
            add("No.", "");
        }
        add("区分", "");
        add(self.words.name, "");
        if self.has_unit_column {
            add("単位", "");
        }
        if self.years == YearLayout::Long {
            add("年度", "");
        }
        for (word, year) in [(self.words.baseline, plan.baseline_year), (self.words.target, plan.target_year)] {
            match self.years {
                YearLayout::Heading => {
                    let is_target = word == self.words.target;
                    for year in plan.schedule_years.iter().filter(|_| is_target).chain([&year]) {
                        add(&format!("{word}\n（{}）", self.year(*year)), "");
                    }
                }
                YearLayout::Long if word == self.words.baseline && self.long.baseline != BaselineCell::Own => {}
                YearLayout::Long => add(word, ""),
                YearLayout::TwoRows => {
                    add(word, "年度");
                    add("", "値");
                }
                YearLayout::Columns => {
                    add(if word == self.words.baseline { "基準年度" } else { "目標年度" }, "");
                    add(word, "");
                }
            }
        }
        if self.has_results {
            let year = if self.years == YearLayout::Long { String::new() } else { format!("（{}）", self.year(plan.baseline_year + 1)) };
            add(&format!("実績値{year}"), "");
        }
        add(self.words.owner, "");
        match self.years {
            YearLayout::TwoRows => vec![upper, lower],
            YearLayout::Heading | YearLayout::Columns | YearLayout::Long => vec![upper],
        }
    }

    /// The rows of an indicator without the cells of goal and measure.
    fn rows_of(&self, plan: &RandomPlan, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<Vec<String>> {
        if self.years == YearLayout::Long {
            return self.long_rows(plan, indicator, number, is_of_goal);
        }
        let mut cells = self.cells_about(indicator, number, is_of_goal);
        let baseline = indicator.baseline.as_ref().map_or("－".to_owned(), |digits| self.with_unit(indicator, digits));
        let target = self.with_bound(indicator, &indicator.target);
        let mut figures = vec![(plan.baseline_year, baseline)];
        figures
            .extend(plan.schedule_years.iter().zip(&indicator.schedule).map(|(year, digits)| (*year, self.with_unit(indicator, digits))));
        figures.push((plan.target_year, target));
        for (year, figure) in figures {
            if self.years != YearLayout::Heading {
                cells.push(self.year(year));
            }
            cells.push(figure);
        }
        if self.has_results {
            cells.push(self.with_unit(indicator, "777"));
        }
        cells.push("企画課".to_owned());
        vec![cells]
    }

    /// A row for each year of an indicator.
    fn long_rows(&self, plan: &RandomPlan, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<Vec<String>> {
        let about = self.cells_about(indicator, number, is_of_goal);
        let mut figures: Vec<(String, [String; 3])> = Vec::new();
        if let Some(digits) = &indicator.baseline {
            let figure = self.with_unit(indicator, digits);
            let cells = match self.long.baseline {
                BaselineCell::Own => [figure, String::new(), String::new()],
                BaselineCell::OfTargets => [String::new(), figure, String::new()],
                BaselineCell::OfResults => [String::new(), String::new(), figure],
            };
            figures.push((format!("{}（{}）", self.year(plan.baseline_year), self.words.baseline), cells));
        }
        let targets = plan.schedule_years.iter().zip(&indicator.schedule).chain([(&plan.target_year, &indicator.target)]);
        for (year, digits) in targets {
            let result = self.with_unit(indicator, "777");
            figures.push((self.year(*year), [String::new(), self.with_bound(indicator, digits), result]));
        }
        let rows = figures.into_iter().enumerate().map(|(place, (year, [baseline, target, result]))| {
            let is_free = place > 0 && self.long.name_below == NameBelow::Free;
            let is_ditto = place > 0 && self.long.name_below == NameBelow::Ditto;
            let mut cells: Vec<String> = about.iter().map(|text| if is_free { String::new() } else { text.clone() }).collect();
            let name = usize::from(self.has_numbers) + 1;
            if is_ditto {
                cells[name..].fill("〃".to_owned());
            }
            cells.push(year);
            cells.extend((self.long.baseline == BaselineCell::Own).then_some(baseline));
            cells.push(target);
            cells.extend(self.has_results.then_some(result));
            cells.push(if place > 0 && is_ditto { "〃" } else { "企画課" }.to_owned());
            cells
        });
        rows.collect()
    }

    fn with_unit(&self, indicator: &RandomIndicator, digits: &str) -> String {
        if self.has_unit_column { digits.to_owned() } else { format!("{digits}{}", indicator.unit) }
    }

    fn with_bound(&self, indicator: &RandomIndicator, digits: &str) -> String {
        self.with_unit(indicator, digits) + if indicator.is_at_least { "以上" } else { "" }
    }

    /// The cells of an indicator before its figures.
    fn cells_about(&self, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<String> {
        let mut cells = Vec::new();
        if self.has_numbers {
            cells.push(number.to_string());
        }
        cells.push(if is_of_goal { "数値目標" } else { "KPI" }.to_owned());
        cells.push(indicator.name.clone());
        if self.has_unit_column {
            cells.push(indicator.unit.to_owned());
        }
        cells
    }

    fn rows(&self, plan: &RandomPlan) -> Vec<Vec<String>> {
        let title = |text: &str| vec![text.to_owned()];
        let mut rows = vec![title("第3期総合戦略　KPI一覧"), Vec::new()];
        if self.goals != Levels::Rows {
            rows.extend(self.headings(plan));
        }
        let mut number = 0;
        for (goal_number, goal) in (1..).zip(&plan.goals) {
            let goal_title = format!("基本目標{goal_number}　{}", goal.title);
            if self.goals == Levels::Rows {
                rows.push(title(&goal_title));
                rows.extend(self.headings(plan));
            }
            let parts = std::iter::once((None, &goal.indicators))
                .chain(goal.measures.iter().enumerate().map(|(place, measure)| (Some((place + 1, measure)), &measure.indicators)));
            let mut is_first_of_goal = true;
            for (measure, indicators) in parts {
                let measure_title = measure.map_or("数値目標".to_owned(), |(place, measure)| format!("({place}) {}", measure.title));
                if self.measures == Levels::Rows && !indicators.is_empty() {
                    rows.push(title(&measure_title));
                }
                for (place, indicator) in indicators.iter().enumerate() {
                    number += 1;
                    for (line, cells) in self.rows_of(plan, indicator, number, measure.is_none()).into_iter().enumerate() {
                        let is_first = place == 0 && line == 0;
                        let mut row = Vec::new();
                        if self.goals != Levels::Rows {
                            row.push(if self.goals == Levels::Repeated || is_first_of_goal { goal_title.clone() } else { String::new() });
                        }
                        if self.measures != Levels::Rows {
                            row.push(if self.measures == Levels::Repeated || is_first { measure_title.clone() } else { String::new() });
                        }
                        is_first_of_goal = false;
                        row.extend(cells);
                        rows.push(row);
                    }
                    if self.page.is_some_and(|page| number % page == 0) {
                        rows.push(title("- 3 -"));
                        rows.extend(self.headings(plan));
                    }
                }
            }
            if self.has_totals {
                let mut total = vec![String::new(); self.headings(plan)[0].len()];
                let position = self.headings(plan)[0].iter().position(|heading| heading == self.words.name).unwrap();
                total[position] = "計".to_owned();
                *total.last_mut().unwrap() = "9999".to_owned();
                rows.push(total);
            }
        }
        if self.has_notes {
            rows.extend([Vec::new(), title("※1　住民基本台帳による 12人"), title("（注）目標値は令和6年3月に改めた。")]);
        }
        rows
    }
}

/// Digits are written as numbers where the unit has a column of its own.
fn write(sheet: &mut Worksheet, layout: &Layout, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>().ok().filter(|_| layout.has_unit_column) {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string(row, column, text.as_str())?,
            };
        }
        // A text with nothing to its right and nothing else in the row runs over the table.
        if layout.is_merged && cells.len() == 1 {
            sheet.merge_range(row, 0, row, 4, &cells[0], &Format::new())?;
        }
    }
    Ok(())
}

/// What is made of the tables: the lines of the plan, or every conflict.
fn read(folder: &Folder, file: &TableFile) -> Result<Vec<String>, String> {
    let wanted = WantedStrategy { id: "new", succeeds: None, proposals: Proposals::Open, absences: Absences::Kept };
    let parsed = sheet::strategy(folder, wanted, file, Conflicts::Open).unwrap();
    if parsed.report.has_errors() {
        return Err(format!("{:?}", parsed.report));
    }
    let mut files: BTreeMap<String, toml::Table> = BTreeMap::new();
    let PlanResult::New(draft) = parsed.result else { panic!("a new strategy") };
    let mut made = Folder::default();
    folder.texts.iter().for_each(|(path, source)| made.add_text(path, &folder.sources.get(*source).text));
    draft.paths().zip(&draft.files).for_each(|(path, file)| made.add_text(&path, &file.text));
    let again = sheet::strategy(&made, WantedStrategy { absences: Absences::Removed, ..wanted }, file, Conflicts::Open).unwrap();
    let PlanResult::Changed(changes) = &again.result else { panic!("a strategy that is there") };
    if !changes.is_empty() || !changes.lines.is_empty() || again.report.has_errors() {
        return Err(format!("not the same again: {changes:?} {:?}", again.report));
    }
    for file in draft.files {
        let facts = file.text.split("+++").nth(1).unwrap().parse().unwrap();
        files.insert(file.path, facts);
    }
    let title = |path: &str| files.get(path).map(|facts| facts["title"]["ja"].as_str().unwrap().to_owned()).unwrap_or_default();
    let mut lines = Vec::new();
    for (path, facts) in files.iter().filter(|(path, _)| *path != "strategy.md") {
        let goal = path.strip_prefix("goal-").unwrap().split('/').next().unwrap();
        let measure = path.split("measure-").nth(1).map(|number| number.trim_end_matches(".md"));
        let measure = measure.map_or("–".to_owned(), |number| format!("{number} {}", title(path)));
        for indicator in facts.get("indicator").and_then(toml::Value::as_array).into_iter().flatten() {
            let text = |key: &str| indicator.get(key).and_then(toml::Value::as_str).unwrap_or("").to_owned();
            let figure = |key: &str| {
                indicator.get(key).map_or("–".to_owned(), |figure| {
                    let value = figure.get("value").map(|value| value.to_string().trim_end_matches(".0").to_owned());
                    let bound = figure.get("bound").and_then(toml::Value::as_str).map(|bound| format!(" {bound}")).unwrap_or_default();
                    value.map_or("–".to_owned(), |value| format!("{value}{bound} ({})", figure["year"]))
                })
            };
            let goal_title = title(&format!("goal-{goal}/goal.md"));
            let name = indicator["name"]["ja"].as_str().unwrap();
            let schedule = indicator.get("schedule").and_then(toml::Value::as_array).into_iter().flatten();
            let schedule: String =
                schedule.map(|target| format!(" {} ({})", target["value"].to_string().trim_end_matches(".0"), target["year"])).collect();
            lines.push(format!(
                "{goal} {goal_title} | {measure} | {name} [{}] {} →{schedule} → {}",
                text("unit"),
                figure("baseline"),
                figure("target")
            ));
        }
    }
    Ok(lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: thoroughness().cases(40), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_plan_in_any_layout_is_read_back_exactly(seed: u64) {
        let site = Site::base();
        let folder = load(site.root(), &mut Report::default()).unwrap();
        for variant in 0..PLANS {
            let mut dice = Dice(seed.wrapping_add(variant));
            let plan = RandomPlan::new(&mut dice);
            let layout = Layout::new(&mut dice, &plan);
            let rows = layout.rows(&plan);
            let mut workbook = Workbook::new();
            write(workbook.add_worksheet(), &layout, &rows).unwrap();
            let tables = sheet::tables("a.xlsx", workbook.save_to_buffer().unwrap()).unwrap();
            let found = read(&folder, &TableFile { name: "a.xlsx".to_owned(), tables });
            let mut expected = plan.lines();
            expected.sort();
            let found = found.map(|mut lines| { lines.sort(); lines });
            let shown: Vec<String> = rows.iter().map(|row| row.join(" | ").replace('\n', "⏎")).collect();
            prop_assert_eq!(found, Ok(expected), "{}", shown.join("\n"));
        }
    }
}
