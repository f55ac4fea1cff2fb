//! The command lines of the questions about what policies grant.

use crate::args::Plain;
use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;

/// Tell whether a policy grants what another one does not, with a request that shows it
///
/// A request is one that can be made: an action of the registry, on an ARN of a resource type that the
/// action takes, with the condition keys that it carries. FAIL always comes with a request that
/// `iam simulate` allows with the new policy and not with the existing one.
#[derive(Debug, Parser)]
#[command(after_help = NO_NEW_ACCESS_HELP)]
pub(crate) struct CheckNoNewAccess {
    /// The policy that says what may be granted: a file, or `-` for standard input. Repeat it for several
    /// identity-based policies of one principal
    #[arg(long, value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) existing_policy_document: Vec<PathBuf>,

    /// The policy that is to grant no more; may be repeated, too
    #[arg(long, value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) new_policy_document: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) limits: Limits,

    #[command(flatten)]
    pub(crate) limits_of_sides: LimitsOfSides,

    /// What both are [default: `RESOURCE_POLICY` if a statement has a principal]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) policy_type: Option<Type>,

    /// Which policy of a template, a plan, an answer or a folder of Terraform is meant: who holds it, with its
    /// path if that has several
    #[arg(long, value_name = "NAME", conflicts_with = "jsonl")]
    pub(crate) policy_of: Option<String>,

    /// Ask for all texts: actions that AWS has yet to make, resources of any sort, any condition keys
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) strict: bool,

    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "format", "existing_policy_document", "new_policy_document", "policy_type",
        "permissions_boundary", "existing_permissions_boundary", "new_permissions_boundary",
        "service_control_policies", "existing_service_control_policies",
        "new_service_control_policies", "resource_control_policies",
        "existing_resource_control_policies", "new_resource_control_policies",
    ])]
    pub(crate) jsonl: bool,
}

/// What limits the policies: of both sides, if there are two.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct Limits {
    /// The permissions boundary of the principal
    #[arg(long, value_name = "FILE")]
    pub(crate) permissions_boundary: Option<PathBuf>,

    /// The service control policies of one level, parted by commas; repeat it from the root down
    #[arg(long, value_name = "FILE,...")]
    pub(crate) service_control_policies: Vec<String>,

    /// The resource control policies of one level, parted by commas; repeat it from the root down
    #[arg(long, value_name = "FILE,...")]
    pub(crate) resource_control_policies: Vec<String>,
}

/// What limits one side alone, in the place of what is for both.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits of one side")]
pub(crate) struct LimitsOfSides {
    /// The permissions boundary of the existing side
    #[arg(long, value_name = "FILE")]
    pub(crate) existing_permissions_boundary: Option<PathBuf>,

    /// The permissions boundary of the new side
    #[arg(long, value_name = "FILE")]
    pub(crate) new_permissions_boundary: Option<PathBuf>,

    /// Service control policies of the existing side
    #[arg(long, value_name = "FILE,...")]
    pub(crate) existing_service_control_policies: Vec<String>,

    /// Service control policies of the new side
    #[arg(long, value_name = "FILE,...")]
    pub(crate) new_service_control_policies: Vec<String>,

    /// Resource control policies of the existing side
    #[arg(long, value_name = "FILE,...")]
    pub(crate) existing_resource_control_policies: Vec<String>,

    /// Resource control policies of the new side
    #[arg(long, value_name = "FILE,...")]
    pub(crate) new_resource_control_policies: Vec<String>,
}

/// The files of one side.
#[derive(Clone, Copy, Default)]
pub(super) struct Files<'a> {
    pub(super) documents: &'a [PathBuf],
    pub(super) boundary: Option<&'a PathBuf>,
    pub(super) service_control: &'a [String],
    pub(super) resource_control: &'a [String],
}

impl<'a> Files<'a> {
    /// How many of them are to be read from standard input.
    pub(super) fn uses_of_standard_input(&self) -> usize {
        let files = self.documents.iter().chain(self.boundary);
        let files = files.filter(|path| path.as_os_str() == "-").count();
        let levels = self.service_control.iter().chain(self.resource_control);
        files + levels.flat_map(|list| list.split(',')).filter(|path| *path == "-").count()
    }

    /// The same, with these limits where it has none of its own.
    fn or(self, limits: Self) -> Self {
        let or = |own: &'a [String], both: &'a [String]| if own.is_empty() { both } else { own };
        Self {
            documents: self.documents,
            boundary: self.boundary.or(limits.boundary),
            service_control: or(self.service_control, limits.service_control),
            resource_control: or(self.resource_control, limits.resource_control),
        }
    }
}

