//! Readers of rules. The built-in rules are files of the same form.

use super::values::{choice, id, placed, quantity, text, unique, up_to};
use crate::diagnostic::{Fault, NameClass, Report, Shape, Sources};
use crate::format;
use crate::load::fields::{Fields, TomlBlock, TomlValue};
use crate::load::front_matter;
use crate::model::{
    Condition, Figure, Grade, Precision, Preset, Quantity, Rounding, Rule, RuleSchedule, ScheduleBasis, Test, Threshold, Tone, When, Word,
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
    let grades = fields.list("grade", report, placed(grade));
    let grades = unique(grades, |grade| &grade.id, report);
    let tests = fields.list("test", report, |value, report| test(value, figure.unwrap_or(Figure::Pace), &grades, report));
    if !off && !fields.has("grade") {
        report.add(fields.place().clone(), Fault::MissingKey { key: "grade".to_owned() });
    }
    fields.finish(&format::RULE, report);
    let rule = Rule { name: None, off, figure: None, straight_line, places, rounding, precision, schedule, grades, tests };
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

fn grade(value: &TomlValue<'_>, report: &mut Report) -> Option<Grade> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let label = fields.required("label", report, text);
    let symbol = fields.required("symbol", report, super::values::plain);
    let tone = fields.required("tone", report, |value, report| choice(value, report, NameClass::Tone));
    fields.finish(&format::GRADE, report);
    Some(Grade { id: id?, label: label.unwrap_or_default(), symbol: symbol.unwrap_or_default(), tone: Some(tone.unwrap_or(Tone::Fair)) })
}

fn test(value: &TomlValue<'_>, default: Figure, grades: &[Grade], report: &mut Report) -> Option<Test> {
    let mut fields = value.fields(report)?;
    let grade = fields.required("grade", report, |value, report| named_grade(value, grades, report));
    let condition = condition(&mut fields, default, report);
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

/// `when`, or exactly one threshold, with a figure of its own if it likes.
fn condition(fields: &mut Fields<'_>, default: Figure, report: &mut Report) -> Option<Condition> {
    let figure = fields.optional("figure", report, |value, report| choice(value, report, NameClass::Figure)).unwrap_or(default);
    let limit = |threshold: &Threshold| {
        let percent = fields.optional(threshold.word(), report, percent)?;
        Some(Condition::Percent { figure, threshold: *threshold, percent })
    };
    let limits: Vec<Condition> = Threshold::ALL.iter().filter_map(limit).collect();
    let keys = Threshold::CHOICES.iter().map(|threshold| threshold.word);
    let given: Vec<&str> = ["when"].into_iter().chain(keys).filter(|key| fields.has(key)).collect();
    let when = fields.optional("when", report, |value, report| choice::<When>(value, report, NameClass::Condition));
    match given.as_slice() {
        [] => report.add(fields.place().clone(), Fault::MissingKey { key: "when".to_owned() }),
        [first, second, ..] => {
            let fault = Fault::ConflictingKeys { first: (*first).to_owned(), second: (*second).to_owned() };
            report.add(fields.key_place(second), fault);
            return None;
        }
        [_] => {}
    }
    when.map(Condition::from).or(limits.first().copied())
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
