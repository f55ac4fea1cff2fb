//! The `iam.toml` of each policy: found, read once, and asked at the end what it silenced.

use crate::input;
use iam_project::config::Allow;
use iam_project::find::{beyond, nearest};
use iam_project::path::{absolute, shown};
use iam_project::project::{Project, ProjectError};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Finds and reads each `iam.toml` once.
#[derive(Debug, Default)]
pub(crate) struct Projects {
    /// `--config`, which stands for every file.
    fixed: Option<Arc<Project>>,
    by_folder: RefCell<HashMap<PathBuf, Found>>,
    by_config: RefCell<HashMap<PathBuf, Found>>,
    /// That of files for which there is no config.
    none: Arc<Project>,
    all: RefCell<Vec<Used>>,
    /// Configs above the projects of files that have none.
    beyond: RefCell<BTreeSet<PathBuf>>,
}

/// What there is for a file; a config with mistakes has been told, and counts as one.
type Found = Result<Arc<Project>, Rc<[String]>>;

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
        // One that is named may be a pipe.
        let bytes = input::read(path).map_err(|why| vec![why])?;
        let text = String::from_utf8(bytes).map_err(|error| {
            vec![format!("cannot read {}: {}", input::name(path), error.utf8_error())]
        })?;
        let project = projects.add(Project::parse(path, &text))?;
        Ok(Self { fixed: Some(project), ..projects })
    }

    /// The project of a file.
    pub(crate) fn of(&self, file: &Path) -> Found {
        if let Some(project) = &self.fixed {
            return Ok(Arc::clone(project));
        }
        let from_stdin = file == Path::new(input::STDIN);
        let file = if from_stdin { Path::new("./-") } else { file };
        let folder = absolute(file).parent().map(Path::to_owned).unwrap_or_default();
        let known = self.by_folder.borrow().get(&folder).cloned();
        known.unwrap_or_else(|| {
            let found = if let Some(config) = nearest(file) {
                self.at(config)
            } else {
                self.beyond.borrow_mut().extend(beyond(file));
                Ok(Arc::clone(&self.none))
            };
            self.by_folder.borrow_mut().insert(folder, found.clone());
            found
        })
    }

    /// That of the `iam.toml` of this path.
    fn at(&self, config: PathBuf) -> Found {
        let known = self.by_config.borrow().get(&config).cloned();
        known.unwrap_or_else(|| {
            let found = self.add(Project::read(&config)).map_err(Rc::from);
            self.by_config.borrow_mut().insert(config, found.clone());
            found
        })
    }

    fn add(&self, read: Result<Project, ProjectError>) -> Result<Arc<Project>, Vec<String>> {
        let project = read.map_err(|error| error.lines(&input::name(shown(error.file()))))?;
        let project = Arc::new(project);
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
        let allows = project.config().allows().iter().enumerate();
        used.covering.extend(allows.filter(|(_, it)| it.covers(&path)).map(|(index, _)| index));
        used.silenced.extend(silenced);
    }

    /// The configs that stand above the projects of policies, and so were not read.
    pub(crate) fn not_read(&self) -> Vec<String> {
        let beyond = self.beyond.borrow();
        let lines = beyond.iter().map(|config| {
            let name = input::name(shown(config));
            format!("{name} is not read: it stands above the project; `--config` takes it anyway")
        });
        lines.collect()
    }

    /// The entries that silence nothing: their path was walked, and policies in Rust are not under it.
    pub(crate) fn unused(&self) -> Vec<String> {
        let all = self.all.borrow();
        let unused = all.iter().flat_map(|used| {
            let idle = used.covering.difference(&used.silenced);
            let allows = idle.filter_map(|index| used.project.config().allows().get(*index));
            let folder = used.project.file().and_then(Path::parent).unwrap_or(Path::new(""));
            let name = used.project.file().map(|file| input::name(shown(file))).unwrap_or_default();
            let of_files = allows.filter(move |allow| is_about_files(folder, allow));
            of_files.map(move |allow| unused_line(&name, allow))
        });
        unused.collect()
    }
}

/// Whether this run can tell that the entry is idle. Macros honour it as well, and what they find in Rust
/// source is not seen here: an entry without `path`, or whose path may hold source, may be theirs.
fn is_about_files(folder: &Path, allow: &Allow) -> bool {
    let Some(path) = &allow.path else { return false };
    let is_json = |name: &str| Path::new(name).extension().is_some_and(|it| it == "json");
    let root_marks = ["Cargo.toml", "Cargo.lock"];
    let mut folders = folder.ancestors();
    is_json(path) || !folders.any(|at| root_marks.iter().any(|mark| at.join(mark).exists()))
}

fn unused_line(name: &str, allow: &Allow) -> String {
    let at = allow.position;
    let (line, column) = (at.line, at.column + 1);
    format!("{name}:{line}:{column}: this `allow` of `{}` silences nothing", allow.code)
}
