//! The examples in the explanation of a check, to be run.

use iam_checks::{self as check, About, Options, Selection, Subject};
use iam_language::json;
use iam_language::policy::PolicyType;

/// A policy, and what it is checked as.
pub(crate) struct Example {
    pub(crate) text: String,
    pub(crate) options: Options,
}

/// The examples that `about` flags, or those that it leaves alone.
pub(crate) fn of(about: &About, flagged: bool) -> Vec<Example> {
    let kind = if flagged { "```json,flagged" } else { "```json,clean" };
    let examples = about.explain.split(kind).skip(1).map(|example| {
        let (tags, rest) = example.split_once('\n').unwrap_or_default();
        let text = repeat(rest.split("```").next().unwrap_or_default());
        Example { text, options: options(about, tags.trim_start_matches(',')) }
    });
    examples.collect()
}

/// What the checks find, optional ones too.
pub(crate) fn codes(text: &str, options: Options) -> Vec<&'static str> {
    match json::read(text) {
        Ok(document) => check::run(&Subject::as_written(&document, text), options)
            .iter()
            .map(|it| it.code)
            .collect(),
        Err(_) => vec!["json-syntax-error"],
    }
}

/// Checked as the policy type that `tags` name.
fn options(about: &About, tags: &str) -> Options {
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
    resource_type.map_or(options, |it| options.resource_type(it)).select(Selection::all())
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
