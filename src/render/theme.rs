//! A theme: templates, texts and a style sheet, embedded in the program and overridden file by file from the site's folder.

use super::words::Words;
use crate::diagnostic::{Fault, Noun, Place, Report};
use crate::load::Folder;
use crate::model::{Language, Settings};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, ErrorKind, Tera};

/// The files of the theme `default`, by their paths below the theme's folder.
const EMBEDDED: [(&str, &str); 18] = [
    ("style.css", include_str!("../../themes/default/style.css")),
    ("words.en.toml", include_str!("../../themes/default/words.en.toml")),
    ("words.ja.toml", include_str!("../../themes/default/words.ja.toml")),
    ("templates/404.html", include_str!("../../themes/default/templates/404.html")),
    ("templates/archive.html", include_str!("../../themes/default/templates/archive.html")),
    ("templates/base.html", include_str!("../../themes/default/templates/base.html")),
    ("templates/edition.html", include_str!("../../themes/default/templates/edition.html")),
    ("templates/goal.html", include_str!("../../themes/default/templates/goal.html")),
    ("templates/home.html", include_str!("../../themes/default/templates/home.html")),
    ("templates/indicator.html", include_str!("../../themes/default/templates/indicator.html")),
    ("templates/indicators.html", include_str!("../../themes/default/templates/indicators.html")),
    ("templates/page.html", include_str!("../../themes/default/templates/page.html")),
    ("templates/strategy.html", include_str!("../../themes/default/templates/strategy.html")),
    ("templates/components/bullet.html", include_str!("../../themes/default/templates/components/bullet.html")),
    ("templates/components/glance.html", include_str!("../../themes/default/templates/components/glance.html")),
    ("templates/components/goal-card.html", include_str!("../../themes/default/templates/components/goal-card.html")),
    ("templates/components/grade.html", include_str!("../../themes/default/templates/components/grade.html")),
    ("templates/components/population.html", include_str!("../../themes/default/templates/components/population.html")),
];

/// A theme that can be rendered with.
#[derive(Debug)]
pub struct Theme {
    by_language: BTreeMap<Language, Voice>,
    style: Asset,
    /// Place of each template, by its name.
    places: BTreeMap<String, crate::diagnostic::SourceId>,
}

/// The templates with the words of one language.
#[derive(Debug)]
struct Voice {
    tera: Tera,
    words: Words,
}

/// A file that pages refer to, named by its content.
#[derive(Clone, Debug)]
pub struct Asset {
    /// With a part of its SHA-256: `style.1a2b3c4d5e.css`.
    pub name: String,
    pub text: String,
}

impl Asset {
    fn new(stem: &str, ending: &str, text: &str) -> Asset {
        let hash = Sha256::digest(text.as_bytes());
        let short: String = hash.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        Asset { name: format!("{stem}.{short}.{ending}"), text: text.to_owned() }
    }
}

impl Theme {
    /// Puts the theme of a site together. Faults of its files go to `report`; `None` when it cannot be used.
    pub fn new(folder: &mut Folder, settings: &Settings, report: &mut Report) -> Option<Theme> {
        add_embedded(folder, settings, report)?;
        let root = format!("themes/{}", settings.theme);
        let files: BTreeMap<String, crate::diagnostic::SourceId> = folder.below(&root).map(|(path, id)| (path.to_owned(), id)).collect();
        let text = |path: &str| files.get(path).map(|id| (*id, folder.sources.get(*id).text.as_str()));
        let places: BTreeMap<String, crate::diagnostic::SourceId> =
            files.iter().filter_map(|(path, id)| Some((path.strip_prefix("templates/")?.to_owned(), *id))).collect();
        let tera = templates(folder, &places, report);
        let mut by_language = BTreeMap::new();
        for language in &settings.languages {
            let (id, toml) = text(&format!("words.{}.toml", language.tag()))?;
            let words = Words::read(id, toml, report);
            by_language.extend(words.zip(tera.clone()).map(|(words, tera)| (*language, Voice::new(tera, words))));
        }
        let style = Asset::new("style", "css", text("style.css")?.1);
        (by_language.len() == settings.languages.len()).then_some(Theme { by_language, style, places })
    }

    /// The words of a language of the site.
    pub fn words(&self, language: Language) -> &Words {
        &self.by_language[&language].words
    }

    /// The style sheet.
    pub fn style(&self) -> &Asset {
        &self.style
    }

    /// Renders a template.
    ///
    /// # Errors
    ///
    /// The template's fault with its place, boxed because it is rare.
    pub fn render(&self, template: &str, language: Language, page: &impl serde::Serialize) -> Result<String, Box<(Place, Fault)>> {
        let failed = |error: tera::Error| Box::new(fault(&error, &self.places));
        let context = Context::from_serialize(page).map_err(failed)?;
        self.by_language[&language].tera.render(template, &context).map_err(failed)
    }
}

impl Voice {
    fn new(mut tera: Tera, words: Words) -> Voice {
        tera.global_context().insert("w", &words);
        Voice { tera, words }
    }
}

/// Adds the embedded files wherever the site's folder has none of that name.
fn add_embedded(folder: &mut Folder, settings: &Settings, report: &mut Report) -> Option<()> {
    let root = format!("themes/{}", settings.theme);
    if settings.theme != "default" && folder.below(&root).next().is_none() {
        let known: BTreeSet<&str> = folder.below("themes").filter_map(|(path, _)| path.split('/').next()).chain(["default"]).collect();
        report.add(settings.theme_place.clone(), Fault::unknown(Noun::Theme, &settings.theme, known));
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

fn templates(folder: &Folder, places: &BTreeMap<String, crate::diagnostic::SourceId>, report: &mut Report) -> Option<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    let texts = places.iter().map(|(name, id)| (name.as_str(), folder.sources.get(*id).text.as_str()));
    match tera.add_raw_templates(texts) {
        Ok(()) => Some(tera),
        Err(error) => {
            let (place, fault) = fault(&error, places);
            report.add(place, fault);
            None
        }
    }
}

/// Tera's error as a fault at the template's place.
fn fault(error: &tera::Error, places: &BTreeMap<String, crate::diagnostic::SourceId>) -> (Place, Fault) {
    match error.kind() {
        ErrorKind::SyntaxError(at) | ErrorKind::RenderingError(at) => {
            let fault = Fault::Template { message: at.message().to_owned() };
            match places.get(at.filename()) {
                Some(id) => (Place::Span(*id, at.span().range.clone()), fault),
                None => (Place::File(at.filename().to_owned()), fault),
            }
        }
        _ => (Place::File("themes".to_owned()), Fault::Template { message: error.to_string() }),
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
