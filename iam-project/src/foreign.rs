//! Files that hold policies and are none: templates, Terraform's plans, answers of AWS's command line.

use iam_core::document::{Node, Value};
use iam_core::policy::look_alike;
use std::borrow::Cow;
use std::fmt;

/// What a text is that is no policy.
///
/// Shown as what the command `iam` says after the name of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    what: &'static str,
    /// Where the policy is, or how to get at it.
    advice: Cow<'static, str>,
}

impl Foreign {
    /// What it is, with its article, such as `a CloudFormation template`.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }

    const fn new(what: &'static str, advice: &'static str) -> Self {
        Self { what, advice: Cow::Borrowed(advice) }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, advice } = self;
        write!(f, "is {what}, and no policy: {advice}")
    }
}

const NOT_OF_IAM: &str = "IAM reads none of it";
const PART: &str = "give it the policy alone";
const DOCUMENT: &str = "give it the policy document alone, with `--template` for its parameters";
const CLOUDFORMATION: Foreign = Foreign::new("a CloudFormation template", DOCUMENT);
const CLOUDFORMATION_RESOURCE: Foreign =
    Foreign::new("a resource of a CloudFormation template", DOCUMENT);
const SAM: Foreign = Foreign::new("an AWS SAM template", DOCUMENT);
const PLAN: Foreign = Foreign::new("a Terraform plan", PART);
const STATE: Foreign = Foreign::new("a Terraform state", PART);
const TERRAFORM: Foreign = Foreign::new("a Terraform configuration", PART);
const ARCHIVE: Foreign = Foreign::new(
    "a zip archive, as Terraform's plans are",
    "`terraform show -json` prints a plan; give it the policy alone",
);
const SARIF: Foreign = Foreign::new("a SARIF log", "give it the policies");
const FINDINGS: Foreign = Foreign::new(
    "an answer of `iam validate` or `aws accessanalyzer validate-policy`",
    "give it the policy that the answer is about",
);

/// Members that an answer of AWS's command line has, what it is, and how to get the policy alone.
///
/// Source: the response shapes of [IAM](https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html)
/// and of the `Get…Policy` operations of the services, as `botocore` models them.
const ANSWERS: &[(&[&str], &str, &str)] = &[
    (
        &["UserDetailList", "RoleDetailList"],
        "an answer of `aws iam get-account-authorization-details`",
        PART,
    ),
    (
        &["PolicyVersion"],
        "an answer of `aws iam get-policy-version`",
        "ask with `--query PolicyVersion.Document`",
    ),
    (
        &["Role"],
        "an answer of `aws iam get-role`",
        "ask with `--query Role.AssumeRolePolicyDocument`",
    ),
    (&["Roles"], "an answer of `aws iam list-roles`", PART),
    (
        &["RoleName", "PolicyDocument"],
        "an answer of `aws iam get-role-policy`",
        "ask with `--query PolicyDocument`",
    ),
    (
        &["UserName", "PolicyDocument"],
        "an answer of `aws iam get-user-policy`",
        "ask with `--query PolicyDocument`",
    ),
    (
        &["GroupName", "PolicyDocument"],
        "an answer of `aws iam get-group-policy`",
        "ask with `--query PolicyDocument`",
    ),
    (
        &["Policies"],
        "an answer that lists policies, as of `aws iam list-policies`",
        "ask for each with `aws iam get-policy-version --query PolicyVersion.Document`",
    ),
    (
        &["PolicyNames"],
        "an answer that lists names of policies",
        "ask for each, with `--query PolicyDocument`",
    ),
    (
        &["AttachedPolicies"],
        "an answer that lists attached policies",
        "ask for each with `aws iam get-policy-version --query PolicyVersion.Document`",
    ),
    (
        &["EvaluationResults"],
        "an answer of `aws iam simulate-custom-policy`",
        "give it the policies that were simulated",
    ),
    (
        &["policyText", "repositoryName"],
        "an answer of `aws ecr get-repository-policy`",
        "ask with `--query policyText --output text`",
    ),
    (
        &["PolicyInJson"],
        "an answer of `aws glue get-resource-policy`",
        "ask with `--query PolicyInJson --output text`",
    ),
    (
        &["ResourcePolicy"],
        "an answer of `aws secretsmanager get-resource-policy`",
        "ask with `--query ResourcePolicy --output text`",
    ),
    (
        &["VpcEndpoints"],
        "an answer of `aws ec2 describe-vpc-endpoints`",
        "ask with `--query 'VpcEndpoints[0].PolicyDocument' --output text`",
    ),
    (&["DomainStatus"], "an answer about a search domain", PART),
];

