//! `~/.netrc`: the file in which programs for servers look for a user and a password.

use super::Login;
use crate::error::{Action, Error, PublishError};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Whether an entry for all other machines counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultEntry {
    Counts,
    /// A proxy is no service: it must not get the password of one.
    Ignored,
}

/// What the file says of a machine; nothing where it has no entry for it.
///
/// # Errors
///
/// [`Error::File`]; [`PublishError::OpenSecrets`] where others may read a file that says something of the machine;
/// [`PublishError::Netrc`] for a line that is no entry, which is not printed.
pub fn login(path: &Path, machine: &str, default: DefaultEntry) -> Result<Option<Login>, Error> {
    let failed = |source| Error::file(Action::Read, path, source);
    let (mut file, mut text) = (File::open(path).map_err(failed)?, String::new());
    file.read_to_string(&mut text).map_err(failed)?;
    let name = || path.display().to_string();
    let found = parsed(&text, machine, default).map_err(|line| Error::from(PublishError::Netrc { path: name(), line }))?;
    match found {
        Some(_) if is_open(&file.metadata().map_err(failed)?) => Err(PublishError::OpenSecrets { path: name() }.into()),
        found => Ok(found),
    }
}

/// Whether others than the owner may read or write it.
#[cfg(unix)]
fn is_open(found: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open(_: &std::fs::Metadata) -> bool {
    false
}

/// The first entry for a machine, or the default one where it counts, which comes last; the number of the first line that cannot be read.
fn parsed(text: &str, machine: &str, default: DefaultEntry) -> Result<Option<Login>, usize> {
    let mut reader = NetrcReader { lines: text.lines(), rest: "", line: 0 };
    let mut entries: Vec<(bool, Login)> = Vec::new();
    while let Some(key) = reader.word()? {
        match key.as_str() {
            "machine" => entries.push((reader.value()?.eq_ignore_ascii_case(machine), Login::default())),
            "default" => entries.push((default == DefaultEntry::Counts, Login::default())),
            "login" => entries.last_mut().ok_or(reader.line)?.1.user = Some(reader.value()?),
            "password" => entries.last_mut().ok_or(reader.line)?.1.password = Some(reader.value()?),
            "account" => drop(reader.value()?),
            "macdef" => reader.skip_macro(),
            _ if key.starts_with('#') => reader.rest = "",
            _ => return Err(reader.line),
        }
    }
    Ok(entries.into_iter().find(|(is_ours, _)| *is_ours).map(|(_, entry)| entry))
}

/// Reads word by word.
struct NetrcReader<'a> {
    lines: std::str::Lines<'a>,
    /// Of the line.
    rest: &'a str,
    line: usize,
}

impl NetrcReader<'_> {
    fn word(&mut self) -> Result<Option<String>, usize> {
        self.rest = self.rest.trim_start();
        while self.rest.is_empty() {
            let Some(line) = self.lines.next() else { return Ok(None) };
            self.rest = line.trim_start();
            self.line += 1;
        }
        let (word, rest) = if self.rest.starts_with('"') { quoted(self.rest).ok_or(self.line)? } else { plain(self.rest) };
        self.rest = rest;
        Ok(Some(word))
    }

    fn value(&mut self) -> Result<String, usize> {
        self.word()?.ok_or(self.line)
    }

    /// Macros of the program `ftp` end at an empty line.
    fn skip_macro(&mut self) {
        self.rest = "";
        self.line += self.lines.by_ref().map_while(|line| (!line.is_empty()).then_some(())).count() + 1;
    }
}

fn plain(rest: &str) -> (String, &str) {
    let (word, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    (word.to_owned(), after)
}

/// A word in quotation marks, in which `\` makes the next letter ordinary.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((word, &rest[at + 1..])),
            '\\' => word.push(letters.next()?.1),
            other => word.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, machine: &str) -> Result<Option<Login>, usize> {
        parsed(text, machine, DefaultEntry::Counts)
    }

    fn entry(user: &str, password: &str) -> Option<Login> {
        Some(Login { user: Some(user.to_owned()), password: Some(password.to_owned()), ..Login::default() })
    }

    #[test]
    fn the_first_entry_of_a_machine_counts_and_the_default_one_for_all_others() {
        let text = "# of others: machine dav.example.jp login no password no\nmachine other.example.jp login a password b\n\
                    machine DAV.example.jp\n\tlogin \"sato \\\"k\\\"\" account x\n\tpassword #login\n\
                    macdef init\nmachine dav.example.jp login no\n\nmachine dav.example.jp login c password d\ndefault login e password f";
        assert_eq!(found(text, "dav.example.jp"), Ok(entry("sato \"k\"", "#login")));
        assert_eq!(found(text, "other.example.jp"), Ok(entry("a", "b")));
        assert_eq!(found(text, "third.example.jp"), Ok(entry("e", "f")));
        assert_eq!(parsed(text, "third.example.jp", DefaultEntry::Ignored), Ok(None));
        assert_eq!(parsed(text, "other.example.jp", DefaultEntry::Ignored), Ok(entry("a", "b")));
        assert_eq!(found("machine a login b", "a"), Ok(Some(Login { user: Some("b".to_owned()), ..Login::default() })));
        assert_eq!((found("machine a login b", "c"), found("", "c")), (Ok(None), Ok(None)));
    }

    #[test]
    fn a_line_that_is_no_entry_is_told() {
        for (text, line) in [
            ("machine a\nlogin b\npasword c", 3),
            ("login b", 1),
            ("machine a login", 1),
            ("machine a\npassword \"b", 2),
            ("machine a\nmacdef x\n\n\nwrong", 5),
        ] {
            assert_eq!(found(text, "a"), Err(line), "{text}");
        }
    }
}
