//! What AWS's command line and boto3 print about policies.
//!
//! Each operation has its own shape, and each names what it holds alike: so the members are known, and where
//! they may stand is not asked.

use crate::around;
use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::written::{self, Broken, Places, moved, percent_decoded};
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::policy::PolicyType;

/// A member that holds a policy, or whatever holds one.
struct Held {
    /// The member.
    name: &'static str,
    /// Members that the object has as well; none where the name says enough.
    beside: &'static [&'static str],
    policy_type: Option<PolicyType>,
    resource_type: Option<&'static str>,
}

const fn held(name: &'static str, policy_type: PolicyType) -> Held {
    Held { name, beside: &[], policy_type: Some(policy_type), resource_type: None }
}

impl Held {
    const fn beside(self, beside: &'static [&'static str]) -> Self {
        Self { beside, ..self }
    }

    const fn on(self, resource_type: &'static str) -> Self {
        Self { resource_type: Some(resource_type), ..self }
    }
}

/// What may hold a policy; the first that fits counts.
///
/// Source: the response shapes of the `Get…Policy`, `Describe…` and `List…` operations of the services, as
/// `botocore` models them.
const HELD: &[Held] = &[
    held("AssumeRolePolicyDocument", PolicyType::Trust).on("AWS::IAM::AssumeRolePolicyDocument"),
    held("PolicyDocument", PolicyType::VpcEndpoint)
        .beside(&["VpcEndpointId"])
        .on("AWS::EC2::VPCEndpoint"),
    held("PolicyDocument", PolicyType::Identity),
    // Of `iam get-policy-version`, and of each version that the authorization details have.
    held("Document", PolicyType::Identity).beside(&["VersionId"]),
    held("Document", PolicyType::Identity).beside(&["IsDefaultVersion"]),
    held("InlinePolicy", PolicyType::Identity),
    held("Policy", PolicyType::Resource).beside(&["PolicyName"]).on("AWS::KMS::Key"),
    held("Policy", PolicyType::Resource).beside(&["QueueArn"]).on("AWS::SQS::Queue"),
    held("Policy", PolicyType::Resource).beside(&["TopicArn"]).on("AWS::SNS::Topic"),
    held("Policy", PolicyType::Resource).beside(&["FileSystemId"]).on("AWS::EFS::FileSystem"),
    held("Policy", PolicyType::Resource)
        .beside(&["BackupVaultName"])
        .on("AWS::Backup::BackupVault"),
    held("policyText", PolicyType::Resource).on("AWS::ECR::Repository"),
    held("PolicyInJson", PolicyType::Resource),
    held("ResourcePolicy", PolicyType::Resource).beside(&["ARN"]).on("AWS::SecretsManager::Secret"),
    held("ResourcePolicy", PolicyType::Resource),
    held("policyDocument", PolicyType::Resource).beside(&["policyName"]),
    held("policyDocument", PolicyType::Resource).beside(&["policyId"]),
    // Of `emr create-default-roles`.
    held("RolePolicy", PolicyType::Identity),
    held("AccessPolicies", PolicyType::Resource).on("AWS::OpenSearchService::Domain"),
    held("Policy", PolicyType::Resource),
    held("policy", PolicyType::Resource),
    held("document", PolicyType::Resource).beside(&["resourceArn"]),
];

/// The policies of AWS Organizations, which say themselves what they are.
const CONTENT: &str = "Content";

/// Members of an object by which people call it, the best first.
const NAMES: [&str; 20] = [
    "RoleName",
    "UserName",
    "GroupName",
    "PolicyName",
    "VpcEndpointId",
    "BackupVaultName",
    "FileSystemId",
    "QueueArn",
    "TopicArn",
    "DomainName",
    "repositoryName",
    "policyName",
    "FunctionName",
    "resourceArn",
    "ARN",
    "Arn",
    "Name",
    "name",
    "Id",
    "id",
];

