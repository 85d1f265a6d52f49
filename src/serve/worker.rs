//! The worker: one thread that owns the newest content and shows it.

use super::panel::Panel;
use super::snapshot::Snapshot;
use super::view::SiteView;
use super::{Preview, PreviewEvent, Shown, Strictness};
use crate::diagnostic::{Report, Sources};
use crate::error::Error;
use crate::load;
use crate::render::TemplateFault;
use crate::site::Loaded;
use std::sync::mpsc::Receiver;
use tokio::sync::{oneshot, watch};

/// What the worker is asked to do.
#[derive(Debug)]
pub enum Task {
    /// Something may have changed on the disk.
    LookAgain,
    /// Render what is at a path below the site's root.
    Show { path: String, reply: oneshot::Sender<Answer> },
}

/// What is at a path of the content of a name.
#[derive(Debug)]
pub struct Answer {
    pub shown: ServedResource,
    pub content: String,
}

/// What is at a path.
#[derive(Debug)]
pub enum ServedResource {
    File(Vec<u8>),
    /// The path is a folder with a page in it.
    Folder,
    /// Nothing is there; the page for wrong addresses in the path's language.
    Nothing(Vec<u8>),
    /// It cannot be shown, nor could it ever: a page that says why, and the name of the faults in it.
    Faulty {
        page: String,
        faults: String,
    },
    /// The text of a file, with the name of the faults.
    Source {
        page: String,
        faults: String,
    },
}

/// What browsers have to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserState {
    /// Name of the content that is shown; empty before anything is.
    pub content: String,
    /// Name of what is wrong with it.
    pub faults: String,
    pub panel: Panel,
}

/// Content as it was read at one time.
pub(super) struct ReadContent {
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
pub(super) struct Version {
    pub(super) name: String,
    pub(super) loaded: Loaded,
}

/// Whether the templates could render everything that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateHealth {
    Sound,
    Faulty,
}

/// Why a state of the content is no longer shown, and what came to light about its templates.
pub(super) struct ViewEnd {
    /// What was read since; `None` where nobody can ask any more.
    pub(super) next: Option<Result<ReadContent, Error>>,
    pub(super) verdict: TemplateHealth,
}

/// Shows the newest content until nobody can ask any more.
pub fn run(preview: &Preview, inbox: &Receiver<Task>, state: &watch::Sender<BrowserState>, tell: &dyn Fn(PreviewEvent<'_>)) {
    let worker = Worker { preview, inbox, state, tell };
    let mut now: Option<Version> = None;
    let mut before: Option<Version> = None;
    let (mut snapshot, mut verdict) = (Snapshot::default(), TemplateHealth::Faulty);
    let mut next = worker.read(&snapshot).transpose();
    while let Some(reading) = next {
        let problems = match reading {
            Ok(content) => {
                let shown = match (&content.loaded, &now) {
                    (Some(_), _) => Shown::New,
                    (None, Some(_)) => Shown::Former,
                    (None, None) => Shown::Faults,
                };
                worker.announce(&content, shown, &snapshot);
                snapshot = content.snapshot;
                if let Some(loaded) = content.loaded {
                    // What could be rendered stands in for pages that cannot be rendered from now on.
                    before = if verdict == TemplateHealth::Sound { now } else { before };
                    now = Some(Version { name: snapshot.name(), loaded });
                }
                Problems::Content(content.found)
            }
            Err(error) => {
                tell(PreviewEvent::Unreadable(&error));
                Problems::Machine(error)
            }
        };
        let end = worker.show(&Versions { now: now.as_ref(), before: before.as_ref(), snapshot: &snapshot }, problems);
        (next, verdict) = (end.next, end.verdict);
    }
}

/// What is shown, and what stands in for it.
pub(super) struct Versions<'a> {
    pub(super) now: Option<&'a Version>,
    pub(super) before: Option<&'a Version>,
    /// What was read last, whether it could be shown or not.
    pub(super) snapshot: &'a Snapshot,
}

/// Why the newest content is not shown, or not all of it.
pub(super) enum Problems {
    Content(Findings),
    Machine(Error),
}

pub(super) struct Worker<'a> {
    pub(super) preview: &'a Preview,
    pub(super) inbox: &'a Receiver<Task>,
    pub(super) state: &'a watch::Sender<BrowserState>,
    pub(super) tell: &'a dyn Fn(PreviewEvent<'_>),
}

impl Worker<'_> {
    /// Reads the folder as it is now; `None` where it is as it was.
    pub(super) fn read(&self, before: &Snapshot) -> Result<Option<ReadContent>, Error> {
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
        Ok(Some(ReadContent { snapshot, found: Findings { report, sources: folder.sources }, loaded }))
    }

    fn announce(&self, content: &ReadContent, shown: Shown, before: &Snapshot) {
        let changed = content.snapshot.changed_since(before);
        let Findings { report, sources } = &content.found;
        (self.tell)(PreviewEvent::Read { changed: &changed, shown, report, sources });
    }

    /// Shows one state of the content until there is another; the verdict is on what is shown.
    fn show(&self, versions: &Versions<'_>, problems: Problems) -> ViewEnd {
        let view = SiteView::new(self, versions);
        view.publish(&problems);
        rayon::in_place_scope(|scope| view.run(scope, problems))
    }
}

impl Problems {
    /// Takes over the fault of a template.
    pub(super) fn add(&mut self, fault: &TemplateFault) {
        if let Problems::Content(found) = self {
            let (place, fault) = fault.as_ref();
            found.report.add(place.clone(), fault.clone());
        }
    }
}
