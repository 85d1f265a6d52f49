//! Readers of `site.toml`, `frameworks.toml` and free pages.

use super::SharedContext;
use super::files::ContentFiles;
use super::rule;
use super::target;
use super::values::{WithPlace, alias, choice, count, id, placed, plain, published, quantity, text, unique};
use crate::diagnostic::{Fault, NameClass, Place, Report, Shape, SourceId};
use crate::format;
use crate::load::fields::{Fields, NamedValue, TomlValue};
use crate::model::{
    Accessibility, Bilingual, Contact, Document, Framework, FrameworkItem, FreePage, Language, Licence, Logo, PublicLicence, Publisher,
    Quantity, Settings, Text, Unit, UnitPosition, Units, Word,
};
use rust_decimal::Decimal;

/// The settings of the site.
pub fn settings(files: &ContentFiles<'_>, report: &mut Report) -> Option<Settings> {
    match files.block(&Document::Site) {
        Some(block) => block.read(report, |fields, report| read_settings(fields, files, block.source, report)),
        None => {
            report.add(Place::File("content".to_owned()), Fault::MissingFile { path: "site.toml".to_owned() });
            None
        }
    }
}

fn read_settings(mut fields: Fields<'_>, files: &ContentFiles<'_>, source: SourceId, report: &mut Report) -> Option<Settings> {
    let title = fields.required("title", report, text);
    let theme = fields.optional("theme", report, placed(plain));
    let theme = theme.unwrap_or_else(|| WithPlace { item: "default".to_owned(), place: fields.place().clone() });
    let rule_text = fields.optional("rating", report, rule::rule);
    let settings = Settings {
        title: title.unwrap_or_default(),
        languages: fields.optional("languages", report, languages).unwrap_or_else(|| vec![Language::Ja, Language::En]),
        base_url: fields.optional("base_url", report, base_url).flatten(),
        theme: theme.item,
        theme_place: theme.place,
        licence: fields.optional("licence", report, licence),
        notice: fields.optional("notice", report, text),
        publisher: fields.optional("publisher", report, publisher),
        contact: fields.optional("contact", report, contact),
        logo: fields.optional("logo", report, |value, report| logo(value, files, source, report)),
        accessibility: fields.optional("accessibility", report, accessibility),
        rule: rule_text.or_else(rule::default_rule)?,
        units: fields.optional("units", report, units).unwrap_or_default(),
        mark_kinds: fields.optional("mark_kinds", report, |value, report| value.boolean(report)).unwrap_or(true),
        triangle_minus: fields.optional("triangle_minus", report, |value, report| value.boolean(report)).unwrap_or(false),
        raw_html: fields.optional("markdown", report, markdown).unwrap_or(false),
        bom: fields.optional("data", report, data).unwrap_or(true),
        targets: fields.optional("publish", report, target::targets).unwrap_or_default(),
    };
    fields.finish(&format::SITE, report);
    Some(settings)
}

fn languages(value: &TomlValue<'_>, report: &mut Report) -> Option<Vec<Language>> {
    let names: Vec<&str> = value.items(report)?.iter().filter_map(|item| item.text(report)).collect();
    match names.as_slice() {
        ["ja"] => Some(vec![Language::Ja]),
        ["ja", "en"] => Some(vec![Language::Ja, Language::En]),
        other => {
            let known = vec!["[\"ja\"]".to_owned(), "[\"ja\", \"en\"]".to_owned()];
            report.add(value.place(), Fault::Unknown { noun: NameClass::Language, found: other.join(", "), nearest: None, known });
            None
        }
    }
}

/// An address with `http://` or `https://`, without its closing slash; empty means none.
fn base_url(value: &TomlValue<'_>, report: &mut Report) -> Option<Option<String>> {
    let url = value.text(report)?.trim();
    if url.is_empty() {
        return Some(None);
    }
    match parse_base_url(url) {
        Some(url) => Some(Some(url)),
        None => value.wrong(Shape::Address, report),
    }
}

