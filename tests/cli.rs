//! The program as people call it: arguments, exit status, what it prints, and what its options change.

use crate::harness::html::Page;
use crate::harness::{Run, Site, copy, differences, repository};

const TEMPLATE: &str =
    "{% extends \"base.html\" %}\n{% block content %}\n<h1 id=\"own\">{{ w.not_found.heading }}</h1>\n{% endblock content %}\n";

/// The page at a path of the output folder.
fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// The value of an attribute of the only `<link>` of this relation.
fn link(page: &Page, relation: &str, attribute: &str) -> Option<String> {
    let elements = page.elements();
    let mut links = elements.iter().filter(|(_, element)| element.name() == Some("link") && element.get("rel") == Some(relation));
    let value = links.next().and_then(|(_, element)| element.get(attribute)).map(str::to_owned);
    assert!(links.next().is_none(), "more than one `{relation}` in {}", page.path());
    value
}

#[test]
fn a_build_says_what_it_made() {
    let site = Site::base();
    let said = |counts: &str| Run::new(0, &format!("34 pages and 8 charts in … s: 62 files in `./output`, {counts}, 0 removed\n"), "");
    assert_eq!(site.run(&["build"]).timeless(), said("62 written, 0 unchanged"));
    assert_eq!(site.run(&["build"]).timeless(), said("0 written, 62 unchanged"));
    let tree = site.tree("output");
    let made = |wanted: fn(&str) -> bool| tree.keys().filter(|path| !path.starts_with(".torikumi/") && wanted(path)).count();
    let counts = (made(|path| path.ends_with(".html")), made(|path| !path.contains("assets/") && path.ends_with(".svg")), made(|_| true));
    assert_eq!(counts, (34, 8, 62));
    let japanese = "…秒で34ページと図8点を作成：`./output` に62件、書き込み0、変更なし62、削除0\n";
    assert_eq!(site.run(&["build", "--lang", "ja"]).timeless(), Run::new(0, japanese, ""));
}

#[test]
fn content_with_an_error_ends_with_status_1_and_a_closing_line() {
    let site = Site::base();
    site.change("content/editions/2021/edition.md", "\"plan\"", "\"paln\"");
    let line = "content/editions/2021/edition.md:2:12: error[unknown-name]: unknown strategy `paln` (did you mean `plan`?)\n";
    let expected = Run::new(1, "", &format!("{line}1 error in 1 file\n"));
    assert_eq!(site.run(&["check", "--format", "short"]), expected);
    assert_eq!(site.run(&["build", "--format", "short"]), expected);
}

