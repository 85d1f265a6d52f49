//! Settings of the site at the desk: names, notice, whom to ask, where it is published.

use super::browser::{Desk, fields, with};
use crate::harness::{Site, repository};

const PAGE: &str = "/settings";
const FORM: &str = "settings";
const FILE: &str = "content/site.toml";

fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}

fn save(desk: &Desk, typed: &[(&str, &str)]) -> crate::serve::preview::Answer {
    let form = typed.iter().fold(fields(&desk.page(PAGE), FORM), |form, (name, value)| with(form, name, value));
    desk.post(PAGE, &with(form, "do", "save"))
}

#[test]
fn a_setting_changes_its_bytes_and_no_others() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    assert_eq!(save(&desk, &[("title.ja", "椿市の\"戦略\"")]).status, 303);
    let title = before.split_once("ja = \"").unwrap().1.split_once('"').unwrap().0;
    assert_eq!(site.read(FILE), before.replacen(&format!("\"{title}\""), "'椿市の\"戦略\"'", 1));
    assert!(desk.page(PAGE).contains("椿市の&quot;戦略&quot;"));
    assert_eq!(save(&desk, &[("title.ja", title)]).status, 303);
    assert_eq!(site.read(FILE), before);
}

#[test]
fn a_place_to_publish_to_is_set_up_and_the_site_is_published_there() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    assert!(desk.page("/do/publish").contains("公開先がまだ決まっていません"));
    assert_eq!(save(&desk, &[("publish.production.kind", "folder"), ("publish.production.path", "../web-of-tsubaki")]).status, 303);
    assert!(site.read(FILE).ends_with("\n[publish.production]\nkind = \"folder\"\npath = \"../web-of-tsubaki\"\n"), "{}", site.read(FILE));
    assert!(desk.page("/do/publish").contains("<option>production</option>"));
    assert_eq!(save(&desk, &[("publish.production.kind", ""), ("publish.production.path", "")]).status, 303);
    assert!(!site.read(FILE).contains("[publish."), "{}", site.read(FILE));
}

#[test]
fn what_would_be_wrong_is_said_and_kept_but_not_written() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    for typed in [[("publish.production.kind", "zip"), ("publish.production.path", "web")], [("title.ja", ""), ("notice.ja", "a")]] {
        let answer = save(&desk, &typed);
        assert!(answer.status == 200 && answer.body.contains("このままでは保存できません"), "{typed:?}: {}", answer.body);
        assert_eq!(site.tree("content"), before);
        assert!(desk.page(PAGE).contains("まだ保存していない"), "kept");
        assert_eq!(desk.post(PAGE, &[("do".to_owned(), "discard".to_owned())]).status, 303);
    }
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_shown_beside_it() {
    let site = tsubaki();
    let (one, other) = (Desk::of(&site), Desk::of(&site));
    let form = with(with(fields(&one.page(PAGE), FORM), "notice.ja", "甲"), "do", "save");
    assert_eq!(save(&other, &[("notice.ja", "乙")]).status, 303);
    let there = site.read(FILE);
    let answer = one.post(PAGE, &form);
    assert!(answer.status == 200 && answer.body.contains("ほかの人が先に変えました") && answer.body.contains("乙"), "{}", answer.body);
    assert_eq!(site.read(FILE), there);
    assert_eq!(one.post(PAGE, &with(fields(&answer.body, FORM), "do", "save")).status, 303);
    assert!(site.read(FILE).contains("notice = { ja = \"甲\""), "{}", site.read(FILE));
}

#[test]
fn a_server_that_the_file_names_is_left_to_the_file() {
    let site = tsubaki();
    let target = "\n[publish.production]\nkind = \"webdav\"\nurl = \"https://example.jp/dav\"\n";
    site.write(FILE, &(site.read(FILE) + target));
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(page.contains("webdav") && !page.contains("name=\"publish.production.kind\""), "{page}");
}
