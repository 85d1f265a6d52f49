//! A cursor over a TOML table that collects every fault, each with its place.
//!
//! A reader takes the fields that it knows with [`Fields::required`] and [`Fields::optional`] and goes on after each fault;
//! [`Fields::finish`] then reports every field that the table cannot have. In debug builds it also holds the reader against the
//! list of keys in [`crate::format`]: that no key is read which is not listed, and none is listed which is not read.

use crate::characters;
use crate::diagnostic::{Fault, Place, Report, Shape, SourceId};
use crate::format::Keys;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Most syntax errors of one file that are worth reading: one broken array can cascade into dozens.
const MOST_SYNTAX_ERRORS: usize = 5;

/// How many levels of tables the parser follows.
const DEEPEST: usize = 80;

/// A stretch of a source that holds TOML.
#[derive(Clone, Debug)]
pub struct TomlBlock<'a> {
    /// The source it is part of.
    pub source: SourceId,
    /// The whole text of that source.
    pub text: &'a str,
    /// The stretch, in bytes of the source.
    pub range: Range<usize>,
}

impl<'a> TomlBlock<'a> {
    /// Parses the block, reports every syntax error, and hands what could be read to `reader`.
    pub fn read<T>(&self, report: &mut Report, reader: impl FnOnce(Fields<'_>, &mut Report) -> Option<T>) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(&self.text[self.range.clone()]);
        self.report_syntax(&errors, report);
        let origin = SpanOrigin { source: self.source, offset: self.range.start };
        let place = Place::Span(self.source, self.head());
        let mut unread = Report::default();
        report_odd(table.get_ref(), origin, &mut unread);
        let read = reader(Fields::new(table.get_ref(), place, origin), &mut unread);
        if errors.is_empty() {
            unread.join_missing_keys();
            report.append(unread);
        }
        read
    }

    /// The line by which faults of the block as a whole are shown: the fence above, else the first line.
    fn head(&self) -> Range<usize> {
        let start = self.range.start.saturating_sub(1);
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = self.text[line_start..].find('\n').map_or(self.text.len(), |newline| line_start + newline);
        line_start..line_end
    }

    /// The first error of each line; of an error that goes on from line to line only the first.
    fn report_syntax(&self, errors: &[toml::de::Error], report: &mut Report) {
        let mut found: Vec<(Range<usize>, &str)> =
            errors.iter().map(|error| (error.span().unwrap_or_else(|| self.deepest()), error.message())).collect();
        found.sort_by_key(|(span, _)| span.start);
        let mut reported = 0;
        let mut last: Option<(usize, &str)> = None;
        let (mut line, mut counted) = (0, 0);
        for (span, message) in found {
            line += self.text[self.range.start + counted..self.range.start + span.start].matches('\n').count();
            counted = span.start;
            let goes_on = last.is_some_and(|(before, said)| line == before || (line == before + 1 && said == message));
            last = Some((line, message));
            if !goes_on && reported < MOST_SYNTAX_ERRORS {
                reported += 1;
                let place = Place::Span(self.source, self.range.start + span.start..self.range.start + span.end);
                report.add(place, Fault::TomlSyntax { message: message.replace('\n', ", ") });
            }
        }
    }

    /// The first line with so many dots that they may be what nests too deep: the parser does not say where that is.
    fn deepest(&self) -> Range<usize> {
        let mut start = 0;
        for line in self.text[self.range.clone()].split_inclusive('\n') {
            if line.matches('.').count() >= DEEPEST {
                return start..start + line.trim_end().len();
            }
            start += line.len();
        }
        0..0
    }
}

/// Reports odd characters in keys and values that are written by their numbers; all others were found when the text was read.
fn report_odd(table: &DeTable<'_>, origin: SpanOrigin, report: &mut Report) {
    for (key, value) in table {
        if let Cow::Owned(text) = key.get_ref() {
            report_odd_text(text, origin.place(key.span()), report);
        }
        report_odd_value(value, origin, report);
    }
}

fn report_odd_value(value: &Spanned<DeValue<'_>>, origin: SpanOrigin, report: &mut Report) {
    match value.get_ref() {
        // A text without escapes is a part of the source.
        DeValue::String(Cow::Owned(text)) => report_odd_text(text, origin.place(value.span()), report),
        DeValue::Array(items) => items.iter().for_each(|item| report_odd_value(item, origin, report)),
        DeValue::Table(table) => report_odd(table, origin, report),
        DeValue::String(Cow::Borrowed(_)) => {}
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

fn report_odd_text(text: &str, place: Place, report: &mut Report) {
    characters::odd(text).take(1).for_each(|odd| report.add(place.clone(), Fault::odd_character(odd)));
}

/// Where spans of a parsed block count from.
#[derive(Clone, Copy, Debug)]
struct SpanOrigin {
    source: SourceId,
    offset: usize,
}

impl SpanOrigin {
    fn place(self, span: Range<usize>) -> Place {
        Place::Span(self.source, self.offset + span.start..self.offset + span.end)
    }
}

/// A value of a table, with its place.
#[derive(Clone, Debug)]
pub struct TomlValue<'a> {
    value: &'a DeValue<'a>,
    place: Place,
    origin: SpanOrigin,
}

/// A value under a key that the author chose.
#[derive(Clone, Debug)]
pub struct NamedValue<'a> {
    pub name: &'a str,
    /// Where the key is.
    pub place: Place,
    pub value: TomlValue<'a>,
}

/// The fields of one table.
#[derive(Debug)]
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    place: Place,
    origin: SpanOrigin,
    /// The keys that a reader has asked for.
    #[cfg(debug_assertions)]
    asked: Vec<RequestedKey>,
}

