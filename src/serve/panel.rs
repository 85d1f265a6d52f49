//! What is wrong, as a panel in the page.

use crate::diagnostic::{Diagnostic, PrintFormat, Report, Severity, Sources, print, summary};
use crate::language::Language;
use crate::markup::escape;
use crate::message::{Message, Messages};
use std::fmt::Write;

/// What stands over a page while something is wrong; without faults it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Panel {
    /// Whether it stands open: with errors, not with warnings alone.
    pub open: bool,
    /// Language of the messages.
    pub lang: &'static str,
    /// "3 errors, 1 warning in 2 files".
    pub summary: String,
    /// A list of all faults as HTML; empty without faults.
    pub list: String,
}

impl Panel {
    /// The errors and warnings of a report.
    pub fn of(report: &Report, sources: &Sources, language: Language) -> Panel {
        let mut shown = Report::default();
        let mut list = String::new();
        for diagnostic in report.sorted(sources).into_iter().filter(|diagnostic| diagnostic.severity != Severity::Note) {
            shown.push(diagnostic.clone());
            let _ = write!(list, "<li class=\"{}\">{}</li>", class(diagnostic), block(diagnostic, sources, language));
        }
        let summary = summary(&shown, sources, language).unwrap_or_default();
        Panel { open: shown.has_errors(), lang: language.tag(), summary, list }
    }

    /// Problems of the machine.
    pub fn of_machine(message: &str, language: Language) -> Panel {
        let summary = Messages::of(language).text(&Message::new("serve.unreadable"));
        let list = format!("<li class=\"error\"><p>{}</p></li>", escape(message));
        Panel { open: true, lang: language.tag(), summary, list }
    }
}

fn class(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The message as a sentence of its own, then the lines that it is about.
fn block(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let mut alone = Report::default();
    alone.push(diagnostic.clone());
    let text = print(&alone, sources, language, PrintFormat::Full { coloured: false });
    let (message, lines) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
    format!("<p>{}</p><pre tabindex=\"0\">{}</pre>", escape(message), escape(lines))
}
