//! What is to be done at a target: a pure function of what is wanted, what we know and what is seen there.

use super::manifest::{FileStamps, Stamp, TargetState};
use super::order::{Rank, rank};
use super::store::StoreEntry;
use std::collections::{BTreeMap, BTreeSet};

/// What lies at a path of the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetEntry {
    pub entry: StoreEntry,
    /// SHA-256 of a file, where the store could tell.
    pub sha256: Option<String>,
}

/// What lies at the target, by path: files and folders.
pub type TargetListing = BTreeMap<String, TargetEntry>;

/// Whether a path gets its first file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutKind {
    New,
    Changed,
}

/// A file that is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    pub path: String,
    pub stamp: Stamp,
    pub change: PutKind,
}

/// A file whose bytes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    pub path: String,
    pub stamp: Stamp,
}

/// What is to be done, in this order: keep, put, remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferPlan {
    /// Files of the complete publication whose bytes are kept, so that it can come back.
    pub keep: Vec<KeptFile>,
    /// Assets first, pages next, entry pages last.
    pub put: Vec<Put>,
    /// Pages first, then assets.
    pub remove: Vec<String>,
    pub unchanged: usize,
}

impl TransferPlan {
    /// Whether the target holds exactly what is wanted.
    pub fn is_nothing(&self) -> bool {
        self.put.is_empty() && self.remove.is_empty()
    }

    fn sort(&mut self) {
        self.put.sort_by_cached_key(|put| (rank(&put.path), put.path.clone()));
        self.remove.sort_by_cached_key(|path| (rank(path) == Rank::Asset, path.clone()));
    }

    /// How many steps it has.
    pub fn steps(&self) -> usize {
        self.keep.len() + self.put.len() + self.remove.len()
    }

    /// The bytes that are to be sent.
    pub fn bytes(&self) -> u64 {
        self.put.iter().map(|put| put.stamp.size).sum()
    }
}

/// The folders of paths, the root first.
pub fn folders<'a>(paths: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    let above = |path: &'a String| path.match_indices('/').map(move |(slash, _)| path[..slash].to_owned());
    paths.flat_map(above).chain([String::new()]).collect()
}

/// The paths at which the bytes decide: what is wanted there is not what we surely know to be there.
pub fn in_question(wanted: &FileStamps, known: &TargetState) -> BTreeSet<String> {
    let paths: BTreeSet<String> = wanted.keys().cloned().chain(known.paths()).collect();
    paths.into_iter().filter(|path| wanted.get(path) != known.certain(path)).collect()
}

/// What is to be done.
///
/// # Errors
///
/// The paths where something lies that we did not put there: nothing may then be done at all.
pub fn plan(wanted: &FileStamps, known: &TargetState, view: &TargetListing) -> Result<TransferPlan, Vec<String>> {
    let complete = known.files();
    let all: BTreeSet<String> = wanted.keys().cloned().chain(known.paths()).collect();
    let mut plan = TransferPlan::default();
    let mut foreign = Vec::new();
    for path in &all {
        match state(path, known, view) {
            PathOwner::Foreign => foreign.push(path.clone()),
            PathOwner::Absent => match wanted.get(path) {
                Some(stamp) => plan.put.push(put(path, stamp, complete.get(path))),
                None if leaves_an_empty_folder(path, view) => plan.remove.push(path.clone()),
                None => {}
            },
            PathOwner::Ours(live) => match wanted.get(path) {
                Some(stamp) if live == Some(stamp) => plan.unchanged += 1,
                Some(stamp) => plan.put.push(put(path, stamp, Some(stamp))),
                None => plan.remove.push(path.clone()),
            },
        }
    }
    if !foreign.is_empty() {
        return Err(foreign);
    }
    plan.keep = keep(wanted, known, view);
    plan.sort();
    Ok(plan)
}

/// What differs from files that were handed over before; nothing is kept.
pub fn difference(wanted: &FileStamps, before: &FileStamps) -> TransferPlan {
    let mut plan = TransferPlan::default();
    for (path, stamp) in wanted {
        match before.get(path) {
            Some(old) if old == stamp => plan.unchanged += 1,
            old => plan.put.push(put(path, stamp, old)),
        }
    }
    plan.remove = before.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
    plan.sort();
    plan
}

