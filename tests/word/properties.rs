//! Any body goes into a Word file, or into the cell of a form, and comes back the same.

use super::HEADING;
use super::document::{WordDocument, marked, paragraph, run, table};
use crate::harness::{Site, thoroughness};
use crate::sheet::field::city::reporting;
use proptest::prelude::*;
use std::collections::BTreeMap;
use torikumi::diagnostic::Report;
use torikumi::load::{Folder, load};
use torikumi::model::{Project, read};
use torikumi::sheet::{self, Conflicts, ReportedEdition};
use torikumi::tidy::{OfficeLines, OfficeSigns, OfficeText, for_office, from_office};
use torikumi::word;

/// Words of a paragraph.
#[derive(Clone, Debug)]
pub enum Words {
    Plain(String),
    Bold(String),
    Link(String, String),
}

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Vec<Words>),
    /// How deep each item stands beside the one before, and whether the list has numbers.
    List(Vec<(usize, Vec<Words>)>, bool),
    Table(Vec<Vec<Vec<Words>>>),
    Heading(String),
}

/// A section with its heading.
pub type Section = (String, Vec<Block>);

fn words() -> impl Strategy<Value = Vec<Words>> {
    // A line that begins with a sign is a list.
    let first = "[一-龠]{1,6}[ぁ-んァ-ヶ一-龠a-z0-9、。（）「」*_~<&|\\[\\\\]{0,20}[ぁ-ん]";
    let letters = "[一-龠]{1,5}";
    let more = prop_oneof![
        letters.prop_map(Words::Bold),
        (letters, "https://example\\.jp/[a-z]{1,6}").prop_map(|(text, address)| Words::Link(text, address)),
    ];
    (first, proptest::collection::vec((more, "[一-龠ぁ-ん]{1,5}"), 0..3)).prop_map(|(first, more)| {
        let more = more.into_iter().flat_map(|(words, plain)| [words, Words::Plain(plain)]);
        std::iter::once(Words::Plain(first)).chain(more).collect()
    })
}

fn block() -> impl Strategy<Value = Block> {
    let table = (2..5_usize).prop_flat_map(|columns| proptest::collection::vec(proptest::collection::vec(words(), columns), 1..4));
    prop_oneof![
        3 => words().prop_map(Block::Paragraph),
        2 => (proptest::collection::vec((0..3_usize, words()), 1..6), any::<bool>()).prop_map(|(items, numbers)| Block::List(items, numbers)),
        1 => table.prop_map(Block::Table),
    ]
}

/// A body: what stands before its sections, and these.
pub fn body() -> impl Strategy<Value = (Vec<Block>, Vec<Section>)> {
    let blocks = || proptest::collection::vec(block(), 1..4);
    let deeper =
        ("[一-龠]{3,8}", blocks()).prop_map(|(heading, blocks)| std::iter::once(Block::Heading(heading)).chain(blocks).collect::<Vec<_>>());
    let section = (
        prop_oneof!["[一-龠]{3,8}", Just("成果".to_owned()), Just("課題".to_owned()), Just("備考".to_owned())],
        blocks(),
        proptest::option::of(deeper),
    );
    let section =
        section.prop_map(|(heading, blocks, deeper)| (heading, blocks.into_iter().chain(deeper.into_iter().flatten()).collect::<Vec<_>>()));
    (proptest::collection::vec(block(), 0..4), proptest::collection::vec(section, 0..4)).prop_map(|(lead, mut sections)| {
        let mut seen = std::collections::BTreeSet::new();
        sections.retain(|(heading, _)| seen.insert(heading.clone()));
        (lead, sections)
    })
}

fn escaped(text: &str) -> String {
    text.chars().fold(
        String::new(),
        |text, letter| if "\\`*_[<&~|{".contains(letter) { format!("{text}\\{letter}") } else { format!("{text}{letter}") },
    )
}

fn markdown_of(words: &[Words]) -> String {
    let one = |words: &Words| match words {
        Words::Plain(text) => escaped(text),
        Words::Bold(text) => format!("**{text}**"),
        Words::Link(text, address) => format!("[{text}]({address})"),
    };
    words.iter().map(one).collect()
}

fn runs_of(words: &[Words], document: &mut WordDocument) -> String {
    let one = |words: &Words| match words {
        Words::Plain(text) => run(text),
        Words::Bold(text) => marked(text, "<w:b/>"),
        Words::Link(text, address) => format!("<w:hyperlink r:id=\"{}\">{}</w:hyperlink>", document.link(address), run(text)),
    };
    words.iter().map(one).collect()
}

/// A list that is open: how far its words stand from the left, and its last number.
struct OpenList {
    words: usize,
    number: usize,
}

