//! Other machines' services as stores: WebDAV, S3 and SFTP. The only file that knows opendal, whose interface
//! changes often, and its client for the web.

use super::manifest::own;
use super::order::cache_control;
use super::store::{Created, Distance, Store, StoreEntry};
use super::{Login, ProxyLogin};
use crate::digest::sha256;
use crate::error::{Error, PublishError, ServiceFailure};
use crate::media::content_type;
use crate::model::{Bucket, Location};
use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::{EntryMode, ErrorKind, HttpTransporter, OperationContext, Operator, services};
use opendal_http_transport_reqwest::ReqwestTransport;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// Files on their way into place, where a service writes them piece by piece.
const INCOMING: &str = "incoming";
/// A request that fails for reasons that may pass is repeated after a quarter of a second, then after twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const RETRIES: usize = 4;
/// How long the service may be silent.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many requests a web service gets at once: the way is long, not the work.
const REQUESTS: usize = 8;
/// How many connections by SSH there are at once: making one is the most work, and a machine refuses those beyond ten at a time.
const CONNECTIONS: usize = 3;
/// How long two publishers who lock at once may be apart, where the service cannot tell which was first.
const SETTLING: Duration = Duration::from_millis(1500);

/// How a service replaces a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replacing {
    /// In one step.
    AtOnce,
    /// Piece by piece: files get their names when they are whole.
    Piecewise,
}

/// A service of another machine.
pub struct RemoteStore {
    operator: Operator,
    runtime: Runtime,
    replacing: Replacing,
}

impl RemoteStore {
    /// A service that is asked with what the environment and the usual files say. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// `PublishError::Service` where something that it needs is missing.
    pub fn open(location: &Location, login: Login) -> Result<RemoteStore, Error> {
        opendal::install_default();
        let (operator, replacing) = match location {
            Location::Webdav { url, .. } => (Operator::new(webdav(url, &login)), Replacing::AtOnce),
            Location::S3(bucket) => (Operator::new(s3(bucket)), Replacing::AtOnce),
            Location::Sftp { endpoint, user, path } => {
                let service = services::Sftp::default().endpoint(endpoint).user(user.as_deref().unwrap_or_default()).root(path);
                (Operator::new(service), Replacing::Piecewise)
            }
            Location::Folder { path } | Location::Zip { path } => return Err(PublishError::NoFolder { path: path.clone() }.into()),
        };
        let operator = operator.map_err(|error| trouble(location.kind(), &error))?;
        // Without a proxy of its own the library looks at `HTTPS_PROXY` and the others of that kind.
        let operator = match location.proxy() {
            Some(address) => operator.with_context(through(address, login.proxy.as_ref())?),
            None => operator,
        };
        let retrying = RetryLayer::new().with_max_times(RETRIES).with_min_delay(FIRST_PAUSE).with_factor(2.0).with_jitter();
        let timeout = TimeoutLayer::new().with_timeout(PATIENCE).with_io_timeout(PATIENCE);
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let no_runtime = |error: std::io::Error| PublishError::Service {
            path: String::new(),
            failure: ServiceFailure::Failed,
            detail: error.to_string(),
        };
        Ok(RemoteStore { operator: operator.layer(timeout).layer(retrying), runtime: runtime.map_err(no_runtime)?, replacing })
    }

    /// Waits for a request about a path.
    fn wait<T>(&self, path: &str, request: impl Future<Output = opendal::Result<T>>) -> Result<T, Error> {
        self.runtime.block_on(request).map_err(|error| trouble(path, &error))
    }

    fn send(&self, path: &str, name: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let capability = self.operator.info().capability();
        let mut write = self.operator.write_with(name, bytes);
        if capability.write_with_content_type {
            write = write.content_type(&content_type(path));
        }
        if capability.write_with_cache_control {
            write = write.cache_control(cache_control(path));
        }
        self.wait(path, async { write.await }).map(drop)
    }

    /// A disk that is full is not always told while pieces are written: a file gets its name only in its whole size.
    fn refuse_torn(&self, path: &str, incoming: &str, size: u64) -> Result<(), Error> {
        let found = self.wait(path, self.operator.stat(incoming))?.content_length();
        let detail = format!("only {found} of {size} bytes arrived: perhaps the disk is full");
        if found == size {
            Ok(())
        } else {
            Err(PublishError::Service { path: path.to_owned(), failure: ServiceFailure::Failed, detail }.into())
        }
    }

    /// Whether there is a file of these bytes.
    fn holds(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        Ok(self.read(path)?.as_deref() == Some(bytes))
    }
}

/// Every request goes through this proxy, whatever the environment says.
fn through(address: &str, login: Option<&ProxyLogin>) -> Result<OperationContext, Error> {
    let proxy = reqwest::Proxy::all(address).map(|proxy| match login {
        Some(ProxyLogin { user, password }) => proxy.basic_auth(user, password),
        None => proxy,
    });
    let client = proxy.and_then(|proxy| reqwest::Client::builder().proxy(proxy).build());
    let failed = |error: reqwest::Error| PublishError::Service {
        path: address.to_owned(),
        failure: ServiceFailure::Failed,
        detail: error.to_string(),
    };
    let transport = HttpTransporter::new(ReqwestTransport::new(client.map_err(failed)?));
    Ok(OperationContext::new().with_http_transport(transport))
}

