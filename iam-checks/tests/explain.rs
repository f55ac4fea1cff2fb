//! The examples in every explain text hold.

mod example;

use example::Example;
use iam_checks::{self as check, About};

#[test]
fn examples_are_flagged_or_clean_as_they_say() {
    for about in check::CATALOGUE {
        for flagged in [true, false] {
            let examples = example::of(about, flagged);
            let not_json = about.explain.contains("```text,flagged");
            assert!(!examples.is_empty() || not_json, "{}: no example, {flagged}", about.code);
            for Example { text, options } in examples {
                let codes = example::codes(&text, options);
                let found = codes.contains(&about.code);
                assert_eq!(found, flagged, "{}: {options:?}\n{text}", about.code);
            }
        }
    }
}

#[test]
fn codes_are_kebab_case_and_unique() {
    let mut codes: Vec<_> = check::CATALOGUE.iter().map(|about| about.code).collect();
    let is_kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    assert!(codes.iter().all(|code| code.bytes().all(is_kebab)));
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
}

#[test]
fn every_explanation_says_why_and_names_its_source() {
    for About { code, explain, .. } in check::CATALOGUE {
        assert!(explain.contains("Source: "), "{code}");
        assert!(explain.split("\n\n").count() >= 3, "{code}: what, examples, source");
        let why = check::CATALOGUE.iter().find(|about| about.code == *code).unwrap().why();
        assert!(!why.is_empty() && !why.contains("```") && why.len() < 120, "{code}: {why}");
    }
}

/// A check is one file and one line of the list: each file that declares one is listed.
#[test]
fn every_check_file_is_in_the_catalogue() {
    let mut declared = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let about = source.lines().map(str::trim).filter(|line| {
                let types = [", Error", ", SecurityWarning", ", Warning", ", Suggestion"];
                let line = line.trim_end_matches(", optional");
                line.contains('"') && types.iter().any(|end| line.ends_with(end))
            });
            declared.extend(about.filter_map(|line| line.split('"').nth(1).map(str::to_owned)));
        }
    }
    declared.sort();
    let mut listed: Vec<_> = check::CATALOGUE.iter().map(|about| about.code.to_owned()).collect();
    listed.sort();
    assert_eq!(declared, listed);
}
