//! The pages that explain the files, and the ways to them.

use super::{KANAZAWA, TSUBAKI, built, bytes};
use crate::harness::Site;
use crate::harness::html::{Page, Token};
use serde_json::{Value, json};

fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// Which table of a section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The first rows of the file.
    Preview,
    /// What the columns mean, folded.
    Columns,
}

/// The rows of a table of a section.
fn rows(page: &Page, section: &str, part: Part) -> Vec<Vec<String>> {
    let inside = |around: &[&Token]| {
        let is_folded = around.iter().any(|element| element.name() == Some("details"));
        is_folded == (part == Part::Columns) && around.iter().any(|element| element.get("id") == Some(section))
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    page.walk(|around, token| match (token.name(), token) {
        (Some("tr"), _) if inside(around) => rows.push(Vec::new()),
        (Some("td" | "th"), _) if inside(around) => rows.last_mut().unwrap().push(String::new()),
        (_, Token::Text(text)) if inside(around) && around.iter().any(|element| matches!(element.name(), Some("td" | "th"))) => {
            rows.last_mut().unwrap().last_mut().unwrap().push_str(text);
        }
        _ => {}
    });
    rows
}

#[test]
fn every_file_is_offered_with_its_size_in_both_languages() {
    for (path, up) in [("2016/data/index.html", ""), ("en/2016/data/index.html", "../../../2016/data/")] {
        let page = page(&KANAZAWA, path);
        let of_files = |around: &[&Token]| around.iter().any(|element| element.get("id") == Some("files"));
        let mut targets = Vec::new();
        page.walk(|around, token| {
            if of_files(around) && token.name() == Some("a") {
                targets.extend(token.get("href").and_then(|target| target.strip_prefix(up)).map(str::to_owned));
            }
        });
        let names = page.texts(|around, element| of_files(around) && element.name() == Some("a"));
        let sizes = page.texts(|around, element| of_files(around) && element.is_of("value"));
        assert_eq!((targets.len(), names.len(), sizes.len()), (7, 7, 7));
        assert!(names[0].starts_with("Excel") && names.iter().all(|name| !name.contains('.')), "{names:?}");
        for (name, shown) in targets.iter().zip(sizes) {
            let size = bytes(&KANAZAWA, &format!("2016/data/{name}")).len();
            assert_eq!(shown, format!("{} kB", size.div_ceil(1000)), "{path}: {name}");
        }
    }
}

#[test]
fn the_page_explains_every_column_of_both_tables() {
    let dictionary = super::rows(&bytes(&KANAZAWA, "2016/data/dictionary.csv"));
    for path in ["2016/data/index.html", "en/2016/data/index.html", "data/index.html", "en/data/index.html"] {
        let page = page(&KANAZAWA, path);
        for name in ["indicators", "observations"] {
            let expected = dictionary.iter().filter(|entry| entry["表"] == name).map(|entry| {
                let header = entry.get("項目名").cloned();
                (header.is_none(), format!("{}{}", header.unwrap_or_default(), entry["機械可読名"]))
            });
            let rows = rows(&page, name, Part::Columns);
            assert_eq!(rows.len() - 1, expected.clone().count(), "{path}");
            for (row, (is_json_only, shown)) in rows[1..].iter().zip(expected) {
                assert!(
                    if is_json_only { row[0].contains("JSON") && row[0].ends_with(&shown) } else { row[0] == shown },
                    "{path}: {row:?}"
                );
                assert!(!row[1].is_empty(), "{path}: {row:?}");
            }
        }
    }
}

#[test]
fn the_page_shows_the_first_rows_of_each_file_and_when_it_changed() {
    let first = super::rows(&bytes(&KANAZAWA, "2016/data/indicators.csv"));
    let page = page(&KANAZAWA, "2016/data/index.html");
    let shown = rows(&page, "indicators", Part::Preview);
    assert_eq!(shown[0], ["項目名", "1行目", "2行目", "3行目"]);
    for row in &shown[1..] {
        let cells: Vec<String> = first[..3].iter().map(|entry| entry.get(&row[0]).cloned().unwrap_or_default()).collect();
        assert_eq!(row[1..], cells, "{}", row[0]);
    }
    assert!(shown.iter().any(|row| row[0] == "評価") && shown.iter().any(|row| row[0] == "指標名"), "{shown:?}");
    assert!(KANAZAWA.read("output/2016/data/index.html").contains("最終更新：平成29年9月"));
    assert!(KANAZAWA.read("output/en/data/index.html").contains("Last updated: September 2017"));
}

#[test]
fn pages_lead_to_the_data_of_what_they_are_about() {
    let leads = |path: &str, target: &str| page(&TSUBAKI, path).links().iter().any(|(_, _, link)| link == target);
    for (path, target) in [
        ("index.html", "data/index.html"),
        ("en/index.html", "data/index.html"),
        ("archive/index.html", "../data/index.html"),
        ("archive/index.html", "../2018/data/index.html"),
        ("data/index.html", "../2018/data/index.html"),
        ("2018/index.html", "data/index.html"),
        ("2018/indicators.html", "data/index.html"),
        ("2018/goal-1.html", "data/index.html"),
    ] {
        assert!(leads(path, target), "{path} to {target}");
    }
    // An edition leads out of itself only to a short closed list.
    for (path, target) in [("2018/index.html", "../data/index.html"), ("2018/data/index.html", "../../data/index.html")] {
        assert!(!leads(path, target), "{path} to {target}");
    }
}

#[test]
fn no_link_of_the_whole_site_is_dead() {
    let site = Site::empty();
    let root = crate::harness::repository("tests/sites/tsubaki");
    let run = site.run(&["check", "--root", root.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.lines().next()), (0, Some("no faults")), "{}", run.stderr);
    assert!(!run.stderr.contains("dead-link"), "{}", run.stderr);
}

#[test]
fn search_engines_are_told_of_the_files_where_the_site_has_an_address() {
    let site = Site::kanazawa();
    site.change("content/site.toml", "base_url = \"\"", "base_url = \"https://example.jp/report\"\nlicence = \"CC-BY-4.0\"");
    let site = built(site, &["build"]);
    for (path, folder, name) in [
        ("en/2016/index.html", "2016/data/", "progress-report-2016.zip"),
        ("2016/data/index.html", "2016/data/", "progress-report-2016.zip"),
        ("data/index.html", "data/", "progress-reports.zip"),
    ] {
        let html = site.read(&format!("output/{path}"));
        let scripts = html.split("<script type=\"application/ld+json\">").skip(1).map(|rest| rest.split("</script>").next().unwrap());
        let dataset: Value =
            scripts.map(|script| serde_json::from_str(script).unwrap()).find(|data: &Value| data["@type"] == "Dataset").unwrap();
        let expected = |name: &str, media: &str| {
            let address = format!("https://example.jp/report/{folder}{name}");
            json!({ "@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": media })
        };
        let files = dataset["distribution"].as_array().unwrap();
        assert_eq!((files.len(), &files[1]), (7, &expected("indicators.csv", "text/csv")), "{path}");
        assert_eq!(files[6], expected(name, "application/zip"), "{path}");
        assert_eq!(dataset["license"], json!("https://creativecommons.org/licenses/by/4.0/"), "{path}");
        assert_eq!(dataset["temporalCoverage"], json!("2016-04-01/2017-03-31"), "{path}");
    }
    let sitemap = site.read("output/sitemap.xml");
    assert!(["report/data/</loc>", "report/2016/data/</loc>", "report/en/2016/data/</loc>"].iter().all(|end| sitemap.contains(end)));
}
