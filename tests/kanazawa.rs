//! Kanazawa's two documents: every figure, grade, activity and mark that the site must show, from the content to the pages.

use crate::harness::html::{Page, Token};
use crate::harness::{Run, Site, repository};
use std::sync::LazyLock;
use torikumi::diagnostic::Report;
use torikumi::evaluate::progress::{Share, rounded};
use torikumi::evaluate::{Comparison, Mark, Verdict};
use torikumi::load;
use torikumi::model::prose::outline;
use torikumi::model::{Language, Project, Prose, Rounding, Strategy, read};
use torikumi::record::{EditionRecord, IndicatorRecord};

/// Goal, indicator, progress, elapsed, pace, grade.
type Line = (u32, &'static str, &'static str, &'static str, &'static str, &'static str);

/// What FY2016 must give.
const FIGURES: [Line; 20] = [
    (1, "total-fertility-rate", "35.3%", "33.3%", "105.9%", "on-track"),
    (1, "postnatal-care-supporters", "22.1%", "40.0%", "55.1%", "behind"),
    (1, "ekinishi-temporary-childcare-users", "59.5%", "40.0%", "148.8%", "on-track"),
    (1, "meeting-event-participants", "25.0%", "40.0%", "62.5%", "slightly-behind"),
    (1, "womens-advancement-model-companies", "57.1%", "40.0%", "142.9%", "on-track"),
    (2, "students-leaving-for-jobs", "19.0%", "40.0%", "47.5%", "behind"),
    (2, "student-company-products", "30.0%", "40.0%", "75.0%", "slightly-behind"),
    (2, "housing-support-newcomers", "130.0%", "40.0%", "325.0%", "achieved"),
    (2, "machiya-contracts", "30.0%", "40.0%", "75.0%", "slightly-behind"),
    (2, "junior-kanazawa-exam-candidates", "39.1%", "40.0%", "97.8%", "slightly-behind"),
    (3, "tourist-arrivals", "80.1%", "40.0%", "200.2%", "on-track"),
    (3, "kagayaki-brand-products", "36.0%", "40.0%", "90.0%", "slightly-behind"),
    (3, "overnight-guests", "85.6%", "40.0%", "214.1%", "on-track"),
    (3, "foreign-overnight-guests", "115.3%", "40.0%", "288.2%", "achieved"),
    (3, "young-entrepreneur-support", "108.3%", "40.0%", "270.8%", "achieved"),
    (3, "creators-attracted", "60.0%", "40.0%", "150.0%", "on-track"),
    (4, "ishikawa-central-vision", "100.0%", "20.0%", "", "achieved"),
    (4, "machi-nori-uses", "170.8%", "40.0%", "427.0%", "achieved"),
    (4, "community-coordinators", "44.0%", "40.0%", "110.0%", "on-track"),
    (4, "community-businesses", "62.5%", "40.0%", "156.3%", "on-track"),
];

/// The grades in Japanese and English.
const GRADES: [(&str, [&str; 2]); 4] = [
    ("achieved", ["◎達成", "◎Achieved"]),
    ("on-track", ["○順調", "○On track"]),
    ("slightly-behind", ["△やや遅れ", "△Slightly behind"]),
    ("behind", ["×遅れ", "×Behind"]),
];

const FOLDERS: [&str; 2] = ["", "en/"];

fn project() -> Project {
    let mut report = Report::default();
    let folder = load::load(&repository(""), &mut report).unwrap();
    let project = read::project(&folder, &mut report).unwrap();
    assert!(!report.has_errors());
    project
}

static BUILT: LazyLock<(Site, Run)> = LazyLock::new(|| {
    let site = Site::kanazawa();
    let run = site.run(&["build"]);
    (site, run)
});

fn page(path: &str) -> Page {
    Page::read(path, &BUILT.0.read(&format!("output/{path}")))
}

fn percent(share: Option<Share>) -> String {
    share.map(|share| format!("{}%", rounded(share * Share::from(100), 1, Rounding::HalfUp).decimal())).unwrap_or_default()
}

fn grade(record: &IndicatorRecord) -> &str {
    match &record.verdict {
        Verdict::Graded { grade, .. } => grade,
        Verdict::NotEvaluated(_) => "not evaluated",
    }
}

#[test]
fn the_content_has_no_fault() {
    let checked = BUILT.0.run(&["check", "--strict"]);
    assert!(checked.status == 0 && checked.stdout.starts_with("no faults\n"), "{}{}", checked.stdout, checked.stderr);
    assert!(!checked.stderr.contains("warning["), "{}", checked.stderr);
    let built = &BUILT.1;
    assert_eq!((built.status, built.stderr.as_str()), (0, ""));
}

#[test]
fn every_figure_and_grade_of_fy2016_is_computed() {
    let project = project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let mut found = Vec::new();
    for goal in &edition.goals {
        for record in &goal.indicators {
            let figures = &record.figures;
            let percents = [figures.progress, figures.elapsed, figures.pace].map(percent);
            found.push((goal.number, record.indicator.id.as_str(), percents, grade(record)));
        }
    }
    let expected =
        FIGURES.map(|(goal, id, progress, elapsed, pace, grade)| (goal, id, [progress, elapsed, pace].map(str::to_owned), grade));
    assert_eq!(found, expected);
}

#[test]
fn the_counts_of_the_edition_and_of_each_goal_are_right() {
    let project = project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let ids: Vec<&str> = edition.rule.grades.iter().map(|grade| grade.id.as_str()).collect();
    assert_eq!(ids, ["achieved", "on-track", "slightly-behind", "behind", "worse"]);
    assert_eq!((edition.tally().by_grade, edition.tally().not_evaluated), (vec![5, 8, 5, 2, 0], 0));
    let by_goal: Vec<Vec<usize>> = edition.goals.iter().map(|goal| edition.tally_of(&goal.indicators).by_grade).collect();
    assert_eq!(by_goal, [[0, 3, 1, 1, 0], [1, 0, 3, 1, 0], [2, 3, 1, 0, 0], [2, 2, 0, 0, 0]]);
}

#[test]
fn the_counts_are_said_on_the_pages() {
    let lead = |path: &str| page(path).texts(|_, element| element.is_of("lead"))[0].clone();
    assert_eq!(lead("2016/index.html"), "主な指標20件中 達成5・順調8・やや遅れ5・遅れ2");
    assert_eq!(lead("2016/goal-2.html"), "指標5件：達成1・やや遅れ3・遅れ1");
    assert!(lead("en/2016/index.html").starts_with("20 main indicators: "), "{}", lead("en/2016/index.html"));
}

/// The rows of the table of a goal's page: indicator, progress, elapsed, pace, grade.
fn rows_of_goal(folder: &str, goal: u32) -> Vec<[String; 5]> {
    let page = page(&format!("{folder}2016/goal-{goal}.html"));
    let links = page.elements().into_iter().filter_map(|(around, element)| {
        let in_table = around.iter().any(|outer| outer.name() == Some("tbody"));
        let href = element.get("href").filter(|href| in_table && href.starts_with("indicators/"))?;
        Some(href.trim_start_matches("indicators/").trim_end_matches(".html").to_owned())
    });
    let rows = page.rows(|table| table.is_of("turns")).into_iter().filter(|row| row.len() == 8 && row[4].ends_with('%'));
    links.zip(rows).map(|(id, row)| [id, row[4].clone(), row[5].clone(), row[6].clone(), row[7].clone()]).collect()
}

#[test]
fn every_figure_and_grade_stands_on_the_pages_of_the_goals() {
    for (language, folder) in FOLDERS.into_iter().enumerate() {
        for goal in 1..=4 {
            let mut expected = Vec::new();
            for (_, id, progress, elapsed, pace, grade) in FIGURES.into_iter().filter(|line| line.0 == goal) {
                let label = GRADES.iter().find(|(name, _)| *name == grade).unwrap().1[language];
                let pace = if pace.is_empty() { ["－", "–"][language] } else { pace };
                expected.push([id, progress, elapsed, pace, label].map(str::to_owned));
            }
            assert_eq!(rows_of_goal(folder, goal), expected, "{folder}2016/goal-{goal}.html");
        }
    }
}

#[test]
fn every_figure_and_grade_stands_on_the_page_of_its_indicator() {
    const LABELS: [[&str; 3]; 2] = [["進捗率", "経過率", "ペース"], ["Progress", "Time elapsed", "Pace"]];
    for (language, folder) in FOLDERS.into_iter().enumerate() {
        for (_, id, progress, elapsed, pace, grade) in FIGURES {
            let page = page(&format!("{folder}2016/indicators/{id}.html"));
            let rows = page.rows(|table| table.is_of("working"));
            let result = |label: &str| rows.iter().find(|row| row[0] == label).map(|row| row[2].clone()).unwrap_or_default();
            assert_eq!(LABELS[language].map(result), [progress, elapsed, pace], "{}", page.path());
            let verdict = page.texts(|around, element| element.is_of("grade") && around.iter().any(|outer| outer.is_of("verdict")));
            let label = GRADES.iter().find(|(name, _)| *name == grade).unwrap().1[language];
            assert_eq!(verdict, [label], "{}", page.path());
        }
    }
}

/// How many items the lists of a body have.
fn items(prose: &Prose, language: Language) -> usize {
    let body = prose.in_language(language).filter(|(_, found)| *found == language);
    body.map_or(0, |(body, _)| outline(&body.markdown, None).lists.iter().map(|(count, _)| count).sum())
}

#[test]
fn there_are_41_activities_in_each_language() {
    let project = project();
    let reports: Vec<_> = project.editions[0].goals.iter().flat_map(|goal| &goal.measures).collect();
    for (language, folder) in [(Language::Ja, ""), (Language::En, "en/")] {
        assert_eq!(reports.iter().map(|report| items(&report.prose, language)).sum::<usize>(), 41, "{language:?}");
        let in_measures = |around: &[&Token], element: &Token| {
            element.name() == Some("li")
                && around.iter().filter(|outer| outer.is_of("measures")).count() == 1
                && element.get("id").is_none()
        };
        let shown: usize = (1..=4).map(|goal| page(&format!("{folder}2016/goal-{goal}.html")).texts(in_measures).len()).sum();
        assert_eq!(shown, 41, "{language:?}");
    }
}

#[test]
fn there_are_13_captions_of_photos_and_each_stands_on_its_page() {
    let project = project();
    let mut captions = 0;
    for goal in &project.editions[0].goals {
        let pages = FOLDERS.map(|folder| BUILT.0.read(&format!("output/{folder}2016/goal-{}.html", goal.number)));
        for photo in goal.photos.iter().chain(goal.measures.iter().flat_map(|measure| &measure.photos)) {
            let caption = photo.caption.as_ref().unwrap();
            assert!(pages[0].contains(caption.ja.as_str()), "{}", caption.ja);
            let english = caption.en.as_ref().unwrap();
            let plain =
                english.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ' ').max_by_key(|part| part.len()).unwrap();
            assert!(pages[1].contains(plain), "{english}");
            captions += 1;
        }
    }
    assert_eq!(captions, 13);
}

