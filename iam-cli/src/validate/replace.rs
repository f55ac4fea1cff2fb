//! A file that is either the old one or the new one, whole.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes beside the file and renames, so that a full disk leaves the old file as it was and nobody reads
/// half of the new one. A link stays a link.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // The file that a link leads to, not the link.
    let path = fs::canonicalize(path)?;
    let old = fs::metadata(&path)?;
    if !old.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    // A file that is protected stays as it is, though its folder would let it be replaced.
    fs::OpenOptions::new().write(true).open(&path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = builder(old.permissions())
        .prefix(".iam-")
        .tempfile_in(folder)
        .map_err(|error| in_folder(&error))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// The error without the name of the new file, of which nobody has heard.
fn in_folder(error: &io::Error) -> io::Error {
    let kind = error.kind();
    let reason = format!("no new file can be made in its folder: {}", io::Error::from(kind));
    io::Error::new(kind, reason)
}

/// With the permissions of the old file.
#[cfg(unix)]
fn builder(old: Permissions) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(old);
    builder
}

/// Elsewhere a file has those of its folder.
#[cfg(not(unix))]
fn builder(_: Permissions) -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
