//! What is tried with any bytes at all: one function for each way in which bytes of others come in. None of them may panic.
//!
//! `fuzz/` calls them with inputs that a fuzzer makes up, `tests/corpus.rs` with the inputs in `fuzz/corpus`.

pub mod number;
pub mod page;
pub mod request;
pub mod word;

use super::html;
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, OnceLock};
use torikumi::bag::{Bag, Damage};
use torikumi::diagnostic::{Place, PrintFormat, Report, SourceId, Sources, json, print, summary};
use torikumi::load::Folder;
use torikumi::load::fields::{NamedValue, TomlBlock, TomlValue};
use torikumi::load::front_matter;
use torikumi::model::prose::{Destination, outline};
use torikumi::model::read::project;
use torikumi::model::{Body, Language, PageKey, Project, Stage};
use torikumi::render::attachment::{BodyHref, ResponsiveImage};
use torikumi::render::{Address, markdown};
use torikumi::sheet::{self, Absences, Conflicts, ParsedStrategy, PlanResult, Proposals, ReportedEdition, TableFile, WantedStrategy};
use torikumi::site::{BaseUrl, Choices, Drafts, Loaded, PhotoCache, Sealing, Site};

/// A way in, by the name of its folder in `fuzz/corpus`.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 8] = [
    ("front_matter", front_matter),
    ("document", document),
    ("markdown", markdown),
    ("number", number::number),
    ("table", table),
    ("word", word::word),
    ("bag", bag),
    ("request", request::request),
];

/// What separates the files of an input of [`document`]; the path follows.
const SEPARATOR: &str = "=== ";

/// A text of any file: split, and every value of its front matter read as everything that a value can be.
pub fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut sources = Sources::default();
    let source = sources.add("content/site.toml".to_owned(), text.clone().into_owned());
    let range = match front_matter::split(&text) {
        Ok(parts) => {
            assert!(parts.facts.end <= parts.body.start && parts.body.end == text.len());
            parts.facts
        }
        Err(_) => 0..text.len(),
    };
    let mut report = Report::default();
    TomlBlock { source, text: &text, range }.read(&mut report, |fields, report| {
        fields.entries().into_iter().for_each(|NamedValue { place, value, .. }| {
            is_in(&place, source, &text);
            read(&value, (source, &text), report);
        });
        Some(())
    });
    say(&report, &sources);
}

fn read(value: &TomlValue<'_>, (source, text): (SourceId, &str), report: &mut Report) {
    is_in(&value.place(), source, text);
    drop((value.digits(), value.as_date(), value.text(report), value.boolean(report)));
    for item in value.items(report).unwrap_or_default() {
        read(&item, (source, text), report);
    }
    let entries = value.fields(report).map(|fields| fields.entries());
    for NamedValue { place, value, .. } in entries.unwrap_or_default() {
        is_in(&place, source, text);
        read(&value, (source, text), report);
    }
}

/// A place can be cut out of its text.
fn is_in(place: &Place, source: SourceId, text: &str) {
    let Place::Span(found, range) = place else { panic!("{place:?} is no span") };
    assert!(*found == source && text.get(range.clone()).is_some(), "{place:?}");
}

/// Everything that is said of a report, in both languages and every form.
fn say(report: &Report, sources: &Sources) {
    for language in [Language::En, Language::Ja] {
        let full = print(report, sources, language, PrintFormat::Full { coloured: false });
        let short = print(report, sources, language, PrintFormat::Short);
        assert_eq!(full.is_empty(), short.is_empty());
        summary(report, sources, language);
        serde_json::from_str::<serde_json::Value>(&json(report, sources, language)).expect("JSON");
    }
}

/// The texts of the small site on which faults are tried, by their paths.
fn site_texts() -> &'static BTreeMap<String, String> {
    static BASE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut texts = BTreeMap::new();
        let mut folders = vec!["content".to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(format!("{}/tests/bad/base/{folder}", super::ROOT)).expect("the small site") {
                let entry = entry.expect("an entry");
                let path = format!("{folder}/{}", entry.file_name().to_str().expect("a name"));
                if entry.path().is_dir() {
                    folders.push(path);
                } else {
                    texts.insert(path, fs::read_to_string(entry.path()).expect("a text"));
                }
            }
        }
        texts
    })
}

/// The small site with other texts in the place of its own.
fn site(texts: BTreeMap<String, String>) -> Folder {
    let mut folder = Folder::default();
    for (path, text) in site_texts().clone().into_iter().chain(texts).collect::<BTreeMap<_, _>>() {
        folder.add_text(&path, &text);
    }
    folder
}

/// A few whole files of a site, each below a line with its path: to diagnostics, and where there is no error to every page and file.
pub fn document(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut path = String::new();
    for line in input.split_inclusive('\n') {
        match line.strip_prefix(SEPARATOR) {
            Some(named) => path = format!("content/{}", named.trim()),
            None => texts.entry(path.clone()).or_default().push_str(line),
        }
    }
    texts.remove("");
    let mut folder = site(texts);
    let mut report = Report::default();
    let loaded = Loaded::read(&mut folder, &choices(), &mut report);
    if let Some(loaded) = &loaded {
        assert!(!report.has_errors());
        render(loaded, &mut report);
    }
    say(&report, &folder.sources);
}

fn choices() -> Choices {
    Choices {
        drafts: Drafts::Shown,
        base_url: BaseUrl::Own,
        sealing: Sealing::Ignored,
        stage: Stage::Production,
        cache: PhotoCache::Look("no cache".into()),
    }
}

