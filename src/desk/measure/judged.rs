//! What is said of the report on a measure, as it would be with what was typed.

use super::OpenMeasure;
use super::fields::key;
use super::photos::{name, name_of, sent};
use crate::desk::Desk;
use crate::desk::content::DeskContent;
use crate::desk::draft::{Draft, mark, upload};
use crate::desk::frame::sentence;
use crate::desk::home::help;
use crate::desk::results::RowFindings;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity, Sources, SubjectKey, words};
use crate::error::{Action, Error};
use crate::language::Language;
use crate::load::front_matter::split;
use crate::message::{Message, Messages};
use crate::photo;
use crate::render::markdown::draft_html;
use crate::sheet::{
    MeasureField, NewPicture, PhotoMove, PhotoWords, PictureChanges, PictureReport, TypedMeasure, TypedPhotos, TypedProblem, photo_fields,
    text_of,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Something that is said of the file of a measure beside its fields.
#[derive(Serialize)]
pub struct MeasureFinding {
    pub text: String,
    pub is_error: bool,
}

/// The report with what was typed.
#[derive(Default)]
pub struct JudgedMeasure {
    /// By the names of the fields.
    pub found: BTreeMap<String, RowFindings>,
    pub others: Vec<MeasureFinding>,
    /// The fields that somebody else changed meanwhile.
    pub theirs: BTreeSet<String>,
    /// The names of those that can be saved.
    pub taken: Vec<String>,
    /// The text that would be written, by its path below the root.
    pub texts: BTreeMap<String, String>,
    /// The files of photos that it names.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The body as it would be, where a text was typed.
    body: Option<String>,
}

impl JudgedMeasure {
    /// Judges what stands in the content, with the typed fields of a draft in its place, and with a photo moved.
    ///
    /// # Errors
    ///
    /// Those of reading the content.
    pub fn of(
        desk: &Desk<'_>,
        content: &DeskContent,
        open: &OpenMeasure<'_>,
        draft: Option<&Draft<String>>,
        step: Option<PhotoMove>,
    ) -> Result<JudgedMeasure, Error> {
        let (reported, language) = (open.reported(), desk.language());
        let mut judged = JudgedMeasure::default();
        let rows = |name: &str| draft.and_then(|draft| draft.rows.get(name));
        let mut typed: BTreeMap<MeasureField, String> = BTreeMap::new();
        for field in open.measure.fields(reported) {
            let stored = open.measure.field(reported, field);
            if let Some(row) = rows(key(field)).filter(|row| row.fields != stored) {
                judged.compare(key(field), &row.was, &stored, language);
                typed.insert(field, row.fields.clone());
            }
        }
        let would_be = TypedMeasure::of(&typed);
        for (field, problem) in &would_be.found {
            judged.error(key(*field), said_of(problem, language));
        }
        let text = would_be.text(reported, &content.folder, &open.measure)?;
        judged.body = text.and_then(|text| Some(text[split(&text).ok()?.body].to_owned()));
        typed.retain(|field, _| would_be.has(*field) && !judged.theirs.contains(key(*field)));
        judged.taken.extend(typed.keys().map(|field| key(*field).to_owned()));
        let photos = judged.photos(desk, open, draft, step)?;
        let text = TypedMeasure::of(&typed).text(reported, &content.folder, &open.measure)?;
        let text = match text {
            None if photos.is_empty() => None,
            None => Some(text_of(reported, &content.folder, &open.measure.file(open.edition.year))?),
            text => text,
        };
        if let Some(text) = text {
            let refused = || Error::unchangeable(open.path());
            judged.texts.insert(open.path(), photos.applied(&text).ok_or_else(refused)?);
        }
        if judged.texts.is_empty() {
            judged.judge(content, open, language);
        } else {
            judged.judge(&DeskContent::with(&judged.texts, desk)?, open, language);
        }
        Ok(judged)
    }

    fn error(&mut self, name: &str, text: String) {
        self.found.entry(name.to_owned()).or_default().errors.push(text);
    }

    /// Says where somebody else changed a field since it was shown.
    fn compare(&mut self, name: &str, was: &str, stored: &str, language: Language) {
        if was != mark(stored) {
            self.error(name, Messages::of(language).text(&Message::new("desk-measure.changed")));
            self.theirs.insert(name.to_owned());
        }
    }

    /// What is changed of the photos.
    fn photos(
        &mut self,
        desk: &Desk<'_>,
        open: &OpenMeasure<'_>,
        draft: Option<&Draft<String>>,
        step: Option<PhotoMove>,
    ) -> Result<TypedPhotos, Error> {
        let language = desk.language();
        let no_alt = || Messages::of(language).text(&Message::new("desk-measure.no-alt"));
        let mut typed = TypedPhotos { step, ..TypedPhotos::default() };
        for field in photo_fields(open.photos()) {
            let (name, stored) = (name_of(field), field.text(open.photos()));
            let Some(row) = draft.and_then(|draft| draft.rows.get(&name)).filter(|row| row.fields != stored) else { continue };
            self.compare(&name, &row.was, &stored, language);
            if field.words == PhotoWords::Alt && row.fields.is_empty() {
                self.error(&name, no_alt());
            } else if !self.theirs.contains(&name) {
                typed.words.insert(field, row.fields.clone());
                self.taken.push(name);
            }
        }
        let mut taken = PictureChanges::default();
        for photo in sent(draft) {
            let words = |words| draft.and_then(|draft| draft.rows.get(&name(photo, words))).map(|row| row.fields.clone());
            let alt = words(PhotoWords::Alt).filter(|alt| !alt.is_empty());
            if alt.is_none() {
                self.error(&name(photo, PhotoWords::Alt), no_alt());
                continue;
            }
            let file = upload(desk, open.address(), photo)?;
            let bytes = photo::read(&file).map_err(|why| Error::file(Action::Read, &file, io::Error::other(format!("{why:?}"))))?;
            let [caption, credit] = [PhotoWords::Caption, PhotoWords::Credit].map(words);
            let new = NewPicture { name: photo.to_string(), bytes, caption, alt, credit };
            let mut report = Report::default();
            let mut said = PictureReport { place: Place::File(String::new()), report: &mut report };
            typed.new.extend(taken.take(open.reported(), &open.measure, &new, &mut said).cloned());
            match report.iter().next() {
                Some(diagnostic) => self.error(&name(photo, PhotoWords::Alt), fault_words(&diagnostic.fault, language)),
                None => {
                    let names = [PhotoWords::Alt, PhotoWords::Caption, PhotoWords::Credit].map(|words| name(photo, words));
                    self.taken.extend(names.into_iter().chain([photo.to_string()]));
                }
            }
        }
        self.files = taken.files;
        Ok(typed)
    }

    /// The typed texts as HTML; `None` where nothing was typed.
    pub fn shown(&self, messages: &Messages) -> Option<String> {
        /// Below the heading of the preview.
        const LEVEL: u8 = 3;
        let label = messages.text(&Message::new("desk-measure.table"));
        self.body.as_ref().map(|body| draft_html(body, LEVEL, &label))
    }

    /// What is said of the file in the content as it would be.
    fn judge(&mut self, content: &DeskContent, open: &OpenMeasure<'_>, language: Language) {
        let path = open.path();
        let sources = &content.folder.sources;
        let text = content.folder.texts.get(&path).map(|id| sources.get(*id).text.as_str()).unwrap_or_default();
        let body = split(text).map(|parts| parts.body).unwrap_or(0..0);
        for diagnostic in content.report.sorted(sources) {
            let is_of_result = matches!(diagnostic.fault.subject(), Some(SubjectKey::Indicator(_)));
            // What has no English is done on the page of translations.
            let is_english = matches!(diagnostic.fault, Fault::MissingTranslation | Fault::MissingTranslatedBody { .. });
            if sources.path(&diagnostic.place) != path || diagnostic.severity == Severity::Note || is_of_result || is_english {
                continue;
            }
            let said = words(diagnostic, &content.report, sources, language);
            let (is_error, said) =
                (diagnostic.severity == Severity::Error, sentence(said.title, help(diagnostic, language).or(said.help), language));
            match &diagnostic.place {
                Place::Span(_, range) if body.contains(&range.start) => {
                    let field = MeasureField::at(&text[body.clone()], range.start - body.start);
                    self.found.entry(key(field).to_owned()).or_default().add(is_error, said);
                }
                _ => self.others.push(MeasureFinding { text: said, is_error }),
            }
        }
    }
}

fn said_of(problem: &TypedProblem, language: Language) -> String {
    match problem {
        TypedProblem::RunsOn => Messages::of(language).text(&Message::new("desk-measure.runs-on")),
        TypedProblem::Value(fault) => fault_words(fault, language),
    }
}

/// What is said of a value that was typed.
fn fault_words(fault: &Fault, language: Language) -> String {
    let diagnostic = Diagnostic { severity: Severity::Error, fault: fault.clone(), place: Place::File(String::new()), related: None };
    let said = words(&diagnostic, &Report::default(), &Sources::default(), language);
    sentence(said.title, said.help, language)
}
