//! What the benchmarks share: the policies they read, and crates outside the workspace.

pub mod outside;

use iam_core::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

/// Texts to measure on, and where they come from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Corpus {
    /// What to call it in a table.
    pub name: &'static str,
    /// The documents as a person writes them, indented.
    pub indented: Vec<String>,
    /// The same documents without white space.
    pub compact: Vec<String>,
}

impl Corpus {
    /// The current version of every AWS managed policy if `cargo xtask corpus` has fetched them,
    /// else the committed sample.
    ///
    /// # Errors
    ///
    /// A file that is there and cannot be read, or is not what it should be.
    pub fn load() -> io::Result<Self> {
        match managed_policies() {
            Some(path) => Self::whole(&fs::read_to_string(path)?),
            None => Self::sample(),
        }
    }

    /// A few dozen AWS managed policies, from the shortest to the longest in even steps of rank.
    ///
    /// # Errors
    ///
    /// A file of the sample that cannot be read.
    pub fn sample() -> io::Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        let indented = paths.iter().map(fs::read_to_string).collect::<io::Result<_>>()?;
        Ok(Self::new("committed sample", indented))
    }

    fn whole(text: &str) -> io::Result<Self> {
        let all = json::read(text).map_err(io::Error::other)?;
        let mut indented = Vec::new();
        for policy in all.members() {
            let latest = policy.node.member("latestVersionId").and_then(|id| id.node.text());
            let versions = policy.node.member("versions").map(|member| &member.node);
            let document = versions
                .zip(latest)
                .and_then(|(versions, latest)| versions.member(latest))
                .and_then(|version| version.node.member("document"))
                .map(|document| document.node.span)
                .and_then(|span| text.get(span.start as usize..span.end as usize))
                .ok_or_else(|| io::Error::other(format!("{} has no document", policy.key)))?;
            indented.push(outdent(document));
        }
        Ok(Self::new("all AWS managed policies", indented))
    }

    fn new(name: &'static str, indented: Vec<String>) -> Self {
        let compact = indented.iter().map(|text| without_space(text)).collect();
        Self { name, indented, compact }
    }
}

/// Where `cargo xtask corpus` unpacks the package of all AWS managed policies, whichever version it has pinned.
#[must_use]
pub fn managed_policies() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let mut packages: Vec<_> = fs::read_dir(workspace.join(target).join("npm"))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("package/dist/managedPolicies.json")))
        .filter(|path| path.is_file())
        .collect();
    packages.sort();
    packages.pop()
}

/// Takes from each line the white space that the last one starts with.
fn outdent(text: &str) -> String {
    let last = text.lines().next_back().unwrap_or_default();
    let indent = last.len() - last.trim_start().len();
    let lines = text.lines().map(|line| match line.split_at_checked(indent) {
        Some((space, rest)) if space.trim_start().is_empty() => rest,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn without_space(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |&c: &char| {
        let keep = in_string || !c.is_ascii_whitespace();
        if c == '"' && !escaped {
            in_string = !in_string;
        }
        escaped = in_string && c == '\\' && !escaped;
        keep
    };
    json.chars().filter(keep).collect()
}

/// What a benchmark ends with: failure where a budget was not kept, or nothing could be measured.
#[must_use]
pub fn verdict(is_kept: io::Result<bool>) -> ExitCode {
    match is_kept {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot measure: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::Policy;

    #[test]
    fn the_sample_is_a_few_dozen_policies_that_read_alike_in_both_layouts() {
        let sample = Corpus::sample().unwrap();
        assert!(sample.indented.len() >= 24);
        for (indented, compact) in sample.indented.iter().zip(&sample.compact) {
            let policy: Policy = Policy::from_json(indented).unwrap();
            assert_eq!(policy, Policy::from_json(compact).unwrap());
            assert!(!compact.contains('\n'));
        }
    }

    #[test]
    fn white_space_goes_outside_strings_only() {
        assert_eq!(without_space("{ \"a b\\\" c\\\\\" :\n[ 1 ] }"), "{\"a b\\\" c\\\\\":[1]}");
        assert_eq!(outdent("{\n      \"a\": 1\n    }"), "{\n  \"a\": 1\n}");
    }
}
