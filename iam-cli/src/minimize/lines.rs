//! `iam minimize --jsonl`: one policy a line.

use super::smaller::{Problem, Smaller};
use super::{array, guess, options};
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Outcome, Result as RunResult};
use iam_access::Cut;
use iam_core::document::Value;
use iam_core::policy::PolicyType;

pub(super) fn run() -> RunResult {
    jsonl::run(|line| {
        line.only(&["policy", "policy_type", "quota", "compress", "tight", "merge_sids"])?;
        let text = line.policy()?;
        let policy_type = line.spelled("policy_type", PolicyType::from_text)?;
        let quota = quota(line)?;
        let cut = match (line.flag("compress")?, line.flag("tight")?) {
            (true, true) => Some(Cut::Letters),
            (true, false) => Some(Cut::Words),
            (false, true) => return Err("`tight` needs `compress`".into()),
            (false, false) => None,
        };
        let options = options(cut, quota, line.flag("merge_sids")?);
        let policy_type = policy_type.unwrap_or_else(|| guess(&text));
        let smaller =
            Smaller::of(&text, policy_type, options).map_err(|problem| match problem {
                Problem::Unread(error) => {
                    let each = error.problems().map(|(_, finding)| finding.to_string());
                    each.collect::<Vec<_>>().join("; ")
                }
                Problem::Unfit(why) => why,
            })?;
        let members = Members::default()
            .with_json("policies", &array(&smaller))
            .with("bytes", &smaller.bytes());
        Ok((members, Outcome::Clean))
    })
}

/// A number of characters.
fn quota(line: &Line<'_>) -> Result<Option<usize>, String> {
    let Some(node) = line.node("quota")? else { return Ok(None) };
    let number = match &node.value {
        Value::Number(text) => text.parse().ok().filter(|it: &usize| *it > 0),
        _ => return Err(format!("`quota` is {}, not a number", node.type_name())),
    };
    number.map(Some).ok_or_else(|| {
        format!("`quota` cannot be `{}`: write a number of characters", line.source(node))
    })
}
