//! Progress reports on comprehensive strategies as static sites.

pub mod chart;
pub mod diagnostic;
pub mod error;
pub mod evaluate;
pub mod load;
pub mod model;
