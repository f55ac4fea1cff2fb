//! The `iam.toml` of each policy: found, read once, and asked at the end what it silenced.

use crate::input;
use iam_project::config::{Allow, Config};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
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
type Found = Result<Option<Arc<Project>>, Rc<[String]>>;

/// A project, and which of its entries have silenced something or might have.
#[derive(Debug)]
struct Used {
    project: Arc<Project>,
    silenced: BTreeSet<usize>,
    covering: BTreeSet<usize>,
}

impl Projects {
    /// Every file's project is that of `config`, if one is given.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub(crate) fn new(config: Option<&Path>) -> Result<Self, Vec<String>> {
        let projects = Self::default();
        let Some(path) = config else { return Ok(projects) };
        let project = projects.read(path, true)?;
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
        // Whatever has this name is meant to be one, be it a link that leads nowhere.
        let found = if is_there(&path) {
            self.read(&path, false).map(Some).map_err(Rc::from)
        } else {
            folder.parent().map_or(Ok(None), |parent| self.above(parent))
        };
        self.by_folder.borrow_mut().insert(folder.to_owned(), found.clone());
        found
    }

    /// One that is `named` may be a pipe.
    fn read(&self, path: &Path, named: bool) -> Result<Arc<Project>, Vec<String>> {
        let shown = shortest(path);
        let name = input::name(&shown);
        let unreadable = |why: String| vec![format!("cannot read {name}: {why}")];
        if !named {
            is_readable(path).map_err(unreadable)?;
        }
        let bytes = input::read(path).map_err(|why| vec![why])?;
        let text =
            String::from_utf8(bytes).map_err(|error| unreadable(error.utf8_error().to_string()))?;
        let config = Config::parse(&text).map_err(|error| {
            let lines = error.problems().iter().map(|problem| format!("{name}:{problem}"));
            lines.collect::<Vec<_>>()
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

    /// The entries that silence nothing: their path was walked, and policies in Rust are not under it.
    pub(crate) fn unused(&self) -> Vec<String> {
        let all = self.all.borrow();
        let unused = all.iter().flat_map(|used| {
            let idle = used.covering.difference(&used.silenced);
            let allows = idle.filter_map(|index| used.project.config.allows().get(*index));
            let of_files = allows.filter(|allow| used.project.is_about_files(allow));
            of_files.map(|allow| unused_line(&used.project.name, allow))
        });
        unused.collect()
    }
}

impl Project {
    /// Whether this run can tell that the entry is idle. Macros honour it as well, and what they find in
    /// Rust source is not seen here: an entry without `path`, or whose path may hold source, may be theirs.
    fn is_about_files(&self, allow: &Allow) -> bool {
        let Some(path) = &allow.path else { return false };
        let is_json = |name: &str| Path::new(name).extension().is_some_and(|it| it == "json");
        let root_marks = ["Cargo.toml", "Cargo.lock"];
        let mut folders = self.folder.ancestors();
        is_json(path) || !folders.any(|at| root_marks.iter().any(|mark| at.join(mark).exists()))
    }
}

fn is_there(file: &Path) -> bool {
    match std::fs::symlink_metadata(file) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// Whether a config can be read from there; a pipe would be waited for without end.
fn is_readable(file: &Path) -> Result<(), String> {
    match std::fs::metadata(file) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(metadata) if metadata.is_dir() => Err("it is a folder, not a file".to_owned()),
        Ok(_) => Err("it is not a regular file".to_owned()),
        Err(error) => {
            let is_link = std::fs::symlink_metadata(file).is_ok_and(|it| it.is_symlink());
            Err(if is_link && error.kind() == ErrorKind::NotFound {
                "it is a link that leads nowhere".to_owned()
            } else {
                error.to_string()
            })
        }
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
