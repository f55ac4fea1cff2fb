//! A repository, asked by git's own program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of a repository, with all links resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repository {
    root: PathBuf,
}

/// What would let the files of a repository decide what is run or which commit a name means. Git itself takes a folder
/// with certain files for a repository, and these can be committed; `.git` cannot.
const GUARDS: [&str; 6] = [
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.ext.allow=never",
];

/// What would let whoever runs this, such as git for a hook, mean another repository or another index.
const VARIABLES: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

impl Repository {
    /// The one that a path is in: the nearest folder above with a `.git`.
    pub(super) fn around(path: &Path) -> Option<Self> {
        let folder = if path.is_dir() { real(path)? } else { real(path.parent()?)? };
        let root = folder.ancestors().find(|it| it.join(".git").exists())?;
        Some(Self { root: root.to_owned() })
    }

    /// The commit that a revision is.
    pub(super) fn commit(&self, revision: &str) -> Result<Option<String>, String> {
        let spec = format!("{revision}^{{commit}}");
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &spec];
        let output = self.run(&asked)?;
        let id = || String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(output.status.success().then(id))
    }

    /// Where a path is, from the root: what is there of it without links. None if it is elsewhere.
    pub(super) fn within(&self, path: &Path) -> Option<PathBuf> {
        let real = match path.file_name() {
            // A link is a file of its own.
            Some(name) if !path.is_dir() => real(path.parent()?)?.join(name),
            _ => real(path)?,
        };
        real.strip_prefix(&self.root).ok().map(Path::to_owned)
    }

    /// The names that git answers with, each ended by a NUL.
    pub(super) fn names(&self, arguments: &[&str]) -> Result<Vec<String>, String> {
        let text = String::from_utf8_lossy(&self.bytes(arguments)?).into_owned();
        Ok(text.split('\0').filter(|it| !it.is_empty()).map(ToOwned::to_owned).collect())
    }

    /// What git answers with.
    pub(super) fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let text = String::from_utf8_lossy(&output.stderr);
        Err(format!("--base: {}", text.trim().lines().next().unwrap_or("git failed")))
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, String> {
        let mut git = Command::new("git");
        for variable in VARIABLES {
            git.env_remove(variable);
        }
        git.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_TERMINAL_PROMPT", "0");
        git.arg("-C").arg(&self.root).args(GUARDS).args(arguments);
        git.output().map_err(|error| format!("--base: cannot run git: {error}"))
    }
}

/// The path without links and without `..`, as far as it is there.
fn real(path: &Path) -> Option<PathBuf> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let path = std::path::absolute(path).ok()?;
    let there = path.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
    let (there, real) = there?;
    Some(real.join(path.strip_prefix(there).ok()?))
}
