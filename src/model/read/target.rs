//! Reader of the targets of `site.toml`: `[publish.NAME]`.

use super::site::parse_base_url;
use super::values::{choice, plain};
use crate::diagnostic::{NameClass, Report, Shape};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::model::{Bucket, Location, PublishTarget, Stage, TargetKind};

/// Every target, in the order of the file.
pub fn targets(value: &TomlValue<'_>, report: &mut Report) -> Option<Vec<PublishTarget>> {
    let entries = value.fields(report)?.entries();
    Some(entries.into_iter().filter_map(|entry| target(entry.name, &entry.value, report)).collect())
}

fn target(name: &str, value: &TomlValue<'_>, report: &mut Report) -> Option<PublishTarget> {
    let mut fields = value.fields(report)?;
    let kind = fields.required("kind", report, |value, report| choice(value, report, NameClass::TargetKind));
    let stage = fields.optional("stage", report, |value, report| choice(value, report, NameClass::TargetStage));
    let strict = fields.optional("strict", report, |value, report| value.boolean(report));
    let base_url = fields.optional("base_url", report, address);
    let (keys, location) = match kind? {
        TargetKind::Folder => (&format::PUBLISH_TO_FOLDER, folder(&mut fields, report)),
        TargetKind::Zip => (&format::PUBLISH_TO_ZIP, zip(&mut fields, report)),
        TargetKind::Webdav => (&format::PUBLISH_TO_WEBDAV, webdav(&mut fields, report)),
        TargetKind::Sftp => (&format::PUBLISH_TO_SERVER, sftp(&mut fields, report)),
        TargetKind::S3 => (&format::PUBLISH_TO_BUCKET, bucket(&mut fields, report)),
    };
    fields.finish(keys, report);
    Some(PublishTarget {
        name: name.to_owned(),
        stage: stage.unwrap_or(Stage::Production),
        strict: strict.unwrap_or(false),
        base_url,
        location: location?,
    })
}

fn folder(fields: &mut Fields<'_>, report: &mut Report) -> Option<Location> {
    fields.required("path", report, plain).map(|path| Location::Folder { path })
}

fn zip(fields: &mut Fields<'_>, report: &mut Report) -> Option<Location> {
    fields.required("path", report, |value, report| {
        let path = plain(value, report)?;
        if path.to_lowercase().ends_with(".zip") { Some(Location::Zip { path }) } else { value.wrong(Shape::ZipFile, report) }
    })
}

fn webdav(fields: &mut Fields<'_>, report: &mut Report) -> Option<Location> {
    let url = fields.required("url", report, address);
    let proxy = fields.optional("proxy", report, proxy);
    url.map(|url| Location::Webdav { url, proxy })
}

fn bucket(fields: &mut Fields<'_>, report: &mut Report) -> Option<Location> {
    let name = fields.required("bucket", report, plain);
    let region = fields.optional("region", report, plain);
    let endpoint = fields.optional("endpoint", report, address);
    let prefix = fields.optional("prefix", report, plain);
    let proxy = fields.optional("proxy", report, proxy);
    Some(Location::S3(Bucket { name: name?, region, endpoint, prefix, proxy }))
}

fn sftp(fields: &mut Fields<'_>, report: &mut Report) -> Option<Location> {
    fields.required("url", report, |value, report| {
        let location = parse_sftp(value.text(report)?.trim());
        if location.is_none() { value.wrong(Shape::SftpAddress, report) } else { location }
    })
}

/// An absolute address without user and password: these never stand in the content.
fn address(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    match parse_base_url(value.text(report)?.trim()).filter(|url| !url.contains('@')) {
        Some(url) => Some(url),
        None => value.wrong(Shape::Address, report),
    }
}

/// The address of a proxy, which is a machine and no place in it.
fn proxy(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    match parse_base_url(value.text(report)?.trim()).filter(|url| !url.contains('@') && url.matches('/').count() == 2) {
        Some(url) => Some(url),
        None => value.wrong(Shape::ProxyAddress, report),
    }
}

/// `sftp://user@host:port/path`; user and port may be left out, a password may not stand there.
fn parse_sftp(url: &str) -> Option<Location> {
    let (account, path) = url.strip_prefix("sftp://")?.split_once('/')?;
    let (user, host) = account.split_once('@').map_or((None, account), |(user, host)| (Some(user), host));
    let name = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    let (machine, port) = host.split_once(':').unwrap_or((host, "22"));
    let sound = name(machine)
        && !machine.starts_with('-')
        && port.parse::<u16>().is_ok()
        && user.is_none_or(|user| name(user) && !user.starts_with('-'));
    let (endpoint, user) = (format!("ssh://{host}"), user.map(str::to_owned));
    sound.then(|| Location::Sftp { endpoint, user, path: format!("/{}", path.trim_matches('/')) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_for_sftp_has_a_machine_and_a_path_and_no_password() {
        let found = parse_sftp("sftp://deploy@www.example.jp:2222/srv/www/");
        let (endpoint, user, path) = ("ssh://www.example.jp:2222".to_owned(), Some("deploy".to_owned()), "/srv/www".to_owned());
        assert_eq!(found, Some(Location::Sftp { endpoint, user, path }));
        for wrong in ["sftp://example.jp", "https://example.jp/a", "sftp://a:secret@example.jp/a", "sftp://-o@example.jp/a", "sftp://-oX/a"]
        {
            assert_eq!(parse_sftp(wrong), None, "{wrong}");
        }
    }
}
