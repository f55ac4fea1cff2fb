//! Writes the permissions file for the assets that a customer picks.

mod args;
mod diff;
mod format;

use args::{Args, Command, DeploymentArgs};
use clap::Parser;
use clap::error::ErrorKind;
use clumio_policies::{
    Asset, Assets, ClumioPolicySet, Deployment, DeploymentProblem, ResolveError, ResolveProblem,
    short_name,
};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
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
        Err(error) => return finish(Err(first_line(&error.to_string()))),
    };
    match &args.command {
        Some(Command::Diff(args)) => diff::run(args),
        None => finish(run(&args)),
    }
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
        return print(&asset_list());
    }
    let Some(names) = args.assets.as_deref() else {
        return Err(format!("give --assets with one or more of {}", Assets::ALL));
    };
    let assets: Assets = names.parse().map_err(|error| format!("--assets: {error}"))?;
    if assets.contains(Asset::MsSql) && !names_asset(names, Asset::Ec2) {
        note("note", "mssql brings ec2 along, as it does when Clumio connects an account");
    }
    let set = ClumioPolicySet::for_assets(assets);
    let text = if let Some(deployment) = deployment(&args.deployment)? {
        let set = set.resolve(&deployment).map_err(|error| resolve_complaint(&error))?;
        note_gaps(&deployment);
        args.format.write(&set)
    } else {
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

/// Writes to a file, or to standard output if there is none or it is `-`.
fn write(text: &str, path: Option<&Path>) -> Result<(), Complaint> {
    match path.filter(|path| *path != Path::new("-")) {
        None => print(text),
        Some(path) => std::fs::write(path, text)
            .map_err(|error| format!("--output: cannot write {}: {error}", path.display())),
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

fn print(text: &str) -> Result<(), Complaint> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.map_err(|error| format!("cannot write to standard output: {error}")),
    }
}
