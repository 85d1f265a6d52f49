//! The way to the desk: requests are turned away or handed over, answers get their headers.

use super::address::DeskAddress;
use super::form::{FormFields, UploadedFile};
use super::{DeskAnswer, DeskRequest};
use crate::language::Language;
use crate::media::content_type;
use crate::message::{Message, Messages};
use crate::render::palette::Palette;
use crate::serve::{AccessKey, OwnAddress};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State as Of};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::oneshot;

/// Most bytes of a form: every text of a goal, many times over.
const MOST_BYTES: usize = 4 << 20;
/// How long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Most bytes of files that are sent together.
const MOST_OF_FILES: usize = 64 << 20;
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";
/// What the report of an import may do: show itself.
const REPORT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
/// A header by which browsers say where a request comes from.
const FETCH_SITE: &str = "sec-fetch-site";

/// A request, and where the answer goes.
#[derive(Debug)]
pub struct DeskTask {
    pub request: DeskRequest,
    pub reply: oneshot::Sender<DeskAnswer>,
}

/// Where requests are handed over to the desk.
#[derive(Clone, Debug)]
pub struct DeskChannels {
    pub tasks: Sender<DeskTask>,
    pub access: AccessKey,
    /// The address of the preview, which pages may frame.
    pub preview: String,
    /// Language of the answers that are no page.
    pub language: Language,
}

impl DeskChannels {
    fn refuse(&self, why: TurnedAway) -> Response {
        self.say(why.status(), &Message::of_case("desk-refused", &why))
    }

    /// An answer in words.
    fn say(&self, status: StatusCode, message: &Message) -> Response {
        (status, Messages::of(self.language).text(message) + "\n").into_response()
    }

    /// What pages of the desk may do: nothing but show themselves, send their forms home, and frame the preview.
    fn policy(&self) -> String {
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
             frame-src {}; frame-ancestors 'none'; base-uri 'none'",
            self.preview
        )
    }
}

/// The server of the desk.
pub fn router(channels: DeskChannels) -> Router {
    Router::new()
        .route("/desk.css", get(style))
        .route("/desk.js", get(script))
        .fallback(answer)
        .layer(DefaultBodyLimit::max(MOST_OF_FILES))
        .layer(middleware::from_fn_with_state(channels.clone(), guard))
        .with_state(channels)
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnedAway {
    Method,
    /// A name that a foreign page may have made point to this machine.
    Host,
    Key,
    /// A form of another site.
    Origin,
    /// No form.
    Kind,
    Size,
}

impl TurnedAway {
    fn status(self) -> StatusCode {
        match self {
            TurnedAway::Method => StatusCode::METHOD_NOT_ALLOWED,
            TurnedAway::Host => StatusCode::MISDIRECTED_REQUEST,
            TurnedAway::Key | TurnedAway::Origin => StatusCode::FORBIDDEN,
            TurnedAway::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            TurnedAway::Size => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }
}

async fn guard(Of(channels): Of<DeskChannels>, Extension(own): Extension<OwnAddress>, request: Request, next: Next) -> Response {
    let mut response = match (refusal(&channels.access, own.0, &request), entrance(&channels.access, own.0, &request)) {
        (_, Some(entered)) => entered,
        (Some(refusal), None) => channels.refuse(refusal),
        (None, None) => next.run(request).await,
    };
    let headers = response.headers_mut();
    let policy = HeaderValue::from_str(&channels.policy()).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// The answer to who comes with the key in the address: the cookie, and the first page without it.
fn entrance(access: &AccessKey, own: SocketAddr, request: &Request) -> Option<Response> {
    let given = FormFields::parse(request.uri().query()?.as_bytes());
    let is_entrance = request.uri().path() == "/" && request.method() == Method::GET && is_addressed(own, request);
    given.get("key").filter(|key| is_entrance && access.is(key))?;
    let headers = [(header::LOCATION, HeaderValue::from_static("/")), (header::SET_COOKIE, access.cookie())];
    Some((StatusCode::SEE_OTHER, headers).into_response())
}

/// Whether a request names this server: exactly its address and port.
fn is_addressed(own: SocketAddr, request: &Request) -> bool {
    let own = own.to_string();
    let host = text(request.headers(), header::HOST.as_str());
    request.uri().authority().is_none_or(|authority| authority.as_str() == own) && host == Some(&own)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn refusal(access: &AccessKey, own: SocketAddr, request: &Request) -> Option<TurnedAway> {
    let headers = request.headers();
    if !is_addressed(own, request) {
        return Some(TurnedAway::Host);
    }
    if !access.is_in(headers) {
        return Some(TurnedAway::Key);
    }
    match *request.method() {
        Method::GET | Method::HEAD => None,
        Method::POST => posted_refusal(own, headers, takes_files(request.uri().path())),
        _ => Some(TurnedAway::Method),
    }
}

fn takes_files(path: &str) -> bool {
    DeskAddress::parse(path).is_some_and(DeskAddress::takes_files)
}

fn kind(headers: &HeaderMap) -> Option<&str> {
    text(headers, header::CONTENT_TYPE.as_str()).map(|kind| kind.split(';').next().unwrap_or_default().trim())
}

/// Forms come from the desk's own pages, and are no larger than these.
fn posted_refusal(own: SocketAddr, headers: &HeaderMap, takes_files: bool) -> Option<TurnedAway> {
    let is_own = match text(headers, header::ORIGIN.as_str()) {
        Some(origin) => origin == format!("http://{own}"),
        None => !headers.contains_key(header::ORIGIN) && text(headers, FETCH_SITE) == Some("same-origin"),
    };
    if !is_own {
        return Some(TurnedAway::Origin);
    }
    let most = match kind(headers) {
        Some(FORM) => MOST_BYTES,
        Some(PARTS) if takes_files => MOST_OF_FILES,
        _ => return Some(TurnedAway::Kind),
    };
    let length = text(headers, header::CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<usize>().ok());
    length.is_none_or(|length| length > most).then_some(TurnedAway::Size)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], [&Palette::default_css(), include_str!("style.css"), chart_style()].concat())
}

/// The part of the theme's style sheet that colours charts: those of the desk are the same.
fn chart_style() -> &'static str {
    const STYLE: &str = include_str!("../../themes/default/style.css");
    let charts = STYLE.split_once("/* ---- charts ---- */").and_then(|(_, rest)| rest.split_once("/* ---- "));
    charts.map_or("", |(charts, _)| charts)
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("script.js"))
}

