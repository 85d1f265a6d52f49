//! Charts of every kind, with the figures of Kanazawa where it has such.

use std::collections::BTreeMap;
use torikumi::chart::*;

fn frame(lang: &'static str, id: &str, title: &str) -> ChartFrame {
    ChartFrame { id: id.to_owned(), lang, title: title.to_owned(), desc: format!("{title}.") }
}

fn label(value: &str, word: &str) -> Label {
    Label { value: value.to_owned(), word: word.to_owned() }
}

fn mark(at: f64, value: &str, word: &str) -> LabelledMark {
    LabelledMark { at, label: label(value, word) }
}

/// The bullets of 年間宿泊客数 and its neighbours, with progress and grade as given.
fn way(tone: ChartTone, headline: &str, figure: &str, actual: Option<f64>) -> Bullet {
    Bullet {
        frame: frame("ja", "b", "年間宿泊客数：進捗率"),
        tone,
        headline: headline.to_owned(),
        figure: figure.to_owned(),
        picture: BulletPicture::Progress {
            baseline: label("275万人", "基準 H26"),
            target: label("314万人", "目標 H31"),
            actual,
            expected: Some(mark(0.4, "290.6万人", "期待値")),
        },
    }
}

fn picture(tone: ChartTone, headline: &str, picture: BulletPicture) -> Bullet {
    Bullet { frame: frame("ja", "p", "指標"), tone, headline: headline.to_owned(), figure: String::new(), picture }
}

fn english() -> Bullet {
    Bullet {
        frame: frame("en", "e", "Overnight stays: progress 85.6%"),
        tone: ChartTone::Fair,
        headline: "Actual 3.084 million person-nights in the whole city (2016)".to_owned(),
        figure: "85.6%".to_owned(),
        picture: BulletPicture::Progress {
            baseline: label("2,750,000 person-nights", "Baseline 2014"),
            target: label("3,140,000 person-nights", "Target 2019"),
            actual: Some(0.856),
            expected: Some(mark(0.4, "2,906,000 person-nights", "Expected by now")),
        },
    }
}

fn values() -> BulletPicture {
    BulletPicture::Values {
        zero: "0%".to_owned(),
        actual: Some(72.0),
        baseline: None,
        expected: None,
        target: Some(mark(80.0, "80%", "目標 H31")),
    }
}

fn equal(outcome: TargetOutcome) -> BulletPicture {
    BulletPicture::Equal { target: label("0件", "基準＝目標"), not_met: "未達成".to_owned(), met: "達成".to_owned(), outcome }
}

fn band(actual: Option<f64>, keep: Option<f64>) -> BulletPicture {
    BulletPicture::Band {
        low: 20.0,
        high: 30.0,
        keep,
        target: label("20〜30%", "目標 H31"),
        baseline: Some(mark(15.0, "15%", "基準 H26")),
        actual,
    }
}

fn bullets() -> Vec<(&'static str, String)> {
    let missing = way(ChartTone::Unjudged, "実績なし：調査は5年ごと", "", None);
    vec![
        ("bullet", bullet(&way(ChartTone::Fair, "実績 308.4万人 (H28)", "85.6%", Some(0.856)))),
        ("bullet-poor", bullet(&way(ChartTone::Poor, "実績 289万人 (H28)", "36.0%", Some(0.36)))),
        ("bullet-bad", bullet(&way(ChartTone::Bad, "実績 282.4万人 (H28)", "19.0%", Some(0.19)))),
        ("bullet-130", bullet(&way(ChartTone::Good, "実績 325.7万人 (H28)", "130.0%", Some(1.3)))),
        ("bullet-171", bullet(&way(ChartTone::Good, "実績 341.6万人 (H28)", "170.8%", Some(1.708)))),
        ("bullet-427", bullet(&way(ChartTone::Good, "実績 441.5万人 (H28)", "427.0%", Some(4.27)))),
        ("bullet-regress", bullet(&way(ChartTone::Bad, "実績 267万人 (H28)", "−20.0%", Some(-0.2)))),
        ("bullet-missing", bullet(&missing)),
        ("bullet-values", bullet(&picture(ChartTone::Unjudged, "実績 72% (H28)", values()))),
        ("bullet-met", bullet(&picture(ChartTone::Good, "実績 0件 (H28)", equal(TargetOutcome::Met)))),
        ("bullet-not-met", bullet(&picture(ChartTone::Bad, "実績 3件 (H28)", equal(TargetOutcome::NotMet)))),
        ("bullet-range", bullet(&picture(ChartTone::Good, "実績 24% (H28)", band(Some(24.0), None)))),
        ("bullet-keep", bullet(&picture(ChartTone::Bad, "実績 38% (H28)", band(Some(38.0), Some(25.0))))),
        ("bullet-english", bullet(&english())),
    ]
}

