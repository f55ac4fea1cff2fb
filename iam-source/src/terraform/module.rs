//! A folder of a configuration, read.

use super::configuration::{Configuration, is_configuration};
use super::files::Files;
use super::find::{Findings, find};
use super::shared;
use crate::found::{Contents, Source, Unchecked};
use crate::silence;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{io, panic, thread};

/// Before what is wrong with a file of a configuration.
pub(crate) const NO_CONFIGURATION: &str = "this is no configuration: ";

/// The files of one folder, with the local modules that they call: what Terraform calls a module.
///
/// # Examples
///
/// ```
/// use iam_source::terraform::{Module, NoFiles};
/// use std::path::{Path, PathBuf};
///
/// let text = r#"
/// resource "aws_iam_policy" "read" {
///   policy = jsonencode({
///     Version   = "2012-10-17"
///     Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*" }]
///   })
/// }
/// "#;
/// let module = Module::new(vec![(PathBuf::from("main.tf"), text.to_owned())], &NoFiles);
/// let contents = module.contents(Path::new("main.tf")).expect("it is one of its files");
/// let policy = &contents.policies[0];
/// assert_eq!(policy.holder, "aws_iam_policy.read");
/// assert!(policy.holes.iter().any(|hole| hole.name == "aws_s3_bucket.b.bucket"));
/// ```
#[derive(Clone, Debug)]
pub struct Module {
    contents: HashMap<PathBuf, Contents<'static>>,
    paths: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Module {
    /// Reads these files, which are all of one folder, and what they lead to as far as `others` gives that.
    /// Paths are relative to the root of `others`.
    #[must_use]
    pub fn new(files: Vec<(PathBuf, String)>, others: &dyn Files) -> Self {
        let paths: Vec<_> = files.iter().map(|(path, _)| path.clone()).collect();
        on_a_large_stack(|| Self::read(files, others)).unwrap_or_else(|error| {
            let not_read = |path: PathBuf| {
                let mut contents = Contents::new(Source::Terraform);
                let reason = format!("there is no thread to read this on: {error}");
                contents.unchecked.push(Unchecked::new(None, "", reason));
                (path, contents)
            };
            let contents = paths.iter().cloned().map(not_read).collect();
            Self { contents, paths, folders: Vec::new() }
        })
    }

    fn read(files: Vec<(PathBuf, String)>, others: &dyn Files) -> Self {
        let configuration = Configuration::read(files, others);
        let Findings { policies, unchecked, elsewhere, attached } = find(&configuration, others);
        let paths: Vec<_> = configuration.files.iter().map(|file| file.path.clone()).collect();
        let mut all: Vec<_> = paths.iter().map(|_| Contents::new(Source::Terraform)).collect();
        for broken in &configuration.broken {
            if let Some(contents) = all.get_mut(broken.place.file as usize) {
                let reason = format!("{NO_CONFIGURATION}{}", broken.message);
                let unchecked = Unchecked::new(Some(broken.place.span), "", reason);
                contents.unchecked.push(Unchecked { is_broken: broken.is_file, ..unchecked });
            }
        }
        for (file, found) in policies {
            if let Some(contents) = all.get_mut(file as usize) {
                contents.policies.push(found);
            }
        }
        for (file, unchecked) in unchecked {
            if let Some(contents) = all.get_mut(file as usize) {
                contents.unchecked.push(unchecked);
            }
        }
        for (file, attached) in attached {
            if let Some(contents) = all.get_mut(file as usize) {
                contents.attached.push(attached);
            }
        }
        for (holder, file, unchecked) in elsewhere {
            let path = paths.get(file as usize).cloned().unwrap_or_default();
            if let Some(contents) = all.get_mut(holder as usize) {
                contents.elsewhere.push((path, unchecked));
            }
        }
        for (contents, file) in all.iter_mut().zip(&configuration.files) {
            contents.silences = silence::comments(&file.text);
            contents.policies.sort_by_key(|it| it.span);
            contents.unchecked.sort_by(|a, b| (a.span, &a.reason).cmp(&(b.span, &b.reason)));
            contents.unchecked.dedup();
        }
        for place in shared::places(&configuration) {
            if let Some(contents) = all.get_mut(place.file as usize) {
                contents.shared.push(place.span);
            }
        }
        let folders = configuration.folders.iter().map(|folder| folder.path.clone()).collect();
        let all = all.into_iter().map(Contents::without_look_alikes);
        Self { contents: paths.iter().cloned().zip(all).collect(), paths, folders }
    }

    /// What stands in one of its files, or in one of a local module that it calls: as it is called from here.
    #[must_use]
    pub fn contents(&self, path: &Path) -> Option<&Contents<'static>> {
        self.contents.get(path)
    }

    /// The paths of all files that were read, those of local modules behind its own.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// The folders of the local modules that it calls, directly or not.
    pub fn called(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().skip(1).map(PathBuf::as_path)
    }

    /// Whether a file of this name is one of a configuration.
    #[must_use]
    pub fn takes(path: &Path) -> bool {
        is_configuration(path)
    }
}

/// Expressions nest, and lead into each other: as deep as the parser and the evaluation let them, they need more
/// than a thread has by default.
fn on_a_large_stack<T: Send>(read: impl FnOnce() -> T + Send) -> io::Result<T> {
    const STACK: usize = 32 << 20;
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read)?;
        Ok(thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic)))
    })
}
