//! Whole small sites with their expected output, file by file; missing and extra files fail.
//!
//! `UPDATE=1 cargo test --test all sites::` rewrites the expected files; read the difference before you keep it.

use crate::harness::{Site, Tree, differences, repository, tree, updating};
use std::fs;

/// Builds a site of `tests/sites` and compares what it gives with the folder `expected` beside its content.
fn compare(name: &str) {
    let folder = repository("tests/sites").join(name);
    let site = Site::empty().with(&folder);
    let run = site.run(&["build", "--strict"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
    let built: Tree = site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(".torikumi/")).collect();
    let expected = folder.join("expected");
    if updating() {
        rewrite(&expected, &built);
    }
    let different = differences(&tree(&expected), &built);
    assert!(different.is_empty(), "{name}: {} files differ\n{}", different.len(), different.join("\n"));
}

fn rewrite(folder: &std::path::Path, built: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    for (path, bytes) in built {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_small_site_is_as_expected() {
    compare("small");
}

#[test]
fn every_site_is_built_without_a_warning() {
    let mut sites = 0;
    for entry in fs::read_dir(repository("tests/sites")).unwrap() {
        let folder = entry.unwrap().path();
        let site = Site::empty().with(&folder);
        let run = site.run(&["build", "--strict"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", folder.display());
        sites += 1;
    }
    assert!(sites > 0);
}
