//! 前回から変更なし: the words and the next step of the edition before, where the new report of a measure has none.
//!
//! This comes last, over the texts as forms and documents leave them: what is written there stays. Sums of money are figures of a year
//! and never go on.

use super::body::{NewSection, headings, section, with_section};
use super::{ActivityColumn, ReportedMeasure, facts, next, sections};
use crate::diagnostic::Place;
use crate::error::Error;
use crate::load::front_matter::split;
use crate::model::prose::{outline, parser, scheme};
use crate::model::{Document, NextStep, Word};
use crate::sheet::change::ReportedEdition;
use crate::sheet::division::divisions;
use crate::sheet::results::like;
use crate::tidy;
use std::collections::BTreeMap;

/// A division that answered 前回から変更なし.
#[derive(Clone, Debug)]
pub struct DivisionTick {
    pub division: String,
    /// Whether it is ticked, or the tick is taken back.
    pub unchanged: bool,
    /// The cell.
    pub place: Place,
}

/// Words that go on in a new report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedPart {
    /// 主な取組, or the heading of a section.
    pub heading: String,
    pub text: String,
}

/// What goes on of a measure.
#[derive(Clone, Debug)]
pub struct CarriedMeasure {
    document: Document,
    pub division: String,
    /// As people call it.
    pub measure: String,
    /// `goal-1/measure-2`.
    pub key: String,
    pub parts: Vec<CarriedPart>,
    pub place: Place,
}

/// What became of the ticks of an import.
#[derive(Debug, Default)]
pub struct CarriedTexts {
    /// The fiscal year of the edition before, where there is one.
    pub from: Option<i32>,
    /// Measures with what was written of them, at least one part each.
    pub written: Vec<CarriedMeasure>,
    /// Measures of which the edition before says nothing; they have no parts.
    pub nothing: Vec<CarriedMeasure>,
    /// Measures whose division took the tick back, with the parts that still are those of the edition before.
    pub left: Vec<CarriedMeasure>,
}

impl CarriedTexts {
    /// Whether words go on in a cell of the form.
    pub fn writes(&self, reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>, column: ActivityColumn) -> bool {
        let document = measure.document(reported.edition.year);
        let of_measure = self.written.iter().filter(|carried| carried.document == document);
        of_measure.flat_map(|carried| &carried.parts).any(|part| part.heading == column.heading())
    }
}

/// The edition before: of the same strategy, else the last one of the strategy that it succeeds.
fn edition_before(reported: ReportedEdition<'_>) -> Option<ReportedEdition<'_>> {
    let of_strategy = |id: &str| {
        let earlier = reported.project.editions.iter().rev().filter(|edition| edition.year < reported.edition.year);
        earlier.into_iter().find(|edition| reported.project.strategy_of(edition).id == id)
    };
    let succeeded = || reported.strategy().succeeds.as_deref().and_then(of_strategy);
    let edition = of_strategy(&reported.strategy().id).or_else(succeeded)?;
    Some(ReportedEdition { project: reported.project, edition })
}

/// A measure in the edition before.
struct EarlierMeasure<'a> {
    reported: ReportedEdition<'a>,
    measure: ReportedMeasure<'a>,
}

impl ReportedMeasure<'_> {
    /// The measure in the edition before: the same one, or its counterpart in the strategy before.
    fn earlier<'a>(&self, reported: ReportedEdition<'a>) -> Option<EarlierMeasure<'a>> {
        let earlier = edition_before(reported)?;
        let is_same = earlier.strategy().id == reported.strategy().id;
        let (goal, number) = match self.measure.continues.filter(|_| !is_same) {
            Some((goal, number)) => (goal, number),
            None if is_same => (self.goal.number, self.measure.number),
            None => (self.goal.number, self.measure.counterpart(self.goal.number, earlier.strategy())?.number),
        };
        let goal = earlier.strategy().goal(goal)?;
        let measure = goal.measures.iter().find(|measure| measure.number == number)?;
        Some(EarlierMeasure { reported: earlier, measure: ReportedMeasure { goal, measure } })
    }

    /// The body of the edition before, as it is written.
    pub fn words_before<'a>(&self, reported: ReportedEdition<'a>) -> &'a str {
        self.earlier(reported).map(|earlier| earlier.measure.body(earlier.reported)).unwrap_or_default()
    }

    /// The body of the edition before, so that its links lead from a file of this edition to where they led.
    pub fn body_before(&self, reported: ReportedEdition<'_>) -> String {
        let Some(earlier) = self.earlier(reported) else { return String::new() };
        let words = earlier.measure.body(earlier.reported).replace("\r\n", "\n");
        led_back(&words, earlier.reported.edition.year, earlier.measure.goal.number)
    }

    fn next_before(&self, reported: ReportedEdition<'_>) -> Option<NextStep> {
        let earlier = self.earlier(reported)?;
        earlier.measure.report(earlier.reported).and_then(next)
    }

    /// What a cell of the form holds where the words of the edition before went on.
    pub fn cell_before(&self, reported: ReportedEdition<'_>, column: ActivityColumn) -> String {
        match column {
            ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => {
                tidy::for_office(sections::section(&self.body_before(reported), column))
            }
            ActivityColumn::Next => self.next_before(reported).map(label).unwrap_or_default(),
            ActivityColumn::Planned | ActivityColumn::Settled => String::new(),
        }
    }
}

