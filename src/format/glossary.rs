//! `glossary.toml`.

use super::KeyType::{Filled, List, Table};
use super::{Keys, keys, optional, required};

pub const GLOSSARY: Keys = keys("glossary.toml", &[
    optional("term", List(&Table(&TERM)), "用語。英訳では、つねに同じ言葉にする",
        "A term, which is always translated in the same way"),
]);

pub const TERM: Keys = keys("term", &[
    required("ja", Filled, "日本語",
        "Japanese"),
    required("en", Filled, "英語",
        "English"),
    optional("note", Filled, "使い方などの説明。翻訳用の表に表示",
        "How it is used; shown in the table for the translator"),
]);
