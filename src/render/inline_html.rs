//! The HTML elements that a body may have although raw HTML is not allowed.

use pulldown_cmark::Event;
use std::collections::BTreeMap;

/// Elements that are kept even where raw HTML is not allowed; without attributes. The first has no end.
const ALLOWED: [&str; 8] = ["br", "ruby", "rt", "rp", "sub", "sup", "kbd", "abbr"];

/// How each tag of an allowed element is written, by the position of its event. An element counts only where it opens and closes
/// within the same level of the text: one that is left open would change what follows it.
pub fn allowed_tags(events: &[Event<'_>]) -> BTreeMap<usize, String> {
    let mut tags = BTreeMap::new();
    let mut levels = vec![OpenElements::default()];
    for (position, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => levels.push(OpenElements::default()),
            Event::End(_) => drop(levels.pop()),
            Event::InlineHtml(text) => {
                if let (Some(tag), Some(level)) = (InlineTag::parse(text), levels.last_mut()) {
                    level.add(position, tag, &mut tags);
                }
            }
            _ => {}
        }
    }
    tags
}

/// A tag of an allowed element.
#[derive(Clone, Copy)]
struct InlineTag {
    /// Which of [`ALLOWED`].
    element: usize,
    closes: bool,
}

impl InlineTag {
    fn parse(written: &str) -> Option<InlineTag> {
        let inner = written.strip_prefix('<')?.strip_suffix('>')?;
        let (closes, rest) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name = rest.split(|letter: char| letter.is_whitespace() || letter == '/').next()?;
        let element = ALLOWED.iter().position(|allowed| allowed.eq_ignore_ascii_case(name))?;
        Some(InlineTag { element, closes })
    }

    fn written(self) -> String {
        format!("<{}{}>", if self.closes { "/" } else { "" }, ALLOWED[self.element])
    }
}

/// What stands between two marks of Markdown: elements that are open, and how many there are of each.
#[derive(Default)]
struct OpenElements {
    open: Vec<(usize, InlineTag)>,
    counts: [usize; ALLOWED.len()],
}

impl OpenElements {
    fn add(&mut self, position: usize, tag: InlineTag, tags: &mut BTreeMap<usize, String>) {
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
