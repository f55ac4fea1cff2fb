//! The command line of `iam diff`.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Tell what policies grant more and less than they did, each with a request that shows it
///
/// Two files, or two folders whose files are paired by their paths; or, with --base, files and folders beside
/// what they were at a revision of git. The policies of templates and the like are paired by who holds them. A
/// policy that is new is compared with none at all. Of several that a condition or a key of a map chooses among,
/// each is compared with the one that the same chose; where what chooses has changed, it is not known whether more is
/// granted. What is not known of a policy is taken for the same on both sides. Of managed policies, groups and
/// boundaries that somebody has by their names it is told that they are new, or gone, and not what they say.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
pub(crate) struct Diff {
    /// How to print what differs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Fail if something that may hold a policy could not be read
    #[arg(long)]
    pub(crate) fail_on_unchecked: bool,

    /// The old side is what git has of the paths at this revision
    #[arg(long, value_name = "REV")]
    pub(crate) base: Option<String>,

    /// The old and the new file or folder; with --base, files and folders of a checkout
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// How to print what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
}

const HELP: &str = r#"Examples:
  iam diff old.json new.json
  iam diff --base origin/main policies/
  iam diff --base origin/main --format markdown policies/ > comment.md

Formats:
  text      each policy that differs, and requests that tell both sides apart
  markdown  the same as a table, no longer than a comment on a pull request may be
  json      {"policies": [{"file", "policy", "relation", "reason", "gained", "lost", "assumed"}],
             "unchecked": [{"file", "policy", "reason"}]}; `policy` and `assumed` are there for templates and
            the like, and `reason` where another condition or key chooses among several documents;
            `relation` is equal, narrower, wider, neither or unknown; `gained` and `lost` are answers as
            those of `iam check-no-new-access`
  sarif     SARIF 2.1.0: a result for each statement that grants more, at its place; what is not compared is
            among the notifications

Exit status:
  0  every policy is equal or narrower
  1  one is wider, neither, or unknown; with --fail-on-unchecked also if a part of a file is not compared
  2  wrong usage, or a policy that cannot be read"#;