fn label(next: NextStep) -> String {
    next.choice().label.ja.to_owned()
}

/// Puts what the edition before says into the texts of the content files, by their paths below the root, for each measure of a division
/// that ticks 前回から変更なし. `text_of` gives a text that is not among them.
///
/// # Errors
///
/// [`Error::File`] where front matter cannot be changed, and what `text_of` gives.
pub fn carry(
    reported: ReportedEdition<'_>,
    ticks: &[DivisionTick],
    texts: &mut BTreeMap<String, String>,
    text_of: impl Fn(&Document) -> Result<String, Error>,
) -> Result<CarriedTexts, Error> {
    let mut found = CarriedTexts { from: edition_before(reported).map(|earlier| earlier.edition.year), ..CarriedTexts::default() };
    let tasks = divisions(reported);
    for tick in ticks {
        let measures = tasks.iter().filter(|task| task.name == tick.division).flat_map(|task| &task.measures);
        for measure in measures {
            let document = measure.document(reported.edition.year);
            let path = document.file();
            let text = texts.get(&path).cloned().map_or_else(|| text_of(&document), Ok)?;
            let refused = || Error::unchangeable(&path);
            let old = MeasureBefore { body: measure.body_before(reported), next: measure.next_before(reported) };
            let mut carried = CarriedMeasure {
                document,
                division: tick.division.clone(),
                measure: measure.name(),
                key: measure.key(),
                parts: Vec::new(),
                place: tick.place.clone(),
            };
            if !tick.unchanged {
                carried.parts = old.left_in(&text);
                found.left.extend((!carried.parts.is_empty()).then_some(carried));
            } else if old.is_silent() {
                found.nothing.push(carried);
            } else {
                let changed = old.into(&text, &mut carried.parts).ok_or_else(refused)?;
                if !carried.parts.is_empty() {
                    texts.insert(path.clone(), changed);
                    found.written.push(carried);
                }
            }
        }
    }
    Ok(found)
}

/// What the edition before says of a measure.
struct MeasureBefore {
    body: String,
    next: Option<NextStep>,
}

impl MeasureBefore {
    fn is_silent(&self) -> bool {
        self.body.trim().is_empty() && self.next.is_none()
    }

    /// Its sections with words.
    fn sections(&self) -> Vec<(Option<String>, String)> {
        let named = headings(&self.body).into_iter().map(|heading| (section(&self.body, heading.as_deref()), heading));
        named.filter(|(words, _)| !words.is_empty()).map(|(words, heading)| (heading, words)).collect()
    }

    /// The text of the new report with what it lacks; `None` where it cannot be read.
    fn into(self, text: &str, parts: &mut Vec<CarriedPart>) -> Option<String> {
        let (facts, body) = (split(text).ok()?.facts, split(text).ok()?.body);
        let there = &text[body.clone()];
        let mut new = there.to_owned();
        let is_blank = there.trim().is_empty();
        let mut behind: Option<String> = None;
        for (heading, markdown) in self.sections() {
            if is_blank || section(&new, heading.as_deref()).is_empty() {
                let at = NewSection { heading: heading.as_deref(), markdown: &markdown, behind: behind.as_deref() };
                new = with_section(&new, at);
                parts.push(part(heading.as_deref(), markdown));
            }
            behind = heading;
        }
        if is_blank && !self.body.trim().is_empty() {
            // As a whole, with the headings as they were written.
            new = like(text, &format!("\n{}\n", self.body.trim()));
        }
        let old_facts = &text[facts.clone()];
        let mut new_facts = old_facts.to_owned();
        if let Some(next) = self.next.filter(|_| facts::next_step(old_facts).is_none()) {
            new_facts = like(text, &facts::with_next(old_facts, next)?);
            parts.push(CarriedPart { heading: ActivityColumn::Next.heading().to_owned(), text: label(next) });
        }
        let head = &text[facts.end..body.start];
        let gap = if head.ends_with('\n') || new.is_empty() { "" } else { "\n" };
        Some(format!("{}{new_facts}{head}{gap}{new}", &text[..facts.start]))
    }

