//! The stage: one thread that owns the newest content and shows it.

use super::panel::Panel;
use super::show::Show;
use super::snapshot::Snapshot;
use super::{News, Preview, Strictness};
use crate::diagnostic::{Report, Sources};
use crate::error::Error;
use crate::load;
use crate::render::TemplateFault;
use crate::site::Loaded;
use std::sync::mpsc::Receiver;
use tokio::sync::{oneshot, watch};

/// What the stage is asked to do.
#[derive(Debug)]
pub enum Order {
    /// Something may have changed on the disk.
    LookAgain,
    /// Render what is at a path below the site's root.
    Show { path: String, reply: oneshot::Sender<Answer> },
}

/// What is at a path of the content of a name.
#[derive(Debug)]
pub struct Answer {
    pub shown: Shown,
    pub content: String,
}

/// What is at a path.
#[derive(Debug)]
pub enum Shown {
    File(Vec<u8>),
    /// The path is a folder with a page in it.
    Folder,
    /// Nothing is there; the page for wrong addresses in the path's language.
    Nothing(Vec<u8>),
    /// It cannot be shown, nor could it ever.
    Faulty,
}

/// What browsers have to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Name of the content that is shown; empty before anything is.
    pub content: String,
    pub panel: Panel,
}

/// Content as it was read at one time.
pub(super) struct Take {
    pub(super) snapshot: Snapshot,
    pub(super) found: Findings,
    /// `None` with errors.
    pub(super) loaded: Option<Loaded>,
}

/// What is wrong, and the texts that it is wrong in.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) report: Report,
    pub(super) sources: Sources,
}

/// Content that can be shown, and its name.
pub(super) struct Scene {
    pub(super) name: String,
    pub(super) loaded: Loaded,
}

/// Whether the templates could render everything that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Sound,
    Faulty,
}

/// Shows the newest content until nobody can ask any more.
pub fn run(preview: &Preview, inbox: &Receiver<Order>, state: &watch::Sender<State>, tell: &dyn Fn(News<'_>)) {
    let stage = Stage { preview, inbox, state, tell };
    let (mut now, mut before): (Option<Scene>, Option<Scene>) = (None, None);
    let (mut snapshot, mut verdict) = (Snapshot::default(), Verdict::Faulty);
    let mut next = stage.read(&snapshot).transpose();
    while let Some(reading) = next {
        let panel = match reading {
            Ok(take) => {
                stage.announce(&take, &snapshot);
                snapshot = take.snapshot;
                if let Some(loaded) = take.loaded {
                    // What could be rendered stands in for pages that cannot be rendered from now on.
                    before = if verdict == Verdict::Sound { now } else { before };
                    now = Some(Scene { name: snapshot.name(), loaded });
                }
                Trouble::Content(take.found)
            }
            Err(error) => {
                tell(News::Unreadable(&error));
                Trouble::Machine(error.words(preview.language))
            }
        };
        let shown = stage.show(&Showing { now: now.as_ref(), before: before.as_ref(), snapshot: &snapshot }, panel);
        (next, verdict) = shown;
    }
}

/// What is shown, and what stands in for it.
pub(super) struct Showing<'a> {
    pub(super) now: Option<&'a Scene>,
    pub(super) before: Option<&'a Scene>,
    /// What was read last, whether it could be shown or not.
    pub(super) snapshot: &'a Snapshot,
}

/// Why the newest content is not shown, or not all of it.
pub(super) enum Trouble {
    Content(Findings),
    Machine(String),
}

pub(super) struct Stage<'a> {
    pub(super) preview: &'a Preview,
    pub(super) inbox: &'a Receiver<Order>,
    pub(super) state: &'a watch::Sender<State>,
    pub(super) tell: &'a dyn Fn(News<'_>),
}

impl Stage<'_> {
    /// Reads the folder as it is now; `None` where it is as it was.
    pub(super) fn read(&self, before: &Snapshot) -> Result<Option<Take>, Error> {
        let mut report = Report::default();
        let mut folder = load::load(&self.preview.root, &mut report)?;
        let snapshot = Snapshot::of(&folder, &report);
        if snapshot == *before {
            return Ok(None);
        }
        let loaded = Loaded::read(&mut folder, &self.preview.choices, &mut report);
        if self.preview.strictness == Strictness::Strict {
            report.make_strict();
        }
        let loaded = loaded.filter(|_| !report.has_errors());
        Ok(Some(Take { snapshot, found: Findings { report, sources: folder.sources }, loaded }))
    }

    fn announce(&self, take: &Take, before: &Snapshot) {
        let changed = take.snapshot.changed_since(before);
        (self.tell)(News::Read { changed: &changed, report: &take.found.report, sources: &take.found.sources });
    }

    /// Shows one state of the content until there is another; the verdict is on what is shown.
    fn show(&self, showing: &Showing<'_>, trouble: Trouble) -> (Option<Result<Take, Error>>, Verdict) {
        let show = Show::new(self, showing);
        show.publish(&trouble);
        rayon::in_place_scope(|scope| show.run(scope, trouble))
    }
}

impl Trouble {
    /// Takes over the faults of templates.
    pub(super) fn add(&mut self, faults: Vec<TemplateFault>) {
        if let Trouble::Content(found) = self {
            for fault in faults {
                found.report.add(fault.0, fault.1);
            }
        }
    }
}
