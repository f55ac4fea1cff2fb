//! The command line of `iam simulate`.

use crate::args::Plain;
use clap::Parser;
use std::path::PathBuf;

/// Tell whether requests would be allowed, and why
///
/// Policies come from files. Each action is asked on each resource. Without a principal, somebody in
/// the account of the resource asks. Exits with 1 if any request is denied.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
pub(crate) struct Simulate {
    /// An identity-based policy of the principal; may be repeated
    #[arg(long = "policy", value_name = "FILE")]
    pub(crate) policies: Vec<PathBuf>,

    /// The policy of the resource; of a role, its trust policy
    #[arg(long, value_name = "FILE")]
    pub(crate) resource_policy: Option<PathBuf>,

    /// For KMS keys: take the key policy that AWS gives to a key that is created without one, which
    /// leaves it to the identity-based policies of its account
    #[arg(long, conflicts_with = "resource_policy")]
    pub(crate) default_key_policy: bool,

    /// A permissions boundary of the principal
    #[arg(long, value_name = "FILE")]
    pub(crate) permissions_boundary: Vec<PathBuf>,

    /// A session policy; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) session_policy: Vec<PathBuf>,

    /// The service control policies of one level, parted by commas; repeat it from the root down
    #[arg(long, value_name = "FILE,...")]
    pub(crate) service_control_policies: Vec<String>,

    /// The resource control policies of one level, parted by commas; repeat it from the root down
    #[arg(long, value_name = "FILE,...")]
    pub(crate) resource_control_policies: Vec<String>,

    /// A policy of the VPC endpoint
    #[arg(long, value_name = "FILE")]
    pub(crate) endpoint_policy: Vec<PathBuf>,

    /// Which policy is meant of what holds several, such as a template or a folder of Terraform: who holds it, with
    /// its path if that has several
    #[arg(long, value_name = "NAME", conflicts_with = "jsonl")]
    pub(crate) policy_of: Option<String>,

    /// Actions such as `s3:GetObject`, parted by commas or spaces; may be repeated
    #[arg(
        long = "action",
        alias = "action-names",
        value_name = "ACTION,...",
        num_args = 1..,
        required_unless_present = "jsonl"
    )]
    pub(crate) actions: Vec<String>,

    /// ARNs, parted by commas or spaces; may be repeated. A comma belongs to the ARN unless `arn:`
    /// or a single `*` follows it
    #[arg(
        long = "resource",
        alias = "resource-arns",
        value_name = "ARN,...",
        num_args = 1..,
        default_value = "*"
    )]
    pub(crate) resources: Vec<String>,

    /// The account of the resources, where their ARNs do not say
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) resource_account: Option<String>,

    /// Who asks: an ARN, a service such as `ec2.amazonaws.com`, or `*` for nobody in particular
    #[arg(long, value_name = "PRINCIPAL")]
    pub(crate) principal: Option<String>,

    /// A condition key of the request; of a key with several values, repeat it
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) context: Vec<String>,

    /// Add the keys that follow from principal and resource, such as `aws:PrincipalArn`
    #[arg(long)]
    pub(crate) fill_in: bool,

    /// How to print the decisions
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "format", "policies", "resource_policy", "permissions_boundary", "session_policy",
        "service_control_policies", "resource_control_policies", "endpoint_policy", "actions",
        "resources", "resource_account", "principal", "context",
    ])]
    pub(crate) jsonl: bool,
}

const HELP: &str = r#"Examples:
  iam simulate --policy role.json --action s3:GetObject --resource arn:aws:s3:::reports/2026.pdf
  iam simulate --policy role.json --action ec2:DeleteSnapshot \
      --resource arn:aws:ec2:eu-west-1::snapshot/snap-1 --context aws:ResourceTag/Vendor=Backup
  iam simulate --resource-policy trust.json --action sts:AssumeRole \
      --resource arn:aws:iam::111122223333:role/backup --principal arn:aws:iam::444455556666:root
  iam simulate --policy role.json --action kms:Decrypt,kms:DescribeKey --default-key-policy \
      --resource arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab

Formats:
  text   a table of decisions and, below, why
  json   what `aws iam simulate-custom-policy` answers: {"EvaluationResults": [...]}
  Of several actions and resources, each action is asked about each resource. An action that takes
  no such resource has a row that says so: `notApplicable`.

Exit status:
  0 all is allowed, 1 something is not, 2 something could not be asked

Lines of --jsonl:
  {"id": 1, "request": {"action": "...", "resource": "...", "resource_account": "...",
   "principal": "...", "context": {"key": "value" or [...]}}, "identity_policies": [...],
   "resource_policy": {...} or "default_key_policy": true,
   "permissions_boundaries": [...], "session_policies": [...],
   "service_control_policies": [{"id": "root", "policies": [...]}],
   "resource_control_policies": [{"id": "root", "policies": [...]}], "endpoint_policies": [...]}
  {"id": 1, "decision": "allowed", "reasons": {...}}   or   {"id": 1, "error": "..."}
  Only `request` has to be there, with `principal` and `action`; `resource` is `*` by default. A
  member that is not known, or that is repeated, is an error of its line. An empty list of service
  control policies at a level denies all."#;
