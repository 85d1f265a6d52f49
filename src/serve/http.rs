//! The server: requests in, files out. It never touches the disk; a path either is one of the site's or it is nothing.

use super::BesideServer;
use super::access::{Entrance, EntranceRefusal};
use super::fault_page::STYLE;
use super::worker::{Answer, BrowserState, ServedResource, Task};
use crate::error::Error;
use crate::interruption::{first, signal};
use crate::language::Language;
use crate::media::content_type;
use crate::message::{Message, Messages};
use axum::body::Body;
use axum::extract::{Request, State as Of};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::{oneshot, watch};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// Where pages get the script that keeps them fresh; no page of a site lies there.
const SCRIPT: &str = "/_torikumi/live.js";
const EVENTS: &str = "/_torikumi/events";

/// Stands for the path of a page that is shown elsewhere than at its own address.
const PAGE: &str = "404.html";

/// Where requests are handed over to the worker.
#[derive(Clone, Debug)]
pub struct Channels {
    pub tasks: Sender<Task>,
    pub states: watch::Receiver<BrowserState>,
    /// Language of the answers that are no page.
    pub language: Language,
    pub entrance: Entrance,
}

impl Channels {
    /// An answer in words.
    fn say(&self, status: StatusCode, message: &Message) -> Response {
        (status, Messages::of(self.language).text(message) + "\n").into_response()
    }
}

/// The address and port of this machine by which a connection came.
#[derive(Clone, Copy, Debug)]
pub struct OwnAddress(pub SocketAddr);

/// How long a connection may take for the head of a request, be it the first or the next.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long nobody is let in where the machine has no connection left.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves until a signal asks the program to end.
///
/// # Errors
///
/// [`Error::Serve`] where the server cannot run.
pub fn serve(listener: TcpListener, channels: Channels, beside: Option<BesideServer>) -> Result<(), Error> {
    let run = || {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        if let Some(BesideServer { listener, router }) = beside {
            listener.set_nonblocking(true)?;
            let _inside = runtime.enter();
            runtime.spawn(connections(tokio::net::TcpListener::from_std(listener)?, router));
        }
        let serving = async { connections(tokio::net::TcpListener::from_std(listener)?, router(channels)).await };
        runtime.block_on(first(
            async {
                signal().await;
                Ok(())
            },
            serving,
        ))
    };
    run().map_err(|source| Error::Serve { source })
}

/// Lets connections in, each of which is served beside the others.
async fn connections(listener: tokio::net::TcpListener, router: Router) -> io::Result<()> {
    let mut server = hyper::server::conn::http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = match stream.local_addr() {
                    Ok(address) => router.clone().layer(Extension(OwnAddress(address))),
                    Err(_) => router.clone(),
                };
                let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
                // What goes wrong with one is the business of who made it.
                tokio::spawn(async { drop(connection.await) });
            }
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

fn router(channels: Channels) -> Router {
    Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT, get(script))
        .route(STYLE, get(style))
        .fallback(page)
        .layer(middleware::from_fn_with_state(channels.clone(), guard))
        .with_state(channels)
}

/// Turns away what is not for us: other methods, and names that a foreign page may have made point to this machine.
async fn guard(Of(channels): Of<Channels>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = channels.say(StatusCode::METHOD_NOT_ALLOWED, &Message::new("serve.method"));
        return ([(header::ALLOW, "GET, HEAD")], refused).into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let is_own = |host: &str| is_own(host) || channels.entrance.is_name(host);
    let named = request.uri().authority().is_none_or(|authority| is_own(authority.as_str()));
    if !named || !host.is_some_and(is_own) {
        let address = request.extensions().get::<OwnAddress>().map(|own| own.0.to_string());
        return channels.say(StatusCode::MISDIRECTED_REQUEST, &Message::new("serve.host").part("address", address));
    }
    match channels.entrance.refusal(request.headers()) {
        Some(EntranceRefusal::Key) => return channels.say(StatusCode::FORBIDDEN, &Message::new("serve.key")),
        Some(EntranceRefusal::Passphrase) => {
            let refused = channels.say(StatusCode::UNAUTHORIZED, &Message::new("serve.passphrase"));
            return ([(header::WWW_AUTHENTICATE, "Basic realm=\"torikumi\", charset=\"UTF-8\"")], refused).into_response();
        }
        None => {}
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Whether a host is this machine whatever a name server says: `localhost`, or an address in digits.
fn is_own(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    let digits = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || digits.parse::<IpAddr>().is_ok()
}

/// The states of the preview as they come; the present one at once, but for the time before anything was read.
async fn events(Of(channels): Of<Channels>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let event = |BrowserState { content, faults, panel }: BrowserState| {
        Ok(Event::default().data(serde_json::json!({ "content": content, "faults": faults, "panel": panel }).to_string()))
    };
    let states = WatchStream::new(channels.states).filter(|state| *state != BrowserState::default());
    Sse::new(states.map(event)).keep_alive(KeepAlive::default())
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("live.js"))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("faults.css"))
}

