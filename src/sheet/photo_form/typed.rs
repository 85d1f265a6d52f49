//! Photos of a measure as they are changed on the screen: their words, their order, those that come and those that are taken out.

use super::existing::{PhotoWords, one_line};
use super::facts;
use crate::load::front_matter::split;
use crate::model::Photo;
use crate::sheet::picture::PictureChange;
use std::collections::BTreeMap;

/// A text of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PhotoField {
    /// The place of the photo among those of the measure, from 0.
    pub position: usize,
    pub words: PhotoWords,
}

/// The texts that photos can have: one without a file shows nothing.
pub fn photo_fields(photos: &[Photo]) -> Vec<PhotoField> {
    let of_photo = |(position, photo): (usize, &Photo)| {
        let has = photo.file.is_some();
        let words = [PhotoWords::Alt, PhotoWords::Caption, PhotoWords::Credit].into_iter();
        words.filter(move |words| has || *words != PhotoWords::Alt).map(move |words| PhotoField { position, words })
    };
    photos.iter().enumerate().flat_map(of_photo).collect()
}

impl PhotoField {
    /// The Japanese text as the edition has it.
    pub fn text(self, photos: &[Photo]) -> String {
        let Some(photo) = photos.get(self.position) else { return String::new() };
        let text = match self.words {
            PhotoWords::Alt => photo.file.as_ref().map(|file| &file.alt),
            PhotoWords::Caption => photo.caption.as_ref(),
            PhotoWords::Credit => photo.credit.as_ref(),
        };
        text.map(|text| one_line(&text.ja)).unwrap_or_default()
    }
}

/// A photo that gets another place, by its place now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoMove {
    Up(usize),
    Down(usize),
    Out(usize),
}

impl PhotoMove {
    /// The order of so many photos after it; `None` where there is no such photo or no such place.
    fn order(self, count: usize) -> Option<Vec<usize>> {
        let mut order: Vec<usize> = (0..count).collect();
        match self {
            PhotoMove::Up(at) if at > 0 && at < count => order.swap(at - 1, at),
            PhotoMove::Down(at) if at + 1 < count => order.swap(at, at + 1),
            PhotoMove::Out(at) if at < count => drop(order.remove(at)),
            PhotoMove::Up(_) | PhotoMove::Down(_) | PhotoMove::Out(_) => return None,
        }
        Some(order)
    }
}

/// What is changed of the photos of a measure.
#[derive(Debug, Default)]
pub struct TypedPhotos {
    pub words: BTreeMap<PhotoField, String>,
    pub step: Option<PhotoMove>,
    pub new: Vec<PictureChange>,
}

impl TypedPhotos {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.step.is_none() && self.new.is_empty()
    }

    /// The text of the measure's file with the changes; `None` where its front matter cannot be changed.
    pub fn applied(&self, text: &str) -> Option<String> {
        let parts = split(text).ok()?;
        let mut facts = text[parts.facts.clone()].to_owned();
        for (PhotoField { position, words }, text) in &self.words {
            facts = match one_line(text).as_str() {
                "" => facts::without_words(&facts, *position, words.key())?,
                text => facts::with_words(&facts, *position, words.key(), text)?,
            };
        }
        if let Some(step) = self.step {
            let order = step.order(facts::count(&facts)?)?;
            facts = facts::arranged(&facts, &order)?;
        }
        for picture in &self.new {
            facts = picture.applied(&facts)?;
        }
        Some(format!("{}{facts}{}", &text[..parts.facts.start], &text[parts.facts.end..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "+++\n[[photo]]\nfile = \"a.jpg\"\nalt = \"甲\" # 済\n\n[[photo]]\ncaption = { ja = \"乙\" }\n+++\n本文\n";

    #[test]
    fn words_change_first_and_then_the_order() {
        let field = PhotoField { position: 0, words: PhotoWords::Alt };
        let words = BTreeMap::from([(field, "甲　乙".to_owned())]);
        let typed = |step| TypedPhotos { words: words.clone(), step, new: Vec::new() }.applied(FILE);
        assert_eq!(typed(None).unwrap(), FILE.replace("甲", "甲 乙"));
        let moved = typed(Some(PhotoMove::Down(0))).unwrap();
        assert!(moved.find("caption").unwrap() < moved.find("甲 乙").unwrap() && moved.contains("# 済"), "{moved}");
        assert_eq!(typed(Some(PhotoMove::Up(1))), Some(moved));
        assert!(!typed(Some(PhotoMove::Out(1))).unwrap().contains("caption"));
        for step in [PhotoMove::Up(0), PhotoMove::Down(1), PhotoMove::Out(2)] {
            assert_eq!(typed(Some(step)), None, "{step:?}");
        }
    }
}
