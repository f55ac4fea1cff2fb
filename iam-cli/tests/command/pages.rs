//! What the pages for each kind of user show is what the command prints.
//!
//! A block of `console` in `docs/for` and in the README is a session in a checkout of this repository: `$` and a command, then all that
//! it prints. A status other than 0 is asked for by `$ echo $?`. After a change that is meant,
//! `PAGES=overwrite cargo test -p iam-cli --test command pages` writes the pages anew.

use crate::program::Folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FENCE: &str = "```";
const ASK_FOR_STATUS: &str = "$ echo $?\n";

/// What a page shows, to be run in `folder`.
struct Session<'a> {
    folder: &'a Folder,
    commands: usize,
}

impl Session<'_> {
    /// The page as it has to be: each command followed by what it prints.
    fn rewrite(&mut self, page: &str) -> String {
        let mut written = String::new();
        let mut lines = page.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            written.push_str(line);
            if line.trim_end() != "```console" {
                continue;
            }
            while let Some(line) = lines.next_if(|line| !line.starts_with(FENCE)) {
                if !line.starts_with("$ ") || line == ASK_FOR_STATUS {
                    // It was printed before.
                    continue;
                }
                let mut command = line.to_owned();
                while command.ends_with("\\\n") {
                    command.push_str(lines.next().unwrap());
                }
                written.push_str(&command);
                written.push_str(&self.run(&command[2..]));
            }
        }
        written
    }

    fn run(&mut self, command: &str) -> String {
        self.commands += 1;
        let program = Path::new(env!("CARGO_BIN_EXE_iam"));
        let mut path = program.parent().unwrap().as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap());
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(&self.folder.0)
            .env("PATH", path)
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let mut printed = String::from_utf8(output.stdout).unwrap();
        let status = output.status.code().unwrap();
        if status != 0 {
            printed += ASK_FOR_STATUS;
            printed += &status.to_string();
            printed.push('\n');
        }
        printed
    }
}

/// A checkout with the files that the pages speak of.
fn checkout(name: &str) -> Folder {
    let folder = Folder::new(&format!("pages-{name}"), &[]);
    for files in ["examples/held", "iam-cli/tests/simulate"] {
        copy(&root().join(files), &folder.0.join(files));
    }
    let name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
    for args in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "-m", "Start"]] {
        let git = Command::new("git").arg("-C").arg(&folder.0).args(name).args(args).status();
        assert!(git.unwrap().success(), "git {args:?}");
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The pages for each kind of user.
fn pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs/for")).unwrap();
    let mut pages: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

#[test]
fn the_pages_show_what_the_command_prints() {
    for path in pages().into_iter().chain([root().join("README.md")]) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let page = fs::read_to_string(&path).unwrap();
        let folder = checkout(name);
        let mut session = Session { folder: &folder, commands: 0 };
        let expected = session.rewrite(&page);
        assert!(session.commands > 0, "{name} shows no command");
        if std::env::var_os("PAGES").is_some_and(|it| it == "overwrite") {
            fs::write(&path, expected).unwrap();
        } else {
            assert_eq!(page, expected, "{name}");
        }
    }
}

/// Each page starts with what to type, and the front door leads to each.
#[test]
fn each_page_starts_with_a_command_and_is_linked() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(pages().len(), 5);
    for path in pages() {
        let link = format!("(docs/for/{})", path.file_name().unwrap().to_str().unwrap());
        assert!(readme.contains(&link), "{link}");
        let page = fs::read_to_string(&path).unwrap();
        let first = page.lines().find(|line| line.starts_with(FENCE));
        assert_eq!(first, Some("```console"), "{link}");
    }
}
