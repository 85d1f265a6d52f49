//! Bodies on which readers of Markdown have hung or overflowed their stack.

use super::{bounded, faults, japanese, page};
use crate::harness::{Run, Site};

/// Bytes of each input; what takes the square of it, or overflows the stack, is far beyond the bounds.
const BYTES: usize = 100_000;

fn filled(part: &str) -> String {
    part.repeat(BYTES / part.len())
}

#[test]
fn bodies_that_nest_too_deep_are_refused_at_their_place() {
    let site = japanese();
    let deep: [(&str, String); 4] = [
        ("quotations", filled(">") + "a"),
        ("lists", filled("- ") + "a"),
        ("both", filled(" >-")),
        ("emphasis", filled("**a ") + &filled("a** ")),
    ];
    for (name, body) in &deep {
        page(&site, name, body);
    }
    let found = faults(&site, &["build"]);
    let codes: Vec<&str> = found.iter().map(|fault| fault.split(':').next().unwrap()).collect();
    assert_eq!(
        codes,
        ["content/pages/both.md", "content/pages/emphasis.md", "content/pages/lists.md", "content/pages/quotations.md"],
        "{found:?}"
    );
    assert!(found.contains(&"content/pages/quotations.md:5:101: error[too-deep]".to_owned()), "{found:?}");
    assert!(found.iter().all(|fault| fault.ends_with("error[too-deep]")), "{found:?}");
}

#[test]
fn a_hundred_levels_are_the_limit_and_both_languages_say_so() {
    let site = japanese();
    page(&site, "deep", &(">".repeat(99) + " a"));
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
    page(&site, "deep", &(">".repeat(101) + " a"));
    let run = bounded(&site, &["build", "--format", "short"]);
    let english = "content/pages/deep.md:5:101: error[too-deep]: lists, quotations and marks nest more than 100 levels deep (write it with fewer levels)\n";
    assert!(run.stderr.starts_with(english), "{}", run.stderr);
    let run = bounded(&site, &["build", "--format", "short", "--lang", "ja"]);
    let japanese =
        "content/pages/deep.md:5:101: error[too-deep]: 箇条書きや引用などの入れ子が100段を超えています (入れ子を減らしてください)\n";
    assert!(run.stderr.starts_with(japanese), "{}", run.stderr);
}

#[test]
fn inputs_that_take_the_square_of_their_size_elsewhere_become_pages() {
    let site = japanese();
    let many = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<String>();
    let columns = filled("|a") + "|\n" + &filled("|-") + "|\n" + &filled("|b") + "|\n";
    let ticks = many(&|count| "`".repeat(count) + " ", 400);
    let stairs = many(&|level| format!("{}- a\n", " ".repeat(level * 2)), 40);
    let inputs = [
        filled("[a]("),
        filled("["),
        filled("!["),
        filled("*a_ "),
        filled("*a **b "),
        "a**b".to_owned() + &filled("c* "),
        filled("<!--"),
        filled("<?"),
        filled("<![CDATA["),
        filled("<a b=\""),
        filled("`"),
        ticks,
        filled("~~a "),
        filled("&#"),
        filled("\\"),
        filled("# a {"),
        filled("# a\n\n"),
        filled("[a](b \""),
        "[a](".to_owned() + &filled("("),
        filled("<http:"),
        many(&|number| format!("[{number}]: https://example.jp/\n"), 3000) + "\n" + &many(&|number| format!("[{number}] "), 3000),
        format!("[a]: https://example.jp/{}\n\n", "x".repeat(BYTES / 10)) + &"[a]".repeat(1000),
        many(&|number| format!("[^{number}] "), 3000) + "\n\n" + &many(&|number| format!("[^{number}]: a\n\n"), 3000),
        filled("[^a]: "),
        columns,
        stairs,
        filled("a\n: b\n"),
        filled("<sub>") + &filled("</sup>"),
        filled("<sub>") + &filled("</sub>"),
    ];
    for (number, body) in inputs.iter().enumerate() {
        page(&site, &format!("page-{number}"), body);
    }
    let run = bounded(&site, &["build", "--quiet"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", super::beginning(&run.stderr));
    let whole = |number: usize| site.read(&format!("output/page-{number}.html")).contains("</html>");
    assert_eq!((0..inputs.len()).filter(|number| !whole(*number)).collect::<Vec<_>>(), Vec::<usize>::new());
}

#[test]
fn thousands_of_broken_links_are_each_reported_once() {
    let site = japanese();
    let links: String = (0..2000).map(|number| format!("[a](none-{number}.md)\n")).collect();
    page(&site, "links", &links);
    assert_eq!(
        faults(&site, &["build"]),
        (0..2000).map(|line| format!("content/pages/links.md:{}:1: error[broken-link]", line + 5)).collect::<Vec<_>>()
    );
    page(&site, "links", &format!("[a]({})", "x".repeat(1 << 20)));
    assert_eq!(faults(&site, &["build"]), ["content/pages/links.md:5:1: error[broken-link]"]);
    assert!(bounded(&site, &["build"]).stderr.len() < 20_000);
}

#[test]
fn a_fault_in_the_midst_of_a_line_of_a_megabyte_is_shown_with_what_is_around_it() {
    let site: Site = japanese();
    let line = "あ".repeat(150_000);
    page(&site, "line", &format!("{line}[a](none.md){line}"));
    let run = bounded(&site, &["build"]);
    assert!(
        run.stderr.contains("--> content/pages/line.md:5:150001\n") && run.stderr.contains("[a](none.md)"),
        "{}",
        super::beginning(&run.stderr)
    );
    assert!(run.stderr.len() < 5_000);
}
