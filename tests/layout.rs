//! The arrows of the house: a room may use only those listed before it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// The crates that are rows of rooms, each with its rooms in order.
const CRATES: [(&str, &[&str]); 8] = [
    (
        "iam-language",
        &[
            "visible", "problem", "document", "finding", "json", "pattern", "arn", "spelling",
            "policy", "literal",
        ],
    ),
    (
        "iam-model",
        &[
            "text",
            "action",
            "resource",
            "principal",
            "condition",
            "statement",
            "mismatch",
            "parameters",
            "policy_document",
            "constant",
            "fill",
            "read",
            "write",
            "size",
            "tree",
            "serde",
        ],
    ),
    ("iam-core", &["policy", "from_json", "findings", "serde"]),
    (
        "iam-evaluate",
        &[
            "action_name",
            "context",
            "problem",
            "reason",
            "index",
            "principal",
            "typed_arn",
            "fields",
            "reserved",
            "request",
            "default_key_policy",
            "values",
            "condition",
            "rules",
            "policies",
            "evaluator",
            "explanation",
            "resource_grant",
            "hypothetical",
        ],
    ),
    (
        "iam-access",
        &[
            "atom",
            "budget",
            "group",
            "plain",
            "machine",
            "automaton",
            "test",
            "principal",
            "universe",
            "scale",
            "value",
            "fact",
            "world",
            "search",
            "asked",
            "variables",
            "pinned",
            "witness",
            "answer",
            "actions",
            "rule",
            "canonical",
            "sieve",
            "setting",
            "difference",
            "equivalence",
            "simulator",
            "granted",
            "any_policy",
            "effective",
            "access",
            "public_resource_type",
            "trusted",
            "root",
            "question",
            "no_new_access",
            "strict",
            "sentence",
            "comparison",
            "access_not_granted",
            "no_public_access",
            "parameter_place",
            "stand_ins",
            "minimise",
        ],
    ),
    (
        "iam-project",
        &["baseline", "path", "foreign", "policy_type", "config", "find", "project", "reading"],
    ),
    (
        "iam-source",
        &[
            "table",
            "fingerprint",
            "hole",
            "named",
            "remark",
            "silence",
            "json_text",
            "attached",
            "found",
            "written",
            "within",
            "yaml",
            "plain",
            "around",
            "answer",
            "cloudformation",
            "terraform",
            "terraform_plan",
            "edit_text",
            "edit",
            "recognise",
            "read",
        ],
    ),
    (
        "iam-delegation",
        &[
            "json",
            "yaml",
            "deployment",
            "declaration",
            "testing",
            "set",
            "access",
            "permissions_file",
            "template",
            "review",
            "compare",
        ],
    ),
];

/// Each room of each crate with the files in it.
fn rooms() -> impl Iterator<Item = (&'static str, &'static [&'static str], usize, Vec<PathBuf>)> {
    CRATES.into_iter().flat_map(|(name, rooms)| {
        let each = rooms.iter().enumerate();
        each.map(move |(rank, room)| (name, rooms, rank, files(&sources(name), room)))
    })
}

#[test]
fn rooms_use_only_earlier_rooms() {
    for (_, rooms, rank, files) in rooms() {
        let room = rooms[rank];
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            let code: String =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            assert!(!code.contains("crate::{"), "{}: write one `use` a room", file.display());
            for later in &rooms[rank + 1..] {
                for (at, _) in code.match_indices(&format!("crate::{later}")) {
                    let next = code[at..].chars().nth("crate::".len() + later.len());
                    let is_arrow = next.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                    assert!(!is_arrow, "{}: {room} uses {later}", file.display());
                }
            }
        }
    }
}

#[test]
fn every_room_is_in_the_order() {
    for (name, rooms) in CRATES {
        for entry in fs::read_dir(sources(name)).unwrap() {
            let stem = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(
                stem == "lib" || rooms.contains(&stem.as_str()),
                "{name}: {stem} has no place in the order"
            );
        }
    }
}

#[test]
fn no_file_outgrows_its_room() {
    for file in rooms().flat_map(|(_, _, _, files)| files) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 500, "{}: {lines} lines; split it", file.display());
    }
}

/// Of a face one reads what there is. What it is stands in files whose names say so.
#[test]
fn faces_define_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join("src"));
    let crates = folders.chain([root.join("src")]).filter(|sources| sources.is_dir());
    // A procedural macro has to stand at the root of its crate, and what it expands to stands with it.
    let macros = root.join("iam-macros/src/lib.rs");
    let files = crates.flat_map(|sources| walk(&sources)).filter(|file| *file != macros);
    let (mut faces, mut defining) = (0, Vec::new());
    for file in files {
        let name = file.file_name().unwrap();
        if ["mod.rs", "lib.rs", "main.rs"].iter().any(|face| name == *face) {
            faces += 1;
            let source = fs::read_to_string(&file).unwrap();
            let found = defined_in(&source, name == "main.rs");
            defining.extend(found.map(|line| format!("{}: {line}", file.display())));
        }
    }
    assert!(faces > 50, "{faces}");
    assert!(defining.is_empty(), "a face only lists:\n{}", defining.join("\n"));
}

