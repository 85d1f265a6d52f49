//! Pages as a reader meets them: links, ids, texts and their languages.
//!
//! A small reader of the HTML that this program writes: every element is closed, every value is in quotation marks.

/// A page as a row of tags and texts.
pub struct Page {
    path: String,
    tokens: Vec<Token>,
}

/// A piece of a page.
#[derive(Debug)]
pub enum Token {
    Open { name: String, attributes: Vec<(String, String)> },
    Close(String),
    Text(String),
}

/// A text of a page with the language that it is in.
#[derive(Debug)]
pub struct Said {
    pub text: String,
    pub lang: String,
}

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Attributes that people hear or see.
const SPOKEN: [&str; 6] = ["alt", "title", "aria-label", "aria-description", "aria-valuetext", "placeholder"];

/// Attributes that lead somewhere.
const LEADING: [&str; 7] = ["href", "src", "srcset", "data", "poster", "action", "xlink:href"];

impl Page {
    /// Reads the page at a path; panics where elements do not nest.
    pub fn read(path: &str, html: &str) -> Page {
        let page = Page { path: path.to_owned(), tokens: tokens(path, html) };
        page.walk(|_, _| {});
        page
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Calls `visit` with every tag and text and the elements around it, outermost first.
    pub fn walk<'a>(&'a self, mut visit: impl FnMut(&[&'a Token], &'a Token)) {
        let mut around: Vec<&Token> = Vec::new();
        for token in &self.tokens {
            if let Token::Close(name) = token {
                let open = around.pop().and_then(Token::name);
                assert_eq!(open, Some(name.as_str()), "closed in {}", self.path);
                continue;
            }
            visit(&around, token);
            if token.name().is_some_and(|name| !VOID.contains(&name)) {
                around.push(token);
            }
        }
        assert!(around.is_empty(), "{}: not closed: {around:?}", self.path);
    }

    /// Every element, with the elements around it.
    pub fn elements(&self) -> Vec<(Vec<&Token>, &Token)> {
        let mut elements = Vec::new();
        self.walk(|around, token| {
            if token.name().is_some() {
                elements.push((around.to_vec(), token));
            }
        });
        elements
    }

    /// Every value of an attribute, in order.
    pub fn values(&self, attribute: &str) -> Vec<String> {
        self.elements().into_iter().filter_map(|(_, element)| element.get(attribute).map(str::to_owned)).collect()
    }

    /// Every attribute that leads somewhere: element, attribute, value.
    pub fn links(&self) -> Vec<(String, String, String)> {
        let mut links = Vec::new();
        for (_, element) in self.elements() {
            for attribute in LEADING {
                if let (Some(name), Some(value)) = (element.name(), element.get(attribute)) {
                    links.push((name.to_owned(), attribute.to_owned(), value.to_owned()));
                }
            }
        }
        links
    }

    /// The text of every element that fits, white space as one space.
    pub fn texts(&self, fits: impl Fn(&[&Token], &Token) -> bool) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        let mut begun: Vec<(usize, usize)> = Vec::new();
        self.walk(|around, token| {
            begun.retain(|(depth, _)| around.len() > *depth);
            match token {
                Token::Open { .. } if fits(around, token) => {
                    begun.push((around.len(), texts.len()));
                    texts.push(String::new());
                }
                Token::Text(text) => begun.iter().for_each(|(_, index)| texts[*index].push_str(text)),
                _ => {}
            }
        });
        texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// The texts of every element of this name.
    pub fn texts_of(&self, name: &str) -> Vec<String> {
        self.texts(|_, element| element.name() == Some(name))
    }

    /// The cells of every row of the tables that fit.
    pub fn rows(&self, fits: impl Fn(&Token) -> bool) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.walk(|around, token| {
            let cell = around.iter().position(|element| matches!(element.name(), Some("td" | "th")));
            if !around.iter().any(|element| element.name() == Some("table") && fits(element)) {
                return;
            }
            match (token.name(), token, cell) {
                (Some("tr"), _, _) => rows.push(Vec::new()),
                (Some("td" | "th"), _, _) => rows.last_mut().unwrap().push(String::new()),
                (_, Token::Text(text), Some(_)) => rows.last_mut().unwrap().last_mut().unwrap().push_str(text),
                _ => {}
            }
        });
        let tidy = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.into_iter().map(|row| row.into_iter().map(tidy).collect()).collect()
    }

    /// Everything that the page says, in texts and in attributes, with its language.
    pub fn said(&self) -> Vec<Said> {
        let mut said = Vec::new();
        self.walk(|around, token| {
            let outside = around.iter().rev().find_map(|element| element.get("lang")).unwrap_or("");
            match token {
                Token::Text(text) => said.push(Said { text: text.clone(), lang: outside.to_owned() }),
                Token::Open { name, attributes } => {
                    let lang = token.get("lang").unwrap_or(outside);
                    let describes = name == "meta" && matches!(token.get("name"), Some("description"));
                    let heard = attributes.iter().filter(|(key, _)| SPOKEN.contains(&key.as_str()) || (describes && key == "content"));
                    said.extend(heard.map(|(_, value)| Said { text: value.clone(), lang: lang.to_owned() }));
                }
                Token::Close(_) => {}
            }
        });
        said
    }
}

impl Token {
    /// The name of an element that opens.
    pub fn name(&self) -> Option<&str> {
        match self {
            Token::Open { name, .. } => Some(name),
            Token::Close(_) | Token::Text(_) => None,
        }
    }

    /// The value of an attribute.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        match self {
            Token::Open { attributes, .. } => attributes.iter().find(|(key, _)| key == attribute).map(|(_, value)| value.as_str()),
            Token::Close(_) | Token::Text(_) => None,
        }
    }

    /// Whether the element is of a class.
    pub fn is_of(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|other| other == class))
    }
}

fn tokens(path: &str, html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut tokens, &rest[..start]);
        let end = end_of_tag(&rest[start..]).unwrap_or_else(|| panic!("{path}: a tag is not closed: {}", &rest[start..]));
        push_tag(&mut tokens, &rest[start + 1..start + end]);
        rest = &rest[start + end + 1..];
    }
    push_text(&mut tokens, rest);
    tokens
}

fn push_text(tokens: &mut Vec<Token>, text: &str) {
    if !text.trim().is_empty() {
        tokens.push(Token::Text(decoded(text)));
    }
}

/// Where a tag ends; `>` in quotation marks is part of a value.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(index, letter)| {
        quoted ^= letter == '"';
        (letter == '>' && !quoted).then_some(index)
    })
}

fn push_tag(tokens: &mut Vec<Token>, tag: &str) {
    if tag.starts_with('!') || tag.starts_with('?') {
        return;
    }
    if let Some(name) = tag.strip_prefix('/') {
        tokens.push(Token::Close(name.trim().to_owned()));
        return;
    }
    let inner = tag.strip_suffix('/').unwrap_or(tag);
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    tokens.push(Token::Open { name: name.to_owned(), attributes: attributes(rest) });
    if tag.ends_with('/') && !VOID.contains(&name) {
        tokens.push(Token::Close(name.to_owned()));
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return attributes;
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').unwrap_or_else(|| panic!("`{key}` is not closed"));
                attributes.push((key, decoded(value)));
                rest = after;
            }
            None => {
                assert!(!rest.starts_with('='), "the value of `{key}` is not in quotation marks");
                attributes.push((key, String::new()));
            }
        }
    }
}

fn decoded(text: &str) -> String {
    const ENTITIES: [(&str, &str); 5] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}
