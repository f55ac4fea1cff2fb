//! The project of the file that a policy stands in.

use iam_core::check::Options;
use iam_project::path::shown;
use iam_project::project::Project;
use proc_macro2::TokenStream;
use quote::quote;
use std::path::Path;
use std::sync::Mutex;

/// The project of the policy in this file.
///
/// # Errors
///
/// What is wrong with its `iam.toml`, once: the many policies of a crate need not all say it. It is all
/// there is to tell, as the file may silence whatever a policy would be told.
pub(crate) fn of(policy: &Path) -> Result<Project, Vec<String>> {
    let project = Project::of(policy).map_err(|error| {
        let name = shown(error.file()).display().to_string();
        once(error.lines(&name))
    })?;
    if cfg!(not(feature = "access")) && !project.config().never_grants().is_empty() {
        let name = project.file().map(|file| shown(file).display().to_string());
        let name = name.unwrap_or_default();
        return Err(once(vec![format!(
            "{name}: `never-grants` needs the feature `access` of `typed-iam`: nothing is proved without it\n  fix: `cargo add typed-iam --features access`"
        )]));
    }
    Ok(project)
}

/// The macro says what kind of policy it is; the project may add what it is attached to.
pub(crate) fn attached(project: &Project, policy: &Path, options: Options) -> Options {
    let meant = project.options_for(policy);
    let meant = meant.filter(|meant| meant.policy_type == options.policy_type);
    match meant.and_then(|meant| meant.resource_type) {
        Some(resource_type) => options.resource_type(resource_type),
        None => options,
    }
}

/// Tokens that make rustc build anew once the project decides otherwise.
pub(crate) fn watch_project(project: &Project) -> TokenStream {
    project.file().map_or_else(TokenStream::new, watch)
}

/// Tokens that make rustc build anew once `file` is edited; nothing of it reaches the program.
pub(crate) fn watch(file: &Path) -> TokenStream {
    let Some(path) = file.to_str() else { return TokenStream::new() };
    quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    )
}

/// `problems`, unless they were the last to be told.
fn once(problems: Vec<String>) -> Vec<String> {
    static TOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let Ok(mut told) = TOLD.lock() else { return problems };
    if *told == problems {
        return Vec::new();
    }
    told.clone_from(&problems);
    problems
}
