//! Keeping and saving: what can be read is written, what cannot stays as a draft.

use super::fields::differing;
use super::judged::JudgedMeasure;
use super::photos::{self, forget, receive, sent, step};
use super::{OpenMeasure, show};
use crate::desk::address::{MeasurePlace, PhotoId};
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::form::FormFields;
use crate::desk::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::{Message, Messages};

/// Keeps what was typed as a draft and shows it.
///
/// # Errors
///
/// Those of reading the content and of writing the draft.
pub fn keep(desk: &Desk<'_>, place: MeasurePlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(open) = OpenMeasure::of(&content, place) else { return Ok(desk.nothing()) };
    let mut said = Vec::new();
    let draft = draft(desk, &open, form, &mut said)?;
    show(desk, place, Some(&draft).filter(|draft| !draft.is_empty()), None, said)
}

/// Writes the fields of a form.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn save(desk: &Desk<'_>, place: MeasurePlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(open) = OpenMeasure::of(&content, place) else { return Ok(desk.nothing()) };
    if open.is_sealed() {
        return Ok(desk.failed(Message::new("desk-results.sealed")));
    }
    let mut said = Vec::new();
    // First of all nothing that was typed is lost, whatever comes.
    let draft = draft(desk, &open, form, &mut said)?;
    let asks = ["up", "down", "remove"].iter().any(|name| form.has(name));
    let mut step = step(&open, form);
    let mut judged = JudgedMeasure::of(desk, &content, &open, Some(&draft), step)?;
    let is_left = |row: &String| row.starts_with("photo-") && !judged.taken.contains(row);
    if step.is_some() && draft.rows.keys().any(is_left) {
        // Words that stay unsaved would be those of another photo then.
        step = None;
        judged = JudgedMeasure::of(desk, &content, &open, Some(&draft), None)?;
    }
    if asks && step.is_none() && !form.get("remove").is_some_and(|id| id.starts_with("new-")) {
        said.push(Messages::of(desk.language()).text(&Message::new("desk-measure.not-moved")));
    }
    match desk.save_with(&content, &judged.texts, &judged.files) {
        // Somebody else was quicker: the page shows what there is now beside what was typed.
        Err(Error::Changed { .. }) => return show(desk, place, Some(&draft), None, said),
        saved => saved?,
    }
    let left = draft.without(&judged.taken);
    left.keep(desk)?;
    let kept = sent(Some(&left));
    forget(desk, open.address(), sent(Some(&draft)).into_iter().filter(|photo| !kept.contains(photo)))?;
    let saved = judged.taken.iter().filter(|name| !is_word_of_new(name)).count() + usize::from(step.is_some());
    if left.is_empty() && said.is_empty() {
        let here = || format!("{}?saved={saved}", open.address());
        return Ok(DeskAnswer::SeeOther(form.next().map_or_else(here, |next| next.to_string())));
    }
    show(desk, place, Some(&left).filter(|left| !left.is_empty()), Some(saved), said)
}

/// Keeps what was typed and sent as a draft.
fn draft(desk: &Desk<'_>, open: &OpenMeasure<'_>, form: &FormFields, said: &mut Vec<String>) -> Result<Draft<String>, Error> {
    let form = receive(desk, open.address(), form, said)?;
    let mut rows = differing(open, &form);
    rows.extend(photos::differing(desk, open, &form)?);
    let draft = Draft::of(desk, open.address(), rows);
    draft.keep(desk)?;
    Ok(draft)
}

/// Whether a field is a text of a photo that was sent: the photo is saved as one.
fn is_word_of_new(name: &str) -> bool {
    name.split_once('.').is_some_and(|(photo, _)| matches!(PhotoId::parse(photo), Some(PhotoId::New(_))))
}
