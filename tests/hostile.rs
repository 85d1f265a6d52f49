//! Files that somebody else made for us, and targets that are none: whatever lies there, commands that read write nothing, and those that
//! write do so in their own folders only.

use crate::harness::{Site, copy, picture, program, repository};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Seconds after which a command hangs.
const PATIENCE: &str = "60";

/// What stands at each path: the bytes of a file, where a link leads, or what else it is.
type Snapshot = BTreeMap<String, Vec<u8>>;

/// Everything below a folder; nothing behind a link, and nothing in folders of these paths.
fn snapshot(folder: &Path, without: &[&str]) -> Snapshot {
    let mut found = Snapshot::new();
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter();
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    for entry in entries.filter_entry(|entry| !(entry.file_type().is_dir() && without.contains(&path(entry).as_str()))) {
        let entry = entry.unwrap();
        let what = match entry.file_type() {
            kind if kind.is_symlink() => fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes(),
            kind if kind.is_file() => fs::read(entry.path()).unwrap(),
            kind if kind.is_fifo() => b"pipe".to_vec(),
            _ => b"folder".to_vec(),
        };
        found.insert(path(&entry), what);
    }
    found
}

/// A folder with files of somebody else, and beside them a sound site that was built, with a photo and a sealed edition.
struct Neighbourhood {
    folder: TempDir,
}

impl Neighbourhood {
    fn sound() -> Neighbourhood {
        let folder = tempfile::tempdir().unwrap();
        let neighbourhood = Neighbourhood { folder };
        neighbourhood.write("precious/2021.zip", "of somebody else");
        neighbourhood.write("precious/.sealing", "2021.zip");
        neighbourhood.write("precious/photo.jpg", "of somebody else");
        neighbourhood.write("precious/.0123456789abcdef.torikumi-new", "of somebody else");
        copy(&repository("tests/bad/base"), &neighbourhood.site());
        neighbourhood.write("site/translation.csv", "context,source,target\npages/about.md#title,このサイトについて,About\n");
        neighbourhood.write("site/results.csv", "指標,実績,目標値（R6）\n観光入込客数,99,120\n");
        let measure = neighbourhood.site().join("content/editions/2021/goal-1/measure-1.md");
        let text = fs::read_to_string(&measure).unwrap();
        let photo = "+++\n[[photo]]\nfile = \"a.jpg\"\nalt = { ja = \"広場\", en = \"A square\" }\n";
        fs::write(&measure, text.replacen("+++\n", photo, 1)).unwrap();
        fs::write(neighbourhood.site().join("content/editions/2021/goal-1/a.jpg"), picture::jpeg(40, 20)).unwrap();
        fs::create_dir(neighbourhood.folder.path().join("site/www")).unwrap();
        let settings = neighbourhood.site().join("content/site.toml");
        let target = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n";
        fs::write(&settings, fs::read_to_string(&settings).unwrap() + target).unwrap();
        for arguments in [&["archive", "2021"][..], &["build"], &["publish"]] {
            assert_eq!(neighbourhood.run(arguments), Some(0), "{arguments:?}");
        }
        neighbourhood
    }

    /// A copy with something hostile in it.
    fn attacked(&self, attack: Attack) -> Neighbourhood {
        let copied = Neighbourhood { folder: tempfile::tempdir().unwrap() };
        copy(self.folder.path(), copied.folder.path());
        attack(&copied.site());
        copied
    }

    fn site(&self) -> std::path::PathBuf {
        self.folder.path().join("site")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("timeout");
        command.arg("--signal=KILL").arg(PATIENCE).arg(program()).args(arguments).current_dir(self.site());
        command
    }

