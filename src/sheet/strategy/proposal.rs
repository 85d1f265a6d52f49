//! Proposals of kind and direction, which tables of plans seldom have: from name, unit and figures, each with its reason.

use super::plan::{CellFigure, DraftIndicator, PlanFigure, SheetIndicator, SheetPlan};
use crate::diagnostic::Place;
use crate::model::vocabulary::Bilingual;
use crate::model::{Bound, Direction, Kind};
use crate::sheet::figure::same_unit;

/// A proposed value and why it is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal<T> {
    pub value: T,
    pub reason: ProposalReason,
}

/// What a proposal follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalReason {
    /// 累計 or 延べ in the name.
    Total,
    /// 5年間の合計 in the name.
    TotalOfPeriod,
    /// 平均 of the period in the name.
    AverageOfPeriod,
    /// ％, or 率 and the like at the end of the name.
    Share,
    /// 位, or 順位 in the name.
    Rank,
    /// 年間 in the name, or 年 in the unit.
    Yearly,
    /// A count of what happens: 件数, 利用者数.
    Flow,
    /// Words as baseline and target, or 策定 and the like at the end of the name.
    Steps,
    /// Nothing of these: a figure at a time.
    Stock,
    /// The target is above the baseline.
    TargetAbove,
    /// The target is below the baseline.
    TargetBelow,
    /// The target is the baseline.
    TargetSame,
    /// 以上 stands with the target.
    AtLeast,
    /// 以下 stands with the target.
    AtMost,
    /// 待機児童, 事故 and the like in the name.
    Unwanted,
}

impl ProposalReason {
    /// What is written beside the proposal.
    pub fn text(self) -> Bilingual {
        match self {
            ProposalReason::Total => Bilingual { ja: "名称に累計・延べ", en: "a running total in the name" },
            ProposalReason::TotalOfPeriod => Bilingual { ja: "名称に期間の合計", en: "a total of the period in the name" },
            ProposalReason::AverageOfPeriod => Bilingual { ja: "名称に期間平均", en: "an average of the period in the name" },
            ProposalReason::Share => Bilingual { ja: "割合", en: "a share" },
            ProposalReason::Rank => Bilingual { ja: "順位", en: "a rank" },
            ProposalReason::Yearly => Bilingual { ja: "名称か単位に年間", en: "a year in the name or the unit" },
            ProposalReason::Flow => Bilingual { ja: "1年間に数えるもの", en: "counted over a year" },
            ProposalReason::Steps => Bilingual { ja: "段階を表す言葉", en: "words for steps" },
            ProposalReason::Stock => Bilingual { ja: "ある時点の値", en: "a figure at a time" },
            ProposalReason::TargetAbove => Bilingual { ja: "目標値が基準値より大きい", en: "the target is above the baseline" },
            ProposalReason::TargetBelow => Bilingual { ja: "目標値が基準値より小さい", en: "the target is below the baseline" },
            ProposalReason::TargetSame => Bilingual { ja: "目標値が基準値と同じ", en: "the target is the baseline" },
            ProposalReason::AtLeast => Bilingual { ja: "目標値に「以上」とある", en: "the target is a lower limit" },
            ProposalReason::AtMost => Bilingual { ja: "目標値に「以下」とある", en: "the target is an upper limit" },
            ProposalReason::Unwanted => Bilingual { ja: "減ることが望ましいもの", en: "something that should become less" },
        }
    }
}

/// Whether proposals are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposals {
    /// They stand in the files as comments.
    Open,
    Accepted,
}

/// What is proposed for an indicator.
#[derive(Clone, Debug)]
pub struct ProposedIndicator {
    pub id: String,
    pub name: String,
    /// The cell of its name.
    pub place: Place,
    pub kind: Option<Proposal<Kind>>,
    pub direction: Option<Proposal<Direction>>,
}

/// The proposals for what rows leave open; where they are accepted, they are what the rows say.
pub fn propose(plan: &mut SheetPlan<DraftIndicator<'_>>, proposals: Proposals) -> Vec<ProposedIndicator> {
    let goals = plan.goals.iter_mut().flat_map(|goal| {
        let of_measures = goal.parts.iter_mut().flat_map(|measure| measure.indicators.iter_mut());
        goal.indicators.iter_mut().chain(of_measures)
    });
    let mut found = Vec::new();
    for DraftIndicator { id, sheet, .. } in goals {
        let kind = sheet.kind.is_none().then(|| kind(sheet));
        let usual = sheet.kind.or(kind.map(|kind| kind.value)).unwrap_or(Kind::Level);
        let direction = if sheet.direction.is_none() { direction(sheet, usual) } else { None };
        if kind.is_none() && direction.is_none() {
            continue;
        }
        if proposals == Proposals::Accepted {
            sheet.kind = sheet.kind.or(kind.map(|kind| kind.value));
            sheet.direction = sheet.direction.or(direction.map(|direction| direction.value));
        }
        found.push(ProposedIndicator { id: id.clone(), name: sheet.name.ja.clone(), place: sheet.place.clone(), kind, direction });
    }
    found
}