fn put(path: &str, stamp: &Stamp, before: Option<&Stamp>) -> Put {
    Put { path: path.to_owned(), stamp: stamp.clone(), change: if before.is_some() { PutKind::Changed } else { PutKind::New } }
}

/// Whose a path is.
enum PathOwner<'a> {
    Absent,
    /// A file that we put; with its bytes, where they are sure.
    Ours(Option<&'a Stamp>),
    Foreign,
}

fn state<'a>(path: &str, known: &'a TargetState, view: &TargetListing) -> PathOwner<'a> {
    let is_in_the_way = |(slash, _): (usize, &str)| view.get(&path[..slash]).is_some_and(|seen| seen.entry != StoreEntry::Folder);
    if path.match_indices('/').any(is_in_the_way) {
        return PathOwner::Foreign;
    }
    let Some(seen) = view.get(path) else { return PathOwner::Absent };
    let StoreEntry::File(size) = seen.entry else { return PathOwner::Foreign };
    let candidates = known.candidates(path);
    match &seen.sha256 {
        Some(sha256) => match candidates.into_iter().find(|stamp| stamp.sha256 == *sha256) {
            Some(live) => PathOwner::Ours(Some(live)),
            None => PathOwner::Foreign,
        },
        None if candidates.iter().any(|stamp| stamp.size == size) => {
            PathOwner::Ours(known.certain(path).filter(|stamp| stamp.size == size))
        }
        None => PathOwner::Foreign,
    }
}

/// Whether a run was interrupted after it removed a file and before it removed the folder around it.
fn leaves_an_empty_folder(path: &str, view: &TargetListing) -> bool {
    let nearest = path.rmatch_indices('/').map(|(slash, _)| &path[..slash]).find(|folder| view.contains_key(*folder));
    nearest.is_some_and(|folder| {
        let within = format!("{folder}/");
        view.range(within.clone()..).next().is_none_or(|(next, _)| !next.starts_with(&within))
    })
}

