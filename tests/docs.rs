//! README.md, README.ja.md and the pages of `docs`: links lead somewhere, commands exist, examples come out as they are printed.

mod commands;
mod examples;
mod links;
mod year;

use crate::harness::repository;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page of the documentation, in Markdown.
struct Page {
    /// Path from the top of the repository.
    path: String,
    text: String,
}

/// What a reader may copy from a page.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Code {
        language: String,
        text: String,
    },
    /// Rows of cells, the headings first.
    Table(Vec<Vec<String>>),
}

impl Page {
    fn read(path: &str) -> Page {
        Page { path: path.to_owned(), text: std::fs::read_to_string(repository(path)).unwrap() }
    }

    /// Every page that a reader of the repository meets first, sorted by path.
    fn all() -> Vec<Page> {
        let docs = std::fs::read_dir(repository("docs")).unwrap().map(|entry| format!("docs/{}", entry.unwrap().file_name().display()));
        let mut paths: Vec<String> = docs.filter(|path| path.ends_with(".md")).collect();
        paths.extend(["README.md", "README.ja.md", "CHANGELOG.md"].map(str::to_owned));
        paths.sort();
        paths.iter().map(|path| Page::read(path)).collect()
    }

    fn events(&self) -> Parser<'_> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
    }

    /// Code between back-ticks in the text.
    fn code_spans(&self) -> Vec<String> {
        let code = |event| match event {
            Event::Code(text) => Some(text.to_string()),
            _ => None,
        };
        self.events().filter_map(code).collect()
    }

    /// Code blocks and tables in their order.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut events = self.events();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = if let CodeBlockKind::Fenced(language) = kind { language.to_string() } else { String::new() };
                    blocks.push(Block::Code { language, text: text_until(&mut events, TagEnd::CodeBlock) });
                }
                Event::Start(Tag::Table(_)) => blocks.push(Block::Table(rows(&mut events))),
                _ => {}
            }
        }
        blocks
    }

    /// The texts of the code blocks.
    fn code_blocks(&self) -> Vec<String> {
        let code = |block| match block {
            Block::Code { text, .. } => Some(text),
            Block::Table(_) => None,
        };
        self.blocks().into_iter().filter_map(code).collect()
    }

    /// The only code block that begins so.
    fn code_block(&self, beginning: &str) -> String {
        let mut found = self.code_blocks().into_iter().filter(|text| text.starts_with(beginning));
        let text = found.next().unwrap_or_else(|| panic!("{}: no code block that begins with `{beginning}`", self.path));
        assert_eq!(found.next(), None, "{}: several code blocks that begin with `{beginning}`", self.path);
        text
    }
}

/// The text of an element up to its end.
fn text_until(events: &mut Parser<'_>, end: TagEnd) -> String {
    let mut text = String::new();
    for event in events.by_ref() {
        match event {
            Event::End(ended) if ended == end => break,
            Event::Text(part) | Event::Code(part) => text += &part,
            Event::SoftBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The rows of a table up to its end.
fn rows(events: &mut Parser<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::End(TagEnd::Table) => break,
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                let cell = text_until(events, TagEnd::TableCell);
                if let Some(row) = rows.last_mut() {
                    row.push(cell);
                }
            }
            _ => {}
        }
    }
    rows
}
