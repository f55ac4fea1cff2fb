//! What decides a request beside the statements of its policies.

use std::fmt;

/// Why a request is decided as it is, whatever statements say or do not say.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Decision, Evaluator, Policies, Reason, Request};
/// let nothing = Evaluator::new(&Policies::new());
/// let ann = "arn:aws:iam::111122223333:user/ann";
/// let who_am_i = Request::new(ann, "sts:GetCallerIdentity", "*")?;
/// let explanation = nothing.explain(&who_am_i);
/// assert_eq!(explanation.decision(), Decision::Allow);
/// assert!(matches!(explanation.reason(), Some(Reason::AlwaysAllowed { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// AWS asks for no permission, and no policy can deny it.
    AlwaysAllowed {
        /// What AWS says, in a sentence without a full stop.
        why: &'static str,
        /// The page of AWS that says so.
        source: &'static str,
    },
    /// AWS keeps it to itself, and no policy can allow it.
    NeverAllowed {
        /// What AWS says, in a sentence without a full stop.
        why: &'static str,
        /// The page of AWS that says so.
        source: &'static str,
    },
    /// A policy that would have to allow it was not given.
    MissingPolicy(MissingPolicy),
}

/// The policy of a resource that decides and was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissingPolicy {
    /// The key policy of a KMS key.
    Key,
    /// The trust policy of a role.
    Trust,
    /// The resource-based policy of a resource of another account than the principal's.
    OtherAccount,
    /// The resource-based policy of a resource that is asked for by a service, by somebody whom an
    /// identity provider vouches for, or by nobody in particular.
    Outsider,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlwaysAllowed { why, .. } | Self::NeverAllowed { why, .. } => f.write_str(why),
            Self::MissingPolicy(missing) => missing.fmt(f),
        }
    }
}

impl fmt::Display for MissingPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => {
                "the key policy is missing, and it decides: a KMS key is used only as its key policy allows"
            }
            Self::Trust => {
                "the trust policy of the role is missing, and it decides: a role is assumed only by whom it trusts"
            }
            Self::OtherAccount => {
                "the resource is in another account, and its resource-based policy, which would have to allow it, is missing"
            }
            Self::Outsider => {
                "the resource-based policy of the resource is missing, and only it can allow this principal anything"
            }
        })
    }
}
