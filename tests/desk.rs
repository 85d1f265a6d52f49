//! The desk as a browser meets it: the real server over HTTP, forms sent as browsers send them.

mod browser;
mod guard;
mod measure;
mod results;
mod settings;
mod tasks;
mod translation;
mod undo;
