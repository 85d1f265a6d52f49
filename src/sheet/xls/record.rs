//! Records of a workbook, and what is in one that may go on in the records behind it ([MS-XLS] 2.1.4).

use super::damaged;
use crate::error::TableProblem;

pub const BEGIN: u16 = 0x0809;
pub const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// A record: its kind, and its data in the parts in which it is held.
pub struct XlsRecord<'a> {
    pub kind: u16,
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

/// The records of a part of a workbook.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub fn new(bytes: &'a [u8]) -> Records<'a> {
        Records { rest: bytes }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// The kind of the next record, without going on.
    fn peek(&self) -> Option<u16> {
        self.rest.first_chunk::<4>().map(|[low, high, ..]| u16::from_le_bytes([*low, *high]))
    }

    fn part(&mut self) -> Result<&'a [u8], TableProblem> {
        let short = || damaged("a record that is cut short");
        let [_, _, low, high] = *self.rest.first_chunk::<4>().ok_or_else(short)?;
        let end = 4 + usize::from(u16::from_le_bytes([low, high]));
        let part = self.rest.get(4..end).ok_or_else(short)?;
        self.rest = &self.rest[end..];
        Ok(part)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<XlsRecord<'a>, TableProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.peek()?;
        let first = match self.part() {
            Ok(part) => part,
            Err(problem) => {
                self.rest = &[];
                return Some(Err(problem));
            }
        };
        let mut parts = vec![first];
        while self.peek() == Some(CONTINUE) {
            let Ok(part) = self.part() else { break };
            parts.push(part);
        }
        Some(Ok(XlsRecord { kind, parts, part: 0, at: 0 }))
    }
}

impl XlsRecord<'_> {
    /// How many bytes its first part has.
    pub fn length(&self) -> usize {
        self.parts[0].len()
    }

    /// Goes on to the next part where the present one is at its end; whether there is anything more.
    fn advance(&mut self) -> bool {
        while self.parts.get(self.part).is_some_and(|part| self.at >= part.len()) {
            self.part += 1;
            self.at = 0;
        }
        self.part < self.parts.len()
    }

    pub fn byte(&mut self) -> Result<u8, TableProblem> {
        if !self.advance() {
            return Err(damaged("a record that is too short"));
        }
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Ok(byte)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], TableProblem> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(bytes)
    }

    pub fn short(&mut self) -> Result<u16, TableProblem> {
        Ok(u16::from_le_bytes(self.bytes()?))
    }

    pub fn long(&mut self) -> Result<u32, TableProblem> {
        Ok(u32::from_le_bytes(self.bytes()?))
    }

    pub fn eight(&mut self) -> Result<[u8; 8], TableProblem> {
        self.bytes()
    }

    pub fn skip(&mut self, count: u32) -> Result<(), TableProblem> {
        let mut left = count as usize;
        while left > 0 {
            if !self.advance() {
                return Err(damaged("a record that is too short"));
            }
            let step = left.min(self.parts[self.part].len() - self.at);
            self.at += step;
            left -= step;
        }
        Ok(())
    }

    /// So many characters; the part behind a break says anew whether each has two bytes or one (Latin-1).
    fn characters(&mut self, count: u32, wide: bool) -> Result<String, TableProblem> {
        let mut is_wide = wide;
        let mut units = Vec::new();
        for _ in 0..count {
            let part = self.part;
            if !self.advance() {
                return Err(damaged("a text that is cut short"));
            }
            if self.part != part {
                is_wide = self.byte()? & 1 == 1;
            }
            units.push(if is_wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Ok(String::from_utf16_lossy(&units).replace('\0', ""))
    }

    /// A text whose number of characters has one byte (2.5.240).
    pub fn short_text(&mut self) -> Result<String, TableProblem> {
        let count = u32::from(self.byte()?);
        let wide = self.byte()? & 1 == 1;
        self.characters(count, wide)
    }

    /// A text with what may stand beside it: fonts and readings, which are passed over (2.5.293 and 2.5.294).
    pub fn text(&mut self) -> Result<String, TableProblem> {
        let count = u32::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { u32::from(self.short()?) };
        let readings = if flags & 4 == 0 { 0 } else { self.long()? };
        let text = self.characters(count, flags & 1 == 1)?;
        self.skip(4 * runs)?;
        self.skip(readings)?;
        Ok(text)
    }
}
