//! From values to a grade. Pure and exact: it sees no file system, no clock, no binary float, and cannot fail.

pub mod compare;
pub mod progress;
pub mod rating;

pub use compare::{Comparison, Mark};
pub use progress::{Expected, Figures, Trend, figures};
pub use rating::{NotEvaluated, Verdict};
