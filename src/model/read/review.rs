//! Readers of reviews.

use super::values::{choice, count, plain, text};
use crate::diagnostic::{Fault, NameClass, Report};
use crate::format;
use crate::load::fields::TomlValue;
use crate::model::{Review, StatedRating};

/// A review; one of a measure may be about one of its policies.
pub fn review(value: &TomlValue<'_>, policies: Option<usize>, report: &mut Report) -> Option<Review> {
    let mut fields = value.fields(report)?;
    let says_more = fields.has("rating") || fields.has("next");
    let by = fields.required("by", report, |value, report| choice(value, report, NameClass::Reviewer));
    let rating = fields.optional("rating", report, stated_rating);
    let text = if says_more { fields.optional("text", report, text) } else { fields.required("text", report, text) };
    let policy = policies.and_then(|policies| fields.optional("policy", report, |value, report| policy(value, policies, report)));
    let next = fields.optional("next", report, |value, report| choice(value, report, NameClass::NextStep));
    fields.finish(if policies.is_some() { &format::MEASURE_REVIEW } else { &format::REVIEW }, report);
    (text.is_some() || rating.is_some() || next.is_some()).then_some(Review { by: by?, policy, rating, text, next })
}

fn stated_rating(value: &TomlValue<'_>, report: &mut Report) -> Option<StatedRating> {
    let mut fields = value.fields(report)?;
    let mark = fields.required("mark", report, plain);
    let meaning = fields.optional("meaning", report, text);
    let scale = fields.optional("scale", report, text);
    fields.finish(&format::STATED_RATING, report);
    Some(StatedRating { mark: mark?, meaning, scale })
}

/// The number of a policy of the measure.
fn policy(value: &TomlValue<'_>, policies: usize, report: &mut Report) -> Option<u32> {
    let number = count(value, report)?;
    if usize::try_from(number).is_ok_and(|number| number <= policies) {
        return Some(number);
    }
    let known: Vec<String> = (1..=policies).map(|number| number.to_string()).collect();
    report.add(value.place(), Fault::not_among(NameClass::Policy, &number.to_string(), known.iter().map(String::as_str)));
    None
}
