//! Random plans.

/// Numbers that follow from a seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn number(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    pub fn is(&mut self, of: u64) -> bool {
        self.number(of) == 0
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.number(of.len() as u64)).unwrap()]
    }
}

pub struct RandomIndicator {
    pub name: String,
    pub unit: &'static str,
    /// Digits; `None` where there is no figure.
    pub baseline: Option<String>,
    pub target: String,
    /// Digits of the targets of the years before, in the order of those of the plan.
    pub schedule: Vec<String>,
    pub is_at_least: bool,
}

pub struct RandomMeasure {
    pub title: String,
    pub indicators: Vec<RandomIndicator>,
}

pub struct RandomGoal {
    pub title: String,
    pub indicators: Vec<RandomIndicator>,
    pub measures: Vec<RandomMeasure>,
}

pub struct RandomPlan {
    pub goals: Vec<RandomGoal>,
    pub baseline_year: i32,
    /// Years with targets before the last one.
    pub schedule_years: Vec<i32>,
    pub target_year: i32,
}

const NAMES: [&str; 10] = [
    "出生数",
    "移住者数（累計を除く）",
    "コミュニティバスの利用者数",
    "住み続けたいと思う市民の割合",
    "3世代同居の世帯数",
    "創業件数",
    "１人当たりのごみ排出量",
    "防災訓練の参加者",
    "健診受診率（40～74歳）",
    "図書館の貸出点数",
];
const UNITS: [&str; 8] = ["人", "件", "％", "世帯", "か所", "万人", "百万円", "点"];
const TITLES: [&str; 6] = ["しごとをつくる", "安心して暮らせるまち", "子育ての支援", "防災と防犯", "交流の促進", "健康づくり"];

impl RandomPlan {
    pub fn new(dice: &mut Dice) -> RandomPlan {
        let mut count = 0;
        let schedule_years: Vec<i32> =
            if dice.is(2) { [2021, 2022][usize::try_from(dice.number(2)).unwrap()..].to_vec() } else { Vec::new() };
        let goals = (0..=dice.number(2)).map(|goal| RandomGoal::new(dice, goal, &mut count, schedule_years.len())).collect();
        RandomPlan {
            goals,
            baseline_year: 2013 + i32::try_from(dice.number(8)).unwrap(),
            schedule_years,
            target_year: 2023 + i32::try_from(dice.number(6)).unwrap(),
        }
    }

    /// A line for each indicator: where it stands, and its figures.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (goal_number, goal) in (1..).zip(&self.goals) {
            lines.extend(goal.indicators.iter().map(|indicator| format!("{goal_number} {} | – | {}", goal.title, self.line(indicator))));
            for (number, measure) in (1..).zip(&goal.measures) {
                let place = format!("{goal_number} {} | {number} {}", goal.title, measure.title);
                lines.extend(measure.indicators.iter().map(|indicator| format!("{place} | {}", self.line(indicator))));
            }
        }
        lines
    }

    fn line(&self, indicator: &RandomIndicator) -> String {
        let baseline = indicator.baseline.as_ref().map_or("–".to_owned(), |digits| format!("{digits} ({})", self.baseline_year));
        let bound = if indicator.is_at_least { " at-least" } else { "" };
        let schedule: String =
            self.schedule_years.iter().zip(&indicator.schedule).map(|(year, digits)| format!(" {digits} ({year})")).collect();
        format!("{} [{}] {baseline} →{schedule} → {}{bound} ({})", indicator.name, indicator.unit, indicator.target, self.target_year)
    }
}

impl RandomGoal {
    pub fn new(dice: &mut Dice, goal: u64, count: &mut usize, scheduled: usize) -> RandomGoal {
        let mut indicators = |dice: &mut Dice, least: u64| -> Vec<RandomIndicator> {
            (0..least + dice.number(3)).map(|_| RandomIndicator::new(dice, count, scheduled)).collect()
        };
        let own = indicators(dice, 0);
        let measures = (0..=dice.number(2)).map(|measure| RandomMeasure {
            title: format!("{}{}", dice.one(&TITLES), ["その一", "その二", "その三"][usize::try_from(measure).unwrap()]),
            indicators: indicators(dice, 1),
        });
        let measures = measures.collect();
        RandomGoal {
            title: format!("{}の{}", dice.one(&TITLES), ["甲", "乙", "丙"][usize::try_from(goal).unwrap()]),
            indicators: own,
            measures,
        }
    }
}

impl RandomIndicator {
    pub fn new(dice: &mut Dice, count: &mut usize, scheduled: usize) -> RandomIndicator {
        *count += 1;
        let digits = |dice: &mut Dice| match dice.number(3) {
            0 => format!("{}.{}", dice.number(100), 1 + dice.number(9)),
            1 => dice.number(100).to_string(),
            _ => (1000 + dice.number(900_000)).to_string(),
        };
        RandomIndicator {
            name: format!("{}{count}", dice.one(&NAMES)),
            unit: dice.one(&UNITS),
            // One of them at least has rows of several years.
            baseline: (*count == 1 || !dice.is(6)).then(|| digits(dice)),
            target: digits(dice),
            schedule: (0..scheduled).map(|_| digits(dice)).collect(),
            is_at_least: dice.is(5),
        }
    }
}
