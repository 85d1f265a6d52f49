//! The examples of the documentation, tried on Kanazawa's content: what comes out is what the pages print.

use super::Page;
use crate::harness::Site;
use crate::harness::html;

const PLAN: &str = "content/strategies/first/goal-1/goal.md";
const REPORT: &str = "content/editions/2016/goal-1/goal.md";
const RESULT: &str = "after-school-club-children = ";

/// A text without its line breaks.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts the indicator of a page, and its result, where the page says.
fn with_the_indicator(page: &Page) -> Site {
    let site = Site::kanazawa();
    let plan = site.read(PLAN);
    let end = plan.rfind("\n+++").unwrap();
    site.write(PLAN, &format!("{}\n{}{}", &plan[..end], page.code_block("[[indicator]]"), &plan[end..]));
    site.change(REPORT, "[results]\n", &format!("[results]\n{}", page.code_block(RESULT)));
    site
}

/// All that a page of the built site says.
fn text(site: &Site, path: &str) -> String {
    joined(&html::Page::read(path, &site.read(&format!("output/{path}"))).texts_of("main").join(" "))
}

#[test]
fn the_new_indicator_is_shown_as_the_pages_say() {
    let (readme, start) = (Page::read("README.md"), Page::read("docs/getting-started.md"));
    assert_eq!(
        [readme.code_block("[[indicator]]"), readme.code_block(RESULT)],
        [start.code_block("[[indicator]]"), start.code_block(RESULT)]
    );
    let site = with_the_indicator(&readme);
    assert_eq!(site.run(&["build", "--quiet"]).status, 0);
    let japanese = text(&site, "2016/indicators/after-school-club-children.html");
    let english = text(&site, "en/2016/indicators/after-school-club-children.html");
    for (says, shown) in [
        ("Up from 1,200 people to 1,290 people, 30 behind the on-schedule value of 1,320 people.", &english),
        ("(1,290 − 1,200) ÷ (1,500 − 1,200) =", &english),
        ("30.0%", &english),
        ("2 ÷ 5", &english),
        ("40.0%", &english),
        ("75.0%", &english),
        ("Slightly behind", &english),
        ("やや遅れ", &japanese),
    ] {
        assert!(joined(&readme.text).contains(says) && joined(&start.text).contains(says), "the pages do not say `{says}`");
        assert!(shown.contains(says), "`{says}` is not in: {shown}");
    }
    let sentence = "1,200人から1,290人に増え、予定の1,320人に30人届かない。";
    assert!(joined(&start.text).contains(sentence) && japanese.contains(sentence), "{japanese}");
}

#[test]
fn the_fault_of_the_readme_is_printed_as_it_stands_there() {
    let readme = Page::read("README.md");
    let site = with_the_indicator(&readme);
    site.change(REPORT, "after-school-club-children", "after-school-club-childen");
    let fault = readme.code_block("error[unknown-name]");
    assert_eq!(site.run(&["build"]).stderr, format!("{fault}\n1 error in 1 file\n"));
}

#[test]
fn the_faults_of_the_page_on_errors_are_printed_as_they_stand_there() {
    let page = Page::read("docs/errors.md");
    let site = Site::kanazawa();
    site.change(REPORT, "postnatal-care-supporters = 147", "postnatal-care-suporters = 147");
    site.change(REPORT, "ekinishi-temporary-childcare-users = 1190", "ekinishi-temporary-childcare-users = \"1190人\"");
    let english = page.code_block("$ torikumi build --root ../copy\n");
    assert_eq!(format!("$ torikumi build --root ../copy\n{}", site.run(&["build"]).stderr), english);
    let japanese = page.code_blocks().into_iter().find(|text| text.contains("はありません"));
    assert_eq!(Some(site.run(&["build", "--lang", "ja"]).stderr), japanese);
    let short = site.run(&["build", "--format", "short"]).stderr;
    assert_eq!(short.lines().next(), Some(page.code_block("content/editions").trim_end()));

    site.change(REPORT, "\"1190人\"", "1190");
    let json = site.run(&["build", "--format", "json"]).stdout;
    assert_eq!(json, page.code_block("{\"diagnostics\"").replace(",\n", ","));
}
