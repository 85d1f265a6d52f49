//! What each file of `content` is: the path says it.

/// A page of the site that a link in a body can lead to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKey {
    Strategy(String),
    Edition(i32),
    /// A goal of an edition.
    Goal(i32, u32),
    /// A free page, by its name.
    Free(String),
}

impl PageKey {
    /// The edition that the page is part of.
    pub fn edition(&self) -> Option<i32> {
        match self {
            PageKey::Edition(year) | PageKey::Goal(year, _) => Some(*year),
            PageKey::Strategy(_) | PageKey::Free(_) => None,
        }
    }
}

/// A file of the author's, by what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    Site,
    Frameworks,
    /// The list of sealed editions, which the program writes.
    Register,
    /// From which Japanese each English text was made; the program writes it.
    Translations,
    /// Terms with their English.
    Glossary,
    Page(String),
    Strategy(String),
    StrategySection(String, String),
    StrategyGoal(String, u32),
    StrategyMeasure(String, u32, u32),
    Edition(i32),
    EditionGoal(i32, u32),
    EditionMeasure(i32, u32, u32),
}

impl Document {
    /// Reads a path below `content`; `None` where the format has no such file.
    pub fn parse(path: &str) -> Option<Document> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["site.toml"] => Some(Document::Site),
            ["frameworks.toml"] => Some(Document::Frameworks),
            ["archive", "register.toml"] => Some(Document::Register),
            ["translations.toml"] => Some(Document::Translations),
            ["glossary.toml"] => Some(Document::Glossary),
            ["pages", file] => free_page(file.strip_suffix(".md")?),
            ["strategies", id, rest @ ..] if is_name(id) => strategy(id, rest),
            ["editions", year, rest @ ..] => edition(four_digits(year)?, rest),
            _ => None,
        }
    }

    /// The path below the root of the site.
    pub fn file(&self) -> String {
        format!("content/{}", self.path())
    }

    /// The path below `content`.
    pub fn path(&self) -> String {
        match self {
            Document::Site => "site.toml".to_owned(),
            Document::Frameworks => "frameworks.toml".to_owned(),
            Document::Register => "archive/register.toml".to_owned(),
            Document::Translations => "translations.toml".to_owned(),
            Document::Glossary => "glossary.toml".to_owned(),
            Document::Page(name) => format!("pages/{name}.md"),
            Document::Strategy(id) => format!("strategies/{id}/strategy.md"),
            Document::StrategySection(id, name) => format!("strategies/{id}/{name}.md"),
            Document::StrategyGoal(id, goal) => format!("strategies/{id}/goal-{goal}/goal.md"),
            Document::StrategyMeasure(id, goal, measure) => format!("strategies/{id}/goal-{goal}/measure-{measure}.md"),
            Document::Edition(year) => format!("editions/{year}/edition.md"),
            Document::EditionGoal(year, goal) => format!("editions/{year}/goal-{goal}/goal.md"),
            Document::EditionMeasure(year, goal, measure) => format!("editions/{year}/goal-{goal}/measure-{measure}.md"),
        }
    }

    /// The page on which its body stands; `None` for the files without one.
    pub fn page(&self) -> Option<PageKey> {
        match self {
            Document::Site | Document::Frameworks | Document::Register | Document::Translations | Document::Glossary => None,
            Document::Page(name) => Some(PageKey::Free(name.clone())),
            Document::Strategy(id) | Document::StrategySection(id, _) => Some(PageKey::Strategy(id.clone())),
            Document::StrategyGoal(id, _) | Document::StrategyMeasure(id, _, _) => Some(PageKey::Strategy(id.clone())),
            Document::Edition(year) => Some(PageKey::Edition(*year)),
            Document::EditionGoal(year, goal) | Document::EditionMeasure(year, goal, _) => Some(PageKey::Goal(*year, *goal)),
        }
    }

    /// The anchor of its part of that page; `None` where it is the page.
    pub fn anchor(&self) -> Option<String> {
        match self {
            Document::StrategySection(_, name) => Some(name.clone()),
            Document::StrategyGoal(_, goal) => Some(format!("goal-{goal}")),
            Document::StrategyMeasure(_, goal, measure) => Some(format!("goal-{goal}-measure-{measure}")),
            Document::EditionMeasure(_, _, measure) => Some(format!("measure-{measure}")),
            Document::Site | Document::Frameworks | Document::Register | Document::Translations | Document::Glossary => None,
            Document::Page(_) => None,
            Document::Strategy(_) | Document::Edition(_) | Document::EditionGoal(_, _) => None,
        }
    }
}

