//! Bodies as HTML: headings, tables, footnotes, links, and raw HTML that is inert.

use super::*;

fn rendered(markdown: &str, raw_html: bool) -> String {
    let outline = prose::outline(markdown, None);
    let body = Body { prefix: String::new(), markdown: markdown.to_owned(), headings: outline.headings, links: BTreeMap::new() };
    let style =
        Style { level: 3, language: Language::Ja, page: Language::Ja, raw_html, link: &|_| None, picture: &|_| None, table_label: "表" };
    html(&body, &style)
}

#[test]
fn lines_of_japanese_are_joined_without_a_space() {
    assert_eq!(rendered("取組を\n進める\nand more", false), "<p>取組を進める\nand more</p>\n");
}

#[test]
fn signs_of_notes_and_numbers_are_joined_as_japanese_is() {
    for sign in ["※", "①", "㈱", "―", "■", "→"] {
        assert_eq!(rendered(&format!("取組\n{sign}一つ"), false), format!("<p>取組{sign}一つ</p>\n"));
        assert_eq!(rendered(&format!("取組{sign}\n一つ"), false), format!("<p>取組{sign}一つ</p>\n"));
        assert_eq!(rendered(&format!("plan\n{sign}\none"), false), format!("<p>plan\n{sign}\none</p>\n"));
    }
}

#[test]
fn headings_begin_at_the_level_of_the_page() {
    assert_eq!(rendered("## 経緯\n\n### 一", false), "<h3 id=\"経緯\">経緯</h3>\n<h4 id=\"一\">一</h4>\n");
}

#[test]
fn raw_html_is_inert_unless_it_is_allowed() {
    assert_eq!(rendered("a <b onclick=\"x\">b</b> c<br>d", false), "<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt; c<br>d</p>\n");
    assert_eq!(rendered("a <b>b</b>", true), "<p>a <b>b</b></p>\n");
    assert_eq!(rendered("<script>alert(1)</script>\n", false), "&lt;script&gt;alert(1)&lt;/script&gt;\n");
}

#[test]
fn tables_have_scopes_and_align_by_class() {
    let expected = concat!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表\"><table><thead><tr><th scope=\"col\">a</th>",
        "<th scope=\"col\" class=\"num\">b</th></tr></thead><tbody>\n<tr><td>c</td><td class=\"num\">1</td></tr>\n</tbody></table></div>\n"
    );
    assert_eq!(rendered("| a | b |\n|---|--:|\n| c | 1 |\n", false), expected);
}

#[test]
fn footnotes_lead_there_and_back() {
    let expected = "<p>a<sup class=\"note-ref\" id=\"note-1-ref\"><a href=\"#note-1\">1</a></sup></p>\n<div class=\"note\" id=\"note-1\"><a href=\"#note-1-ref\">1</a><div>\n<p>b</p>\n</div></div>\n";
    assert_eq!(rendered("a[^x]\n\n[^x]: b\n", false), expected);
}

/// The scheme `javascript` and its like in all the ways in which a browser would still read it.
const SCRIPTS: [&str; 14] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)",
    "&#1;javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&#0;:alert(1)",
    "java\\script:alert(1)",
    "javascript%3Aalert(1)",
    "data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;",
    "vbscript:msgbox(1)",
    "view-source:javascript:alert(1)",
];

#[test]
fn no_link_and_no_picture_runs_a_script_however_it_is_written() {
    for address in SCRIPTS {
        for raw_html in [false, true] {
            let html = rendered(&format!("[x]({address}) [x](<{address}> \"t\") [x][r] ![x]({address})\n\n[r]: {address}\n"), raw_html);
            assert!(!html.contains("<a") && !html.contains("<img") && !html.contains("href") && !html.contains("src"), "{address}: {html}");
        }
        let html = rendered(&format!("<{address}>"), false);
        assert!(!html.contains("<a") && !html.to_lowercase().contains("<java"), "{html}");
    }
}

