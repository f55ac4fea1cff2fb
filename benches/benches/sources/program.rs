//! The command, built for release and run on one thread.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, io};

/// What a run took.
pub(crate) struct Ran {
    /// The time of the processor, which others on the machine do not add to; where the system does not tell,
    /// that of the clock.
    pub(crate) time: Duration,
    /// The most memory that it had, in bytes; 0 where the system does not tell.
    pub(crate) peak: usize,
    /// The last line that it printed.
    pub(crate) summary: String,
    pub(crate) code: Option<i32>,
    pub(crate) noted: String,
}

/// How often a run is looked at.
const STEP: Duration = Duration::from_millis(2);

static PROGRAM: LazyLock<Result<PathBuf, String>> =
    LazyLock::new(|| build().map_err(|error| error.to_string()));

/// Checks these files and folders on one thread.
pub(crate) fn command(paths: &[PathBuf]) -> io::Result<Ran> {
    let program = PROGRAM.as_ref().map_err(|why| io::Error::other(why.as_str()))?;
    let mut command = Command::new(program);
    let ran = measured(command.arg("validate").args(paths).env("IAM_THREADS", "0"))?;
    // Mistakes are found, and nothing else is wrong.
    match ran.code {
        Some(0 | 1) => Ok(ran),
        _ => Err(io::Error::other(format!("iam validate: {:?}: {}", ran.code, ran.noted))),
    }
}

/// Runs a program to its end.
pub(crate) fn measured(command: &mut Command) -> io::Result<Ran> {
    let start = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let printed = reader(child.stdout.take());
    let noted = reader(child.stderr.take());
    let (cpu, peak) = watched(&mut child)?;
    let code = child.wait()?.code();
    let time = cpu.unwrap_or_else(|| start.elapsed());
    let text = |it: thread::JoinHandle<Vec<u8>>| {
        String::from_utf8_lossy(&it.join().unwrap_or_default()).into_owned()
    };
    let (printed, noted) = (text(printed), text(noted));
    let summary = printed.lines().last().unwrap_or_default().chars().take(300).collect();
    Ok(Ran { time, peak, summary, code, noted })
}

/// Reads beside the run, which would wait for room in the pipe.
fn reader(pipe: Option<impl io::Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read until it broke is what there is.
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Waits for the end: the time of the processor up to it, and the most memory that was seen, which the system
/// itself keeps the maximum of.
fn watched(child: &mut Child) -> io::Result<(Option<Duration>, usize)> {
    let folder = Path::new("/proc").join(child.id().to_string());
    let (mut time, mut peak) = (None, 0);
    loop {
        let text = fs::read_to_string(folder.join("status")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<usize>().ok());
        peak = peak.max(kibibytes.unwrap_or(0) * 1024);
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        let (state, ticks) = state_and_ticks(&stat);
        time = ticks.map(|ticks| Duration::from_millis(10 * ticks)).or(time);
        // One that has ended keeps its time until it is waited for.
        if state == Some("Z") || state.is_none() && child.try_wait()?.is_some() {
            return Ok((time, peak));
        }
        thread::sleep(STEP);
    }
}

/// What a process is doing, and the hundredths of a second that it and what it waited for have run.
fn state_and_ticks(stat: &str) -> (Option<&str>, Option<u64>) {
    // Behind its name, which is in brackets and may hold anything.
    let Some((_, fields)) = stat.rsplit_once(") ") else { return (None, None) };
    let fields: Vec<_> = fields.split(' ').collect();
    let ticks = fields.get(11..15).map(|it| it.iter().flat_map(|it| it.parse::<u64>()).sum());
    (fields.first().copied(), ticks)
}

fn build() -> io::Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--release", "-p", "iam-cli", "--bin", "iam"]);
    let status = command.current_dir(&workspace).status()?;
    if !status.success() {
        return Err(io::Error::other("iam does not build"));
    }
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let release = workspace.join(target).join("release");
    Ok(release.join("iam").with_extension(env::consts::EXE_EXTENSION))
}