    /// The parts of a report that are as they were.
    fn left_in(&self, text: &str) -> Vec<CarriedPart> {
        let Ok(split) = split(text) else { return Vec::new() };
        let body = &text[split.body];
        let is_left = |(heading, words): &(Option<String>, String)| section(body, heading.as_deref()) == *words;
        let mut left: Vec<CarriedPart> =
            self.sections().into_iter().filter(is_left).map(|(heading, words)| part(heading.as_deref(), words)).collect();
        let next = self.next.filter(|next| facts::next_step(&text[split.facts]).as_deref() == Some(next.word()));
        left.extend(next.map(|next| CarriedPart { heading: ActivityColumn::Next.heading().to_owned(), text: label(next) }));
        left
    }
}

fn part(heading: Option<&str>, text: String) -> CarriedPart {
    CarriedPart { heading: heading.unwrap_or(ActivityColumn::Activities.heading()).to_owned(), text }
}

/// Markdown of a measure whose links and pictures lead, from the same measure of another edition, to the same files. Links to other texts
/// stay: they lead to the same places of that other edition.
fn led_back(markdown: &str, year: i32, goal: u32) -> String {
    let inline = outline(markdown, None).links.into_iter().filter_map(|link| {
        let written = markdown.get(link.range.clone())?;
        Some((link.range.start + written.rfind("](")? + 2, link.address))
    });
    let parsed = parser(markdown);
    let definitions = parsed.reference_definitions().iter().filter_map(|(_, definition)| {
        let written = markdown.get(definition.span.clone())?;
        let start = written.find("]:")? + 2;
        let blank = written[start..].len() - written[start..].trim_start().len();
        Some((definition.span.start + start + blank, definition.dest.to_string()))
    });
    let mut places: Vec<(usize, String)> = inline.chain(definitions).filter(|(_, address)| is_beside(address)).collect();
    places.sort();
    places.dedup();
    let mut text = markdown.to_owned();
    for (place, address) in places.into_iter().rev() {
        let at = place + usize::from(text[place..].starts_with('<'));
        let (taken, folder) = match address.strip_prefix("../") {
            Some(_) => (3, format!("../../{year}/")),
            None => (0, format!("../../{year}/goal-{goal}/")),
        };
        text.replace_range(at..at + taken, &folder);
    }
    text
}

/// Whether an address leads to a file of the same edition that is no text.
fn is_beside(address: &str) -> bool {
    let file = address.split('#').next().unwrap_or_default();
    let is_text = file.to_lowercase().ends_with(".md");
    !file.is_empty() && !is_text && !file.starts_with('/') && !file.starts_with("../../") && scheme(address).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "\n- 相談会\n\n## 成果\n\n増えた。\n\n## 体制\n\n3人\n";

    fn carried(new: &str) -> (String, Vec<String>) {
        let mut parts = Vec::new();
        let old = MeasureBefore { body: OLD.to_owned(), next: Some(NextStep::Expand) };
        let text = old.into(new, &mut parts).unwrap();
        (text, parts.into_iter().map(|part| part.heading).collect())
    }

    #[test]
    fn a_blank_report_gets_the_whole_and_another_one_what_it_lacks() {
        let review = "\n[[review]]\nby = \"division\"\nnext = \"expand\"\n";
        let (whole, parts) = carried("+++\na = 1\n+++\n");
        assert_eq!(whole, format!("+++\na = 1\n{review}+++\n{OLD}"));
        assert_eq!(parts, ["主な取組", "成果", "体制", "今後の方針"]);
        assert_eq!(carried(&whole), (whole.clone(), Vec::new()), "once more changes nothing");
        let own = "+++\n[[review]]\nby = \"division\"\nnext = \"stop\"\n+++\n\n## 成果\n\n別のこと\n\n## 課題\n\n人手\n";
        let expected = "\n- 相談会\n\n## 成果\n\n別のこと\n\n## 体制\n\n3人\n\n## 課題\n\n人手\n";
        assert_eq!(
            carried(own),
            (format!("{}+++\n{expected}", &own[..own.rfind("+++").unwrap()]), vec!["主な取組".to_owned(), "体制".to_owned()])
        );
        assert_eq!(carried("+++\r\n+++\r\n").0.matches('\n').count(), carried("+++\r\n+++\r\n").0.matches("\r\n").count());
    }

    #[test]
    fn links_lead_to_the_files_to_which_they_led() {
        let old = "[資料](shiryo.pdf#page=3) ![図](<a b.png>) [目標](../goal-2/goal.md) [別](../files/x.pdf) [共](../../all.pdf) [外](https://a.jp/b.pdf) [参][1]\n\n[1]: y.pdf\n";
        let new = "[資料](../../2021/goal-1/shiryo.pdf#page=3) ![図](<../../2021/goal-1/a b.png>) [目標](../goal-2/goal.md) [別](../../2021/files/x.pdf) [共](../../all.pdf) [外](https://a.jp/b.pdf) [参][1]\n\n[1]: ../../2021/goal-1/y.pdf\n";
        assert_eq!(led_back(old, 2021, 1), new);
    }
}
