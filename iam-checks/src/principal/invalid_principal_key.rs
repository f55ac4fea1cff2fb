//! Sorts of principal that IAM does not know.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::document::Member;
use iam_language::policy::PrincipalType;
use iam_language::spelling::nearest;

declare_check! {
    /// A member of `Principal` is none of `AWS`, `Service`, `Federated` and `CanonicalUser`.
    ///
    /// IAM refuses the policy.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Account": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid principal key".
    "invalid-principal-key", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // Elsewhere no principal belongs, or none but `*`, which is another finding.
    if !statement.policy.options.policy_type.chooses_principals() {
        return;
    }
    for Member { node, .. } in statement.principals() {
        for Member { key, key_span, .. } in node.members() {
            if PrincipalType::from_text(key).is_some() {
                continue;
            }
            let known = PrincipalType::ALL.map(PrincipalType::as_str);
            let advice = report.advice(&ABOUT, key, || match nearest(key, known) {
                Some(near) => Advice::write(near),
                None => format!("use one of `{}`", known.join("`, `")).into(),
            });
            let finding = ABOUT.at(*key_span, format!("`{key}` is not a type of principal"));
            report.push(advice.give(finding, |near| Fix::respell(*key_span, key, near)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn only_where_principals_belong_are_they_looked_at() {
        let codes = |policy_type, principal: &str| {
            let members = format!(
                r#""Effect": "Deny", "Principal": {principal}, "Action": "s3:*", "Resource": "*""#
            );
            codes_in(policy_type, &members)
        };
        for principal in [r#"{"Role": "ci"}"#, r#""ci""#, r#"{"AWS": "${x}"}"#, r#"["ci"]"#] {
            assert_eq!(codes(PolicyType::Identity, principal), ["unsupported-principal"]);
            assert_eq!(
                codes(PolicyType::ServiceControl, principal),
                ["scp-syntax-error-principal"]
            );
        }
        for principal in [r#"{"Role": "ci"}"#, r#""ci""#] {
            let codes = codes(PolicyType::ResourceControl, principal);
            assert_eq!(codes, ["rcp-syntax-error-principal"]);
        }
        for principal in [r#"{"Role": "ci"}"#, r#"{"*": "*"}"#] {
            assert_eq!(codes(PolicyType::Resource, principal), ["invalid-principal-key"]);
        }
    }
}
