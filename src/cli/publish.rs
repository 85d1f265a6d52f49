//! `torikumi publish`.

use super::archive::today;
use super::handover::Handover;
use super::lock::now;
use super::progress::Clock;
use super::{Common, ExitStatus};
use crate::check;
use crate::diagnostic::Severity;
use crate::disk::Held;
use crate::error::{Error, PublishError};
use crate::interruption::Interruption;
use crate::load::{self, Folder};
use crate::message::Message;
use crate::model::{Location, PublishTarget, read};
use crate::publish::transfer_plan::{PutKind, TransferPlan};
use crate::publish::{
    self, Candidate, ComparedBy, DefaultEntry, Login, Mismatch, PreviewMode, ProxyLogin, PublishOptions, Release, Store, TargetLock,
    TransferSummary, Verified,
};
use crate::site::{BaseUrl, Choices, Drafts, PhotoCache, Sealing, Site};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct PublishArguments {
    target: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    preview: bool,
    #[arg(long, conflicts_with_all = ["dry_run", "preview", "break_lock"])]
    pub verify: bool,
    #[arg(long)]
    pub break_lock: bool,
    #[arg(long, value_name = "N", conflicts_with = "verify")]
    remove: Option<usize>,
    #[arg(long, value_name = "FILE", conflicts_with = "verify")]
    pub since: Option<PathBuf>,
}

impl PublishArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let mut found = Default::default();
        let folder = load::load(&common.root, &mut found)?;
        let Some(target) = target(&folder, self.target.as_deref())? else { return faults(common, &mut clock) };
        match (&target.location, &self.since) {
            (Location::Zip { path }, _) => {
                let path = common.root.join(path);
                return Handover { common, target: &target, path: &path, arguments: self }.run(&mut clock);
            }
            (location, Some(_)) => {
                return Err(PublishError::SinceNeedsZip { target: target.name.clone(), kind: location.kind() }.into());
            }
            (Location::Folder { path }, None) => common.refuse_sources(&common.root.join(path))?,
            (Location::Webdav { .. } | Location::S3(_) | Location::Sftp { .. }, None) => {}
        }
        let store = publish::open(&target, &common.root, login(&target)?)?;
        let at = TargetContext { common, target: &target, store: store.as_ref() };
        let delivery = match (self.verify, self.dry_run) {
            (true, _) => return at.verify(),
            (false, true) => self.publish(at, None, &mut clock)?,
            // Who waits for the lock reads the content when it has it: of two publications the later one stays.
            (false, false) => at.locked("publish", held(self.break_lock), |lock| self.publish(at, Some(lock), &mut clock))?,
        };
        Ok(self.concluded(common, &target, &delivery))
    }

    /// How a publication ended; one that succeeded is kept in the history.
    pub fn concluded(&self, common: &Common, target: &PublishTarget, delivery: &Delivery) -> ExitStatus {
        match (&delivery.content, delivery.status) {
            (Some(content), ExitStatus::Fine) if !self.dry_run => common.keep_published(content, &target.name),
            _ => {}
        }
        delivery.status
    }

    /// Judges the site, and publishes it if nothing is wrong; without a lock it only says what would be done.
    fn publish(&self, at: TargetContext<'_>, lock: Option<&TargetLock<'_>>, clock: &mut Clock<'_>) -> Result<Delivery, Error> {
        self.judged(at.common, at.target, clock, |release, clock| {
            let plan = release.plan(at.store)?;
            let refused = self.refused(&plan);
            if lock.is_none() {
                say_plan(at.common, at.target, &plan);
            }
            match (lock, refused) {
                (Some(lock), None) => at.send(release, &plan, lock, clock),
                (None, None) => Ok(ExitStatus::Fine),
                (_, Some(refused)) => {
                    at.common.fail(refused);
                    Ok(ExitStatus::ContentErrors)
                }
            }
        })
    }

    /// Why the removals of a plan are refused.
    pub fn refused(&self, plan: &TransferPlan) -> Option<Message> {
        publish::removal(plan, self.remove).map(|refusal| PublishError::Refused(vec![refusal]).message())
    }

    /// Judges the site for a target, and delivers it if nothing is wrong.
    pub fn judged(
        &self,
        common: &Common,
        target: &PublishTarget,
        clock: &mut Clock<'_>,
        deliver: impl FnOnce(&Release<'_>, &mut Clock<'_>) -> Result<ExitStatus, Error>,
    ) -> Result<Delivery, Error> {
        let refused = Delivery { status: ExitStatus::ContentErrors, content: None };
        let choices = self.choices(common, target);
        let asked = self.asked(common, &choices);
        let mut reading = common.read_with(clock, choices)?;
        let Some(loaded) = reading.loaded.take() else {
            common.print(&reading, Severity::Warning);
            return Ok(refused);
        };
        let site = Site::new(&loaded);
        let files = site.addresses().len();
        let bar = clock.bar(2 * files);
        let checked = check::Checked { site: &site, loaded: &loaded, folder: &reading.folder };
        check::check(&checked, &mut reading.report, &|| bar.advance());
        let release = Release::of(&site, &|| bar.advance()).map_err(|fault| reading.report.add(fault.0, fault.1));
        drop(bar);
        clock.lap(Message::new("lap.checked").part("files", files));
        if target.strict || common.strict {
            reading.report.make_strict();
        }
        common.print(&reading, Severity::Warning);
        let Some(release) = release.ok().filter(|_| !reading.report.has_errors()) else { return Ok(refused) };
        let of_site = read::settings(&reading.folder).and_then(|settings| settings.base_url);
        let (project, root) = (loaded.project(), common.root.as_path());
        let refusals = publish::refusals(Candidate { target, project, root, asked: &asked, site_base_url: of_site.as_deref() })?;
        if !refusals.is_empty() {
            common.fail(PublishError::Refused(refusals).message());
            return Ok(refused);
        }
        let status = deliver(&release, clock)?;
        drop(release);
        Ok(Delivery { status, content: Some(reading.folder) })
    }

    /// How the content is read for a target.
    fn choices(&self, common: &Common, target: &PublishTarget) -> Choices {
        let cache = if self.dry_run { PhotoCache::Look } else { PhotoCache::Keep };
        let mut choices = common.choices(BaseUrl::Own, Sealing::Shown, cache);
        if let (Some(url), None) = (&target.base_url, &common.base_url) {
            choices.base_url = BaseUrl::Given(url.clone());
        }
        choices.stage = target.stage;
        choices.drafts = if self.preview { Drafts::Shown } else { choices.drafts };
        choices
    }

    fn asked(&self, common: &Common, choices: &Choices) -> PublishOptions {
        let preview = if self.preview { PreviewMode::Yes } else { PreviewMode::No };
        PublishOptions { drafts: choices.drafts, preview, base_url: common.base_url.clone(), today: today() }
    }
}

