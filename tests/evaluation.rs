//! From a folder to grades: every preset, figure and threshold on small sites that are written, read and evaluated.

#[path = "evaluation/changes.rs"]
mod changes;
#[path = "evaluation/city.rs"]
mod city;
#[path = "evaluation/comparison.rs"]
mod comparison;
#[path = "evaluation/figures.rs"]
mod figures;
#[path = "evaluation/plans.rs"]
mod plans;
#[path = "evaluation/presets.rs"]
mod presets;
#[path = "evaluation/properties.rs"]
mod properties;
#[path = "evaluation/rules.rs"]
mod rules;
