//! What the site says beside strategies and editions: free pages, and what stands on every page.

use super::edition_facts::draft;
use super::facts::SubjectFacts;
use super::plan_facts::rule;
use crate::message::Message;
use crate::model::{FreePage, Project};

/// A free page.
pub fn page(facts: &mut SubjectFacts<'_>, page: &FreePage) {
    facts.text("title", &Message::new("diff-item.title"), Some(&page.title));
    draft(facts, "draft", &Message::new("diff-item.draft"), page.draft);
    facts.body("body", &Message::new("diff-item.body"), &page.prose);
}

/// The settings that readers see, and the names of the frameworks with which goals are aligned.
pub fn site(facts: &mut SubjectFacts<'_>, project: &Project) {
    let settings = &project.settings;
    facts.text("title", &Message::new("diff-item.site-title"), Some(&settings.title));
    facts.text("notice", &Message::new("diff-item.notice"), settings.notice.as_ref());
    facts.text("publisher", &Message::new("diff-item.publisher"), settings.publisher.as_ref().map(|publisher| &publisher.name));
    if let Some(contact) = &settings.contact {
        facts.text("contact.division", &Message::new("diff-item.contact"), Some(&contact.division));
        facts.short("contact.telephone", &Message::new("diff-item.telephone"), contact.telephone.clone());
        facts.short("contact.form", &Message::new("diff-item.form"), contact.form.clone());
    }
    facts.text("licence", &Message::new("diff-item.licence"), settings.licence.as_ref().map(|licence| &licence.name));
    if let Some(statement) = &settings.accessibility {
        let texts = [
            &statement.standard,
            &statement.level,
            &statement.scope,
            &statement.conformance,
            &statement.problems,
            &statement.exceptions,
            &statement.method,
            &statement.contact,
        ];
        for (number, text) in texts.into_iter().enumerate() {
            facts.text(&format!("accessibility.{number}"), &Message::new("diff-item.accessibility"), text.as_ref());
        }
    }
    rule(facts, &settings.rule);
    for framework in &project.frameworks {
        facts.text(&format!("framework.{}", framework.id), &Message::new("diff-item.framework"), Some(&framework.name));
        for item in &framework.items {
            facts.text(&format!("framework.{}.{}", framework.id, item.id), &Message::new("diff-item.framework"), Some(&item.name));
        }
    }
}
