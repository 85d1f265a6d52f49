//! What offices type, as Markdown.

use super::*;
use crate::model::prose::parser;
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag, TagEnd};

#[test]
fn bullets_and_numbers_become_lists() {
    assert_eq!(tidied("・項目一\n・項目二\n\n１．一つ目\n２．二つ目\n"), "- 項目一\n- 項目二\n\n1. 一つ目\n2. 二つ目\n");
    assert_eq!(tidied("次のとおり。\n①一つ\n②二つ"), "次のとおり。\n\n1. 一つ\n2. 二つ");
    assert_eq!(tidied("－ 項目一\n－ 項目二"), "- 項目一\n- 項目二");
}

#[test]
fn items_nest_by_their_markers_and_by_their_indents() {
    assert_eq!(
        tidied("（１）子育て\n・相談会\n　－東部\n　－西部\n・広報\n（２）教育\n・図書館"),
        "1. 子育て\n   - 相談会\n     - 東部\n     - 西部\n   - 広報\n2. 教育\n   - 図書館"
    );
    assert_eq!(tidied("・相談会\n　　・東部\n・広報"), "- 相談会\n  - 東部\n- 広報");
}

#[test]
fn numbers_stay_what_they_are() {
    assert_eq!(tidied("①一つ\n②二つ\n④四つ"), "1. 一つ\n2. 二つ\n4) 四つ");
    assert_eq!(tidied("1. 前\n\n(1)一つ\n(2)二つ"), "1. 前\n\n1) 一つ\n2) 二つ");
    assert_eq!(tidied("(1)一つ\n(2)二つ\n\n1. 後"), "1) 一つ\n2) 二つ\n\n1. 後");
    assert_eq!(tidied("ア　一つ\nイ　二つ"), "- ア　一つ\n- イ　二つ");
}

#[test]
fn a_marker_that_the_text_names_is_kept() {
    assert_eq!(tidied("①一つ\n②二つ\n\n①の取組は終わった。"), "- ①一つ\n- ②二つ\n\n①の取組は終わった。");
}

#[test]
fn headings_are_lines_in_brackets_and_signs_with_text_below() {
    assert_eq!(tidied("【成果】\n増えた。\n【課題】\n足りない。"), "## 成果\n\n増えた。\n\n## 課題\n\n足りない。");
    assert_eq!(tidied("【成果】\n■東部\n・相談会\n■西部\n・広報"), "## 成果\n\n### 東部\n\n- 相談会\n\n### 西部\n\n- 広報");
    assert_eq!(tidied("## 経緯\n\n【成果】\n増えた。"), "## 経緯\n\n### 成果\n\n増えた。");
    assert_eq!(tidied("■東部\n■西部"), "- 東部\n- 西部");
}

#[test]
fn notes_are_paragraphs_or_lines_of_their_item() {
    assert_eq!(tidied("です。\n※注"), "です。\n\n※注");
    assert_eq!(tidied("・項目\n　※注\n・次"), "- 項目\\\n  ※注\n- 次");
}

#[test]
fn lines_with_tabs_become_a_table() {
    assert_eq!(
        tidied("区分\t令和3年度\t令和4年度\n件数\t12\t15|16"),
        "| 区分 | 令和3年度 | 令和4年度 |\n|---|---|---|\n| 件数 | 12 | 15\\|16 |"
    );
}

#[test]
fn items_go_on_over_lines() {
    assert_eq!(
        tidied("・東部と西部の地域で子育ての相談会を開き、延べ三百人が\n　参加した。\n・広報"),
        "- 東部と西部の地域で子育ての相談会を開き、延べ三百人が\n  参加した。\n- 広報"
    );
    assert_eq!(tidied("１．現状\n減った。\n２．課題\n足りない。"), "1. 現状\\\n   減った。\n2. 課題\\\n   足りない。");
}