/// At the end of names of shares.
const SHARES: [&str; 6] = ["率", "割合", "比率", "満足度", "認知度", "指数"];
/// In names of what is counted over a year.
const FLOWS: [&str; 22] = [
    "件数",
    "回数",
    "利用者数",
    "来場者数",
    "来館者数",
    "入館者数",
    "参加者数",
    "入込客数",
    "宿泊者数",
    "観光客数",
    "出生数",
    "転入者数",
    "移住者数",
    "受講者数",
    "修了者数",
    "社会増減",
    "売上",
    "寄附額",
    "寄付額",
    "消費額",
    "出荷額",
    "死傷者数",
];
/// At the end of names of milestones.
const MILESTONES: [&str; 6] = ["の策定", "の設置", "の制定", "の作成", "の整備", "の開設"];
/// In names of what should become less.
const UNWANTED: [&str; 16] = [
    "待機児童",
    "事故",
    "犯罪",
    "刑法犯",
    "死亡",
    "死者",
    "死傷",
    "ごみ",
    "廃棄物",
    "排出量",
    "火災",
    "自殺",
    "未達",
    "滞納",
    "空き家数",
    "不登校",
];

/// The kind that an indicator seems to have.
pub fn kind(indicator: &SheetIndicator) -> Proposal<Kind> {
    let name = indicator.name.ja.as_str();
    let unit = indicator.unit.as_ref().map_or("", |unit| unit.ja.as_str());
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let stem = name.split(['（', '(']).next().unwrap_or(name).trim_end();
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word) || stem.ends_with(word));
    let of_period = has(&["年間の", "か年の", "ヵ年の", "期間中の", "期間の"]);
    let is_share = ["％", "%", "‰"].iter().any(|share| same_unit(share, unit)) || ends(&SHARES);
    let is_yearly = has(&["年間"]) || unit.ends_with("／年") || unit.ends_with("/年");
    let (value, reason) = match () {
        () if !indicator.steps.is_empty() => (Kind::Milestone, ProposalReason::Steps),
        () if same_unit("位", unit) || has(&["順位"]) => (Kind::Rank, ProposalReason::Rank),
        () if of_period && has(&["平均"]) => (Kind::Average, ProposalReason::AverageOfPeriod),
        () if has(&["累計", "累積"]) => (Kind::Cumulative, ProposalReason::Total),
        () if of_period && has(&["合計", "総数"]) => (Kind::Sum, ProposalReason::TotalOfPeriod),
        () if is_share => (Kind::Level, ProposalReason::Share),
        () if has(&["待機児童"]) => (Kind::Level, ProposalReason::Stock),
        () if is_yearly => (Kind::Annual, ProposalReason::Yearly),
        () if has(&FLOWS) || has(&["延べ", "のべ"]) => (Kind::Annual, ProposalReason::Flow),
        () if unit.is_empty() && ends(&MILESTONES) => (Kind::Milestone, ProposalReason::Steps),
        () => (Kind::Level, ProposalReason::Stock),
    };
    Proposal { value, reason }
}

/// Where the figures of an indicator seem to be meant to go; `None` where nothing says so, and for milestones.
pub fn direction(indicator: &SheetIndicator, kind: Kind) -> Option<Proposal<Direction>> {
    let proposal = |value, reason| Some(Proposal { value, reason });
    let unwanted = || UNWANTED.iter().any(|word| indicator.name.ja.contains(word));
    let of = |figure: &Option<PlanFigure>| match figure.as_ref()?.figure {
        CellFigure::Value(value, bound) => Some((value, bound)),
        CellFigure::Range(..) | CellFigure::Missing(_) | CellFigure::Step(_) => None,
    };
    let (baseline, target) = (of(&indicator.baseline), of(&indicator.target));
    match (kind, baseline, target) {
        (Kind::Milestone, ..) => None,
        (Kind::Rank, ..) => proposal(Direction::Down, ProposalReason::Rank),
        (_, _, Some((_, Some(Bound::AtMost | Bound::LessThan)))) => proposal(Direction::Down, ProposalReason::AtMost),
        (_, _, Some((_, Some(Bound::AtLeast | Bound::MoreThan)))) => proposal(Direction::Up, ProposalReason::AtLeast),
        (_, Some((before, _)), Some((after, _))) if after > before => proposal(Direction::Up, ProposalReason::TargetAbove),
        (_, Some((before, _)), Some((after, _))) if after < before => proposal(Direction::Down, ProposalReason::TargetBelow),
        (..) if unwanted() => proposal(Direction::Down, ProposalReason::Unwanted),
        (_, Some(_), Some(_)) => proposal(Direction::Keep, ProposalReason::TargetSame),
        (..) => None,
    }
}

