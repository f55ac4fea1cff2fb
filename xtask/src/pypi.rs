//! Pinned wheels: fetched once, verified each time.

use crate::npm::{cache_folder, output, run};
use crate::outcome::Result;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// A wheel of one version, known by its digest.
pub(crate) struct Wheel {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// Day of the release.
    pub(crate) date: &'static str,
    /// SHA-256 of the file, in hexadecimal, as a lock file writes it.
    sha256: &'static str,
}

/// AWS's own list of services and actions, as its policy generator shows it.
pub(crate) const CFN_LINT: Wheel = Wheel {
    name: "cfn-lint",
    version: "1.58.0",
    date: "2026-10-20",
    sha256: "9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987",
};

/// The operations of the API of each service.
pub(crate) const BOTOCORE: Wheel = Wheel {
    name: "botocore",
    version: "1.44.8",
    date: "2026-11-20",
    sha256: "76342a76c338701db80dcb8afe1c9bd079283d6fffbb9d881442abb02a215043",
};

/// The same from before the list of actions: an operation that this one has already, and that the
/// list leaves out, is no action of that name.
pub(crate) const OLDER_BOTOCORE: Wheel = Wheel {
    name: "botocore",
    version: "1.43.60",
    date: "2026-07-30",
    sha256: "64b6f726eb9fbb9e9e1705bf3362f19c1794a2814539e8bffd62ddc71fc14dfd",
};

impl Wheel {
    /// The pinned digest, as a lock file writes it.
    pub(crate) fn digest(&self) -> String {
        format!("sha256:{}", self.sha256)
    }

    /// The wheel's file.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let file = download(self.name, self.version)?;
        let found = hexadecimal(&Sha256::digest(fs::read(&file)?));
        if found == self.sha256 {
            return Ok(file);
        }
        fs::remove_file(&file)?;
        let (name, version, pinned) = (self.name, self.version, self.sha256);
        Err(format!("{name} {version}: its SHA-256 is {found}, pinned is {pinned}").into())
    }
}

/// Two digits a byte.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A wheel, downloaded unless it is there.
pub(crate) fn download(name: &str, version: &str) -> Result<PathBuf> {
    let folder = cache_folder("pypi");
    fs::create_dir_all(&folder)?;
    let file = format!("{}-{version}-py3-none-any.whl", name.replace('-', "_"));
    let file = folder.join(file);
    if !file.exists() {
        let package = format!("{name}=={version}");
        let words = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check"];
        let mut pip = Command::new(python());
        pip.args(words).args(["--no-deps", "--only-binary", ":all:", "--dest"]);
        run(pip.arg(&folder).arg(package))?;
    }
    Ok(file)
}

/// The newest version that can be had.
pub(crate) fn newest(name: &str) -> Result<String> {
    let words = ["-m", "pip", "index", "--disable-pip-version-check", "versions", name];
    let answer = output(Command::new(python()).args(words))?;
    // `NAME (VERSION)` is the first line.
    let version = answer.lines().next().and_then(|line| line.split_once('(')?.1.split(')').next());
    Ok(version.ok_or("`pip index versions` named no version")?.to_owned())
}

/// The interpreter, which `PYTHON` may name: it needs pip.
pub(crate) fn python() -> String {
    env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned())
}
