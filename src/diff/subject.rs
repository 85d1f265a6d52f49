//! What a change belongs to, under the name that the city gives it.

/// A part of the content, the same before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparedPart {
    /// A strategy by its id.
    Strategy(String),
    /// A goal by its strategy and its number.
    Goal(String, u32),
    /// A measure by its strategy, its goal and its number.
    Measure(String, u32, u32),
    /// An indicator by its strategy and its id.
    Indicator(String, String),
    /// An edition by its fiscal year.
    Edition(i32),
    /// A free page by the name of its file.
    Page(String),
    Site,
}

/// Where a subject stands among others: what is planned by strategy, goal and measure, then editions, pages and the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectOrder {
    pub kind: usize,
    pub strategy: usize,
    pub goal: u32,
    pub measure: u32,
    pub position: usize,
}

/// What a change belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSubject {
    pub key: ComparedPart,
    /// Its name or title.
    pub name: String,
    /// The division in charge; of a measure those of its indicators.
    pub division: Option<String>,
    /// Its place in the plan: 施策2(1).
    pub place: Option<String>,
    /// The goal or measure in a table: `2(1) 空き家の活用`.
    pub part: Option<String>,
    pub order: SubjectOrder,
}

impl ComparedPart {
    /// The word for machines.
    pub fn word(&self) -> &'static str {
        match self {
            ComparedPart::Strategy(_) => "strategy",
            ComparedPart::Goal(..) => "goal",
            ComparedPart::Measure(..) => "measure",
            ComparedPart::Indicator(..) => "indicator",
            ComparedPart::Edition(_) => "edition",
            ComparedPart::Page(_) => "page",
            ComparedPart::Site => "site",
        }
    }

    /// The path or id by which machines know it.
    pub fn id(&self) -> String {
        match self {
            ComparedPart::Strategy(id) | ComparedPart::Page(id) | ComparedPart::Indicator(_, id) => id.clone(),
            ComparedPart::Goal(strategy, goal) => format!("{strategy}/goal-{goal}"),
            ComparedPart::Measure(strategy, goal, measure) => format!("{strategy}/goal-{goal}/measure-{measure}"),
            ComparedPart::Edition(year) => year.to_string(),
            ComparedPart::Site => "site".to_owned(),
        }
    }
}
