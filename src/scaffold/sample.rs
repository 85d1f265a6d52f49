//! The sample site that `init` writes: the files below `site`, embedded.

/// Path and text of every file.
pub const FILES: [(&str, &str); 24] = [
    ("content/editions/2025/edition.en.md", include_str!("site/content/editions/2025/edition.en.md")),
    ("content/editions/2025/edition.md", include_str!("site/content/editions/2025/edition.md")),
    ("content/editions/2025/goal-1/goal.md", include_str!("site/content/editions/2025/goal-1/goal.md")),
    ("content/editions/2025/goal-1/measure-1.en.md", include_str!("site/content/editions/2025/goal-1/measure-1.en.md")),
    ("content/editions/2025/goal-1/measure-1.md", include_str!("site/content/editions/2025/goal-1/measure-1.md")),
    ("content/editions/2025/goal-1/measure-2.en.md", include_str!("site/content/editions/2025/goal-1/measure-2.en.md")),
    ("content/editions/2025/goal-1/measure-2.md", include_str!("site/content/editions/2025/goal-1/measure-2.md")),
    ("content/editions/2025/goal-2/goal.md", include_str!("site/content/editions/2025/goal-2/goal.md")),
    ("content/editions/2025/goal-2/measure-1.en.md", include_str!("site/content/editions/2025/goal-2/measure-1.en.md")),
    ("content/editions/2025/goal-2/measure-1.md", include_str!("site/content/editions/2025/goal-2/measure-1.md")),
    ("content/editions/2025/goal-2/measure-2.en.md", include_str!("site/content/editions/2025/goal-2/measure-2.en.md")),
    ("content/editions/2025/goal-2/measure-2.md", include_str!("site/content/editions/2025/goal-2/measure-2.md")),
    ("content/frameworks.toml", include_str!("site/content/frameworks.toml")),
    ("content/pages/about.en.md", include_str!("site/content/pages/about.en.md")),
    ("content/pages/about.md", include_str!("site/content/pages/about.md")),
    ("content/site.toml", include_str!("site/content/site.toml")),
    ("content/strategies/first/goal-1/goal.md", include_str!("site/content/strategies/first/goal-1/goal.md")),
    ("content/strategies/first/goal-1/measure-1.md", include_str!("site/content/strategies/first/goal-1/measure-1.md")),
    ("content/strategies/first/goal-1/measure-2.md", include_str!("site/content/strategies/first/goal-1/measure-2.md")),
    ("content/strategies/first/goal-2/goal.md", include_str!("site/content/strategies/first/goal-2/goal.md")),
    ("content/strategies/first/goal-2/measure-1.md", include_str!("site/content/strategies/first/goal-2/measure-1.md")),
    ("content/strategies/first/goal-2/measure-2.md", include_str!("site/content/strategies/first/goal-2/measure-2.md")),
    ("content/strategies/first/strategy.en.md", include_str!("site/content/strategies/first/strategy.en.md")),
    ("content/strategies/first/strategy.md", include_str!("site/content/strategies/first/strategy.md")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::path::Path;
    use walkdir::WalkDir;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/site");
        let files = WalkDir::new(&top).into_iter().map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
        let read = |path: &Path| (path.strip_prefix(&top).unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap());
        let found: BTreeMap<String, String> = files.map(|entry| read(entry.path())).collect();
        let embedded: BTreeMap<String, String> = FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(embedded, found);
    }
}
