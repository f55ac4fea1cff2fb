//! What a policy grants is proved with the feature `access` alone.

use crate::demand::Refusal;
use crate::proof::{Asked, Proof};

/// Nothing is proved, and nothing passes for proved.
pub(crate) fn prove(asked: &Asked<'_>) -> Proof {
    let refusals = asked.demands.iter().map(|demand| -> Refusal {
        let name = demand.name();
        demand.refusal(format!(
            "`#[{name}]` needs the feature `access` of `typed-iam`\n  why: the proof is not compiled without it\n  fix: `cargo add typed-iam --features access`"
        ))
    });
    Proof { refusals: refusals.collect(), ..Proof::default() }
}
