//! What must hold of every picture, whatever its labels: texts stay apart and inside.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::canvas::Drawing;
use super::*;

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        "[0-9]{1,3}(,[0-9]{3}){0,3}(人|万人|%|件| person-nights)",
        "(基準|目標|期待値|実績|Baseline|Target|By now) (H|R|FY20)[0-9]{2}",
        "[ぁ-んァ-ヶ一-龠]{0,24}",
        "[A-Za-z]{1,12}( [A-Za-z,]{1,12}){0,5}",
        "\\PC{0,40}",
        Just(String::new()),
        Just("1,234,567,890 person-nights".to_owned()),
    ]
    .boxed()
}

fn short() -> BoxedStrategy<String> {
    prop_oneof!["(H|R)[0-9]{1,2}", "FY20[0-9]{2}", "平成[0-9]{2}年度", text()].boxed()
}

fn frame() -> ChartFrame {
    ChartFrame { id: "x".to_owned(), lang: "ja", title: "題 <&>".to_owned(), desc: "\u{1}説明".to_owned() }
}

fn label() -> impl Strategy<Value = Label> {
    (text(), text()).prop_map(|(value, word)| Label { value, word })
}

fn mark(at: impl Strategy<Value = f64>) -> impl Strategy<Value = LabelledMark> {
    (at, label()).prop_map(|(at, label)| LabelledMark { at, label })
}

fn tone() -> impl Strategy<Value = ChartTone> {
    prop::sample::select(vec![ChartTone::Good, ChartTone::Fair, ChartTone::Poor, ChartTone::Bad, ChartTone::Unjudged])
}

fn outcome() -> impl Strategy<Value = TargetOutcome> {
    prop::sample::select(vec![TargetOutcome::Met, TargetOutcome::NotMet, TargetOutcome::Unknown])
}

fn axis() -> impl Strategy<Value = Axis> {
    prop::sample::select(vec![Axis::Rising, Axis::Inverted])
}

fn certainty() -> impl Strategy<Value = PointCertainty> {
    prop::sample::select(vec![PointCertainty::Final, PointCertainty::Provisional])
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..100.0, -50.0..50.0, 1e6..2e9, Just(0.0), 1.4..1.6]
}

/// Texts are in the picture and apart; the picture is sound XML with finite numbers.
fn is_sound(drawing: &Drawing) -> Result<(), TestCaseError> {
    let (width, height) = drawing.size;
    for (index, text) in drawing.boxes.iter().enumerate() {
        let inside = text.left >= -0.1 && text.right <= width + 0.1 && text.top >= -0.1 && text.bottom <= height + 0.1;
        prop_assert!(inside, "{text:?} leaves {width}×{height}");
        for other in &drawing.boxes[..index] {
            let apart = text.left >= other.right - 0.1
                || other.left >= text.right - 0.1
                || text.top >= other.bottom - 0.1
                || other.top >= text.bottom - 0.1;
            prop_assert!(apart, "{text:?} touches {other:?}");
        }
    }
    for wrong in ["NaN", "inf", "\u{1}", "style=", "<&"] {
        prop_assert!(!drawing.svg.contains(wrong) || drawing.boxes.iter().any(|text| text.text.contains(wrong)));
    }
    Ok(())
}

fn picture() -> impl Strategy<Value = BulletPicture> {
    let progress = (label(), label(), option::of(-2.0..6.0), option::of(mark(-0.2..1.5)));
    let values = (short(), option::of(value()), option::of(mark(value())), option::of(mark(value())), option::of(mark(value())));
    let equal = (label(), text(), text(), outcome());
    let band = (value(), 0.0..50.0, option::of(value()), label(), option::of(mark(value())), option::of(value()));
    prop_oneof![
        4 => progress.prop_map(|(baseline, target, actual, expected)| BulletPicture::Progress { baseline, target, actual, expected }),
        1 => values.prop_map(|(zero, actual, baseline, expected, target)| BulletPicture::Values { zero, actual, baseline, expected, target }),
        1 => equal.prop_map(|(target, not_met, met, outcome)| BulletPicture::Equal { target, not_met, met, outcome }),
        1 => band.prop_map(|(low, more, keep, target, baseline, actual)| BulletPicture::Band { low, high: low + more, keep, target, baseline, actual }),
    ]
}

fn a_bullet() -> impl Strategy<Value = Bullet> {
    let parts = (tone(), text(), short(), picture());
    parts.prop_map(|(tone, headline, figure, picture)| Bullet { frame: frame(), tone, headline, figure, picture })
}

fn a_milestone() -> impl Strategy<Value = Steps> {
    let target = (0_usize..15, 0_usize..6, text()).prop_map(|(year, step, label)| StepsTarget { year, step, label });
    let reached = vec(option::of(0_usize..6), 0..15);
    let parts = (tone(), text(), short(), vec(text(), 0..6), vec(short(), 0..15), reached, option::of(target));
    parts.prop_map(|(tone, headline, figure, steps, years, reached, target)| Steps {
        frame: frame(),
        tone,
        headline,
        figure,
        steps,
        years,
        reached,
        target,
    })
}

