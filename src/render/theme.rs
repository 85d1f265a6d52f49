//! A theme: templates, texts and a style sheet, embedded in the program and overridden file by file from the site's folder.

mod loop_limit;
mod style_sheet;
mod template_fault;

use super::palette;
use super::words::ThemeWords;
use crate::diagnostic::{Fault, NameClass, Place, Report, SourceId};
use crate::digest;
use crate::load::Folder;
use crate::model::{Language, Project, Settings};
use loop_limit::{CountedTemplate, LoopCounter};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use template_fault::{fault, faults};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

/// The files of the theme `default`, by their paths below the theme's folder.
const EMBEDDED: &[(&str, &str)] = &[
    ("icon.svg", include_str!("../../themes/default/icon.svg")),
    ("palette.toml", include_str!("../../themes/default/palette.toml")),
    ("print.css", include_str!("../../themes/default/print.css")),
    ("style.css", include_str!("../../themes/default/style.css")),
    ("table.js", include_str!("../../themes/default/table.js")),
    ("templates/404.html", include_str!("../../themes/default/templates/404.html")),
    ("templates/accessibility.html", include_str!("../../themes/default/templates/accessibility.html")),
    ("templates/alias.html", include_str!("../../themes/default/templates/alias.html")),
    ("templates/all-series.html", include_str!("../../themes/default/templates/all-series.html")),
    ("templates/archive.html", include_str!("../../themes/default/templates/archive.html")),
    ("templates/base.html", include_str!("../../themes/default/templates/base.html")),
    ("templates/changes.html", include_str!("../../themes/default/templates/changes.html")),
    ("templates/comparison.html", include_str!("../../themes/default/templates/comparison.html")),
    ("templates/components/board.html", include_str!("../../themes/default/templates/components/board.html")),
    ("templates/components/bullet.html", include_str!("../../themes/default/templates/components/bullet.html")),
    ("templates/components/bundle.html", include_str!("../../themes/default/templates/components/bundle.html")),
    ("templates/components/corrections.html", include_str!("../../themes/default/templates/components/corrections.html")),
    ("templates/components/difference.html", include_str!("../../themes/default/templates/components/difference.html")),
    ("templates/components/glance.html", include_str!("../../themes/default/templates/components/glance.html")),
    ("templates/components/goal-card.html", include_str!("../../themes/default/templates/components/goal-card.html")),
    ("templates/components/grade.html", include_str!("../../themes/default/templates/components/grade.html")),
    ("templates/components/grade-picture.html", include_str!("../../themes/default/templates/components/grade-picture.html")),
    ("templates/components/help.html", include_str!("../../themes/default/templates/components/help.html")),
    ("templates/components/photo.html", include_str!("../../themes/default/templates/components/photo.html")),
    ("templates/components/plan-years.html", include_str!("../../themes/default/templates/components/plan-years.html")),
    ("templates/components/population.html", include_str!("../../themes/default/templates/components/population.html")),
    ("templates/components/review.html", include_str!("../../themes/default/templates/components/review.html")),
    ("templates/components/year-line.html", include_str!("../../themes/default/templates/components/year-line.html")),
    ("templates/cover.html", include_str!("../../themes/default/templates/cover.html")),
    ("templates/data.html", include_str!("../../themes/default/templates/data.html")),
    ("templates/edition.html", include_str!("../../themes/default/templates/edition.html")),
    ("templates/goal.html", include_str!("../../themes/default/templates/goal.html")),
    ("templates/home.html", include_str!("../../themes/default/templates/home.html")),
    ("templates/indicator.html", include_str!("../../themes/default/templates/indicator.html")),
    ("templates/indicators.html", include_str!("../../themes/default/templates/indicators.html")),
    ("templates/page.html", include_str!("../../themes/default/templates/page.html")),
    ("templates/print.html", include_str!("../../themes/default/templates/print.html")),
    ("templates/series.html", include_str!("../../themes/default/templates/series.html")),
    ("templates/strategy.html", include_str!("../../themes/default/templates/strategy.html")),
    ("words.en.toml", include_str!("../../themes/default/words.en.toml")),
    ("words.ja.toml", include_str!("../../themes/default/words.ja.toml")),
];

/// The templates of pages that tell of strategies and their editions.
const STRATEGY_TEMPLATES: [&str; 12] = [
    "all-series.html",
    "changes.html",
    "comparison.html",
    "cover.html",
    "data.html",
    "edition.html",
    "goal.html",
    "indicator.html",
    "indicators.html",
    "print.html",
    "series.html",
    "strategy.html",
];

/// A theme without faults.
#[derive(Debug)]
pub struct Theme {
    templates: Tera,
    words: BTreeMap<Language, LanguageWords>,
    assets: Assets,
    /// Place of each template, by its name.
    places: BTreeMap<String, SourceId>,
    /// The templates of the city's own.
    counted: BTreeMap<SourceId, CountedTemplate>,
    loops: LoopCounter,
}

