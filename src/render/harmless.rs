//! The few HTML elements that bodies may have without more ado.

use pulldown_cmark::Event;
use std::collections::BTreeMap;

/// Elements that are kept even where raw HTML is not allowed; without attributes. The first has no end.
const HARMLESS: [&str; 8] = ["br", "ruby", "rt", "rp", "sub", "sup", "kbd", "abbr"];

/// How each tag of a harmless element is written, by the position of its event. An element counts only where it opens and closes
/// within the same part of the text: one that is left open would change what follows it.
pub fn tags(events: &[Event<'_>]) -> BTreeMap<usize, String> {
    let mut tags = BTreeMap::new();
    let mut parts = vec![Part::default()];
    for (position, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => parts.push(Part::default()),
            Event::End(_) => drop(parts.pop()),
            Event::InlineHtml(text) => {
                if let (Some(tag), Some(part)) = (Tag::parse(text), parts.last_mut()) {
                    part.add(position, tag, &mut tags);
                }
            }
            _ => {}
        }
    }
    tags
}

/// A tag of a harmless element.
#[derive(Clone, Copy)]
struct Tag {
    /// Which of [`HARMLESS`].
    element: usize,
    closes: bool,
}

impl Tag {
    fn parse(written: &str) -> Option<Tag> {
        let inner = written.strip_prefix('<')?.strip_suffix('>')?;
        let (closes, rest) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name = rest.split(|letter: char| letter.is_whitespace() || letter == '/').next()?;
        let element = HARMLESS.iter().position(|harmless| harmless.eq_ignore_ascii_case(name))?;
        Some(Tag { element, closes })
    }

    fn written(self) -> String {
        format!("<{}{}>", if self.closes { "/" } else { "" }, HARMLESS[self.element])
    }
}

/// What stands between two marks of Markdown: elements that are open, and how many there are of each.
#[derive(Default)]
struct Part {
    open: Vec<(usize, Tag)>,
    counts: [usize; HARMLESS.len()],
}

impl Part {
    fn add(&mut self, position: usize, tag: Tag, tags: &mut BTreeMap<usize, String>) {
        match (tag.element, tag.closes) {
            (0, false) => drop(tags.insert(position, tag.written())),
            (0, true) => {}
            (element, false) => {
                self.counts[element] += 1;
                self.open.push((position, tag));
            }
            (element, true) => {
                while self.counts[element] > 0 {
                    let Some((opened, opening)) = self.open.pop() else { break };
                    self.counts[opening.element] -= 1;
                    if opening.element == element {
                        tags.extend([(opened, opening.written()), (position, tag.written())]);
                        break;
                    }
                }
            }
        }
    }
}