/// A block as Markdown; the document with the same block.
fn add(block: &Block, mut document: WordDocument) -> (String, WordDocument) {
    match block {
        Block::Paragraph(words) => {
            let runs = runs_of(words, &mut document);
            (markdown_of(words), document.raw(&paragraph(&runs, "")))
        }
        Block::Heading(heading) => (format!("### {heading}"), document.heading(4, heading)),
        Block::Table(rows) => {
            let line =
                |row: &Vec<Vec<Words>>| format!("| {} |", row.iter().map(|words| markdown_of(words)).collect::<Vec<_>>().join(" | "));
            let mut lines: Vec<String> = rows.iter().map(line).collect();
            lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
            let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|words| runs_of(words, &mut document)).collect()).collect();
            (lines.join("\n"), document.raw(&table(&cells)))
        }
        Block::List(items, numbers) => {
            let list = if *numbers { document.new_list() } else { 1 };
            let mut open: Vec<OpenList> = Vec::new();
            let mut lines = Vec::new();
            for (depth, words) in items {
                let depth = (*depth).min(open.len());
                open.truncate(depth + 1);
                let indent = depth.checked_sub(1).map_or(0, |above| open[above].words);
                if open.len() == depth {
                    open.push(OpenList { words: 0, number: 0 });
                }
                open[depth].number += 1;
                let sign = if *numbers { format!("{}. ", open[depth].number) } else { "- ".to_owned() };
                open[depth].words = indent + sign.len();
                lines.push(format!("{}{sign}{}", " ".repeat(indent), markdown_of(words)));
                let runs = runs_of(words, &mut document);
                document = document.item(&runs, list, depth);
            }
            (lines.join("\n"), document)
        }
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block, Block::List(_, _))
}

/// The Markdown of blocks: lists side by side would be one, so a paragraph stands between them.
fn all(blocks: &[Block], mut document: WordDocument, parts: &mut Vec<String>) -> WordDocument {
    for (position, block) in blocks.iter().enumerate() {
        if is_list(block) && position > 0 && is_list(&blocks[position - 1]) {
            parts.push("間の文".to_owned());
            document = document.plain("間の文");
        }
        let (markdown, with) = add(block, document);
        parts.push(markdown);
        document = with;
    }
    document
}

/// The Markdown of blocks.
fn words_of(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    all(blocks, WordDocument::new(), &mut parts);
    parts.join("\n\n")
}

/// The Markdown of a body.
pub fn markdown(lead: &[Block], sections: &[Section]) -> String {
    let sections = sections.iter().map(|(heading, blocks)| format!("## {heading}\n\n{}", words_of(blocks)));
    let parts = std::iter::once(words_of(lead)).filter(|lead| !lead.is_empty()).chain(sections);
    format!("\n{}\n", parts.collect::<Vec<_>>().join("\n\n"))
}

fn project(site: &Site) -> (Folder, Project) {
    let mut report = Report::default();
    let folder = load(site.root(), &mut report).unwrap();
    let project = read::project(&folder, &mut report).unwrap();
    (folder, project)
}

#[test]
fn any_body_comes_back_from_word_as_it_was() {
    let site = reporting();
    let (folder, project) = project(&site);
    let edition = sheet::edition(&project, Some(2022)).unwrap();
    let reported = ReportedEdition { project: &project, edition };
    let config = ProptestConfig { cases: thoroughness().cases(200), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((lead, sections) in body())| {
        prop_assume!(!lead.is_empty() || !sections.is_empty());
        let mut document = all(&lead, WordDocument::below(HEADING), &mut Vec::new());
        for (heading, blocks) in &sections {
            document = all(blocks, document.heading(3, heading), &mut Vec::new());
        }
        let expected = markdown(&lead, &sections);
        let file = word::read("a.docx", document.bytes()).unwrap();
        let changes = word::compare(reported, &[file], Conflicts::Open);
        prop_assert!(!changes.report.has_errors(), "{:?}", changes.report);
        let mut texts = BTreeMap::new();
        word::apply(&changes.changes, &mut texts, |document| sheet::text_of(reported, &folder, document)).unwrap();
        let text = texts.values().next().unwrap();
        prop_assert_eq!(text.rsplit_once("+++\n").unwrap().1, expected);
    });
}

#[test]
fn any_section_comes_back_from_the_cell_of_a_form_as_it_was() {
    let config = ProptestConfig { cases: thoroughness().cases(400), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((lead, sections) in body())| {
        for blocks in std::iter::once(&lead).chain(sections.iter().map(|(_, blocks)| blocks)) {
            let markdown = words_of(blocks);
            let cell = for_office(&markdown);
            // Its headings are those within a section.
            let typed = OfficeText { text: &cell, level: 3, signs: OfficeSigns::Markdown, lines: OfficeLines::Paragraphs };
            prop_assert_eq!(from_office(&typed), markdown, "{}", cell);
        }
    });
}
