//! Elements without entries.

use crate::prelude::*;
use iam_language::document::Value;

declare_check! {
    /// `Action` or `NotAction` is an empty list.
    ///
    /// The statement says nothing about any action, which is seldom meant.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": [], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["ec2:DescribeVpcs"], "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array action".
    pub(crate) static EMPTY_ARRAY_ACTION: "empty-array-action", Suggestion
}

declare_check! {
    /// `Resource` or `NotResource` is an empty list.
    ///
    /// The statement says nothing about any resource, which is seldom meant.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": [] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": ["*"] }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array resource".
    pub(crate) static EMPTY_ARRAY_RESOURCE: "empty-array-resource", Suggestion
}

declare_check! {
    /// `Condition` holds no operator.
    ///
    /// The statement applies always, though it looks as if it did not.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*", "Condition": {} }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty object condition".
    pub(crate) static EMPTY_OBJECT_CONDITION: "empty-object-condition", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let lists = [
        (&EMPTY_ARRAY_ACTION, Element::Action, "name the actions, or remove the statement"),
        (&EMPTY_ARRAY_RESOURCE, Element::Resource, "name the resources, or remove the statement"),
    ];
    for (about, positive, fix) in lists {
        // A trust policy has no resources at all, which is another finding.
        if positive == Element::Resource
            && statement.policy.options.policy_type == PolicyType::Trust
        {
            continue;
        }
        for element in [Some(positive), positive.opposite()].into_iter().flatten() {
            let Some(member) = statement.element(element) else { continue };
            if matches!(&member.node.value, Value::Array(items) if items.is_empty()) {
                let message = format!("`{element}` is an empty list");
                report.push(about.at(member.node.span, message).with_fix(fix));
            }
        }
    }
    if let Some(condition) = statement.element(Element::Condition)
        && matches!(&condition.node.value, Value::Object(blocks) if blocks.is_empty())
    {
        let finding = EMPTY_OBJECT_CONDITION.at(condition.node.span, "`Condition` has no operator");
        let finding = finding.with_fix("remove it, or say when the statement applies");
        report.push(finding.removing(condition.key_span, "Condition"));
    }
}
