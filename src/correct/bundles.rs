//! The sealed editions that a correction seals anew.

use super::CorrectionOrder;
use crate::archive::{self, PreparedSeal, SealError, SealOrder, SiteContent};
use crate::bag::Limit;
use crate::bounded;
use crate::error::{Action, Error};
use crate::load::Folder;
use crate::message::{Message, Messages};
use crate::model::{Language, Notation, Project, Seal, seal};
use crate::render::date::DateFormatter;
use crate::site::{Loaded, SOURCES, Sealed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A sealed edition that is sealed anew.
#[derive(Debug)]
pub struct Successor {
    /// The name of the bundle that showed the old figure; it stays listed.
    pub former: String,
    pub prepared: PreparedSeal,
}

/// What changes in a sealed edition beside the correction.
#[derive(Clone, Debug)]
pub struct OtherChange {
    /// The name of the bundle.
    pub file: String,
    /// The author's file, or the field of the record.
    pub what: String,
}

/// The sealed editions that show what the edition of a year does not say any more, that edition itself where its texts change.
pub fn outdated(corrected: &Loaded, year: i32, changes: bool) -> BTreeSet<i32> {
    let showing = corrected.outdated().into_iter().filter(|outdated| outdated.corrected == year).map(|outdated| outdated.seal.edition);
    let itself = (changes && corrected.sealed().contains_key(&year)).then_some(year);
    showing.chain(itself).collect()
}

/// What else of sealed editions is not any more what it was when they were sealed: files of the edition, fields of the record.
pub fn other_changes(
    before: &Folder,
    corrected: &Loaded,
    years: &BTreeSet<i32>,
    is_corrected: impl Fn(i32, &str) -> bool,
) -> Result<Vec<OtherChange>, Error> {
    let mut others = Vec::new();
    for year in years {
        let Some((seal, sealed)) = in_force(corrected.project(), *year).zip(corrected.sealed().get(year)) else { continue };
        let fields = sealed
            .differences
            .iter()
            .map(|difference| difference.field.clone())
            .filter(|field| !field.split_once(": ").is_some_and(|(id, _)| is_corrected(*year, id)));
        let files = changed_files(before, sealed, *year)?;
        others.extend(files.into_iter().chain(fields).map(|what| OtherChange { file: seal.file.clone(), what }));
    }
    Ok(others)
}

/// The files of an edition that are not what its bundle holds of them.
fn changed_files(before: &Folder, sealed: &Sealed, year: i32) -> Result<Vec<String>, Error> {
    let own = format!("content/editions/{year}/");
    let now = before.texts.iter().filter_map(|(path, source)| Some((path, before.files.get(source)?))).chain(&before.others);
    let now: BTreeMap<&String, &PathBuf> = now.filter(|(path, _)| path.starts_with(&own)).collect();
    let kept: BTreeSet<String> = sealed
        .bag
        .payload()
        .filter_map(|(path, _)| path.strip_prefix(SOURCES))
        .filter(|path| path.starts_with(&own))
        .map(str::to_owned)
        .collect();
    let mut changed = Vec::new();
    for path in kept.iter().chain(now.keys().copied()).collect::<BTreeSet<_>>() {
        let is_same = match now.get(path).filter(|_| kept.contains(path)) {
            None => false,
            Some(file) => {
                let bytes = bounded::read(file, Limit::FILE).map_err(|source| Error::file(Action::Read, file, source))?;
                bytes.is_some() && bytes == sealed.bag.read(&format!("{SOURCES}{path}")).ok()
            }
        };
        if !is_same {
            changed.push(path.clone());
        }
    }
    Ok(changed)
}

fn in_force(project: &Project, year: i32) -> Option<&Seal> {
    seal::in_force(&project.seals, year)
}

/// The new bundles of sealed editions.
pub fn successors(content: SiteContent<'_>, order: &CorrectionOrder, years: &BTreeSet<i32>) -> Result<Vec<Successor>, SealError> {
    let project = content.loaded.project();
    let mut successors = Vec::new();
    for year in years {
        let Some(former) = in_force(project, *year) else { continue };
        let dates = DateFormatter { language: Language::Ja, notation: Notation::as_of(Some(order.date)), minus: '−' };
        let later = Message::new("correct.later").part("year", dates.fiscal_long(order.year)).part("reason", order.reason.ja.as_str());
        let revision = if *year == order.year { order.reason.ja.clone() } else { Messages::of(Language::Ja).text(&later) };
        let order = SealOrder { year: *year, date: order.date, revision: Some(revision), force: former.forced.clone() };
        successors.push(Successor { former: former.file.clone(), prepared: archive::prepare(content, &order)? });
    }
    Ok(successors)
}
