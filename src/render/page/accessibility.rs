//! The city's statement on the accessibility of its site.

use crate::model::{Accessibility, Notation, Published, Text};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use serde::Serialize;

/// Struct of `accessibility.html`.
#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    pub frame: Frame,
    /// Label and text of each field that the city has filled in.
    pub fields: Vec<(String, Html)>,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, statement: &Accessibility) -> AccessibilityView {
    let words = &context.words.accessibility;
    let crumbs = vec![context.here(context.html(&words.heading))];
    let head = PageHead { title: Some(words.heading.clone()), description: words.intro.clone(), crumbs, colour: None };
    let text = |label: &str, text: &Option<Text>| text.as_ref().map(|text| (label.to_owned(), context.text(text)));
    let formatter = context.formatter(Notation::as_of(None));
    let date = |label: &str, date: Option<Published>| date.map(|date| (label.to_owned(), context.html(&formatter.date(date))));
    let fields = [
        text(&words.standard, &statement.standard),
        text(&words.level, &statement.level),
        text(&words.scope, &statement.scope),
        date(&words.deadline, statement.deadline),
        text(&words.conformance, &statement.conformance),
        text(&words.problems, &statement.problems),
        text(&words.exceptions, &statement.exceptions),
        text(&words.method, &statement.method),
        date(&words.tested, statement.tested),
        text(&words.contact, &statement.contact),
    ];
    AccessibilityView { frame: context.frame(head), fields: fields.into_iter().flatten().collect() }
}
