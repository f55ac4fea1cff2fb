//! The `iam.toml` that a policy stands under.

use iam_core::check::{self, Options, Subject};
use iam_core::finding::Finding;
use iam_project::config::Config;
use proc_macro2::TokenStream;
use quote::quote;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const FILE_NAME: &str = "iam.toml";

/// What stands at the root of a project: an `iam.toml` above it is somebody else's.
const ROOT_MARKS: [&str; 2] = ["Cargo.lock", ".git"];

/// What the nearest `iam.toml` says about the policies of one file.
#[derive(Default)]
pub(crate) struct Project {
    found: Option<Found>,
}

struct Found {
    config: Config,
    file: PathBuf,
    /// The path of the policy, from the folder of the config.
    policy: String,
}

impl Project {
    /// The nearest `iam.toml` in the folder of `policy` or above, up to the root of its project.
    ///
    /// # Errors
    ///
    /// What is wrong with that file, once: the many policies of a crate need not all say it. It is all
    /// there is to tell, as the file may silence whatever a policy would be told.
    pub(crate) fn of(policy: &Path) -> Result<Self, Vec<String>> {
        let Some(file) = nearest(policy) else { return Ok(Self::default()) };
        let name = crate::source::shown(&file);
        let text = read(&file).map_err(|why| once(vec![format!("cannot read {name}: {why}")]))?;
        match Config::parse(&text) {
            Ok(config) => {
                let folder = file.parent().unwrap_or(Path::new(""));
                let inside = policy.strip_prefix(folder).unwrap_or(policy);
                let policy = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                Ok(Self { found: Some(Found { config, file, policy }) })
            }
            Err(error) => {
                let problems = error.problems().iter();
                let problems = problems.map(|problem| format!("{name}:{problem}")).collect();
                Err(once(problems))
            }
        }
    }

    /// The findings on `subject` that the project wants to hear of.
    pub(crate) fn check(&self, subject: &Subject<'_, '_>, options: Options) -> Vec<Finding> {
        let Some(Found { config, policy, .. }) = &self.found else {
            return check::run(subject, options);
        };
        let mut options = options;
        // The macro says what kind of policy it is; the config may add what it is attached to.
        let meant = config.options_for(policy);
        let meant = meant.filter(|meant| meant.policy_type == options.policy_type);
        options.resource_type = meant.and_then(|meant| meant.resource_type);
        for code in config.enabled() {
            // A config names known codes only.
            let _ = options.selection.enable(code);
        }
        let findings = check::run(subject, options);
        config.apply(policy, subject.document(), options.policy_type, findings).findings
    }

    /// Tokens that make rustc build anew once the config is edited.
    pub(crate) fn watch(&self) -> TokenStream {
        self.found.as_ref().map_or_else(TokenStream::new, |found| watch(&found.file))
    }
}

/// Tokens that make rustc build anew once `file` is edited; nothing of it reaches the program.
pub(crate) fn watch(file: &Path) -> TokenStream {
    let Some(path) = file.to_str() else { return TokenStream::new() };
    quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    )
}

fn nearest(policy: &Path) -> Option<PathBuf> {
    let mut folder = policy.parent();
    while let Some(here) = folder {
        let file = here.join(FILE_NAME);
        // Whatever has this name is meant to be one, be it a link that leads nowhere.
        if is_there(&file) {
            return Some(file);
        }
        if ROOT_MARKS.iter().any(|mark| here.join(mark).exists()) {
            return None;
        }
        folder = here.parent();
    }
    None
}

fn is_there(file: &Path) -> bool {
    match std::fs::symlink_metadata(file) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// The text of `file`, or why it has none. What is no regular file is not opened: a pipe would make the
/// compiler wait forever.
fn read(file: &Path) -> Result<String, String> {
    let told = |error: std::io::Error| error.to_string();
    let metadata = std::fs::metadata(file).map_err(|error| {
        let is_link = std::fs::symlink_metadata(file).is_ok_and(|it| it.is_symlink());
        if is_link && error.kind() == ErrorKind::NotFound {
            return "it is a link that leads nowhere".to_owned();
        }
        told(error)
    })?;
    if metadata.is_dir() {
        return Err("it is a folder, not a file".to_owned());
    }
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    std::fs::read_to_string(file).map_err(told)
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