fn a_cell() -> impl Strategy<Value = BoardCell> {
    let point = (option::weighted(0.8, value()), certainty());
    let points = vec(point, 1..12).prop_map(|points| {
        (2010..).zip(points).map(|(year, (value, certainty))| SparkPoint { year, value, certainty }).collect::<Vec<_>>()
    });
    let record = (tone(), axis(), points, option::of(value()));
    let record = record.prop_map(|(tone, axis, points, target)| Sparkline { tone, axis, points, target });
    let grade = (tone(), short(), text()).prop_map(|(tone, symbol, name)| Tile { tone, symbol, name });
    (text(), option::of(record), label(), label(), text(), option::of(grade)).prop_map(|(name, record, first, last, target, grade)| {
        BoardCell { href: "x.html".to_owned(), name, record, first, last, target, grade }
    })
}

fn a_board() -> impl Strategy<Value = Board> {
    let row = (text(), vec(a_cell(), 0..10)).prop_map(|(heading, cells)| BoardRow { heading, cells });
    vec(row, 0..4).prop_map(|rows| Board { frame: frame(), rows })
}

fn role() -> impl Strategy<Value = ScenarioRole> {
    prop::sample::select(vec![ScenarioRole::Reference, ScenarioRole::Vision])
}

fn years(labels: Vec<String>) -> Vec<AxisYear> {
    let weight = |year: i32| if year % 4 == 0 { Weight::Needed } else { Weight::Extra };
    (2010..).zip(labels).map(|(year, label)| AxisYear { year, label, weight: weight(year) }).collect()
}

fn a_population() -> impl Strategy<Value = Population> {
    let bar = (role(), text(), short(), value());
    let bar = bar.prop_map(|(role, label, value, at)| Bar { role, label, value, at });
    let one = (vec(bar, 0..4), text());
    let one = one.prop_map(|(bars, difference)| PopulationPicture::OneYear { bars, difference });
    let scenario = (role(), text(), text(), vec((2010..2025_i32, value()), 0..10));
    let scenario = scenario.prop_map(|(role, label, value, points)| ScenarioBars { role, label, value, points });
    let many = (text(), vec(short(), 0..15), vec(scenario, 0..4));
    let many = many.prop_map(|(unit, labels, scenarios)| PopulationPicture::Years { unit, years: years(labels), scenarios });
    prop_oneof![one, many].prop_map(|picture| Population { frame: frame(), picture })
}

fn a_year_mark() -> impl Strategy<Value = YearMark> {
    (2010..2025_i32, value(), text()).prop_map(|(year, value, label)| YearMark { year, value, label })
}

fn a_segment() -> impl Strategy<Value = Segment> {
    let goal =
        prop_oneof![value().prop_map(TargetLevel::At), (value(), value()).prop_map(|(a, b)| TargetLevel::Between(a.min(b), a.max(b)))];
    let validity = prop::sample::select(vec![Validity::InForce, Validity::Superseded]);
    (2010..2018_i32, 0..7_i32, goal, text(), validity).prop_map(|(from, more, goal, label, validity)| Segment {
        from,
        to: from + more,
        goal,
        label,
        validity,
    })
}

fn a_trajectory() -> impl Strategy<Value = Trajectory> {
    let point = (option::weighted(0.8, value()), certainty(), text());
    let points = vec(point, 0..15).prop_map(|points| {
        let point = |(year, (value, certainty, label))| YearValue { year, value, certainty, label };
        (2010..).zip(points).map(point).collect::<Vec<_>>()
    });
    let period = (2010..2025_i32, text()).prop_map(|(from, label)| PeriodLabel { from, label });
    let record = (tone(), text(), axis(), vec(short(), 0..15), points, option::of(2010..2025_i32));
    let marks = (option::of(a_year_mark()), vec((2010..2025_i32, value()), 0..5), vec(a_segment(), 0..3));
    let history = (2008..2018_i32, text()).prop_map(|(until, label)| HistoryPart { until, label });
    let earlier = (option::of(a_year_mark()), vec((2010..2025_i32, value()), 0..3), option::of(a_segment()));
    let earlier = earlier.prop_map(|(baseline, path, target)| EarlierPlan { baseline, path, target });
    let note = (2010..2025_i32, short(), text()).prop_map(|(year, sign, text)| YearNote { year, sign, text });
    let more = (option::of(a_year_mark()), text(), option::of(history), vec(period, 0..3), vec(earlier, 0..2), vec(note, 0..3));
    (record, marks, more).prop_map(
        |(
            (tone, unit, axis, labels, points, actual),
            (baseline, path, targets),
            (expected, difference, history, mut periods, earlier, notes),
        )| {
            periods.sort_by_key(|period| period.from);
            Trajectory {
                frame: frame(),
                tone,
                unit,
                axis,
                minus: '−',
                years: years(labels),
                points,
                actual,
                baseline,
                path,
                targets,
                expected,
                difference,
                history,
                periods,
                earlier,
                notes,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_a_bullet_stay_apart(input in a_bullet()) {
        is_sound(&bullet::draw(&input))?;
    }

    #[test]
    fn texts_of_a_milestone_stay_apart(input in a_milestone()) {
        is_sound(&steps::draw(&input))?;
    }

    #[test]
    fn texts_of_a_population_stay_apart(input in a_population()) {
        is_sound(&population::draw(&input))?;
    }

    #[test]
    fn texts_of_a_board_stay_apart(input in a_board()) {
        is_sound(&board::draw(&input))?;
    }

    #[test]
    fn texts_of_a_trajectory_stay_apart(input in a_trajectory()) {
        is_sound(&trajectory_drawing::draw(&input))?;
    }
}
