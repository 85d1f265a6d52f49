//! Saving: what can be read is written, what cannot, and what waits for the rest of its body, stays as a draft.

use super::judged::JudgedTranslations;
use super::list::ListPlace;
use super::texts::ContentTexts;
use super::typed::{PlacedDraft, Reason, typed};
use crate::desk::address::DeskAddress;
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::form::FormFields;
use crate::desk::{Desk, DeskAnswer};
use crate::error::Error;

/// Writes the English of a form, and of what was typed before and is not saved yet.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn save(desk: &Desk<'_>, form: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(texts) = ContentTexts::of(&content) else { return Ok(desk.nothing()) };
    let all = texts.all();
    let before = Draft::read(desk, DeskAddress::Translation)?;
    let draft = Draft::of(desk, DeskAddress::Translation, typed(&all, before.as_ref(), form, Reason::Saving));
    // First of all nothing that was typed is lost, whatever comes.
    draft.keep(desk)?;
    let placed = PlacedDraft::of(&all, Some(&draft));
    let judged = JudgedTranslations::of(&texts, &all, &placed, desk.language());
    let saved = if texts.is_sound { written(desk, &content, &judged)? } else { &[] };
    draft.without(saved).keep(desk)?;
    Ok(DeskAnswer::SeeOther(format!("{}&saved={}", ListPlace::of(form), saved.len())))
}

/// The keys of what was written: nothing where somebody else was quicker. The page shows then what there is beside what was typed.
fn written<'a>(desk: &Desk<'_>, content: &DeskContent, judged: &'a JudgedTranslations) -> Result<&'a [String], Error> {
    // With nothing to write, the record of translations would still lose what is gone, and that would be a step to take back.
    if judged.taken.is_empty() {
        return Ok(&[]);
    }
    match desk.save(content, &judged.files) {
        Err(Error::Changed { .. }) => Ok(&[]),
        saved => saved.map(|()| judged.taken.as_slice()),
    }
}
