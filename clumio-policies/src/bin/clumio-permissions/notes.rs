//! What a person is told beside what is written.

use clumio_policies::{ClumioPolicySet, Deployment, Resolved, short_name};
use std::io::Write as _;

pub(crate) fn note(kind: &str, text: &str) {
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{kind}: {text}");
}

/// Tells which actions the partition has no room for.
pub(crate) fn note_left_out(deployment: &Deployment, set: &ClumioPolicySet<Resolved>) {
    if !set.left_out_actions().is_empty() {
        note(
            "note",
            &format!(
                "without {}, which no service answers any more: with them a policy would be larger than \
                 IAM allows in {}",
                set.left_out_actions().join(", "),
                deployment.partition
            ),
        );
    }
}

/// Tells what the deployment leaves open.
pub(crate) fn note_gaps(deployment: &Deployment) {
    if deployment.data_plane_account.is_none() {
        note(
            "note",
            "without --data-plane-account, `*` stands for Clumio's account that keeps the \
             backups: ARNs name every account, and no S3 backup can be written",
        );
    }
    if short_name(&deployment.region).is_none() {
        note(
            "note",
            &format!(
                "Clumio's module has no short name for {}, so that names of roles have none",
                deployment.region
            ),
        );
    }
}
