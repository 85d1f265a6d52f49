//! Which words of a title changed: the old and the new wording in pieces.

use unicode_segmentation::UnicodeSegmentation;

/// Most pairs of items that are compared, which takes four bytes each.
const MOST_PAIRS: usize = 1 << 22;

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Whether the other wording lacks it.
    pub changed: bool,
}

/// A piece of two wordings in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergedPiece {
    Shared(String),
    Removed(String),
    Added(String),
}

impl MergedPiece {
    pub fn text(&self) -> &str {
        match self {
            MergedPiece::Shared(text) | MergedPiece::Removed(text) | MergedPiece::Added(text) => text,
        }
    }
}

/// A stretch that both wordings share, or what stands in the one for what stands in the other.
#[derive(Clone, Debug)]
enum Stretch {
    Shared(String),
    Changed(String, String),
}

/// The pieces of an old and a new wording. ThemeWords are compared, in Japanese each kanji and hiragana; what two wordings share by
/// chance between larger changes counts as changed, so that marks stand on whole expressions.
pub fn pieces(old: &str, new: &str) -> [Vec<Piece>; 2] {
    let stretches = compared(old, new);
    [side(&stretches, |old, _| old), side(&stretches, |_, new| new)]
}

/// Both wordings in one line, with the same marks: what went stands before what came in its place.
pub fn merged_pieces(old: &str, new: &str) -> Vec<MergedPiece> {
    let parts = compared(old, new).into_iter().flat_map(|stretch| match stretch {
        Stretch::Shared(text) => [MergedPiece::Shared(text), MergedPiece::Added(String::new())],
        Stretch::Changed(old, new) => [MergedPiece::Removed(old), MergedPiece::Added(new)],
    });
    parts.filter(|piece| !piece.text().is_empty()).collect()
}

fn compared(old: &str, new: &str) -> Vec<Stretch> {
    let mut stretches = stretches(old, new);
    while let Some(index) = (1..stretches.len().saturating_sub(1)).find(|index| is_by_chance(&stretches[index - 1..=index + 1])) {
        let merged = merge(stretches.drain(index - 1..=index + 1));
        stretches.insert(index - 1, merged);
    }
    if shared(&stretches) * 3 < length(old).min(length(new)) {
        stretches = vec![Stretch::Changed(old.to_owned(), new.to_owned())];
    }
    stretches
}

fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut stretches = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for (next_old, next_new) in shared_positions(old.len(), new.len(), |one, other| old[one] == new[other]) {
        change(&mut stretches, &old[at_old..next_old].concat(), &new[at_new..next_new].concat());
        share(&mut stretches, old[next_old]);
        (at_old, at_new) = (next_old + 1, next_new + 1);
    }
    change(&mut stretches, &old[at_old..].concat(), &new[at_new..].concat());
    stretches
}

/// The positions of a longest sequence that two lists of these lengths share in the same order. Between a common beginning and end, lists
/// of more than four million pairs are taken to share nothing.
pub fn shared_positions(first: usize, second: usize, is_same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let most = first.min(second);
    let before = (0..most).take_while(|position| is_same(*position, *position)).count();
    let from_end = |offset: usize| (first - 1 - offset, second - 1 - offset);
    let behind = (0..most - before).map(from_end).take_while(|(one, other)| is_same(*one, *other)).count();
    let (rows, columns) = (first - before - behind, second - before - behind);
    let mut shared: Vec<(usize, usize)> = (0..before).map(|position| (position, position)).collect();
    if rows.saturating_mul(columns) <= MOST_PAIRS {
        let is_same = |one, other| is_same(before + one, before + other);
        let ahead = SharedAhead::of(rows, columns, is_same);
        shared.extend(ahead.positions(is_same).into_iter().map(|(one, other)| (before + one, before + other)));
    }
    shared.extend((0..behind).rev().map(from_end));
    shared
}

