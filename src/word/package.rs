//! The parts of a Word file, which is a zip file (ECMA-376, part 2).

use super::xml::{XmlElement, broken as damaged, tree};
use crate::error::TableProblem;
use crate::sheet::{broken, part_name};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// Most bytes of a file.
pub const MOST_BYTES: u64 = 100 << 20;
/// Most bytes of everything in a file, unpacked.
const MOST_UNPACKED: u64 = 300 << 20;
/// Most bytes of a part with text.
const MOST_TEXT: u64 = 50 << 20;
/// Most parts.
const MOST_PARTS: usize = 20_000;
/// How the part with the text begins and ends; some programs add a number to its name.
const TEXT: (&str, &str) = ("word/document", ".xml");

/// What a part leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartTarget {
    /// Another part, by its name.
    Part(String),
    /// An address outside of the file.
    Outside(String),
}

/// A Word file, looked through once.
pub struct WordPackage {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Where each part is, by its name.
    positions: BTreeMap<String, usize>,
    /// The part with the text.
    pub main: String,
}

/// Whether bytes are a zip file that holds the text of a Word file.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
        && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.file_names().flatten().any(|name| is_text(&part_name(&name))))
}

fn is_text(name: &str) -> bool {
    let number = name.strip_prefix(TEXT.0).and_then(|name| name.strip_suffix(TEXT.1));
    number.is_some_and(|number| number.chars().all(|letter| letter.is_ascii_digit()))
}

impl WordPackage {
    /// Unpacks everything once, into nothing: sizes that an archive gives of itself are not to be trusted.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where it is too large, damaged or no Word file.
    pub fn open(bytes: Vec<u8>) -> Result<WordPackage, TableProblem> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(TableProblem::TooLarge { megabytes: MOST_BYTES >> 20 });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MOST_PARTS {
            return Err(damaged("more parts than are read"));
        }
        let mut left = MOST_UNPACKED;
        let mut positions = BTreeMap::new();
        for position in 0..archive.len() {
            let entry = archive.by_index(position).map_err(broken)?;
            let name = part_name(&entry.name().map_err(broken)?);
            if positions.insert(name, position).is_some() {
                return Err(damaged("two parts of one name"));
            }
            let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|error| damaged(&error.to_string()))?;
            left = left.checked_sub(unpacked).ok_or(TableProblem::TooLarge { megabytes: MOST_UNPACKED >> 20 })?;
        }
        let main = positions.keys().find(|name| is_text(name)).cloned().ok_or(TableProblem::OtherFormat)?;
        Ok(WordPackage { archive, positions, main })
    }

    /// The bytes of a part; `None` where there is none, or a larger one.
    pub fn bytes(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let position = *self.positions.get(&part_name(name))?;
        let mut bytes = Vec::new();
        self.archive.by_index(position).ok()?.take(most + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= most).then_some(bytes)
    }

    /// A part as a tree; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where it is no XML within limits.
    pub fn tree(&mut self, name: &str) -> Result<Option<XmlElement>, TableProblem> {
        if !self.positions.contains_key(&part_name(name)) {
            return Ok(None);
        }
        let bytes = self.bytes(name, MOST_TEXT).ok_or(TableProblem::TooLarge { megabytes: MOST_TEXT >> 20 })?;
        tree(&bytes).map(Some)
    }

    /// What a part leads to, by the ids in it.
    ///
    /// # Errors
    ///
    /// As [`WordPackage::tree`].
    pub fn targets(&mut self, part: &str) -> Result<BTreeMap<String, PartTarget>, TableProblem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(root) = self.tree(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(BTreeMap::new()) };
        let target = |element: &XmlElement| {
            let (id, target) = (element.attribute("Id")?, element.attribute("Target")?);
            let is_outside = element.attribute("TargetMode") == Some("External");
            let found = if is_outside { PartTarget::Outside(target.to_owned()) } else { PartTarget::Part(resolved(folder, target)) };
            Some((id.to_owned(), found))
        };
        Ok(root.elements().filter_map(target).collect())
    }

    /// The part of a kind to which another one leads: `styles`.
    ///
    /// # Errors
    ///
    /// As [`WordPackage::tree`].
    pub fn related(&mut self, kind: &str) -> Result<Option<XmlElement>, TableProblem> {
        let (folder, file) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let (folder, rels) = (folder.to_owned(), format!("{folder}/_rels/{file}.rels"));
        let Some(root) = self.tree(&rels)? else { return self.tree(&format!("{folder}/{kind}.xml")) };
        let is_kind = |element: &&XmlElement| element.attribute("Type").is_some_and(|of| of.ends_with(&format!("/{kind}")));
        let targets: BTreeSet<String> =
            root.elements().filter(is_kind).filter_map(|element| Some(resolved(&folder, element.attribute("Target")?))).collect();
        targets.first().map_or(Ok(None), |target| self.tree(target))
    }
}

/// The name of a part that a part of a folder names.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return part_name(absolute);
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    part_name(&steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        let names = ["media/a.PNG", "../customXml/item1.xml", "/word/media/a.png", "./styles.xml"].map(|target| resolved("word", target));
        assert_eq!(names, ["word/media/a.png", "customxml/item1.xml", "word/media/a.png", "word/styles.xml"]);
        assert!(is_text("word/document.xml") && is_text("word/document2.xml") && !is_text("word/documentsettings.xml"));
    }
}
