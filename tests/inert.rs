//! Texts of authors are texts: whatever is written into them runs nowhere.

use crate::corpus::targets::page;
use crate::harness::html::Page;
use crate::harness::{Run, Site, picture, repository};
use std::collections::BTreeMap;

/// Ends a title, a script, an attribute and an element, and begins others.
const PAYLOAD: &str = "</title></script><script>alert(1)</script><b onclick='alert(2)' class=\\\"x\\\">&lt;]]>";

/// Keys whose value is any text.
const KEYS: [&str; 7] = ["ja", "en", "one", "other", "en_one", "en_other", "telephone"];

/// The site that has every key, with the payload in every text.
fn site() -> (Site, usize) {
    let site = Site::empty().with(&repository("tests/schemas"));
    let mut count = 0;
    for (path, bytes) in site.tree("content") {
        if !path.ends_with(".md") && !path.ends_with(".toml") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let mut written = String::new();
        for part in text.split_inclusive('"') {
            written.push_str(part);
            let key =
                part.strip_suffix(" = \"").and_then(|part| part.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next());
            if key.is_some_and(|key| KEYS.contains(&key)) {
                count += 1;
                written.push_str(&format!("{count}{PAYLOAD}"));
            }
        }
        let body = PAYLOAD.replace('\\', "");
        site.write(&format!("content/{path}"), &if path.ends_with(".md") { format!("{written}\n{body}\n\n{body}\n") } else { written });
    }
    std::fs::write(site.path("content/editions/2020/goal-1/photo.jpg"), picture::jpeg(40, 20)).unwrap();
    (site, count)
}

#[test]
fn every_text_key_is_escaped_in_every_page_chart_and_feed() {
    let (site, count) = site();
    assert!(count > 150, "{count} texts");
    let run = site.run(&["build", "--drafts", "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr.chars().take(4000).collect::<String>());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in site.tree("output-drafts") {
        let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind).to_owned();
        if path.starts_with(".torikumi") || !["html", "svg", "xml"].contains(&kind.as_str()) {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("<script>alert") && !text.contains("<b onclick"), "{path}");
        match kind.as_str() {
            "html" => page::is_harmless(&path, &text),
            _ => drop(Page::read(&path, &text)),
        }
        *kinds.entry(kind).or_default() += usize::from(text.contains("alert(1)") || text.contains("alert(2)"));
    }
    assert!(kinds["html"] > 20 && kinds["svg"] > 0 && kinds["xml"] > 0, "{kinds:?}");
}

#[test]
fn structured_data_says_the_texts_and_cannot_end_its_script() {
    let (site, _) = site();
    assert_eq!(site.run(&["build", "--drafts", "--quiet"]).status, 0);
    let mut found = 0;
    for (path, bytes) in site.tree("output-drafts").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8(bytes).unwrap();
        for part in text.split("<script type=\"application/ld+json\">").skip(1) {
            let json = part.split("</script>").next().unwrap();
            let value: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}: {json}"));
            found += usize::from(value.to_string().contains("<script>alert(1)</script>"));
        }
    }
    assert!(found > 0);
}

#[test]
fn addresses_in_settings_that_would_run_a_script_are_refused() {
    for address in
        ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//evil.example", "https://", "https://a b", "form.html"]
    {
        let site = Site::base();
        let contact = format!("\n[contact]\ndivision = {{ ja = \"課\", en = \"Division\" }}\nform = \"{address}\"\n");
        site.write("content/site.toml", &(site.read("content/site.toml") + &contact));
        let run = site.run(&["check", "--format", "short"]);
        let expected = format!(
            "content/site.toml:9:8: error[wrong-type]: expected an address such as https://www.city.example.jp/report, found `{address}`"
        );
        assert!(run.status == 1 && run.stderr.starts_with(&expected), "{}", run.stderr);
        site.change("content/site.toml", &format!("form = \"{address}\""), "form = \"https://www.city.example.jp/form?a=1#b\"");
        assert_eq!(site.run(&["build", "--quiet"]), Run::new(0, "", ""));
        let licence = format!("licence = {{ name = {{ ja = \"許諾\", en = \"Licence\" }}, url = \"{address}\" }}\n");
        site.write("content/site.toml", &(licence + &site.read("content/site.toml")));
        let run = site.run(&["check", "--format", "short"]);
        assert!(run.status == 1 && run.stderr.starts_with("content/site.toml:1:57: error[wrong-type]"), "{}", run.stderr);
    }
}

#[test]
fn raw_html_is_kept_as_it_is_written_where_it_is_allowed_but_not_links_that_run_scripts() {
    let site = Site::base();
    let body = "<div onclick=\"x()\">a</div>\n\n<script>x()</script>\n\n[b](javascript:x())\n";
    site.write("content/pages/about.md", &format!("+++\ntitle = {{ ja = \"頁\", en = \"Page\" }}\n+++\n\n{body}"));
    let written = |site: &Site| {
        assert_eq!(site.run(&["build", "--quiet"]).status, 0);
        site.read("output/about.html")
    };
    let page = written(&site);
    assert!(page.contains("&lt;div onclick=&quot;x()&quot;&gt;a&lt;/div&gt;") && page.contains("&lt;script&gt;x()&lt;/script&gt;"));
    assert!(page.contains("<p>b</p>"));
    page::is_harmless("about.html", &page);
    site.write("content/site.toml", &(site.read("content/site.toml") + "\n[markdown]\nraw_html = true\n"));
    let page = written(&site);
    assert!(page.contains("<div onclick=\"x()\">a</div>\n<script>x()</script>\n<p>b</p>"), "{page}");
}
