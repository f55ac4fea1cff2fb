//! The generated files: written, or held against what is committed.

use super::api::Operations;
use super::names::Names;
use super::packages::Sources;
use super::{api, names, overlay, source, tables};
use crate::outcome::Result;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Text of every generated file by its path under `iam-registry`.
pub(super) type Files = BTreeMap<String, String>;

/// Writes the tables.
pub(crate) fn write() -> Result {
    let (files, root) = (generate(&Sources::pinned()?)?, iam_registry());
    for path in stale(&files)? {
        let file = root.join(&path);
        match files.get(&path) {
            Some(text) => {
                fs::create_dir_all(file.parent().unwrap_or(&root))?;
                fs::write(&file, text)?;
            }
            None => fs::remove_file(&file)?,
        }
        println!("wrote iam-registry/{path}");
    }
    println!("{} files are up to date", files.len());
    Ok(())
}

/// Fails, and names the files, if a committed table is not what [`write()`] would write.
pub(crate) fn check() -> Result {
    let stale = stale(&generate(&Sources::pinned()?)?)?;
    if stale.is_empty() {
        println!("the registry is up to date");
        return Ok(());
    }
    let list = stale.join("\n  iam-registry/");
    let mend = "run `cargo xtask registry` and commit what it writes";
    Err(format!("stale:\n  iam-registry/{list}\n{mend}").into())
}

pub(super) fn generate(sources: &Sources) -> Result<Files> {
    let Sources { iam_data, dependent_actions, partitions, .. } = sources;
    let mut registry = source::read(iam_data, dependent_actions, partitions)?;
    let operations = Operations::read(&sources.botocore)?;
    let names = Names::read(&sources.cfn_lint)?;
    names::merge(&mut registry, &names, &operations)?;
    let known = overlay::lay_over(&mut registry, &iam_registry().join("tables/overlay"))?;
    let older = Operations::read(&sources.older_botocore)?;
    api::merge(&mut registry, &operations, &older, &known);
    registry.validate()?;
    let (_, unknown) = names.unknown(|text| registry.action(text).is_some())?;
    if !unknown.is_empty() {
        return Err(format!("AWS lists what the tables lack: {}", unknown.join(", ")).into());
    }
    tables::render(&registry)
}

/// Paths that are missing, differ, or should not be there.
fn stale(files: &Files) -> Result<Vec<String>> {
    let root = iam_registry();
    let mut stale = Vec::new();
    for (path, text) in files {
        match fs::read_to_string(root.join(path)) {
            Ok(found) if found == *text => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => stale.push(path.clone()),
        }
    }
    for entry in fs::read_dir(root.join(tables::SERVICES)).into_iter().flatten() {
        let path = format!("{}/{}", tables::SERVICES, entry?.file_name().to_string_lossy());
        if !files.contains_key(&path) {
            stale.push(path);
        }
    }
    Ok(stale)
}

pub(super) fn iam_registry() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../iam-registry")
}