/// The words of one language.
#[derive(Debug)]
struct LanguageWords {
    words: ThemeWords,
    /// The same, as templates see them.
    value: Value,
}

/// A part of a page as templates see it, made once for several pages.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ViewPart(Value);

impl ViewPart {
    /// The part that a struct shows.
    pub fn of(view: &impl serde::Serialize) -> ViewPart {
        ViewPart(Value::from_serializable(view))
    }

    /// The part that is one text; empty where it is more.
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

/// The files of a theme that pages refer to.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet, its colours in front.
    pub style: Asset,
    /// The additional style sheet of the page for paper.
    pub print: Asset,
    /// The script that sorts and filters tables; pages are complete without it.
    pub script: Asset,
    /// The icon of the site.
    pub icon: Asset,
}

impl Assets {
    /// All of them.
    pub fn all(&self) -> [&Asset; 4] {
        [&self.style, &self.print, &self.script, &self.icon]
    }
}

/// A file that pages refer to, named by its content.
#[derive(Clone, Debug)]
pub struct Asset {
    /// With a part of its SHA-256: `style.1a2b3c4d5e.css`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Asset {
    /// Names a file by its content.
    pub fn new(stem: &str, ending: &str, bytes: Vec<u8>) -> Asset {
        Asset { name: format!("{stem}.{}.{ending}", digest::short(&bytes, 10)), bytes }
    }
}

impl Theme {
    /// Puts the theme of a site together. Faults of its files go to `report`; `None` when it cannot be used.
    pub fn new(folder: &mut Folder, project: &Project, report: &mut Report) -> Option<Theme> {
        let settings = &project.settings;
        add_embedded(folder, settings, report)?;
        let root = format!("themes/{}", settings.theme);
        let files: BTreeMap<String, SourceId> = folder.below(&root).map(|(path, id)| (path.to_owned(), id)).collect();
        let text = |path: &str| files.get(path).map(|id| (*id, folder.sources.get(*id).text.as_str()));
        let places: BTreeMap<String, SourceId> =
            files.iter().filter_map(|(path, id)| Some((path.strip_prefix("templates/")?.to_owned(), *id))).collect();
        let read_words = || read_words(&settings.languages, |language| text(&format!("words.{}.toml", language.tag())));
        let has_strategies = !(project.strategies.is_empty() && project.editions.is_empty());
        let own = places.iter().filter(|(_, id)| folder.files.contains_key(id));
        let counted: BTreeMap<SourceId, CountedTemplate> =
            own.map(|(_, id)| (*id, CountedTemplate::of(&folder.sources.get(*id).text))).collect();
        let loops = LoopCounter::default();
        let with_loops = |tera: Tera| counting(tera, &loops, &counted, &places);
        let (templates, (words, found)) = rayon::join(|| templates(folder, &places, has_strategies).and_then(with_loops), read_words);
        report.append(found);
        if let Err(error) = &templates {
            for (place, fault) in faults(error, &places, folder) {
                report.add(place, fault);
            }
        }
        let asset = |stem: &str, ending: &str| Some(Asset::new(stem, ending, text(&format!("{stem}.{ending}"))?.1.as_bytes().to_vec()));
        let sheet = |name: &str| text(name).map(|(_, css)| style_sheet::compact(css));
        let (source, toml) = text("palette.toml")?;
        let palette = palette::Palette::read(source, toml, report)?;
        let style = Asset::new("style", "css", format!("{}{}", palette.css(), sheet("style.css")?).into_bytes());
        let print = Asset::new("print", "css", sheet("print.css")?.into_bytes());
        let assets = Assets { style, print, script: asset("table", "js")?, icon: asset("icon", "svg")? };
        (words.len() == settings.languages.len()).then_some(Theme { templates: templates.ok()?, words, assets, places, counted, loops })
    }

    /// The words of a language of the site.
    pub fn words(&self, language: Language) -> &ThemeWords {
        &self.words[&language].words
    }

    /// Whether the city has templates of its own.
    pub fn has_own_templates(&self) -> bool {
        !self.counted.is_empty()
    }

    /// The files that pages refer to.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// Renders a template.
    ///
    /// # Errors
    ///
    /// The template's fault with its place, boxed because it is rare.
    pub fn render(&self, template: &str, language: Language, view: impl serde::Serialize) -> Result<Vec<u8>, Box<(Place, Fault)>> {
        let failed = |error: tera::Error| {
            let (place, fault) = fault(&error, &self.places);
            Box::new((self.written(place), fault))
        };
        let mut context = Context::from_serialize(&view).map_err(failed)?;
        drop(view);
        context.insert_value("w", self.words[&language].value.clone());
        let mut page = PageBuffer { bytes: Vec::with_capacity(USUAL_BYTES), is_full: false };
        let rendered = self.loops.counted(|| self.templates.render_to(template, &context, &mut page));
        if page.is_full {
            let place = self.places.get(template).map_or_else(|| Place::File("themes".to_owned()), |id| Place::Span(*id, 0..0));
            let message = format!("the page grows beyond {} MB: does a loop in it end?", MAX_BYTES >> 20);
            return Err(Box::new((place, Fault::Template { message })));
        }
        rendered.map_err(failed)?;
        Ok(page.bytes)
    }

