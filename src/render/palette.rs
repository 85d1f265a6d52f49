//! The colours of a theme, and whether they can be told apart.

use crate::diagnostic::{Fault, Place, Report, Shape, SourceId, Sources};
use crate::load::fields::{Fields, TomlBlock, TomlValue};

/// The colours that a theme has, by the names of its style sheet's variables.
const NAMES: [&str; 22] = [
    "paper",
    "surface",
    "sunk",
    "ink",
    "soft",
    "line",
    "edge",
    "link",
    "focus",
    "good",
    "fair",
    "poor",
    "bad",
    "on-fill",
    "good-wash",
    "poor-wash",
    "bad-wash",
    "g1",
    "g2",
    "g3",
    "g4",
    "g5",
];

/// The palette of the theme `default`.
const DEFAULT: &str = include_str!("../../themes/default/palette.toml");

/// Least contrast of text and of graphics, in hundredths (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: u32 = 450;
const GRAPHICS: u32 = 300;

/// What stands on what, and the least contrast between them.
const PAIRS: [(&str, &str, u32); 22] = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "good-wash", TEXT),
    ("ink", "poor-wash", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "surface", TEXT),
    ("link", "paper", TEXT),
    ("link", "surface", TEXT),
    ("good", "paper", TEXT),
    ("good", "good-wash", TEXT),
    ("on-fill", "good", TEXT),
    ("poor", "paper", TEXT),
    ("poor", "poor-wash", TEXT),
    ("bad", "paper", TEXT),
    ("bad", "bad-wash", TEXT),
    ("g1", "paper", TEXT),
    ("g2", "paper", TEXT),
    ("g3", "paper", TEXT),
    ("g4", "paper", TEXT),
    ("g5", "paper", TEXT),
    ("fair", "paper", GRAPHICS),
    ("edge", "paper", GRAPHICS),
];

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The colours of light or dark, in the order of the names, each with its place.
type Scheme = Vec<(Colour, Place)>;

/// The colours of a theme in light and dark.
#[derive(Debug)]
pub struct Palette {
    light: Scheme,
    dark: Scheme,
}

impl Palette {
    /// Reads a theme's palette; colours that it does not name are those of the theme `default`.
    ///
    /// Colours that cannot be told apart well enough are reported with the pair and its contrast.
    pub fn read(source: SourceId, toml: &str, report: &mut Report) -> Option<Palette> {
        let default = if toml == DEFAULT { None } else { Some(read(source, DEFAULT, None, &mut Report::default())?) };
        let palette = read(source, toml, default.as_ref(), report)?;
        palette.check("light", &palette.light, report);
        palette.check("dark", &palette.dark, report);
        Some(palette)
    }

    /// The rules of the theme `default`.
    pub fn default_css() -> String {
        let source = Sources::default().add(String::new(), DEFAULT.to_owned());
        let palette = Palette::read(source, DEFAULT, &mut Report::default());
        palette.map(|palette| palette.css()).unwrap_or_default()
    }

    /// The rules that set the variables of the style sheet.
    pub fn css(&self) -> String {
        format!(":root{{{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n", declarations(&self.light), declarations(&self.dark))
    }

    fn check(&self, name: &str, scheme: &Scheme, report: &mut Report) {
        for (first, second, least) in PAIRS {
            let (Some((one, place)), Some((other, _))) = (find(scheme, first), find(scheme, second)) else { continue };
            let ratio = contrast(*one, *other);
            if ratio < least {
                let fault =
                    Fault::LowContrast { scheme: name.to_owned(), first: first.to_owned(), second: second.to_owned(), ratio, least };
                report.add(place.clone(), fault);
            }
        }
    }
}

fn find<'a>(scheme: &'a Scheme, name: &str) -> Option<&'a (Colour, Place)> {
    scheme.get(NAMES.iter().position(|other| *other == name)?)
}