/// How a publication ended, and the content that was judged fit for it.
pub struct Delivery {
    pub status: ExitStatus,
    pub content: Option<Folder>,
}

/// A target with its store, and what every command says of it.
#[derive(Clone, Copy)]
pub struct TargetContext<'a> {
    pub common: &'a Common,
    pub target: &'a PublishTarget,
    pub store: &'a dyn Store,
}

/// How a program ends that a signal ended.
const INTERRUPTED: i32 = 130;

/// Gives a lock back and ends the program: nothing is under way that the next run could not take up.
fn leave(lock: &TargetLock<'_>) {
    lock.release();
    std::process::exit(INTERRUPTED);
}

impl TargetContext<'_> {
    /// Works under the lock of the target, and gives it back however the work ends.
    pub fn locked<T>(self, command: &str, held: Held, work: impl FnOnce(&TargetLock<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let name = &self.target.name;
        let interruption = Interruption::none();
        let lock = self.common.claim(command, name, held, |claim| TargetLock::take(self.store, name, claim, &interruption))?;
        let done = interruption.noticed_during(&|| leave(&lock), || work(&lock));
        lock.release();
        done
    }

    fn send(self, release: &Release<'_>, plan: &TransferPlan, lock: &TargetLock<'_>, clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
        let bar = clock.bar(plan.steps());
        let sent = release.publish(lock, &now(), &|| bar.advance())?;
        drop(bar);
        clock.lap(Message::new("lap.sent").part("target", self.target.name.as_str()));
        self.conclude(&sent, &clock.seconds());
        self.verify()
    }

    /// What was done, in one line.
    pub fn conclude(self, sent: &TransferSummary, seconds: &str) {
        let TransferSummary { new, changed, removed, unchanged, bytes } = sent;
        let line = Message::new("published.line").part("target", self.target.name.as_str()).part("seconds", seconds);
        let line = line.part("files", new + changed).part("bytes", *bytes).part("new", *new).part("changed", *changed);
        self.common.conclude(&line.part("unchanged", *unchanged).part("removed", *removed));
    }

    /// Reads back what was published, and says what it found.
    pub fn verify(self) -> Result<ExitStatus, Error> {
        let Verified { files, compared, wrong } = publish::verify(self.store)?;
        for (path, wrong) in &wrong {
            let message = Message::new(match wrong {
                Mismatch::Missing => "published.missing",
                Mismatch::Different => "published.different",
            });
            self.common.fail(message.part("path", path.as_str()).part("target", self.target.name.as_str()));
        }
        if !wrong.is_empty() {
            return Ok(ExitStatus::CannotRun);
        }
        let message = Message::new(match compared {
            ComparedBy::Hashes => "published.same-bytes",
            ComparedBy::Sizes => "published.same-sizes",
        });
        self.common.conclude(&message.part("files", files));
        Ok(ExitStatus::Fine)
    }
}

