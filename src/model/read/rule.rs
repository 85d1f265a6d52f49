//! Readers of rules. The built-in rules are files of the same form.

use super::values::{choice, count, id, placed, quantity, text, unique};
use crate::diagnostic::{Fault, Noun, Report, Shape, Sources};
use crate::load::fields::{Block, Fields, Value};
use crate::model::{Condition, Figure, Grade, Precision, Quantity, Rounding, Rule, RuleSchedule, ScheduleBasis, Test, Threshold, Tone};
use rust_decimal::Decimal;

/// The built-in rules by name.
const PRESETS: [(&str, &str); 8] = [
    ("pace", include_str!("../presets/pace.toml")),
    ("met", include_str!("../presets/met.toml")),
    ("bands-on-target-and-baseline", include_str!("../presets/bands-on-target-and-baseline.toml")),
    ("symbols", include_str!("../presets/symbols.toml")),
    ("baseline-first", include_str!("../presets/baseline-first.toml")),
    ("yearly-schedule", include_str!("../presets/yearly-schedule.toml")),
    ("expected", include_str!("../presets/expected.toml")),
    ("trend", include_str!("../presets/trend.toml")),
];

const FIGURES: [(&str, Figure); 5] = [
    ("progress", Figure::Progress),
    ("pace", Figure::Pace),
    ("attainment", Figure::Attainment),
    ("attainment-of-expected", Figure::AttainmentOfExpected),
    ("change", Figure::Change),
];

const CONDITIONS: [(&str, Condition); 5] = [
    ("met", Condition::Met),
    ("improved", Condition::Improved),
    ("unchanged", Condition::Unchanged),
    ("worse", Condition::Worse),
    ("otherwise", Condition::Otherwise),
];

const THRESHOLDS: [(&str, Threshold); 4] = [
    ("at_least", Threshold::AtLeast),
    ("more_than", Threshold::MoreThan),
    ("at_most", Threshold::AtMost),
    ("less_than", Threshold::LessThan),
];

const TONES: [(&str, Tone); 4] = [("good", Tone::Good), ("fair", Tone::Fair), ("poor", Tone::Poor), ("bad", Tone::Bad)];

/// The names of the built-in rules.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The rule of a site that names none.
pub fn default_rule() -> Option<Rule> {
    preset(PRESETS[0].1)
}

/// A built-in rule by its name, or a rule spelt out.
pub fn rule(value: &Value<'_>, report: &mut Report) -> Option<Rule> {
    if let Some(name) = value.as_text() {
        let found = PRESETS.iter().find(|(preset, _)| *preset == name);
        if found.is_none() {
            report.add(value.place(), Fault::unknown(Noun::Preset, name, preset_names()));
        }
        return found.and_then(|(_, toml)| preset(toml));
    }
    match value.as_fields() {
        Some(fields) => spelt_out(fields, report),
        None => value.wrong(Shape::TextOrTable, report),
    }
}

/// Reads a built-in file; that each can be read is tested.
fn preset(toml: &str) -> Option<Rule> {
    let mut sources = Sources::default();
    let source = sources.add("preset.toml".to_owned(), toml.to_owned());
    let mut report = Report::default();
    let rule = Block { source, text: toml, range: 0..toml.len() }.read(&mut report, spelt_out);
    rule.filter(|_| !report.has_errors())
}

fn spelt_out(mut fields: Fields<'_>, report: &mut Report) -> Option<Rule> {
    let off = fields.optional("off", report, |value, report| value.boolean(report)).unwrap_or(false);
    let figure = fields.optional("figure", report, |value, report| choice(value, report, Noun::Figure, &FIGURES)).unwrap_or(Figure::Pace);
    let places = fields.optional("places", report, places).unwrap_or(1);
    let rounding = fields.optional("rounding", report, rounding).unwrap_or(Rounding::HalfUp);
    let precision = fields.optional("compare", report, precision).unwrap_or(Precision::Exact);
    let schedule = schedule(&mut fields, report);
    let grades = fields.list("grade", report, placed(grade));
    let grades = unique(grades, |grade| &grade.id, report);
    let tests = fields.list("test", report, |value, report| test(value, figure, &grades, report));
    for key in ["grade", "test"].into_iter().filter(|key| !off && !fields.has(key)) {
        report.add(fields.place().clone(), Fault::MissingKey { key: key.to_owned() });
    }
    fields.finish(report);
    Some(Rule { off, places, rounding, precision, schedule, grades, tests })
}

