//! One state of the content on show: requests answered, pages that nobody asks for looked through.

use super::fault_page::{Unshown, fault_page, source_page};
use super::panel::Panel;
use super::snapshot::Snapshot;
use super::worker::{Answer, BrowserState, Problems, ReadContent, ServedResource, Task, TemplateHealth, Versions, ViewEnd, Worker};
use super::{Preview, PreviewEvent};
use crate::error::Error;
use crate::language::Language;
use crate::render::{Address, PageAddress, TemplateFault};
use crate::site::Site;
use std::collections::BTreeMap;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long nobody has to want anything before the pages that nobody asked for are looked through.
const IDLE: Duration = Duration::from_millis(400);

/// One state of the content on show.
pub(super) struct SiteView<'a> {
    worker: &'a Worker<'a>,
    versions: &'a Versions<'a>,
    site: Option<Site<'a>>,
    addresses: BTreeMap<String, Address>,
}

impl<'a> SiteView<'a> {
    /// Evaluates what is shown now.
    pub(super) fn new(worker: &'a Worker<'a>, versions: &'a Versions<'a>) -> SiteView<'a> {
        let site = versions.now.map(|version| Site::new(&version.loaded));
        let all = site.as_ref().map(Site::addresses).unwrap_or_default();
        let addresses = all.into_iter().map(|address| (address.path(), address)).collect();
        SiteView { worker, versions, site, addresses }
    }

    /// Tells browsers what is shown and what is wrong.
    pub(super) fn publish(&self, problems: &Problems) {
        let panel = Panel::of(problems, self.worker.preview.language);
        let content = self.content();
        self.worker.state.send_if_modified(|state| {
            let new = BrowserState { content, faults: panel.name(), panel };
            let differs = *state != new;
            *state = new;
            differs
        });
    }

    /// Answers until the content has changed or nobody asks any more.
    pub(super) fn run<'s>(&'s self, scope: &rayon::Scope<'s>, mut problems: Problems) -> ViewEnd {
        let mut unseen: Vec<&Address> = self.addresses.values().rev().filter(|address| is_rendered(address)).collect();
        let mut sweep = Sweep::Waiting;
        let mut verdict = TemplateHealth::Sound;
        loop {
            let wait = if sweep == Sweep::Begun { Duration::ZERO } else { IDLE };
            let health = match self.worker.inbox.recv_timeout(wait) {
                Ok(Task::LookAgain) => match self.look_again(&problems) {
                    Some(next) => return ViewEnd { next: Some(next), verdict },
                    None => None,
                },
                Ok(Task::Show { path, reply }) => self.answer(scope, Asked { path: &path, reply }, &mut problems),
                Err(RecvTimeoutError::Disconnected) => return ViewEnd { next: None, verdict },
                Err(RecvTimeoutError::Timeout) => {
                    let was = std::mem::replace(&mut sweep, if unseen.is_empty() { Sweep::Done } else { Sweep::Begun });
                    if was == Sweep::Begun && sweep == Sweep::Done && verdict == TemplateHealth::Faulty {
                        self.tell_swept(&problems);
                    }
                    unseen.pop().and_then(|address| self.site.as_ref()?.render(address).err()).map(|fault| self.note(&fault, &mut problems))
                }
            };
            verdict = health.unwrap_or(verdict);
        }
    }
}

/// A path that is asked for, and where the answer goes.
struct Asked<'a> {
    path: &'a str,
    reply: oneshot::Sender<Answer>,
}

/// How far the look at the pages that nobody asked for has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sweep {
    Waiting,
    Begun,
    Done,
}

/// Pages and charts come from templates; copies of photos and open data would take long and say nothing about them.
fn is_rendered(address: &Address) -> bool {
    match address {
        Address::Page(..) | Address::Chart(..) | Address::Alias(..) | Address::Feed(_) | Address::Sitemap | Address::Robots => true,
        Address::Data(..) | Address::Asset(..) | Address::Sealed(_) | Address::Bundle(_) => false,
    }
}

