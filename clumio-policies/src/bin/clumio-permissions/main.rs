//! Writes the permissions file for the assets that a customer picks.

mod args;
mod deployment_args;
mod diff;
mod format;
mod output;
mod room;

use args::{Args, Command, Completions};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser};
use clap_complete::Shell;
use clumio_policies::{
    Asset, Assets, ClumioPolicySet, Deployment, DeploymentProblem, ResolveError, ResolveProblem,
    Resolved, short_name,
};
use deployment_args::DeploymentArgs;
use output::{print, write};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            return finish(print(&error.to_string()));
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            return finish(print(&error.to_string()));
        }
        Err(error) => return finish(Err(usage(&error))),
    };
    match &args.command {
        Some(Command::Diff(args)) => diff::run(args),
        Some(Command::Completions(Completions { shell })) => finish(print(&completions(*shell))),
        None => finish(run(&args)),
    }
}

fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "clumio-permissions", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// What went wrong, in one line.
type Complaint = String;

fn finish(outcome: Result<(), Complaint>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            note("error", &complaint);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Complaint> {
    if args.list_assets {
        return write(&asset_list(), args.output.as_deref());
    }
    let Some(names) = args.assets.as_deref() else {
        return Err(format!("give --assets with one or more of {}", Assets::ALL));
    };
    let assets: Assets = names.parse().map_err(|error| format!("--assets: {error}"))?;
    if assets.contains(Asset::MsSql) && !names_asset(names, Asset::Ec2) {
        note("note", "mssql brings ec2 along, as it does when Clumio connects an account");
    }
    let set = ClumioPolicySet::for_assets(assets);
    let set = if args.drop_retired_actions { set.without_retired_actions() } else { set };
    let text = if let Some(deployment) = deployment(&args.deployment)? {
        let set = set.resolve(&deployment).map_err(|error| resolve_complaint(&error))?;
        note_gaps(&deployment);
        if !args.drop_retired_actions {
            note_left_out(&deployment, &set);
        }
        args.format.write(&set)
    } else {
        if args.format.is_template() && !args.drop_retired_actions {
            room::note_without_room(&set);
        }
        args.format.write(&set)
    };
    write(&text, args.output.as_deref())
}

/// The deployment, if any value for one is given.
fn deployment(args: &DeploymentArgs) -> Result<Option<Deployment>, Complaint> {
    if !args.is_given() {
        return Ok(None);
    }
    args.text().read().map(Some).map_err(|error| complaint(error.problems()))
}

/// Tells which actions the partition has no room for.
pub(crate) fn note_left_out(deployment: &Deployment, set: &ClumioPolicySet<Resolved>) {
    if !set.left_out_actions().is_empty() {
        note(
            "note",
            &format!(
                "without {}, which no service answers any more: with them a policy would be larger than \
                 IAM allows in {}",
                set.left_out_actions().join(", "),
                deployment.partition
            ),
        );
    }
}

/// Tells what the deployment leaves open.
fn note_gaps(deployment: &Deployment) {
    if deployment.data_plane_account.is_none() {
        note(
            "note",
            "without --data-plane-account, `*` stands for Clumio's account that keeps the \
             backups: ARNs name every account, and no S3 backup can be written",
        );
    }
    if short_name(&deployment.region).is_none() {
        note(
            "note",
            &format!(
                "Clumio's module has no short name for {}, so that names of roles have none",
                deployment.region
            ),
        );
    }
}

fn names_asset(names: &str, asset: Asset) -> bool {
    names.split(',').any(|name| name.trim().parse() == Ok(asset))
}

fn asset_list() -> String {
    Asset::ALL.into_iter().fold(String::new(), |mut list, asset| {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{asset:<9} {:<9} {}", asset.api_name(), asset.description());
        list
    })
}

/// What to give, by the names that the options have.
fn complaint(problems: &[DeploymentProblem]) -> Complaint {
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

fn resolve_complaint(error: &ResolveError) -> Complaint {
    let say = |problem: &ResolveProblem| match problem {
        // The message starts with the name of the option.
        ResolveProblem::Partition { .. } => format!("--{problem}"),
        _ => problem.to_string(),
    };
    error.problems().iter().map(say).collect::<Vec<_>>().join("; ")
}

/// What `clap` says of the command line, or what is more to the point.
fn usage(error: &clap::Error) -> Complaint {
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

fn note(kind: &str, text: &str) {
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{kind}: {text}");
}
