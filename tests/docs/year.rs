//! The year of README.ja.md, gone through as a clerk would: every command is run, and what it says is what the page prints.

use super::commands::words;
use super::{Block, Page};
use crate::harness::{Run, Site};
use crate::sheet::{Typed, fill_in};
use crate::web::jpeg;
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::vec::IntoIter;

/// Stands for what a page leaves out: within a line, or as a line of its own for any number of lines.
const OMITTED: &str = "…";

/// The page from a place on, and the folder of the clerk.
struct Clerk {
    blocks: IntoIter<Block>,
    site: Site,
    /// Where commands are run.
    folder: String,
}

impl Clerk {
    fn begin(page: &str) -> Clerk {
        Clerk { blocks: Page::read(page).blocks().into_iter(), site: Site::empty(), folder: ".".to_owned() }
    }

    /// The next code block in a language; what stands before it is passed over.
    fn code(&mut self, wanted: &str) -> String {
        let code = |block| match block {
            Block::Code { language, text } => (language == wanted).then_some(text),
            Block::Table(_) => None,
        };
        self.blocks.find_map(code).unwrap_or_else(|| panic!("no more code in {wanted}"))
    }

    /// The next table with such a heading.
    fn table(&mut self, heading: &str) -> Vec<Vec<String>> {
        let table = |block| match block {
            Block::Table(rows) => rows[0].iter().any(|cell| cell == heading).then_some(rows),
            Block::Code { .. } => None,
        };
        self.blocks.find_map(table).unwrap_or_else(|| panic!("no more table with `{heading}`"))
    }

    /// Runs the commands of the next console and compares what they say.
    fn console(&mut self) {
        let console = self.code("console");
        for part in console.trim_start_matches("$ ").split("\n$ ") {
            let (command, expected) = part.split_once('\n').unwrap_or((part, ""));
            let said = self.run(command);
            assert!(
                is_like(&said.lines().collect::<Vec<_>>(), &expected.lines().collect::<Vec<_>>()),
                "$ {command}\n{said}\nexpected:\n{expected}"
            );
        }
    }

    /// What a command says on both channels.
    fn run(&mut self, command: &str) -> String {
        let mut words: Vec<String> = words(command).into_iter().flat_map(|word| self.expanded(word)).collect();
        if let [change, folder] = &words[..]
            && change == "cd"
        {
            self.folder.clone_from(folder);
            return String::new();
        }
        assert_eq!(words.remove(0), "torikumi", "{command}");
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let Run { stdout, stderr, .. } = self.site.run_in(&self.folder, &arguments, &[("LANG", "ja_JP.UTF-8")]);
        stdout + &stderr
    }

    /// The files of a pattern such as `照会/*.xlsx`; any other word as it is.
    fn expanded(&self, word: String) -> Vec<String> {
        let Some((folder, end)) = word.split_once("/*") else { return vec![word] };
        let names = self.site.tree(&self.path(folder)).into_keys().filter(|name| name.ends_with(end));
        names.map(|name| format!("{folder}/{name}")).collect()
    }

    /// A path below the folder of the clerk.
    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.folder)
    }

    fn change(&self, path: &str, changed: impl Fn(&str) -> String) {
        let path = self.path(path);
        self.site.write(&path, &changed(&self.site.read(&path)));
    }

    /// Writes the next lines of TOML into a file, each in the place of the line of its key, be that a comment.
    fn set_keys(&mut self, path: &str) {
        let keys = self.code("toml");
        self.change(path, |text| keys.lines().fold(text.to_owned(), |text, line| with_key(&text, line)));
    }
}

/// A text with the line of a key in the place of the one that it has: the first that begins with the key, be it as a comment.
fn with_key(text: &str, line: &str) -> String {
    let (key, _) = line.split_once('=').unwrap();
    let old = text.lines().find(|old| old.trim_start_matches("# ").starts_with(key)).unwrap_or_else(|| panic!("`{key}`"));
    text.replacen(&format!("\n{old}\n"), &format!("\n{line}\n"), 1)
}

/// Whether lines are those of a page, but for what it leaves out.
fn is_like(said: &[&str], page: &[&str]) -> bool {
    match (page.split_first(), said.split_first()) {
        (None, _) => said.is_empty(),
        (Some((&OMITTED, rest)), _) => (0..=said.len()).any(|skipped| is_like(&said[skipped..], rest)),
        (Some(_), None) => false,
        (Some((line, rest)), Some((first, others))) => is_line(first, line) && is_like(others, rest),
    }
}

/// Whether a line is that of a page, but for what it leaves out.
fn is_line(said: &str, page: &str) -> bool {
    let Some((before, after)) = page.split_once(OMITTED) else { return said == page };
    let Some(rest) = said.strip_prefix(before) else { return false };
    let mut ends = rest.char_indices().map(|(end, _)| end).chain([rest.len()]);
    ends.any(|end| is_line(&rest[end..], after))
}

