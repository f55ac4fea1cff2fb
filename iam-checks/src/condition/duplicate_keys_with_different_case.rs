//! One condition key in two spellings.

use crate::prelude::*;
use iam_language::document::Member;
use std::collections::HashMap;

declare_check! {
    /// A block of `Condition` has the same key twice, in different case.
    ///
    /// Keys are compared without case, so the two are one, and which values count is not defined.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro", "ec2:instancetype": "t3.small" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": ["t3.micro", "t3.small"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Duplicate keys with different case".
    "duplicate-keys-with-different-case", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(condition) = statement.element(Element::Condition) else { return };
    for block in condition.node.members() {
        if block.node.members().len() < 2 {
            continue;
        }
        let mut seen: HashMap<String, &str> = HashMap::new();
        for Member { key, key_span, .. } in block.node.members() {
            let earlier = seen.entry(key.to_ascii_lowercase()).or_insert(key);
            if *earlier != key {
                let message =
                    format!("`{key}` is the same key as `{earlier}`: case does not matter");
                report.push(
                    ABOUT
                        .at(*key_span, message)
                        .with_fix(format!("merge its values into `{earlier}`")),
                );
            }
        }
    }
}