impl<'a> SiteView<'a> {
    /// The folder as it is now, if it is not as it was.
    fn look_again(&self, problems: &Problems) -> Option<Result<ReadContent, Error>> {
        match (self.worker.read(self.versions.snapshot), problems) {
            (Ok(None), Problems::Content(_)) => None,
            (Err(error), Problems::Machine(before)) if error.to_string() == before.to_string() => None,
            (Ok(None), Problems::Machine(_)) => self.worker.read(&Snapshot::default()).transpose(),
            (Ok(Some(content)), _) => Some(Ok(content)),
            (Err(error), _) => Some(Err(error)),
        }
    }

    fn tell_swept(&self, problems: &Problems) {
        if let Problems::Content(found) = problems {
            (self.worker.tell)(PreviewEvent::Swept { report: &found.report, sources: &found.sources });
        }
    }

    /// Answers one request; says where that brought the fault of a template to light.
    fn answer<'s>(&'s self, scope: &rayon::Scope<'s>, asked: Asked<'_>, problems: &mut Problems) -> Option<TemplateHealth> {
        let Asked { path, reply } = asked;
        // Who asked may have gone away.
        let content = self.content();
        let send = move |shown| drop(reply.send(Answer { shown, content }));
        let Preview { folder, language, .. } = self.worker.preview;
        if let Some(page) = source_page(path, problems, folder, *language) {
            send(ServedResource::Source { page, faults: self.faults(problems) });
            return None;
        }
        let Some(site) = &self.site else {
            send(self.faulty(path, Unshown::Site, problems));
            return None;
        };
        let (address, missing) = match self.addresses.get(path) {
            // Copies of photos and workbooks take their time; pages shall not wait for them.
            Some(address @ (Address::Asset(..) | Address::Data(..) | Address::Bundle(_))) => {
                let found = |bytes: Option<Vec<u8>>| bytes.map_or_else(|| ServedResource::Nothing(Vec::new()), ServedResource::File);
                scope.spawn(move |_| send(found(site.render(address).ok().flatten())));
                return None;
            }
            None if self.addresses.contains_key(&format!("{path}/index.html")) => {
                send(ServedResource::Folder);
                return None;
            }
            Some(address) => (address.clone(), false),
            None => (self.not_found(path), true),
        };
        let rendered = site.render(&address);
        let fault = rendered.as_ref().err().map(|fault| self.note(fault, problems));
        let bytes =
            rendered.unwrap_or_else(|_| self.versions.before.and_then(|before| Site::new(&before.loaded).render(&address).ok().flatten()));
        send(match bytes {
            None => self.faulty(path, Unshown::Page, problems),
            Some(bytes) if missing => ServedResource::Nothing(bytes),
            Some(bytes) => ServedResource::File(bytes),
        });
        fault
    }

    fn faulty(&self, path: &str, unshown: Unshown, problems: &Problems) -> ServedResource {
        let page = fault_page(path, unshown, problems, &self.worker.preview.folder);
        ServedResource::Faulty { page, faults: self.faults(problems) }
    }

    /// Takes over the fault of a template and tells browsers of it.
    fn note(&self, fault: &TemplateFault, problems: &mut Problems) -> TemplateHealth {
        problems.add(fault);
        self.publish(problems);
        TemplateHealth::Faulty
    }

    /// The name of what is wrong.
    fn faults(&self, problems: &Problems) -> String {
        Panel::of(problems, self.worker.preview.language).name()
    }

    /// The name of what is shown.
    fn content(&self) -> String {
        self.versions.now.map(|version| version.name.clone()).unwrap_or_default()
    }

    /// The page for wrong addresses in the language of a path.
    fn not_found(&self, path: &str) -> Address {
        let language = if path.starts_with("en/") { Language::En } else { Language::Ja };
        let address = Address::Page(language, PageAddress::NotFound);
        if self.addresses.contains_key(&address.path()) { address } else { Address::Page(Language::Ja, PageAddress::NotFound) }
    }
}
