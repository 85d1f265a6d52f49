//! Files beside pages: documents that bodies lead to, and pictures that bodies show.

use crate::harness::{Run, Site, picture};
use crate::web::jpeg;
use std::collections::BTreeSet;
use std::fs;
use torikumi::bag::Bag;
use torikumi::diagnostic::Report;
use torikumi::load;
use torikumi::model::Stage;
use torikumi::site::{BaseUrl, Choices, Drafts, Loaded, PhotoCache, Sealing};

const EDITION: &str = "content/editions/2021/edition.md";
const GOAL: &str = "content/editions/2021/goal-1/goal.md";
const ABOUT: &str = "content/pages/about.md";
const PDF: &[u8] = b"%PDF-1.4\nthe materials of the committee\n";

fn put(site: &Site, path: &str, bytes: &[u8]) {
    fs::create_dir_all(site.path(path).parent().unwrap()).unwrap();
    fs::write(site.path(path), bytes).unwrap();
}

/// Adds lines to a body.
fn add(site: &Site, path: &str, text: &str) {
    site.write(path, &format!("{}\n{text}\n", site.read(path)));
}

/// The base site with a document and a picture beside the goal of its edition, in both languages.
fn with_both() -> Site {
    let site = Site::base();
    put(&site, "content/editions/2021/goal-1/資料 1.PDF", PDF);
    put(&site, "content/editions/2021/goal-1/zu.jpg", &jpeg(1200, 700));
    add(&site, GOAL, "[資料1](<資料 1.PDF>)をご覧ください。\n\n![案内板の*位置*](zu.jpg \"地図\")");
    site.write(
        &GOAL.replace(".md", ".en.md"),
        "See the [materials](%E8%B3%87%E6%96%99%201.PDF#page=3).\n\n![Where the boards stand](zu.jpg)\n",
    );
    site
}

