//! The words of columns that hold one of a few, with what they mean.

use crate::model::vocabulary::{Choice, choice};
use crate::model::{Bound, Certainty, Direction, FigureRole, Kind, Reviewer, Role, Status, Word, YearType};

pub const ROLES: &[Choice] = Role::CHOICES;
pub const KINDS: &[Choice] = Kind::CHOICES;
pub const DIRECTIONS: &[Choice] = Direction::CHOICES;
pub const STATUSES: &[Choice] = Status::CHOICES;
pub const BOUNDS: &[Choice] = Bound::CHOICES;
pub const CERTAINTIES: &[Choice] = Certainty::CHOICES;
pub const YEAR_TYPES: &[Choice] = YearType::CHOICES;
pub const REVIEWERS: &[Choice] = Reviewer::CHOICES;
pub const FIGURES: &[Choice] = FigureRole::CHOICES;

pub const TYPES: &[Choice] = &[
    choice("string", "文字列", "text"),
    choice("integer", "整数", "whole number"),
    choice("number", "数値（小数を含む）", "number, perhaps with decimals"),
];

pub const PRESENCES: &[Choice] = &[choice("yes", "必ず値がある", "never empty"), choice("no", "空の場合がある", "may be empty")];
