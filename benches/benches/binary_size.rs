//! What the library adds to a program that only holds `policy!` constants.
//!
//! Pairs of programs, built for release and stripped, print the same JSON: one from constants, the
//! other from strings. With one policy the first may be 16 KiB larger, which is nearly all code;
//! this program fails if it is more. Each further policy costs about a kilobyte of typed data beyond
//! its strings, which the program of six shows.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{fs, io};
use typed_iam_benches::outside::{self, OutsideCrate, OutsideError};

/// A name, a program that prints its policies, and how many bytes its constants may cost.
const PROGRAMS: [(&str, &str, Option<u64>); 2] = [
    ("one", include_str!("../programs/policy.rs"), Some(16 * 1024)),
    ("six", include_str!("../programs/policies.rs"), None),
];

fn main() -> ExitCode {
    let mut fits = true;
    for (name, program, budget) in PROGRAMS {
        match measure(name, program) {
            Ok((policies, strings)) => {
                let more = policies.saturating_sub(strings);
                let limit = budget.map_or(String::new(), |budget| format!(", budget {budget}"));
                println!("binary size, {name} of them: {policies} bytes with `policy!` constants,");
                println!("  {strings} bytes with strings: {more} bytes more{limit}");
                fits &= budget.is_none_or(|budget| more <= budget);
            }
            Err(OutsideError::Unfetched) => {
                println!("binary size: skipped, {}", OutsideError::Unfetched);
            }
            Err(error) => {
                eprintln!("binary size: {error}");
                fits = false;
            }
        }
    }
    if fits { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The sizes of the two programs.
fn measure(name: &str, program: &str) -> Result<(u64, u64), OutsideError> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let policies = OutsideCrate::new(
        folder,
        &format!("size-policies-{name}"),
        &outside::typed_iam(),
        program,
    )?;
    let printed = print(&policies)?;
    let strings =
        OutsideCrate::new(folder, &format!("size-strings-{name}"), "", &with_strings(&printed))?;
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
