//! The closed words of the format: every value of a closed choice, with its word and with what people call it.
//!
//! This is the only list of them. Readers, records, spreadsheets, open data, schemas, pages and the reference take them from
//! here: a new value is one line.

use crate::language::Language;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A text in both languages that is part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    pub ja: &'static str,
    pub en: &'static str,
}

impl Bilingual {
    /// The text in a language.
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}

/// A value of a closed choice, as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In front matter, records and open data. It never changes.
    pub word: &'static str,
    /// In pages, forms and tables. English ones begin with a small letter, as within a sentence.
    pub label: Bilingual,
    /// For those who see the word alone: in the dictionary of open data, in schemas, in the reference.
    pub meaning: Bilingual,
    /// What stands in brackets behind the name of an indicator of this kind.
    pub mark: Option<Bilingual>,
    /// What tables have for it besides word and label: in small letters, compatibility form and without spaces.
    pub synonyms: &'static [&'static str],
}

impl Choice {
    const fn meaning(self, ja: &'static str, en: &'static str) -> Choice {
        Choice { meaning: Bilingual { ja, en }, ..self }
    }

    const fn marked(self, ja: &'static str, en: &'static str) -> Choice {
        Choice { mark: Some(Bilingual { ja, en }), ..self }
    }

    const fn also(self, synonyms: &'static [&'static str]) -> Choice {
        Choice { synonyms, ..self }
    }
}

/// A choice that means what its label says.
pub const fn choice(word: &'static str, ja: &'static str, en: &'static str) -> Choice {
    let label = Bilingual { ja, en };
    Choice { word, label, meaning: label, mark: None, synonyms: &[] }
}

/// A closed choice whose every value has a word in the format.
pub trait Word: Copy + PartialEq + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// What each value is called, in the order of [`Word::ALL`].
    const CHOICES: &'static [Choice];

    /// What a value is called.
    fn choice(self) -> &'static Choice;

    /// The word of a value.
    fn word(self) -> &'static str {
        self.choice().word
    }

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Defines a closed choice from the list of its values.
macro_rules! closed {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $choice:expr,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$of])* $value,)+ }

        impl Word for $name {
            const ALL: &'static [$name] = &[$($name::$value),+];
            const CHOICES: &'static [Choice] = &[$($choice),+];

            fn choice(self) -> &'static Choice {
                &Self::CHOICES[self as usize]
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let word = String::deserialize(deserializer)?;
                $name::from_word(&word).ok_or_else(|| de::Error::custom(format!("`{word}` is no word of this choice")))
            }
        }
    };
}

closed! {
    /// What an indicator is for its goal.
    Role {
        Target = choice("target", "数値目標", "headline target").meaning("数値目標", "numerical target"),
        Kpi = choice("kpi", "重要業績評価指標（KPI）", "key performance indicator (KPI)")
            .meaning("重要業績評価指標（KPI）", "key performance indicator").also(&["重要業績評価指標"]),
    }
}

closed! {
    /// How the figures of one year relate to those of the others.
    Kind {
        /// A stock at the end of the year.
        Level = choice("level", "年度末時点の値", "level at the end of the year")
            .meaning("年度末などの時点の値", "level at the end of the year").also(&["年度末の値", "年度末"]),
        /// 単年度: a flow of one year.
        Annual = choice("annual", "単年度の値", "figure of a single fiscal year")
            .meaning("単年度の値", "figure of the single year").marked("単年度", "single fiscal year").also(&["単年度"]),
        /// A running total.
        Cumulative = choice("cumulative", "累計", "running total").marked("累計", "cumulative"),
        /// A running mean over the period.
        Average = choice("average", "期間平均", "average over the period").marked("期間平均", "period average"),
        /// A total over the period, from 0 at its beginning.
        Sum = choice("sum", "期間合計", "total over the period").marked("期間合計", "period total"),
        /// A place in a ranking; lower is better.
        Rank = choice("rank", "順位", "rank"),
        /// Named steps instead of figures.
        Milestone = choice("milestone", "段階", "steps").meaning("段階（数値ではない）", "steps instead of figures"),
    }
}

closed! {
    /// Where the figure should go.
    Direction {
        Up = choice("up", "増えることが望ましい", "higher is better")
            .meaning("増やす", "higher is better").also(&["増やす", "増加", "増", "上昇", "向上"]),
        Down = choice("down", "減ることが望ましい", "lower is better")
            .meaning("減らす", "lower is better").also(&["減らす", "減少", "減", "低下"]),
        /// Stay at the target, within the tolerance.
        Keep = choice("keep", "保つことが望ましい", "to be kept")
            .meaning("保つ", "to be kept at the target").also(&["保つ", "維持"]),
        /// Stay between a minimum and a maximum.
        Range = choice("range", "範囲に収まることが望ましい", "to stay within a range")
            .meaning("範囲内に保つ", "to stay within a range").also(&["範囲内に保つ", "範囲"]),
    }
}

