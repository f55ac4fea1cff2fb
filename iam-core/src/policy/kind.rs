//! The kinds of policy, as types.

use iam_language::policy::PolicyType;
use std::fmt;

/// A type that stands for one [`PolicyType`]. Sealed: the kinds below are all there are.
pub trait Kind: sealed::Sealed + Copy + fmt::Debug + PartialEq + Eq + std::hash::Hash {
    /// The policy type that this type stands for.
    const TYPE: PolicyType;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(clippy::exhaustive_structs, reason = "a mark, and a value of its own type")]
        pub struct $kind;

        impl sealed::Sealed for $kind {}

        impl Kind for $kind {
            const TYPE: PolicyType = PolicyType::$kind;
        }
    )+};
}

kinds! {
    /// Marks an identity-based policy.
    Identity,
    /// Marks a resource-based policy.
    Resource,
    /// Marks a role trust policy.
    Trust,
    /// Marks a service control policy.
    ServiceControl,
    /// Marks a resource control policy.
    ResourceControl,
    /// Marks a permissions boundary.
    PermissionsBoundary,
    /// Marks a session policy.
    Session,
    /// Marks a VPC endpoint policy.
    VpcEndpoint,
}
