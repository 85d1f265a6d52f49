//! Drafts: editions, free pages and reports on single goals that are left out of a site, or shown with a mark.

use super::loaded::Drafts;
use super::sealed::{self, Sealing};
use crate::diagnostic::{Fault, Report};
use crate::model::{Edition, GoalReport, PageKey, Project};
use std::collections::BTreeSet;

/// Drafts that are not shown.
#[derive(Debug, Default)]
pub struct HiddenDrafts {
    pub editions: Vec<Edition>,
    /// Reports on goals as they were written.
    pub goals: Vec<GoalReport>,
    /// The pages that are drafts of their own.
    pages: BTreeSet<PageKey>,
}

impl HiddenDrafts {
    /// Takes drafts out of a project, or marks them. A report on a goal leaves its results behind, which belong to the edition. What is
    /// shown as it was sealed is no draft.
    pub fn take(project: &mut Project, drafts: Drafts, sealing: &Sealing) -> HiddenDrafts {
        let mut hidden = HiddenDrafts::default();
        match drafts {
            Drafts::Hidden => hidden.hide(project, sealing),
            Drafts::Shown => mark(project),
        }
        hidden
    }

    fn hide(&mut self, project: &mut Project, sealing: &Sealing) {
        let is_sealed = |year: i32| sealed::is_sealed(&project.seals, sealing, year);
        self.editions = project.editions.extract_if(.., |edition| edition.draft).collect();
        for edition in project.editions.iter_mut().filter(|edition| !is_sealed(edition.year)) {
            for goal in edition.goals.iter_mut().filter(|goal| goal.draft) {
                self.pages.insert(PageKey::Goal(edition.year, goal.number));
                self.goals.push(goal.clone());
                goal.withhold();
            }
        }
        let pages = project.pages.extract_if(.., |page| page.draft);
        self.pages.extend(pages.map(|page| PageKey::Free(page.name)));
    }

    /// Whether a page is left out because it is a draft of its own.
    pub fn has(&self, page: &PageKey) -> bool {
        self.pages.contains(page)
    }

    /// Reports the links of pages that are shown to pages that are left out.
    pub fn check_links(&self, project: &Project, sealing: &Sealing, report: &mut Report) {
        let is_shown = |page: &PageKey| {
            let is_hidden = |year: i32| self.editions.iter().any(|edition| edition.year == year);
            let year = page.edition();
            !self.has(page) && !year.is_some_and(|year| is_hidden(year) || sealed::is_sealed(&project.seals, sealing, year))
        };
        for link in project.page_links.iter().filter(|link| self.has(&link.to) && is_shown(&link.from)) {
            report.add(link.place.clone(), Fault::LinkToDraft { target: link.written.clone() });
        }
    }
}

fn mark(project: &mut Project) {
    project.editions.iter_mut().filter(|edition| edition.draft).for_each(|edition| edition.title.mark_as_draft());
    project.pages.iter_mut().filter(|page| page.draft).for_each(|page| page.title.mark_as_draft());
}

/// Whether a site has a page that is a draft.
pub fn any(project: &Project, drafts: Drafts, sealing: &Sealing) -> bool {
    let of_edition = |edition: &Edition| {
        let is_sealed = sealed::is_sealed(&project.seals, sealing, edition.year);
        edition.draft || !is_sealed && edition.goals.iter().any(|goal| goal.draft)
    };
    drafts == Drafts::Shown && (project.editions.iter().any(of_edition) || project.pages.iter().any(|page| page.draft))
}
