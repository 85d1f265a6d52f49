//! Diagnostics as text for people. The only place that knows the snippet renderer.

use super::fault::Fault;
use super::{Diagnostic, Place, Report, Severity, Sources, shown, words_en, words_ja};
use crate::language::Language;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A block for each fault, with the line it is in, plain or coloured.
    Full { coloured: bool },
    /// One line for each fault: `path:line:column: severity[code]: message`.
    Short,
}

/// The words of one fault in one language.
pub struct Words {
    pub(super) title: String,
    pub(super) label: String,
    pub(super) help: Option<String>,
    pub(super) related: &'static str,
}

impl Words {
    /// The fact, and what is said at the place itself.
    pub fn new(title: impl Into<String>, label: impl Into<String>) -> Words {
        Words { title: title.into(), label: label.into(), help: None, related: "" }
    }

    /// Adds the cure.
    pub fn help(self, help: impl Into<String>) -> Words {
        self.maybe_help(Some(help.into()))
    }

    /// Adds the cure where there is one.
    pub fn maybe_help(mut self, help: Option<String>) -> Words {
        self.help = help;
        self
    }

    /// Says what the related place is.
    pub fn related(mut self, label: &'static str) -> Words {
        self.related = label;
        self
    }

    /// Names the nearest known name, else all of them.
    pub fn meant(self, nearest: &Option<String>, known: &[String], question: fn(&str) -> String, all: &str) -> Words {
        match nearest {
            Some(name) => self.help(question(name)),
            None if known.is_empty() => self,
            None => self.help(format!("{all}{}", list(known))),
        }
    }
}

/// 452 → `4.52:1`.
pub fn hundredths(ratio: u32) -> String {
    format!("{}.{:02}:1", ratio / 100, ratio % 100)
}

/// Names in back-ticks, one after the other; a long list is cut.
pub fn list(names: &[String]) -> String {
    const MOST: usize = 24;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// Most letters of a message; in the middle of longer ones something is left out.
const LONGEST: usize = 2000;

/// The whole report as text, one block or line for each fault, without the closing line.
pub fn print(report: &Report, sources: &Sources, language: Language, format: Format) -> String {
    let blocks = report.sorted(sources).into_iter().map(|diagnostic| {
        let words = words(&diagnostic.fault, language);
        match format {
            Format::Full { coloured } => full(diagnostic, sources, &words, coloured) + "\n\n",
            Format::Short => short(diagnostic, sources, &words) + "\n",
        }
    });
    blocks.collect()
}

/// The words of a fault in the language asked for.
pub(super) fn words(fault: &Fault, language: Language) -> Words {
    let words = match language {
        Language::Ja => words_ja::words(fault),
        Language::En => words_en::words(fault),
    };
    Words { title: cut(words.title), label: cut(words.label), help: words.help.map(cut), related: words.related }
}

/// A message as it is safe to show: what was found in a file is part of it, and may be of any length and move a terminal's cursor.
fn cut(message: String) -> String {
    let message = shown::lines(&message);
    let count = if message.len() > LONGEST { message.chars().count() } else { 0 };
    if count <= LONGEST {
        return message;
    }
    let part = LONGEST / 2;
    message.chars().take(part).chain(['…']).chain(message.chars().skip(count - part)).collect()
}

fn short(diagnostic: &Diagnostic, sources: &Sources, words: &Words) -> String {
    let severity = diagnostic.severity.name();
    let code = diagnostic.fault.code();
    let help = words.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}: {severity}[{code}]: {}{help}", address(&diagnostic.place, sources), words.title)
}

fn address(place: &Place, sources: &Sources) -> String {
    match place {
        Place::Span(id, range) => {
            let (line, column) = sources.line_column(*id, range.start);
            format!("{}:{line}:{column}", sources.get(*id).path)
        }
        Place::File(path) => shown::name(path),
        Place::Cell(cell) => cell.address(),
    }
}

fn full(diagnostic: &Diagnostic, sources: &Sources, words: &Words, coloured: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(words.title.as_str())
        .id(diagnostic.fault.code())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    group = add_place(group, &diagnostic.place, sources, (AnnotationKind::Primary, &words.label));
    if let Some(related) = &diagnostic.related {
        group = add_place(group, related, sources, (AnnotationKind::Context, words.related));
    }
    if let Some(help) = &words.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

fn add_place<'a>(group: Group<'a>, place: &'a Place, sources: &'a Sources, mark: (AnnotationKind, &'a str)) -> Group<'a> {
    let (kind, label) = mark;
    match place {
        Place::File(path) => group.element(Origin::path(shown::name(path))),
        Place::Cell(cell) => group.element(Origin::path(cell.address())),
        Place::Span(id, range) => {
            let (first, lines) = sources.lines_of(*id, range);
            let [start, end] = [range.start, range.end].map(|byte| byte.clamp(lines.start, lines.end) - lines.start);
            let snippet = Snippet::source(&sources.get(*id).text[lines]).line_start(first).path(sources.get(*id).path.as_str());
            group.element(snippet.annotation(kind.span(start..end.max(start)).label(label)))
        }
    }
}

/// The closing line: "3 errors, 1 warning in 2 files", or `None` when there is nothing to say.
pub fn summary(report: &Report, sources: &Sources, language: Language) -> Option<String> {
    let sorted = report.sorted(sources);
    if sorted.is_empty() {
        return None;
    }
    let mut files: Vec<String> = sorted.iter().map(|diagnostic| sources.sort_key(&diagnostic.place).0).collect();
    files.dedup();
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (severity, sorted.iter().filter(|d| d.severity == severity).count()));
    let parts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(severity, count)| counted(*severity, *count, language)).collect();
    Some(match language {
        Language::Ja => format!("{}件のファイルに{}", files.len(), parts.join("、")),
        Language::En => format!("{} in {}", parts.join(", "), plural(files.len(), "file")),
    })
}

fn counted(severity: Severity, count: usize, language: Language) -> String {
    match (language, severity) {
        (Language::En, Severity::Error) => plural(count, "error"),
        (Language::En, Severity::Warning) => plural(count, "warning"),
        (Language::En, Severity::Note) => plural(count, "note"),
        (Language::Ja, Severity::Error) => format!("エラー{count}件"),
        (Language::Ja, Severity::Warning) => format!("警告{count}件"),
        (Language::Ja, Severity::Note) => format!("お知らせ{count}件"),
    }
}

/// A number with its noun.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
