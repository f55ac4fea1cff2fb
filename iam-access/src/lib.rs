//! What a policy grants, proved, with a request that shows it.
//!
//! [`no_new_access`] answers whether a policy allows what another one does not, as AWS's
//! `CheckNoNewAccess` does, offline. Every FAIL carries a [`Witness`], a request that the simulator
//! allows with the one policy and not with the other; what is neither proved nor shown is
//! [`Verdict::Unknown`], never PASS.

mod access;
mod access_not_granted;
mod actions;
mod answer;
mod any_policy;
mod asked;
mod atom;
mod automaton;
mod budget;
mod canonical;
mod comparison;
mod difference;
mod effective;
mod equivalence;
mod fact;
mod granted;
mod group;
mod machine;
mod minimise;
mod no_new_access;
mod no_public_access;
mod parameter_place;
mod pinned;
mod plain;
mod principal;
mod public_resource_type;
mod question;
mod root;
mod rule;
mod scale;
mod search;
mod sentence;
mod setting;
mod sieve;
mod simulator;
mod stand_ins;
mod strict;
mod test;
mod trusted;
mod universe;
mod value;
mod variables;
mod witness;
mod world;

pub use access::{Access, AccessError};
pub use access_not_granted::access_not_granted;
pub use answer::{Answer, Reason, Unknown, Verdict, Why};
pub use any_policy::AnyPolicy;
pub use comparison::{Comparison, Relation, compare};
pub use effective::{EffectivePermissions, LimitedResource};
pub use equivalence::equivalent;
pub use granted::Grants;
pub use minimise::{Cut, MinimiseError, MinimiseOptions, Minimised, Step, minimise};
pub use no_new_access::no_new_access;
pub use no_public_access::no_public_access;
pub use public_resource_type::{PublicResourceType, PublicResourceTypeError};
pub use stand_ins::StandIns;
pub use strict::{
    HypotheticalReason, HypotheticalWitness, StrictAnswer, access_not_granted_strictly,
    grants_access_strictly, grants_more_strictly, no_new_access_strictly,
};
pub use witness::Witness;