/// The address of a page anywhere: `https://…` or `http://…`, and nothing that could run a script.
fn web_address(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    let url = value.text(report)?.trim();
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let is_foreign = |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '<' | '>');
    match host.is_empty() || host.starts_with(['/', '?', '#']) || url.contains(is_foreign) {
        true => value.wrong(Shape::Address, report),
        false => Some(url.to_owned()),
    }
}

/// An absolute address without its closing slash; `None` where it is not one.
pub fn parse_base_url(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let plain = !host.is_empty() && !host.starts_with('/') && !url.contains(['?', '#', ' ', '"', '<', '>']);
    plain.then(|| url.trim_end_matches('/').to_owned())
}

fn licence(value: &TomlValue<'_>, report: &mut Report) -> Option<Licence> {
    if value.as_text().is_some() {
        let known: PublicLicence = choice(value, report, NameClass::Licence)?;
        let Bilingual { ja, en } = known.choice().label;
        return Some(Licence { id: Some(known.word()), name: Text::both(ja, en), url: known.address().to_owned() });
    }
    let Some(mut fields) = value.as_fields() else { return value.wrong(Shape::TextOrTable, report) };
    let name = fields.required("name", report, text);
    let url = fields.required("url", report, web_address);
    fields.finish(&format::LICENCE, report);
    Some(Licence { id: None, name: name?, url: url? })
}

fn publisher(value: &TomlValue<'_>, report: &mut Report) -> Option<Publisher> {
    let mut fields = value.fields(report)?;
    let name = fields.required("name", report, text);
    let code = fields.optional("code", report, code);
    fields.finish(&format::PUBLISHER, report);
    Some(Publisher { name: name?, code })
}

/// 全国地方公共団体コード, with its check digit.
fn code(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    let found = value.text(report)?;
    let digits: Option<Vec<u32>> = found.chars().map(|digit| digit.to_digit(10)).collect();
    let expected = digits.filter(|digits| digits.len() == 6).map(|digits| format!("{}{}", &found[..5], check_digit(&digits[..5])));
    if expected.as_deref() == Some(found) {
        return expected;
    }
    report.add(value.place(), Fault::PublisherCode { found: found.to_owned(), expected });
    None
}

/// The last digit of 11 less the remainder by 11 of the digits weighted 6, 5, 4, 3, 2 (総務省 全国地方公共団体コード仕様).
fn check_digit(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10
}

fn contact(value: &TomlValue<'_>, report: &mut Report) -> Option<Contact> {
    let mut fields = value.fields(report)?;
    let division = fields.required("division", report, text);
    let telephone = fields.optional("telephone", report, plain);
    let form = fields.optional("form", report, web_address);
    fields.finish(&format::CONTACT, report);
    Some(Contact { division: division?, telephone, form })
}

fn logo(value: &TomlValue<'_>, files: &ContentFiles<'_>, source: SourceId, report: &mut Report) -> Option<Logo> {
    let mut fields = value.fields(report)?;
    let file = fields.required("file", report, |value, report| files.beside(source, value, report));
    let alt = fields.required("alt", report, text);
    fields.finish(&format::LOGO, report);
    Some(Logo { path: file?.item, alt: alt? })
}

fn accessibility(value: &TomlValue<'_>, report: &mut Report) -> Option<Accessibility> {
    let mut fields = value.fields(report)?;
    let statement = Accessibility {
        standard: fields.optional("standard", report, text),
        level: fields.optional("level", report, text),
        scope: fields.optional("scope", report, text),
        deadline: fields.optional("deadline", report, published),
        conformance: fields.optional("conformance", report, text),
        problems: fields.optional("problems", report, text),
        exceptions: fields.optional("exceptions", report, text),
        method: fields.optional("method", report, text),
        tested: fields.optional("tested", report, published),
        contact: fields.optional("contact", report, text),
    };
    fields.finish(&format::ACCESSIBILITY, report);
    Some(statement)
}

