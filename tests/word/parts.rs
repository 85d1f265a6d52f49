//! What each part of a document becomes.

use super::document::{WordDocument, marked, paragraph, run, table};
use super::{HEADING, faults, imported};

#[test]
fn lists_headings_tables_and_links_become_markdown() {
    let mut document = WordDocument::below(HEADING);
    let link = document.link("https://example.jp/a b");
    let list = document.new_list();
    let document = document
        .item(&run("一つ"), 1, 0)
        .item(&run("その下"), 1, 1)
        .item(&run("二つ"), 1, 0)
        .raw(&paragraph(&format!("{}<w:r><w:br/></w:r>{}", run("1行目"), run("2行目 *")), ""))
        .item(&run("初め"), list, 0)
        .item(&run("次"), list, 0)
        .heading(3, "資料")
        .raw(&paragraph(&format!("{}<w:hyperlink r:id=\"{link}\">{}</w:hyperlink>{}", run("計画は"), run("こちら"), run("。")), ""))
        .raw(&table(&[vec![run("年度"), run("件数")], vec![run("R4"), run("1|2")]]))
        .heading(4, "内訳")
        .plain("本文");
    let found = imported(document);
    assert_eq!(faults(&found.run), [""; 0]);
    assert_eq!(
        found.body,
        "\n- 一つ\n  - その下\n- 二つ\n\n1行目\\\n2行目 \\*\n\n1. 初め\n2. 次\n\n## 資料\n\n計画は[こちら](https://example.jp/a%20b)。\n\n\
         | 年度 | 件数 |\n|---|---|\n| R4 | 1\\|2 |\n\n### 内訳\n\n本文\n"
    );
}

#[test]
fn a_merged_cell_is_repeated_and_a_table_of_sections_is_a_frame() {
    let merged = "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>計</w:t></w:r></w:p></w:tc>\
        <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>年度</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>R3</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>R4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let frame = table(&[
        vec![run("主な取組"), run("・相談会")],
        vec![run("課題"), run("人手が足りない。")],
        vec![run("今後の方針"), run("見直し")],
        vec![run("予算額（千円）"), run("1,200")],
    ]);
    let found = imported(WordDocument::below(HEADING).raw(&frame).raw(&paragraph(&run("【参考】"), "")).raw(merged));
    assert_eq!(faults(&found.run), [""; 0]);
    assert_eq!(
        found.body,
        "\n- 相談会\n\n## 課題\n\n人手が足りない。\n\n## 参考\n\n| 計 | 年度 | 年度 |\n|---|---|---|\n| 計 | R3 | R4 |\n"
    );
    let facts = found.run.stdout;
    assert!(facts.contains("今後の方針") && facts.contains("予算額（円）"), "{facts}");
}

#[test]
fn of_changes_fields_readings_and_boxes_what_is_shown_is_read() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>さくらせ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>桜瀬</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let changed = "<w:ins><w:r><w:t>増えた</w:t></w:r></w:ins><w:del><w:r><w:delText>減った</w:delText></w:r></w:del>";
    let drawn = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>囲みの文</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>囲みの文</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let signs = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r><w:r><w:sym w:font=\"Webdings\" w:char=\"F021\"/></w:r>";
    let hidden = marked("内緒", "<w:vanish/>");
    let document = WordDocument::below(HEADING)
        .raw(&paragraph(&format!("{ruby}{}{field}{}{changed}{drawn}{note}{signs}{hidden}", run("の"), run("頁"), ), ""))
        .part("footnotes", "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>速報値</w:t></w:r></w:p></w:footnote>")
        .part("comments", "<w:comment w:id=\"0\"><w:p><w:r><w:t>要確認</w:t></w:r></w:p></w:comment>");
    let found = imported(document);
    assert_eq!(found.body, "\n桜瀬の7頁増えた[^1]→\n\n囲みの文\n\n[^1]: 速報値\n");
    assert_eq!(
        faults(&found.run),
        [
            "warning[not-placed]: 変更履歴で削除された文は取り込みません：「減った」",
            "warning[not-placed]: 隠し文字は取り込みません：「内緒」",
            "warning[not-placed]: 特定のフォントだけにある記号は取り込みません：「Webdings F021」",
            "warning[not-placed]: コメントは取り込みません：「要確認」",
        ]
    );
}

#[test]
fn headings_are_matched_by_number_and_title_and_read_as_is_said() {
    for (heading, said) in [
        ("施策２（２）　関係人口の創出", None),
        ("【(2) 関係人口の創出】", None),
        ("関係人口の創出（企画調整課）", None),
        ("2-2 関係人口の創出・拡大", Some("warning[heading-read-as]: 見出し「2-2 関係人口の創出・拡大」を(2) 関係人口の創出と読みました")),
        ("(5) 関係人口の創出", Some("warning[heading-read-as]: 見出し「(5) 関係人口の創出」を(2) 関係人口の創出と読みました")),
    ] {
        for document in [
            WordDocument::new().heading(1, "基本目標2 桜瀬への新しい「ひと」の流れをつくる").heading(2, heading).plain("本文"),
            WordDocument::new().plain("基本目標２").plain(heading).plain("本文"),
        ] {
            let found = imported(document);
            assert_eq!((found.body.as_str(), faults(&found.run).first().map(String::as_str)), ("\n本文\n", said), "{heading}");
        }
    }
}

#[test]
fn what_belongs_to_no_measure_is_said_with_its_beginning() {
    let document =
        WordDocument::new().plain("お世話になります。").heading(2, HEADING).plain("本文").heading(2, "(9) その他").plain("あとがき");
    let found = imported(document);
    assert_eq!((found.run.status, found.body.as_str()), (1, "\n本文\n"));
    let said = faults(&found.run);
    assert_eq!(said[0], "warning[not-placed]: 最初の施策の見出しより前にあるため、取り込んでいません：「お世話になります。」");
    assert!(said[1..].iter().any(|line| line.contains("error[unknown-name]: 施策 `(9) その他` はありません")), "{said:?}");
    assert!(said[1..].iter().any(|line| line.ends_with("取り込んでいません：「あとがき」")), "{said:?}");
}
