//! Texts beside texts: conflicts, what is accepted, and what another year says.

use super::document::WordDocument;
use super::{FILE, HEADING, MEASURE, body, faults, import, with_document};
use crate::harness::tree;

fn document() -> WordDocument {
    WordDocument::below(HEADING).plain("・相談会").heading(3, "課題").plain("人手").heading(3, "今後の方針").plain("継続")
}

#[test]
fn another_text_is_a_conflict_with_both_until_it_is_accepted() {
    let site = with_document(&document());
    import(&site, &[]);
    site.change(MEASURE, "人手\n", "庁内で書いた\n");
    let before = tree(&site.path("content"));
    let run = import(&site, &[]);
    assert_eq!(run.status, 1);
    assert_eq!(faults(&run), ["error[text-differs]: 「課題」には、原稿に別の内容があります"]);
    assert!(
        run.stderr.contains("原稿：「庁内で書いた」、ファイル：「人手」") && run.stderr.contains("文書の1か所は取り込んでいません"),
        "{run:?}"
    );
    assert!(tree(&site.path("content")) == before);
    let run = import(&site, &["--accept"]);
    assert_eq!((run.status, faults(&run).len()), (0, 1));
    assert_eq!(body(&site), "\n- 相談会\n\n## 課題\n\n人手\n");
}

#[test]
fn a_dry_run_and_a_second_import_change_no_byte_and_a_blank_section_changes_nothing() {
    let site = with_document(&document().heading(3, "備考"));
    let before = tree(&site.path("content"));
    assert_eq!(import(&site, &["--dry-run"]).status, 0);
    assert!(tree(&site.path("content")) == before);
    assert_eq!(import(&site, &[]).status, 0);
    let once = tree(&site.path("content"));
    assert!(once != before && !body(&site).contains("備考"));
    assert!(import(&site, &[]).stdout.starts_with("0ファイルに実績0件"));
    assert!(tree(&site.path("content")) == once);
}

#[test]
fn two_files_that_say_different_things_of_one_measure_are_a_conflict() {
    let site = with_document(&document());
    let other = WordDocument::below(HEADING).heading(3, "課題").plain("場所の不足");
    std::fs::write(site.path("別.docx"), other.bytes()).unwrap();
    let run = import(&site, &["別.docx"]);
    assert_eq!((run.status, faults(&run)), (1, vec!["error[text-differs]: 「課題」には、原稿に別の内容があります".to_owned()]));
    assert!(body(&site).contains("人手") && !body(&site).contains("場所の不足"));
}

#[test]
fn a_text_of_another_year_is_refused_by_its_title() {
    let site = with_document(&WordDocument::new().plain("令和３年度の取組").heading(2, HEADING).plain("本文"));
    let before = tree(&site.path("content"));
    let run = import(&site, &[]);
    assert!(run.status == 1 && faults(&run)[0].starts_with("error[other-edition]"), "{run:?}");
    assert!(tree(&site.path("content")) == before);
}

#[test]
fn a_document_and_tables_come_in_together() {
    let site = with_document(&document());
    site.write("実績.csv", "指標名,実績\nふるさと納税寄附額,2.74\n");
    let run = import(&site, &["実績.csv"]);
    assert_eq!(run.status, 0, "{run:?}");
    let text = site.read(MEASURE);
    assert!(text.contains("indicator-14 = 2.74") && text.contains("next = \"continue\"") && text.contains("- 相談会"), "{text}");
}

#[test]
fn what_is_no_step_and_no_sum_stays_in_the_body_and_is_said() {
    let document = WordDocument::below(HEADING)
        .plain("【今後の方針】　継続（伴走支援を加える）")
        .plain("【決算額】　4,218千円（当初予算額 4,500千円）")
        .plain("【備考】")
        .plain("特になし");
    let site = with_document(&document);
    let run = import(&site, &[]);
    assert_eq!((run.status, faults(&run).len()), (0, 0), "{run:?}");
    assert_eq!(body(&site), "\n## 今後の方針\n\n継続（伴走支援を加える）\n\n## 備考\n\n特になし\n");
    let text = site.read(MEASURE);
    assert!(text.contains("settled = 4218000\n") && text.contains("planned = 4500000\n") && text.contains("next = \"continue\""), "{text}");
    let unclear = WordDocument::below("(1) 移住・定住の促進").plain("【今後の方針】").plain("検討する。").plain("【予算額】").plain("未定");
    std::fs::write(site.path(FILE), unclear.bytes()).unwrap();
    let run = import(&site, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(faults(&run)[0].contains("検討する。") && faults(&run)[1].contains("未定"), "{run:?}");
    assert!(site.read("content/editions/2022/goal-2/measure-1.md").ends_with("+++\n\n## 今後の方針\n\n検討する。\n\n## 予算額\n\n未定\n"));
}
