//! Who may look: the browser that was given the key of this run.
//!
//! On a terminal server the address 127.0.0.1 belongs to everybody, and a page of any site may send requests to it. So a run that shows
//! drafts or writes makes a key. It stands in the address that is printed, goes into a cookie that scripts cannot read and that other
//! sites do not send, and is asked for with every request.

use crate::digest::{hex, sha256};
use crate::error::Error;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::prelude::{BASE64_STANDARD, Engine};
use std::io;

/// Bytes of a key.
const BYTES: usize = 32;

/// The key of one run.
#[derive(Clone, Debug)]
pub struct AccessKey {
    key: String,
    /// The name of its cookie: browsers keep cookies by host, whatever the port.
    cookie: String,
}

impl AccessKey {
    /// A new key for a server at a port.
    ///
    /// # Errors
    ///
    /// [`Error::Serve`] where the system gives no random bytes.
    pub fn new(port: u16) -> Result<AccessKey, Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|source| Error::Serve { source: io::Error::other(source) })?;
        Ok(AccessKey { key: hex(&bytes), cookie: format!("torikumi-{port}") })
    }

    /// The key as it stands in the printed address and in forms.
    pub fn text(&self) -> &str {
        &self.key
    }

    /// Whether this is the key. How long the answer takes says nothing of how much of it is right.
    pub fn is(&self, given: &str) -> bool {
        sha256(given.as_bytes()) == sha256(self.key.as_bytes())
    }

    /// Whether a request comes from a browser that has the key.
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && self.is(value))
    }

    /// What gives the key to a browser, until that is closed.
    pub fn cookie(&self) -> HeaderValue {
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.key);
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
    }
}

/// Who may look at the preview.
#[derive(Clone, Debug, Default)]
pub struct Entrance {
    /// Names of this machine, in small letters, by which others may call it.
    pub names: Vec<String>,
    /// Words that a browser asks for.
    pub passphrase: Option<String>,
    /// The key of the desk.
    pub key: Option<AccessKey>,
}

/// What a request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntranceRefusal {
    Key,
    Passphrase,
}

impl Entrance {
    /// Whether a host, with or without a port, is a name of this machine.
    pub fn is_name(&self, host: &str) -> bool {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_lowercase();
        self.names.contains(&name)
    }

    /// What a request lacks; `None` where it may look.
    pub fn refusal(&self, headers: &HeaderMap) -> Option<EntranceRefusal> {
        if self.key.as_ref().is_some_and(|key| !key.is_in(headers)) {
            return Some(EntranceRefusal::Key);
        }
        let said = || {
            let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
            let pair = String::from_utf8(BASE64_STANDARD.decode(given).ok()?).ok()?;
            Some(pair.split_once(':')?.1.to_owned())
        };
        let wanted = self.passphrase.as_ref()?;
        let is_right = said().is_some_and(|said| sha256(said.as_bytes()) == sha256(wanted.as_bytes()));
        (!is_right).then_some(EntranceRefusal::Passphrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cookie_of_this_run_and_port_lets_in() {
        let (key, other) = (AccessKey::new(1111).expect("a key"), AccessKey::new(1111).expect("a key"));
        let headers = |cookie: &str| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).expect("a cookie"))]);
        let own = key.cookie();
        let own = own.to_str().expect("text").split(';').next().expect("a pair");
        assert!(key.is_in(&headers(own)) && key.is_in(&headers(&format!("a=b; {own}; c"))));
        assert!(!other.is_in(&headers(own)) && !key.is_in(&HeaderMap::new()));
        for foreign in ["", "torikumi-1111=", "torikumi-1111", &own.replace("1111", "1112"), &own[..own.len() - 1]] {
            assert!(!key.is_in(&headers(foreign)), "{foreign}");
        }
        assert!(!key.is(&key.text().to_uppercase()) || key.text() == key.text().to_uppercase());
    }
}
