//! `s3:prefix` tested in the direction that a shorter prefix escapes.

use crate::prelude::*;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// Certain prefixes are denied to `s3:ListBucket`, or all but certain ones are allowed.
    ///
    /// Whoever asks for a shorter prefix, or none, passes and sees the objects below it all the same.
    /// Only a list of the prefixes that are allowed keeps the others out.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::finance-share",
    ///                   "Condition": { "StringLike": { "s3:prefix": "private/*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::finance-share",
    ///                   "Condition": { "StringNotLike": { "s3:prefix": "public/*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "S3 prefix in negative context".
    "s3-prefix-in-negative-context", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type == PolicyType::Trust {
        return;
    }
    let is_escapable = |test: &&TestView<'_, '_>| {
        let escapes = if test.is_positive() { statement.denies() } else { statement.allows() };
        test.is_of("s3:prefix") && test.family() == Some(ComparisonFamily::String) && escapes
    };
    let mut tests = statement.tests.iter().filter(is_escapable).peekable();
    let lists = ["s3:ListBucket", "s3:ListBucketVersions"];
    if tests.peek().is_none() || !lists.iter().any(|action| statement.reaches(action)) {
        return;
    }
    for test in tests {
        let (message, fix) = if statement.denies() {
            (
                "a shorter `s3:prefix` than those denied lists the same objects",
                "deny all but the allowed prefixes with `StringNotLike`",
            )
        } else {
            (
                "a shorter `s3:prefix` than those left out lists the same objects",
                "allow certain prefixes with `StringLike`",
            )
        };
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn direction_and_action_decide() {
        for (effect, action, operator, wanted) in [
            ("Deny", "s3:List*", "StringEquals", true),
            ("Deny", "S3:listbucketversions", "ForAnyValue:StringLikeIfExists", true),
            ("Allow", "*", "StringNotEqualsIgnoreCase", true),
            ("Allow", "s3:ListBucket", "StringLike", false),
            ("Deny", "s3:ListBucket", "StringNotLike", false),
            ("Deny", "s3:ListBucket", "Null", false),
            ("Deny", "s3:GetObject", "StringLike", false),
        ] {
            let found = codes_in(
                PolicyType::ServiceControl,
                &format!(
                    r#""Effect": "{effect}", "Action": "{action}", "Resource": "*", "Condition": {{"{operator}": {{"S3:Prefix": "a"}}}}"#
                ),
            );
            let found = found.contains(&"s3-prefix-in-negative-context");
            assert_eq!(found, wanted, "{effect} {action} {operator}");
        }
    }
}
