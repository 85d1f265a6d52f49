//! `torikumi serve`.

use super::desk::DeskArguments;
use super::{Common, ExitStatus};
use crate::diagnostic::Severity;
use crate::error::{Error, Request};
use crate::message::Message;
use crate::serve::{self, Entrance, Port, Preview, PreviewEvent, Shown, Strictness};
use crate::site::{BaseUrl, Choices, PhotoCache, Sealing};
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

#[derive(Debug, Args)]
pub struct ServeArguments {
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    #[arg(long)]
    open: bool,
    #[arg(long)]
    edit: bool,
    #[arg(long, value_name = "WORDS", conflicts_with = "edit")]
    passphrase: Option<String>,
}

impl ServeArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        if self.edit && !self.bind.is_loopback() {
            return Err(Request::EditFromElsewhere { address: self.bind.to_string() }.into());
        }
        if self.edit {
            return DeskArguments { port: self.port, open: self.open }.run(common);
        }
        let listener = serve::listen(self.bind, self.port.map_or(Port::FirstFree, Port::Exactly))?;
        let address = listener.local_addr().map_err(|source| Error::Port { address: SocketAddr::new(self.bind, 0), source })?;
        let url = format!("http://{address}");
        self.greet(&url, common);
        common.mention_interrupted()?;
        let choices = common.choices(BaseUrl::InPlaceOf(url.clone()), Sealing::Shown, PhotoCache::Keep);
        let entrance = Entrance { names: self.names(), passphrase: self.passphrase.clone(), key: None };
        let preview = preview_of(common, choices, entrance);
        if self.open {
            open_browser(&url, common);
        }
        serve::run(preview, listener, None, |event| tell(&event, common))?;
        Ok(ExitStatus::Fine)
    }

    fn greet(&self, url: &str, common: &Common) {
        common.say(&Message::new("serve.at").part("url", url));
        if !self.bind.is_loopback() && self.passphrase.is_none() {
            common.complain(&Message::new("serve.everybody"));
        }
    }

    /// The names by which others call this machine, where they can reach it.
    fn names(&self) -> Vec<String> {
        if self.bind.is_loopback() {
            return Vec::new();
        }
        let whole = gethostname::gethostname().to_string_lossy().to_lowercase();
        let short = whole.split('.').next().unwrap_or_default().to_owned();
        let local = format!("{short}.local");
        [whole, short, local].into_iter().filter(|name| !name.is_empty()).collect()
    }
}

/// The preview of the site, with who may look.
pub fn preview_of(common: &Common, choices: Choices, entrance: Entrance) -> Preview {
    Preview {
        root: common.root.clone(),
        folder: std::path::absolute(&common.root).unwrap_or_else(|_| common.root.clone()),
        choices,
        language: common.language(),
        strictness: if common.strict { Strictness::Strict } else { Strictness::Lax },
        entrance,
    }
}

/// Opens an address in the browser of the system.
pub fn open_browser(url: &str, common: &Common) {
    if open::that_detached(url).is_err() {
        common.complain(&Message::new("serve.no-browser"));
    }
}

/// What happened, in one line, after the faults.
pub fn tell(event: &PreviewEvent<'_>, common: &Common) {
    match event {
        PreviewEvent::Read { changed, shown, report, sources } => {
            common.print_faults(report, sources, Severity::Warning);
            common.conclude(&read(changed, *shown));
        }
        PreviewEvent::Swept { report, sources } => common.print_faults(report, sources, Severity::Warning),
        PreviewEvent::Unreadable(error) => drop(common.fail(error.message())),
    }
}

fn read(changed: &[String], shown: Shown) -> Message {
    const MOST: usize = 3;
    let done = Message::new(match shown {
        Shown::New => "serve.shown",
        Shown::Former => "serve.kept",
        Shown::Faults => "serve.faults",
    });
    let more = changed.len().saturating_sub(MOST);
    let mut paths: Vec<Message> = changed.iter().take(MOST).map(|path| Message::new("serve.path").part("path", path.as_str())).collect();
    paths.extend((more > 0).then(|| Message::new("serve.more").part("count", more)));
    done.part("paths", paths)
}
