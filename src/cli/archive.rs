//! `torikumi archive`.

use super::progress::Clock;
use super::{Common, ExitStatus, complain};
use crate::archive::{self, Content, Order, Stopped};
use crate::diagnostic::{Language, Severity};
use crate::error::{Error, Request};
use crate::model::{Published, Seal};
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;

#[derive(Debug, Args)]
pub struct Archive {
    /// Fiscal year of the edition: 2016, H28, R5
    year: String,
    /// Seal it again, and say why
    #[arg(long, value_name = "REASON")]
    revision: Option<String>,
    /// Seal it although results are missing, and say why
    #[arg(long, value_name = "REASON")]
    force: Option<String>,
    /// Take the newest bundle out, and say why; its entry stays
    #[arg(long, value_name = "REASON", conflicts_with_all = ["revision", "force"])]
    withdraw: Option<String>,
    /// Day of the sealing; by default today in Japan
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Published>,
}

fn day(text: &str) -> Result<Published, String> {
    Published::parse(text).filter(|date| date.day.is_some()).ok_or_else(|| "expected a day such as 2026-11-21".to_owned())
}

impl Archive {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let year = crate::model::year::parse_year(&self.year).ok_or_else(|| Request::Year { found: self.year.clone() })?;
        let date = self.date.unwrap_or_else(today);
        let order = Order { year, date, revision: self.revision.clone(), force: self.force.clone() };
        let mut clock = Clock::start(common);
        let lock = common.lock_site("archive")?;
        archive::complete(&lock)?;
        let mut reading = common.read_with(&mut clock, common.choices(BaseUrl::Own, Sealing::Anew(year), PhotoCache::Keep))?;
        let Some(loaded) = reading.loaded.take() else {
            common.print(&reading, Severity::Warning);
            return Ok(ExitStatus::ContentErrors);
        };
        let content = Content { lock: &lock, loaded: &loaded, folder: &reading.folder, report: &reading.report };
        if let Some(reason) = &self.withdraw {
            let seal = archive::withdraw(content, &order, reason)?;
            common.conclude(&withdrawn(&seal, common.language()));
            return Ok(ExitStatus::Fine);
        }
        match archive::seal(content, &order) {
            Ok(seal) => {
                common.conclude(&sealed(&seal, common.language()));
                Ok(ExitStatus::Fine)
            }
            Err(Stopped::Template(fault)) => {
                reading.report.add(fault.0, fault.1);
                common.print(&reading, Severity::Warning);
                Ok(ExitStatus::ContentErrors)
            }
            Err(Stopped::Error(Error::Request(request @ (Request::ResultsMissing { .. } | Request::Draft { .. })))) => {
                common.print(&reading, Severity::Warning);
                complain(&format!("error: {}", Error::Request(request).words(common.language())));
                Ok(ExitStatus::ContentErrors)
            }
            Err(Stopped::Error(error)) => Err(error),
        }
    }
}

fn withdrawn(seal: &Seal, language: Language) -> String {
    match language {
        Language::En => format!("`{}` taken out; its entry stays in the register", seal.file),
        Language::Ja => format!("`{}` を取り除きました（記録は残ります）", seal.file),
    }
}

fn sealed(seal: &Seal, language: Language) -> String {
    let Seal { file, size, sha512, .. } = seal;
    match language {
        Language::En => format!("sealed: `content/archive/{file}`, {size} bytes\nSHA-512 {sha512}"),
        Language::Ja => format!("封印しました：`content/archive/{file}`（{size}バイト）\nSHA-512 {sha512}"),
    }
}

/// Today where Japanese cities are: nine hours ahead, without summer time.
pub(super) fn today() -> Published {
    let date = jiff::tz::Offset::constant(9).to_datetime(jiff::Timestamp::now()).date();
    Published { year: date.year().into(), month: date.month().into(), day: Some(date.day().into()) }
}
