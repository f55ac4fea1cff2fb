//! The files of a configuration as git has them at a revision.

use super::before::{Before, text_of_untouched};
use crate::held::folder_of;
use iam_source::terraform::{Files, Module, NotRead};
use std::path::{Component, Path, PathBuf};

/// What was below a folder.
pub(super) struct AtRevision<'b> {
    root: PathBuf,
    before: &'b Before,
    /// From the folder.
    paths: Vec<PathBuf>,
}

impl<'b> AtRevision<'b> {
    pub(super) fn new(root: &Path, before: &'b Before) -> Self {
        let within = |path: PathBuf| path.strip_prefix(root).map(Path::to_owned).unwrap_or(path);
        let paths = before.files(root).into_iter().map(within).collect();
        Self { root: root.to_owned(), before, paths }
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
        if self.before.is_untouched(&file) {
            return text_of_untouched(&file).map_err(|_| NotRead::Refused);
        }
        match self.before.text(&file, &self.root) {
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
