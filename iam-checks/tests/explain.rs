//! The examples in every explain text hold.

mod checked;

use checked::checked;
use iam_checks::{self as check, About, Options, Selection};
use iam_language::policy::PolicyType;

#[test]
fn examples_are_flagged_or_clean_as_they_say() {
    for about in check::CATALOGUE {
        for (kind, flagged) in [("```json,flagged", true), ("```json,clean", false)] {
            let examples: Vec<_> = about.explain.split(kind).skip(1).collect();
            let not_json = about.explain.contains("```text,flagged");
            assert!(!examples.is_empty() || not_json, "{}: no {kind} example", about.code);
            for example in examples {
                let (tags, rest) = example.split_once('\n').expect("a fence ends its line");
                let text = repeat(rest.split("```").next().expect("a first part"));
                assert_eq!(
                    finds(about, tags, &text),
                    flagged,
                    "{}: {kind}{tags}\n{text}",
                    about.code
                );
            }
        }
    }
}

/// Whether `about` fires on `text`, checked as the policy type that `tags` name.
fn finds(about: &About, tags: &str, text: &str) -> bool {
    let tags = tags.trim_start_matches(',');
    let resource_type = tags.parse();
    let policy_type = match tags {
        "" | "template" => PolicyType::Identity,
        _ if resource_type.is_ok() => PolicyType::Resource,
        _ => {
            let policy_type = PolicyType::from_text(tags);
            assert!(policy_type.is_some(), "{}: unknown tag {tags}", about.code);
            policy_type.unwrap_or(PolicyType::Identity)
        }
    };
    let options = Options::new(policy_type);
    let options = if tags == "template" { options.template() } else { options };
    let options =
        resource_type.map_or(options, |it| options.resource_type(it)).select(Selection::all());
    checked(text, options).iter().any(|finding| finding.code == about.code)
}

/// `… 5 …` in an example stands for five letters, so that size limits have readable examples.
fn repeat(text: &str) -> String {
    let mut parts = text.split('…');
    let mut repeated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.trim().parse::<usize>() {
            Ok(count) => repeated.push_str(&"a".repeat(count)),
            Err(_) => repeated.push_str(part),
        }
    }
    repeated
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
