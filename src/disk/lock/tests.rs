//! Locks taken, held, left and broken.

use super::*;
use std::cell::Cell;

fn holder(host: &str, process: u32) -> Holder {
    let (command, user, since) = ("build".to_owned(), "sato".to_owned(), "2026-11-26 09:00:00".to_owned());
    Holder { command, user, host: host.to_owned(), process, since }
}

fn attempted(folder: &Path, held: Held) -> Attempt<FolderLock> {
    attempt(folder, &Claim { holder: holder("here", std::process::id()), held, waiting: &|_| {} }).expect("an attempt")
}

#[test]
fn of_two_who_ask_one_gets_it_until_it_is_released() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    let Attempt::Taken(first) = attempted(&site, Held::Respect) else { panic!("the lock is free") };
    let Attempt::Held(Some(found), Cure::Wait) = attempted(&site, Held::Respect) else { panic!("the lock is held") };
    assert_eq!(found, holder("here", std::process::id()));
    drop(first);
    assert!(!site.exists(), "nothing is left of it");
    assert!(matches!(attempted(&site, Held::Respect), Attempt::Taken(_)));
}

#[test]
fn a_lock_that_is_empty_torn_or_of_a_dead_program_is_nobodys() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = holder("elsewhere", 4711).bytes();
    for text in [&b""[..], &whole[..20], &whole] {
        fs::create_dir(folder.path().join(OWN_FOLDER)).expect("a folder");
        fs::write(path(folder.path()), text).expect("a lock");
        assert!(matches!(attempted(folder.path(), Held::Respect), Attempt::Taken(_)));
    }
}

#[test]
fn a_lock_that_was_broken_is_not_ours_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let Attempt::Taken(first) = attempted(folder.path(), Held::Respect) else { panic!("the lock is free") };
    let Attempt::Taken(second) = attempted(folder.path(), Held::Break) else { panic!("the lock is broken") };
    assert!(!first.is_ours().expect("a look") && second.is_ours().expect("a look"));
    drop(first);
    assert!(second.is_ours().expect("a look"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let victim = folder.path().join("victim");
    fs::write(&victim, "precious").expect("a file");
    let site = folder.path().join("site");
    fs::create_dir_all(site.join(OWN_FOLDER)).expect("a folder");
    std::os::unix::fs::symlink(&victim, path(&site)).expect("a link");
    let claim = Claim { holder: holder("here", 1), held: Held::Respect, waiting: &|_| {} };
    assert!(matches!(attempt(&site, &claim), Err(Error::File { .. })));
    assert_eq!(fs::read_to_string(&victim).expect("a text"), "precious");
}

#[test]
fn a_program_is_gone_only_where_that_can_be_known() {
    let (here, me) = (holder("here", 1), std::process::id());
    assert!(!is_gone(&holder("elsewhere", 4711), &here));
    assert!(!is_gone(&holder("here", me), &here));
    assert!(is_gone(&holder("here", 1), &here));
    assert_eq!(is_gone(&holder("here", u32::MAX >> 1), &here), cfg!(unix));
}

#[test]
fn it_is_said_once_that_somebody_is_waited_for() {
    let (told, tried) = (Cell::new(0), Cell::new(0));
    let waiting = |_: Option<&Holder>| told.set(told.get() + 1);
    let claim = Claim { holder: holder("here", 1), held: Held::Respect, waiting: &waiting };
    let attempt = || {
        tried.set(tried.get() + 1);
        Ok(if tried.get() < 4 { Attempt::Held(None, Cure::Wait) } else { Attempt::Taken(()) })
    };
    claim.pursue("site", attempt).expect("a lock");
    assert_eq!((told.get(), tried.get()), (1, 4));
}
