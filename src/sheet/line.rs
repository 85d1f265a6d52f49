//! The line by which printed reports show an indicator: `名称 132人 (H26) → 147人 (H28) → 200人 (H31)`.

use super::figure::mark;
use crate::model::year::parse_year;

/// What stands before a name in lists.
const BULLETS: &[char] = &['・', '•', '●', '○', '■', '□', '◆', '◇', '-', '–', '*', '＊', '◎', '▼', '▽', '◦', '#'];
const ARROW: char = '→';
/// How arrows are written otherwise.
const ARROWS: [&str; 12] = ["⇒", "➡", "➔", "➜", "⟶", "⇨", "⇾", "->", "=>", "－＞", "ー＞", "＝＞"];
/// What a figure may be called before it.
const LABELS: [&str; 12] =
    ["基準値", "現状値", "当初値", "実績値", "目標値", "最終目標", "中間値", "現状", "基準", "実績", "目標", "計画値"];
/// What may stand behind a year in its brackets.
const BEHIND_YEAR: [&str; 12] = ["末現在", "末時点", "現在", "時点", "実績値", "実績", "現状値", "現状", "目標値", "目標", "見込み", "末"];
/// What may stand before the digits of a figure.
const BEFORE_DIGITS: &[char] = &['約', '△', '▲', '−', '－', '-', '延', 'べ', '第', ' '];
/// What leads from a name to its figure.
const LEADERS: &[char] = &[':', '：', '.', '…', '‥', '・', ' '];
/// Letters of the longest unit, and of the longest figure that is a word.
const LONGEST_WORD: usize = 12;

/// A line taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As it is printed, with the mark of the kind.
    pub name: String,
    /// What stands before the name in 【】: 数値目標.
    pub role: Option<String>,
    /// Baseline, results and target, in the order of the line.
    pub points: Vec<DatedFigure>,
}

/// A figure of a line with its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedFigure {
    /// With its unit: `132人`, `未実施`.
    pub value: String,
    /// As it is written: `H26`; empty where there is none.
    pub year: String,
    /// The mark of a footnote behind it: `※1`.
    pub mark: Option<String>,
}

impl Line {
    /// Takes a line apart; `None` where it is no such line.
    pub fn parse(text: &str) -> Option<Line> {
        let text = normalised(text);
        let mut parts = text.split(ARROW);
        let first = parts.next()?;
        let rest: Vec<DatedFigure> = parts.map(DatedFigure::of_line).collect::<Option<_>>()?;
        if rest.is_empty() {
            return None;
        }
        let (head, role) = without_marks(first.trim());
        let (head, year) = year_behind(head);
        let (name, value) = split_value(head)?;
        let baseline = DatedFigure::of_line(value)?;
        let (name, year_of_name) = if year.is_empty() && baseline.year.is_empty() { year_behind(name) } else { (name, String::new()) };
        let year = [year, baseline.year.clone(), year_of_name].into_iter().find(|year| !year.is_empty()).unwrap_or_default();
        let name = without_leaders(name).to_owned();
        let points: Vec<DatedFigure> = [DatedFigure { year, ..baseline }].into_iter().chain(rest).collect();
        let is_dated = points.iter().any(|point| !point.year.is_empty());
        (is_dated && !name.is_empty()).then_some(Line { name, role, points })
    }

    /// Whether a text has nothing but the figures of a line, whose name stands before it.
    pub fn is_without_name(text: &str) -> bool {
        let text = normalised(text);
        let is_figure = |part: &str| DatedFigure::of_line(part).is_some_and(|point| is_figure(&point.value) && !point.year.is_empty());
        text.contains(ARROW) && text.split(ARROW).all(is_figure)
    }

    /// The figure of an edition's year: of those between the baseline and the target the one of that year, else the last.
    pub fn result(&self, edition: i32) -> Option<&DatedFigure> {
        let between = self.between();
        between.iter().find(|point| parse_year(&point.year) == Some(edition)).or_else(|| between.last())
    }

