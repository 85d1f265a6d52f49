//! A part of a Word file as a tree of elements.

use crate::error::TableProblem;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Most elements within elements; Word itself writes some dozens.
const MOST_DEPTH: usize = 300;
/// Most elements and texts of a part.
const MOST_NODES: usize = 2_000_000;

/// The names of the namespaces that are read, with the prefix by which the code calls each (ECMA-376, part 1 and ISO/IEC 29500, strict).
const NAMESPACES: [(&str, &str); 11] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
];

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct XmlElement {
    /// With the prefix of [`NAMESPACES`]: `w:p`.
    pub name: String,
    attributes: BTreeMap<String, String>,
    pub children: Vec<XmlNode>,
}

/// What is in an element.
#[derive(Debug)]
pub enum XmlNode {
    Element(XmlElement),
    Text(String),
}

impl XmlElement {
    /// The value of an attribute, by its name with its prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The attribute `w:val`.
    pub fn value(&self) -> Option<&str> {
        self.attribute("w:val")
    }

    pub fn elements(&self) -> impl Iterator<Item = &XmlElement> {
        self.children.iter().filter_map(|child| match child {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&XmlElement> {
        self.elements().find(|element| element.name == name)
    }

    /// Whether a property is on: `<w:b/>`, but not `<w:b w:val="0"/>`; `None` where it is not said.
    pub fn toggle(&self, name: &str) -> Option<bool> {
        self.child(name).map(|element| !matches!(element.value(), Some("0" | "false" | "off" | "none")))
    }

    /// The first element of a name in it, however deep.
    pub fn find(&self, name: &str) -> Option<&XmlElement> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// Every text in it.
    pub fn text(&self) -> String {
        let text = |child: &XmlNode| match child {
            XmlNode::Element(element) => element.text(),
            XmlNode::Text(text) => text.clone(),
        };
        self.children.iter().map(text).collect()
    }
}

/// The root of a part.
///
/// # Errors
///
/// [`TableProblem`] where it is no XML, declares entities, or is nested too deep or too large.
pub fn tree(bytes: &[u8]) -> Result<XmlElement, TableProblem> {
    let text = std::str::from_utf8(bytes).map_err(|error| broken(&error.to_string()))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut prefixes = BTreeMap::new();
    let mut open = vec![XmlElement::default()];
    for _ in 0..MOST_NODES {
        match reader.read_event().map_err(|error| broken(&error.to_string()))? {
            Event::Start(_) if open.len() > MOST_DEPTH => return Err(broken("nested too deep")),
            Event::Start(start) => open.push(element(&start, &mut prefixes)),
            Event::End(_) => {
                let Some(closed) = open.pop() else { return Err(broken("an end without a beginning")) };
                let Some(parent) = open.last_mut() else { return Err(broken("an end without a beginning")) };
                parent.children.push(XmlNode::Element(closed));
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text),
            Event::GeneralRef(entity) => {
                let letter = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned);
                add(&mut open, &letter.or_else(named).ok_or_else(|| broken("an entity that XML does not define"))?);
            }
            // Office files have none, and entities are declared in it.
            Event::DocType(_) => return Err(broken("a document type declaration")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            Event::Eof => {
                let root = open.pop().filter(|_| open.is_empty()).unwrap_or_default();
                let root = root.children.into_iter().find_map(|child| match child {
                    XmlNode::Element(element) => Some(element),
                    XmlNode::Text(_) => None,
                });
                return root.ok_or_else(|| broken("a part without content"));
            }
        }
    }
    Err(broken("more elements than are read"))
}

pub fn broken(why: &str) -> TableProblem {
    TableProblem::Broken { why: why.to_owned() }
}

fn add(open: &mut [XmlElement], text: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(XmlNode::Text(before)) => before.push_str(text),
        Some(XmlNode::Element(_)) | None => element.children.push(XmlNode::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, prefixes: &mut BTreeMap<String, &'static str>) -> XmlElement {
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let name = attribute.key.as_ref().to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()).unwrap_or_default();
        if name == "xmlns" || name.starts_with("xmlns:") {
            let known = NAMESPACES.iter().find(|(uri, _)| *uri == value).map(|(_, prefix)| *prefix);
            prefixes.extend(known.map(|known| (name.strip_prefix("xmlns:").unwrap_or_default().to_owned(), known)));
        }
        attributes.insert(name, value);
    }
    let attributes = attributes.into_iter().map(|(name, value)| (if name.contains(':') { called(&name, prefixes) } else { name }, value));
    XmlElement { name: called(start.name().as_ref(), prefixes), attributes: attributes.collect(), children: Vec::new() }
}

/// The name with the prefix of its namespace.
fn called(name: &str, prefixes: &BTreeMap<String, &'static str>) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    prefixes.get(prefix).map_or_else(|| name.to_owned(), |known| format!("{known}:{local}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_prefix_of_their_namespace_whatever_the_file_calls_it() {
        let text =
            "<x:p xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:t x:val=\"1\">a&amp;&#x3042;</x:t></x:p>";
        let root = tree(text.as_bytes()).unwrap();
        let inner = root.child("w:t").unwrap();
        assert_eq!((root.name.as_str(), inner.value(), inner.text().as_str()), ("w:p", Some("1"), "a&あ"));
    }

    #[test]
    fn entities_depth_and_ends_are_within_limits() {
        let deep = "<a>".repeat(MOST_DEPTH + 1) + &"</a>".repeat(MOST_DEPTH + 1);
        for text in ["<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a>&b;</a>", "<a>", "", deep.as_str()] {
            assert!(matches!(tree(text.as_bytes()), Err(TableProblem::Broken { .. })), "{text}");
        }
    }
}
