//! Notices that the folder may have changed. Whether it did is for the worker to find out.

use super::worker::Task;
use crate::error::Error;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// How long the folder has to be quiet before it is read: editors save in several steps.
const QUIET: Duration = Duration::from_millis(8);
/// After how many notices the folder is read although it is not quiet: somebody may write without end.
const PATIENCE: usize = 5000;

/// The folders that a site is made from.
const PARTS: [&str; 2] = ["content", "themes"];

/// Watches `content` and `themes` below the root for as long as the result lives.
///
/// # Errors
///
/// [`Error::Watch`] where the system cannot watch the folder.
pub fn watch(root: &Path, tasks: Sender<Task>) -> Result<Watching, Error> {
    let failed = |source| Error::Watch { root: root.to_owned(), source: Box::new(source) };
    let (noticed, notices) = mpsc::channel();
    let own = noticed.clone();
    let mut watcher = notify::recommended_watcher(move |event| {
        if let Some(notice) = Notice::of(event) {
            // Nobody listens any more when the preview ends.
            let _ = own.send(notice);
        }
    })
    .map_err(failed)?;
    // The root itself tells when one of its parts is made anew.
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
    let mut parts = WatchedFolders { watcher, root: root.to_owned() };
    parts.watch_all();
    let handle = thread::Builder::new().name("watch".to_owned()).spawn(move || gather(parts, &notices, &tasks));
    handle.map_err(|source| failed(notify::Error::io(source)))?;
    Ok(Watching { noticed })
}

/// Ends the watching when it is dropped.
#[derive(Debug)]
pub struct Watching {
    noticed: Sender<Notice>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.noticed.send(Notice::End);
    }
}

/// What an event of the system means to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    Change,
    /// A part of the root may be another folder now.
    ChangeOfRoot,
    End,
}

impl Notice {
    /// `None` where somebody only read something, most often we ourselves.
    fn of(event: notify::Result<Event>) -> Option<Notice> {
        let Ok(event) = event else { return Some(Notice::ChangeOfRoot) };
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Notice::Change),
            EventKind::Access(_) => None,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
                if event.paths.iter().any(|path| is_part(path)) =>
            {
                Some(Notice::ChangeOfRoot)
            }
            EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => Some(Notice::Change),
        }
    }
}

fn is_part(path: &Path) -> bool {
    path.file_name().is_some_and(|name| PARTS.iter().any(|part| name == *part))
}

/// The watched folders.
struct WatchedFolders {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

impl WatchedFolders {
    /// Watches every part that is there; one that is not is noticed when it is made.
    fn watch_all(&mut self) {
        for part in PARTS {
            let folder = self.root.join(part);
            if folder.is_dir() {
                let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
            }
        }
    }
}

/// Turns bursts of notices into single tasks.
fn gather(mut parts: WatchedFolders, notices: &Receiver<Notice>, tasks: &Sender<Task>) {
    while let Some(all) = burst(notices) {
        if all.contains(&Notice::ChangeOfRoot) {
            parts.watch_all();
        }
        if tasks.send(Task::LookAgain).is_err() {
            return;
        }
    }
}

/// The notices of the next burst; `None` at the end of the watching.
fn burst(notices: &Receiver<Notice>) -> Option<Vec<Notice>> {
    let mut all = vec![notices.recv().ok()?];
    while *all.last()? != Notice::End && all.len() < PATIENCE {
        match notices.recv_timeout(QUIET) {
            Ok(notice) => all.push(notice),
            Err(RecvTimeoutError::Timeout) => return Some(all),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    (*all.last()? != Notice::End).then_some(all)
}
