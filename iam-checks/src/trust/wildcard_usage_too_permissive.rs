//! Wildcards in values that only mean something in full.

use crate::prelude::*;
use crate::trust::letting_in::{Key, before_colon, has_short_run, letting_in};
use iam_language::pattern::{Piece, parameters, pieces};
use iam_language::policy::Comparison;

declare_check! {
    /// A pattern lets in callers of an account, organization, network or provider that has a like name.
    ///
    /// Others can have ids or names that match by chance or by design. Accounts, organizations and
    /// networks want full ids; `aws:userid` a full id before the colon; the subject of an identity
    /// provider six literal characters before each wildcard.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringLike": { "gitlab.com:sub": "proj*:ref_type:branch:ref:main" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringLike": { "gitlab.com:sub": "project_path:acme/shop:ref_type:branch:ref:*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Wildcard usage too permissive".
    "wildcard-usage-too-permissive", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for (key, test) in letting_in(statement) {
        if !test.has_comparison(Comparison::StringLike) {
            continue;
        }
        for (text, span) in test.texts().filter(|(text, _)| is_too_wide(key, text)) {
            let message = format!("`{text}` also matches values of others for `{}`", test.key);
            let fix = match key {
                Key::Exact => "write each value in full",
                Key::UserId => "write the id before the colon in full, such as `AROA…:*`",
                Key::Subject => "put at least 6 literal characters before each wildcard",
            };
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    }
}

fn is_too_wide(key: Key, text: &str) -> bool {
    let has_wildcard = |text: &str| pieces(text).any(is_wildcard);
    match key {
        Key::Exact => has_wildcard(text),
        Key::UserId => match before_colon(text) {
            Some(id) => id != "*" && has_wildcard(id),
            // A parameter may hold the colon.
            None => has_wildcard(text) && parameters(text).next().is_none(),
        },
        Key::Subject => has_short_run(text, is_wildcard, is_wildcard),
    }
}

fn is_wildcard(piece: Piece<'_>) -> bool {
    matches!(piece, Piece::Wildcard { .. })
}

#[cfg(test)]
mod tests {
    use super::{Key, is_too_wide};
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn subjects_want_six_characters_before_each_wildcard() {
        for (text, wanted) in [
            ("repo:*@1/x", true),
            ("repo:o@*/abc@*:ref", true),
            ("repo:o@*/abcd@*:ref", false),
            ("project_path:*:*", true),
            ("project", false),
            ("${GitHubOrg}*", false),
            ("${*}${*}${*}${*}${*}${*}*", false),
            ("*", true),
        ] {
            assert_eq!(is_too_wide(Key::Subject, text), wanted, "{text}");
        }
    }

    #[test]
    fn user_ids_want_a_whole_role() {
        for (text, wanted) in [
            ("AROAEXAMPLE*", true),
            ("AROA*:session", true),
            ("AROAEXAMPLE:*", false),
            ("*:session", false),
            ("?*:session", true),
            ("AROAEXAMPLE:session", false),
        ] {
            assert_eq!(is_too_wide(Key::UserId, text), wanted, "{text}");
        }
    }

    #[test]
    fn identity_policies_and_denials_are_exempt() {
        let members = r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringLike": {"AWS:sourcevpc": "vpc-*"}}"#;
        let code = "wildcard-usage-too-permissive";
        let allow = format!(r#""Effect": "Allow", {members}"#);
        assert!(!codes_in(PolicyType::Identity, &allow).contains(&code));
        let principal = r#""Principal": "*""#;
        let resource = |text: &str| codes_in(PolicyType::Resource, &format!("{principal}, {text}"));
        assert!(resource(&allow).contains(&code));
        assert!(!resource(&allow.replace("Allow", "Deny")).contains(&code));
        assert!(!resource(&allow.replace("StringLike", "StringNotLike")).contains(&code));
    }
}
