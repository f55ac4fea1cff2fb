//! The command line of `iam minimize`.

use crate::args::{Plain, policy_types};
use clap::Parser;
use iam_core::policy::PolicyType;
use std::path::PathBuf;

/// Say the same in fewer characters, and in policies that fit into a quota
///
/// Entries and statements that others cover go, and statements that differ in one list become one. The result is
/// proved equal for all requests, also of actions that AWS may have some day; what cannot be proved is left as it
/// was. In policies with principals, statements with a Sid stay: services take permissions away by it.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Minimize {
    /// Files, or `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    pub(crate) files: Vec<PathBuf>,

    /// Put shorter patterns in place of actions, cut between words, where they reach no further action of the
    /// registry: equal today, for the actions that AWS has
    #[arg(long)]
    pub(crate) compress: bool,

    /// With --compress: cut patterns between letters, too; they reach further into names that AWS may have
    /// some day
    #[arg(long, requires = "compress")]
    pub(crate) tight: bool,

    /// Write policies of at most so many characters each, white space left out, as few as can be; `auto` takes
    /// the quota of the policy type, for `identity` that of a managed policy
    #[arg(long, value_name = "N|auto", value_parser = quota)]
    pub(crate) quota: Option<Quota>,

    /// In policies with principals, merge and drop statements with a Sid, too
    #[arg(long)]
    pub(crate) merge_sids: bool,

    /// Tell each step on standard error
    #[arg(long)]
    pub(crate) explain: bool,

    /// What the policies are [default: `resource` if a statement has a principal, else `identity`]
    #[arg(long, value_name = "TYPE", value_parser = policy_types())]
    pub(crate) policy_type: Option<PolicyType>,

    /// Which policy of a template, a plan, an answer or a folder of Terraform is meant: who holds it, with its
    /// path if that has several
    #[arg(long, value_name = "NAME")]
    pub(crate) policy_of: Option<String>,

    /// How to print the policies
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub(crate) format: Plain,

    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = [
        "format", "files", "compress", "tight", "quota", "merge_sids", "explain", "policy_type",
        "policy_of",
    ])]
    pub(crate) jsonl: bool,
}

/// How large policies may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quota {
    Characters(usize),
    OfType,
}

fn quota(text: &str) -> Result<Quota, String> {
    if text == "auto" {
        return Ok(Quota::OfType);
    }
    let number = text.parse().ok().filter(|it| *it > 0);
    number
        .map(Quota::Characters)
        .ok_or_else(|| "write a number of characters, or `auto`".to_owned())
}

const HELP: &str = r#"Examples:
  iam minimize role.json > smaller.json
  iam minimize --compress --explain role.json
  iam minimize --quota auto --format json role.json

Formats:
  text  the policies as JSON, one after the other; counts, and with --explain the steps, on standard error
  json  for each file {"file", "policies": [...], "bytes": [...], "bytes_before", "at_least", "steps": [...]};
        `bytes` are characters without white space, `at_least` how few policies there can be

Exit status:
  0  done
  2  wrong usage, a policy that cannot be read, or one that does not fit the quota

Lines of --jsonl:
  {"id": 1, "policy": {...} or "...", "policy_type": "IDENTITY_POLICY", "quota": 6144, "compress": true}
  {"id": 1, "policies": [{...}], "bytes": [1234]}   or   {"id": 1, "error": "..."}
  Only `policy` has to be there; `tight` and `merge_sids` may be `true`, too."#;