/// How many items two lists share in the same order, from each item of the one and each of the other on.
struct SharedAhead {
    counts: Vec<u32>,
    rows: usize,
    columns: usize,
}

impl SharedAhead {
    fn of(rows: usize, columns: usize, is_same: impl Fn(usize, usize) -> bool) -> SharedAhead {
        let mut ahead = SharedAhead { counts: vec![0; (rows + 1) * (columns + 1)], rows, columns };
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let count = match is_same(row, column) {
                    true => ahead.at(row + 1, column + 1) + 1,
                    false => ahead.at(row + 1, column).max(ahead.at(row, column + 1)),
                };
                ahead.counts[row * (columns + 1) + column] = count;
            }
        }
        ahead
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.counts[row * (self.columns + 1) + column]
    }

    /// The positions of a longest sequence.
    fn positions(&self, is_same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let (mut row, mut column, mut found) = (0, 0, Vec::new());
        while row < self.rows && column < self.columns {
            if is_same(row, column) {
                found.push((row, column));
                (row, column) = (row + 1, column + 1);
            } else if self.at(row + 1, column) >= self.at(row, column + 1) {
                row += 1;
            } else {
                column += 1;
            }
        }
        found
    }
}

/// Adds a word that both wordings have.
fn share(stretches: &mut Vec<Stretch>, word: &str) {
    match stretches.last_mut() {
        Some(Stretch::Shared(text)) => text.push_str(word),
        Some(Stretch::Changed(..)) | None => stretches.push(Stretch::Shared(word.to_owned())),
    }
}

