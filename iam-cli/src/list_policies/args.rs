//! The command line of `iam list-policies`.

use crate::args::Source;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// List the policies in templates, plans, configurations and answers of AWS, with their places
///
/// A folder is walked as by `iam validate`. What may hold a policy and cannot be read is listed, too, with the
/// reason.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
pub(crate) struct ListPolicies {
    /// What the files are that hold policies [default: as they look]
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub(crate) source: Option<Source>,

    /// How to print the policies
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// How to print policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: a line each
    Text,
    /// One object of all
    Json,
    /// An object a line: of each policy, then of what is not checked
    Jsonl,
}

const HELP: &str = r#"Examples:
  iam list-policies template.yaml
  iam list-policies --format json infrastructure/
  aws iam get-account-authorization-details | iam list-policies -

Formats:
  text   FILE:LINE, the kind, who holds it and where, and what is not known of it
  json   {"policies": [{"file", "line", "kind", "resource_type", "holder", "path", "holes"}],
          "unchecked": [{"file", "line", "holder", "reason"}]}
         `kind` is identity, trust, resource, scp, rcp, session or vpc-endpoint; `resource_type` is there where
         AWS has a name for it. `holes` is what is not known: [{"name", "line", "what"}]. `line` and `holder`
         of what is unchecked are there if they are known.
  jsonl  the same objects, one a line

Exit status:
  0  listed, be it none
  2  wrong usage, or a file that cannot be read; the rest was listed"#;
