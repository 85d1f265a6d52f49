//! The exact cells of indicators of every sort.

use super::{KANAZAWA, TSUBAKI, bytes, said, table};

#[test]
fn a_table_begins_as_the_standard_data_sets_of_municipalities_do() {
    let (header, rows) = table(&bytes(&KANAZAWA, "2016/data/indicators.csv"));
    assert_eq!(header[..3], ["全国地方公共団体コード", "ID", "地方公共団体名"]);
    assert_eq!(rows[0][..3], ["172014", "total-fertility-rate", "金沢市"]);
    assert_eq!(rows.len(), 20);
}

#[test]
fn a_row_says_everything_of_a_figure_in_a_calendar_year() {
    let head = "全国地方公共団体コード=172014 ID=total-fertility-rate 地方公共団体名=金沢市 地方公共団体名_英語=City of Kanazawa 対象年度=2016 \
                公表日=2017-09 報告書名=金沢版総合戦略の取組状況 報告書名_英語=Progress Report on the Kanazawa Comprehensive Strategy \
                戦略ID=first 戦略名=金沢版総合戦略 戦略名_英語=Kanazawa Comprehensive Strategy 計画開始年度=2015 計画終了年度=2019 \
                基本目標番号=1 基本目標名=若い世代に優しく、子育ての喜びが実感できるまちをつくる 基本目標名_英語=Create a city that is kind to \
                young families and lets people feel the joy of raising children";
    let plan = "区分=target 指標名=合計特殊出生率 指標名_英語=Total fertility rate 値の種類=level 目指す方向=up \
                基準値_年=2013 基準値_年の種別=calendar 基準値=1.43 実績値_年=2015 実績値_年の種別=calendar 実績値=1.49 \
                目標値_年=2019 目標値_年の種別=calendar 目標値=1.6";
    // (1.49 − 1.43) ÷ (1.6 − 1.43) = 6/17, in 2 of 6 years; expected 1.43 + 0.17 ÷ 3.
    let figures = "進捗率=0.352941 経過率=0.333333 ペース=1.058824 達成率=0.93125 予定・年度目標に対する達成率=1.002242 増減率=0.041958 予定・年度目標=1.486667 \
                   評価ID=on-track 評価=順調 評価_英語=On track";
    let row = said(&KANAZAWA, "2016/data/indicators.csv", ("total-fertility-rate", "全国地方公共団体コード"));
    assert_eq!(row, [format!("{head} {plan} {figures}")]);
}

#[test]
fn what_had_not_begun_is_a_status_and_no_figure() {
    assert_eq!(
        said(&KANAZAWA, "2016/data/indicators.csv", ("ekinishi-temporary-childcare-users", "値の種類")),
        ["値の種類=annual 目指す方向=up 単位=人 単位_英語=people 基準値_年=2014 基準値_年の種別=fiscal 基準値_状態=not-started \
          実績値_年=2016 実績値_年の種別=fiscal 実績値=1190 目標値_年=2019 目標値_年の種別=fiscal 目標値=2000 進捗率=0.595 経過率=0.4 \
          ペース=1.4875 達成率=0.595 予定・年度目標に対する達成率=1.4875 予定・年度目標=800 評価ID=on-track 評価=順調 評価_英語=On track"]
    );
}

#[test]
fn a_milestone_has_steps_in_columns_of_their_own() {
    assert_eq!(
        said(&KANAZAWA, "2016/data/indicators.csv", ("ishikawa-central-vision", "値の種類")),
        [
            "値の種類=milestone 基準値_年=2014 基準値_年の種別=fiscal 基準値_段階ID=none 基準値_段階=未策定 基準値_段階_英語=Not yet formulated \
          実績値_年=2015 実績値_年の種別=fiscal 実績値_段階ID=done 実績値_段階=策定完了 実績値_段階_英語=Formulated \
          目標値_年=2019 目標値_年の種別=fiscal 目標値_段階ID=done 目標値_段階=策定完了 目標値_段階_英語=Formulated \
          進捗率=1 経過率=0.2 評価ID=achieved 評価=達成 評価_英語=Achieved"
        ]
    );
}

