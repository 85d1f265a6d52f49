//! Nothing English reaches who reads Japanese, and no Japanese who reads English: help, completions, the manual page, faults of
//! arguments.

use crate::harness::{Run, Site};
use clap::{Command, CommandFactory};
use std::collections::BTreeSet;
use torikumi::cli::Cli;

/// Every command by its words, the program itself first.
fn commands() -> Vec<Vec<String>> {
    fn below(command: &Command, path: &[String], all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for command in command.get_subcommands() {
            below(command, &[path, &[command.get_name().to_owned()]].concat(), all);
        }
    }
    let mut all = Vec::new();
    below(&Cli::command(), &[], &mut all);
    all
}

fn run(words: &[String], more: &[&str], variables: &[(&str, &str)]) -> Run {
    let words: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
    Site::empty().run_with(&words, variables)
}

/// Whether a letter is of Japanese.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Names that are the same in every language: of the program, formats, keys, files and their endings.
const NAMES: [&str; 40] = [
    "torikumi",
    "site",
    "toml",
    "content",
    "archive",
    "output",
    "production",
    "JSON",
    "ID",
    "URL",
    "xlsx",
    "csv",
    "txt",
    "UTF",
    "KIND",
    "Weblate",
    "history",
    "first",
    "OmegaT",
    "po",
    "ods",
    "H",
    "R",
    "bash",
    "elvish",
    "fish",
    "powershell",
    "zsh",
    "full",
    "short",
    "json",
    "ja",
    "en",
    "broken",
    "link",
    "https",
    "city",
    "zip",
    "html",
    "published",
];

/// The English words of a text, without the names of commands, options and values.
fn english(text: &str) -> Vec<String> {
    let commands: BTreeSet<String> = commands().into_iter().flatten().collect();
    let is_name = |word: &str| NAMES.contains(&word) || commands.contains(word) || word == "help";
    let mut words = Vec::new();
    for line in text.lines() {
        for token in line.split(|letter: char| letter.is_whitespace() || is_japanese(letter) || "|[]()<>…,'\"=`".contains(letter)) {
            if token.starts_with('-') || token.contains("://") || token.starts_with('.') {
                continue;
            }
            let parts = token.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            words.extend(parts.filter(|word| !is_name(word)).map(str::to_owned));
        }
    }
    words
}

fn assert_japanese(text: &str, what: &str) {
    assert!(text.contains(is_japanese), "{what} has no Japanese:\n{text}");
    assert_eq!(english(text), [""; 0], "{what}:\n{text}");
}

fn assert_english(text: &str, what: &str) {
    assert!(!text.contains(is_japanese), "{what}:\n{text}");
}

#[test]
fn the_help_of_every_command_is_in_the_language_of_messages() {
    for command in commands() {
        let words = command.join(" ");
        let japanese = run(&command, &["--help"], &[("LANG", "ja_JP.UTF-8")]);
        assert_eq!((japanese.status, japanese.stderr.as_str()), (0, ""), "{words}");
        assert_japanese(&japanese.stdout, &words);
        let asked = [&["help".to_owned()], command.as_slice()].concat();
        assert_eq!(run(&asked, &[], &[("LC_MESSAGES", "ja")]), japanese, "help {words}");
        let english = run(&command, &["--help"], &[("LANG", "C.UTF-8")]);
        assert_eq!((english.status, english.stderr.as_str()), (0, ""), "{words}");
        assert_english(&english.stdout, &words);
    }
}

#[test]
fn help_obeys_the_option_as_it_obeys_the_environment() {
    let build = ["build".to_owned()];
    for option in ["--help", "-h"] {
        let by_environment = run(&build, &[option], &[("LANG", "ja_JP.UTF-8")]);
        assert_japanese(&by_environment.stdout, option);
        assert_eq!(run(&build, &["--lang", "ja", option], &[]), by_environment);
        assert_eq!(run(&build, &[option, "--lang=ja"], &[("LC_ALL", "C")]), by_environment);
    }
}

#[test]
fn commands_without_a_command_give_their_help_in_the_language_of_messages() {
    for words in [vec![], vec!["new".to_owned()], vec!["export".to_owned()]] {
        let japanese = run(&words, &[], &[("LANG", "ja_JP.UTF-8")]);
        assert_eq!((japanese.status, japanese.stdout.as_str()), (2, ""), "{words:?}");
        assert_japanese(&japanese.stderr, &words.join(" "));
    }
}

#[test]
fn completions_and_the_manual_page_are_in_the_language_of_messages() {
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let script = |language: &str| run(&[], &["completions", shell, "--lang", language], &[]).stdout;
        let described = script("ja").lines().filter(|line| line.contains(is_japanese)).count();
        assert!(described > 100, "{shell}: {described}");
        assert_english(&script("en"), shell);
        let japanese = script("ja");
        for said in ["Print help", "Treat warnings", "Write the site", "Usage"] {
            assert!(!japanese.contains(said), "{shell}: {said}");
        }
    }
    let page = |language: &str| run(&[], &["man", "--lang", language], &[]).stdout;
    assert_english(&page("en"), "man");
    let roff = page("ja").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "").replace("\\-", "-");
    let text: Vec<&str> =
        roff.lines().filter(|line| !line.starts_with(".TH") && !line.starts_with(".ie") && !line.starts_with(".el")).collect();
    let text =
        text.join("\n").replace(".SH", "").replace(".TP", "").replace(".PP", "").replace(".br", "").replace(".RS", "").replace(".RE", "");
    assert_japanese(&text.replace("\\*(Aq", "").replace("\\(bu", ""), "man");
}

