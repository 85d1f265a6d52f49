//! What is written, and that it can be read.

use super::raw::files;
use super::{contents, open};
use std::collections::BTreeMap;
use std::path::Path;
use torikumi::bag::{Contents, Damage, InfoLine, Limit};

#[test]
fn what_is_packed_is_read_again() {
    let contents = contents();
    let bag = open(contents.clone().into_zip().unwrap()).unwrap();
    assert_eq!(bag.name(), contents.name);
    let mut info = contents.info.clone();
    let bytes: usize = contents.payload.values().map(Vec::len).sum();
    info.push(InfoLine::new("Payload-Oxum", &format!("{bytes}.5")));
    assert_eq!(bag.info(), info);
    let sizes: Vec<(&str, u64)> = contents.payload.iter().map(|(path, bytes)| (path.as_str(), bytes.len() as u64)).collect();
    assert_eq!(bag.payload().collect::<Vec<_>>(), sizes);
    let payload: BTreeMap<String, Vec<u8>> = bag.payload().map(|(path, _)| (path.to_owned(), bag.read(path).unwrap())).collect();
    assert_eq!(payload, contents.payload);
    assert_eq!(bag.verify(), []);
}

#[test]
fn a_bag_that_is_packed_again_has_the_same_bytes() {
    let zip = contents().into_zip().unwrap();
    let bag = open(zip.clone()).unwrap();
    let payload = bag.payload().map(|(path, _)| (path.to_owned(), bag.read(path).unwrap())).collect();
    let again = Contents { name: bag.name().to_owned(), info: bag.info().to_vec(), payload }.into_zip().unwrap();
    assert!(again == zip);
}

