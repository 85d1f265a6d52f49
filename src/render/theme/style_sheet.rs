//! A style sheet as it is published: without what only its author reads.

/// One rule a line, without comments, indentation, and the spaces and semicolons that no browser needs. Strings and escapes are kept.
pub fn compact(css: &str) -> String {
    let mut sheet = Compact::default();
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/', '\\']) {
        let (before, found) = rest.split_at(at);
        sheet.tokens(before);
        rest = match found.strip_prefix("/*") {
            Some(comment) => comment.split_once("*/").map_or("", |(_, behind)| behind),
            None => {
                let (kept, behind) = found.split_at(kept_length(found));
                sheet.keep(kept);
                behind
            }
        };
    }
    sheet.tokens(rest);
    sheet.css
}

/// The part of a sheet that is written, and the white space behind it, of which the next character decides.
#[derive(Default)]
struct Compact {
    css: String,
    space: String,
    /// The last character, if it may end a declaration, a selector or a block.
    last: Option<char>,
}

impl Compact {
    fn tokens(&mut self, css: &str) {
        for character in css.chars() {
            match character {
                _ if character.is_ascii_whitespace() => self.space.push(character),
                '{' | ';' | ',' | '>' => self.end(character),
                '}' => {
                    if self.last == Some(';') {
                        self.css.pop();
                    }
                    self.end(character);
                    self.css.push('\n');
                }
                _ => {
                    self.keep(character.encode_utf8(&mut [0; 4]));
                    self.last = Some(character);
                }
            }
        }
    }

    /// Writes a character that needs no space before it.
    fn end(&mut self, character: char) {
        self.space.clear();
        self.css.push(character);
        self.last = Some(character);
    }

    /// Writes text as it is. Spaces before it stay unless the last character separates by itself.
    fn keep(&mut self, text: &str) {
        let separated = self.css.is_empty() || matches!(self.last, Some('{' | '}' | ';' | ':' | ',' | '>'));
        if !separated {
            // Two spaces are more than one behind an escape such as `\31`.
            self.css.push_str(if self.space.contains('\n') { " " } else { &self.space });
        }
        self.space.clear();
        self.css.push_str(text);
        self.last = None;
    }
}

/// Bytes at the start of `css` that are kept as they are: a string, an escaped character, or a slash.
fn kept_length(css: &str) -> usize {
    match css.as_bytes()[0] {
        b'/' => 1,
        b'\\' => 1 + css[1..].chars().next().map_or(0, char::len_utf8),
        _ => string_length(css),
    }
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
    fn what_no_browser_needs_is_left_out() {
        assert_eq!(compact("/* head\n of it */\n\na {\n  color: red; /* why */\n}\n"), "a{color:red}\n");
        assert_eq!(
            compact("@media (width > 1px) {\r\n\ta ,\n  b > c { margin : 0 auto ; }\n}\n"),
            "@media (width>1px){a,b>c{margin :0 auto}\n}\n"
        );
        assert_eq!(compact("a { font: 1em\n  serif; --x: ; }/* open"), "a{font:1em serif;--x:}\n");
    }

    #[test]
    fn spaces_that_mean_something_are_kept() {
        for css in
            ["a :hover + b ~ c{margin:calc(1px + 2px / 2) !important}\n", "@media screen and (width){}\n", ".\\31  b .sm\\: c .\\{ d{}\n"]
        {
            assert_eq!(compact(css), css);
        }
    }

    #[test]
    fn strings_are_kept() {
        for css in ["a::before{content:\"/* \\\" */ { a ; }\" / ''}\n", "a{content:'it\\'s /*'}\nb{content:'*/'}\n", "a{content:\"日 */ /*"]
        {
            assert_eq!(compact(css), css);
        }
    }
}
