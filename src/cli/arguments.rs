//! Arguments that are not to be run: a wish for help, or a fault among them, said in the language of the messages.

use super::help::HelpTexts;
use super::{ExitStatus, complain, complain_coloured, is_coloured, print};
use crate::error::cause;
use crate::language::Language;
use crate::message::Message;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::io::{stderr, stdout};

/// The language that the arguments name with `--lang`. It is looked for before they are parsed: help and faults are said in it.
pub fn named_language(arguments: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = arguments.iter().map_while(|word| word.to_str()).take_while(|word| *word != "--").collect();
    let joined = words.iter().rev().find_map(|word| word.strip_prefix("--lang="));
    let apart = words.iter().rposition(|word| *word == "--lang").and_then(|place| words.get(place + 1).copied());
    joined.or(apart).and_then(Language::from_tag)
}

/// Says why arguments are not run, or gives the help that they ask for. They are parsed once more, with all texts.
pub fn refuse(arguments: &[OsString], language: Language) -> ExitStatus {
    let texts = HelpTexts::of(language);
    let Err(error) = texts.program().try_get_matches_from_mut(arguments) else { return ExitStatus::CannotRun };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match print(help(&error, &texts, is_coloured(&stdout())).as_bytes()) {
            Ok(()) => ExitStatus::Fine,
            Err(source) => {
                let why = Message::new("cli.unsaid").part("source", cause(&source));
                complain(&texts.text(&Message::new("cli.error").part("why", why)));
                ExitStatus::CannotRun
            }
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            complain_coloured(help(&error, &texts, is_coloured(&stderr())).trim_end());
            ExitStatus::CannotRun
        }
        _ => {
            complain(&texts.text(&Message::new("cli.error").part("why", refusal(&error, &texts))));
            ExitStatus::CannotRun
        }
    }
}

fn help(error: &Error, texts: &HelpTexts, coloured: bool) -> String {
    let text = error.render();
    texts.translated(&if coloured { text.ansi().to_string() } else { text.to_string() })
}

/// What is wrong, what may be meant, and how the command is used.
fn refusal(error: &Error, texts: &HelpTexts) -> Message {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => Some(texts.translated(&usage.to_string())),
        Some(_) | None => None,
    };
    Message::new("argument.refused").part("what", what(error)).part("tips", tips(error)).part("usage", usage)
}

/// What is wrong with the arguments.
fn what(error: &Error) -> Message {
    let of = |kind: ContextKind| strings(error, kind).into_iter().next().unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => Message::new("argument.unknown").part("argument", argument),
        ErrorKind::InvalidSubcommand => Message::new("argument.unknown-command").part("command", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => Message::new("argument.missing-command").part("command", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => Message::new("argument.missing").part("arguments", strings(error, ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => conflict(argument, strings(error, ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => {
            Message::new("argument.missing-value").part("argument", argument).part("values", strings(error, ContextKind::ValidValue))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let option = argument.trim_start_matches('-').split(' ').next().unwrap_or_default();
            let expected = Message::new(&format!("expected.{option}"));
            let expected = Some(expected).filter(|_| error.kind() == ErrorKind::ValueValidation);
            let message = Message::new("argument.invalid-value").part("expected", expected).part("argument", argument.as_str());
            message.part("value", value).part("values", strings(error, ContextKind::ValidValue))
        }
        ErrorKind::TooManyValues => Message::new("argument.too-many-values").part("argument", argument).part("value", value),
        ErrorKind::InvalidUtf8 => Message::new("argument.not-utf8"),
        _ => Message::new("argument.other"),
    }
}

fn conflict(argument: String, others: Vec<String>) -> Message {
    if others.contains(&argument) {
        return Message::new("argument.repeated").part("argument", argument);
    }
    Message::new("argument.conflict").part("argument", argument).part("others", others)
}

/// What may be meant instead.
fn tips(error: &Error) -> Vec<Message> {
    let similar = |key: &str, kind: ContextKind| {
        let names = strings(error, kind);
        (!names.is_empty()).then(|| Message::new(key).part("names", names))
    };
    let mut tips: Vec<Message> = [
        similar("argument.similar-command", ContextKind::SuggestedSubcommand),
        similar("argument.similar", ContextKind::SuggestedArg),
        similar("argument.similar-value", ContextKind::SuggestedValue),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(ContextValue::StyledStrs(suggested)) = error.get(ContextKind::Suggested) {
        tips.extend(suggested.iter().filter_map(|sentence| suggestion(&sentence.to_string())));
    }
    tips
}

/// A sentence of `clap` in our words, by what it quotes: an option of another command, or a value and how it is passed.
fn suggestion(sentence: &str) -> Option<Message> {
    let mut quoted = sentence.split('\'').skip(1).step_by(2);
    match (quoted.next()?, quoted.next()) {
        (words, None) => Some(Message::new("argument.elsewhere").part("words", words)),
        (value, Some(words)) => Some(Message::new("argument.as-value").part("value", value).part("words", words)),
    }
}

/// The texts of one kind that come with a fault.
fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(_) | None => Vec::new(),
    }
}
