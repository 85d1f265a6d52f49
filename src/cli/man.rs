//! `torikumi man`: one manual page with every command and its options.

use super::help::HelpTexts;
use super::{Cli, Common, ExitStatus};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io;

pub fn run(common: &Common) -> ExitStatus {
    let texts = HelpTexts::of(common.language());
    common.put(texts.translated_page(&page(&texts)).as_bytes());
    ExitStatus::Fine
}

/// The page; writing into memory cannot fail, and what could not be written is left out.
fn page(texts: &HelpTexts) -> String {
    let program = texts.command(Cli::command().disable_help_subcommand(true), "");
    let mut whole = program.clone();
    whole.build();
    let man = Man::new(texts.command(whole, ""));
    let mut page = section(|out| man.render_title(out));
    page += &section(|out| man.render_name_section(out));
    page += &section(|out| man.render_synopsis_section(out));
    page += &section(|out| man.render_description_section(out));
    page += &section(|out| man.render_options_section(out));
    page += &commands(&program, "torikumi");
    page + &section(|out| man.render_version_section(out))
}

/// The commands of a command, each with a section of its own, and theirs below them.
fn commands(parent: &Command, path: &str) -> String {
    let shown = parent.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| of_command(command, &format!("{path} {}", command.get_name()))).collect()
}

/// The options that every command has stand once, in the section of all options.
fn of_command(command: &Command, path: &str) -> String {
    let own = command.clone().bin_name(path).disable_help_flag(true).disable_help_subcommand(true);
    let man = Man::new(own);
    let description = section(|out| man.render_description_section(out)).replace(".SH DESCRIPTION", &format!(".SH \"{path}\""));
    let synopsis = section(|out| man.render_synopsis_section(out)).replace(".SH SYNOPSIS", ".PP");
    let options = if command.get_arguments().next().is_some() { section(|out| man.render_options_section(out)) } else { String::new() };
    description + &synopsis + &options.replace(".SH OPTIONS\n", "") + &commands(command, path)
}

fn section(render: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    match render(&mut bytes) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => String::new(),
    }
}
