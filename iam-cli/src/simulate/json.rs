//! Decisions for programs.

use iam_core::evaluate::{Explanation, Mismatch, NearMiss, PolicyRole, Request, StatementAt};
use serde::Serialize;

/// Why, for `--jsonl`.
#[derive(Serialize)]
pub(super) struct Reasons<'e> {
    /// The policies that deny, or that would have to allow and do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_by: Option<String>,
    matched_statements: Vec<Statement<'e>>,
    near_misses: Vec<Miss<'e>>,
    missing_context_keys: &'e [String],
    /// Keys of the context that AWS does not send with the action.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    ignored_context_keys: &'e [String],
}

#[derive(Serialize)]
struct Statement<'e> {
    policy_type: String,
    policy: usize,
    statement: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'e str>,
    effect: &'static str,
}

#[derive(Serialize)]
struct Miss<'e> {
    #[serde(flatten)]
    statement: Statement<'e>,
    because: Vec<String>,
}

impl<'e> Reasons<'e> {
    pub(super) fn new(explanation: &'e Explanation, request: &'e Request) -> Self {
        Self {
            blocked_by: explanation.blocked_by().map(policy_type),
            matched_statements: explanation.matched().iter().map(Statement::new).collect(),
            near_misses: explanation.near_misses().iter().map(Miss::new).collect(),
            missing_context_keys: explanation.missing_keys(),
            ignored_context_keys: request.ignored_keys(),
        }
    }
}

impl<'e> Statement<'e> {
    fn new(at: &'e StatementAt) -> Self {
        Self {
            policy_type: policy_type(at.role),
            policy: at.policy,
            statement: at.statement,
            sid: at.sid.as_deref(),
            effect: at.effect.as_str(),
        }
    }
}

impl<'e> Miss<'e> {
    fn new(miss: &'e NearMiss) -> Self {
        let because = miss.mismatches.iter().map(Mismatch::to_string).collect();
        Self { statement: Statement::new(&miss.statement), because }
    }
}

/// As the members of a line are called, with the level of an organization.
fn policy_type(role: PolicyRole) -> String {
    match role {
        PolicyRole::Identity => "identity_policies".to_owned(),
        PolicyRole::PermissionsBoundary => "permissions_boundaries".to_owned(),
        PolicyRole::Session => "session_policies".to_owned(),
        PolicyRole::ServiceControl(level) => format!("service_control_policies[{level}]"),
        PolicyRole::ResourceControl(level) => format!("resource_control_policies[{level}]"),
        PolicyRole::Endpoint => "endpoint_policies".to_owned(),
        PolicyRole::Resource => "resource_policy".to_owned(),
        other => other.to_string(),
    }
}
