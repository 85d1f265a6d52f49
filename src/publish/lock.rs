//! One publisher at a time: a file at the target that says who is at work.

use super::manifest::own;
use super::store::{Created, Store};
use crate::error::{Error, Trouble};

const LOCK: &str = "lock";

/// What becomes of a lock that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is respected.
    Respect,
    /// It was left by a run that was interrupted.
    Break,
}

/// A lock that is ours until it is released.
pub struct Lock<'a> {
    store: &'a dyn Store,
    holder: &'a str,
}

impl<'a> Lock<'a> {
    /// Takes the lock for a holder, whose line says who it is and since when.
    ///
    /// # Errors
    ///
    /// [`Trouble::Locked`] where somebody else has it.
    pub fn take(store: &'a dyn Store, holder: &'a str, held: Held) -> Result<Lock<'a>, Error> {
        match held {
            Held::Respect => {}
            Held::Break => store.remove(&own(LOCK))?,
        }
        match store.create(&own(LOCK), holder.as_bytes().to_owned())? {
            Created::New => Ok(Lock { store, holder }),
            Created::WasThere => {
                let other = store.read(&own(LOCK))?.unwrap_or_default();
                Err(Trouble::Locked { holder: String::from_utf8_lossy(&other).trim().to_owned() }.into())
            }
        }
    }

    /// Looks whether it is still ours.
    ///
    /// # Errors
    ///
    /// [`Trouble::LockLost`] where it is not.
    pub fn hold(&self) -> Result<(), Error> {
        let found = self.store.read(&own(LOCK))?;
        if found.as_deref() == Some(self.holder.as_bytes()) { Ok(()) } else { Err(Trouble::LockLost.into()) }
    }

    /// Gives it back. Where that fails the next publisher is told whose it was.
    pub fn release(self) {
        if self.hold().is_ok() {
            let _ = self.store.remove(&own(LOCK));
        }
    }
}
