//! `archive/register.toml`, which the program writes.

use super::KeyType::{Count, Filled, List, MonthOrDay, Table};
use super::{Keys, keys, optional, required};

pub const REGISTER: Keys = keys("register.toml", &[
    optional("seal", List(&Table(&SEAL)), "確定した報告",
        "A sealed edition"),
]);

pub const SEAL: Keys = keys("seal", &[
    required("edition", Count, "年度",
        "Its fiscal year"),
    required("revision", Count, "何回目の確定か",
        "Which of its seals it is, from 1"),
    required("file", Filled, "ファイルの名前",
        "The name of the bundle"),
    required("size", Count, "ファイルの大きさ（バイト）",
        "Its size in bytes"),
    required("sha512", Filled, "ファイルのSHA-512",
        "Its checksum"),
    required("date", MonthOrDay, "確定した日",
        "When it was sealed"),
    optional("reason", Filled, "確定し直した理由",
        "Why it was sealed anew"),
    optional("forced", Filled, "警告があるまま確定した理由",
        "Why it was sealed in spite of warnings"),
    optional("withdrawn", Table(&WITHDRAWAL), "取り下げ",
        "That it was withdrawn"),
]);

pub const WITHDRAWAL: Keys = keys("seal.withdrawn", &[
    required("date", MonthOrDay, "取り下げた日",
        "When"),
    required("reason", Filled, "取り下げた理由",
        "Why"),
]);
