//! Publishing through a proxy, to services that only the proxy knows.

use super::{SETTINGS, built, has, same};
use crate::harness::{Run, Site, Tree};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The only address that the proxy reaches, a WebDAV folder that it holds itself.
const SERVICE: &str = "http://dav.city.invalid";
const FOLDER: &str = "/report/";

/// What a proxy was asked, and what lies behind it.
#[derive(Default)]
struct Behind {
    /// Method and address of each request.
    asked: Vec<(String, String)>,
    /// Of the proxy, as the requests gave them.
    logins: BTreeSet<String>,
    files: Tree,
}

struct Proxy {
    port: u16,
    behind: Arc<Mutex<Behind>>,
}

impl Proxy {
    /// A proxy that wants this login, where it is not empty.
    fn start(login: &'static str) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Proxy { port: listener.local_addr().unwrap().port(), behind: Arc::default() };
        let behind = Arc::clone(&proxy.behind);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let behind = Arc::clone(&behind);
                std::thread::spawn(move || answer(&stream.unwrap(), login, &behind));
            }
        });
        proxy
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn asked(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.behind.lock().unwrap().asked)
    }

    /// What visitors see behind it.
    fn seen(&self) -> Tree {
        let mut files = self.behind.lock().unwrap().files.clone();
        files.retain(|path, _| !path.starts_with(".torikumi/"));
        files
    }
}

