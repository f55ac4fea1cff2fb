//! What a policy grants, proved, with a request that shows it.
//!
//! [`no_new_access`] answers whether a policy allows what another one does not, as AWS's
//! `CheckNoNewAccess` does, offline. Every FAIL carries a [`Witness`], a request that the simulator
//! allows with the one policy and not with the other; what is neither proved nor shown is
//! [`Verdict::Unknown`], never PASS.

mod access_not_granted;
mod actions;
mod answer;
mod asked;
mod atom;
mod automaton;
mod budget;
mod comparison;
mod difference;
mod effective;
mod equivalence;
mod fact;
mod group;
mod machine;
mod minimise;
mod no_new_access;
mod no_public_access;
mod plain;
mod principal;
mod rule;
mod scale;
mod search;
mod sentence;
mod setting;
mod simulator;
mod strict;
mod test;
mod trusted;
mod universe;
mod value;
mod variables;
mod within_limits;
mod witness;
mod world;

pub use access_not_granted::{
    Access, AccessError, access_not_granted, access_not_granted_to_resource,
};
pub use answer::{Answer, Reason, Unknown, Verdict, Why};
pub use comparison::{Comparison, Relation, compare, compare_of_resource};
pub use effective::{EffectivePermissions, LimitedResource};
pub use equivalence::equivalent;
pub use minimise::{Cut, MinimiseError, MinimiseOptions, Minimised, Step, minimise};
pub use no_new_access::{no_new_access, no_new_access_to_resource};
pub use no_public_access::{PublicResourceType, PublicResourceTypeError, no_public_access};
pub use strict::{
    HypotheticalReason, HypotheticalWitness, StrictAnswer, grants_more_strictly,
    grants_more_to_resource_strictly, no_new_access_strictly, no_new_access_to_resource_strictly,
};
pub use within_limits::{no_new_access_to_resource_within_limits, no_new_access_within_limits};
pub use witness::Witness;
