//! Which `iam.toml` is in force.

use crate::program::{Folder, run_in};
use std::path::PathBuf;
use std::{env, fs, process};

const TYPO: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:BrandNew", "Resource": "*"}}"#;
const KNOWN: &str = "validate.actions = [\"s3:BrandNew\"]\n";

#[test]
fn what_stands_above_a_repository_says_nothing_in_it() {
    for mark in [".git/HEAD", ".git", "Cargo.lock"] {
        let mark = format!("repo/{mark}");
        let files = [("iam.toml", KNOWN), (mark.as_str(), ""), ("repo/deep/a.json", TYPO)];
        let folder = Folder::new("above", &files);
        folder.run(&["validate", "repo/deep/a.json"]).assert(1);
        folder.run(&["validate", "repo"]).assert(1);
        let deep = folder.0.join("repo/deep");
        run_in(&deep, &["validate", "a.json"]).assert(1);
        run_in(&deep, &["validate", "../deep/a.json"]).assert(1);
        // Who names it means it.
        run_in(&deep, &["validate", "--config", "../../iam.toml", "a.json"]).assert(0);
        // What stands beside the mark is part of the repository.
        fs::write(folder.0.join("repo/iam.toml"), KNOWN).unwrap();
        run_in(&deep, &["validate", "a.json"]).assert(0);
        folder.run(&["validate", "repo/deep/a.json"]).assert(0);
    }
}

#[test]
fn what_is_broken_above_a_repository_breaks_nothing_in_it() {
    let files = [("iam.toml", "[validate"), ("repo/Cargo.lock", ""), ("repo/a.json", TYPO)];
    let folder = Folder::new("broken-above", &files);
    let ran = folder.run(&["validate", "repo/a.json"]);
    let path = folder.0.join("iam.toml");
    let expected = "is not read: it stands above the project; `--config` takes it anyway";
    assert_eq!(ran.assert(1).err, format!("note: iam.toml {expected}\n"));
    let ran = run_in(&folder.0.join("repo"), &["validate", "a.json"]);
    assert_eq!(ran.assert(1).err, format!("note: {} {expected}\n", path.display()));
    // Where one is in force, the others never were.
    fs::write(folder.0.join("repo/iam.toml"), KNOWN).unwrap();
    assert_eq!(folder.run(&["validate", "repo/a.json"]).assert(0).err, "");
}

#[test]
fn each_file_of_a_run_is_judged_by_its_own_project() {
    let files = [
        ("one/Cargo.lock", ""),
        ("one/iam.toml", KNOWN),
        ("one/a.json", TYPO),
        ("two/.git/HEAD", ""),
        ("two/iam.toml", "validate.warn = [\"invalid-action\"]\n"),
        ("two/deep/a.json", TYPO),
        // A project within another.
        ("one/three/.git", "gitdir: elsewhere\n"),
        ("one/three/a.json", TYPO),
    ];
    let folder = Folder::new("own", &files);
    let args =
        ["validate", "--format", "json", "one/a.json", "two/deep/a.json", "one/three/a.json"];
    let answer = folder.run(&args).assert(1).json();
    let types: Vec<Vec<_>> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["findings"].as_array().unwrap().iter())
        .map(|findings| findings.map(|it| it["findingType"].as_str().unwrap()).collect())
        .collect();
    assert_eq!(types, [vec![], vec!["WARNING"], vec!["ERROR"]]);
}

/// The folder of temporary files is in no repository, as that of the build may be.
#[test]
fn without_a_repository_the_working_folder_is_the_top() {
    let root = env::temp_dir().join(format!("iam-no-repository-{}", process::id()));
    let folder = Temporary(root.clone());
    fs::create_dir_all(root.join("deep/down")).unwrap();
    fs::write(root.join("iam.toml"), KNOWN).unwrap();
    fs::write(root.join("deep/down/a.json"), TYPO).unwrap();
    let file = root.join("deep/down/a.json");
    let file = file.to_str().unwrap();
    run_in(&root, &["validate", "deep/down/a.json"]).assert(0);
    run_in(&root, &["validate", file]).assert(0);
    // Above the working folder it may be anybody's.
    run_in(&root.join("deep"), &["validate", "down/a.json"]).assert(1);
    run_in(&root.join("deep"), &["validate", file]).assert(1);
    // From elsewhere, only what stands beside the file.
    let elsewhere = Folder::new("elsewhere", &[]);
    elsewhere.run(&["validate", file]).assert(1);
    fs::rename(root.join("iam.toml"), root.join("deep/down/iam.toml")).unwrap();
    elsewhere.run(&["validate", file]).assert(0);
    drop(folder);
}

/// A folder that goes when the test ends.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
