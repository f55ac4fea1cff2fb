//! What a repository had at a revision.

use super::repository::Repository;
use crate::input;
use crate::marked::unmarked;
use iam_source::terraform::Module;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

/// The files of a repository at a commit, by their paths from its root.
#[derive(Debug)]
pub(super) struct Before {
    repository: Repository,
    files: BTreeMap<PathBuf, Blob>,
    /// What is not what it was.
    touched: HashSet<PathBuf>,
    /// What had another name there, as git tells it by what is in the files: the old name of each.
    renamed: HashMap<PathBuf, PathBuf>,
}

#[derive(Debug)]
struct Blob {
    id: String,
    is_link: bool,
}

/// How many links in a row are followed, as systems do.
const LINKS: usize = 40;

impl Before {
    /// What the repository around `path` had at `revision`; of those that are known already, it is not asked again.
    pub(super) fn of<'k>(
        known: &'k mut Vec<Self>,
        revision: &str,
        path: &Path,
    ) -> Result<&'k Self, String> {
        let where_it_is = || input::name(path);
        let Some(repository) = Repository::around(path) else {
            return Err(format!("--base: `{}` is in no repository of git", where_it_is()));
        };
        let is_it = |it: &Self| it.repository == repository;
        let at = if let Some(at) = known.iter().position(is_it) {
            at
        } else {
            let Some(commit) = repository.commit(revision)? else {
                let place = where_it_is();
                return Err(format!(
                    "--base: git knows no revision `{revision}` where `{place}` is"
                ));
            };
            known.push(Self::at(repository, &commit)?);
            known.len() - 1
        };
        known.get(at).ok_or_else(|| "--base: git knows nothing".to_owned())
    }

    fn at(repository: Repository, commit: &str) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        for line in repository.names(&["ls-tree", "-r", "-z", "--full-tree", commit])? {
            // `100644 blob 0f3e… ` and, after a tab, the path.
            let Some((facts, name)) = line.split_once('\t') else { continue };
            let mut facts = facts.split(' ');
            let (Some(mode), Some("blob"), Some(id)) = (facts.next(), facts.next(), facts.next())
            else {
                continue;
            };
            files.insert(name.into(), Blob { id: id.to_owned(), is_link: mode == "120000" });
        }
        let diff = |asked: &[&str]| {
            repository.names(&[&["diff", "-z", "--no-ext-diff"], asked, &[commit, "--"]].concat())
        };
        let touched = diff(&["--name-only", "--no-renames"])?;
        let parts = diff(&["--name-status", "-M", "--diff-filter=R"])?;
        let mut renamed = HashMap::new();
        // How alike they are, the old name, the new one.
        for part in parts.chunks_exact(3) {
            if let [_, old, new] = part {
                renamed.insert(new.into(), old.into());
            }
        }
        let touched = touched.into_iter().map(PathBuf::from).collect();
        Ok(Self { repository, files, touched, renamed })
    }

    /// The files that were at or below a path, as they are called from there.
    pub(super) fn files(&self, path: &Path) -> Vec<PathBuf> {
        let Some(folder) = self.repository.within(path) else { return Vec::new() };
        let below = self.files.range(folder.clone()..).map(|(it, _)| it);
        let below = below.take_while(|it| it.starts_with(&folder));
        let named = |it: &PathBuf| {
            let rest = it.strip_prefix(&folder).unwrap_or(it);
            // Joining nothing would end the name of a file with `/`.
            if rest.as_os_str().is_empty() { path.to_owned() } else { path.join(rest) }
        };
        below.map(named).collect()
    }

    /// Whether there was such a file.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.repository.within(path).is_some_and(|it| self.files.contains_key(&it))
    }

    /// Whether a file is what it was. What a link leads to may be another.
    pub(super) fn is_untouched(&self, path: &Path) -> bool {
        let is_file = path.symlink_metadata().is_ok_and(|it| it.is_file());
        is_file
            && self.repository.within(path).is_some_and(|it| {
                !self.touched.contains(&it) && self.files.get(&it).is_some_and(|it| !it.is_link)
            })
    }

    /// The files at or below a path that are not what they were, as they are called from there.
    pub(super) fn touched(&self, path: &Path) -> Vec<PathBuf> {
        let Some(folder) = self.repository.within(path) else { return Vec::new() };
        let below = self.touched.iter().filter_map(|it| it.strip_prefix(&folder).ok());
        below.filter(|rest| !rest.as_os_str().is_empty()).map(|rest| path.join(rest)).collect()
    }

    /// Whether a file that is not there is none that was taken away: what a sparse checkout leaves out.
    pub(super) fn is_left_out(&self, path: &Path) -> bool {
        let is_there = path.symlink_metadata().is_ok();
        let name = self.repository.within(path).filter(|_| !is_there);
        name.is_some_and(|it| self.files.contains_key(&it) && !self.touched.contains(&it))
    }

    /// Whether a file beyond a folder is not what it was.
    pub(super) fn is_touched_beyond(&self, folder: &Path) -> bool {
        let Some(folder) = self.repository.within(folder) else { return true };
        self.touched.iter().any(|it| !it.starts_with(&folder))
    }

    /// The files at or below a path that had another name, by the one that they have now.
    pub(super) fn renamed(&self, path: &Path) -> BTreeMap<PathBuf, PathBuf> {
        let Some(folder) = self.repository.within(path) else { return BTreeMap::new() };
        let within = |it: &PathBuf| it.strip_prefix(&folder).ok().map(|rest| path.join(rest));
        self.renamed.iter().filter_map(|(new, old)| Some((within(new)?, within(old)?))).collect()
    }

    /// The text of a file, and of what a link led to if that was at or below `root`; none if there was none.
    pub(super) fn text(&self, path: &Path, root: &Path) -> Result<Option<String>, String> {
        let (Some(mut name), Some(root)) =
            (self.repository.within(path), self.repository.within(root))
        else {
            return Ok(None);
        };
        for _ in 0..LINKS {
            let Some(blob) = self.files.get(&name) else { return Ok(None) };
            let bytes = self.repository.bytes(&["cat-file", "blob", &blob.id])?;
            if !blob.is_link {
                return decoded(path, bytes)
                    .map(Some)
                    .map_err(|why| format!("{} at the base: {why}", input::name(path)));
            }
            let target = String::from_utf8_lossy(&bytes).into_owned();
            match led_to(&name, Path::new(&target)) {
                Some(next) if next.starts_with(&root) => name = next,
                // As on the other side: a link out of the folder is not followed.
                _ => return Ok(None),
            }
        }
        Ok(None)
    }
}

