//! The verb, from arguments to exit status.

use super::facts::Facts;
use super::unknown::unknown;
use crate::args::{Explain, Plain};
use crate::jsonl::{self, Error, Members};
use crate::outcome::{Outcome, Result};
use crate::output::{note, print_json, print_text};

pub(crate) fn run(args: &Explain) -> Result {
    if args.jsonl {
        return jsonl::run(|line| {
            line.only(&["name"])?;
            let name = line.needed_text("name")?;
            let facts = Facts::of(name).ok_or_else(|| Error::from(unknown(name)))?;
            let members = Members::default().with_all(&facts).with("text", &facts.to_string());
            Ok((members, Outcome::Clean))
        });
    }
    let name = args.name.as_deref().unwrap_or_default();
    let Some(facts) = Facts::of(name) else {
        note("error", &unknown(name));
        return Ok(Outcome::Findings);
    };
    match args.format {
        Plain::Text => print_text(&facts.to_string())?,
        // Strings and numbers always have JSON.
        Plain::Json => {
            print_json(&(serde_json::to_string_pretty(&facts).unwrap_or_default() + "\n"))?;
        }
    }
    Ok(Outcome::Clean)
}