fn built(site: &Site) {
    let run = site.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

/// The files in a folder of assets, without those of the theme.
fn assets(site: &Site, folder: &str) -> Vec<String> {
    let of_theme = |name: &String| ["style.", "print.", "table.", "icon."].iter().any(|start| name.starts_with(start));
    site.tree(folder).into_keys().filter(|name| !of_theme(name)).collect()
}

fn faults(site: &Site, command: &str) -> String {
    let Run { stderr, .. } = site.run(&[command, "--format", "short"]);
    stderr
}

/// What is said of a link to a file of this content.
fn refused(name: &str, bytes: &[u8], body: &str) -> String {
    let site = Site::base();
    put(&site, &format!("content/pages/{name}"), bytes);
    add(&site, ABOUT, body);
    let Run { status, stdout, stderr } = site.run(&["build", "--format", "short"]);
    assert_eq!((status, stdout.as_str()), (1, ""), "{stderr}");
    stderr
}

#[test]
fn a_document_is_published_with_its_edition_as_it_is_and_its_link_says_kind_and_size() {
    let site = with_both();
    built(&site);
    let documents: Vec<String> = assets(&site, "output/2021/assets").into_iter().filter(|name| name.ends_with(".pdf")).collect();
    let [name] = documents.as_slice() else { panic!("{documents:?}") };
    assert!(name.starts_with("資料-1."), "{name}");
    assert_eq!(fs::read(site.path(&format!("output/2021/assets/{name}"))).unwrap(), PDF);
    let digest = name.strip_prefix("資料-1.").unwrap();
    let href = format!("assets/%E8%B3%87%E6%96%99-1.{digest}");
    let japanese = site.read("output/2021/goal-1.html");
    assert!(japanese.contains(&format!("<a href=\"{href}\">資料1（PDF：1KB）</a>をご覧ください。")), "{japanese}");
    let english = site.read("output/en/2021/goal-1.html");
    assert!(english.contains(&format!("<a href=\"../../2021/{href}#page=3\">materials (PDF, 1 kB)</a>")), "{english}");
    assert_eq!(assets(&site, "output/assets"), [""; 0]);
    assert_eq!(faults(&site, "check"), "");
}

#[test]
fn a_picture_of_a_body_is_offered_as_photos_are() {
    let site = with_both();
    built(&site);
    let copies: Vec<String> = assets(&site, "output/2021/assets").into_iter().filter(|name| name.starts_with("photo.")).collect();
    assert_eq!(copies.iter().filter_map(|name| name.split('-').nth(1)).collect::<Vec<_>>(), ["480.jpg", "700.jpg"]);
    for name in &copies {
        let bytes = fs::read(site.path(&format!("output/2021/assets/{name}"))).unwrap();
        assert!(!bytes.windows(4).any(|window| window == b"Exif" || window == b"GPSL"), "{name}");
    }
    let (small, large) = (&copies[0], &copies[1]);
    let image = |folder: &str, alt: &str| {
        format!(
            "<img class=\"body-picture\" src=\"{folder}assets/{large}\" srcset=\"{folder}assets/{small} 480w, {folder}assets/{large} 700w\" sizes=\"(min-width: 40em) 32rem, 100vw\" width=\"700\" height=\"1200\" alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">"
        )
    };
    let japanese = image("", "案内板の位置").replace(" loading", " title=\"地図\" loading");
    assert!(site.read("output/2021/goal-1.html").contains(&japanese));
    assert!(site.read("output/en/2021/goal-1.html").contains(&image("../../2021/", "Where the boards stand")));
}

#[test]
fn a_file_that_pages_outside_of_editions_name_lies_with_the_site_and_is_there_once() {
    let site = Site::base();
    put(&site, "content/pages/files/shiryo.pdf", PDF);
    put(&site, "content/pages/zu.png", &picture::png(900, 600, |x, y| [x as u8, y as u8, 0]));
    add(&site, ABOUT, "[資料](files/shiryo.pdf)と[図](zu.png)と[![図](zu.png)](files/shiryo.pdf)");
    add(&site, &ABOUT.replace(".md", ".en.md"), "[Materials](files/shiryo.pdf)");
    add(&site, "content/strategies/plan/strategy.md", "[資料](../../pages/files/shiryo.pdf)");
    site.write("content/strategies/plan/strategy.en.md", "Nothing more.\n");
    built(&site);
    let names = assets(&site, "output/assets");
    let kinds: Vec<&str> = names.iter().map(|name| name.rsplit(['-', '.']).take(2).last().unwrap()).collect();
    assert_eq!((names.len(), kinds[0], kinds[1]), (3, "480", "900"), "{names:?}");
    assert_eq!(assets(&site, "output/2021/assets"), [""; 0]);
    let page = site.read("output/about.html");
    assert!(page.contains(&format!("<a href=\"assets/{}\">図（JPEG：900×600ピクセル）</a>", names[1])), "{page}");
    assert!(page.contains("decoding=\"async\">（PDF：1KB）</a>"), "{page}");
    assert!(site.read("output/strategies/plan/index.html").contains(&format!("../../assets/{}", names[2])));
    assert_eq!(faults(&site, "check"), "");
}

#[test]
fn a_picture_that_is_only_linked_to_is_published_in_one_width() {
    let site = Site::base();
    put(&site, "content/pages/zu.jpg", &picture::jpeg(900, 600));
    add(&site, ABOUT, "[図](zu.jpg)");
    built(&site);
    let names = assets(&site, "output/assets");
    assert!(matches!(names.as_slice(), [name] if name.ends_with("-900.jpg")), "{names:?}");
}

#[test]
fn what_nothing_names_is_not_published_and_only_check_says_so() {
    let site = with_both();
    put(&site, "content/editions/2021/hyo.xlsx", b"PK\x03\x04");
    put(&site, "content/notes.bak", b"x");
    built(&site);
    assert!(!site.tree("output").keys().any(|path| path.contains("hyo") || path.ends_with(".bak")));
    assert_eq!(site.run(&["check"]).status, 0);
    let told = "content/editions/2021/hyo.xlsx: note[attachment-unused]: no body leads to this document";
    assert!(faults(&site, "check").starts_with(told));
    assert_eq!(faults(&site, "build"), "");
}

#[test]
fn only_a_file_that_is_not_there_is_called_so() {
    let missing = refused("a.pdf", PDF, "[資料](b.pdf)");
    assert!(missing.contains("error[broken-link]: the link leads to no file: `b.pdf` (did you mean `a.pdf`?)"), "{missing}");
    for (name, link) in [("a.html", "[a](a.html)"), ("a.js", "[a](a.js)"), ("a.svg", "![a](a.svg)"), ("a.exe", "[a](a.exe)")] {
        let refused = refused(name, b"x", link);
        assert!(refused.contains("error[attachment-unusable]") && !refused.contains("broken-link"), "{refused}");
    }
    let kinds = refused("a.svg", b"<svg/>", "[a](a.svg)");
    assert!(kinds.contains("`.pdf`, `.xlsx`, `.docx`, `.pptx`, `.csv`, `.zip`, `.jpg`, `.jpeg`, `.png`, `.webp`"), "{kinds}");
    let settings = refused("a.pdf", PDF, "[設定](../site.toml)");
    assert!(settings.contains("error[attachment-unusable]: the file `content/site.toml`"), "{settings}");
    let picture = refused("a.pdf", PDF, "![資料](a.pdf)");
    assert!(picture.contains("pictures are files of these kinds: `.jpg`, `.jpeg`, `.png`, `.webp`"), "{picture}");
    let page = refused("a.pdf", PDF, "![報告](../editions/2021/edition.md)");
    assert!(page.contains("error[attachment-unusable]"), "{page}");
}

#[test]
fn a_picture_needs_a_text_for_those_who_cannot_see_it() {
    let refused = refused("zu.jpg", &picture::jpeg(30, 20), "[![ ](zu.jpg)](about.md)");
    assert!(refused.contains("about.md:9:2: error[picture-without-text]"), "{refused}");
}

#[test]
fn a_link_never_leads_out_of_the_content() {
    for link in ["../../secret.pdf", "../../../secret.pdf", "%2e%2e/%2e%2e/secret.pdf", "../../themes/a.pdf", "..%2f..%2fsecret.pdf"] {
        let site = Site::base();
        put(&site, "secret.pdf", PDF);
        put(&site, "themes/a.pdf", PDF);
        add(&site, ABOUT, &format!("[a]({link})"));
        let run = site.run(&["build", "--format", "short"]);
        assert_eq!(run.status, 1, "{link}");
        assert!(run.stderr.contains("error[broken-link]"), "{link}: {}", run.stderr);
    }
}

#[test]
fn links_pipes_and_folders_in_place_of_a_file_are_refused() {
    let site = Site::base();
    put(&site, "secret.pdf", PDF);
    std::os::unix::fs::symlink(site.path("secret.pdf"), site.path("content/pages/a.pdf")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(site.path("content/pages/b.pdf")).status().unwrap().success());
    fs::create_dir(site.path("content/pages/c.pdf")).unwrap();
    add(&site, ABOUT, "[a](a.pdf) [b](b.pdf) [c](c.pdf)");
    let run = site.run(&["build", "--format", "short"]);
    assert_eq!(run.status, 1);
    for code in ["a.pdf: error[link-leaves-folder]", "b.pdf: error[not-a-file]", "`c.pdf`"] {
        assert!(run.stderr.contains(code), "{code}: {}", run.stderr);
    }
}

#[test]
fn the_content_has_to_be_what_the_name_says() {
    let of_other_kinds: [(&str, &[u8]); 4] =
        [("a.pdf", b"<!DOCTYPE html><script>alert(1)</script>%PDF-1.4"), ("a.docx", b"PK\x03\x04"), ("a.zip", PDF), ("a.csv", b"<html>")];
    for (name, bytes) in of_other_kinds {
        let refused = refused(name, bytes, &format!("[a]({name})"));
        assert!(refused.contains("about.md:9:1: error[attachment-unusable]") && refused.contains("save it anew"), "{refused}");
    }
    let table = refused("a.csv", b"\x94\x4e\x93\x78,1\r\n", "[a](a.csv)");
    assert!(table.contains("save it as CSV UTF-8"), "{table}");
    let photo = refused("a.jpg", b"<svg/>", "![a](a.jpg)");
    assert!(photo.contains("about.md:9:1: error[photo-unusable]: the picture `content/pages/a.jpg` cannot be used"), "{photo}");
}

#[test]
fn a_document_beyond_the_limit_is_refused_with_its_size() {
    let site = Site::base();
    put(&site, "content/pages/a.pdf", PDF);
    fs::File::options().write(true).open(site.path("content/pages/a.pdf")).unwrap().set_len((50 << 20) + 1).unwrap();
    add(&site, ABOUT, "[a](a.pdf)");
    let told = faults(&site, "build");
    assert!(told.contains("error[attachment-unusable]") && told.contains("it has 51 MB, and 50 MB are the limit"), "{told}");
}

#[test]
fn files_of_a_draft_are_published_with_the_draft_only_and_looked_at_always() {
    let site = with_both();
    site.change(EDITION, "published = \"2022-09\"", "draft = true");
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(!site.tree("output").keys().any(|path| path.ends_with(".pdf")));
    assert_eq!(faults(&site, "check"), "");
    assert_eq!(site.run(&["build", "--drafts"]).status, 0);
    assert!(site.tree("output-drafts").keys().any(|path| path.ends_with(".pdf")));
    put(&site, "content/editions/2021/goal-1/資料 1.PDF", b"<html>");
    assert!(faults(&site, "build").contains("error[attachment-unusable]"));
}

#[test]
fn a_sealed_edition_keeps_its_files_byte_for_byte_when_they_are_gone() {
    let site = with_both();
    put(&site, "content/pages/shared.pdf", b"%PDF-1.4 shared");
    add(&site, EDITION, "[別冊](../../pages/shared.pdf)");
    site.write(&EDITION.replace(".md", ".en.md"), "Nothing more.\n");
    built(&site);
    let of_edition = |site: &Site| site.tree("output/2021");
    let before = of_edition(&site);
    let run = site.run(&["archive", "2021", "--date", "2026-04-01", "--force", "test"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let bag = Bag::open(fs::read(site.path("content/archive/2021.zip")).unwrap().into()).unwrap();
    let paths: BTreeSet<&str> = bag.payload().map(|(path, _)| path).collect();
    assert!(paths.contains("sources/content/editions/2021/goal-1/資料 1.PDF") && paths.contains("sources/content/pages/shared.pdf"));
    assert_eq!(paths.iter().filter(|path| path.starts_with("site/2021/assets/") && path.ends_with(".pdf")).count(), 2);
    for gone in ["content/editions/2021/goal-1/資料 1.PDF", "content/editions/2021/goal-1/zu.jpg", "content/pages/shared.pdf"] {
        site.remove(gone);
    }
    site.remove("output");
    built(&site);
    assert!(of_edition(&site) == before);
    assert_eq!(faults(&site, "check"), "");
    assert_eq!(site.run(&["verify"]).status, 0);
    // Sealed anew, it would lack them.
    let anew = site.run(&["archive", "2021", "--revision", "a mistake", "--format", "short"]);
    assert_eq!(anew.status, 1);
    assert!(anew.stderr.contains("error[broken-link]"), "{}", anew.stderr);
}

#[test]
fn files_whose_names_differ_in_capitals_only_have_one_address() {
    let site = Site::base();
    for name in ["content/pages/A.pdf", "content/editions/2021/a.pdf"] {
        put(&site, name, PDF);
    }
    put(&site, "content/pages/other.pdf", b"%PDF-1.4 other");
    add(&site, ABOUT, "[a](A.pdf) [b](../editions/2021/a.pdf) [c](other.pdf)");
    built(&site);
    let names = assets(&site, "output/assets");
    assert!(matches!(names.as_slice(), [a, other] if a.starts_with("a.") && other.starts_with("other.")), "{names:?}");
}

#[test]
fn a_document_that_changes_while_the_site_is_made_is_a_fault_at_its_link() {
    let files = with_both();
    let mut report = Report::default();
    let mut folder = load::load(files.root(), &mut report).unwrap();
    let choices = Choices {
        drafts: Drafts::Hidden,
        base_url: BaseUrl::Own,
        sealing: Sealing::Shown,
        stage: Stage::Production,
        cache: PhotoCache::Look(files.path("none")),
    };
    let loaded = Loaded::read(&mut folder, &choices, &mut report).unwrap();
    let site = torikumi::site::Site::new(&loaded);
    let address = site.addresses().into_iter().find(|address| address.path().ends_with(".pdf")).unwrap();
    assert_eq!(site.render(&address).unwrap().as_deref(), Some(PDF));
    put(&files, "content/editions/2021/goal-1/資料 1.PDF", b"%PDF-1.4\nother materials of the same kind");
    let fault = site.render(&address).unwrap_err();
    assert_eq!((folder.sources.path(&fault.0), fault.1.code()), (GOAL, "attachment-unusable"));
}
