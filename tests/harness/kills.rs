//! Commands killed at moments spread over the time that they take.

use super::Site;
use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Instant;

/// How many moments lie between the start and the end of a command.
const MOMENTS: u32 = 20;
/// How many kills have to hit a command that still ran: fewer say that the moments were not spread over its time.
const HITS: usize = 5;

/// What a command that was killed left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// What was there before.
    Old,
    /// Something between, which the next run completes.
    Between,
    /// What the command makes.
    New,
}

/// Kills a command at growing times, the last of which it does not live to see. `prepare` brings the site to the state before, and `look`
/// judges what was left. Kills have to hit, and the old state and a later one to be seen: else the test would prove nothing.
pub fn kill_at_moments(site: &Site, arguments: &[&str], prepare: impl Fn(), look: impl Fn(&str) -> Left) {
    let run = || {
        prepare();
        let start = Instant::now();
        assert_eq!(site.run(arguments).status, 0, "{arguments:?}");
        start.elapsed()
    };
    let mut whole = run().min(run());
    let (mut hits, mut seen) = (0, BTreeSet::new());
    for moment in 0.. {
        prepare();
        let time = whole * moment / MOMENTS;
        let mut child = site.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(time);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        if status.success() && moment < MOMENTS {
            // It takes less time than it was measured to take, beside other work: the moments left are spread over that.
            whole = whole.min(time);
        }
        assert!(status.signal() == Some(9) || status.success(), "{status}");
        hits += usize::from(!status.success());
        seen.insert(look(&format!("{arguments:?} killed after {time:?} of {whole:?}")));
        if moment >= MOMENTS && status.success() {
            break;
        }
    }
    let is_seen = seen.contains(&Left::Old) && seen.last() > Some(&Left::Old);
    assert!(hits >= HITS && is_seen, "{arguments:?}: {hits} kills hit within {whole:?}; left: {seen:?}");
}
