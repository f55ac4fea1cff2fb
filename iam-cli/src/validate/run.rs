//! The verb, from arguments to exit status.

use super::files::files;
use super::fixing::Fixing;
use super::job::How;
use super::known::Known;
use super::lines;
use super::severities::Severities;
use crate::args::{Color, Validate};
use crate::config::Projects;
use crate::held::Configurations;
use crate::outcome::{Failure, Result};
use crate::output::note;
use crate::policy_type::Wanted;
use crate::walk::walk;
use iam_core::check::Selection;

pub(crate) fn run(args: &Validate, color: Color) -> Result {
    let wanted = Wanted::new(args.policy_type, args.resource_type).map_err(Failure::new)?;
    let selection = selection(&args.enable).map_err(Failure::new)?;
    let wanted = wanted.template(args.template).select(selection);
    let projects = Projects::new(args.config.as_deref()).map_err(Failure)?;
    let severities = Severities::new(args).map_err(Failure::new)?;
    let fixing = Fixing::new(args).map_err(Failure::new)?;
    if args.jsonl {
        return lines::run(wanted, severities, &projects);
    }
    let known = Known::new(args.baseline.as_deref(), args.write_baseline.as_deref());
    let known = known.map_err(Failure::new)?;
    let mut sources = walk(&args.paths);
    if args.ignore_others {
        sources.ask_of_named();
    }
    let configurations = Configurations::of(&sources.all);
    let source = args.source.map(Into::into);
    let how = How { wanted, source, severities, fixing, known, configurations };
    let outcome = files(args, sources, color, &how, &projects)?;
    // Of what could not be read nothing is known.
    if let Some(line) = how.known.finish().map_err(Failure::new)? {
        note("note", &line);
    }
    Ok(outcome)
}

/// The optional checks that the command line asks for.
fn selection(enable: &[String]) -> std::result::Result<Selection, String> {
    let mut selection = Selection::new();
    for code in enable {
        if code == "all" {
            selection = Selection::all();
        } else {
            selection.enable(code).map_err(|unknown| format!("--enable: {unknown}"))?;
        }
    }
    Ok(selection)
}