/// A key that a reader has asked for.
#[cfg(debug_assertions)]
#[derive(Debug)]
struct RequestedKey {
    key: &'static str,
    is_required: bool,
}

impl<'a> Fields<'a> {
    fn new(table: &'a DeTable<'a>, place: Place, origin: SpanOrigin) -> Fields<'a> {
        Fields {
            table,
            place,
            origin,
            #[cfg(debug_assertions)]
            asked: Vec::new(),
        }
    }

    /// Where the table is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether the table has this key, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The fault of a key that the table lacks, with the name or title of what it describes.
    pub fn missing(&self, key: &str) -> Fault {
        let text = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Some(text.trim().to_owned()),
            DeValue::Table(languages) => languages.get("ja")?.get_ref().as_str().map(|text| text.trim().to_owned()),
            DeValue::Array(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => None,
        };
        let name = ["name", "title"].into_iter().find_map(|key| text(self.table.get(key)?.get_ref()));
        Fault::MissingKey { keys: vec![key.to_owned()], name: name.filter(|name| !name.is_empty()) }
    }

    /// Where a key of the table is, for faults that concern the key itself; the table's place where it is not there.
    pub fn key_place(&self, key: &str) -> Place {
        self.table.get_key_value(key).map_or_else(|| self.place.clone(), |(key, _)| self.origin.place(key.span()))
    }

    /// The value of a key, if it is there.
    pub fn take(&mut self, key: &'static str) -> Option<TomlValue<'a>> {
        self.ask(key, false)
    }

    #[cfg_attr(not(debug_assertions), allow(unused_variables))]
    fn ask(&mut self, key: &'static str, is_required: bool) -> Option<TomlValue<'a>> {
        #[cfg(debug_assertions)]
        self.asked.push(RequestedKey { key, is_required });
        let found = self.table.get(key)?;
        Some(TomlValue { value: found.get_ref(), place: self.origin.place(found.span()), origin: self.origin })
    }

    /// Reads a key that may be left out.
    pub fn optional<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        reader: impl FnOnce(&TomlValue<'a>, &mut Report) -> Option<T>,
    ) -> Option<T> {
        self.take(key).and_then(|value| reader(&value, report))
    }

    /// Reads a key that has to be there.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        reader: impl FnOnce(&TomlValue<'a>, &mut Report) -> Option<T>,
    ) -> Option<T> {
        match self.ask(key, true) {
            Some(value) => reader(&value, report),
            None => {
                report.add(self.place.clone(), self.missing(key));
                None
            }
        }
    }

    /// Reads every item of a list that may be left out.
    pub fn list<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        reader: impl FnMut(&TomlValue<'a>, &mut Report) -> Option<T>,
    ) -> Vec<T> {
        self.optional(key, report, |value, report| value.items(report).map(|items| read_all(&items, report, reader))).unwrap_or_default()
    }

    /// Every key of the table with its place and value, in the order of the file: for tables whose keys the author chooses.
    pub fn entries(self) -> Vec<NamedValue<'a>> {
        let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'a>>)> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let origin = self.origin;
        let entry = |(key, value): (&'a Spanned<Cow<'a, str>>, &'a Spanned<DeValue<'a>>)| {
            let value = TomlValue { value: value.get_ref(), place: origin.place(value.span()), origin };
            NamedValue { name: key.get_ref().as_ref(), place: origin.place(key.span()), value }
        };
        entries.into_iter().map(entry).collect()
    }

    /// Reads every item of a list that has to be there.
    pub fn required_list<T>(
        &mut self,
        key: &'static str,
        report: &mut Report,
        reader: impl FnMut(&TomlValue<'a>, &mut Report) -> Option<T>,
    ) -> Vec<T> {
        self.required(key, report, |value, report| value.items(report).map(|items| read_all(&items, report, reader))).unwrap_or_default()
    }

    /// Reports every key that a table with these keys cannot have.
    pub fn finish(self, keys: &Keys, report: &mut Report) {
        #[cfg(debug_assertions)]
        self.compare(keys);
        self.finish_among(keys.list.iter().map(|key| key.name), report);
    }

    /// Reports every key that is not among the known ones. A missing key that was only mistyped is then not missing.
    pub fn finish_among(self, known: impl Iterator<Item = &'static str> + Clone, report: &mut Report) {
        let mut meant = BTreeSet::new();
        for key in self.table.keys().filter(|key| !known.clone().any(|known| known == key.get_ref())) {
            let fault = Fault::unknown_key(key.get_ref(), known.clone());
            if let Fault::UnknownKey { nearest: Some(nearest), .. } = &fault {
                meant.insert(nearest.clone());
            }
            report.add(self.origin.place(key.span()), fault);
        }
        if !meant.is_empty() {
            let is_meant = |fault: &Fault| matches!(fault, Fault::MissingKey { keys, .. } if keys.iter().all(|key| meant.contains(key)));
            report.retain(|earlier| earlier.place != self.place || !is_meant(&earlier.fault));
        }
    }

    /// Holds what the reader asked for against the list: a difference is a slip of the program.
    #[cfg(debug_assertions)]
    fn compare(&self, keys: &Keys) {
        let asked: BTreeSet<&str> = self.asked.iter().map(|asked| asked.key).collect();
        let listed: BTreeSet<&str> = keys.list.iter().map(|key| key.name).collect();
        assert_eq!(asked, listed, "keys that the reader of `{}` asks for, and those that are listed", keys.name);
        for key in keys.list {
            let is_required = self.asked.iter().any(|asked| asked.key == key.name && asked.is_required);
            let is_listed = key.presence == crate::format::KeyPresence::Required;
            assert!(is_required == is_listed || keys.is_conditional(key.name), "whether `{}` of `{}` is required", key.name, keys.name);
        }
    }
}

