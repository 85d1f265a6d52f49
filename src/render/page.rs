//! One module for each template: the struct that it reads, and how that is made.

pub mod accessibility;
pub mod alias;
pub mod archive;
pub mod changes;
pub mod comparison;
pub mod cover;
pub mod data;
pub mod edition;
pub mod free;
pub mod goal;
pub mod goal_card;
pub mod home;
pub mod indicator;
pub mod indicators;
pub mod judgement;
pub mod not_found;
pub mod print;
pub mod review;
pub mod series;
pub mod strategy;
