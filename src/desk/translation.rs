//! The page of translations: Japanese beside its English, each distinct text once.
//!
//! A text is named by its key, a digest of its Japanese, its English and how far it is. Where somebody else changes one of these, a form
//! that was made before names a text that is not there any more: what was typed is then shown beside what there is.

mod heading;
mod judged;
mod list;
mod row;
mod save;
mod texts;
mod typed;

use super::address::DeskAddress;
use super::content::DeskContent;
use super::draft::{Draft, remove_draft};
use super::form::{FormFields, FormPurpose};
use super::frame::{DeskFrame, has_english};
use super::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::{Message, Messages};
use judged::JudgedTranslations;
pub use list::missing_href;
use list::{ListPlace, ListView};
use row::{LostRow, TranslationRow};
use serde::Serialize;
pub use texts::missing;
use texts::{ContentTexts, TextStates};
use typed::{PlacedDraft, Reason, TypedTranslation, typed};

/// A text that is thrown away, because there is no place for it any more.
const DROP: &str = "drop";

#[derive(Serialize)]
struct TranslationView {
    frame: DeskFrame,
    states: TextStates,
    list: ListView,
    rows: Vec<TranslationRow>,
    /// What was typed for a Japanese text that is not there any more.
    lost: Vec<LostRow>,
    /// What is wrong, on every page of the list.
    summary: Vec<SummaryLine>,
    /// How many texts wait for others of their bodies.
    waiting: usize,
    /// How many texts were saved a moment ago.
    saved: Option<usize>,
    draft: Option<UnsavedMark>,
    /// Why nothing can be saved: the record of translations cannot be read.
    is_blocked: bool,
    /// How many sealed editions are left out.
    sealed: usize,
}

/// Something to mend, and its field.
#[derive(Serialize)]
struct SummaryLine {
    href: String,
    /// The beginning of the Japanese.
    name: String,
    text: String,
}

/// What was typed and is not saved.
#[derive(Serialize)]
struct UnsavedMark {
    time: String,
    count: usize,
}

/// The page, with what was typed and not saved.
///
/// # Errors
///
/// Those of reading the content and the draft.
pub fn page(desk: &Desk<'_>, query: &FormFields) -> Result<DeskAnswer, Error> {
    let draft = Draft::read(desk, DeskAddress::Translation)?;
    show(desk, ListPlace::of(query), draft.as_ref(), query.number("saved"))
}

/// What becomes of the form.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn post(desk: &Desk<'_>, form: &FormFields) -> Result<DeskAnswer, Error> {
    let place = ListPlace::of(form);
    match (form.purpose(), form.get(DROP)) {
        (FormPurpose::Discard, _) => {
            remove_draft(desk, DeskAddress::Translation)?;
            Ok(DeskAnswer::SeeOther(place.to_string()))
        }
        (FormPurpose::Judge, _) => {
            let draft = keep(desk, form, &[])?;
            show(desk, place, Some(&draft).filter(|draft| !draft.is_empty()), None)
        }
        (_, Some(dropped)) => {
            keep(desk, form, &[dropped.to_owned()])?;
            Ok(DeskAnswer::SeeOther(place.to_string()))
        }
        (_, None) => save::save(desk, form),
    }
}

/// Keeps what was typed as a draft, without some of it.
fn keep(desk: &Desk<'_>, form: &FormFields, dropped: &[String]) -> Result<Draft<TypedTranslation>, Error> {
    let content = DeskContent::read(desk)?;
    let before = Draft::read(desk, DeskAddress::Translation)?;
    let Some(texts) = ContentTexts::of(&content) else { return Ok(Draft::of(desk, DeskAddress::Translation, Default::default())) };
    let rows = typed(&texts.all(), before.as_ref(), form, Reason::Judging);
    let draft = Draft::of(desk, DeskAddress::Translation, rows).without(dropped);
    draft.keep(desk)?;
    Ok(draft)
}

fn show(desk: &Desk<'_>, place: ListPlace, draft: Option<&Draft<TypedTranslation>>, saved: Option<usize>) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let messages = Messages::of(desk.language());
    let Some(texts) = ContentTexts::of(&content).filter(|texts| has_english(texts.project)) else { return Ok(desk.nothing()) };
    let all = texts.all();
    let placed = PlacedDraft::of(&all, draft);
    let judged = JudgedTranslations::of(&texts, &all, &placed, desk.language());
    let shown = place.among(&all, &placed);
    let view = TranslationView {
        frame: desk.frame(messages.text(&Message::new("desk-tab.translation")), DeskAddress::Translation, Some(&content)),
        states: TextStates::of(&all),
        rows: row::rows(desk.language(), &texts, shown.here(), &placed, &judged),
        lost: placed.lost.iter().map(|(key, typed)| row::lost(key, typed)).collect(),
        summary: summary(&shown, &judged),
        waiting: judged.waiting.len(),
        list: shown.view(),
        saved,
        draft: draft.map(|draft| UnsavedMark { time: draft.time.clone(), count: placed.count() }).filter(|unsaved| unsaved.count > 0),
        is_blocked: !texts.is_sound,
        sealed: texts.sealed,
    };
    Ok(DeskAnswer::Page(desk.render("translation.html", &view)))
}

/// What is wrong on any page of the list; the fields on this page are a jump away.
fn summary(shown: &list::ShownTexts<'_>, judged: &JudgedTranslations) -> Vec<SummaryLine> {
    let lines = shown.all().flat_map(|(position, listed)| {
        let found = judged.found.get(&listed.key).into_iter().flat_map(|found| &found.errors);
        let href = shown.href(position, &listed.key);
        found.map(move |text| SummaryLine { href: href.clone(), name: row::beginning(&listed.entry.text.ja), text: text.clone() })
    });
    lines.collect()
}