/// Arguments with a fault of each kind, and what is said of them in English and in Japanese.
const FAULTS: [(&[&str], &str, &str); 14] = [
    (&["frobnicate"], "error: unrecognized subcommand 'frobnicate'\n", "エラー：コマンド 'frobnicate' はありません\n"),
    (&["buidl"], "\n\n  tip: a similar subcommand exists: 'build'\n\n", "\n\n  もしかして：'build'\n\n"),
    (&["new", "editoin"], "tip: a similar subcommand exists: 'edition'", "もしかして：'edition'"),
    (
        &["build", "--outptu", "x"],
        "error: unexpected argument '--outptu' found\n\n  tip: a similar argument exists: '--output-dir'\n",
        "エラー：引数 '--outptu' は使えません\n\n  もしかして：'--output-dir'\n",
    ),
    (&["check", "more"], "error: unexpected argument 'more' found\n", "エラー：引数 'more' は使えません\n"),
    (&["init", "--frob"], "tip: to pass '--frob' as a value, use '-- --frob'", "'--frob' を値として渡すときは '-- --frob' と書きます"),
    (
        &["serve", "--port", "99999"],
        "error: invalid value '99999' for '--port <PORT>': expected a number from 0 to 65535\n",
        "エラー：'--port <ポート>' の値 '99999' は使えません。0から65535までの数を指定してください\n",
    ),
    (
        &["serve", "--bind", "x"],
        "for '--bind <ADDRESS>': expected an address such as 127.0.0.1\n",
        "127.0.0.1 のようなアドレスを指定してください\n",
    ),
    (
        &["build", "--base-url", "x"],
        "for '--base-url <URL>': expected an address such as https://",
        "https://www.city.example.jp/report のようなアドレスを指定してください\n",
    ),
    (
        &["archive", "2016", "--date", "x"],
        "for '--date <YYYY-MM-DD>': expected a day such as 2026-11-21\n",
        "2026-11-21 のような日付を指定してください\n",
    ),
    (
        &["check", "--format", "fulll"],
        "\n  [possible values: full, short, json]\n\n  tip: a similar value exists: 'full'\n",
        "\n  [使える値：full、short、json]\n\n  もしかして：'full'\n",
    ),
    (
        &["check", "--format"],
        "error: a value is required for '--format <FORMAT>' but none was supplied\n",
        "エラー：'--format <形式>' の値を指定してください\n",
    ),
    (
        &["check", "-q", "-v"],
        "error: the argument '--quiet' cannot be used with '--verbose'\n",
        "エラー：'--quiet' は '--verbose' と同時に使えません\n",
    ),
    (
        &["import", "strategy", "x.csv"],
        "error: the following required arguments were not provided:\n  --id <ID>\n",
        "エラー：次の引数を指定してください：\n  --id <ID>\n",
    ),
];

#[test]
fn every_kind_of_fault_among_arguments_is_said_in_the_language_of_messages() {
    for (words, english, japanese) in FAULTS {
        let said = |language: &str| {
            let run = Site::empty().run_with(words, &[("LANG", language)]);
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
            run.stderr
        };
        assert!(said("C").contains(english), "{words:?}:\n{}", said("C"));
        assert_english(&said("C"), &words.join(" "));
        assert!(said("ja_JP.UTF-8").contains(japanese), "{words:?}:\n{}", said("ja_JP.UTF-8"));
        let own = words.iter().fold(said("ja_JP.UTF-8"), |text, word| text.replace(&format!("'{word}'"), ""));
        assert_japanese(&own, &words.join(" "));
    }
    let twice = Site::empty().run(&["check", "--root", "a", "--root", "b", "--lang", "ja"]);
    assert!(twice.stderr.starts_with("エラー：'--root <フォルダー>' は一度だけ指定できます\n"), "{}", twice.stderr);
}

#[test]
fn the_last_language_named_before_the_end_of_options_counts_and_a_wrong_one_does_not() {
    let said = |words: &[&str]| Site::empty().run_with(words, &[("LANG", "ja_JP.UTF-8")]).stderr;
    assert!(said(&["check", "--frob", "--lang", "en"]).starts_with("error: "));
    assert!(said(&["check", "--frob", "--lang=en"]).starts_with("error: "));
    assert!(said(&["check", "--frob", "--", "--lang", "en"]).starts_with("エラー："));
    assert!(said(&["check", "--lang", "fr"]).starts_with("エラー：'--lang <言語>' の値 'fr' は使えません\n  [使える値：ja、en]"));
}
