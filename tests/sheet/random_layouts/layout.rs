//! Random layouts of plans.

use super::files::RandomSheet;
use super::plan::{Dice, RandomGoal, RandomIndicator, RandomPlan};
use std::collections::BTreeMap;

/// How a plan is laid out.
#[derive(Clone)]
pub struct Layout {
    pub shape: Shape,
    goals: Levels,
    measures: Levels,
    /// 年度 and 値 below 基準値 and 目標値; else the years stand in the headings, or in columns of their own.
    years: YearLayout,
    pub has_unit_column: bool,
    has_numbers: bool,
    has_notes: bool,
    has_totals: bool,
    /// Rows after which the headings are repeated.
    page: Option<usize>,
    pub is_merged: bool,
    has_results: bool,
    words: Words,
    era: bool,
    long: LongLayout,
    figures: FigureLayout,
    /// Whether the table of each goal has words, years and columns of its own.
    differs_by_goal: bool,
    /// Rows and columns that are hidden and hold other figures.
    has_hidden: bool,
}

/// How the rows of a plan are spread over sheets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Table,
    /// A sheet for each goal, which only the name of the sheet names.
    SheetPerGoal,
    /// Below the name of each indicator its years stand as columns.
    Blocks,
    /// Rows and columns are swapped.
    Turned,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Levels {
    /// In a column, once for all their rows.
    First,
    /// In a column, in each row.
    Repeated,
    /// In rows of their own.
    Rows,
}

#[derive(Clone, Copy, PartialEq)]
pub enum YearLayout {
    Heading,
    TwoRows,
    Columns,
    /// A row for each year.
    Long,
    /// Years as columns, with rows of targets and results.
    Figures,
}

/// How the rows of the figures of an indicator are laid out.
#[derive(Clone, Copy)]
pub struct FigureLayout {
    /// What stands above the words of the rows.
    heading: &'static str,
    /// The words of targets and of results.
    words: [&'static str; 2],
    is_results_first: bool,
    /// Whether the baseline is a row of its own; else it has a column.
    has_row_of_baseline: bool,
}

/// How the rows of the years of an indicator are laid out.
#[derive(Clone, Copy)]
pub struct LongLayout {
    /// What stands in the place of the name below its first row.
    name_below: NameBelow,
    /// Where the figure of the row of the baseline stands.
    baseline: BaselineCell,
}

#[derive(Clone, Copy, PartialEq)]
pub enum NameBelow {
    Repeated,
    Free,
    Ditto,
}

#[derive(Clone, Copy, PartialEq)]
pub enum BaselineCell {
    Own,
    OfTargets,
    OfResults,
}

#[derive(Clone, Copy)]
pub struct Words {
    name: &'static str,
    baseline: &'static str,
    target: &'static str,
    owner: &'static str,
}

impl Words {
    fn new(dice: &mut Dice) -> Words {
        Words {
            name: dice.one(&["指標名", "重要業績評価指標\n（KPI）", "KPI名", "成果指標", "評価指標", "指 標"]),
            baseline: dice.one(&["基準値", "現状値", "当初値", "策定時", "現況値"]),
            target: dice.one(&["目標値", "目標", "最終目標", "計画値"]),
            owner: dice.one(&["担当課", "主管課", "所管", "関係課"]),
        }
    }
}

impl FigureLayout {
    fn new(dice: &mut Dice) -> FigureLayout {
        FigureLayout {
            heading: dice.one(&["", "内訳", "項目"]),
            words: [dice.one(&["目標値", "目標", "計画"]), dice.one(&["実績値", "実績"])],
            is_results_first: dice.is(3),
            has_row_of_baseline: dice.is(2),
        }
    }
}

impl Layout {
    pub fn new(dice: &mut Dice, plan: &RandomPlan) -> Layout {
        use YearLayout::{Columns, Figures, Heading, Long, TwoRows};
        let shape = dice.one(&[Shape::Table, Shape::Table, Shape::SheetPerGoal, Shape::Blocks, Shape::Turned]);
        let goals = match shape {
            Shape::Table => dice.one(&[Levels::First, Levels::Repeated, Levels::Rows]),
            Shape::Turned => dice.one(&[Levels::First, Levels::Repeated]),
            Shape::SheetPerGoal | Shape::Blocks => Levels::Rows,
        };
        // Below headings of goals in rows of their own, or in columns beside them.
        let measures = match (shape, goals) {
            (Shape::Blocks, _) => Levels::Rows,
            (_, Levels::Rows) => dice.one(&[Levels::First, Levels::Repeated, Levels::Rows]),
            (_, Levels::First | Levels::Repeated) => dice.one(&[Levels::First, Levels::Repeated]),
        };
        let years = match plan.schedule_years.is_empty() {
            true => dice.one(&[Heading, TwoRows, Columns, Long, Figures]),
            false => dice.one(&[Heading, Long, Figures]),
        };
        let has_results = dice.is(3);
        let layout = Layout {
            shape,
            goals,
            measures,
            years,
            long: LongLayout { name_below: NameBelow::Repeated, baseline: BaselineCell::Own },
            figures: FigureLayout::new(dice),
            has_unit_column: shape != Shape::Blocks && dice.is(2),
            has_numbers: dice.is(2),
            has_notes: shape != Shape::Turned && dice.is(2),
            has_totals: shape != Shape::Turned && dice.is(3),
            page: (shape == Shape::Table && dice.is(3)).then(|| 3 + usize::try_from(dice.number(4)).unwrap()),
            is_merged: dice.is(2),
            has_results,
            words: Words::new(dice),
            era: dice.is(2),
            differs_by_goal: shape == Shape::Table && goals == Levels::Rows && dice.is(2),
            has_hidden: dice.is(4),
        };
        layout.with_rows_of_years(dice)
    }