fn read_all<'a, T>(
    items: &[TomlValue<'a>],
    report: &mut Report,
    mut reader: impl FnMut(&TomlValue<'a>, &mut Report) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::with_capacity(items.len());
    all.extend(items.iter().filter_map(|item| reader(item, report)));
    all
}

impl<'a> TomlValue<'a> {
    /// Where the value is.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Reports that something else was expected here.
    pub fn wrong<T>(&self, expected: Shape, report: &mut Report) -> Option<T> {
        let found = match self.value.as_str() {
            Some(text) => format!("`{text}`"),
            None => self.value.type_str().to_owned(),
        };
        report.add(self.place(), Fault::WrongShape { expected, found });
        None
    }

    /// The value as a table.
    pub fn fields(&self, report: &mut Report) -> Option<Fields<'a>> {
        match self.as_fields() {
            Some(fields) => Some(fields),
            None => self.wrong(Shape::Table, report),
        }
    }

    /// The value as a table, if it is one.
    pub fn as_fields(&self) -> Option<Fields<'a>> {
        let table = self.value.as_table()?;
        Some(Fields::new(table, self.place(), self.origin))
    }

    /// The items of a list.
    pub fn items(&self, report: &mut Report) -> Option<Vec<TomlValue<'a>>> {
        match self.as_items() {
            Some(items) => Some(items),
            None => self.wrong(Shape::List, report),
        }
    }

    /// The items, if the value is a list.
    pub fn as_items(&self) -> Option<Vec<TomlValue<'a>>> {
        let array = self.value.as_array()?;
        let origin = self.origin;
        Some(array.iter().map(|item| TomlValue { value: item.get_ref(), place: origin.place(item.span()), origin }).collect())
    }

    /// The value as text.
    pub fn text(&self, report: &mut Report) -> Option<&'a str> {
        match self.as_text() {
            Some(text) => Some(text),
            None => self.wrong(Shape::Text, report),
        }
    }

    /// The value as text, if it is text.
    pub fn as_text(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// The digits of a number as the author typed them, underscores removed; `None` for what is not a decimal number.
    pub fn digits(&self) -> Option<String> {
        let digits = match self.value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => return None,
        };
        Some(digits.replace('_', ""))
    }

    /// The value as true or false.
    pub fn boolean(&self, report: &mut Report) -> Option<bool> {
        match self.value.as_bool() {
            Some(boolean) => Some(boolean),
            None => self.wrong(Shape::Boolean, report),
        }
    }

    /// The written form of a TOML date, if it is one.
    pub fn as_date(&self) -> Option<String> {
        self.value.as_datetime().map(ToString::to_string)
    }
}
