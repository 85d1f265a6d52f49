//! What stands before and behind the number of a cell, taken off part by part until only number and unit are left.

use super::number::Number;
use super::unit::{self, WrittenUnit, same_unit};
use super::word::{self, CertaintyWord};
use super::{Measured, WrittenAmount, WrittenFigure, WrittenYear, footnote};
use crate::diagnostic::FigureDoubt;
use crate::model::{Bound, Certainty, Kind, UnitPosition};

const OPENING: [char; 8] = ['（', '(', '［', '[', '〔', '【', '〈', '《'];
const CLOSING: [char; 8] = ['）', ')', '］', ']', '〕', '】', '〉', '》'];
pub const WAVES: [char; 4] = ['～', '〜', '~', '∼'];

/// A cell without what stands around its number.
#[derive(Debug, Default)]
pub struct Stripped<'a> {
    pub rest: &'a str,
    bound: Option<Bound>,
    certainty: Option<Option<Certainty>>,
    year: Option<WrittenYear>,
    kind: Option<Kind>,
    before: Vec<String>,
    /// From the end.
    behind: Vec<String>,
    marks: Vec<String>,
    /// 年 of 年4回.
    span: Option<&'static str>,
    unit: Option<WrittenUnit>,
    /// Whether words of an intention stand behind the number.
    is_aim: bool,
}

/// What a piece of a bracket says.
enum BracketPiece {
    Year(WrittenYear),
    Certainty(CertaintyWord, String),
    Kind(Kind),
    Bound(Bound),
    Mark(String),
    Unit(WrittenUnit),
}

