//! The columns of the long form: one row for each figure.

use super::head::{CODE, EDITION, ID, MUNICIPALITY};
use super::plan::{NAME, UNIT};
use super::{ObservationColumn, own, shared};
use crate::data::cell::Cell;
use crate::data::choices::{BOUNDS, CERTAINTIES, FIGURES, STATUSES, YEAR_TYPES};
use crate::data::column::ColumnKind::{Choice, Date, Id, Integer, Number, Text};

/// One row for each figure.
pub const OBSERVATIONS: &[ObservationColumn] = &[
    shared(CODE),
    shared(ID),
    shared(MUNICIPALITY),
    shared(EDITION),
    shared(NAME),
    own("figure", Choice(FIGURES), "値の区分", "何の値か",
        "What the figure is", |observation| Cell::word(Some(observation.figure))).always(),
    own("year", Integer, "年", "値の年（西暦）",
        "Year of the figure", |observation| Cell::year(Some(observation.year))).always(),
    own("year_type", Choice(YEAR_TYPES), "年の種別", "年度か暦年か",
        "Whether that is a fiscal or a calendar year", |observation| Cell::year_type(Some(observation.year))).always(),
    own("value", Number, "値", "値。段階の指標と、値がない場合は空",
        "The figure; empty for milestones and where there is none", |observation| Cell::quantity(observation.reading.value())),
    shared(UNIT),
    own("step_id", Id, "段階ID", "段階の指標：段階のID",
        "Milestones: id of the step", |observation| Cell::perhaps(observation.step().map(|step| step.id.as_str()))),
    own("step", Text, "段階", "段階の指標：段階",
        "Milestones: the step in Japanese", |observation| Cell::ja(observation.step().map(|step| &step.name))),
    own("step_en", Text, "段階_英語", "上の項目の英語",
        "Milestones: the step in English", |observation| Cell::en(observation.step().map(|step| &step.name))),
    own("status", Choice(STATUSES), "状態", "値がない理由",
        "Why there is no figure", |observation| Cell::word(observation.reading.status())),
    own("certainty", Choice(CERTAINTIES), "確度", "速報値・見込値の別。空は確定値",
        "Whether it is provisional or an estimate; empty means final", |observation| Cell::word(observation.certainty)),
    own("bound", Choice(BOUNDS), "以上以下", "値に付く「以上」など",
        "“Or more” and the like beside the figure", |observation| Cell::word(observation.bound)),
    own("source", Text, "値の出典", "指標の出典と異なる場合の、値の出典",
        "Source of the figure where it is not that of the indicator, in Japanese", |observation| Cell::ja(observation.source)),
    own("source_en", Text, "値の出典_英語", "上の項目の英語",
        "The same in English", |observation| Cell::en(observation.source)),
    own("note", Text, "備考", "値の備考、または訂正の理由",
        "Note on the figure, or why it was restated, in Japanese", |observation| Cell::ja(observation.note)),
    own("note_en", Text, "備考_英語", "上の項目の英語",
        "The same in English", |observation| Cell::en(observation.note)),
    own("label", Text, "年の表記", "年の代わりに表示する語。途中までの値では、その期間",
        "What is shown in place of the year; of an interim figure its part of the year. In Japanese", |observation| Cell::ja(observation.label)),
    own("label_en", Text, "年の表記_英語", "上の項目の英語",
        "The same in English", |observation| Cell::en(observation.label)),
    own("as_of", Date, "基準日", "値の基準日",
        "The day to which the figure belongs", |observation| Cell::date(observation.as_of)),
];
