//! Would this request be allowed? IAM's evaluation logic.
//!
//! [`Policies`] says which policies have a say, [`Evaluator`] compiles them, [`Request`] is the
//! question, and [`Decision`] the answer; [`Explanation`] says why.
//!
//! Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)

mod action_name;
mod condition;
mod context;
mod default_key_policy;
mod evaluator;
mod explanation;
mod fields;
mod hypothetical;
mod index;
mod policies;
mod principal;
mod problem;
mod reason;
mod request;
mod reserved;
mod resource_grant;
mod rules;
#[cfg(feature = "aws-arn")]
mod typed_arn;
mod values;

pub use context::{Context, ContextValue};
pub use evaluator::{Decision, Evaluator, PolicyRole};
pub use explanation::{Explanation, Mismatch, NearMiss, StatementAt};
pub use hypothetical::HypotheticalRequest;
pub use policies::{Boundary, OfSession, Policies, ResourceBased};
pub use principal::{PrincipalKind, RequestPrincipal};
pub use problem::{RequestError, RequestProblem};
pub use reason::{MissingPolicy, Reason};
pub use request::Request;
pub use resource_grant::ResourceGrant;
