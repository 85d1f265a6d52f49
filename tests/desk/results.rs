//! Results typed at the desk: judged, saved, kept, and never written over what somebody else wrote.

use super::browser::{Desk, fields, with};
use crate::harness::{Site, repository};

const PAGE: &str = "/results/2021/goal-1";
const FILE: &str = "content/editions/2021/goal-1/goal.md";
const FORM: &str = "results";

fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}

/// The row of an indicator on a page, with what is said of it.
fn row(page: &str, id: &str) -> String {
    let row = page.split_once(&format!("<tr id=\"row-{id}\"")).expect("a row").1;
    row.split_once(&format!("id=\"said-row-{id}\"")).map(|(row, said)| format!("{row}{}", said.split_once("</tr>").unwrap().0)).unwrap()
}

#[test]
fn a_saved_value_changes_its_bytes_and_no_others() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    let form = with(fields(&desk.page(PAGE), FORM), "value.waiting-children", "２");
    let answer = desk.post(PAGE, &form);
    assert_eq!((answer.status, answer.head.contains("location: /results/2021/goal-1?saved=1\r\n")), (303, true), "{}", answer.body);
    assert_eq!(site.read(FILE), before.replace("waiting-children = 3", "waiting-children = 2"));
    assert!(desk.page(&format!("{PAGE}?saved=1")).contains("1件の実績を保存しました。"));
    let changes = site.tree("content");
    assert_eq!(desk.post(PAGE, &fields(&desk.page(PAGE), FORM)).status, 303);
    assert_eq!(site.tree("content"), changes, "a form as it came changes nothing");
}

#[test]
fn a_typed_value_is_judged_and_kept_but_not_written() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let page = desk.page(PAGE);
    assert!(row(&page, "waiting-children").contains("要見直し"), "{}", row(&page, "waiting-children"));
    let form = with(with(fields(&page, FORM), "value.waiting-children", "0"), "do", "judge");
    let judged = desk.post(PAGE, &form);
    assert_eq!(judged.status, 200);
    let judged = row(&judged.body, "waiting-children");
    assert!(judged.contains("達成") && judged.contains("目標の0人") && !judged.contains("要見直し"), "{judged}");
    assert_eq!(site.tree("content"), before);
    drop(desk);
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(page.contains("まだ保存していない値") && row(&page, "waiting-children").contains("value=\"0\""), "a new desk has it");
    assert_eq!(desk.post(PAGE, &with(fields(&page, FORM), "do", "discard")).status, 303);
    assert!(row(&desk.page(PAGE), "waiting-children").contains("value=\"3\""));
    assert_eq!(site.tree("content"), before);
}

#[test]
fn what_cannot_be_read_stays_as_it_was_typed_and_the_rest_is_saved() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    let form = with(fields(&desk.page(PAGE), FORM), "value.total-fertility-rate", "1.40→1.44");
    let answer = desk.post(PAGE, &with(form, "value.waiting-children", "1"));
    assert_eq!(answer.status, 200);
    let wrong = row(&answer.body, "total-fertility-rate");
    assert!(wrong.contains("aria-invalid=\"true\"") && wrong.contains("value=\"1.40→1.44\"") && wrong.contains("class=\"err\""), "{wrong}");
    assert!(answer.body.contains("直すところが1件"), "the summary on top");
    assert_eq!(site.read(FILE), before.replace("waiting-children = 3", "waiting-children = 1"));
    let again = desk.page(PAGE);
    assert!(row(&again, "total-fertility-rate").contains("value=\"1.40→1.44\""), "nothing that was typed is lost");
    assert!(!row(&again, "waiting-children").contains("class=\"at\""));
}

#[test]
fn a_figure_ten_times_the_last_one_asks_and_a_note_answers() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let form = with(fields(&desk.page(PAGE), FORM), "value.books-lent-children", "639500");
    let judged = desk.post(PAGE, &with(form.clone(), "do", "judge")).body;
    let doubt = row(&judged, "books-lent-children");
    assert!(doubt.contains("ask-row") || judged.contains("ask-row"), "{doubt}");
    assert!(doubt.contains("class=\"doubt\"") && !doubt.contains("aria-invalid"), "{doubt}");
    let explained = with(with(form, "note.books-lent-children", "電子書籍を含む"), "do", "judge");
    assert!(!row(&desk.post(PAGE, &explained).body, "books-lent-children").contains("class=\"doubt\""));
}