/// Answers one request of a connection, and closes it.
fn answer(stream: &TcpStream, login: &str, behind: &Mutex<Behind>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let (method, address) = line.trim().strip_suffix(" HTTP/1.1")?.split_once(' ')?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        match header.trim().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None => break,
        }
    }
    let header = |name: &str| headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    let mut body = vec![0; header("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    let mut behind = behind.lock().unwrap();
    behind.asked.push((method.to_owned(), address.to_owned()));
    behind.logins.extend(header("proxy-authorization"));
    let (status, body) = match address.strip_prefix(SERVICE) {
        _ if !login.is_empty() && header("proxy-authorization").as_deref() != Some(login) => (407, Vec::new()),
        Some(path) => serve(&mut behind.files, (method, path), &header, body),
        None => (403, Vec::new()),
    };
    let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let head = format!("HTTP/1.1 {status} -\r\nContent-Type: application/xml\r\n{length}Connection: close\r\n\r\n");
    let mut stream = stream;
    stream.write_all(&[head.into_bytes(), body].concat()).ok()
}

/// A WebDAV folder, as far as a publisher needs it.
fn serve(files: &mut Tree, request: (&str, &str), header: &dyn Fn(&str) -> Option<String>, body: Vec<u8>) -> (u16, Vec<u8>) {
    let (method, address) = request;
    let Some(path) = format!("{address}/").strip_prefix(FOLDER).map(|path| path.trim_matches('/').to_owned()) else {
        return (if method == "MKCOL" { 201 } else { 404 }, Vec::new());
    };
    match method {
        "PROPFIND" => found(files, &path, header("depth").as_deref() == Some("1")),
        "GET" => files.get(&path).map_or((404, Vec::new()), |bytes| (200, bytes.clone())),
        "PUT" => {
            files.insert(path, body);
            (201, Vec::new())
        }
        "DELETE" => {
            files.remove(&path);
            (204, Vec::new())
        }
        "COPY" => {
            let to = header("destination").unwrap().split_once(FOLDER).unwrap().1.to_owned();
            let bytes = files[&path].clone();
            files.insert(to, bytes);
            (201, Vec::new())
        }
        "MKCOL" => (201, Vec::new()),
        _ => (405, Vec::new()),
    }
}

/// What lies at a path, and for a folder what lies in it.
fn found(files: &Tree, path: &str, with_children: bool) -> (u16, Vec<u8>) {
    let within = if path.is_empty() { String::new() } else { format!("{path}/") };
    let children: BTreeSet<(String, Option<usize>)> = files
        .iter()
        .filter_map(|(file, bytes)| Some((file.strip_prefix(&within)?, bytes.len())))
        .map(|(rest, size)| match rest.split_once('/') {
            Some((name, _)) => (format!("{within}{name}/"), None),
            None => (format!("{within}{rest}"), Some(size)),
        })
        .collect();
    let entries: Vec<(String, Option<usize>)> = match files.get(path) {
        Some(bytes) => vec![(path.to_owned(), Some(bytes.len()))],
        None if children.is_empty() && !path.is_empty() => return (404, Vec::new()),
        None => [(within, None)].into_iter().chain(children.into_iter().filter(|_| with_children)).collect(),
    };
    let entry = |(path, size): (String, Option<usize>)| {
        let what = match size {
            Some(size) => format!("<D:getcontentlength>{size}</D:getcontentlength><D:resourcetype/>"),
            None => "<D:resourcetype><D:collection/></D:resourcetype>".to_owned(),
        };
        format!(
            "<D:response><D:href>{FOLDER}{path}</D:href><D:propstat><D:prop><D:getlastmodified>Tue, 01 Apr 2025 00:00:00 GMT</D:getlastmodified>\
             {what}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        )
    };
    let entries: String = entries.into_iter().map(entry).collect();
    (207, format!("<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">{entries}</D:multistatus>").into_bytes())
}

/// The base site with a target, without credentials and proxies of the machine that runs the tests.
fn site(target: &str) -> Site {
    let site = Site::base();
    site.write(SETTINGS, &format!("{}\n[publish.production]\n{target}\n", site.read(SETTINGS)));
    site.write("netrc", "");
    site
}

fn webdav(proxy: &str) -> Site {
    site(&format!("kind = \"webdav\"\nurl = \"{SERVICE}/report\"\n{proxy}"))
}

fn publish(site: &Site, variables: &[(&str, &str)]) -> Run {
    let netrc = site.path("netrc");
    let none =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"].map(|name| (name, ""));
    let keys = [("NETRC", netrc.to_str().unwrap()), ("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x")];
    site.run_this_build(&["publish"], &[&none, &keys[..], variables].concat())
}

#[test]
fn every_request_goes_through_the_proxy_of_the_target() {
    let proxy = Proxy::start("");
    let site = webdav(&format!("proxy = \"{}/\"", proxy.address()));
    has(&publish(&site, &[("NO_PROXY", "dav.city.invalid")]), 0, "looked at: ");
    same(&built(&site), &proxy.seen());
    let asked = proxy.asked();
    assert!(asked.iter().all(|(_, address)| address.starts_with("http://dav.city.invalid/")), "{asked:?}");
    assert!(asked.iter().filter(|(method, _)| method == "PUT").count() > proxy.seen().len());
}

#[test]
fn a_proxy_gets_its_user_and_password_from_the_environment_or_netrc_and_neither_is_printed() {
    let proxy = Proxy::start("Basic c2F0bzpnZWhlaW0=");
    let site = webdav(&format!("proxy = \"{}\"", proxy.address()));
    let run = publish(&site, &[("TORIKUMI_PROXY_USER", "sato"), ("TORIKUMI_PROXY_PASSWORD", "falsch")]);
    let refused = "error: the target refused access at `.torikumi/lock`: HTTP 407;";
    assert!(run.status == 2 && run.stderr.starts_with(refused) && !format!("{run:?}").contains("falsch"), "{run:?}");
    let run = publish(&site, &[("TORIKUMI_PROXY_USER", "sato"), ("TORIKUMI_PROXY_PASSWORD", "geheim")]);
    has(&run, 0, "looked at: ");
    assert!(!format!("{run:?}").contains("geheim"));
    for (entry, status) in [("default", 2), ("machine 127.0.0.1", 0)] {
        site.write("netrc", &format!("{entry} login sato password geheim\n"));
        std::fs::set_permissions(site.path("netrc"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let run = publish(&site, &[]);
        assert!(run.status == status && !format!("{run:?}").contains("geheim"), "{entry}: {run:?}");
    }
}

#[test]
fn without_a_proxy_of_its_own_a_target_takes_that_of_the_environment() {
    let proxy = Proxy::start("");
    let (site, address) = (webdav(""), proxy.address());
    has(&publish(&site, &[("HTTP_PROXY", &address)]), 0, "looked at: ");
    assert!(!proxy.asked().is_empty());
    has(&publish(&site, &[("HTTP_PROXY", &address), ("NO_PROXY", ".city.invalid")]), 2, "error: the target failed at ");
    assert_eq!(proxy.asked(), []);
}

#[test]
fn an_encrypted_service_is_asked_for_as_a_tunnel() {
    let proxy = Proxy::start("");
    let target = |proxy: &str| site(&format!("kind = \"webdav\"\nurl = \"https://dav.city.invalid/report\"\n{proxy}"));
    let tunnel = ("CONNECT".to_owned(), "dav.city.invalid:443".to_owned());
    has(&publish(&target(&format!("proxy = \"{}\"", proxy.address())), &[]), 2, "error: the target failed at ");
    assert!(proxy.asked().contains(&tunnel));
    has(&publish(&target(""), &[("HTTPS_PROXY", &proxy.address())]), 2, "error: the target failed at ");
    assert!(proxy.asked().contains(&tunnel));
}

#[test]
fn storage_is_reached_through_the_proxy_as_well() {
    let proxy = Proxy::start("");
    let target = "kind = \"s3\"\nbucket = \"report\"\nregion = \"ap-northeast-1\"\nendpoint = \"http://s3.city.invalid\"";
    let site = site(&format!("{target}\nproxy = \"{}\"", proxy.address()));
    has(&publish(&site, &[]), 2, "error: the target refused access at ");
    let asked = proxy.asked();
    assert!(!asked.is_empty() && asked.iter().all(|(_, address)| address.contains("s3.city.invalid/")), "{asked:?}");
}

#[test]
fn a_proxy_is_a_machine_without_a_password_and_nothing_for_ssh_or_folders() {
    for wrong in
        ["http://sato:geheim@proxy.example.jp:8080", "proxy.example.jp:8080", "http://proxy.example.jp/path", "socks5://proxy.example.jp"]
    {
        let run = publish(&webdav(&format!("proxy = \"{wrong}\"")), &[]);
        has(&run, 1, "the address of a proxy such as http://proxy.city.example.jp:8080, without user, password and path");
    }
    for target in [
        "kind = \"sftp\"\nurl = \"sftp://www.example.jp/srv/www\"",
        "kind = \"folder\"\npath = \"www\"",
        "kind = \"zip\"\npath = \"a.zip\"",
    ] {
        let run = publish(&site(&format!("{target}\nproxy = \"http://proxy.example.jp:8080\"")), &[]);
        has(&run, 1, "error[unknown-key]");
    }
}
