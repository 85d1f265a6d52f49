//! Words that an argument may be.

use clap::builder::{PossibleValue, TypedValueParser};
use std::ffi::OsStr;

/// A word as it was typed: completions know the list, and what is wrong is said in the language of the messages.
#[derive(Clone)]
pub struct AnyOf(pub fn() -> Vec<&'static str>);

impl TypedValueParser for AnyOf {
    type Value = String;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}
