//! Readers of rules. The built-in rules are files of the same form.

use super::values::{choice, id, placed, plain, quantity, text, unique, up_to};
use crate::diagnostic::{Fault, NameClass, Report, Shape, Sources};
use crate::format::{self, Keys};
use crate::load::fields::{Fields, TomlBlock, TomlValue};
use crate::load::front_matter;
use crate::model::{
    Condition, Figure, Grade, Precision, Preset, Quantity, Rounding, Rule, RuleFlag, RuleSchedule, RuleTolerance, ScheduleBasis, Test,
    Threshold, Tone, When, Word,
};
use rust_decimal::Decimal;
use std::ops::Range;

/// The built-in rule as a file.
fn file(preset: Preset) -> &'static str {
    match preset {
        Preset::Pace => include_str!("../presets/pace.toml"),
        Preset::Met => include_str!("../presets/met.toml"),
        Preset::BandsOnTargetAndBaseline => include_str!("../presets/bands-on-target-and-baseline.toml"),
        Preset::Symbols => include_str!("../presets/symbols.toml"),
        Preset::BaselineFirst => include_str!("../presets/baseline-first.toml"),
        Preset::YearlySchedule => include_str!("../presets/yearly-schedule.toml"),
        Preset::Expected => include_str!("../presets/expected.toml"),
        Preset::Trend => include_str!("../presets/trend.toml"),
    }
}

/// The rule of a site that names none.
pub fn default_rule() -> Option<Rule> {
    preset(Preset::Pace)
}

/// The built-in rules.
pub fn presets() -> impl Iterator<Item = Rule> {
    Preset::ALL.iter().filter_map(|known| preset(*known))
}

/// The rule that `strategy.md` states, else `site.toml`, else the default, from their texts alone; `None` where they cannot be read.
pub fn stated_rule(strategy: &str, site: &str) -> Option<Rule> {
    let of_strategy = rating(strategy, front_matter::split(strategy).ok()?.facts)?;
    let Some(rule) = of_strategy else { return rating(site, 0..site.len())?.or_else(default_rule) };
    Some(rule)
}

/// What the key `rating` of a text says; `None` where the text has faults.
fn rating(text: &str, range: Range<usize>) -> Option<Option<Rule>> {
    let mut sources = Sources::default();
    let source = sources.add("sealed".to_owned(), text.to_owned());
    let mut report = Report::default();
    let stated = TomlBlock { source, text, range }.read(&mut report, |mut fields, report| Some(fields.optional("rating", report, rule)));
    stated.filter(|_| !report.has_errors())
}

/// A built-in rule by its name, or a rule spelt out.
pub fn rule(value: &TomlValue<'_>, report: &mut Report) -> Option<Rule> {
    if value.as_text().is_some() {
        return choice(value, report, NameClass::Preset).and_then(preset);
    }
    match value.as_fields() {
        Some(fields) => spelt_out(fields, report),
        None => value.wrong(Shape::TextOrTable, report),
    }
}

/// Reads a built-in file; that each can be read is tested.
fn preset(preset: Preset) -> Option<Rule> {
    let toml = file(preset);
    let mut sources = Sources::default();
    let source = sources.add("preset.toml".to_owned(), toml.to_owned());
    let mut report = Report::default();
    let rule = TomlBlock { source, text: toml, range: 0..toml.len() }.read(&mut report, spelt_out);
    let named = |rule: Rule| Rule { name: Some(preset), ..rule };
    rule.filter(|_| !report.has_errors()).map(named)
}