#[test]
fn what_the_program_cannot_do_ends_with_status_2() {
    let site = Site::base();
    let nowhere = "error: `nowhere` has no folder `content`: name the site's folder with --root\n";
    assert_eq!(site.run(&["check", "--root", "nowhere"]), Run::new(2, "", nowhere));
    let japanese = "エラー：`nowhere` に `content` フォルダーがありません。--root でサイトのフォルダーを指定してください\n";
    assert_eq!(site.run(&["check", "--root", "nowhere", "--lang", "ja"]), Run::new(2, "", japanese));
    site.write("taken", "a file");
    let run = site.run(&["build", "--output-dir", "taken"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: cannot ") && run.stderr.contains("`taken"), "{}", run.stderr);
    assert_eq!(site.read("taken"), "a file");
}

#[test]
fn wrong_arguments_end_with_status_2() {
    let site = Site::base();
    for arguments in [
        &[][..],
        &["biuld"],
        &["build", "-q", "-v"],
        &["completions", "csh"],
        &["build", "--sttrict"],
        &["check", "--lang", "fr"],
        &["build", "--base-url", "city.example"],
    ] {
        let run = site.run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    assert!(!site.path("output").exists());
}

#[test]
fn version_and_help_end_with_status_0() {
    let site = Site::empty();
    assert_eq!(site.run(&["--version"]), Run::new(0, &format!("torikumi {}\n", env!("CARGO_PKG_VERSION")), ""));
    for arguments in [["--help", ""], ["build", "--help"], ["check", "--help"], ["explain", "--help"], ["man", "--help"]] {
        let run = site.run(&arguments.iter().copied().filter(|argument| !argument.is_empty()).collect::<Vec<_>>());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(run.stdout.contains("Usage: torikumi"), "{}", run.stdout);
    }
}

#[test]
fn strict_makes_warnings_errors_and_leaves_notes_alone() {
    let site = Site::base().with(&repository("tests/bad/photo-without-file"));
    assert_eq!(site.run(&["check", "--strict"]).status, 0);
    site.remove("content/pages/about.en.md");
    let line = |severity: &str| {
        let says = "the body has no English translation (write `about.en.md`)";
        format!("content/pages/about.md: {severity}[missing-translated-body]: {says}\n1 {severity} in 1 file\n")
    };
    let lax = site.run(&["build", "--format", "short"]);
    assert_eq!((lax.status, lax.stderr), (0, line("warning")));
    let strict = site.run(&["build", "--format", "short", "--strict"]);
    assert_eq!((strict.status, strict.stdout, strict.stderr), (1, String::new(), line("error")));
}

#[test]
fn messages_follow_the_option_then_the_environment() {
    let site = Site::base();
    let said =
        |arguments: &[&str], variables: &[(&str, &str)]| site.run_with(&[arguments, &["--format", "short"]].concat(), variables).stdout;
    let (english, japanese) = ("no faults\n", "誤りはありません\n");
    assert_eq!(said(&["check"], &[]), english);
    assert_eq!(said(&["check"], &[("LANG", "ja_JP.UTF-8")]), japanese);
    assert_eq!(said(&["check"], &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C.UTF-8")]), english);
    assert_eq!(said(&["check"], &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "ja_JP.UTF-8")]), japanese);
    assert_eq!(said(&["check", "--lang", "en"], &[("LC_ALL", "ja_JP.UTF-8")]), english);
    assert_eq!(said(&["--lang", "ja", "check"], &[]), japanese);
}

#[test]
fn a_site_is_built_from_any_folder_into_any_folder() {
    let site = Site::base();
    site.write("elsewhere/here.txt", "");
    assert_eq!(site.run(&["build"]).status, 0);
    let root = site.root().to_str().unwrap().to_owned();
    let target = site.path("elsewhere/site");
    let other = Site::empty();
    let run = other.run(&["build", "--root", &root, "--output-dir", target.to_str().unwrap()]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(differences(&site.tree("output"), &site.tree("elsewhere/site")), [""; 0]);
    assert!(other.tree("").is_empty());
}

#[test]
fn a_draft_is_shown_only_on_request_and_says_so() {
    let site = Site::base();
    site.change("content/editions/2021/edition.md", "published = \"2022-09\"", "draft = true");
    site.change("content/site.toml", "languages = [\"ja\", \"en\"]", "base_url = \"https://city.example\"");
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(!site.path("output/2021").exists() && !site.path("output/en/2021").exists());
    let published = site.tree("output");
    assert_eq!(site.run(&["build", "--drafts"]).status, 0);
    assert_eq!(differences(&published, &site.tree("output")), [""; 0], "what is not published does not lie where the published site lies");
    for (path, bytes) in site.tree("output-drafts").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes).unwrap();
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">") && html.contains("class=\"draft\""), "{path}");
    }
    for path in
        ["2021/index.html", "2021/print.html", "2021/indicators/visitors.svg", "2021/data/indicators.csv", "2021/data/indicators.json"]
    {
        assert!(site.read(&format!("output-drafts/{path}")).contains("【下書き】"), "{path}");
    }
    assert!(site.read("output-drafts/en/2021/index.html").contains("Draft: Progress Report"));
    assert!(!site.read("output-drafts/sitemap.xml").contains("/2021/") && site.read("output-drafts/robots.txt").contains("Disallow: /"));
}

#[test]
fn without_an_address_no_absolute_address_is_written() {
    let site = Site::base();
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(!site.path("output/sitemap.xml").exists() && !site.path("output/robots.txt").exists());
    for (path, bytes) in site.tree("output").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::read(&path, &String::from_utf8(bytes).unwrap());
        assert_eq!(link(&page, "canonical", "href"), None, "{path}");
        assert!(page.links().iter().all(|(_, _, value)| !value.contains("://")), "{path}");
    }
}

#[test]
fn an_address_gives_canonical_links_a_sitemap_and_a_rooted_404() {
    let site = Site::base();
    assert_eq!(site.run(&["build", "--base-url", "https://city.example/plan/"]).status, 0);
    let canonical = |path: &str| link(&page(&site, path), "canonical", "href");
    assert_eq!(canonical("index.html").as_deref(), Some("https://city.example/plan/"));
    assert_eq!(canonical("en/2021/goal-1.html").as_deref(), Some("https://city.example/plan/en/2021/goal-1.html"));
    assert_eq!(canonical("strategies/plan/index.html").as_deref(), Some("https://city.example/plan/strategies/plan/"));
    assert_eq!(site.read("output/robots.txt").lines().last(), Some("Sitemap: https://city.example/plan/sitemap.xml"));
    let sitemap = site.read("output/sitemap.xml");
    let listed = sitemap.matches("<loc>").count();
    let pages = site.tree("output").keys().filter(|path| path.ends_with(".html") && !path.ends_with("404.html")).count();
    assert_eq!(listed, pages);
    assert!(sitemap.contains("<loc>https://city.example/plan/en/2021/</loc>") && !sitemap.contains("404"));
}

#[test]
fn only_the_page_for_wrong_addresses_links_from_the_root() {
    let site = Site::base();
    assert_eq!(site.run(&["build", "--base-url", "https://city.example/plan"]).status, 0);
    for (path, bytes) in site.tree("output").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::read(&path, &String::from_utf8(bytes).unwrap());
        let local = page.links().into_iter().map(|(_, _, value)| value).filter(|value| !value.contains("://") && !value.starts_with('#'));
        for value in local {
            assert_eq!(value.starts_with("/plan/"), path.ends_with("404.html"), "`{value}` in {path}");
        }
        let absolute = page.links().into_iter().filter(|(element, _, value)| element == "a" && value.contains("://"));
        assert_eq!(absolute.map(|(_, _, value)| value).collect::<Vec<_>>(), [""; 0], "readers of {path} are sent away");
    }
}

#[test]
fn the_theme_is_in_the_program_and_a_copy_of_it_changes_nothing() {
    let (without, with) = (Site::base(), Site::base());
    copy(&repository("themes/default"), &with.path("themes/default"));
    assert_eq!(without.run(&["build"]).status, 0);
    assert_eq!(with.run(&["build"]).status, 0);
    assert_eq!(differences(&without.tree("output"), &with.tree("output")), [""; 0]);
}

#[test]
fn a_single_template_of_a_site_takes_the_place_of_the_themes() {
    let (plain, own) = (Site::base(), Site::base());
    own.write("themes/default/templates/404.html", TEMPLATE);
    assert_eq!(plain.run(&["build"]).status, 0);
    assert_eq!(own.run(&["build"]).status, 0);
    let changed: Vec<String> = differences(&plain.tree("output"), &own.tree("output"))
        .into_iter()
        .map(|line| line.lines().next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(changed, ["different: 404.html", "different: en/404.html"]);
    assert!(page(&own, "en/404.html").values("id").contains(&"own".to_owned()));
}

#[test]
fn a_theme_of_another_name_begins_with_the_files_of_the_default_one() {
    let (plain, own) = (Site::base(), Site::base());
    own.change("content/site.toml", "languages", "theme = \"city\"\nlanguages");
    own.write("themes/city/templates/404.html", TEMPLATE);
    assert_eq!(plain.run(&["build"]).status, 0);
    assert_eq!(own.run(&["build"]).status, 0);
    assert!(own.read("output/404.html").contains("<h1 id=\"own\">"));
    assert_eq!(own.read("output/index.html"), plain.read("output/index.html"));
}

#[test]
fn a_site_in_japanese_alone_has_no_english_pages_and_misses_no_translation() {
    let site = Site::base();
    site.change("content/site.toml", "[\"ja\", \"en\"]", "[\"ja\"]");
    site.remove("content/pages/about.en.md");
    site.change("content/strategies/plan/goal-1/goal.md", ", en = \"Tourist arrivals\"", "");
    assert_eq!(site.run(&["check"]), Run::new(0, "no faults\n", ""));
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(!site.path("output/en").exists());
    assert!(!site.read("output/index.html").contains("hreflang"));
}
