//! Saving: what can be read is written, what cannot stays as a draft.

use super::judged::ComparedResults;
use super::{GoalResults, row, show};
use crate::desk::address::{DeskAddress, GoalPlace};
use crate::desk::content::DeskContent;
use crate::desk::draft::Draft;
use crate::desk::form::FormFields;
use crate::desk::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::Message;

/// Writes the results of a form.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn save(desk: &Desk<'_>, place: GoalPlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(results) = GoalResults::of(&content, place) else { return Ok(desk.nothing()) };
    if results.is_sealed() {
        return Ok(desk.failed(Message::new("desk-results.sealed")));
    }
    let address = DeskAddress::Results(place);
    let draft = Draft::of(desk, address, row::differing(&results, form));
    // First of all nothing that was typed is lost, whatever comes.
    draft.keep(desk)?;
    let compared = ComparedResults::of(&content, &results, Some(&draft), desk.language())?;
    match desk.save(&content, &compared.texts) {
        // Somebody else was quicker: the page shows what there is now beside what was typed.
        Err(Error::Changed { .. }) => return show(desk, place, Some(&draft), None),
        saved => saved?,
    }
    let left = draft.without(&compared.taken);
    left.keep(desk)?;
    let saved = compared.taken.len();
    if left.is_empty() {
        return Ok(DeskAnswer::SeeOther(form.next().map_or_else(|| format!("{address}?saved={saved}"), |next| next.to_string())));
    }
    show(desk, place, Some(&left), Some(saved))
}