impl Limits {
    fn files(&self) -> Files<'_> {
        Files {
            documents: &[],
            boundary: self.permissions_boundary.as_ref(),
            service_control: &self.service_control_policies,
            resource_control: &self.resource_control_policies,
        }
    }
}

impl CheckNoNewAccess {
    /// The existing and the new side.
    pub(super) fn sides(&self) -> [Files<'_>; 2] {
        let limits = self.limits.files();
        self.own_files().map(|own| own.or(limits))
    }

    /// What each side has alone.
    fn own_files(&self) -> [Files<'_>; 2] {
        let own = &self.limits_of_sides;
        let existing = Files {
            documents: &self.existing_policy_document,
            boundary: own.existing_permissions_boundary.as_ref(),
            service_control: &own.existing_service_control_policies,
            resource_control: &own.existing_resource_control_policies,
        };
        let new = Files {
            documents: &self.new_policy_document,
            boundary: own.new_permissions_boundary.as_ref(),
            service_control: &own.new_service_control_policies,
            resource_control: &own.new_resource_control_policies,
        };
        [existing, new]
    }

    /// How many of its policies are to be read from standard input: limits of both sides are one.
    pub(super) fn uses_of_standard_input(&self) -> usize {
        let [existing, new] = self.own_files();
        [existing, new, self.limits.files()].iter().map(Files::uses_of_standard_input).sum()
    }
}

impl CheckAccessNotGranted {
    pub(super) fn side(&self) -> Files<'_> {
        Files { documents: &self.policy_document, ..Files::default() }.or(self.limits.files())
    }
}

impl CheckNoPublicAccess {
    pub(super) fn side(&self) -> Files<'_> {
        Files {
            documents: self.policy_document.as_slice(),
            resource_control: &self.resource_control_policies,
            ..Files::default()
        }
    }
}

const NO_NEW_ACCESS_HELP: &str = r#"Examples:
  iam check-no-new-access --existing-policy-document old.json --new-policy-document new.json
  git show main:role.json | iam check-no-new-access --existing-policy-document - \
      --new-policy-document role.json
  iam check-no-new-access --existing-policy-document role.json --new-policy-document role.json \
      --existing-permissions-boundary old-boundary.json --new-permissions-boundary boundary.json \
      --service-control-policies root.json --service-control-policies ou.json,tls.json

  iam check-no-new-access --existing-policy-document old.json --new-policy-document new.json --strict

Several policies:
  A request is allowed if one of the policies allows it, the permissions boundary and each level of
  service control policies allow it, too, and none of all denies it. Limits of one side take the place
  of those of both; `''` is a level without policies, which allows nothing. For the policy of a resource there
  are resource control policies alone.

Formats:
  text  the verdict and, for each statement that grants more, a request that it allows
  json  what `aws accessanalyzer check-no-new-access` answers: {"result", "message", "reasons"}, with
        "witness", a request as `iam simulate --jsonl` takes it, or "unknown", with reasons
  With --strict a witness may have "hypothetical": true: it need not exist today, and `iam simulate` does not
  take it. A PASS without --strict says so where one with it is known to be none.

Exit status:
  0 PASS, 1 FAIL or UNKNOWN, 2 wrong usage or a policy that cannot be read

Lines of --jsonl:
  {"id": 1, "existing_policy": {...} or "...", "new_policy": {...}, "policy_type": "IDENTITY_POLICY"}
  {"id": 1, "result": "FAIL", "message": "...", "reasons": [{"description": "...",
   "statementIndex": 0, "statementId": "..."}], "witness": {"principal": "...", "action": "...",
   "resource": "...", "resource_account": "...", "context": {...}}}   or   {"id": 1, "error": "..."}
  `policy_type` may be left out; `resource_account` and `context` are there if they count.
  For several policies: "existing_policies": [...] and "new_policies": [...] in place of one each. Limits of
  both sides: "permissions_boundary": {...}, "service_control_policies": [{"id": "root", "policies": [...]}],
  "resource_control_policies": the same; of one side: "existing_permissions_boundary" and so on.
  "strict": true asks for all texts."#;

/// Tell whether a policy grants what must never be granted, with a request that shows it
///
/// With actions alone, any of them on any resource is asked about; with resources alone, any action on any
/// of them; with both, any of the actions on any of the resources.
#[derive(Debug, Parser)]
#[command(after_help = NOT_GRANTED_HELP)]
pub(crate) struct CheckAccessNotGranted {
    /// The policy: a file, or `-` for standard input. Repeat it for several identity-based policies of one
    /// principal
    #[arg(long, value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) policy_document: Vec<PathBuf>,

