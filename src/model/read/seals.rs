//! Reader of `content/archive/register.toml`.

use super::files::ContentFiles;
use super::values::{plain, published};
use crate::diagnostic::{Fault, Report, Shape};
use crate::format;
use crate::load::fields::TomlValue;
use crate::model::seal::{Seal, Withdrawal, bundle_file};
use crate::model::{Document, Published};
use std::str::FromStr;

/// Every seal, in the order in which they were made.
pub fn seals(files: &ContentFiles<'_>, report: &mut Report) -> Vec<Seal> {
    let Some(block) = files.block(&Document::Register) else { return Vec::new() };
    let read = block.read(report, |mut fields, report| {
        let mut seals: Vec<Seal> = Vec::new();
        for seal in fields.list("seal", report, seal) {
            match seals.iter().find(|other| other.file == seal.file) {
                Some(other) => report.add_related(seal.place.clone(), other.place.clone(), Fault::DuplicateId { id: seal.file.clone() }),
                None => seals.push(seal),
            }
        }
        fields.finish(&format::REGISTER, report);
        Some(seals)
    });
    read.unwrap_or_default()
}

fn seal(value: &TomlValue<'_>, report: &mut Report) -> Option<Seal> {
    let mut fields = value.fields(report)?;
    let place = fields.key_place("edition");
    let edition: Option<i32> = fields.required("edition", report, whole);
    let revision: Option<u32> = fields.required("revision", report, whole);
    let named = edition.zip(revision).map(|(edition, revision)| bundle_file(edition, revision));
    let file = fields.required("file", report, |value, report| file(value, named.as_deref(), report));
    let size = fields.required("size", report, whole);
    let sha512 = fields.required("sha512", report, plain);
    let date = fields.required("date", report, published);
    let reason = fields.optional("reason", report, plain);
    let forced = fields.optional("forced", report, plain);
    let withdrawn = fields.optional("withdrawn", report, withdrawal);
    fields.finish(&format::SEAL, report);
    Some(Seal {
        edition: edition?,
        revision: revision?,
        file: file?,
        size: size?,
        sha512: sha512?,
        date: date?,
        reason,
        forced,
        withdrawn,
        place,
    })
}

fn withdrawal(value: &TomlValue<'_>, report: &mut Report) -> Option<Withdrawal> {
    let mut fields = value.fields(report)?;
    let date: Option<Published> = fields.required("date", report, published);
    let reason = fields.required("reason", report, plain);
    fields.finish(&format::WITHDRAWAL, report);
    Some(Withdrawal { date: date?, reason: reason? })
}

fn whole<T: FromStr>(value: &TomlValue<'_>, report: &mut Report) -> Option<T> {
    match value.digits().and_then(|digits| digits.parse().ok()) {
        Some(number) => Some(number),
        None => value.wrong(Shape::Integer, report),
    }
}

/// The name that sealing gave the file, of an edition and revision that could be read: no other is ever looked for, made or removed.
fn file(value: &TomlValue<'_>, named: Option<&str>, report: &mut Report) -> Option<String> {
    let name = plain(value, report)?;
    if named.is_none_or(|named| named == name) { Some(name) } else { value.wrong(Shape::BundleFile, report) }
}