    /// The figures between the baseline and the target.
    pub fn between(&self) -> &[DatedFigure] {
        self.points.get(1..self.points.len().saturating_sub(1)).unwrap_or_default()
    }
}

impl DatedFigure {
    /// `132人 (H26)`, or a bare figure.
    pub fn parse(text: &str) -> Option<DatedFigure> {
        let (value, year) = split_year(text);
        let value = value.trim().to_owned();
        (!value.is_empty()).then_some(DatedFigure { value, year, mark: None })
    }

    /// A part of a line: the year stands behind the figure or before it, in brackets or not.
    fn of_line(text: &str) -> Option<DatedFigure> {
        let (text, mark) = without_note(text);
        let text = without_label(text);
        let behind = DatedFigure::parse(text)?;
        if !behind.year.is_empty() {
            return Some(DatedFigure { value: without_label(&behind.value).to_owned(), mark, ..behind });
        }
        let (value, year) = year_before(text).unwrap_or_else(|| year_behind(text));
        let value = without_label(value).to_owned();
        (!value.is_empty()).then_some(DatedFigure { value, year, mark })
    }
}

/// Whether a text leads from one figure to another.
pub fn has_arrow(text: &str) -> bool {
    normalised(text).contains(ARROW)
}

/// Whether a text goes on on the next line, or goes on from the line before.
pub fn ends_open(text: &str) -> bool {
    let text = normalised(text);
    let count = |brackets: &[char]| text.matches(brackets).count();
    text.trim_end().ends_with([ARROW, '・', '、', '，', ':', '：']) || count(&['（', '(', '「']) > count(&['）', ')', '」'])
}

pub fn begins_with_arrow(text: &str) -> bool {
    normalised(text).trim_start().starts_with(ARROW)
}

/// Whether a text without an arrow ends in a figure with its year.
pub fn is_single_figure(text: &str) -> bool {
    let text = normalised(text);
    let (head, year) = split_year(&text);
    !text.contains(ARROW) && !year.is_empty() && split_value(head).is_some_and(|(_, value)| is_figure(value))
}

/// One kind of arrow and of space, and no marks of bold text.
fn normalised(text: &str) -> String {
    let text = text.replace("**", "").replace(['\t', '\u{3000}', '\u{a0}', '\n'], " ").replace('\u{fe0f}', "");
    ARROWS.iter().fold(text, |text, arrow| text.replace(arrow, "→"))
}

/// Takes the year in brackets off the end.
fn split_year(text: &str) -> (&str, String) {
    let text = text.trim();
    let without = text.strip_suffix([')', '）', ']', '］']);
    let found = without.and_then(|inner| {
        let start = inner.rfind(['(', '（', '[', '［'])?;
        let bracket = inner[start..].chars().next()?;
        let year = bare_year(&inner[start + bracket.len_utf8()..])?;
        Some((inner[..start].trim_end(), year))
    });
    found.unwrap_or((text, String::new()))
}

/// A year without what is said of its figure: `平成26年度末` is 平成26年度.
fn bare_year(text: &str) -> Option<String> {
    let text = text.trim();
    let readings = std::iter::once(text).chain(BEHIND_YEAR.iter().filter_map(|word| text.strip_suffix(word)));
    readings.map(str::trim).find(|year| parse_year(year).is_some()).map(str::to_owned)
}

/// The year with which a text begins, in brackets, or set off from the figure by more than digits.
fn year_before(text: &str) -> Option<(&str, String)> {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix(['(', '（', '[', '［']) {
        let end = inner.find([')', '）', ']', '］'])?;
        let bracket = inner[end..].chars().next()?;
        let year = bare_year(&inner[..end])?;
        return Some((inner[end + bracket.len_utf8()..].trim_start_matches([':', '：', ' ']), year));
    }
    let ends = text.char_indices().filter(|(_, letter)| [':', '：', ' ', '度', '年', '末'].contains(letter));
    let candidates: Vec<usize> = ends.map(|(position, letter)| position + letter.len_utf8()).collect();
    candidates.into_iter().rev().find_map(|end| {
        let (year, value) = (text[..end].trim_end_matches([':', '：', ' ']), text[end..].trim_start_matches([':', '：', ' ']));
        let is_bare = year.chars().all(|letter| letter.is_numeric());
        // 2000 人 begins with no year.
        let is_set_off = !is_bare || text[..end].ends_with([':', '：']);
        Some((value, bare_year(year).filter(|_| is_set_off && !value.is_empty())?))
    })
}

