//! Which files `import` reads: those of a pattern that the shell has not expanded, and no lock files of Excel.

use crate::cli::Common;
use crate::disk;
use crate::error::Error;
use crate::message::Message;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// How the name of the file begins that Excel keeps beside a workbook while it is open.
const LOCK_FILE: &str = "~$";

/// The files of the command line in their order; lock files are passed over with a message.
///
/// # Errors
///
/// [`Error::File`] where the folder of a pattern cannot be looked into.
pub fn named(arguments: &[PathBuf], common: &Common) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for file in arguments.iter().map(|argument| expanded(argument)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        if name(&file).is_some_and(|name| name.starts_with(LOCK_FILE)) {
            common.complain(&Message::new("import.lock-file").part("file", file.display().to_string()));
        } else {
            files.push(file);
        }
    }
    Ok(files)
}

fn name(file: &Path) -> Option<&str> {
    file.file_name().and_then(OsStr::to_str)
}

/// The files of a pattern in the order of their names. The argument itself where it is no pattern, where a file has this very name, and
/// where no file fits, so that reading it says so.
fn expanded(argument: &Path) -> Result<Vec<PathBuf>, Error> {
    let Some(pattern) = name(argument).filter(|name| name.contains(['*', '?'])) else { return Ok(vec![argument.to_owned()]) };
    let folder = argument.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = disk::names(folder)?;
    let fitting = names.iter().filter(|name| !name.starts_with('.') && fits(pattern, name));
    let files: Vec<PathBuf> = fitting.map(|name| argument.with_file_name(name)).collect();
    let itself = files.is_empty() || names.iter().any(|name| name == pattern);
    Ok(if itself { vec![argument.to_owned()] } else { files })
}

/// Whether a name fits a pattern: `*` stands for any characters, `?` for one. Case does not matter, as on Windows.
fn fits(pattern: &str, name: &str) -> bool {
    let [pattern, name]: [Vec<char>; 2] = [pattern, name].map(|text| text.to_lowercase().chars().collect());
    letters_fit(&pattern, &name)
}

fn letters_fit(pattern: &[char], name: &[char]) -> bool {
    match pattern {
        [] => name.is_empty(),
        ['*', rest @ ..] => (0..=name.len()).any(|start| letters_fit(rest, &name[start..])),
        [wanted, rest @ ..] => name.first().is_some_and(|letter| *wanted == '?' || letter == wanted) && letters_fit(rest, &name[1..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_and_a_question_mark_for_one() {
        for (pattern, name, expected) in [
            ("*.xlsx", "R8_子ども課.xlsx", true),
            ("*.xlsx", "A.XLSX", true),
            ("*.xlsx", "a.xlsx.bak", false),
            ("2026-?.csv", "2026-課.csv", true),
            ("2026-?.csv", "2026-.csv", false),
            ("*a*b*", "xxayybzz", true),
            ("*a*b*", "xxbyyazz", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
