//! Diagnostics as text for people. The only place that knows the snippet renderer.

use super::fault::Fault;
use super::sources::Lines;
use super::{Diagnostic, LineColumn, Place, Report, Severity, Sources, Subject};
use crate::language::Language;
use crate::message::{Message, Messages, shown};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// A block for each fault, with the line it is in, plain or coloured.
    Full { coloured: bool },
    /// One line for each fault: `path:line:column: severity[code]: message`.
    Short,
}

/// What is said of a fault, in one language.
pub struct FaultText {
    /// The fact.
    pub title: String,
    /// What is said at the place itself.
    pub(super) label: String,
    /// The cure.
    pub help: Option<String>,
    /// What the related place is.
    pub(super) related: String,
}

impl FaultText {
    /// The text of a fault in a language, from its messages; what the fault is about is called by its name, where that is known.
    pub(super) fn of(fault: &Fault, subject: Option<&Subject>, messages: &Messages, language: Language) -> FaultText {
        let kind = format!("fault.{}", fault.code());
        let case = fault.case().map(|case| format!("{kind}.{case}"));
        let names: Vec<&str> = case.iter().chain([&kind]).map(String::as_str).collect();
        let (section, mut parts) = (messages.section(&names), fault.parts());
        if let Some(key) = fault.subject() {
            parts.insert("named".to_owned(), key.named(subject, language).into());
        }
        let text = |name| section.text(name, &parts).map(cut);
        FaultText {
            title: text("title").unwrap_or_default(),
            label: text("label").unwrap_or_default(),
            help: text("help"),
            related: text("related").unwrap_or_default(),
        }
    }
}

/// The fact that a fault is, in one language.
pub fn title(fault: &Fault, language: Language) -> String {
    FaultText::of(fault, None, &Messages::of(language), language).title
}

/// Most letters of a message; in the middle of longer ones something is left out.
const LONGEST: usize = 2000;

/// What is said of a diagnostic of a report.
pub fn words(diagnostic: &Diagnostic, report: &Report, sources: &Sources, language: Language) -> FaultText {
    FaultText::of(&diagnostic.fault, report.subject(diagnostic, sources), &Messages::of(language), language)
}

/// The whole report as text, one block or line for each fault, without the closing line.
pub fn print(report: &Report, sources: &Sources, language: Language, format: PrintFormat) -> String {
    let messages = Messages::of(language);
    let blocks = report.sorted(sources).into_iter().map(|diagnostic| {
        let text = FaultText::of(&diagnostic.fault, report.subject(diagnostic, sources), &messages, language);
        match format {
            PrintFormat::Full { coloured } => {
                DiagnosticBlock { diagnostic, sources, text: &text, messages: &messages }.print(coloured) + "\n\n"
            }
            PrintFormat::Short => short(diagnostic, sources, &text) + "\n",
        }
    });
    blocks.collect()
}

/// A message of no more than so many letters: what was found in a file is part of it, and may be of any length.
fn cut(message: String) -> String {
    let count = if message.len() > LONGEST { message.chars().count() } else { 0 };
    if count <= LONGEST {
        return message;
    }
    let part = LONGEST / 2;
    message.chars().take(part).chain(['…']).chain(message.chars().skip(count - part)).collect()
}

fn short(diagnostic: &Diagnostic, sources: &Sources, text: &FaultText) -> String {
    let severity = diagnostic.severity.name();
    let code = diagnostic.fault.code();
    let help = text.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}: {severity}[{code}]: {}{help}", place_text(&diagnostic.place, sources), text.title)
}

/// `content/site.toml:3:8`: a place as editors and terminals write it.
pub fn place_text(place: &Place, sources: &Sources) -> String {
    match place {
        Place::Span(id, range) => {
            let LineColumn { line, column } = sources.line_column(*id, range.start);
            format!("{}:{line}:{column}", sources.get(*id).path)
        }
        Place::File(path) => shown::name(path),
        Place::Cell(cell) => cell.address(),
    }
}

/// One diagnostic with the lines that it is about.
struct DiagnosticBlock<'a> {
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    text: &'a FaultText,
    messages: &'a Messages,
}

impl DiagnosticBlock<'_> {
    fn print(&self, coloured: bool) -> String {
        let DiagnosticBlock { diagnostic, text, .. } = self;
        let [severity, help] = [diagnostic.severity.name(), "help"].map(|name| self.messages.plain(&format!("severity.{name}")));
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level
            .with_name(severity)
            .primary_title(text.title.as_str())
            .id(diagnostic.fault.code())
            .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
        group = self.add_place(group, &diagnostic.place, AnnotationKind::Primary, &text.label);
        if let Some(related) = &diagnostic.related {
            group = self.add_place(group, related, AnnotationKind::Context, &text.related);
        }
        if let Some(text) = &text.help {
            group = group.element(Level::HELP.with_name(help).message(text.as_str()));
        }
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).render(&[group])
    }

    fn add_place<'a>(&'a self, group: Group<'a>, place: &'a Place, kind: AnnotationKind, label: &'a str) -> Group<'a> {
        match place {
            Place::File(path) => group.element(Origin::path(shown::name(path))),
            Place::Cell(cell) => group.element(Origin::path(cell.address())),
            Place::Span(id, range) => {
                let Lines { first, bytes: lines } = self.sources.lines_of(*id, range);
                let [start, end] = [range.start, range.end].map(|byte| byte.clamp(lines.start, lines.end) - lines.start);
                let source = self.sources.get(*id);
                let snippet = Snippet::source(&source.text[lines]).line_start(first).path(source.path.as_str());
                group.element(snippet.annotation(kind.span(start..end.max(start)).label(label)))
            }
        }
    }
}

/// The closing line: "3 errors, 1 warning in 2 files", or `None` when there is nothing to say.
pub fn summary(report: &Report, sources: &Sources, language: Language) -> Option<String> {
    let sorted = report.sorted(sources);
    let mut files: Vec<&str> = sorted.iter().map(|diagnostic| sources.path(&diagnostic.place)).collect();
    files.dedup();
    let count = |severity: Severity| sorted.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [
        Message::new("summary.errors").part("count", count(Severity::Error)),
        Message::new("summary.warnings").part("count", count(Severity::Warning)),
        Message::new("summary.notes").part("count", count(Severity::Note)),
    ];
    let counts: Vec<Message> = counts.into_iter().filter(|message| message.get("count") != Some(&0.into())).collect();
    let line = Message::new("summary.line").part("counts", counts).part("files", files.len());
    (!sorted.is_empty()).then(|| Messages::of(language).text(&line))
}
