//! Bags as they are written, and as others make them, break them and mistake them.

mod damages;
mod flips;
mod limits;
mod names;
mod raw;
mod writing;
mod zips;

use std::sync::Arc;
use torikumi::bag::{Bag, Contents, Damage, InfoLine};

/// A small bag with names in two scripts, and an empty file.
fn contents() -> Contents {
    let files = [
        ("index.html", "<!doctype html><title>2016</title>"),
        ("施策/子育て支援.html", &"<p>保育所の整備</p>".repeat(9)),
        ("empty", ""),
        ("line--end", "CR, LF"),
        ("100-0D", "percent"),
    ];
    Contents {
        name: "kanazawa-2016".to_owned(),
        info: vec![InfoLine::new("Source-Organization", "金沢市"), InfoLine::new("External-Description", "2016年度: 進捗")],
        payload: files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect(),
    }
}

fn open(zip: impl Into<Arc<[u8]>>) -> Result<Bag, Damage> {
    Bag::open(zip.into())
}
