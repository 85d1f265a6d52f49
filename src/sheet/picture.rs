//! Pictures that come with a document or a form: smaller ones without metadata, as photos of a measure.

use super::activity::ReportedMeasure;
use super::change::ReportedEdition;
use super::results::like;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::digest;
use crate::model::{Document, GoalReport, Photo};
use crate::photo;
use std::collections::BTreeMap;
use toml_edit::{Item, Value};

/// Letters of the digest in the name of a file.
const DIGEST: usize = 12;

/// A picture with its words.
#[derive(Clone, Debug, Default)]
pub struct NewPicture {
    /// As messages call it: `image1.jpg`.
    pub name: String,
    pub bytes: Vec<u8>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub credit: Option<String>,
}

/// A photo of a measure that would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureChange {
    pub document: Document,
    /// The file below the root of the site.
    pub path: String,
    /// The file as the front matter names it.
    file: String,
    /// Its caption, else what it shows.
    words: String,
    /// The table in the front matter.
    table: String,
}

/// The photos of an import, and the files that they name.
#[derive(Debug, Default)]
pub struct PictureChanges {
    pub changes: Vec<PictureChange>,
    /// The bytes of each file, by its path below the root of the site.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// How the name of the file of a picture ends.
fn ending(bytes: &[u8]) -> String {
    format!("-{}.jpg", digest::short(bytes, DIGEST))
}

impl PictureChanges {
    /// Whether a file, by its path, is that of a picture which came before.
    pub fn is_of(path: &str, bytes: &[u8]) -> bool {
        path.ends_with(&ending(bytes))
    }

    /// Takes a picture as a photo of a measure; `None` where the edition has it, and where it cannot be used, which is said. The same
    /// picture has the same file whenever it comes.
    pub fn take(
        &mut self,
        reported: ReportedEdition<'_>,
        measure: &ReportedMeasure<'_>,
        picture: &NewPicture,
        said: &mut PictureReport<'_>,
    ) -> Option<&PictureChange> {
        let ending = ending(&picture.bytes);
        let document = measure.file(reported.edition.year);
        let folder = format!("content/editions/{}/goal-{}", reported.edition.year, measure.goal.number);
        let known = reported.edition.goal(measure.goal.number);
        let is_known = |photo: &&Photo| photo.file.as_ref().is_some_and(|file| file.path.ends_with(&ending));
        let of_measure = known.and_then(|goal| goal.measures.iter().find(|report| report.number == measure.measure.number));
        if of_measure.is_some_and(|report| report.photos.iter().any(|photo| is_known(&photo))) {
            return None;
        }
        let beside = known.into_iter().flat_map(GoalReport::photos).find(is_known).and_then(|photo| photo.file.as_ref());
        let pending = self.files.keys().find(|path| path.starts_with(&folder) && path.ends_with(&ending)).cloned();
        let path = beside.map(|file| file.path.clone()).or(pending);
        let path = path.unwrap_or_else(|| format!("{folder}/photos/measure-{}{ending}", measure.measure.number));
        if self.changes.iter().any(|change| change.document == document && change.path == path) {
            return None;
        }
        if beside.is_none() && !self.files.contains_key(&path) {
            match photo::reduced(&picture.bytes) {
                Ok(bytes) => drop(self.files.insert(path.clone(), bytes)),
                Err(unusable) => {
                    said.say(Fault::PhotoUnusable { path: picture.name.clone(), reason: unusable.message() });
                    return None;
                }
            }
        }
        let within = path.strip_prefix(&format!("{folder}/")).unwrap_or(&path).to_owned();
        let alt = picture.alt.clone().unwrap_or_else(|| {
            let alt = picture.caption.as_deref().map_or_else(|| format!("{}の写真", measure.measure.title.ja), unnumbered);
            said.say(Fault::AltFromCaption { alt: alt.clone() });
            alt
        });
        let table = table(&within, &alt, picture);
        let words = picture.caption.clone().unwrap_or(alt);
        self.changes.push(PictureChange { document, path, file: within, words, table });
        self.changes.last()
    }
}

/// Where a picture was read, and what is said of it.
pub struct PictureReport<'a> {
    pub place: Place,
    pub report: &'a mut Report,
}

impl PictureReport<'_> {
    pub fn say(&mut self, fault: Fault) {
        self.report.push(Diagnostic { severity: Severity::Warning, fault, place: self.place.clone(), related: None });
    }
}

/// A caption without the number before it: 写真１.
fn unnumbered(caption: &str) -> String {
    let bare = caption.trim_start_matches(['【', '（', '(', '▲', '△', '▼', '↑']);
    let words = bare.strip_prefix("写真").or_else(|| bare.strip_prefix('図')).unwrap_or(bare);
    let words = words.trim_start_matches(|letter: char| letter.is_numeric() || letter.is_whitespace() || "：:．.）)】-－".contains(letter));
    if words.is_empty() { caption.to_owned() } else { words.to_owned() }
}

fn table(file: &str, alt: &str, picture: &NewPicture) -> String {
    let text = |words: &str| format!("{{ ja = {} }}", Value::from(words.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut table = format!("[[photo]]\nfile = {}\nalt = {}\n", Value::from(file), text(alt));
    for (key, words) in [("caption", &picture.caption), ("credit", &picture.credit)] {
        if let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) {
            table.push_str(&format!("{key} = {}\n", text(words)));
        }
    }
    table
}

impl PictureChange {
    /// The file as the front matter names it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// `measure-1-1a2b3c.jpg：開所式`.
    pub fn name(&self) -> String {
        format!("{}：{}", self.file.rsplit('/').next().unwrap_or_default(), self.words)
    }

    /// The front matter with the photo at its end; `None` where it cannot be read.
    pub fn applied(&self, facts: &str) -> Option<String> {
        let document = toml_edit::Document::parse(facts).ok()?;
        match document.get("photo") {
            None | Some(Item::ArrayOfTables(_)) => {}
            Some(_) => return None,
        }
        let gap = if facts.trim().is_empty() { "" } else { "\n" };
        let end = if facts.is_empty() || facts.ends_with('\n') { "" } else { "\n" };
        Some(like(facts, &format!("{facts}{end}{gap}{}", self.table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(picture: &NewPicture) -> PictureChange {
        let table = table("photos/a.jpg", "塾の様子", picture);
        PictureChange {
            document: Document::EditionMeasure(2022, 1, 1),
            path: String::new(),
            file: String::new(),
            words: String::new(),
            table,
        }
    }

    #[test]
    fn a_photo_stands_behind_what_is_there() {
        let picture = NewPicture { caption: Some("写真１　\"塾\"".to_owned()), ..NewPicture::default() };
        let expected = "[[photo]]\nfile = \"photos/a.jpg\"\nalt = { ja = \"塾の様子\" }\ncaption = { ja = '写真１ \"塾\"' }\n";
        assert_eq!(change(&picture).applied("").unwrap(), expected);
        assert_eq!(change(&picture).applied("a = 1 # b").unwrap(), format!("a = 1 # b\n\n{expected}"));
        assert_eq!(change(&picture).applied("[[photo]]\r\n").unwrap(), format!("[[photo]]\n\n{expected}").replace('\n', "\r\n"));
        assert_eq!(change(&picture).applied("photo = []\n"), None);
    }

    #[test]
    fn the_number_of_a_caption_is_no_part_of_what_it_shows() {
        let found = ["写真１　創業塾の様子", "図2：推移", "【写真】会場", "春のフェア", "写真１"].map(unnumbered);
        assert_eq!(found, ["創業塾の様子", "推移", "会場", "春のフェア", "写真１"]);
    }
}
