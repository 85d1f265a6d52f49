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

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoLine {
    pub label: String,
    pub value: String,
}

impl InfoLine {
    /// A line of these.
    pub fn new(label: &str, value: &str) -> InfoLine {
        InfoLine { label: label.to_owned(), value: value.to_owned() }
    }

    /// Whether it is the `Payload-Oxum`; labels have no case.
    pub fn is_oxum(&self) -> bool {
        self.label.eq_ignore_ascii_case(OXUM)
    }
}

/// Lines from the text, folded ones joined by a space.
///
/// # Errors
///
/// The first line without a colon, or without a label before it.
pub fn read(text: &str) -> Result<Vec<InfoLine>, Damage> {
    let mut info: Vec<InfoLine> = Vec::new();
    for (number, line) in lines(text) {
        let malformed = || Damage::Line { path: INFO.to_owned(), line: number };
        if line.starts_with([' ', '\t']) {
            let above = info.last_mut().ok_or_else(malformed)?;
            above.value = format!("{} {}", above.value, line.trim()).trim().to_owned();
        } else {
            let (label, value) = line.split_once(':').ok_or_else(malformed)?;
            let label = Some(label.trim()).filter(|label| !label.is_empty()).ok_or_else(malformed)?;
            info.push(InfoLine::new(label, value.trim()));
        }
    }
    Ok(info)
}

/// The text of lines.
///
/// # Errors
///
/// The first line that would not be read as it was meant: a label that is empty or has a colon, a label or value with the end of a line
/// in it or with spaces around it.
pub fn text(info: &[InfoLine]) -> Result<String, Damage> {
    let mut text = String::new();
    for (number, line) in (1..).zip(info) {
        let written = format!("{}: {}\n", line.label, line.value);
        if read(&written).ok().as_deref() != Some(std::slice::from_ref(line)) {
            return Err(Damage::Line { path: INFO.to_owned(), line: number });
        }
        text.push_str(&written);
    }
    Ok(text)
}
