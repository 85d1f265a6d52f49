//! The report on a measure written at the desk: its texts, its next step and its budget, beside what they become.

use super::browser::{Desk, fields, with};
use crate::harness::picture::{jpeg, noisy_jpeg, size_of_jpeg};
use crate::harness::{Site, repository};

const PAGE: &str = "/measure/2021/goal-1/measure-2";
const FILE: &str = "content/editions/2021/goal-1/measure-2.md";
const FORM: &str = "measure";
const PART: &str = "\n## 成果\n\n貸出しが増えた。<!-- 速報 -->\n\n## 課題\n\n人手\n";

/// The city, its measure with the sections 成果 and 課題.
fn tsubaki() -> Site {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    site.write(FILE, &(site.read(FILE) + PART));
    site
}

/// A field with its label and what is said of it.
fn field(page: &str, key: &str) -> String {
    let field = page.split_once(&format!("id=\"field-{key}\"")).unwrap_or_else(|| panic!("{key}: {page}")).1;
    field.split_once("<div class=\"field").or(field.split_once("</form>")).unwrap().0.to_owned()
}

/// Types into fields of the page and sends the form.
fn save(desk: &Desk, typed: &[(&str, &str)]) -> crate::serve::preview::Answer {
    let form = typed.iter().fold(fields(&desk.page(PAGE), FORM), |form, (name, value)| with(form, name, value));
    desk.post(PAGE, &form)
}

#[test]
fn each_field_changes_its_bytes_and_no_others() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let all = site.tree("content");
    let mut text = site.read(FILE);
    let (activities, rest) = (text.split("+++\n").nth(2).unwrap().split_once('\n').unwrap().0.to_owned(), "貸出しが増えた。<!-- 速報 -->");
    let steps = [
        ["outcome", "貸出しが**2割**増えた。\r\n\r\n- 児童\r\n", rest, "貸出しが**2割**増えた。\n\n- 児童"],
        ["activities", "- 電子書籍を増やす\n- 講座", &activities, "- 電子書籍を増やす\n- 講座"],
        ["problems", "", "\n## 課題\n\n人手\n", ""],
        ["remarks", "注", "- 児童\n", "- 児童\n\n## 備考\n\n注\n"],
    ];
    for [name, typed, old, new] in steps {
        let answer = save(&desk, &[(name, typed)]);
        assert_eq!((answer.status, answer.head.contains(&format!("location: {PAGE}?saved=1\r\n"))), (303, true), "{}", answer.body);
        text = text.replacen(old, new, 1);
        assert_eq!(site.read(FILE), text, "{name}");
    }
    assert_eq!(save(&desk, &[]).status, 303, "a form as it came changes nothing");
    assert_eq!(site.read(FILE), text);
    let others = |mut tree: crate::harness::Tree| {
        tree.remove(FILE.strip_prefix("content/").unwrap());
        tree
    };
    assert_eq!(others(site.tree("content")), others(all));
    assert!(desk.page(&format!("{PAGE}?saved=1")).contains("1項目を保存しました。"));
}

#[test]
fn the_next_step_and_the_budget_come_and_go() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    assert_eq!(save(&desk, &[("next", "見直し"), ("planned", "１，２００円"), ("settled", "990")]).status, 303);
    let text = site.read(FILE);
    assert!(text.contains("by = \"division\"\nnext = \"revise\"\n"), "{text}");
    assert!(text.contains("[budget]\nplanned = 1200\nsettled = 990\n"), "{text}");
    let page = desk.page(PAGE);
    assert!(field(&page, "next").contains("<option value=\"見直し\" selected>") && field(&page, "planned").contains("value=\"1200\""));
    assert_eq!(save(&desk, &[("next", ""), ("planned", ""), ("settled", "")]).status, 303);
    assert_eq!(site.read(FILE), before);
}