fn declarations(scheme: &Scheme) -> String {
    NAMES.iter().zip(scheme).map(|(name, (Colour([red, green, blue]), _))| format!("--{name}:#{red:02x}{green:02x}{blue:02x};")).collect()
}

fn read(source: SourceId, toml: &str, default: Option<&Palette>, report: &mut Report) -> Option<Palette> {
    TomlBlock { source, text: toml, range: 0..toml.len() }.read(report, |mut fields, report| {
        let light = scheme(&mut fields, "light", default.map(|palette| &palette.light), report);
        let dark = scheme(&mut fields, "dark", default.map(|palette| &palette.dark), report);
        fields.finish_among(["light", "dark"].into_iter(), report);
        Some(Palette { light: light?, dark: dark? })
    })
}

fn scheme(fields: &mut Fields<'_>, name: &'static str, default: Option<&Scheme>, report: &mut Report) -> Option<Scheme> {
    let Some(value) = fields.take(name) else { return default.cloned() };
    let mut fields = value.fields(report)?;
    let mut colours = Scheme::new();
    for (index, name) in NAMES.into_iter().enumerate() {
        let own = fields.optional(name, report, |value, report| Some((colour(value, report)?, value.place())));
        colours.extend(own.or_else(|| default.and_then(|default| default.get(index).cloned())));
    }
    fields.finish_among(NAMES.into_iter(), report);
    (colours.len() == NAMES.len()).then_some(colours)
}

/// `#165e83` or `#fff`.
fn colour(value: &TomlValue<'_>, report: &mut Report) -> Option<Colour> {
    let written = value.text(report)?;
    match parse(written) {
        Some(colour) => Some(colour),
        None => value.wrong(Shape::Colour, report),
    }
}

fn parse(written: &str) -> Option<Colour> {
    let digits: Option<Vec<u8>> = written.strip_prefix('#')?.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    match digits?.as_slice() {
        [red, green, blue] => Some(Colour([red * 17, green * 17, blue * 17])),
        [r, s, g, h, b, c] => Some(Colour([r * 16 + s, g * 16 + h, b * 16 + c])),
        _ => None,
    }
}

/// The contrast of two colours in hundredths, rounded down (WCAG 2.2: relative luminance).
fn contrast(one: Colour, other: Colour) -> u32 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    (one.max(other) / one.min(other) * 100.0) as u32
}

fn luminance(Colour(channels): Colour) -> f64 {
    let [red, green, blue] = channels.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn faults(toml: &str) -> Vec<Fault> {
        let mut sources = Sources::default();
        let source = sources.add("palette.toml".to_owned(), toml.to_owned());
        let mut report = Report::default();
        Palette::read(source, toml, &mut report);
        report.sorted(&sources).into_iter().map(|diagnostic| diagnostic.fault.clone()).collect()
    }

    #[test]
    fn black_on_white_has_the_highest_contrast() {
        assert_eq!(contrast(Colour([0; 3]), Colour([255; 3])), 2100);
        assert_eq!(contrast(Colour([255; 3]), Colour([255; 3])), 100);
    }

    #[test]
    fn the_default_palette_can_be_told_apart() {
        assert_eq!(faults(DEFAULT), []);
        assert_eq!(faults(""), []);
    }

    #[test]
    fn a_colour_that_is_too_pale_is_named_with_its_ground_and_its_contrast() {
        let expected =
            Fault::LowContrast { scheme: "light".to_owned(), first: "g1".to_owned(), second: "paper".to_owned(), ratio: 232, least: 450 };
        assert_eq!(faults("[light]\ng1 = \"#aaa\"\n"), [expected]);
    }

    #[test]
    fn a_colour_is_written_in_hexadecimal() {
        assert_eq!(parse("#fff"), Some(Colour([255; 3])));
        assert_eq!(parse("#165e83"), Some(Colour([0x16, 0x5e, 0x83])));
        assert_eq!(parse("red"), None);
    }
}
