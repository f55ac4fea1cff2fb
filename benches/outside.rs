//! Crates outside this workspace, built as a user would build them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fmt, fs, io};

/// A crate in a folder of its own, with a build folder of its own; gone when dropped.
#[derive(Debug)]
pub struct OutsideCrate {
    folder: PathBuf,
}

/// Why a crate could not be measured.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutsideError {
    /// Its dependencies are neither here nor to be fetched: there is nothing to measure.
    Unfetched,
    /// It does not build or run; with what the compiler or the program said.
    Failed(String),
    /// A file cannot be read or written, or `cargo` cannot be started.
    Io(io::Error),
}

impl fmt::Display for OutsideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfetched => f.write_str("its dependencies are not here and cannot be fetched"),
            Self::Failed(said) => f.write_str(said),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OutsideError {}

impl From<io::Error> for OutsideError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The manifest line that makes a crate depend on the facade of this workspace.
#[must_use]
pub fn typed_iam() -> String {
    format!("typed-iam = {{ path = {:?} }}", workspace().to_string_lossy())
}

fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

impl OutsideCrate {
    /// Writes a crate called `name` into `parent` and makes sure that its dependencies are here,
    /// in the versions that this workspace is locked to.
    ///
    /// # Errors
    ///
    /// [`OutsideError::Unfetched`], or files that cannot be written.
    pub fn new(
        parent: &Path,
        name: &str,
        dependencies: &str,
        main: &str,
    ) -> Result<Self, OutsideError> {
        let folder = parent.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("src"))?;
        let this = Self { folder };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n\
             [profile.release]\nstrip = true\n[workspace]\n"
        );
        fs::write(this.folder.join("Cargo.toml"), manifest)?;
        this.write_main(main)?;
        fs::copy(workspace().join("Cargo.lock"), this.folder.join("Cargo.lock"))?;
        let fetched =
            this.cargo(&["fetch", "--offline"])?.is_ok() || this.cargo(&["fetch"])?.is_ok();
        if fetched { Ok(this) } else { Err(OutsideError::Unfetched) }
    }

    /// Replaces the program.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_main(&self, main: &str) -> io::Result<()> {
        fs::write(self.folder.join("src/main.rs"), main)
    }

    /// How many crates it depends on, directly or not, for building or running.
    ///
    /// # Errors
    ///
    /// `cargo tree` fails.
    pub fn dependencies(&self) -> Result<usize, OutsideError> {
        let tree = self
            .cargo(&["tree", "--offline", "--prefix=none", "--edges=normal,build", "--format={p}"])?
            .map_err(OutsideError::Failed)?;
        // Repeated crates end in ` (*)`, and macros in ` (proc-macro)`.
        let mut crates: Vec<_> = tree
            .lines()
            .map(|line| line.split(' ').take(2).collect::<Vec<_>>())
            .filter(|names| !names.concat().is_empty())
            .collect();
        crates.sort();
        crates.dedup();
        Ok(crates.len().saturating_sub(1))
    }

    /// Builds it and tells how long that took.
    ///
    /// # Errors
    ///
    /// It does not build.
    pub fn build(&self, profile: &[&str]) -> Result<Duration, OutsideError> {
        let arguments = [&["build", "--offline", "--quiet"], profile].concat();
        let start = Instant::now();
        self.cargo(&arguments)?.map_err(OutsideError::Failed)?;
        Ok(start.elapsed())
    }

    /// Forgets everything built.
    ///
    /// # Errors
    ///
    /// The build folder cannot be removed.
    pub fn clean(&self) -> io::Result<()> {
        let target = self.target();
        if target.exists() { fs::remove_dir_all(target) } else { Ok(()) }
    }

    /// The program as built for release.
    #[must_use]
    pub fn release_program(&self) -> PathBuf {
        self.program("release")
    }

    /// The program as built for debugging.
    #[must_use]
    pub fn debug_program(&self) -> PathBuf {
        self.program("debug")
    }

    fn program(&self, profile: &str) -> PathBuf {
        let name = self.folder.file_name().unwrap_or_default();
        self.target().join(profile).join(name).with_extension(env::consts::EXE_EXTENSION)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// What `cargo` prints, or what it complains about.
    fn cargo(&self, arguments: &[&str]) -> io::Result<Result<String, String>> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.target());
        // As what comes from a registry is built; what lies in a folder beside would be built for edits of it.
        command.env("CARGO_INCREMENTAL", "0");
        run(&mut command)
    }
}

impl Drop for OutsideCrate {
    fn drop(&mut self) {
        // What stays behind lies in the build folder and is replaced by the next run.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What a program prints, or what it complains about.
///
/// # Errors
///
/// It cannot be started.
pub fn run(command: &mut Command) -> io::Result<Result<String, String>> {
    let output = command.output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) })
}
