//! Reader of `content/archive/register.toml`.

use super::files::ContentFiles;
use super::values::{plain, published};
use crate::diagnostic::{Fault, Report, Shape};
use crate::format;
use crate::load::fields::TomlValue;
use crate::model::seal::{Seal, Withdrawal};
use crate::model::{Document, Published};

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
    let edition = fields.required("edition", report, whole);
    let revision = fields.required("revision", report, whole);
    let file = fields.required("file", report, file);
    let size = fields.required("size", report, whole);
    let sha512 = fields.required("sha512", report, plain);
    let date = fields.required("date", report, published);
    let reason = fields.optional("reason", report, plain);
    let forced = fields.optional("forced", report, plain);
    let withdrawn = fields.optional("withdrawn", report, withdrawal);
    fields.finish(&format::SEAL, report);
    Some(Seal {
        edition: i32::try_from(edition?).ok()?,
        revision: u32::try_from(revision?).ok()?,
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

fn whole(value: &TomlValue<'_>, report: &mut Report) -> Option<u64> {
    match value.digits().and_then(|digits| digits.parse().ok()) {
        Some(number) => Some(number),
        None => value.wrong(Shape::Integer, report),
    }
}

/// The name of a file in the folder itself.
fn file(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    let name = plain(value, report)?;
    let fits = name.ends_with(".zip") && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.');
    if fits && !name.starts_with('.') { Some(name) } else { value.wrong(Shape::Address, report) }
}
