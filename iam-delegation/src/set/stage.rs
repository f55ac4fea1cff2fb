//! Whether a set still has parameters.

use iam_core::policy::{Kind, Policy, PolicyTemplate};
use std::fmt::Debug;

/// How far a set is: with parameters, or resolved. Sealed: the two below are all there are.
pub trait Stage: sealed::Sealed + Copy + Debug + Eq {
    /// What a policy document is at this stage.
    type Document<K: Kind>: Clone + Debug + Eq;

    /// The document as a policy, be there parameters in it or not.
    fn as_written<K: Kind>(document: &Self::Document<K>) -> &Policy<K>;
}

mod sealed {
    pub trait Sealed {}
}

/// The stage at which parameters stand for values: documents are [`PolicyTemplate`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithParameters;

impl sealed::Sealed for WithParameters {}

impl Stage for WithParameters {
    type Document<K: Kind> = PolicyTemplate<K>;

    fn as_written<K: Kind>(document: &PolicyTemplate<K>) -> &Policy<K> {
        document.as_written()
    }
}

/// The stage at which every parameter has its value: documents are [`Policy`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved;

impl sealed::Sealed for Resolved {}

impl Stage for Resolved {
    type Document<K: Kind> = Policy<K>;

    fn as_written<K: Kind>(document: &Policy<K>) -> &Policy<K> {
        document
    }
}