/// What `document` is, if it plainly is something else than a policy.
#[must_use]
pub fn of_document(document: &Node<'_>) -> Option<Foreign> {
    if !matches!(document.value, Value::Object(_)) {
        return None;
    }
    let has = |name: &str| document.member(name).is_some();
    if let Some(template) = cloudformation(document) {
        return Some(template);
    }
    if let Some(what) = look_alike(document) {
        return Some(Foreign::new(what, NOT_OF_IAM));
    }
    // Whatever else stands beside it, a mistaken policy is told its mistakes.
    if has("Statement") {
        return None;
    }
    if has("format_version")
        && (has("planned_values") || has("resource_changes") || has("prior_state"))
    {
        return Some(PLAN);
    }
    let is_state = has("terraform_version")
        && (has("lineage") || has("serial") || has("values") || has("resources"));
    if is_state || (has("format_version") && has("values")) {
        return Some(STATE);
    }
    if has("runs") && (has("$schema") || has("version")) {
        return Some(SARIF);
    }
    if ["findings"].iter().any(|name| is_array(document, name)) {
        return Some(FINDINGS);
    }
    // The ARN of a role, which a configuration names, is no answer.
    let is_there = |name: &str| {
        document.member(name).is_some_and(|it| name != "Role" || it.node.text().is_none())
    };
    let answer = ANSWERS.iter().find(|(members, ..)| members.iter().all(|name| is_there(name)));
    if let Some((_, what, advice)) = answer {
        return Some(Foreign::new(what, advice));
    }
    if let Some(policy) = document.member("Policy") {
        return Some(in_policy(&policy.node));
    }
    if let Some(attributes) = document.member("Attributes")
        && ["Policy", "QueueArn", "TopicArn"].iter().any(|it| attributes.node.member(it).is_some())
    {
        return Some(Foreign::new(
            "an answer about the attributes of a queue or a topic",
            "ask with `--query Attributes.Policy --output text`",
        ));
    }
    if ["effect", "principal", "action", "resource"].iter().all(|name| has(name)) {
        return Some(Foreign::new("a policy of Cedar", NOT_OF_IAM));
    }
    let terraform = ["resource", "data", "provider", "module", "terraform", "variable", "locals"];
    if document.members().iter().any(|member| {
        terraform.contains(&&*member.key) && matches!(member.node.value, Value::Object(_))
    }) {
        return Some(TERRAFORM);
    }
    let around = document.members().iter().find(|member| holds_a_policy(&member.node, DEPTH))?;
    let key = &around.key;
    Some(if is_a_policy(&around.node) {
        let advice = format!("give it what is in `{key}` alone");
        Foreign { what: "an object around a policy", advice: advice.into() }
    } else {
        let advice = format!("give it each policy in `{key}` alone");
        Foreign { what: "an object around policies", advice: advice.into() }
    })
}

/// So deep a policy is looked for in something else.
const DEPTH: usize = 4;

/// Whether a policy is in there, or the text of one.
fn holds_a_policy(node: &Node<'_>, depth: usize) -> bool {
    let inside = |node| depth > 0 && holds_a_policy(node, depth - 1);
    is_a_policy(node)
        || match &node.value {
            Value::Array(items) => items.iter().any(inside),
            Value::Object(members) => members.iter().any(|member| inside(&member.node)),
            _ => false,
        }
}

/// A template, or a resource of one.
fn cloudformation(document: &Node<'_>) -> Option<Foreign> {
    let transform = document.member("Transform");
    let names = transform.map_or(&[][..], |member| member.node.items());
    if names.iter().any(|it| it.text().is_some_and(|it| it.starts_with("AWS::Serverless"))) {
        return Some(SAM);
    }
    let is_resource = |node: &Node<'_>| {
        let of = node.member("Type").and_then(|member| member.node.text());
        of.is_some_and(|of| of.starts_with("AWS::") || of.starts_with("Custom::"))
    };
    let resources = document.member("Resources").map_or(&[][..], |it| it.node.members());
    if document.member("AWSTemplateFormatVersion").is_some()
        || resources.iter().any(|resource| is_resource(&resource.node))
    {
        return Some(CLOUDFORMATION);
    }
    let is_fragment = is_resource(document) && document.member("Properties").is_some();
    is_fragment.then_some(CLOUDFORMATION_RESOURCE)
}

/// The answers whose one member is called `Policy`: a policy as text, or what is known about one.
fn in_policy(policy: &Node<'_>) -> Foreign {
    if policy.text().is_some() {
        return Foreign::new(
            "an answer of an operation such as `aws s3api get-bucket-policy`",
            "ask with `--query Policy --output text`",
        );
    }
    if policy.member("Content").is_some() {
        return Foreign::new(
            "an answer of `aws organizations describe-policy`",
            "ask with `--query Policy.Content --output text`",
        );
    }
    if policy.member("DefaultVersionId").is_some() {
        return Foreign::new(
            "an answer of `aws iam get-policy`, which holds no policy document",
            "ask `aws iam get-policy-version --query PolicyVersion.Document`",
        );
    }
    Foreign::new("an object around a policy", PART)
}

fn is_array(document: &Node<'_>, name: &str) -> bool {
    document.member(name).is_some_and(|it| matches!(it.node.value, Value::Array(_)))
}

