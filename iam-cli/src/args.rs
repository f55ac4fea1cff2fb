//! The command line.

use crate::access::args::{CheckAccessNotGranted, CheckNoNewAccess, CheckNoPublicAccess};
use crate::baseline::args::Baseline;
use crate::diff::args::Diff;
use crate::list_policies::args::ListPolicies;
use crate::minimize::args::Minimize;
use crate::simulate::args::Simulate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use iam_core::check::PolicyResourceType;
use iam_core::finding::FindingType;
use iam_core::policy::PolicyType;
use iam_source::found;
use std::path::PathBuf;

const EXIT_STATUS: &str = "\
Exit status:
  0  nothing found, or the answer is yes
  1  findings, or the answer is no
  2  wrong usage, or input that cannot be read
  The help of each verb tells more.

Environment:
  COLUMNS      how wide excerpts may be [default: as the terminal]
  NO_COLOR     no colours, if set
  IAM_THREADS  how many threads to ask for [default: as many as there are cores]";

/// Checks, explains and imports AWS IAM policies. Offline, without an AWS account.
#[derive(Debug, Parser)]
#[command(name = "iam", version, after_help = EXIT_STATUS)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) verb: Verb,

    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Validate(Validate),
    ListPolicies(ListPolicies),
    Explain(Explain),
    Expand(Expand),
    Import(Import),
    Simulate(Box<Simulate>),
    CheckNoNewAccess(CheckNoNewAccess),
    CheckAccessNotGranted(CheckAccessNotGranted),
    CheckNoPublicAccess(CheckNoPublicAccess),
    Baseline(Baseline),
    Diff(Diff),
    Minimize(Minimize),
    Completions(Completions),
    Man(Man),
}

/// Check policies, with the codes and types of findings of IAM Access Analyzer
///
/// Policies are read where they are: in files of their own, in templates of CloudFormation, SAM and CDK, in
/// configurations, plans and states of Terraform, and in answers of AWS's command line. What a file is, is told
/// by what is in it; --source says so where it is not. What may hold a policy and cannot be read, such as a
/// nested stack or a module from a registry, is told as not checked, with the reason.
///
/// A folder is walked, in the order of the names, for files that end in `.json`, `.yaml`, `.yml`, `.template`
/// or `.tf`; hidden folders, `target`, `node_modules` and links to folders are left out, and so are files that
/// hold no policy. What was left out is counted, with the reason. A file that is named has to be one
/// of these, unless --ignore-others is given. The `.tf` files of a folder are one module.
///
/// Without --policy-type and without an entry for the path in `iam.toml`, a policy without
/// principals is taken for an identity-based one. One with principals is a role trust policy if it
/// speaks of `sts:` actions only (a resource control policy if it denies them to everybody, on resources), a
/// VPC endpoint policy if it is about more than one resource can have a policy for, and otherwise a
/// resource-based policy.
///
/// Suggestions are shown and do not fail a run, unless --fail-on says so.
///
/// Each policy is judged by its own `iam.toml`: the nearest one in its folder or above, up to the folder
/// with `.git` or `Cargo.lock`, as by the macros. In no repository it is looked for up to the working
/// folder, and for a file that is not below that beside the file alone.
#[derive(Debug, Parser)]
#[command(after_help = VALIDATE_HELP, group(ArgGroup::new("fixing").multiple(true)))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Validate {
    /// What the policies are: attached to an identity, to a resource or an endpoint, or a role's trust
    /// policy, an organization's control policy, a permissions boundary or a session policy
    #[arg(long, value_name = "TYPE", value_parser = policy_types())]
    pub(crate) policy_type: Option<PolicyType>,

    /// What resource the policies are attached to, such as `AWS::S3::Bucket`
    #[arg(long, value_name = "TYPE", value_parser = resource_types())]
    pub(crate) resource_type: Option<PolicyResourceType>,

    /// Take `${AWS::Region}`, `${Name}` for parameters, as `policy_template!` does
    #[arg(long)]
    pub(crate) template: bool,

    /// What the files are that hold policies [default: as they look]
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub(crate) source: Option<Source>,

    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Fail if something that may hold a policy could not be read
    #[arg(long)]
    pub(crate) fail_on_unchecked: bool,

    /// Leave out files that plainly hold no policy, be they named, and take it that there may be none
    #[arg(long)]
    pub(crate) ignore_others: bool,

    /// From which type of findings on the exit status is 1 [default: warning, or what `iam.toml` says]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) fail_on: Option<Severity>,

    /// Neither show nor count findings below this type
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) min_severity: Option<Severity>,

    /// Name each file and folder that was left out, in the text
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// A check that is off by default, or `all` of them; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(crate) enable: Vec<String>,

    /// Use this file instead of the `iam.toml` of each policy, wherever it stands
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Neither show nor count the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write what is found into this file, for --baseline, and fail for none of it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Mend what can be mended for sure, in the files themselves, and show what is left
    #[arg(long, group = "fixing")]
    pub(crate) fix: bool,

    /// Show what --fix would change, and write nothing
    #[arg(long, group = "fixing", conflicts_with = "format")]
    pub(crate) diff: bool,

    /// With --fix or --diff: take likely fixes, too, which somebody has to look at
    #[arg(long, requires = "fixing")]
    pub(crate) unsafe_fixes: bool,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "ignore_others",
        "format", "paths", "fix", "diff", "unsafe_fixes", "source", "fail_on_unchecked", "baseline",
        "write_baseline",
    ])]
    pub(crate) jsonl: bool,

    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", required_unless_present = "jsonl")]
    pub(crate) paths: Vec<PathBuf>,
}

