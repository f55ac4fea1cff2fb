//! Documents with statements that are no policies of IAM.

use super::Element;
use crate::document::Node;

/// How the names of resources of other clouds begin, all of which write policies much like AWS does.
///
/// Source: [policies of Alibaba Cloud](https://www.alibabacloud.com/help/en/ram/user-guide/policy-elements),
/// [of Volcengine](https://www.volcengine.com/docs/6257/65026)
const OF_OTHER_CLOUDS: [&str; 2] = ["acs:", "trn:"];

/// What `document` is, with its article, if it has statements as a policy has them, and is no policy of IAM:
/// nothing that holds for one holds for it.
///
/// A stack policy of CloudFormation, of which all actions are updates; a data protection policy of CloudWatch Logs or
/// SNS; and a policy of another cloud.
///
/// Source: [stack policies](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html),
/// [data protection policies](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html)
///
/// # Examples
///
/// ```
/// use iam_language::json;
/// use iam_language::policy::look_alike;
///
/// let text = r#"{"Statement": [
///     {"Effect": "Deny", "Action": "Update:Delete", "Principal": "*", "Resource": "LogicalResourceId/Orders"}]}"#;
/// assert_eq!(look_alike(&json::read(text)?), Some("a stack policy of CloudFormation"));
/// # Ok::<(), iam_language::json::SyntaxError>(())
/// ```
#[must_use]
pub fn look_alike(document: &Node<'_>) -> Option<&'static str> {
    let statements = Element::Statement.of(document)?.node.items();
    if statements.is_empty() {
        return None;
    }
    if statements.iter().all(is_about_updates) {
        return Some("a stack policy of CloudFormation");
    }
    if statements.iter().all(protects_data) {
        return Some("a data protection policy");
    }
    let version = Element::Version.of(document).and_then(|it| it.node.text());
    let is_elsewhere = statements.iter().any(is_of_another_cloud)
        || version.is_some_and(|it| ["1.1", "5.0"].contains(&it))
            && statements.iter().all(|it| actions(it).iter().all(is_of_three_parts));
    is_elsewhere.then_some("a policy of another cloud")
}

fn actions<'n, 't>(statement: &'n Node<'t>) -> &'n [Node<'t>] {
    let actions = Element::Action.of(statement).or_else(|| Element::NotAction.of(statement));
    actions.map_or(&[], |it| it.node.items())
}

/// As Huawei Cloud has them: `obs:bucket:ListBucket`.
fn is_of_three_parts(action: &Node<'_>) -> bool {
    action.text().is_some_and(|text| text.matches(':').count() == 2)
}

fn is_about_updates(statement: &Node<'_>) -> bool {
    let actions = actions(statement);
    let is_update = |action: &Node<'_>| {
        let service = action.text().and_then(|text| text.split_once(':'));
        service.is_some_and(|(service, _)| service.eq_ignore_ascii_case("update"))
    };
    !actions.is_empty() && actions.iter().all(is_update)
}

fn protects_data(statement: &Node<'_>) -> bool {
    let has = |name: &str| statement.member(name).is_some();
    has("DataIdentifier") && has("Operation") && Element::Effect.of(statement).is_none()
}

fn is_of_another_cloud(statement: &Node<'_>) -> bool {
    let resources = [Element::Resource, Element::NotResource].into_iter();
    let resources = resources.filter_map(|it| it.of(statement));
    resources.flat_map(|it| it.node.items()).any(|resource| {
        let text = resource.text().unwrap_or_default();
        OF_OTHER_CLOUDS.iter().any(|start| text.starts_with(start))
    })
}

#[cfg(test)]
mod tests {
    use super::look_alike;
    use crate::json;

    fn what(text: &str) -> Option<&'static str> {
        look_alike(&json::read(text).unwrap_or_else(|error| panic!("{error}: {text}")))
    }

    #[test]
    fn what_has_statements_may_be_something_else() {
        for (text, wanted) in [
            (
                r#"{"Statement": [
                    {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
                    {"Effect": "Deny", "NotAction": ["Update:Modify"], "Principal": "*", "Resource": "*"}]}"#,
                "a stack policy of CloudFormation",
            ),
            (
                r#"{"Statement": {"Effect": "Deny", "Action": "update:delete"}}"#,
                "a stack policy of CloudFormation",
            ),
            (
                r#"{"Name": "a", "Version": "2021-06-01", "Statement": [
                    {"DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
                     "Operation": {"Audit": {}}}]}"#,
                "a data protection policy",
            ),
            (
                r#"{"Version": "1", "Statement": [
                    {"Effect": "Allow", "Action": "oss:*", "Resource": ["acs:oss:*:*:a"]}]}"#,
                "a policy of another cloud",
            ),
            (
                r#"{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["obs:bucket:ListBucket"]}]}"#,
                "a policy of another cloud",
            ),
        ] {
            assert_eq!(what(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn a_policy_with_mistakes_is_a_policy() {
        for text in [
            "{}",
            r#"{"Statement": []}"#,
            r#"{"Statement": [{}]}"#,
            r#"{"Statement": [{"Effect": "Allow", "Action": []}]}"#,
            r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "s3:*"}]}"#,
            r#"{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "s3:*"}]}"#,
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "a:b:c"}]}"#,
            r#"{"Statement": [{"Effect": "Allow", "Action": "Update"}]}"#,
            r#"{"Statement": [{"Action": "Update:*"}, {"Action": "s3:*"}]}"#,
            r#"{"Statement": [{"Effect": "Deny", "DataIdentifier": "a", "Operation": "b"}]}"#,
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }
}
