//! Every save is a step, and steps are taken back to the byte.

use super::browser::{Desk, fields, with};
use crate::harness::{Site, repository};

const PAGE: &str = "/results/2021/goal-1";
const FILE: &str = "content/editions/2021/goal-1/goal.md";

fn save(desk: &Desk, value: &str) {
    let form = with(fields(&desk.page(PAGE), "results"), "value.waiting-children", value);
    assert_eq!(desk.post(PAGE, &form).status, 303);
}

/// The number of the step that the bar offers to take back.
fn offered(desk: &Desk) -> Option<String> {
    let page = desk.page("/");
    let field = page.split_once("name=\"step\" value=\"")?.1;
    Some(field.split_once('"')?.0.to_owned())
}

fn undo(desk: &Desk, step: &str) -> u16 {
    desk.post("/undo", &[("step".to_owned(), step.to_owned())]).status
}

#[test]
fn ten_steps_back_give_the_first_bytes() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    let before = site.tree("content");
    let desk = Desk::of(&site);
    assert_eq!(offered(&desk), None);
    for value in 10..20 {
        save(&desk, &value.to_string());
    }
    for value in (10..20).rev() {
        assert!(site.read(FILE).contains(&format!("waiting-children = {value}\n")));
        assert_eq!(undo(&desk, &offered(&desk).expect("a step")), 303);
    }
    assert_eq!((offered(&desk), site.tree("content")), (None, before));
    let page = desk.page("/changes");
    assert_eq!((page.matches("元に戻した変更").count(), page.matches("（元に戻しました）").count()), (10, 10));
    save(&desk, "7");
    assert!(offered(&desk).is_some(), "a new step can be taken back");
}

#[test]
fn a_step_whose_text_was_changed_since_is_not_taken_back() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    let desk = Desk::of(&site);
    save(&desk, "1");
    site.change(FILE, "waiting-children = 1", "waiting-children = 4");
    let step = offered(&desk).expect("a step");
    let answer = desk.post("/undo", &[("step".to_owned(), step)]);
    assert!(answer.status == 500 && answer.body.contains(FILE), "{}", answer.body);
    assert!(site.read(FILE).contains("waiting-children = 4"));
}

#[test]
fn only_the_step_that_was_seen_is_taken_back() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    let (desk, other) = (Desk::of(&site), Desk::of(&site));
    save(&desk, "1");
    let seen = offered(&desk).expect("a step");
    save(&other, "2");
    assert_eq!(undo(&desk, &seen), 500);
    assert!(site.read(FILE).contains("waiting-children = 2"));
}

#[test]
fn a_value_saved_into_a_new_file_takes_the_file_back() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    site.remove(FILE);
    let before = site.tree("content");
    let desk = Desk::of(&site);
    save(&desk, "5");
    assert!(site.read(FILE).contains("waiting-children = 5"));
    assert_eq!(undo(&desk, &offered(&desk).expect("a step")), 303);
    assert_eq!(site.tree("content"), before);
}