#[test]
fn a_unit_with_a_power_of_ten_says_how_many_of_the_english_unit_it_is() {
    assert_eq!(
        said(&KANAZAWA, "2016/data/indicators.csv", ("tourist-arrivals", "単位"))[0].split(" 基準値_年").next(),
        Some("単位=万人 単位_英語=people 単位の倍率=10000")
    );
}

#[test]
fn a_range_has_two_ends_and_no_figure() {
    let row = said(&TSUBAKI, "2018/data/indicators.csv", ("reserve-fund", "目標値_年"));
    assert_eq!(row[0].split(" 経過率").next(), Some("目標値_年=2019 目標値_年の種別=fiscal 目標値_下限=10.0 目標値_上限=15.0"));
    assert_eq!(
        said(&TSUBAKI, "2018/data/observations.csv", ("reserve-fund", "値の区分")),
        [
            "値の区分=baseline 年=2014 年の種別=fiscal 値=8.2 単位=％",
            "値の区分=result 年=2018 年の種別=fiscal 値=12.4 単位=％",
            "値の区分=target-min 年=2019 年の種別=fiscal 値=10.0 単位=％",
            "値の区分=target-max 年=2019 年の種別=fiscal 値=15.0 単位=％",
        ]
    );
}

#[test]
fn a_missing_figure_has_its_status_and_note_and_a_target_its_bound() {
    assert_eq!(
        said(&TSUBAKI, "2018/data/observations.csv", ("satisfied-parents", "値の区分")),
        [
            "値の区分=baseline 年=2013 年の種別=fiscal 値=61.2 単位=％",
            "値の区分=result 年=2018 年の種別=fiscal 単位=％ 状態=no-survey 備考=アンケートは2年に1回です。 \
             備考_英語=The survey is held every two years.",
            "値の区分=target 年=2019 年の種別=fiscal 値=75 単位=％ 以上以下=at-least",
        ]
    );
}

#[test]
fn typed_digits_are_kept_and_an_estimate_says_so() {
    assert_eq!(
        said(&TSUBAKI, "2019/data/observations.csv", ("donations", "値の区分")),
        [
            "値の区分=baseline 年=2014 年の種別=fiscal 値=845120.50 単位=千円",
            "値の区分=result 年=2019 年の種別=fiscal 値=1310004.12 単位=千円 確度=estimate",
            "値の区分=expected 年=2019 年の種別=fiscal 値=1200000 単位=千円",
            "値の区分=target 年=2019 年の種別=fiscal 値=1200000.00 単位=千円",
        ]
    );
}

#[test]
fn a_restated_figure_has_the_reason_of_its_change() {
    assert_eq!(
        said(&TSUBAKI, "2019/data/observations.csv", ("total-fertility-rate", "値の区分"))[1],
        "値の区分=restated 年=2016 年の種別=calendar 値=1.40 備考=人口の確定値により計算し直した。 備考_英語=Computed again with the final population."
    );
}

#[test]
fn a_grade_by_hand_stands_beside_the_computed_one_with_its_reason() {
    assert_eq!(
        said(&TSUBAKI, "2019/data/indicators.csv", ("drill-participants", "評価ID")),
        ["評価ID=slightly-behind 評価=やや遅れ 評価_英語=Slightly behind \
          評価者=city 評価の理由=参加者の6割が一つの地区に偏り、全市への広がりが足りないため。 \
          評価の理由_英語=Six in ten participants came from one district; the drill has not spread over the city. \
          計算による評価ID=achieved"]
    );
}

#[test]
fn all_editions_together_are_their_tables_one_after_the_other() {
    for name in ["indicators.csv", "observations.csv"] {
        let (header, all) = table(&bytes(&TSUBAKI, &format!("data/{name}")));
        let single: Vec<_> = (2017..=2021).map(|year| table(&bytes(&TSUBAKI, &format!("{year}/data/{name}")))).collect();
        assert!(single.iter().all(|(other, _)| *other == header), "{name}");
        assert_eq!(all, single.into_iter().flat_map(|(_, rows)| rows).collect::<Vec<_>>(), "{name}");
    }
}
