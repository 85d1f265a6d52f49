//! Keeping and saving: what can be read is written, what cannot stays as a draft.

use super::fields::differing;
use super::judged::JudgedMeasure;
use super::{NEXT, OpenMeasure, show};
use crate::desk::address::{DeskAddress, MeasurePlace};
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::form::FormFields;
use crate::desk::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::Message;

/// Keeps what was typed as a draft and shows it.
///
/// # Errors
///
/// Those of reading the content and of writing the draft.
pub fn keep(desk: &Desk<'_>, place: MeasurePlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(open) = OpenMeasure::of(&content, place) else { return Ok(desk.nothing()) };
    let draft = Draft::of(desk, open.address(), differing(&open, form));
    draft.keep(desk)?;
    show(desk, place, Some(&draft).filter(|draft| !draft.is_empty()), None)
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
    let draft = Draft::of(desk, open.address(), differing(&open, form));
    // First of all nothing that was typed is lost, whatever comes.
    draft.keep(desk)?;
    let judged = JudgedMeasure::of(desk, &content, &open, Some(&draft))?;
    match desk.save(&content, &judged.texts) {
        // Somebody else was quicker: the page shows what there is now beside what was typed.
        Err(Error::Changed { .. }) => return show(desk, place, Some(&draft), None),
        saved => saved?,
    }
    let left = draft.without(&judged.taken);
    left.keep(desk)?;
    let saved = judged.taken.len();
    if left.is_empty() {
        let next = form.get(NEXT).filter(|next| DeskAddress::parse(next).is_some());
        let here = || format!("{}?saved={saved}", open.address());
        return Ok(DeskAnswer::SeeOther(next.map_or_else(here, str::to_owned)));
    }
    show(desk, place, Some(&left), Some(saved))
}
