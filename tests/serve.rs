//! The preview as a browser meets it: the real server over HTTP.

mod hostile;
pub mod preview;

use crate::harness::{Site, repository};
use preview::Preview;
use std::fs;
use std::net::TcpListener;

const ABOUT: &str = "content/pages/about.md";
const ABOUT_EN: &str = "content/pages/about.en.md";

#[test]
fn every_file_of_the_site_is_served_as_build_writes_it_but_for_the_script() {
    let site = Site::base();
    assert_eq!(site.run(&["build"]).status, 0);
    let preview = Preview::of(&site);
    let tree = site.tree("output");
    for (path, bytes) in tree.iter().filter(|(path, _)| !path.starts_with(".torikumi")) {
        let answer = preview.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        if !path.ends_with(".html") {
            assert!(answer.bytes == *bytes, "{path}");
            continue;
        }
        let served = answer.body;
        let script = served.find("<script src=\"/_torikumi/live.js\"").map(|start| {
            let end = served[start..].find("</script>").unwrap() + "</script>".len();
            served[start..start + end].to_owned()
        });
        assert!(script.is_some(), "{path}");
        assert!(served.replace(&script.unwrap_or_default(), "").as_bytes() == bytes.as_slice(), "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("_torikumi"), "the script is in the output: {path}");
    }
    assert!(preview.text("/_torikumi/live.js").contains("EventSource"));
}

#[test]
fn folders_wrong_addresses_and_types_are_answered_as_a_web_server_would() {
    let site = Site::base();
    let preview = Preview::of(&site);
    assert!(preview.get("/").head.contains("content-type: text/html; charset=utf-8"));
    assert_eq!(preview.text("/2021/"), preview.text("/2021/index.html"));
    let folder = preview.get("/2021");
    assert_eq!((folder.status, folder.head.contains("location: /2021/")), (307, true));
    let (missing, english) = (preview.get("/nothing.html"), preview.get("/en/nothing"));
    assert_eq!((missing.status, english.status), (404, 404));
    assert!(missing.body.contains("<html lang=\"ja\"") && english.body.contains("<html lang=\"en\""));
    let head = preview.send(&format!("HEAD / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert!(head.head.contains("cache-control: no-store") && head.head.contains("x-content-type-options: nosniff"));
}

#[test]
fn only_get_and_head_are_answered() {
    let site = Site::base();
    let preview = Preview::of(&site);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = preview.send(&format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.head.contains("allow: get, head")), (405, true), "{method}");
    }
}

#[test]
fn no_path_leaves_the_site() {
    let site = Site::base();
    site.write("secret.txt", "secret");
    site.write("output/secret.txt", "secret");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/").status, 200);
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.path("secret.txt"), site.path("content/pages/link.txt")).unwrap();
    preview.hear("the site before is still shown");
    let root = site.root().to_str().unwrap().to_owned();
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/2021/../../secret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "//secret.txt",
        "/secret.txt",
        "/output/secret.txt",
        "/content/site.toml",
        "/pages/link.txt",
        "/link.txt",
        "/.torikumi/manifest",
        "/index.html%00.txt",
        &format!("/{root}/secret.txt"),
        "/file:///etc/passwd",
        "/etc/passwd",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret\n") && !answer.body.ends_with("secret") && !answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn a_name_that_was_made_to_point_here_is_turned_away() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let ask = |host: &str| preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    for own in ["localhost", "localhost:1111", "127.0.0.1", "[::1]:1111"] {
        assert_eq!(ask(own), 200, "{own}");
    }
    for foreign in ["evil.example", "evil.example:1111", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
        assert!(matches!(ask(foreign), 400 | 421), "{foreign}");
    }
    let events = "GET /_torikumi/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    let refused = preview.send(events);
    assert_eq!(refused.status, 421);
    assert!(refused.body.contains("http://127.0.0.1:"), "the address to use: {}", refused.body);
}

#[test]
fn a_saved_file_is_told_of_once_and_its_page_is_new() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let first = events.next();
    assert!(!preview.text("/en/about.html").contains("Mended text"));
    site.write(ABOUT_EN, "Mended text\n");
    let second = events.reload(&first);
    assert_ne!(second["content"], first["content"]);
    assert!(preview.text("/en/about.html").contains("Mended text"));
    preview.hear("shown: `content/pages/about.en.md`");
    events.silence();
}

