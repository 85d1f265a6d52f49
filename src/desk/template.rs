//! The templates of the desk, and the words in them: messages of the program, asked for by the function `t`.

use crate::language::Language;
use crate::message::{Message, Messages};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult};

const TEMPLATES: [(&str, &str); 11] = [
    ("base.html", include_str!("templates/base.html")),
    ("changes.html", include_str!("templates/changes.html")),
    ("command.html", include_str!("templates/command.html")),
    ("home.html", include_str!("templates/home.html")),
    ("job.html", include_str!("templates/job.html")),
    ("measure.html", include_str!("templates/measure.html")),
    ("measures.html", include_str!("templates/measures.html")),
    ("notice.html", include_str!("templates/notice.html")),
    ("results.html", include_str!("templates/results.html")),
    ("settings.html", include_str!("templates/settings.html")),
    ("translation.html", include_str!("templates/translation.html")),
];

/// The templates, with the words of each language.
pub struct DeskTemplates {
    by_language: BTreeMap<Language, Tera>,
}

impl DeskTemplates {
    pub fn new() -> DeskTemplates {
        DeskTemplates { by_language: Language::ALL.into_iter().map(|language| (language, templates(language))).collect() }
    }

    /// A page. The templates are part of the program: a fault in one is a fault of the program, which the tests of every page would meet.
    pub fn render(&self, template: &str, language: Language, view: &impl Serialize) -> String {
        let rendered = Context::from_serialize(view).and_then(|context| self.by_language[&language].render(template, &context));
        rendered.unwrap_or_else(|error| panic!("{template}: {error:?}"))
    }
}

fn templates(language: Language) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    let messages = Messages::of(language);
    tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| words(&messages, &arguments));
    tera.add_raw_templates(TEMPLATES).expect("the templates of the desk are sound");
    tera
}

/// The words of the message `key`, its parts filled with the other arguments.
fn words(messages: &Messages, arguments: &Kwargs) -> TeraResult<String> {
    let mut message = Message::new(&arguments.must_get::<String>("key")?);
    for (name, value) in arguments.iter() {
        let name = name.to_string();
        if name != "key" {
            message = message.part(&name, serde_json::to_value(value).map_err(|error| Error::message(error.to_string()))?);
        }
    }
    Ok(messages.text(&message))
}
