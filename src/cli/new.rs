//! `torikumi new`.

use super::{Common, ExitStatus, FolderReading};
use crate::diagnostic::{Fault, Place, Report, Severity};
use crate::error::Error;
use crate::load::{self, Folder};
use crate::message::Message;
use crate::model::read;
use crate::scaffold::{self, FolderDraft};
use clap::{Args, Subcommand};
use std::path::Path;

#[derive(Debug, Args)]
pub struct NewArguments {
    #[command(subcommand)]
    what: NewCommand,
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    Strategy {
        id: String,
        #[arg(long, value_name = "ID")]
        succeeds: Option<String>,
    },
    Goal {
        #[arg(long, value_name = "ID")]
        strategy: Option<String>,
    },
    Edition {
        year: String,
        #[arg(long, value_name = "ID")]
        strategy: Option<String>,
    },
}

impl NewArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = common.lock_site("new")?;
        let mut report = Report::default();
        let folder = load::load(&common.root, &mut report)?;
        let project = read::project(&folder, &mut report);
        let is_stray = |fault: &Fault| matches!(fault, Fault::UnexpectedFile { .. });
        report.retain(|found| found.severity == Severity::Error && !is_stray(&found.fault) && concerns_plan(&found.place, &folder));
        let draft = match (&self.what, project) {
            (NewCommand::Strategy { id, succeeds }, _) => scaffold::strategy(&folder, id, succeeds.as_deref())?,
            (NewCommand::Goal { strategy }, Some(project)) => scaffold::goal(&folder, &project, strategy.as_deref())?,
            (NewCommand::Edition { year, strategy }, Some(project)) if !report.has_errors() => {
                scaffold::edition(&project, year, strategy.as_deref())?
            }
            (NewCommand::Goal { .. } | NewCommand::Edition { .. }, _) => {
                common.print(&FolderReading { folder, report, loaded: None }, Severity::Error);
                common.complain(&Message::new("new.refused"));
                return Ok(ExitStatus::ContentErrors);
            }
        };
        draft.write(&lock)?;
        common.say(&self.made(&draft, common));
        Ok(ExitStatus::Fine)
    }

    /// The files that were made, and what to do next.
    fn made(&self, draft: &FolderDraft, common: &Common) -> Message {
        let message = match self.what {
            NewCommand::Edition { .. } => Message::new("new.edition-made"),
            NewCommand::Strategy { .. } | NewCommand::Goal { .. } => Message::new("new.plan-made"),
        };
        let files: String = draft.paths().map(|path| format!("  {}\n", below(&common.root, &path))).collect();
        let root = (common.root != Path::new(".")).then(|| common.root.display().to_string());
        message.part("files", files).part("root", root)
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
