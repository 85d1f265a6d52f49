//! Publishing to a folder: only what differs, nothing of others, whole whatever happens.

mod harness;

use harness::{Run, Site, Tree, differences};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ABOUT: &str = "content/pages/about.md";
const SETTINGS: &str = "content/site.toml";

/// The base site with a folder `www` beside its content to publish to, and one for looking before.
fn site() -> Site {
    let site = Site::base();
    let targets = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n\n[publish.staging]\nkind = \"folder\"\npath = \"staging\"\nstage = \"staging\"\n";
    site.write(SETTINGS, &(site.read(SETTINGS) + targets));
    site.write("www/CNAME", "of others");
    site.write("www/en/notes.txt", "of others");
    site.write("staging/CNAME", "of others");
    site
}

/// The base site, published.
fn published() -> Site {
    let site = site();
    let run = site.run(&["publish"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    site
}

/// What visitors see of a folder, without what others put there.
fn seen(site: &Site, folder: &str) -> Tree {
    let mut tree = site.tree(folder);
    tree.retain(|path, _| !path.starts_with(".torikumi/"));
    for (path, text) in [("CNAME", "of others"), ("en/notes.txt", "of others")] {
        let foreign = tree.remove(path);
        assert!(foreign.is_none_or(|bytes| bytes == text.as_bytes()), "{path}");
    }
    assert_eq!(site.read(&format!("{folder}/CNAME")), "of others");
    tree
}

/// What `build` makes of the same content.
fn built(site: &Site) -> Tree {
    assert_eq!(site.run(&["build", "--output-dir", "built"]).status, 0);
    let mut tree = site.tree("built");
    tree.retain(|path, _| !path.starts_with(".torikumi/"));
    tree
}

fn same(expected: &Tree, found: &Tree) {
    assert_eq!(differences(expected, found), [""; 0]);
}

/// Changes one page and brings new ones.
fn change(site: &Site) {
    site.change(ABOUT, "架空の市", "想像上の市");
    let text = "+++\ntitle = { ja = \"次期見本市総合戦略\", en = \"Next Mihon City Comprehensive Strategy\" }\n+++\n";
    site.write("content/strategies/next/strategy.md", text);
}

fn has(run: &Run, status: i32, text: &str) {
    assert_eq!(run.status, status, "{run:?}");
    assert!(run.stdout.contains(text) || run.stderr.contains(text), "`{text}` in {run:?}");
}

#[test]
fn the_first_publication_brings_the_built_site_and_keeps_what_others_put_there() {
    let site = site();
    let run = site.run(&["publish"]);
    let expected = built(&site);
    let (files, bytes) = (expected.len(), expected.values().map(Vec::len).sum::<usize>());
    let said = format!(
        "{files} files ({bytes} bytes) sent to `production` in … s: {files} new, 0 changed, 0 unchanged, 0 removed\n\
         read back: {files} files, all bytes as they were sent\n"
    );
    assert_eq!(run.timeless(), Run::new(0, &said, ""));
    same(&expected, &seen(&site, "www"));
    assert_eq!(site.read("www/en/notes.txt"), "of others");
    assert!(!site.path("www/.torikumi/lock").exists() && !site.path("www/.torikumi/intent.json").exists());
}

#[test]
fn a_second_publication_sends_nothing_and_touches_nothing() {
    let site = published();
    let before = site.tree("www");
    let run = site.run(&["publish"]);
    has(&run, 0, "0 files (0 bytes) sent to `production`");
    same(&before, &site.tree("www"));
}

#[test]
fn a_small_change_sends_one_page() {
    let site = published();
    site.change(ABOUT, "架空の市", "想像上の市");
    has(&site.run(&["publish"]), 0, ": 0 new, 1 changed, ");
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn pages_that_are_no_more_are_removed_with_their_folders() {
    let site = published();
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    site.remove("content/strategies/next");
    has(&site.run(&["publish"]), 0, " 2 removed");
    same(&built(&site), &seen(&site, "www"));
    assert!(!site.path("www/strategies/next").exists());
}

#[test]
fn a_dry_run_prints_the_plan_and_does_nothing() {
    let site = published();
    change(&site);
    let before = site.tree("");
    let run = site.run(&["publish", "--dry-run"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines.contains(&"changed  about.html") && lines.contains(&"new      strategies/next/index.html"), "{lines:?}");
    assert!(lines.last().is_some_and(|line| line.starts_with("would send ") && line.ends_with("; nothing was done")), "{lines:?}");
    let entry = |line: &&str| line.ends_with(" index.html") || line.ends_with(" en/index.html");
    let mut after_entries =
        lines.iter().skip_while(|line| !entry(line)).filter(|line| line.starts_with("new") || line.starts_with("changed"));
    assert!(after_entries.all(entry), "{lines:?}");
    same(&before, &site.tree(""));
}

#[test]
fn a_quiet_dry_run_prints_the_whole_plan() {
    let site = published();
    change(&site);
    let run = site.run(&["publish", "--dry-run", "--quiet"]);
    assert_eq!(run, site.run(&["publish", "--dry-run"]));
    assert!(run.stdout.ends_with("; nothing was done\n"), "{run:?}");
    assert_eq!(site.run(&["publish", "--quiet"]), Run::new(0, "", ""));
    assert_eq!(site.run(&["rollback", "--dry-run", "--quiet"]), site.run(&["rollback", "--dry-run"]));
}

#[test]
fn the_order_of_a_first_publication_is_assets_pages_entries() {
    let run = site().run(&["publish", "--dry-run"]);
    let rank = |line: &str| match line.trim_start_matches("new").trim() {
        "index.html" | "en/index.html" => 2,
        path if path.ends_with(".html") => 1,
        _ => 0,
    };
    let ranks: Vec<i32> = run.stdout.lines().filter(|line| line.starts_with("new ")).map(rank).collect();
    assert!(ranks.is_sorted() && ranks.first() == Some(&0) && ranks.last() == Some(&2), "{ranks:?}");
}

#[test]
fn a_file_that_we_did_not_put_there_stops_everything_and_is_named() {
    let site = site();
    site.write("www/index.html", "of others");
    site.write("www/2021", "a file where a folder has to be");
    let before = site.tree("www");
    let run = site.run(&["publish"]);
    has(&run, 2, "error: at the target are files that torikumi did not put there, or that were changed there since:\n  2021/");
    has(&run, 2, "move them away; nothing was sent");
    same(&before, &site.tree("www"));
    has(&site.run(&["publish", "--lang", "ja"]), 2, "別の場所に移してください（何も送っていません）");
}

#[test]
fn a_page_of_ours_that_somebody_changed_there_is_not_overwritten_nor_removed() {
    let site = published();
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    site.write("www/about.html", "corrected on the server");
    site.write("www/strategies/next/index.html", "corrected on the server");
    site.change(ABOUT, "想像上の市", "架空の市");
    site.remove("content/strategies/next");
    let before = site.tree("www");
    has(&site.run(&["publish"]), 2, "  about.html\n  strategies/next/index.html\n");
    same(&before, &site.tree("www"));
    site.remove("www/about.html");
    site.remove("www/strategies/next/index.html");
    assert_eq!(site.run(&["publish"]).status, 0);
    same(&built(&site), &seen(&site, "www"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed_out_of_the_target() {
    let site = site();
    site.write("elsewhere/keep.txt", "");
    site.remove("www/en");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("www/en")).unwrap();
    has(&site.run(&["publish"]), 2, "  en/index.html\n");
    assert_eq!(site.tree("elsewhere").len(), 1);
}

#[test]
fn a_share_that_is_not_connected_is_not_taken_for_an_empty_one() {
    let site = site();
    site.remove("www");
    has(&site.run(&["publish"]), 2, "error: the folder `www` is not there: connect the share, or make the folder");
    assert!(!site.path("www").exists());
}

/// Starts a command, and waits until it has the lock of the target or has ended.
fn start_to_lock(site: &Site, command: &str) -> Child {
    let mut started = Command::new(env!("CARGO_BIN_EXE_torikumi"));
    let mut child = started.arg(command).current_dir(site.root()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
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
        has(&site.run(&["publish", "--break-lock"]), 0, "read back: ");
        same(&new, &seen(&site, "www"));
        interrupted.1 += kill(&site, ("rollback", rolling_back * moment / MOMENTS), (&old, &new));
        has(&site.run(&["publish", "--break-lock"]), 0, "read back: ");
        same(&new, &seen(&site, "www"));
        assert_eq!(site.run(&["rollback"]).status, 0);
        same(&old, &seen(&site, "www"));
    }
    assert!(interrupted.0 > 3 && interrupted.1 > 3, "{interrupted:?}");
}

/// Runs the program with files that may not grow beyond so many blocks of 512 bytes: a disk that is full in the midst of a file.
fn run_with_little_room(site: &Site, blocks: usize) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" publish");
    Command::new("bash").args(["-c", &script, env!("CARGO_BIN_EXE_torikumi")]).current_dir(site.root()).output().unwrap()
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

#[test]
fn while_somebody_publishes_nobody_else_does() {
    let site = published();
    site.write("www/.torikumi/lock", "sato@planning, 2026-11-25 09:00:00, 4711");
    let before = site.tree("www");
    change(&site);
    let said = "error: somebody is publishing to this target (sato@planning, 2026-11-25 09:00:00, 4711): wait until that is done; \
                if it was interrupted, repeat with --break-lock\n";
    assert_eq!(site.run(&["publish"]), Run::new(2, "", said));
    has(&site.run(&["rollback"]), 2, "--break-lock");
    same(&before, &site.tree("www"));
    assert_eq!(site.run(&["publish", "--break-lock"]).status, 0);
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn of_two_at_once_one_publishes_and_the_other_is_told() {
    let site = site();
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_torikumi"));
        command.arg("publish").current_dir(site.root()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let ended = [start(), start()].map(|child| child.wait_with_output().unwrap());
    let told = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).contains("somebody is publishing");
    let sound = ended.iter().all(|output| output.status.code() == Some(0) || (output.status.code() == Some(2) && told(output)));
    assert!(sound && ended.iter().any(|output| output.status.success()), "{ended:?}");
    assert_eq!(site.run(&["publish", "--verify"]).status, 0);
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn a_rollback_brings_the_publication_before_back_and_can_be_taken_back() {
    let site = published();
    let old = seen(&site, "www");
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    let new = seen(&site, "www");
    let run = site.run(&["rollback", "--dry-run"]);
    has(&run, 0, "removed  strategies/next/index.html\n");
    same(&new, &seen(&site, "www"));
    has(&site.run(&["rollback"]), 0, "`production` is again as published on 2");
    same(&old, &seen(&site, "www"));
    has(&site.run(&["rollback"]), 0, "read back: ");
    same(&new, &seen(&site, "www"));
}

#[test]
fn without_a_publication_before_there_is_nothing_to_bring_back() {
    let site = site();
    has(&site.run(&["rollback"]), 2, "error: nothing was published to this target yet\n");
    has(&site.run(&["publish", "--verify"]), 2, "error: nothing was published to this target yet\n");
    assert_eq!(site.run(&["publish"]).status, 0);
    has(&site.run(&["rollback"]), 2, "error: there is no publication before the one at this target\n");
}

#[test]
fn only_one_publication_is_kept() {
    let site = published();
    let kept = |site: &Site| site.tree("www/.torikumi/objects").len();
    for (old, new) in [("架空の市", "想像上の市"), ("想像上の市", "夢の市"), ("夢の市", "架空の市")] {
        site.change(ABOUT, old, new);
        assert_eq!(site.run(&["publish"]).status, 0);
        assert_eq!(kept(&site), 1);
    }
}

#[test]
fn verifying_names_what_is_missing_or_changed_and_publishing_mends_what_is_missing() {
    let site = published();
    has(&site.run(&["publish", "--verify"]), 0, "read back: ");
    site.remove("www/about.html");
    site.write("www/404.html", "changed");
    let expected = "error: `404.html` at `production` is not what was sent: move it away there and publish again\n\
                    error: `about.html` is missing at `production`: publish again\n";
    assert_eq!(site.run(&["publish", "--verify"]), Run::new(2, "", expected));
    site.remove("www/404.html");
    has(&site.run(&["publish"]), 0, "2 files (");
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn faults_and_warnings_where_the_target_is_strict_forbid_to_publish() {
    let site = site();
    let text = site.read(SETTINGS);
    site.write(SETTINGS, &text.replace("path = \"www\"", "path = \"www\"\nstrict = true"));
    assert_eq!(site.run(&["publish", "--dry-run"]).status, 0);
    site.remove("content/pages/about.en.md");
    has(&site.run(&["publish"]), 1, "error[missing-translated-body]");
    site.write(SETTINGS, &text);
    has(&site.run(&["publish", "--dry-run"]), 0, "warning[missing-translated-body]");
    site.change(ABOUT, "## 資料", "[資料](missing.md)\n");
    has(&site.run(&["publish"]), 1, "error[broken-link]");
    assert_eq!(seen(&site, "www").len(), 0);
}

#[test]
fn an_edition_whose_day_lies_ahead_is_not_published() {
    let site = site();
    let edition = "content/editions/2021/edition.md";
    let text = site.read(edition);
    let line = text.lines().find(|line| line.starts_with("published")).unwrap().to_owned();
    site.change(edition, &line, "published = \"2999-04-01\"");
    let run = site.run(&["publish"]);
    has(&run, 1, "error: not published:\n  the edition of 2021 is to be published on 2999-04-01: wait until then");
    has(&site.run(&["publish", "--lang", "ja"]), 1, "2021年度の版の公表日は 2999-04-01 です");
    assert_eq!(seen(&site, "www").len(), 0);
    assert_eq!(site.run(&["publish", "staging", "--preview"]).status, 0);
}

/// A site whose newest edition is a draft.
fn with_a_draft() -> Site {
    let site = site();
    site.change("content/editions/2021/edition.md", "strategy = ", "draft = true\nstrategy = ");
    site
}

#[test]
fn drafts_are_published_only_as_a_preview_to_a_staging_target() {
    let site = with_a_draft();
    has(&site.run(&["publish", "--drafts"]), 1, "--drafts shows what is not published yet");
    has(&site.run(&["publish", "staging", "--drafts"]), 1, "--drafts shows what is not published yet");
    has(
        &site.run(&["publish", "--preview"]),
        1,
        "--preview is only for a target with stage = \"staging\", and `production` is for everybody",
    );
    assert_eq!(seen(&site, "www").len(), 0);
    assert_eq!(site.run(&["publish", "staging"]).status, 0);
    assert!(!site.path("staging/2021/index.html").exists());
    assert_eq!(site.run(&["publish", "staging", "--preview"]).status, 0);
    assert!(site.read("staging/2021/index.html").contains("下書きです。"));
    let paper = site.read("staging/2021/print.html");
    assert!(paper.contains("<p class=\"paper\">下書きです。"), "the cover says so as well: paper shows no masthead");
    assert_eq!(site.run(&["publish"]).status, 0);
    assert!(!site.path("www/2021/index.html").exists());
}

#[test]
fn a_staging_site_keeps_search_engines_out_and_says_so_on_every_page() {
    let site = site();
    assert_eq!(site.run(&["publish", "staging"]).status, 0);
    assert_eq!(site.run(&["publish"]).status, 0);
    assert_eq!(site.read("staging/robots.txt"), "User-agent: *\nDisallow: /\n");
    for (path, bytes) in seen(&site, "staging").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        let sentences = text.matches("確認用のサイトです。").count() + text.matches("A preview for those in charge.").count();
        assert_eq!(
            sentences,
            1 + usize::from(path.ends_with("print.html")),
            "{path}: at the head, and on the cover of the edition for paper"
        );
    }
    for (path, bytes) in seen(&site, "www").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("noindex") && !text.contains("確認用"), "{path}");
    }
}

#[test]
fn the_address_of_the_site_and_of_its_target_have_to_be_one() {
    let site = site();
    let text = site.read(SETTINGS);
    site.write(
        SETTINGS,
        &format!(
            "base_url = \"https://www.example.jp/a\"\n{}",
            text.replace("path = \"www\"", "path = \"www\"\nbase_url = \"https://www.example.jp/b\"")
        ),
    );
    has(
        &site.run(&["publish"]),
        1,
        "`production` is at https://www.example.jp/b, but the site says https://www.example.jp/a: make base_url",
    );
    has(&site.run(&["publish", "staging"]), 1, "`staging` has no base_url, so its pages would lead to the published site");
    site.write(SETTINGS, &text.replace("path = \"staging\"", "path = \"staging\"\nbase_url = \"https://staging.example.jp\""));
    assert_eq!(site.run(&["publish", "staging"]).status, 0);
    assert!(site.read("staging/index.html").contains("<link rel=\"canonical\" href=\"https://staging.example.jp/\">"));
    has(&site.run(&["publish", "staging", "--base-url", "https://other.example.jp"]), 1, "but the site says https://other.example.jp");
}

#[test]
fn a_damaged_seal_is_not_published() {
    let site = site();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    assert_eq!(site.run(&["publish"]).status, 0);
    let before = seen(&site, "www");
    site.write("content/archive/stray.zip", "not registered");
    has(&site.run(&["publish"]), 1, "the sealed bundle `stray.zip`: is not in the register");
    site.write("content/archive/2021.zip", "damaged");
    has(&site.run(&["publish"]), 1, "error[broken-seal]");
    same(&before, &seen(&site, "www"));
}

#[test]
fn a_target_is_found_by_its_name_and_a_wrong_name_is_told_with_the_nearest() {
    let site = site();
    has(&site.run(&["publish", "prodution"]), 2, "error: unknown target `prodution`: did you mean `production`?\n");
    has(&Site::base().run(&["publish"]), 2, "error: site.toml names no place to publish to: add a table such as [publish.production]");
    let text = site.read(SETTINGS).replace("[publish.production]", "[publish.main]");
    site.write(SETTINGS, &text);
    has(&site.run(&["publish"]), 2, "error: name the target to publish to: there are `main`, `staging`\n");
}

#[cfg(not(feature = "remote"))]
#[test]
fn without_its_feature_a_target_on_another_machine_says_how_to_get_it() {
    let site = Site::base();
    let target = "\n[publish.production]\nkind = \"s3\"\nbucket = \"report\"\n";
    site.write(SETTINGS, &(site.read(SETTINGS) + target));
    let said = "error: `production` is of the kind `s3`, which this program was built without: install it with cargo install --path . --features remote\n";
    assert_eq!(site.run(&["publish"]), Run::new(2, "", said));
}

#[cfg(unix)]
#[test]
fn passwords_that_others_may_read_are_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::base();
    let target = "\n[publish.production]\nkind = \"webdav\"\nurl = \"http://127.0.0.1:9/report\"\n";
    site.write(SETTINGS, &(site.read(SETTINGS) + target));
    let netrc = site.path("netrc");
    let may = |mode| std::fs::set_permissions(&netrc, std::fs::Permissions::from_mode(mode)).unwrap();
    let variables = [("NETRC", netrc.to_str().unwrap())];
    let publish = |options: &[&str]| site.run_with(&[&["publish"], options].concat(), &variables);
    site.write("netrc", "machine 127.0.0.1 login sato password geheim\n");
    may(0o640);
    let said = format!(
        "error: others may read `{path}`, which holds passwords: take that right away with chmod 600 {path}\n",
        path = netrc.display()
    );
    assert_eq!(publish(&[]), Run::new(2, "", &said));
    has(&publish(&["--lang", "ja"]), 2, "ほかの利用者も読めます。chmod 600 ");
    site.write("netrc", "machine elsewhere.example.jp login sato password geheim\n");
    assert!(!publish(&[]).stderr.contains("others may read"));
    site.write("netrc", "machine 127.0.0.1 login sato\ngeheim\n");
    may(0o600);
    let said = format!("error: line 2 of `{}` is no entry: write machine, login and password\n", netrc.display());
    assert_eq!(publish(&[]), Run::new(2, "", &said));
    site.write("netrc", "machine 127.0.0.1 login sato password geheim\n");
    let run = publish(&[]);
    assert!(run.status == 2 && !run.stderr.contains("netrc") && !run.stderr.contains("geheim"), "{run:?}");
    site.remove("netrc");
    has(&publish(&[]), 2, "error: cannot read ");
}
