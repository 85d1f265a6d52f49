//! What city, committee and divisions say of an edition, a goal, a measure or a policy, and how they rate it.

use crate::model::{Policy, Review, StatedRating};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::words::fill;
use serde::Serialize;

/// A review.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    pub by: String,
    /// The policy that it is about.
    pub policy: Option<Html>,
    /// "効果の4区分：Ab（相当程度効果があった）".
    pub rating: Option<Html>,
    pub text: Option<Html>,
    pub next: Option<String>,
}

/// The reviews of an edition, a goal, or a measure with these policies.
pub fn reviews(context: &PageContext<'_>, reviews: &[Review], policies: &[Policy]) -> Vec<ReviewView> {
    let words = &context.words.closed;
    let view = |review: &Review| ReviewView {
        by: words.of(review.by).to_owned(),
        policy: review.policy.map(|number| policy(context, policies, number)),
        rating: review.rating.as_ref().map(|given| rating(context, given)),
        text: review.text.as_ref().map(|text| context.text(text)),
        next: review.next.map(|next| words.of(next).to_owned()),
    };
    reviews.iter().map(view).collect()
}

fn policy(context: &PageContext<'_>, policies: &[Policy], number: u32) -> Html {
    let label = fill(&context.words.goal.policy, &[("n", &number.to_string())]);
    let planned = usize::try_from(number).ok().and_then(|number| policies.get(number - 1));
    let title = planned.map(|policy| context.text(&policy.title));
    Html::finished(format!("{} {}", context.html(&label).as_str(), title.as_ref().map(Html::as_str).unwrap_or_default()))
}

fn rating(context: &PageContext<'_>, rating: &StatedRating) -> Html {
    let words = &context.words.goal;
    let scale = rating.scale.as_ref().map_or_else(|| context.html(&context.words.indicator.grade), |scale| context.text(scale));
    let mark = format!("<b>{}</b>", context.html(&rating.mark).as_str());
    let meaning = rating.meaning.as_ref().map(|meaning| fill(&words.rating_meaning, &[("meaning", context.text(meaning).as_str())]));
    Html::finished(fill(&words.rated, &[("scale", scale.as_str()), ("mark", &mark)]) + &meaning.unwrap_or_default())
}
