//! What is wrong, as a panel in the page.

use super::worker::{Findings, Problems};
use crate::diagnostic::{Diagnostic, PrintFormat, Report, Severity, Sources, place_text, print, summary};
use crate::digest::short;
use crate::language::Language;
use crate::markup::escape;
use crate::message::{Message, Messages};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where the text of a file is shown.
pub const SOURCE: &str = "/_torikumi/source/";

/// What is escaped in the path of a link.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// What stands over a page while something is wrong; without faults it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Panel {
    /// Whether it stands open: with errors, not with warnings alone.
    pub open: bool,
    /// Language of the messages.
    pub lang: &'static str,
    /// "3 errors, 1 warning in 2 files".
    pub summary: String,
    /// All faults as HTML: errors first, warnings folded beside errors; empty without faults.
    pub list: String,
}

impl Panel {
    /// What is wrong with the content, or with the machine.
    pub fn of(problems: &Problems, language: Language) -> Panel {
        match problems {
            Problems::Content(found) => Panel::of_content(found, language),
            Problems::Machine(error) => {
                let summary = Messages::of(language).text(&Message::new("serve.unreadable"));
                let list = format!("<ol><li class=\"error\"><p>{}</p></li></ol>", escape(&error.words(language)));
                Panel { open: true, lang: language.tag(), summary, list }
            }
        }
    }

    fn of_content(found: &Findings, language: Language) -> Panel {
        let Findings { report, sources } = found;
        let mut shown = Report::default();
        let of = |severity: Severity| report.sorted(sources).into_iter().filter(move |diagnostic| diagnostic.severity == severity);
        let [errors, warnings] = [Severity::Error, Severity::Warning].map(|severity| of(severity).collect::<Vec<_>>());
        errors.iter().chain(&warnings).for_each(|diagnostic| shown.push((*diagnostic).clone()));
        let listed = |all: &[&Diagnostic]| {
            let items: String = all.iter().map(|diagnostic| item(diagnostic, sources, language)).collect();
            if all.is_empty() { String::new() } else { format!("<ol>{items}</ol>") }
        };
        let count = Messages::of(language).text(&Message::new("serve.warnings").part("count", warnings.len()));
        let folded = match (errors.len(), warnings.len()) {
            (0, _) | (_, 0) => listed(&warnings),
            (_, _) => format!("<details><summary>{}</summary>{}</details>", escape(&count), listed(&warnings)),
        };
        let summary = summary(&shown, sources, language).unwrap_or_default();
        Panel { open: shown.has_errors(), lang: language.tag(), summary, list: listed(&errors) + &folded }
    }

    /// A short name: equal lists of faults have equal names.
    pub fn name(&self) -> String {
        short(self.list.as_bytes(), 16)
    }
}

/// The message as a sentence of its own, then the lines that it is about, each place with a link to its file.
fn item(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let mut alone = Report::default();
    alone.push(diagnostic.clone());
    let text = print(&alone, sources, language, PrintFormat::Full { coloured: false });
    let (message, lines) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
    let mut lines = escape(lines);
    for place in std::iter::once(&diagnostic.place).chain(&diagnostic.related) {
        let Some(source) = place.source() else { continue };
        let text = escape(&place_text(place, sources));
        let line = text.rsplit(':').nth(1).unwrap_or_default();
        let link = format!("<a href=\"{SOURCE}{}#L{line}\">{text}</a>", utf8_percent_encode(&sources.get(source).path, ESCAPED));
        lines = lines.replacen(&text, &link, 1);
    }
    format!("<li class=\"{}\"><p>{}</p><pre tabindex=\"0\">{lines}</pre></li>", diagnostic.severity.name(), escape(message))
}
