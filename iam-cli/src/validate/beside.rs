//! The path of a file as another file tells it: the same, however it is spelled and from wherever it is asked.

use crate::input;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A folder, and how the paths of files are told from it.
pub(super) struct Beside {
    folder: PathBuf,
}

impl Beside {
    /// The folder that `file` is in, be it there or not yet.
    pub(super) fn of(file: &Path) -> Self {
        let mut folder = whole(file);
        folder.pop();
        Self { folder }
    }

    /// Whether there is something at such a path.
    pub(super) fn has(&self, path: &str) -> bool {
        path == input::STDIN || self.folder.join(path).exists()
    }

    /// The path of `file` from here, with `/` between its steps: `../other/role.json`.
    pub(super) fn path(&self, file: &Path) -> String {
        if file == Path::new(input::STDIN) {
            return input::STDIN.to_owned();
        }
        let file = whole(file);
        let (mut from, mut to) =
            (self.folder.components().peekable(), file.components().peekable());
        while from.peek().is_some() && from.peek() == to.peek() {
            from.next();
            to.next();
        }
        let mut steps: Vec<String> = from.map(|_| "..".to_owned()).collect();
        // On another drive there is no way from here.
        if to.peek().is_some_and(|it| matches!(it, Component::Prefix(_))) {
            steps.clear();
        }
        for step in to {
            match step {
                Component::RootDir => {}
                step => steps.push(input::distinct(Path::new(step.as_os_str())).into_owned()),
            }
        }
        steps.join("/")
    }
}

/// The path from the root: links to folders are followed, one to the file is not.
fn whole(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if let (Ok(folder), Some(name)) = (fs::canonicalize(folder), file.file_name()) {
        return folder.join(name);
    }
    // What is not there is told by its name alone.
    let mut whole = PathBuf::new();
    for step in std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).components() {
        match step {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            step => whole.push(step),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::Beside;
    use std::path::Path;

    #[test]
    fn one_file_has_one_path() {
        let beside = Beside::of(Path::new("src/known.json"));
        for spelled in ["src/main.rs", "./src/main.rs", "src/../src/main.rs", "src/./main.rs"] {
            assert_eq!(beside.path(Path::new(spelled)), "main.rs", "{spelled}");
        }
        let absolute = std::env::current_dir().unwrap_or_default().join("src/main.rs");
        assert_eq!(beside.path(&absolute), "main.rs");
        assert_eq!(beside.path(Path::new("src/validate/known.rs")), "validate/known.rs");
        assert_eq!(beside.path(Path::new("Cargo.toml")), "../Cargo.toml");
        assert_eq!(beside.path(Path::new("-")), "-");
    }

    #[test]
    fn what_is_not_there_has_a_path_too() {
        let beside = Beside::of(Path::new("known.json"));
        assert_eq!(beside.path(Path::new("./gone/../gone/role.json")), "gone/role.json");
        let nowhere = Beside::of(Path::new("gone/known.json"));
        assert_eq!(nowhere.path(Path::new("src/main.rs")), "../src/main.rs");
    }
}