/// The year behind the last space, and what stands before it; the whole text and no year where there is none.
fn year_behind(text: &str) -> (&str, String) {
    let text = text.trim();
    let found = split_year(text);
    if !found.1.is_empty() {
        return found;
    }
    let behind = text.rsplit_once([' ', ':', '：']).filter(|(before, year)| !before.is_empty() && !year.starts_with(char::is_numeric));
    behind.and_then(|(before, year)| Some((before.trim_end(), bare_year(year)?))).unwrap_or((text, String::new()))
}

fn without_label(text: &str) -> &str {
    let text = text.trim();
    let behind = LABELS.iter().find_map(|label| text.strip_prefix(label)).map(|rest| rest.trim_start_matches([':', '：', ' ']));
    behind.filter(|rest| rest.contains(char::is_numeric)).unwrap_or(text)
}

/// A name without the dots behind it, and without what its figure is called behind them.
fn without_leaders(name: &str) -> &str {
    let bare = |text| str::trim_end_matches(text, LEADERS);
    let name = bare(name);
    let label = LABELS.iter().find_map(|label| name.strip_suffix(label)).filter(|rest| rest.ends_with(LEADERS));
    label.map(bare).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// A figure without the mark of a footnote, and that mark.
fn without_note(text: &str) -> (&str, Option<String>) {
    let text = text.trim();
    let bare = text.trim_end_matches(|letter: char| letter.is_numeric() || "※注*＊()（）".contains(letter));
    let start = text[bare.len()..].find(['※', '*', '＊']).map(|start| bare.len() + start);
    let found = start.map(|start| (text[..start].trim_end_matches(['(', '（']).trim_end(), mark(&text[start..])));
    found.unwrap_or((text, None))
}

/// Whether a text is a number with a unit, or a word that stands in the place of one.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let digits = text.trim_start_matches(BEFORE_DIGITS);
    let unit = digits.trim_start_matches(|letter: char| letter.is_numeric() || ",.，． ".contains(letter));
    digits.starts_with(|letter: char| letter.is_numeric())
        && unit.chars().count() <= LONGEST_WORD
        && !unit.contains(|letter: char| letter.is_numeric() || letter == ' ')
}

/// Name and figure: at a colon, else at the first space behind which nothing but a figure stands, else at the last space, else behind the
/// last bracket, else where the last digits begin.
fn split_value(head: &str) -> Option<(&str, &str)> {
    let head = head.trim();
    let (end, start) = at_colon(head).or_else(|| at_space(head)).or_else(|| behind_bracket(head)).or_else(|| at_digits(head))?;
    let (name, value) = (head[..end].trim(), head[start..].trim());
    (!name.is_empty() && !value.is_empty()).then_some((name, value))
}

/// Where a name ends and its figure begins.
type Cut = (usize, usize);

fn at_colon(head: &str) -> Option<Cut> {
    let colons: Vec<Cut> = head.match_indices([':', '：']).map(|(at, colon)| (at, at + colon.len())).collect();
    colons.into_iter().rev().find(|(end, start)| {
        let (before, behind) = (&head[..*end], head[*start..].trim());
        let is_ratio = before.ends_with(char::is_numeric) && head[*start..].starts_with(char::is_numeric);
        let closes_more = behind.matches(['）', ')']).count() > behind.matches(['（', '(']).count();
        let is_word = behind.chars().count() <= LONGEST_WORD && !behind.contains(' ');
        !is_ratio
            && !closes_more
            && !behind.is_empty()
            && (is_word || DatedFigure::of_line(behind).is_some_and(|point| is_figure(&point.value)))
    })
}