#[test]
fn what_cannot_be_read_stays_as_it_was_typed_and_the_rest_is_saved() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.read(FILE));
    let answer = save(&desk, &[("planned", "約1千万"), ("problems", "```\n人手"), ("outcome", "減った。")]);
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("直すところが2件") && answer.body.contains("1項目を保存しました。"), "{}", answer.body);
    let (sum, text) = (field(&answer.body, "planned"), field(&answer.body, "problems"));
    assert!(sum.contains("class=\"err\"") && sum.contains("value=\"約1千万\" ") && sum.contains("aria-invalid=\"true\""), "{sum}");
    assert!(text.contains("次の項目まで続いています") && text.contains("```\n人手</textarea>"), "{text}");
    assert_eq!(site.read(FILE), before.replace("貸出しが増えた。<!-- 速報 -->", "減った。"));
    drop(desk);
    let page = Desk::of(&site).page(PAGE);
    assert!(field(&page, "planned").contains("約1千万") && page.contains("まだ保存していない"), "a new desk has what was typed");
}

#[test]
fn typed_texts_are_shown_as_they_will_look_and_kept_but_not_written() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let page = desk.page(PAGE);
    let frame = page.split_once("<iframe src=\"").expect("the page beside it").1.split_once('"').unwrap().0;
    assert!(frame.starts_with("http:&#x2F;&#x2F;127.0.0.1:") || frame.starts_with("http://127.0.0.1:"), "{frame}");
    assert!(frame.ends_with("goal-1.html#measure-2"), "{frame}");
    let text = "- **電子書籍**\n- <script>x</script>\n\n[目標](goal.md) [外](https://example.jp/)";
    let judged = save(&desk, &[("do", "judge"), ("activities", text)]);
    assert_eq!(judged.status, 200);
    let shown = judged.body.split_once("id=\"shown\"").unwrap().1;
    assert!(shown.contains("<li><strong>電子書籍</strong></li>") && shown.contains("成果") && !shown.contains("<script>x"), "{shown}");
    assert!(shown.contains("<a href=\"https://example.jp/\">") && !shown.contains("goal.md\""), "{shown}");
    assert_eq!(site.tree("content"), before);
    assert!(field(&desk.page(PAGE), "activities").contains("**電子書籍**"));
    assert_eq!(desk.post(PAGE, &[("do".to_owned(), "discard".to_owned())]).status, 303);
    assert!(!desk.page(PAGE).contains("**電子書籍**"));
}

#[test]
fn lines_of_an_office_become_a_list_when_they_are_tidied() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let typed = "・電子書籍を増やす\n・講座を開く";
    let judged = save(&desk, &[("do", "judge"), ("activities", typed)]);
    assert!(field(&judged.body, "activities").contains("class=\"doubt\""), "{}", field(&judged.body, "activities"));
    let tidied = save(&desk, &[("do", "tidy"), ("activities", typed)]);
    let text = field(&tidied.body, "activities");
    assert!(text.contains("- 電子書籍を増やす\n- 講座を開く</textarea>") && !text.contains("class=\"doubt\""), "{text}");
    assert_eq!(site.tree("content"), before);
}

#[test]
fn a_link_that_leads_nowhere_is_said_at_its_field() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let answer = save(&desk, &[("do", "judge"), ("outcome", "[資料](nothing.pdf)")]);
    let (outcome, problems) = (field(&answer.body, "outcome"), field(&answer.body, "problems"));
    assert!(outcome.contains("class=\"err\"") && outcome.contains("nothing.pdf"), "{outcome}");
    assert!(!problems.contains("class=\"err\""), "{problems}");
    assert_eq!(save(&desk, &[("outcome", "[資料](nothing.pdf)")]).status, 303, "an error keeps nobody from saving");
    assert!(desk.page("/").contains(&format!("href=\"{PAGE}\"")), "the first page leads to it");
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_shown_beside_it_and_not_written_over() {
    let site = tsubaki();
    let (one, other) = (Desk::of(&site), Desk::of(&site));
    let form = with(with(fields(&one.page(PAGE), FORM), "outcome", "私の文"), "problems", "私の課題");
    let theirs = with(fields(&other.page(PAGE), FORM), "outcome", "別の人の文");
    assert_eq!(other.post(PAGE, &theirs).status, 303);
    let there = site.read(FILE);
    let answer = one.post(PAGE, &form);
    let clash = field(&answer.body, "outcome");
    assert!(answer.status == 200 && clash.contains("別の人の文") && clash.contains("私の文</textarea>"), "{clash}");
    let after = there.replace("人手", "私の課題");
    assert_eq!(site.read(FILE), after, "the other field is saved");
    assert_eq!(one.post(PAGE, &fields(&answer.body, FORM)).status, 303, "seen and saved once more");
    assert_eq!(site.read(FILE), after.replace("別の人の文", "私の文"));
}

