//! What the web office asks of a site besides its pages: photos, old paths, colours, a logo, and what other machines read.

use crate::harness::{Run, Site, picture, repository};

const MEASURE: &str = "content/editions/2021/goal-1/measure-1.md";

/// A JPEG whose metadata says that it lies on its side, and where it was taken.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let jpeg = picture::jpeg(width, height);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPSLatitude".to_vec();
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xff, 0xe1]);
    whole.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    whole.append(&mut exif);
    whole.extend(&jpeg[2..]);
    whole
}

/// The base site with a photo in its measure.
fn with_photo(bytes: &[u8]) -> Site {
    let site = Site::base();
    site.write("content/editions/2021/goal-1/photos/a.jpg", "");
    std::fs::write(site.path("content/editions/2021/goal-1/photos/a.jpg"), bytes).unwrap();
    let text = site.read(MEASURE);
    let photo = "+++\n[[photo]]\nfile = \"photos/a.jpg\"\nalt = { ja = \"広場\", en = \"A square\" }\ncaption = { ja = \"駅前\", en = \"In front of the station\" }\ncredit = { ja = \"広報課\", en = \"Public relations\" }\n";
    site.write(MEASURE, &text.replacen("+++\n", photo, 1));
    site
}

fn built(site: &Site) {
    let run = site.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

fn refused(site: &Site) -> String {
    let Run { status, stdout, stderr } = site.run(&["build", "--format", "short"]);
    assert_eq!((status, stdout.as_str()), (1, ""), "{stderr}");
    stderr
}

#[test]
fn a_photo_is_offered_upright_in_several_widths_without_its_metadata() {
    let site = with_photo(&jpeg(1200, 700));
    built(&site);
    let page = site.read("output/2021/goal-1.html");
    let photos: Vec<String> = site.tree("output/2021/assets").into_keys().filter(|name| name.starts_with("photo.")).collect();
    let widths: Vec<&str> = photos.iter().filter_map(|name| name.split('-').nth(1)).collect();
    assert_eq!(widths, ["480.jpg", "700.jpg"]);
    assert!(page.contains("width=\"700\" height=\"1200\" alt=\"広場\" loading=\"lazy\""), "{page}");
    assert!(page.contains("<figcaption>駅前（広報課）</figcaption>"), "{page}");
    for name in photos {
        let bytes = std::fs::read(site.path(&format!("output/2021/assets/{name}"))).unwrap();
        assert!(!bytes.windows(4).any(|window| window == b"Exif" || window == b"GPSL"), "{name}");
        let (width, height) = picture::size_of_jpeg(&bytes);
        assert!(height > width, "{name}");
    }
    assert!(site.read("output/en/2021/goal-1.html").contains("alt=\"A square\""));
}

#[test]
fn copies_of_photos_are_kept_for_the_next_build_and_checking_writes_none() {
    let site = with_photo(&jpeg(300, 200));
    assert_eq!(site.run(&["check"]).status, 0);
    assert!(!site.path(".torikumi").exists() && !site.path("output").exists());
    built(&site);
    assert_eq!(site.tree(".torikumi/photos").len(), 1);
}

#[test]
fn what_lies_among_the_kept_copies_is_published_only_where_it_is_one() {
    let site = with_photo(&jpeg(300, 200));
    built(&site);
    let copies = |site: &Site| -> Vec<Vec<u8>> {
        let assets = site.tree("output/2021/assets").into_iter();
        assets.filter(|(name, _)| name.starts_with("photo.")).map(|(_, bytes)| bytes).collect()
    };
    let (sound, kept) = (copies(&site), site.tree(".torikumi/photos"));
    let name = kept.keys().next().unwrap();
    let place = site.path(&format!(".torikumi/photos/{name}"));
    let secret = site.path("secret.txt");
    std::fs::write(&secret, "secret").unwrap();
    let again = |site: &Site| {
        site.remove("output");
        built(site);
        assert_eq!(copies(site), sound);
        assert_eq!(site.read("secret.txt"), "secret");
    };
    std::fs::remove_file(&place).unwrap();
    std::os::unix::fs::symlink(&secret, &place).unwrap();
    again(&site);
    assert!(site.tree(".torikumi/photos") == kept, "a link is replaced by a copy");
    std::fs::write(&place, "other bytes").unwrap();
    again(&site);
    // The folder as a link: nothing is read or written behind it.
    std::fs::rename(site.path(".torikumi"), site.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path(".torikumi")).unwrap();
    std::fs::write(site.path(&format!("elsewhere/photos/{name}")), "other bytes").unwrap();
    again(&site);
    assert_eq!(site.read(&format!("elsewhere/photos/{name}")), "other bytes");
}

#[test]
fn a_photo_whose_pixels_break_off_is_an_error_at_its_place() {
    let noise = picture::noisy_jpeg(600, 400);
    let report = refused(&with_photo(&[&noise[..noise.len() / 2], &[0xff, 0xd9]].concat()));
    assert!(report.contains("measure-1.md:3:8: error[photo-unusable]"), "{report}");
}

#[test]
fn a_photo_that_is_no_picture_is_an_error_at_its_place() {
    let report = refused(&with_photo(b"not a picture"));
    assert!(report.contains("measure-1.md:3:8: error[photo-unusable]"), "{report}");
}

#[test]
fn a_photo_whose_picture_is_broken_is_an_error_at_its_place_while_pages_are_made() {
    let mut photo = picture::png(300, 200, |x, y| [(x * y % 251) as u8, x as u8, y as u8]);
    // From its head to its end all is there, but the last pixels are not those of their checksum, which lies before the end.
    let last = photo.len() - 12 - 4 - 3;
    photo[last] ^= 1;
    let site = with_photo(&photo);
    let report = refused(&site);
    assert!(report.contains("measure-1.md:3:8: error[photo-unusable]"), "{report}");
    let full = site.run(&["build"]).stderr;
    assert!(full.contains("3 | file = \"photos/a.jpg\""), "{full}");
}

#[test]
fn a_photo_that_is_cut_off_is_found_before_pages_are_made() {
    let photo = jpeg(30, 20);
    let report = with_photo(&photo[..photo.len() - 20]).run(&["check", "--format", "short"]).stderr;
    assert!(report.contains("measure-1.md:3:8: error[photo-unusable]"), "{report}");
}

#[test]
fn a_photo_needs_a_text_for_those_who_cannot_see_it() {
    let site = with_photo(&jpeg(30, 20));
    site.change(MEASURE, "alt = { ja = \"広場\", en = \"A square\" }\n", "");
    assert!(refused(&site).contains("error[missing-key]: `alt` is missing"));
}

#[test]
fn a_missing_photo_names_the_nearest_file() {
    let site = with_photo(&jpeg(30, 20));
    site.change(MEASURE, "photos/a.jpg", "photos/b.jpg");
    assert!(refused(&site).contains("did you mean `photos/a.jpg`?"));
}

#[test]
fn an_old_path_leads_to_its_page_in_each_language() {
    let site = Site::base();
    site.change("content/editions/2021/edition.md", "title =", "aliases = [\"plan/old.html\", \"r3/\"]\ntitle =");
    built(&site);
    for (path, target) in
        [("plan/old.html", "../2021/index.html"), ("r3/index.html", "../2021/index.html"), ("en/plan/old.html", "../2021/index.html")]
    {
        let page = site.read(&format!("output/{path}"));
        assert!(page.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={target}\">")), "{path}: {page}");
    }
}

