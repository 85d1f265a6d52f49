//! The release guard: what must not go out, and what to do about it.
//!
//! Faults of the content are found by `check` before; here is what only publishing makes wrong.

use super::transfer_plan::{PutKind, TransferPlan};
use crate::archive::verify;
use crate::error::{Error, Refusal};
use crate::model::{Edition, Project, PublishTarget, Published, Stage, seal};
use crate::site::Drafts;
use std::path::Path;

/// What is asked of the program besides the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishOptions {
    /// Whether drafts are shown.
    pub drafts: Drafts,
    /// Whether that is by `--preview`.
    pub preview: PreviewMode,
    /// An address given instead of those of `site.toml`.
    pub base_url: Option<String>,
    /// The day on which it is asked.
    pub today: Published,
}

/// Whether drafts are to be looked at by those in charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewMode {
    No,
    Yes,
}

/// A site that is to go to a target.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    pub target: &'a PublishTarget,
    pub project: &'a Project,
    /// The folder of the site.
    pub root: &'a Path,
    pub asked: &'a PublishOptions,
    /// The address in `site.toml`.
    pub site_base_url: Option<&'a str>,
}

/// Everything that forbids to publish.
///
/// # Errors
///
/// [`Error::File`] where the archive cannot be read.
pub fn refusals(candidate: Candidate<'_>) -> Result<Vec<Refusal>, Error> {
    let Candidate { target, project, root, asked, site_base_url } = candidate;
    let mut refusals = Vec::new();
    match (asked.preview, target.stage, asked.drafts) {
        (PreviewMode::Yes, Stage::Production, _) => refusals.push(Refusal::PreviewForEverybody { target: target.name.clone() }),
        (PreviewMode::No, _, Drafts::Shown) => refusals.push(Refusal::Drafts),
        (PreviewMode::Yes, Stage::Staging, _) | (PreviewMode::No, _, Drafts::Hidden) => {}
    }
    refusals.extend(address(target, asked, site_base_url));
    match asked.preview {
        PreviewMode::Yes => {}
        PreviewMode::No => refusals.extend(project.editions.iter().filter_map(|edition| ahead(edition, asked.today))),
    }
    for finding in verify(root, project, None)? {
        let file = &finding.file;
        refusals.extend(finding.wrong.iter().map(|why| Refusal::Seal { file: file.clone(), why: why.clone() }));
    }
    Ok(refusals)
}

/// So many files may go whatever their share: of a site of ten files, a page and its picture are a fifth.
const FEW: usize = 5;

/// Why a release is not to remove what it would remove: a source emptied by mistake takes its pages with it. A number of files that was
/// agreed to has to be that of the plan.
pub fn removal(plan: &TransferPlan, agreed: Option<usize>) -> Option<Refusal> {
    let removed = plan.remove.len();
    let changed = plan.put.iter().filter(|put| put.change == PutKind::Changed).count();
    let published = removed + changed + plan.unchanged;
    let bundle = plan.remove.iter().find(|path| path.strip_prefix("archive/").is_some_and(seal::is_bundle_file));
    match (agreed, bundle) {
        (Some(given), _) if given == removed => None,
        (Some(given), _) => Some(Refusal::OtherRemoval { given, removed }),
        (None, Some(bundle)) => Some(Refusal::SealedRemoval { bundle: bundle.clone(), removed }),
        (None, None) => (removed > FEW && removed * 10 > published).then_some(Refusal::Removal { removed, published }),
    }
}

/// The address that pages are written with has to be the one at which visitors find them.
fn address(target: &PublishTarget, asked: &PublishOptions, site_base_url: Option<&str>) -> Option<Refusal> {
    let expected = match target.stage {
        Stage::Production => asked.base_url.as_deref().or(site_base_url),
        Stage::Staging => asked.base_url.as_deref(),
    };
    match (&target.base_url, expected) {
        (Some(of_target), Some(other)) if of_target != other => {
            Some(Refusal::BaseUrl { target: target.name.clone(), of_target: of_target.clone(), other: other.to_owned() })
        }
        (Some(_), _) => None,
        (None, _) => match target.stage {
            Stage::Staging if site_base_url.is_some() => Some(Refusal::NoBaseUrl { target: target.name.clone() }),
            Stage::Staging | Stage::Production => None,
        },
    }
}

/// An edition that is not to be known before its day; a month counts from its first day on.
fn ahead(edition: &Edition, today: Published) -> Option<Refusal> {
    let published = edition.published.filter(|published| !edition.draft && *published > today)?;
    Some(Refusal::Ahead { year: edition.year, published: published.to_string() })
}
