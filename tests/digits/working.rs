//! Every printed line of working, computed again from what is printed: what a reader with a calculator finds.

use crate::harness::html::Page;
use crate::harness::{Site, copy, repository};
use num_rational::Ratio;
use std::fs;

type Number = Ratio<i128>;

/// A formula as it is printed, read from the left.
struct Formula<'a> {
    rest: &'a str,
}

impl Formula<'_> {
    /// The value of a formula; `None` where it is words.
    fn value(text: &str) -> Option<Number> {
        let mut formula = Formula { rest: text };
        let value = formula.sum()?;
        formula.rest.trim().is_empty().then_some(value)
    }

    fn takes(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Option<Number> {
        let mut value = self.product()?;
        loop {
            value = match (self.takes('+'), self.rest.starts_with(" − ") && self.takes('−')) {
                (true, _) => value + self.product()?,
                (_, true) => value - self.product()?,
                (false, false) => return Some(value),
            };
        }
    }

    fn product(&mut self) -> Option<Number> {
        let mut value = self.number()?;
        loop {
            value = match (self.takes('×'), self.takes('÷')) {
                (true, _) => value * self.number()?,
                (_, true) => value / self.number()?,
                (false, false) => return Some(value),
            };
        }
    }

    fn number(&mut self) -> Option<Number> {
        if self.takes('(') {
            return self.sum().filter(|_| self.takes(')'));
        }
        let negative = self.takes('−') || self.takes('△');
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ',')).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        let value = Printed::read(digits)?.value;
        let value = if self.takes('%') { value / 100 } else { value };
        Some(if negative { -value } else { value })
    }
}

/// A number as it is printed.
struct Printed {
    value: Number,
    places: i32,
}

impl Printed {
    /// The first number of a text.
    fn read(text: &str) -> Option<Printed> {
        let start = text.find(|letter: char| letter.is_ascii_digit())?;
        let negative = text[..start].ends_with(['−', '△']);
        let digits: String = text[start..].chars().take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',')).collect();
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let scaled: i128 = format!("{whole}{decimals}").replace(',', "").parse().ok()?;
        let value = Ratio::new(if negative { -scaled } else { scaled }, 10_i128.pow(decimals.len() as u32));
        Some(Printed { value, places: decimals.len() as i32 })
    }

    /// Whether it is another number, rounded half up or cut off at its last digit. English multiplies 万人 out, so that the last digit of
    /// what the city prints may be one of the closing zeros.
    fn is(&self, exact: Number, cut_off: bool, lang: &str) -> bool {
        let coarsest = if lang == "en" { -4 } else { 0 };
        (coarsest.min(self.places)..=self.places).any(|places| {
            let unit = if places < 0 { Ratio::from(10_i128.pow(-places as u32)) } else { Ratio::new(1, 10_i128.pow(places as u32)) };
            let units = exact / unit;
            self.value == unit * if cut_off { units.trunc() } else { units.round() }
        })
    }
}

/// A line of working: what it is, how it is computed, what comes out.
struct Line<'a> {
    page: &'a Page,
    cells: &'a [String],
    cut_off: bool,
}

impl Line<'_> {
    /// Computes the line again; gives how many formulas it has.
    fn check(&self) -> usize {
        let [label, formula, result] = self.cells else { panic!("{}: {:?}", self.page.path(), self.cells) };
        let lang = if self.page.path().starts_with("en/") { "en" } else { "ja" };
        let is_rate = !["予定（中間の目安）", "年度目標", "On-schedule value", "Yearly target"].contains(&label.as_str());
        let formula = formula.split("（規則").next().unwrap().split(" (the share").next().unwrap();
        let found: Vec<Number> = formula.split(" = ").filter_map(Formula::value).collect();
        let printed = Printed::read(result).unwrap();
        for exact in &found {
            let exact = if is_rate { exact * 100 } else { *exact };
            let line = format!("{}: {label}: {formula} → {result}, but is {}", self.page.path(), exact);
            assert!(printed.is(exact, self.cut_off && is_rate, lang), "{line}");
        }
        assert!(found.windows(2).all(|two| two[0] == two[1]), "{}: {label}: {formula}", self.page.path());
        found.len()
    }
}

/// Computes all lines of working of a site again; gives how many formulas there are.
pub fn recomputed(site: &Site) -> usize {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut formulas = 0;
    for (path, bytes) in site.tree("output") {
        if !path.ends_with(".html") || !path.contains("/indicators/") {
            continue;
        }
        let page = Page::read(&path, &String::from_utf8(bytes).unwrap());
        let cut_off = page.texts_of("p").iter().any(|text| text.contains("切り捨て") || text.contains("cut off"));
        for cells in page.rows(|table| table.is_of("working")).iter().skip(1) {
            formulas += Line { page: &page, cells, cut_off }.check();
        }
    }
    formulas
}

#[test]
fn every_line_of_working_of_every_site_gives_its_printed_result() {
    for entry in fs::read_dir(repository("tests/sites")).unwrap() {
        let folder = entry.unwrap().path();
        let site = Site::empty();
        for part in ["content", "themes"] {
            copy_if_there(&folder.join(part), &site.path(part));
        }
        assert!(recomputed(&site) > 0, "{}", folder.display());
    }
    assert!(recomputed(&Site::kanazawa()) > 100);
}

fn copy_if_there(from: &std::path::Path, to: &std::path::Path) {
    if from.exists() {
        copy(from, to);
    }
}

#[test]
fn the_calculator_of_these_tests_finds_what_is_wrong() {
    let value = |text: &str| Formula::value(text).unwrap();
    assert_eq!(value("(13 − (△2)) ÷ (5 − 2)"), Ratio::from(5));
    assert_eq!(value("118.3 + (150 − 118.3) × 30%"), Ratio::new(12_781, 100));
    assert_eq!(Formula::value("進捗率 ÷ 経過率"), None);
    let printed = |text: &str| Printed::read(text).unwrap();
    assert!(printed("105.9%").is(Ratio::new(10_588, 100), false, "ja") && !printed("105.9%").is(Ratio::new(10_600, 100), false, "ja"));
    assert!(printed("54%").is(Ratio::new(545, 10), true, "ja") && !printed("54%").is(Ratio::new(545, 10), false, "ja"));
}