#[test]
fn titles_and_texts_of_links_stay_within_their_quotation_marks() {
    let html = rendered("[a<b>](https://example.jp/?a=\"&b='<' 'x\" onclick=\"y') ![\"><script>](https://example.jp/a.png)", false);
    let expected = concat!(
        "<p><a href=\"https://example.jp/?a=%22&amp;b=&#x27;%3C&#x27;\" title=\"x&quot; onclick=&quot;y\">a&lt;b&gt;</a> ",
        "<img src=\"https://example.jp/a.png\" alt=\"&quot;&gt;\" /></p>\n"
    );
    assert_eq!(html, expected);
}

#[test]
fn only_elements_that_open_and_close_in_one_place_are_kept() {
    assert_eq!(
        rendered("a<sub>b</sub> <sub>c <br> </br> d</sup>", false),
        "<p>a<sub>b</sub> &lt;sub&gt;c <br> &lt;/br&gt; d&lt;/sup&gt;</p>\n"
    );
    assert_eq!(rendered("<kbd>*a</kbd>*", false), "<p>&lt;kbd&gt;<em>a&lt;/kbd&gt;</em></p>\n");
    assert_eq!(rendered("<ruby>漢<rt onclick=x>かん</rt></ruby>", false), "<p><ruby>漢<rt>かん</rt></ruby></p>\n");
}

#[test]
fn what_describes_a_picture_is_text_alone() {
    let html = rendered("![a <sub>b</sub>](https://example.jp/a.png)\n", false);
    assert!(html.starts_with("<p><img src=\"https://example.jp/a.png\" alt=\"a b\" /></p>\n"), "{html}");
    assert_eq!(rendered("![*a* b](photo.png)", false), "<p><em>a</em> b</p>\n");
}

#[test]
fn a_link_that_would_run_a_script_leads_nowhere() {
    assert_eq!(rendered("[x](javascript:alert(1))", false), "<p>x</p>\n");
}

/// A body whose relative addresses all lead to files.
fn with_files(markdown: &str) -> String {
    let outline = prose::outline(markdown, None);
    let file = |address: &str| Destination::File { path: address.to_owned(), part: None };
    let links = outline.links.iter().map(|link| (link.address.clone(), file(&link.address))).collect();
    let body = Body { prefix: String::new(), markdown: markdown.to_owned(), headings: outline.headings, links };
    let link = |_: &Destination| Some(BodyHref { href: "a.pdf".to_owned(), note: Some("（<PDF>）".to_owned()) });
    let picture = |_: &Destination| Some(ResponsiveImage { src: "b.jpg".to_owned(), srcset: "b.jpg 9w".to_owned(), width: 9, height: 6 });
    html(
        &body,
        &Style {
            level: 3, language: Language::Ja, page: Language::Ja, raw_html: false, link: &link, picture: &picture, table_label: "表"
        },
    )
}

#[test]
fn what_a_file_is_stands_within_its_link() {
    assert_eq!(with_files("[資*料*](x.pdf)"), "<p><a href=\"a.pdf\">資<em>料</em>（&lt;PDF&gt;）</a></p>\n");
}

#[test]
fn a_picture_has_its_text_without_marks_and_only_its_own() {
    let image = |alt: &str| {
        format!(
            "<img class=\"body-picture\" src=\"b.jpg\" srcset=\"b.jpg 9w\" sizes=\"{SIZES}\" width=\"9\" height=\"6\" alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">"
        )
    };
    assert_eq!(with_files("![図 *1*\n`\"a\"` <b>](x.png)後"), format!("<p>{}後</p>\n", image("図 1 &quot;a&quot; ")));
    assert_eq!(with_files("![a ![b](y.png) [c](x.pdf)](x.png)"), format!("<p>{}</p>\n", image("a b c")));
    assert_eq!(with_files("[![図](x.png)](x.pdf)"), format!("<p><a href=\"a.pdf\">{}（&lt;PDF&gt;）</a></p>\n", image("図")));
}
