//! The rooms of the house and which may use which: the code, held against the table of `docs/architecture.md`.

use crate::harness::{repository, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What each room uses.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The source files by path below `src`, without comments and without their unit tests.
fn sources() -> BTreeMap<String, String> {
    let files = tree(&repository("src")).into_iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs"));
    let code = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let tested = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        tested.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files.map(|(path, bytes)| (path, code(bytes))).collect()
}

/// The room of a source file: its folder, or the file itself.
fn room(path: &str) -> String {
    if path.starts_with("model/read/") || path == "model/read.rs" {
        return "model/read".to_owned();
    }
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The arrows of the code; `lib` and `main` are the door.
fn arrows() -> Arrows {
    let mut arrows = Arrows::new();
    for (path, code) in sources().iter().filter(|(path, _)| !matches!(path.as_str(), "lib.rs" | "main.rs")) {
        let room = room(path);
        for after in code.split("crate::").skip(1) {
            let name: String = after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            assert!(!name.is_empty(), "{path}: name one room at a time after `crate::`");
            if name != room {
                arrows.entry(room.clone()).or_default().insert(name);
            }
        }
        let reaches_up = path.contains('/') || !code.contains("super::");
        assert!(reaches_up, "{path}: `super::` of a room is the crate; name the room after `crate::`");
        arrows.entry(room).or_default();
    }
    arrows
}

/// The names between back-ticks.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The arrows of the table in the architecture.
fn table() -> Arrows {
    let text = std::fs::read_to_string(repository("docs/architecture.md")).unwrap();
    let (_, table) = text.split_once("| room | uses |\n|---|---|\n").expect("the table `room`, `uses`");
    let mut arrows = Arrows::new();
    for line in table.lines().take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let [rooms, uses] = cells[..] else { panic!("a line of two cells: {line}") };
        for room in names(rooms) {
            assert!(arrows.insert(room, names(uses)).is_none(), "twice in the table: {line}");
        }
    }
    arrows
}

#[test]
fn the_code_has_exactly_the_arrows_of_the_table() {
    assert_eq!(arrows(), table());
}

#[test]
fn no_arrow_goes_back() {
    let table = table();
    let mut left: Vec<&String> = table.keys().collect();
    while !left.is_empty() {
        let open = |room: &&String| table[*room].iter().any(|used| left.contains(&used) && used != *room);
        let next: Vec<&String> = left.iter().copied().filter(open).collect();
        assert!(next.len() < left.len(), "these use each other: {next:?}");
        left = next;
    }
}

#[test]
fn only_the_rooms_that_must_see_the_machine_do() {
    let expected = BTreeMap::from([
        ("std::env", BTreeSet::from(["cli"])),
        ("std::fs", BTreeSet::from(["archive", "bounded", "disk", "load", "publish", "scaffold", "serve", "write"])),
        ("std::net", BTreeSet::from(["cli", "desk", "error", "serve"])),
        ("std::process", BTreeSet::from(["cli"])),
        ("std::time", BTreeSet::from(["cli", "desk", "disk", "interruption", "publish", "serve"])),
    ]);
    let sources = sources();
    for (module, rooms) in expected {
        let found: BTreeSet<String> =
            sources.iter().filter(|(path, code)| *path != "main.rs" && code.contains(module)).map(|(path, _)| room(path)).collect();
        assert_eq!(found, rooms.into_iter().map(str::to_owned).collect(), "{module}");
    }
}

#[test]
fn one_room_writes_to_the_disk() {
    const WRITING: [&str; 10] = [
        "fs::write",
        "fs::rename",
        "fs::copy",
        "fs::hard_link",
        "fs::create_dir",
        "fs::remove_",
        "File::create",
        "File::options",
        "OpenOptions",
        "set_permissions",
    ];
    for (path, code) in sources().iter().filter(|(path, _)| room(path) != "disk") {
        let found: Vec<&str> = WRITING.into_iter().filter(|word| code.contains(word)).collect();
        assert_eq!(found, [""; 0], "{path}");
    }
}

#[test]
fn nothing_is_global_and_no_order_is_left_to_chance() {
    for (path, code) in sources() {
        for word in ["thread_local!", "LazyLock", "HashMap", "HashSet", "SystemTime"] {
            assert!(!code.contains(word), "{path}: `{word}`");
        }
        // Packages of open data, charts and parts of pages: made once for several addresses, from what never changes. And how much room is
        // left for photos.
        let keeps = ["OnceLock", "Mutex"].into_iter().any(|word| code.contains(word));
        const KEEPING: [&str; 4] = ["photo/budget.rs", "render/chart_cache.rs", "render/package_cache.rs", "render/part_cache.rs"];
        assert!(KEEPING.contains(&path.as_str()) || !keeps, "{path}: only these four keep anything");
        assert!(path == "cli/progress.rs" || !code.contains("Instant::now"), "{path}: only `cli/progress.rs` looks at the clock");
        let is_static = |line: &&str| line.split_whitespace().any(|word| word == "static");
        let allocator = (path == "main.rs").then_some("static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;");
        assert_eq!(code.lines().find(is_static), allocator, "{path}");
    }
}

/// The lint holds for every target of a crate, and no attribute takes it back.
#[test]
fn unsafe_code_is_forbidden_in_the_program_and_in_the_fuzzer() {
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let table: toml::Table = fs::read_to_string(repository(manifest)).unwrap().parse().unwrap();
        let level = table.get("lints").and_then(|lints| lints.get("rust")?.get("unsafe_code")?.as_str());
        assert_eq!(level, Some("forbid"), "{manifest}");
    }
}

#[test]
fn every_file_of_tests_is_a_module_of_the_one_binary() {
    let files = tree(&repository("tests")).into_keys().filter(|path| path != "main.rs" && !path.contains('/'));
    let expected: BTreeSet<String> = files.filter_map(|path| Some(path.strip_suffix(".rs")?.to_owned())).collect();
    let main = fs::read_to_string(repository("tests/main.rs")).unwrap();
    let modules = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    assert_eq!(modules.map(str::to_owned).filter(|name| name != "harness").collect::<BTreeSet<_>>(), expected);
}
