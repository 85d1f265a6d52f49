//! The charts as they are written, byte by byte, and what must hold for each of them.
//!
//! `UPDATE=1 cargo test --test all charts::` rewrites the expected files.

mod samples;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use samples::charts;
use torikumi::chart::*;

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "charts"].iter().collect()
}

#[test]
fn charts_are_as_expected() {
    for (name, svg) in charts() {
        let path = folder().join(format!("{name}.svg"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &svg).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(svg == expected, "`{name}` differs from {}\n{svg}", path.display());
    }
}

#[test]
fn a_chart_weighs_little() {
    for (name, svg) in charts() {
        let most = match name.split('-').next() {
            Some("bullet" | "small" | "sparkline" | "steps" | "population" | "tally") => 2048,
            Some("standalone" | "board") => 6144,
            Some("strip") if name == "strip-200" => 20480,
            _ => 4096,
        };
        assert!(svg.len() <= most, "`{name}` weighs {} bytes", svg.len());
    }
}

#[test]
fn a_chart_says_what_it_is_or_hides() {
    for (name, svg) in charts() {
        let speaks = svg.contains(&format!(r#" role="{}" lang=""#, if name == "board" { "group" } else { "img" }))
            && svg.contains("aria-labelledby=")
            && svg.contains("<desc id=");
        let hides = svg.contains(r#" aria-hidden="true" focusable="false">"#);
        assert!(speaks != hides, "`{name}`: {svg}");
        assert!(!svg.contains("style"), "`{name}` carries a style");
    }
}

#[test]
fn a_chart_in_a_page_names_no_colour() {
    for (name, svg) in charts().into_iter().filter(|(name, _)| *name != "standalone") {
        let named = svg.split('"').find(|quoted| quoted.starts_with('#'));
        assert_eq!(named, None, "in `{name}`");
    }
}

#[test]
fn a_file_of_its_own_needs_no_page() {
    let svg = &charts()["standalone"];
    assert!(!svg.contains("currentColor"), "{svg}");
    assert!(svg.contains("<pattern id=\"hatch-poor\"") && svg.contains("fill=\"#12408f\""), "{svg}");
}

#[test]
fn every_role_has_a_rule_in_the_sheet() {
    let sheet = sheet();
    for ink in Ink::ALL.into_iter().filter(|ink| *ink != Ink::TextSoft) {
        let rule = format!(".{} ", ink.class());
        let listed = format!(".{},", ink.class());
        assert!(sheet.contains(&rule) || sheet.contains(&listed), "{ink:?}");
    }
}

#[test]
fn roles_stand_in_the_order_of_their_numbers() {
    for (number, ink) in Ink::ALL.into_iter().enumerate() {
        assert_eq!(ink as usize, number);
    }
}

/// The theme's colours of a scheme, `light` or `dark`, by their variables.
fn palette(scheme: &str) -> BTreeMap<String, [f64; 3]> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/palette.toml");
    let schemes: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    schemes[scheme].iter().map(|(name, hex)| (format!("--{name}"), rgb(hex).unwrap())).collect()
}

fn rgb(hex: &str) -> Option<[f64; 3]> {
    let digits: Vec<u32> = hex.strip_prefix('#')?.chars().filter_map(|c| c.to_digit(16)).collect();
    let pair = |a: u32, b: u32| f64::from(16 * a + b) / 255.0;
    match digits[..] {
        [r, g, b] => Some([pair(r, r), pair(g, g), pair(b, b)]),
        [r, s, g, h, b, c] => Some([pair(r, s), pair(g, h), pair(b, c)]),
        _ => None,
    }
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// The style sheet of the theme, in which charts find their colours.
fn sheet() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/style.css")).unwrap()
}

#[test]
fn every_role_stands_out_in_light_and_dark() {
    for scheme in ["light", "dark"] {
        let palette = palette(scheme);
        for ink in Ink::ALL {
            let least = if ink.is_text() { 4.5 } else { 3.0 };
            for ground in ink.grounds() {
                let found = contrast(palette[ink.token()], palette[*ground]);
                assert!(found >= least, "{ink:?} on {ground} in {scheme}: {found:.2}, expected {least}");
            }
        }
    }
}