impl<'a> Stripped<'a> {
    pub fn parse(text: &'a str, own: Option<&str>) -> Stripped<'a> {
        let mut stripped = Stripped { rest: text.trim(), ..Stripped::default() };
        while stripped.strip_brackets(own) || stripped.strip_behind(own) || stripped.strip_before() || stripped.strip_place() {}
        stripped
    }

    /// A word without the brackets and marks behind it.
    fn of_word(text: &'a str) -> Stripped<'a> {
        let mut stripped = Stripped { rest: text.trim(), ..Stripped::default() };
        while stripped.strip_brackets(None) || stripped.strip_mark() {}
        stripped
    }

    /// Whether nothing was taken off but what may stand behind a word for a missing figure.
    pub fn is_status(&self) -> bool {
        self.bound.is_none() && self.before.is_empty() && self.unit.is_none() && self.span.is_none() && !self.is_aim
    }

    fn keep(&mut self, rest: &'a str) -> bool {
        self.rest = rest.trim();
        true
    }

    /// What stands in brackets at the end, or at the beginning.
    fn strip_brackets(&mut self, own: Option<&str>) -> bool {
        if let Some((before, inner)) = bracket_behind(self.rest).filter(|(before, inner)| !before.is_empty() && !inner.is_empty()) {
            if is_own_unit_with_brackets(self.rest, own) || is_number(inner, own) {
                return false;
            }
            if !self.take_pieces(inner, own) {
                self.behind.push(inner.to_owned());
            }
            return self.keep(before);
        }
        let Some((inner, after)) = bracket_before(self.rest).filter(|(_, after)| !after.is_empty()) else { return false };
        self.take_pieces(inner, None) && self.keep(after)
    }

    /// The pieces of a bracket, if every one of them says something known.
    fn take_pieces(&mut self, inner: &str, own: Option<&str>) -> bool {
        let whole = || BracketPiece::parse(inner, own).map(|piece| vec![piece]);
        let several =
            || inner.split(['、', '，', ',', '・', '／', ' ', '\u{3000}', '\n']).map(|piece| BracketPiece::parse(piece, own)).collect();
        let Some(pieces) = whole().or_else(several) else { return false };
        if pieces.iter().any(|piece| self.has(piece)) {
            return false;
        }
        for piece in pieces {
            self.take(piece);
        }
        true
    }

    /// Whether a cell says already what a piece says.
    fn has(&self, piece: &BracketPiece) -> bool {
        match piece {
            BracketPiece::Year(_) => self.year.is_some(),
            BracketPiece::Certainty(..) => self.certainty.is_some(),
            BracketPiece::Kind(_) => self.kind.is_some(),
            BracketPiece::Bound(_) => self.bound.is_some(),
            BracketPiece::Unit(_) => self.unit.is_some(),
            BracketPiece::Mark(_) => false,
        }
    }

    fn take(&mut self, piece: BracketPiece) {
        match piece {
            BracketPiece::Year(year) => self.year = Some(year),
            BracketPiece::Certainty(found, word) => {
                self.certainty = Some(found.certainty);
                self.behind.extend(found.says_more.then_some(word));
            }
            BracketPiece::Kind(kind) => self.kind = Some(kind),
            BracketPiece::Bound(bound) => self.bound = Some(bound),
            BracketPiece::Mark(mark) => self.marks.insert(0, mark),
            BracketPiece::Unit(unit) => self.unit = Some(unit),
        }
    }

    fn strip_mark(&mut self) -> bool {
        let Some((before, mark)) = footnote::mark_behind(self.rest).filter(|(before, _)| !before.is_empty()) else { return false };
        self.marks.insert(0, mark);
        self.keep(before)
    }

    fn strip_behind(&mut self, own: Option<&str>) -> bool {
        if own.is_some_and(|own| ends_with_unit(self.rest, own)) {
            return false;
        }
        if self.strip_mark() {
            return true;
        }
        if let Some((before, word, found)) = word::certainty_behind(self.rest).filter(|(before, ..)| !before.is_empty())
            && self.certainty.is_none()
        {
            self.take(BracketPiece::Certainty(found, word.to_owned()));
            return self.keep(before);
        }
        if let Some((before, bound)) = word::bound_behind(self.rest).filter(|(before, _)| !before.trim().is_empty())
            && self.bound.is_none()
        {
            self.bound = Some(bound);
            self.is_aim = false;
            return self.keep(before);
        }
        if let Some(before) = word::intention_behind(self.rest).filter(|before| !before.trim().is_empty() && !self.is_aim) {
            self.is_aim = true;
            return self.keep(before);
        }
        let year = self.rest.rsplit_once([' ', '\u{3000}', '\n']);
        let year = year.and_then(|(before, year)| Some((before, WrittenYear::parse(year).filter(WrittenYear::is_told)?)));
        if let Some((before, year)) = year.filter(|_| self.year.is_none()) {
            self.year = Some(year);
            return self.keep(before);
        }
        false
    }

    fn strip_before(&mut self) -> bool {
        if let Some((mark, after)) = footnote::mark_before(self.rest).filter(|(_, after)| !after.is_empty()) {
            self.marks.push(mark);
            return self.keep(after);
        }
        let year = self.rest.split_once([' ', '\u{3000}', '\n', ':', '：']);
        let year = year.and_then(|(year, after)| Some((WrittenYear::parse(year).filter(WrittenYear::is_told)?, after)));
        if let Some((year, after)) = year.filter(|_| self.year.is_none()) {
            self.year = Some(year);
            return self.keep(after);
        }
        if let Some((kind, after)) = word::kind_before(self.rest).filter(|_| self.kind.is_none()) {
            self.kind = Some(kind);
            return self.keep(after);
        }
        if let Some((word, after, found)) = word::certainty_before(self.rest).filter(|(_, after, _)| !after.is_empty())
            && self.certainty.is_none()
        {
            self.certainty = Some(found.certainty);
            self.before.extend(found.says_more.then(|| word.to_owned()));
            return self.keep(after);
        }
        if let Some((word, after, bound)) = word::bound_before(self.rest).filter(|(_, after, _)| !after.is_empty()) {
            match self.bound {
                Some(_) => self.before.push(word.to_owned()),
                None => self.bound = Some(bound),
            }
            return self.keep(after);
        }
        if let Some((span, after)) = word::span_before(self.rest).filter(|_| self.span.is_none()) {
            self.span = Some(span);
            return self.keep(after);
        }
        if let Some((word, after)) = word::remark_before(self.rest).filter(|(_, after)| !after.is_empty()) {
            self.before.push(word.to_owned());
            return self.keep(after);
        }
        false
    }

    /// Around a place in a ranking: 第9位, 9位／20市町, 20市町中9位, 県内9位.
    fn strip_place(&mut self) -> bool {
        if let Some((place, of)) = self.rest.split_once(['／', '/']).filter(|(place, of)| place.ends_with('位') && !of.contains('位')) {
            self.behind.push(format!("／{}", of.trim()));
            return self.keep(place);
        }
        let Some(before) = self.rest.strip_suffix('位') else { return false };
        let start = before.trim_end_matches(word::is_digit).len();
        let (around, number) = self.rest.split_at(start);
        let around = around.strip_suffix('第').unwrap_or(around).trim_end();
        let is_of = around.is_empty() || around.ends_with('中') || around.ends_with("内") || ["全国", "全県"].contains(&around);
        if start == 0 || !number.starts_with(word::is_digit) || !is_of {
            return false;
        }
        self.before.extend((!around.is_empty()).then(|| around.to_owned()));
        self.keep(number)
    }

    /// The number with its unit, if nothing else is left.
    pub(super) fn number(&self, own: Option<&str>) -> Option<Measured> {
        let Some((from, to)) = self.rest.split_once(WAVES) else { return Measured::parse(self.rest, own) };
        let (from, to) = (Measured::parse(from, own)?, Measured::parse(to, own)?);
        let is_alike = match (&from.unit, &to.unit) {
            (Some(one), Some(other)) => same_unit(&one.ja, &other.ja),
            (None, _) => true,
            (Some(before), None) => before.position == UnitPosition::Before,
        };
        let is_plain = from.number.is_scaled == to.number.is_scaled && !from.number.is_kanji && !to.number.is_kanji;
        let is_range = is_alike && is_plain && !from.number.is_tenths && !to.number.is_tenths;
        is_range.then(|| Measured { number: from.number, to: Some(to.number), unit: to.unit.or(from.unit) })
    }

    /// The figure with all that was taken off.
    pub(super) fn figure(mut self, found: Measured, whole: &str, own: Option<&str>) -> WrittenFigure {
        let Measured { number, to, unit } = found;
        let amount = match (number.value, to.map(|to| to.value)) {
            (Some(value), None) => WrittenAmount::Value(value),
            (Some(min), Some(Some(max))) => WrittenAmount::Range(min, max),
            (None, _) | (Some(_), Some(None)) => WrittenAmount::TooManyDigits,
        };
        let tenths = WrittenUnit { ja: "％".to_owned(), position: UnitPosition::After };
        let unit = if number.is_tenths { Some(tenths) } else { unit };
        let bracketed = self.unit.take();
        if let (Some(unit), Some(bracketed)) = (&unit, &bracketed)
            && !same_unit(&unit.ja, &bracketed.ja)
        {
            self.behind.push(bracketed.ja.clone());
        }
        let unit = self.in_time(unit.or(bracketed), own);
        let doubt = match number {
            Number { is_kanji: true, .. } => Some(FigureDoubt::KanjiNumeral),
            Number { is_tenths: true, .. } if own.is_none_or(|own| !same_unit(own, "％")) => Some(FigureDoubt::Tenths),
            _ => self.is_aim.then_some(FigureDoubt::Words),
        };
        if self.is_aim && self.bound.is_none() {
            self.before = vec![whole.to_owned()];
            self.behind.clear();
        }
        let doubt = doubt.filter(|doubt| *doubt != FigureDoubt::Words || self.bound.is_none());
        WrittenFigure { doubt, is_scaled: number.is_scaled, ..self.with(amount, unit) }
    }

    /// 年4回: the unit is 回／年, unless figures are counted in 回; then that stays a remark.
    fn in_time(&mut self, unit: Option<WrittenUnit>, own: Option<&str>) -> Option<WrittenUnit> {
        let Some(span) = self.span else { return unit };
        let counted = unit.as_ref().map(|unit| unit.ja.clone()).unwrap_or_default();
        let in_time = format!("{counted}／{span}");
        let is_own = |name: &str| own.is_some_and(|own| same_unit(own, name));
        let ends_in_time = own.is_some_and(|own| own.ends_with(&format!("／{span}")) || own.ends_with(&format!("/{span}")));
        if span == "年" && (is_own(&counted) || (own.is_none() && unit.is_none())) || (unit.is_none() && own.is_some() && !ends_in_time) {
            self.before.push(format!("{span}{}", self.rest));
            return unit;
        }
        unit.map(|unit| WrittenUnit { ja: in_time, ..unit })
    }

    /// A figure with what stands around it.
    pub fn with(self, amount: WrittenAmount, unit: Option<WrittenUnit>) -> WrittenFigure {
        let Stripped { bound, certainty, year, kind, before, behind, marks, .. } = self;
        let remarks = before.into_iter().chain(behind.into_iter().rev()).collect();
        WrittenFigure { unit, bound, certainty, year, kind, remarks, marks, ..WrittenFigure::of(amount) }
    }

    /// No number: the word with the brackets behind it.
    pub fn with_word(self, text: &'a str) -> WrittenFigure {
        let stripped = Stripped::of_word(text);
        let word = stripped.rest.to_owned();
        stripped.with(WrittenAmount::Word(word), None)
    }
}

impl BracketPiece {
    fn parse(text: &str, own: Option<&str>) -> Option<BracketPiece> {
        let text = text.trim();
        let certainty = || word::certainty(text).map(|found| BracketPiece::Certainty(found, text.to_owned()));
        let bound = || word::bound_behind(text).filter(|(before, _)| before.is_empty()).map(|(_, bound)| BracketPiece::Bound(bound));
        let unit = || {
            let ja = text.to_owned();
            unit::is_known(text, own).then_some(BracketPiece::Unit(WrittenUnit { ja, position: UnitPosition::Brackets }))
        };
        let year = WrittenYear::parse(text).map(BracketPiece::Year);
        let known = year.or_else(certainty).or_else(|| word::kind(text).map(BracketPiece::Kind)).or_else(bound);
        known.or_else(|| footnote::mark(text).map(BracketPiece::Mark)).or_else(unit)
    }
}

impl Measured {
    /// A number with its unit; `None` where anything else stands there.
    fn parse(text: &str, own: Option<&str>) -> Option<Measured> {
        let text = text.trim();
        if let Some((unit, rest)) = unit::before(text, own)
            && let Some((number, "")) = Number::digits(rest)
        {
            return Some(Measured { number, to: None, unit: Some(unit) });
        }
        let with_unit = |(number, rest): (Number, &str)| {
            let unit = if rest.trim().is_empty() { None } else { Some(unit::behind(rest, own)?) };
            Some(Measured { number, to: None, unit })
        };
        let known = |measured: &Measured| measured.unit.as_ref().is_none_or(|unit| unit::is_known(&unit.ja, own));
        let digits = Number::digits(text).and_then(with_unit);
        let scaled = || Number::scaled(text).and_then(with_unit);
        let tenths = || Number::tenths(text).filter(|(_, rest)| rest.is_empty()).and_then(with_unit);
        digits.or_else(scaled).or_else(tenths).or_else(|| Number::kanji(text).and_then(with_unit).filter(known))
    }
}

/// Whether a text ends with a unit, behind a number.
fn ends_with_unit(text: &str, own: &str) -> bool {
    let start =
        text.char_indices().rev().find(|(_, letter)| word::is_digit(*letter)).map_or(0, |(start, letter)| start + letter.len_utf8());
    start > 0 && same_unit(&text[start..], own)
}

/// Whether the bracket at the end belongs to the unit itself: 人（延べ）.
fn is_own_unit_with_brackets(text: &str, own: Option<&str>) -> bool {
    own.is_some_and(|own| own.ends_with(CLOSING) && ends_with_unit(text, own))
}

/// Whether a text is a number with nothing but its unit, but no year.
fn is_number(text: &str, own: Option<&str>) -> bool {
    let is_plain = |found: &Measured| !found.number.is_kanji && found.unit.as_ref().is_none_or(|unit| unit::is_known(&unit.ja, own));
    WrittenYear::parse(text).is_none() && Measured::parse(text, own).as_ref().is_some_and(is_plain)
}

/// What stands in the brackets that close a text, and what stands before them.
pub fn bracket_behind(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix(CLOSING)?;
    let mut depth = 0_usize;
    for (position, letter) in inner.char_indices().rev() {
        if CLOSING.contains(&letter) {
            depth += 1;
        } else if OPENING.contains(&letter) {
            if depth == 0 {
                return Some((inner[..position].trim_end(), inner[position + letter.len_utf8()..].trim()));
            }
            depth -= 1;
        }
    }
    None
}

/// What stands in the brackets that open a text, and what follows them.
fn bracket_before(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(OPENING)?;
    let end = inner.find(CLOSING)?;
    let (bracket, rest) = inner.split_at(end);
    let mut rest = rest.chars();
    rest.next();
    Some((bracket.trim(), rest.as_str().trim_start())).filter(|(bracket, _)| !bracket.contains(OPENING))
}
