//! Bytes of files and of standard input.

use crate::marked::unmarked;
use crate::visible::visible;
use iam_source::terraform::Module;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Files and lines beyond this are not read: IAM's largest policies have some 20 kB.
pub(crate) const MAX_BYTES: usize = 256 << 20;

/// The path that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// The whole of a file, or of standard input for `-`; otherwise why not, in one line.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let limit = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if path == Path::new(STDIN) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| {
            // As much as is there, not the double: the text stays while its findings are printed.
            let length = file.metadata().map_or(0, |it| it.len()).min(limit);
            bytes.reserve_exact(usize::try_from(length).unwrap_or(0) + 1);
            file.take(limit).read_to_end(&mut bytes)
        })
    };
    match read {
        Err(error) => Err(format!("cannot read {}: {error}", name(path))),
        Ok(_) if bytes.len() > MAX_BYTES => {
            Err(format!("cannot read {}: it is larger than {} MiB", name(path), MAX_BYTES >> 20))
        }
        Ok(_) => Ok(bytes),
    }
}

/// The same as text, without a byte order mark.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let bytes = read(path)?;
    let cannot = |why: &dyn std::fmt::Display| format!("cannot read {}: {why}", name(path));
    match unmarked(&bytes) {
        // A configuration is read with the files beside it, and those have theirs.
        Some((mark, _)) if Module::takes(path) && mark.is_utf_16() => Err(cannot(&NO_TERRAFORM)),
        Some((_, text)) if !Module::takes(path) => text.map_err(|why| cannot(&why)),
        _ => String::from_utf8(bytes).map_err(|error| cannot(&error.utf8_error())),
    }
}

/// What is said of a file of Terraform that is not UTF-8, but could be read.
pub(crate) const NO_TERRAFORM: &str =
    "it is UTF-16, which Terraform does not read: save it as UTF-8";

/// A path to show to people.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new(STDIN) {
        return "<stdin>".to_owned();
    }
    visible(&distinct(path)).into_owned()
}

/// A path as text, another for each path: bytes that are not UTF-8 are `\xff`, and the backslash of what
/// looks like that is `\x5c`.
pub(crate) fn distinct(path: &Path) -> Cow<'_, str> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains("\\x")
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        shown.push_str(&chunk.valid().replace("\\x", "\\x5cx"));
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    Cow::Owned(shown)
}
