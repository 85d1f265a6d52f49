//! Every message of the program in both languages: no key and no part that one side lacks or nobody uses.

use crate::harness::{repository, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use torikumi::language::{Language, Placeholder, expand};
use torikumi::message::{MessageParts, Messages};

/// The wordings of each key, section by section.
type Sections = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Sections whose keys are put together as the program runs, and where the last part of their keys comes from.
const FAMILIES: [(&str, &str); 25] = [
    ("status-table", "src/cli/status.rs"),
    ("desk-help", "src/diagnostic/fault.rs"),
    ("desk-command", "src/desk/command.rs"),
    ("desk-command-about", "src/desk/command.rs"),
    ("desk-command-do", "src/desk/command.rs"),
    ("desk-job-do", "src/desk/command.rs"),
    ("desk-settings", "src/desk/settings.rs"),
    ("cause", "src/error/part.rs"),
    ("severity", "src/diagnostic.rs src/diagnostic/print.rs"),
    ("explain", "src/diagnostic/explain.rs"),
    ("coverage", "src/check/coverage.rs"),
    ("record-field", "src/check/seals.rs"),
    ("init", "src/cli/init/city.rs"),
    ("diff-table", "src/diff/form.rs src/diff/page.rs src/diff/book.rs"),
    ("import-plan", "src/cli/import/strategy.rs"),
    ("import-plan-key", "src/sheet/strategy"),
    ("import-report", "src/sheet/report.rs src/sheet/report/book.rs src/sheet/report/page.rs src/sheet/report/remark.rs"),
    ("import-table", "src/cli/import/outcome.rs"),
    ("translation-place", "src/translation/wording.rs"),
    ("translation-sheet", "src/translation/workbook.rs src/translation/wording.rs"),
    ("publish-plan", "src/cli/publish.rs"),
    ("expected", "src/cli.rs src/cli"),
    ("clap", "src/cli/help.rs"),
    ("man", "src/cli/help.rs"),
    ("publish", "src/error/publish.rs"),
];

/// Sections with a key for each case of an enum.
const ENUMS: [(&str, &str, &str); 16] = [
    ("status-state", "src/collection/state.rs", "AnswerState"),
    ("desk-refused", "src/desk/http.rs", "TurnedAway"),
    ("sheet-column", "src/sheet/words.rs", "SheetColumn"),
    ("not-used", "src/sheet/understanding.rs", "WhyNotUsed"),
    ("error", "src/error.rs", "Error"),
    ("request", "src/error.rs", "Request"),
    ("table", "src/error.rs", "TableProblem"),
    ("action", "src/error.rs", "Action"),
    ("publish", "src/error/publish.rs", "PublishError"),
    ("refusal", "src/error/publish.rs", "Refusal"),
    ("damage", "src/bag/damage.rs", "Damage"),
    ("photo", "src/photo.rs", "Unusable"),
    ("attachment", "src/attachment.rs", "UnfitDocument"),
    ("noun", "src/diagnostic/fault/detail.rs", "NameClass"),
    ("shape", "src/diagnostic/fault/detail.rs", "Shape"),
    ("history", "src/history/damage.rs", "HistoryDamage"),
];

/// What the TOML parser calls types.
const TYPES: [&str; 7] = ["string", "integer", "float", "boolean", "datetime", "array", "table"];

/// Enums whose cases have sections of their own below that of a fault.
const CASES: [(&str, &str); 8] = [
    ("not-placed", "NotPlacedPart"),
    ("indicator-differs", "IndicatorAspect"),
    ("figure-doubtful", "FigureDoubt"),
    ("key-without-meaning", "KeyMisuse"),
    ("not-a-file", "NotFile"),
    ("suspicious-jump", "Jump"),
    ("unusable-name", "NameProblem"),
    ("unexpected-file", "StrayFile"),
];

fn file(language: Language) -> String {
    fs::read_to_string(repository(&format!("src/message/messages.{}.toml", language.tag()))).unwrap()
}

fn sections(language: Language) -> Sections {
    let mut sections = Sections::new();
    collect("", &file(language).parse().unwrap(), &mut sections);
    sections
}

fn collect(path: &str, table: &toml::Table, sections: &mut Sections) {
    for (key, value) in table {
        let wordings = match value {
            toml::Value::Table(table) => {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(&path, table, sections);
                continue;
            }
            toml::Value::Array(wordings) => wordings.iter().map(|wording| wording.as_str().unwrap().to_owned()).collect(),
            value => vec![value.as_str().unwrap().to_owned()],
        };
        sections.entry(path.to_owned()).or_default().insert(key.clone(), wordings);
    }
}

/// The placeholders of a wording.
fn placeholders(wording: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    expand(wording, |_, placeholder: Placeholder<'_>| names.insert(placeholder.name.to_owned()));
    names
}

/// The parts that a key needs, through the texts of its section that it is made of; what is given goes before these.
fn parts_of(section: &BTreeMap<String, Vec<String>>, key: &str, given: &BTreeSet<String>) -> BTreeSet<String> {
    let names: BTreeSet<String> = section.get(key).into_iter().flatten().flat_map(|wording| placeholders(wording)).collect();
    let of = |name: String| match section.contains_key(&name) && name != key && !given.contains(&name) {
        true => parts_of(section, &name, given),
        false => BTreeSet::from([name]),
    };
    names.into_iter().flat_map(of).collect()
}

/// The keys of a section that others are made of.
fn building_blocks(section: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    section.values().flatten().flat_map(|wording| placeholders(wording)).filter(|name| section.contains_key(name)).collect()
}

/// `UnknownKey` → `unknown-key`.
fn kebab(name: &str) -> String {
    let letter = |(place, letter): (usize, char)| match letter.is_uppercase() && place > 0 {
        true => format!("-{}", letter.to_lowercase()),
        false => letter.to_lowercase().to_string(),
    };
    name.char_indices().map(letter).collect()
}

fn source(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap()
}

/// The cases of an enum with their fields, as the source has them.
fn cases(path: &str, name: &str) -> BTreeMap<String, Vec<String>> {
    let case = |case: String| {
        let (name, fields) = case.split_once(['{', '(']).unwrap_or((&case, ""));
        let fields = fields.split(", ").filter_map(|field| Some(field.split_once(": ")?.0.trim().to_owned()));
        (kebab(name.split(" = ").next().unwrap().trim()), fields.collect())
    };
    let start = if name == "Fault" { "\nfaults! {\n".to_owned() } else { format!("pub enum {name} {{\n") };
    case_texts(path, &start).into_iter().map(case).collect()
}

/// The cases of a list that begins so, without their documentation.
fn case_texts(path: &str, start: &str) -> Vec<String> {
    let source = source(path);
    let (_, rest) = source.split_once(start).unwrap_or_else(|| panic!("{path}: {start}"));
    let (body, _) = rest.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with("#["));
    let body = lines.collect::<Vec<_>>().join(" ");
    let (mut found, mut depth, mut start) = (Vec::new(), 0, 0);
    for (place, letter) in body.char_indices() {
        match letter {
            '{' | '(' | '<' => depth += 1,
            '}' | ')' | '>' => depth -= 1,
            ',' if depth == 0 => {
                found.push(body[start..place].trim());
                start = place + 1;
            }
            _ => {}
        }
    }
    found.push(body[start..].trim());
    found.into_iter().filter(|case| !case.is_empty()).map(str::to_owned).collect()
}

/// Each function of the program that gives messages: the keys in it, and the parts that it names.
struct Giver {
    path: String,
    keys: BTreeSet<String>,
    parts: BTreeSet<String>,
    /// Whether it puts keys together, so that they cannot all be read here.
    is_dynamic: bool,
}

fn givers() -> Vec<Giver> {
    let mut givers = Vec::new();
    for (path, bytes) in tree(&repository("src")).into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        let text = String::from_utf8(bytes).unwrap();
        let code: Vec<&str> = text.split("#[cfg(test)]\nmod tests {").next().unwrap().lines().collect();
        let is_start = |line: &str| line.trim_start().starts_with("fn ") || line.trim_start().starts_with("pub") && line.contains("fn ");
        let starts: Vec<usize> = (0..code.len()).filter(|line| is_start(code[*line])).chain([code.len()]).collect();
        for function in starts.windows(2) {
            let body = code[function[0]..function[1]].join("\n");
            let parts: BTreeSet<String> =
                body.split(".part(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect();
            let is_file = |text: &str| text.ends_with(".html");
            let is_key =
                |text: &str| text.contains('.') && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'));
            let literal = |text: &String| is_key(text) && !is_file(text);
            // Templates of the desk are given keys.
            let is_message = path.starts_with("desk/")
                || body.contains("Message::new(")
                || body.contains("channels.say(")
                || body.contains("similar(\"");
            let keys = if is_message { body.split('"').skip(1).map(str::to_owned).filter(literal).collect() } else { BTreeSet::new() };
            if !keys.is_empty() || !parts.is_empty() {
                givers.push(Giver { path: path.clone(), keys, parts, is_dynamic: body.contains("Message::new(&format!") });
            }
        }
    }
    givers.extend(template_givers());
    givers
}

/// Each call of `t(key="…", part=…)` in the templates of the desk.
fn template_givers() -> Vec<Giver> {
    let mut givers = Vec::new();
    for (path, bytes) in tree(&repository("src/desk/templates")) {
        let text = String::from_utf8(bytes).unwrap();
        for call in text.split("t(key=\"").skip(1) {
            let (key, rest) = call.split_once('"').unwrap();
            let mut depth = 1;
            let end = rest.find(|letter| {
                depth += i32::from(letter == '(') - i32::from(letter == ')');
                depth == 0
            });
            let arguments = &rest[..end.unwrap_or_else(|| panic!("{path}: `{key}` is not closed"))];
            let parts = arguments.split(", ").filter_map(|argument| Some(argument.split_once('=')?.0.to_owned())).collect();
            givers.push(Giver { path: path.clone(), keys: BTreeSet::from([key.to_owned()]), parts, is_dynamic: false });
        }
    }
    givers
}

#[test]
fn both_files_have_the_same_keys() {
    let keys = |language| -> Vec<String> {
        let lines = sections(language).into_iter();
        lines.flat_map(|(section, texts)| texts.into_keys().map(move |key| format!("{section}.{key}"))).collect()
    };
    assert_eq!(keys(Language::Ja), keys(Language::En));
}

/// But for the label of an unknown name, where Japanese needs no noun, and years, which Japanese counts by era.
#[test]
fn both_files_need_the_same_parts() {
    let (japanese, english) = (sections(Language::Ja), sections(Language::En));
    let none = BTreeSet::new();
    for (name, section) in &english {
        for key in section.keys().filter(|key| !(name.starts_with("fault.unknown-name") && *key == "label" || name == "year")) {
            assert_eq!(parts_of(&japanese[name], key, &none), parts_of(section, key, &none), "{name}.{key}");
        }
    }
}

/// Whether a letter is of Japanese.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[test]
fn every_message_is_rendered_in_both_languages() {
    for language in Language::ALL {
        let messages = Messages::of(language);
        for (name, section) in sections(language) {
            for key in section.keys() {
                let mut parts = MessageParts::new();
                for part in parts_of(&section, key, &BTreeSet::new()) {
                    parts.insert(part, "7".into());
                }
                let text = messages.section(&[name.as_str()]).text(key, &parts);
                let text = text.unwrap_or_else(|| panic!("{name}.{key} is not said"));
                assert!(placeholders(&text).is_empty(), "{name}.{key}: {text}");
            }
        }
    }
}

/// Keys whose Japanese has no Japanese letter, for it is made of parts alone or of signs.
const BARE: [&str; 20] = [
    "argument.advice",
    "argument.cause",
    "argument.refused",
    "argument.synopsis",
    "cause.other",
    "desk.sentence",
    "fault.dead-link.help",
    "import-plan.id",
    "import-table.id",
    "list.items",
    "list.names",
    "new.below",
    "record-field.other",
    "serve.path",
    "shape.bilingual-text",
    "subject.id",
    "understood.file",
    "value-name.id",
    "value-name.url",
    "year.fiscal",
];

/// Keys whose English quotes Japanese.
const QUOTING: [&str; 2] = ["fault.too-many-digits.help", "fault.unknown-year.help"];

#[test]
fn each_file_is_in_its_language() {
    for (name, section) in sections(Language::Ja) {
        for (key, wordings) in section {
            let key = format!("{name}.{key}");
            let is_bare = !wordings.iter().any(|wording| wording.contains(is_japanese));
            assert_eq!(is_bare, BARE.contains(&key.as_str()), "{key}: {wordings:?}");
        }
    }
    for (name, section) in sections(Language::En) {
        for (key, wordings) in section {
            let key = format!("{name}.{key}");
            let quotes = wordings.iter().any(|wording| wording.contains(is_japanese));
            assert_eq!(quotes, QUOTING.contains(&key.as_str()), "{key}: {wordings:?}");
        }
    }
}

#[test]
fn every_message_that_the_program_gives_is_there_with_the_parts_that_it_needs() {
    let sections = sections(Language::En);
    for giver in givers() {
        let mut needed = BTreeSet::new();
        for key in &giver.keys {
            let Some((section, name)) = key.rsplit_once('.') else { continue };
            // Names of files have dots as well.
            let Some(found) = sections.get(section) else { continue };
            assert!(found.contains_key(name), "{}: no message `{key}`", giver.path);
            let parts = parts_of(found, name, &giver.parts);
            assert!(parts.is_subset(&giver.parts), "{}: `{key}` needs {parts:?}, but is given {:?}", giver.path, giver.parts);
            needed.extend(parts);
        }
        let is_literal = !giver.keys.is_empty() && !giver.is_dynamic;
        // The era of a year is said in Japanese alone.
        let unused: Vec<&String> = giver.parts.difference(&needed).filter(|part| *part != "era").collect();
        assert!(!is_literal || unused.is_empty(), "{}: nobody uses {unused:?} of {:?}", giver.path, giver.keys);
    }
}

/// Every text between quotation marks in the files of some paths.
fn literals(paths: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in paths.split(' ') {
        let files: Vec<String> = match path.ends_with(".rs") {
            true => vec![source(path)],
            false => tree(&repository(path)).into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect(),
        };
        for text in files {
            found.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
            // Options are named after the fields of structs.
            found.extend(text.lines().filter_map(|line| Some(line.trim().split_once(": ")?.0.replace('_', "-"))));
        }
    }
    found
}

#[test]
fn every_case_of_an_error_has_a_message_with_its_fields_as_parts() {
    let sections = sections(Language::En);
    for (section, path, name) in ENUMS {
        for (case, fields) in cases(path, name) {
            let said_otherwise = ["request", "publish", "busy", "limit", "refused", "service", "language"].contains(&case.as_str());
            let Some(wordings) = sections[section].get(&case) else {
                assert!(said_otherwise, "{path}: `{case}` of {name} has no message `{section}.{case}`");
                continue;
            };
            let given: BTreeSet<String> = fields.into_iter().collect();
            let needed = parts_of(&sections[section], &case, &given);
            assert!(said_otherwise || needed.is_subset(&given), "{section}.{case}: {wordings:?} needs more than {given:?}");
        }
    }
}

#[test]
fn every_fault_has_a_message_with_its_fields_as_parts() {
    let sections = sections(Language::En);
    let code = |case: String| {
        let (name, code) = (case.split([' ', '{']).next().unwrap(), case.rsplit('"').nth(1).unwrap());
        (code.to_owned(), kebab(name))
    };
    let codes: BTreeMap<String, String> = case_texts("src/diagnostic/fault.rs", "\nfaults! {\n").into_iter().map(code).collect();
    let faults = cases("src/diagnostic/fault.rs", "Fault");
    // Faults about an indicator or a measure have its name as a part.
    let source = source("src/diagnostic/subject.rs");
    let subjects = source.split_once("pub fn subject(").unwrap().1.split_once("\n    }\n").unwrap().0;
    let named: BTreeSet<String> = subjects.split("Fault::").skip(1).map(|rest| kebab(rest.split(' ').next().unwrap())).collect();
    for (name, section) in sections.iter().filter_map(|(name, section)| Some((name.strip_prefix("fault.")?, section))) {
        let (code, case) = name.split_once('.').map_or((name, None), |(code, case)| (code, Some(case)));
        let fault = codes.get(code).unwrap_or_else(|| panic!("`{name}` is no code"));
        let fields: BTreeSet<String> = faults[fault].iter().cloned().chain(named.contains(fault).then(|| "named".to_owned())).collect();
        let base = sections.get(&format!("fault.{code}"));
        let whole: BTreeMap<String, Vec<String>> =
            base.into_iter().flatten().chain(section).map(|(key, text)| (key.clone(), text.clone())).collect();
        for key in ["title", "label", "help", "related"] {
            let needed = parts_of(&whole, key, &fields);
            assert!(needed.is_subset(&fields), "fault.{name}.{key} needs {needed:?}, the fault has {fields:?}");
        }
        let known =
            ["title", "label", "help", "related"].map(str::to_owned).into_iter().chain(building_blocks(&whole)).collect::<BTreeSet<_>>();
        let unused: Vec<&String> = section.keys().filter(|key| !known.contains(*key)).collect();
        assert!(unused.is_empty(), "fault.{name}: nobody uses {unused:?}");
        assert!(case.is_some() || whole.contains_key("title"), "fault.{name} has no title");
        assert!(case.is_none_or(|case| is_case(code, case)), "fault.{name} is no case");
    }
    for code in codes.keys() {
        let has_title = |name: &String| sections[name].contains_key("title");
        let names: Vec<&String> =
            sections.keys().filter(|name| *name == &format!("fault.{code}") || name.starts_with(&format!("fault.{code}."))).collect();
        assert!(names.iter().any(|name| has_title(name)), "`{code}` has no message");
    }
}

/// Whether the program knows this case of a fault.
fn is_case(code: &str, case: &str) -> bool {
    let kind = if code == "unportable-name" { "unusable-name" } else { code };
    match CASES.iter().find(|(known, _)| *known == kind) {
        Some((_, name)) => cases("src/diagnostic/fault/detail.rs", name).contains_key(case),
        None if code == "odd-character" => cases("src/characters.rs", "OddCharacter").contains_key(case),
        None if code == "toml-syntax" => source("src/diagnostic/toml_message.rs").contains(&format!("of(\"{case}\", ")),
        None => source("src/diagnostic/fault.rs").contains(&format!("Some(\"{case}\".to_owned())")),
    }
}

#[test]
fn every_case_of_a_fault_that_has_words_of_its_own_has_them() {
    let sections = sections(Language::En);
    for (code, name) in CASES {
        for case in cases("src/diagnostic/fault/detail.rs", name).into_keys() {
            let has = |code: &str| sections.contains_key(&format!("fault.{code}.{case}"));
            assert!(has(code) || code == "unusable-name" && has("unportable-name"), "{name}: {case}");
        }
    }
    for case in source("src/diagnostic/toml_message.rs").split("of(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(sections.contains_key(&format!("fault.toml-syntax.{case}")), "{case}");
    }
}

#[test]
fn nobody_writes_a_message_that_the_program_does_not_give() {
    let english = file(Language::En);
    let given: BTreeSet<String> = givers().into_iter().flat_map(|giver| giver.keys).collect();
    for (name, section) in sections(Language::En) {
        if ["fault.", "command", "option", "value-name"].iter().any(|group| name.starts_with(group)) {
            continue;
        }
        let blocks = building_blocks(&section);
        let enums = ENUMS.iter().filter(|(known, _, _)| *known == name);
        let cases: BTreeSet<String> = enums.flat_map(|(_, path, name)| cases(path, name).into_keys()).collect();
        let family: BTreeSet<String> = FAMILIES.iter().filter(|(known, _)| *known == name).flat_map(|(_, paths)| literals(paths)).collect();
        let is_form = |key: &str| name == "list" && (key == "names" || english.contains(&format!(":{key}}}")));
        let is_type = |key: &str| name == "type" && (key == "empty" || TYPES.contains(&key));
        for key in section.keys().filter(|key| !is_form(key) && !is_type(key)) {
            let is_used = blocks.contains(key) || cases.contains(key) || family.contains(key) || given.contains(&format!("{name}.{key}"));
            assert!(is_used, "nobody says `{name}.{key}`");
        }
    }
}
