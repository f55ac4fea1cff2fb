//! Findings for people and for programs.

mod aws;
mod excerpt;
mod pretty;
mod sarif;
mod sentence;
mod text;

pub(crate) use aws::{findings as aws_findings, json as json_findings};
pub(crate) use sarif::{
    BEFORE_RESULTS as SARIF_BEFORE_RESULTS, after_results as sarif_after_results,
    results as sarif_results,
};
pub(crate) use text::{Counts, TextStyle};
