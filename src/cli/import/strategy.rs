//! `torikumi import strategy`: a plan from a table.

use super::map::ImportMap;
use super::outcome::aligned;
use super::questions::Questions;
use super::{ExistingContent, conflicts, refuse_map, refuse_sealed, say_understood, understood, write_report};
use crate::cli::strategy_facts::StrategyFactsArguments;
use crate::cli::{Common, ExitStatus, MessageFormat};
use crate::diagnostic::{self, Report, Severity, Sources};
use crate::disk;
use crate::error::Error;
use crate::language::Language;
use crate::message::Message;
use crate::model::Word;
use crate::scaffold::FolderDraft;
use crate::sheet::{
    self, Absences, IndicatorChange, ParsedStrategy, PlanChanges, PlanDifference, PlanLine, PlanResult, Proposal, Proposals,
    ProposedIndicator, TableUse, UnsettledKind, WantedStrategy,
};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ImportStrategy {
    file: PathBuf,
    #[arg(long, value_name = "ID")]
    id: String,
    #[arg(long, value_name = "ID")]
    succeeds: Option<String>,
    #[command(flatten)]
    facts: StrategyFactsArguments,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    accept: bool,
    #[arg(long)]
    accept_proposals: bool,
    #[arg(long)]
    remove: bool,
    #[arg(long)]
    into_sealed: bool,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    open: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

impl ImportStrategy {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = if self.dry_run { None } else { Some(common.lock_site("import strategy")?) };
        let mut content = ExistingContent::read(common)?;
        if content.has_unreadable(&self.id) {
            return Ok(content.refuse(common));
        }
        let facts = self.facts.facts()?;
        let mut faults = Report::default();
        let Some(map) = ImportMap::read(self.map.as_deref(), TableUse::Plan, &mut content.folder, &mut faults)? else {
            return Ok(refuse_map(&faults, &content.folder.sources, common));
        };
        let wanted = WantedStrategy {
            id: &self.id,
            succeeds: self.succeeds.as_deref(),
            facts: Some(&facts),
            proposals: proposals(self.accept_proposals),
            absences: if self.remove { Absences::Removed } else { Absences::Kept },
        };
        let mut table = sheet::open(&self.file)?;
        map.assign(std::slice::from_mut(&mut table));
        let mut parsed = sheet::strategy(&content.folder, wanted, &table, conflicts(self.accept))?;
        let files = std::slice::from_ref(&table);
        write_report(self.report.as_deref(), files, &parsed.understood, &parsed.proposals, TableUse::Plan, common)?;
        let conflicts_of_rows = parsed.report.count(Severity::Error);
        map.compare(files, &parsed.understood, conflicts(self.accept), &mut parsed.report);
        if parsed.report.count(Severity::Error) > conflicts_of_rows {
            // A table without a column that the map names is another one than was meant.
            (parsed.result, parsed.taken) = (PlanResult::Nothing, 0);
        }
        let is_open = parsed.report.has_errors();
        let is_blocked = is_open && common.strict;
        let questions = Questions {
            file: self.open.as_deref().filter(|_| !self.dry_run),
            rows: &parsed.unsettled,
            kind: UnsettledKind::Plan,
            footnotes: &parsed.footnotes,
        };
        questions.refuse_existing()?;
        if let PlanResult::Changed(changes) = &parsed.result {
            self.refuse_sealed(&content, changes)?;
        }
        let is_written = lock.is_some() && !is_blocked && !matches!(parsed.result, PlanResult::Nothing);
        self.print(common, &content.folder.sources, &parsed, is_written);
        if !self.dry_run {
            map.write(files, &parsed.understood, TableUse::Plan, common)?;
        }
        match (&parsed.result, &lock) {
            _ if is_blocked => common.complain(&Message::new("import.plan-blocked").part("taken", parsed.taken)),
            (PlanResult::Nothing, _) => common.complain(&Message::new("import.nothing-made")),
            (PlanResult::New(draft), Some(lock)) => {
                draft.write(lock)?;
                common.conclude(&made(draft));
            }
            (PlanResult::New(draft), None) => {
                draft.refuse_existing(&common.root)?;
                common.conclude(&Message::new("import.plan-tried").part("count", draft.files.len()).part("files", paths(draft)));
            }
            (PlanResult::Changed(changes), lock) => {
                if let Some(lock) = lock {
                    content.write(lock, changes, common)?;
                    if self.remove {
                        self.remove_empty_goals(common)?;
                    }
                }
                common.conclude(&changed(changes, lock.is_some(), common));
                if changes.is_held_back {
                    common.complain(&Message::new("import.plan-held-back"));
                }
            }
        }
        let is_partial = parsed.taken > 0 || !parsed.unsettled.is_empty();
        if is_open && !is_blocked && is_partial {
            common.complain(&open(&parsed));
        }
        questions.write(common)?;
        let is_taken = !is_open && !matches!(parsed.result, PlanResult::Nothing);
        Ok(if is_taken { ExitStatus::Fine } else { ExitStatus::ContentErrors })
    }

    /// Removes folders of goals in which nothing is: a run that was interrupted between the removal of the last file and that of the
    /// folder has left them.
    fn remove_empty_goals(&self, common: &Common) -> Result<(), Error> {
        let strategy = common.root.join("content/strategies").join(&self.id);
        let is_goal = |name: &String| name.strip_prefix("goal-").is_some_and(|number| number.bytes().all(|letter| letter.is_ascii_digit()));
        disk::names(&strategy)?.iter().filter(|name| is_goal(name)).try_for_each(|name| disk::remove_if_empty(&strategy.join(name)))
    }

    /// The pages of sealed editions would not follow what is changed in their strategy.
    fn refuse_sealed(&self, content: &ExistingContent, changes: &PlanChanges) -> Result<(), Error> {
        let (Some(project), false) = (&content.project, self.into_sealed || changes.is_empty()) else { return Ok(()) };
        sheet::editions_of(&content.folder, &self.id).into_iter().try_for_each(|year| refuse_sealed(project, year))
    }

    /// What the plan has beside the strategy before, and the faults of the table.
    fn print(&self, common: &Common, sources: &Sources, parsed: &ParsedStrategy, is_written: bool) {
        say_understood(common, &parsed.understood);
        if let (Some(before), MessageFormat::Full | MessageFormat::Short) = (&self.succeeds, common.format) {
            common.conclude_with(&table(&parsed.lines, common));
            common.conclude(&counts(&parsed.lines, before));
        }
        if let (PlanResult::Changed(PlanChanges { lines, .. }), MessageFormat::Full | MessageFormat::Short) =
            (&parsed.result, common.format)
            && !lines.is_empty()
        {
            common.conclude_with(&table(lines, common));
        }
        if let (false, MessageFormat::Full | MessageFormat::Short) = (parsed.proposals.is_empty(), common.format) {
            common.conclude_with(&proposed(&parsed.proposals, common));
            let ending = if self.accept_proposals { "import.proposals-taken" } else { "import.proposals-open" };
            common.conclude(&Message::new(ending).part("count", parsed.proposals.len()));
        }
        match common.format {
            MessageFormat::Full | MessageFormat::Short => common.print_faults(&parsed.report, sources, Severity::Warning),
            MessageFormat::Json => common.say_text(&document(parsed, common, sources, is_written)),
        }
    }
}

