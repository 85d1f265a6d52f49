//! Sums of money in words: `4,218千円（当初予算額 4,500千円）`.

use crate::model::Quantity;
use crate::sheet::{MONEY_UNITS, in_yen, plain_figure};

/// Which of the two sums of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumKind {
    Planned,
    Settled,
}

/// A sum in yen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedSum {
    pub kind: SumKind,
    pub yen: Quantity,
}

/// The sums that a text consists of: the first is of `kind` unless a word before it says otherwise, the others of what theirs say. `None`
/// where anything else stands in it, or two are of one kind.
pub fn sums(text: &str, kind: SumKind, unit: Option<&str>) -> Option<Vec<NamedSum>> {
    let text = plain_figure(text);
    let mut rest = text.as_str();
    let mut found: Vec<NamedSum> = Vec::new();
    while !rest.is_empty() {
        let start = rest.find(|letter: char| letter.is_ascii_digit())?;
        let label = rest[..start].trim_matches(|letter: char| "()、,/・:;".contains(letter));
        let kind = match label {
            "" if found.is_empty() => kind,
            label if label.contains("予算") && !label.contains("決算") => SumKind::Planned,
            label if label.contains("決算") && !label.contains("予算") => SumKind::Settled,
            _ => return None,
        };
        let end =
            rest[start..].find(|letter: char| !letter.is_ascii_digit() && !",.".contains(letter)).map_or(rest.len(), |end| start + end);
        let behind = &rest[end..];
        let written = MONEY_UNITS.iter().find_map(|(name, yen)| Some((*yen, behind.strip_prefix(name)?)));
        let own = unit.and_then(|unit| MONEY_UNITS.iter().find(|(name, _)| *name == unit)).map(|(_, yen)| *yen);
        let (factor, behind) = written.unwrap_or((own.unwrap_or(1), behind));
        let figure = Quantity::parse_written(rest[start..end].trim_end_matches([',', '.'])).ok()?;
        let yen = in_yen(figure, factor)?;
        if found.iter().any(|sum| sum.kind == kind) {
            return None;
        }
        found.push(NamedSum { kind, yen });
        rest = behind.trim_matches(|letter: char| "()、,/・。".contains(letter));
        // A bracket that opens belongs to the next sum.
        rest = rest.trim_start_matches('(');
    }
    Some(found).filter(|found| !found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Option<&str>) -> Option<Vec<String>> {
        let sum = |sum: &NamedSum| format!("{:?} {}", sum.kind, sum.yen.decimal());
        sums(text, SumKind::Settled, unit).map(|found| found.iter().map(sum).collect())
    }

    #[test]
    fn sums_are_read_in_their_units() {
        let owned = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(read("4,218千円（当初予算額 4,500千円）", None), owned(&["Settled 4218000", "Planned 4500000"]));
        assert_eq!(read("１．２億円", None), owned(&["Settled 120000000"]));
        assert_eq!(read("4,218", Some("千円")), owned(&["Settled 4218000"]));
        assert_eq!(read("予算額：100円、決算額：90円", None), owned(&["Planned 100", "Settled 90"]));
        for text in ["約100円と90円", "100円、90円", "未定", "", "100円（国費 50円）", "100円増"] {
            assert_eq!(read(text, None), None, "{text}");
        }
    }
}
