//! Files of Terraform's configurations, which are read with the files beside them.

use crate::in_parallel;
use crate::input;
use crate::walk::{Kind, Source};
use iam_source::found::{self, Contents};
use iam_source::terraform::{Files, Module, NotRead, Rooted};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the files of all configurations of a run hold.
#[derive(Default)]
pub(crate) struct Configurations {
    contents: HashMap<PathBuf, Contents<'static>>,
    /// Files that they read and fill in, such as those of `templatefile`.
    read: HashSet<PathBuf>,
}

impl Configurations {
    /// Reads the configurations among `sources`: a folder each, with the local modules that it calls, as far as
    /// those are below the path that was given.
    pub(crate) fn of(sources: &[Source]) -> Self {
        let mut folders: BTreeMap<(PathBuf, PathBuf), Vec<&Path>> = BTreeMap::new();
        let files = sources.iter().filter(|it| matches!(it.kind, Kind::Named | Kind::Found));
        for Source { path, root, .. } in files.filter(|it| Module::takes(&it.path)) {
            let folder = folder_of(path);
            folders.entry((root.clone(), folder.to_owned())).or_default().push(path);
        }
        let folders: Vec<_> = folders.into_iter().collect();
        let read: HashSet<PathBuf> =
            folders.iter().flat_map(|(_, paths)| paths.iter().map(|path| plain(path))).collect();
        let modules = in_parallel::map(&folders, |((root, folder), _)| {
            let files = Recorded::new(root)?;
            let module = module_of(root, folder, None, &files)?;
            Some((module, files.read()))
        });
        let mut filled = HashSet::new();
        let modules: Vec<Option<Module>> = modules
            .into_iter()
            .zip(&folders)
            .map(|(read, ((root, _), _))| {
                let (module, paths) = read?;
                filled.extend(paths.iter().map(|path| plain(&root.join(path))));
                Some(module)
            })
            .collect();
        // What calls a module knows more of it than the module alone.
        let called: Vec<(&Path, PathBuf, &Module)> = folders
            .iter()
            .zip(&modules)
            .filter_map(|(((root, _), _), module)| Some((root, module.as_ref()?)))
            .flat_map(|(root, module)| {
                module.called().map(move |it| (root.as_path(), root.join(it), module))
            })
            .collect();
        let mut contents = HashMap::new();
        for (((root, folder), paths), module) in folders.iter().zip(&modules) {
            let callers: Vec<_> = called.iter().filter(|(_, it, _)| it == folder).collect();
            for path in paths {
                let of = |root: &Path, module: &Module| {
                    let within = path.strip_prefix(root).unwrap_or(path);
                    let is_read = |other: &Path| read.contains(&plain(&root.join(other)));
                    Some(with_elsewhere(module.contents(within)?.clone(), &is_read))
                };
                let found = if callers.is_empty() {
                    module.as_ref().and_then(|module| of(root, module))
                } else {
                    let each = callers.iter().filter_map(|(root, _, module)| of(root, module));
                    each.reduce(joined)
                };
                contents.extend(found.map(|found| ((*path).to_owned(), found)));
            }
        }
        Self { contents, read: filled }
    }

    /// Whether a text is no policy by itself: it has gaps that a configuration fills.
    pub(crate) fn fill(&self, path: &Path, text: &str) -> bool {
        let has_gaps = || text.contains("${") || text.contains("%{");
        !Module::takes(path) && self.read.contains(&plain(path)) && has_gaps()
    }

    /// What the file at `path` holds, if it is one of a configuration that can be read.
    pub(crate) fn contents(&self, path: &Path) -> Option<&Contents<'static>> {
        self.contents.get(path).filter(|it| it.broken().is_none())
    }
}

/// What a file holds for whoever calls it; what all have is there once.
fn joined(mut one: Contents<'static>, other: Contents<'static>) -> Contents<'static> {
    let known: Vec<_> = one.policies.iter().map(|it| (it.name(), it.span)).collect();
    one.policies
        .extend(other.policies.into_iter().filter(|it| !known.contains(&(it.name(), it.span))));
    let known = one.unchecked.clone();
    one.unchecked.extend(other.unchecked.into_iter().filter(|it| !known.contains(it)));
    one
}

/// What the file at `path` holds if this is its `text`, read with the files beside it; none if it cannot be read,
/// which reading it by itself tells.
pub(crate) fn configuration(path: &Path, text: &str) -> Option<Contents<'static>> {
    let folder = folder_of(path);
    let module = module(folder, folder, Some((path, text)))?;
    let contents = module.contents(Path::new(path.file_name()?)).cloned()?;
    if contents.broken().is_some() {
        return None;
    }
    Some(with_elsewhere(contents, &|_| false))
}

/// A path as a configuration tells it: `./` in front says nothing.
fn plain(path: &Path) -> PathBuf {
    path.components().collect()
}

/// What a file holds, and of what it holds in files that are not read, that this is not checked.
fn with_elsewhere(
    mut contents: Contents<'static>,
    is_read: &dyn Fn(&Path) -> bool,
) -> Contents<'static> {
    let elsewhere = std::mem::take(&mut contents.elsewhere);
    for (path, mut unchecked) in elsewhere {
        if !is_read(&path) {
            unchecked.reason = format!("{}: `{}`", unchecked.reason, path.display());
            contents.unchecked.push(unchecked);
        }
    }
    contents
}

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The configuration in a folder below `root`; of the file `instead` this text.
pub(crate) fn module(root: &Path, folder: &Path, instead: Option<(&Path, &str)>) -> Option<Module> {
    module_of(root, folder, instead, &Rooted::new(root).ok()?)
}

/// The same, with the files of `others`.
fn module_of(
    root: &Path,
    folder: &Path,
    instead: Option<(&Path, &str)>,
    others: &dyn Files,
) -> Option<Module> {
    let within = folder.strip_prefix(root).unwrap_or(Path::new(""));
    let name = |path: &Path| path.file_name().map(OsStr::to_owned);
    let instead = instead.and_then(|(path, text)| Some((within.join(name(path)?), text)));
    let mut files = Vec::new();
    for path in others.list(within).ok()?.into_iter().filter(|path| Module::takes(path)) {
        match &instead {
            Some((other, text)) if *other == path => files.push((path, (*text).to_owned())),
            // What cannot be read is told where it is checked.
            _ => files.extend(others.read(&path).ok().map(|text| (path, text))),
        }
    }
    Some(Module::new(files, others))
}

/// The files below a folder, and which of them were read.
struct Recorded {
    files: Rooted,
    read: Mutex<HashSet<PathBuf>>,
}

impl Recorded {
    fn new(root: &Path) -> Option<Self> {
        Some(Self { files: Rooted::new(root).ok()?, read: Mutex::default() })
    }

    fn read(self) -> HashSet<PathBuf> {
        self.read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Recorded {
    fn read(&self, path: &Path) -> Result<String, NotRead> {
        let text = self.files.read(path)?;
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(text)
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, NotRead> {
        self.files.list(folder)
    }
}

/// Whether a file is read as one of a configuration.
pub(crate) fn is_configuration(path: &Path, source: Option<found::Source>) -> bool {
    let is_file = path != Path::new(input::STDIN);
    is_file && Module::takes(path) && matches!(source, None | Some(found::Source::Terraform))
}
