//! Requests that no browser makes: each ends, and the next page is served.

use super::preview::Preview;
use crate::harness::Site;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// More than any server keeps of a head.
const MOST: usize = 8 << 20;

fn connection(preview: &Preview) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends a part again and again until the server has had enough; how many bytes it took.
fn pour(stream: &mut TcpStream, part: &[u8]) -> usize {
    let mut sent = 0;
    while sent < MOST && stream.write_all(part).is_ok() {
        sent += part.len();
    }
    sent
}

/// The connection ends, with a refusal if with anything, and the next page is served.
fn is_turned_away(mut stream: TcpStream, preview: &Preview, what: &str) {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{what}: {answer}");
    assert_eq!(preview.get("/").status, 200, "{what}");
}

#[test]
fn a_head_without_end_is_cut_off() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let starts = ["GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ", "GET /", "GET / HTTP/1.1\r\nHost: localhost\r\n"];
    let parts: [&[u8]; 3] = [&[b'a'; 4096], &[b'a'; 4096], &b"X-Many: a\r\n".repeat(400)];
    for (start, part) in starts.into_iter().zip(parts) {
        let mut stream = connection(&preview);
        stream.write_all(start.as_bytes()).unwrap();
        assert!(pour(&mut stream, part) < MOST, "{start}");
        is_turned_away(stream, &preview, start);
    }
}

#[test]
fn what_is_no_request_is_turned_away() {
    let site = Site::base();
    let preview = Preview::of(&site);
    for bytes in
        [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(), b"\0\0\0\0\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
    {
        let mut stream = connection(&preview);
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        is_turned_away(stream, &preview, &format!("{bytes:?}"));
    }
}

#[test]
fn a_whole_address_in_the_place_of_a_path_is_taken_for_what_it_is() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let ask =
        |address: &str, host: &str| preview.send(&format!("GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    assert_eq!(ask(&format!("http://localhost:{}/2021/index.html", preview.port), "localhost"), 200);
    for (address, host) in [("http://evil.example/", "evil.example"), ("http://evil.example/", "localhost")] {
        assert!(matches!(ask(address, host), 400 | 421), "{address} for {host}");
    }
}

#[test]
fn those_who_say_nothing_keep_nobody_waiting() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let mut silent: Vec<TcpStream> = (0..300).map(|_| connection(&preview)).collect();
    for stream in silent.iter_mut().step_by(2) {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    assert_eq!(preview.get("/2021/index.html").status, 200);
}

#[test]
fn who_says_nothing_more_is_let_go() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let mut half = connection(&preview);
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let mut idle = connection(&preview);
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    for (stream, what) in [(&mut half, "half a head"), (&mut idle, "nothing after a page")] {
        assert!(stream.read_to_end(&mut Vec::new()).is_ok(), "{what}: the connection is still open");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn signals_end_a_preview_in_order() {
    let site = Site::base();
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::of(&site);
        let _open = connection(&preview);
        assert_eq!(preview.get("/").status, 200);
        preview.signal(signal);
        assert_eq!(preview.process.wait().unwrap().code(), Some(0), "{signal}");
    }
}
