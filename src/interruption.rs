//! Ctrl+C and a wish of the system to end: waited for, or noticed while work goes on, so that what it holds is given back.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How long work has after a signal to come to its next step.
const PATIENCE: Duration = Duration::from_secs(3);

/// Ends at the first signal that asks the program to end; where none can be noticed, never. A program that waits for it is not ended by
/// the system, be it the first process of a container or not.
pub async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
            return pending().await;
        };
        let noticed = |interrupted: bool, terminated: bool| if interrupted || terminated { Poll::Ready(()) } else { Poll::Pending };
        poll_fn(|context| noticed(interrupt.poll_recv(context).is_ready(), terminate.poll_recv(context).is_ready())).await;
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        pending().await
    }
}

/// What the first of two gives that ends.
pub async fn first<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> T {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(done),
        Poll::Pending => other.as_mut().poll(context),
    })
    .await
}

/// Whether a signal asked for the end of some work.
#[derive(Debug, Default)]
pub struct Interruption(AtomicBool);

impl Interruption {
    /// None yet.
    pub const fn none() -> Interruption {
        Interruption(AtomicBool::new(false))
    }

    /// Whether the work is to end at its next step.
    pub fn is_noticed(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Asks for the end of the work.
    pub fn notice(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Notices signals while work goes on. If the work does not end soon after one, `late` gives back what it holds and
    /// ends the program.
    pub fn noticed_during<T>(&self, late: &(dyn Fn() + Sync), work: impl FnOnce() -> T) -> T {
        let (done, mut ended) = oneshot::channel::<()>();
        let watch = async {
            let is_signal = first(
                async {
                    signal().await;
                    true
                },
                async { (&mut ended).await.is_ok() },
            )
            .await;
            if is_signal {
                self.notice();
                if timeout(PATIENCE, &mut ended).await.is_err() {
                    late();
                }
            }
        };
        std::thread::scope(|scope| {
            // Where no signal can be waited for, they end the program as ever.
            scope.spawn(|| Builder::new_current_thread().enable_all().build().map(|runtime| runtime.block_on(watch)));
            let result = work();
            drop(done);
            result
        })
    }
}
