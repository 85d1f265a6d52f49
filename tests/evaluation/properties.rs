//! What holds for every figure, whatever the numbers.

use crate::harness::thoroughness;
use proptest::prelude::*;
use std::collections::BTreeMap;
use torikumi::diagnostic::Place;
use torikumi::evaluate::progress::{EvaluatedIndicator, Expected, Figures, Share, figures, rounded};
use torikumi::evaluate::rating::{NotEvaluated, Verdict, verdict};
use torikumi::model::read::default_rule;
use torikumi::model::{
    Aim, Direction, Indicator, Kind, Language, Notation, Observation, Period, Quantity, Reading, Role, Rounding, Rule, RuleSchedule,
    ScheduleBasis, Scheduled, Target, Text, Units, Year,
};
use torikumi::render::date::DateFormatter;
use torikumi::render::number::{AmountFormatter, percent};

static NO_ANSWERS: BTreeMap<String, bool> = BTreeMap::new();

/// Baseline, result and target with their years.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    baseline: Quantity,
    actual: Quantity,
    target: Quantity,
    years: [i32; 3],
}

fn observation(value: Quantity, year: i32) -> Observation {
    Observation::new(Year::fiscal(year), Reading::Value(value))
}

fn indicator(kind: Kind, direction: Direction, numbers: Numbers) -> Indicator {
    let Numbers { baseline, actual, target, years } = numbers;
    let aim = match direction {
        Direction::Range => Aim::Range { min: target.min(actual), max: target.max(actual) },
        Direction::Up | Direction::Down | Direction::Keep => Aim::Value(target),
    };
    Indicator {
        id: "one".to_owned(),
        role: Role::Kpi,
        name: Text::both("名", "Name"),
        unit: None,
        kind,
        direction: Some(direction),
        baseline: Some(observation(baseline, years[0])),
        target: Some(Target { year: Year::fiscal(years[2]), aim, bound: None, label: None, note: None }),
        schedule: Vec::new(),
        history: Vec::new(),
        from: None,
        until: None,
        lag: None,
        tolerance: Quantity::ZERO,
        group: None,
        owner: None,
        source: None,
        definition: None,
        note: None,
        revisions: Vec::new(),
        steps: Vec::new(),
        place: Place::File("goal.md".to_owned()),
    }
}

fn figures_of(indicator: &Indicator, numbers: Numbers, schedule: Option<&RuleSchedule>) -> Figures {
    let actual = observation(numbers.actual, numbers.years[1]);
    let period = Some(Period { first: numbers.years[0], last: numbers.years[2].max(numbers.years[0]) });
    let subject = EvaluatedIndicator {
        indicator,
        plan: indicator.plan(numbers.years[1]),
        actual: Some(&actual),
        period,
        edition: numbers.years[1],
        flags: &NO_ANSWERS,
    };
    let figures = figures(&subject, &Rule { schedule: schedule.cloned(), ..default_rule().unwrap() });
    for rule in rules() {
        let verdict = verdict(&subject, &figures, &rule);
        assert!(!matches!(verdict, Verdict::NotEvaluated(NotEvaluated::NoResult | NotEvaluated::Status(_) | NotEvaluated::NoTarget)));
    }
    figures
}

/// The default rule, exact and by printed figures.
fn rules() -> Vec<Rule> {
    let rule = default_rule().unwrap();
    vec![Rule { precision: torikumi::model::Precision::Rounded, places: 4, ..rule.clone() }, rule]
}

fn level(direction: Direction, numbers: Numbers) -> Figures {
    figures_of(&indicator(Kind::Level, direction, numbers), numbers, None)
}

/// Up to 18 digits, up to 6 of them decimals; often the smallest, the largest, and the largest prime.
fn any_quantity() -> impl Strategy<Value = Quantity> {
    const MOST: i128 = 999_999_999_999_999_999;
    let edge = prop_oneof![Just(MOST), Just(-MOST), Just(999_999_999_999_999_989), Just(1), Just(-1), Just(0)];
    let digits = prop_oneof![edge, -MOST..=MOST, -2_000_i128..=2_000];
    (digits, prop_oneof![Just(0), Just(6), 0_u32..=6]).prop_map(|(digits, places)| Quantity::from_scaled(digits, places))
}