fn webdav(url: &str, login: &Login) -> services::Webdav {
    let service = services::Webdav::default().endpoint(url);
    let service = service.username(login.user.as_deref().unwrap_or_default()).password(login.password.as_deref().unwrap_or_default());
    service.token(login.token.as_deref().unwrap_or_default())
}

/// Keys come from `AWS_…` variables or `~/.aws`.
fn s3(bucket: &Bucket) -> services::S3 {
    let service = services::S3::default().bucket(&bucket.name).root(bucket.prefix.as_deref().unwrap_or_default());
    let service = bucket.region.iter().fold(service, |service, region| service.region(region));
    bucket.endpoint.iter().fold(service, |service, endpoint| service.endpoint(endpoint))
}

/// What went wrong, in one short line without anything that was sent.
fn trouble(path: &str, error: &opendal::Error) -> Error {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let said: Vec<String> = std::iter::once(error.message().to_owned()).chain(causes.map(ToString::to_string)).collect();
    let status = status(error);
    let said = if said.iter().all(String::is_empty) { status.iter().map(|status| format!("HTTP {status}")).collect() } else { said };
    let line: String = said.join(": ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
    let refused = ["401", "403", "Permission denied", "Unauthorized", "proxy authorization required"];
    let refused = status == Some(407) || refused.into_iter().any(|word| line.contains(word));
    let failure = if error.kind() == ErrorKind::PermissionDenied || refused { ServiceFailure::Denied } else { ServiceFailure::Failed };
    PublishError::Service { path: path.to_owned(), failure, detail: line }.into()
}

/// The status that a service or a proxy answered with: the library gives it only among what it says for its own developers.
fn status(error: &opendal::Error) -> Option<u16> {
    let said = error.to_string();
    said.split_once("status: ")?.1.get(..3)?.parse().ok()
}

impl Store for RemoteStore {
    fn distance(&self) -> Distance {
        Distance::Far
    }

    fn folder(&self) -> Option<&Path> {
        None
    }

    fn at_once(&self) -> usize {
        match self.replacing {
            Replacing::AtOnce => REQUESTS,
            Replacing::Piecewise => CONNECTIONS,
        }
    }

    fn list(&self, folder: &str) -> Result<BTreeMap<String, StoreEntry>, Error> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let shown = if folder.is_empty() { "/" } else { &prefix };
        let entries = match self.runtime.block_on(self.operator.list(shown)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(error) => return Err(trouble(shown, &error)),
        };
        let mut listed = BTreeMap::new();
        for found in entries {
            let name = found.path().strip_prefix(&prefix).unwrap_or(found.path()).trim_end_matches('/');
            let entry = match found.metadata().mode() {
                EntryMode::FILE => StoreEntry::File(found.metadata().content_length()),
                EntryMode::DIR => StoreEntry::Folder,
                EntryMode::Unknown => StoreEntry::Other,
            };
            if !name.is_empty() && !name.contains('/') {
                listed.insert(name.to_owned(), entry);
            }
        }
        Ok(listed)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.runtime.block_on(self.operator.read(path)) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(trouble(path, &error)),
        }
    }

    fn hash(&self, _: &str) -> Result<Option<String>, Error> {
        Ok(None)
    }

    fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        match self.replacing {
            Replacing::AtOnce => self.send(path, path, bytes),
            Replacing::Piecewise => {
                let incoming = own(&format!("{INCOMING}/{}", sha256(path.as_bytes())));
                let size = bytes.len() as u64;
                self.send(path, &incoming, bytes)?;
                self.refuse_torn(path, &incoming, size)?;
                self.wait(path, self.operator.rename(&incoming, path))
            }
        }
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.write(path, bytes)
    }

    /// What an interrupted run sent gets other bytes before it gets its name.
    fn clear(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The service sees to what it has taken.
    fn settle(&self, _: &[String]) -> Result<(), Error> {
        Ok(())
    }

    /// Where the service cannot tell who was first, the file is looked at again after everybody else must have written theirs.
    fn create(&self, path: &str, bytes: Vec<u8>) -> Result<Created, Error> {
        if self.read(path)?.is_some() {
            return Ok(Created::WasThere);
        }
        if self.operator.info().capability().write_with_if_not_exists {
            let write = self.operator.write_with(path, bytes.clone()).if_not_exists(true);
            return match self.runtime.block_on(async { write.await }) {
                Ok(_) => Ok(Created::New),
                Err(error) if error.kind() == ErrorKind::ConditionNotMatch => {
                    // An answer that was lost made us ask twice.
                    Ok(if self.holds(path, &bytes)? { Created::New } else { Created::WasThere })
                }
                Err(error) => Err(trouble(path, &error)),
            };
        }
        self.send(path, path, bytes.clone())?;
        std::thread::sleep(SETTLING);
        Ok(if self.holds(path, &bytes)? { Created::New } else { Created::WasThere })
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        match self.replacing {
            Replacing::AtOnce => self.wait(from, self.operator.copy(from, to)).map(drop),
            Replacing::Piecewise => match self.read(from)? {
                Some(bytes) => self.write(to, bytes),
                None => Err(PublishError::Service {
                    path: from.to_owned(),
                    failure: ServiceFailure::Failed,
                    detail: "not there any more".to_owned(),
                }
                .into()),
            },
        }
    }

    /// Folders stay: WebDAV would remove them with everything that others put into them.
    fn remove(&self, path: &str) -> Result<(), Error> {
        self.wait(path, self.operator.delete(path))
    }
}
