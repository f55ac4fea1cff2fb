//! `iam validate --jsonl`: one policy a line.

use super::severities::Severities;
use crate::config::Projects;
use crate::input;
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Failure, Outcome, Result};
use crate::policy_type::Wanted;
use crate::render;
use crate::report::Report;
use iam_core::policy::PolicyType;
use iam_project::reading::Reading;
use std::path::Path;

pub(super) fn run(wanted: Wanted, severities: Severities, projects: &Projects) -> Result {
    let project = projects.of(Path::new(input::STDIN));
    let project = project.map_err(|why| Failure(why.to_vec()))?;
    jsonl::run(|line| {
        line.only(&["policy", "policy_type", "resource_type"])?;
        let wanted = wanted_of(line)?.map_or(wanted, |own| own.in_run(wanted));
        let text = line.policy()?;
        let reading = Reading::new(&text);
        if let Some(foreign) = reading.foreign() {
            return Err(format!("`policy` {foreign}").into());
        }
        let mut report = Report::new(reading, &project, Path::new(input::STDIN), |document| {
            wanted.options(None, document)
        });
        let fails = severities.apply(&project, &mut report);
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