    fn with_rows_of_years(mut self, dice: &mut Dice) -> Layout {
        let baseline = dice.one(&[BaselineCell::Own, BaselineCell::OfTargets, BaselineCell::OfResults]);
        let baseline = if baseline == BaselineCell::OfResults && !self.has_results { BaselineCell::Own } else { baseline };
        let is_repeated = [self.goals, self.measures].contains(&Levels::Repeated);
        let below = [NameBelow::Repeated, NameBelow::Free, NameBelow::Ditto];
        let name_below = if is_repeated && self.years == YearLayout::Long { NameBelow::Repeated } else { dice.one(&below) };
        self.long = LongLayout { name_below, baseline };
        self
    }

    /// The layout of the table of one goal.
    fn of_goal(&self, dice: &mut Dice, plan: &RandomPlan, goal: &RandomGoal) -> Layout {
        let mut layout = self.clone();
        if self.differs_by_goal {
            let other = Layout::new(dice, plan);
            layout = Layout {
                years: other.years,
                words: other.words,
                has_numbers: other.has_numbers,
                has_results: other.has_results,
                figures: other.figures,
                era: other.era,
                ..layout
            }
            .with_rows_of_years(dice);
        }
        // Rows of years are known by an indicator that has several.
        let mut indicators = goal.indicators.iter().chain(goal.measures.iter().flat_map(|measure| &measure.indicators));
        let has_years = !plan.schedule_years.is_empty() || indicators.any(|indicator| indicator.baseline.is_some());
        if layout.years == YearLayout::Long && layout.goals == Levels::Rows && !has_years {
            layout.years = YearLayout::Heading;
        }
        layout
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
        if self.years == YearLayout::Figures {
            add(self.figures.heading, "");
            if !self.figures.has_row_of_baseline {
                add(&format!("{}（{}）", self.words.baseline, self.year(plan.baseline_year)), "");
            }
            self.years_of_figures(plan).into_iter().for_each(|year| add(&self.year(year), ""));
            add(self.words.owner, "");
            return vec![upper];
        }
        for (word, year) in [(self.words.baseline, plan.baseline_year), (self.words.target, plan.target_year)] {
            match self.years {
                YearLayout::Heading => {
                    let is_target = word == self.words.target;
                    for year in plan.schedule_years.iter().filter(|_| is_target).chain([&year]) {
                        add(&format!("{word}\n（{}）", self.year(*year)), "");
                    }
                }
                YearLayout::Long | YearLayout::Figures if word == self.words.baseline && self.long.baseline != BaselineCell::Own => {}
                YearLayout::Long | YearLayout::Figures => add(word, ""),
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
            YearLayout::Heading | YearLayout::Columns | YearLayout::Long | YearLayout::Figures => vec![upper],
        }
    }

    fn years_of_figures(&self, plan: &RandomPlan) -> Vec<i32> {
        let baseline = Some(plan.baseline_year).filter(|_| self.figures.has_row_of_baseline);
        baseline.into_iter().chain(plan.schedule_years.iter().copied()).chain([plan.target_year]).collect()
    }

    /// The rows of an indicator without the cells of goal and measure.
    fn rows_of(&self, plan: &RandomPlan, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<Vec<String>> {
        if self.years == YearLayout::Long {
            return self.long_rows(plan, indicator, number, is_of_goal);
        }
        if self.years == YearLayout::Figures {
            return self.figure_rows(plan, indicator, number, is_of_goal);
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

    /// A row for each figure of an indicator, with years as columns.
    fn figure_rows(&self, plan: &RandomPlan, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<Vec<String>> {
        let years = self.years_of_figures(plan);
        let result = |year: &i32| if *year < plan.target_year { self.with_unit(indicator, "777") } else { String::new() };
        let targets = plan.schedule_years.iter().zip(&indicator.schedule).chain([(&plan.target_year, &indicator.target)]);
        let targets: BTreeMap<i32, &String> = targets.map(|(year, digits)| (*year, digits)).collect();
        let target = |year: &i32| targets.get(year).map(|digits| self.with_bound(indicator, digits)).unwrap_or_default();
        let mut figures: Vec<(&str, Vec<String>)> =
            vec![(self.figures.words[0], years.iter().map(target).collect()), (self.figures.words[1], years.iter().map(result).collect())];
        if self.figures.is_results_first {
            figures.reverse();
        }
        if self.has_results {
            figures.push(("達成率", years.iter().map(|_| "77.7%".to_owned()).collect()));
        }
        let own = indicator.baseline.as_ref().map(|digits| self.with_unit(indicator, digits));
        if let Some(own) = own.clone().filter(|_| self.figures.has_row_of_baseline) {
            let cells = years.iter().map(|year| if *year == plan.baseline_year { own.clone() } else { String::new() }).collect();
            figures.push((self.words.baseline, cells));
        }
        let about = self.cells_about(indicator, number, is_of_goal);
        let rows = figures.into_iter().enumerate().map(|(place, (word, figures))| {
            let mut cells = if place == 0 { about.clone() } else { self.cells_below(&about) };
            cells.push(word.to_owned());
            if !self.figures.has_row_of_baseline {
                cells.push(if place == 0 { own.clone().unwrap_or_else(|| "－".to_owned()) } else { String::new() });
            }
            cells.extend(figures);
            cells.push(if place == 0 { "企画課" } else { "" }.to_owned());
            cells
        });
        rows.collect()
    }

    /// The cells about an indicator in the rows below its first one.
    fn cells_below(&self, about: &[String]) -> Vec<String> {
        let name = usize::from(self.has_numbers) + 1;
        let below = |(place, text): (usize, &String)| match self.long.name_below {
            NameBelow::Repeated => text.clone(),
            NameBelow::Free => String::new(),
            NameBelow::Ditto if place >= name => "〃".to_owned(),
            NameBelow::Ditto => text.clone(),
        };
        about.iter().enumerate().map(below).collect()
    }

    /// The rows of an indicator with its name above its years.
    fn block(&self, plan: &RandomPlan, indicator: &RandomIndicator, number: usize, is_of_goal: bool) -> Vec<Vec<String>> {
        let mark = char::from_u32('①' as u32 + u32::try_from(number % 20).unwrap()).unwrap();
        let title = format!("{}{mark}　{}", if is_of_goal { "数値目標" } else { "KPI" }, indicator.name);
        let of_year = |year: i32, word: &str| format!("{}\n（{word}）", self.year(year));
        let baseline = indicator.baseline.as_ref().map_or("－".to_owned(), |digits| self.with_unit(indicator, digits));
        let (mut headings, mut figures) = (vec![of_year(plan.baseline_year, self.words.baseline)], vec![baseline]);
        if self.has_results {
            headings.push(of_year(plan.baseline_year + 1, "実績値"));
            figures.push(self.with_unit(indicator, "777"));
        }
        for (year, digits) in plan.schedule_years.iter().zip(&indicator.schedule).chain([(&plan.target_year, &indicator.target)]) {
            headings.push(of_year(*year, self.words.target));
            figures.push(self.with_bound(indicator, digits));
        }
        vec![vec![title], headings, figures]
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

    /// The sheets of a plan.
    pub fn sheets(&self, plan: &RandomPlan, dice: &mut Dice) -> Vec<RandomSheet> {
        let title = |text: &str| vec![text.to_owned()];
        let head = || if self.shape == Shape::Turned { Vec::new() } else { vec![title("第3期総合戦略　KPI一覧"), Vec::new()] };
        let mut sheets = Vec::new();
        let mut rows = head();
        if self.goals != Levels::Rows {
            rows.extend(self.headings(plan));
        }
        let mut number = 0;
        for (goal_number, goal) in (1..).zip(&plan.goals) {
            let goal_title = format!("基本目標{goal_number}　{}", goal.title);
            let layout = self.of_goal(dice, plan, goal);
            if self.goals == Levels::Rows {
                rows.extend((self.shape != Shape::SheetPerGoal).then(|| title(&goal_title)));
                rows.extend(if self.shape == Shape::Blocks { Vec::new() } else { layout.headings(plan) });
            }
            rows.extend(layout.rows_of_goal(plan, goal, &goal_title, &mut number));
            if self.shape == Shape::SheetPerGoal {
                let last = std::mem::replace(&mut rows, head());
                sheets.push(RandomSheet::new(&goal_title, last));
            }
        }
        if self.has_notes {
            let notes = [Vec::new(), title("※1　住民基本台帳による 12人"), title("（注）目標値は令和6年3月に改めた。")];
            sheets.last_mut().map_or(&mut rows, |sheet| &mut sheet.rows).extend(notes);
        }
        if self.shape != Shape::SheetPerGoal {
            sheets.push(RandomSheet::new("KPI", rows));
        }
        if self.shape == Shape::Turned {
            sheets.iter_mut().for_each(RandomSheet::turn);
        }
        if self.has_hidden && self.shape == Shape::Table {
            sheets.iter_mut().for_each(|sheet| sheet.hide(dice, self.words.owner));
        }
        sheets
    }

    fn rows_of_goal(&self, plan: &RandomPlan, goal: &RandomGoal, goal_title: &str, number: &mut usize) -> Vec<Vec<String>> {
        let title = |text: &str| vec![text.to_owned()];
        let mut rows = Vec::new();
        let parts = std::iter::once((None, &goal.indicators))
            .chain(goal.measures.iter().enumerate().map(|(place, measure)| (Some((place + 1, measure)), &measure.indicators)));
        let mut is_first_of_goal = true;
        for (measure, indicators) in parts {
            let measure_title = measure.map_or("数値目標".to_owned(), |(place, measure)| format!("({place}) {}", measure.title));
            let has_section = self.shape != Shape::Blocks || measure.is_some();
            if self.measures == Levels::Rows && !indicators.is_empty() && has_section {
                rows.push(title(&measure_title));
            }
            for (place, indicator) in indicators.iter().enumerate() {
                *number += 1;
                if self.shape == Shape::Blocks {
                    rows.extend(self.block(plan, indicator, *number, measure.is_none()));
                    continue;
                }
                for (line, cells) in self.rows_of(plan, indicator, *number, measure.is_none()).into_iter().enumerate() {
                    let is_first = place == 0 && line == 0;
                    let mut row = Vec::new();
                    if self.goals != Levels::Rows {
                        row.push(if self.goals == Levels::Repeated || is_first_of_goal { goal_title.to_owned() } else { String::new() });
                    }
                    if self.measures != Levels::Rows {
                        row.push(if self.measures == Levels::Repeated || is_first { measure_title.clone() } else { String::new() });
                    }
                    is_first_of_goal = false;
                    row.extend(cells);
                    rows.push(row);
                }
                if self.page.is_some_and(|page| (*number).is_multiple_of(page)) {
                    rows.push(title("- 3 -"));
                    rows.extend(self.headings(plan));
                }
            }
        }
        if self.has_totals && self.shape != Shape::Blocks {
            let mut total = vec![String::new(); self.headings(plan)[0].len()];
            let position = self.headings(plan)[0].iter().position(|heading| heading == self.words.name).unwrap();
            total[position] = "計".to_owned();
            *total.last_mut().unwrap() = "9999".to_owned();
            rows.push(total);
        }
        rows
    }
}