#[test]
fn an_emptied_result_keeps_its_line_free_and_status_certainty_and_note_come_and_go() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    let save = |changes: &[(&str, &str)]| {
        let form = changes.iter().fold(fields(&desk.page(PAGE), FORM), |form, (name, value)| with(form, name, value));
        let answer = desk.post(PAGE, &form);
        assert_eq!(answer.status, 303, "{changes:?}: {}", answer.body);
        site.read(FILE)
    };
    assert_eq!(save(&[("value.waiting-children", "")]), before.replace("waiting-children = 3", "# waiting-children = "));
    assert_eq!(save(&[("value.waiting-children", "3")]), before);
    let missing = save(&[("value.waiting-children", ""), ("status.waiting-children", "未公表")]);
    assert_eq!(missing, before.replace("waiting-children = 3", "waiting-children = { status = \"unpublished\" }"));
    let preliminary = [("status.waiting-children", ""), ("value.waiting-children", "3"), ("certainty.waiting-children", "速報値")];
    let noted = save(&[&preliminary[..], &[("note.waiting-children", "4月1日現在")]].concat());
    assert!(noted.contains("value = 3") && noted.contains("certainty = \"provisional\"") && noted.contains("4月1日現在"), "{noted}");
    let bare = save(&[("certainty.waiting-children", ""), ("note.waiting-children", "")]);
    assert!(!bare.contains("provisional") && !bare.contains("4月1日現在"), "{bare}");
}

#[test]
fn a_note_beside_no_result_is_not_dropped_in_silence() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let form = with(fields(&desk.page(PAGE), FORM), "value.waiting-children", "");
    assert_eq!(desk.post(PAGE, &form).status, 303);
    let form = with(fields(&desk.page(PAGE), FORM), "note.waiting-children", "集計中");
    let answer = desk.post(PAGE, &form);
    assert!(answer.status == 200 && row(&answer.body, "waiting-children").contains("値か状況のどちらかが必要です"), "{}", answer.body);
    assert!(row(&desk.page(PAGE), "waiting-children").contains("集計中"));
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_shown_beside_it_and_not_written_over() {
    let site = tsubaki();
    let (one, other) = (Desk::of(&site), Desk::of(&site));
    let form = with(fields(&one.page(PAGE), FORM), "value.waiting-children", "1");
    let theirs = with(fields(&other.page(PAGE), FORM), "value.waiting-children", "2");
    assert_eq!(other.post(PAGE, &theirs).status, 303);
    let there = site.read(FILE);
    let answer = one.post(PAGE, &form);
    let clash = row(&answer.body, "waiting-children");
    assert!(answer.status == 200 && clash.contains("ほかの人が先に「2」に変えました") && clash.contains("value=\"1\""), "{clash}");
    assert_eq!(site.read(FILE), there);
    assert_eq!(one.post(PAGE, &fields(&answer.body, FORM)).status, 303, "seen and saved once more");
    assert_eq!(site.read(FILE), there.replace("waiting-children = 2", "waiting-children = 1"));
}

#[test]
fn two_people_who_type_different_rows_both_save() {
    let site = tsubaki();
    let (one, other) = (Desk::of(&site), Desk::of(&site));
    let form = with(fields(&one.page(PAGE), FORM), "value.waiting-children", "1");
    let theirs = with(fields(&other.page(PAGE), FORM), "value.total-fertility-rate", "1.41");
    assert_eq!((other.post(PAGE, &theirs).status, one.post(PAGE, &form).status), (303, 303));
    let there = site.read(FILE);
    assert!(there.contains("waiting-children = 1\n") && there.contains("value = 1.41"), "{there}");
}

#[test]
fn a_sealed_report_is_shown_and_not_written() {
    let site = tsubaki();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(page.contains("この報告は確定しています") && !page.contains("value=\"save\""));
    let before = site.tree("content");
    assert_eq!(desk.post(PAGE, &with(fields(&page, FORM), "value.waiting-children", "1")).status, 500);
    assert_eq!(site.tree("content"), before);
}

#[test]
fn the_desk_opens_on_content_with_errors_and_leads_to_their_fields() {
    let site = tsubaki();
    site.change(FILE, "waiting-children = 3", "waiting-children = \"many\"");
    let desk = Desk::of(&site);
    let home = desk.page("/");
    assert!(home.contains("直すところが1件あります") && home.contains(FILE), "{home}");
    assert_eq!(desk.get(PAGE).status, 200);
    let english = [("language".to_owned(), "en".to_owned()), ("from".to_owned(), PAGE.to_owned())];
    assert_eq!(desk.post("/language", &english).status, 303);
    assert!(desk.page(PAGE).contains("<html lang=\"en\">"));
}