closed! {
    /// Why there is no figure.
    Status {
        NotStarted = choice("not-started", "未実施", "not started"),
        Unknown = choice("unknown", "－", "–").meaning("不明（－）", "unknown"),
        NoSurvey = choice("no-survey", "調査なし", "no survey this year"),
        Pending = choice("pending", "集計中", "being compiled"),
        Unpublished = choice("unpublished", "未公表", "not yet published"),
        Cancelled = choice("cancelled", "中止", "cancelled"),
        NotApplicable = choice("not-applicable", "該当なし", "not applicable"),
    }
}

closed! {
    /// What stands beside a figure that is a limit.
    Bound {
        AtLeast = choice("at-least", "以上", "or more"),
        AtMost = choice("at-most", "以下", "or less"),
        LessThan = choice("less-than", "未満", "less than"),
        MoreThan = choice("more-than", "超", "more than"),
        About = choice("about", "程度", "about"),
    }
}

closed! {
    /// Where a unit stands beside its figure in Japanese.
    UnitPosition {
        After = choice("after", "数値の後", "after the figure").meaning("数値の後（270.2人）", "after the figure: 270.2人"),
        Before = choice("before", "数値の前", "before the figure").meaning("数値の前（人口10万対 270.2）", "before the figure: 人口10万対 270.2"),
        Brackets = choice("brackets", "数値の後の括弧内", "in brackets").meaning("数値の後の括弧内（270.2（人口10万対））", "in brackets behind the figure: 270.2（人口10万対）"),
    }
}

closed! {
    /// How certain a figure is that is not final.
    Certainty {
        Provisional = choice("provisional", "速報値", "provisional"),
        Estimate = choice("estimate", "見込値", "estimate"),
    }
}

/// What tables say of a figure without a [`Certainty`].
pub const FINAL: Choice = choice("final", "確定値", "final").also(&["確定"]);

closed! {
    /// Which year a number of a year is.
    YearType {
        Fiscal = choice("fiscal", "年度", "fiscal year").meaning("年度（4月～翌年3月）", "fiscal year, April to March"),
        Calendar = choice("calendar", "暦年", "calendar year").also(&["年"]),
    }
}

closed! {
    /// What a figure of an edition is, in a row of open data.
    FigureRole {
        Baseline = choice("baseline", "基準値", "baseline"),
        Result = choice("result", "実績値", "result").meaning("実績値", "result of the edition").also(&["実績"]),
        /// A figure of a part of the year.
        Interim = choice("interim", "年の途中までの値", "figure of a part of the year"),
        /// An older result as it is known now.
        Restated = choice("restated", "訂正・再集計された過去の実績値", "older result as it is known now"),
        /// A result of a year before the editions.
        History = choice("history", "最初の報告より前の年の実績値", "result of a year before the first edition"),
        Target = choice("target", "目標値", "target"),
        TargetMin = choice("target-min", "目標範囲の下限", "lower end of the target range"),
        TargetMax = choice("target-max", "目標範囲の上限", "upper end of the target range"),
        /// The target of one year.
        Scheduled = choice("scheduled", "年度目標", "target of one year"),
        /// What would have been reached if all went on time.
        Expected = choice("expected", "実績の年の予定（計算値）または年度目標", "on-schedule value of the year of the result (computed), or its yearly target"),
    }
}

closed! {
    /// Who reviewed, or gave a grade.
    Reviewer {
        City = choice("city", "市", "the city"),
        Committee = choice("committee", "外部有識者・推進委員会", "the external experts and promotion committee"),
        Division = choice("division", "担当課", "the division in charge"),
    }
}

closed! {
    /// 今後の方針.
    NextStep {
        Expand = choice("expand", "拡充", "expand"),
        Continue = choice("continue", "継続", "continue"),
        Revise = choice("revise", "見直し", "revise"),
        Stop = choice("stop", "廃止", "stop"),
        Complete = choice("complete", "完了", "complete"),
    }
}

closed! {
    /// How deep the comparison with the strategy before goes.
    Depth {
        Goals = choice("goals", "基本目標まで", "goals"),
        Measures = choice("measures", "施策まで", "goals and measures"),
        Policies = choice("policies", "取組方針まで", "goals, measures and policies"),
    }
}

closed! {
    /// How the numbers of a population vision are written in Japanese.
    PopulationNotation {
        Digits = choice("digits", "347,000人", "347,000人"),
        ManSen = choice("万千", "34万7千人", "34万7千人"),
    }
}

closed! {
    /// A figure that a test can look at.
    Figure {
        Progress = choice("progress", "進捗率", "progress"),
        Pace = choice("pace", "ペース", "pace"),
        Attainment = choice("attainment", "達成率", "attainment"),
        AttainmentOfExpected = choice("attainment-of-expected", "予定・年度目標に対する達成率", "attainment of the on-schedule value or yearly target"),
        Change = choice("change", "増減率", "change"),
    }
}

