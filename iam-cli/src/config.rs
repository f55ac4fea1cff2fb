//! The `iam.toml` of each policy: found, read once, and asked at the end what it silenced.

use crate::input;
use iam_core::config::{Allow, Config};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

const FILE_NAME: &str = "iam.toml";

/// An `iam.toml`.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) config: Config,
    /// Its own path, to show.
    name: String,
    /// The folder that its paths are relative to.
    folder: PathBuf,
}

impl Project {
    /// The path of a file as the config names it: from its folder, parted by `/`.
    pub(crate) fn path_of(&self, file: &Path) -> String {
        let absolute = absolute(file);
        let inside = absolute.strip_prefix(&self.folder).unwrap_or(file);
        inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// Finds and reads each `iam.toml` once.
#[derive(Debug, Default)]
pub(crate) struct Projects {
    /// `--config`, which stands for every file.
    fixed: Option<Arc<Project>>,
    by_folder: RefCell<HashMap<PathBuf, Found>>,
    all: RefCell<Vec<Used>>,
}

/// What there is for a folder; a config with mistakes has been told, and counts as one.
type Found = Result<Option<Arc<Project>>, Rc<str>>;

/// A project, and which of its entries have silenced something or might have.
#[derive(Debug)]
struct Used {
    project: Arc<Project>,
    silenced: BTreeSet<usize>,
    covering: BTreeSet<usize>,
}

impl Projects {
    /// Every file's project is that of `config`, if one is given.
    pub(crate) fn new(config: Option<&Path>) -> Result<Self, String> {
        let projects = Self::default();
        let Some(path) = config else { return Ok(projects) };
        let project = projects.read(path)?;
        Ok(Self { fixed: Some(project), ..projects })
    }

    /// The project of a file: the nearest `iam.toml` in its folder or one above.
    pub(crate) fn of(&self, file: &Path) -> Found {
        if let Some(project) = &self.fixed {
            return Ok(Some(Arc::clone(project)));
        }
        let from_stdin = file == Path::new(input::STDIN);
        let absolute = absolute(if from_stdin { Path::new("./-") } else { file });
        absolute.parent().map_or(Ok(None), |folder| self.above(folder))
    }

    fn above(&self, folder: &Path) -> Found {
        let known = self.by_folder.borrow().get(folder).cloned();
        if let Some(found) = known {
            return found;
        }
        let path = folder.join(FILE_NAME);
        let found = if path.is_file() {
            self.read(&path).map(Some).map_err(Rc::from)
        } else {
            folder.parent().map_or(Ok(None), |parent| self.above(parent))
        };
        self.by_folder.borrow_mut().insert(folder.to_owned(), found.clone());
        found
    }

    fn read(&self, path: &Path) -> Result<Arc<Project>, String> {
        let bytes = input::read(path)?;
        let name = input::name(&shortest(path));
        let text = String::from_utf8(bytes)
            .map_err(|error| format!("cannot read {name}: {}", error.utf8_error()))?;
        let config = Config::parse(&text).map_err(|error| {
            let lines = error.problems().iter().map(|problem| format!("{name}:{problem}"));
            lines.collect::<Vec<_>>().join("\nerror: ")
        })?;
        let folder = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
        let project = Arc::new(Project { config, name, folder });
        self.all.borrow_mut().push(Used {
            project: Arc::clone(&project),
            silenced: BTreeSet::new(),
            covering: BTreeSet::new(),
        });
        Ok(project)
    }

    /// Notes that a file of `project` was checked, and which entries silenced something in it.
    pub(crate) fn note(&self, project: &Arc<Project>, file: &Path, silenced: BTreeSet<usize>) {
        let path = project.path_of(file);
        let mut all = self.all.borrow_mut();
        let Some(used) = all.iter_mut().find(|used| Arc::ptr_eq(&used.project, project)) else {
            return;
        };
        let allows = project.config.allows().iter().enumerate();
        used.covering.extend(allows.filter(|(_, it)| it.covers(&path)).map(|(index, _)| index));
        used.silenced.extend(silenced);
    }

    /// The entries that might have silenced something in the files checked, and did not.
    pub(crate) fn unused(&self) -> Vec<String> {
        let all = self.all.borrow();
        let unused = all.iter().flat_map(|used| {
            let idle = used.covering.difference(&used.silenced);
            let allows = idle.filter_map(|index| used.project.config.allows().get(*index));
            allows.map(|allow| unused_line(&used.project.name, allow))
        });
        unused.collect()
    }
}

fn unused_line(name: &str, allow: &Allow) -> String {
    let at = allow.position;
    let (line, column) = (at.line, at.column + 1);
    format!("{name}:{line}:{column}: this `allow` of `{}` silences nothing", allow.code)
}

/// The path from the root, without `.` and `..`; links are left as they are.
fn absolute(path: &Path) -> PathBuf {
    let from_root = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in from_root.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The path from the working folder, if it lies within.
fn shortest(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
