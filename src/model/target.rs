//! Where the site is published: what `[publish.NAME]` of `site.toml` says.

use super::{Stage, TargetKind, Word};

/// A place to which the site is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishTarget {
    /// Its name in `site.toml`.
    pub name: String,
    pub stage: Stage,
    /// Whether warnings, such as missing translations, forbid to publish.
    pub strict: bool,
    /// The absolute address that visitors find the site at.
    pub base_url: Option<String>,
    pub location: Location,
}

/// Where files are put, and by which service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder of this machine: a share, a working copy, a folder that something else carries on. Relative to the site's own.
    Folder { path: String },
    /// A zip file for those who put files on the web server by hand. Relative to the site's own folder.
    Zip { path: String },
    /// A folder of a WebDAV server.
    Webdav { url: String, proxy: Option<String> },
    /// A bucket of S3 or of storage that is compatible with it.
    S3(Bucket),
    /// A folder of a machine that is reached by SSH.
    Sftp { endpoint: String, user: Option<String>, path: String },
}

/// A bucket, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub name: String,
    pub region: Option<String>,
    /// The address of storage that is not Amazon's.
    pub endpoint: Option<String>,
    /// The folder within the bucket.
    pub prefix: Option<String>,
    /// The address of the proxy on the way there.
    pub proxy: Option<String>,
}

impl Location {
    /// As `kind` of `site.toml` says it.
    pub fn kind(&self) -> &'static str {
        let kind = match self {
            Location::Folder { .. } => TargetKind::Folder,
            Location::Zip { .. } => TargetKind::Zip,
            Location::Webdav { .. } => TargetKind::Webdav,
            Location::S3(_) => TargetKind::S3,
            Location::Sftp { .. } => TargetKind::Sftp,
        };
        kind.word()
    }

    /// The name of the machine whose password has to be known, without its port.
    pub fn machine(&self) -> Option<&str> {
        match self {
            Location::Webdav { url, .. } => machine(url),
            Location::Folder { .. } | Location::Zip { .. } | Location::S3(_) | Location::Sftp { .. } => None,
        }
    }
    /// The proxy that is named for the way there.
    pub fn proxy(&self) -> Option<&str> {
        match self {
            Location::Webdav { proxy, .. } | Location::S3(Bucket { proxy, .. }) => proxy.as_deref(),
            Location::Folder { .. } | Location::Zip { .. } | Location::Sftp { .. } => None,
        }
    }

    /// The name of the machine of that proxy, without its port.
    pub fn proxy_machine(&self) -> Option<&str> {
        self.proxy().and_then(machine)
    }
}

/// The name of the machine in an address, without its port.
fn machine(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split('/').next()?;
    Some(host.rsplit_once(':').map_or(host, |(name, port)| if port.contains(']') { host } else { name }))
}
