//! Global condition keys that do not exist.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::has_reference;
use crate::registry;

declare_check! {
    /// A condition key starts with `aws:`, but there is no such global key.
    ///
    /// No request has it: a test of it never passes, and a negated one always does.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:PrincipalOrgIdentifier": "o-a1b2c3d4e5" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid global condition key".
    "invalid-global-condition-key", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for test in &statement.tests {
        let Some((prefix, name)) = test.parts else { continue };
        if !prefix.eq_ignore_ascii_case("aws") || name.is_empty() || is_tag_family(name) {
            continue;
        }
        // Another check speaks of the key that was renamed.
        if test.is_of("aws:ARN") {
            continue;
        }
        if test.known_key().is_some() || has_reference(test.key) {
            continue;
        }
        let date = registry::version().date();
        let found = ABOUT.at(
            test.key_span,
            format!("`{}` is not a global condition key (AWS's list of {date})", test.key),
        );
        report.push(match registry::nearest_condition_keys(test.key).first() {
            Some(near) => {
                found.with_fix(format!("write `{}`", near.replace("${", "<").replace('}', ">")))
            }
            None => found.with_fix("look it up among the global condition keys"),
        });
    }
}

/// Whether another check speaks of it: a tag family with its tag missing.
fn is_tag_family(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    ["ResourceTag", "RequestTag", "PrincipalTag"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}
