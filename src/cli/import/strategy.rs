//! `torikumi import strategy`: a plan from a table.

use super::map::ImportMap;
use super::outcome::aligned;
use super::{conflicts, refuse_map, say_understood, understood, write_report};
use crate::cli::{Common, ExitStatus, MessageFormat};
use crate::diagnostic::{self, Report, Severity, Sources};
use crate::error::Error;
use crate::language::Language;
use crate::load;
use crate::message::Message;
use crate::model::Word;
use crate::scaffold::FolderDraft;
use crate::sheet::{
    self, IndicatorChange, NewStrategy, ParsedStrategy, PlanDifference, PlanLine, Proposal, Proposals, ProposedIndicator, TableUse,
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
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    accept: bool,
    #[arg(long)]
    accept_proposals: bool,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

impl ImportStrategy {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = if self.dry_run { None } else { Some(common.lock_site("import strategy")?) };
        let mut unused = Report::default();
        let mut folder = load::load(&common.root, &mut unused)?;
        let mut faults = Report::default();
        let Some(map) = ImportMap::read(self.map.as_deref(), TableUse::Plan, &mut folder, &mut faults)? else {
            return Ok(refuse_map(&faults, &folder.sources, common));
        };
        let wanted = NewStrategy { id: &self.id, succeeds: self.succeeds.as_deref(), proposals: proposals(self.accept_proposals) };
        let mut table = sheet::open(&self.file)?;
        map.assign(std::slice::from_mut(&mut table));
        let mut parsed = sheet::strategy(&folder, wanted, &table, conflicts(self.accept))?;
        let files = std::slice::from_ref(&table);
        write_report(self.report.as_deref(), files, &parsed.understood, TableUse::Plan, common)?;
        map.compare(files, &parsed.understood, conflicts(self.accept), &mut parsed.report);
        self.print(common, &folder.sources, &parsed);
        if !self.dry_run {
            map.write(files, &parsed.understood, TableUse::Plan, common)?;
        }
        let ParsedStrategy { draft, report, .. } = parsed;
        let Some(draft) = draft.filter(|_| !report.has_errors()) else {
            common.complain(&Message::new("import.nothing-made"));
            return Ok(ExitStatus::ContentErrors);
        };
        match &lock {
            Some(lock) => {
                draft.write(lock)?;
                common.conclude(&made(&draft));
            }
            None => {
                draft.refuse_existing(&common.root)?;
                common.conclude(&Message::new("import.plan-tried").part("count", draft.files.len()).part("files", paths(&draft)));
            }
        }
        Ok(ExitStatus::Fine)
    }

    /// What the plan has beside the strategy before, and the faults of the table.
    fn print(&self, common: &Common, sources: &Sources, parsed: &ParsedStrategy) {
        say_understood(common, &parsed.understood);
        if let (Some(before), MessageFormat::Full | MessageFormat::Short) = (&self.succeeds, common.format) {
            common.conclude_with(&table(&parsed.lines, common));
            common.conclude(&counts(&parsed.lines, before));
        }
        if let (false, MessageFormat::Full | MessageFormat::Short) = (parsed.proposals.is_empty(), common.format) {
            common.conclude_with(&proposed(&parsed.proposals, common));
            let ending = if self.accept_proposals { "import.proposals-taken" } else { "import.proposals-open" };
            common.conclude(&Message::new(ending).part("count", parsed.proposals.len()));
        }
        match common.format {
            MessageFormat::Full | MessageFormat::Short => common.print_faults(&parsed.report, sources, Severity::Warning),
            MessageFormat::Json => common.say_text(&document(parsed, common, sources)),
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

fn made(draft: &FolderDraft) -> Message {
    Message::new("import.plan-made").part("count", draft.files.len()).part("files", paths(draft))
}

fn paths(draft: &FolderDraft) -> String {
    draft.paths().map(|path| format!("  {path}\n")).collect()
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
    }
}

/// The report of the faults, with the indicators, as one document in a single line.
fn document(parsed: &ParsedStrategy, common: &Common, sources: &Sources) -> String {
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
    document["understood"] = parsed.understood.iter().map(understood::document).collect();
    document.to_string()
}
