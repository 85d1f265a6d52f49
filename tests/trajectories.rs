//! What the charts over the years mean, seen in what is drawn: every chart of every test site and of Kanazawa, in both languages.

use crate::harness::html::{Page, Token};
use crate::harness::{Site, repository};
use std::collections::BTreeMap;
use torikumi::diagnostic::Report;
use torikumi::load;
use torikumi::model::{Reading, Status, Word as _, read};
use torikumi::record::{EditionRecord, IndicatorRecord};

type Place = (f64, f64);

/// A chart of a page.
#[derive(Default)]
struct Picture {
    title: String,
    desc: String,
    /// Class and data of every path, in the order of drawing.
    paths: Vec<(String, String)>,
    texts: Vec<Word>,
}

/// A text of a chart.
#[derive(Debug)]
struct Word {
    x: f64,
    y: f64,
    anchor: String,
    text: String,
}

impl Word {
    /// Least left and right edge: narrower than any font draws it.
    fn sides(&self) -> (f64, f64) {
        let width: f64 = self.text.chars().map(|letter| if letter.is_ascii() { 5.0 } else { 11.0 }).sum();
        match self.anchor.as_str() {
            "end" => (self.x - width, self.x),
            "middle" => (self.x - width / 2.0, self.x + width / 2.0),
            _ => (self.x, self.x + width),
        }
    }
}

fn number(element: &Token, name: &str) -> f64 {
    element.get(name).and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// The charts of a page that go over the years.
fn trajectories(page: &Page) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = Vec::new();
    page.walk(|around, token| {
        let text = |name: &str| around.last().is_some_and(|element| element.name() == Some(name));
        match (token.name(), token, pictures.last_mut()) {
            (Some("svg"), _, _) => pictures.push(Picture::default()),
            (Some("path"), _, Some(picture)) => {
                let [class, data] = ["class", "d"].map(|name| token.get(name).unwrap_or_default().to_owned());
                picture.paths.push((class, data));
            }
            (Some("text"), _, Some(picture)) => picture.texts.push(Word {
                x: number(token, "x"),
                y: number(token, "y"),
                anchor: token.get("text-anchor").unwrap_or_default().to_owned(),
                text: String::new(),
            }),
            (None, Token::Text(said), Some(picture)) if text("text") => picture.texts.last_mut().unwrap().text.push_str(said),
            (None, Token::Text(said), Some(picture)) if text("title") => picture.title.push_str(said),
            (None, Token::Text(said), Some(picture)) if text("desc") => picture.desc.push_str(said),
            _ => {}
        }
    });
    pictures.retain(|picture| picture.paths.iter().any(|(class, _)| class == "c-axis") && !picture.of("c-grid").is_empty());
    pictures
}

impl Picture {
    /// The lines of a role, each as its corners.
    fn of(&self, class: &str) -> Vec<Vec<Place>> {
        self.paths.iter().filter(|(other, _)| other == class).flat_map(|(_, data)| lines(data)).collect()
    }

    /// The middles of the marks of a role, and where in the order of drawing they stand.
    fn middles(&self, class: &str) -> Vec<(usize, Place)> {
        let marks = self.paths.iter().enumerate().filter(|(_, (other, _))| other == class);
        marks.flat_map(|(order, (_, data))| lines(data).into_iter().map(move |line| (order, middle(&line)))).collect()
    }

    /// The result of the edition: the only large dot.
    fn result(&self) -> Option<(usize, Place)> {
        let dots = self
            .paths
            .iter()
            .enumerate()
            .filter(|(_, (class, _))| class.starts_with("c-dot") || class.starts_with("c-hollow") || class == "c-ring");
        let mut large = dots.flat_map(|(order, (_, data))| {
            data.split('M').filter(|dot| dot.contains("a7 7 ") || dot.contains("a6 6 ")).map(move |dot| (order, dot))
        });
        let (order, dot) = large.next()?;
        assert!(large.next().is_none(), "{}: two results", self.title);
        let numbers = numbers(dot);
        Some((order, (numbers[0] + if dot.contains("a7 7 ") { 7.0 } else { 6.0 }, numbers[1])))
    }