/// A page or file of the site.
async fn page(Of(channels): Of<Channels>, uri: Uri) -> Response {
    let Some(path) = site_path(uri.path()) else { return channels.say(StatusCode::BAD_REQUEST, &Message::new("serve.address")) };
    let (reply, answered) = oneshot::channel();
    let asked = channels.tasks.send(Task::Show { path: path.clone(), reply });
    let Some(Answer { shown, content }) = answered.await.ok().filter(|_| asked.is_ok()) else {
        return channels.say(StatusCode::SERVICE_UNAVAILABLE, &Message::new("serve.ending"));
    };
    let site = format!("data-content=\"{content}\"");
    let own = |page: String, faults: &str| with_script(PAGE, page.into_bytes(), &format!("{site} data-faults=\"{faults}\""));
    match shown {
        ServedResource::File(bytes) => answer(StatusCode::OK, &path, with_script(&path, bytes, &site)),
        ServedResource::Nothing(bytes) => answer(StatusCode::NOT_FOUND, PAGE, with_script(PAGE, bytes, &site)),
        ServedResource::Folder => {
            let place = HeaderValue::from_str(&format!("{}/", uri.path())).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, place)]).into_response()
        }
        ServedResource::Faulty { page, faults } => answer(StatusCode::INTERNAL_SERVER_ERROR, PAGE, own(page, &faults)),
        ServedResource::Source { page, faults } => answer(StatusCode::OK, PAGE, own(page, &faults)),
    }
}

/// The path below the site's root that a request asks for; `None` where it is no text.
fn site_path(requested: &str) -> Option<String> {
    let decoded = percent_decode_str(requested).decode_utf8().ok()?;
    let path = decoded.strip_prefix('/').unwrap_or(&decoded);
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() })
}

fn answer(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, content_type(path))], Body::from(bytes)).into_response()
}

/// A page with the script that keeps it fresh, and what the script has to know; other files as they are.
fn with_script(path: &str, bytes: Vec<u8>, known: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = bytes.windows(END.len()).rposition(|window| window == END).filter(|_| path.ends_with(".html"));
    let Some(end) = end else { return bytes };
    let script = format!("<script src=\"{SCRIPT}\" {known} defer></script>");
    [&bytes[..end], script.as_bytes(), &bytes[end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_cannot_be_pointed_elsewhere_are_our_own() {
        for own in ["127.0.0.1:1111", "localhost", "LOCALHOST:80", "[::1]:1111", "192.168.0.7:1111"] {
            assert!(is_own(own), "{own}");
        }
        for foreign in ["", "evil.example", "evil.example:1111", "localhost.evil.example", "127.0.0.1.evil.example:1111", "[::1].evil"] {
            assert!(!is_own(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_path_is_decoded_once_and_a_folder_means_its_page() {
        assert_eq!(site_path("/").as_deref(), Some("index.html"));
        assert_eq!(site_path("/2016/").as_deref(), Some("2016/index.html"));
        assert_eq!(site_path("/%E5%A4%A7%E4%BA%BA.html").as_deref(), Some("大人.html"));
        assert_eq!(site_path("/%252e%252e/a").as_deref(), Some("%2e%2e/a"));
        assert_eq!(site_path("/%ff"), None);
    }

    #[test]
    fn the_script_goes_into_pages_only() {
        let page = b"<body>a</body></html>".to_vec();
        let script = "<body>a<script src=\"/_torikumi/live.js\" data-content=\"7\" defer></script></body></html>";
        assert_eq!(with_script("a.html", page.clone(), "data-content=\"7\""), script.as_bytes());
        assert_eq!(with_script("a.svg", page.clone(), "7"), page);
    }
}
