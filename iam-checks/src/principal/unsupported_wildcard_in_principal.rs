//! Wildcards in the middle of a principal.

use crate::prelude::*;
use crate::variable::text::has_variable;
use iam_language::document::Member;
use iam_language::pattern::has_wildcard;
use iam_language::policy::PrincipalType;

declare_check! {
    /// A principal holds `*` or `?` and is not the whole value `*` under `AWS`.
    ///
    /// IAM takes the wildcard for a character of the name, or refuses the policy. `*` under `Federated` lets in
    /// everyone of that sort. `aws:PrincipalArn` in `Condition` takes patterns.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker-*" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported wildcard in principal".
    "unsupported-wildcard-in-principal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.policy.options.policy_type.chooses_principals() {
        return;
    }
    for Member { node, .. } in statement.principals() {
        // Keys that do not exist and variables are other findings.
        let groups = node.members().iter();
        let groups = groups.filter(|group| PrincipalType::from_text(&group.key).is_some());
        for Member { key, node, .. } in groups {
            for item in node.items() {
                let Some(text) = item.text().filter(|text| has_wildcard(text)) else {
                    continue;
                };
                let is_anyone = text == "*" && key == "AWS";
                if is_anyone || has_variable(text, statement.policy.options.template) {
                    continue;
                }
                let (message, fix) = advice(key, text);
                report.push(ABOUT.at(item.span, message).with_fix(fix));
            }
        }
    }
}

/// What a wildcard under this key does, and what to write.
fn advice(key: &str, text: &str) -> (String, &'static str) {
    let nobody = |fix| {
        let message = format!("a principal cannot be a pattern, so `{text}` matches nobody");
        (message, fix)
    };
    match key {
        "Federated" if text == "*" => (
            "`*` under `Federated` stands for every identity provider".to_owned(),
            "name the provider, as in `arn:aws:iam::111122223333:oidc-provider/HOST` or \
             `arn:aws:iam::111122223333:saml-provider/NAME`",
        ),
        "Federated" => nobody("name the whole provider, in a list if there are several"),
        "Service" => nobody("name the service, as in `lambda.amazonaws.com`"),
        "CanonicalUser" if text == "*" => {
            nobody("write the canonical user id, or `\"Principal\": \"*\"` for everyone")
        }
        "CanonicalUser" => nobody("write the canonical user id, all 64 hexadecimal digits of it"),
        _ => nobody("name the account, and test `aws:PrincipalArn` with `ArnLike` in `Condition`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;

    #[test]
    fn the_advice_fits_the_sort_of_principal() {
        for (policy_type, principal, action, message, fix) in [
            (
                PolicyType::Trust,
                r#""Federated": "*""#,
                r#""sts:AssumeRoleWithWebIdentity""#,
                "every identity provider",
                "oidc-provider/HOST",
            ),
            (
                PolicyType::Trust,
                r#""Federated": "arn:aws:iam::111122223333:oidc-provider/*""#,
                r#""sts:AssumeRoleWithWebIdentity""#,
                "matches nobody",
                "the whole provider",
            ),
            (
                PolicyType::Resource,
                r#""Service": "*""#,
                r#""sqs:SendMessage", "Resource": "*""#,
                "matches nobody",
                "`lambda.amazonaws.com`",
            ),
            (
                PolicyType::Resource,
                r#""CanonicalUser": "*""#,
                r#""s3:GetObject", "Resource": "arn:aws:s3:::reports/*""#,
                "matches nobody",
                r#"`"Principal": "*"`"#,
            ),
            (
                PolicyType::Resource,
                r#""AWS": "arn:aws:iam::*:root""#,
                r#""s3:GetObject", "Resource": "arn:aws:s3:::reports/*""#,
                "matches nobody",
                "aws:PrincipalArn",
            ),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Principal": {{{principal}}}, "Action": {action}}}]}}"#
            );
            let found = checked(&text, Options::new(policy_type));
            let of_wildcard: Vec<_> =
                found.iter().filter(|it| it.code == super::ABOUT.code).collect();
            let [only] = of_wildcard.as_slice() else { panic!("{principal}: {found:?}") };
            assert!(only.message.contains(message), "{principal}: {only:?}");
            assert!(
                only.fix.as_deref().is_some_and(|it| it.contains(fix)),
                "{principal}: {only:?}"
            );
            if principal.contains("Service") {
                assert_eq!(found.len(), 1, "{found:?}");
            }
        }
    }
}
