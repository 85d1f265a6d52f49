//! What the columns of municipal tables hold, and the words of their headings.

use super::plain::plain;
use serde::Serialize;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetColumn {
    Id,
    Name,
    NameEnglish,
    /// What ties the parts of one figure together.
    Group,
    Unit,
    /// The figure of a year that has passed.
    Value,
    /// The step that a milestone has reached, where figures have a column of their own.
    Step,
    Year,
    /// Whether the year is a fiscal or a calendar year.
    YearKind,
    Status,
    Certainty,
    Bound,
    Note,
    NoteOnResultEnglish,
    /// What kind of figure a row holds, where tables hold several.
    Figure,
    /// The fiscal year of the edition that a row belongs to.
    Edition,
    GoalNumber,
    Goal,
    MeasureNumber,
    Measure,
    /// A level below the measure.
    SubMeasure,
    /// A level below that.
    Action,
    Role,
    Kind,
    Direction,
    Baseline,
    BaselineYear,
    Target,
    TargetYear,
    /// The target of a fiscal year before the last one, by the heading.
    YearlyTarget(i32),
    /// The years that headings give to baselines and targets.
    BaselineHeadingYear,
    TargetHeadingYear,
    /// Whether the heading of a result or a baseline says that its year is a calendar year.
    HeadingYearKind,
    Owner,
    Definition,
    Source,
    /// The number of a row.
    Number,
    /// Why the target is what it is.
    Rationale,
    /// How much of a target is reached: it is computed here.
    Achievement,
    Grade,
    /// What is said of a result.
    Assessment,
}

impl SheetColumn {
    /// Those that say below which goal and measure an indicator stands.
    pub const PLACES: [SheetColumn; 6] = [
        SheetColumn::Goal,
        SheetColumn::GoalNumber,
        SheetColumn::Measure,
        SheetColumn::MeasureNumber,
        SheetColumn::SubMeasure,
        SheetColumn::Action,
    ];
}

use SheetColumn as Column;