fn units(value: &TomlValue<'_>, report: &mut Report) -> Option<Units> {
    let mut units = Units::default();
    for NamedValue { name, value, .. } in value.fields(report)?.entries() {
        let Some(mut fields) = value.fields(report) else { continue };
        let one = fields.optional("en_one", report, plain);
        let other = fields.required("en_other", report, plain);
        let factor = fields.optional("factor", report, quantity).map_or(Decimal::ONE, Quantity::decimal);
        let position = fields.optional("position", report, |value, report| choice(value, report, NameClass::UnitPosition));
        let position = position.unwrap_or(UnitPosition::After);
        fields.finish(&format::OWN_UNIT, report);
        let attached = other.as_deref() == Some("%");
        units.add(Unit { ja: name.to_owned(), position, one: one.or_else(|| other.clone()), other, factor, attached });
    }
    Some(units)
}

fn markdown(value: &TomlValue<'_>, report: &mut Report) -> Option<bool> {
    let mut fields = value.fields(report)?;
    let raw_html = fields.optional("raw_html", report, |value, report| value.boolean(report));
    fields.finish(&format::MARKDOWN, report);
    raw_html
}

/// Whether tables of open data begin with a byte order mark.
fn data(value: &TomlValue<'_>, report: &mut Report) -> Option<bool> {
    let mut fields = value.fields(report)?;
    let bom = fields.optional("bom", report, |value, report| value.boolean(report));
    fields.finish(&format::DATA, report);
    bom
}

/// The frameworks that goals may align with.
pub fn frameworks(files: &ContentFiles<'_>, report: &mut Report) -> Vec<Framework> {
    let block = files.block(&Document::Frameworks);
    let read = block.and_then(|block| {
        block.read(report, |mut fields, report| {
            let frameworks = fields.list("framework", report, placed(framework));
            let frameworks = unique(frameworks, |framework| &framework.id, report);
            fields.finish(&format::FRAMEWORKS, report);
            Some(frameworks)
        })
    });
    read.unwrap_or_default()
}

fn framework(value: &TomlValue<'_>, report: &mut Report) -> Option<Framework> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let name = fields.required("name", report, text);
    let items = fields.list("item", report, placed(item));
    let items = unique(items, |item| &item.id, report);
    fields.finish(&format::FRAMEWORK, report);
    Some(Framework { id: id?, name: name?, items })
}

fn item(value: &TomlValue<'_>, report: &mut Report) -> Option<FrameworkItem> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, id);
    let number = fields.required("number", report, count);
    let name = fields.required("name", report, text);
    fields.finish(&format::ITEM, report);
    Some(FrameworkItem { id: id?, number: number?, name: name? })
}

/// The free pages by name.
pub fn pages(shared: &SharedContext<'_>, report: &mut Report) -> Vec<FreePage> {
    let mut pages = Vec::new();
    let named = shared.opened.since(Document::Page(String::new())).map_while(|(document, file)| match document {
        Document::Page(name) => Some((name, file)),
        _ => None,
    });
    for (name, file) in named {
        pages.extend(file.facts.read(report, |mut fields, report| {
            let title = fields.required("title", report, text);
            let draft = fields.optional("draft", report, |value, report| value.boolean(report)).unwrap_or(false);
            let aliases = fields.list("aliases", report, alias);
            fields.finish(&format::PAGE, report);
            Some(FreePage { name: name.clone(), title: title?, draft, prose: file.prose.clone(), aliases })
        }));
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_of_real_codes_are_right() {
        for code in ["172014", "131016", "011002", "271004", "473821"] {
            let digits: Vec<u32> = code.chars().filter_map(|digit| digit.to_digit(10)).collect();
            assert_eq!(check_digit(&digits[..5]), digits[5], "{code}");
        }
    }

    #[test]
    fn a_base_address_is_absolute_and_loses_its_slash() {
        assert_eq!(parse_base_url("https://example.jp/a/"), Some("https://example.jp/a".to_owned()));
        assert_eq!(parse_base_url("example.jp"), None);
        assert_eq!(parse_base_url("https://"), None);
    }
}