/// Lists whose items are parts of the object that has them, and not holders of their own.
const PARTS: [&str; 4] = ["RolePolicyList", "UserPolicyList", "GroupPolicyList", VERSIONS];
/// All versions of a policy, of which one counts.
const VERSIONS: &str = "PolicyVersionList";

/// Roles again, which stand elsewhere in the same answer.
const AGAIN: &str = "InstanceProfileList";

/// Members by which an answer is told, whatever else is in it: each list stands for one kind of answer.
const ANSWERS: &[&[&str]] = &[
    &["UserDetailList"],
    &["RoleDetailList"],
    &["GroupDetailList"],
    &["PolicyVersion"],
    &["Versions", "IsTruncated"],
    &["Role"],
    &["Roles"],
    &["RoleName", "PolicyName", "PolicyDocument"],
    &["UserName", "PolicyName", "PolicyDocument"],
    &["GroupName", "PolicyName", "PolicyDocument"],
    &["RoleName", "PolicyDocument"],
    &["UserName", "PolicyDocument"],
    &["GroupName", "PolicyDocument"],
    &["RoleName", "AssumeRolePolicyDocument"],
    &["policyText", "repositoryName"],
    &["PolicyInJson"],
    &["ResourcePolicy"],
    &["VpcEndpoints"],
    &["DomainStatus"],
    &["DomainConfig"],
    &["InlinePolicy"],
    &["resourcePolicies"],
    &["PolicyDocument", "VpcEndpointId"],
    &["Document", "VersionId"],
];

/// Whether `document` is such an answer, or a list of them.
pub(crate) fn is_answer(document: &Node<'_>) -> bool {
    // What `--query Policy` leaves of an answer.
    if let Some(text) = document.text() {
        return has_policy_text(document) && text.contains("Statement");
    }
    if let Value::Array(items) = &document.value {
        return !items.is_empty() && items.iter().all(|it| is_object(it) && is_answer(it));
    }
    let has = |name: &str| document.member(name).is_some();
    if has("Statement") {
        return false;
    }
    // The ARN of a role, which a configuration names, is no answer.
    let is_there =
        |name: &str| document.member(name).is_some_and(|it| name != "Role" || is_object(&it.node));
    ANSWERS.iter().any(|members| members.iter().all(|name| is_there(name)))
        || document.member("Policy").is_some_and(|it| is_policy_answer(document, &it.node))
        || document
            .member("policy")
            .is_some_and(|it| has_policy_text(&it.node) || it.node.member("document").is_some())
        // Of `apigateway get-rest-apis`.
        || document.member("items").is_some_and(|it| {
            let has = |item: &Node<'_>| item.member("policy").is_some_and(|it| has_policy_text(&it.node));
            it.node.items().iter().any(has)
        })
        || document.member("Attributes").is_some_and(|it| {
            ["Policy", "QueueArn", "TopicArn"].iter().any(|name| it.node.member(name).is_some())
        })
}

fn is_object(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Object(_))
}

/// Whether the member `Policy` of an answer is a policy as text, one of Organizations, or what IAM tells about
/// one.
fn is_policy_answer(answer: &Node<'_>, policy: &Node<'_>) -> bool {
    has_policy_text(policy)
        || policy.member(CONTENT).is_some()
        || policy.member("DefaultVersionId").is_some()
        // An empty text, as of a resource without a policy.
        || policy.text().is_some() && answer.members().len() <= 3
}

fn has_policy_text(node: &Node<'_>) -> bool {
    node.text().is_some_and(|text| {
        let start = text.trim_start();
        start.starts_with('{') || start.starts_with("%7B") || start.starts_with("%7b")
    })
}