fn small(tone: ChartTone, actual: Option<f64>) -> String {
    let figure = actual.map(|actual| format!("{:.1}%", actual * 100.0)).unwrap_or_default();
    small_bullet(&SmallBullet { tone, picture: SmallPicture::Progress { actual, expected: Some(0.4) }, figure })
}

fn spark() -> String {
    let value = |(year, value)| SparkPoint { year, value, certainty: PointCertainty::Final };
    let points = [(2014, Some(20.0)), (2015, None), (2016, Some(39.6)), (2017, Some(44.0))];
    sparkline(&Sparkline { tone: ChartTone::Good, axis: Axis::Rising, points: points.into_iter().map(value).collect(), target: Some(37.0) })
}

fn a_board() -> Board {
    let point = |(year, value)| SparkPoint { year, value: Some(value), certainty: PointCertainty::Final };
    let cell = |name: &str, tone, symbol: &str, grade: &str, points: &[(i32, f64)], target: f64| BoardCell {
        href: "indicators/x.html".to_owned(),
        name: name.to_owned(),
        record: Some(Sparkline { tone, axis: Axis::Rising, points: points.iter().copied().map(point).collect(), target: Some(target) }),
        first: label(&format!("{}万人", points[0].1), "H26"),
        last: label(&format!("{}万人", points[points.len() - 1].1), "H28"),
        target: format!("目標 {target}万人 (H31)"),
        grade: Some(Tile { tone, symbol: symbol.to_owned(), name: grade.to_owned() }),
    };
    let met = cell("年間外国人宿泊客数", ChartTone::Good, "◎", "達成", &[(2014, 20.0), (2015, 25.7), (2016, 39.6)], 37.0);
    let far = cell("年間宿泊客数", ChartTone::Poor, "△", "やや遅れ", &[(2014, 275.0), (2016, 276.0)], 314.0);
    let none = BoardCell {
        name: "ビジョンの策定".to_owned(),
        record: None,
        first: label("未策定", "H26"),
        last: label("策定完了", "H27"),
        ..met.clone()
    };
    let row = |heading: &str, cells| BoardRow { heading: heading.to_owned(), cells };
    Board {
        frame: frame("ja", "board", "全3指標の一覧図"),
        rows: vec![row("基本目標1 まちをつくる", vec![met, far]), row("基本目標2 人を育てる", vec![none])],
    }
}

fn milestone() -> Steps {
    Steps {
        frame: frame("ja", "s", "石川中央都市圏ビジョンの策定"),
        tone: ChartTone::Good,
        headline: "策定完了 (H27)".to_owned(),
        figure: "100.0%".to_owned(),
        steps: vec!["未策定".to_owned(), "策定完了".to_owned()],
        years: (26..32).map(|year| format!("H{year}")).collect(),
        reached: vec![Some(0), Some(1), Some(1)],
        target: Some(StepsTarget { year: 5, step: 1, label: "目標 H31".to_owned() }),
    }
}

fn a_strip(times: usize) -> Strip {
    let grades = [(ChartTone::Good, "◎", 5), (ChartTone::Fair, "○", 8), (ChartTone::Poor, "△", 5), (ChartTone::Bad, "×", 2)];
    let tile = |tone, symbol: &str| Tile { tone, symbol: symbol.to_owned(), name: String::new() };
    Strip { tiles: grades.into_iter().flat_map(|(tone, symbol, count)| vec![tile(tone, symbol); count * times]).collect() }
}

