//! Groups of texts: structs whose every field is a text under the key of the same name.
//!
//! Serde's own derivation writes one branch a field, and optimizing eighty of them takes minutes. Here all groups share one
//! visitor, which collects the texts in the order of the fields.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt::{Formatter, Result as Formatted};

/// Defines a group of texts by their names.
macro_rules! group {
    ($(#[$doc:meta])* $name:ident { $($word:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, serde::Serialize)]
        pub struct $name { $(pub $word: String,)* }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let names: &'static [&'static str] = &[$(stringify!($word)),*];
                let mut texts = $crate::render::words::group::texts(deserializer, names)?.into_iter();
                Ok($name { $($word: texts.next().unwrap_or_default(),)* })
            }
        }
    };
}
pub(super) use group;

/// The text under each name, in the order of the names.
///
/// # Errors
///
/// A missing name, or one that is not listed.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D, names: &'static [&'static str]) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_struct("words", names, TextsVisitor(names))
}

/// Visits a table of texts.
struct TextsVisitor(&'static [&'static str]);

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Vec<String>;

    fn expecting(&self, out: &mut Formatter<'_>) -> Formatted {
        out.write_str("a table of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<String>, A::Error> {
        let mut texts = vec![None; self.0.len()];
        while let Some(position) = map.next_key_seed(NameVisitor(self.0))? {
            texts[position] = Some(map.next_value()?);
        }
        self.0.iter().zip(texts).map(|(name, text)| text.ok_or_else(|| A::Error::missing_field(name))).collect()
    }
}

/// Visits a name and gives its position among the known ones.
#[derive(Clone, Copy)]
struct NameVisitor(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for NameVisitor {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameVisitor {
    type Value = usize;

    fn expecting(&self, out: &mut Formatter<'_>) -> Formatted {
        out.write_str("the name of a text")
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<usize, E> {
        self.0.iter().position(|name| *name == found).ok_or_else(|| E::unknown_field(found, self.0))
    }
}
