//! Templates of a city's own that would never end.

use super::bounded;
use crate::harness::{Run, Site};

/// What is said of a template in the place of the page for wrong addresses.
fn said(template: &str) -> String {
    let site = Site::base();
    site.write("themes/default/templates/404.html", template);
    let Run { status, stderr, .. } = bounded(&site, &["build", "--format", "short"]);
    assert_eq!(status, 1, "{stderr}");
    assert!(!site.path("output/index.html").exists());
    stderr
}

#[test]
fn a_page_without_end_is_cut_off_and_its_template_is_named() {
    let range = "range(end=100000)";
    let said =
        said(&format!("{{% for a in {range} %}}{{% for b in {range} %}}again and again and again and again {{% endfor %}}{{% endfor %}}"));
    assert!(
        said.contains(
            "themes/default/templates/404.html:1:1: error[template]: template: the page grows beyond 128 MB: does a loop in it end?"
        ),
        "{said}"
    );
}

#[test]
fn templates_that_call_themselves_are_faults() {
    let component = "{% component again() %}<p>{{ <again/> }}</p>{% endcomponent again %}{{ <again/> }}";
    assert!(said(component).contains("Maximum render recursion depth"));
    assert!(said("{% include \"404.html\" %}").contains("Circular include"));
    assert!(said("{% extends \"404.html\" %}").contains("error[template]"));
    assert!(said("{% for a in range(end=1000000000000) %}a{% endfor %}").contains("exceeds the limit"));
}

#[test]
fn a_loop_without_end_that_writes_nothing_is_stopped_and_its_line_is_named() {
    let range = "range(end=100000)";
    let said = said(&format!("<p>\n{{%- for a in {range} -%}}\n  {{%- for b in {range} -%}}{{%- endfor -%}}\n{{%- endfor -%}}\n</p>"));
    assert!(said.contains("themes/default/templates/404.html:3:") && said.contains("the loops of the page go on for more than"), "{said}");
}