closed! {
    /// What has to hold for a test, where it is no limit.
    When {
        Met = choice("met", "目標を達成", "the target is reached"),
        Improved = choice("improved", "基準値より改善", "better than the baseline"),
        Unchanged = choice("unchanged", "基準値から変化なし", "unchanged from the baseline"),
        Worse = choice("worse", "基準値より悪化", "worse than the baseline"),
        HasTarget = choice("has-target", "目標値がある", "there is a target"),
        HasBaseline = choice("has-baseline", "基準値がある", "there is a baseline"),
        LastYear = choice("last-year", "計画期間の最終年度（以後）の報告である", "the edition is of the last year of the plan, or later"),
        /// Last, so that conditions that are joined can leave it out.
        Otherwise = choice("otherwise", "前の条件がいずれも成り立たない", "no test before it holds"),
    }
}

closed! {
    /// A limit in per cent: the key of a test.
    Threshold {
        AtLeast = choice("at_least", "以上", "or more"),
        MoreThan = choice("more_than", "超", "more than"),
        AtMost = choice("at_most", "以下", "or less"),
        LessThan = choice("less_than", "未満", "less than"),
    }
}

closed! {
    /// A built-in rule.
    Preset {
        Pace = choice("pace", "進捗のペース", "progress beside the time elapsed"),
        Met = choice("met", "目標の達成・未達成", "target reached or not"),
        BandsOnTargetAndBaseline =
            choice("bands-on-target-and-baseline", "目標値と基準値による区分", "the target first, then the baseline"),
        Symbols = choice("symbols", "達成率による記号", "symbols by attainment"),
        BaselineFirst = choice("baseline-first", "基準値との比較と達成率", "the baseline first, then attainment"),
        YearlySchedule = choice("yearly-schedule", "計画年次ごとの割合", "a share of the target for each year of the plan"),
        Expected = choice("expected", "予定・年度目標に対する達成率", "attainment of the on-schedule value or yearly target"),
        Trend = choice("trend", "基準値からの改善", "improvement on the baseline"),
    }
}

closed! {
    /// How a percentage is cut to its printed decimals.
    Rounding {
        HalfUp = choice("half-up", "四捨五入", "half up"),
        Truncate = choice("truncate", "切り捨て", "cut off"),
    }
}

closed! {
    /// What a threshold is compared with.
    Precision {
        Exact = choice("exact", "端数処理前の値", "the exact figure"),
        Rounded = choice("rounded", "表示する値", "the figure as printed"),
    }
}

closed! {
    /// What a schedule in per cent is a share of.
    ScheduleBasis {
        Target = choice("target", "目標値", "the target"),
        Distance = choice("distance", "基準値から目標値までの幅", "the way from baseline to target"),
    }
}

closed! {
    /// The colour and pattern of a grade in the theme.
    Tone {
        Good = choice("good", "良好", "good"),
        Fair = choice("fair", "おおむね良好", "fair"),
        Poor = choice("poor", "やや不良", "poor"),
        Bad = choice("bad", "不良", "bad"),
    }
}

closed! {
    /// For whom a published site is.
    Stage {
        /// For everybody.
        Production = choice("production", "公開用", "for everybody"),
        /// For those who look before everybody does: search engines are kept out, and every page says so.
        Staging = choice("staging", "確認用", "for looking before everybody does; search engines are kept out"),
    }
}

closed! {
    /// By which service files are put to where the site is published.
    TargetKind {
        Folder = choice("folder", "フォルダー", "a folder"),
        Zip = choice("zip", "zipファイル", "a zip file"),
        Webdav = choice("webdav", "WebDAVサーバー", "a WebDAV server"),
        S3 = choice("s3", "S3互換ストレージ", "S3-compatible storage"),
        Sftp = choice("sftp", "SFTPサーバー", "a machine with SFTP"),
    }
}

closed! {
    /// A licence that many sites use.
    PublicLicence {
        CreativeCommons =
            choice("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際", "Creative Commons Attribution 4.0 International"),
        PublicData = choice("PDL-1.0", "公共データ利用規約（第1.0版）", "Public Data License 1.0"),
    }
}

impl PublicLicence {
    /// Where its text is.
    pub fn address(self) -> &'static str {
        match self {
            PublicLicence::CreativeCommons => "https://creativecommons.org/licenses/by/4.0/",
            PublicLicence::PublicData => "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sound<T: Word + std::fmt::Debug>() {
        assert_eq!(T::ALL.len(), T::CHOICES.len());
        for (value, choice) in T::ALL.iter().zip(T::CHOICES) {
            assert_eq!((value.word(), T::from_word(choice.word)), (choice.word, Some(*value)));
        }
        assert_eq!(T::from_word("perhaps"), None);
    }

    #[test]
    fn every_value_has_a_word_that_leads_back_to_it() {
        is_sound::<Status>();
        is_sound::<Kind>();
        is_sound::<Bound>();
        is_sound::<Threshold>();
    }

    #[test]
    fn a_value_is_its_word_in_a_record() {
        assert_eq!(serde_json::to_string(&Status::NoSurvey).unwrap(), "\"no-survey\"");
        assert_eq!(serde_json::from_str::<Status>("\"no-survey\"").unwrap(), Status::NoSurvey);
        assert!(serde_json::from_str::<Status>("\"perhaps\"").is_err());
    }
}
