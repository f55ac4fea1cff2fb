//! Files that hold policies and are none.

use iam_core::document::{Node, Value};

/// What `document` is, with its article, if it is plainly something else than a policy.
///
/// Source: [CloudFormation's template sections](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html)
/// and the responses of [`GetPolicyVersion`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html),
/// [`GetRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html) and
/// [`GetRolePolicy`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html).
pub(crate) fn what(document: &Node<'_>) -> Option<&'static str> {
    let has = |name: &str| document.member(name).is_some();
    // Whatever else stands beside it, a mistaken policy is told its mistakes.
    if has("Statement") {
        return None;
    }
    let is_object = |name: &str| {
        document.member(name).is_some_and(|member| matches!(member.node.value, Value::Object(_)))
    };
    if has("AWSTemplateFormatVersion") && has("Resources") {
        return Some("a CloudFormation template");
    }
    if is_object("PolicyVersion") {
        return Some("an answer of `aws iam get-policy-version`");
    }
    if is_object("Role") {
        return Some("an answer of `aws iam get-role`");
    }
    let named = ["RoleName", "UserName", "GroupName"].into_iter().any(has);
    (named && is_object("PolicyDocument")).then_some("an answer of AWS's command line")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_policy_with_mistakes_is_a_policy() {
        let what = |text: &str| super::what(&iam_core::json::read(text).expect("JSON"));
        assert!(what(r#"{"PolicyVersion": {"Document": {}}}"#).is_some());
        assert!(what(r#"{"RoleName": "a", "PolicyDocument": {}}"#).is_some());
        assert_eq!(what(r#"{"PolicyVersion": {}, "Statement": []}"#), None);
        assert_eq!(what(r#"{"AWSTemplateFormatVersion": "2010-09-09"}"#), None);
        assert_eq!(what(r#"{"PolicyVersion": "2012-10-17"}"#), None);
        assert_eq!(what("[]"), None);
    }
}
