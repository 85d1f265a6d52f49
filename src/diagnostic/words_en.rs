//! The English words of every fault.

use super::fault::{Because, Fault, Jump, NameTrouble, NotFile, Noun, Shape};
use super::print::{Words, hundredths, list, plural};
use super::words_toml;

/// Title, label at the place, and cure.
pub fn words(fault: &Fault) -> Words {
    match fault {
        Fault::NotUtf8 => Words::new("the file is not UTF-8 text", "not UTF-8 from here").help("save the file as UTF-8"),
        Fault::FrontMatterMissing => Words::new("the front matter is missing", "expected a line `+++` here")
            .help("begin the file with a line `+++`, the facts, and another line `+++`"),
        Fault::FrontMatterUnclosed => {
            Words::new("the front matter is not closed", "it begins here").help("write a line `+++` after the last fact")
        }
        Fault::FrontMatterInTranslation { original } => {
            Words::new("a translation has no front matter", "remove this block").help(format!("facts stand once, in `{original}`"))
        }
        Fault::TranslationWithoutOriginal { original } => {
            Words::new("a translation without its Japanese file", "").help(format!("expected `{original}` beside it"))
        }
        Fault::TomlSyntax { message } => match words_toml::plain(message) {
            Some(plain) => Words::new(plain.en.0, "").help(plain.en.1),
            None => Words::new(format!("TOML syntax: {message}"), ""),
        },
        Fault::UnknownKey { key, nearest, known } => {
            Words::new(format!("unknown key `{key}`"), "not known here").meant(nearest, known, did_you_mean, "known keys: ")
        }
        Fault::MissingKey { key } => Words::new(format!("`{key}` is missing"), format!("expected `{key}` in this table")),
        Fault::ConflictingKeys { first, second } => {
            Words::new(format!("`{first}` and `{second}` exclude each other"), "keep one of the two")
        }
        Fault::KeyWithoutMeaning { key, because } => Words::new(format!("`{key}` means nothing here"), reason(*because)),
        Fault::WrongShape { expected, found } => {
            Words::new(format!("expected {}, found {}", shape(*expected), found_en(found)), format!("expected {}", shape(*expected)))
        }
        Fault::UnknownYear { found } => Words::new(format!("`{found}` is not a year"), "expected a year")
            .help("write 2016, \"H28\", \"R1\", \"平成28年度\" or \"FY2016\""),
        Fault::TooManyDigits { found } => {
            Words::new(format!("`{found}` has more than 18 digits or 6 decimals"), "at most 18 digits, 6 of them decimals")
                .help("write fewer digits, or use a larger unit such as 万人 or 億円")
        }
        Fault::Unknown { noun: Noun::Language, found, known, .. } => {
            Words::new(format!("the languages of a site cannot be `{found}`"), "no such list").help(format!("write {}", known.join(" or ")))
        }
        Fault::Unknown { noun: class, found, nearest, known } => {
            Words::new(format!("unknown {} `{found}`", noun(*class)), unknown_label(*class)).meant(nearest, known, did_you_mean, "known: ")
        }
        Fault::DuplicateId { id } => Words::new(format!("`{id}` is defined twice"), "second definition").related("first definition"),
        Fault::UnexpectedFile => Words::new("the format has no such file here", "").help(
            "the path says what a file is, such as pages/about.md, strategies/first/goal-1/goal.md, editions/2016/goal-1/measure-1.md",
        ),
        Fault::MissingFile { path } => Words::new(format!("`{path}` is missing"), "").help("the format requires this file in this folder"),
        Fault::IndicatorNotInEdition { id, year } => {
            Words::new(format!("`{id}` does not belong to the edition {year}"), "result outside `from` and `until`").related("defined here")
        }
        Fault::MeasureNotInEdition { number, year } => {
            Words::new(format!("measure {number} does not belong to the edition {year}"), "report outside `from` and `until`")
                .related("defined here")
        }
        Fault::MeasureWithoutReport { measure } => {
            Words::new(format!("no report on `{measure}`"), "").help("add a file of this name to the edition")
        }
        Fault::IndicatorWithoutResult { id } => Words::new(format!("no result for `{id}`"), "")
            .help("add it to [results]; if there is none, give a status such as { status = \"no-survey\" }")
            .related("defined here"),
        Fault::PeriodReversed { first, last } => {
            Words::new(format!("the period ends ({last}) before it begins ({first})"), "first and last fiscal year")
        }
        Fault::EditionOutsidePeriod { year, first, last } => {
            Words::new(format!("the edition {year} is outside the period of its strategy, {first} to {last}"), "this strategy")
                .help("correct the year in the folder's name, or `period` in the strategy.md")
        }
        Fault::StrategyWithoutPeriod { strategy } => {
            Words::new(format!("strategy `{strategy}` gives no period, but an edition reports on it"), "reported on here")
                .help("add `period = [first, last]` to its strategy.md")
        }
        Fault::SuccessionLoop { strategy } => {
            Words::new(format!("`{strategy}` succeeds itself"), "the chain of `succeeds` comes back here")
        }
        Fault::PublisherCode { found, expected } => {
            let words = Words::new(format!("`{found}` is not a code of a local government"), "six digits, the last a check digit");
            match expected {
                Some(code) => words.help(format!("with its check digit it would be `{code}`")),
                None => words,
            }
        }
        Fault::GradeWithoutReason => {
            Words::new("a grade set by hand needs a reason", "no reason").help("add grade_reason = { ja = \"…\", en = \"…\" }")
        }
        Fault::MissingTranslation => Words::new("no English text", "only Japanese")
            .help("add en = \"…\"; until then the English page shows the Japanese text, marked as such"),
        Fault::MissingTranslatedBody { path } => Words::new("the body has no English translation", "").help(format!("write `{path}`")),
        Fault::ListLength { original, translation } => {
            let (translation, original) = (plural(*translation, "item"), plural(*original, "item"));
            Words::new(format!("the translation's list has {translation}, the Japanese list {original}"), "this list")
                .related("Japanese list")
        }
        Fault::LeftoverEmphasis => Words::new("`**` did not become bold", "left as asterisks")
            .help("Markdown closes bold only beside a space or a letter: put the brackets outside, 「**…**」, or leave a space"),
        Fault::BrokenLink { target, nearest } => {
            Words::new(format!("the link leads to no file: `{target}`"), "no such file").maybe_help(nearest.as_deref().map(did_you_mean))
        }
        Fault::BrokenAnchor { anchor, nearest } => Words::new(format!("the page has no heading or part `#{anchor}`"), "no such anchor")
            .maybe_help(nearest.as_ref().map(|name| did_you_mean(&format!("#{name}")))),
        Fault::AliasTaken { path } => {
            Words::new(format!("`{path}` is taken"), "a page or another old path stands there").help("name another path, or none")
        }
        Fault::LowContrast { scheme, first, second, ratio, least } => Words::new(
            format!("{scheme}: `{first}` on `{second}` has a contrast of {}, less than {}", hundredths(*ratio), hundredths(*least)),
            "this colour",
        )
        .help(format!("make `{first}` darker or lighter; text needs 4.5:1, graphics need 3:1")),
        Fault::PhotoUnusable { path, reason } => Words::new(format!("the photo `{path}` cannot be used: {reason}"), "this file")
            .help("save it anew as JPEG, PNG or WebP with at most 20,000 pixels a side"),
        Fault::PhotoWithoutFile => Words::new("a photo without a file: its caption is shown as text", "no `file`"),
        Fault::Template { message } => Words::new(format!("template: {message}"), ""),
        Fault::MilestoneStep { found, known } => {
            Words::new(format!("`{found}` is not a step of this milestone"), "no such step").help(format!("its steps: {}", list(known)))
        }
        Fault::RangeReversed => Words::new("the range ends below its beginning", "`min` is above `max`"),
        Fault::SectionNotListed { name } => Words::new(format!("`{name}.md` is not listed in `sections`"), "not in this list")
            .help("name it where it should stand; until then it stands last"),
        Fault::LinkLeavesFolder => Words::new("a symbolic link leads out of the folder", "").help("copy the file to where it is needed"),
        Fault::NotAFile { found } => not_a_file(*found),
        Fault::TooLarge { megabytes } => Words::new(format!("the file is larger than {megabytes} MB"), "")
            .help("see what has got into it: texts of reports are far smaller; split it where it is really one"),
        Fault::TooDeep { most } => {
            Words::new(format!("lists, quotations and marks nest more than {most} levels deep"), "too deep from here on")
                .help("write it with fewer levels")
        }
        Fault::UnusableName { why } | Fault::UnportableName { why } => name(why),
        Fault::EmptyText { key } => {
            Words::new(format!("the text of `{key}` is empty"), "nothing is written here").help(match key.as_str() {
                "en" => "write the English text; until then the English page shows the Japanese text, marked as such",
                _ => "write the text; where it may be left out, leave out the whole key",
            })
        }
        Fault::RevisionWithoutReason => Words::new("a revision without a reason", "no `reason`")
            .help("add reason = { ja = \"…\", en = \"…\" }; the page of the indicator shows it"),
        Fault::TranslationOlder => {
            Words::new("the Japanese has changed since it was translated", "translated from an earlier Japanese text")
                .help("bring the translation up to date, then run `torikumi check --accept-translations`")
                .related("the Japanese text of today")
        }
        Fault::PhotoUnused => Words::new("no photo, logo or body names this picture", "")
            .help("name it in a [[photo]], or take it out of `content`; it is not published"),
        Fault::BrokenSeal { file, english, .. } => Words::new(format!("the sealed bundle `{file}` is damaged: {english}"), "")
            .help("put the file back from a backup or from the published site; it is never mended by itself")
            .related("sealed here"),
        Fault::SealDiffers { field, sealed, now } => {
            let value = |text: &String| if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
            let title = format!("the sealed edition says {} for `{field}`, its sources now say {}", value(sealed), value(now));
            Words::new(title, "").help("the sealed edition stays as it is; seal it again with `archive --revision` if readers have to know")
        }
        Fault::DeadLink { target, more } => {
            let cause = match target.contains('#') {
                true => "the likely cause is a template of the theme, or a body that names a heading as it is in the other language",
                false => "the likely cause is a template of the theme",
            };
            let others = if *more == 0 { String::new() } else { format!("; the link is on {} too", plural(*more, "other page")) };
            Words::new(format!("a link of this page leads nowhere: `{target}`"), "").help(format!("{cause}{others}"))
        }
        Fault::ValueDiffers { id, year, calendar, here, there, edition } => {
            let year = if *calendar { year.to_string() } else { format!("FY{year}") };
            Words::new(format!("`{id}` of {year} is {here} here, but {there} in the edition {edition}"), "another value")
                .help("correct the wrong one; where the figure itself was corrected, an edition says so with `restated`")
                .related("the earlier value")
        }
        Fault::SuspiciousJump { id, before, now, unit, jump } => {
            let label = match jump {
                Jump::Up => "ten times the value before, or more",
                Jump::Down => "a tenth of the value before, or less",
            };
            let unit = unit.as_ref().map(|unit| format!(", `{unit}`")).unwrap_or_default();
            Words::new(format!("`{id}` went from {before} to {now}"), label)
                .help(format!("is it in the right unit{unit}? if it is true, say why in a `note`, and it is not asked again"))
                .related("the value before")
        }
        Fault::ResultDiffers { id, here, there } => {
            Words::new(format!("the result of `{id}` is {here} here and {there} in the edition"), "")
                .help("find out which is right; --accept takes this one")
                .related("in the edition")
        }
        Fault::ResultTwice { id, here, there } => Words::new(format!("two results of `{id}`: {here} here, {there} in a row before"), "")
            .help("keep the right one")
            .related("the row before"),
        Fault::UnitDiffers { id, found, unit } => {
            let unit = unit.as_ref().map_or("has none".to_owned(), |unit| format!("is counted in `{unit}`"));
            Words::new(format!("the unit is `{found}`, but `{id}` {unit}"), "").help("convert the figure into the unit of the indicator")
        }
        Fault::NumberAsText { found, read } => Words::new(format!("a number that is stored as text: `{found}`"), "")
            .help(format!("type it again as a number; --accept reads it as {read}")),
        Fault::NumberAsDate { found, read } => Words::new(format!("a date where a number is expected: `{found}`"), "")
            .help(format!("give the cell a number format and look at its value; --accept reads it as {read}")),
        Fault::OtherEdition { found, edition } => {
            Words::new(format!("a table of the edition {found}, but the edition {edition} is to be filled in"), "")
                .help(format!("to fill in the edition {found}, add --edition {found}"))
        }
        Fault::AmbiguousName { found, ids } => Words::new(format!("several indicators are called `{found}`"), "")
            .help(format!("tell them apart in a column of ids: {}", list(ids))),
        Fault::NoColumns { wanted } => {
            Words::new("no row of headings was found", "").help(format!("headings that are needed: {}", wanted.join(", ")))
        }
    }
}

