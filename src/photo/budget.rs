//! How much is decoded at the same time, whatever the number of threads and of photos.

use super::picture::MOST_PIXELS;
use std::sync::{Condvar, Mutex, PoisonError};

/// Pixels that may be decoded now; together they are no more than those of the largest picture.
#[derive(Debug)]
pub struct PixelBudget {
    left: Mutex<u64>,
    freed: Condvar,
}

impl Default for PixelBudget {
    fn default() -> PixelBudget {
        PixelBudget { left: Mutex::new(MOST_PIXELS), freed: Condvar::new() }
    }
}

impl PixelBudget {
    /// Does something with a picture of so many pixels as soon as there is room for it.
    pub fn within<T>(&self, pixels: u64, work: impl FnOnce() -> T) -> T {
        let pixels = pixels.min(MOST_PIXELS);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left = self.freed.wait_while(left, |left| *left < pixels).unwrap_or_else(PoisonError::into_inner);
        *left -= pixels;
        drop(left);
        let done = work();
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) += pixels;
        self.freed.notify_all();
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn never_more_is_decoded_at_once_than_the_largest_picture_has() {
        let (budget, now, most) = (PixelBudget::default(), AtomicU64::new(0), AtomicU64::new(0));
        let decode = |pixels: u64| {
            most.fetch_max(now.fetch_add(pixels, Ordering::SeqCst) + pixels, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(2));
            now.fetch_sub(pixels, Ordering::SeqCst);
        };
        std::thread::scope(|scope| {
            for number in 0..24 {
                let pixels = MOST_PIXELS * (number % 4 + 1) / 4;
                let (budget, decode) = (&budget, &decode);
                scope.spawn(move || budget.within(pixels, || decode(pixels)));
            }
        });
        assert!(most.load(Ordering::SeqCst) <= MOST_PIXELS, "{most:?}");
    }
}
