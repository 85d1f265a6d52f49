//! HTML as text: letters escaped, and rendered pages read without building a tree.

pub mod svg;

/// Calls `visit` with the name and the value of every attribute of every element, as written. What stands in comments,
/// scripts and styles is passed over.
pub fn attributes<'a>(html: &'a str, mut visit: impl FnMut(&'a str, &'a str)) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        rest = match tag.as_bytes().first() {
            Some(b'!') => tag.strip_prefix("!--").map_or(tag, |comment| after(comment, "-->")),
            Some(first) if first.is_ascii_alphabetic() => element(tag, &mut visit),
            Some(_) | None => tag,
        };
    }
}

/// Reads one element after its `<`; what follows it.
fn element<'a>(tag: &'a str, visit: &mut impl FnMut(&'a str, &'a str)) -> &'a str {
    let (name, mut rest) = until(tag, |byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    loop {
        (_, rest) = until(rest, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'='));
        match rest.as_bytes().first() {
            None => return rest,
            Some(b'>') => return after_text(name, &rest[1..]),
            Some(_) => rest = attribute(rest, visit),
        }
    }
}

/// Divides a text before the first byte that `ends` says yes to: an ASCII character, or the first of a letter beyond ASCII.
fn until(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(ends).unwrap_or(text.len());
    text.split_at(end)
}

/// Reads one attribute; what follows it.
fn attribute<'a>(text: &'a str, visit: &mut impl FnMut(&'a str, &'a str)) -> &'a str {
    let (name, rest) = until(text, |byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
    let Some(value) = rest.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else {
        visit(name, "");
        return rest;
    };
    let quote = value.bytes().next().filter(|first| matches!(first, b'"' | b'\''));
    let (value, rest) = match quote {
        Some(quote) => {
            let (value, rest) = until(&value[1..], |byte| byte == quote);
            (value, rest.get(1..).unwrap_or_default())
        }
        None => until(value, |byte| byte.is_ascii_whitespace() || byte == b'>'),
    };
    visit(name, value);
    rest
}

/// Passes over the text of a script or a style.
fn after_text<'a>(name: &str, rest: &'a str) -> &'a str {
    match name {
        "script" => after(rest, "</script"),
        "style" => after(rest, "</style"),
        _ => rest,
    }
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).map_or("", |start| &text[start + mark.len()..])
}

/// Escapes text for HTML and XML, in content and in attributes. What XML cannot hold becomes a mark of replacement: records that earlier
/// versions sealed may have it.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text of a finished piece of HTML, without its tags.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    decoded(&(text + rest))
}

/// A value with its entities as letters.
pub fn decoded(value: &str) -> String {
    const ENTITIES: [(&str, &str); 5] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    if !value.contains('&') {
        return value.to_owned();
    }
    ENTITIES.iter().fold(value.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        attributes(html, |name, value| found.push((name, value)));
        found
    }

    #[test]
    fn what_xml_cannot_hold_is_marked() {
        assert_eq!(escape("a\u{b}<b>\u{fffe}\t\n"), "a\u{fffd}&lt;b&gt;\u{fffd}\t\n");
    }

    #[test]
    fn every_way_to_write_an_attribute_is_read() {
        let html = "<p id=a>x < y<br/><img src='b.jpg' alt=\"a > b\" hidden><a\n href = \"c.html#d\">e</a>";
        let wanted = [("id", "a"), ("src", "b.jpg"), ("alt", "a > b"), ("hidden", ""), ("href", "c.html#d")];
        assert_eq!(found(html), wanted);
    }

    #[test]
    fn comments_scripts_and_styles_are_passed_over() {
        let html = "<!-- <a href=x> --><script type=a>\"<a href=y>\"</script><style>a{}</style><i lang=ja></i><!DOCTYPE html>";
        assert_eq!(found(html), [("type", "a"), ("lang", "ja")]);
    }

    #[test]
    fn a_page_that_breaks_off_is_read_to_its_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<!--", "<script>", "<a =>"] {
            attributes(html, |_, _| {});
        }
        assert_eq!(found("<a href=\"x"), [("href", "x")]);
    }

    #[test]
    fn entities_are_letters() {
        assert_eq!(decoded("a?b&amp;c=&quot;d&#39;"), "a?b&c=\"d'");
        assert_eq!(decoded("&amp;lt;"), "&lt;");
        assert_eq!(decoded(&escape("<a & \"b\">")), "<a & \"b\">");
        assert_eq!(text("the <span lang=\"ja\">圏域</span> &amp; more"), "the 圏域 & more");
    }
}
