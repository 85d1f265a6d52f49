//! SVG pictures looked through: for what runs, and for what leads out of them. A logo is published as it is, and opened by its address it
//! is a page of its own.

use super::decoded;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What an SVG may not have, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SvgDanger {
    /// Counted from 1.
    pub line: usize,
    /// The element, the attribute, or the rule of a style.
    pub name: String,
    pub kind: SvgDangerKind,
}

/// Why it may not have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgDangerKind {
    /// It is not well-formed XML in UTF-8.
    Malformed,
    /// An element that runs something, or that holds something other than a picture.
    Element,
    /// An attribute that runs a script.
    Handler,
    /// An address outside of the picture.
    Outside,
}

/// Elements that are no part of a picture: what runs, what holds other documents, and what plays.
const ELEMENTS: [&str; 14] = [
    "script",
    "foreignobject",
    "handler",
    "listener",
    "iframe",
    "object",
    "embed",
    "link",
    "meta",
    "base",
    "audio",
    "video",
    "html",
    "body",
];
/// What pictures within the picture begin with.
const DATA: [&str; 4] = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];

/// The first danger of a picture, if it has any.
pub fn danger(bytes: &[u8]) -> Option<SvgDanger> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some(found(1, "UTF-8", SvgDangerKind::Malformed)) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut picture = SvgScan::default();
    let mut reader = Reader::from_str(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0).min(text.len());
        let danger = match reader.read_event() {
            Ok(Event::Eof) if picture.open == 0 => return None,
            Ok(event) => picture.look_at(&event),
            Err(error) => Some((error.to_string(), SvgDangerKind::Malformed)),
        };
        if let Some((name, kind)) = danger {
            return Some(found(1 + text[..at].matches('\n').count(), &name, kind));
        }
    }
}

/// A picture as far as it was looked at.
#[derive(Default)]
struct SvgScan {
    /// Elements that are open, and those of them from a style on.
    open: usize,
    of_style: usize,
    /// The text of the style: of all its parts, for browsers join them.
    style: String,
}

impl SvgScan {
    fn look_at(&mut self, event: &Event<'_>) -> Option<Unplaced> {
        match event {
            Event::Start(element) => {
                self.open += 1;
                self.of_style += usize::from(self.of_style > 0 || local(element.name().as_ref()) == "style");
                of_element(element)
            }
            Event::Empty(element) => of_element(element),
            Event::End(_) => {
                self.open = self.open.saturating_sub(1);
                self.of_style = self.of_style.saturating_sub(1);
                if self.of_style == 0 { of_style(&std::mem::take(&mut self.style)) } else { None }
            }
            Event::Text(text) => self.add(text),
            Event::CData(text) => self.add(text),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(letter)) => self.add(letter.encode_utf8(&mut [0; 4])),
                Ok(None) | Err(_) => self.add(&format!("&{};", &**entity)),
            },
            Event::DocType(declaration) if declaration.contains('[') => Some(("<!DOCTYPE [".to_owned(), SvgDangerKind::Element)),
            Event::PI(instruction) => Some((instruction.target().to_owned(), SvgDangerKind::Element)),
            Event::Eof => Some(("</svg>".to_owned(), SvgDangerKind::Malformed)),
            Event::DocType(_) | Event::Decl(_) | Event::Comment(_) => None,
        }
    }

    fn add(&mut self, text: &str) -> Option<Unplaced> {
        if self.of_style > 0 {
            self.style.push_str(text);
        }
        None
    }
}

fn found(line: usize, name: &str, kind: SvgDangerKind) -> SvgDanger {
    SvgDanger { line, name: name.to_owned(), kind }
}

/// A name without the prefix of its namespace, in small letters.
fn local(name: &str) -> String {
    let name = name.to_lowercase();
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// A danger, before its line is known.
type Unplaced = (String, SvgDangerKind);

fn of_element(element: &BytesStart<'_>) -> Option<Unplaced> {
    let name = local(element.name().as_ref());
    if ELEMENTS.contains(&name.as_str()) {
        return Some((name, SvgDangerKind::Element));
    }
    element.attributes().find_map(|attribute| {
        let Ok(attribute) = attribute else { return Some((name.clone(), SvgDangerKind::Malformed)) };
        let key = local(attribute.key.as_ref());
        let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else { return Some((key, SvgDangerKind::Malformed)) };
        of_attribute(key, &value)
    })
}

fn of_attribute(key: String, value: &str) -> Option<Unplaced> {
    let bare: String = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect::<String>().to_lowercase();
    let is_handler = key.starts_with("on") || bare.contains("javascript:") || bare.contains("vbscript:");
    // What changes an attribute while the picture is shown may not change these.
    let sets_other = key == "attributename" && (bare.starts_with("on") || bare.rsplit(':').next() == Some("href"));
    match key.as_str() {
        _ if is_handler || sets_other => Some((key, SvgDangerKind::Handler)),
        "href" | "src" => (!is_inside(&bare)).then_some((key, SvgDangerKind::Outside)),
        "base" => Some((key, SvgDangerKind::Outside)),
        _ => of_style(value).map(|_| (key, SvgDangerKind::Outside)),
    }
}

/// Whether an address leads to a part of the picture, or is a picture of pixels itself.
fn is_inside(address: &str) -> bool {
    address.is_empty() || address.starts_with('#') || DATA.iter().any(|start| address.starts_with(start))
}

/// The first part of a style that takes something from elsewhere.
fn of_style(style: &str) -> Option<Unplaced> {
    let style = without_escapes(&decoded(style)).to_lowercase();
    if let Some(rule) = ["@import", "@namespace", "expression(", "-moz-binding", "behavior:"].into_iter().find(|rule| style.contains(rule))
    {
        return Some((rule.to_owned(), SvgDangerKind::Outside));
    }
    let bare = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'');
    let outside = |start: &&str| style.split(start).skip(1).any(|address| !is_inside(address.trim_start_matches(bare)));
    ["url(", "image(", "image-set(", "src("].iter().find(|start| outside(start)).map(|start| ((*start).to_owned(), SvgDangerKind::Outside))
}

