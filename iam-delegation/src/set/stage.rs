//! Whether a set still has parameters.

use super::policy_set::PolicySet;
use crate::declaration::{Assets, Product};
use iam_core::policy::{Kind, Policy, PolicyTemplate};
use std::borrow::Cow;
use std::fmt::Debug;

/// How far a set is: with parameters, or resolved. Sealed: the two below are all there are.
pub trait Stage: sealed::Sealed + Copy + Debug + Eq {
    /// What a policy document is at this stage.
    type Document<K: Kind>: Clone + Debug + Eq;

    /// The document as a policy, be there parameters in it or not.
    fn as_written<K: Kind>(document: &Self::Document<K>) -> &Policy<K>;
}

mod sealed {
    use super::super::PolicySet;
    use crate::declaration::Product;
    use std::borrow::Cow;

    pub trait Sealed: Sized {
        /// Whether documents hold parameters.
        const HAS_PARAMETERS: bool;

        /// The largest set that can be had without asking anybody for values.
        fn widest<P: Product>(set: &PolicySet<P, Self>) -> Cow<'_, PolicySet<P, Self>>
        where
            Self: super::Stage;
    }
}

/// The stage at which parameters stand for values: documents are [`PolicyTemplate`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a mark, and a value of its own type")]
pub struct WithParameters;

impl sealed::Sealed for WithParameters {
    const HAS_PARAMETERS: bool = true;

    fn widest<P: Product>(set: &PolicySet<P, Self>) -> Cow<'_, PolicySet<P, Self>> {
        if set.assets() == Assets::ALL {
            Cow::Borrowed(set)
        } else {
            let widest = PolicySet::for_assets(Assets::ALL);
            let shorter = !set.left_out_actions().is_empty();
            Cow::Owned(if shorter { widest.without_retired_actions() } else { widest })
        }
    }
}

impl Stage for WithParameters {
    type Document<K: Kind> = PolicyTemplate<K>;

    fn as_written<K: Kind>(document: &PolicyTemplate<K>) -> &Policy<K> {
        document.as_written()
    }
}

/// The stage at which every parameter has its value: documents are [`Policy`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a mark, and a value of its own type")]
pub struct Resolved;

impl sealed::Sealed for Resolved {
    const HAS_PARAMETERS: bool = false;

    /// Other assets may need other values.
    fn widest<P: Product>(set: &PolicySet<P, Self>) -> Cow<'_, PolicySet<P, Self>> {
        Cow::Borrowed(set)
    }
}

impl Stage for Resolved {
    type Document<K: Kind> = Policy<K>;

    fn as_written<K: Kind>(document: &Policy<K>) -> &Policy<K> {
        document
    }
}
