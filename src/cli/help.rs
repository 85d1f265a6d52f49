//! The commands and their options with their texts in a language: for help, completions and the manual page.

use super::Cli;
use crate::language::Language;
use crate::message::{Message, MessageParts, MessageSections, Messages};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory};

/// What `clap` writes by itself, by the names of its texts in the section `clap`, longer ones before those that they begin with.
const OF_CLAP: [&str; 9] =
    ["usage", "commands", "arguments", "options", "options-placeholder", "values-list", "values", "default", "completed-commands"];

/// The texts of the commands in a language.
pub struct HelpTexts {
    messages: Messages,
    language: Language,
}

impl HelpTexts {
    pub fn of(language: Language) -> HelpTexts {
        HelpTexts { messages: Messages::of(language), language }
    }

    /// The program with all texts, ready to be asked for help: also those of its own `help`, `--help` and `--version`.
    pub fn program(&self) -> Command {
        let mut program = self.command(Cli::command(), "");
        program.build();
        self.command(program, "")
    }

    /// A command with its texts and those of the commands below it. Its path is without the program's name.
    pub fn command(&self, command: Command, path: &str) -> Command {
        let own = if path.ends_with(".help") { "command.help".to_owned() } else { format!("command{path}") };
        let section = self.messages.section(&[own.as_str(), "option"]);
        let about = self.messages.section(&[own.as_str()]).text("about", &MessageParts::new());
        let command = command.about(about.unwrap_or_default()).mut_args(|arg| self.arg(arg, &section));
        let command = command.subcommand_value_name(self.value_name("COMMAND"));
        // Below `help` all commands stand once more.
        let above = path.trim_end_matches(".help");
        command.mut_subcommands(|below| {
            let path = format!("{above}.{}", below.get_name());
            self.command(below, &path)
        })
    }

    fn arg(&self, arg: Arg, section: &MessageSections<'_>) -> Arg {
        let name = arg.get_id().as_str().replace('_', "-");
        let text = |name: &str| section.text(name, &MessageParts::new());
        let values: Vec<PossibleValue> = arg.get_possible_values().into_iter().map(|value| self.value(value, &name)).collect();
        let value_names: Vec<String> = arg.get_value_names().into_iter().flatten().map(|name| self.value_name(name)).collect();
        let hidden = arg.is_hide_possible_values_set() || !arg.get_action().takes_values();
        let arg = if values.is_empty() || hidden { arg } else { arg.value_parser(PossibleValuesParser::new(values)) };
        let arg = if value_names.is_empty() { arg } else { arg.value_names(value_names) };
        let arg = arg.help(text(&name).unwrap_or_default());
        match text(&format!("{name}-long")) {
            Some(long) => arg.long_help(long),
            None => arg,
        }
    }

    /// A possible value with its meaning, where it needs one.
    fn value(&self, value: PossibleValue, arg: &str) -> PossibleValue {
        let named = PossibleValue::new(value.get_name().to_owned());
        match self.messages.plain(&format!("command-value.{arg}-{}", value.get_name())) {
            Some(meaning) => named.help(meaning),
            None => named,
        }
    }

    /// What stands for a value in help and usage.
    fn value_name(&self, name: &str) -> String {
        self.messages.plain(&format!("value-name.{}", name.to_lowercase())).unwrap_or_else(|| name.to_owned())
    }

    /// A text of `clap` with the words that it writes by itself in this language.
    pub fn translated(&self, text: &str) -> String {
        self.replaced(text, &OF_CLAP.map(|name| format!("clap.{name}")))
    }

    /// A manual page, as [`HelpTexts::translated`], with its headings.
    pub fn translated_page(&self, page: &str) -> String {
        let page = self.translated(page);
        self.replaced(&page, &["name", "synopsis", "description", "options", "version"].map(|name| format!("man.{name}")))
    }

    fn replaced(&self, text: &str, keys: &[String]) -> String {
        if self.language == Language::En {
            return text.to_owned();
        }
        let english = Messages::of(Language::En);
        let pairs = keys.iter().filter_map(|key| Some((english.plain(key)?, self.messages.plain(key)?)));
        pairs.fold(text.to_owned(), |text, (english, own)| text.replace(&english, &own))
    }

    /// The words of a message.
    pub fn text(&self, message: &Message) -> String {
        self.messages.text(message)
    }
}