#[test]
fn what_editors_leave_beside_a_file_and_an_equal_file_do_nothing() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    events.next();
    for path in
        ["content/pages/.about.md.swp", "content/pages/about.md~", "content/pages/#about.md#", "content/pages/4913.tmp", "output/new.html"]
    {
        site.write(path, "temporary");
        site.remove(path);
    }
    site.write(ABOUT, &site.read(ABOUT));
    events.silence();
}

#[test]
fn a_burst_of_saves_is_one_change() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let mut state = events.next();
    // The preview is held meanwhile, so that all notices wait for it, however slowly a busy machine writes.
    preview.signal("-STOP");
    for number in 0..40 {
        site.write(&format!("content/pages/page-{number}.md"), "+++\ntitle = { ja = \"頁\", en = \"Page\" }\n+++\n");
    }
    site.write(ABOUT_EN, "The end of the burst\n");
    preview.signal("-CONT");
    let mut changes = 0;
    loop {
        state = events.reload(&state);
        changes += 1;
        if preview.text("/en/about.html").contains("The end of the burst") && preview.get("/page-39.html").status == 200 {
            break;
        }
    }
    // One, but for a machine on which the preview itself has to wait between two notices.
    assert!(changes <= 3, "{changes}");
    assert!(preview.hear("shown: `content/pages/").contains("more"));
    events.silence();
}

#[test]
fn saving_through_a_temporary_file_renames_and_deletions_are_noticed() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let mut state = events.next();
    site.write("content/pages/about.en.md.tmp", "Saved through a temporary file\n");
    fs::rename(site.path("content/pages/about.en.md.tmp"), site.path(ABOUT_EN)).unwrap();
    state = events.reload(&state);
    assert!(preview.text("/en/about.html").contains("Saved through a temporary file"));
    for language in ["md", "en.md"] {
        fs::rename(site.path(&format!("content/pages/about.{language}")), site.path(&format!("content/pages/help.{language}"))).unwrap();
    }
    while preview.get("/help.html").status != 200 || preview.get("/about.html").status != 404 {
        state = events.reload(&state);
    }
    site.remove("content/pages/help.en.md");
    site.remove("content/pages/help.md");
    while preview.get("/help.html").status != 404 {
        state = events.reload(&state);
    }
}

#[test]
fn a_new_folder_with_its_files_and_a_theme_that_was_not_there_are_noticed() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let mut state = events.next();
    crate::harness::copy(&site.path("content/strategies/plan"), &site.path("content/strategies/another"));
    while preview.get("/strategies/another/index.html").status != 200 {
        state = events.reload(&state);
    }
    site.write("themes/default/templates/404.html", "{% extends \"base.html\" %}{% block content %}<h1>Own</h1>{% endblock %}");
    while !preview.get("/nothing").body.contains("<h1>Own</h1>") {
        state = events.reload(&state);
    }
    fs::remove_dir_all(site.path("content/strategies/another")).unwrap();
    while preview.get("/strategies/another/index.html").status != 404 {
        state = events.reload(&state);
    }
}

#[test]
fn a_fault_leaves_the_last_good_site_and_is_told_until_it_is_mended() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let first = events.next();
    assert_eq!(first["panel"]["list"], "");
    let good = site.read("content/site.toml");
    site.write("content/site.toml", &good.replace("title", "tilte"));
    let faulty = events.next();
    assert_eq!((&faulty["content"], &faulty["panel"]["open"]), (&first["content"], &true.into()));
    let list = faulty["panel"]["list"].as_str().unwrap();
    assert!(list.contains("error[unknown-key]") && list.contains("content/site.toml:1:1") && list.contains("did you mean"), "{list}");
    assert_eq!(faulty["panel"]["summary"], "1 error in 1 file");
    preview.hear("error[unknown-key]");
    preview.hear("the site before is still shown");
    assert_eq!(preview.get("/2021/index.html").status, 200);
    site.write("content/site.toml", &good);
    let mended = events.next();
    assert_eq!((&mended["content"], &mended["panel"]["list"]), (&first["content"], &"".into()));
    preview.hear("shown: `content/site.toml`");
}

