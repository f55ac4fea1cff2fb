//! Federated principals outside role trust policies.

use crate::prelude::*;

declare_check! {
    /// A resource-based policy that is no role trust policy names a federated principal.
    ///
    /// People who sign in through an identity provider act as a role, and only that role has access
    /// to the resource. The provider belongs in the trust policy of the role.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hr-forms/*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/hr-portal" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hr-forms/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Federated principal not supported".
    "federated-principal-not-supported", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Resource {
        return;
    }
    for principal in statement.principals() {
        let Some(member) = principal.node.member("Federated") else { continue };
        // An empty list has a check of its own.
        let Some((first, others)) = member.node.items().split_first() else { continue };
        let message = "only a role trust policy can have a `Federated` principal";
        let fix = "name the role that its users assume, under `AWS`";
        report.push(
            ABOUT
                .at(first.span, message)
                .with_fix(fix)
                .with_related(others.iter().map(|it| it.span)),
        );
    }
}