#[test]
fn an_old_path_may_not_stand_where_a_page_stands() {
    let site = Site::base();
    site.change("content/editions/2021/edition.md", "title =", "aliases = [\"about.html\"]\ntitle =");
    assert!(refused(&site).contains("error[alias-taken]: `about.html` is taken"));
}

#[test]
fn an_old_path_may_not_leave_the_site() {
    let site = Site::base();
    site.change("content/editions/2021/edition.md", "title =", "aliases = [\"../x.html\"]\ntitle =");
    assert!(refused(&site).contains("error[wrong-type]"));
}

#[test]
fn a_city_changes_a_colour_without_touching_anything_else() {
    let site = Site::base();
    site.write("themes/default/palette.toml", "[light]\ng1 = \"#003300\"\n");
    built(&site);
    let styles: Vec<String> = site.tree("output/assets").into_keys().filter(|name| name.starts_with("style.")).collect();
    let sheet = site.read(&format!("output/assets/{}", styles[0]));
    assert!(sheet.contains("--g1:#003300;") && sheet.contains("--g2:#a22b40;"));
}

#[test]
fn a_colour_that_is_too_pale_is_an_error_with_the_pair_and_its_contrast() {
    let site = Site::base();
    site.write("themes/default/palette.toml", "[light]\nlink = \"#88aaff\"\n");
    let report = refused(&site);
    assert!(
        report.contains("palette.toml:2:8: error[low-contrast]: light: `link` on `paper` has a contrast of 2.27:1, less than 4.50:1"),
        "{report}"
    );
}

