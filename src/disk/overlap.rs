//! Folders that are one, or one in the other, by whatever names and links.

use std::path::{Component, Path, PathBuf, absolute};

/// Whether one of two folders lies in the other, or both are one. They need not be there.
pub fn overlap(one: &Path, other: &Path) -> bool {
    let (one, other) = (real(one), real(other));
    one.starts_with(&other) || other.starts_with(&one)
}

/// The path behind all links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in absolute(path).as_deref().unwrap_or(path).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => real.push(part),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_overlap_by_whatever_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("content/pages")).expect("a folder");
        for other in ["content", "content/pages", "content/new", ".", "content/../content/x/..", "new/../content"] {
            assert!(overlap(&at("content"), &at(other)), "{other}");
        }
        for other in ["output", "content2", "content/../output", "contents/new"] {
            assert!(!overlap(&at("content"), &at(other)), "{other}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("content", at("link")).expect("a link");
            assert!(overlap(&at("content"), &at("link")) && overlap(&at("content"), &at("link/new")));
            assert!(!overlap(&at("content"), &at("link/../output")));
        }
    }
}
