//! Completions for shells, and the manual page: every command and every option is in them.

use crate::harness::Site;
use clap::{Command, CommandFactory};
use std::process;
use torikumi::cli::Cli;
use torikumi::language::Language;
use torikumi::message::Messages;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn printed(arguments: &[&str]) -> String {
    let run = Site::empty().run(arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

/// Every command below one, with its names from the program on.
fn commands(parent: &Command, path: &str) -> Vec<(String, Command)> {
    let below = |command: &Command| {
        let path = format!("{path} {}", command.get_name());
        let mut all = commands(command, &path);
        all.insert(0, (path, command.clone()));
        all
    };
    parent.get_subcommands().filter(|command| !command.is_hide_set()).flat_map(below).collect()
}

#[test]
fn every_shell_gets_a_script_that_names_every_command_and_option() {
    for shell in SHELLS {
        let script = printed(&["completions", shell]);
        for (path, command) in commands(&Cli::command(), "torikumi") {
            assert!(script.contains(command.get_name()), "{shell}: {path}");
            for option in command.get_opts().chain(Cli::command().get_opts()).filter_map(clap::Arg::get_long) {
                assert!(script.contains(option), "{shell}: {path} --{option}");
            }
        }
    }
}

#[test]
fn bash_understands_its_script() {
    let site = Site::empty();
    site.write("torikumi.bash", &printed(&["completions", "bash"]));
    let run = process::Command::new("bash").args(["-n", "torikumi.bash"]).current_dir(site.root()).output().unwrap();
    assert_eq!((run.status.code(), String::from_utf8_lossy(&run.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn bash_completes_commands_options_and_codes() {
    let site = Site::empty();
    site.write("torikumi.bash", &printed(&["completions", "bash"]));
    let completed = |words: &str, last: usize| {
        let line = format!(
            "source ./torikumi.bash; COMP_WORDS=({words}); COMP_CWORD={last}; _torikumi torikumi \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let run = process::Command::new("bash").args(["-c", &line]).current_dir(site.root()).output().unwrap();
        String::from_utf8(run.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(completed("torikumi expl", 1), "explain");
    assert_eq!(completed("torikumi build --outp", 2), "--output-dir");
    assert_eq!(completed("torikumi explain broken-l", 2), "broken-link");
    assert_eq!(completed("torikumi check --format j", 3), "json");
}

#[test]
fn the_manual_has_every_command_and_option() {
    let page = printed(&["man"]).replace("\\-", "-");
    let commands = commands(&Cli::command(), "torikumi");
    let heading = |path: &str| format!("\n.SH \"{path}\"\n");
    for (path, command) in &commands {
        let (_, after) = page.split_once(&heading(path)).unwrap_or_else(|| panic!("{path}"));
        let section = after.split("\n.SH ").next().unwrap();
        let words = path.trim_start_matches("torikumi ").replace(' ', ".");
        let about = Messages::of(Language::En).plain(&format!("command.{words}.about")).unwrap();
        assert!(section.contains(&about), "{path}: {section}");
        for option in command.get_opts().filter_map(clap::Arg::get_long) {
            assert!(section.contains(&format!("--{option}")), "{path} --{option}");
        }
    }
    for option in Cli::command().get_opts().filter_map(clap::Arg::get_long) {
        assert_eq!(page.matches(&format!("\\fB--{option}\\fR")).count(), 2, "--{option}: in the synopsis and in the list");
    }
    assert!(page.contains("\n.TH torikumi 1 ") && commands.len() > 4);
}