/// A page that says a city's own word in itself, in a part that it includes, and in a component.
fn with_own_words(component: &str) -> Site {
    let site = Site::base();
    for (tag, word) in [("ja", "ようこそ"), ("en", "Welcome")] {
        let words = std::fs::read_to_string(repository(&format!("themes/default/words.{tag}.toml"))).expect("the theme");
        site.write(&format!("themes/default/words.{tag}.toml"), &format!("{words}\n[own]\ngreeting = \"{word}\"\n"));
    }
    site.write("themes/default/templates/part.html", "<p>2 {{ w.own.greeting }}</p>");
    site.write("themes/default/templates/components/own.html", component);
    let page = "<p>1 {{ w.own.greeting }}</p>{% include \"part.html\" %}{{ <own w={w} /> }}";
    site.write(
        "themes/default/templates/404.html",
        &format!("{{% extends \"base.html\" %}}{{% block content %}}{page}{{% endblock content %}}"),
    );
    site
}

#[test]
fn templates_of_a_city_see_its_own_words_in_the_language_of_the_page() {
    let site = with_own_words("{% component own(w) %}<p>3 {{ w.own.greeting }}</p>{% endcomponent own %}");
    built(&site);
    for (path, word) in [("404.html", "ようこそ"), ("en/404.html", "Welcome")] {
        let page = site.read(&format!("output/{path}"));
        for place in 1..=3 {
            assert_eq!(page.matches(&format!("<p>{place} {word}</p>")).count(), 1, "{path}");
        }
    }
}

#[test]
fn a_template_that_cannot_be_read_is_said_once_for_all_languages() {
    let report = refused(&with_own_words("{% component own(w) %}\n{{ w.own.greeting | shout }}{% endcomponent own %}"));
    assert_eq!(report.matches("error[").count(), 1, "{report}");
    assert!(report.starts_with("themes/default/templates/components/own.html:2:"), "{report}");
}

/// A site that has no strategy yet, with every page that such a site can have.
fn without_strategies() -> Site {
    let site = Site::empty();
    let title = "title = { ja = \"試験市総合戦略の取組状況\", en = \"Test City Strategy: Progress Report\" }\n";
    let statement = "[accessibility]\nlevel = { ja = \"AA\", en = \"AA\" }\ntested = \"2022-03\"\n";
    site.write("content/site.toml", &format!("{title}base_url = \"https://www.city.example.jp\"\n{statement}"));
    site.write(
        "content/pages/about.md",
        "+++\ntitle = { ja = \"このサイト\", en = \"About\" }\naliases = [\"old.html\"]\n+++\n\n説明です。\n",
    );
    site.write("content/pages/about.en.md", "What this is.\n");
    site
}