    /// The text that begins with one of some words.
    fn labelled(&self, words: &[&str]) -> Option<&Word> {
        self.texts.iter().find(|text| words.iter().any(|word| text.text.starts_with(word.trim())))
    }
}

fn numbers(data: &str) -> Vec<f64> {
    data.split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | '-')).filter_map(|number| number.parse().ok()).collect()
}

/// The corners of every line of a path of `M`, `L`, `H` and `V`.
fn lines(data: &str) -> Vec<Vec<Place>> {
    data.split('M').filter(|line| !line.is_empty()).map(corners).collect()
}

fn corners(line: &str) -> Vec<Place> {
    let mut corners: Vec<Place> = Vec::new();
    let mut rest = line.trim_end_matches('Z');
    let mut command = 'L';
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest.len());
        let numbers = numbers(&rest[..end]);
        let last = corners.last().copied().unwrap_or_default();
        match command {
            'H' => corners.push((numbers[0], last.1)),
            'V' => corners.push((last.0, numbers[0])),
            _ => corners.extend(numbers.chunks(2).map(|pair| (pair[0], pair[1]))),
        }
        command = rest[end..].chars().next().unwrap_or('L');
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    corners
}

fn middle(corners: &[Place]) -> Place {
    let count = corners.len() as f64;
    (corners.iter().map(|corner| corner.0).sum::<f64>() / count, corners.iter().map(|corner| corner.1).sum::<f64>() / count)
}

/// Height of a line at a place of the width.
fn height(line: &[Place], x: f64) -> Option<f64> {
    let part = line.windows(2).find(|pair| pair[0].0 - 0.2 <= x && x <= pair[1].0 + 0.2)?;
    let [from, to] = [part[0], part[1]];
    Some(if to.0 > from.0 { from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0) } else { from.1 })
}

/// What an edition's record says of an indicator.
type Records = BTreeMap<(String, String), (bool, bool)>;

fn records(site: &Site) -> Records {
    let mut report = Report::default();
    let folder = load::load(site.root(), &mut report).unwrap();
    let project = read::project(&folder, &mut report).unwrap();
    let editions = project.editions.iter().map(|edition| EditionRecord::of(&project, edition)).collect::<Vec<_>>();
    let of = |edition: &EditionRecord, record: &IndicatorRecord| {
        let missing = record.result.as_ref().is_some_and(|result| matches!(result.reading, Reading::Missing(_)));
        ((edition.year.to_string(), record.indicator.id.clone()), (record.figures.actual.is_some(), missing))
    };
    editions.iter().flat_map(|edition| edition.indicators().map(move |record| of(edition, record))).collect()
}

/// Calls a check with every page of an edition's indicator of every site, and what the record says of it.
fn every_chart(check: impl Fn(&Picture, bool, bool) -> Vec<String>) -> Vec<String> {
    let sites = ["tests/sites/tsubaki", "tests/sites/hamanasu", "tests/sites/committee", "tests/sites/small", "."];
    let (mut seen, mut faults) = (0, Vec::new());
    for name in sites {
        let site = match name {
            "." => Site::kanazawa(),
            _ => Site::empty().with(&repository(name)),
        };
        let site = site.built();
        let records = records(&site);
        for (path, bytes) in site.tree("output").iter().filter(|(path, _)| path.ends_with(".html")) {
            let parts: Vec<&str> = path.trim_start_matches("en/").split('/').collect();
            let [year, "indicators", file] = parts[..] else { continue };
            let Some((has_result, is_missing)) = records.get(&(year.to_owned(), file.trim_end_matches(".html").to_owned())) else {
                continue;
            };
            let page = Page::read(path, std::str::from_utf8(bytes).unwrap());
            for picture in trajectories(&page) {
                seen += 1;
                faults.extend(check(&picture, *has_result, *is_missing).into_iter().map(|fault| format!("{name}/{path}: {fault}")));
            }
        }
    }
    assert!(seen > 200, "{seen} charts");
    faults
}

