//! Pages of the preview itself: what is wrong where nothing can be shown, and the text of a file at fault.

use super::panel::{Panel, SOURCE};
use super::worker::Problems;
use crate::language::Language;
use crate::markup::escape;
use crate::message::{Message, Messages};
use std::fmt::Write;
use std::path::Path;

/// Where the style sheet of these pages lies; the site's own may be what is at fault.
pub const STYLE: &str = "/_torikumi/faults.css";

/// How much cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unshown {
    /// Nothing could be read without faults yet.
    Site,
    /// The template of a page has a fault and was never without one.
    Page,
}

/// The page that stands at a path where the site cannot be shown, in the language of the path.
pub fn fault_page(path: &str, unshown: Unshown, problems: &Problems, folder: &Path) -> String {
    let (language, below) = match path.strip_prefix("en/") {
        Some(below) => (Language::En, below),
        None => (Language::Ja, path),
    };
    let panel = Panel::of(problems, language);
    let messages = Messages::of(language);
    let say = |key: &str| escape(&messages.text(&Message::new(key)));
    let heading = say(match unshown {
        Unshown::Site => "serve.no-site",
        Unshown::Page => "serve.no-page",
    });
    let below = escape(below.strip_suffix("index.html").unwrap_or(below));
    let named = escape(&messages.text(&Message::new("serve.folder").part("folder", folder.display().to_string())));
    let languages = match language {
        Language::Ja => {
            format!("<span aria-current=\"true\">日本語</span> <a href=\"/en/{below}\" lang=\"en\" hreflang=\"en\">English</a>")
        }
        Language::En => format!("<a href=\"/{below}\" lang=\"ja\" hreflang=\"ja\">日本語</a> <span aria-current=\"true\">English</span>"),
    };
    let main = format!(
        "<nav aria-label=\"{}\">{languages}</nav><main><h1>{heading}</h1><p>{}</p><h2>{}</h2>{}<p>{named}</p></main>",
        say("serve.languages"),
        say("serve.mend"),
        escape(&panel.summary),
        panel.list,
    );
    page(language, &heading, &main)
}

/// The text of a file at fault with numbered lines, to which the places of faults lead; `None` for every other file.
pub fn source_page(path: &str, problems: &Problems, folder: &Path, language: Language) -> Option<String> {
    let Problems::Content(found) = problems else { return None };
    let file = path.strip_prefix(SOURCE.trim_start_matches('/'))?;
    let at_fault = found.report.shown_sources();
    let (_, source) = found.sources.iter().find(|(id, source)| source.path == file && at_fault.contains(id))?;
    let lines = source.text.lines().enumerate().fold(String::new(), |mut all, (index, line)| {
        let _ = writeln!(all, "<li id=\"L{}\"><code>{}</code></li>", index + 1, escape(line));
        all
    });
    let whole = escape(&folder.join(file).display().to_string());
    Some(page(
        language,
        &escape(file),
        &format!("<main><h1>{}</h1><p><code>{whole}</code></p><ol class=\"lines\">\n{lines}</ol></main>", escape(file)),
    ))
}

fn page(language: Language, title: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><link rel=\"stylesheet\" href=\"{STYLE}\"></head>\
         <body>{main}</body></html>\n",
        language.tag()
    )
}