#[test]
fn a_body_with_other_parts_is_one_field_and_no_word_of_it_is_lost() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let form = with(fields(&desk.page(PAGE), FORM), "outcome", "私の文");
    site.write(FILE, &(site.read(FILE) + "\n## 体制\n\n3人\n"));
    let before = site.read(FILE);
    let answer = desk.post(PAGE, &form);
    assert!(answer.status == 200 && answer.body.contains("本文の構成を変えたため") && answer.body.contains("私の文</textarea>"));
    assert_eq!(site.read(FILE), before);
    let again = desk.post(PAGE, &fields(&answer.body, FORM));
    assert!(again.body.contains("私の文</textarea>"), "it stays until it is thrown away");
    let page = desk.page(PAGE);
    assert!(field(&page, "body").contains("## 体制") && !page.contains("id=\"field-outcome\""));
    assert_eq!(desk.post(PAGE, &[("do".to_owned(), "discard".to_owned())]).status, 303);
    let body = fields(&desk.page(PAGE), FORM).into_iter().find(|(name, _)| name == "body").unwrap().1;
    assert_eq!(save(&desk, &[("body", &body.replace("3人", "4人"))]).status, 303);
    assert_eq!(site.read(FILE), before.replace("3人", "4人"));
}

#[test]
fn a_measure_without_a_file_gets_one_and_undo_takes_it_away() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    site.remove("content/editions/2021/goal-1/measure-2.en.md");
    site.remove(FILE);
    let before = site.tree("content");
    let desk = Desk::of(&site);
    assert_eq!(save(&desk, &[("activities", "- 新しい取組")]).status, 303);
    assert!(site.read(FILE).ends_with("+++\n\n- 新しい取組\n"), "{}", site.read(FILE));
    let page = desk.page(PAGE);
    let step = page.split_once("name=\"step\" value=\"").unwrap().1.split_once('"').unwrap().0;
    assert_eq!(desk.post("/undo", &[("step".to_owned(), step.to_owned())]).status, 303);
    assert_eq!(site.tree("content"), before);
}

#[test]
fn a_sealed_report_is_shown_and_not_written() {
    let site = tsubaki();
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    let desk = Desk::of(&site);
    let page = desk.page(PAGE);
    assert!(page.contains("この報告は確定しています") && !page.contains("value=\"save\""));
    let before = site.tree("content");
    assert_eq!(save(&desk, &[("outcome", "別の文")]).status, 500);
    assert_eq!(site.tree("content"), before);
}

