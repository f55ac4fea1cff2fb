//! `--output`: the old file or the new one, whole.

use crate::program::{run, stderr};
use std::fs;
use std::path::PathBuf;

/// A folder of its own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("clumio-output-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn an_old_file_is_replaced_and_nothing_is_left_beside_it() {
    let folder = folder("replace");
    let path = folder.join("file.json");
    fs::write(&path, "old").unwrap();
    let output = run(&["--assets", "s3", "--output", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(fs::read(&path).unwrap(), run(&["--assets", "s3"]).stdout);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_list_of_assets_goes_there_too() {
    let folder = folder("list");
    let path = folder.join("list");
    let output = run(&["--list-assets", "--output", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read(&path).unwrap(), run(&["--list-assets"]).stdout);
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(target_os = "linux")]
mod on_linux {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    #[test]
    fn permissions_and_links_stay() {
        let folder = folder("links");
        let (path, link) = (folder.join("file.json"), folder.join("link.json"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        let output = run(&["--assets", "s3", "--output", link.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
        assert_eq!(fs::read(&path).unwrap(), run(&["--assets", "s3"]).stdout);
        fs::remove_dir_all(folder).unwrap();
    }

    /// `/dev/full` answers every write as a full disk does, and is no file to be replaced.
    #[test]
    fn a_device_is_written_to() {
        let output = run(&["--assets", "s3", "--output", "/dev/full"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).starts_with("error: --output: cannot write /dev/full: "));
        assert!(fs::metadata("/dev/full").is_ok_and(|it| !it.is_file()));
        let output = run(&["--assets", "s3", "--output", "/dev/null"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}
