//! The bounds of a history.

use super::past::History;
use super::snapshot::SnapshotName;
use super::{HistoryDamage, TEXTS};
use crate::disk;
use crate::error::Error;
use jiff::ToSpan;
use jiff::civil::DateTime;
use std::collections::BTreeSet;
use std::path::Path;

/// Most snapshots, and how many are left when there are more: to find the texts that nobody needs takes all snapshots to be read.
const MOST: usize = 300;
const LEFT: usize = 270;
/// Days that a snapshot is kept at most, and at least while there are few.
const MOST_DAYS: i32 = 400;
const LEFT_DAYS: i32 = 370;

/// Removes the oldest snapshots where there are too many or one is too old, and then the texts that no other one needs. Where one of
/// these cannot be read, all texts stay.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn prune(history: &History, place: &Path, now: DateTime) -> Result<Vec<HistoryDamage>, Error> {
    let gone = gone(history.names(), now);
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    gone.iter().try_for_each(|name| disk::remove_file(&history.path(name)))?;
    let mut needed: BTreeSet<String> = BTreeSet::new();
    for name in history.names().iter().filter(|name| !gone.contains(name)) {
        match history.read(name) {
            Ok(snapshot) => needed.extend(snapshot.texts.into_values()),
            Err(damage) => return Ok(vec![damage]),
        }
    }
    let texts = place.join(TEXTS);
    for shelf in disk::names(&texts)? {
        let shelf = texts.join(shelf);
        if shelf.is_symlink() || !shelf.is_dir() {
            continue;
        }
        for text in disk::names(&shelf)?.iter().filter(|name| !needed.contains(*name)) {
            disk::remove_file(&shelf.join(text))?;
        }
        disk::remove_if_empty(&shelf)?;
    }
    Ok(Vec::new())
}

/// The snapshots that go. The newest one and the last publication stay.
fn gone(names: &[SnapshotName], now: DateTime) -> Vec<&SnapshotName> {
    let is_older = |name: &SnapshotName, days: i32| now.checked_sub(days.days()).is_ok_and(|limit| name.time < limit);
    let has_old = names.iter().any(|name| is_older(name, MOST_DAYS) && !is_kept(names, name));
    let surplus = if names.len() > MOST { names.len() - LEFT } else { 0 };
    let goes = |position: usize, name: &SnapshotName| position < surplus || (has_old && is_older(name, LEFT_DAYS));
    let gone = names.iter().enumerate().filter(|(position, name)| goes(*position, name) && !is_kept(names, name));
    gone.map(|(_, name)| name).collect()
}

fn is_kept(names: &[SnapshotName], name: &SnapshotName) -> bool {
    let published = names.iter().rev().find(|name| name.is_published());
    names.last() == Some(name) || published == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Snapshots of so many days before the 28th of November 2026, oldest first; publications among them.
    fn names(days: &[(i32, &str)]) -> Vec<SnapshotName> {
        let name = |(number, (days, word)): (usize, &(i32, &str))| {
            let time = now().checked_sub(days.days()).expect("a time");
            SnapshotName::parse(&format!("{number:06}-{}-{word}.json", time.strftime("%Y%m%dT%H%M%S"))).expect("a name")
        };
        days.iter().enumerate().map(name).collect()
    }

    fn now() -> DateTime {
        jiff::civil::date(2026, 11, 28).at(12, 0, 0, 0)
    }

    fn numbers(names: &[SnapshotName]) -> Vec<u32> {
        gone(names, now()).iter().map(|name| name.number).collect()
    }

    #[test]
    fn of_more_than_three_hundred_the_oldest_go_but_not_the_last_publication() {
        let mut days = vec![(1, "written"); MOST];
        days[1] = (1, "published");
        assert_eq!(numbers(&names(&days)), [0_u32; 0]);
        days.push((0, "written"));
        let expected: Vec<u32> = (0..31).filter(|number| *number != 1).collect();
        assert_eq!(numbers(&names(&days)), expected);
    }

    #[test]
    fn what_is_older_than_four_hundred_days_goes_with_what_is_nearly_as_old() {
        assert_eq!(numbers(&names(&[(399, "written"), (371, "found"), (1, "written")])), [0_u32; 0]);
        assert_eq!(numbers(&names(&[(401, "written"), (390, "published"), (371, "found"), (369, "found"), (1, "written")])), [0, 2]);
        assert_eq!(numbers(&names(&[(900, "published"), (800, "written")])), [0_u32; 0], "the newest and the last publication stay");
    }
}
