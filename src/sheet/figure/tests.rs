use super::*;
use crate::model::{Unit, Units, Word};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

/// A figure in one line, as tables of cases have it.
fn shown(figure: &WrittenFigure) -> String {
    let amount = match &figure.amount {
        WrittenAmount::Value(value) => value.decimal().to_string(),
        WrittenAmount::Range(min, max) => format!("{}..{}", min.decimal(), max.decimal()),
        WrittenAmount::Missing(status) => format!("<{}>", status.word()),
        WrittenAmount::TooManyDigits => "<digits>".to_owned(),
        WrittenAmount::Word(word) => format!("\"{word}\""),
    };
    let unit = figure.unit.as_ref().map(|unit| match unit.position {
        crate::model::UnitPosition::After => format!(" {}", unit.ja),
        position => format!(" {} {}", unit.ja, position.word()),
    });
    let certainty = figure.certainty.map(|certainty| format!(" ?{}", certainty.map_or("final", Word::word)));
    let year = figure.year.as_ref().map(|year| {
        let day = year.date.map(|date| format!("@{date}")).unwrap_or_default();
        let calendar = year.calendar.map_or("", |calendar| if calendar { "c" } else { "f" });
        format!(" [{}{calendar}{day}]", year.number)
    });
    let parts = [
        unit,
        figure.bound.map(|bound| format!(" {}", bound.word())),
        certainty,
        year,
        figure.kind.map(|kind| format!(" kind:{}", kind.word())),
        (!figure.remarks.is_empty()).then(|| format!(" ({})", figure.remarks.join("、"))),
        (!figure.marks.is_empty()).then(|| format!(" ^{}", figure.marks.join("^"))),
        figure.doubt.map(|doubt| format!(" !{doubt:?}")),
    ];
    amount + &parts.into_iter().flatten().collect::<String>()
}

fn cell(text: &str, own: Option<&str>) -> String {
    match WrittenCell::parse(text, own) {
        WrittenCell::One(figure) => shown(&figure),
        WrittenCell::Above => "above".to_owned(),
        WrittenCell::Change(before, after) => format!("{} -> {}", shown(&before), shown(&after)),
        WrittenCell::Parts(parts) => {
            let part = |part: &LabelledFigure| format!("{}: {}", part.label, shown(&part.figure));
            parts.iter().map(part).collect::<Vec<_>>().join(" | ")
        }
    }
}

