//! `iam validate --jsonl`: one policy a line.

use super::{Severities, apply, with_enabled};
use crate::config::Projects;
use crate::input;
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Failure, Outcome, Result};
use crate::policy_type::Wanted;
use crate::render;
use crate::report::Report;
use iam_core::check::Selection;
use iam_core::policy::PolicyType;
use std::path::Path;

pub(super) fn run(
    wanted: Wanted,
    severities: Severities,
    selection: Selection,
    projects: &Projects,
) -> Result {
    let project = projects.of(Path::new(input::STDIN));
    let project = project.map_err(|why| Failure(why.to_vec()))?;
    let selection = with_enabled(selection, project.as_deref());
    jsonl::run(|line| {
        line.only(&["policy", "policy_type", "resource_type"])?;
        let wanted = wanted_of(line)?.map_or(wanted, |own| own.template_as(wanted));
        let text = line.policy()?;
        let mut report =
            Report::new(&text, None, selection, |document| wanted.options(None, document));
        if let Some(foreign) = report.foreign() {
            return Err(format!("`policy` {foreign}").into());
        }
        if let Some(project) = &project {
            apply(project, input::STDIN, &mut report);
        }
        let fails = severities.apply(project.as_deref(), &mut report);
        let findings: Vec<_> = render::aws_findings(&report).collect();
        let outcome = if fails { Outcome::Findings } else { Outcome::Clean };
        Ok((Members::default().with("findings", &findings), outcome))
    })
}

/// What a line says its policy is, if it says so.
pub(crate) fn wanted_of(line: &Line<'_>) -> std::result::Result<Option<Wanted>, String> {
    let policy_type = line.spelled("policy_type", PolicyType::from_text)?;
    let resource_type = line.spelled("resource_type", |text| text.parse().ok())?;
    if policy_type.is_none() && resource_type.is_none() {
        return Ok(None);
    }
    Wanted::new(policy_type, resource_type).map(Some)
}
