//! A map of the headings of tables, by which `import` reads them.

use super::KeyType::{Count, Filled, List, Quoted, Table, Year};
use super::{Keys, keys, optional, required};

pub const MAP: Keys = keys("map", &[
    required("purpose", Filled, "何の表か：results（実績）またはplan（計画）",
        "What the tables are read for: `results` or `plan`"),
    optional("leave_out", List(&Filled), "読まないシートの名前",
        "Names of sheets that are not read"),
    optional("sheet", List(&Table(&MAP_SHEET)), "見出しの行を指定するシート",
        "Sheets whose rows of headings are given"),
    optional("column", List(&Table(&MAP_COLUMN)), "見出しと、その列の意味",
        "Headings, and what their columns mean"),
]);

pub const MAP_SHEET: Keys = keys("map.sheet", &[
    optional("name", Filled, "シートの名前。ないときはすべてのシート",
        "The name of the sheet; without it every sheet"),
    required("headings", List(&Count), "見出しの行の番号",
        "The rows of the headings, from 1"),
]);

pub const MAP_COLUMN: Keys = keys("map.column", &[
    required("heading", Filled, "見出しの文字。年度は {year} とすると、どの年度にも合う",
        "The heading; `{year}` in it stands for a year in any notation"),
    optional("sheet", Filled, "このシートだけのとき、その名前",
        "The name of the sheet, where it holds for this sheet only"),
    optional("nth", Count, "同じ見出しのうち、左から何番目か",
        "Which of several columns with this heading it is, from the left"),
    required("means", Quoted, "列の意味。使わない列は空",
        "What the column means, in the words of the headings that are known; empty where it is not used"),
    optional("year", Year, "見出しにない年度。見出しの年度より優先する",
        "The fiscal year of its figures, which the heading does not say; it counts more than one of the heading"),
]);