#[test]
fn a_site_that_is_faulty_from_the_start_is_shown_once_it_is_mended() {
    let site = Site::base();
    let good = site.read("content/site.toml");
    site.write("content/site.toml", &good.replace("title", "tilte"));
    let preview = Preview::of(&site);
    preview.hear("there is no site to show yet; the browser shows the faults");
    let state = preview.events().next();
    let page = preview.get("/");
    assert_eq!(page.status, 500);
    let known = format!("data-content=\"\" data-faults=\"{}\"", state["faults"].as_str().unwrap());
    assert!(page.body.contains("/_torikumi/live.js") && page.body.contains(&known), "{}", page.body);
    let events = preview.events();
    events.next();
    site.write("content/site.toml", "title = ");
    let other = events.next();
    assert_ne!(other["faults"], state["faults"], "the page is told that its faults are others now");
    site.write("content/site.toml", &good);
    events.reload(&other);
    assert_eq!(preview.get("/").status, 200);
    preview.hear("shown: `content/site.toml`");
}

#[test]
fn the_page_of_faults_is_in_the_language_of_its_path_and_names_errors_first() {
    let site = Site::base();
    site.write("content/site.toml", &site.read("content/site.toml").replace("title", "tilte"));
    site.remove(ABOUT_EN);
    let preview = Preview::of(&site);
    let [japanese, english] = ["/2021/index.html", "/en/2021/index.html"].map(|path| preview.get(path).body);
    for (page, lang, heading, switch) in [
        (&japanese, "ja", "サイトをまだ表示できません", "<a href=\"/en/2021/\" lang=\"en\""),
        (&english, "en", "The site cannot be shown yet", "<a href=\"/2021/\" lang=\"ja\""),
    ] {
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(&format!("<h1>{heading}</h1>")), "{page}");
        assert!(page.contains(switch) && page.contains("<main>"), "{page}");
        let places = ["<li class=\"error\">", "<details><summary>", "<li class=\"warning\">"].map(|part| page.find(part));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {page}");
        assert!(page.contains(site.root().to_str().unwrap()), "the folder is not named: {page}");
    }
    assert!(
        japanese.contains("警告1件（直さなくてもサイトは表示できます）") && english.contains("1 warning: the site can be shown with them")
    );
    assert_eq!(preview.get("/_torikumi/faults.css").status, 200);
}

#[test]
fn the_place_of_a_fault_leads_to_the_line_in_its_file_and_to_no_other_file() {
    let site = Site::base();
    site.write("content/site.toml", &site.read("content/site.toml").replace("title", "tilte"));
    site.write("content/secret.txt", "secret");
    let preview = Preview::of(&site);
    let page = preview.get("/en/index.html").body;
    let link = "<a href=\"/_torikumi/source/content/site.toml#L1\">content/site.toml:1:1</a>";
    assert!(page.contains(link), "{page}");
    let source = preview.text("/_torikumi/source/content/site.toml");
    assert!(source.contains("<li id=\"L1\"><code>tilte = "), "{source}");
    for path in ["content/secret.txt", "../secret.txt", "content/../content/site.toml", "Cargo.toml", "/etc/passwd", ""] {
        let answer = preview.get(&format!("/_torikumi/source/{path}"));
        assert!(answer.status >= 400 && !answer.body.contains("<li id=\"L1\">"), "{path}");
    }
}

#[test]
fn a_content_folder_that_vanishes_and_returns_is_followed() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let first = events.next();
    fs::rename(site.path("content"), site.path("elsewhere")).unwrap();
    let mut state = events.next();
    while state["panel"]["summary"] != "the folder cannot be read" {
        state = events.next();
    }
    assert_eq!(preview.get("/").status, 200);
    fs::rename(site.path("elsewhere"), site.path("content")).unwrap();
    while state["panel"]["list"] != "" {
        state = events.next();
    }
    assert_eq!(state["content"], first["content"]);
    site.write(ABOUT_EN, "After the return\n");
    events.reload(&state);
}

#[test]
fn a_template_at_fault_shows_the_page_as_it_was_and_is_found_although_nobody_asks() {
    let site = Site::base();
    let preview = Preview::of(&site);
    let events = preview.events();
    let first = events.next();
    let good = preview.text("/en/accessibility.html".replace("accessibility", "about").as_str());
    let template = fs::read_to_string(repository("themes/default/templates/page.html")).unwrap();
    site.write("themes/default/templates/page.html", &template.replace("{% block content %}", "{% block content %}{{ nothing.at.all }}"));
    let mut state = events.reload(&first);
    while state["panel"]["list"] == "" {
        state = events.next();
    }
    assert!(state["panel"]["list"].as_str().unwrap().contains("themes/default/templates/page.html:"));
    let shown = preview.text("/en/about.html");
    let without_script = |page: &str| page.split("<script src=\"/_torikumi").next().unwrap().to_owned();
    assert_eq!(without_script(&shown), without_script(&good));
    preview.hear("error[template]");
}

