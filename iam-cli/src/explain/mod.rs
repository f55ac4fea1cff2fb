//! `iam explain`: what a check, an action, a condition key, an operator, a service or its principal is.

mod arn;
mod claim;
mod example;
mod facts;
mod key;
mod operator;
mod resource;
mod run;
mod text;
mod unknown;

pub(crate) use run::run;
