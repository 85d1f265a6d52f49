//! The preview: the newest site over HTTP on this machine, following every change of its folder.
//!
//! One thread, the worker, owns what was read and renders what is asked for. The watcher tells it that something may have
//! changed; it reads the folder again and compares the content, so that nothing but real changes reach a browser. What
//! browsers have to know (which content is shown, what is wrong with it) travels to them as a stream of states.

mod access;
mod fault_page;
mod http;
mod panel;
mod snapshot;
mod view;
mod watch;
mod worker;

use crate::diagnostic::{Report, Sources};
use crate::error::Error;
use crate::language::Language;
use crate::site::Choices;
pub use access::{AccessKey, Entrance};
use axum::Router;
pub use http::OwnAddress;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::mpsc;

/// The port that is tried first.
pub const FIRST_PORT: u16 = 1111;
/// How many ports are tried when the first ones are taken.
const PORTS: u16 = 100;

/// What is previewed, and how its faults are said.
#[derive(Debug)]
pub struct Preview {
    /// Folder of the site: the one that holds `content`.
    pub root: PathBuf,
    /// Its whole path, for readers.
    pub folder: PathBuf,
    pub choices: Choices,
    /// Language of the messages in the panel.
    pub language: Language,
    pub strictness: Strictness,
    pub entrance: Entrance,
}

/// Another server of the same run: the desk.
#[derive(Debug)]
pub struct BesideServer {
    pub listener: TcpListener,
    pub router: Router,
}

/// Whether warnings count as errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    Lax,
    Strict,
}

/// What happened to the preview, for the terminal.
#[derive(Debug)]
pub enum PreviewEvent<'a> {
    /// The content was read.
    Read { changed: &'a [String], shown: Shown, report: &'a Report, sources: &'a Sources },
    /// Pages that nobody has asked for have faults too.
    Swept { report: &'a Report, sources: &'a Sources },
    /// The folder cannot be read.
    Unreadable(&'a Error),
}

/// What browsers get after the content was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The site of this content.
    New,
    /// The site before it: the content has errors.
    Former,
    /// A page with the errors: no content was without any yet.
    Faults,
}

/// Which port to listen at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one; 0 for any that is free.
    Exactly(u16),
    /// The first free one from [`FIRST_PORT`] on.
    FirstFree,
}

/// Takes a port on an address of this machine.
///
/// # Errors
///
/// [`Error::Port`] where no port can be taken.
pub fn listen(address: IpAddr, port: Port) -> Result<TcpListener, Error> {
    let ports = match port {
        Port::Exactly(port) => port..=port,
        Port::FirstFree => FIRST_PORT..=FIRST_PORT + PORTS,
    };
    let mut refused = None;
    for port in ports {
        let address = SocketAddr::new(address, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(source) if source.kind() == ErrorKind::AddrInUse => refused = Some(Error::Port { address, source }),
            Err(source) => return Err(Error::Port { address, source }),
        }
    }
    Err(refused.unwrap_or_else(|| Error::Port { address: SocketAddr::new(address, 0), source: ErrorKind::AddrInUse.into() }))
}

/// Serves the site until a signal asks the program to end, and another server beside it.
///
/// # Errors
///
/// [`Error::Watch`] where changes cannot be noticed; [`Error::Port`] where the port is lost.
pub fn run(
    preview: Preview,
    listener: TcpListener,
    beside: Option<BesideServer>,
    tell: impl Fn(PreviewEvent<'_>) + Send,
) -> Result<(), Error> {
    let (tasks, inbox) = mpsc::channel();
    let (state, states) = tokio::sync::watch::channel(worker::BrowserState::default());
    let watching = watch::watch(&preview.root, tasks.clone())?;
    std::thread::scope(|scope| {
        let preview = &preview;
        scope.spawn(move || worker::run(preview, &inbox, &state, &tell));
        let channels = http::Channels { tasks, states, language: preview.language, entrance: preview.entrance.clone() };
        let served = http::serve(listener, channels, beside);
        // The worker ends when nobody is left who could ask.
        drop(watching);
        served
    })
}