fn proposals(accept: bool) -> Proposals {
    if accept { Proposals::Accepted } else { Proposals::Open }
}

/// A line for each indicator with what is proposed for it, and why.
fn proposed(proposals: &[ProposedIndicator], common: &Common) -> String {
    fn shown<T: Word>(proposal: Option<&Proposal<T>>, common: &Common) -> String {
        let shown = |found: &Proposal<T>| {
            let reason = found.reason.text().in_language(common.language());
            match common.language() {
                Language::Ja => format!("{}（{reason}）", found.value.choice().label.ja),
                Language::En => format!("{} ({reason})", found.value.word()),
            }
        };
        proposal.map(shown).unwrap_or_default()
    }
    let heading = [
        Message::new("import-proposal.id"),
        Message::new("import-proposal.name"),
        Message::new("import-proposal.kind"),
        Message::new("import-proposal.direction"),
    ];
    let row = |found: &ProposedIndicator| {
        [found.id.clone(), found.name.clone(), shown(found.kind.as_ref(), common), shown(found.direction.as_ref(), common)]
    };
    aligned(&std::iter::once(heading.map(|word| common.text(&word))).chain(proposals.iter().map(row)).collect::<Vec<_>>())
}

/// How much is taken and how much is not, and what to do next.
fn open(parsed: &ParsedStrategy) -> Message {
    let tables = Some(parsed.unsettled_tables).filter(|tables| *tables > 0);
    let rows = Some(parsed.unsettled.len()).filter(|rows| *rows > 0 || tables.is_none());
    Message::new("import.plan-open").part("taken", parsed.taken).part("rows", rows).part("tables", tables).part("cells", None::<usize>)
}

fn made(draft: &FolderDraft) -> Message {
    Message::new("import.plan-made").part("count", draft.files.len()).part("files", paths(draft))
}

fn paths(draft: &FolderDraft) -> String {
    draft.paths().map(|path| format!("  {path}\n")).collect()
}

