//! Which names a bag may have.

use super::damage::Damage;
use unicode_normalization::UnicodeNormalization;

/// Bytes of a path in a zip file; systems write no longer ones.
const LONGEST: usize = 1024;

/// A name that every system writes where it says, below the folder that it is unpacked to: relative, without `..`, backslashes, drive
/// letters and control characters. CR and LF are allowed, for manifests have a notation for them.
pub fn is_sound(path: &str) -> bool {
    let is_letter = |letter: char| letter != '\\' && (!letter.is_control() || matches!(letter, '\r' | '\n'));
    path.len() <= LONGEST && path.chars().all(is_letter) && path.split('/').all(is_component)
}

/// Whether every program that reads bags takes a name for what it is. Manifests have a notation for `%` and the ends of lines, but the
/// widespread programs write or read it otherwise, and they cut off what is blank at the end.
pub fn is_sealable(path: &str) -> bool {
    is_sound(path) && !path.contains(['%', '\r', '\n']) && !path.ends_with(char::is_whitespace)
}

fn is_component(name: &str) -> bool {
    let has_drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !has_drive && !matches!(name, "" | "." | "..")
}

/// That no two of these can fall on each other, on any system; folders may end in `/`.
///
/// # Errors
///
/// The first two that do.
pub fn distinct<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), Damage> {
    // NUL is in no name and sorts before all else: what lies below a file comes right behind it.
    let key = |path: &str| path.trim_end_matches('/').nfc().collect::<String>().to_lowercase().nfc().collect::<String>().replace('/', "\0");
    let mut keys: Vec<(String, &str)> = paths.map(|path| (key(path), path)).collect();
    keys.sort();
    for pair in keys.windows(2) {
        let [(first, path), (second, other)] = pair else { continue };
        let below = second.strip_prefix(first.as_str()).is_some_and(|rest| rest.starts_with('\0'));
        if first == second || below && !path.ends_with('/') {
            return Err(Damage::Clash { path: (*path).to_owned(), other: (*other).to_owned() });
        }
    }
    Ok(())
}
