//! Spreadsheets: forms that go out to the divisions, and tables that come in.
//!
//! ```text
//! file → open → Table → recognise → rows → change: old → new, or a conflict → results: the changed texts of content
//! ```
//!
//! A table is untrusted: sizes are bounded before it is read. Values are read by the parsers of front matter, and a conflict is a
//! diagnostic with its cell as its place. Nothing here writes to the disk.
//!
//! The sheet 取組 of a form goes its own way: `form` takes it out of the file, with the hidden sheet that says what the form was made for,
//! before the rest is read as results.

mod activity;
mod blank;
mod cell_figure;
mod change;
mod confirmation;
mod correction;
mod covering;
mod day;
mod division;
mod figure;
mod form;
mod hidden;
mod history;
mod html;
mod import;
mod line;
mod lines;
mod map;
mod number_format;
mod open;
mod opendocument;
mod parsed_row;
mod photo_form;
mod picture;
mod plain;
mod printed_unit;
mod read;
mod recognise;
mod report;
mod results;
mod row_height;
mod shown_number;
mod strategy;
mod table;
mod text;
mod typed;
mod understanding;
mod unsettled;
mod words;
mod workbook;
mod xls;
mod zip_part;

pub use activity::body::{NewSection, section as body_section, with_section as with_body_section};
pub use activity::sum::{MONEY_UNITS, in_yen};
pub use activity::{
    ActivityChange, ActivityChanges, ActivityColumn, ActivityForm, CarriedMeasure, CarriedTexts, DivisionTick, MeasureFact, MeasureField,
    ReportedMeasure, TypedMeasure, TypedProblem, carry, compare as compare_activities, measures as reported_measures,
};
pub use blank::{BlankDivision, SilentDivision, SilentMeasure, blanks, silent};
pub use change::{Conflicts, ExpectedResult, HistoryChange, ReportedEdition, ResultChange, ResultChanges, YearComparison};
pub use confirmation::{
    ConfirmationForm, Confirmations, DivisionConfirmation, KnownConfirmations, TakenConfirmation, compare as compare_confirmations,
    take as take_confirmations,
};
pub use correction::{FigureChange, NewCorrection, stated};
pub use covering::{CoveringText, covering_text};
pub use day::japanese_day;
pub use division::{DivisionTask, division_of, divisions};
pub use form::{Division, FormScope, ResultForm, aim, forms, levels, observation, owner, step_names, take as take_forms};
pub use import::{compare, edition, text_of, texts};
pub use map::{HeadingMap, MapPurpose, heading_map, map_text};
pub use open::{open, tables};
pub use photo_form::{
    KeptPhoto, PhotoChange, PhotoChanges, PhotoField, PhotoForm, PhotoMove, PhotoWords, TypedPhotos, apply as apply_photos,
    compare as compare_photos, photo_fields, take as take_photos,
};
pub use picture::{NewPicture, PictureChange, PictureChanges, PictureReport};
pub use plain::{plain, plain_figure};
pub use read::{labels, named};
pub use recognise::{HeadingYear, TableUse, YearWord};
pub use report::{ReportForm, is_report, report};
pub use results::{in_words, short, text as quoted};
pub use row_height::row_height;
pub use strategy::{
    Absences, IndicatorChange, ParsedStrategy, PlanChanges, PlanDifference, PlanLine, PlanResult, Proposal, Proposals, ProposedIndicator,
    WantedStrategy, editions_of, likeness, strategy, unreadable,
};
pub use table::{SheetTable, TableFile};
pub use typed::{TypedChanges, TypedResult, compare_typed, typed_texts};
pub use understanding::{CellMeaning, ColumnMeaning, HeadingRows, SheetPosition, Understanding, WhyNotUsed};
pub use unsettled::{UnsettledKind, UnsettledRow, workbook};
pub use words::SheetColumn;
pub use zip_part::{broken, part_name};