const VALIDATE_HELP: &str = r#"Examples:
  iam validate policy.json
  iam validate --policy-type trust roles/
  iam validate --resource-type AWS::S3::Bucket bucket-policy.json
  iam validate --template role-with-parameters.json
  iam validate template.yaml cdk.out/
  iam validate --fail-on-unchecked terraform/
  terraform show -json plan.out | iam validate -
  iam validate --format sarif policies/ > findings.sarif
  iam validate --diff policies/
  iam validate --fix policies/
  git diff --name-only -z --diff-filter=d | xargs -0 -r iam validate --ignore-others
  aws iam get-policy-version ... --query PolicyVersion.Document | iam validate -

Formats:
  text   each finding with the lines it is about, and a line of counts
  json   what `aws accessanalyzer validate-policy` answers: {"findings": [...]}.
         For a folder or several paths an array of {"file": ..., "findings": [...]}; what was not
         checked has "skipped" or "error" beside them, with the reason
  sarif  SARIF 2.1.0, for code scanning; what was not checked is among the notifications

Silencing:
  # iam:allow CODE REASON at the end of a line of YAML or Terraform, or on the line before;
  Metadata: { iam: { allow: [{ code: CODE, reason: REASON }] } } of a resource or a template; iam.toml

Fixes:
  --fix applies those after which the policy means the same, or without which IAM would refuse it and
  only one text can be meant; a misspelt name is not among them. Findings that iam.toml or
  --min-severity hides are left alone. Where two fixes meet, one is left for another run.
  --unsafe-fixes adds likely ones: they may be wrong, and change what a policy allows.

Exit status:
  0  nothing found that fails a run, see --fail-on; with --fix: nothing is left, with --diff: nothing
     can be fixed
  1  findings, also if whoever reads the output stops early, as `head` does
  2  wrong usage, a broken iam.toml, or something that cannot be read or is no policy; the rest was
     checked unless the usage or an iam.toml is wrong

Lines of --jsonl:
  {"id": 1, "policy": {...} or "...", "policy_type": "resource", "resource_type": "AWS::S3::Bucket"}
  {"id": 1, "findings": [...]}   or   {"id": 1, "error": "..."}
  `policy_type` is one of those that --policy-type takes; it and `resource_type` may be left out.

