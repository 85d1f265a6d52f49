//! What a file is for machines, by its path.

/// The media type of the file at a path.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "xml" if path.ends_with("feed.xml") => "application/atom+xml",
        "xml" => "application/xml",
        "json" => "application/json",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

/// The same as servers say it: with the encoding of texts, which is UTF-8.
pub fn content_type(path: &str) -> String {
    match media_type(path) {
        text if text.starts_with("text/") || text.ends_with("xml") && text != "image/svg+xml" => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_their_encoding() {
        assert_eq!(content_type("en/index.html"), "text/html; charset=utf-8");
        assert_eq!(content_type("en/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!((content_type("a/b.svg").as_str(), content_type("LICENSE").as_str()), ("image/svg+xml", "application/octet-stream"));
    }
}