/// The path of the original of a translation: `goal.en.md` translates `goal.md`.
pub fn original_of(path: &str) -> Option<String> {
    Some(format!("{}.md", path.strip_suffix(".en.md")?))
}

/// The site has a page of its own at each of these names.
fn free_page(name: &str) -> Option<Document> {
    if !is_name(name) {
        return None;
    }
    (!["index", "404"].contains(&name)).then(|| Document::Page(name.to_owned()))
}

fn strategy(id: &str, rest: &[&str]) -> Option<Document> {
    let id = id.to_owned();
    match rest {
        ["strategy.md"] => Some(Document::Strategy(id)),
        [file] => Some(Document::StrategySection(id, section(file)?)),
        [goal, "goal.md"] => Some(Document::StrategyGoal(id, numbered("goal-", goal)?)),
        [goal, file] => Some(Document::StrategyMeasure(id, numbered("goal-", goal)?, measure(file)?)),
        _ => None,
    }
}

fn edition(year: i32, rest: &[&str]) -> Option<Document> {
    match rest {
        ["edition.md"] => Some(Document::Edition(year)),
        [goal, "goal.md"] => Some(Document::EditionGoal(year, numbered("goal-", goal)?)),
        [goal, file] => Some(Document::EditionMeasure(year, numbered("goal-", goal)?, measure(file)?)),
        _ => None,
    }
}

/// Letters of any script, digits, `-` and `_`: what needs no care in an address.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
}

/// The name of a section of prose; those of the structured parts are taken.
fn section(file: &str) -> Option<String> {
    let name = file.strip_suffix(".md").filter(|name| is_name(name))?;
    (!["vision", "alignment", "population", "goals"].contains(&name)).then(|| name.to_owned())
}

fn four_digits(name: &str) -> Option<i32> {
    (name.len() == 4).then(|| name.parse().ok()).flatten().filter(|year| (1868..=2999).contains(year))
}

fn measure(file: &str) -> Option<u32> {
    numbered("measure-", file.strip_suffix(".md")?)
}

/// `goal-3` → 3; no leading zeros, from 1.
fn numbered(prefix: &str, name: &str) -> Option<u32> {
    let digits = name.strip_prefix(prefix)?;
    let plain = !digits.starts_with('0') && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_format_is_read_and_written_alike() {
        let paths = [
            "site.toml",
            "frameworks.toml",
            "pages/about.md",
            "strategies/first/strategy.md",
            "strategies/first/background.md",
            "strategies/first/goal-1/goal.md",
            "strategies/first/goal-1/measure-12.md",
            "editions/2016/edition.md",
            "editions/2016/goal-1/goal.md",
            "editions/2016/goal-1/measure-1.md",
        ];
        for path in paths {
            assert_eq!(Document::parse(path).map(|document| document.path()), Some(path.to_owned()));
        }
    }

    #[test]
    fn other_paths_are_no_documents() {
        for path in [
            "notes.md",
            "pages/index.md",
            "pages/404.md",
            "pages/my page.md",
            "strategies/first/vision.md",
            "strategies/My Plan/strategy.md",
            "editions/16/edition.md",
            "editions/2016/goal-01/goal.md",
            "editions/2016/goal-1/x.md",
            "strategies/first/goal-1/a/b.md",
        ] {
            assert_eq!(Document::parse(path), None, "{path}");
        }
    }
}
