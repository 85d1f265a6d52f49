//! How much of what could be tried is tried.

/// What a run tries of a long list of cases, such as every operation of a command made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thoroughness {
    /// A sample spread over the list, the same in every run.
    Sample,
    /// The sample, and one of so many parts of the list: all parts together are the list.
    Part { part: usize, parts: usize },
    /// The whole list.
    Thorough,
}

/// As `TORIKUMI_TESTS` says: nothing or `sample`, `PART/PARTS` (from 1), or `thorough`.
pub fn thoroughness() -> Thoroughness {
    let text = std::env::var("TORIKUMI_TESTS").unwrap_or_default();
    Thoroughness::read(&text)
        .unwrap_or_else(|| panic!("TORIKUMI_TESTS is `{text}`; expected `sample`, `thorough`, or a part such as `3/7`"))
}

impl Thoroughness {
    fn read(text: &str) -> Option<Thoroughness> {
        match text {
            "" | "sample" => Some(Thoroughness::Sample),
            "thorough" => Some(Thoroughness::Thorough),
            _ => {
                let (part, parts) = text.split_once('/')?;
                let (part, parts) = (part.parse().ok()?, parts.parse().ok()?);
                (1..=parts).contains(&part).then_some(Thoroughness::Part { part, parts })
            }
        }
    }

    /// Whether the case at a place of the list (from 0) is tried, where the sample takes every `step`-th.
    pub fn tries(self, place: usize, step: usize) -> bool {
        let in_sample = place.is_multiple_of(step);
        match self {
            Thoroughness::Sample => in_sample,
            Thoroughness::Part { part, parts } => in_sample || place % parts == part - 1,
            Thoroughness::Thorough => true,
        }
    }

    /// How many random cases are tried, where the sample has so many: of more than the sample, another part is another choice.
    pub fn cases(self, sample: u32) -> u32 {
        match self {
            Thoroughness::Sample => sample,
            Thoroughness::Part { .. } => sample * 2,
            Thoroughness::Thorough => sample * 16,
        }
    }
}

#[test]
fn the_parts_of_a_list_are_together_the_whole_list() {
    const PARTS: usize = 7;
    let tried = |thoroughness: Thoroughness| (0..100).filter(|place| thoroughness.tries(*place, 9)).collect::<Vec<_>>();
    assert_eq!(tried(Thoroughness::Sample), [0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 99]);
    let mut together: Vec<usize> = (1..=PARTS).flat_map(|part| tried(Thoroughness::Part { part, parts: PARTS })).collect();
    together.sort_unstable();
    together.dedup();
    assert_eq!(together, (0..100).collect::<Vec<_>>());
    assert_eq!(tried(Thoroughness::Thorough), together);
    assert!(tried(Thoroughness::Part { part: 3, parts: PARTS }).len() < 26);
}

#[test]
fn a_part_is_read_and_what_is_no_part_is_refused() {
    assert_eq!(Thoroughness::read(""), Some(Thoroughness::Sample));
    assert_eq!(Thoroughness::read("7/7"), Some(Thoroughness::Part { part: 7, parts: 7 }));
    for wrong in ["0/7", "8/7", "7", "all", "1/0", "/", "-1/7"] {
        assert_eq!(Thoroughness::read(wrong), None, "{wrong}");
    }
}
