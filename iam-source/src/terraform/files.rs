//! The files beside the ones that are read.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Where a configuration finds what it refers to: local modules, and the files of `file("…")`.
///
/// All paths are relative to one root, and lead nowhere else.
pub trait Files: Sync {
    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it is not read.
    fn read(&self, path: &Path) -> Result<String, NotRead>;

    /// The paths of the files in a folder, whatever they are called, without those in folders within.
    ///
    /// # Errors
    ///
    /// Why it is not read.
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, NotRead>;
}

/// Why a file or a folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRead {
    /// It is outside of the root.
    Outside,
    /// It is not there.
    Missing,
    /// It is longer than what is read.
    TooLong,
    /// There are too many of them.
    TooMany,
    /// It is no text of UTF-8.
    NoText,
    /// The system does not let it be read.
    Refused,
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "it is outside of the folder that was given",
            Self::Missing => "it is not there",
            Self::TooLong => "it is too long",
            Self::TooMany => "too many were read",
            Self::NoText => "it is no text of UTF-8",
            Self::Refused => "it cannot be read",
        })
    }
}

impl Error for NotRead {}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::InvalidData => Self::NoText,
            _ => Self::Refused,
        }
    }
}

/// No files but those that are given.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "nothing")]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &Path) -> Result<String, NotRead> {
        Err(NotRead::Outside)
    }

    fn list(&self, _: &Path) -> Result<Vec<PathBuf>, NotRead> {
        Err(NotRead::Outside)
    }
}

/// The files below a folder of the disk; neither `..` nor a symbolic link leads out of it.
#[derive(Clone, Debug)]
pub struct Rooted {
    root: PathBuf,
}

impl Rooted {
    /// The longest file that is read.
    pub const MAX_LEN: u64 = 8 << 20;

    /// The files below this folder.
    ///
    /// # Errors
    ///
    /// If there is no such folder.
    pub fn new(root: &Path) -> Result<Self, NotRead> {
        Ok(Self { root: fs::canonicalize(root)? })
    }

    fn within(&self, path: &Path) -> Result<PathBuf, NotRead> {
        let path = normal(path).ok_or(NotRead::Outside)?;
        let path = fs::canonicalize(self.root.join(path))?;
        if path.starts_with(&self.root) { Ok(path) } else { Err(NotRead::Outside) }
    }
}

impl Files for Rooted {
    fn read(&self, path: &Path) -> Result<String, NotRead> {
        let path = self.within(path)?;
        // Reading a pipe or a device may never end.
        if !fs::metadata(&path)?.is_file() {
            return Err(NotRead::Refused);
        }
        let mut text = String::new();
        let len = fs::File::open(path)?.take(Self::MAX_LEN + 1).read_to_string(&mut text)?;
        if u64::try_from(len).is_ok_and(|len| len <= Self::MAX_LEN) {
            Ok(text)
        } else {
            Err(NotRead::TooLong)
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, NotRead> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(self.within(folder)?)? {
            paths.push(folder.join(entry?.file_name()));
        }
        paths.sort();
        Ok(paths)
    }
}

/// The path without `.` and `..`; none if it leads out of where it starts.
pub(crate) fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => normal.push(name),
            Component::ParentDir => {
                if !normal.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_nowhere_else() {
        assert_eq!(normal(Path::new("./a/../b/./c")), Some(PathBuf::from("b/c")));
        for path in ["..", "a/../../b", "/etc/passwd"] {
            assert_eq!(normal(Path::new(path)), None, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_else() {
        let root = std::env::temp_dir().join(format!("iam-source-{}", std::process::id()));
        let inside = root.join("inside");
        fs::create_dir_all(&inside).expect("a folder");
        fs::write(root.join("secret"), "x").expect("a file");
        fs::write(inside.join("plain"), "y").expect("a file");
        std::os::unix::fs::symlink(root.join("secret"), inside.join("link")).expect("a link");
        let files = Rooted::new(&inside).expect("a folder");
        assert_eq!(files.read(Path::new("link")), Err(NotRead::Outside));
        assert_eq!(files.read(Path::new("../secret")), Err(NotRead::Outside));
        assert_eq!(files.read(Path::new("plain")), Ok("y".to_owned()));
        assert_eq!(files.read(Path::new("none")), Err(NotRead::Missing));
        assert_eq!(files.read(Path::new(".")), Err(NotRead::Refused));
        assert_eq!(files.list(Path::new("")).map(|it| it.len()), Ok(2));
        fs::remove_dir_all(root).expect("gone");
    }
}
