//! `bag-info.txt`: lines of a label and a value.

use super::damage::Damage;
use super::{INFO, lines};

/// The label of the number of bytes and files of the payload.
pub const OXUM: &str = "Payload-Oxum";

/// Bytes and files of a payload, as `Payload-Oxum` has them.
pub fn oxum(sizes: impl Iterator<Item = u64>) -> String {
    let (bytes, files) = sizes.fold((0_u64, 0_u64), |(bytes, files), size| (bytes + size, files + 1));
    format!("{bytes}.{files}")
}

/// Whether a line is the `Payload-Oxum`; labels have no case.
pub fn is_oxum((label, _): &(String, String)) -> bool {
    label.eq_ignore_ascii_case(OXUM)
}

/// Labels and values from the text, folded lines joined by a space.
///
/// # Errors
///
/// The first line without a colon, or without a label before it.
pub fn read(text: &str) -> Result<Vec<(String, String)>, Damage> {
    let mut info: Vec<(String, String)> = Vec::new();
    for (number, line) in lines(text) {
        let malformed = || Damage::Line { path: INFO.to_owned(), line: number };
        if line.starts_with([' ', '\t']) {
            let (_, value) = info.last_mut().ok_or_else(malformed)?;
            *value = format!("{value} {}", line.trim()).trim().to_owned();
        } else {
            let (label, value) = line.split_once(':').ok_or_else(malformed)?;
            let label = label.trim();
            info.push((Some(label).filter(|label| !label.is_empty()).ok_or_else(malformed)?.to_owned(), value.trim().to_owned()));
        }
    }
    Ok(info)
}

/// The text of labels and values.
///
/// # Errors
///
/// The first line that would not be read as it was meant: a label that is empty or has a colon, a label or value with the end of a line
/// in it or with spaces around it.
pub fn text(info: &[(String, String)]) -> Result<String, Damage> {
    let mut text = String::new();
    for (number, (label, value)) in (1..).zip(info) {
        let line = format!("{label}: {value}\n");
        if read(&line).ok().as_deref() != Some(&[(label.clone(), value.clone())]) {
            return Err(Damage::Line { path: INFO.to_owned(), line: number });
        }
        text.push_str(&line);
    }
    Ok(text)
}