fn places(value: &Value<'_>, report: &mut Report) -> Option<u32> {
    match value.digits().as_deref() {
        Some("0") => Some(0),
        _ => count(value, report).filter(|places| *places <= 4 || value.wrong::<()>(Shape::Integer, report).is_some()),
    }
}

fn rounding(value: &Value<'_>, report: &mut Report) -> Option<Rounding> {
    choice(value, report, Noun::Rounding, &[("half-up", Rounding::HalfUp), ("truncate", Rounding::Truncate)])
}

fn precision(value: &Value<'_>, report: &mut Report) -> Option<Precision> {
    choice(value, report, Noun::Comparison, &[("exact", Precision::Exact), ("rounded", Precision::Rounded)])
}

fn schedule(fields: &mut Fields<'_>, report: &mut Report) -> Option<RuleSchedule> {
    const BASES: [(&str, ScheduleBasis); 2] = [("target", ScheduleBasis::Target), ("distance", ScheduleBasis::Distance)];
    let has_schedule = fields.has("schedule");
    let percent = fields.list("schedule", report, percent);
    let basis = fields.optional("schedule_of", report, |value, report| choice(value, report, Noun::ScheduleBasis, &BASES));
    has_schedule.then(|| RuleSchedule { percent, basis: basis.unwrap_or(ScheduleBasis::Target) })
}

/// A percentage of a sensible size, so that a target times a share can always be computed.
fn percent(value: &Value<'_>, report: &mut Report) -> Option<Quantity> {
    const MOST: i64 = 1_000_000;
    quantity(value, report)
        .filter(|percent| percent.decimal().abs() <= Decimal::from(MOST) || value.wrong::<()>(Shape::Percentage, report).is_some())
}

fn grade(value: &Value<'_>, report: &mut Report) -> Option<Grade> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let label = fields.required("label", report, text);
    let symbol = fields.required("symbol", report, super::values::plain);
    let tone = fields.required("tone", report, |value, report| choice(value, report, Noun::Tone, &TONES));
    fields.finish(report);
    Some(Grade { id: id?, label: label.unwrap_or_default(), symbol: symbol.unwrap_or_default(), tone: tone.unwrap_or(Tone::Fair) })
}

fn test(value: &Value<'_>, default: Figure, grades: &[Grade], report: &mut Report) -> Option<Test> {
    let mut fields = value.fields(report)?;
    let grade = fields.required("grade", report, |value, report| named_grade(value, grades, report));
    let condition = condition(&mut fields, default, report);
    fields.finish(report);
    Some(Test { grade: grade?, condition: condition? })
}

fn named_grade(value: &Value<'_>, grades: &[Grade], report: &mut Report) -> Option<usize> {
    let found = value.text(report)?;
    let position = grades.iter().position(|grade| grade.id == found);
    if position.is_none() {
        report.add(value.place(), Fault::unknown(Noun::Grade, found, grades.iter().map(|grade| grade.id.as_str())));
    }
    position
}

/// `when`, or exactly one threshold, with a figure of its own if it likes.
fn condition(fields: &mut Fields<'_>, default: Figure, report: &mut Report) -> Option<Condition> {
    let figure = fields.optional("figure", report, |value, report| choice(value, report, Noun::Figure, &FIGURES)).unwrap_or(default);
    let thresholds = THRESHOLDS.map(|(key, threshold)| {
        let percent: Option<Quantity> = fields.optional(key, report, percent);
        (key, threshold, percent)
    });
    let given: Vec<&str> = ["when"].into_iter().chain(THRESHOLDS.map(|(key, _)| key)).filter(|key| fields.has(key)).collect();
    let when = fields.optional("when", report, |value, report| choice(value, report, Noun::Condition, &CONDITIONS));
    match given.as_slice() {
        [] => report.add(fields.place().clone(), Fault::MissingKey { key: "when".to_owned() }),
        [first, second, ..] => {
            let fault = Fault::ConflictingKeys { first: (*first).to_owned(), second: (*second).to_owned() };
            report.add(fields.key_place(second), fault);
            return None;
        }
        [_] => {}
    }
    let percent =
        thresholds.into_iter().find_map(|(_, threshold, percent)| Some(Condition::Percent { figure, threshold, percent: percent? }));
    when.or(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_can_be_read() {
        for (name, toml) in PRESETS {
            assert!(preset(toml).is_some(), "{name}");
        }
    }
}