    /// What must not be granted: `actions=` and `resources=`, each with a list parted by commas
    #[arg(
        long,
        value_name = "actions=...|resources=...",
        num_args = 1..,
        required_unless_present = "jsonl"
    )]
    pub(crate) access: Vec<String>,

    #[command(flatten)]
    pub(crate) limits: Limits,

    /// What the policy is [default: `RESOURCE_POLICY` if a statement has a principal]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) policy_type: Option<Type>,

    /// Which policy of a template, a plan, an answer or a folder of Terraform is meant: who holds it, with its
    /// path if that has several
    #[arg(long, value_name = "NAME", conflicts_with = "jsonl")]
    pub(crate) policy_of: Option<String>,

    /// Ask for all texts: actions that AWS has yet to make, resources of any sort, any condition keys
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) strict: bool,

    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "format", "policy_document", "access", "policy_type", "permissions_boundary",
        "service_control_policies", "resource_control_policies",
    ])]
    pub(crate) jsonl: bool,
}

const NOT_GRANTED_HELP: &str = r#"Examples:
  iam check-access-not-granted --policy-document role.json --access 'actions=iam:*,organizations:*'
  iam check-access-not-granted --policy-document role.json \
      --access actions=s3:DeleteObject 'resources=arn:aws:s3:::audit/*'
  iam check-access-not-granted --policy-document role.json --permissions-boundary boundary.json \
      --service-control-policies root.json --access 'actions=iam:*' --strict

Several policies, limits and --strict:
  as for check-no-new-access; limits are those of the one side that there is.

Exit status:
  0 PASS, 1 FAIL or UNKNOWN, 2 wrong usage or a policy that cannot be read

Lines of --jsonl:
  {"id": 1, "policy": {...} or "...", "policy_type": "IDENTITY_POLICY",
   "access": [{"actions": ["iam:*"], "resources": ["*"]}]}
  answered as by check-no-new-access. `access` has one object; either list may be left out, and each has
  at most 100 entries. There may be "policies": [...] in the place of "policy", and "strict",
  "permissions_boundary", "service_control_policies" and "resource_control_policies"."#;

/// Tell whether the policy of a resource lets in strangers, with a request of one
///
/// Nobody is a stranger whom the policy names, or who comes from where a condition says: an account, an
/// organization, a VPC, a source, addresses no broader than `/8`.
#[derive(Debug, Parser)]
#[command(after_help = NO_PUBLIC_HELP)]
pub(crate) struct CheckNoPublicAccess {
    /// The policy: a file, or `-` for standard input
    #[arg(long, value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) policy_document: Option<PathBuf>,

    /// What the resource is, such as `AWS::S3::Bucket`; a trust policy is of
    /// `AWS::IAM::AssumeRolePolicyDocument`
    #[arg(long, value_name = "TYPE", required_unless_present = "jsonl")]
    pub(crate) resource_type: Option<String>,

    /// The resource control policies of one level above the resource, parted by commas; repeat it from the root
    /// down
    #[arg(long, value_name = "FILE,...")]
    pub(crate) resource_control_policies: Vec<String>,

    /// Which policy of a template, a plan, an answer or a folder of Terraform is meant: who holds it, with its
    /// path if that has several
    #[arg(long, value_name = "NAME", conflicts_with = "jsonl")]
    pub(crate) policy_of: Option<String>,

    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "format", "policy_document", "resource_type", "resource_control_policies",
    ])]
    pub(crate) jsonl: bool,
}

const NO_PUBLIC_HELP: &str = r#"Examples:
  iam check-no-public-access --policy-document bucket.json --resource-type AWS::S3::Bucket
  iam check-no-public-access --policy-document bucket.json --resource-type AWS::S3::Bucket \
      --resource-control-policies root.json

Exit status:
  0 PASS, 1 FAIL or UNKNOWN, 2 wrong usage or a policy that cannot be read

Lines of --jsonl:
  {"id": 1, "policy": {...} or "...", "resource_type": "AWS::S3::Bucket"}
  answered as by check-no-new-access. `resource_type` is one of the 26 that AWS takes. There may be
  "resource_control_policies": [{"id": "root", "policies": [...]}]."#;

/// What a policy is, as AWS's checks of access tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Type {
    /// Attached to a user, group or role
    #[value(name = "IDENTITY_POLICY", alias = "identity")]
    Identity,
    /// Of a resource; the trust policy of a role is one
    #[value(name = "RESOURCE_POLICY", alias = "resource", alias = "trust")]
    Resource,
}
