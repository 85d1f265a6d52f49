//! Every test of the program, in one binary: a module for each matter, named after its file.

mod archive;
mod bad;
mod bag;
mod charts;
mod check;
mod cli;
mod committee;
mod corpus;
mod criteria;
mod data;
mod dated;
#[cfg(unix)]
mod determinism;
mod digits;
mod docs;
mod evaluation;
mod explain;
#[cfg(target_os = "linux")]
mod faults;
mod harness;
mod history;
mod inert;
mod kanazawa;
mod languages;
mod messages;
mod moves;
mod names;
mod new;
mod output;
mod pages;
mod pathological;
mod publish;
mod record;
mod reference;
mod rooms;
mod schemas;
mod serve;
mod sheet;
mod shells;
mod shown;
mod sites;
mod terminal;
mod tsubaki;
mod units;
mod web;
