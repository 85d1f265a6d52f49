//! `torikumi new`.

use super::{Common, ExitStatus, Reading, complain, say};
use crate::diagnostic::{Language, Place, Report, Severity};
use crate::error::Error;
use crate::load::{self, Folder};
use crate::model::read;
use crate::scaffold::{self, Draft};
use clap::{Args, Subcommand};
use std::path::Path;

#[derive(Debug, Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A strategy with its first goal and measure
    Strategy {
        /// Its id, the name of its folder
        id: String,
        /// The strategy that it follows
        #[arg(long, value_name = "ID")]
        succeeds: Option<String>,
    },
    /// The next goal of a strategy, with its first measure
    Goal {
        /// The strategy; by default the newest
        #[arg(long, value_name = "ID")]
        strategy: Option<String>,
    },
    /// The report on a fiscal year: a file for every goal and measure, a line for every result
    Edition {
        /// The fiscal year reported on: 2017, H29, R5
        year: String,
        /// The strategy; by default the one whose period holds the year
        #[arg(long, value_name = "ID")]
        strategy: Option<String>,
    },
}

impl New {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = common.lock_site("new")?;
        let mut report = Report::default();
        let folder = load::load(&common.root, &mut report)?;
        let project = read::project(&folder, &mut report);
        report.retain(|found| found.severity == Severity::Error && concerns_plan(&found.place, &folder));
        let draft = match (&self.what, project) {
            (What::Strategy { id, succeeds }, _) => scaffold::strategy(&folder, id, succeeds.as_deref())?,
            (What::Goal { strategy }, Some(project)) => scaffold::goal(&folder, &project, strategy.as_deref())?,
            (What::Edition { year, strategy }, Some(project)) if !report.has_errors() => {
                scaffold::edition(&project, year, strategy.as_deref())?
            }
            (What::Goal { .. } | What::Edition { .. }, _) => {
                common.print(&Reading { folder, report, loaded: None }, Severity::Error);
                complain(match common.language() {
                    Language::En => "nothing was made: these have to be mended first",
                    Language::Ja => "何も作っていません。先に上の誤りを直してください",
                });
                return Ok(ExitStatus::ContentErrors);
            }
        };
        draft.write(&lock)?;
        say(&self.says(&draft, common));
        Ok(ExitStatus::Fine)
    }

    /// The files that were made, and what to do next.
    fn says(&self, draft: &Draft, common: &Common) -> String {
        let files: String = draft.paths().map(|path| format!("  {}\n", below(&common.root, &path))).collect();
        let check = match common.root == Path::new(".") {
            true => "torikumi check".to_owned(),
            false => format!("torikumi check --root {}", common.root.display()),
        };
        match (common.language(), &self.what) {
            (Language::En, What::Edition { .. }) => {
                format!("made:\n{files}\nnext: fill in the results; `{check}` names those that are still open")
            }
            (Language::En, What::Strategy { .. } | What::Goal { .. }) => {
                format!("made:\n{files}\nnext: fill in the titles; `{check}` names those that are still open")
            }
            (Language::Ja, What::Edition { .. }) => {
                format!("作ったファイル：\n{files}\n次に：実績を記入してください。まだのものは `{check}` で分かります")
            }
            (Language::Ja, What::Strategy { .. } | What::Goal { .. }) => {
                format!("作ったファイル：\n{files}\n次に：名称を記入してください。まだのものは `{check}` で分かります")
            }
        }
    }
}

/// Whether a fault may keep the plan from being known whole. Others, such as a link to an edition that is yet to be made, do
/// not matter to what is new.
pub fn concerns_plan(place: &Place, folder: &Folder) -> bool {
    let path = match place {
        Place::Span(source, _) => &folder.sources.get(*source).path,
        Place::File(path) => path,
        Place::Cell(cell) => &cell.file,
    };
    path.starts_with("content/strategies/") || !path.trim_start_matches("content/").contains('/')
}

/// A path below the root, as it is seen from here.
fn below(root: &Path, path: &str) -> String {
    if root == Path::new(".") { path.to_owned() } else { root.join(path).display().to_string() }
}
