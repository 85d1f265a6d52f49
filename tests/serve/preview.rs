//! A running preview, and a browser of few words.

use crate::harness::Site;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// How long something that has to happen may take on a busy machine.
pub const LONG: Duration = Duration::from_secs(20);
/// How long nothing may happen where nothing shall.
pub const SHORT: Duration = Duration::from_millis(700);

/// A running preview; it ends with the test.
pub struct Preview {
    pub process: Child,
    pub port: u16,
    pub said: Receiver<String>,
    /// What was said before anybody listened for it.
    pub kept: RefCell<Vec<String>>,
}

impl Preview {
    pub fn of(site: &Site) -> Preview {
        Preview::with(site, &["--port", "0"])
    }

    pub fn with(site: &Site, arguments: &[&str]) -> Preview {
        let mut command = site.command(&["serve", "--lang", "en"]);
        let mut process = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (say, said) = mpsc::channel();
        let (out, err) = (process.stdout.take().unwrap(), process.stderr.take().unwrap());
        for lines in [Box::new(out) as Box<dyn Read + Send>, Box::new(err)] {
            let say = say.clone();
            std::thread::spawn(move || BufReader::new(lines).lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        }
        let mut preview = Preview { process, port: 0, said, kept: RefCell::default() };
        let greeting = preview.hear("preview at http://");
        preview.port = greeting.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
        preview
    }

    /// Sends a signal to it.
    pub fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap().success());
    }

    /// The next line in the terminal that contains a text; other lines wait until somebody listens for them.
    pub fn hear(&self, text: &str) -> String {
        let mut kept = self.kept.borrow_mut();
        loop {
            if let Some(index) = kept.iter().position(|line| line.contains(text)) {
                return kept.remove(index);
            }
            let line = self.said.recv_timeout(LONG);
            assert!(line.is_ok(), "`{text}` was not said: {kept:#?}");
            kept.extend(line);
        }
    }

    /// Sends a request as it is and reads the answer to its end.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    pub fn text(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    }

    /// The states that a browser is told of.
    pub fn events(&self) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("GET /_torikumi/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).as_bytes()).unwrap();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let data =
                BufReader::new(stream).lines().map_while(Result::ok).filter_map(|line| line.strip_prefix("data: ").map(str::to_owned));
            data.map(|data| serde_json::from_str(&data).unwrap()).try_for_each(|state| tell.send(state))
        });
        Events { told }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
    /// The body as it came: not every file is a text.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn parse(bytes: &[u8]) -> Answer {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned(), bytes: bytes[head.len() + 4..].to_vec() }
    }
}

pub struct Events {
    pub told: Receiver<serde_json::Value>,
}

impl Events {
    pub fn next(&self) -> serde_json::Value {
        self.told.recv_timeout(LONG).expect("a state")
    }

    /// The next state that shows content under another name.
    pub fn reload(&self, before: &serde_json::Value) -> serde_json::Value {
        loop {
            let state = self.next();
            if state["content"] != before["content"] {
                return state;
            }
        }
    }

    pub fn silence(&self) {
        assert_eq!(self.told.recv_timeout(SHORT).ok(), None);
    }
}
