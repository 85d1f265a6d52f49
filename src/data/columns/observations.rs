//! The columns of the long form: one row for each figure.

use super::ObservationColumn;
use super::head::{CODE, EDITION, ID, MUNICIPALITY};
use super::plan::{NAME, UNIT};
use crate::data::cell::Cell;
use crate::data::choices::{BOUNDS, CERTAINTIES, FIGURES, STATUSES, YEAR_TYPES};
use crate::data::column::{Column, ColumnKind};

const FIGURE: Column = Column::new("figure", "値の区分", "何の値か", "What the figure is").of(ColumnKind::Choice(FIGURES)).always();
const YEAR: Column = Column::new("year", "年", "値の年（西暦）", "Year of the figure").of(ColumnKind::Integer).always();
const YEAR_TYPE: Column = Column::new("year_type", "年の種別", "年度か暦年か", "Whether that is a fiscal or a calendar year")
    .of(ColumnKind::Choice(YEAR_TYPES))
    .always();
const VALUE: Column =
    Column::new("value", "値", "値。段階の指標と、値がない場合は空", "The figure; empty for milestones and where there is none")
        .of(ColumnKind::Number);
const STEP_ID: Column = Column::new("step_id", "段階ID", "段階の指標：段階のID", "Milestones: id of the step").of(ColumnKind::Id);
const STEP: Column = Column::new("step", "段階", "段階の指標：段階", "Milestones: the step in Japanese");
const STEP_EN: Column = Column::new("step_en", "段階_英語", "上の項目の英語", "Milestones: the step in English");
const STATUS: Column = Column::new("status", "状態", "値がない理由", "Why there is no figure").of(ColumnKind::Choice(STATUSES));
const CERTAINTY: Column =
    Column::new("certainty", "確度", "速報値・見込値の別。空は確定値", "Whether it is provisional or an estimate; empty means final")
        .of(ColumnKind::Choice(CERTAINTIES));
const BOUND: Column =
    Column::new("bound", "以上以下", "値に付く「以上」など", "“Or more” and the like beside the figure").of(ColumnKind::Choice(BOUNDS));
const NOTE: Column = Column::new("note", "備考", "値の備考、または訂正の理由", "Note on the figure, or why it was restated, in Japanese");
const NOTE_EN: Column = Column::new("note_en", "備考_英語", "上の項目の英語", "The same in English");

/// One row for each figure.
pub const OBSERVATIONS: &[ObservationColumn] = &[
    ObservationColumn::shared(CODE),
    ObservationColumn::shared(ID),
    ObservationColumn::shared(MUNICIPALITY),
    ObservationColumn::shared(EDITION),
    ObservationColumn::shared(NAME),
    ObservationColumn::own(FIGURE, |observation| Cell::word(Some(observation.figure))),
    ObservationColumn::own(YEAR, |observation| Cell::year(Some(observation.year))),
    ObservationColumn::own(YEAR_TYPE, |observation| Cell::year_type(Some(observation.year))),
    ObservationColumn::own(VALUE, |observation| Cell::quantity(observation.reading.value())),
    ObservationColumn::shared(UNIT),
    ObservationColumn::own(STEP_ID, |observation| Cell::perhaps(observation.step().map(|step| step.id.as_str()))),
    ObservationColumn::own(STEP, |observation| Cell::ja(observation.step().map(|step| &step.name))),
    ObservationColumn::own(STEP_EN, |observation| Cell::en(observation.step().map(|step| &step.name))),
    ObservationColumn::own(STATUS, |observation| Cell::word(observation.reading.status())),
    ObservationColumn::own(CERTAINTY, |observation| Cell::word(observation.certainty)),
    ObservationColumn::own(BOUND, |observation| Cell::word(observation.bound)),
    ObservationColumn::own(NOTE, |observation| Cell::ja(observation.note)),
    ObservationColumn::own(NOTE_EN, |observation| Cell::en(observation.note)),
];
