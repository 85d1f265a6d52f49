//! Tasks: commands that say first what they would do, with files that were sent.

use super::browser::Desk;
use crate::harness::{Site, repository};
use crate::serve::preview::Answer;
use std::time::Duration;

const GOAL: &str = "content/editions/2021/goal-1/goal.md";

fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}

/// Sends a form with a file.
fn send(desk: &Desk, path: &str, name: &str, text: &str) -> Answer {
    const END: &str = "torikumi-boundary";
    let field = |name: &str, value: &str| format!("--{END}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = format!("--{END}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n--{END}--\r\n");
    let body = field("key", &desk.key) + &field("what", "results") + &file;
    let (origin, kind) = (format!("Origin: http://{}", desk.host()), format!("Content-Type: multipart/form-data; boundary={END}"));
    desk.send(&desk.request(path, &[&origin, &kind], &body))
}

/// What the task says when it has ended.
fn ended(desk: &Desk) -> String {
    for _ in 0..600 {
        let page = desk.page("/job");
        if !page.contains("http-equiv=\"refresh\"") {
            return page;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the task does not end");
}

fn start(desk: &Desk, path: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<(String, String)> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    desk.post(path, &fields)
}

#[test]
fn a_table_is_read_first_and_written_when_it_is_wanted() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(GOAL));
    assert_eq!(send(&desk, "/do/import", "実績.csv", "指標ID,実績値\nwaiting-children,1\n").status, 303);
    let said = ended(&desk);
    assert!(said.contains("まだ何も変えていません") && said.contains("保育所の待機児童数"), "{said}");
    assert_eq!(site.read(GOAL), before);
    let report = desk.get("/report");
    assert!(report.status == 200 && report.body.contains("waiting-children"), "{}", report.head);
    assert!(report.head.contains("sandbox") && !report.head.contains("script-src"), "{}", report.head);
    let fields = [("confirmed", "1"), ("what", "results"), ("year", "2021"), ("accept", "1")];
    assert_eq!(start(&desk, "/do/import", &fields).status, 303);
    assert!(ended(&desk).contains("終わりました"));
    assert_eq!(site.read(GOAL), before.replace("waiting-children = 3", "waiting-children = 1"));
}

#[test]
fn files_go_to_the_import_alone_and_their_names_are_no_paths() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    for path in ["/language", "/undo", "/results/2021/goal-1", "/do/seal"] {
        assert_eq!(send(&desk, path, "a.csv", "a").status, 415, "{path}");
    }
    assert_eq!(send(&desk, "/do/import", "../../../content/pages/evil.md", "# evil\n").status, 303);
    ended(&desk);
    assert!(!site.path("content/pages/evil.md").exists());
    assert!(site.path(".torikumi/desk/sent/evil.md").exists(), "kept where files are kept");
    assert_eq!(start(&desk, "/do/import", &[]).status, 500, "no file");
}

#[test]
fn what_is_typed_into_a_task_is_no_option() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    for (path, fields) in [
        ("/do/edition", [("year", "--strategy=second"), ("confirmed", "1")]),
        ("/do/seal", [("year", "--force=x"), ("confirmed", "1")]),
        ("/do/publish", [("target", "--break-lock"), ("confirmed", "1")]),
        ("/do/form", [("year", "2021 --all"), ("due", "../x")]),
    ] {
        assert_eq!(start(&desk, path, &fields).status, 303, "{path}");
        assert!(ended(&desk).contains("終わりませんでした"), "{path}");
    }
    assert_eq!(site.tree("content"), before);
}

#[test]
fn forms_are_made_and_carried_off_by_their_names() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    assert_eq!(start(&desk, "/do/form", &[("year", "2021"), ("due", "2022-09-30")]).status, 303);
    let page = ended(&desk);
    let position = page.split("href=\"/made/").skip(1).position(|link| link.contains("R3_子ども課.xlsx")).expect("a form");
    let form = desk.get(&format!("/made/{position}"));
    assert!(form.status == 200 && form.bytes.starts_with(b"PK"), "{}", form.head);
    assert!(form.head.contains("attachment; filename*=utf-8''"), "{}", form.head);
    assert_eq!(desk.get("/made/99").status, 404);
}

#[test]
fn a_published_figure_is_corrected_with_its_reason_after_a_second_question() {
    let site = tsubaki();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    let (desk, before) = (Desk::of(&site), site.read(GOAL));
    assert!(desk.page("/results/2021/goal-1").contains("href=\"/do/correct\""));
    let figure = [("year", "2021"), ("indicator", "waiting-children"), ("value", "2"), ("reason", "集計の誤り"), ("reason_en", "A slip")];
    assert_eq!(start(&desk, "/do/correct", &figure).status, 303);
    let said = ended(&desk);
    assert!(said.contains("id=\"confirm\"") && said.contains("保育所の待機児童数"), "{said}");
    assert_eq!(site.read(GOAL), before);
    assert_eq!(start(&desk, "/do/correct", &[&figure[..], &[("confirmed", "1")]].concat()).status, 303);
    assert!(ended(&desk).contains("終わりました"));
    assert_eq!(site.read(GOAL), before.replace("waiting-children = 3", "waiting-children = 2"));
    assert!(site.read("content/editions/2021/edition.md").contains("集計の誤り"));
    assert!(site.path("content/archive/2021-2.zip").exists() || site.tree("content/archive").len() > 2, "sealed anew");
}

#[test]
fn an_edition_is_sealed_only_after_a_second_question() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    assert_eq!(start(&desk, "/do/seal", &[("year", "2021")]).status, 303);
    assert!(ended(&desk).contains("id=\"confirm\""));
    assert!(!site.path("content/archive/2021.zip").exists());
    assert_eq!(start(&desk, "/do/seal", &[("year", "2021"), ("confirmed", "1")]).status, 303);
    assert!(ended(&desk).contains("終わりました"));
    assert!(site.path("content/archive/2021.zip").exists());
}
