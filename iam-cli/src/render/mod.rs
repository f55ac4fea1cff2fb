//! Findings for people and for programs.

mod aws;
mod counts;
mod excerpt;
mod fingerprint;
mod pretty;
mod region;
mod sarif;
mod sarif_fix;
mod sentence;
mod text;

pub(crate) use aws::{AwsForm, findings as aws_findings};
pub(crate) use counts::Counts;
pub(crate) use fingerprint::fingerprints;
pub(crate) use pretty::push as push_json;
pub(crate) use region::Region;
pub(crate) use sarif::{
    BEFORE_RESULTS as SARIF_BEFORE_RESULTS, Notification, SarifForm,
    after_results as sarif_after_results, uri as sarif_uri,
};
pub(crate) use text::TextStyle;
