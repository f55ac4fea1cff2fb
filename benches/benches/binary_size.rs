//! What the library adds to a program that only holds `policy!` constants.
//!
//! Two programs, built for release and stripped, print the same JSON: one from constants, the
//! other from strings. The first may be 16 KiB larger; this program fails if it is more.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{fs, io};
use typed_iam_benches::outside::{self, OutsideCrate, OutsideError};

const PROGRAM: &str = include_str!("../programs/policies.rs");

/// Bytes that the constants may cost.
const BUDGET: u64 = 16 * 1024;

fn main() -> ExitCode {
    match measure() {
        Ok((policies, strings)) => {
            let more = policies.saturating_sub(strings);
            println!("binary size: {policies} bytes with `policy!` constants");
            println!("             {strings} bytes with strings");
            println!("             {more} bytes more, budget {BUDGET}");
            if more <= BUDGET { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(OutsideError::Unfetched) => {
            println!("binary size: skipped, {}", OutsideError::Unfetched);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("binary size: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The sizes of the two programs.
fn measure() -> Result<(u64, u64), OutsideError> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let policies = OutsideCrate::new(folder, "size-policies", &outside::typed_iam(), PROGRAM)?;
    let printed = print(&policies)?;
    let strings = OutsideCrate::new(folder, "size-strings", "", &with_strings(&printed))?;
    if print(&strings)? != printed {
        return Err(OutsideError::Failed("the two programs print different JSON".to_owned()));
    }
    Ok((size(&policies)?, size(&strings)?))
}

/// Builds the program and gives what it prints.
fn print(program: &OutsideCrate) -> Result<String, OutsideError> {
    program.build(&["--release"])?;
    let mut command = Command::new(program.release_program());
    outside::run(&mut command)?.map_err(OutsideError::Failed)
}

fn size(program: &OutsideCrate) -> io::Result<u64> {
    Ok(fs::metadata(program.release_program())?.len())
}

/// The program that a person without the library would write.
fn with_strings(printed: &str) -> String {
    let lines: Vec<_> = printed.lines().map(|line| format!("    r#\"{line}\"#,\n")).collect();
    format!(
        "const POLICIES: &[&str] = &[\n{}];\n\nfn main() {{\n    for policy in POLICIES {{\n        \
         println!(\"{{policy}}\");\n    }}\n}}\n",
        lines.concat()
    )
}
