//! `torikumi publish`.

use super::archive::today;
use super::progress::Clock;
use super::{Common, ExitStatus, Reading, complain, say};
use crate::check;
use crate::diagnostic::{Language, Severity, plural};
use crate::error::{Error, Trouble};
use crate::load::{self, Folder};
use crate::model::{PublishTarget, read};
use crate::publish::plan::{Change, Plan};
use crate::publish::{self, Asked, Compared, Held, Lock, Login, Preview, Release, Sent, Store, Verified, Wrong};
use crate::site::{BaseUrl, Drafts, Loaded, PhotoCache, Sealing, Site};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Publish {
    /// Name of the target in site.toml; by default `production`, or the only one
    target: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Publish drafts as well, to a staging target
    #[arg(long)]
    preview: bool,
    /// Only look whether what was published is still there as it was sent
    #[arg(long, conflicts_with_all = ["dry_run", "preview", "break_lock"])]
    verify: bool,
    /// Publish although somebody else seems to: for the lock of a run that was interrupted
    #[arg(long)]
    break_lock: bool,
}

impl Publish {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let mut found = Default::default();
        let folder = load::load(&common.root, &mut found)?;
        let Some(target) = target(&folder, self.target.as_deref())? else { return faults(common, &mut clock) };
        if self.verify {
            return verified(common, &target, publish::open(&target, &common.root, login(&target)?)?.as_ref());
        }
        let (mut reading, asked) = self.read(common, &target, &mut clock)?;
        let Some(loaded) = reading.loaded.take() else {
            common.print(&reading, Severity::Warning);
            return Ok(ExitStatus::ContentErrors);
        };
        self.release(common, (&target, &asked), (&loaded, &mut reading), &mut clock)
    }

    /// The content as it is for the target.
    fn read(&self, common: &Common, target: &PublishTarget, clock: &mut Clock<'_>) -> Result<(Reading, Asked), Error> {
        let mut choices = common.choices(BaseUrl::Own, Sealing::Shown, PhotoCache::Keep);
        if let (Some(url), None) = (&target.base_url, &common.base_url) {
            choices.base_url = BaseUrl::Given(url.clone());
        }
        let preview = if self.preview { Preview::Yes } else { Preview::No };
        choices.stage = target.stage;
        choices.drafts = if self.preview { Drafts::Shown } else { choices.drafts };
        let asked = Asked { drafts: choices.drafts, preview, base_url: common.base_url.clone(), today: today() };
        let mut reading = common.read_with(clock, choices)?;
        if target.strict {
            reading.report.make_strict();
        }
        Ok((reading, asked))
    }

    /// Judges the site, and publishes it if nothing is wrong.
    fn release(
        &self,
        common: &Common,
        (target, asked): (&PublishTarget, &Asked),
        (loaded, reading): (&Loaded, &mut Reading),
        clock: &mut Clock<'_>,
    ) -> Result<ExitStatus, Error> {
        let site = Site::new(loaded);
        let files = site.addresses().len();
        let bar = clock.bar(2 * files);
        let checked = check::Checked { site: &site, loaded, folder: &reading.folder };
        check::check(&checked, &mut reading.report, &|| bar.advance());
        if target.strict || common.strict {
            reading.report.make_strict();
        }
        let release = Release::of(&site, &|| bar.advance()).map_err(|fault| reading.report.add(fault.0, fault.1));
        drop(bar);
        clock.lap((format!("rendered and checked: {files} files"), format!("ページの作成と点検：{files}ファイル")));
        common.print(reading, Severity::Warning);
        let Some(release) = release.ok().filter(|_| !reading.report.has_errors()) else { return Ok(ExitStatus::ContentErrors) };
        let of_site = read::settings(&reading.folder).and_then(|settings| settings.base_url);
        let refusals = publish::refusals(target, loaded.project(), (&common.root, asked), of_site.as_deref())?;
        if !refusals.is_empty() {
            complain(&format!("error: {}", Trouble::Refused(refusals).words(common.language())));
            return Ok(ExitStatus::ContentErrors);
        }
        self.send(common, (target, &release), clock)
    }

    fn send(&self, common: &Common, (target, release): (&PublishTarget, &Release<'_>), clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
        let store = publish::open(target, &common.root, login(target)?)?;
        let plan = release.plan(store.as_ref())?;
        if self.dry_run {
            say_plan(common, &target.name, &plan);
            return Ok(ExitStatus::Fine);
        }
        let sent = locked(store.as_ref(), held(self.break_lock), |lock| {
            let bar = clock.bar(plan.keep.len() + plan.put.len() + plan.remove.len());
            release.publish(store.as_ref(), lock, (&now(), &|| bar.advance()))
        })?;
        clock.lap((format!("sent to `{}`", target.name), format!("`{}` への送信", target.name)));
        common.conclude(&closing_line(&sent, &target.name, (&clock.seconds(), common.language())));
        verified(common, target, store.as_ref())
    }
}

/// The target of this name, or the one that is meant without a name; `None` where the settings cannot be read.
pub fn target(folder: &Folder, name: Option<&str>) -> Result<Option<PublishTarget>, Error> {
    let Some(settings) = read::settings(folder) else { return Ok(None) };
    let targets = settings.targets;
    let known: Vec<String> = targets.iter().map(|target| target.name.clone()).collect();
    let found = match (name, targets.as_slice()) {
        (_, []) => return Err(Trouble::NoTarget.into()),
        (None, [only]) => Some(only),
        (name, several) => several.iter().find(|target| target.name == name.unwrap_or("production")),
    };
    let nearest = name.and_then(|name| crate::diagnostic::nearest(name, known.iter().map(String::as_str)));
    found.cloned().map(Some).ok_or_else(|| Trouble::WhichTarget { found: name.map(str::to_owned), nearest, known }.into())
}