#[test]
fn a_site_without_strategies_has_the_pages_that_it_has_with_all_templates_read() {
    let (few, all) = (without_strategies(), without_strategies());
    let own = "themes/default/templates/404.html";
    all.write(own, &std::fs::read_to_string(repository(own)).expect("the theme"));
    built(&few);
    built(&all);
    let pages = few.tree("output");
    for path in ["index.html", "en/archive/index.html", "about.html", "old.html", "en/accessibility.html", "404.html", "feed.xml"] {
        assert!(pages.contains_key(path), "{path} of {:?}", pages.keys());
    }
    assert!(pages == all.tree("output"));
}

#[test]
fn a_citys_own_template_is_looked_at_before_any_page_needs_it() {
    let site = without_strategies();
    site.write("themes/default/templates/comparison.html", "{% extends \"base.html\" %}\n{% block content %}");
    let report = refused(&site);
    assert!(report.starts_with("themes/default/templates/comparison.html:2:"), "{report}");
}

#[test]
fn a_logo_stands_on_every_page() {
    let site = Site::base();
    site.write("content/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let text = site.read("content/site.toml");
    site.write("content/site.toml", &format!("{text}\n[logo]\nfile = \"logo.svg\"\nalt = {{ ja = \"市章\", en = \"City emblem\" }}\n"));
    built(&site);
    assert!(site.read("output/index.html").contains("alt=\"市章\""));
    assert!(site.read("output/en/2021/goal-1.html").contains("src=\"../../2021/assets/logo."));
}

#[test]
fn a_logo_that_runs_something_or_leads_out_is_refused_with_its_line() {
    for (inside, line) in [
        ("<script>alert(1)</script>", "line 2 has `script`"),
        ("<g onload=\"x()\"/>", "in line 2 `onload` runs a script"),
        ("<use href=\"https://a.example/x.svg#a\"/>", "in line 2 `href` takes something from outside"),
    ] {
        let site = Site::base();
        site.write("content/logo.svg", &format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{inside}</svg>"));
        let text = site.read("content/site.toml");
        site.write("content/site.toml", &format!("{text}\n[logo]\nfile = \"logo.svg\"\nalt = {{ ja = \"市章\", en = \"City emblem\" }}\n"));
        let report = refused(&site);
        assert!(report.contains("content/logo.svg: error[photo-unusable]") && report.contains(line), "{report}");
        assert_eq!(site.run(&["archive", "2021"]).status, 1);
        assert!(!site.path("content/archive").exists());
    }
}

#[test]
fn the_accessibility_page_shows_what_the_city_has_filled_in_and_nothing_else() {
    let site = Site::base();
    built(&site);
    assert!(!site.path("output/accessibility.html").exists());
    let text = site.read("content/site.toml");
    let statement = "\n[accessibility]\nlevel = { ja = \"AA\", en = \"AA\" }\ntested = \"2022-03\"\n";
    site.write("content/site.toml", &(text + statement));
    built(&site);
    let page = site.read("output/accessibility.html");
    assert!(page.contains("<dt>目標とする適合レベル</dt><dd>AA</dd>") && page.contains("<dd>令和4年3月</dd>"), "{page}");
    assert!(!page.contains("例外事項"));
    assert!(site.read("output/2021/goal-1.html").contains("href=\"../accessibility.html\""));
}

#[test]
fn what_needs_absolute_addresses_appears_only_with_a_base_address() {
    let site = Site::base();
    built(&site);
    let without = site.read("output/2021/index.html");
    assert!(!without.contains("og:") && !without.contains("ld+json") && !without.contains("atom+xml"));
    assert!(!site.path("output/feed.xml").exists());
    assert_eq!(site.run(&["build", "--base-url", "https://www.city.example.jp/plan/"]).status, 0);
    let with = site.read("output/2021/index.html");
    assert!(with.contains("<meta property=\"og:url\" content=\"https://www.city.example.jp/plan/2021/\">"), "{with}");
    assert!(with.contains("\"@type\":\"Dataset\"") && with.contains("\"@type\":\"BreadcrumbList\""), "{with}");
    let feed = site.read("output/en/feed.xml");
    assert!(feed.contains("<id>https://www.city.example.jp/plan/en/2021/</id>") && feed.contains("xml:lang=\"en\""), "{feed}");
    assert!(site.read("output/sitemap.xml").contains("hreflang=\"en\" href=\"https://www.city.example.jp/plan/en/about.html\""));
}

#[test]
fn a_page_without_a_text_of_its_own_in_english_does_not_claim_to_be_english() {
    let site = Site::base();
    site.write("content/pages/vision.md", "+++\ntitle = { ja = \"将来像\" }\naliases = [\"old/vision.html\"]\n+++\n\n本文です。\n");
    assert_eq!(site.run(&["build", "--base-url", "https://www.city.example.jp/plan"]).status, 0);
    let (japanese, english) = (site.read("output/vision.html"), site.read("output/en/vision.html"));
    for page in [&japanese, &english] {
        assert!(page.contains("<link rel=\"canonical\" href=\"https://www.city.example.jp/plan/vision.html\">"), "{page}");
        assert!(!page.contains("hreflang=\"en\"") && page.contains("hreflang=\"x-default\""), "{page}");
    }
    assert!(english.contains("href=\"../vision.html\" lang=\"ja\" hreflang=\"ja\""), "readers still change the language");
    let sitemap = site.read("output/sitemap.xml");
    assert!(
        sitemap.contains("<loc>https://www.city.example.jp/plan/vision.html</loc>") && !sitemap.contains("/en/vision.html"),
        "{sitemap}"
    );
    let translated = site.read("output/en/about.html");
    assert!(translated.contains("hreflang=\"en\" href=\"https://www.city.example.jp/plan/en/about.html\""), "{translated}");
    assert!(translated.contains("hreflang=\"x-default\" href=\"https://www.city.example.jp/plan/about.html\""), "{translated}");
    let alias = site.read("output/old/vision.html");
    assert!(!alias.contains("noindex") && alias.contains("<link rel=\"canonical\""), "an old path leads an index to its target: {alias}");
}

#[test]
fn an_entry_of_the_feed_says_what_the_report_is_about() {
    let site = Site::base();
    assert_eq!(site.run(&["build", "--base-url", "https://www.city.example.jp/plan"]).status, 0);
    for folder in ["", "en/"] {
        let (feed, page) = (site.read(&format!("output/{folder}feed.xml")), site.read(&format!("output/{folder}2021/index.html")));
        let summary = feed.split_once("<summary>").and_then(|(_, rest)| rest.split_once("</summary>")).map(|(summary, _)| summary).unwrap();
        assert!(!summary.is_empty() && page.contains(&format!("<meta name=\"description\" content=\"{summary}\">")), "{summary}");
    }
}

#[test]
fn the_page_for_paper_names_the_first_page_of_every_part() {
    let site = Site::base();
    built(&site);
    let page = site.read("output/2021/print.html");
    for (anchor, number) in [("overview", "A-1"), ("part-1", "1-1"), ("figures", "B-1")] {
        assert!(page.contains(&format!("id=\"{anchor}\"")) && page.contains(&format!("<span class=\"p\">{number}</span>")), "{anchor}");
    }
}

#[test]
fn the_page_for_wrong_addresses_is_in_both_languages_at_any_depth() {
    let site = Site::base();
    assert_eq!(site.run(&["build", "--base-url", "https://city.example/plan"]).status, 0);
    let page = site.read("output/404.html");
    let (japanese, english) = (page.find(">ページが見つかりません<").unwrap(), page.find(">Page not found<").unwrap());
    assert!(japanese < english && page[japanese..english].contains("<section class=\"sec\" lang=\"en\""), "{page}");
    for home in ["<a href=\"/plan/index.html\"", "<a href=\"/plan/en/index.html\" hreflang=\"en\""] {
        assert!(page.contains(home), "{home} is not in {page}");
    }
    assert!(site.read("output/en/404.html").contains("<section class=\"sec\" lang=\"ja\""));
    site.change("content/site.toml", "[\"ja\", \"en\"]", "[\"ja\"]");
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(!site.read("output/404.html").contains("Page not found"));
}
