//! A zip file for those who put files on the web server by hand: the files, the list of those to remove there, and what is then there.
//!
//! The manifest in it is that of the whole site as it is once everything was put and removed, so that the next difference can be made
//! from a difference as well. It names no time: the same site gives the same bytes.

use super::manifest::{FileStamps, Publication, PublicationManifest, Stamp};
use super::transfer_plan::{Put, PutKind, TransferPlan, difference};
use super::{FolderStore, Release};
use crate::bag::{Container, Damage, Entry, Limit, ZipPacker};
use crate::bounded;
use crate::disk;
use crate::error::{Error, PublishError, cause};
use crate::message::Message;
use crate::model::PublishTarget;
use crate::site::Observer;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The folder of the files for the web server.
const SITE: &str = "公開するファイル/";
const REMOVALS: &str = "削除するファイル.txt";
const READ_ME: &str = "はじめにお読みください.txt";
const MANIFEST: &str = "torikumi-manifest.json";
/// How many files are rendered side by side before they are packed.
const AT_ONCE: usize = 64;
/// Without this mark older programs of Windows misread Japanese.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A zip file that was read: within the limits of bags, and every file in it is the one that its manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverZip {
    /// What is on the web server once this was handed over.
    files: FileStamps,
    /// How many of them it brings.
    pub brought: usize,
}

#[derive(Serialize, Deserialize)]
struct HandoverManifest {
    /// The paths of the files in the zip file.
    brings: BTreeSet<String>,
    site: PublicationManifest,
}

/// Why a file is none that was handed over.
enum NotHandedOver {
    Unreadable(io::Error),
    Damaged(Damage),
    /// A zip file of something else.
    NoManifest,
    /// Its manifest is damaged, or of a newer program.
    Manifest,
}

impl NotHandedOver {
    fn message(&self) -> Message {
        match self {
            NotHandedOver::Unreadable(source) => Message::new("handover.unreadable").part("source", cause(source)),
            NotHandedOver::Damaged(damage) => damage.message(),
            NotHandedOver::NoManifest => Message::new("handover.no-manifest").part("file", MANIFEST),
            NotHandedOver::Manifest => Message::new("handover.manifest").part("file", MANIFEST),
        }
    }
}

impl From<Damage> for NotHandedOver {
    fn from(damage: Damage) -> NotHandedOver {
        NotHandedOver::Damaged(damage)
    }
}

/// The zip file that was handed over last.
///
/// # Errors
///
/// [`PublishError::FormerIsTarget`] where it is the one that is to be written, [`PublishError::Former`] where it cannot be used.
pub fn former(path: &Path, target: &Path) -> Result<HandoverZip, Error> {
    if path.is_file() && disk::overlap(path, target) {
        return Err(PublishError::FormerIsTarget { path: path.display().to_string() }.into());
    }
    read(path).map_err(|why| PublishError::Former { path: path.display().to_string(), why: why.message() }.into())
}

/// Reads back what was written.
///
/// # Errors
///
/// [`PublishError::NothingPublished`] where no file is there, [`PublishError::HandoverDamaged`] where it is another one.
pub fn verify(path: &Path) -> Result<HandoverZip, Error> {
    read(path).map_err(|why| match why {
        NotHandedOver::Unreadable(error) if error.kind() == ErrorKind::NotFound => PublishError::NothingPublished.into(),
        why => PublishError::HandoverDamaged { path: path.display().to_string(), why: why.message() }.into(),
    })
}

/// Looks whether a zip file may be written here: nothing is there, or a zip file of ours.
///
/// # Errors
///
/// [`PublishError::Foreign`].
pub fn may_be_written(path: &Path) -> Result<(), Error> {
    match read(path) {
        Ok(_) => Ok(()),
        Err(NotHandedOver::Unreadable(error)) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => Err(PublishError::Foreign { paths: vec![path.display().to_string()] }.into()),
    }
}

/// The folder that a zip file is written to, which has to be there: a share that is not connected is not made.
///
/// # Errors
///
/// [`PublishError::NoFolder`].
pub fn folder(path: &Path) -> Result<&Path, Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    FolderStore::open(folder).map(|_| folder)
}

/// Writes a zip file in one step; one that is there with the same bytes is left alone.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match bounded::read_plain(path, bytes.len() as u64) {
        Ok(Some(there)) if there == bytes => Ok(()),
        Ok(_) | Err(_) => disk::write_whole(path, bytes),
    }
}

fn read(path: &Path) -> Result<HandoverZip, NotHandedOver> {
    let bytes = bounded::read_plain(path, Limit::PACKED).map_err(NotHandedOver::Unreadable)?;
    opened(bytes.ok_or(Damage::Limit(Limit::Total))?)
}