/// A page of the desk, or what becomes of a form.
async fn answer(Of(channels): Of<DeskChannels>, request: Request) -> Response {
    let (path, query) = (request.uri().path().to_owned(), FormFields::parse(request.uri().query().unwrap_or_default().as_bytes()));
    let posted = if request.method() == Method::POST {
        match posted(request).await {
            Some(form) => Some(form),
            None => return channels.refuse(TurnedAway::Size),
        }
    } else {
        None
    };
    if posted.as_ref().is_some_and(|form| !channels.access.is(form.get("key").unwrap_or_default())) {
        return channels.refuse(TurnedAway::Key);
    }
    let (reply, answered) = oneshot::channel();
    let asked = channels.tasks.send(DeskTask { request: DeskRequest { path, query, posted }, reply });
    match answered.await.ok().filter(|_| asked.is_ok()) {
        Some(answer) => response(answer),
        None => channels.say(StatusCode::SERVICE_UNAVAILABLE, &Message::new("serve.ending")),
    }
}

/// The fields and files of a form; `None` where there are too many, or where they do not come.
async fn posted(request: Request) -> Option<FormFields> {
    if kind(request.headers()) == Some(PARTS) {
        return tokio::time::timeout(PATIENCE, parts(request)).await.ok()?;
    }
    Some(FormFields::parse(&body(request.into_body()).await?))
}

/// The parts of a form with files. Its length was looked at before; what comes beyond it never arrives.
async fn parts(request: Request) -> Option<FormFields> {
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    let mut form = FormFields::default();
    while let Some(part) = parts.next_field().await.ok()? {
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        let bytes = part.bytes().await.ok()?;
        match file {
            Some(file) => form.add_file(UploadedFile { name: file, bytes: bytes.to_vec() }),
            None => form.add(name, &String::from_utf8_lossy(&bytes)),
        }
    }
    Some(form)
}

/// The bytes of a form; `None` where there are too many, or where they do not come.
async fn body(body: Body) -> Option<Bytes> {
    tokio::time::timeout(PATIENCE, to_bytes(body, MOST_BYTES)).await.ok()?.ok()
}

fn response(answer: DeskAnswer) -> Response {
    let page = |status: StatusCode, html: String| (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    match answer {
        DeskAnswer::Page(html) => page(StatusCode::OK, html),
        DeskAnswer::Nothing(html) => page(StatusCode::NOT_FOUND, html),
        DeskAnswer::Failed(html) => page(StatusCode::INTERNAL_SERVER_ERROR, html),
        DeskAnswer::Picture(bytes) => {
            let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            (StatusCode::OK, [(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        DeskAnswer::SeeOther(path) => {
            let place = HeaderValue::from_str(&path).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
        }
        DeskAnswer::File { name, bytes } => {
            let name = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(&name, NON_ALPHANUMERIC));
            let named = [(header::CONTENT_TYPE, content_type("form.xlsx").to_owned()), (header::CONTENT_DISPOSITION, name)];
            (StatusCode::OK, named, bytes).into_response()
        }
        DeskAnswer::Report(bytes) => {
            let policy = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, REPORT_POLICY)];
            (StatusCode::OK, policy, bytes).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_have_the_colours_of_the_theme() {
        assert!(chart_style().contains(".c-target") && chart_style().contains(".h-poor") && !chart_style().contains("/* ----"));
    }
}
