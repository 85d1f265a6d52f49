//! Paths with `/`, below the root of the content or of the site, and the links between them.

use percent_encoding::percent_decode_str;

/// The folder that a file lies in; empty at the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path from the folder of one file to another file.
pub fn relative(from: &str, to: &str) -> String {
    let folder = &from[..from.rfind('/').map_or(0, |slash| slash + 1)];
    let same = folder.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let common = folder.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    let up = folder[common..].bytes().filter(|byte| *byte == b'/').count();
    let mut link = String::with_capacity(up * 3 + to.len() - common);
    (0..up).for_each(|_| link.push_str("../"));
    link.push_str(&to[common..]);
    link
}

/// The path that a relative one leads to from a folder; `None` where it leads out at the top.
pub fn resolve(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// `%E5%A4%96` and the like as text; left alone where it is not UTF-8.
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_full() {
        assert_eq!(relative("2016/goal-1.html", "index.html"), "../index.html");
        assert_eq!(relative("2016/goal-1.html", "2016/goal-2.html"), "goal-2.html");
        assert_eq!(relative("2016/goal-1.html", "2016/assets/style.css"), "assets/style.css");
        assert_eq!(relative("en/2016/indicators/a.html", "2016/indicators/a.html"), "../../../2016/indicators/a.html");
        assert_eq!(relative("index.html", "en/index.html"), "en/index.html");
        assert_eq!(relative("大人/a.html", "大小/b.html"), "../大小/b.html");
    }

    #[test]
    fn a_link_leads_back_to_where_it_was_made_for() {
        for (from, to) in [("2016/goal-1.html", "index.html"), ("en/2016/a.html", "2016/b/c.html"), ("a.html", "a.html")] {
            assert_eq!(resolve(folder(from), &relative(from, to)).as_deref(), Some(to));
        }
        assert_eq!(resolve("a/b", "./c//../d").as_deref(), Some("a/b/d"));
        assert_eq!(resolve("a", "../../b"), None);
    }

    #[test]
    fn escapes_are_decoded_where_they_are_text() {
        assert_eq!(percent_decoded("%E5%A4%96/a%20b"), "外/a b");
        assert_eq!((percent_decoded("%ff"), percent_decoded("5%")), ("%ff".to_owned(), "5%".to_owned()));
    }
}
