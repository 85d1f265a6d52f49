//! From a folder to grades: every preset, figure and threshold on small sites that are written, read and evaluated.

mod changes;
mod city;
mod comparison;
mod figures;
mod plans;
mod presets;
mod properties;
mod rules;