    /// A place in a template as the city wrote it.
    fn written(&self, place: Place) -> Place {
        match place {
            Place::Span(id, range) => {
                let written = self.counted.get(&id).map_or(range.clone(), |counted| counted.written(range));
                Place::Span(id, written)
            }
            Place::File(_) | Place::Cell(_) => place,
        }
    }
}

/// Most bytes of a page: those of a whole edition with a hundred measures are a few millions.
const MAX_BYTES: usize = 128 << 20;
/// Bytes of a usual page.
const USUAL_BYTES: usize = 16 << 10;

/// The bytes of a page, limited so that no template of a city fills the memory.
struct PageBuffer {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for PageBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full = bytes.len() > MAX_BYTES - self.bytes.len();
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Adds the embedded files wherever the site's folder has none of that name.
fn add_embedded(folder: &mut Folder, settings: &Settings, report: &mut Report) -> Option<()> {
    let root = format!("themes/{}", settings.theme);
    if settings.theme != "default" && folder.below(&root).next().is_none() {
        let known: BTreeSet<&str> = folder.below("themes").filter_map(|(path, _)| path.split('/').next()).chain(["default"]).collect();
        report.add(settings.theme_place.clone(), Fault::unknown(NameClass::Theme, &settings.theme, known));
        return None;
    }
    for (path, text) in EMBEDDED {
        let path = format!("{root}/{path}");
        if !folder.texts.contains_key(&path) {
            folder.add_text(&path, text);
        }
    }
    Some(())
}

/// The words of every language of a site; a language whose file has a fault is missing, and the report says why.
fn read_words<'a>(
    languages: &[Language],
    text: impl Fn(Language) -> Option<(SourceId, &'a str)> + Sync,
) -> (BTreeMap<Language, LanguageWords>, Report) {
    let read = |language: &Language| {
        let mut report = Report::default();
        let words = text(*language).and_then(|(id, toml)| ThemeWords::read(id, toml, *language, &mut report));
        (words.map(|words| (*language, LanguageWords { value: Value::from_serializable(&words), words })), report)
    };
    let mut report = Report::default();
    let mut all = BTreeMap::new();
    for (words, found) in languages.par_iter().map(read).collect::<Vec<_>>() {
        all.extend(words);
        report.append(found);
    }
    (all, report)
}

/// All templates of a theme, or those that a site without strategies has pages for: to parse the others would take as long as all its
/// pages. Where the city has templates of its own, which may refer to any and may be wrong, all are parsed.
fn templates(folder: &Folder, places: &BTreeMap<String, SourceId>, has_strategies: bool) -> TeraResult<Tera> {
    let all = has_strategies || places.values().any(|id| folder.files.contains_key(id));
    let wanted = places.iter().filter(|(name, _)| all || !STRATEGY_TEMPLATES.contains(&name.as_str()));
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.register_filter("safe", finished);
    tera.add_raw_templates(wanted.map(|(name, id)| (name.as_str(), folder.sources.get(*id).text.as_str())))?;
    Ok(tera)
}

/// The same with the templates of the city's own counting their loops. What is wrong with one was found in it as it is written.
fn counting(
    mut tera: Tera,
    loops: &LoopCounter,
    counted: &BTreeMap<SourceId, CountedTemplate>,
    places: &BTreeMap<String, SourceId>,
) -> TeraResult<Tera> {
    tera.register_function(loop_limit::FUNCTION, loops.clone());
    tera.add_raw_templates(places.iter().filter_map(|(name, id)| Some((name.as_str(), counted.get(id)?.text.as_str()))))?;
    Ok(tera)
}

/// Takes text for finished HTML. Tera's own filter of this name lets undefined variables pass; this one does not.
fn finished(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    match value.as_str() {
        Some(html) => Ok(Value::safe_string(html)),
        None if value.is_undefined() => Err(tera::Error::message("there is no such variable")),
        None => Ok(Value::safe_string(&value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_default_theme_is_embedded() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let files = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let on_disk: BTreeSet<String> =
            files.filter_map(|entry| Some(entry.path().strip_prefix(&root).ok()?.to_str()?.to_owned())).collect();
        let embedded: BTreeSet<String> = EMBEDDED.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(on_disk, embedded);
    }
}
