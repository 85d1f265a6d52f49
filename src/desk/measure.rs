//! The report on a measure: its texts, its next step and its budget, beside the page that they become.

mod fields;
mod judged;
mod list;
mod photos;
mod save;

use super::address::{DeskAddress, MeasurePlace, PhotoId};
use super::content::DeskContent;
use super::draft::{Draft, remove_draft};
use super::form::{FormFields, FormPurpose};
use super::frame::{DeskFrame, edition_at_work, fiscal_year};
use super::results::RowFindings;
use super::{Desk, DeskAnswer};
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Edition, Photo, Project, seal};
use crate::render::{Address, PageAddress};
use crate::sheet::{ReportedEdition, ReportedMeasure, divisions, reported_measures};
use fields::{MeasureFieldView, fields};
use judged::{JudgedMeasure, MeasureFinding};
pub use list::list;
use photos::MeasurePhotoView;
use serde::Serialize;

#[derive(Serialize)]
struct MeasureFormView {
    frame: DeskFrame,
    name: String,
    goal: String,
    divisions: Vec<String>,
    fields: Vec<MeasureFieldView>,
    /// Texts of a draft for which the body has no field any more.
    left: Vec<MeasureFieldView>,
    photos: Vec<MeasurePhotoView>,
    /// The mark of the photos that the page shows.
    list: String,
    /// What is said of the file beside its fields.
    findings: Vec<MeasureFinding>,
    wrong: usize,
    doubtful: usize,
    /// How many fields were saved a moment ago.
    saved: Option<usize>,
    draft: Option<String>,
    is_sealed: bool,
    /// The body as it would be, where that differs from what is saved.
    shown: Option<String>,
    /// The page of the preview that shows the measure.
    page: String,
    previous: Option<String>,
    next: Option<String>,
}

/// The report on a measure, in the content as it is now.
struct OpenMeasure<'a> {
    project: &'a Project,
    edition: &'a Edition,
    measure: ReportedMeasure<'a>,
    place: MeasurePlace,
}

impl<'a> OpenMeasure<'a> {
    fn of(content: &'a DeskContent, place: MeasurePlace) -> Option<OpenMeasure<'a>> {
        let project = content.project()?;
        let edition = edition_at_work(project, DeskAddress::Measure(place))?;
        let measures = reported_measures(ReportedEdition { project, edition });
        let measure = measures.into_iter().find(|found| found.goal.number == place.goal && found.measure.number == place.measure)?;
        Some(OpenMeasure { project, edition, measure, place })
    }

    fn reported(&self) -> ReportedEdition<'a> {
        ReportedEdition { project: self.project, edition: self.edition }
    }

    fn photos(&self) -> &'a [Photo] {
        self.measure.photos(self.reported())
    }

    fn is_sealed(&self) -> bool {
        seal::in_force(&self.project.seals, self.edition.year).is_some()
    }

    /// The path of its file below the root.
    fn path(&self) -> String {
        self.measure.file(self.edition.year).file()
    }

    fn address(&self) -> DeskAddress {
        DeskAddress::Measure(self.place)
    }

    /// The page of the site that shows it, in a language of the site.
    fn page(&self, desk: &Desk<'_>) -> String {
        let language = if self.project.settings.languages.contains(&desk.language()) { desk.language() } else { Language::Ja };
        let page = Address::Page(language, PageAddress::Goal(self.place.edition, self.place.goal)).path();
        format!("{}/{page}#measure-{}", desk.preview, self.place.measure)
    }
}

/// The page of a measure of an edition.
pub fn address_of(edition: &Edition, measure: &ReportedMeasure<'_>) -> DeskAddress {
    DeskAddress::Measure(MeasurePlace { edition: edition.year, goal: measure.goal.number, measure: measure.measure.number })
}

/// The page, with what was typed and not saved.
///
/// # Errors
///
/// Those of reading the content and the draft.
pub fn page(desk: &Desk<'_>, place: MeasurePlace, query: &FormFields) -> Result<DeskAnswer, Error> {
    let draft = Draft::read(desk, DeskAddress::Measure(place))?;
    show(desk, place, draft.as_ref(), query.number("saved"), Vec::new())
}

/// What becomes of the form.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn post(desk: &Desk<'_>, place: MeasurePlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let address = DeskAddress::Measure(place);
    match form.purpose() {
        FormPurpose::Discard => {
            let draft = Draft::read(desk, address)?;
            photos::forget(desk, address, photos::sent(draft.as_ref()))?;
            remove_draft(desk, address)?;
            Ok(DeskAnswer::SeeOther(address.to_string()))
        }
        FormPurpose::Judge => save::keep(desk, place, form),
        FormPurpose::Tidy => save::keep(desk, place, &fields::tidied(form)),
        FormPurpose::Save => save::save(desk, place, form),
    }
}

/// The picture of a photo of the page.
///
/// # Errors
///
/// Those of reading the content.
pub fn picture(desk: &Desk<'_>, place: MeasurePlace, photo: PhotoId) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    OpenMeasure::of(&content, place).map_or_else(|| Ok(desk.nothing()), |open| photos::picture(desk, &open, photo))
}

fn show(
    desk: &Desk<'_>,
    place: MeasurePlace,
    draft: Option<&Draft<String>>,
    saved: Option<usize>,
    said: Vec<String>,
) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(open) = OpenMeasure::of(&content, place) else { return Ok(desk.nothing()) };
    let mut judged = JudgedMeasure::of(desk, &content, &open, draft, None)?;
    judged.others.extend(said.into_iter().map(|text| MeasureFinding { text, is_error: true }));
    let language = desk.language();
    let messages = Messages::of(language);
    let year = fiscal_year(open.edition, language);
    let title = Message::new("desk-measure.title").part("year", year.as_str());
    let goal = open.measure.goal.title.in_language(language).0.as_str();
    let goal = Message::new("desk-measure.goal").part("number", place.goal).part("title", goal);
    let measures = reported_measures(open.reported());
    let here = measures.iter().position(|measure| measure.key() == open.measure.key()).unwrap_or(0);
    let href = |position: Option<usize>| Some(address_of(open.edition, measures.get(position?)?).to_string());
    let all = fields(desk, &open, draft, &judged);
    let is_wrong = |found: &&RowFindings| !found.errors.is_empty();
    let view = MeasureFormView {
        frame: desk.frame(messages.text(&title), open.address(), Some(&content)),
        name: format!("({}) {}", place.measure, open.measure.measure.title.in_language(language).0),
        goal: messages.text(&goal),
        divisions: divisions_of(&open),
        wrong: judged.found.values().filter(is_wrong).count() + judged.others.iter().filter(|found| found.is_error).count(),
        doubtful: judged.found.values().filter(|found| !is_wrong(found)).count()
            + judged.others.iter().filter(|found| !found.is_error).count(),
        photos: photos::photos(&open, draft, &judged),
        list: photos::list_mark(&open),
        left: fields::left(&open, draft),
        fields: all,
        saved,
        draft: draft.map(|draft| draft.time.clone()),
        is_sealed: open.is_sealed(),
        shown: judged.shown(&messages),
        findings: judged.others,
        page: open.page(desk),
        previous: href(here.checked_sub(1)),
        next: href(Some(here + 1)),
    };
    Ok(DeskAnswer::Page(desk.render("measure.html", &view)))
}

/// The divisions that are asked of a measure.
fn divisions_of(open: &OpenMeasure<'_>) -> Vec<String> {
    let key = open.measure.key();
    let tasks = divisions(open.reported()).into_iter();
    tasks.filter(|task| task.measures.iter().any(|measure| measure.key() == key)).map(|task| task.name).collect()
}
