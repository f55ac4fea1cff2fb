//! An element together with its negation.

use crate::prelude::*;

declare_check! {
    /// A statement has both elements of a pair: `Action` and `NotAction`, `Resource` and
    /// `NotResource`, or `Principal` and `NotPrincipal`.
    ///
    /// IAM refuses the policy: a statement either names what it is about or what it is not about.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:*", "NotAction": "s3:DeleteBucket", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    ///                 { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported element combination".
    "unsupported-element-combination", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for positive in [Element::Action, Element::Resource, Element::Principal] {
        let Some(negative) = positive.opposite() else { continue };
        let both = statement.element(positive).zip(statement.element(negative));
        if let Some((other, member)) = both {
            let message = format!("a statement has either `{positive}` or `{negative}`, not both");
            let fix = format!(
                "keep one of them; exceptions to `{positive}` go into a `Deny` statement of their own"
            );
            let finding = ABOUT.at(member.key_span, message).with_fix(fix);
            report.push(finding.with_related([other.key_span]));
        }
    }
}