iam.toml:
  [validate]
  fail-on = "security-warning"
  deny = ["x-statement-never-applies"]
  warn = [{ code = "x-full-admin", path = "admin/**" }]
  allow = [{ code = "missing-version", path = "legacy/**", reason = "generated elsewhere" }]
  policy-type = [{ path = "roles/*-trust.json", type = "trust" },
                 { path = "templates/**", type = "identity", template = true }]
  [access]                               what the macros prove, with the feature `access`
  never-grants = ["iam:*"]"#;

/// Tell what a check, an action, a condition key or a service is
#[derive(Debug, Parser)]
#[command(after_help = EXPLAIN_HELP)]
pub(crate) struct Explain {
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = ["format", "name"])]
    pub(crate) jsonl: bool,

    /// A code such as `invalid-action` or `INVALID_ACTION`, an action or its name alone, a condition key, a
    /// condition operator, a service or its principal
    #[arg(value_name = "NAME", required_unless_present = "jsonl")]
    pub(crate) name: Option<String>,
}

const EXPLAIN_HELP: &str = r#"Examples:
  iam explain PASS_ROLE_WITH_STAR_IN_RESOURCE
  iam explain s3:GetObject
  iam explain GetObject
  iam explain aws:SourceIp
  iam explain ForAnyValue:StringLike
  iam explain lambda.amazonaws.com
  iam explain --format json dynamodb

Exit status:
  0  told
  1  nothing has this name
  2  wrong usage, or a line of --jsonl that has no answer

Lines of --jsonl:
  {"id": 1, "name": "s3:GetObject"}
  {"id": 1, "kind": "action", ..., "text": "..."}   or   {"id": 1, "error": "..."}"#;

/// List the actions that patterns match, one a line
#[derive(Debug, Parser)]
#[command(after_help = EXPAND_HELP)]
pub(crate) struct Expand {
    /// How to print the actions
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = ["format", "patterns"])]
    pub(crate) jsonl: bool,

    /// Patterns as an `Action` element holds them
    #[arg(value_name = "PATTERN", required_unless_present = "jsonl")]
    pub(crate) patterns: Vec<String>,
}

const EXPAND_HELP: &str = r#"Exit status:
  0  all patterns match
  1  a pattern matches no action
  2  wrong usage, or a line of --jsonl that has no answer

Examples:
  iam expand 's3:Get*Tagging'
  iam expand 'ec2:Describe*' 'rds:Describe*' | wc -l

Lines of --jsonl:
  {"id": 1, "pattern": "s3:Get*Tagging"}
  {"id": 1, "actions": ["s3:GetBucketTagging", ...]}"#;

/// Turn a JSON policy into the source of `policy!`, or of the macro that its type has
///
/// The source compiles and is equal to the policy. A policy with errors is not imported: they are
/// printed. What the macro would refuse as a security warning is imported under an `#[allow]` that
/// says so. What is not known of a policy in a template becomes a parameter of `policy_template!`.
#[derive(Debug, Parser)]
#[command(after_help = IMPORT_HELP)]
pub(crate) struct Import {
    /// What the policy is [default: as `iam validate` decides]
    #[arg(long, value_name = "TYPE", value_parser = policy_types())]
    pub(crate) policy_type: Option<PolicyType>,

    /// Take `${AWS::Region}`, `${Name}` for parameters, and write `policy_template!`
    #[arg(long)]
    pub(crate) template: bool,

    /// Which policy of a template, a plan, an answer or a folder of Terraform is meant: who holds it, with its
    /// path if that has several
    #[arg(long, value_name = "NAME", conflicts_with = "jsonl")]
    pub(crate) policy_of: Option<String>,

    /// Write a whole constant: `pub const NAME: Policy = policy! { ... };`
    #[arg(long, value_name = "CONST_NAME")]
    pub(crate) name: Option<String>,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = ["name", "file"])]
    pub(crate) jsonl: bool,

    /// A file, or `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) file: Option<PathBuf>,
}

