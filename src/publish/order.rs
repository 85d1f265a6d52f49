//! In which order files are sent, and how long they may be cached, by their paths.

/// When a file is sent: what others refer to goes before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Styles, scripts, pictures, data.
    Asset,
    Page,
    /// Where visitors and machines come in.
    StoreEntry,
}

/// When the file at a path is sent.
pub fn rank(path: &str) -> Rank {
    let inner = path.strip_prefix("en/").unwrap_or(path);
    match inner {
        "index.html" | "feed.xml" | "sitemap.xml" | "robots.txt" => Rank::StoreEntry,
        _ if path.ends_with(".html") => Rank::Page,
        _ => Rank::Asset,
    }
}

/// How the file at a path may be cached. Files in `assets` are named by their content and never change; all others are asked for
/// again each time, which costs nothing where they are unchanged.
#[cfg(any(test, feature = "remote"))]
pub fn cache_control(path: &str) -> &'static str {
    let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
    if folder.rsplit('/').next() == Some("assets") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_named_by_their_content_are_cached_for_long() {
        assert_eq!(cache_control("2016/assets/style.0a1b.css"), "public, max-age=31536000, immutable");
        assert_eq!(cache_control("assets/icon.0a1b.svg"), "public, max-age=31536000, immutable");
        for path in ["index.html", "2016/indicators/births.svg", "assets-of-others/a.css", "archive/2016.zip"] {
            assert_eq!(cache_control(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn the_order_is_assets_pages_entries() {
        assert!(rank("2016/indicators/births.svg") < rank("2016/index.html") && rank("2016/index.html") < rank("en/index.html"));
        assert_eq!((rank("en/feed.xml"), rank("404.html")), (Rank::StoreEntry, Rank::Page));
    }
}
