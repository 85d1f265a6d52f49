//! A style sheet as it is published: without what only its author reads.

/// Takes comments, the indentation of lines and empty lines out. A string keeps what looks like a comment in it.
pub fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for line in without_comments(css).lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let length = if found.starts_with('/') { 1 } else { string_length(found) };
        rest = match found.strip_prefix("/*") {
            Some(comment) => comment.split_once("*/").map_or("", |(_, behind)| behind),
            None => {
                out.push_str(&found[..length]);
                &found[length..]
            }
        };
    }
    out + rest
}

/// Bytes of the string that `css` begins with: to its closing quote, or to the end of the line where that is missing.
fn string_length(css: &str) -> usize {
    let quote = css.as_bytes()[0];
    let mut bytes = css.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'\n' => return at,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_only_an_author_reads_is_left_out() {
        assert_eq!(compact("/* head\n of it */\n\na {\n  color: red; /* why */\n}\n"), "a {\ncolor: red;\n}\n");
        assert_eq!(compact("a { margin: calc(1px / 2) }/* open"), "a { margin: calc(1px / 2) }\n");
    }

    #[test]
    fn strings_are_kept() {
        for css in [
            "a::before { content: \"/* \\\" */\" / ''; }\n",
            "a { content: 'it\\'s /*'; }\nb { content: '*/'; }\n",
            "a { content: \"日 */ /*\n",
        ] {
            assert_eq!(compact(css), css);
        }
    }
}