#[test]
fn there_are_three_strategies_and_the_first_has_16_measures() {
    let project = project();
    let ids: Vec<&str> = project.strategies.iter().map(|strategy| strategy.id.as_str()).collect();
    assert_eq!(ids, ["first", "second", "third"]);
    let measures = |strategy: &Strategy| strategy.goals.iter().map(|goal| goal.measures.len()).collect::<Vec<_>>();
    assert_eq!(measures(&project.strategies[0]), [4, 3, 4, 5]);
}

/// Marks of goals, of measures and of policies, with the places that they stand at.
fn marks(comparison: &Comparison<'_>) -> [Vec<(String, Mark)>; 3] {
    let mut marks = [const { Vec::new() }; 3];
    for goal in &comparison.goals {
        let number = goal.new.or(goal.old).unwrap().number;
        marks[0].push((format!("{number}"), goal.mark));
        for measure in &goal.parts {
            let place = format!("{number} ({})", measure.new.or(measure.old).unwrap().number);
            marks[1].push((place.clone(), measure.mark));
            marks[2].extend(measure.parts.iter().map(|policy| (place.clone(), policy.mark)));
        }
    }
    marks.map(|marks| marks.into_iter().filter(|(_, mark)| *mark != Mark::Same).collect())
}

#[test]
fn the_third_strategy_has_one_new_measure_12_new_policies_and_one_revised_policy() {
    let project = project();
    let [goals, measures, policies] = marks(&Comparison::of(&project.strategies[1], &project.strategies[2]));
    assert_eq!(goals, []);
    assert_eq!(measures, [("4 (6)".to_owned(), Mark::New)]);
    let count = |wanted: Mark| policies.iter().filter(|(_, mark)| *mark == wanted).count();
    assert_eq!([Mark::New, Mark::Revised, Mark::Discontinued].map(count), [12, 1, 0]);
    assert_eq!(policies.iter().filter(|(place, _)| place == "4 (6)").count(), 4);
}