/// The files of the complete publication that will be gone, as far as they are surely still there.
fn keep(wanted: &FileStamps, known: &TargetState, view: &TargetListing) -> Vec<KeptFile> {
    let going = known.files().into_iter().filter(|(path, stamp)| wanted.get(path) != Some(stamp) && !known.objects.contains(&stamp.sha256));
    let mut kept: BTreeMap<String, KeptFile> = BTreeMap::new();
    for (path, stamp) in going {
        let is_there = view.get(&path).is_some_and(|seen| match &seen.sha256 {
            Some(sha256) => *sha256 == stamp.sha256,
            None => seen.entry == StoreEntry::File(stamp.size) && known.may_hold(&path).is_none(),
        });
        if is_there {
            kept.entry(stamp.sha256.clone()).or_insert(KeptFile { path, stamp });
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::manifest::{Publication, PublicationManifest};
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> FileStamps {
        pairs.iter().map(|(path, text)| (path.to_string(), Stamp::of(text.as_bytes()))).collect()
    }

    fn known(pairs: &[(&str, &str)]) -> TargetState {
        let current = Publication { time: String::new(), files: files(pairs) };
        TargetState { manifest: Some(PublicationManifest::new(current, None)), ..TargetState::default() }
    }

    /// Files as a distant store shows them, and the folders around them.
    fn view(pairs: &[(&str, &str)]) -> TargetListing {
        let file =
            |(path, text): &(&str, &str)| (path.to_string(), TargetEntry { entry: StoreEntry::File(text.len() as u64), sha256: None });
        let paths: Vec<String> = pairs.iter().map(|(path, _)| path.to_string()).collect();
        let folder = |path: String| (path, TargetEntry { entry: StoreEntry::Folder, sha256: None });
        pairs.iter().map(file).chain(folders(paths.iter()).into_iter().map(folder)).collect()
    }

    #[test]
    fn assets_go_first_then_pages_then_entry_pages_and_deletions_after_all() {
        let wanted =
            files(&[("index.html", "1"), ("2016/goal-1.html", "2"), ("assets/a.css", "3"), ("sitemap.xml", "4"), ("en/index.html", "5")]);
        let old = [("assets/old.css", "6"), ("2015/goal-1.html", "7"), ("index.html", "8")];
        let plan = plan(&wanted, &known(&old), &view(&old)).unwrap();
        let put: Vec<&str> = plan.put.iter().map(|put| put.path.as_str()).collect();
        assert_eq!(put, ["assets/a.css", "2016/goal-1.html", "en/index.html", "index.html", "sitemap.xml"]);
        assert_eq!(plan.remove, ["2015/goal-1.html", "assets/old.css"]);
        assert_eq!(plan.keep.len(), 3);
    }

    #[test]
    fn what_is_there_already_is_not_sent() {
        let same = [("index.html", "1"), ("a/b.html", "2")];
        let plan = plan(&files(&same), &known(&same), &view(&same)).unwrap();
        assert_eq!(plan, TransferPlan { unchanged: 2, ..TransferPlan::default() });
    }

    #[test]
    fn a_file_of_ours_that_somebody_removed_is_sent_again() {
        let same = [("index.html", "1"), ("b.html", "2")];
        let plan = plan(&files(&same), &known(&same), &view(&same[..1])).unwrap();
        assert_eq!(plan.put.iter().map(|put| put.path.as_str()).collect::<Vec<_>>(), ["b.html"]);
    }

    #[test]
    fn a_folder_that_an_interrupted_run_left_empty_is_removed_and_one_of_others_is_not() {
        let known = known(&[("a/b/c.html", "1"), ("d/e.html", "2"), ("f.html", "3")]);
        let there = view(&[("d/others.html", "of others")]);
        let mut left = there.clone();
        left.insert("a".to_owned(), TargetEntry { entry: StoreEntry::Folder, sha256: None });
        assert_eq!(plan(&FileStamps::new(), &known, &there).unwrap().remove, [""; 0]);
        assert_eq!(plan(&FileStamps::new(), &known, &left).unwrap().remove, ["a/b/c.html"]);
    }

    #[test]
    fn files_that_we_did_not_put_there_are_named_and_nothing_is_planned() {
        let wanted = files(&[("index.html", "1"), ("en/index.html", "2"), ("goal.html", "3")]);
        let there = view(&[("index.html", "of others"), ("en", "a file"), ("goal.html", "changed since")]);
        assert_eq!(
            plan(&wanted, &known(&[("goal.html", "old")]), &there),
            Err(vec!["en/index.html".to_owned(), "goal.html".to_owned(), "index.html".to_owned()])
        );
    }

    #[test]
    fn a_file_that_is_to_go_but_was_changed_there_is_foreign() {
        let there = view(&[("a.html", "changed since")]);
        assert_eq!(plan(&FileStamps::new(), &known(&[("a.html", "old")]), &there), Err(vec!["a.html".to_owned()]));
    }

    #[test]
    fn what_an_unfinished_run_may_have_put_is_put_again_unless_it_is_sure() {
        let mut known = known(&[("a.html", "old"), ("b.html", "old")]);
        let may = |text: &str| BTreeSet::from([Stamp::of(text.as_bytes())]);
        known.intent =
            Some(BTreeMap::from([("a.html".to_owned(), may("new")), ("b.html".to_owned(), may("new")), ("c.html".to_owned(), may("x"))]));
        known.done = files(&[("a.html", "new")]);
        let there = view(&[("a.html", "new"), ("b.html", "???"), ("c.html", "x")]);
        let plan = plan(&files(&[("a.html", "new"), ("b.html", "old")]), &known, &there).unwrap();
        assert_eq!(plan.put.iter().map(|put| put.path.as_str()).collect::<Vec<_>>(), ["b.html"]);
        assert_eq!((plan.remove, plan.unchanged), (vec!["c.html".to_owned()], 1));
    }
}
