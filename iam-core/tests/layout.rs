//! The arrows of the house: a room may use only those listed before it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 14] = [
    "document",
    "finding",
    "json",
    "pattern",
    "arn",
    "spelling",
    "policy",
    "registry",
    "literal",
    "check",
    "config",
    "from_json",
    "evaluate",
    "serde",
];

#[test]
fn rooms_use_only_earlier_rooms() {
    for (rank, room) in ROOMS.iter().enumerate() {
        for file in files(room) {
            let source = fs::read_to_string(&file).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            let code: String =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            assert!(!code.contains("crate::{"), "{}: write one `use` a room", file.display());
            for later in &ROOMS[rank + 1..] {
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
    for entry in fs::read_dir("src").unwrap() {
        let stem = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            stem == "lib" || ROOMS.contains(&stem.as_str()),
            "{stem} has no place in the order"
        );
    }
}

#[test]
fn no_file_outgrows_its_room() {
    let files = ROOMS.iter().flat_map(|room| files(room));
    for file in files.filter(|file| !file.ends_with("generated.rs")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 500, "{}: {lines} lines; split it", file.display());
    }
}

/// The core never sees tokens: it must work on JSON text and on macros alike.
#[test]
fn the_core_knows_no_tokens() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    assert!(!manifest.contains("syn") && !manifest.contains("proc-macro2"));
}

fn files(room: &str) -> Vec<PathBuf> {
    let flat = PathBuf::from(format!("src/{room}.rs"));
    if flat.exists() { vec![flat] } else { walk(&Path::new("src").join(room)) }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
