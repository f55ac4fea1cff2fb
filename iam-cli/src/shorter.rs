//! How short a policy would be that is too long.

use crate::minimize::characters;
use iam_access::Cut;
use iam_core::finding::{Finding, thousands};
use iam_core::policy::PolicyType;

/// Policies of more statements, or longer, are not tried: a user waits.
const MOST_STATEMENTS: usize = 40;
const MOST_BYTES: usize = 60_000;

/// Adds to what is found of the length of a policy how much shorter it could be.
pub(crate) fn advise(findings: &mut [Finding], policy_type: PolicyType, text: impl Fn() -> String) {
    let is_of_length = |finding: &&mut Finding| finding.code.contains("size-exceeds");
    let mut of_length = findings.iter_mut().filter(is_of_length).peekable();
    if of_length.peek().is_none() {
        return;
    }
    let text = text();
    let Some(advice) = advice(&text, policy_type) else { return };
    for finding in of_length {
        let fix = finding.fix.take().map(|fix| format!("{fix}; ")).unwrap_or_default();
        finding.fix = Some(format!("{fix}{advice}"));
    }
}

fn advice(text: &str, policy_type: PolicyType) -> Option<String> {
    let statements = text.matches("\"Effect\"").count();
    if text.len() > MOST_BYTES || statements > MOST_STATEMENTS {
        return Some("`iam minimize` tells how much shorter it can be said".to_owned());
    }
    let (before, same) = characters(text, policy_type, None)?;
    let (_, compressed) = characters(text, policy_type, Some(Cut::Words))?;
    let told = |characters: usize| thousands(characters);
    match (same < before, compressed < same) {
        (false, false) => None,
        (true, false) => Some(format!("`iam minimize` says the same in {} characters", told(same))),
        (_, true) => Some(format!(
            "`iam minimize` says the same in {} characters, with --compress in {}",
            told(same),
            told(compressed)
        )),
    }
}
