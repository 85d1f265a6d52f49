//! What is said of the city and its site: names, notice, whom to ask, and where the site is published.

use super::address::DeskAddress;
use super::content::DeskContent;
use super::draft::{Draft, mark, remove_draft, touched};
use super::form::{FormFields, FormPurpose};
use super::frame::DeskFrame;
use super::{Desk, DeskAnswer};
use crate::diagnostic::{Severity, words};
use crate::error::Error;
use crate::message::{Message, Messages};
use crate::scaffold::{setting, with_setting};
use serde::Serialize;
use std::collections::BTreeMap;

/// The file that holds the settings.
const FILE: &str = "content/site.toml";
const TARGET: [&str; 2] = ["publish", "production"];

/// A setting that has a field.
struct SettingField {
    path: &'static [&'static str],
    /// Its label, among the messages of the page.
    label: &'static str,
    language: &'static str,
}

const FIELDS: [SettingField; 12] = [
    SettingField { path: &["title", "ja"], label: "title", language: "ja" },
    SettingField { path: &["title", "en"], label: "title-en", language: "en" },
    SettingField { path: &["publisher", "name", "ja"], label: "publisher", language: "ja" },
    SettingField { path: &["publisher", "name", "en"], label: "publisher-en", language: "en" },
    SettingField { path: &["contact", "division", "ja"], label: "division", language: "ja" },
    SettingField { path: &["contact", "division", "en"], label: "division-en", language: "en" },
    SettingField { path: &["contact", "telephone"], label: "telephone", language: "ja" },
    SettingField { path: &["contact", "form"], label: "form", language: "en" },
    SettingField { path: &["notice", "ja"], label: "notice", language: "ja" },
    SettingField { path: &["notice", "en"], label: "notice-en", language: "en" },
    SettingField { path: &["publish", "production", "kind"], label: "kind", language: "ja" },
    SettingField { path: &["publish", "production", "path"], label: "path", language: "ja" },
];

/// The kinds of places that the desk sets up; others want settings of their own.
const KINDS: [&str; 2] = ["folder", "zip"];

#[derive(Serialize)]
struct SettingsView {
    frame: DeskFrame,
    fields: Vec<SettingView>,
    errors: Vec<String>,
    saved: Option<usize>,
    draft: Option<String>,
    /// A place to publish to that the desk does not set up.
    other_target: Option<String>,
}

#[derive(Serialize)]
struct SettingView {
    name: String,
    label: String,
    language: &'static str,
    value: String,
    /// Of what the field was made.
    was: String,
    is_typed: bool,
    /// What somebody else wrote meanwhile.
    theirs: Option<String>,
    kinds: Vec<KindView>,
}

#[derive(Serialize)]
struct KindView {
    value: &'static str,
    label: String,
    is_chosen: bool,
}

impl SettingField {
    fn name(&self) -> String {
        self.path.join(".")
    }

    fn stored(&self, text: &str) -> String {
        setting(text, self.path).unwrap_or_default()
    }

    /// Whether the desk shows it: a place to publish to of another kind is left to its file.
    fn is_shown(&self, text: &str) -> bool {
        !self.path.starts_with(&TARGET) || other_target(text).is_none()
    }
}

/// The kind of the place to publish to, where that is none that the desk sets up.
fn other_target(text: &str) -> Option<String> {
    setting(text, &[&TARGET[..], &["kind"]].concat()).filter(|kind| !KINDS.contains(&kind.as_str()))
}

fn text(content: &DeskContent) -> &str {
    content.folder.texts.get(FILE).map_or("", |id| content.folder.sources.get(*id).text.as_str())
}

/// What was typed, held against what is there.
struct TypedSettings {
    /// The text as it would be.
    text: String,
    /// The names of fields that would be written.
    taken: Vec<String>,
    /// Those that somebody else changed meanwhile.
    theirs: Vec<String>,
    /// What would be wrong with the file.
    errors: Vec<String>,
}