fn spelt_out(mut fields: Fields<'_>, report: &mut Report) -> Option<Rule> {
    let off = fields.optional("off", report, |value, report| value.boolean(report)).unwrap_or(false);
    let figure = fields.optional("figure", report, |value, report| choice(value, report, NameClass::Figure));
    let straight_line = fields.optional("straight_line", report, |value, report| value.boolean(report));
    let places = fields.optional("places", report, |value, report| up_to(4, value, report)).unwrap_or(1);
    let rounding = fields.optional("rounding", report, rounding).unwrap_or(Rounding::HalfUp);
    let precision = fields.optional("compare", report, precision).unwrap_or(Precision::Exact);
    let schedule = schedule(&mut fields, report);
    let tolerances = fields.optional("tolerance", report, tolerances).unwrap_or_default();
    let flags = unique(fields.list("flag", report, placed(flag)), |flag| &flag.id, report);
    let grades = fields.list("grade", report, placed(grade));
    let grades = unique(grades, |grade| &grade.id, report);
    let reader = ConditionReader { default: figure.unwrap_or(Figure::Pace), flags: &flags };
    let tests = fields.list("test", report, |value, report| test(value, &reader, &grades, report));
    if !off && !fields.has("grade") {
        report.add(fields.place().clone(), fields.missing("grade"));
    }
    fields.finish(&format::RULE, report);
    let rule =
        Rule { name: None, off, figure: None, straight_line, places, rounding, precision, schedule, tolerances, flags, grades, tests };
    let figure = figure.filter(|figure| rule.figures().first() != Some(figure));
    Some(Rule { figure, ..rule })
}

fn rounding(value: &TomlValue<'_>, report: &mut Report) -> Option<Rounding> {
    choice(value, report, NameClass::Rounding)
}

fn precision(value: &TomlValue<'_>, report: &mut Report) -> Option<Precision> {
    choice(value, report, NameClass::Comparison)
}

fn schedule(fields: &mut Fields<'_>, report: &mut Report) -> Option<RuleSchedule> {
    let has_schedule = fields.has("schedule");
    let percent = fields.list("schedule", report, percent);
    let basis = fields.optional("schedule_of", report, |value, report| choice(value, report, NameClass::ScheduleBasis));
    has_schedule.then(|| RuleSchedule { percent, basis: basis.unwrap_or(ScheduleBasis::Target) })
}

/// A percentage of a sensible size, so that a target times a share can always be computed.
fn percent(value: &TomlValue<'_>, report: &mut Report) -> Option<Quantity> {
    const MOST: i64 = 1_000_000;
    quantity(value, report)
        .filter(|percent| percent.decimal().abs() <= Decimal::from(MOST) || value.wrong::<()>(Shape::Percentage, report).is_some())
}

/// A number for every indicator, or a list by unit or kind.
fn tolerances(value: &TomlValue<'_>, report: &mut Report) -> Option<Vec<RuleTolerance>> {
    match value.as_items() {
        None => Some(vec![RuleTolerance { value: quantity(value, report)?, unit: None, kind: None }]),
        Some(items) => Some(items.iter().filter_map(|item| tolerance(item, report)).collect()),
    }
}

fn tolerance(value: &TomlValue<'_>, report: &mut Report) -> Option<RuleTolerance> {
    let mut fields = value.fields(report)?;
    let value = fields.required("value", report, quantity);
    let unit = fields.optional("unit", report, plain);
    let kind = fields.optional("kind", report, |value, report| choice(value, report, NameClass::Kind));
    fields.finish(&format::TOLERANCE, report);
    Some(RuleTolerance { value: value?, unit, kind })
}

fn flag(value: &TomlValue<'_>, report: &mut Report) -> Option<RuleFlag> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let label = fields.required("label", report, text);
    fields.finish(&format::FLAG, report);
    Some(RuleFlag { id: id?, label: label? })
}

fn grade(value: &TomlValue<'_>, report: &mut Report) -> Option<Grade> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let label = fields.required("label", report, text);
    let symbol = fields.required("symbol", report, plain);
    let tone = fields.required("tone", report, |value, report| choice(value, report, NameClass::Tone));
    fields.finish(&format::GRADE, report);
    Some(Grade { id: id?, label: label.unwrap_or_default(), symbol: symbol.unwrap_or_default(), tone: Some(tone.unwrap_or(Tone::Fair)) })
}

fn test(value: &TomlValue<'_>, reader: &ConditionReader<'_>, grades: &[Grade], report: &mut Report) -> Option<Test> {
    let mut fields = value.fields(report)?;
    let grade = fields.required("grade", report, |value, report| named_grade(value, grades, report));
    let condition = reader.condition(&mut fields, Level::Test, report);
    fields.finish(&format::TEST, report);
    Some(Test { grade: grade?, condition: condition? })
}

fn named_grade(value: &TomlValue<'_>, grades: &[Grade], report: &mut Report) -> Option<usize> {
    let found = value.text(report)?;
    let position = grades.iter().position(|grade| grade.id == found);
    if position.is_none() {
        report.add(value.place(), Fault::unknown(NameClass::Grade, found, grades.iter().map(|grade| grade.id.as_str())));
    }
    position
}

