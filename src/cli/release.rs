//! `torikumi release`.

use super::import::{ExistingContent, edition_of};
use super::{Common, ExitStatus};
use crate::disk;
use crate::error::{Error, Request};
use crate::message::Message;
use crate::model::{Document, Published, year};
use crate::scaffold;
use crate::sheet::{self, ReportedEdition};
use clap::Args;
use std::collections::BTreeMap;

#[derive(Debug, Args)]
pub struct ReleaseArguments {
    #[arg(value_name = "YEAR")]
    year: String,
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<String>,
}

impl ReleaseArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let parsed =
            |text: &String| Published::parse(text).or_else(|| year::parse_day(text)).ok_or_else(|| Request::Date { found: text.clone() });
        let date = self.published.as_ref().map(parsed).transpose()?;
        let lock = common.lock_site("release")?;
        let content = ExistingContent::read(common)?;
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let edition = edition_of(project, Some(&self.year))?;
        let fiscal = edition.year;
        if date.is_none() && edition.published.is_none() {
            return Err(Request::PublicationDate { year: fiscal }.into());
        }
        if content.is_in_the_way(fiscal) {
            return Ok(content.refuse(common));
        }
        let path = Document::Edition(fiscal).path();
        let path = format!("content/{path}");
        let source = content.folder.texts.get(&path).map(|source| content.folder.sources.get(*source));
        let Some(after) = source.and_then(|source| scaffold::released(&source.text, date)) else { return Ok(content.refuse(common)) };
        let changes = content.changes(BTreeMap::from([(path.clone(), after)]), common);
        disk::change_all(&lock, &changes)?;
        common.conclude(&Message::new("release.done").part("year", fiscal).part("path", path));
        let open: usize = sheet::blanks(ReportedEdition { project, edition }, &[]).iter().map(|blank| blank.indicators.len()).sum();
        if open > 0 {
            common.complain(&Message::new("release.open").part("count", open));
        }
        edition.goals.iter().filter(|goal| goal.draft).for_each(|goal| {
            common.complain(&Message::new("release.draft-goal").part("goal", goal.number));
        });
        Ok(ExitStatus::Fine)
    }
}
