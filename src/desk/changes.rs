//! What changed, step by step, and taking a step back.

use super::address::DeskAddress;
use super::content::DeskContent;
use super::form::FormFields;
use super::frame::DeskFrame;
use super::steps::{COMMAND, ContentStep, next_to_undo, steps, undo as take_back};
use super::{Desk, DeskAnswer};
use crate::diagnostic::Report;
use crate::diff::{ComparedStates, ContentDiff, ContentState, DiffBase, DiffScope};
use crate::error::Error;
use crate::history::{History, SnapshotEvent};
use crate::load;
use crate::message::{Message, Messages};
use serde::Serialize;

/// Most steps that are listed.
const MOST: usize = 50;

#[derive(Serialize)]
struct StepsView {
    frame: DeskFrame,
    steps: Vec<StepView>,
    /// Whether a step was taken back a moment ago.
    undone: bool,
}

#[derive(Serialize)]
struct StepView {
    number: u32,
    day: String,
    time: String,
    /// What did it.
    by: String,
    /// `None` where they are shown only when asked for.
    changes: Option<Vec<ChangeView>>,
    more: usize,
    /// Whether it is the one that can be taken back now.
    is_next: bool,
    is_undone: bool,
}

#[derive(Serialize)]
struct ChangeView {
    subject: String,
    item: String,
    before: String,
    after: String,
}

/// The newest steps with what each changed.
///
/// # Errors
///
/// Those of reading the content and its history.
pub fn page(desk: &Desk<'_>, query: &FormFields) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let messages = Messages::of(desk.language());
    let next = next_to_undo(&desk.root).map(|step| step.number);
    let found: Vec<ContentStep> = steps(&desk.root)?.take(MOST).collect();
    let undone: Vec<u32> =
        found.iter().filter_map(|step| if let SnapshotEvent::Undone { step } = step.event { Some(step) } else { None }).collect();
    let history = History::open(&desk.root)?;
    let asked: Option<u32> = query.number("step");
    let view = |(position, step): (usize, &ContentStep)| {
        let is_shown = position < MOST_DESCRIBED || asked == Some(step.number);
        let mut changes = is_shown.then(|| described(desk, &history, step));
        let more = changes.as_ref().map_or(0, |changes| changes.len().saturating_sub(MOST_CHANGES));
        changes.iter_mut().for_each(|changes| changes.truncate(MOST_CHANGES));
        StepView {
            number: step.number,
            day: step.time.strftime("%Y-%m-%d").to_string(),
            time: step.time.strftime("%H:%M").to_string(),
            by: messages.text(&by(&step.event)),
            changes,
            more,
            is_next: next == Some(step.number),
            is_undone: undone.contains(&step.number),
        }
    };
    let view = StepsView {
        frame: desk.frame(messages.text(&Message::new("desk-tab.changes")), DeskAddress::Changes, Some(&content)),
        steps: found.iter().enumerate().map(view).collect(),
        undone: query.has("undone"),
    };
    Ok(DeskAnswer::Page(desk.render("changes.html", &view)))
}

/// How many of the newest steps are described: two states of the whole content are compared for each.
const MOST_DESCRIBED: usize = 3;
/// Most changes of a step that are listed.
const MOST_CHANGES: usize = 12;

fn by(event: &SnapshotEvent) -> Message {
    match event {
        SnapshotEvent::Written { command } if command == COMMAND => Message::new("desk-step.desk"),
        SnapshotEvent::Written { command } => Message::new("desk-step.command").part("command", command.as_str()),
        SnapshotEvent::Undone { .. } => Message::new("desk-step.undone"),
        SnapshotEvent::Found { .. } | SnapshotEvent::Published { .. } => Message::new("desk-step.outside"),
    }
}

/// What a step changed, value by value.
fn described(desk: &Desk<'_>, history: &History, step: &ContentStep) -> Vec<ChangeView> {
    let state = |folder| ContentState::read(&folder, &mut Report::default());
    let (before, now) = (state(history.content(step.before()).folder), state(history.content(step.after()).folder));
    let base = DiffBase::Snapshot { time: step.time };
    let diff = ContentDiff::of(&ComparedStates { base, before: &before, now: &now, scope: DiffScope::All, missing: 0 }, desk.language());
    let rows = diff.changes.iter().map(|change| {
        let text = |pieces: &[crate::render::text_diff::Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        ChangeView { subject: diff.part(change), item: diff.item(change), before: text(&change.before), after: text(&change.after) }
    });
    let rows: Vec<ChangeView> = rows.collect();
    if rows.is_empty() {
        // Comments and order are no values; the files are named at least.
        let file = |path: &str| ChangeView { subject: path.to_owned(), item: String::new(), before: String::new(), after: String::new() };
        return step.paths().into_iter().map(file).collect();
    }
    rows
}

/// Takes the newest step of the desk back. The form names the step that its person saw: another one is not touched.
///
/// # Errors
///
/// [`crate::error::Request::StepChanged`] where its texts were changed since, and those of changing the content.
pub fn undo(desk: &Desk<'_>, form: &FormFields) -> Result<DeskAnswer, Error> {
    let Some(step) = next_to_undo(&desk.root).filter(|step| form.number("step") == Some(step.number)) else {
        return Ok(desk.failed(Message::new("desk-changes.gone")));
    };
    desk.host.change(SnapshotEvent::Undone { step: step.number }, &mut |lock| {
        let now = load::content(&desk.root, &mut Report::default())?;
        take_back(lock, &desk.root, &step, &now)
    })?;
    Ok(DeskAnswer::SeeOther(format!("{}?undone", DeskAddress::Changes)))
}
