//! A site that knows the name of its city and of its plan; everything else is imported.

use super::edition::{pair, quoted};
use super::{FolderDraft, new_text};
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::year::parse_year;
use crate::model::{Document, Period, Text};

const SITE: &str = include_str!("new/site.toml");
/// What may stand between two years.
const BETWEEN: [char; 9] = ['-', '~', '～', '〜', 'ー', '－', '–', '—', '―'];

/// What a new site has to know of its city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCity {
    pub name: Text,
    /// Six digits.
    pub code: Option<String>,
    /// The title of the plan.
    pub plan: Text,
    pub period: Period,
    /// The id of the plan.
    pub strategy: String,
}

/// First and last fiscal year in any notation: `2020-2024`, `R2～R6`, `令和2年度～令和6年度`.
pub fn period(text: &str) -> Option<Period> {
    let (first, last) = text.split_once(BETWEEN)?;
    let [first, last] = [first, last].map(parse_year);
    let period = Period { first: first?, last: last? };
    (period.first <= period.last).then_some(period)
}

/// The files of the site.
///
/// # Errors
///
/// [`Request::Id`].
pub fn empty(city: &NewCity) -> Result<FolderDraft, Error> {
    let document = Document::Strategy(city.strategy.clone());
    if Document::parse(&document.path()) != Some(document) {
        return Err(Request::Id { found: city.strategy.clone() }.into());
    }
    let title =
        Text { ja: format!("{}の取組状況", city.plan.ja), en: city.plan.en.as_ref().map(|plan| format!("{plan}: Progress Report")) };
    let code = city.code.as_ref().map_or("# code = \"000000\"".to_owned(), |code| format!("code = {}", quoted(code)));
    let site = SITE.replace("{title}", &pair(&title)).replace("{name}", &pair(&city.name)).replace("{code}", &code);
    let Period { first, last } = city.period;
    let strategy = format!("+++\ntitle = {}\nperiod = [{first}, {last}]\n+++\n", pair(&city.plan));
    let files = vec![new_text("site.toml", &site), new_text(&format!("strategies/{}/strategy.md", city.strategy), &strategy)];
    Ok(FolderDraft { folder: "content".to_owned(), files })
}

impl FolderDraft {
    /// The files as a folder that was read, so that they can be looked at before they are written.
    pub fn as_folder(&self) -> Folder {
        let mut folder = Folder::default();
        self.paths().zip(&self.files).for_each(|(path, file)| folder.add_text(&path, &file.text));
        folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_in_any_notation() {
        for text in ["2020-2024", "R2～R6", "令和2年度〜令和6年度", " 令和２年度 ー 2024 "] {
            assert_eq!(period(text), Some(Period { first: 2020, last: 2024 }), "{text}");
        }
        assert_eq!([period("2024-2020"), period("2020"), period("R2-")], [None, None, None]);
    }
}