/// Adds a word that one wording has.
fn change(stretches: &mut Vec<Stretch>, removed: &str, added: &str) {
    if removed.is_empty() && added.is_empty() {
        return;
    }
    match stretches.last_mut() {
        Some(Stretch::Changed(old, new)) => {
            old.push_str(removed);
            new.push_str(added);
        }
        Some(Stretch::Shared(_)) | None => stretches.push(Stretch::Changed(removed.to_owned(), added.to_owned())),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether what is shared is no longer than the changes on both sides of it.
fn is_by_chance(around: &[Stretch]) -> bool {
    let [Stretch::Changed(a, b), Stretch::Shared(shared), Stretch::Changed(c, d)] = around else { return false };
    let changed = |old: &str, new: &str| length(old).max(length(new));
    length(shared) <= changed(a, b).min(changed(c, d))
}

fn merge(stretches: impl Iterator<Item = Stretch>) -> Stretch {
    let (mut removed, mut added) = (String::new(), String::new());
    for stretch in stretches {
        let (old, new) = match &stretch {
            Stretch::Shared(text) => (text, text),
            Stretch::Changed(old, new) => (old, new),
        };
        removed.push_str(old);
        added.push_str(new);
    }
    Stretch::Changed(removed, added)
}

fn shared(stretches: &[Stretch]) -> usize {
    let of_stretch = |stretch: &Stretch| match stretch {
        Stretch::Shared(text) => length(text),
        Stretch::Changed(_, _) => 0,
    };
    stretches.iter().map(of_stretch).sum()
}

fn side(stretches: &[Stretch], pick: for<'a> fn(&'a str, &'a str) -> &'a str) -> Vec<Piece> {
    let piece = |stretch: &Stretch| match stretch {
        Stretch::Shared(text) => Piece { text: text.clone(), changed: false },
        Stretch::Changed(old, new) => Piece { text: pick(old, new).to_owned(), changed: true },
    };
    stretches.iter().map(piece).filter(|piece| !piece.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wordings with what changed in brackets.
    fn marked(old: &str, new: &str) -> [String; 2] {
        let write = |piece: &Piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces(old, new).map(|pieces| pieces.iter().map(write).collect())
    }

    #[test]
    fn whole_expressions_are_marked_and_not_single_letters() {
        let cases = [
            (
                "周辺地域と連携し、暮らしやすいまち",
                "周辺地域と連携し、心地よく暮らしやすいまち",
                ["周辺地域と連携し、暮らしやすいまち", "周辺地域と連携し、[心地よく]暮らしやすいまち"],
            ),
            (
                "学都金沢の強みを生かし、学生がまちに愛着を持ち、人々が集うまちをつくる",
                "金沢の強みを生かし、人々が愛着を持ち、集うまちをつくる",
                [
                    "[学都]金沢の強みを生かし、[学生がまちに]愛着を持ち、[人々が]集うまちをつくる",
                    "金沢の強みを生かし、[人々が]愛着を持ち、集うまちをつくる",
                ],
            ),
            (
                "新幹線開業を契機に、産業と雇用が創出されるまち",
                "イノベーションにより、産業と雇用が創出されるまち",
                ["[新幹線開業を契機に]、産業と雇用が創出されるまち", "[イノベーションにより]、産業と雇用が創出されるまち"],
            ),
            (
                "A city that people visit and move to",
                "A city that people visit and stay in touch with",
                ["A city that people visit and [move to]", "A city that people visit and [stay in touch with]"],
            ),
        ];
        for (old, new, wanted) in cases {
            assert_eq!(marked(old, new), wanted);
        }
    }

    #[test]
    fn wordings_with_little_in_common_are_marked_whole() {
        assert_eq!(marked("商店街のにぎわい", "場所を選ばない働き方"), ["[商店街のにぎわい]", "[場所を選ばない働き方]"]);
    }

    #[test]
    fn equal_wordings_have_no_marks() {
        assert_eq!(marked("移住と定住", "移住と定住"), ["移住と定住", "移住と定住"]);
    }

    #[test]
    fn both_wordings_stand_in_one_line() {
        let write = |piece: MergedPiece| match piece {
            MergedPiece::Shared(text) => text,
            MergedPiece::Removed(text) => format!("-{text}-"),
            MergedPiece::Added(text) => format!("+{text}+"),
        };
        let line = |old, new| merged_pieces(old, new).into_iter().map(write).collect::<String>();
        assert_eq!(line("令和4年度に38人となりました", "令和4年度に41人となりました"), "令和4年度に-38-+41+人となりました");
        assert_eq!(line("移住と定住", "移住と定住"), "移住と定住");
    }

    #[test]
    fn a_common_end_stays_whole() {
        assert_eq!(marked("空き家を紹介します", "空き家を貸し出します"), ["空き家を[紹介]します", "空き家を[貸し出]します"]);
    }

    #[test]
    fn wordings_that_are_too_long_to_compare_are_marked_whole() {
        let (old, new) = ("a ".repeat(1100) + "c", "b ".repeat(1100) + "d");
        assert_eq!(marked(&old, &new), [format!("[{old}]"), format!("[{new}]")]);
    }

    #[test]
    fn the_pieces_of_each_side_make_up_its_wording() {
        let (old, new) = ("交通ネットワークの再構築", "持続可能な交通ネットワークの形成と金沢MaaSの推進");
        let whole = pieces(old, new).map(|pieces| pieces.into_iter().map(|piece| piece.text).collect::<String>());
        assert_eq!(whole, [old, new]);
        assert_eq!(marked(old, new)[1], "[持続可能な]交通ネットワークの[形成と金沢MaaSの推進]");
    }

    #[test]
    fn lists_that_are_too_long_share_their_beginning_and_end_alone() {
        const LENGTH: usize = 100_000;
        let is_same = |one: usize, other: usize| (one == other) && (one == 0 || one + 1 == LENGTH);
        assert_eq!(shared_positions(LENGTH, LENGTH, is_same), [(0, 0), (LENGTH - 1, LENGTH - 1)]);
        assert_eq!(shared_positions(3, 2, |one, other| one == other + 1), [(1, 0), (2, 1)]);
        assert_eq!(shared_positions(2, 0, |_, _| true), []);
    }
}
