//! Global condition keys that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_registry::{self as registry, ConditionKey};

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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
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
        let advice = report.advice(&ABOUT, test.key, || meant(test.key));
        let fix = |meant: &str| Fix::replace(test.key_span, meant).maybe_incorrect();
        report.push(advice.give(found, fix));
    }
}

/// What to write in the place of a key that is none.
fn meant(key: &str) -> Advice {
    let begun = begun_by(key).collect::<Vec<_>>();
    let nearest = if begun.is_empty() {
        registry::nearest_condition_keys(key).into_iter().take(1).collect()
    } else {
        begun
    };
    let nearest = nearest.iter().map(|near| near.replace("${", "<").replace('}', ">"));
    Advice::write_one_of(nearest.collect())
        .unwrap_or_else(|| "look it up among the global condition keys".into())
}

/// The keys, three at most, that start with `text` and go on with another word.
fn begun_by(text: &str) -> impl Iterator<Item = String> {
    let goes_on = move |name: &str| {
        let head = name.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text));
        head && name.get(text.len()..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    let names = registry::global_condition_keys().iter().map(ConditionKey::name);
    names.filter(move |name| goes_on(name)).take(3).map(str::to_owned)
}

/// Whether another check speaks of it: a tag family with its tag missing.
fn is_tag_family(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    ["ResourceTag", "RequestTag", "PrincipalTag"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;

    #[test]
    fn a_key_that_starts_so_comes_before_one_that_is_spelt_alike() {
        for (key, wanted) in [
            (
                "aws:PrincipalOrg",
                "write `aws:PrincipalOrgID`, or `aws:PrincipalOrgMasterAccountId`, `aws:PrincipalOrgPaths`",
            ),
            ("aws:sourceorg", "write `aws:SourceOrgID`, or `aws:SourceOrgPaths`"),
            ("aws:PrincipalOrgId2", "write `aws:PrincipalOrgID`"),
            ("aws:SourceAcount", "write `aws:SourceAccount`"),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::reports/*", "Condition": {{"StringEquals": {{"{key}": "x"}}}}}}]}}"#
            );
            let found = checked(&text, Options::new(PolicyType::Identity));
            let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.as_deref()).collect();
            assert_eq!(fixes, [wanted], "{key}");
        }
    }
}
