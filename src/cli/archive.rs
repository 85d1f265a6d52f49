//! `torikumi archive`.

use super::progress::Clock;
use super::{Common, ExitStatus};
use crate::archive::{self, SealError, SealOrder, SiteContent};
use crate::diagnostic::Severity;
use crate::error::{Error, Request};
use crate::message::Message;
use crate::model::{Published, Seal};
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;
use std::collections::BTreeSet;

#[derive(Debug, Args)]
pub struct ArchiveArguments {
    year: String,
    #[arg(long, value_name = "REASON")]
    revision: Option<String>,
    #[arg(long, value_name = "REASON")]
    force: Option<String>,
    #[arg(long, value_name = "REASON", conflicts_with_all = ["revision", "force"])]
    withdraw: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Published>,
}

/// A day, as an argument has it.
pub(super) fn day(text: &str) -> Result<Published, String> {
    Published::parse(text).filter(|date| date.day.is_some()).ok_or_else(String::new)
}

impl ArchiveArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let year = crate::model::year::parse_year(&self.year).ok_or_else(|| Request::Year { found: self.year.clone() })?;
        let date = self.date.unwrap_or_else(today);
        let order = SealOrder { year, date, revision: self.revision.clone(), force: self.force.clone() };
        let mut clock = Clock::start(common);
        let lock = common.lock_site("archive")?;
        let mut reading =
            common.read_with(&mut clock, common.choices(BaseUrl::Own, Sealing::Anew(BTreeSet::from([year])), PhotoCache::Keep))?;
        let Some(loaded) = reading.loaded.take() else {
            common.print(&reading, Severity::Warning);
            return Ok(ExitStatus::ContentErrors);
        };
        archive::complete(&lock)?;
        let content = SiteContent { loaded: &loaded, folder: &reading.folder, report: &reading.report, changes: &[] };
        if let Some(reason) = &self.withdraw {
            let seal = archive::withdraw(&lock, content, &order, reason)?;
            common.conclude(&Message::new("archive.withdrawn").part("file", seal.file));
            return Ok(ExitStatus::Fine);
        }
        let sealed = archive::prepare(content, &order).and_then(|prepared| {
            archive::commit(&lock, content, &[&prepared])?;
            Ok(prepared.seal)
        });
        match sealed {
            Ok(seal) => {
                common.conclude(&self::sealed(&seal));
                Ok(ExitStatus::Fine)
            }
            Err(SealError::Template(fault)) => {
                reading.report.add(fault.0, fault.1);
                common.print(&reading, Severity::Warning);
                Ok(ExitStatus::ContentErrors)
            }
            Err(SealError::Error(Error::Request(request @ (Request::ResultsMissing { .. } | Request::Draft { .. })))) => {
                common.print(&reading, Severity::Warning);
                common.fail(Error::Request(request).message());
                Ok(ExitStatus::ContentErrors)
            }
            Err(SealError::Error(error)) => Err(error),
        }
    }
}

pub(super) fn sealed(seal: &Seal) -> Message {
    Message::new("archive.sealed").part("file", seal.file.as_str()).part("size", seal.size).part("sha512", seal.sha512.as_str())
}

/// Today where Japanese cities are: nine hours ahead, without summer time.
pub(super) fn today() -> Published {
    let date = jiff::tz::Offset::constant(9).to_datetime(jiff::Timestamp::now()).date();
    Published { year: date.year().into(), month: date.month().into(), day: Some(date.day().into()) }
}
