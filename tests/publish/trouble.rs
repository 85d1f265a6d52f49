//! What interrupts a publication: being killed, a full disk, somebody else who publishes.

use super::{SETTINGS, built, change, has, published, same, seen};
use crate::harness::{Run, Site, Tree, differences, program};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts a command, and waits until it has the lock of the target or has ended.
fn start_to_lock(site: &Site, command: &str) -> Child {
    let mut child = site.command(&[command]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() && !site.path("www/.torikumi/lock").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    child
}

/// How long a command works at the target.
fn time_at_work(site: &Site, command: &str) -> Duration {
    let (mut child, start) = (start_to_lock(site, command), Instant::now());
    while site.path("www/.torikumi/lock").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    let time = start.elapsed();
    assert!(child.wait().unwrap().success());
    time
}

/// Kills a command after so much time at work, and holds each address against both sites; 1 if it had not ended.
fn kill(site: &Site, (command, time): (&str, Duration), (old, new): (&Tree, &Tree)) -> usize {
    let mut child = start_to_lock(site, command);
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    let seen = seen(site, "www");
    for (path, bytes) in &seen {
        assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{path} after {time:?} of {command}");
    }
    assert!(old.keys().filter(|path| new.contains_key(*path)).all(|path| seen.contains_key(path)), "after {time:?} of {command}");
    usize::from(site.path("www/.torikumi/lock").exists())
}

#[test]
fn killed_at_any_moment_every_address_is_old_or_new_and_the_next_run_finishes() {
    const MOMENTS: u32 = 12;
    let site = published();
    let old = seen(&site, "www");
    change(&site);
    let text = site.read(SETTINGS).replace("見本市総合戦略の取組状況", "見本市の取組");
    site.write(SETTINGS, &text);
    let publishing = time_at_work(&site, "publish");
    let new = seen(&site, "www");
    assert!(differences(&old, &new).len() > 10);
    let rolling_back = time_at_work(&site, "rollback");
    same(&old, &seen(&site, "www"));
    let mut interrupted = (0, 0);
    for moment in 0..=MOMENTS {
        interrupted.0 += kill(&site, ("publish", publishing * moment / MOMENTS), (&old, &new));
        has(&site.run(&["publish"]), 0, "read back: ");
        same(&new, &seen(&site, "www"));
        interrupted.1 += kill(&site, ("rollback", rolling_back * moment / MOMENTS), (&old, &new));
        has(&site.run(&["publish"]), 0, "read back: ");
        same(&new, &seen(&site, "www"));
        assert_eq!(site.run(&["rollback"]).status, 0);
        same(&old, &seen(&site, "www"));
    }
    assert!(interrupted.0 > 3 && interrupted.1 > 3, "{interrupted:?}");
}

/// Runs the program with files that may not grow beyond so many blocks of 512 bytes: a disk that is full in the midst of a file.
fn run_with_little_room(site: &Site, blocks: usize) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" publish");
    Command::new("bash").args(["-c", &script]).arg(program()).current_dir(site.root()).output().unwrap()
}

#[test]
fn a_write_that_is_refused_leaves_the_old_pages_whole_and_the_next_run_finishes() {
    let site = published();
    let old = seen(&site, "www");
    let text = site.read(SETTINGS).replace("見本市総合戦略の取組状況", "見本市の取組");
    site.write(SETTINGS, &text);
    let output = run_with_little_room(&site, 8);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.starts_with("error: cannot write "), "{said}");
    let new = built(&site);
    for (path, bytes) in seen(&site, "www") {
        assert!(old.get(&path) == Some(&bytes) || new.get(&path) == Some(&bytes), "{path}");
    }
    assert!(!site.path("www/.torikumi/lock").exists());
    assert_eq!(site.run(&["publish"]).status, 0);
    same(&new, &seen(&site, "www"));
}

/// A lock of a program on another machine, as this machine sees it.
const LOCK: &str = r#"{"command":"publish","user":"sato","host":"planning","process":4711,"since":"2026-11-25 09:00:00"}"#;

#[test]
fn while_somebody_publishes_nobody_else_does() {
    let site = published();
    site.write("www/.torikumi/lock", LOCK);
    let lock = std::fs::File::options().read(true).write(true).open(site.path("www/.torikumi/lock")).unwrap();
    lock.lock().unwrap();
    let before = site.tree("www");
    change(&site);
    let said = "`production` is in use: `torikumi publish` of sato on planning since 2026-11-25 09:00:00 (process 4711)";
    let expected = format!("waiting: {said}\nerror: {said}; wait until that is done\n");
    assert_eq!(site.run(&["publish"]), Run::new(2, "", &expected));
    same(&before, &site.tree("www"));
    assert_eq!(site.run(&["publish", "--break-lock"]).status, 0);
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn a_lock_of_a_program_that_is_gone_an_empty_one_and_a_torn_one_are_nobodys() {
    let site = published();
    for text in [LOCK, "", &LOCK[..30]] {
        site.write("www/.torikumi/lock", text);
        assert_eq!(site.run(&["publish"]).status, 0);
        assert!(!site.path("www/.torikumi/lock").exists());
    }
}
