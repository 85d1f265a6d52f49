//! A limit of steps for the loops in templates of a city's own: Tera has none.
//!
//! Behind each `{% for … %}` a call is put that counts the steps of the page and stops it. It stands on the line of the loop and trims as
//! the loop does, so that pages stay the same bytes; places of faults are those of the template as it is written.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tera::{Error, Function, Kwargs, State, TeraResult, Value};

/// Most steps of all loops of a page: those of a page with every figure of a large city are some hundred thousands.
const MOST_STEPS: u32 = 5_000_000;
/// The name of what counts.
pub(super) const FUNCTION: &str = "count_loop_step";
/// Threads that are told apart; of more, several count together.
const THREADS: usize = 256;

/// Counts the steps of the page that each thread renders: Tera tells functions nothing of the page.
#[derive(Clone, Debug)]
pub(super) struct LoopCounter(Arc<[AtomicU32; THREADS]>);

impl Default for LoopCounter {
    fn default() -> LoopCounter {
        LoopCounter(Arc::new(std::array::from_fn(|_| AtomicU32::new(0))))
    }
}

impl LoopCounter {
    fn of_thread(&self) -> &AtomicU32 {
        let number = rayon::current_thread_index().map_or(0, |index| 1 + index % (THREADS - 1));
        &self.0[number]
    }

    /// Renders a page, its steps counted from the first.
    pub fn counted<T>(&self, render: impl FnOnce() -> T) -> T {
        let around = self.of_thread().swap(0, Ordering::Relaxed);
        let rendered = render();
        self.of_thread().store(around, Ordering::Relaxed);
        rendered
    }
}

/// Counts one step; too many are an error.
impl Function<TeraResult<Value>> for LoopCounter {
    fn call(&self, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
        match self.of_thread().fetch_add(1, Ordering::Relaxed) {
            MOST_STEPS.. => Err(Error::message(format!("the loops of the page go on for more than {MOST_STEPS} steps: do they end?"))),
            _ => Ok(Value::safe_string("")),
        }
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// A template whose loops are counted.
#[derive(Debug)]
pub(super) struct CountedTemplate {
    pub text: String,
    /// What was put in, in bytes of the text.
    calls: Vec<Range<usize>>,
}

impl CountedTemplate {
    /// Puts the calls into a template that Tera could read.
    pub fn of(template: &str) -> CountedTemplate {
        let mut counted = CountedTemplate { text: String::with_capacity(template.len()), calls: Vec::new() };
        let mut rest = template;
        while let Some((before, tag)) = next_tag(rest) {
            counted.text.push_str(&rest[..before + tag.len()]);
            rest = &rest[before + tag.len()..];
            match keyword(tag) {
                "for" => counted.call(if tag.ends_with("-%}") { "-" } else { "" }),
                "raw" => {
                    let raw = end_of_raw(rest);
                    counted.text.push_str(&rest[..raw]);
                    rest = &rest[raw..];
                }
                _ => {}
            }
        }
        counted.text.push_str(rest);
        counted
    }

    fn call(&mut self, trim: &str) {
        let start = self.text.len();
        self.text.push_str(&format!("{{{{{trim} {FUNCTION}() {trim}}}}}"));
        self.calls.push(start..self.text.len());
    }

    /// A stretch of the text as one of the template as it is written; a call is the end of its loop's first tag.
    pub fn written(&self, range: Range<usize>) -> Range<usize> {
        let written = |at: usize| at - self.calls.iter().map(|call| at.clamp(call.start, call.end) - call.start).sum::<usize>();
        written(range.start)..written(range.end)
    }
}

/// The next tag, comment or output, and the bytes before it; strings in it may hold its end.
fn next_tag(text: &str) -> Option<(usize, &str)> {
    let (start, end) = text.char_indices().zip(text.chars().skip(1)).find_map(|((at, first), second)| match (first, second) {
        ('{', '%') => Some((at, "%}")),
        ('{', '{') => Some((at, "}}")),
        ('{', '#') => Some((at, "#}")),
        _ => None,
    })?;
    let mut quote = None;
    for (at, letter) in text[start + 2..].char_indices() {
        let here = start + 2 + at;
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if text[here..].starts_with(end) => return Some((start, &text[start..here + end.len()])),
            None if end != "#}" && matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            None => {}
        }
    }
    None
}

/// The first word of a tag; that of a comment or an output is none.
fn keyword(tag: &str) -> &str {
    let inside = tag.strip_prefix("{%").map(|tag| tag.trim_start_matches('-').trim_start()).unwrap_or_default();
    inside.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

/// Bytes up to the tag that ends a raw part.
fn end_of_raw(text: &str) -> usize {
    let mut tags = text.match_indices("{%").map(|(at, _)| at);
    tags.find(|at| text[at + 2..].trim_start_matches('-').trim_start().starts_with("endraw")).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> String {
        let mut tera = tera::Tera::new();
        tera.register_function(FUNCTION, LoopCounter::default());
        tera.add_raw_templates([("a", template)]).expect("a template");
        tera.render("a", &tera::Context::new()).expect("a page")
    }

    #[test]
    fn a_page_is_the_same_with_its_loops_counted() {
        for template in [
            "a {% for i in [1, 2] %} b {{ i }} {% endfor %} c",
            "a {%- for i in [1, 2] -%} b {{- i -}} {%- endfor -%} c",
            "{% for i in [1, 2] -%}\n  <li>{{ i }}</li>\n{% endfor %}",
            "{# {% for #}{% raw %}{% for i in x %}{% endraw %}{{ \"{% for %}\" }}{% for s in [\"%}\", '-%}'] %}{{ s }}{% endfor %}",
            "{% if true %}{% for i in [] %}x{% else %} none {% endfor %}{% endif %}",
        ] {
            let counted = CountedTemplate::of(template);
            assert!(counted.text.contains(FUNCTION), "{template}");
            assert_eq!(rendered(&counted.text), rendered(template), "{template}");
        }
    }

    #[test]
    fn places_are_those_of_the_template_as_it_is_written() {
        let template = "{% for i in x %}{{ y }}{% for j in i -%}{{ z }}";
        let counted = CountedTemplate::of(template);
        for word in ["y", "z", "{% for j in i -%}"] {
            let at = counted.text.find(word).expect("a word");
            let written = counted.written(at..at + word.len());
            assert_eq!(&template[written], word);
        }
        let call = counted.text.find("{{ count").expect("a call");
        assert_eq!(counted.written(call..call + 10), 16..16);
    }
}