/// How deep a condition stands: conditions of a test may be joined, and each of these once more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Test,
    Joined,
    Single,
}

impl Level {
    /// The level of the conditions that are joined here, and the keys of each.
    fn within(self) -> Option<(Level, &'static Keys)> {
        match self {
            Level::Test => Some((Level::Joined, &format::CONDITION)),
            Level::Joined => Some((Level::Single, &format::SINGLE_CONDITION)),
            Level::Single => None,
        }
    }
}

/// What a condition may name.
struct ConditionReader<'a> {
    default: Figure,
    flags: &'a [RuleFlag],
}

impl ConditionReader<'_> {
    /// Exactly one of `when`, a threshold, with a figure of its own if it likes, an answer, and joined conditions.
    fn condition(&self, fields: &mut Fields<'_>, level: Level, report: &mut Report) -> Option<Condition> {
        let figure = fields.optional("figure", report, |value, report| choice(value, report, NameClass::Figure)).unwrap_or(self.default);
        let limit = |threshold: &Threshold| {
            let percent = fields.optional(threshold.word(), report, percent)?;
            Some(Condition::Percent { figure, threshold: *threshold, percent })
        };
        let mut read: Vec<Condition> = Threshold::ALL.iter().filter_map(limit).collect();
        read.extend(fields.optional("when", report, |value, report| when(value, level, report)));
        for (key, answer) in [("flag", true), ("not_flag", false)] {
            read.extend(fields.optional(key, report, |value, report| self.flag(value, answer, report)));
        }
        let mut keys = vec!["when", "flag", "not_flag"];
        if let Some(within) = level.within() {
            read.extend(fields.optional("all", report, |value, report| self.joined("all", value, within, report)).map(Condition::All));
            read.extend(fields.optional("any", report, |value, report| self.joined("any", value, within, report)).map(Condition::Any));
            keys.extend(["all", "any"]);
        }
        keys.extend(Threshold::CHOICES.iter().map(|threshold| threshold.word));
        let given: Vec<&str> = keys.into_iter().filter(|key| fields.has(key)).collect();
        match given.as_slice() {
            [] => report.add(fields.place().clone(), fields.missing("when")),
            [first, second, ..] => {
                let fault = Fault::ConflictingKeys { first: (*first).to_owned(), second: (*second).to_owned() };
                report.add(fields.key_place(second), fault);
                return None;
            }
            [_] => {}
        }
        read.into_iter().next()
    }

    fn joined(&self, key: &str, value: &TomlValue<'_>, within: (Level, &'static Keys), report: &mut Report) -> Option<Vec<Condition>> {
        let items = value.items(report)?;
        if items.is_empty() {
            report.add(value.place(), Fault::EmptyCondition { key: key.to_owned() });
        }
        let (level, keys) = within;
        let mut one = |item: &TomlValue<'_>| {
            let mut fields = item.fields(report)?;
            let condition = self.condition(&mut fields, level, report);
            fields.finish(keys, report);
            condition
        };
        let read: Vec<Option<Condition>> = items.iter().map(&mut one).collect();
        read.into_iter().collect()
    }

    fn flag(&self, value: &TomlValue<'_>, answer: bool, report: &mut Report) -> Option<Condition> {
        let found = value.text(report)?;
        if !self.flags.iter().any(|flag| flag.id == found) {
            report.add(value.place(), Fault::unknown(NameClass::Flag, found, self.flags.iter().map(|flag| flag.id.as_str())));
        }
        Some(Condition::Flag { flag: found.to_owned(), answer })
    }
}

/// `otherwise` is about the tests before it, so it cannot be joined with anything.
fn when(value: &TomlValue<'_>, level: Level, report: &mut Report) -> Option<Condition> {
    let when = choice::<When>(value, report, NameClass::Condition)?;
    if when == When::Otherwise && level != Level::Test {
        report.add(value.place(), Fault::not_among(NameClass::Condition, when.word(), format::JOINED.iter().map(|choice| choice.word)));
    }
    Some(Condition::from(when))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_can_be_read() {
        for known in Preset::ALL {
            assert!(preset(*known).is_some(), "{known:?}");
        }
    }
}
