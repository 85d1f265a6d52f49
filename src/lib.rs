//! A generator of bilingual progress reports on the comprehensive strategies (総合戦略) of Japanese municipalities.
//!
//! One straight way from a folder of Markdown and TOML to a static site:
//!
//! ```text
//! folder → load → Folder → model → Project → evaluate → EditionRecord → site: address → bytes (render, chart) → write
//!                 \______________ Report: every diagnostic, with its place ______________/
//! ```
//!
//! Reading and validating can fail, writing can fail; evaluating and drawing cannot, because only validated types reach
//! them. An author's slip is a [`diagnostic::Diagnostic`] with a place, and all of them are collected; trouble of the
//! machine is an [`error::Error`] and stops the run.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::todo, clippy::dbg_macro, clippy::print_stdout, clippy::print_stderr))]

pub mod archive;
pub mod attachment;
pub mod bag;
pub mod bounded;
pub mod characters;
pub mod chart;
pub mod check;
pub mod cli;
pub mod collection;
pub mod correct;
pub mod data;
pub mod desk;
pub mod diagnostic;
pub mod diff;
pub mod digest;
pub mod disk;
pub mod error;
pub mod evaluate;
pub mod format;
pub mod history;
pub mod interruption;
pub mod language;
pub mod load;
pub mod markup;
pub mod media;
pub mod message;
pub mod model;
pub mod path;
pub mod photo;
pub mod publish;
pub mod record;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod serve;
pub mod sheet;
pub mod site;
pub mod tidy;
pub mod translation;
pub mod word;
pub mod write;
