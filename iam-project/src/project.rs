//! What has been decided about the policies of a project, and where that is written.

use crate::config::{Applied, Config, ConfigError};
use crate::find::nearest;
use crate::path::absolute;
use iam_core::check::{self, Options, Subject};
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// An `iam.toml`, and what it says about the policies below its folder.
///
/// The default is that of a file for which there is none: nothing has been decided.
#[derive(Clone, Debug, Default)]
pub struct Project {
    config: Config,
    file: Option<PathBuf>,
}

/// Why there is an `iam.toml` and nobody can tell what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectError {
    file: PathBuf,
    why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Unreadable(String),
    Mistakes(ConfigError),
}

/// A larger one was not written by anybody.
const MAX_BYTES: u64 = 16 << 20;

impl Project {
    /// That of the policy in `file`: what the [nearest] `iam.toml` says, if there is one.
    ///
    /// # Errors
    ///
    /// See [`read`](Self::read).
    pub fn of(file: &Path) -> Result<Self, ProjectError> {
        nearest(file).map_or_else(|| Ok(Self::default()), |found| Self::read(&found))
    }

    /// That of the `iam.toml` at this path.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no regular file, or has mistakes. What is no regular file is not opened: a
    /// pipe would be waited for without end.
    pub fn read(file: &Path) -> Result<Self, ProjectError> {
        let unreadable = |why| ProjectError { file: file.to_owned(), why: Why::Unreadable(why) };
        let text = text(file).map_err(unreadable)?;
        Self::parse(file, &text)
    }

    /// That of an `iam.toml` of this path and text.
    ///
    /// # Errors
    ///
    /// Each mistake in it.
    pub fn parse(file: &Path, text: &str) -> Result<Self, ProjectError> {
        match Config::parse(text) {
            Ok(config) => Ok(Self { config, file: Some(absolute(file)) }),
            Err(error) => Err(ProjectError { file: file.to_owned(), why: Why::Mistakes(error) }),
        }
    }

    /// What the `iam.toml` says.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The path of the `iam.toml`, from the root; none if there is none.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The path of a policy's file as the `iam.toml` names it: from its folder, parted by `/`.
    #[must_use]
    pub fn path_of(&self, policy: &Path) -> String {
        let absolute = absolute(policy);
        let folder = self.file().and_then(Path::parent);
        let inside = folder.and_then(|folder| absolute.strip_prefix(folder).ok());
        inside.unwrap_or(policy).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// What the policy in this file is checked as, if the `iam.toml` says so.
    #[must_use]
    pub fn options_for(&self, policy: &Path) -> Option<Options> {
        self.config.options_for(&self.path_of(policy))
    }

    /// Checks the policy in a file, with the checks that the project enables beside those of `options`,
    /// and applies what it has decided about their findings.
    #[must_use]
    pub fn check(&self, policy: &Path, subject: &Subject<'_, '_>, options: Options) -> Applied {
        let options = options.select(self.config.select(options.selection));
        let findings = check::run(subject, options);
        let (path, document) = (self.path_of(policy), subject.document());
        self.config.apply(&path, document, options.policy_type, findings)
    }
}

impl ProjectError {
    /// The `iam.toml`.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What is wrong, one mistake a line, with the file called `name`.
    #[must_use]
    pub fn lines(&self, name: &str) -> Vec<String> {
        match &self.why {
            Why::Unreadable(why) => vec![format!("cannot read {name}: {why}")],
            Why::Mistakes(error) => {
                error.problems().iter().map(|problem| format!("{name}:{problem}")).collect()
            }
        }
    }
}

impl std::fmt::Display for ProjectError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines(&self.file.to_string_lossy()).join("\n"))
    }
}

impl std::error::Error for ProjectError {}

/// The text of a regular file, or why it has none.
fn text(file: &Path) -> Result<String, String> {
    let told = |error: std::io::Error| error.to_string();
    let metadata = fs::metadata(file).map_err(|error| {
        let is_link = fs::symlink_metadata(file).is_ok_and(|it| it.is_symlink());
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
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(told)?;
    opened.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("it is larger than {} MiB", MAX_BYTES >> 20));
    }
    String::from_utf8(bytes).map_err(|error| error.utf8_error().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::check::{Selection, about};
    use iam_core::json;
    use iam_core::policy::PolicyType;

    const ADMIN: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;

    fn project(text: &str) -> Project {
        Project::parse(Path::new("/policies/iam.toml"), text).expect("an iam.toml")
    }

    #[test]
    fn policies_are_named_from_the_folder_of_the_file() {
        let project = project("");
        assert_eq!(project.path_of(Path::new("/policies/roles/./a/../b.json")), "roles/b.json");
        assert_eq!(project.path_of(Path::new("/elsewhere/b.json")), "/elsewhere/b.json");
        assert_eq!(Project::default().path_of(Path::new("b.json")), "b.json");
    }

    #[test]
    fn nothing_decided_changes_nothing() {
        let document = json::read(ADMIN).expect("JSON");
        let subject = Subject::as_written(&document, ADMIN);
        let options = Options::new(PolicyType::Identity).select(Selection::all());
        for project in [Project::default(), project("")] {
            let applied = project.check(Path::new("/policies/a.json"), &subject, options);
            assert_eq!(applied.findings, check::run(&subject, options));
            assert!(applied.used.is_empty());
        }
    }

    #[test]
    fn a_project_adds_to_the_checks_that_run() {
        let document = json::read(ADMIN).expect("JSON");
        let subject = Subject::of_tree(&document);
        let codes = |project: &Project, options| -> Vec<_> {
            let applied = project.check(Path::new("/policies/a.json"), &subject, options);
            applied.findings.into_iter().map(|finding| finding.code).collect()
        };
        let plain = Options::new(PolicyType::Identity);
        let credentials = "x-credentials-exposure";
        assert!(about(credentials).expect("a check").optional);
        assert!(!codes(&project(""), plain).contains(&credentials));
        let enabled = project(&format!("validate.enable = [{credentials:?}]"));
        assert!(codes(&enabled, plain).contains(&credentials));
        let mut selection = Selection::new();
        selection.enable("x-data-exfiltration").expect("a check");
        let both = codes(&enabled, plain.select(selection));
        assert!(both.contains(&credentials) && both.contains(&"x-data-exfiltration"), "{both:?}");
    }

    #[test]
    fn mistakes_are_told_with_the_name_that_is_given() {
        let error = Project::parse(Path::new("/policies/iam.toml"), "[validat]").unwrap_err();
        let why = "unknown name in `iam.toml`: `validat`; write `validate`";
        assert_eq!(error.lines("iam.toml"), [format!("iam.toml:1:2: {why}")]);
        assert_eq!(error.to_string(), format!("/policies/iam.toml:1:2: {why}"));
    }
}
