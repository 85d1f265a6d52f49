//! A zip file for those who put files on the web server by hand.

use super::{ABOUT, SETTINGS, built, change, has, same};
use crate::harness::{Run, Site, Tree};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SITE: &str = "公開するファイル/";
const REMOVALS: &str = "削除するファイル.txt";
const READ_ME: &str = "はじめにお読みください.txt";
const MANIFEST: &str = "torikumi-manifest.json";

/// The base site with a zip file to write, and a folder of earlier ones.
fn site() -> Site {
    let site = Site::base();
    let target = "\n[publish.office]\nkind = \"zip\"\npath = \"handover/report.zip\"\nbase_url = \"https://www.city.example.jp/report\"\n";
    site.write(SETTINGS, &(site.read(SETTINGS) + target));
    site.write("handover/notes.txt", "of others");
    site
}

fn publish(site: &Site, options: &[&str]) -> Run {
    site.run(&[&["publish"], options].concat())
}

fn put(site: &Site, path: &str, bytes: &[u8]) {
    std::fs::write(site.path(path), bytes).unwrap();
}

fn bytes(site: &Site, path: &str) -> Vec<u8> {
    std::fs::read(site.path(path)).unwrap()
}

/// The files of a zip file by name.
fn unpacked(bytes: &[u8]) -> Tree {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let entries = 0..archive.len();
    let file = |number| {
        let (mut file, mut content) = (archive.by_index(number).unwrap(), Vec::new());
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    entries.map(file).collect()
}

/// What a zip file has for the web server.
fn for_server(files: &Tree) -> Tree {
    files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(SITE)?.to_owned(), bytes.clone()))).collect()
}

fn packed(files: &Tree) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Hands everything over, and keeps what was handed over under another name.
fn handed_over(name: &str) -> Site {
    let site = site();
    has(&publish(&site, &[]), 0, " written into ");
    put(&site, name, &bytes(&site, "handover/report.zip"));
    site
}

/// What is on the web server after somebody did what a zip file says.
fn done(mut server: Tree, zip: &[u8]) -> Tree {
    let files = unpacked(zip);
    server.extend(for_server(&files));
    if let Some(removals) = files.get(REMOVALS) {
        let text = std::str::from_utf8(removals).unwrap().strip_prefix('\u{feff}').expect("a byte order mark");
        assert!(text.ends_with("\r\n"));
        for path in text.split_terminator("\r\n") {
            assert!(server.remove(path).is_some(), "`{path}` is on the server");
        }
    }
    server
}

