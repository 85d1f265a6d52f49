//! A running desk, and a browser without a window.

use crate::harness::Site;
use crate::serve::preview::{Answer, LONG};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc;

/// A running desk; it ends with the test.
pub struct Desk {
    process: Child,
    pub port: u16,
    pub key: String,
}

impl Desk {
    pub fn of(site: &Site) -> Desk {
        let mut command = site.command(&["desk", "--port", "0", "--lang", "ja"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (say, said) = mpsc::channel();
        let out = process.stdout.take().unwrap();
        std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        let line = said.recv_timeout(LONG).expect("the address of the desk");
        let (address, key) = line.split_once("/?key=").expect("a key in the address");
        let key = key.split_whitespace().next().unwrap().to_owned();
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        Desk { process, port, key }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn cookie(&self) -> String {
        format!("torikumi-{}={}", self.port, self.key)
    }

    /// Sends a request as it is and reads the answer to its end.
    pub fn send(&self, request: &(impl AsRef<[u8]> + ?Sized)) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(3 * LONG)).unwrap();
        stream.write_all(request.as_ref()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    pub fn get(&self, path: &str) -> Answer {
        let (host, cookie) = (self.host(), self.cookie());
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"))
    }

    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// Sends a form with the key of the run.
    pub fn post(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let key = [("key".to_owned(), self.key.clone())];
        let body = encoded(key.iter().chain(fields));
        let origin = format!("Origin: http://{}", self.host());
        self.send(&self.request(path, &[&origin, "Content-Type: application/x-www-form-urlencoded"], &body))
    }

    /// Sends a form with files, by their names.
    pub fn post_files(&self, path: &str, fields: &[(String, String)], files: &[(&str, &[u8])]) -> Answer {
        let key = [("key".to_owned(), self.key.clone())];
        let part = |head: String, bytes: &[u8]| {
            let head = format!("--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n");
            [head.as_bytes(), bytes, b"\r\n"].concat()
        };
        let texts = key.iter().chain(fields).map(|(name, value)| part(format!("name=\"{name}\""), value.as_bytes()));
        let files = files.iter().map(|(name, bytes)| part(format!("name=\"add\"; filename=\"{name}\""), bytes));
        let body = [texts.chain(files).collect::<Vec<_>>().concat(), b"--limit--\r\n".to_vec()].concat();
        let (host, cookie, length) = (self.host(), self.cookie(), body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n\
             Content-Type: multipart/form-data; boundary=limit\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.send(&[head.into_bytes(), body].concat())
    }

    /// A request that sends a body, from a browser that has the key.
    pub fn request(&self, path: &str, headers: &[&str], body: &str) -> String {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let (host, cookie, length) = (self.host(), self.cookie(), body.len());
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn encoded<'a>(fields: impl Iterator<Item = &'a (String, String)>) -> String {
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The fields of the form of a page, as a browser would send them.
pub fn fields(page: &str, form: &str) -> Vec<(String, String)> {
    let form = page.split_once(&format!("id=\"{form}\"")).expect("the form").1.split_once("</form>").unwrap().0;
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0;
        Some(unescaped(value))
    };
    let mut found = Vec::new();
    for tag in form.split('<').skip(1) {
        let (name, kind) = (attribute(tag, "name"), tag.split([' ', '>']).next().unwrap());
        match (kind, name) {
            // A box without its tick is not sent.
            ("input", _) if tag.contains(" type=\"checkbox\"") && !tag.contains(" checked") => {}
            ("input", Some(name)) if name != "key" => found.push((name, attribute(tag, "value").unwrap_or_default())),
            ("select", Some(name)) => found.push((name, String::new())),
            ("option", _) if tag.contains(" selected") => found.last_mut().unwrap().1 = attribute(tag, "value").unwrap(),
            ("textarea", Some(name)) => found.push((name, unescaped(tag.split_once('>').unwrap().1))),
            _ => {}
        }
    }
    found
}

/// The same fields with another value in one of them.
pub fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some(field) => field.1 = value.to_owned(),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
    fields
}