/// The text of a file that is what it was.
pub(super) fn text_of_untouched(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    decoded(path, bytes)
}

/// Where a link of that name leads, from the root; none if it leads out of it.
fn led_to(link: &Path, target: &Path) -> Option<PathBuf> {
    let mut path = link.parent()?.to_owned();
    for part in target.components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir if path.pop() => {}
            _ => return None,
        }
    }
    Some(path)
}

/// As a file of the disk is read.
fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, String> {
    if let Some((_, text)) = unmarked(&bytes).filter(|_| !Module::takes(path)) {
        return text.map_err(str::to_owned);
    }
    String::from_utf8(bytes).map_err(|error| error.utf8_error().to_string())
}

#[cfg(test)]
mod tests {
    use super::led_to;
    use std::path::Path;

    #[test]
    fn a_link_leads_within_or_nowhere() {
        let to = |link: &str, target: &str| led_to(Path::new(link), Path::new(target));
        assert_eq!(to("env/vars.tf", "../m/vars.tf").as_deref(), Some(Path::new("m/vars.tf")));
        assert_eq!(to("a.json", "./real/p.json").as_deref(), Some(Path::new("real/p.json")));
        assert_eq!(to("a.json", "../p.json"), None);
        assert_eq!(to("a.json", "/etc/passwd"), None);
    }
}
