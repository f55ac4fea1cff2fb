//! cfn-lint, run as people run it.

use super::program::measured;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What it took, without its start.
pub(crate) struct Linted {
    pub(crate) version: String,
    pub(crate) time: Duration,
}

/// Runs it on these templates, once to warm the caches of the system; none if it cannot be had.
pub(crate) fn cfn_lint(paths: &[PathBuf]) -> io::Result<Option<Linted>> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The interpreter that CI has made ready, else one of our own.
    let script = "set -e; python=$PYTHON; if [ -z \"$python\" ]; then venv=../target/lint; \
         [ -x $venv/bin/python ] || python3 -m venv $venv; \
         $venv/bin/pip install --quiet --disable-pip-version-check $(grep ^cfn-lint ../.ci/requirements.txt); \
         python=$venv/bin/python; fi; exec $python -c \"import sys; from cfnlint.runner import main; sys.exit(main())\" \"$@\"";
    let run = |arguments: &[PathBuf]| {
        let mut command = Command::new("bash");
        measured(command.args(["-c", script, "bash"]).args(arguments).current_dir(home))
    };
    let Ok(version) = run(&["--version".into()]) else { return Ok(None) };
    if version.code != Some(0) {
        return Ok(None);
    }
    // Once more, from the caches of the system.
    let started = run(&["--version".into()])?.time;
    let version = version.summary.split(' ').next_back().unwrap_or_default().to_owned();
    let ran = run(paths)?;
    // It exits with a sum of 2, 4 and 8 where it has found something.
    match ran.code {
        Some(0..=14) if ran.noted.is_empty() => {
            Ok(Some(Linted { version, time: ran.time.saturating_sub(started) }))
        }
        _ => Err(io::Error::other(ran.noted)),
    }
}
