//! How long it takes from a saved file to its page as the browser gets it: `cargo bench --bench preview`.
//!
//! The real server, told by the real watcher: a text is written, the server's event is waited for, the page is fetched.
//! The aim: 30 ms for Kanazawa, 60 ms for ten editions.

mod synthetic;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 31;

fn main() {
    let parent =
        tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { Path::new("/dev/shm") } else { Path::new(".") }).expect("a folder");
    let kanazawa = parent.path().join("kanazawa");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &kanazawa.join("content"));
    measure("Kanazawa", &kanazawa, "content/editions/2016/goal-1/measure-1.en.md", "/en/2016/goal-1.html");
    let large = parent.path().join("large");
    synthetic::write(&large, 10);
    measure("ten editions", &large, "content/editions/2024/goal-2/measure-3.en.md", "/en/2024/goal-2.html");
}

/// A running preview; it ends with the measurement.
struct Preview(Child);

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn measure(name: &str, root: &Path, file: &str, page: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_torikumi"));
    command.args(["serve", "--port", "0", "--lang", "en", "--root"]).arg(root).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut preview = Preview(command.spawn().expect("the program"));
    let mut lines = BufReader::new(preview.0.stdout.take().expect("its output")).lines();
    let greeting = lines.next().expect("a greeting").expect("a line");
    std::thread::spawn(move || lines.for_each(drop));
    let port: u16 = greeting.split(':').nth(2).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok()).expect("a port");
    let mut events = BufReader::new(ask(port, "/_torikumi/events", "keep-alive")).lines().map_while(Result::ok);
    let mut told = || events.find(|line| line.starts_with("data:")).expect("an event");
    told();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|run| {
            std::thread::sleep(Duration::from_millis(60));
            let mark = format!("Saved for the {run}th time");
            let start = Instant::now();
            fs::write(root.join(file), format!("- {mark}\n- Another line\n")).expect("a saved file");
            told();
            let mut served = String::new();
            ask(port, page, "close").read_to_string(&mut served).expect("a page");
            let taken = start.elapsed();
            assert!(served.contains(&mark), "the page is not the new one");
            taken
        })
        .collect();
    times.sort();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1000.0;
    println!(
        "{name:<14} saved to served {:.1} ms (median of {RUNS}; {:.1} to {:.1})",
        milliseconds(RUNS / 2),
        milliseconds(0),
        milliseconds(RUNS - 1)
    );
}

fn ask(port: u16, path: &str, connection: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n").expect("a request");
    stream
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(&target).expect("a folder"),
            false => drop(fs::copy(entry.path(), &target).expect("a copy")),
        }
    }
}
