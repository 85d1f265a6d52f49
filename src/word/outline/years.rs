//! Fiscal years that a text names.

use crate::model::year::parse_year;
use std::collections::BTreeSet;

/// What stands behind a fiscal year.
const FISCAL: &str = "年度";
/// Letters of the longest year: 令和 and two digits.
const LONGEST: usize = 5;

/// The fiscal years in a text: 令和４年度, R4年度, 2022年度.
pub fn years(text: &str) -> BTreeSet<i32> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(FISCAL) {
        let before: Vec<char> = text[..at].chars().filter(|letter| !letter.is_whitespace()).collect();
        let start = before.len().saturating_sub(LONGEST);
        let of = |from: usize| parse_year(&format!("{}{FISCAL}", before[from..].iter().collect::<String>()));
        found.extend((start..before.len()).find_map(of));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_a_title() {
        assert_eq!(years("令和４年度　取組状況報告"), BTreeSet::from([2022]));
        assert_eq!(years("R4年度実績（平成31年度からの比較）"), BTreeSet::from([2019, 2022]));
        assert_eq!(years("2022 年度の今年度分、4年度"), BTreeSet::from([2022]));
    }
}
