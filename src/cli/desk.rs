//! `torikumi desk`.

use super::lock::local_time;
use super::serve::{open_browser, preview_of, tell};
use super::{Common, ExitStatus};
use crate::desk::{CommandEvent, Desk, DeskChannels, DeskHost, DeskState, router};
use crate::disk::FolderLock;
use crate::error::Error;
use crate::history::SnapshotEvent;
use crate::language::Language;
use crate::message::Message;
use crate::serve::{self, AccessKey, BesideServer, Entrance, Port};
use crate::site::{BaseUrl, Choices, Drafts, PhotoCache, Sealing};
use clap::Args;
use jiff::Unit;
use jiff::civil::DateTime;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};

/// Only this computer may write.
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[derive(Debug, Args)]
pub struct DeskArguments {
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    #[arg(long)]
    pub open: bool,
}

/// The clock and the lock of the site, for the desk.
struct Host<'a> {
    common: &'a Common,
}

impl DeskHost for Host<'_> {
    fn now(&self) -> DateTime {
        let time = local_time();
        time.round(Unit::Second).unwrap_or(time)
    }

    fn change(&self, event: SnapshotEvent, work: &mut dyn FnMut(&FolderLock) -> Result<(), Error>) -> Result<(), Error> {
        work(&*self.common.lock_site_for("desk", event)?)
    }

    fn start(&self, arguments: &[String], language: Language) -> Receiver<CommandEvent> {
        let (tell, told) = mpsc::channel();
        let mut command = Command::new(std::env::current_exe().unwrap_or_else(|_| "torikumi".into()));
        command.arg("--root").arg(&self.common.root).args(["--lang", language.tag()]).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        std::thread::spawn(move || {
            let is_well = command.spawn().and_then(|child| listen(child, &tell)).unwrap_or_else(|error| {
                drop(tell.send(CommandEvent::Line(error.to_string())));
                false
            });
            // Who listened may have gone away.
            drop(tell.send(CommandEvent::Ended { is_well }));
        });
        told
    }
}

/// Hears a command to its end; whether it ended well.
fn listen(mut child: Child, tell: &Sender<CommandEvent>) -> io::Result<bool> {
    let streams: [Option<Box<dyn Read + Send>>; 2] =
        [child.stdout.take().map(|stream| Box::new(stream) as _), child.stderr.take().map(|stream| Box::new(stream) as _)];
    std::thread::scope(|scope| {
        for stream in streams.into_iter().flatten() {
            let tell = tell.clone();
            scope.spawn(move || {
                let mut lines = BufReader::new(stream).split(b'\n').map_while(Result::ok);
                lines.try_for_each(|line| tell.send(CommandEvent::Line(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())))
            });
        }
    });
    Ok(child.wait()?.success())
}

impl DeskArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let listener = serve::listen(LOOPBACK, self.port.map_or(Port::FirstFree, Port::Exactly))?;
        let beside = serve::listen(LOOPBACK, Port::Exactly(0))?;
        let of = |listener: &std::net::TcpListener| {
            listener.local_addr().map_err(|source| Error::Port { address: SocketAddr::new(LOOPBACK, 0), source })
        };
        let (address, preview) = (of(&listener)?, format!("http://{}", of(&beside)?));
        let access = AccessKey::new(address.port())?;
        let url = format!("http://{address}/?key={}", access.text());
        common.say(&Message::new("desk.at").part("url", url.as_str()));
        common.mention_interrupted()?;
        let choices = common.choices(BaseUrl::InPlaceOf(preview.clone()), Sealing::Shown, PhotoCache::Keep);
        let choices = Choices { drafts: Drafts::Shown, ..choices };
        if self.open {
            open_browser(&url, common);
        }
        let (tasks, inbox) = mpsc::channel();
        let language = common.language();
        let router = router(DeskChannels { tasks, access: access.clone(), preview: preview.clone(), language });
        let shown = preview_of(common, choices.clone(), Entrance { key: Some(access.clone()), ..Entrance::default() });
        let host = Host { common };
        std::thread::scope(|scope| {
            let desk = Desk { root: common.root.clone(), choices, preview, access, host: &host, state: DeskState::new(language) };
            scope.spawn(move || desk.run(&inbox));
            serve::run(shown, beside, Some(BesideServer { listener, router }), |event| tell(&event, common))
        })?;
        Ok(ExitStatus::Fine)
    }
}
