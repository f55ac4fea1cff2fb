//! `iam expand`: the actions that patterns match.

use crate::args::{Expand, Plain};
use crate::jsonl::{self, Members};
use crate::outcome::{Outcome, Result};
use crate::output::{note, print_text};
use iam_core::registry;
use std::collections::HashSet;

pub(crate) fn run(args: &Expand) -> Result {
    if args.jsonl {
        return jsonl::run(|line| {
            line.only(&["pattern"])?;
            let (actions, empty) = expand(&line.texts("pattern")?);
            Ok((Members::default().with("actions", &actions), outcome(&empty)))
        });
    }
    let patterns: Vec<_> = args.patterns.iter().map(String::as_str).collect();
    let (actions, empty) = expand(&patterns);
    let mut text = match args.format {
        Plain::Text => actions.join("\n"),
        // Strings always have JSON.
        Plain::Json => serde_json::to_string_pretty(&actions).unwrap_or_default(),
    };
    if !text.is_empty() {
        text.push('\n');
    }
    print_text(&text)?;
    for pattern in &empty {
        let near = registry::nearest_actions(&pattern.replace(['*', '?'], "")).into_iter();
        // What is left of `eks:Get*` is no word that another service may have.
        let prefix = pattern.split_once(':').map_or("", |(prefix, _)| prefix);
        let is_whole = registry::service(prefix).is_none() || !pattern.contains(['*', '?']);
        let mut near =
            near.filter(|near| is_whole || near.service().prefix().eq_ignore_ascii_case(prefix));
        let advice = near.next().map(|near| format!("; did you mean `{near}`?"));
        note("error", &format!("no action matches `{pattern}`{}", advice.unwrap_or_default()));
    }
    Ok(outcome(&empty))
}

fn outcome(empty: &[&str]) -> Outcome {
    if empty.is_empty() { Outcome::Clean } else { Outcome::Findings }
}

/// The actions that the patterns match, each once, in the order of the patterns; and the patterns
/// that match none.
fn expand<'p>(patterns: &[&'p str]) -> (Vec<String>, Vec<&'p str>) {
    let (mut actions, mut empty) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for pattern in patterns {
        let mut matched = registry::actions_matching(pattern).peekable();
        if matched.peek().is_none() {
            empty.push(*pattern);
        }
        for action in matched.map(ToString::to_string) {
            if seen.insert(action.clone()) {
                actions.push(action);
            }
        }
    }
    (actions, empty)
}
