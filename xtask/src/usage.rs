//! Which chores there are.

pub(crate) const USAGE: &str = "\
usage: cargo xtask CHORE
  registry            regenerate the tables of iam-language from the pinned packages
  registry --check    say which committed tables are stale, write nothing
  registry --age      tell how old each source is and what a refresh would change
  registry --age --check
                      fail where one is too old or too much of AWS's newest list is unknown
  checks              regenerate docs/checks.md
  checks --check      say whether it is stale, write nothing
  interface           list every public item of the libraries in docs/interface
  interface --check   say which lists are stale, write nothing
  corpus              read, write and check every AWS managed policy
  differential        put many requests to `iam simulate` and to another simulator
  access              compare all consecutive versions of AWS's managed policies
  access --z3         put pairs of policies at random to iam-access and to z3
  corpus CODE         show what one check finds in their current versions
  registry --corpus   say what AWS managed policies use that the registry does not know";