#[test]
fn the_measures_are_listed_and_results_and_the_first_page_lead_to_them() {
    let site = tsubaki();
    site.write(FILE, &(site.read(FILE).rsplit_once("+++\n").unwrap().0.to_owned() + "+++\n"));
    let desk = Desk::of(&site);
    let list = desk.page("/measure/2021");
    let rows: Vec<&str> = list.split("<tr>").filter(|row| row.contains("/measure/2021/goal-")).collect();
    assert_eq!(rows.len(), 9);
    assert_eq!(rows.iter().filter(|row| row.contains("未記入")).count(), 1);
    assert!(rows[1].contains(&format!("href=\"{PAGE}\"")) && rows[1].contains("未記入"), "{}", rows[1]);
    assert!(list.contains("9施策のうち8施策"));
    assert!(desk.page("/results/2021/goal-1").contains(&format!("href=\"{PAGE}\"")));
    assert!(desk.page("/").contains(&format!("href=\"{PAGE}\"")) && desk.page("/").contains("href=\"/measure/2021\""));
    assert!(desk.page(PAGE).contains("href=\"/measure/2021/goal-1/measure-1\""), "the measure before");
    for path in ["/measure/2021/goal-1/measure-9", "/measure/2021/goal-9/measure-1", "/measure/1999", "/measure/1999/goal-1/measure-1"] {
        assert_eq!(desk.get(path).status, 404, "{path}");
    }
}

/// The photos in the front matter, each as it is written.
fn photos(site: &Site) -> Vec<String> {
    let text = site.read(FILE);
    let facts = text.split("+++\n").nth(1).unwrap();
    facts.split("[[photo]]\n").skip(1).map(|photo| photo.trim_end().to_owned()).collect()
}

#[test]
fn a_photo_that_was_sent_waits_for_what_it_shows_and_becomes_one_of_the_report() {
    let site = tsubaki();
    let (desk, before) = (Desk::of(&site), site.tree("content"));
    let form = with(fields(&desk.page(PAGE), FORM), "do", "judge");
    let (large, foreign) = (noisy_jpeg(3000, 20), b"%PDF-1.7 no picture".to_vec());
    let answer = desk.post_files(PAGE, &form, &[("../../講座.jpg", &large), ("資料.jpg", &foreign)]);
    assert_eq!((answer.status, site.tree("content")), (200, before.clone()), "nothing is written yet");
    assert!(answer.body.contains("資料.jpg」は使えません") && answer.body.contains("「講座.jpg」を受け取りました"), "{}", answer.body);
    let id = answer.body.split_once("name=\"new-").expect("a photo").1.split_once('"').unwrap().0;
    let id = format!("new-{id}");
    let picture = desk.get(&format!("{PAGE}/{id}"));
    assert!(picture.status == 200 && picture.head.contains("content-type: image/jpeg") && picture.bytes == large);
    let saved = desk.post(PAGE, &with(fields(&desk.page(PAGE), FORM), "do", "save"));
    assert!(saved.status == 200 && field(&saved.body, &format!("{id}.alt")).contains("写っているものがありません"), "{}", saved.body);
    assert_eq!(site.tree("content"), before);
    let form = with(fields(&saved.body, FORM), &format!("{id}.alt"), "講座で\"椿\"を見る人");
    assert_eq!(desk.post(PAGE, &with(form, &format!("{id}.credit"), "市")).status, 303);
    let photo = photos(&site).pop().unwrap();
    let file = photo.split_once("file = \"").unwrap().1.split_once('"').unwrap().0;
    let name = file.strip_prefix("photos/measure-2-").and_then(|name| name.strip_suffix(".jpg")).expect("a name by the program");
    assert!(name.len() == 12 && photo.contains("alt = { ja = '講座で\"椿\"を見る人' }\ncredit = { ja = \"市\" }"), "{photo}");
    let bytes = std::fs::read(site.path(&format!("content/editions/2021/goal-1/{file}"))).unwrap();
    assert_eq!(size_of_jpeg(&bytes), (2560, 17));
    assert!(site.tree(".torikumi/desk").is_empty(), "{:?}", site.tree(".torikumi/desk").keys());
    assert_eq!(desk.get(&format!("{PAGE}/photo-1")).bytes, bytes);
    let page = desk.page(PAGE);
    let step = page.split_once("name=\"step\" value=\"").unwrap().1.split_once('"').unwrap().0;
    assert_eq!(desk.post("/undo", &[("step".to_owned(), step.to_owned())]).status, 303);
    assert_eq!(site.read(FILE).as_bytes(), before[FILE.strip_prefix("content/").unwrap()], "the text that names the file is taken back");
}

