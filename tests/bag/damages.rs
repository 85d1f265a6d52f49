//! Bags whose zip file is sound and whose files are not: every kind of damage is found, and all of it.

use super::raw::{files, stored};
use super::{contents, open};
use sha2::{Digest, Sha512};
use std::collections::BTreeMap;
use torikumi::bag::{Damage, InfoLine};

type Files = BTreeMap<String, Vec<u8>>;

/// The small bag after something was done to its files, by their paths below the bag's folder.
fn after(change: impl Fn(&mut Files)) -> Vec<u8> {
    let bag = files(&contents().into_zip().unwrap());
    let mut files: Files = bag.into_iter().map(|(path, bytes)| (path["kanazawa-2016/".len()..].to_owned(), bytes)).collect();
    change(&mut files);
    stored(&files.into_iter().map(|(path, bytes)| (format!("kanazawa-2016/{path}"), bytes)).collect())
}

/// What verifying finds after something was done to the files.
fn found(change: impl Fn(&mut Files)) -> Vec<Damage> {
    open(after(change)).unwrap().verify()
}

/// The same with checksums of the files around the payload that fit.
fn found_retagged(change: impl Fn(&mut Files)) -> Vec<Damage> {
    found(|files| {
        change(files);
        retag(files);
    })
}

fn retag(files: &mut Files) {
    let tags = files.iter().filter(|(path, _)| !path.starts_with("data/") && *path != "tagmanifest-sha512.txt");
    let lines: String = tags.map(|(path, bytes)| format!("{}  {path}\n", sha512(bytes))).collect();
    files.insert("tagmanifest-sha512.txt".to_owned(), lines.into_bytes());
}

fn sha512(bytes: &[u8]) -> String {
    Sha512::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).unwrap()
}

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let replaced = text(files, path).replace(from, to);
    assert_ne!(replaced, text(files, path), "{path} has no {from}");
    files.insert(path.to_owned(), replaced.into_bytes());
}

fn oxum(found: &str) -> Damage {
    Damage::Oxum { stated: "272.5".to_owned(), found: found.to_owned() }
}

fn changed(path: &str) -> Damage {
    Damage::Changed { path: path.to_owned() }
}

fn missing(path: &str) -> Damage {
    Damage::Missing { path: path.to_owned() }
}

fn unlisted(path: &str) -> Damage {
    Damage::Unlisted { path: path.to_owned() }
}

fn line(path: &str, line: usize) -> Damage {
    Damage::Line { path: path.to_owned(), line }
}

#[test]
fn the_same_files_in_another_sound_zip_file_are_whole() {
    assert_eq!(found(|_| {}), []);
    assert_eq!(found_retagged(|_| {}), []);
}

#[test]
fn a_file_that_is_changed_is_found() {
    let change = |files: &mut Files| replace(files, "data/index.html", "2016", "2017");
    assert_eq!(found(change), [changed("data/index.html")]);
    assert_eq!(open(after(change)).unwrap().read("index.html"), Err(changed("data/index.html")));
}

#[test]
fn a_file_that_is_missing_is_found() {
    let change = |files: &mut Files| assert!(files.remove("data/index.html").is_some());
    assert_eq!(found(change), [missing("data/index.html"), oxum("238.4")]);
    assert_eq!(open(after(change)).unwrap().read("index.html"), Err(missing("data/index.html")));
    assert_eq!(found(|files| assert!(files.remove("bag-info.txt").is_some())), [missing("bag-info.txt")]);
}

#[test]
fn a_file_that_was_added_is_found() {
    let change = |files: &mut Files| assert!(files.insert("data/extra".to_owned(), b"more".to_vec()).is_none());
    assert_eq!(found(change), [unlisted("data/extra"), oxum("276.6")]);
    assert_eq!(open(after(change)).unwrap().read("extra"), Err(unlisted("data/extra")));
    assert_eq!(found(|files| assert!(files.insert("notes/a.txt".to_owned(), vec![1]).is_none())), [unlisted("notes/a.txt")]);
}

#[test]
fn a_file_that_was_renamed_is_found() {
    let renamed = found(|files| {
        let bytes = files.remove("data/index.html").unwrap();
        files.insert("data/home.html".to_owned(), bytes);
    });
    assert_eq!(renamed, [Damage::Moved { path: "data/index.html".to_owned(), to: "data/home.html".to_owned() }]);
}

#[test]
fn all_damages_are_found_and_not_only_the_first() {
    let all = found(|files| {
        files.remove("data/empty");
        files.insert("data/a".to_owned(), vec![7; 3]);
        replace(files, "data/index.html", "2016", "20");
        replace(files, "data/100-0D", "percent", "PERCENT");
        replace(files, "bag-info.txt", "金沢市", "金澤市");
    });
    let payload = [missing("data/empty"), unlisted("data/a")];
    let bytes = [changed("bag-info.txt"), changed("data/100-0D"), changed("data/index.html"), oxum("273.5")];
    assert_eq!(all, [payload.as_slice(), &bytes].concat());
}

#[test]
fn checksums_may_be_in_capitals_but_no_manifest_may_change() {
    let capitals = |files: &mut Files| {
        let line = |line: &str| format!("{}{}\n", line[..128].to_uppercase(), &line[128..]);
        let lines: String = text(files, "manifest-sha512.txt").lines().map(line).collect();
        files.insert("manifest-sha512.txt".to_owned(), lines.into_bytes());
    };
    assert_eq!(found_retagged(capitals), []);
    assert_eq!(found(capitals), [changed("manifest-sha512.txt")]);
}

