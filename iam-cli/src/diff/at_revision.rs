//! The files of a configuration as git has them at a revision.

use super::git;
use crate::held::folder_of;
use iam_source::terraform::{Files, Module, NotRead};
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// What was below a folder.
pub(super) struct AtRevision<'u> {
    root: PathBuf,
    revision: String,
    /// From the folder.
    paths: Vec<PathBuf>,
    /// Those that are what they were.
    untouched: &'u HashSet<PathBuf>,
}

impl<'u> AtRevision<'u> {
    pub(super) fn new(
        root: &Path,
        revision: &str,
        untouched: &'u HashSet<PathBuf>,
    ) -> Result<Self, String> {
        let all = git::all_files(root, revision)?;
        let within = |path: PathBuf| path.strip_prefix(root).map(Path::to_owned).unwrap_or(path);
        let paths = all.into_iter().map(within).collect();
        Ok(Self { root: root.to_owned(), revision: revision.to_owned(), paths, untouched })
    }

    /// The configuration that was in a folder below the root; none if there was none.
    pub(super) fn module(&self, folder: &Path) -> Option<Module> {
        let within = folder.strip_prefix(&self.root).unwrap_or(Path::new(""));
        let paths = self.list(within).ok()?.into_iter().filter(|path| Module::takes(path));
        let texts = paths.filter_map(|path| self.read(&path).ok().map(|text| (path, text)));
        let files: Vec<_> = texts.collect();
        (!files.is_empty()).then(|| Module::new(files, self))
    }
}

impl Files for AtRevision<'_> {
    fn read(&self, path: &Path) -> Result<String, NotRead> {
        if !path.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir)) {
            return Err(NotRead::Outside);
        }
        let file = self.root.join(path);
        if self.untouched.contains(&file) {
            return git::text_of_untouched(&file).map_err(|_| NotRead::Refused);
        }
        match git::text(&file, &self.revision) {
            Ok(text) => text.ok_or(NotRead::Missing),
            Err(_) => Err(NotRead::Refused),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, NotRead> {
        let in_folder = |path: &&PathBuf| {
            let parent = folder_of(path);
            parent == folder || folder.as_os_str().is_empty() && parent == Path::new(".")
        };
        Ok(self.paths.iter().filter(in_folder).cloned().collect())
    }
}