fn all(cases: &[(&str, &str, &str)]) {
    let read = |text: &str, own: &str| cell(text, Some(own).filter(|own| !own.is_empty()));
    let wrong = cases.iter().filter(|(text, own, expected)| read(text, own) != *expected);
    let wrong: Vec<String> =
        wrong.map(|(text, own, expected)| format!("{text:?} in {own:?}: {} instead of {expected}", read(text, own))).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn numbers_units_and_bounds() {
    all(&[
        ("１，０２１", "千人", "1021"),
        ("約398", "百万円", "398 about"),
        ("33.2%", "%", "33.2 %"),
        ("40.1%", "％", "40.1 %"),
        ("△152", "人", "-152"),
        ("▲ 1.5", "", "-1.5"),
        ("－12人", "人", "-12 人"),
        ("121人", "人", "121 人"),
        ("1.60", "", "1.60"),
        ("100以上", "", "100 at-least"),
        ("250件以下", "件", "250 件 at-most"),
        ("20位以内", "", "20 位 at-most"),
        ("2,000人以上", "", "2000 人 at-least"),
        ("90％未満", "", "90 ％ less-than"),
        ("5‰超", "", "5 ‰ more-than"),
        ("75％以上を維持", "", "75 ％ at-least"),
        ("75％以上維持", "", "75 ％ at-least"),
        ("100人を上回る", "人", "100 人 more-than"),
        ("287件を下回る", "件", "287 件 less-than"),
        ("≧90％", "％", "90 ％ at-least"),
        ("64程度", "店舗", "64 about"),
        ("およそ64店舗", "店舗", "64 店舗 about"),
        ("約90％以上", "％", "90 ％ at-least (約)"),
        ("85～95％", "", "85..95 ％"),
        ("10人〜15人", "", "10..15 人"),
        ("約2～3万人", "", "2..3 万人 about"),
        ("7.5 (人口千対)", "人口千対", "7.5 人口千対 brackets"),
        ("人口10万対 270.2以下", "", "270.2 人口10万対 before at-most"),
        ("270.2（人口10万対）", "", "270.2 人口10万対 brackets"),
        ("12（学級）", "学級", "12 学級 brackets"),
        ("82.4\n％", "％", "82.4 ％"),
        ("45ヶ所", "か所", "45 ヶ所"),
        ("16組織", "", "16 組織"),
        ("3羽", "羽", "3 羽"),
        ("12件／年", "", "12 件／年"),
        ("1234567890123456789人", "人", "<digits> 人"),
    ]);
}

#[test]
fn certainties_years_kinds_and_remarks() {
    all(&[
        ("7,077（速報）", "人", "7077 ?provisional"),
        ("0人（速報値）", "人", "0 人 ?provisional"),
        ("7,077速報値", "人", "7077 ?provisional"),
        ("p7,077", "人", "7077 ?provisional"),
        ("見込120件", "件", "120 件 ?estimate"),
        ("120件（見込み）", "件", "120 件 ?estimate"),
        ("120（暫定値）", "件", "120 ?provisional (暫定値)"),
        ("120（推計）", "件", "120 ?estimate (推計)"),
        ("120（確定値）", "件", "120 ?final"),
        ("１４路線（R7.3.31現在）", "路線", "14 路線 [2024@2025-03-31]"),
        ("68.2（R5.3末）", "％", "68.2 [2022@2023-03-31]"),
        ("68.2（令和5年4月）", "％", "68.2 [2023@2023-04]"),
        ("68.2（2023/3/31時点）", "％", "68.2 [2022@2023-03-31]"),
        ("1.42（H30）", "", "1.42 [2018]"),
        ("83.1％（2015年）", "", "83.1 ％ [2015c]"),
        ("5.5‰（平成25年度）", "", "5.5 ‰ [2013f]"),
        ("12［2019］", "", "12 [2019]"),
        ("12（2019（H31）年度）", "", "12 [2019f]"),
        ("12(H31/R1)", "", "12 [2019]"),
        ("12（R5年度末）", "", "12 [2023f]"),
        ("66団体\n(2019)", "", "66 団体 [2019]"),
        ("R5 82.4％", "", "82.4 ％ [2023]"),
        ("82.4％ 令和5年度", "", "82.4 ％ [2023f]"),
        ("7,077（R5・速報値）", "", "7077 ?provisional [2023]"),
        ("3.5点（5点満点）", "", "3.5 点 (5点満点)"),
        ("25人（2009～14年）", "", "25 人 (2009～14年)"),
        ("168件（電話含む）", "件", "168 件 (電話含む)"),
        ("12（累計）", "人", "12 kind:cumulative"),
        ("累計 45件", "件", "45 件 kind:cumulative"),
        ("610人（期間平均）", "", "610 人 kind:average"),
        ("延べ5件", "", "5 件 (延べ)"),
        ("のべ5件以上", "件", "5 件 at-least (のべ)"),
        ("毎年度330", "人", "330 (毎年度)"),
        ("年4回", "", "4 回／年"),
        ("年4回", "回／年", "4 回／年"),
        ("年4回", "回", "4 回 (年4回)"),
        ("月2回", "回", "2 回／月"),
        ("年間延べ1,200人", "人／年", "1200 人／年 (延べ)"),
        ("第9位", "位", "9 位"),
        ("9位／20市町", "位", "9 位 (／20市町)"),
        ("20市町中9位", "位", "9 位 (20市町中)"),
        ("県内第3位", "", "3 位 (県内)"),
        ("299人 ※1", "人", "299 人 ^※1"),
        ("299人（注2）", "人", "299 人 ^注2"),
        ("299＊1", "人", "299 ^*1"),
        ("299人1)", "人", "299 人 ^1)"),
        ("299人※1※2", "人", "299 人 ^※1^※2"),
        ("※1 299人", "人", "299 人 ^※1"),
        ("1,200人（R5・速報）※2", "人", "1200 人 ?provisional [2023] ^※2"),
    ]);
}

#[test]
fn powers_of_ten_kanji_and_tenths() {
    all(&[
        ("２万４千人", "人", "24000 人"),
        ("12万8千人", "", "128000 人"),
        ("1.2億円", "億円", "1.2 億円"),
        ("1.2億円", "円", "1.2 億円"),
        ("3千万円", "円", "30000000 円"),
        ("1億2,345万円", "", "123450000 円"),
        ("2千5百万円", "", "25000000 円"),
        ("412百万円", "百万円", "412 百万円"),
        ("△1万2千円", "円", "-12000 円"),
        ("2万", "人", "20000"),
        ("3万羽", "", "30000 羽"),
        ("十四", "路線", "14 !KanjiNumeral"),
        ("三十人", "人", "30 人 !KanjiNumeral"),
        ("百二十件", "件", "120 件 !KanjiNumeral"),
        ("二〇", "", "20 !KanjiNumeral"),
        ("8割", "％", "80 ％"),
        ("8割5分", "％", "85 ％"),
        ("8割", "", "80 ％ !Tenths"),
        ("100％を目指す", "％", "100 ％ (100％を目指す) !Words"),
        ("100％を維持", "％", "100 ％ (100％を維持) !Words"),
    ]);
}

#[test]
fn missing_figures_steps_and_texts() {
    all(&[
        ("―", "人", "<unknown>"),
        ("－", "人", "<unknown>"),
        ("…", "人", "<unknown>"),
        ("未実施", "", "<not-started>"),
        ("集計中（R6）", "", "<pending> [2024]"),
        ("〃", "", "above"),
        ("同上", "", "above"),
        ("策定（R4）", "", "\"策定\" [2022]"),
        ("策定済※1", "", "\"策定済\" ^※1"),
        ("設置", "", "\"設置\""),
        ("なし", "", "\"なし\""),
        ("全員取得", "％", "\"全員取得\""),
        ("全国平均並み", "", "\"全国平均並み\""),
        ("増加", "", "\"増加\""),
        ("皆減", "", "\"皆減\""),
        ("○", "", "\"○\""),
        ("2021年度に初回調査", "", "\"2021年度に初回調査\""),
        ("基準年度(2021)よりも増加", "", "\"基準年度(2021)よりも増加\""),
        ("10％増", "％", "\"10％増\""),
        ("5件減少", "", "\"5件減少\""),
        ("12件予定", "", "\"12件予定\""),
        ("1-2", "", "\"1-2\""),
        ("1 200", "", "\"1 200\""),
        ("1,2人", "人", "\"1,2人\""),
        ("数十件", "", "\"数十件\""),
        ("30件弱", "件", "\"30件弱\""),
        ("80％以上～90％未満", "％", "\"80％以上～90％未満\""),
    ]);
    assert_eq!(cell(&"人".repeat(300), None), format!("\"{}\"", "人".repeat(300)));
}

#[test]
fn several_figures_of_a_cell_are_never_one() {
    all(&[
        ("42.4／55.4", "％", ": 42.4 | : 55.4"),
        ("小6 79.7%(2019)\n中3 76.2%(2019)", "", "小6: 79.7 % [2019] | 中3: 76.2 % [2019]"),
        ("小6 95%以上\n中3 95%以上", "", "小6: 95 % at-least | 中3: 95 % at-least"),
        ("男性42.4％、女性55.4％", "％", "男性: 42.4 ％ | 女性: 55.4 ％"),
        ("男 80.1歳／女 86.9歳", "歳", "男: 80.1 歳 | 女: 86.9 歳"),
        ("12\n34", "", ": 12 | : 34"),
        ("12（15）", "", ": 12 | : 15"),
        ("(12)", "", ": -12 | : 12"),
        ("男性42.4％", "％", "\"男性42.4％\""),
        ("1人・2人", "人", ": 1 人 | : 2 人"),
        ("3人→0人", "人", "3 人 -> 0 人"),
        ("未策定→策定", "", "\"未策定\" -> \"策定\""),
    ]);
}

fn unit(name: &str) -> Unit {
    Units::default().find(name).unwrap()
}

#[test]
fn figures_in_another_power_of_ten_are_converted_and_others_differ() {
    let value = |digits: &str| UnitFit::Converted(WrittenAmount::Value(Quantity::parse(digits).unwrap()));
    for (text, own, expected) in [
        ("113,000人", "万人", value("11.3")),
        ("18.8万人", "人", value("188000")),
        ("12万8千人", "万人", value("12.8")),
        ("2万", "万人", value("2")),
        ("2万", "人", UnitFit::Same),
        ("2,750千人", "万人", value("275")),
        ("3千万円", "百万円", value("30")),
        ("1.2億円", "円", value("120000000")),
        ("45ヶ所", "か所", UnitFit::Same),
        ("12.5％", "人", UnitFit::Differs("％".to_owned())),
        ("12世帯", "人", UnitFit::Differs("世帯".to_owned())),
        ("1円", "億円", UnitFit::Differs("円".to_owned())),
        ("2～3万人", "人", UnitFit::Converted(WrittenAmount::Range(Quantity::parse("20000").unwrap(), Quantity::parse("30000").unwrap()))),
    ] {
        let own = unit(own);
        let WrittenCell::One(figure) = WrittenCell::parse(text, Some(&own.ja)) else { panic!("{text}") };
        assert_eq!(fit(&figure, Some(&own)), expected, "{text}");
    }
    let WrittenCell::One(figure) = WrittenCell::parse("12人", None) else { panic!() };
    assert_eq!(fit(&figure, None), UnitFit::Differs("人".to_owned()));
}

/// A figure as an office could write it, and what it says.
#[derive(Clone, Debug)]
struct Printed {
    text: String,
    digits: String,
    unit: &'static str,
    bound: Option<Bound>,
    certainty: Option<Certainty>,
    year: Option<(i32, Option<bool>)>,
    marks: Vec<String>,
    remarks: Vec<String>,
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(
            |letter| {
                if letter.is_ascii_digit() || ".,%".contains(letter) { char::from_u32(letter as u32 + 0xfee0).unwrap() } else { letter }
            },
        )
        .collect()
}

fn separated(whole: &str) -> String {
    let length = whole.len();
    whole.chars().enumerate().fold(String::new(), |mut text, (at, digit)| {
        if at > 0 && (length - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
        text
    })
}

/// A number in one of the ways of writing it.
fn written(number: u32, decimals: u32, negative: bool, way: u8) -> (String, String) {
    let sign = ["-", "△", "▲", "－"][usize::from(way % 4)];
    let written_sign = if negative && number > 0 { sign } else { "" };
    let digits_sign = if negative && number > 0 { "-" } else { "" };
    if way >= 6 && number >= 10_000 {
        let (large, small) = (number / 10_000, number % 10_000);
        let text = match small {
            0 => return (format!("{written_sign}{}", separated(&number.to_string())), format!("{digits_sign}{number}")),
            _ if small % 1000 == 0 => format!("{large}万{}千", small / 1000),
            _ => format!("{large}万{small}"),
        };
        return (format!("{written_sign}{text}"), format!("{digits_sign}{number}"));
    }
    let scale = 10_u32.pow(decimals);
    let whole = (number / scale).to_string();
    let fraction = if decimals == 0 { String::new() } else { format!(".{:0width$}", number % scale, width = decimals as usize) };
    let grouped = if way.is_multiple_of(2) { separated(&whole) } else { whole.clone() };
    (format!("{written_sign}{grouped}{fraction}"), format!("{digits_sign}{whole}{fraction}"))
}

fn printed() -> impl Strategy<Value = Printed> {
    let number = (0_u32..100_000_000, 0_u32..3, any::<bool>(), 0_u8..8, any::<bool>());
    let unit = (prop::sample::select(vec!["人", "件", "％", "か所", "経営体", "回", ""]), 0_u8..3);
    let bound = prop::option::of((prop::sample::select(Bound::ALL), 0_usize..3));
    let certainty = prop::option::of((prop::sample::select(Certainty::ALL), 0_u8..3));
    let year = prop::option::of((2012_i32..2030, 0_u8..8));
    let mark = prop::option::of((1_u8..20, 0_u8..4));
    let remark = prop::option::of(prop::sample::select(vec!["延べ", "のべ", "毎年度", "合計"]));
    (number, unit, bound, certainty, year, mark, remark).prop_map(|(number, (unit, place), bound, certainty, year, mark, remark)| {
        let (number, decimals, negative, way, wide) = number;
        let (number, digits) = written(number, decimals, negative, way);
        let number = if wide { full_width(&number) } else { number };
        let word = bound.map(|(bound, way)| (bound, bound_word(bound, way)));
        let (before, behind) = match word {
            Some((_, word)) if word == "約" || word == "≧" => (word, ""),
            Some((_, word)) => ("", word),
            None => ("", ""),
        };
        let measured = match (unit, place) {
            ("", _) => format!("{number}{behind}"),
            (unit, 0) => format!("{number}{behind}（{unit}）"),
            (unit, 1) => format!("{number}\n{unit}{behind}"),
            (unit, _) => format!("{number}{unit}{behind}"),
        };
        let mut text = format!("{}{before}{measured}", remark.unwrap_or_default());
        let certainty = certainty.map(|(certainty, way)| {
            let word = match certainty {
                Certainty::Provisional => ["速報値", "速報"][usize::from(way % 2)],
                Certainty::Estimate => ["見込値", "見込", "見込み"][usize::from(way)],
            };
            text = if way == 0 { format!("{word}{text}") } else { format!("{text}({word})") };
            certainty
        });
        let year = year.map(|(year, way)| {
            let (written, said) = year_text(year, way);
            text = if way.is_multiple_of(2) { format!("{text}（{written}）") } else { format!("{text}\n[{written}]") };
            said
        });
        let marks = mark.map(|(mark, way)| {
            let written =
                [format!("※{mark}"), format!(" *{mark}"), format!("（注{mark}）"), format!("注{mark}）")][usize::from(way)].clone();
            text.push_str(&written);
            [format!("※{mark}"), format!("*{mark}"), format!("注{mark}"), format!("注{mark}")][usize::from(way)].clone()
        });
        let remarks = remark.into_iter().map(str::to_owned).collect();
        Printed { text, digits, unit, bound: word.map(|(bound, _)| bound), certainty, year, marks: marks.into_iter().collect(), remarks }
    })
}

fn bound_word(bound: Bound, way: usize) -> &'static str {
    match bound {
        Bound::AtLeast => ["以上", "以上を維持", "≧"][way],
        Bound::AtMost => ["以下", "以内", "以下に抑える"][way],
        Bound::LessThan => ["未満", "を下回る", "未満を維持"][way],
        Bound::MoreThan => ["超", "を超える", "を上回る"][way],
        Bound::About => ["程度", "約", "前後"][way],
    }
}

/// A year in one notation, and what it says: the fiscal year of a day in January to March is the one before.
fn year_text(year: i32, way: u8) -> (String, (i32, Option<bool>)) {
    let era = if year >= 2019 { format!("R{}", year - 2018) } else { format!("H{}", year - 1988) };
    match way {
        0 => (era, (year, None)),
        1 => (format!("{year}"), (year, None)),
        2 => (format!("{year}年度"), (year, Some(false))),
        3 => (format!("{year}年"), (year, Some(true))),
        4 => (format!("{year}({era})年度"), (year, Some(false))),
        5 => (format!("{era}.3.31現在"), (year - 1, None)),
        6 => (format!("{era}.4.1"), (year, None)),
        _ => (format!("{year}年3月末"), (year - 1, None)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_an_office_writes_is_read_back_exactly(printed in printed(), own in any::<bool>()) {
        let own = (own && !printed.unit.is_empty()).then_some(printed.unit);
        let WrittenCell::One(figure) = WrittenCell::parse(&printed.text, own) else { panic!("{:?}", printed.text) };
        let value = WrittenAmount::Value(Quantity::parse(&printed.digits).unwrap());
        prop_assert_eq!(&figure.amount, &value, "{:?}", printed.text);
        if let WrittenAmount::Value(read) = figure.amount && !figure.is_scaled {
            prop_assert_eq!(read.decimal().to_string(), Quantity::parse(&printed.digits).unwrap().decimal().to_string());
        }
        prop_assert!(figure.unit.as_ref().map_or("", |unit| unit.ja.as_str()) == printed.unit, "{:?}: {:?}", printed.text, figure.unit);
        let year = figure.year.as_ref().map(|year| (year.number, year.calendar));
        prop_assert_eq!((figure.bound, figure.certainty, year), (printed.bound, printed.certainty.map(Some), printed.year), "{:?}", printed.text);
        prop_assert_eq!((&figure.marks, &figure.remarks, figure.doubt), (&printed.marks, &printed.remarks, None), "{:?}", printed.text);
    }

    #[test]
    fn no_digit_of_a_cell_is_dropped(text in "[0-9０-９,.△()（）人件％※注年度RH約以上～／万千位第 \n→]{1,14}") {
        if let WrittenCell::One(figure) = WrittenCell::parse(&text, None) && !figure.is_scaled && figure.doubt.is_none() {
            let amount = match &figure.amount {
                WrittenAmount::Value(value) => value.decimal().to_string(),
                WrittenAmount::Range(min, max) => format!("{}{}", min.decimal(), max.decimal()),
                WrittenAmount::Missing(_) | WrittenAmount::TooManyDigits => return Ok(()),
                WrittenAmount::Word(word) => word.clone(),
            };
            let unit = figure.unit.map(|unit| unit.ja).unwrap_or_default();
            let year = figure.year.map(|year| year.text).unwrap_or_default();
            let read = format!("{amount}{unit}{year}{}{}", figure.remarks.concat(), figure.marks.concat());
            let is_kept = |digit: char| count(&read, digit) >= count(&text, digit);
            prop_assert!(('1'..='9').all(is_kept), "{:?} as {:?}", text, read);
        }
    }
}

/// How often a digit stands in a text, in any width.
fn count(text: &str, digit: char) -> usize {
    crate::sheet::recognise::plain_figure(text).chars().filter(|letter| *letter == digit).count()
}