/// Saves a table as a workbook; cells without a text stay empty.
fn save(rows: &[Vec<String>], path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

/// The name of the cell in a form that belongs to an indicator, below a heading.
fn cell(form: &Path, indicator: &str, heading: &str) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook(form).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let place = |wanted: &str| {
        let is_wanted = |data: &Data| data.to_string().split('（').next() == Some(wanted);
        sheet.used_cells().find(|(_, _, data)| is_wanted(data)).map(|(row, column, _)| (row, column)).unwrap()
    };
    let (top, left) = sheet.start().unwrap();
    let (row, column) = (place(indicator).0 + top as usize + 1, place(heading).1 + left as usize);
    format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()))
}

/// Types a row of the page's table (division, indicator, result, status) into the form of the division.
fn answer(clerk: &Clerk, row: &[String]) {
    let [division, indicator, result, status] = row else { panic!("a row of four cells: {row:?}") };
    let form = clerk.site.path(&clerk.path(&format!("照会/R6_{division}.xlsx")));
    let typed = if result.parse::<u32>().is_ok() { Typed::Number(result) } else { Typed::Text(result) };
    fill_in(&form, &[(&cell(&form, indicator, "今回の実績"), typed)]);
    if !status.is_empty() {
        fill_in(&form, &[(&cell(&form, indicator, "状況"), Typed::Text(status))]);
    }
}

#[test]
fn the_year_of_the_japanese_readme_goes_as_it_is_printed() {
    let mut clerk = Clerk::begin("README.ja.md");
    plan(&mut clerk);
    results(&mut clerk);
    texts(&mut clerk);
    publication(&mut clerk);
    for _ in ["seal", "seal again", "what changed", "next year"] {
        clerk.console();
    }
}

/// 1: a site without samples, the table of the plan.
fn plan(clerk: &mut Clerk) {
    clerk.console();
    clerk.folder = "kaede".to_owned();
    clerk.set_keys("content/site.toml");
    let plan = clerk.table("基準値");
    save(&plan, &clerk.site.path("kaede/計画.xlsx"));
    clerk.folder = ".".to_owned();
    clerk.console();
}

/// 2 and 3: forms out, and back with a number that is a text.
fn results(clerk: &mut Clerk) {
    clerk.console();
    clerk.console();
    let mut answers = clerk.table("票").split_off(1);
    answers.iter().for_each(|row| answer(clerk, row));
    clerk.console();
    for row in &mut answers {
        if let Some((_, after)) = row[2].split_once('→') {
            row[2] = after.trim_end_matches('人').to_owned();
        }
        answer(clerk, row);
    }
    clerk.console();
}

/// Starts the preview as the page says, but for the browser and the port, and hears its greeting.
fn preview(clerk: &mut Clerk) {
    let console = clerk.code("console");
    let (command, greeting) = console.trim_end().split_once('\n').unwrap();
    assert_eq!(command, "$ torikumi serve --drafts --open");
    let mut serve = clerk.site.command(&["serve", "--drafts", "--root", &clerk.folder, "--port", "0", "--lang", "ja"]);
    let mut process = serve.stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(is_line(said.trim_end(), &greeting.replace("1111", OMITTED)), "{said}");
}

/// 4 and 5: bodies, budget, review and photo; the draft is finished, with a slip.
fn texts(clerk: &mut Clerk) {
    const MEASURE: &str = "content/editions/2024/goal-1/measure-2.md";
    preview(clerk);
    let (body, facts) = (clerk.code("markdown"), clerk.code("toml"));
    clerk.change(MEASURE, |text| {
        let (results, rest) = text.split_once("# 予算額").unwrap();
        let (_, end) = rest.rsplit_once("\n+++").unwrap();
        format!("{results}{facts}+++{end}\n{body}")
    });
    clerk.site.write(&clerk.path("content/editions/2024/goal-1/photos/kouza.jpg"), "");
    // Turned as its metadata says it is 1,600 pixels wide.
    std::fs::write(clerk.site.path(&clerk.path("content/editions/2024/goal-1/photos/kouza.jpg")), jpeg(40, 1600)).unwrap();
    clerk.console();
    clerk.change(MEASURE, |text| text.replace("\nsupporters", "\nsuporters"));
    clerk.console();
    clerk.change(MEASURE, |text| text.replace("\nsuporters", "\nsupporters"));
    clerk.console();
    clerk.console();
}

/// 6: a folder to publish to.
fn publication(clerk: &mut Clerk) {
    let target = clerk.code("toml");
    clerk.change("content/site.toml", |text| format!("{text}\n{target}"));
    std::fs::create_dir(clerk.site.path("koukai")).unwrap();
    clerk.console();
}

#[test]
fn what_a_page_leaves_out_may_be_anything_and_nothing_else() {
    assert!(is_line("0.07秒で48件", "…秒で48件") && !is_line("0.07秒で49件", "…秒で48件"));
    assert!(is_like(&["a", "b", "c"], &["…", "c"]) && is_like(&["c"], &["…", "c"]) && !is_like(&["a", "c", "d"], &["…", "c"]));
    assert!(!is_like(&["a"], &["a", "b"]) && !is_like(&["a", "b"], &["a"]));
}