fn at_space(head: &str) -> Option<Cut> {
    let mut spaces = head.match_indices(' ').map(|(at, _)| (at, at + 1));
    let of_figure = spaces.find(|(_, start)| is_figure(&head[*start..]));
    of_figure.or_else(|| head.rfind(' ').map(|at| (at, at + 1)))
}

fn behind_bracket(head: &str) -> Option<Cut> {
    let (at, bracket) = head.rmatch_indices(['）', ')']).next()?;
    let end = at + bracket.len();
    (end < head.len()).then_some((end, end))
}

fn at_digits(head: &str) -> Option<Cut> {
    let is_digit = |letter: char| letter.is_numeric() || ",.，．△▲".contains(letter);
    let last = head.char_indices().rev().find(|(_, letter)| letter.is_numeric())?.0;
    let start = head[..last].char_indices().rev().take_while(|(_, letter)| is_digit(*letter)).last().map_or(last, |(start, _)| start);
    Some((start, start))
}

/// The name without bullets, its number in a list, and what kind of indicator it is, which is given beside it.
fn without_marks(text: &str) -> (&str, Option<String>) {
    let (mut name, mut role) = (text.trim(), None);
    loop {
        let mut shorter = name.trim_start_matches(BULLETS).trim_start();
        if let Some((inner, rest)) = shorter.strip_prefix('【').and_then(|inner| inner.split_once('】')) {
            role = Some(inner.trim().to_owned());
            shorter = rest.trim_start();
        }
        shorter = without_number(shorter);
        if shorter == name {
            return (name, role);
        }
        name = shorter;
    }
}

