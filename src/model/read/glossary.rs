//! Reader of `content/glossary.toml`.

use super::files::ContentFiles;
use crate::diagnostic::Report;
use crate::format;
use crate::load::fields::TomlValue;
use crate::model::{Document, GlossaryTerm};

/// The terms in their order.
pub fn glossary(files: &ContentFiles<'_>, report: &mut Report) -> Vec<GlossaryTerm> {
    let read = files.block(&Document::Glossary).and_then(|block| {
        block.read(report, |mut fields, report| {
            let terms = fields.list("term", report, term);
            fields.finish(&format::GLOSSARY, report);
            Some(terms)
        })
    });
    read.unwrap_or_default()
}

fn term(value: &TomlValue<'_>, report: &mut Report) -> Option<GlossaryTerm> {
    let mut fields = value.fields(report)?;
    let (ja, en) = (fields.required("ja", report, super::values::plain), fields.required("en", report, super::values::plain));
    let note = fields.optional("note", report, super::values::plain);
    fields.finish(&format::TERM, report);
    Some(GlossaryTerm { ja: ja?, en: en?, note, place: value.place() })
}