/// Numbers with room to be shifted and rescaled.
fn small_quantity() -> impl Strategy<Value = Quantity> {
    (-1_000_000_i128..=1_000_000, 0_u32..=3).prop_map(|(digits, places)| Quantity::from_scaled(digits, places))
}

fn any_numbers() -> impl Strategy<Value = Numbers> {
    let year = || prop_oneof![Just(1868), Just(2999), 1868..=2999];
    (any_quantity(), any_quantity(), any_quantity(), [year(), year(), year()]).prop_map(|(baseline, actual, target, years)| Numbers {
        baseline,
        actual,
        target,
        years,
    })
}

/// A result between baseline and target in time, and a way in the wanted direction.
fn directed() -> impl Strategy<Value = (Direction, Numbers)> {
    let years =
        (1868..=2900, 1..=40, 0..=40).prop_map(|(first, to_actual, to_target)| [first, first + to_actual, first + to_actual + to_target]);
    let numbers = (small_quantity(), small_quantity(), small_quantity(), years).prop_map(|(baseline, actual, target, years)| Numbers {
        baseline,
        actual,
        target,
        years,
    });
    numbers.prop_filter_map("baseline equals target", |numbers| match numbers.target.cmp(&numbers.baseline) {
        std::cmp::Ordering::Greater => Some((Direction::Up, numbers)),
        std::cmp::Ordering::Less => Some((Direction::Down, numbers)),
        std::cmp::Ordering::Equal => None,
    })
}

fn any_direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Up), Just(Direction::Down), Just(Direction::Keep), Just(Direction::Range)]
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Level), Just(Kind::Annual), Just(Kind::Cumulative), Just(Kind::Average), Just(Kind::Sum), Just(Kind::Rank)]
}

/// Each of the three values changed in the same way.
fn each(numbers: Numbers, change: impl Fn(Quantity) -> Quantity) -> Numbers {
    Numbers { baseline: change(numbers.baseline), actual: change(numbers.actual), target: change(numbers.target), ..numbers }
}

fn shifted(value: Quantity, by: Quantity) -> Quantity {
    Quantity::parse(&(value.decimal() + by.decimal()).to_string()).unwrap()
}

fn scaled(value: Quantity, power: u32) -> Quantity {
    let typed = value.decimal();
    Quantity::from_scaled(typed.mantissa() * 10_i128.pow(power), typed.scale())
}