#[test]
fn what_stands_by_itself_stays_byte_for_byte() {
    let bodies = [
        "- 項目\n- 項目\n",
        "地方に、\n①仕事をつくる、②人の流れをつくる、\n（略）という取組を\n進める。\n",
        "文化\n・芸術の振興を図る。\n",
        "・項目一  \n・項目二  \n",
        "    ・code\n    ・code\n",
        "> ・引用\n",
        "※注\n\n■見出し\n\n・一つ\n",
        "`・a\n・b`",
        "○○課\n○○係",
        "■\\\n項目です。\n\n■\\\n項目\n東部",
        "*小*を見る。(*1)と(*2) 2 * 3 * 4 ~~旧~~ file_name_x",
        "\\*「小」*を見る。\\[資料](a b.pdf)",
        "[資料](<data/報告書 (案).pdf>) [資料](a.pdf \"題\")",
    ];
    for body in bodies {
        assert_eq!(tidied(body), body);
        assert_eq!(run_together(body), [], "{body}");
        assert_eq!(leftovers(body), [], "{body}");
    }
}

#[test]
fn marks_that_did_not_take_effect_do() {
    assert_eq!(tidied("*「小」*を見る。"), "「*小*」を見る。");
    assert_eq!(tidied("これは**「重要」**を示す"), "これは「**重要**」を示す");
    assert_eq!(tidied("これは~~「旧」~~を示す"), "これは「~~旧~~」を示す");
    assert_eq!(tidied("これは__重要__です"), "これは**重要**です");
    assert_eq!(tidied("これは**重要。**また"), "これは**重要**。また");
}

#[test]
fn leftovers_are_named_by_their_mark() {
    let marks = |body| leftovers(body).into_iter().map(|found| (found.mark, found.range.start)).collect::<Vec<_>>();
    assert_eq!(marks("*「小」*を見る。"), [("*", 0)]);
    assert_eq!(marks("は~~「旧」~~を"), [("~~", 3)]);
    assert_eq!(marks("は__重要__です"), [("__", 3)]);
    assert_eq!(marks("は**「重要」**を"), [("**", 3)]);
}

#[test]
fn addresses_with_spaces_are_put_in_brackets() {
    assert_eq!(tidied("[資料](data/報告書 (案).pdf)"), "[資料](<data/報告書 (案).pdf>)");
    assert_eq!(spaced_links("[資料](data/報告書 (案).pdf)").len(), 1);
    assert_eq!(spaced_links("`[資料](data/報告書 (案).pdf)`").len(), 0);
}

#[test]
fn line_breaks_of_windows_stay() {
    assert_eq!(tidied("前\r\n\r\n・a\r\n・b\r\n"), "前\r\n\r\n- a\r\n- b\r\n");
}

/// The letters that the page of a body shows, and those of addresses behind their words; digits may become the numbers of a list.
fn letters(markdown: &str) -> String {
    let mut addresses = Vec::new();
    let shown = parser(markdown).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        Event::Start(Tag::Link { dest_url, .. }) => {
            addresses.push(dest_url.to_string());
            None
        }
        Event::End(TagEnd::Link) => addresses.pop(),
        _ => None,
    });
    shown.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|letter| letter.is_alphabetic()).collect()
}

/// Lines as offices may type them, in any order.
fn typed() -> impl Strategy<Value = String> {
    let indent = prop::sample::select(vec!["", "", "", "　", "　　", " ", "  "]);
    let marker = prop::sample::select(vec![
        "",
        "",
        "・",
        "● ",
        "○",
        "■",
        "◆",
        "－ ",
        "※",
        "①",
        "②",
        "（１）",
        "(2)",
        "１．",
        "2.",
        "ア　",
        "イ　",
        "- ",
        "1. ",
        "# ",
        "> ",
        "| ",
    ]);
    let words = prop::sample::select(vec![
        "東部の相談会",
        "増えた。",
        "【成果】",
        "項目\t12",
        "**「強調」**を",
        "[資料](a b.pdf)",
        "a * b",
        "",
        "# 題",
        "1. 数",
        "――",
        "東部と西部の地域で子育ての相談会を開き、延べ三百人が参加したもの",
    ]);
    let line = (indent, marker, words).prop_map(|(indent, marker, words)| format!("{indent}{marker}{words}"));
    prop::collection::vec(line, 0..9).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_letter_is_lost_and_twice_is_once(text in typed()) {
        let once = tidied(&text);
        prop_assert_eq!(letters(&once), letters(&text));
        prop_assert_eq!(tidied(&once), once);
    }

    #[test]
    fn what_was_tidied_is_not_warned_of(text in typed()) {
        prop_assert_eq!(run_together(&tidied(&text)), []);
        prop_assert_eq!(spaced_links(&tidied(&text)), []);
    }
}

