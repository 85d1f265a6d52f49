//! `torikumi explain`.

use super::any_of::AnyOf;
use super::{Common, ExitStatus};
use crate::diagnostic::{CODES, Code, Severity, example, explanation, nearest};
use crate::language::Language;
use crate::message::{Message, Messages};
use clap::Args;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub struct ExplainArguments {
    #[arg(value_parser = AnyOf(|| CODES.iter().map(|code| code.name).collect()), hide_possible_values = true)]
    code: Option<String>,
}

impl ExplainArguments {
    pub fn run(&self, common: &Common) -> ExitStatus {
        let language = common.language();
        let Some(code) = &self.code else {
            common.say_text(&list(language));
            return ExitStatus::Fine;
        };
        if let Some(text) = explain(code, language) {
            common.say_text(text.trim_end());
            ExitStatus::Fine
        } else {
            common.fail(unknown(code))
        }
    }
}

fn explain(name: &str, language: Language) -> Option<String> {
    let code = CODES.iter().find(|code| code.name == name)?;
    Some(explanation(code.name, language)?.print(*code, &example(code.name)?, language))
}

/// Every code with its meaning, those of a severity together.
fn list(language: Language) -> String {
    let messages = Messages::of(language);
    let group = |severity: Severity| {
        let codes = CODES.iter().filter(|code| code.severity == severity);
        let line = |code: &Code| Some(format!("  {:width$}  {}\n", code.name, explanation(code.name, language)?.line, width = WIDTH));
        let name = messages.text(&Message::new(&format!("severity.{}", severity.name())));
        format!("{name}\n{}", codes.filter_map(line).collect::<String>())
    };
    let closing = messages.text(&Message::new("explain.closing"));
    let groups = [Severity::Error, Severity::Warning, Severity::Note].map(group);
    format!("{}\n{closing}", groups.join("\n"))
}

/// Space for the longest code.
const WIDTH: usize = 28;

fn unknown(found: &str) -> Message {
    Message::new("explain.unknown").part("found", found).part("near", near(found))
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
