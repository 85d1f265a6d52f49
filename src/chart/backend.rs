//! The drawing backend: what plotters draws becomes short SVG with roles.
//!
//! Coordinates are tenths of a unit, because plotters counts in whole pixels.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::Ink;
use super::text::{Tenths, TextMeasure, escape};

/// Where a text stands, in units; kept so that tests can see that no two touch.
#[cfg(test)]
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextBox {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// What has been drawn so far: the inside of an `<svg>`.
#[derive(Default)]
pub(super) struct Sheet {
    body: String,
    /// Role and data of the path that is still growing: neighbours of one role share an element.
    open: Option<(Ink, String)>,
    /// Whether something on it leads somewhere.
    pub(super) has_links: bool,
    /// Every text drawn.
    #[cfg(test)]
    pub(super) boxes: Vec<TextBox>,
}

impl Sheet {
    /// Everything drawn, as SVG elements.
    pub(super) fn close(&mut self) -> &str {
        self.flush();
        &self.body
    }

    /// Opens a group whose name shows where it is pointed at.
    pub(super) fn open_group(&mut self, name: &str) {
        self.flush();
        self.write(format_args!("<g><title>{}</title>", escape(name)));
    }

    /// Closes the group opened last.
    pub(super) fn close_group(&mut self) {
        self.flush();
        self.body.push_str("</g>");
    }

    /// Hides everything drawn so far from assistive technology.
    pub(super) fn hide(&mut self) {
        self.flush();
        self.body = format!(r#"<g aria-hidden="true">{}</g>"#, self.body);
    }

    /// Opens a link.
    pub(super) fn open_link(&mut self, href: &str) {
        self.flush();
        self.has_links = true;
        self.write(format_args!(r#"<a href="{}">"#, escape(href)));
    }

    /// Closes the link opened last.
    pub(super) fn close_link(&mut self) {
        self.flush();
        self.body.push_str("</a>");
    }

    fn flush(&mut self) {
        if let Some((ink, data)) = self.open.take() {
            self.write(format_args!(r#"<path{} d="{data}"/>"#, ink.look().in_page()));
        }
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string gives no error worth a branch.
        let _ = self.body.write_fmt(text);
    }

    /// The data of the path of a role, to write on.
    fn path(&mut self, ink: Ink) -> &mut String {
        if self.open.as_ref().is_some_and(|(open, _)| *open != ink) {
            self.flush();
        }
        &mut self.open.get_or_insert_with(|| (ink, String::new())).1
    }

    /// A circle as two arcs, so that neighbours of one role share an element.
    fn circle(&mut self, ink: Ink, center: BackendCoord, radius: u32) {
        let (x, y) = center;
        let radius = i32::try_from(radius).unwrap_or_default();
        let (r, across) = (Tenths(radius), Tenths(radius * 2));
        let (left, y) = (Tenths(x - radius), Tenths(y));
        let _ = write!(self.path(ink), "M{left} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0Z");
    }

    fn text(&mut self, ink: Ink, at: BackendCoord, side: HPos, text: &str) {
        self.flush();
        let role = ink.look().in_page();
        let (x_at, y_at, said) = (Tenths(at.0), Tenths(at.1), escape(text));
        let anchor = match side {
            HPos::Left => "",
            HPos::Right => r#" text-anchor="end""#,
            HPos::Center => r#" text-anchor="middle""#,
        };
        self.write(format_args!(r#"<text{role} x="{x_at}" y="{y_at}"{anchor}>{said}</text>"#));
        #[cfg(test)]
        self.boxes.push(text_box(ink, at, side, text));
    }
}

#[cfg(test)]
fn text_box(ink: Ink, at: BackendCoord, side: HPos, text: &str) -> TextBox {
    let (x, y) = (f64::from(at.0) / 10.0, f64::from(at.1) / 10.0);
    let width = TextMeasure::of(ink).width(text);
    let left = match side {
        HPos::Left => x,
        HPos::Right => x - width,
        HPos::Center => x - width / 2.0,
    };
    TextBox { text: text.to_owned(), left, right: left + width, top: y - ink.size() * 0.86, bottom: y + ink.size() * 0.14 }
}

/// Pen of plotters on a sheet.
pub(super) struct Svg<'a> {
    pub(super) sheet: &'a mut Sheet,
    pub(super) width: u32,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The way along some points, and what follows it, after what has been written.
fn outline(data: &mut String, points: impl IntoIterator<Item = BackendCoord>, end: &str) {
    let mut pen: Option<BackendCoord> = None;
    for (x, y) in points {
        let (x_at, y_at) = (Tenths(x), Tenths(y));
        // Writing to a string gives no error worth a branch.
        let _ = match pen {
            None => write!(data, "M{x_at} {y_at}"),
            Some(at) if at == (x, y) => Ok(()),
            Some((_, same)) if same == y => write!(data, "H{x_at}"),
            Some((same, _)) if same == x => write!(data, "V{y_at}"),
            Some(_) => write!(data, "L{x_at} {y_at}"),
        };
        pen = Some((x, y));
    }
    data.push_str(end);
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.width * 10, 100_000)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_path([at, (at.0 + 1, at.1)], &color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _fill: bool) -> Drawn {
        self.fill_polygon([from, (to.0, from.1), to, (from.0, to.1)], &style.color())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        // plotters writes what it means to hide with alpha 0.
        if style.color().alpha > 0.0 {
            outline(self.sheet.path(Ink::of(style.color())), path, "");
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        if style.color().alpha > 0.0 {
            self.sheet.circle(Ink::of(style.color()), center, radius);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        if style.color().alpha > 0.0 {
            outline(self.sheet.path(Ink::of(style.color())), vert, "Z");
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        if style.color().alpha > 0.0 {
            self.sheet.text(Ink::of(style.color()), pos, style.anchor().h_pos, text);
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let ink = Ink::of(style.color());
        let width = TextMeasure::of(ink).width(text) * 10.0;
        Ok((width.ceil() as u32, (ink.size() * 10.0) as u32))
    }
}
