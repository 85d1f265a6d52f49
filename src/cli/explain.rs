//! `torikumi explain`.

use super::any_of::AnyOf;
use super::{Common, ExitStatus, complain, say};
use crate::diagnostic::{CODES, Code, Language, Severity, example, explanation, nearest};
use clap::Args;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub struct Explain {
    /// Code of a fault, such as `broken-link`; without it all codes are listed
    #[arg(value_parser = AnyOf(|| CODES.iter().map(|code| code.name).collect()), hide_possible_values = true)]
    code: Option<String>,
}

impl Explain {
    pub fn run(&self, common: &Common) -> ExitStatus {
        let language = common.language();
        let Some(code) = &self.code else {
            say(&list(language));
            return ExitStatus::Fine;
        };
        if let Some(text) = explain(code, language) {
            say(text.trim_end());
            ExitStatus::Fine
        } else {
            complain(&unknown(code, language));
            ExitStatus::CannotRun
        }
    }
}

fn explain(name: &str, language: Language) -> Option<String> {
    let code = CODES.iter().find(|code| code.name == name)?;
    Some(explanation(code.name, language)?.print(*code, &example(code.name)?, language))
}

/// Every code with its meaning, those of a severity together.
fn list(language: Language) -> String {
    let group = |severity: Severity| {
        let codes = CODES.iter().filter(|code| code.severity == severity);
        let line = |code: &Code| Some(format!("  {:width$}  {}\n", code.name, explanation(code.name, language)?.line, width = WIDTH));
        format!("{}\n{}", severity.name(), codes.filter_map(line).collect::<String>())
    };
    let closing = match language {
        Language::Ja => "`torikumi explain コード` で、意味と直し方を例とともに示します",
        Language::En => "`torikumi explain CODE` says what a code means and how to mend it, with an example",
    };
    let groups = [Severity::Error, Severity::Warning, Severity::Note].map(group);
    format!("{}\n{closing}", groups.join("\n"))
}

/// Space for the longest code.
const WIDTH: usize = 28;

fn unknown(found: &str, language: Language) -> String {
    let near: Vec<String> = near(found).into_iter().map(|name| format!("`{name}`")).collect();
    match (language, near.is_empty()) {
        (Language::Ja, true) => format!("error: コード `{found}` はありません。`torikumi explain` で一覧を示します"),
        (Language::Ja, false) => format!("error: コード `{found}` はありません。もしかして {} ですか", near.join("、")),
        (Language::En, true) => format!("error: unknown code `{found}`: `torikumi explain` lists all of them"),
        (Language::En, false) => format!("error: unknown code `{found}` (did you mean {}?)", near.join(", ")),
    }
}

/// The code that is likely to be meant, else all that have a word of it.
fn near(found: &str) -> Vec<&'static str> {
    let meant = nearest(found, CODES.iter().map(|code| code.name));
    let words: BTreeSet<&str> = found.split('-').collect();
    let alike = |name: &str| match &meant {
        Some(meant) => name == meant,
        None => name.split('-').any(|word| words.contains(word)),
    };
    CODES.iter().map(|code| code.name).filter(|name| alike(name)).collect()
}
