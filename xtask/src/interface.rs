//! `docs/interface/*.txt`: every public item of the libraries, so that a change of what is promised reads as a
//! diff.

use crate::outcome::Result;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The facade promises; the others may change between minor versions, and should not unseen.
const CRATES: [&str; 10] = [
    "typed-iam",
    "iam-language",
    "iam-registry",
    "iam-checks",
    "iam-model",
    "iam-core",
    "iam-evaluate",
    "iam-access",
    "iam-source",
    "iam-delegation",
];

/// Writes the lists.
pub(crate) fn write() -> Result {
    fs::create_dir_all(folder())?;
    for name in CRATES {
        fs::write(list(name), interface(name)?)?;
    }
    Ok(())
}

/// Fails if a committed list is not what `write` would write.
pub(crate) fn check() -> Result {
    let mut stale = Vec::new();
    for name in CRATES {
        if fs::read_to_string(list(name)).ok() != Some(interface(name)?) {
            stale.push(name);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    let names = stale.join(", ");
    Err(format!("the public interface of {names} changed: run `cargo xtask interface`, read the diff, and say it in CHANGELOG.md").into())
}

fn folder() -> PathBuf {
    root().join("docs/interface")
}

fn list(name: &str) -> PathBuf {
    folder().join(format!("{name}.txt"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every public item of the crate, one a line; what the compiler derives for itself is left out.
fn interface(name: &str) -> Result<String> {
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), PathBuf::from)
        .join("interface");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", name, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .current_dir(root())
        // The JSON is unstable: this chore reads that of the compiler that the workspace is pinned to.
        .env("RUSTC_BOOTSTRAP", "1");
    if !command.status()?.success() {
        return Err(format!("rustdoc fails on {name}").into());
    }
    let json = target.join("doc").join(name.replace('-', "_")).with_extension("json");
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?;
    Ok(format!("{api}\n"))
}
