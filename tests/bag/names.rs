//! Names that would lead somewhere else, or onto each other.

use super::open;
use super::raw::{Raw, zip};
use torikumi::bag::Damage;

/// What opening says of a zip file with these names.
fn refused(names: &[&str]) -> Damage {
    open(zip(&names.iter().map(|name| Raw::stored(name, b"")).collect::<Vec<_>>())).unwrap_err()
}

#[test]
fn a_name_that_leads_out_of_the_bag_is_refused() {
    let names = [
        "../x",
        "bag/../../x",
        "bag/..",
        "/etc/passwd",
        "//host/x",
        "bag//x",
        "bag/./x",
        "./bag/x",
        "bag\\..\\x",
        "bag/a\\b",
        "C:/x",
        "c:x",
        "bag/data/C:/x",
        "bag/data/d:x",
        "",
        "/",
        "bag/data//",
        "bag/a\0b",
        "bag/a\u{1b}[2Jb",
        "bag/a\u{85}b",
    ];
    for name in names {
        assert_eq!(refused(&[name]), Damage::Path { path: name.to_owned() });
    }
}

#[test]
fn a_name_that_readers_take_for_different_letters_is_refused() {
    let with = |name: &[u8], flags| open(zip(&[Raw { name: name.to_vec(), flags, ..Raw::stored("", b"") }])).unwrap_err();
    // CP437 and Shift_JIS: other letters elsewhere.
    assert_eq!(with(b"bag/\x81", 0), Damage::Path { path: "bag/\u{fffd}".to_owned() });
    assert_eq!(with(b"bag/\x8e\x7b\x8d\xf4", 1 << 11), Damage::Path { path: "bag/\u{fffd}{\u{fffd}\u{fffd}".to_owned() });
}

#[test]
fn names_that_are_one_on_some_systems_are_refused() {
    let clashes = [
        ("bag/data/A.html", "bag/data/a.html"),
        ("bag/data/Ä/x", "bag/data/ä/X"),
        ("bag/data/が", "bag/data/か\u{3099}"),
        ("bag/data/a", "bag/data/a/b"),
        ("bag/data/a", "bag/data/a/"),
        ("bag/data/a/", "bag/data/A/"),
        ("bag/data/A", "bag/data/a/b/c"),
    ];
    for (path, other) in clashes {
        let [first, second] = [(path, other), (other, path)];
        for (path, other) in [first, second] {
            let Damage::Clash { path: one, other: two } = refused(&[path, "bag/data/a!", "bag/z", other]) else { panic!("{path} {other}") };
            assert!((one == path && two == other) || (one == other && two == path), "{one} {two}");
        }
    }
}

#[test]
fn a_name_that_stands_twice_is_refused() {
    assert_eq!(refused(&["bag/x", "bag/y", "bag/x"]), Damage::Container);
}

#[test]
fn everything_is_in_one_folder() {
    assert_eq!(refused(&["bag/bagit.txt", "other/x"]), Damage::TopFolder { path: "other/x".to_owned() });
    assert_eq!(refused(&["bag/bagit.txt", "x"]), Damage::TopFolder { path: "x".to_owned() });
    assert_eq!(refused(&["bagit.txt"]), Damage::TopFolder { path: "bagit.txt".to_owned() });
    assert_eq!(refused(&["bag/data/x"]), Damage::Missing { path: "bagit.txt".to_owned() });
    assert_eq!(refused(&[]), Damage::Missing { path: "bagit.txt".to_owned() });
}

#[test]
fn links_and_devices_are_refused() {
    for kind in [0o120_777, 0o010_644, 0o020_644, 0o060_644, 0o140_644, 0o040_755, 0o170_000] {
        let link = Raw { attributes: kind << 16, ..Raw::stored("bag/data/link", b"/etc/passwd") };
        assert_eq!(open(zip(&[link])).unwrap_err(), Damage::Link { path: "bag/data/link".to_owned() });
    }
    let folder_as_file = Raw { attributes: 0o100_644 << 16, ..Raw::stored("bag/data/", b"") };
    assert_eq!(open(zip(&[folder_as_file])).unwrap_err(), Damage::Link { path: "bag/data/".to_owned() });
}