/// The headings that are understood, each in the form of [`plain`], with the usual one first. To accept another table, add its words here.
#[rustfmt::skip] // Many words in a line.
pub const WORDS: &[(SheetColumn, &[&str])] = &[
    (Column::Id, &["id", "指標id", "指標のid", "識別子"]),
    (Column::Name, &[
        "名称", "指標名", "指標", "指標名称", "指標の名称", "kpi", "kpi名", "kpi名称", "kpi指標", "重要業績評価指標",
        "重要業績評価指標(kpi)", "重要業績評価指標名", "kpi(重要業績評価指標)", "評価指標", "評価指標名", "成果指標", "成果指標名",
        "目標指標", "目標指標名", "目標(指標)名", "指標(目標)名", "数値目標名", "数値目標", "指標項目", "name", "数値目標(指標)",
        "目標項目", "重要業績評価指標(kpi)名", "重要業績評価指標(kpi)の名称", "kpi項目", "評価指標の名称", "成果指標の名称",
        "目標とする指標",
    ]),
    (Column::NameEnglish, &["英語名", "名称(英語)", "指標名(英語)", "英語名称", "name(en)"]),
    (Column::Group, &["指標のグループ", "group"]),
    (Column::Unit, &["単位", "unit", "計測単位", "単位等", "指標の単位"]),
    (Column::Value, &[
        "今回の実績", "実績値", "実績", "今年度の実績", "今年度実績", "当年度実績", "結果", "値", "年度実績", "見込", "実績見込",
        "推移", "value", "result", "直近値", "直近の値", "直近の実績", "直近実績", "直近実績値", "最新値", "最新実績", "最新の実績",
        "累計実績", "実績累計", "年度末実績", "年度末実績値", "達成値", "到達値", "実績数値", "実績見込値", "見込値",
    ]),
    (Column::Step, &["実績値_段階id", "段階id"]),
    (Column::Year, &[
        "年度", "実績年度", "実績の年度", "実績値の年度", "実績値年度", "実績の年", "実績値の年", "実績値_年", "結果の年度", "年",
        "year",
    ]),
    (Column::YearKind, &["実績値_年の種別", "年の種別"]),
    (Column::Status, &["状況", "状態", "実績の状態", "実績値の状態", "実績値_状態", "status"]),
    (Column::Certainty, &["実績値_確度", "確度"]),
    (Column::Bound, &["実績値_以上以下", "以上以下"]),
    (Column::Note, &["備考", "実績値_備考", "注記", "実績の備考", "note"]),
    (Column::NoteOnResultEnglish, &["実績値_備考_英語"]),
    (Column::Figure, &["値の区分"]),
    (Column::Edition, &["版", "報告年度", "対象年度", "取組年度", "版の年度", "edition"]),
    (Column::GoalNumber, &["目標番号", "基本目標番号", "目標no", "基本目標no", "目標no.", "基本目標no."]),
    (Column::Goal, &[
        "基本目標", "基本目標名", "基本方針", "基本戦略", "政策", "政策分野", "分野", "方針", "まちづくりの方針", "重点目標",
        "大項目", "章", "goal", "政策名", "政策目標", "重点戦略", "戦略", "基本目標(政策)", "重点プロジェクト", "まちづくりの柱",
        "施策の柱", "政策の柱",
    ]),
    (Column::MeasureNumber, &["施策番号", "施策no", "施策no.", "施策コード", "施策の番号"]),
    (Column::Measure, &[
        "施策", "施策名", "基本施策", "主要施策", "施策の方向", "施策分野", "基本的方向", "中項目", "measure", "施策項目",
        "施策区分", "基本的な方向", "施策の基本的方向", "施策の基本的な方向", "施策の展開", "主な施策", "施策名称", "重点施策",
    ]),
    (Column::SubMeasure, &[
        "具体的な施策", "具体的施策", "具体施策", "個別施策", "小項目", "小施策", "細施策", "具体的な施策名", "施策(小項目)",
    ]),
    (Column::Action, &[
        "取組", "取組名", "具体的な取組", "具体的取組", "主な取組", "事業名", "主な事業", "取組項目", "取組事項", "具体的な事業",
        "事務事業", "事務事業名", "関連事業", "関連事業名", "主な取組名", "具体的な取組名", "事業名称",
    ]),
    (Column::Role, &["区分", "役割", "role", "指標区分", "指標の区分", "指標種別"]),
    (Column::Kind, &["種別", "種類", "kind", "累計・単年度の別", "累計・単年", "単年・累計", "単年度・累計"]),
    (Column::Direction, &["方向", "方向性", "望ましい方向", "望ましい向き", "目指す方向", "目指す方向性", "direction"]),
    (Column::Baseline, &[
        "基準値", "現状値", "基準", "現状", "現況値", "現況", "当初値", "策定時", "策定時の値", "策定時の現状値", "計画策定時",
        "計画策定時の値", "計画策定時の現状値", "開始時", "計画当初値", "基準年度値", "baseline", "初期値", "従前値", "現在値",
        "現在の値", "計画当初", "計画開始時", "計画開始時の値", "策定当初", "策定時点", "策定時点の値", "策定時値", "計画策定時点",
        "基準時の値", "スタート値",
    ]),
    (Column::BaselineYear, &[
        "基準年度", "基準値の年度", "基準年", "基準年次", "基準時点", "現状値の年度", "現状年度", "現況値の年度", "調査年度",
        "基準時", "現状値の時点", "基準値の時点", "現状値年度", "基準値年度",
    ]),
    (Column::Target, &[
        "目標値", "目標", "kpi目標値", "最終目標", "最終目標値", "計画値", "計画目標値", "数値目標値", "計画期間目標", "計画目標",
        "目標数値", "target", "最終年度目標", "最終年度目標値", "計画最終年度目標値", "期末目標", "期末目標値", "到達目標",
        "到達目標値", "達成目標", "達成目標値", "目標水準", "kpi目標", "目標(値)", "計画期間終了時の目標値", "めざす値", "目指す値",
        "めざそう値",
    ]),
    (Column::TargetYear, &[
        "目標年度", "目標値の年度", "目標年", "目標年次", "達成目標年度", "達成年度", "達成期限", "目標時期", "目標達成年度",
        "目標年度末",
    ]),
    (Column::Owner, &[
        "担当課", "所管課", "主管課", "所管", "担当", "担当部署", "担当部局", "担当部課", "担当課名", "所管課名", "所管部署",
        "主管", "関係課", "担当所属", "所属", "課名", "owner", "担当課等", "担当課・係", "担当部・課", "担当課室", "担当室課",
        "所管部局", "所管部課", "所管課等", "主担当課", "主管部署", "主管部課", "関係部署", "関係部局", "関係課等", "担当部署名",
        "取りまとめ課", "担当部局課", "部局", "部署", "担当部", "所管部",
    ]),
    (Column::Definition, &[
        "定義", "算出方法", "算定方法", "指標の定義", "指標の説明", "指標の定義・算出方法", "指標の考え方", "目標(指標)の説明",
        "指標の内容", "算出式", "definition", "評価指標の定義", "定義・算出式", "定義・算出方法", "算定式", "計算式", "計算方法",
        "算出方法等", "指標の算出方法", "指標の算定方法", "指標の定義等", "指標の解説", "算出方法・定義",
    ]),
    (Column::Source, &[
        "出典", "データの出所", "資料", "統計資料", "データ出典", "source", "出典等", "データソース", "根拠資料",
        "データの把握方法", "把握方法", "統計名", "調査名", "出典元", "引用元", "出典・根拠",
    ]),
    (Column::Number, &[
        "no", "no.", "番号", "通し番号", "整理番号", "指標番号", "kpi番号", "項番", "連番", "指標no", "指標no.", "kpino", "kpino.",
        "指標コード", "項目番号", "整理no", "整理no.",
    ]),
    (Column::Rationale, &[
        "目標値設定の考え方", "目標値設定の根拠", "目標値設定の根拠・理由", "目標設定の考え方", "目標設定の根拠", "目標値の考え方",
        "目標値の根拠", "設定根拠", "目標値の設定根拠", "設定の考え方", "目標値設定理由", "目標設定理由", "目標値の設定理由",
        "目標値の根拠・考え方", "目標値算出根拠", "算出根拠",
    ]),
    (Column::Achievement, &[
        "達成率", "達成度", "達成状況", "進捗率", "進捗度", "目標達成率", "目標達成度", "達成度(%)", "目標に対する達成率",
        "達成割合", "対目標比", "計画達成率",
    ]),
    (Column::Grade, &[
        "評価", "評価区分", "達成度評価", "自己評価", "判定", "進捗状況", "進捗評価", "評価結果", "進捗", "達成区分", "評価ランク",
        "総合評価", "内部評価", "担当課評価", "所管課評価", "進捗区分", "進捗状況の評価", "一次評価", "二次評価", "達成状況の評価",
    ]),
    (Column::Assessment, &[
        "評価理由", "評価の理由", "達成状況の分析", "実績の分析", "要因", "要因分析", "理由", "今後の方針", "今後の取組", "課題",
        "外部評価", "有識者意見", "外部有識者の意見", "委員意見", "委員会の意見", "評価コメント", "分析", "要因・課題",
        "課題・今後の方針", "課題と今後の方向性", "今後の方向性", "今後の展開", "今後の取組方針", "今後の対応", "取組状況",
        "取組実績", "取組内容", "主な取組内容", "主な取組実績", "実施状況", "事業実績", "事業の実績", "実績の説明",
        "進捗状況の説明", "未達成の理由", "増減理由", "評価の説明", "要因分析・課題", "成果と課題",
    ]),
];