fn negated(value: Quantity) -> Quantity {
    let typed = value.decimal();
    Quantity::from_scaled(-typed.mantissa(), typed.scale())
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Up => Direction::Down,
        Direction::Down => Direction::Up,
        Direction::Keep | Direction::Range => direction,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(thoroughness().cases(256)))]

    #[test]
    fn progress_is_0_at_the_baseline_and_1_at_the_target((direction, numbers) in directed()) {
        prop_assert_eq!(level(direction, Numbers { actual: numbers.baseline, ..numbers }).progress, Some(Share::from_integer(0)));
        prop_assert_eq!(level(direction, Numbers { actual: numbers.target, ..numbers }).progress, Some(Share::from_integer(1)));
    }

    #[test]
    fn a_power_of_ten_in_the_unit_changes_no_share((direction, numbers) in directed(), power in 1_u32..=8) {
        let (small, large) = (level(direction, numbers), level(direction, each(numbers, |value| scaled(value, power))));
        let shares = |found: Figures| (found.progress, found.elapsed, found.pace, found.attainment, found.attainment_of_expected, found.change, found.met, found.trend);
        prop_assert_eq!(shares(small), shares(large));
    }

    #[test]
    fn a_shift_of_all_figures_leaves_progress_and_pace((direction, numbers) in directed(), by in small_quantity()) {
        let (before, after) = (level(direction, numbers), level(direction, each(numbers, |value| shifted(value, by))));
        prop_assert_eq!((before.progress, before.pace, before.met, before.trend), (after.progress, after.pace, after.met, after.trend));
    }

    #[test]
    fn down_is_up_in_the_mirror((direction, numbers) in directed()) {
        let (before, after) = (level(direction, numbers), level(opposite(direction), each(numbers, negated)));
        prop_assert_eq!((before.progress, before.pace, before.change, before.met, before.trend), (after.progress, after.pace, after.change, after.met, after.trend));
    }

    #[test]
    fn pace_is_progress_over_elapsed((direction, numbers) in directed()) {
        let found = level(direction, numbers);
        prop_assert_eq!(found.pace, found.progress.zip(found.elapsed).map(|(progress, elapsed)| progress / elapsed));
        prop_assert!(found.pace.is_some());
    }

    #[test]
    fn in_the_target_s_year_the_target_is_expected((direction, numbers) in directed()) {
        let [first, actual, _] = numbers.years;
        let numbers = Numbers { years: [first, actual, actual], ..numbers };
        prop_assert_eq!(level(direction, numbers).expected, Some(Expected::Straight(numbers.target.ratio())));
    }

    #[test]
    fn met_is_a_progress_of_1_or_more((direction, numbers) in directed()) {
        let found = level(direction, numbers);
        prop_assert_eq!(found.met, found.progress.map(|progress| progress >= Share::from_integer(1)));
    }

    #[test]
    fn nothing_overflows((kind, direction) in (any_kind(), any_direction()), numbers in any_numbers(), (percent_of_plan, basis) in (-1_000_000_000_000_i128..=1_000_000_000_000, any::<bool>())) {
        let share = Quantity::from_scaled(percent_of_plan, 6);
        let basis = if basis { ScheduleBasis::Target } else { ScheduleBasis::Distance };
        let years = usize::try_from(numbers.years[1] - numbers.years[0]).unwrap_or(0) + 1;
        let schedule = RuleSchedule { percent: vec![share; years], basis };
        let plan = indicator(kind, direction, numbers);
        let with_target = Indicator { schedule: vec![Scheduled { year: Year::fiscal(numbers.years[1]), value: numbers.baseline }], ..plan.clone() };
        for (indicator, schedule) in [(&plan, None), (&plan, Some(&schedule)), (&with_target, None)] {
            print(figures_of(indicator, numbers, schedule), numbers);
        }
    }

    #[test]
    fn a_rounded_share_is_within_half_a_place(numer in -10_i128.pow(36)..=10_i128.pow(36), denom in 10_i128.pow(18)..=10_i128.pow(36), places in 0_u32..=10) {
        let exact = Share::new(numer, denom);
        let unit = Share::new(1, 10_i128.pow(places));
        let floor = rounded(exact, places, Rounding::Truncate).ratio();
        let near = rounded(exact, places, Rounding::HalfUp).ratio();
        let away = if numer < 0 { floor - unit } else { floor + unit };
        let between = if numer < 0 { away < exact && exact <= floor } else { floor <= exact && exact < away };
        prop_assert!(between && (near == floor || near == away));
        let middle = (floor + away) / Share::from_integer(2);
        let beyond = if numer < 0 { exact <= middle } else { exact >= middle };
        prop_assert_eq!(near == away, beyond);
    }
}

/// Writes every figure as a page would, in both languages and several units.
fn print(figures: Figures, numbers: Numbers) {
    let rule = default_rule().unwrap();
    let shares = [figures.progress, figures.elapsed, figures.pace, figures.attainment, figures.attainment_of_expected, figures.change];
    let written: Vec<String> = shares.into_iter().flatten().map(|share| percent(share, &rule, '−')).collect();
    assert!(written.iter().all(|percent| percent.ends_with('%')));
    let typed = [numbers.baseline, numbers.actual, numbers.target];
    let expected = figures.expected.map(|expected| rounded(expected.value(), 3, Rounding::HalfUp));
    for (language, unit) in
        [(Language::Ja, "万人"), (Language::En, "億円"), (Language::En, "兆円"), (Language::En, "位"), (Language::En, "人")]
    {
        let unit = Units::default().find(unit);
        let formatter = DateFormatter { language, notation: Notation::as_of(None), minus: '−' };
        let amounts = AmountFormatter::new(formatter, unit.as_ref(), typed);
        assert!(typed.into_iter().chain(expected).all(|value| !amounts.amount(value).is_empty()));
    }
}