fn a_tally() -> String {
    let tile = |(tone, symbol, name): (ChartTone, &str, &str)| Tile { tone, symbol: symbol.to_owned(), name: name.to_owned() };
    let tiles = [
        (ChartTone::Good, "◎", "年間外国人宿泊客数"),
        (ChartTone::Fair, "○", "年間宿泊客数"),
        (ChartTone::Poor, "△", "認定製品数"),
        (ChartTone::Bad, "×", "就職する学生数"),
        (ChartTone::Unjudged, "－", "調査なし"),
    ];
    tally(&Tally { tiles: tiles.into_iter().map(tile).collect() })
}

fn bar(role: ScenarioRole, label: &str, value: &str, at: f64) -> Bar {
    Bar { role, label: label.to_owned(), value: value.to_owned(), at }
}

fn in_2060() -> Population {
    Population {
        frame: frame("ja", "p", "2060年の金沢市の人口"),
        picture: PopulationPicture::OneYear {
            bars: vec![
                bar(ScenarioRole::Reference, "国の推計", "34万7千人", 347.0),
                bar(ScenarioRole::Vision, "金沢市人口ビジョン", "43万2千人", 432.0),
            ],
            difference: "＋8万5千人".to_owned(),
        },
    }
}

fn until_2060() -> Population {
    let year = |year: i32| AxisYear { year, label: year.to_string(), weight: Weight::Extra };
    let scenario = |role, label: &str, value: &str, points: &[(i32, f64)]| ScenarioBars {
        role,
        label: label.to_owned(),
        value: value.to_owned(),
        points: points.to_vec(),
    };
    Population {
        frame: frame("en", "l", "Population until 2060"),
        picture: PopulationPicture::Years {
            unit: "thousand people".to_owned(),
            years: (2015..=2060).step_by(5).map(year).collect(),
            scenarios: vec![
                scenario(ScenarioRole::Reference, "National projection", "347", &[(2015, 465.0), (2040, 420.0), (2060, 347.0)]),
                scenario(ScenarioRole::Vision, "City vision", "432", &[(2015, 465.0), (2040, 455.0), (2060, 432.0)]),
            ],
        },
    }
}

fn point(year: i32, value: Option<f64>, label: &str) -> YearValue {
    YearValue { year, value, certainty: PointCertainty::Final, label: label.to_owned() }
}

fn year_mark(year: i32, value: f64, label: &str) -> Option<YearMark> {
    Some(YearMark { year, value, label: label.to_owned() })
}

fn segment(from: i32, to: i32, goal: TargetLevel, label: &str, validity: Validity) -> Segment {
    Segment { from, to, goal, label: label.to_owned(), validity }
}

fn years(from: i32, to: i32) -> Vec<AxisYear> {
    let label = |year: i32| if year < 2019 { format!("H{}", year - 1988) } else { format!("R{}", year - 2018) };
    let weight = |year: i32| if year == from || year == to { Weight::Needed } else { Weight::Extra };
    (from..=to).map(|year| AxisYear { year, label: label(year), weight: weight(year) }).collect()
}

fn foreign_guests() -> Trajectory {
    Trajectory {
        frame: frame("ja", "t", "年間外国人宿泊客数の推移"),
        tone: ChartTone::Good,
        unit: "万人".to_owned(),
        axis: Axis::Rising,
        minus: '−',
        years: years(2014, 2019),
        points: vec![point(2014, Some(20.0), ""), point(2016, Some(39.6), "実績 39.6万人")],
        actual: Some(2016),
        baseline: year_mark(2014, 20.0, "基準 20万人"),
        path: vec![(2014, 20.0), (2019, 37.0)],
        targets: vec![segment(2019, 2019, TargetLevel::At(37.0), "目標 37万人", Validity::InForce)],
        expected: year_mark(2016, 26.8, "期待値 26.8万人"),
        difference: "＋12.8万人".to_owned(),
        history: None,
        periods: Vec::new(),
        earlier: Vec::new(),
        notes: Vec::new(),
    }
}

