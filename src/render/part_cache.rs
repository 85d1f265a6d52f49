//! Parts of an edition that two of its pages show alike, made once: what a goal reports stands on the goal's page and on paper, the table
//! and the picture of all indicators on a page or in a file and on paper. A part is kept until it is asked for again, and few are kept.

use super::theme::ViewPart;
use crate::model::Language;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many parts are kept: those of the editions that are being made.
const CAPACITY: usize = 128;

/// A part of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionPart {
    /// What is reported of a goal, by its number.
    Goal(u32),
    /// The table of all indicators.
    Table,
    /// The picture of all indicators.
    Board,
}

/// Everything that a part depends on besides the content itself: language, edition, which part.
type PartKey = (Language, i32, EditionPart);

/// A slot for a part: whoever asks first makes it, who asks meanwhile waits for it.
type PartSlot = Arc<OnceLock<ViewPart>>;

/// The parts that one page has asked for, and another one not yet.
#[derive(Debug, Default)]
pub struct PartCache {
    kept: Mutex<KeptParts>,
}

#[derive(Debug, Default)]
struct KeptParts {
    /// Oldest first.
    slots: VecDeque<(PartKey, PartSlot)>,
}

impl KeptParts {
    /// The slot of a part; at the second time it is kept no longer.
    fn slot(&mut self, key: PartKey) -> PartSlot {
        if let Some(position) = self.slots.iter().position(|(kept, _)| *kept == key)
            && let Some((_, slot)) = self.slots.remove(position)
        {
            return slot;
        }
        if self.slots.len() >= CAPACITY {
            self.slots.pop_front();
        }
        let slot = PartSlot::default();
        self.slots.push_back((key, Arc::clone(&slot)));
        slot
    }
}

impl PartCache {
    fn kept(&self) -> MutexGuard<'_, KeptParts> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A part as another page made it, or else made now. All pages of an edition that ask for it lie in one folder: its links are the same.
    pub fn part(&self, key: PartKey, make: impl Fn() -> ViewPart) -> ViewPart {
        let slot = self.kept().slot(key);
        let part = slot.get_or_init(&make);
        debug_assert_eq!(*part, make(), "a part depends on something that is not in its key");
        part.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_kept_until_it_is_asked_for_again_and_the_oldest_make_way() {
        let mut kept = KeptParts::default();
        let key = |year: i32| (Language::Ja, year, EditionPart::Table);
        let first = kept.slot(key(0));
        assert!(Arc::ptr_eq(&first, &kept.slot(key(0))));
        assert!(!Arc::ptr_eq(&first, &kept.slot(key(0))));
        for year in 1..=128 {
            kept.slot(key(year));
        }
        assert_eq!((kept.slots.len(), kept.slots[0].0.1), (CAPACITY, 1));
    }
}
