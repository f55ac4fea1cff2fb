//! Paths to the files to check.

use crate::input;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A path of a run: a file to check, or what is not checked and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The file or folder, or `-`.
    pub(crate) path: PathBuf,
    /// The folder that was given, or that of the file that was.
    pub(crate) root: PathBuf,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It was named, so that it is checked whatever is in it.
    Named,
    /// A file of a folder: checked if it may be a policy.
    Found,
    /// Left out, unread.
    LeftOut(LeftOut),
}

/// Why something in a folder was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOut {
    /// A JSON file that is no policy, and what it is or lacks.
    NoPolicy(&'static str),
    /// A folder whose name starts with a dot.
    HiddenFolder,
    /// A folder that holds what others have built.
    BuiltFolder,
    /// A link to a folder: following it might go in circles.
    LinkToFolder,
    /// A link to a file that is not below the folder that was given.
    LinkOutside,
    /// A pipe, a socket or a device called `*.json`.
    NoRegularFile,
}

/// What the paths of the command line lead to.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// In the order of the paths; within a folder by name.
    pub(crate) all: Vec<Source>,
    /// What could not be read, and why.
    pub(crate) problems: Vec<(PathBuf, String)>,
}

impl Sources {
    /// Takes what was named for no more than what a folder has: it is checked if it may be a policy.
    pub(crate) fn ask_of_named(&mut self) {
        for source in &mut self.all {
            if source.kind == Kind::Named {
                source.kind = Kind::Found;
            }
        }
    }
}

/// Folders that hold what others have built.
const BUILT: [&str; 2] = ["target", "node_modules"];

/// Walks `paths`. Links to files below the same path are followed, links to folders are not: there are no circles,
/// and nothing is read that was not given.
pub(crate) fn walk(paths: &[PathBuf]) -> Sources {
    let mut sources = Sources::default();
    let mut from_stdin = false;
    for path in paths {
        if path == Path::new(input::STDIN) {
            if from_stdin {
                let why = "`-` is given twice: standard input can be read once".to_owned();
                sources.problems.push((path.clone(), why));
                continue;
            }
            from_stdin = true;
        } else if path.is_dir() {
            folder(path, &mut sources);
            continue;
        }
        let root = path.parent().filter(|it| !it.as_os_str().is_empty());
        let root = root.unwrap_or(Path::new(".")).to_owned();
        sources.all.push(Source { path: path.clone(), root, kind: Kind::Named });
    }
    sources
}

/// What lies ahead of the walk.
enum Ahead {
    Folder(PathBuf),
    Source(Source),
}

fn folder(root: &Path, sources: &mut Sources) {
    let mut ahead = vec![Ahead::Folder(root.to_owned())];
    while let Some(next) = ahead.pop() {
        let path = match next {
            Ahead::Source(source) => {
                sources.all.push(source);
                continue;
            }
            Ahead::Folder(path) => path,
        };
        match entries(root, &path, &mut sources.problems) {
            // The last to be put ahead is the first to be taken.
            Ok(entries) => ahead.extend(entries.into_iter().rev()),
            Err(error) => {
                let why = format!("cannot read {}: {error}", input::name(&path));
                sources.problems.push((path, why));
            }
        }
    }
}

/// What is in `folder`, by name.
fn entries(
    root: &Path,
    folder: &Path,
    problems: &mut Vec<(PathBuf, String)>,
) -> io::Result<Vec<Ahead>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        paths.push((entry.path(), entry.file_type()?));
    }
    paths.sort_by(|(one, _), (other, _)| one.cmp(other));
    let ahead = paths.into_iter().filter_map(|(path, file_type)| {
        let source = |path, kind| Some(Ahead::Source(Source { path, root: root.to_owned(), kind }));
        let left_out = |path, why| source(path, Kind::LeftOut(why));
        if file_type.is_dir() {
            return match folder_left_out(path.file_name().unwrap_or_default()) {
                Some(why) => left_out(path, why),
                None => Some(Ahead::Folder(path)),
            };
        }
        if file_type.is_symlink() && path.is_dir() {
            return left_out(path, LeftOut::LinkToFolder);
        }
        if !may_hold_policies(&path) {
            return None;
        }
        // A link is followed, as far as what was given goes.
        match fs::metadata(&path) {
            Ok(_) if file_type.is_symlink() && !leads_below(root, &path) => {
                left_out(path, LeftOut::LinkOutside)
            }
            Ok(metadata) if metadata.is_file() => source(path, Kind::Found),
            Ok(_) => left_out(path, LeftOut::NoRegularFile),
            Err(error) => {
                let why = format!("cannot read {}: {error}", input::name(&path));
                problems.push((path, why));
                None
            }
        }
    });
    Ok(ahead.collect())
}

/// Whether a link leads to something below `root`.
pub(crate) fn leads_below(root: &Path, link: &Path) -> bool {
    let target = fs::canonicalize(link);
    target.is_ok_and(|target| fs::canonicalize(root).is_ok_and(|root| target.starts_with(root)))
}

fn folder_left_out(name: &OsStr) -> Option<LeftOut> {
    if name.as_encoded_bytes().starts_with(b".") {
        return Some(LeftOut::HiddenFolder);
    }
    BUILT.iter().any(|built| name == *built).then_some(LeftOut::BuiltFolder)
}

/// What the names of files end in that may hold policies.
const ENDINGS: [&str; 5] = ["json", "yaml", "yml", "template", "tf"];

/// Whether a file of a folder is looked at, by its name.
pub(crate) fn may_hold_policies(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ENDINGS.iter().any(|ending| extension.eq_ignore_ascii_case(ending))
    })
}

impl LeftOut {
    /// Why one thing was left out.
    pub(crate) fn reason(self) -> String {
        match self {
            Self::NoPolicy(what) => format!("no policy: {what}"),
            Self::HiddenFolder => "a hidden folder".to_owned(),
            Self::BuiltFolder => "a folder of built files".to_owned(),
            Self::LinkToFolder => "a link to a folder".to_owned(),
            Self::LinkOutside => "a link out of the folder".to_owned(),
            Self::NoRegularFile => "not a regular file".to_owned(),
        }
    }

    /// How several are counted, such as `hidden folders`.
    fn plural(self) -> &'static str {
        match self {
            Self::NoPolicy(_) => "files",
            Self::HiddenFolder => "hidden folders",
            Self::BuiltFolder => "folders of built files",
            Self::LinkToFolder => "links to folders",
            Self::LinkOutside => "links out of the folder",
            Self::NoRegularFile => "not regular files",
        }
    }
}

/// What was left out in one run, in few lines: `5 files are no policy: 4 without `Statement` …`.
pub(crate) fn summary(left_out: &[LeftOut]) -> Option<String> {
    let mut sorted = left_out.to_vec();
    sorted.sort_unstable();
    let (mut files, mut no_policies, mut others) = (0, Vec::new(), Vec::new());
    for alike in sorted.chunk_by(|one, other| one == other) {
        match alike {
            [LeftOut::NoPolicy(what), ..] => {
                files += alike.len();
                no_policies.push(format!("{} {what}", alike.len()));
            }
            [one] => others.push(format!("1 {}", one.reason().trim_start_matches("a "))),
            [one, ..] => others.push(format!("{} {}", alike.len(), one.plural())),
            [] => {}
        }
    }
    let mut parts = Vec::new();
    match files {
        0 => {}
        1 => parts.push(format!("1 file is no policy: {}", no_policies.concat())),
        _ => parts.push(format!("{files} files are no policy: {}", no_policies.join(", "))),
    }
    if !others.is_empty() {
        parts.push(format!("left out: {}", others.join(", ")));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}