fn opened(bytes: Vec<u8>) -> Result<HandoverZip, NotHandedOver> {
    let container = Container::open(bytes.into())?;
    let entries = container.entries()?;
    let manifest = entries.iter().find(|entry| entry.path == MANIFEST).ok_or(NotHandedOver::NoManifest)?;
    let bytes = container.read(manifest).ok_or_else(|| Damage::Changed { path: MANIFEST.to_owned() })?;
    let (brings, files) = parsed(&bytes).ok_or(NotHandedOver::Manifest)?;
    let in_site = |entry: &Entry| !entry.is_folder() && entry.path.starts_with(SITE);
    let found: Vec<&Entry> = entries.iter().filter(|entry| in_site(entry)).collect();
    found.par_iter().try_for_each(|entry| whole(&container, entry, &files))?;
    let found: BTreeSet<&str> = found.iter().map(|entry| &entry.path[SITE.len()..]).collect();
    match brings.iter().find(|path| !found.contains(path.as_str())) {
        Some(path) => Err(Damage::Missing { path: path.clone() }.into()),
        None => Ok(HandoverZip { files, brought: found.len() }),
    }
}

/// What a manifest says: the files in the zip file, and those of the whole site.
fn parsed(bytes: &[u8]) -> Option<(BTreeSet<String>, FileStamps)> {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let site = PublicationManifest::sound(value["site"].take())?;
    Some((serde_json::from_value(value["brings"].take()).ok()?, site.current.files))
}

/// Holds a file against the manifest.
fn whole(container: &Container, entry: &Entry, files: &FileStamps) -> Result<(), Damage> {
    let path = &entry.path[SITE.len()..];
    let stamp = files.get(path).ok_or_else(|| Damage::Unlisted { path: path.to_owned() })?;
    match container.read(entry) {
        Some(bytes) if Stamp::of(&bytes) == *stamp => Ok(()),
        Some(_) | None => Err(Damage::Changed { path: path.to_owned() }),
    }
}

impl Release<'_> {
    /// What is to be handed over: everything, or what differs since a former zip file.
    pub fn difference(&self, former: Option<&HandoverZip>) -> TransferPlan {
        difference(&self.wanted, former.map_or(&FileStamps::new(), |former| &former.files))
    }

    /// The zip file of a plan.
    ///
    /// # Errors
    ///
    /// [`PublishError::NotPacked`] for a site that is too large; [`PublishError::Unsteady`].
    pub fn zipped(&self, target: &PublishTarget, plan: &TransferPlan, observer: Observer<'_>) -> Result<Vec<u8>, Error> {
        let refused = |damage: Damage| Error::from(PublishError::NotPacked { why: damage.message() });
        let mut zip = ZipPacker::default();
        zip.add(READ_ME.to_owned(), read_me(target, plan).as_bytes()).map_err(refused)?;
        if !plan.remove.is_empty() {
            zip.add(REMOVALS.to_owned(), for_windows(&plan.remove).as_bytes()).map_err(refused)?;
        }
        zip.add(MANIFEST.to_owned(), &self.handover_manifest(plan)?).map_err(refused)?;
        for puts in plan.put.chunks(AT_ONCE) {
            let rendered = puts.par_iter().map(|put| self.steady(put)).collect::<Result<Vec<Vec<u8>>, Error>>()?;
            for (put, bytes) in puts.iter().zip(rendered) {
                zip.add(format!("{SITE}{}", put.path), &bytes).map_err(refused)?;
                observer();
            }
        }
        let bytes = zip.finish().map_err(refused)?;
        // What could not be read back is not handed over: the limits are those of reading.
        Container::open(bytes.as_slice().into()).and_then(|container| container.entries()).map_err(refused)?;
        Ok(bytes)
    }

    fn handover_manifest(&self, plan: &TransferPlan) -> Result<Vec<u8>, Error> {
        let site = PublicationManifest::new(Publication { time: String::new(), files: self.wanted.clone() }, None);
        let manifest = HandoverManifest { brings: plan.put.iter().map(|put| put.path.clone()).collect(), site };
        serde_json::to_vec(&manifest).map_err(|_| PublishError::Unsteady { path: MANIFEST.to_owned() }.into())
    }

    fn steady(&self, put: &Put) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes(&put.path)?;
        if Stamp::of(&bytes) == put.stamp { Ok(bytes) } else { Err(PublishError::Unsteady { path: put.path.clone() }.into()) }
    }
}

/// What those do who get the zip file.
fn read_me(target: &PublishTarget, plan: &TransferPlan) -> String {
    let place = target.base_url.as_ref().map(|url| format!("（{url}/）")).unwrap_or_default();
    let count = |change| plan.put.iter().filter(|put| put.change == change).count();
    let removal = match plan.remove.len() {
        0 => "２　Webサーバーから削除するファイルはありません。".to_owned(),
        removed => format!("２　「{REMOVALS}」に書かれた{removed}件のファイルを、Webサーバーから削除してください。"),
    };
    for_windows(&[
        format!("１　「{}」の中のファイルを、フォルダーの構成のまま、Webサーバーの報告書のフォルダー{place}に", SITE.trim_end_matches('/')),
        format!(
            "　　置いてください。同じ名前のファイルは置き換えてください（新規{}件、変更{}件）。",
            count(PutKind::New),
            count(PutKind::Changed)
        ),
        removal,
        format!("３　「{MANIFEST}」は、次回の変更分を作るためのものです。Webサーバーには置かず、このzipファイルを保管してください。"),
    ])
}

/// Lines as Notepad and Excel show them.
fn for_windows(lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    format!("{BYTE_ORDER_MARK}{lines}")
}
