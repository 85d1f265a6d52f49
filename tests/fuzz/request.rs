//! The preview server: any bytes that a browser, or something else, sends it.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;
use torikumi::diagnostic::Language;
use torikumi::serve::{self, Port, Preview, Strictness};

/// The first bytes of an answer to the smallest sound request.
const SOUND: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// How long a request that may be incomplete is waited for, and how long a sound one.
const PATIENCE: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(60);

/// Statuses that a request can lead to; 0 is a connection that was closed without a word.
const STATUSES: [u16; 12] = [0, 100, 200, 307, 400, 404, 405, 408, 414, 421, 431, 505];

/// Sends the bytes to a real server. It answers as a server does, shows nothing but the site, and goes on.
pub fn request(bytes: &[u8]) {
    let answer = asked(&[bytes, b"\r\n\r\n"].concat(), PATIENCE);
    let head = answer.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let status = std::str::from_utf8(head).ok().and_then(|head| head.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    assert!(STATUSES.contains(&status), "{:?}", String::from_utf8_lossy(&answer));
    assert!(!holds(&answer, SECRET.as_bytes()), "a file outside the site was shown");
    let sound = asked(SOUND, LONG);
    assert!(sound.starts_with(b"HTTP/1.1 200 OK"), "the server does not answer any more: {:?}", String::from_utf8_lossy(&sound));
}

/// What lies beside the site and in its content, and is no page.
const SECRET: &str = "nothing that the site shows";

fn holds(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}

/// What comes back within a time. A connection that is left open is kept no longer: the stream of events never ends.
fn asked(bytes: &[u8], longest: Duration) -> Vec<u8> {
    let mut stream = TcpStream::connect(server()).expect("a connection");
    stream.set_read_timeout(Some(longest)).expect("a timeout");
    // The server may have turned away before the last byte.
    let _ = stream.write_all(bytes);
    answer(stream)
}

/// An answer as far as it comes. A signal interrupts a wait that has a limit, and the fuzzer's own clock sends them: that is no end.
fn answer(mut stream: impl Read) -> Vec<u8> {
    let mut answer = Vec::new();
    let mut piece = [0; 1 << 14];
    while !is_whole(&answer) {
        match stream.read(&mut piece) {
            Ok(length @ 1..) => answer.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) | Err(_) => break,
        }
    }
    answer
}

/// Whether an answer is there as far as its head says.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse::<usize>().ok());
    length.is_none_or(|length| answer.len() >= end + 4 + length)
}

/// The one server of this process.
fn server() -> SocketAddr {
    static SERVER: OnceLock<SocketAddr> = OnceLock::new();
    *SERVER.get_or_init(|| {
        let listener = serve::listen([127, 0, 0, 1].into(), Port::Exactly(0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let root = tempfile::tempdir().expect("a folder").keep();
        for (path, text) in super::site_texts() {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        std::fs::write(root.join("secret.txt"), SECRET).expect("a file");
        let preview = Preview {
            folder: root.clone(),
            root,
            choices: super::choices(),
            language: Language::En,
            strictness: Strictness::Lax,
            entrance: serve::Entrance::default(),
        };
        std::thread::spawn(move || serve::run(preview, listener, None, |_| {}).expect("a server"));
        address
    })
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Read};

    const WHOLE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab";

    /// An answer that comes after two signals, a byte at a time.
    struct Disturbed(usize);

    impl Read for Disturbed {
        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            match self.0.checked_sub(3).map(|at| WHOLE.get(at)) {
                None => Err(ErrorKind::Interrupted.into()),
                Some(None) => Err(ErrorKind::WouldBlock.into()),
                Some(Some(byte)) => {
                    piece[0] = *byte;
                    Ok(1)
                }
            }
        }
    }

    #[test]
    fn a_signal_ends_no_wait_for_an_answer() {
        assert_eq!(super::answer(Disturbed(0)), WHOLE);
    }
}
