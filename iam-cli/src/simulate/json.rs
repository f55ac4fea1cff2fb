//! Decisions for programs.

use super::files::Files;
use super::row::{Answer, NOT_APPLICABLE, Row, Unfit};
use iam_core::json::Position;
use iam_evaluate::{Explanation, Mismatch, NearMiss, PolicyRole, Request, StatementAt};
use serde::Serialize;
use std::borrow::Cow;

/// Why, for `--jsonl`.
#[derive(Serialize)]
pub(super) struct Reasons<'e> {
    /// The policies that deny, or that would have to allow and do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_by: Option<String>,
    /// What decides beside statements: AWS itself, or a policy that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
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
    #[serde(rename = "statement")]
    number: usize,
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
            because: explanation.reason().map(|reason| reason.to_string()),
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
            number: at.statement,
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

/// The answer of `aws iam simulate-custom-policy`.
///
/// Source: [`SimulateCustomPolicy`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html)
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response<'a> {
    evaluation_results: Vec<EvaluationResult<'a>>,
    is_truncated: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EvaluationResult<'a> {
    eval_action_name: Cow<'a, str>,
    eval_resource_name: &'a str,
    eval_decision: &'static str,
    /// What decides beside statements, or why nothing does. Not in AWS's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    eval_decision_reason: Option<Cow<'a, str>>,
    matched_statements: Vec<MatchedStatement<'a>>,
    missing_context_values: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    organizations_decision_detail: Option<Organizations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions_boundary_decision_detail: Option<Boundary>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Organizations {
    allowed_by_organizations: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Boundary {
    allowed_by_permissions_boundary: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct MatchedStatement<'a> {
    source_policy_id: &'a str,
    source_policy_type: &'static str,
    start_position: Place,
    end_position: Place,
}

/// Lines and columns, from 1.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Place {
    line: usize,
    column: usize,
}

impl<'a> Response<'a> {
    pub(super) fn new(rows: &'a [Row], files: &'a Files) -> Self {
        let results = rows.iter().map(|row| match row {
            Row::Answered(answer) => EvaluationResult::new(answer, files),
            Row::Unfit(unfit) => EvaluationResult::unfit(unfit),
        });
        Self { evaluation_results: results.collect(), is_truncated: false }
    }
}

impl<'a> EvaluationResult<'a> {
    fn new(Answer { request, explanation }: &'a Answer, files: &'a Files) -> Self {
        let is_organization =
            |role| matches!(role, PolicyRole::ServiceControl(_) | PolicyRole::ResourceControl(_));
        // All levels have to allow it.
        let levels = explanation.parts().filter(|(role, _)| is_organization(*role));
        let organizations = levels.map(|(_, allows)| allows).reduce(|all, one| all && one);
        let boundary = explanation.is_allowed_by(PolicyRole::PermissionsBoundary);
        let matched = explanation.matched().iter().filter_map(|at| {
            let (file, start, end) = files.place(at)?;
            Some(MatchedStatement {
                source_policy_id: &file.name,
                source_policy_type: if at.role == PolicyRole::Resource {
                    "resource"
                } else {
                    "none"
                },
                start_position: Place::new(start),
                end_position: Place::new(end),
            })
        });
        Self {
            eval_action_name: request.action().to_string().into(),
            eval_resource_name: request.resource(),
            eval_decision: explanation.decision().as_str(),
            eval_decision_reason: explanation.reason().map(|reason| reason.to_string().into()),
            matched_statements: matched.collect(),
            missing_context_values: explanation.missing_keys(),
            organizations_decision_detail: organizations
                .map(|allowed_by_organizations| Organizations { allowed_by_organizations }),
            permissions_boundary_decision_detail: boundary.map(|allowed_by_permissions_boundary| {
                Boundary { allowed_by_permissions_boundary }
            }),
        }
    }
}

impl<'a> EvaluationResult<'a> {
    fn unfit(Unfit { action, resource, why }: &'a Unfit) -> Self {
        Self {
            eval_action_name: action.into(),
            eval_resource_name: resource,
            eval_decision: NOT_APPLICABLE,
            eval_decision_reason: Some(why.into()),
            matched_statements: Vec::new(),
            missing_context_values: &[],
            organizations_decision_detail: None,
            permissions_boundary_decision_detail: None,
        }
    }
}

impl Place {
    fn new(position: Position) -> Self {
        Self { line: position.line, column: position.column + 1 }
    }
}