/// The policies in the answer `document`, which was read from `file`.
pub(crate) fn read(document: &Node<'_>, file: &str) -> Contents<'static> {
    let mut walk = Walk { file, contents: Contents::new(Source::Answer), has_others: false };
    walk.node(document, &Holder::default());
    let Walk { mut contents, has_others, .. } = walk;
    beside(document, file, &mut contents);
    if contents.policies.is_empty() && contents.unchecked.is_empty() && !has_others {
        let reason = "the answer holds no policy document: ask for each, with \
                      `aws iam get-policy-version` or the `get-…-policy` of who has it";
        contents.unchecked.push(Unchecked::new(Some(document.span), "", reason));
    }
    contents
}

/// What somebody put beside what AWS answers, or made of it.
fn beside(document: &Node<'_>, file: &str, contents: &mut Contents<'_>) {
    let policies = contents.policies.iter().map(|it| it.span);
    let told = policies.chain(contents.unchecked.iter().filter_map(|it| it.span)).collect();
    let others = around::beside(document, file, told).policies.into_iter();
    let is_again = |path: &str| path.split('/').any(|step| step == AGAIN);
    contents.policies.extend(others.filter(|it| !is_again(&it.path)));
}

/// Who holds what is looked at, and where in it that is.
#[derive(Clone, Default, PartialEq, Eq)]
struct Holder {
    name: String,
    path: String,
}

impl Holder {
    fn at(&self, step: &str) -> Self {
        let path =
            if self.path.is_empty() { step.to_owned() } else { format!("{}/{step}", self.path) };
        Self { name: self.name.clone(), path }
    }

    /// The same, or `object` if that has a name of its own.
    fn or(&self, object: &Node<'_>) -> Self {
        let name = NAMES.iter().find_map(|name| object.member(name)?.node.text());
        // Organizations tell it in a summary beside the policy.
        let summary = || {
            let summary = object.members().iter().find(|it| it.key.ends_with("PolicySummary"))?;
            summary.node.member("Name").or(summary.node.member("Id"))?.node.text()
        };
        match name.or_else(summary) {
            Some(name) => Self { name: name.to_owned(), path: String::new() },
            None => self.clone(),
        }
    }
}

struct Walk<'f> {
    file: &'f str,
    contents: Contents<'static>,
    /// Whether a policy was met that IAM does not evaluate.
    has_others: bool,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node<'_>, holder: &Holder) {
        match &node.value {
            // The whole answer.
            Value::String(_) if *holder == Holder::default() && has_policy_text(node) => {
                self.policy(node, None, None, holder);
            }
            Value::Array(items) => {
                let is_of_parts =
                    holder.path.rsplit('/').next().is_some_and(|step| PARTS.contains(&step));
                for (index, item) in items.iter().enumerate() {
                    // A name stays where there is one more before it.
                    let name = item.member("PolicyName").and_then(|it| it.node.text());
                    let index = index.to_string();
                    let step = name.filter(|_| is_of_parts).unwrap_or(&index);
                    self.node(item, &holder.at(step));
                }
            }
            Value::Object(members) => {
                // Parts are told by their place in who has them, and have no other holder.
                let is_part = PARTS
                    .iter()
                    .any(|list| holder.path.rsplit('/').nth(1).is_some_and(|step| step == *list));
                let own = if is_part { holder.clone() } else { holder.or(node) };
                for member in members {
                    self.member(node, member, &own);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, object: &Node<'_>, member: &Member<'_>, holder: &Holder) {
        if member.key == AGAIN {
            return;
        }
        if member.key == VERSIONS {
            return self.versions(object, member, holder);
        }
        let holder = holder.at(&member.key);
        if member.key == CONTENT {
            return self.content(object, member, &holder);
        }
        // Its settings stand beside their status.
        if member.key == "AccessPolicies"
            && let Some(options) = member.node.member("Options")
            && has_policy_text(&options.node)
        {
            let (domain, at) = (Some("AWS::OpenSearchService::Domain"), holder.at("Options"));
            return self.policy(&options.node, Some(PolicyType::Resource), domain, &at);
        }
        let fits = |held: &&Held| {
            held.name == member.key && held.beside.iter().all(|it| object.member(it).is_some())
        };
        match HELD.iter().find(fits) {
            // Some hold settings around the policy, and some answers an object of that name with more.
            Some(held) if !is_around(&member.node) => {
                self.policy(&member.node, held.policy_type, held.resource_type, &holder);
            }
            _ => self.node(&member.node, &holder),
        }
    }

    /// The versions of a policy, by their own names, which stay when there is one more. The one that counts stands at
    /// the same place whichever that is, so that another one there is a change of it.
    fn versions(&mut self, object: &Node<'_>, member: &Member<'_>, holder: &Holder) {
        let text = |node: &Node<'_>, name: &str| {
            node.member(name).and_then(|it| it.node.text()).map(ToOwned::to_owned)
        };
        let default = text(object, "DefaultVersionId");
        for (index, item) in member.node.items().iter().enumerate() {
            let id = text(item, "VersionId");
            let is_marked = item.member("IsDefaultVersion").map(|it| &it.node.value);
            let is_default =
                matches!(is_marked, Some(Value::Bool(true))) || id.is_some() && id == default;
            let holder = if is_default {
                holder.at("DefaultVersion")
            } else {
                holder.at(&member.key).at(&id.unwrap_or_else(|| index.to_string()))
            };
            self.node(item, &holder);
        }
    }

    /// A policy of AWS Organizations, if it is one that IAM evaluates.
    fn content(&mut self, object: &Node<'_>, member: &Member<'_>, holder: &Holder) {
        let summary = object.members().iter().find(|it| it.key.ends_with("PolicySummary"));
        let of = summary.and_then(|it| it.node.member("Type")).and_then(|it| it.node.text());
        let policy_type = match of {
            Some("SERVICE_CONTROL_POLICY") => Some(PolicyType::ServiceControl),
            Some("RESOURCE_CONTROL_POLICY") => Some(PolicyType::ResourceControl),
            // Tag policies, backup policies and the like.
            Some(_) => {
                self.has_others = true;
                return;
            }
            None if object.member("ResourcePolicySummary").is_some() => Some(PolicyType::Resource),
            None => None,
        };
        self.policy(&member.node, policy_type, None, holder);
    }

    fn policy(
        &mut self,
        node: &Node<'_>,
        policy_type: Option<PolicyType>,
        resource_type: Option<&'static str>,
        holder: &Holder,
    ) {
        let read = match node.text() {
            // A resource without a policy.
            Some(text) if text.trim().is_empty() => return,
            Some(text) => self.written(text, node.span),
            None => Ok((moved(node.clone(), &|span| span), Syntax::Json)),
        };
        match read {
            Ok((document, syntax)) => {
                let mut found = Found::alone(document, syntax)
                    .on(resource_type)
                    .held_by(&*holder.name, &*holder.path);
                found.policy_type = policy_type;
                found.span = node.span;
                self.contents.policies.push(found);
            }
            Err(Broken { span, message }) => {
                let reason = format!("the policy in this text is not JSON: {message}");
                self.contents.unchecked.push(Unchecked::new(Some(span), &*holder.name, reason));
            }
        }
    }

    /// A policy in a string, percent-encoded or not.
    fn written(&self, text: &str, span: ByteSpan) -> Result<(Node<'static>, Syntax), Broken> {
        let places = Places::of_json(self.file, span);
        if let Some((decoded, inner)) = percent_decoded(text) {
            let document = written::read(&decoded, &places.through(&inner))?;
            return Ok((document, Syntax::Text(decoded)));
        }
        // `apigateway get-rest-api` escapes the text once more than it should.
        if text.starts_with("{\\\"") {
            let quoted = format!("\"{text}\"");
            if let Ok(once) = iam_core::json::read(&quoted)
                && let Some(inside) = once.text()
            {
                let inner = Places::of_json(&quoted, once.span).without_first(1);
                let document = written::read(inside, &places.through(&inner))?;
                return Ok((document, Syntax::Text(inside.to_owned())));
            }
        }
        Ok((written::read(text, &places)?, Syntax::Text(text.to_owned())))
    }
}

/// Whether a member that may hold a policy holds something around one.
fn is_around(node: &Node<'_>) -> bool {
    let statement = node.member("Statement").is_some() || node.member("Version").is_some();
    match &node.value {
        Value::String(_) => false,
        Value::Object(_) => !statement,
        _ => true,
    }
}
