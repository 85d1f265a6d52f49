//! One state of the content on show: requests answered, pages that nobody asks for looked through.

use super::PreviewEvent;
use super::panel::Panel;
use super::snapshot::Snapshot;
use super::worker::{Answer, BrowserState, Problems, ReadContent, ServedResource, Task, TemplateHealth, Versions, ViewEnd, Worker};
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
        let language = self.worker.preview.language;
        let panel = match problems {
            Problems::Content(found) => Panel::of(&found.report, &found.sources, language),
            Problems::Machine(message) => Panel::of_machine(message, language),
        };
        let content = self.content();
        self.worker.state.send_if_modified(|state| {
            let new = BrowserState { content, panel };
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
            let faults = match self.worker.inbox.recv_timeout(wait) {
                Ok(Task::LookAgain) => match self.look_again(&problems) {
                    Some(next) => return ViewEnd { next: Some(next), verdict },
                    None => Vec::new(),
                },
                Ok(Task::Show { path, reply }) => self.answer(scope, &path, reply),
                Err(RecvTimeoutError::Disconnected) => return ViewEnd { next: None, verdict },
                Err(RecvTimeoutError::Timeout) => {
                    let was = std::mem::replace(&mut sweep, if unseen.is_empty() { Sweep::Done } else { Sweep::Begun });
                    if was == Sweep::Begun && sweep == Sweep::Done && verdict == TemplateHealth::Faulty {
                        self.tell_swept(&problems);
                    }
                    unseen.pop().map(|address| self.try_out(address)).unwrap_or_default()
                }
            };
            if !faults.is_empty() {
                verdict = TemplateHealth::Faulty;
                problems.add(faults);
                self.publish(&problems);
            }
        }
    }
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
            (Err(error), Problems::Machine(message)) if error.words(self.worker.preview.language) == *message => None,
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

    /// Answers one request; the faults of templates that it brought to light.
    fn answer<'s>(&'s self, scope: &rayon::Scope<'s>, path: &str, reply: oneshot::Sender<Answer>) -> Vec<TemplateFault> {
        // Who asked may have gone away.
        let content = self.content();
        let send = move |shown| drop(reply.send(Answer { shown, content }));
        let Some(site) = &self.site else {
            send(ServedResource::Faulty);
            return Vec::new();
        };
        let file = |bytes: Option<Vec<u8>>| bytes.map_or(ServedResource::Faulty, ServedResource::File);
        match self.addresses.get(path) {
            // Copies of photos and workbooks take their time; pages shall not wait for them.
            Some(address @ (Address::Asset(..) | Address::Data(..) | Address::Bundle(_))) => {
                scope.spawn(move |_| send(file(site.render(address).ok().flatten())));
                Vec::new()
            }
            Some(address) => self.render(address, |bytes| send(file(bytes))),
            None if self.addresses.contains_key(&format!("{path}/index.html")) => {
                send(ServedResource::Folder);
                Vec::new()
            }
            None => self.render(&self.not_found(path), |bytes| send(bytes.map_or(ServedResource::Faulty, ServedResource::Nothing))),
        }
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

    fn try_out(&self, address: &Address) -> Vec<TemplateFault> {
        self.site.as_ref().and_then(|site| site.render(address).err()).into_iter().collect()
    }

    /// Renders an address; where that fails now, as it was before.
    fn render(&self, address: &Address, done: impl FnOnce(Option<Vec<u8>>)) -> Vec<TemplateFault> {
        match self.site.as_ref().map(|site| site.render(address)) {
            Some(Ok(bytes)) => {
                done(bytes);
                Vec::new()
            }
            Some(Err(fault)) => {
                done(self.versions.before.and_then(|version| Site::new(&version.loaded).render(address).ok().flatten()));
                vec![fault]
            }
            None => {
                done(None);
                Vec::new()
            }
        }
    }
}