#[test]
fn the_second_strategy_has_new_titles_for_three_of_its_four_goals() {
    let project = project();
    let [goals, measures, policies] = marks(&Comparison::of(&project.strategies[0], &project.strategies[1]));
    assert_eq!((goals.len(), measures.len(), policies.len()), (3, 0, 0));
    assert!(goals.iter().all(|(_, mark)| *mark == Mark::Revised), "{goals:?}");
}

/// The marks of the document, one by one: number, title, mark.
const MARKS: [&str; 14] = [
    "⑤デジタル技術を活用した子育て支援の強化【新】",
    "⑤テレワークなど多様な働き方の推進【新】",
    "④デジタル社会における多様な移住ニーズへの対応【新】",
    "③デジタル技術を活かした文化の共有【新】",
    "⑤先端技術の活用による生産技術の向上【新】",
    "⑤観光DXの推進【新】",
    "④中小企業等のDX支援【新】",
    "①持続可能な交通ネットワークの形成と金沢MaaSの推進【改】",
    "③農業や林業のスマート化の推進【新】",
    "(6)誰一人取り残さない持続可能なまちづくり【新】",
    "①デジタル技術の活用による福祉サービスの充実・強化【新】",
    "②多様性を認め合う共生社会の実現【新】",
    "③ゼロカーボンシティの実現に向けた脱炭素化の推進【新】",
    "④行政DXの推進【新】",
];

