//! What went wrong, and what it does to the exit code.

use crate::notes::note;
use clap::error::{ContextKind, ContextValue};
use clumio_policies::{Asset, DeploymentProblem, ResolveError, ResolveProblem};
use std::process::ExitCode;

/// What went wrong, in one line.
pub(crate) type Complaint = String;

pub(crate) fn finish(outcome: Result<(), Complaint>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            note("error", &complaint);
            ExitCode::from(2)
        }
    }
}

/// What to give, by the names that the options have.
pub(crate) fn complaint(problems: &[DeploymentProblem]) -> Complaint {
    let option =
        |problem: &DeploymentProblem| format!("--{}", problem.field().name().replace('_', "-"));
    let is_missing =
        |problem: &&DeploymentProblem| matches!(problem, DeploymentProblem::Missing { .. });
    let missing: Vec<_> = problems.iter().filter(is_missing).map(option).collect();
    let mut complaints = Vec::new();
    if !missing.is_empty() {
        complaints.push(format!("with values for a deployment, give {} too", missing.join(", ")));
    }
    complaints.extend(problems.iter().filter(|problem| !is_missing(problem)).map(|problem| {
        // The message starts with the field, which the option names better.
        let message = problem.to_string();
        let (_, why) = message.split_once(": ").unwrap_or(("", &message));
        format!("{}: {why}", option(problem))
    }));
    complaints.join("; ")
}

pub(crate) fn resolve_complaint(error: &ResolveError) -> Complaint {
    let say = |problem: &ResolveProblem| match problem {
        // The message starts with the name of the option.
        ResolveProblem::Partition { .. } => format!("--{problem}"),
        _ => problem.to_string(),
    };
    error.problems().iter().map(say).collect::<Vec<_>>().join("; ")
}

/// What `clap` says of the command line, or what is more to the point.
pub(crate) fn usage(error: &clap::Error) -> Complaint {
    let word = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
        .into_iter()
        .find_map(|kind| error.get(kind));
    match word {
        Some(ContextValue::String(word)) if word.parse::<Asset>().is_ok() => {
            format!(
                "`{word}` stands alone: give the assets with commas between them, as in --assets ec2,{word}"
            )
        }
        _ => first_line(&error.to_string()),
    }
}

/// The first line of a message of `clap`, without its own `error: `.
fn first_line(message: &str) -> Complaint {
    let lines: Vec<_> =
        message.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let line = lines.join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}
