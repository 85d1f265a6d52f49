//! How many figures, grades and charts a second: `cargo bench --bench drawing`.
//!
//! Reads the content of this repository once, then repeats each step in memory on one thread.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use torikumi::chart::{self, Bullet, BulletPicture, ChartTone, Label, LabelledMark, Trajectory};
use torikumi::diagnostic::Report;
use torikumi::load;
use torikumi::model::read;
use torikumi::record::EditionRecord;

/// How long each step is repeated.
const SPAN: Duration = Duration::from_millis(700);

fn main() {
    let mut report = Report::default();
    let folder = load::load(Path::new(env!("CARGO_MANIFEST_DIR")), &mut report).expect("the content of the repository");
    let project = read::project(&folder, &mut report).expect("a site without faults");
    let indicators = EditionRecord::of(&project, &project.editions[0]).indicators().count();
    measure("reading the whole content", 1, || drop(black_box(read::project(&folder, &mut Report::default()))));
    measure("indicators evaluated", indicators, || drop(black_box(EditionRecord::of(&project, &project.editions[0]))));
    let (bullet, trajectory) = (bullet(), trajectory());
    measure("bullets drawn", 1, || drop(black_box(chart::bullet(black_box(&bullet)))));
    measure("trajectories drawn", 1, || drop(black_box(chart::trajectory(black_box(&trajectory)))));
}

/// Prints how often a second something was done.
fn measure(name: &str, each: usize, mut step: impl FnMut()) {
    let (begin, mut rounds) = (Instant::now(), 0_u32);
    while begin.elapsed() < SPAN {
        step();
        rounds += 1;
    }
    let rate = f64::from(rounds) * each as f64 / begin.elapsed().as_secs_f64();
    println!("{name}: {rate:.0} a second");
}

fn frame() -> chart::ChartFrame {
    let (title, desc) = ("年間宿泊客数：進捗率85.6%".to_owned(), "基準値275万人、実績値308.4万人、目標値314万人。".to_owned());
    chart::ChartFrame { id: "b".to_owned(), lang: "ja", title, desc }
}

fn label(value: &str, word: &str) -> Label {
    Label { value: value.to_owned(), word: word.to_owned() }
}

fn bullet() -> Bullet {
    let picture = BulletPicture::Progress {
        baseline: label("275万人", "基準 H26"),
        target: label("314万人", "目標 H31"),
        actual: Some(0.856),
        expected: Some(LabelledMark { at: 0.4, label: label("290.6万人", "期待値") }),
    };
    Bullet { frame: frame(), tone: ChartTone::Fair, headline: "実績 308.4万人 (H28)".to_owned(), figure: "85.6%".to_owned(), picture }
}

fn trajectory() -> Trajectory {
    let point = |year: i32, value: f64| chart::YearValue {
        year,
        value: Some(value),
        certainty: chart::PointCertainty::Final,
        label: String::new(),
    };
    Trajectory {
        frame: frame(),
        tone: ChartTone::Fair,
        unit: "万人".to_owned(),
        axis: chart::Axis::Rising,
        minus: '−',
        years: (2014..=2019)
            .map(|year| chart::AxisYear { year, label: format!("H{}", year - 1988), weight: chart::Weight::Extra })
            .collect(),
        points: vec![point(2014, 275.0), point(2015, 290.2), point(2016, 308.4)],
        actual: Some(2016),
        baseline: Some(chart::YearMark { year: 2014, value: 275.0, label: "基準 275万人".to_owned() }),
        path: vec![(2014, 275.0), (2019, 314.0)],
        targets: vec![chart::Segment {
            from: 2019,
            to: 2019,
            goal: chart::TargetLevel::At(314.0),
            label: "目標 314万人".to_owned(),
            validity: chart::Validity::InForce,
        }],
        expected: Some(chart::YearMark { year: 2016, value: 290.6, label: "期待値 290.6万人".to_owned() }),
        difference: "+17.8万人".to_owned(),
        history: None,
        periods: Vec::new(),
        earlier: Vec::new(),
        notes: Vec::new(),
    }
}
