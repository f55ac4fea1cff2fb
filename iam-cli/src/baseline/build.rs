//! A build in which macros drop their policies.

use crate::outcome::Failure;
use iam_project::baseline::{Dropped, EXTENSION, FOLDER, MARKER};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The policies with baselines of the workspace around the working folder.
///
/// The folder is another one each time: cargo tracks the variable, and so expands again whatever has a
/// baseline, and nothing else.
pub(super) fn dropped(arguments: &[OsString]) -> Result<Vec<Dropped>, Failure> {
    let target = target_folder(arguments)?.join("iam-baseline");
    let told = |error| Failure::new(format!("cannot write to {}: {error}", target.display()));
    fs::create_dir_all(&target).map_err(told)?;
    let folder = tempfile::Builder::new().prefix("dropped-").tempdir_in(&target).map_err(told)?;
    fs::write(folder.path().join(MARKER), "").map_err(told)?;

    let mut check = cargo();
    check.args(["check", "--all-targets", "--target-dir"]).arg(&target);
    if !arguments.iter().any(is_package) {
        check.arg("--workspace");
    }
    let status = check.args(arguments).env(FOLDER, folder.path()).status();
    match status {
        Ok(status) if status.success() => read(folder.path()),
        Ok(_) => Err(Failure::new("the workspace does not build: nothing was compared")),
        Err(error) => Err(Failure::new(format!("cannot run cargo: {error}"))),
    }
}

/// The one that calls, if one does.
fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn is_package(argument: &OsString) -> bool {
    let argument = argument.to_string_lossy();
    argument.starts_with("-p") || argument.starts_with("--package")
}

/// Where the workspace builds.
fn target_folder(arguments: &[OsString]) -> Result<PathBuf, Failure> {
    let mut metadata = cargo();
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    for (at, argument) in arguments.iter().enumerate() {
        if argument == "--manifest-path" {
            metadata.arg(argument).args(arguments.get(at + 1));
        } else if argument.to_string_lossy().starts_with("--manifest-path=") {
            metadata.arg(argument);
        }
    }
    let output =
        metadata.output().map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(why.trim_start_matches("error: ").trim_end()));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let folder = metadata.get("target_directory").and_then(|folder| folder.as_str());
    let folder = folder.ok_or_else(|| Failure::new("cargo does not tell the target folder"))?;
    Ok(PathBuf::from(folder))
}

fn read(folder: &Path) -> Result<Vec<Dropped>, Failure> {
    let told = |error| Failure::new(format!("cannot read {}: {error}", folder.display()));
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.extension().is_none_or(|extension| extension != EXTENSION) {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(told)?;
        let dropped = Dropped::parse(&text);
        all.push(dropped.ok_or_else(|| {
            Failure::new("this command and the `typed-iam` of the workspace are of two versions")
        })?);
    }
    Ok(all)
}