/// The column whose heading a text is, in the form of [`plain`].
pub fn named(plain_text: &str) -> Option<SheetColumn> {
    WORDS.iter().find(|(_, words)| words.contains(&plain_text)).map(|(column, _)| *column)
}

/// The usual heading of a column.
pub fn usual(column: SheetColumn) -> &'static str {
    let of = |wanted: SheetColumn| WORDS.iter().find(|(column, _)| *column == wanted).map_or("", |(_, words)| words[0]);
    match column {
        Column::YearlyTarget(_) => of(Column::Target),
        Column::BaselineHeadingYear => of(Column::BaselineYear),
        Column::TargetHeadingYear => of(Column::TargetYear),
        Column::HeadingYearKind => of(Column::YearKind),
        other => of(other),
    }
}

/// The headings among which a text is nearest to one, for messages: `None` where nothing is near.
pub fn nearly(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let all = || WORDS.iter().flat_map(|(_, words)| *words).copied();
    let within = all().filter(|word| word.chars().count() > 1 && text.contains(word)).max_by_key(|word| word.len());
    within.or_else(|| {
        let nearest = crate::diagnostic::nearest(&text, all())?;
        all().find(|word| *word == nearest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_documentation_lists_every_heading_in_the_form_in_which_it_is_compared() {
        let documentation = include_str!("../../docs/format.md");
        for word in WORDS.iter().flat_map(|(_, words)| *words) {
            assert_eq!(plain(word), **word);
            assert!(documentation.contains(&format!("`{word}`")), "{word}");
        }
    }

    #[test]
    fn no_heading_names_two_columns() {
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| *words).copied().collect();
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
    }
}
