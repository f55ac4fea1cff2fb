//! Findings for people and for programs.

mod aws;
mod excerpt;
mod sarif;
mod sentence;
mod text;

pub(crate) use aws::findings as aws_findings;
pub(crate) use sarif::{log as sarif_log, results as sarif_results, uri as sarif_uri};
pub(crate) use text::{Counts, TextStyle};
