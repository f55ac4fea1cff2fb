//! Where the text goes: standard output, or a file that is either the old one or the new one, whole.

use crate::complaint::Complaint;
use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes to a file, or to standard output if there is none or it is `-`.
pub(crate) fn write(text: &str, path: Option<&Path>) -> Result<(), Complaint> {
    match path.filter(|path| *path != Path::new("-")) {
        None => print(text),
        Some(path) => replace(path, text)
            .map_err(|error| format!("--output: cannot write {}: {error}", path.display())),
    }
}

pub(crate) fn print(text: &str) -> Result<(), Complaint> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.map_err(|error| format!("cannot write to standard output: {error}")),
    }
}

/// Writes beside the file and renames, so that a full disk leaves the old file as it was and nobody reads
/// half of the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // The file that a link leads to, not the link.
    let target = fs::canonicalize(path);
    let path = match &target {
        Ok(target) => target.as_path(),
        // There is no such file yet; a link that leads nowhere is followed when it is opened.
        Err(_) if path.is_symlink() => return fs::write(path, text),
        Err(_) => path,
    };
    let old = fs::metadata(path).ok();
    // A pipe or a device is written to, and cannot be replaced.
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::write(path, text);
    }
    // A file that is protected stays as it is, though its folder would let it be replaced.
    if old.is_some() {
        fs::OpenOptions::new().write(true).open(path)?;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = builder(old.map(|old| old.permissions()))
        .prefix(".clumio-permissions-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| in_folder(&error))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// The error without the name of the new file, of which nobody has heard.
fn in_folder(error: &io::Error) -> io::Error {
    let kind = error.kind();
    let reason = match kind {
        io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
        _ => format!("no new file can be made in its folder: {}", io::Error::from(kind)),
    };
    io::Error::new(kind, reason)
}

/// With the permissions of the old file, or those that any new file has.
#[cfg(unix)]
fn builder(old: Option<Permissions>) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut builder = tempfile::Builder::new();
    builder.permissions(old.unwrap_or_else(|| Permissions::from_mode(0o666)));
    builder
}

/// Elsewhere a file has those of its folder.
#[cfg(not(unix))]
fn builder(_: Option<Permissions>) -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
