//! Values of the wrong JSON type.

use crate::prelude::*;
use crate::view::is_object;
use iam_language::arn::is_account;
use iam_language::document::{Member, Node, Value};
use iam_language::policy::ConditionOperator;

declare_check! {
    /// An element has a value of a JSON type that the policy grammar does not allow there.
    ///
    /// IAM refuses the whole policy. The usual cause is a template function such as `Fn::GetAtt`
    /// that was left in place of a string, or a number without quotes.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Ref": "Queue" } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Data type mismatch".
    "data-type-mismatch", Error
}

pub(crate) fn run_on_policy(policy: &PolicyView<'_, '_>, report: &mut Report) {
    let document = policy.document;
    if !is_object(document) {
        return mismatch(report, document, "a policy", "an object");
    }
    for element in [Element::Version, Element::Id] {
        if let Some(member) = policy.element(element) {
            expect_string(report, member, element == Element::Id);
        }
    }
    let Some(Member { node, .. }) = policy.element(Element::Statement) else { return };
    match &node.value {
        Value::Object(_) => {}
        Value::Array(statements) => {
            for statement in statements.iter().filter(|statement| !is_object(statement)) {
                mismatch(report, statement, "a statement", "an object");
            }
        }
        _ => mismatch(report, node, "`Statement`", "an object, or an array of objects"),
    }
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for element in [Element::Sid, Element::Effect] {
        if let Some(member) = statement.element(element) {
            expect_string(report, member, element == Element::Sid);
        }
    }
    for element in [Element::Action, Element::NotAction, Element::Resource, Element::NotResource] {
        if let Some(member) = statement.element(element) {
            expect_strings(report, &member.node, element.as_str());
        }
    }
    // Where no principal belongs, its type is nothing that could be mended.
    let has_principal = statement.policy.options.policy_type.has_principal();
    for Member { key, node, .. } in statement.principals().filter(|_| has_principal) {
        match &node.value {
            Value::String(_) => {}
            Value::Object(groups) => {
                for group in groups {
                    expect_strings(report, &group.node, &group.key);
                }
            }
            _ => mismatch(report, node, &format!("`{key}`"), "`\"*\"` or an object"),
        }
    }
    let Some(Member { node: condition, .. }) = statement.element(Element::Condition) else {
        return;
    };
    if !is_object(condition) {
        return mismatch(report, condition, "`Condition`", "an object of operators");
    }
    // What stands under an operator that does not exist may be of any sort.
    for Member { key, node, .. } in condition.members() {
        if !is_object(node) && key.parse::<ConditionOperator>().is_ok() {
            mismatch(report, node, &format!("`{key}`"), "an object of condition keys");
        }
    }
    for test in statement.tests.iter().filter(|test| test.operator.is_some()) {
        for value in test.values.items() {
            if matches!(value.value, Value::Null | Value::Array(_) | Value::Object(_)) {
                let what = format!("a value of `{}`", test.key);
                mismatch(report, value, &what, "a string, a number or a boolean");
            }
        }
    }
}

/// Text that the program fills in at run time is fine where the text has no rules of its own.
fn expect_string(report: &mut Report, member: &Member<'_>, any_text: bool) {
    match member.node.value {
        Value::String(_) => {}
        Value::Interpolated(_) if any_text => {}
        Value::Interpolated(_) => {
            let message =
                format!("`{}` must be written out, it cannot be interpolated", member.key);
            report.push(ABOUT.at(member.node.span, message));
        }
        _ => mismatch(report, &member.node, &format!("`{}`", member.key), "a string"),
    }
}

fn expect_strings(report: &mut Report, node: &Node<'_>, name: &str) {
    let is_string =
        |node: &&Node<'_>| matches!(node.value, Value::String(_) | Value::Interpolated(_));
    for item in node.items().iter().filter(|item| !is_string(item)) {
        let what = format!("`{name}`");
        mismatch(report, item, &what, "a string, or an array of strings");
    }
}

fn mismatch(report: &mut Report, node: &Node<'_>, what: &str, wanted: &str) {
    let found = node.type_name();
    let finding = ABOUT.at(node.span, format!("{what} must be {wanted}, not {found}"));
    report.push(match &node.value {
        Value::Number(text) => {
            let finding = finding.with_fix(format!("write `\"{text}\"`"));
            // An account without its quotes; what other numbers stand for is not known.
            let is_sure = what == "`AWS`" && is_account(text);
            finding.mended_by(Fix::replace(node.span, text.as_ref()).sure_if(is_sure))
        }
        Value::Bool(value) => {
            let finding = finding.with_fix(format!("write `\"{value}\"`"));
            finding.mended_by(Fix::replace(node.span, value.to_string()).maybe_incorrect())
        }
        Value::Object(members) if members.iter().any(|member| is_intrinsic(&member.key)) => {
            finding.with_fix("resolve the template function first: IAM sees only its result")
        }
        _ => finding.with_fix(format!("put {wanted} here")),
    });
}

/// A function of CloudFormation.
fn is_intrinsic(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn each_wrong_type_is_reported_once() {
        assert_eq!(
            codes(r#""Action": ["s3:GetObject", 1, null], "Resource": "*""#),
            ["data-type-mismatch"; 2]
        );
        assert_eq!(
            codes(r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": []}"#),
            ["data-type-mismatch"]
        );
        assert_eq!(
            codes(
                r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": [[]]}}"#
            ),
            ["data-type-mismatch"]
        );
    }

    #[test]
    fn numbers_and_booleans_are_values_of_conditions() {
        let clean = r#""Action": "s3:ListBucket", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": true}, "NumericEquals": {"s3:max-keys": 5}}"#;
        assert!(codes(clean).is_empty());
    }
}
