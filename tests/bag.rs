//! Bags as others make them, break them and mistake them.

use std::collections::BTreeMap;
use std::sync::Arc;
use torikumi::bag::{Bag, Contents};

/// A small bag with names in two scripts, an empty file, and names that manifests cannot write as they are.
fn contents() -> Contents {
    let files = [
        ("index.html", "<!doctype html><title>2016</title>"),
        ("施策/子育て支援.html", &"<p>保育所の整備</p>".repeat(9)),
        ("empty", ""),
        ("line\r\nend", "CR, LF"),
        ("100%0D", "percent"),
    ];
    Contents {
        name: "kanazawa-2016".to_owned(),
        info: vec![
            ("Source-Organization".to_owned(), "金沢市".to_owned()),
            ("External-Description".to_owned(), "2016年度: 進捗".to_owned()),
        ],
        payload: files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect(),
    }
}

#[test]
fn what_is_packed_is_read_again() {
    let contents = contents();
    let bag = Bag::open(Arc::from(contents.clone().into_zip().unwrap())).unwrap();
    assert_eq!(bag.name(), contents.name);
    let mut info = contents.info.clone();
    let bytes: usize = contents.payload.values().map(Vec::len).sum();
    info.push(("Payload-Oxum".to_owned(), format!("{bytes}.5")));
    assert_eq!(bag.info(), info);
    let sizes: Vec<(&str, u64)> = contents.payload.iter().map(|(path, bytes)| (path.as_str(), bytes.len() as u64)).collect();
    assert_eq!(bag.payload().collect::<Vec<_>>(), sizes);
    let payload: BTreeMap<String, Vec<u8>> = bag.payload().map(|(path, _)| (path.to_owned(), bag.read(path).unwrap())).collect();
    assert_eq!(payload, contents.payload);
    assert_eq!(bag.verify(), []);
}
