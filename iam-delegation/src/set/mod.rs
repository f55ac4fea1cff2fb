//! Everything that a customer creates for the assets they choose.

mod added;
mod compose;
mod contents;
mod entry;
mod minimised;
mod policy_set;
mod resolve;
mod retired;
mod stage;

pub use entry::{
    AddedStatement, PolicyEntry, ProfileEntry, RoleEntry, RuleEntry, SsmDocumentEntry,
    StatementEntry, StatementPresence, TopicEntry,
};
pub use policy_set::PolicySet;
pub use resolve::{ResolveError, ResolveProblem};
pub(crate) use retired::is_retired;
pub use stage::{Resolved, Stage, WithParameters};