impl TypedSettings {
    fn of(desk: &Desk<'_>, there: &str, draft: Option<&Draft<String>>) -> Result<TypedSettings, Error> {
        let mut typed = TypedSettings { text: there.to_owned(), taken: Vec::new(), theirs: Vec::new(), errors: Vec::new() };
        for field in FIELDS.iter().filter(|field| field.is_shown(there)) {
            let Some(row) = draft.and_then(|draft| draft.rows.get(&field.name())) else { continue };
            if row.was != mark(&field.stored(there)) {
                typed.theirs.push(field.name());
                continue;
            }
            let value = Some(row.fields.as_str()).filter(|value| !value.is_empty());
            match with_setting(&typed.text, field.path, value) {
                Some(text) => {
                    typed.text = text;
                    typed.taken.push(field.name());
                }
                None => typed.errors.push(Messages::of(desk.language()).text(&Message::new("desk-settings.unchangeable"))),
            }
        }
        if !typed.taken.is_empty() {
            let content = DeskContent::with(&BTreeMap::from([(FILE.to_owned(), typed.text.clone())]), desk)?;
            let sources = &content.folder.sources;
            let found = content.report.sorted(sources).into_iter();
            let wrong = found.filter(|found| found.severity == Severity::Error && sources.path(&found.place) == FILE);
            typed.errors.extend(wrong.map(|found| words(found, &content.report, sources, desk.language())).map(|said| said.title));
        }
        Ok(typed)
    }
}

/// The page, with what was typed and not saved.
///
/// # Errors
///
/// Those of reading the content and the draft.
pub fn page(desk: &Desk<'_>, query: &FormFields) -> Result<DeskAnswer, Error> {
    let draft = Draft::read(desk, DeskAddress::Settings)?;
    show(desk, draft.as_ref(), query.number("saved"))
}

/// Writes the settings of a form, or throws its draft away.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn post(desk: &Desk<'_>, form: &FormFields) -> Result<DeskAnswer, Error> {
    let address = DeskAddress::Settings;
    if form.purpose() == FormPurpose::Discard {
        remove_draft(desk, address)?;
        return Ok(DeskAnswer::SeeOther(address.to_string()));
    }
    let content = DeskContent::read(desk)?;
    let there = text(&content);
    let differing = |field: &SettingField| {
        let row = touched(form, &field.name()).filter(|row| row.fields != field.stored(there))?;
        Some((field.name(), row))
    };
    let draft = Draft::of(desk, address, FIELDS.iter().filter(|field| field.is_shown(there)).filter_map(differing).collect());
    draft.keep(desk)?;
    let typed = TypedSettings::of(desk, there, Some(&draft))?;
    if !typed.errors.is_empty() {
        return show(desk, Some(&draft), None);
    }
    match desk.save(&content, &BTreeMap::from([(FILE.to_owned(), typed.text)])) {
        // Somebody else was quicker: the page shows what there is now beside what was typed.
        Err(Error::Changed { .. }) => return show(desk, Some(&draft), None),
        saved => saved?,
    }
    let left = draft.without(&typed.taken);
    left.keep(desk)?;
    if left.is_empty() {
        return Ok(DeskAnswer::SeeOther(format!("{address}?saved={}", typed.taken.len())));
    }
    show(desk, Some(&left), Some(typed.taken.len()))
}

fn show(desk: &Desk<'_>, draft: Option<&Draft<String>>, saved: Option<usize>) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let there = text(&content);
    let typed = TypedSettings::of(desk, there, draft)?;
    let messages = Messages::of(desk.language());
    let said = |name: &str| messages.text(&Message::new(&format!("desk-settings.{name}")));
    let view = |field: &SettingField| {
        let (name, stored) = (field.name(), field.stored(there));
        let row = draft.and_then(|draft| draft.rows.get(&name));
        let value = row.map_or_else(|| stored.clone(), |row| row.fields.clone());
        let kinds = KINDS.iter().filter(|_| field.path.ends_with(&["kind"]));
        SettingView {
            label: said(field.label),
            language: field.language,
            was: mark(&stored),
            is_typed: row.is_some(),
            theirs: typed.theirs.contains(&name).then_some(stored),
            kinds: kinds.map(|kind| KindView { value: kind, label: said(kind), is_chosen: *kind == value }).collect(),
            value,
            name,
        }
    };
    let title = messages.text(&Message::new("desk-tab.settings"));
    let view = SettingsView {
        frame: desk.frame(title, DeskAddress::Settings, Some(&content)),
        fields: FIELDS.iter().filter(|field| field.is_shown(there)).map(view).collect(),
        errors: typed.errors,
        saved,
        draft: draft.map(|draft| draft.time.clone()),
        other_target: other_target(there),
    };
    Ok(DeskAnswer::Page(desk.render("settings.html", &view)))
}