/// Fifteen years with a gap, provisional values, a revised target and two plan periods.
fn long_run() -> Trajectory {
    let value = |year: i32| match year {
        2014 | 2015 => point(year, None, "調査なし"),
        2021.. => YearValue {
            certainty: PointCertainty::Provisional,
            ..point(year, Some(3000.0 + 40.0 * f64::from(year - 2014)), "実績 3,320人（速報）")
        },
        _ => point(year, Some(2400.0 + 90.0 * f64::from(year - 2010)), ""),
    };
    let period = |from, label: &str| PeriodLabel { from, label: label.to_owned() };
    Trajectory {
        tone: ChartTone::Poor,
        unit: "人".to_owned(),
        years: years(2010, 2024),
        points: (2010..=2022).map(value).collect(),
        actual: Some(2022),
        baseline: year_mark(2013, 2670.0, "基準 2,670人"),
        path: vec![(2013, 2670.0), (2019, 3100.0), (2024, 3900.0)],
        targets: vec![
            segment(2015, 2019, TargetLevel::At(3100.0), "旧目標 3,100人", Validity::Superseded),
            segment(2020, 2024, TargetLevel::At(3900.0), "目標 3,900人", Validity::InForce),
        ],
        expected: year_mark(2022, 3580.0, "期待値 3,580人"),
        difference: String::new(),
        history: None,
        periods: vec![period(2015, "第1期"), period(2020, "第2期")],
        ..foreign_guests()
    }
}

/// Years before the plan, then its first two.
fn with_history() -> Trajectory {
    let points = [(2010, 9.0), (2011, 6.0), (2012, 11.0), (2013, 14.5), (2014, 20.0), (2015, 31.0)];
    let points = points.map(|(year, value)| point(year, Some(value), "")).into_iter();
    Trajectory {
        years: years(2010, 2019),
        points: points.chain([point(2016, Some(39.6), "実績 39.6万人")]).collect(),
        history: Some(HistoryPart { until: 2014, label: "計画前".to_owned() }),
        periods: vec![PeriodLabel { from: 2015, label: "第1期".to_owned() }],
        ..foreign_guests()
    }
}

fn rank() -> Trajectory {
    Trajectory {
        axis: Axis::Inverted,
        unit: "位".to_owned(),
        points: vec![point(2014, Some(18.0), ""), point(2015, Some(14.0), "14位"), point(2016, Some(9.0), "実績 9位")],
        baseline: year_mark(2014, 18.0, "基準 18位"),
        path: vec![(2014, 18.0), (2019, 5.0)],
        targets: vec![segment(2019, 2019, TargetLevel::At(5.0), "目標 5位以内", Validity::InForce)],
        expected: year_mark(2016, 12.8, "期待値 12.8位"),
        difference: String::new(),
        ..foreign_guests()
    }
}

fn range() -> Trajectory {
    Trajectory {
        unit: "%".to_owned(),
        points: vec![point(2014, Some(15.0), ""), point(2015, Some(19.0), ""), point(2016, Some(24.0), "実績 24%")],
        baseline: year_mark(2014, 15.0, "基準 15%"),
        path: Vec::new(),
        targets: vec![segment(2015, 2019, TargetLevel::Between(20.0, 30.0), "目標 20〜30%", Validity::InForce)],
        expected: None,
        difference: String::new(),
        ..foreign_guests()
    }
}

pub fn charts() -> BTreeMap<&'static str, String> {
    let caption = Caption {
        heading: "年間外国人宿泊客数の推移".to_owned(),
        lines: vec!["資料：金沢市「金沢版総合戦略の取組状況」（平成29年9月）".to_owned()],
    };
    let others = [
        ("small-80", small(ChartTone::Fair, Some(0.8))),
        ("small-171", small(ChartTone::Good, Some(1.708))),
        ("small-regress", small(ChartTone::Bad, Some(-0.2))),
        ("small-missing", small(ChartTone::Unjudged, None)),
        ("sparkline", spark()),
        ("board", board(&a_board())),
        ("steps", steps(&milestone())),
        ("strip", strip(&a_strip(1))),
        ("strip-200", strip(&a_strip(10))),
        ("tally", a_tally()),
        ("population", population(&in_2060())),
        ("population-years", population(&until_2060())),
        ("trajectory", trajectory(&foreign_guests())),
        ("trajectory-long", trajectory(&long_run())),
        ("trajectory-history", trajectory(&with_history())),
        ("trajectory-rank", trajectory(&rank())),
        ("trajectory-range", trajectory(&range())),
        ("standalone", standalone(&trajectory(&foreign_guests()), &caption)),
    ];
    bullets().into_iter().chain(others).collect()
}
