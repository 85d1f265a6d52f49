//! The text to mail with forms: whom it asks for what, until when, and where it is not made.

use super::sample;
use crate::harness::Site;

const REQUEST: &str = "R8_依頼文.txt";
const REMINDER: &str = "R8_依頼文-未記入.txt";

/// The lines of a text, which begins and ends its lines as Windows expects it.
fn lines(site: &Site, file: &str) -> Vec<String> {
    let text = String::from_utf8(std::fs::read(site.path(file)).unwrap()).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    text.trim_end_matches("\r\n").split("\r\n").map(str::to_owned).collect()
}

/// The lines below a heading.
fn below(lines: &[String], heading: &str) -> Vec<String> {
    let behind = lines.iter().skip_while(|line| !line.contains(heading)).skip(1);
    behind.take_while(|line| !line.is_empty()).cloned().collect()
}

#[test]
fn a_request_names_each_division_with_what_it_is_asked_for_and_the_day() {
    let site = sample();
    let run = site.run(&["export", "form", "--due", "2027-05-21", "--lang", "ja"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.lines().last(), Some("./R8_依頼文.txt：記入票に添えて送るメールの案文"));
    let lines = lines(&site, REQUEST);
    assert_eq!(lines[0], "件名：かえで市総合戦略の取組状況（令和8年度実績）について（照会）");
    assert!(lines.contains(&"各担当課長　様".to_owned()) && lines.contains(&"［　］課長　［　］".to_owned()), "{lines:?}");
    let divisions = below(&lines, "照会先（2課）");
    assert_eq!(divisions.len(), 2);
    assert_eq!(divisions[0], "　・子ども課（実績1件、取組1施策）　R8_子ども課.xlsx");
    assert!(divisions[1].starts_with("　・［　］課（実績9件、取組"), "whom nobody named is filled in: {divisions:?}");
    assert_eq!(below(&lines, "回答期限"), ["　令和9年5月21日（金）"]);
    assert_eq!(below(&lines, "問合せ先"), ["　［　］課［　］係　［　］（内線［　］、メール［　］）"], "no name is made up");
}

#[test]
fn a_day_that_nobody_gave_is_left_to_fill_in_and_different_ones_stand_beside_their_divisions() {
    let site = sample();
    assert_eq!(site.run(&["export", "form"]).status, 0);
    assert_eq!(below(&lines(&site, REQUEST), "回答期限"), ["　［　］年［　］月［　］日"]);
    assert_eq!(site.run(&["export", "form", "--division", "子ども課", "--due", "R9.5.21", "-o", "one"]).status, 0);
    assert!(!site.path("one/R8_依頼文.txt").exists(), "one form needs no text");
    assert_eq!(site.run(&["export", "form", "-o", "again"]).status, 0);
    let lines = lines(&site, "again/R8_依頼文.txt");
    assert!(below(&lines, "照会先")[0].starts_with("　・子ども課（実績1件、取組1施策、令和9年5月21日（金）まで）"), "{lines:?}");
    assert_eq!(below(&lines, "回答期限"), ["　課ごとに上のとおり。日付のない課は［　］年［　］月［　］日"]);
}

#[test]
fn a_reminder_names_only_divisions_that_lack_results_or_words() {
    let site = sample();
    site.write("a.csv", "ID,状況\nwaiting-children,集計中\n");
    assert_eq!(site.run(&["import", "a.csv"]).status, 0);
    assert_eq!(site.run(&["export", "form", "--open", "-o", "words"]).status, 0);
    let of_words = &below(&lines(&site, &format!("words/{REMINDER}")), "記入をお願いする課（2課）")[0];
    assert_eq!(of_words, "　・子ども課（取組1施策）　R8_子ども課-未記入.xlsx");
    let file = "content/editions/2026/goal-1/measure-1.md";
    site.write(file, &(site.read(file) + "\n- 相談会\n"));
    assert_eq!(site.run(&["export", "form", "--open"]).status, 0);
    let lines = lines(&site, REMINDER);
    assert!(lines[0].ends_with("（再依頼）"), "{lines:?}");
    assert_eq!(below(&lines, "記入をお願いする課（1課）"), ["　・［　］課（実績9件、取組3施策）　R8_担当課なし-未記入.xlsx"]);
    assert!(!site.path(REQUEST).exists());
}

#[test]
fn a_text_that_somebody_changed_is_replaced_only_on_demand() {
    let site = sample();
    assert_eq!(site.run(&["export", "form"]).status, 0);
    for form in ["R8_子ども課.xlsx", "R8_担当課なし.xlsx"] {
        std::fs::remove_file(site.path(form)).unwrap();
    }
    site.write(REQUEST, "手で直した");
    let run = site.run(&["export", "form", "--lang", "en"]);
    assert_eq!((run.status, run.stderr.as_str()), (2, "error: `./R8_依頼文.txt` is there already; nothing was changed\n"));
    assert_eq!(site.read(REQUEST), "手で直した");
    assert!(!site.path("R8_子ども課.xlsx").exists());
    assert_eq!(site.run(&["export", "form", "--force"]).status, 0);
    assert_eq!(lines(&site, REQUEST)[2], "各担当課長　様");
}