#[test]
fn a_page_whose_template_was_never_sound_says_so() {
    let site = Site::base();
    site.write("themes/default/templates/page.html", "{{ nothing.at.all }}");
    let preview = Preview::of(&site);
    let page = preview.get("/en/about.html");
    assert_eq!((page.status, page.body.contains("<h1>This page cannot be shown</h1>")), (500, true));
    assert!(page.body.contains("themes/default/templates/page.html:1:"), "{}", page.body);
    assert_eq!(preview.get("/en/index.html").status, 200);
}

#[test]
fn warnings_are_told_without_standing_in_the_way() {
    let site = Site::base();
    site.remove(ABOUT_EN);
    let preview = Preview::of(&site);
    preview.hear("warning[missing-translated-body]");
    let state = preview.events().next();
    assert_eq!((&state["panel"]["open"], &state["panel"]["summary"]), (&false.into(), &"1 warning in 1 file".into()));
}

#[test]
fn a_taken_port_is_passed_over_unless_it_was_asked_for() {
    let site = Site::base();
    let first = Preview::with(&site, &[]);
    let second = Preview::with(&site, &[]);
    assert!(second.port > first.port, "{} and {}", first.port, second.port);
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = site.run(&["serve", "--port", &port]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains(&format!("127.0.0.1:{port}")) && run.stderr.contains("--port"), "{}", run.stderr);
}

#[test]
fn an_address_that_others_can_reach_is_warned_of() {
    let site = Site::base();
    let preview = Preview::with(&site, &["--port", "0", "--bind", "0.0.0.0"]);
    preview.hear("warning: everybody who can reach this machine can see the preview");
    let ask = |host: &str| preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    let name = gethostname::gethostname().to_string_lossy().into_owned();
    assert_eq!((ask(&name), ask(&format!("{}:1111", name.to_uppercase()))), (200, 200), "a colleague types the name of the machine");
    assert_eq!((ask("evil.example"), ask(&format!("{name}.evil.example"))), (421, 421));
}

#[test]
fn a_passphrase_is_asked_for_with_every_request() {
    let site = Site::base();
    let preview = Preview::with(&site, &["--port", "0", "--passphrase", "椿 2022"]);
    let ask =
        |path: &str, header: &str| preview.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}Connection: close\r\n\r\n"));
    // `clerk:椿 2022`, and the same with other words.
    let (right, wrong) = ("Authorization: Basic Y2xlcms65qS/IDIwMjI=\r\n", "Authorization: Basic Y2xlcms65qS/IDIwMjM=\r\n");
    for path in ["/", "/_torikumi/events", "/_torikumi/live.js", "/nothing"] {
        for header in ["", wrong, "Authorization: Basic !\r\n", "Authorization: Bearer x\r\n"] {
            let refused = ask(path, header);
            assert_eq!((refused.status, refused.head.contains("www-authenticate: basic")), (401, true), "{path} {header}");
        }
    }
    assert_eq!(ask("/", right).status, 200);
}

#[test]
fn nobody_edits_from_elsewhere() {
    let site = Site::base();
    let run = site.run(&["serve", "--edit", "--bind", "0.0.0.0"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no editing at `0.0.0.0`"), "{}", run.stderr);
}

#[test]
fn a_document_is_served_with_its_type_and_followed_like_a_page() {
    let site = Site::base();
    site.write("content/pages/shiryo.pdf", "%PDF-1.4 one");
    site.write(ABOUT, &(site.read(ABOUT) + "\n[資料](shiryo.pdf)\n"));
    let preview = Preview::of(&site);
    let address = |page: &str| {
        let (_, rest) = page.split_once("<a href=\"assets/shiryo.").expect("a link to the document");
        format!("/assets/shiryo.{}", rest.split('"').next().unwrap())
    };
    let first = address(&preview.text("/about.html"));
    let answer = preview.get(&first);
    assert_eq!((answer.status, answer.body.as_str()), (200, "%PDF-1.4 one"));
    assert!(answer.head.contains("content-type: application/pdf"), "{}", answer.head);
    site.write("content/pages/shiryo.pdf", "%PDF-1.4 two and more");
    preview.hear("shiryo.pdf");
    let second = address(&preview.text("/about.html"));
    assert_ne!(first, second);
    assert_eq!((preview.get(&second).body.as_str(), preview.get(&first).status), ("%PDF-1.4 two and more", 404));
}