    /// Runs the program in the site; its status, none where it hung.
    fn run(&self, arguments: &[&str]) -> Option<i32> {
        let output = self.command(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        output.status.code().filter(|status| (0..=2).contains(status))
    }

    /// A preview that shows a page, or cannot begin, and is ended by a signal.
    fn serve(&self) {
        let mut process = self.command(&["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut greeting = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut greeting).unwrap();
        if let Some(address) = greeting.split("http://").nth(1).and_then(|rest| rest.split(['/', ' ', '（']).next()) {
            let mut stream = std::net::TcpStream::connect(address.trim()).unwrap();
            let request = "GET /2021/goal-1.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            stream.write_all(request.as_bytes()).unwrap();
            let _ = stream.read_to_end(&mut Vec::new());
        }
        assert!(Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap().success());
        process.wait().unwrap();
    }
}

/// A way to put something hostile into a sound site, whose folder it gets.
type Attack = fn(&Path);

fn put(site: &Path, path: &str, text: &str) {
    let path = site.join(path);
    let _ = fs::remove_file(&path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn link(site: &Path, path: &str, target: &str) {
    let path = site.join(path);
    if path.is_dir() {
        fs::remove_dir_all(&path).unwrap()
    } else {
        drop(fs::remove_file(&path))
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(site.parent().unwrap().join("precious").join(target), path).unwrap();
}

fn pipe(site: &Path, path: &str) {
    let path = site.join(path);
    let _ = fs::remove_file(&path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn register(site: &Path, file: &str, more: &str) {
    let path = site.join("content/archive/register.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("\"2021.zip\"", &format!("\"{file}\"")) + more).unwrap();
}

const WITHDRAWN: &str = "\n[seal.withdrawn]\ndate = \"2024-01-02\"\nreason = \"x\"\n";

const ATTACKS: [(&str, Attack); 28] = [
    ("a record of the collection that is a link", |site| link(site, ".torikumi/collection/2021.toml", "photo.jpg")),
    ("a record of the collection that is a pipe", |site| pipe(site, ".torikumi/collection/2021.toml")),
    ("records of the collection elsewhere", |site| link(site, ".torikumi/collection", "")),
    ("a register that leads out", |site| register(site, "../../../precious/2021.zip", WITHDRAWN)),
    ("an absolute path in the register", |site| register(site, "/etc/hostname", "")),
    ("a withdrawn bundle that is still there", |site| register(site, "2021.zip", WITHDRAWN)),
    ("a note that leads out", |site| put(site, "content/archive/.sealing", "../../../precious/2021.zip")),
    ("a note of a sealed bundle", |site| put(site, "content/archive/.sealing", "2021.zip")),
    ("a note that is a link", |site| link(site, "content/archive/.sealing", ".sealing")),
    ("a note that is a pipe", |site| pipe(site, "content/archive/.sealing")),
    ("an archive elsewhere", |site| link(site, "content/archive", "")),
    ("a bundle that is a link", |site| link(site, "content/archive/2021.zip", "2021.zip")),
    ("an own folder elsewhere", |site| link(site, ".torikumi", "")),
    ("kept photos elsewhere", |site| link(site, ".torikumi/photos", "")),
    ("a kept photo that is a link", |site| {
        let kept = fs::read_dir(site.join(".torikumi/photos")).unwrap().next().unwrap().unwrap().file_name().into_string().unwrap();
        link(site, &format!(".torikumi/photos/{kept}"), "photo.jpg");
    }),
    ("a lock that is a link", |site| link(site, ".torikumi/lock", "photo.jpg")),
    ("a lock of the output that is a link", |site| link(site, "output/.torikumi/lock", "photo.jpg")),
    ("a lock of the output that is a pipe", |site| pipe(site, "output/.torikumi/lock")),
    ("an own folder of the output elsewhere", |site| link(site, "output/.torikumi", "")),
    ("a journal that leads out", |site| {
        put(site, "output/.torikumi/journal", "put ../../precious/new\nremove ../../precious/photo.jpg\nend\n")
    }),
    ("a journal that is a pipe", |site| pipe(site, "output/.torikumi/journal")),
    ("a manifest that leads out", |site| put(site, "output/.torikumi/manifest", "../../precious/photo.jpg\n/etc/hostname\nindex.html\n")),
    ("pages elsewhere", |site| link(site, "output/2021", "")),
    ("what a killed run left, as a link", |site| link(site, "content/.0123456789abcdef.torikumi-new", "")),
    ("a text that is a link", |site| link(site, "content/pages/about.md", "photo.jpg")),
    ("a temporary file of an editor that is a link", |site| link(site, "content/editions/2021/goal-1/goal.md.tmp", "photo.jpg")),
    ("a theme elsewhere", |site| link(site, "themes/default", "")),
    ("a manifest of the target that is a pipe", |site| pipe(site, "www/.torikumi/manifest.json")),
];

#[test]
fn commands_that_read_write_nothing_whatever_lies_there() {
    const READING: [&[&str]; 7] = [
        &["check"],
        &["status", "2021"],
        &["verify"],
        &["verify", "--site", "output"],
        &["publish", "--dry-run"],
        &["rollback", "--dry-run"],
        &["import", "results.csv", "--dry-run", "--accept", "--into-sealed"],
    ];
    let sound = Neighbourhood::sound();
    for (name, attack) in ATTACKS {
        let neighbourhood = sound.attacked(attack);
        let before = snapshot(neighbourhood.folder.path(), &[]);
        for arguments in READING {
            assert!(neighbourhood.run(arguments).is_some(), "{name}: {arguments:?} hangs");
            assert!(snapshot(neighbourhood.folder.path(), &[]) == before, "{name}: {arguments:?} wrote");
        }
    }
}

/// When each file and folder was last changed: what was made and removed again moves the time of its folder.
fn times(folder: &Path) -> BTreeMap<std::path::PathBuf, std::time::SystemTime> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.map(|entry| (entry.path().to_owned(), entry.path().symlink_metadata().unwrap().modified().unwrap())).collect()
}

/// Every command line that knows `--dry-run`, below the program or below a command.
fn with_dry_run(site: &Site, above: &[&str]) -> Vec<String> {
    let help = site.run(&[above, &["--help", "--lang", "en"]].concat()).stdout;
    let listed = help.split_once("\nCommands:\n").map(|(_, listed)| listed.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>());
    let names = listed.unwrap_or_default().into_iter().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let own = help.contains("--dry-run").then(|| above.join(" "));
    own.into_iter().chain(names.flat_map(|name| with_dry_run(site, &[above, &[name]].concat()))).collect()
}

#[test]
fn a_dry_run_of_anything_writes_nothing() {
    const TRIED: [&[&str]; 9] = [
        &["import", "translation", "translation.csv", "--dry-run", "--accept"],
        &["import", "strategy", "results.csv", "--id", "next", "--dry-run", "--accept"],
        &["publish", "--dry-run"],
        &["publish", "--dry-run", "staging", "--preview"],
        &["publish", "--dry-run", "office"],
        &["rollback", "--dry-run"],
        &["tidy", "--dry-run"],
        &["import", "results.csv", "--dry-run", "--accept", "--into-sealed"],
        &["correct", "2021", "visitors=87", "--reason", "x", "--dry-run", "--accept"],
    ];
    let name = |arguments: &&[&str]| match arguments {
        ["import", below @ ("strategy" | "translation"), ..] => format!("import {below}"),
        [name, ..] => (*name).to_owned(),
        [] => String::new(),
    };
    let commands: std::collections::BTreeSet<String> = TRIED.iter().map(name).collect();
    assert_eq!(with_dry_run(&Site::base(), &[]).into_iter().collect::<std::collections::BTreeSet<_>>(), commands);
    let neighbourhood = Neighbourhood::sound();
    let settings = neighbourhood.site().join("content/site.toml");
    let staging = "\n[publish.staging]\nkind = \"folder\"\npath = \"staging\"\nstage = \"staging\"\n\n[publish.office]\nkind = \"zip\"\npath = \"report.zip\"\n";
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + staging).unwrap();
    neighbourhood.write("site/content/pages/new.md", "+++\ntitle = { ja = \"新しいページ\", en = \"A new page\" }\n+++\n本文です。\n");
    fs::create_dir(neighbourhood.site().join("staging")).unwrap();
    assert_eq!(neighbourhood.run(&["publish"]), Some(0), "there is a publication before");
    fs::remove_file(neighbourhood.site().join("content/pages/new.md")).unwrap();
    fs::remove_dir_all(neighbourhood.site().join(".torikumi")).unwrap();
    let before = (snapshot(neighbourhood.folder.path(), &[]), times(neighbourhood.folder.path()));
    for arguments in TRIED {
        assert_eq!(neighbourhood.run(arguments), Some(0), "{arguments:?}");
        let after = (snapshot(neighbourhood.folder.path(), &[]), times(neighbourhood.folder.path()));
        assert!(before == after, "{arguments:?} wrote");
    }
}

#[test]
fn commands_that_make_pages_write_only_into_their_own_folders() {
    let sound = Neighbourhood::sound();
    for (name, attack) in ATTACKS {
        let neighbourhood = sound.attacked(attack);
        let own: &[&str] = &["site/.torikumi", "site/output"];
        let before = snapshot(neighbourhood.folder.path(), own);
        assert!(neighbourhood.run(&["build"]).is_some(), "{name}: build hangs");
        assert!(snapshot(neighbourhood.folder.path(), own) == before, "{name}: build wrote elsewhere");
        neighbourhood.serve();
        assert!(snapshot(neighbourhood.folder.path(), own) == before, "{name}: serve wrote elsewhere");
    }
}

#[test]
fn nothing_is_written_among_the_sources_by_whatever_name() {
    let site = Site::base();
    site.write("themes/mine/style.css", "");
    symlink("content", site.path("link")).unwrap();
    let before = snapshot(site.root(), &[]);
    for folder in [".", "content", "content/pages", "themes", "themes/new", ".torikumi", "link", "link/new", "new/../content", ".."] {
        let run = site.run(&["build", "--output-dir", folder, "--lang", "en"]);
        assert!(run.status == 2 && run.stderr.contains("name another folder"), "{folder}: {run:?}");
        assert!(snapshot(site.root(), &[]) == before, "{folder}");
    }
    let settings = site.read("content/site.toml");
    for folder in [".", "content", "link", ".."] {
        site.write("content/site.toml", &format!("{settings}\n[publish.production]\nkind = \"folder\"\npath = \"{folder}\"\n"));
        let before = snapshot(site.root(), &[]);
        for command in [&["publish"][..], &["publish", "--dry-run"], &["rollback"]] {
            let run = site.run(&[command, &["--lang", "en"]].concat());
            assert!(run.status == 2 && run.stderr.contains("name another folder"), "{command:?} {folder}: {run:?}");
        }
        assert!(snapshot(site.root(), &[]) == before, "{folder}");
    }
}

#[test]
fn what_standard_output_does_not_take_is_an_error_but_who_closes_it_wants_no_more() {
    let site = Site::base();
    for arguments in [&["check", "--format", "json"][..], &["build"], &["explain"], &["schema"], &["man"], &["--help"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = site.command(arguments).args(["--lang", "en"]).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("cannot write to standard output"), "{arguments:?}: {said}");
        let mut closed = site.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(closed.stdout.take());
        assert_eq!(closed.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
    assert!(site.path("output/index.html").is_file());
}