fn reason(because: Because) -> &'static str {
    match because {
        Because::MilestonesHaveSteps => "a milestone has steps",
        Because::OnlyMilestonesHaveSteps => "only a milestone has steps",
        Because::SucceedsNone => "the strategy succeeds none: there is nothing to name",
    }
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// What is said at an unknown name: of what the strategy defines, that it does not.
fn unknown_label(class: Noun) -> String {
    match class {
        Noun::Goal | Noun::Measure | Noun::Policy | Noun::Indicator => format!("the strategy has no such {}", noun(class)),
        other => format!("no such {}", noun(other)),
    }
}

/// The parser's names of types as people say them; what is not such a name is kept.
fn found_en(found: &str) -> &str {
    match found {
        "``" => "an empty text",
        "string" => "text",
        "integer" => "a whole number",
        "float" => "a decimal number",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "table" => "a table",
        other => other,
    }
}

fn noun(noun: Noun) -> &'static str {
    match noun {
        Noun::Unit => "unit",
        Noun::Status => "status",
        Noun::Kind => "kind",
        Noun::Direction => "direction",
        Noun::Role => "role",
        Noun::Bound => "bound",
        Noun::Certainty => "certainty",
        Noun::Grade => "grade",
        Noun::Strategy => "strategy",
        Noun::Goal => "goal",
        Noun::Measure => "measure",
        Noun::Policy => "policy",
        Noun::Indicator => "indicator",
        Noun::Section => "section",
        Noun::Framework => "framework",
        Noun::FrameworkItem => "item of the framework",
        Noun::Step => "step",
        Noun::Language => "list of languages",
        Noun::Licence => "licence",
        Noun::Theme => "theme",
        Noun::Notation => "notation",
        Noun::Depth => "depth",
        Noun::NextStep => "next step",
        Noun::Reviewer => "reviewer",
        Noun::Figure => "figure",
        Noun::Tone => "tone",
        Noun::Rounding => "rounding",
        Noun::Condition => "condition",
        Noun::Comparison => "comparison",
        Noun::ScheduleBasis => "basis of a schedule",
        Noun::Preset => "rating rule",
        Noun::TargetKind => "kind of target",
        Noun::TargetStage => "stage of a target",
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text in quotation marks",
        Shape::BilingualText => "{ ja = \"…\", en = \"…\" }",
        Shape::Number => "a number",
        Shape::Integer => "a whole number",
        Shape::Percentage => "a percentage of at most 1,000,000",
        Shape::Boolean => "true or false",
        Shape::Year => "a year",
        Shape::Date => "a date such as 2017-10-10",
        Shape::MonthOrDay => "a month or a day such as \"2017-09\" or \"2017-09-29\"",
        Shape::List => "a list",
        Shape::Table => "a table",
        Shape::Period => "a period such as [2015, 2019]",
        Shape::Observation => "{ year = …, value = … } or { year = …, status = \"…\" }",
        Shape::Target => "{ year = …, value = … } or { year = …, min = …, max = … }",
        Shape::Measure => "a measure such as \"goal-4/measure-2\"",
        Shape::Id => "an id of small letters, digits and hyphens",
        Shape::IndicatorId => "an id other than `index`, the name of the page that lists all indicators",
        Shape::StepId => "the id of a step in quotation marks",
        Shape::UnitName => "the name of a unit, or { ja = \"…\", one = \"…\", other = \"…\" }",
        Shape::TextOrTable => "a name in quotation marks, or a table",
        Shape::Alias => "an old path such as \"plan/old.html\"",
        Shape::Colour => "a colour such as \"#165e83\"",
        Shape::Address => "an address such as https://www.city.example.jp/report",
        Shape::SftpAddress => "an address such as sftp://user@www.city.example.jp/srv/www, without a password",
    }
}

fn not_a_file(found: NotFile) -> Words {
    match found {
        NotFile::Folder => Words::new("a folder has the name of a file", "").help("rename the folder, or put the file in its place"),
        NotFile::LinkToFolder => {
            Words::new("a symbolic link to a folder is not followed", "").help("copy the folder to where it is needed")
        }
        NotFile::Device => {
            Words::new("this is neither a file nor a folder", "").help("take it away: pipes, sockets and devices are not read")
        }
    }
}

fn name(why: &NameTrouble) -> Words {
    match why {
        NameTrouble::NotUtf8 => Words::new("the name is not UTF-8", "").help("rename it"),
        NameTrouble::Invisible => Words::new("the name has letters in it that cannot be seen", "").help("rename it: type the name anew"),
        NameTrouble::Twice => {
            Words::new("this name stands twice, its letters composed in two ways", "").help("remove or rename one of them")
        }
        NameTrouble::Windows => Words::new("Windows cannot have this name", "")
            .help("rename it: no `< > : \" | ? * \\`, no dot or space at the end, no name of a device such as `con` or `aux`"),
        NameTrouble::Case { other } => Words::new(format!("only capital letters tell this name from `{other}`"), "")
            .help("rename one of them: on Windows and macOS the two are one"),
    }
}