fn office(text: &str, lines: OfficeLines) -> String {
    from_office(&OfficeText { text, level: 2, signs: OfficeSigns::Words, lines })
}

#[test]
fn lines_of_a_cell_without_markers_are_items_where_they_are_wanted() {
    assert_eq!(office("相談会を開いた\n広報した。\n", OfficeLines::Items), "- 相談会を開いた\n- 広報した。");
    assert_eq!(
        office("相談会を開いた\u{b}広報した。\r\n次年度も開く。", OfficeLines::Paragraphs),
        "相談会を開いた\\\n広報した。\n\n次年度も開く。"
    );
    assert_eq!(office("区分\n> 東部\n| 西部", OfficeLines::Paragraphs), "区分\\\n\\> 東部\\\n\\| 西部");
    assert_eq!(office("次のとおり。\n・相談会\n・広報", OfficeLines::Items), "次のとおり。\n\n- 相談会\n- 広報");
    assert_eq!(office("【成果】\n増えた。\n\n①一つ\n②二つ", OfficeLines::Paragraphs), "## 成果\n\n増えた。\n\n1. 一つ\n2. 二つ");
}

#[test]
fn signs_of_markdown_in_a_cell_are_words() {
    let text = "# a *b* _c_ [d](e) <f> & `g` ~h~ | \\ 1. {#x}";
    assert_eq!(office(text, OfficeLines::Paragraphs), "\\# a \\*b\\* \\_c\\_ \\[d](e) \\<f> \\& \\`g\\` \\~h\\~ \\| \\\\ 1. \\{#x}");
    let markdown =
        OfficeText {
            text: "**太字**\n| a | b |\n|---|---|\n| c | d |", level: 2, signs: OfficeSigns::Markdown, lines: OfficeLines::Items
        };
    assert_eq!(from_office(&OfficeText { text: "・**太字**", ..markdown }), "- **太字**");
    assert_eq!(from_office(&OfficeText { lines: OfficeLines::Paragraphs, ..markdown }), "**太字**\n| a | b |\n|---|---|\n| c | d |");
}

#[test]
fn a_body_comes_back_from_a_cell_as_it_went() {
    for body in ["- 相談会\n  - 東部\n- 広報", "## 現状\n\n減った。\n\n1. 一つ\n2. 二つ", "増えた。\n\n※注", "- **太字**と[資料](a.pdf)"]
    {
        let cell = for_office(body);
        let typed = OfficeText { text: &cell, level: 2, signs: OfficeSigns::Markdown, lines: OfficeLines::Items };
        assert_eq!(from_office(&typed), body, "{cell}");
    }
}

/// Everything that the page of a body shows, without blanks.
fn shown(markdown: &str) -> String {
    let text = parser(markdown).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => Some(text.to_string()),
        _ => None,
    });
    text.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|letter| !letter.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_letter_of_a_cell_is_lost(text in typed()) {
        for lines in [OfficeLines::Items, OfficeLines::Paragraphs] {
            let markdown = office(&text, lines);
            let kept = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
            prop_assert_eq!(kept(&shown(&markdown)), kept(&text));
            prop_assert_eq!(tidied(&markdown), markdown);
        }
    }

    #[test]
    fn every_sign_of_a_line_is_shown(text in "[a-z*_\\[\\](){}<>&~`|\\\\#+!^=:.\"'-]{1,30}") {
        prop_assert_eq!(shown(&office(&format!("あ{text}"), OfficeLines::Paragraphs)), format!("あ{text}"));
        prop_assert_eq!(shown(&office(&text, OfficeLines::Items)), text);
    }
}