/// What is wrong with settings that cannot be read.
pub fn faults(common: &Common, clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
    let reading = common.read(clock, PhotoCache::Look)?;
    common.print(&reading, Severity::Warning);
    Ok(ExitStatus::ContentErrors)
}

/// Works under the lock of a target, and gives it back however the work ends.
pub fn locked<T>(store: &dyn Store, held: Held, work: impl FnOnce(&Lock<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let holder = holder();
    let lock = Lock::take(store, &holder, held)?;
    let done = work(&lock);
    lock.release();
    done
}

pub fn held(break_lock: bool) -> Held {
    if break_lock { Held::Break } else { Held::Respect }
}

/// Who holds a lock, for the person who meets it.
fn holder() -> String {
    let user = ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "?".to_owned());
    format!("{user}@{}, {}, {}", gethostname::gethostname().to_string_lossy(), now(), std::process::id())
}

/// What the environment says of a WebDAV folder, or else `~/.netrc`.
///
/// # Errors
///
/// As [`publish::login_of_netrc`].
pub fn login(target: &PublishTarget) -> Result<Login, Error> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let login = Login {
        user: variable("TORIKUMI_WEBDAV_USER"),
        password: variable("TORIKUMI_WEBDAV_PASSWORD"),
        token: variable("TORIKUMI_WEBDAV_TOKEN"),
    };
    match (target.location.machine(), netrc()) {
        (Some(machine), Some(path)) if login.is_empty() => Ok(publish::login_of_netrc(&path, machine)?.unwrap_or_default()),
        (Some(_) | None, _) => Ok(login),
    }
}

/// `$NETRC`, or else `.netrc` of the home folder if it is there.
fn netrc() -> Option<PathBuf> {
    let named = std::env::var_os("NETRC").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".netrc")).filter(|path| path.exists()))
}

/// Now, where Japanese cities are, to the second.
fn now() -> String {
    let time = jiff::tz::Offset::constant(9).to_datetime(jiff::Timestamp::now());
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Every step of a plan on standard output, and how many there are: what was asked for, so also with `--quiet`.
pub fn say_plan(common: &Common, target: &str, plan: &Plan) {
    let language = common.language();
    let put = plan.put.iter().map(|put| match (put.change, language) {
        (Change::New, Language::En) => format!("new      {}", put.path),
        (Change::Changed, Language::En) => format!("changed  {}", put.path),
        (Change::New, Language::Ja) => format!("新規  {}", put.path),
        (Change::Changed, Language::Ja) => format!("変更  {}", put.path),
    });
    let remove = plan.remove.iter().map(|path| match language {
        Language::En => format!("removed  {path}"),
        Language::Ja => format!("削除  {path}"),
    });
    put.chain(remove).for_each(|line| say(&line));
    let (put, bytes, remove, unchanged) = (plan.put.len(), plan.bytes(), plan.remove.len(), plan.unchanged);
    say(&match language {
        Language::En => {
            format!(
                "would send {} ({bytes} bytes) to `{target}` and remove {remove}; {unchanged} unchanged; nothing was done",
                plural(put, "file")
            )
        }
        Language::Ja => {
            format!("`{target}` への予定：送信{put}件（{bytes}バイト）、削除{remove}件、変更なし{unchanged}件（まだ何もしていません）")
        }
    });
}

/// What was done, in one line.
pub fn closing_line(sent: &Sent, target: &str, (seconds, language): (&str, Language)) -> String {
    let Sent { new, changed, removed, unchanged, bytes } = sent;
    let files = new + changed;
    match language {
        Language::En => format!(
            "{} ({bytes} bytes) sent to `{target}` in {seconds} s: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed",
            plural(files, "file")
        ),
        Language::Ja => {
            format!(
                "{seconds}秒で `{target}` に{files}件（{bytes}バイト）を送信：新規{new}、変更{changed}、変更なし{unchanged}、削除{removed}"
            )
        }
    }
}

/// Reads back what was published, and says what it found.
pub fn verified(common: &Common, target: &PublishTarget, store: &dyn Store) -> Result<ExitStatus, Error> {
    let Verified { files, compared, wrong } = publish::verify(store)?;
    let (name, language) = (&target.name, common.language());
    for (path, wrong) in &wrong {
        complain(&match (wrong, language) {
            (Wrong::Missing, Language::En) => format!("error: `{path}` is missing at `{name}`: publish again"),
            (Wrong::Different, Language::En) => {
                format!("error: `{path}` at `{name}` is not what was sent: move it away there and publish again")
            }
            (Wrong::Missing, Language::Ja) => format!("error: `{name}` に `{path}` がありません。もう一度公開してください"),
            (Wrong::Different, Language::Ja) => {
                format!("error: `{name}` の `{path}` は送った内容と違います。公開先で別の場所に移してから、もう一度公開してください")
            }
        });
    }
    if !wrong.is_empty() {
        return Ok(ExitStatus::CannotRun);
    }
    common.conclude(&match (compared, language) {
        (Compared::Hashes, Language::En) => format!("read back: {}, all bytes as they were sent", plural(files, "file")),
        (Compared::Sizes, Language::En) => {
            format!("looked at: {}, all there in the size in which they were sent", plural(files, "file"))
        }
        (Compared::Hashes, Language::Ja) => format!("読み戻して確認：{files}件、すべて送った内容のとおりです"),
        (Compared::Sizes, Language::Ja) => format!("公開先を確認：{files}件、すべて送った大きさのとおりあります"),
    });
    Ok(ExitStatus::Fine)
}
