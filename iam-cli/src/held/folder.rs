//! A folder that is a configuration of Terraform: its policies, in whichever file they stand.

use super::configuration::module;
use super::picked::picked;
use crate::input;
use iam_source::found::{Contents, Found, Source};
use iam_source::terraform::Module;
use std::path::{Path, PathBuf};

/// What all files of a configuration hold.
pub(crate) struct OfFolder {
    pub(crate) contents: Contents<'static>,
    /// The file of each policy.
    files: Vec<PathBuf>,
}

/// A policy, and the file that it stands in.
pub(crate) struct InFile<'f> {
    pub(crate) found: &'f Found<'static>,
    pub(crate) path: &'f Path,
    pub(crate) text: String,
}

impl OfFolder {
    /// Of this folder and the local modules below it that it calls; otherwise why not, in one line.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let name = input::name(folder);
        let module = module(folder, folder, None).filter(|it| it.paths().next().is_some());
        let Some(module) = module else {
            return Err(format!(
                "cannot read {name}: it is a folder, and no configuration of Terraform: name a file"
            ));
        };
        Ok(Self::of(folder, &module))
    }

    fn of(folder: &Path, module: &Module) -> Self {
        let (mut all, mut files) = (Contents::new(Source::Terraform), Vec::new());
        for path in module.paths() {
            let Some(contents) = module.contents(path) else { continue };
            all.policies.extend(contents.policies.iter().cloned());
            all.unchecked.extend(contents.unchecked.iter().cloned());
            files.resize(all.policies.len(), folder.join(path));
        }
        Self { contents: all, files }
    }

    /// The policy that `name` means; without one the only one there is. Otherwise what there is to choose from.
    pub(crate) fn picked(&self, name: Option<&str>) -> Result<InFile<'_>, String> {
        let found = picked(&self.contents, name)?;
        let index = self.contents.policies.iter().position(|it| std::ptr::eq(it, found));
        let path = index.and_then(|index| self.files.get(index)).map_or(Path::new(""), |it| it);
        // It was read a moment ago.
        let text = input::text(path).map_err(|why| format!("holds it elsewhere: {why}"))?;
        Ok(InFile { found, path, text })
    }
}