/// A text without the words that only ears meet around what changed.
fn seen(text: &str) -> String {
    ["（追加ここから）", "（追加ここまで）", "（削除ここから）", "（削除ここまで）"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ""))
}

/// The texts of the elements of a name within a table.
fn in_table(page: &Page, name: &str) -> Vec<String> {
    page.texts(|around, element| element.name() == Some(name) && around.iter().any(|outer| outer.name() == Some("td")))
}

#[test]
fn the_comparison_of_the_third_strategy_has_the_marks_of_the_document_one_by_one() {
    let page = page("strategies/third/comparison.html");
    let in_changed = |around: &[&Token]| around.last().is_some_and(|outer| outer.is_of("changed"));
    let cells = page.texts(|around, element| element.name() == Some("p") && in_changed(around));
    assert_eq!(cells.iter().map(|cell| seen(cell).replace(" 【", "【")).collect::<Vec<_>>(), MARKS);
    assert_eq!(
        in_table(&page, "ins"),
        ["（追加ここから）持続可能な（追加ここまで）", "（追加ここから）形成と金沢MaaSの推進（追加ここまで）"]
    );
    assert_eq!(in_table(&page, "del"), ["（削除ここから）再構築（削除ここまで）"]);
}

#[test]
fn the_words_that_changed_in_the_titles_of_goals_are_marked() {
    let page = page("strategies/second/comparison.html");
    let words = |element: &str| in_table(&page, element).iter().map(|text| seen(text)).collect::<Vec<_>>();
    assert_eq!(words("del"), ["学都", "学生がまちに", "人々が", "新幹線開業を契機に"]);
    assert_eq!(words("ins"), ["人々が", "イノベーションにより", "心地よく"]);
}

#[test]
fn the_marks_stand_on_the_pages() {
    for (folder, [new, revised]) in [("", ["【新】", "【改】"]), ("en/", ["[New]", "[Revised]"])] {
        let third = page(&format!("{folder}strategies/third/comparison.html")).texts(|_, element| element.is_of("mk"));
        let count = |mark: &str| third.iter().filter(|text| *text == mark).count();
        assert_eq!((count(new), count(revised), third.len()), (13, 1, 14), "{folder}");
        let second = page(&format!("{folder}strategies/second/comparison.html")).texts(|_, element| element.is_of("mk"));
        assert_eq!(second, [revised; 3], "{folder}");
    }
}