#[test]
fn entries_are_sorted_and_say_nothing_of_the_time_and_the_machine() {
    let zip = contents().into_zip().unwrap();
    let (mut names, mut directory) = (Vec::new(), super::raw::directory(&zip));
    while directory.starts_with(b"PK\x01\x02") {
        let name = &directory[46..46 + usize::from(u16::from_le_bytes([directory[28], directory[29]]))];
        let is_ascii = name.is_ascii();
        // Unix; UTF-8 where it matters; deflated; 1980-01-01 00:00; no extra field, no comment; a file, rw-r--r--.
        assert_eq!((directory[5], &directory[8..16]), (3, &[0, if is_ascii { 0 } else { 8 }, 8, 0, 0, 0, 0x21, 0][..]));
        assert_eq!((&directory[30..34], &directory[38..42]), (&[0; 4][..], &(0o100_644_u32 << 16).to_le_bytes()[..]));
        names.push(String::from_utf8(name.to_vec()).unwrap());
        directory = &directory[46 + name.len()..];
    }
    let expected = [
        "kanazawa-2016/bag-info.txt",
        "kanazawa-2016/bagit.txt",
        "kanazawa-2016/data/100-0D",
        "kanazawa-2016/data/empty",
        "kanazawa-2016/data/index.html",
        "kanazawa-2016/data/line--end",
        "kanazawa-2016/data/施策/子育て支援.html",
        "kanazawa-2016/manifest-sha512.txt",
        "kanazawa-2016/tagmanifest-sha512.txt",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_files_around_the_payload_are_as_the_standard_has_them() {
    let files = files(&contents().into_zip().unwrap());
    let text = |path: &str| String::from_utf8(files[&format!("kanazawa-2016/{path}")].clone()).unwrap();
    assert_eq!(text("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    assert_eq!(text("bag-info.txt"), "Source-Organization: 金沢市\nExternal-Description: 2016年度: 進捗\nPayload-Oxum: 272.5\n");
    let manifest = text("manifest-sha512.txt");
    let paths: Vec<&str> = manifest.lines().map(|line| &line[128..]).collect();
    assert_eq!(paths, ["  data/100-0D", "  data/empty", "  data/index.html", "  data/line--end", "  data/施策/子育て支援.html"]);
    let of_nothing =
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";
    assert_eq!(manifest.lines().nth(1), Some(format!("{of_nothing}  data/empty").as_str()));
    let tags = text("tagmanifest-sha512.txt");
    let paths: Vec<&str> = tags.lines().map(|line| &line[128..]).collect();
    assert_eq!(paths, ["  bag-info.txt", "  bagit.txt", "  manifest-sha512.txt"]);
}

#[test]
fn a_bag_without_payload_is_a_bag() {
    let bag = open(Contents { payload: BTreeMap::new(), ..contents() }.into_zip().unwrap()).unwrap();
    assert_eq!((bag.payload().count(), bag.verify()), (0, vec![]));
}

#[test]
fn several_threads_read_one_bag() {
    let bag = open(contents().into_zip().unwrap()).unwrap();
    std::thread::scope(|scope| {
        let read = |path: String| {
            let bag = bag.clone();
            scope.spawn(move || (bag.read(&path).unwrap(), path))
        };
        let threads: Vec<_> = contents().payload.into_keys().map(read).collect();
        for (bytes, path) in threads.into_iter().map(|thread| thread.join().unwrap()) {
            assert_eq!(bytes, contents().payload[&path]);
        }
    });
}

#[test]
fn what_could_not_be_opened_again_is_not_written() {
    let named = |name: &str| Contents { name: name.to_owned(), ..contents() };
    for name in ["", ".", "..", "a/b", "a\\b", "C:", "a\0"] {
        assert_eq!(named(name).into_zip(), Err(Damage::Path { path: name.to_owned() }));
    }
    let holding = |paths: &[&str]| {
        let payload = paths.iter().map(|path| ((*path).to_owned(), Vec::new())).collect();
        Contents { name: "bag".to_owned(), payload, ..contents() }.into_zip()
    };
    for path in [
        "",
        "/",
        "../a",
        "/a",
        "a/",
        "a//b",
        "a/./b",
        "a\\b",
        "c:/a",
        "a\u{1b}b",
        &"あ".repeat(400),
        "100%",
        "a\rb",
        "a\nb",
        "a ",
        "大人\u{3000}",
    ] {
        assert_eq!(holding(&[path]), Err(Damage::Path { path: format!("bag/data/{path}") }));
    }
    for (path, other) in [("A", "a"), ("が", "か\u{3099}"), ("a", "a/b"), ("É", "e\u{301}")] {
        let full = |path: &str| format!("bag/data/{path}");
        let refused = holding(&[path, other]);
        let either = [(path, other), (other, path)].map(|(path, other)| Err(Damage::Clash { path: full(path), other: full(other) }));
        assert!(either.contains(&refused), "{refused:?}");
    }
    let too_large = BTreeMap::from([("a".to_owned(), vec![0; (256 << 20) + 1])]);
    let refused = Contents { payload: too_large, ..contents() }.into_zip();
    assert_eq!(refused, Err(Damage::Limit(Limit::File { path: "a".to_owned() })));
}

#[test]
fn a_line_of_the_info_that_would_be_read_as_another_is_not_written() {
    for (label, value) in [("", "a"), ("a:b", "c"), ("a", "b\nc"), ("a", " b"), ("a ", "b"), ("a\rb: c", "d"), (" a", "b")] {
        let info = vec![InfoLine::new("Contact-Name", ""), InfoLine::new(label, value)];
        let refused = Contents { info, ..contents() }.into_zip();
        assert_eq!(refused, Err(Damage::Line { path: "bag-info.txt".to_owned(), line: 2 }), "{label:?} {value:?}");
    }
}

/// Not a check: `tests/bag/run` gives what this writes to the Library of Congress's own program.
#[test]
#[ignore = "writes bags into the folder of the variable BAGS, for tests/bag/run"]
fn bags_are_written_for_other_programs() {
    let folder = std::env::var_os("BAGS").expect("BAGS names a folder");
    let contents = contents();
    let empty = Contents { payload: BTreeMap::from([("empty".to_owned(), Vec::new())]), ..contents.clone() };
    let nothing = Contents { payload: BTreeMap::new(), ..contents.clone() };
    for (name, contents) in [("small.zip", contents), ("empty.zip", empty), ("nothing.zip", nothing)] {
        std::fs::write(Path::new(&folder).join(name), contents.into_zip().unwrap()).unwrap();
    }
}
