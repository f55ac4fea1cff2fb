//! What a change of assets, or of permissions files, grants.

use crate::complaint::{Complaint, resolve_complaint};
use crate::deployment_args::{DeploymentArgs, deployment};
use crate::notes::{note, note_gaps, note_left_out};
use crate::output::write;
use clap::{Args, ValueEnum};
use clumio_policies::{Assets, ClumioPolicySet, Comparison, Deployment, Permissions};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compares what two choices of assets need, or two permissions files: which permissions appear and
/// disappear, and whether what changes is narrower, wider or neither
///
/// Exit code 0: no difference; 1: differences; 2: wrong usage, or a file that cannot be read.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct DiffArgs {
    /// The permissions files before and afterwards
    #[arg(value_names = ["OLD", "NEW"], num_args = 2)]
    files: Vec<PathBuf>,

    /// What was protected before, parted by commas: ec2, rds, dynamodb, s3, mssql
    #[arg(long, value_name = "ASSETS", conflicts_with_all = ["from_file", "files"])]
    from: Option<String>,

    /// What is to be protected
    #[arg(long, value_name = "ASSETS", conflicts_with_all = ["to_file", "files"])]
    to: Option<String>,

    /// The permissions file before; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    from_file: Option<PathBuf>,

    /// The permissions file afterwards; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    to_file: Option<PathBuf>,

    /// Leave out the actions of services that AWS has shut down, of what the assets need; done without asking
    /// where a partition has no room for them
    #[arg(long, conflicts_with = "files")]
    drop_retired_actions: bool,

    /// How to write the differences
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

impl Format {
    fn write(self, comparison: &Comparison) -> String {
        let text = match self {
            Self::Text => comparison.to_text(),
            Self::Markdown => comparison.to_markdown(),
            Self::Json => comparison.to_json(),
        };
        format!("{}\n", text.trim_end_matches('\n'))
    }
}

const DIFFERENT: u8 = 1;
const UNREADABLE: u8 = 2;

/// Where one side comes from.
enum Source<'a> {
    /// The option that names them, and the assets.
    Assets(&'static str, &'a str),
    File(&'a Path),
}

pub(crate) fn run(args: &DiffArgs) -> ExitCode {
    match compare(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(DIFFERENT),
        Err(complaints) => {
            for complaint in complaints {
                note("error", &complaint);
            }
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Whether both sides are the same, once the differences are written.
fn compare(args: &DiffArgs) -> Result<bool, Vec<Complaint>> {
    let one = |complaint: Complaint| vec![complaint];
    let (before, after) = sources(args).map_err(one)?;
    let deployment = deployment(&args.deployment).map_err(one)?;
    let of_files = matches!((&before, &after), (Source::File(_), Source::File(_)));
    if of_files && deployment.is_some() {
        let complaint = "values for a deployment only count with --from or --to";
        return Err(vec![complaint.to_owned()]);
    }
    if of_files && args.drop_retired_actions {
        let complaint = "--drop-retired-actions only counts with --from or --to";
        return Err(vec![complaint.to_owned()]);
    }
    if let (Source::File(a), Source::File(b)) = (&before, &after)
        && [a, b].iter().all(|path| **path == Path::new("-"))
    {
        return Err(vec!["only one of the files can be standard input".to_owned()]);
    }
    let (before, after) = match (
        permissions(&before, deployment.as_ref(), args.drop_retired_actions),
        permissions(&after, deployment.as_ref(), args.drop_retired_actions),
    ) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let complaints = [before.err(), after.err()].into_iter().flatten().flatten();
            return Err(complaints.collect());
        }
    };
    if let Some(deployment) = &deployment {
        note_gaps(deployment);
    }
    let comparison = before.compare(&after);
    write(&args.format.write(&comparison), args.output.as_deref()).map_err(one)?;
    Ok(comparison.is_empty())
}

fn sources(args: &DiffArgs) -> Result<(Source<'_>, Source<'_>), Complaint> {
    if let [old, new] = args.files.as_slice() {
        return Ok((Source::File(old), Source::File(new)));
    }
    let before = source("--from", args.from.as_deref(), args.from_file.as_deref());
    let after = source("--to", args.to.as_deref(), args.to_file.as_deref());
    before.zip(after).ok_or_else(|| {
        "give --from or --from-file, and --to or --to-file, or two permissions files".to_owned()
    })
}

fn source<'a>(
    option: &'static str,
    assets: Option<&'a str>,
    file: Option<&'a Path>,
) -> Option<Source<'a>> {
    assets.map(|assets| Source::Assets(option, assets)).or(file.map(Source::File))
}

fn permissions(
    source: &Source<'_>,
    deployment: Option<&Deployment>,
    drop_retired_actions: bool,
) -> Result<Permissions, Vec<Complaint>> {
    match source {
        Source::Assets(option, names) => {
            let assets: Result<Assets, _> = names.parse();
            let assets = assets.map_err(|error| vec![format!("{option}: {error}")])?;
            let set = ClumioPolicySet::for_assets(assets);
            let set = if drop_retired_actions { set.without_retired_actions() } else { set };
            match deployment {
                None => Ok(set.permissions()),
                Some(deployment) => {
                    let set = set.resolve(deployment);
                    let set = set.map_err(|error| vec![resolve_complaint(&error)])?;
                    if !drop_retired_actions {
                        note_left_out(deployment, &set);
                    }
                    Ok(set.permissions())
                }
            }
        }
        Source::File(path) => {
            let text = read(path).map_err(|complaint| vec![complaint])?;
            Permissions::from_json(&text).map_err(|error| {
                let problems = error.problems().iter();
                problems.map(|problem| format!("{}:{problem}", path.display())).collect()
            })
        }
    }
}

fn read(path: &Path) -> Result<String, Complaint> {
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    outcome.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("cannot read {}: byte {} is not UTF-8", path.display(), at + 1)
    })
}