/// Every step of a plan on standard output, and how many there are: what was asked for, so also with `--quiet`.
pub fn say_plan(common: &Common, target: &PublishTarget, plan: &TransferPlan) {
    let put = plan.put.iter().map(|put| match put.change {
        PutKind::New => step("new", &put.path),
        PutKind::Changed => step("changed", &put.path),
    });
    put.chain(plan.remove.iter().map(|path| step("remove", path))).for_each(|step| common.say(&step));
    let line = Message::new("publish-plan.line").part("target", target.name.as_str()).part("files", plan.put.len());
    common.say(&line.part("bytes", plan.bytes()).part("removed", plan.remove.len()).part("unchanged", plan.unchanged));
}

/// A step of a plan.
pub fn step(change: &str, path: &str) -> Message {
    Message::new(&format!("publish-plan.{change}")).part("path", path)
}

/// The target of this name, or the one that is meant without a name; `None` where the settings cannot be read.
pub fn target(folder: &Folder, name: Option<&str>) -> Result<Option<PublishTarget>, Error> {
    let Some(settings) = read::settings(folder) else { return Ok(None) };
    let targets = settings.targets;
    let known: Vec<String> = targets.iter().map(|target| target.name.clone()).collect();
    let found = match (name, targets.as_slice()) {
        (_, []) => return Err(PublishError::NoTarget.into()),
        (None, [only]) => Some(only),
        (name, several) => several.iter().find(|target| target.name == name.unwrap_or("production")),
    };
    let nearest = name.and_then(|name| crate::diagnostic::nearest(name, known.iter().map(String::as_str)));
    found.cloned().map(Some).ok_or_else(|| PublishError::WhichTarget { found: name.map(str::to_owned), nearest, known }.into())
}

/// What is wrong with settings that cannot be read.
pub fn faults(common: &Common, clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
    let reading = common.read(clock, PhotoCache::Look)?;
    common.print(&reading, Severity::Warning);
    Ok(ExitStatus::ContentErrors)
}

pub fn held(break_lock: bool) -> Held {
    if break_lock { Held::Break } else { Held::Respect }
}

/// What the environment says of a WebDAV folder and of a proxy, or else `~/.netrc`.
///
/// # Errors
///
/// As [`publish::login_of_netrc`].
pub fn login(target: &PublishTarget) -> Result<Login, Error> {
    let login = Login {
        user: variable("TORIKUMI_WEBDAV_USER"),
        password: variable("TORIKUMI_WEBDAV_PASSWORD"),
        token: variable("TORIKUMI_WEBDAV_TOKEN"),
        proxy: proxy_login(target)?,
    };
    match (target.location.machine(), netrc()) {
        (Some(machine), Some(path)) if login.is_empty() => {
            let found = publish::login_of_netrc(&path, machine, DefaultEntry::Counts)?.unwrap_or_default();
            Ok(Login { proxy: login.proxy, ..found })
        }
        (Some(_) | None, _) => Ok(login),
    }
}

/// What opens the proxy that a target names.
fn proxy_login(target: &PublishTarget) -> Result<Option<ProxyLogin>, Error> {
    let Some(machine) = target.location.proxy_machine() else { return Ok(None) };
    let (user, password) = match (variable("TORIKUMI_PROXY_USER"), netrc()) {
        (Some(user), _) => (Some(user), variable("TORIKUMI_PROXY_PASSWORD")),
        (None, Some(path)) => {
            let found = publish::login_of_netrc(&path, machine, DefaultEntry::Ignored)?.unwrap_or_default();
            (found.user, found.password)
        }
        (None, None) => (None, None),
    };
    Ok(user.map(|user| ProxyLogin { user, password: password.unwrap_or_default() }))
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// `$NETRC`, or else `.netrc` of the home folder if it is there.
fn netrc() -> Option<PathBuf> {
    let named = std::env::var_os("NETRC").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".netrc")).filter(|path| path.exists()))
}