/// The first line that neither declares a module nor re-exports something, attributes and `main` apart.
fn defined_in(source: &str, may_have_main: bool) -> Option<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut rest = code.trim_start();
    while !rest.is_empty() {
        let item = match rest.strip_prefix("pub") {
            Some(to) if to.starts_with('(') => to.split_once(')').unwrap().1.trim_start(),
            Some(everywhere) => everywhere.trim_start(),
            None => rest,
        };
        let end = if item.starts_with("use ") {
            ";"
        } else if item.starts_with("mod ") {
            item.find(['{', ';']).map_or("", |at| &item[at..=at])
        } else if item.starts_with("#[") || item.starts_with("#![") {
            "]\n"
        } else if item.starts_with("fn main()") && may_have_main {
            "\n}"
        } else if item.starts_with('}') {
            "}"
        } else {
            return item.lines().next().map(ToOwned::to_owned);
        };
        rest = item.split_once(end).map_or("", |(_, rest)| rest).trim_start();
    }
    None
}

/// Language, registry, checks, model and evaluator never see tokens: they must work on JSON text and on macros
/// alike. Each knows only those before it.
#[test]
fn crates_use_only_earlier_crates_and_no_tokens() {
    let crates = [
        "iam-language",
        "iam-model",
        "iam-registry",
        "iam-checks",
        "iam-core",
        "iam-evaluate",
        "iam-access",
        "iam-project",
    ];
    for (rank, name) in crates.into_iter().enumerate() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(name).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        let needs = |other: &str| {
            manifest.contains(&format!("{other}.")) || manifest.contains(&format!("{other} ="))
        };
        for other in crates[rank + 1..].iter().chain(&["syn", "quote", "proc-macro2"]) {
            assert!(!needs(other), "{name} needs {other}");
        }
    }
}

/// The README runs the command by its package: of two programs in it, one has to be the one that is meant.
#[test]
fn the_commands_of_the_readme_have_a_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("cargo run -p iam-cli -- validate"), "the README shows `iam validate`");
    let metadata = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .unwrap();
    let metadata = String::from_utf8(metadata.stdout).unwrap();
    assert!(metadata.contains(r#""default_run":"iam""#), "`cargo run -p iam-cli` runs nothing");
}

/// The registry is one room, and a check is one file: they do not outgrow them, either.
#[test]
fn no_check_and_no_look_up_outgrows_its_file() {
    let files = ["iam-checks", "iam-registry"].into_iter().flat_map(|name| walk(&sources(name)));
    for file in files.filter(|file| !file.ends_with("generated.rs")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 500, "{}: {lines} lines; split it", file.display());
    }
}

/// A misspelt element would be found in no statement, and nothing would say so.
#[test]
fn checks_name_elements_by_their_words() {
    for file in walk(&sources("iam-checks")) {
        let source = fs::read_to_string(&file).unwrap();
        for by_text in [
            ".has(\"",
            ".has_unknown(\"",
            ".element(\"",
            ".member(\"Version",
            ".member(\"Statement",
        ] {
            assert!(!source.contains(by_text), "{}: {by_text}: say `Element`", file.display());
        }
    }
}

/// What must be known in one place only: a mark in the code that would be a second one, and that place.
#[test]
fn facts_stand_once() {
    let facts = [
        // Characters that hide or reorder text.
        ("202e}'", "iam-language/src/visible.rs"),
        // The id of an account.
        ("len() == 12", "iam-language/src/arn.rs"),
        // How long policies may be.
        ("6_144", "iam-language/src/policy/quota.rs"),
        ("10_240", "iam-language/src/policy/quota.rs"),
        ("20_480", "iam-language/src/policy/quota.rs"),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = [
        "iam-language",
        "iam-model",
        "iam-registry",
        "iam-checks",
        "iam-core",
        "iam-evaluate",
        "iam-project",
        "iam-macros",
        "iam-source",
        "iam-cli",
        "iam-delegation",
    ];
    let files = crates.into_iter().flat_map(|name| walk(&sources(name)));
    for file in files.filter(|file| !file.ends_with("tests.rs")) {
        let source = fs::read_to_string(&file).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        let code: String =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (mark, place) in facts {
            let is_place = file.strip_prefix(root).unwrap() == Path::new(place);
            assert!(
                is_place || !code.contains(mark),
                "{}: {mark} belongs to {place}",
                file.display()
            );
        }
    }
}

/// Whoever writes `policy!` compiles it.
#[test]
fn the_project_needs_the_core_and_a_reader_of_toml() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("iam-project/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let (_, needed) = manifest.split_once("[dependencies]\n").unwrap();
    let needed = needed.split("\n\n").next().unwrap();
    assert_eq!(needed, "iam-core.workspace = true\ntoml-span = \"0.7\"");
}

/// Neither command nor macros have a way of their own from a text or a tree to findings.
#[test]
fn only_the_project_checks() {
    for file in ["iam-cli", "iam-macros"].into_iter().flat_map(|name| walk(&sources(name))) {
        let source = fs::read_to_string(&file).unwrap();
        assert!(!source.contains("check::run"), "{}: ask the project", file.display());
    }
}

fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).join("src")
}

fn files(sources: &Path, room: &str) -> Vec<PathBuf> {
    let flat = sources.join(format!("{room}.rs"));
    if flat.exists() { vec![flat] } else { walk(&sources.join(room)) }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