const IMPORT_HELP: &str = r#"Examples:
  iam import policy.json
  iam import --policy-type trust --name TRUST_BACKUP trust.json >> src/roles.rs
  iam import --template --name READ_REPORTS with-parameters.json
  iam import --policy-of BackupRole/AssumeRolePolicyDocument stack.yaml

Exit status:
  0  imported
  1  the policy has errors, which are printed
  2  wrong usage, or a file that cannot be read or is no policy

Lines of --jsonl:
  {"id": 1, "policy": {...} or "...", "policy_type": "trust", "name": "TRUST_BACKUP"}
  {"id": 1, "source": "..."}   or   {"id": 1, "error": "...", "findings": [...]}"#;

/// Print a manual page, as roff: of this command, or of one of its verbs
#[derive(Debug, Parser)]
#[command(after_help = MAN_HELP)]
pub(crate) struct Man {
    /// Write the pages of the command and of all verbs into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "verb")]
    pub(crate) output: Option<PathBuf>,

    /// The verb, such as `validate`
    #[arg(value_name = "VERB")]
    pub(crate) verb: Option<String>,
}

const MAN_HELP: &str = "\
Examples:
  iam man validate | man -l -
  iam man --output ~/.local/share/man/man1

Exit status:
  0  printed
  2  wrong usage, or what cannot be written";

/// Print a script that completes this command in a shell
#[derive(Debug, Parser)]
#[command(
    after_help = "Example:\n  iam completions bash > ~/.local/share/bash-completion/completions/iam\n\nExit status:\n  0  printed\n  2  wrong usage"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// What a file is that holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// A policy alone
    Policy,
    /// A template of CloudFormation, as CDK writes them, too
    #[value(name = "cloudformation")]
    CloudFormation,
    /// A template of the AWS Serverless Application Model
    Sam,
    /// A plan or a state of Terraform, as `terraform show -json` prints it
    TerraformPlan,
    /// A configuration of Terraform
    Terraform,
    /// An answer of AWS's command line or of boto3
    Answer,
    /// JSON of another shape around policies
    Around,
}

impl From<Source> for found::Source {
    fn from(source: Source) -> Self {
        match source {
            Source::Policy => Self::Policy,
            Source::CloudFormation => Self::CloudFormation,
            Source::Sam => Self::Sam,
            Source::TerraformPlan => Self::TerraformPlan,
            Source::Terraform => Self::Terraform,
            Source::Answer => Self::Answer,
            Source::Around => Self::Around,
        }
    }
}

/// A type of finding, in the order of how much they matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Severity {
    Error,
    SecurityWarning,
    Warning,
    Suggestion,
}

impl From<Severity> for FindingType {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::SecurityWarning => Self::SecurityWarning,
            Severity::Warning => Self::Warning,
            Severity::Suggestion => Self::Suggestion,
        }
    }
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Sarif,
}

/// How facts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    Text,
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Our short names, and AWS's names beside them.
pub(crate) fn policy_types() -> impl TypedValueParser<Value = PolicyType> {
    let value = |policy_type: PolicyType| {
        let value = PossibleValue::new(policy_type.as_str());
        match policy_type {
            PolicyType::Identity => value.alias("IDENTITY_POLICY"),
            PolicyType::Resource => value.alias("RESOURCE_POLICY"),
            PolicyType::ServiceControl => value.alias("SERVICE_CONTROL_POLICY"),
            PolicyType::ResourceControl => value.alias("RESOURCE_CONTROL_POLICY"),
            _ => value,
        }
    };
    let values = PossibleValuesParser::new(PolicyType::ALL.map(value));
    values.try_map(|text| PolicyType::from_text(&text).ok_or("unknown policy type"))
}

fn resource_types() -> impl TypedValueParser<Value = PolicyResourceType> {
    let values = PolicyResourceType::ALL.iter().map(|resource_type| resource_type.as_str());
    PossibleValuesParser::new(values).try_map(|text| text.parse::<PolicyResourceType>())
}