#[test]
fn checksums_that_we_do_not_compute_are_refused() {
    for path in ["manifest-md5.txt", "manifest-sha256.txt", "tagmanifest-md5.txt"] {
        let found = found_retagged(|files| assert!(files.insert(path.to_owned(), Vec::new()).is_none()));
        assert!(found.contains(&Damage::Algorithm { path: path.to_owned() }), "{found:?}");
    }
}

#[test]
fn a_wrong_oxum_is_found() {
    for stated in ["271.5", "272.4", "272", "", "0272.5"] {
        let found = found_retagged(|files| replace(files, "bag-info.txt", "272.5", stated));
        assert_eq!(found, [Damage::Oxum { stated: stated.to_owned(), found: "272.5".to_owned() }]);
    }
    assert_eq!(found_retagged(|files| replace(files, "bag-info.txt", "Payload-Oxum", "Other")), []);
}

#[test]
fn a_bag_without_what_a_bag_must_have_is_not_opened() {
    for path in ["bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"] {
        let zip = after(|files| assert!(files.remove(path).is_some()));
        assert_eq!(open(zip).unwrap_err(), missing(path));
    }
}

#[test]
fn only_version_1_0_in_utf_8_is_opened() {
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    let with = |text: String| after(move |files| assert!(files.insert("bagit.txt".to_owned(), text.clone().into_bytes()).is_some()));
    for (from, to) in [
        ("1.0", "0.97"),
        ("1.0", "1.00"),
        ("UTF-8", "UTF-16"),
        ("UTF-8\n", "UTF-8\nMore: 1\n"),
        ("BagIt", "\u{feff}BagIt"),
        ("1.0", " 1.0"),
    ] {
        assert_eq!(open(with(declaration.replace(from, to))).unwrap_err(), Damage::Declaration, "{from} → {to}");
    }
    assert_eq!(open(with(declaration.replace('\n', "\r\n"))).unwrap().verify(), [changed("bagit.txt")]);
}

#[test]
fn a_malformed_line_is_named() {
    let of_nothing = sha512(b"");
    let manifest = "manifest-sha512.txt";
    let slips = [
        "data/empty".to_owned(),
        of_nothing.clone(),
        format!("{of_nothing} "),
        format!("{}  data/a", &of_nothing[1..]),
        format!("{of_nothing}0  data/a"),
        format!("{}g  data/a", &of_nothing[1..]),
        format!("{of_nothing}  data/empty"),
        format!("{of_nothing}  bagit.txt"),
        format!("{of_nothing}  data/../../a"),
        format!("{of_nothing}  ./data/a"),
    ];
    for slip in slips {
        let zip = after(|files| {
            let lines = format!("{}{slip}\n", text(files, manifest));
            files.insert(manifest.to_owned(), lines.into_bytes());
        });
        assert_eq!(open(zip).unwrap_err(), line(manifest, 6), "{slip}");
    }
    let own = after(|files| replace(files, "tagmanifest-sha512.txt", "bagit.txt", "tagmanifest-sha512.txt"));
    assert_eq!(open(own).unwrap_err(), line("tagmanifest-sha512.txt", 2));
    for info in ["No colon\n", ": no label\n", " folded from nothing\n"] {
        let zip = after(|files| assert!(files.insert("bag-info.txt".to_owned(), info.as_bytes().to_vec()).is_some()));
        assert_eq!(open(zip).unwrap_err(), line("bag-info.txt", 1));
    }
    let not_text = after(|files| assert!(files.insert("bag-info.txt".to_owned(), b"A: b\nC: \xff\n".to_vec()).is_some()));
    assert_eq!(open(not_text).unwrap_err(), line("bag-info.txt", 2));
}

#[test]
fn folded_lines_and_every_end_of_line_are_read() {
    let info = "A: one\r\n  two\r\tthree\nB:four\n\nC:\n five\nA: again";
    let bag = open(after(|files| assert!(files.insert("bag-info.txt".to_owned(), info.as_bytes().to_vec()).is_some()))).unwrap();
    let expected = [("A", "one two three"), ("B", "four"), ("C", "five"), ("A", "again")];
    assert_eq!(bag.info(), expected.map(|(label, value)| InfoLine::new(label, value)));
}

#[test]
fn a_list_of_files_to_get_names_files_of_the_manifest_only() {
    let fetching = |lines: &str| found_retagged(|files| drop(files.insert("fetch.txt".to_owned(), lines.as_bytes().to_vec())));
    assert_eq!(fetching("https://a.example/empty - data/empty\nhttps://a.example/x\t34  data/index.html\n"), []);
    assert_eq!(fetching("https://a.example/x 12 data/other\n"), [unlisted("data/other")]);
    assert_eq!(fetching("https://a.example/x 12 bag-info.txt\n"), [unlisted("bag-info.txt")]);
    for slip in [
        "https://a.example/x",
        "https://a.example/x 12",
        "x 12 data/empty",
        "https://a.example/x many data/empty",
        "https://a.example/x - ../a",
    ] {
        assert_eq!(fetching(&format!("https://a.example/empty - data/empty\n{slip}\n")), [line("fetch.txt", 2)], "{slip}");
    }
}

#[test]
fn names_that_other_programs_wrote_as_rfc_8493_says_are_read() {
    let renamed = found_retagged(|files| {
        let bytes = files.remove("data/empty").unwrap();
        files.insert("data/100%0D\r\nend".to_owned(), bytes);
        replace(files, "manifest-sha512.txt", "data/empty", "data/100%250D%0D%0Aend");
    });
    assert_eq!(renamed, []);
}