/// Words of a column 方向性 beside those of the model: 増加を目指す, ↑.
pub fn direction_word(text: &str) -> Option<Direction> {
    let stem = ["を目指す", "をめざす", "させる", "する", "傾向", "目標"]
        .iter()
        .find_map(|tail| text.trim().strip_suffix(tail))
        .unwrap_or(text.trim());
    match stem {
        "↑" | "↗" | "⬆" | "増" | "増加" | "増やす" | "上昇" | "向上" | "拡大" | "＋" => Some(Direction::Up),
        "↓" | "↘" | "⬇" | "減" | "減少" | "減らす" | "低下" | "縮小" | "抑制" | "－" => Some(Direction::Down),
        "→" | "維持" | "現状維持" | "横ばい" => Some(Direction::Keep),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::model::{Quantity, Text, Word};
    use crate::sheet::printed_unit::PrintedUnit;

    fn figure(digits: &str) -> Option<PlanFigure> {
        let bound = digits.ends_with('-').then_some(Bound::AtMost);
        let value = Quantity::parse(digits.trim_end_matches('-')).ok()?;
        Some(PlanFigure { figure: CellFigure::Value(value, bound), year: None, calendar: false, as_of: None, note: None })
    }

    #[test]
    fn kind_and_direction_follow_from_name_unit_and_figures() {
        for (name, unit, baseline, target, expected) in [
            ("創業件数（累計）", "件", "18", "90", ("cumulative", ProposalReason::Total, "up")),
            ("新規就農者数（5年間の累計）", "人", "", "25", ("cumulative", ProposalReason::Total, "")),
            ("事業承継の相談件数", "件／年", "12", "30", ("annual", ProposalReason::Yearly, "up")),
            ("工業団地の分譲率", "％", "62.4", "90", ("level", ProposalReason::Share, "up")),
            ("待機児童数", "人", "12", "0", ("level", ProposalReason::Stock, "down")),
            ("待機児童数", "人", "0", "0", ("level", ProposalReason::Stock, "down")),
            ("刑法犯認知件数", "件", "287", "250-", ("annual", ProposalReason::Flow, "down")),
            ("住みやすさの順位", "位", "25", "20", ("rank", ProposalReason::Rank, "down")),
            ("通いの場の数", "か所", "38", "38", ("level", ProposalReason::Stock, "keep")),
            ("計画の策定", "", "", "", ("milestone", ProposalReason::Steps, "")),
            ("観光入込客数", "千人", "1284", "1500", ("annual", ProposalReason::Flow, "up")),
        ] {
            let place = Place::File("a.csv".to_owned());
            let unit = Some(unit).filter(|unit| !unit.is_empty()).map(|ja| PrintedUnit { ja: ja.to_owned(), position: None });
            let indicator = SheetIndicator {
                id: None,
                name: Text { ja: name.to_owned(), en: None },
                role: None,
                kind: None,
                unit,
                direction: None,
                baseline: figure(baseline),
                target: figure(target),
                schedule: Vec::new(),
                group: None,
                definition: None,
                source: None,
                owner: None,
                note: None,
                steps: Vec::new(),
                place,
                row: 0,
                is_placed: true,
            };
            let kind = kind(&indicator);
            let direction = direction(&indicator, kind.value).map_or("", |found| found.value.word());
            assert_eq!((kind.value.word(), kind.reason, direction), expected, "{name}");
        }
    }

    #[test]
    fn words_and_arrows_of_a_column_are_directions() {
        for (text, expected) in [
            ("増加を目指す", Some(Direction::Up)),
            ("減少をめざす", Some(Direction::Down)),
            ("↗", Some(Direction::Up)),
            ("→", Some(Direction::Keep)),
            ("維持する", Some(Direction::Keep)),
            ("未定", None),
        ] {
            assert_eq!(direction_word(text), expected, "{text}");
        }
    }
}