#[test]
fn photos_change_their_words_and_their_places_and_go() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    std::fs::create_dir_all(site.path("content/editions/2021/goal-1/photos")).unwrap();
    std::fs::write(site.path("content/editions/2021/goal-1/photos/a.jpg"), jpeg(30, 20)).unwrap();
    let new = "[[photo]]\nfile = \"photos/a.jpg\"\nalt = { ja = \"甲\", en = \"A\" } # 済\n";
    site.change(FILE, "+++\n- ", &format!("\n{new}+++\n- "));
    let first = photos(&site);
    let send = |changes: &[(&str, &str)]| {
        let form = changes.iter().fold(fields(&desk.page(PAGE), FORM), |form, (name, value)| with(form, name, value));
        desk.post(PAGE, &form)
    };
    assert_eq!(send(&[("photo-1.alt", "乙"), ("photo-1.caption", "説明")]).status, 303);
    let worded = photos(&site);
    assert_eq!(
        (&worded[0], worded[1].contains("ja = \"乙\", en = \"A\" } # 済\ncaption = { ja = \"説明\" }")),
        (&first[0], true),
        "{worded:?}"
    );
    assert_eq!(send(&[("up", "photo-1")]).status, 303);
    assert_eq!(photos(&site), [worded[1].clone(), worded[0].clone()]);
    let refused = send(&[("photo-0.alt", ""), ("down", "photo-0")]);
    assert!(field(&refused.body, "photo-0.alt").contains("写っているものがありません") && refused.body.contains("順番は変えていません"));
    assert_eq!(photos(&site), [worded[1].clone(), worded[0].clone()]);
    assert_eq!(desk.post(PAGE, &[("do".to_owned(), "discard".to_owned())]).status, 303);
    let seen = fields(&desk.page(PAGE), FORM);
    assert_eq!(send(&[("remove", "photo-1")]).status, 303);
    assert_eq!(photos(&site), [worded[1].clone()]);
    let late = desk.post(PAGE, &with(seen, "remove", "photo-0"));
    assert!(late.status == 200 && late.body.contains("順番は変えていません"), "{}", late.body);
    assert_eq!(photos(&site), [worded[1].clone()]);
}

#[test]
fn photos_are_taken_where_a_report_is_written_and_nowhere_else() {
    let site = tsubaki();
    let desk = Desk::of(&site);
    let photo = jpeg(3, 2);
    for path in ["/results/2021/goal-1", "/measure/2021", "/undo", "/measure/2021/goal-1/measure-2/photo-0"] {
        assert_eq!(desk.post_files(path, &[], &[("a.jpg", &photo)]).status, 415, "{path}");
    }
    assert_eq!(desk.get(&format!("{PAGE}/photo-0")).status, 404, "a photo without a file");
    let sent = desk.post_files(PAGE, &with(fields(&desk.page(PAGE), FORM), "do", "judge"), &[("a.jpg", &photo)]);
    let id = format!("new-{}", sent.body.split_once("name=\"new-").unwrap().1.split_once('"').unwrap().0);
    assert_eq!(desk.post(PAGE, &with(fields(&sent.body, FORM), "remove", &id)).status, 303);
    assert!(site.tree(".torikumi/desk").is_empty() && !desk.page(PAGE).contains("name=\"new-"));
}

#[test]
fn two_people_who_write_different_fields_both_save() {
    let site = tsubaki();
    let (one, other) = (Desk::of(&site), Desk::of(&site));
    let form = with(with(fields(&one.page(PAGE), FORM), "outcome", "甲"), "do", "save");
    assert_eq!(save(&other, &[("problems", "乙")]).status, 303);
    assert_eq!(one.post(PAGE, &form).status, 303, "the field that only the other wrote is older here, and nobody touched it");
    assert!(site.read(FILE).contains("甲") && site.read(FILE).contains("乙"), "{}", site.read(FILE));
}
