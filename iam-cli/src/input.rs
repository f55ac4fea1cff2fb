//! Bytes of files and of standard input.

use crate::visible::visible;
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
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => Err(format!("cannot read {}: {error}", name(path))),
        Ok(_) if bytes.len() > MAX_BYTES => {
            Err(format!("cannot read {}: it is larger than {} MiB", name(path), MAX_BYTES >> 20))
        }
        Ok(_) => Ok(bytes),
    }
}

/// A path to show to people.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new(STDIN) {
        return "<stdin>".to_owned();
    }
    visible(&path.to_string_lossy()).into_owned()
}
