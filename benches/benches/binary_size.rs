//! What the library adds to a program that only holds `policy!` constants.
//!
//! Pairs of programs, built for release and stripped, print the same JSON: one from constants, the
//! other from strings. With one policy the first may be 16 KiB larger, which is nearly all code. The
//! program of six has four kinds of policy, and what drops policies; one of twelve has nothing new but six
//! policies, of which each may cost a kilobyte. This program fails if it is more.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{fs, io};
use typed_iam_benches::outside::{self, OutsideCrate, OutsideError};

const ONE: &str = include_str!("../programs/policy.rs");
const SIX: &str = include_str!("../programs/policies.rs");

/// How many bytes the first policy may cost, with the code that writes it.
const FIRST_BUDGET: u64 = 16 * 1024;
/// How many bytes each further one may cost.
const FURTHER_BUDGET: u64 = 1024;

/// The program of six, and the same with other names.
fn twelve() -> String {
    let module = |name: &str, program: &str| {
        let code: String = program
            .lines()
            .filter(|line| !line.starts_with("//!"))
            .fold(String::new(), |code, line| code + line + "\n");
        format!("mod {name} {{\n{}}}\n", code.replace("fn main()", "pub fn main()"))
    };
    let others =
        SIX.replace("reports", "ledgers").replace("news", "wire").replace("orders", "claims");
    format!(
        "{}{}fn main() {{ first::main(); second::main(); }}\n",
        module("first", SIX),
        module("second", &others)
    )
}

fn main() -> ExitCode {
    match costs() {
        Ok([one, six, twelve]) => {
            let further = twelve.saturating_sub(six).div_ceil(6);
            println!("the first policy costs {one} bytes, budget {FIRST_BUDGET};");
            println!("each further one of no new kind {further}, budget {FURTHER_BUDGET}");
            let fits = one <= FIRST_BUDGET && further <= FURTHER_BUDGET;
            if fits { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("binary size: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many bytes each of the programs has beyond the one with strings.
fn costs() -> Result<[u64; 3], OutsideError> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // One crate of each sort, whose program is replaced: the library is built once.
    let policies = OutsideCrate::new(folder, "size-policies", &outside::typed_iam(), ONE)?;
    let strings = OutsideCrate::new(folder, "size-strings", "", "fn main() {}")?;
    let cost = |name, program: &str| {
        policies.write_main(program)?;
        let printed = print(&policies)?;
        strings.write_main(&with_strings(&printed))?;
        if print(&strings)? != printed {
            return Err(OutsideError::Failed("the two programs print different JSON".to_owned()));
        }
        let (ours, theirs) = (size(&policies)?, size(&strings)?);
        let more = ours.saturating_sub(theirs);
        println!("binary size, {name} of them: {ours} bytes with `policy!` constants,");
        println!("  {theirs} bytes with strings: {more} bytes more");
        Ok::<_, OutsideError>(more)
    };
    Ok([cost("one", ONE)?, cost("six", SIX)?, cost("twelve", &twelve())?])
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