/// Without ①, (1), 1. or 1) before it.
fn without_number(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix(|letter| matches!(letter, '①'..='⑳' | '⑴'..='⒇')) {
        return rest.trim_start();
    }
    let bracketed = text.strip_prefix(['(', '（']);
    let inner = bracketed.unwrap_or(text);
    let rest = inner.trim_start_matches(char::is_numeric);
    let length = inner.len() - rest.len();
    let closing: &[char] = if bracketed.is_some() { &[')', '）'] } else { &[')', '）', '.', '．'] };
    let behind = rest.strip_prefix(closing).filter(|behind| length > 0 && length <= 6 && !behind.starts_with(char::is_numeric));
    behind.map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(String, Vec<(String, String)>)> {
        Line::parse(text).map(|line| (line.name, line.points.into_iter().map(|point| (point.value, point.year)).collect()))
    }

    fn line(name: &str, points: &[(&str, &str)]) -> Option<(String, Vec<(String, String)>)> {
        Some((name.to_owned(), points.iter().map(|(value, year)| ((*value).to_owned(), (*year).to_owned())).collect()))
    }

    #[test]
    fn lines_are_taken_apart_as_reports_print_them() {
        let points = [("132人", "H26"), ("147人", "H28"), ("200人", "H31")];
        assert_eq!(parsed("・産後ケアサポート人材数\t132人 (H26) → 147人 (H28) → 200人 (H31)"), line("産後ケアサポート人材数", &points));
        let points = [("未実施", "H26"), ("22人", "H28"), ("50人", "H31")];
        let name = "育成数（累計）";
        assert_eq!(parsed("- 育成数（累計）未実施 (H26) → 22人 (H28) → 50人 (H31)"), line(name, &points));
        assert_eq!(parsed("• 育成数（累計）\t未実施（H26）\t→ **22人（H28）**\t→ 50人（H31）"), line(name, &points));
        let points = [("1.43", "H25"), ("1.49", "H27"), ("1.6", "H31")];
        assert_eq!(parsed("【数値目標】 • 出生率 1.43 (H25) → 1.49 (H27) → 1.6 (H31)"), line("出生率", &points));
        assert_eq!(parsed("来館者数８０人（H26）→９０人（H28）→１００人（H31）").map(|(name, _)| name), Some("来館者数".to_owned()));
    }

    #[test]
    fn names_figures_and_years_stand_in_many_ways() {
        let (baseline, target) = (("5.5‰", "平成25年"), ("5.9‰", "平成31年"));
        let expected = line("婚姻率", &[baseline, target]);
        for text in [
            "①婚姻率：5.5‰（平成25年）→5.9‰（平成31年）",
            "（1）婚姻率: 5.5‰（平成25年）⇒ 5.9‰（平成31年）※1",
            "1. 婚姻率　5.5‰[平成25年] ➡️ 5.9‰[平成31年]",
            "婚姻率 5.5‰ 平成25年 -> 5.9‰ 平成31年",
            "婚姻率：（平成25年）5.5‰ → （平成31年）5.9‰",
            "婚姻率……現状値 5.5‰（平成25年末現在）→目標値：5.9‰（平成31年目標）",
            "婚姻率（平成25年） 5.5‰ => 平成31年：5.9‰",
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn spaces_colons_and_brackets_within_names_and_figures_are_no_ends_of_them() {
        for (text, name, value) in [
            ("市外へ就職する学生数を1割減 2,000 人 (H26) → 1,800 人 (H31)", "市外へ就職する学生数を1割減", "2,000 人"),
            ("病床数（単位：床）12床（H26）→ 20床（H31）", "病床数（単位：床）", "12床"),
            ("人口 1 万人当たりの医師数 12 人（H26）→ 20 人（H31）", "人口 1 万人当たりの医師数", "12 人"),
            ("育成数（累計）：未実施（H26）→ 5人（H31）", "育成数（累計）", "未実施"),
            ("計画の策定 未策定 → 策定（H31）", "計画の策定", "未策定"),
            ("取り組んでいる市民の割合：15.8％（平成25年度）→28.0％（平成31年度）", "取り組んでいる市民の割合", "15.8％"),
            ("増減 △1.5％（H26）→ 2％（H31）", "増減", "△1.5％"),
        ] {
            let found = parsed(text).map(|(name, points)| (name, points[0].0.clone()));
            assert_eq!(found, Some((name.to_owned(), value.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_stands_before_a_name_says_its_role() {
        assert_eq!(Line::parse("【数値目標】 • 出生率 1.43 (H25) → 1.6 (H31)").unwrap().role, Some("数値目標".to_owned()));
        assert_eq!(Line::parse("出生率 1.43 (H25) → 1.6 (H31)").unwrap().role, None);
    }

    #[test]
    fn figures_without_a_name_and_lines_that_go_on_are_known() {
        assert!(["132人 (H26) → 147人 (H28)", "H26：132人 ⇒ H28：147人"].iter().all(|text| Line::is_without_name(text)));
        assert!(["名称 132人 (H26) → 147人 (H28)", "A → B", "132人 (H26)"].iter().all(|text| !Line::is_without_name(text)));
        assert!(["名称 132人 (H26) →", "県外からの購入・", "名称（累"].iter().all(|text| ends_open(text)) && !ends_open("名称（累計）"));
        assert!(is_single_figure("名称 12人 (H26)") && !is_single_figure("計画を策定（H26）") && !is_single_figure("名称 12人"));
    }

    #[test]
    fn other_lines_are_none() {
        for text in ["", "→", "基本目標1", "A → B", "名称 12人 (H26)", "12 → 13 (H28)", "名称,実績値"] {
            assert_eq!(Line::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_result_stands_between_baseline_and_target() {
        let result = |text: &str, edition| Line::parse(text).unwrap().result(edition).map(|point| point.value.clone());
        let line = "名称 1人 (H26) → 2人 (H27) → 3人 (H28) → 9人 (H31)";
        assert_eq!([2015, 2016, 2017].map(|edition| result(line, edition).unwrap()), ["2人", "3人", "3人"]);
        assert_eq!(result("名称 1人 (H26) → 9人 (H31)", 2016), None);
    }
}
