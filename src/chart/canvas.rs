//! A canvas in units: the elements of plotters that the charts use, by role.

use plotters::coord::Shift;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters::series::LineSeries;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};
use plotters_backend::{BackendCoord, DrawingErrorKind};

#[cfg(test)]
use super::backend::TextBox;
use super::backend::{Sheet, Svg};
use super::scale::Spec;
use super::text::{Tenths, escape};
use super::{ChartFrame, Ink};

/// A place on the canvas, in units from the upper left corner.
pub(super) type At = (f64, f64);

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// An upright rectangle, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// The rectangle between two corners.
pub(super) fn area(left: f64, top: f64, right: f64, bottom: f64) -> Area {
    Area { left, top, right, bottom }
}

/// A stretch of the width, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) left: f64,
    pub(super) right: f64,
}

/// A finished picture.
pub(super) struct Drawing {
    pub(super) svg: String,
    /// Size in units.
    #[cfg(test)]
    pub(super) size: At,
    /// Every text of the picture.
    #[cfg(test)]
    pub(super) boxes: Vec<TextBox>,
}

/// Where the charts draw.
pub(super) struct Canvas<'a> {
    area: DrawingArea<Svg<'a>, Shift>,
}

/// A unit in the backend's tenths. Positions beyond any picture are cut, so that no input overflows.
pub(super) fn tenths(units: f64) -> i32 {
    (units.clamp(-9e3, 9e3) * 10.0).round() as i32
}

fn coord(at: At) -> BackendCoord {
    (tenths(at.0), tenths(at.1))
}

impl<'a> Canvas<'a> {
    /// Draws one element of plotters.
    fn draw<E>(&self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, BackendCoord>,
        E: Drawable<Svg<'a>>,
    {
        self.area.draw(element).expect("a sheet takes every element: its error type has no value");
    }

    /// A series of values by year, drawn in the coordinates of its plot.
    pub(super) fn series(&self, spec: &Spec, ink: Ink, points: &[(i32, f64)]) {
        let points = points.iter().map(|(year, value)| (f64::from(*year), *value));
        let area = self.area.apply_coord_spec(spec.clone());
        for element in LineSeries::new(points, &ink) {
            area.draw(&element).expect("a sheet takes every element: its error type has no value");
        }
    }

    /// A line through points.
    pub(super) fn line(&self, ink: Ink, points: &[At]) {
        let points: Vec<_> = points.iter().copied().map(coord).collect();
        self.draw(&PathElement::new(points, ink));
    }

    /// A closed shape.
    pub(super) fn shape(&self, ink: Ink, points: &[At]) {
        let points: Vec<_> = points.iter().copied().map(coord).collect();
        self.draw(&Polygon::new(points, ink.filled()));
    }

    /// An upright rectangle.
    pub(super) fn rect(&self, ink: Ink, area: Area) {
        let Area { left, top, right, bottom } = area;
        self.shape(ink, &[(left, top), (right, top), (right, bottom), (left, bottom)]);
    }

    /// A circle.
    pub(super) fn circle(&self, ink: Ink, center: At, radius: f64) {
        self.draw(&Circle::new(coord(center), tenths(radius), ink.filled()));
    }

    /// A text on its baseline.
    pub(super) fn text(&self, ink: Ink, at: At, anchor: Anchor, text: &str) {
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        if text.is_empty() {
            return;
        }
        let style = TextStyle::from(("sans-serif", ink.size()).into_font()).color(&ink).pos(Pos::new(side, VPos::Bottom));
        self.draw(&Text::new(text.to_owned(), coord(at), style));
    }

    /// Draws a link.
    pub(super) fn linked(&self, href: &str, draw: impl FnOnce()) {
        self.draw(&GroupMark::Link(href.to_owned()));
        draw();
        self.draw(&GroupMark::CloseLink);
    }

    /// Draws a group that carries a name to those who point at it; without a name, just draws.
    pub(super) fn named(&self, name: &str, draw: impl FnOnce()) {
        if name.is_empty() {
            return draw();
        }
        self.draw(&GroupMark::Open(name.to_owned()));
        draw();
        self.draw(&GroupMark::Close);
    }
}

/// Opens or closes a titled group or a link; has no place of its own.
enum GroupMark {
    Open(String),
    Close,
    Link(String),
    CloseLink,
}

impl<'b> PointCollection<'b, BackendCoord> for &'b GroupMark {
    type Point = &'b BackendCoord;
    type IntoIter = &'b [BackendCoord];

    fn point_iter(self) -> Self::IntoIter {
        &[]
    }
}

impl<'a> Drawable<Svg<'a>> for GroupMark {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Svg<'a>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<std::convert::Infallible>> {
        match self {
            Self::Open(name) => backend.sheet.open_group(name),
            Self::Close => backend.sheet.close_group(),
            Self::Link(href) => backend.sheet.open_link(href),
            Self::CloseLink => backend.sheet.close_link(),
        }
        Ok(())
    }
}

/// Draws on a canvas of this width; what comes back still has no frame.
pub(super) fn sheet(width: f64, draw: impl FnOnce(&Canvas<'_>)) -> Sheet {
    let mut sheet = Sheet::default();
    let backend = Svg { sheet: &mut sheet, width: width.ceil() as u32 };
    let canvas = Canvas { area: backend.into_drawing_area() };
    draw(&canvas);
    drop(canvas);
    sheet
}

/// Draws a chart that speaks for itself: with title, description and language.
pub(super) fn framed(frame: &ChartFrame, size: At, draw: impl FnOnce(&Canvas<'_>)) -> Drawing {
    let (id, lang) = (escape(&frame.id), escape(frame.lang));
    let mut sheet = sheet(size.0, draw);
    // Assistive technology gets title and description of an image, and not its texts once more. Links have to stay within reach.
    let role = if sheet.has_links { "group" } else { "img" };
    if !sheet.has_links {
        sheet.hide();
    }
    let opening = format!(
        r#" role="{role}" lang="{lang}" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{}</title><desc id="{id}-d">{}</desc>"#,
        escape(&frame.title),
        escape(&frame.desc)
    );
    finish(size, &opening, sheet)
}

/// Draws a small chart whose words stand beside it, hidden from assistive technology.
pub(super) fn hidden(size: At, draw: impl FnOnce(&Canvas<'_>)) -> Drawing {
    let opening = r#" aria-hidden="true" focusable="false">"#;
    finish(size, opening, sheet(size.0, draw))
}

/// Attributes of every root: texts and fills inherit them where no style sheet speaks.
pub(super) const ROOT: &str = r#" fill="currentColor" font-size="12""#;

fn finish(size: At, opening: &str, mut sheet: Sheet) -> Drawing {
    let (width, height) = (Tenths(tenths(size.0)), Tenths(tenths(size.1)));
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{ROOT}{opening}{}</svg>"#, sheet.close());
    Drawing {
        svg,
        #[cfg(test)]
        size,
        #[cfg(test)]
        boxes: sheet.boxes,
    }
}