/// What an import changes in a strategy that is there, or would change.
fn changed(changes: &PlanChanges, is_written: bool, common: &Common) -> Message {
    let count = |change| changes.lines.iter().filter(|line| line.change == change).count();
    let absent = Some(count(IndicatorChange::Absent)).filter(|absent| *absent > 0);
    let removed = |path: &String| common.text(&Message::new("import.plan-file-removed").part("path", path.as_str()));
    let paths: Vec<String> = changes.texts.keys().cloned().chain(changes.removed.iter().map(removed)).collect();
    let key = match (changes.is_empty(), is_written) {
        (true, _) => return Message::new("import.plan-unchanged").part("unchanged", changes.unchanged).part("absent", absent),
        (false, true) => "import.plan-changed",
        (false, false) => "import.plan-would-change",
    };
    Message::new(key)
        .part("files", paths.len())
        .part("paths", paths.iter().map(|path| format!("  {path}\n")).collect::<String>())
        .part("new", count(IndicatorChange::New))
        .part("changed", count(IndicatorChange::Changed))
        .part("moved", count(IndicatorChange::Moved))
        .part("removed", count(IndicatorChange::Removed))
        .part("unchanged", changes.unchanged)
        .part("absent", absent)
}

/// A line for each indicator of either strategy.
fn table(lines: &[PlanLine], common: &Common) -> String {
    let word = |name: &str| common.text(&Message::new(&format!("import-plan.{name}")));
    let row = |line: &PlanLine| {
        let differences: Vec<String> = line.differences.iter().map(|difference| shown(difference, common)).collect();
        [word(name(line.change)), line.id.clone(), line.name.clone(), differences.join("; ")]
    };
    aligned(&std::iter::once(["change", "id", "name", "differences"].map(word)).chain(lines.iter().map(row)).collect::<Vec<_>>())
}

/// `target 24800 (2024) → 28784.4 (2029)`.
fn shown(difference: &PlanDifference, common: &Common) -> String {
    let PlanDifference { key, before, after } = difference;
    let key = common.text(&Message::new(&format!("import-plan-key.{}", key)));
    format!("{key} {} → {after}", before.as_deref().unwrap_or("–"))
}

fn counts(lines: &[PlanLine], before: &str) -> Message {
    let count = |change| lines.iter().filter(|line| line.change == change).count();
    Message::new("import.plan-lines")
        .part("before", before)
        .part("continued", count(IndicatorChange::Continued))
        .part("changed", count(IndicatorChange::Changed))
        .part("new", count(IndicatorChange::New))
        .part("dropped", count(IndicatorChange::Dropped))
}

fn name(change: IndicatorChange) -> &'static str {
    match change {
        IndicatorChange::Continued => "continued",
        IndicatorChange::Changed => "changed",
        IndicatorChange::New => "new",
        IndicatorChange::Dropped => "dropped",
        IndicatorChange::Moved => "moved",
        IndicatorChange::Absent => "absent",
        IndicatorChange::Removed => "removed",
        IndicatorChange::NumberKept => "number-kept",
    }
}

/// The report of the faults, with the indicators, as one document in a single line.
fn document(parsed: &ParsedStrategy, common: &Common, sources: &Sources, is_written: bool) -> String {
    let difference = |difference: &PlanDifference| json!({ "key": difference.key, "before": difference.before, "after": difference.after });
    let line = |line: &PlanLine| {
        let differences: Vec<Value> = line.differences.iter().map(difference).collect();
        json!({ "change": name(line.change), "id": line.id, "name": line.name, "differences": differences })
    };
    let mut document: Value = serde_json::from_str(&diagnostic::json(&parsed.report, sources, common.language())).unwrap_or_default();
    document["indicators"] = parsed.lines.iter().map(line).collect();
    let of = |word: &str, reason: &str| json!({ "value": word, "reason": reason });
    let proposal = |found: &ProposedIndicator| {
        let reason = |bilingual: crate::model::vocabulary::Bilingual| bilingual.in_language(common.language());
        let kind = found.kind.map(|kind| of(kind.value.word(), reason(kind.reason.text())));
        let direction = found.direction.map(|direction| of(direction.value.word(), reason(direction.reason.text())));
        json!({ "id": found.id, "name": found.name, "kind": kind, "direction": direction })
    };
    document["proposals"] = parsed.proposals.iter().map(proposal).collect();
    if let PlanResult::Changed(changes) = &parsed.result {
        document["changes"] = changes.lines.iter().map(line).collect();
        document["unchanged"] = json!(changes.unchanged);
        document["files"] = changes.texts.keys().map(String::as_str).collect();
        document["removed"] = changes.removed.iter().map(String::as_str).collect();
    }
    document["written"] = json!(is_written);
    document["taken"] = json!(parsed.taken);
    document["open"] = json!(parsed.unsettled.len() + parsed.unsettled_tables);
    document["understood"] = parsed.understood.iter().map(understood::document).collect();
    document.to_string()
}