fn render(loaded: &Loaded, report: &mut Report) {
    let site = Site::new(loaded);
    let is_ours = !loaded.project().settings.raw_html;
    // The files of open data have properties of their own, in `tests/data`.
    for address in site.addresses().into_iter().filter(|address| !matches!(address, Address::Data(..) | Address::Bundle(_))) {
        let bytes = match site.render(&address) {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(fault) => {
                report.add(fault.0, fault.1);
                continue;
            }
        };
        if matches!(address, Address::Page(..) | Address::Alias(..)) && is_ours {
            page::is_harmless(&address.path(), std::str::from_utf8(&bytes).expect("UTF-8"));
        }
    }
}

/// A body, as pages of both languages have it, with raw HTML and without.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = outline(&text, Some("a"));
    for range in read.links.iter().map(|link| &link.range).chain(read.lists.iter().map(|(_, range)| range)) {
        assert!(text.get(range.clone()).is_some(), "{range:?}");
    }
    let destination = Destination::Page { page: PageKey::Edition(2021), anchor: None };
    let links = read.links.into_iter().map(|link| link.address).filter(|link| !link.contains(':')).map(|link| (link, destination.clone()));
    let body = Body { prefix: "a".to_owned(), markdown: text.clone().into_owned(), headings: read.headings, links: links.collect() };
    for (language, page) in [(Language::Ja, Language::Ja), (Language::Ja, Language::En), (Language::En, Language::En)] {
        let written = |raw_html| {
            let href = || BodyHref { href: "../2021/index.html".to_owned(), note: Some("（PDF：1KB）".to_owned()) };
            let link = |_: &Destination| (language == page).then(href);
            let image = || ResponsiveImage { src: "a.jpg".to_owned(), srcset: "a.jpg 1w".to_owned(), width: 1, height: 1 };
            let picture = |_: &Destination| (language == page).then(image);
            let style = markdown::Style { level: 3, language, page, raw_html, link: &link, picture: &picture, table_label: "表" };
            markdown::html(&body, &style)
        };
        written(true);
        page::is_body(&written(false));
    }
}

/// A file that is imported: as results of an edition and as the plan of a strategy.
pub fn table(bytes: &[u8]) {
    let Ok(tables) = sheet::tables("a", bytes.to_vec()) else { return };
    let file = TableFile { name: "a".to_owned(), tables };
    let folder = site(BTreeMap::new());
    let mut report = Report::default();
    let project = project(&folder, &mut report).expect("the small site");
    for conflicts in [Conflicts::Open, Conflicts::Accepted] {
        results(&folder, &project, &file, conflicts);
        for succeeds in [None, Some(project.strategies[0].id.as_str())] {
            let wanted = WantedStrategy { id: "next", succeeds, proposals: Proposals::Open, absences: Absences::Kept };
            let ParsedStrategy { report, .. } = sheet::strategy(&folder, wanted, &file, conflicts).expect("an id");
            say(&report, &folder.sources);
        }
        plan(&folder, &project, &file, conflicts);
    }
}

/// What an import changes in a strategy that is there can be read again.
fn plan(folder: &Folder, project: &Project, file: &TableFile, conflicts: Conflicts) {
    let id = project.strategies[0].id.as_str();
    let wanted = WantedStrategy { id, succeeds: None, proposals: Proposals::Accepted, absences: Absences::Removed };
    let ParsedStrategy { report, result, .. } = sheet::strategy(folder, wanted, file, conflicts).expect("files that can be changed");
    say(&report, &folder.sources);
    let PlanResult::Changed(changes) = result else { panic!("the strategy is there") };
    let mut changed = Folder::default();
    changes.texts.iter().for_each(|(path, text)| changed.add_text(path, text));
    assert!(sheet::unreadable(&changed, id).is_empty(), "front matter that cannot be read: {changes:?}");
}

/// What an import writes can be read again.
fn results(folder: &Folder, project: &Project, file: &TableFile, conflicts: Conflicts) {
    let reported = ReportedEdition { project, edition: &project.editions[0] };
    let changes = sheet::compare(reported, std::slice::from_ref(file), conflicts);
    say(&changes.report, &folder.sources);
    let texts = sheet::texts(reported, folder, &changes, &[]).expect("front matter that can be changed");
    let mut report = Report::default();
    let after = site(texts);
    self::project(&after, &mut report).expect("the small site");
    assert!(!report.has_errors(), "{}", print(&report, &after.sources, Language::En, PrintFormat::Short));
}

/// Whether verification says what reading came upon: a file that no manifest lists may be one that was moved.
fn is_told(found: &Damage, damage: &Damage) -> bool {
    match (found, damage) {
        (Damage::Moved { to, .. }, Damage::Unlisted { path }) => to == path,
        _ => found == damage,
    }
}

/// A bag: opened, verified, and read whole.
pub fn bag(bytes: &[u8]) {
    let Ok(bag) = Bag::open(Arc::from(bytes)) else { return };
    let damages = bag.verify();
    for damage in &damages {
        assert!(!format!("{damage:?}").is_empty());
    }
    for (path, size) in bag.payload() {
        assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\'), "{path}");
        match bag.read(path) {
            Ok(bytes) => assert_eq!(bytes.len() as u64, size),
            Err(damage) => assert!(damages.iter().any(|found| is_told(found, &damage)), "{damage:?}"),
        }
    }
}