#[test]
fn everything_is_handed_over_with_a_note_and_the_same_site_gives_the_same_bytes() {
    let site = site();
    let run = publish(&site, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let zip = bytes(&site, "handover/report.zip");
    let files = unpacked(&zip);
    let expected = built_for(&site);
    same(&expected, &for_server(&files));
    let around: Vec<&str> = files.keys().map(String::as_str).filter(|path| !path.starts_with(SITE)).collect();
    assert_eq!(around, [MANIFEST, READ_ME], "nothing is to be removed");
    let note = std::str::from_utf8(&files[READ_ME]).unwrap();
    assert!(note.starts_with('\u{feff}') && note.contains("（https://www.city.example.jp/report/）に\r\n"), "{note}");
    assert!(note.contains(&format!("新規{}件", expected.len())) && note.contains("削除するファイルはありません"), "{note}");
    let said = format!(
        "{} files ({} bytes) written into `./handover/report.zip` in … s: {} new, 0 changed, 0 unchanged, 0 to remove at the server\n\
         read back: {} files, all bytes as they were sent\n",
        expected.len(),
        zip.len(),
        expected.len(),
        expected.len()
    );
    assert_eq!(run.timeless().stdout, said);
    let written = site.path("handover/report.zip").metadata().unwrap().modified().unwrap();
    assert_eq!(publish(&site, &[]).status, 0);
    assert_eq!(site.path("handover/report.zip").metadata().unwrap().modified().unwrap(), written, "it is left alone");
    site.remove("handover/report.zip");
    assert_eq!(publish(&site, &[]).status, 0);
    assert!(zip == bytes(&site, "handover/report.zip"));
    assert_eq!(site.tree("handover").into_keys().collect::<Vec<_>>(), ["notes.txt", "report.zip"], "neither lock nor torn files stay");
}

/// What `build` makes for the address of the target.
fn built_for(site: &Site) -> Tree {
    assert_eq!(site.run(&["build", "--output-dir", "built", "--base-url", "https://www.city.example.jp/report"]).status, 0);
    let mut tree = site.tree("built");
    tree.retain(|path, _| !path.starts_with(".torikumi/"));
    tree
}

#[test]
fn names_in_japanese_are_marked_as_utf_8() {
    let site = handed_over("first.zip");
    let zip = bytes(&site, "first.zip");
    let number = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let end = zip.len() - 22;
    let (mut at, mut entries) = (number(end + 16) + (number(end + 18) << 16), 0);
    while zip[at..].starts_with(b"PK\x01\x02") {
        let name = &zip[at + 46..at + 46 + number(at + 28)];
        let is_utf_8 = number(at + 8) & (1 << 11) != 0;
        assert_eq!(is_utf_8, !name.is_ascii(), "{}", String::from_utf8_lossy(name));
        at += 46 + number(at + 28) + number(at + 30) + number(at + 32);
        entries += 1;
    }
    assert_eq!((at, entries), (end, unpacked(&zip).len()));
}

#[test]
fn a_difference_brings_what_differs_and_names_what_goes_and_the_next_is_made_from_it() {
    let site = handed_over("first.zip");
    let mut server = for_server(&unpacked(&bytes(&site, "first.zip")));
    change(&site);
    let plan = publish(&site, &["--dry-run", "--since", "first.zip"]);
    let lines: Vec<&str> = plan.stdout.lines().collect();
    assert!(lines.contains(&"changed  about.html") && lines.contains(&"new      strategies/next/index.html"), "{lines:?}");
    has(&publish(&site, &["--since", "first.zip"]), 0, " 0 to remove at the server");
    let second = bytes(&site, "handover/report.zip");
    assert!(for_server(&unpacked(&second)).len() < server.len() / 2, "only what differs");
    server = done(server, &second);
    same(&built_for(&site), &server);
    put(&site, "second.zip", &second);
    site.remove("content/strategies/next");
    site.change(ABOUT, "想像上の市", "夢の市");
    let run = publish(&site, &["--since", "second.zip"]);
    has(&run, 0, "removed  strategies/next/index.html\n");
    has(&run, 0, " 2 to remove at the server");
    let third = bytes(&site, "handover/report.zip");
    let note = String::from_utf8(unpacked(&third)[READ_ME].clone()).unwrap();
    assert!(note.contains("「削除するファイル.txt」に書かれた2件"), "{note}");
    server = done(server, &third);
    same(&built_for(&site), &server);
    has(&publish(&site, &["--verify"]), 0, "read back: ");
}

#[test]
fn where_nothing_differs_nothing_is_written() {
    let site = handed_over("first.zip");
    let before = site.tree("");
    has(&publish(&site, &["--since", "first.zip"]), 0, "nothing differs since `first.zip`: nothing was written\n");
    has(&publish(&site, &["--since", "first.zip", "--lang", "ja"]), 0, "変わったファイルはありません");
    same(&before, &site.tree(""));
}

#[test]
fn a_dry_run_and_a_refusal_write_nothing() {
    let site = handed_over("first.zip");
    site.change("content/editions/2021/edition.md", "strategy = ", "draft = true\nstrategy = ");
    let before = site.tree("");
    let run = publish(&site, &["--since", "first.zip", "--dry-run"]);
    has(&run, 1, "published files would be removed");
    assert!(run.stdout.contains("removed  2021/index.html\n"), "{run:?}");
    has(&publish(&site, &["--since", "first.zip"]), 1, "published files would be removed");
    has(&publish(&site, &["--drafts"]), 1, "--drafts shows what is not published yet");
    has(&publish(&site, &["--preview"]), 1, "--preview is only for a target with stage = \"staging\"");
    same(&before, &site.tree(""));
    let number = run.stderr.split_once("--remove ").unwrap().1.split_whitespace().next().unwrap();
    has(&publish(&site, &["--since", "first.zip", "--remove", number]), 0, "read back: ");
    site.change(SETTINGS, "kind = \"zip\"", "kind = \"zip\"\nstage = \"staging\"");
    has(&publish(&site, &["--preview"]), 0, "read back: ");
    let files = for_server(&unpacked(&bytes(&site, "handover/report.zip")));
    assert!(String::from_utf8(files["2021/index.html"].clone()).unwrap().contains("下書きです。"));
    assert_eq!(files["robots.txt"], b"User-agent: *\nDisallow: /\n");
}

#[test]
fn a_file_of_others_and_a_damaged_one_are_not_replaced_and_a_folder_that_is_missing_is_not_made() {
    let site = handed_over("first.zip");
    let damaged = {
        let mut files = unpacked(&bytes(&site, "first.zip"));
        files.get_mut("公開するファイル/about.html").unwrap().push(b'\n');
        packed(&files)
    };
    for others in [b"of others".as_slice(), &packed(&Tree::from([("a.txt".to_owned(), b"a".to_vec())])), &damaged] {
        put(&site, "handover/report.zip", others);
        for options in [&[][..], &["--dry-run"]] {
            has(&publish(&site, options), 2, "files that torikumi did not put there");
            assert!(bytes(&site, "handover/report.zip") == others);
        }
    }
    has(
        &publish(&site, &["--verify"]),
        2,
        "is not the zip file that was written: `about.html` was changed; move it away and publish again",
    );
    site.remove("handover");
    has(&publish(&site, &["--verify"]), 2, "error: nothing was published to this target yet\n");
    has(&publish(&site, &[]), 2, "handover` is not there: connect the share, or make the folder");
    assert!(!site.path("handover").exists());
}

#[test]
fn what_was_not_handed_over_is_no_former_zip_file() {
    let site = handed_over("first.zip");
    let sound = unpacked(&bytes(&site, "first.zip"));
    let with = |change: &dyn Fn(&mut Tree)| {
        let mut files = sound.clone();
        change(&mut files);
        packed(&files)
    };
    let text = String::from_utf8(sound[MANIFEST].clone()).unwrap();
    let manifest = |text: String| with(&|files| drop(files.insert(MANIFEST.to_owned(), text.clone().into_bytes())));
    let cases = [
        (b"no zip file".to_vec(), "not a whole zip file"),
        (bytes(&site, "first.zip")[..2000].to_vec(), "not a whole zip file"),
        (with(&|files| drop(files.remove(MANIFEST))), "it is not a zip file of torikumi: `torikumi-manifest.json` is missing in it"),
        (manifest("{}".to_owned()), "`torikumi-manifest.json` in it is damaged or of a newer torikumi"),
        (manifest("[".repeat(100_000)), "`torikumi-manifest.json` in it is damaged or of a newer torikumi"),
        (manifest(text.replace("\"format\":1", "\"format\":2")), "is damaged or of a newer torikumi"),
        (manifest(text.replace("\"about.html\":{", "\"../about.html\":{")), "is damaged or of a newer torikumi"),
        (with(&|files| drop(files.remove("公開するファイル/about.html"))), "`about.html` is missing"),
        (with(&|files| drop(files.insert("公開するファイル/more.html".to_owned(), Vec::new()))), "`more.html` is in no manifest"),
        (with(&|files| files.get_mut("公開するファイル/about.html").unwrap().push(1)), "`about.html` was changed"),
        (with(&|files| drop(files.insert("../outside.txt".to_owned(), Vec::new()))), "the name `../outside.txt` is not allowed"),
        (bomb(), "`公開するファイル/bomb.html` is larger than 256 MiB"),
    ];
    change(&site);
    for (former, why) in cases {
        put(&site, "former.zip", &former);
        let before = site.tree("");
        let run = publish(&site, &["--since", "former.zip"]);
        assert!(run.status == 2 && run.stderr.starts_with("error: `former.zip` cannot be used for --since: "), "{why}: {run:?}");
        has(&run, 2, why);
        same(&before, &site.tree(""));
    }
    has(&publish(&site, &["--since", "missing.zip"]), 2, "`missing.zip` cannot be used for --since: it cannot be read (");
    has(&publish(&site, &["--since", "missing.zip", "--lang", "ja"]), 2, "前回渡したzipファイルを指定してください");
}

/// A small zip file with a file of 300 MB.
fn bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("公開するファイル/bomb.html", options).unwrap();
    let piece = vec![0; 1 << 20];
    (0..300).for_each(|_| zip.write_all(&piece).unwrap());
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_former_zip_file_is_never_the_one_that_is_written() {
    let site = handed_over("first.zip");
    change(&site);
    let before = site.tree("");
    let run = publish(&site, &["--since", "handover/../handover/report.zip"]);
    has(&run, 2, "is the zip file that would be written: keep the one that was handed over under another name");
    same(&before, &site.tree(""));
}

#[test]
fn a_difference_and_a_rollback_are_refused_where_they_mean_nothing() {
    let site = handed_over("first.zip");
    site.write(SETTINGS, &(site.read(SETTINGS) + "\n[publish.www]\nkind = \"folder\"\npath = \"www\"\n"));
    site.write("www/CNAME", "of others");
    let before = site.tree("");
    has(
        &site.run(&["publish", "www", "--since", "first.zip"]),
        2,
        "--since is only for a target of the kind `zip`, and `www` is of the kind `folder`",
    );
    for options in [&["rollback", "office"][..], &["rollback", "office", "--dry-run"]] {
        has(&site.run(options), 2, "`office` is a zip file, in which there is no publication before it");
    }
    same(&before, &site.tree(""));
}

#[test]
fn a_zip_file_lies_neither_among_the_sources_nor_in_the_output() {
    let site = site();
    assert_eq!(site.run(&["build"]).status, 0);
    let settings = site.read(SETTINGS);
    for (path, said) in [
        ("content/report.zip", "lies in `./content`, from which the site is made"),
        ("handover/../themes/report.zip", "lies in `./themes`, from which the site is made"),
        (".torikumi/report.zip", "lies in `./.torikumi`, from which the site is made"),
        ("output/report.zip", "lies in `./output`, which holds what `torikumi build` makes"),
        ("output-drafts/2021/report.zip", "lies in `./output-drafts`, which holds what `torikumi build` makes"),
    ] {
        site.write(SETTINGS, &settings.replace("handover/report.zip", path));
        let before = site.tree("");
        has(&publish(&site, &[]), 2, said);
        has(&publish(&site, &["--dry-run"]), 2, said);
        same(&before, &site.tree(""));
    }
    site.write(SETTINGS, &settings.replace("handover/report.zip", "handover"));
    has(&publish(&site, &[]), 1, "a file that ends in .zip");
    site.write(SETTINGS, &settings.replace("handover/report.zip", "report.zip"));
    has(&publish(&site, &[]), 0, " written into `./report.zip`");
    same(&for_server(&unpacked(&bytes(&site, "report.zip"))), &built_for(&site));
}

#[test]
fn while_somebody_writes_it_nobody_else_does() {
    let site = site();
    let lock = r#"{"command":"publish","user":"sato","host":"planning","process":4711,"since":"2026-11-25 09:00:00"}"#;
    site.write("handover/.torikumi/lock", lock);
    let held = std::fs::File::options().read(true).write(true).open(site.path("handover/.torikumi/lock")).unwrap();
    held.lock().unwrap();
    has(&publish(&site, &[]), 2, "error: `office` is in use: `torikumi publish` of sato on planning since 2026-11-25 09:00:00");
    assert!(!site.path("handover/report.zip").exists());
    assert_eq!(publish(&site, &["--break-lock"]).status, 0);
    assert!(site.path("handover/report.zip").exists());
}

#[test]
fn a_sealed_edition_does_not_go_by_the_way() {
    let site = site();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    assert_eq!(publish(&site, &[]).status, 0);
    put(&site, "first.zip", &bytes(&site, "handover/report.zip"));
    site.remove("content/archive");
    has(&publish(&site, &["--since", "first.zip"]), 1, "of a sealed edition");
}

#[test]
fn the_files_are_those_that_a_folder_gets() {
    let site = site();
    let settings = site.read(SETTINGS).replace("base_url = \"https://www.city.example.jp/report\"\n", "");
    site.write(SETTINGS, &settings);
    assert_eq!(publish(&site, &[]).status, 0);
    same(&built(&site), &for_server(&unpacked(&bytes(&site, "handover/report.zip"))));
}
