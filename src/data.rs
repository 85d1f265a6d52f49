//! Open data: what an edition reports as tables, JSON, a workbook and a package that describes them.
//!
//! Everything comes from the evaluated [`crate::record::EditionRecord`], the same that is sealed with an edition, and from one list of
//! columns. Bytes out; no file system, clock or environment.

mod cell;
mod choices;
mod column;
mod columns;
mod csv;
mod descriptor;
mod forms;
mod json;
mod package;
mod rows;
mod table;
mod workbook;

pub use cell::{Cell, safe};
pub use column::Column;
pub use package::{EditionData, File, Package, Scope, preview};
pub use table::DataTable;