/// A style without comments, its letters written as letters: `\75 rl(` is `url(`.
fn without_escapes(style: &str) -> String {
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find(['\\', '/']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if let Some(escape) = rest.strip_prefix('\\') {
            let digits = escape.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            let letter = u32::from_str_radix(&escape[..digits], 16).ok().and_then(char::from_u32);
            plain.extend(letter);
            rest = &escape[digits..];
            if digits > 0 {
                rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
            }
        } else {
            plain.push('/');
            rest = &rest[1..];
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n{inside}\n</svg>")
    }

    #[test]
    fn pictures_of_drawing_programs_are_harmless() {
        for inside in [
            "<!-- made by hand --><defs><linearGradient id=\"g\"/></defs><path fill=\"url(#g)\" style=\"fill:url('#g');stroke:#000\"/>",
            "<style>.a{font-family:'\\5B8B\\4F53';fill:url( #g )}</style><use xlink:href=\"#a\"/>",
            "<style><![CDATA[ .a > .b { fill: red } ]]></style><text>A &amp; B &#x5e02;</text>",
            "<image href=\"data:image/png;base64,AAAA\"/><a href=\"#top\"><circle r=\"1\"/></a><animate attributeName=\"cx\"/>",
            "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"http://a.example/\"/></metadata>",
        ] {
            assert_eq!(danger(svg(inside).as_bytes()), None, "{inside}");
        }
        let doctype = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n";
        assert_eq!(danger(format!("\u{feff}{doctype}{}", svg("")).as_bytes()), None);
    }

    #[test]
    fn what_runs_or_leads_out_is_named_with_its_line() {
        use SvgDangerKind::{Element, Handler, Outside};
        for (inside, name, kind) in [
            ("<script>alert(1)</script>", "script", Element),
            ("<svg:SCRIPT xmlns:svg=\"http://www.w3.org/2000/svg\"/>", "script", Element),
            ("<foreignObject><p/></foreignObject>", "foreignobject", Element),
            ("<g onload=\"x()\"/>", "onload", Handler),
            ("<a xlink:href=\"java&#x09;script:x()\"/>", "href", Handler),
            ("<a href=\"https://a.example/\"/>", "href", Outside),
            ("<use href=\"other.svg#a\"/>", "href", Outside),
            ("<image xlink:href=\"data:image/svg+xml;base64,AA\"/>", "href", Outside),
            ("<set attributeName=\"xlink:href\" to=\"#b\"/>", "attributename", Handler),
            ("<rect style=\"fill:u\\72l(//a.example/x)\"/>", "style", Outside),
            ("<rect fill=\"url( 'https://a.example/x#y' )\"/>", "fill", Outside),
            ("<style>@imp<!-- -->ort 'a.css';</style>", "@import", Outside),
            ("<style><a/>@&#x69;mport 'a.css';</style>", "@import", Outside),
            ("<style>.a{background:url(https://a.example/)}</style>", "url(", Outside),
            ("<style><![CDATA[.a{background:url(//a)}]]></style>", "url(", Outside),
            ("<?xml-stylesheet href=\"a.css\"?>", "xml-stylesheet", Element),
        ] {
            assert_eq!(danger(svg(inside).as_bytes()), Some(SvgDanger { line: 2, name: name.to_owned(), kind }), "{inside}");
        }
        let entities = "<!DOCTYPE svg [<!ENTITY x \"&lt;script/>\">]><svg>&x;</svg>";
        assert_eq!(danger(entities.as_bytes()).map(|danger| danger.kind), Some(Element));
        for broken in ["<svg>", "<svg><g></svg>", "<svg a=b/>", "<svg a=\"&x;\"/>"] {
            assert_eq!(danger(broken.as_bytes()).map(|danger| danger.kind), Some(SvgDangerKind::Malformed), "{broken}");
        }
        assert_eq!(danger(b"\xff\xfe<\0s\0").map(|danger| danger.kind), Some(SvgDangerKind::Malformed));
    }
}