#[test]
fn a_chart_means_what_its_record_says() {
    let faults = every_chart(|picture, has_result, is_missing| {
        let checks = [
            expected_off_its_path(picture),
            covered_result(picture, has_result),
            swapped_labels(picture),
            grid_through_text(picture),
            nameless_years(picture, is_missing && !has_result),
        ];
        checks.into_iter().flatten().collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn expected_off_its_path(picture: &Picture) -> Vec<String> {
    let lines = picture.of("c-path");
    let is_off = |(x, y): &Place| !lines.iter().filter_map(|line| height(line, *x)).any(|height| (height - y).abs() < 0.7);
    let marks = picture.middles("c-diamond").into_iter().map(|(_, place)| place);
    marks.filter(is_off).map(|place| format!("the expected value at {place:?} is not on {lines:?}")).collect()
}

/// Only the edition's own result is called so, and it is drawn after everything that could lie on it.
fn covered_result(picture: &Picture, has_result: bool) -> Vec<String> {
    let result = picture.result();
    let named = picture.texts.iter().any(|text| text.text.starts_with("実績 ") || text.text.starts_with("Actual "));
    let mut faults = Vec::new();
    if (result.is_some(), named) != (has_result, has_result) {
        faults.push(format!("a result: {has_result}, drawn: {}, named: {named}", result.is_some()));
    }
    let later = result.and_then(|(order, _)| picture.paths[order + 1..].iter().map(|(class, _)| class).find(|class| *class != "c-clear"));
    faults.extend(later.map(|class| format!("{class} is drawn over the result")));
    faults
}

/// Of two labels of one year, the upper belongs to the upper mark.
fn swapped_labels(picture: &Picture) -> Vec<String> {
    let (Some((_, result)), [(_, expected)]) = (picture.result(), &picture.middles("c-diamond")[..]) else { return Vec::new() };
    let named =
        [&["実績 ", "Actual "][..], &["予定 ", "年度目標 ", "On schedule ", "Yearly target "][..]].map(|words| picture.labelled(words));
    let [Some(of_result), Some(of_expected)] = named else { return vec![format!("a mark has no label: {:?}", picture.texts)] };
    let listed = [of_result, of_expected].iter().any(|text| text.y > 218.0);
    let one_year = (result.0 - expected.0).abs() < 0.5 && (result.1 - expected.1).abs() > 0.5;
    let swapped = (result.1 < expected.1) != (of_result.y < of_expected.y);
    if one_year && swapped && !listed { vec![format!("{of_result:?} at {result:?}, {of_expected:?} at {expected:?}")] } else { Vec::new() }
}

fn grid_through_text(picture: &Picture) -> Vec<String> {
    let lines = picture.of("c-grid");
    let meets = |line: &[Place], text: &Word| {
        let (left, right) = text.sides();
        line[0].1 > text.y - 10.0 && line[0].1 < text.y + 1.0 && line[0].0 < right && left < line[1].0
    };
    let through = lines.iter().flat_map(|line| picture.texts.iter().filter(|text| meets(line, text)).map(move |text| (line, text)));
    through.map(|(line, text)| format!("{line:?} goes through {text:?}")).collect()
}

/// Every cross has its word, or shares it with its neighbours along a line; the description says it too.
fn nameless_years(picture: &Picture, is_missing: bool) -> Vec<String> {
    let statuses = || Status::CHOICES.iter().flat_map(|choice| [choice.label.ja, choice.label.en]);
    let says_why = |text: &str| statuses().any(|status| text.to_lowercase().contains(status));
    let (strokes, joints): (Vec<_>, Vec<_>) = picture.of("c-gap").into_iter().partition(|line| (line[1].0 - line[0].0).abs() < 6.5);
    let mut crosses: Vec<f64> = strokes.iter().map(|line| middle(line).0).collect();
    crosses.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    let words: Vec<&Word> = picture.texts.iter().filter(|text| text.y < 218.0 && says_why(&text.text)).collect();
    let listed = picture.texts.iter().any(|text| text.y > 218.0 && says_why(&text.text));
    let is_named = |cross: f64| {
        let joint = joints.iter().find(|line| line[0].0 - 0.2 <= cross && cross <= line[1].0 + 0.2);
        let (left, right) = joint.map_or((cross, cross), |line| (line[0].0, line[1].0));
        listed || words.iter().any(|word| word.sides().0 - 8.0 <= right && left <= word.sides().1 + 8.0)
    };
    let mut faults: Vec<String> =
        crosses.iter().filter(|cross| !is_named(**cross)).map(|cross| format!("a nameless cross at {cross}")).collect();
    if !crosses.is_empty() && !says_why(&picture.desc) {
        faults.push(format!("not described: {}", picture.desc));
    }
    if is_missing && crosses.is_empty() {
        faults.push("no cross in the edition's own year".to_owned());
    }
    faults
}

/// A chart of all editions, in the page and as a file.
#[test]
fn the_chart_of_all_editions_has_every_plan_with_its_verdict() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let page = |path: &str| Page::read(path, &site.read(&format!("output/{path}")));
    let said = |path: &str| trajectories(&page(path)).remove(0).texts.into_iter().map(|text| text.text).collect::<Vec<_>>();
    let tourists = said("indicators/tourists.html");
    for label in ["目標 120万人：未達成", "目標 150万人", "基準 84.5万人", "基準 118.3万人", "実績 77.0万人"] {
        assert!(tourists.iter().any(|text| text == label), "{label} in {tourists:?}");
    }
    let festival = said("indicators/festival-visitors.html");
    for label in ["中止※1", "中止", "※1 H30：荒天のため"] {
        assert!(festival.iter().any(|text| text == label), "{label} in {festival:?}");
    }
    let drawn = trajectories(&page("indicators/tourists.html")).remove(0);
    let marks =
        |class: &str| drawn.paths.iter().filter(|(other, _)| other == class).map(|(_, data)| data.matches('M').count()).sum::<usize>();
    assert_eq!((marks("c-path"), marks("c-ring")), (2, 2), "two ways, two baselines");
}

#[test]
fn years_run_the_same_way_on_every_page_and_pages_lead_to_each_other() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let page = |path: &str| Page::read(path, &site.read(&format!("output/{path}")));
    let (series, edition) = (page("indicators/tourists.html"), page("2021/indicators/tourists.html"));
    let years: Vec<String> = series.rows(|_| true).into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(years.first().map(String::as_str), Some("平成29年（2017）"));
    assert_eq!(years.last().map(String::as_str), Some("令和3年（2021）"));
    let leads = |page: &Page, to: &str| page.values("href").iter().any(|href| href == to);
    assert!(leads(&series, "../2021/indicators/tourists.html") && leads(&edition, "../../indicators/tourists.html"));
    assert!(leads(&series, "tourists.svg"));
}

#[test]
fn a_saved_chart_stands_alone() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    site.change("content/site.toml", "base_url = \"\"", "base_url = \"https://www.example.jp/report\"");
    let site = site.built();
    for (path, legend, address) in [
        ("2021/indicators/tourists.svg", "破線は", "https://www.example.jp/report/2021/indicators/tourists.html"),
        ("indicators/tourists.svg", "戦略ごとに", "https://www.example.jp/report/indicators/tourists.html"),
        ("en/indicators/tourists.svg", "Dashed line", "https://www.example.jp/report/en/indicators/tourists.html"),
    ] {
        let svg = site.read(&format!("output/{path}"));
        let said: String = svg.split("<text").skip(1).filter_map(|text| text.split(['>', '<']).nth(1)).collect();
        for part in [legend, address, if path.starts_with("en") { "Licence: " } else { "利用条件：" }] {
            assert!(said.contains(part), "{part} in {path}: {said}");
        }
    }
}