/// A policy document, or the text of one.
fn is_a_policy(node: &Node<'_>) -> bool {
    let in_text = |text: &str| text.trim_start().starts_with('{') && text.contains("\"Statement\"");
    node.member("Statement").is_some() || node.text().is_some_and(in_text)
}

/// What `text` is that is no JSON: a template in YAML, or Terraform's own language.
#[must_use]
pub fn of_text(text: &str) -> Option<Foreign> {
    if text.starts_with("PK\u{3}\u{4}") {
        return Some(ARCHIVE);
    }
    let mut resources = false;
    for line in text.lines().take(10_000) {
        if line.starts_with("AWSTemplateFormatVersion:") {
            return Some(CLOUDFORMATION);
        }
        if line.starts_with("Transform:") && line.contains("AWS::Serverless") {
            return Some(SAM);
        }
        resources |= line.starts_with("Resources:");
        let plain = line.trim_start();
        if resources && plain.starts_with("Type:") && plain.contains("AWS::") {
            return Some(CLOUDFORMATION);
        }
        let is_block = ["resource \"", "data \"", "provider \"", "module \"", "variable \""]
            .iter()
            .any(|block| line.starts_with(block));
        if is_block && line.trim_end().ends_with(['{', '}']) {
            return Some(TERRAFORM);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{of_document, of_text};
    use iam_core::json;

    fn what(text: &str) -> &'static str {
        match json::read(text) {
            Ok(document) => of_document(&document).map_or("", |foreign| foreign.what),
            Err(_) => of_text(text).map_or("", |foreign| foreign.what),
        }
    }

    #[test]
    fn each_is_told_by_what_it_has() {
        let role = r#"{"Role": {"Path": "/", "RoleName": "a", "AssumeRolePolicyDocument": {}}}"#;
        for (text, wanted) in [
            (
                r#"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}"#,
                "a CloudFormation template",
            ),
            (r#"{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}"#, "a CloudFormation template"),
            (
                r#"{"Transform": ["AWS::Serverless-2016-10-31"], "Resources": {}}"#,
                "an AWS SAM template",
            ),
            (
                r#"{"Type": "AWS::IAM::Policy", "Properties": {}}"#,
                "a resource of a CloudFormation template",
            ),
            (
                r#"{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}}"#,
                "a Terraform plan",
            ),
            (
                r#"{"format_version": "1.0", "terraform_version": "1.9.0", "values": {}}"#,
                "a Terraform state",
            ),
            (
                r#"{"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "resources": []}"#,
                "a Terraform state",
            ),
            (r#"{"resource": {"aws_iam_policy": {}}}"#, "a Terraform configuration"),
            (role, "an answer of `aws iam get-role`"),
            (r#"{"PolicyVersion": {"Document": {}}}"#, "an answer of `aws iam get-policy-version`"),
            (
                r#"{"Policy": "{\"Statement\": []}"}"#,
                "an answer of an operation such as `aws s3api get-bucket-policy`",
            ),
            (
                r#"{"Policy": {"PolicySummary": {}, "Content": "{}"}}"#,
                "an answer of `aws organizations describe-policy`",
            ),
            (
                r#"{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}"#,
                "an answer of `aws iam get-account-authorization-details`",
            ),
            (
                r#"{"Attributes": {"Policy": "{}"}}"#,
                "an answer about the attributes of a queue or a topic",
            ),
            (
                r#"{"findings": []}"#,
                "an answer of `iam validate` or `aws accessanalyzer validate-policy`",
            ),
            (r#"{"document": {"Statement": []}}"#, "an object around a policy"),
            (
                r#"{"policy": "{\"Statement\": []}", "state": "Active"}"#,
                "an object around a policy",
            ),
            (
                r#"{"resourcePolicies": [{"policyDocument": "{\"Statement\": []}"}]}"#,
                "an object around policies",
            ),
            (
                r#"{"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*"}]}"#,
                "a stack policy of CloudFormation",
            ),
            (
                r#"{"effect": "permit", "principal": {"op": "All"}, "action": {"op": "All"}, "resource": {"op": "All"}}"#,
                "a policy of Cedar",
            ),
            (r#"{"Role": "arn:aws:iam::111122223333:role/a", "Rules": []}"#, ""),
            ("AWSTemplateFormatVersion: 2010-09-09\nResources:\n", "a CloudFormation template"),
            ("Resources:\n  A:\n    Type: AWS::S3::Bucket\n", "a CloudFormation template"),
            ("resource \"aws_iam_policy\" \"a\" {\n}\n", "a Terraform configuration"),
            ("PK\u{3}\u{4}...", "a zip archive, as Terraform's plans are"),
            // Policies, and what nobody can tell.
            (r#"{"Version": "2012-10-17", "Statement": []}"#, ""),
            (r#"{"Version": "2012-10-17", "Policy": "x", "Statement": []}"#, ""),
            (r#"{"Statment": []}"#, ""),
            ("{}", ""),
            ("[]", ""),
            ("{\"Statement\": [", ""),
        ] {
            assert_eq!(what(text), wanted, "{text}");
        }
    }
}
