//! What is judged of one indicator, for those who type its result.

use crate::record::EditionRecord;
use crate::render::Html;
use crate::render::bullet::BulletLabels;
use crate::render::context::PageContext;
use crate::render::grade::GradeView;
use crate::render::indicator::IndicatorText;
use serde::Serialize;

/// The grade of an indicator, its chart, and its summary in one sentence.
#[derive(Clone, Debug, Serialize)]
pub struct JudgementView {
    /// `None` where the rule gives no grades.
    pub grade: Option<GradeView>,
    pub summary: Html,
    pub svg: Html,
}

/// Makes the view; `None` where the edition has no such indicator.
pub fn view(context: &PageContext<'_>, edition: &EditionRecord, id: &str) -> Option<JudgementView> {
    let indicator_text = IndicatorText::new(context, edition, edition.indicator(id)?);
    Some(JudgementView {
        grade: indicator_text.grade(),
        summary: context.sentence(&indicator_text.summary()),
        svg: Html::finished(indicator_text.bullet(BulletLabels::Names)),
    })
}
