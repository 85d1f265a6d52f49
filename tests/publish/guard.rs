//! What may not be published, and to whom.

use super::{ABOUT, SETTINGS, has, same, seen, site};
use crate::harness::{Run, Site};

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
    has(&site.run(&["publish", "--lang", "ja"]), 1, "2021年度報告の公表日は 2999-04-01 です");
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

#[test]
fn more_than_a_tenth_is_removed_only_with_the_number_of_the_plan() {
    let site = site();
    assert_eq!(site.run(&["publish"]).status, 0);
    let before = seen(&site, "www");
    site.change("content/editions/2021/edition.md", "strategy = ", "draft = true\nstrategy = ");
    let plan = site.run(&["publish", "--dry-run"]);
    let removed = plan.stdout.lines().filter(|line| line.contains("remove") && line.contains(".html")).count();
    assert!(removed > 5, "{plan:?}");
    has(&plan, 1, "published files would be removed");
    let run = site.run(&["publish"]);
    has(&run, 1, "published files would be removed: look whether files of the content are lost");
    assert_eq!(seen(&site, "www"), before, "nothing is sent either");
    let number = run.stderr.split_once("--remove ").unwrap().1.split_whitespace().next().unwrap().to_owned();
    has(&site.run(&["publish", "--remove", "1"]), 1, "--remove says 1, but ");
    assert_eq!(seen(&site, "www"), before);
    assert_eq!(site.run(&["publish", "--remove", &number]).status, 0);
    assert!(!site.path("www/2021/index.html").exists());
    assert_eq!(site.run(&["publish"]).status, 0, "nothing is left to remove");
}

#[test]
fn a_sealed_edition_is_never_removed_by_the_way() {
    let site = site();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    assert_eq!(site.run(&["publish"]).status, 0);
    let bundle = seen(&site, "www").keys().find(|path| path.starts_with("archive/") && path.ends_with(".zip")).unwrap().clone();
    site.remove("content/archive");
    has(&site.run(&["publish"]), 1, &format!("among them `{bundle}` of a sealed edition"));
    has(&site.run(&["publish", "--lang", "ja"]), 1, "確定した報告の");
    assert!(site.path(&format!("www/{bundle}")).is_file());
}

#[test]
fn a_few_files_go_without_a_question() {
    let site = site();
    assert_eq!(site.run(&["publish"]).status, 0);
    site.remove("content/pages/about.en.md");
    site.remove("content/pages/about.md");
    for path in ["content/strategies/plan/goal-1/goal.md", "content/editions/2021/goal-1/measure-1.md"] {
        assert!(!site.read(path).contains("about.md"), "{path} leads to it");
    }
    has(&site.run(&["publish"]), 0, " removed");
    assert!(!site.path("www/about.html").exists());
}
